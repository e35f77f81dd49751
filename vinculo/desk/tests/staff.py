"""What the tests of the staff's screens share: coming in, doing something as somebody, looking behind the wall."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.world import World
from vinculo.desk.models import InternalNote, PublicReply, Ticket
from vinculo.kernel import clock
from vinculo.kernel.scope import acting_as, system_actor

HTMX = {"HX-Request": "true"}


def signed_in(world: World, name: str) -> Client:
    """A browser in which somebody of the world has signed in."""
    client = Client()
    client.force_login(world.account(name), backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def does(world: World, name: str, ticket: Ticket, verb: Any, **more: Any) -> None:
    """Somebody acts on a ticket without a screen."""
    actor = world.actor(name)
    with acting_as(actor):
        verb(Ticket.objects.get(pk=ticket.pk), by=actor, **more)


def later(monkeypatch: pytest.MonkeyPatch, **more: float) -> None:
    """Let time pass."""
    then = clock.now() + dt.timedelta(**more)
    monkeypatch.setattr(clock, "now", lambda: then)


def now(ticket: Ticket) -> Ticket:
    """The ticket as it stands."""
    with acting_as(system_actor()):
        return Ticket.objects.select_related("assignee", "team").get(pk=ticket.pk)


def replies(ticket: Ticket) -> list[str]:
    """What the client reads."""
    with acting_as(system_actor()):
        return list(
            PublicReply.objects.filter(ticket_id=ticket.pk).order_by("pk").values_list("body", flat=True)
        )


def notes(ticket: Ticket) -> list[str]:
    """What it does not."""
    with acting_as(system_actor()):
        return list(
            InternalNote.objects.filter(ticket_id=ticket.pk).order_by("pk").values_list("body", flat=True)
        )


def refs(html: str) -> list[str]:
    """The references of a list's rows, in order."""
    return re.findall(r'data-row data-href="/tickets/([A-Z]+-\d+)/', html)


def hidden(html: str, name: str) -> str:
    """The value of a hidden field of a page."""
    found = re.search(rf'name="{name}" value="([^"]*)"', html)
    assert found, name
    return found[1]


def statements(client: Client, url: str) -> int:
    """How many statements a page asks, sign-in included; a transaction's own ends are not counted, nor is the scope
    that is put back because a test runs inside one."""
    client.get(url)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(url).status_code == 200
    ends = ("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT")
    told = [query["sql"] for query in asked.captured_queries]
    return len([sql for sql in told if not sql.startswith(ends)]) - ("'role', 'none'" in told[-2] + told[-1])
