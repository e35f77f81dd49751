"""A stranger walks the whole site with another client's objects: nothing opens, and no word of them is told."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction
from django.test import Client

from tests.access import SECRETS, Place, addresses
from tests.world import World
from vinculo.desk.actions import end_share
from vinculo.directory.models import Membership
from vinculo.kernel.scope import acting_as, system_actor

TEXTS = SECRETS[:3]
"""What even a colleague at the same client must not read: the words of the ticket itself."""
WALKERS = {"stranger": SECRETS, "supplier_person": SECRETS, "colleague": TEXTS}


@pytest.fixture
def place(world: World) -> Place:
    """Elena's tickets; the supplier has given them back."""
    place = Place(world)
    with acting_as(system_actor()):
        for ticket in (place.open, place.resolved):
            end_share(ticket, by=system_actor(), supplier=world.organisations["etiquetex"])
    return place


def told(answer: Any) -> str:
    """All that an answer says: its text, and where it leads. (A list of time zones names Santa Elena, the island.)"""
    return answer.content.decode().replace("Santa Elena", "") + answer.headers.get("Location", "")


def hints(place: Place) -> dict[str, list[Any]]:
    """What a stranger might guess or have seen somewhere, by the name under which pages ask for it."""
    world, ticket = place.world, place.open
    lucia, elena = world.organisations["lucia"], world.people["elena"]
    words = [ticket.ref, ticket.uuid, "Zafiro", "Turmalina", "Ópalo", "Elena", elena.email]
    with acting_as(system_actor()):
        hat = Membership.objects.get(person=elena).pk
    return {
        "q": words,
        "find": words,
        "organisation": [lucia.pk, lucia.uuid, lucia.slug],
        "client": [lucia.slug],
        "for": [hat, elena.pk],
        "after": [ticket.ref],
        "assignee": [elena.pk, "none"],
        "title": [ticket.ref],
        "scope": ["organisation"],
        "view": ["all"],
        "show": ["all"],
    }


@pytest.mark.parametrize("kind", WALKERS)
def test_no_object_of_another_opens(place: Place, kind: str) -> None:
    client = place.browser(kind)
    walked = 0
    for url in addresses():
        if "ref>" not in url:
            continue
        for method in ("GET", "POST"):
            for ticket in ("open", "resolved"):
                row = {"url": url, "method": method, "ticket": ticket}
                with transaction.atomic():
                    answer = place.asked(client, row)
                    transaction.set_rollback(True)
                where = (url, method, ticket)
                lost = answer.status_code == 302 and answer["Location"] in (
                    "/",
                    place.path("/tickets/<ref>/", ticket),
                )
                assert answer.status_code in (403, 404, 405) or lost, where
                assert not [word for word in WALKERS[kind] if word in told(answer)], where
                walked += 1
    assert walked > 80


@pytest.mark.parametrize("kind", WALKERS)
def test_no_page_tells_a_word_of_it_whatever_is_guessed(place: Place, kind: str) -> None:
    client = place.browser(kind)
    aside = ("/accounts/", "/demo/", "/ui/")  # the gallery shows samples, and asks nothing of the database
    open_pages = [url for url in addresses() if not url.startswith(aside) and "ref>" not in url]
    asked = ["", *(f"{name}={guess}" for name, guesses in hints(place).items() for guess in guesses)]
    for url in open_pages:
        path = place.path(url)
        is_open = client.get(path).status_code == 200
        for query in asked if is_open and url in PAGES_THAT_ASK else [""]:
            answer = client.get(f"{path}?{query}")
            assert answer.status_code < 500, (url, query)
            said = told(answer).replace(query.split("=")[-1], "")  # one's own words come back in the box
            assert not [word for word in WALKERS[kind] if word in said], (url, query)


PAGES_THAT_ASK = ("/queue/", "/queue/filters/", "/search/", "/portal/cases/", "/portal/new/<str:kind>/",
                  "/tickets/new/", "/api/v1/tickets", "/measures/incidents/")  # fmt: skip


@pytest.mark.parametrize("kind", ["stranger", "supplier_person"])
def test_no_demand_can_name_what_is_anothers(place: Place, kind: str) -> None:
    world, client = place.world, place.browser(kind)
    demand = {"title": "No hay red", "impact": "site", "urgency": "high"}
    for name, row in (
        ("organisation", world.organisations["lucia"]),
        ("requester", world.people["elena"]),
        ("service", place.open),
        ("topic", place.open),
    ):
        body = {**demand, name: str(row.uuid)}
        answer = client.post("/api/v1/tickets", body, content_type="application/json")
        assert answer.status_code in (403, 404, 422), name
        assert not [word for word in SECRETS if word in told(answer)], name


def test_the_walk_would_notice(place: Place) -> None:
    """Elena herself, on the same walk, is told every word: the walk does look."""
    said = "".join(walk(place, place.browser("client_user"))) + "".join(walk(place, place.browser("agent")))
    assert [word for word in SECRETS if word not in said] == []


def walk(place: Place, client: Client) -> Iterator[str]:
    for url in ("/portal/", "/portal/cases/", "/portal/cases/<slug:ref>/", "/tickets/<str:ref>/", "/queue/"):
        yield told(client.get(place.path(url)))
