"""Two at the same moment: real transactions on two connections, committed, and cleared away afterwards."""

from __future__ import annotations

import threading
import uuid
from collections.abc import Callable, Iterator
from typing import Any

import psycopg
import pytest
from django.conf import settings
from django.db import connections

from tests.world import World
from vinculo.desk.actions import AlreadyOpened, confirm, open_ticket, reject, reply, resolve
from vinculo.desk.models import PublicReply, ResolutionCode, Ticket
from vinculo.kernel.lifecycle import WrongMove
from vinculo.kernel.scope import Actor, acting_as, system_actor
from vinculo.kernel.tests.database import elsewhere

TABLES = ("desk_internalnote", "desk_publicreply", "desk_statusspan", "desk_ticketshare", "desk_ticket")
PATIENCE = 20


@pytest.fixture
def cleared(built_world: World) -> Iterator[None]:
    """Remove what was committed; no role that serves may, so the cluster's administrator does."""
    yield
    with psycopg.connect(
        **{**settings.CONNECTIONS.admin, "dbname": settings.CONNECTIONS.database}
    ) as session:
        for table in TABLES:
            session.execute(f"delete from {table}")
        session.execute("delete from kernel_event where subject_type = 'ticket'")
        session.execute("delete from procrastinate_jobs")


def at_once(first: Callable[[], Any], second: Callable[[], Any], *, by: tuple[Actor, Actor]) -> list[Any]:
    """Both acts, the second one beginning while the first has acted and not committed; what each gave or raised."""
    has_acted, results = threading.Event(), [None, None]

    def run(index: int, act: Callable[[], Any]) -> None:
        try:
            if index:
                has_acted.wait(PATIENCE)
            with acting_as(by[index]):
                results[index] = act()
                if not index:
                    has_acted.set()
                    blocked.wait(0.3)  # long enough for the other to reach the lock
        except Exception as error:  # noqa: BLE001 - what was raised is what is asked
            results[index] = error
        finally:
            has_acted.set()
            connections["default"].close()

    blocked = threading.Event()
    threads = [threading.Thread(target=run, args=pair) for pair in enumerate((first, second))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE)
    return results


@pytest.fixture
def committed(world: World, cleared: None) -> Ticket:
    """Elena's ticket, resolved, for everybody to see."""
    elena, ana = world.actor("elena"), world.actor("ana")

    def make() -> Ticket:
        with acting_as(elena):
            ticket = demand(world, elena, None)()
        with acting_as(ana):
            resolve(ticket, by=ana, resolution="Hecho", code=ResolutionCode.PERMANENT)
        return ticket

    made = elsewhere(make)
    assert isinstance(made, Ticket)
    return made


def demand(world: World, elena: Actor, key: uuid.UUID | None) -> Callable[[], Ticket]:
    def act() -> Ticket:
        told = open_ticket(
            world.organisations["lucia"], by=elena, requester=world.people["elena"], title="No hay red",
            description="", impact="site", urgency="high", request_key=key,
        )  # fmt: skip
        assert isinstance(told.subject, Ticket)
        return told.subject

    return act


def copy_of(ticket: Ticket) -> Ticket:
    return elsewhere(lambda: _read(ticket))


def _read(ticket: Ticket) -> Ticket:
    with acting_as(system_actor()):
        return Ticket.objects.get(pk=ticket.pk)


def test_a_double_click_makes_one_ticket(world: World, cleared: None) -> None:
    elena, key = world.actor("elena"), uuid.uuid4()
    first, second = at_once(demand(world, elena, key), demand(world, elena, key), by=(elena, elena))
    assert isinstance(first, Ticket)
    assert isinstance(second, AlreadyOpened)
    assert second.ticket.ref == first.ref


def test_two_who_answer_at_once_both_keep_their_words(world: World, committed: Ticket) -> None:
    ana, rafael, other = world.actor("ana"), world.actor("rafael"), copy_of(committed)
    results = at_once(
        lambda: reply(committed, by=ana, body="Yo"),
        lambda: reply(other, by=rafael, body="Y yo"),
        by=(ana, rafael),
    )
    assert all(len(told) == 1 for told in results)
    with acting_as(system_actor()):
        said = [(row.author_name, row.body) for row in PublicReply.objects.order_by("pk")]
    assert said == [("Ana", "Yo"), ("Rafael", "Y yo")]


def test_a_yes_and_a_no_at_once_are_one_of_them(world: World, committed: Ticket) -> None:
    elena, marta, other = world.actor("elena"), world.actor("marta"), copy_of(committed)
    yes, no = at_once(
        lambda: confirm(committed, by=elena), lambda: reject(other, by=marta, body="No"), by=(elena, marta)
    )
    assert isinstance(yes, list)
    assert isinstance(no, WrongMove)
    kept = copy_of(committed)
    assert (kept.state, kept.reopen_count) == ("closed", 0)


def test_the_same_message_sent_twice_at_once_is_one(world: World, committed: Ticket) -> None:
    elena, key, other = world.actor("elena"), uuid.uuid4(), copy_of(committed)
    first, second = at_once(
        lambda: reply(committed, by=elena, body="Gracias", request_key=key),
        lambda: reply(other, by=elena, body="Gracias", request_key=key),
        by=(elena, elena),
    )
    assert (len(first), second) == (1, [])
