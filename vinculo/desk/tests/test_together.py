"""Several verbs as one: all or nothing."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.world import World
from vinculo.desk.actions import reply, resolve, wait
from vinculo.desk.actions.ending import SolutionMissing
from vinculo.desk.models import PublicReply, ResolutionCode, State, Ticket, WaitReason
from vinculo.kernel.actions import together
from vinculo.kernel.scope import Actor, acting_as


def _say_and_resolve(ticket: Ticket, by: Actor) -> None:
    with together():
        reply(ticket, by=by, body="Ya está")
        resolve(ticket, by=by, resolution=" ", code=ResolutionCode.PERMANENT)


def test_what_ana_said_is_undone_when_what_follows_is_refused(world: World) -> None:
    ticket, ana = world.ticket(), world.actor("ana")
    with acting_as(ana):
        with pytest.raises(SolutionMissing):
            _say_and_resolve(ticket, ana)
        assert not PublicReply.objects.filter(ticket=ticket).exists()
        assert Ticket.objects.get(pk=ticket.pk).state == State.NEW


def test_the_row_is_locked_read_and_saved_once(world: World) -> None:
    ticket, ana = world.ticket(), world.actor("ana")
    with acting_as(ana), CaptureQueriesContext(connection) as asked:
        with together():
            reply(ticket, by=ana, body="Falta la versión del programa.")
            wait(ticket, by=ana, reason=WaitReason.INFORMATION)
        assert Ticket.objects.get(pk=ticket.pk).state == State.WAITING
    assert sum("FOR UPDATE" in query["sql"] for query in asked) == 1
    assert sum(query["sql"].startswith("SAVEPOINT") for query in asked) == 1
    assert sum(query["sql"].startswith('UPDATE "desk_ticket"') for query in asked) == 1
