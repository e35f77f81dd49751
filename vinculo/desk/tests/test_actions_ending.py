"""How a ticket ends: resolved, confirmed or rejected, closed by hand or by itself."""

import datetime as dt
import uuid

import pytest
from django.conf import settings

from tests.world import World
from vinculo.desk.actions import close, confirm, reject, reopen, resolve, start, wait
from vinculo.desk.actions.ending import ExplanationMissing, SolutionMissing
from vinculo.desk.jobs import close_after_silence, close_silent
from vinculo.desk.models import Kind, PublicReply, ResolutionCode, Ticket, WaitReason
from vinculo.desk.tests.test_actions_work import done, facts, traces
from vinculo.kernel import clock
from vinculo.kernel.lifecycle import WrongMove
from vinculo.kernel.models import Event
from vinculo.kernel.refusals import NotAllowed
from vinculo.kernel.scope import acting_as, system_actor

DONE = {"resolution": "Cambiado el tóner", "code": ResolutionCode.PERMANENT}


@pytest.fixture
def resolved(world: World) -> Ticket:
    ticket = world.ticket("elena")
    done(ticket, "ana", world, resolve, **DONE)
    return ticket


def test_first_contact_resolution_is_possible(world: World, resolved: Ticket) -> None:
    assert (resolved.state, resolved.category) == ("resolved", "resolved")
    assert resolved.resolved_at == resolved.state_since
    assert facts(resolved, "TicketResolved") == [{"code": "permanent"}]


def test_a_request_is_fulfilled(world: World) -> None:
    ticket = world.ticket("elena", kind=Kind.REQUEST)
    done(ticket, "ana", world, resolve, **DONE)
    assert (ticket.state, ticket.category) == ("fulfilled", "resolved")
    done(ticket, "elena", world, confirm)
    assert ticket.state == "closed"


def test_a_solution_is_told(world: World) -> None:
    ticket = world.ticket("elena")
    before = traces(ticket)
    with pytest.raises(SolutionMissing):
        done(ticket, "ana", world, resolve, resolution="  ", code=ResolutionCode.PERMANENT)
    assert traces(ticket) == before


def test_a_resolution_ends_the_wait(world: World) -> None:
    ticket = world.ticket("elena")
    done(ticket, "ana", world, wait, reason=WaitReason.PART)
    done(ticket, "ana", world, resolve, **DONE)
    assert (ticket.wait_reason, ticket.charged_to) == ("", "")


class TestConfirm:
    def test_who_did_not_ask_does_not_confirm(self, world: World) -> None:
        ticket = world.ticket("marta")
        done(ticket, "ana", world, resolve, **DONE)
        with pytest.raises(NotAllowed):
            done(ticket, "elena", world, confirm)

    @pytest.mark.parametrize("name", ["elena", "marta"])
    def test_the_requester_or_their_manager_closes_it(
        self, world: World, resolved: Ticket, name: str
    ) -> None:
        done(resolved, name, world, confirm)
        assert (resolved.state, resolved.closed_at) == ("closed", resolved.state_since)
        assert facts(resolved, "ResolutionConfirmed") == [{}]
        assert facts(resolved, "TicketClosed") == [{"automatically": False}]

    def test_only_what_is_resolved(self, world: World) -> None:
        ticket = world.ticket("elena")
        with pytest.raises(WrongMove):
            done(ticket, "elena", world, confirm)

    def test_twice_is_refused_and_leaves_nothing(self, world: World, resolved: Ticket) -> None:
        done(resolved, "elena", world, confirm)
        before = traces(resolved)
        with pytest.raises(WrongMove):
            done(resolved, "elena", world, confirm)
        assert traces(resolved) == before


class TestReject:
    def test_it_is_open_again_and_counted(self, world: World, resolved: Ticket) -> None:
        done(resolved, "elena", world, reject, body="Sigue sin imprimir")
        assert (resolved.state, resolved.reopen_count, resolved.resolved_at) == ("in_progress", 1, None)
        assert facts(resolved, "ResolutionRejected") == [{"solution": DONE["resolution"]}]
        with acting_as(system_actor()):
            assert PublicReply.objects.get().body == "Sigue sin imprimir"
        done(resolved, "ana", world, resolve, **DONE)
        done(resolved, "marta", world, reject, body="Tampoco")
        assert resolved.reopen_count == 2

    def test_a_bare_no_is_not_enough(self, world: World, resolved: Ticket) -> None:
        before = traces(resolved)
        with pytest.raises(ExplanationMissing):
            done(resolved, "elena", world, reject, body=" ")
        assert traces(resolved) == before

    def test_a_retried_rejection_is_one(self, world: World, resolved: Ticket) -> None:
        key = uuid.uuid4()
        done(resolved, "elena", world, reject, body="No", request_key=key)
        assert done(resolved, "elena", world, reject, body="No", request_key=key) == []
        assert resolved.reopen_count == 1

    def test_what_is_closed_stays_closed(self, world: World, resolved: Ticket) -> None:
        done(resolved, "elena", world, confirm)
        for name, verb, given in (("elena", reject, {"body": "No"}), ("ana", reopen, {}), ("ana", start, {})):
            with pytest.raises(WrongMove):
                done(resolved, name, world, verb, **given)


def test_the_desk_opens_again_what_it_had_resolved(world: World, resolved: Ticket) -> None:
    done(resolved, "ana", world, reopen)
    assert (resolved.state, resolved.reopen_count, resolved.resolved_at) == ("in_progress", 1, None)
    assert facts(resolved, "TicketReopened") == [{"solution": DONE["resolution"]}]
    with pytest.raises(WrongMove):
        done(resolved, "ana", world, reopen)
    assert resolved.reopen_count == 1


class TestClose:
    def test_the_manager_closes_what_is_resolved(self, world: World, resolved: Ticket) -> None:
        done(resolved, "rafael", world, close)
        assert facts(resolved, "TicketClosed") == [{"automatically": False}]

    def test_not_what_is_open(self, world: World) -> None:
        with pytest.raises(WrongMove):
            done(world.ticket("elena"), "rafael", world, close)

    def test_by_itself_after_the_days_agreed_and_not_before(self, world: World, resolved: Ticket) -> None:
        days = dt.timedelta(days=settings.CLOSE_AFTER_DAYS)
        still_open = world.ticket("elena")
        assert resolved.resolved_at
        assert close_after_silence(now=resolved.resolved_at + days - dt.timedelta(seconds=1)) == 0
        assert close_after_silence(now=resolved.resolved_at + days) == 1
        assert close_after_silence(now=resolved.resolved_at + days) == 0
        assert facts(resolved, "TicketClosed") == [{"automatically": True}]
        with acting_as(system_actor()):
            assert Ticket.objects.get(pk=still_open.pk).state == "new"
            assert Event.objects.get(kind="desk.TicketClosed").actor_name == "Vínculo"

    def test_imported_history_is_left_as_it_came(self, world: World, resolved: Ticket) -> None:
        with acting_as(system_actor()):
            Ticket.objects.filter(pk=resolved.pk).update(source="servicenow-log", external_id="INC1")
        assert close_after_silence(now=clock.now() + dt.timedelta(days=400)) == 0

    def test_the_scheduled_job_goes_by_the_clock(self, world: World, resolved: Ticket) -> None:
        close_silent(timestamp=0)
        with acting_as(system_actor()):
            assert Ticket.objects.get(pk=resolved.pk).state == "resolved"
            long_ago = clock.now() - dt.timedelta(days=settings.CLOSE_AFTER_DAYS)
            Ticket.objects.filter(pk=resolved.pk).update(resolved_at=long_ago, state_since=long_ago)
        close_silent(timestamp=0)
        with acting_as(system_actor()):
            assert Ticket.objects.get(pk=resolved.pk).state == "closed"
