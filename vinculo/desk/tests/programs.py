"""A program that calls the API on behalf of a person."""

from __future__ import annotations

import json
import uuid
from typing import Any

from django.test import Client

from tests.world import World
from vinculo.directory.actions import make_token
from vinculo.directory.actors import new_token
from vinculo.kernel.scope import acting_as, system_actor


class Program:
    """Acts for a person with a token of theirs."""

    def __init__(self, world: World, name: str) -> None:
        token = new_token()
        with acting_as(system_actor()):
            make_token(world.people[name], by=system_actor(), token=token, name="tests")
        self.client = Client(headers={"authorization": f"Bearer {token}"}, raise_request_exception=False)

    def get(self, path: str, **query: Any) -> Any:
        return self.client.get(f"/api/v1/{path}", query_params=query)

    def post(self, path: str, body: Any = None, key: uuid.UUID | str | None = None) -> Any:
        """Send a body (text goes as it is, anything else as JSON)."""
        headers = {"idempotency-key": str(key)} if key else {}
        data = body if isinstance(body, str | bytes) else json.dumps(body or {})
        return self.client.post(f"/api/v1/{path}", data, content_type="application/json", headers=headers)
