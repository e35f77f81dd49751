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
from vinculo.kernel.scope import acting_as


def test_what_ana_said_is_undone_when_what_follows_is_refused(world: World) -> None:
    ticket, ana = world.ticket(), world.actor("ana")
    with acting_as(ana):
        with pytest.raises(SolutionMissing), together():
            reply(ticket, by=ana, body="Ya está")
            resolve(ticket, by=ana, resolution=" ", code=ResolutionCode.PERMANENT)
        assert not PublicReply.objects.filter(ticket=ticket).exists()
        assert Ticket.objects.get(pk=ticket.pk).state == State.NEW


def test_the_row_is_locked_and_read_once(world: World) -> None:
    ticket, ana = world.ticket(), world.actor("ana")
    with acting_as(ana), CaptureQueriesContext(connection) as asked:
        with together():
            reply(ticket, by=ana, body="Falta la versión del programa.")
            wait(ticket, by=ana, reason=WaitReason.INFORMATION)
        assert Ticket.objects.get(pk=ticket.pk).state == State.WAITING
    assert sum("FOR UPDATE" in query["sql"] for query in asked) == 1
    assert sum(query["sql"].startswith("SAVEPOINT") for query in asked) == 1
