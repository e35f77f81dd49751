import json
import uuid

import pytest
from django.test import Client

from tests.world import World
from vinculo.directory.actions import make_token
from vinculo.directory.actors import new_token
from vinculo.kernel.scope import acting_as, system_actor


class Caller:
    """A program that acts for a person with a token."""

    def __init__(self, world: World, name: str) -> None:
        token = new_token()
        with acting_as(system_actor()):
            make_token(world.people[name], by=system_actor(), token=token, name="tests")
        self.client = Client(headers={"authorization": f"Bearer {token}"})

    def get(self, path: str, **query):
        return self.client.get(f"/api/v1/{path}", query_params=query)

    def post(self, path: str, body=None, key: uuid.UUID | str | None = None):
        headers = {"idempotency-key": str(key)} if key else {}
        data = body if isinstance(body, str) else json.dumps(body or {})
        return self.client.post(f"/api/v1/{path}", data, content_type="application/json", headers=headers)


@pytest.fixture
def program(world: World):
    return lambda name: Caller(world, name)


def test_a_client_lists_and_reads_their_own(world: World, program) -> None:
    own, others = world.ticket("elena"), world.ticket("carlos")
    elena = program("elena")
    r = elena.get("tickets")
    print(r.content.decode()[:500])
    assert [t["ref"] for t in r.json()["tickets"]] == [own.ref]
    r = elena.get(f"tickets/{own.ref}")
    print(r.content.decode())
    assert elena.get(f"tickets/{others.ref}").status_code == 404
    r = program("ana").get("openapi.json")
    print(r.status_code, r.content.decode()[:300])
