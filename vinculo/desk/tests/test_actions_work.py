"""The desk's work: who may not, what is written, and what a refusal leaves behind."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.world import World
from vinculo.desk.actions import (
    add_note,
    assign,
    cancel,
    close,
    confirm,
    reclassify,
    reject,
    reopen,
    reply,
    resolve,
    share,
    start,
    wait,
)
from vinculo.desk.actions.conversation import TicketIsOver
from vinculo.desk.actions.intake import UnknownLevel
from vinculo.desk.actions.work import NotInTeam, ReasonMissing
from vinculo.desk.models import ChargedTo, ResolutionCode, StatusSpan, Ticket, WaitReason
from vinculo.kernel.lifecycle import WrongMove
from vinculo.kernel.models import Event
from vinculo.kernel.refusals import NotAllowed, Refusal
from vinculo.kernel.scope import acting_as, system_actor

Verb = Callable[..., Any]

WORK: dict[str, tuple[Verb, dict[str, Any]]] = {
    "assign": (assign, {}),
    "start": (start, {}),
    "wait": (wait, {"reason": WaitReason.PART}),
    "resolve": (resolve, {"resolution": "Hecho", "code": ResolutionCode.PERMANENT}),
    "reclassify": (reclassify, {"impact": "person", "urgency": "low", "reason": "Solo a una persona"}),
    "add_note": (add_note, {"body": "nota"}),
    "reopen": (reopen, {}),
    "cancel": (cancel, {"reason": "Duplicado"}),
    "close": (close, {}),
}
THEIRS: dict[str, tuple[Verb, dict[str, Any]]] = {
    "confirm": (confirm, {}),
    "reject": (reject, {"body": "Sigue igual"}),
}
EVERY = WORK | THEIRS | {"reply": (reply, {"body": "hola"}), "share": (share, {})}


def traces(ticket: Ticket) -> tuple[Any, ...]:
    """All that a verb could have left behind."""
    with acting_as(system_actor()):
        return (
            Ticket.objects.filter(pk=ticket.pk).values().get(),
            list(StatusSpan.objects.filter(ticket=ticket).order_by("pk").values()),
            list(
                Event.objects.filter(subject_type="ticket", subject_id=ticket.pk).values_list("pk", flat=True)
            ),
            ticket.replies.count(),
            ticket.notes.count(),
        )


def done(ticket: Ticket, name: str, world: World, verb: Verb, **given: Any) -> Any:
    actor = world.actor(name)
    with acting_as(actor):
        return verb(ticket, by=actor, **given)


def facts(ticket: Ticket, kind: str) -> list[dict[str, Any]]:
    with acting_as(system_actor()):
        rows = Event.objects.filter(subject_id=ticket.pk, kind=f"desk.{kind}").order_by("pk")
        return [row.facts for row in rows]


@pytest.mark.parametrize("verb", WORK)
@pytest.mark.parametrize("name", ["elena", "marta", "amalia", "sergio"])
def test_who_does_not_work_at_the_desk_does_none_of_its_work(world: World, name: str, verb: str) -> None:
    ticket = world.ticket("elena")
    done(ticket, "ana", world, share, supplier=world.organisations["etiquetex"])
    function, given = WORK[verb]
    before = traces(ticket)
    with pytest.raises(NotAllowed):
        done(ticket, name, world, function, **given)
    assert traces(ticket) == before


@pytest.mark.parametrize("verb", THEIRS)
@pytest.mark.parametrize("name", ["ana", "rafael", "amalia"])
def test_the_desk_does_not_speak_for_the_client(world: World, name: str, verb: str) -> None:
    ticket = world.ticket("elena")
    done(ticket, "ana", world, resolve, resolution="Hecho", code=ResolutionCode.PERMANENT)
    function, given = THEIRS[verb]
    with pytest.raises(NotAllowed):
        done(ticket, name, world, function, **given)


@pytest.mark.parametrize("verb", ["cancel", "close"])
@pytest.mark.parametrize("name", ["ana", "irene"])
def test_only_the_desks_manager_ends_without_work_or_closes(world: World, name: str, verb: str) -> None:
    ticket = world.ticket("elena")
    function, given = WORK[verb]
    with pytest.raises(NotAllowed):
        done(ticket, name, world, function, **given)


class TestStart:
    def test_a_new_ticket_is_taken_up(self, world: World) -> None:
        ticket = world.ticket()
        done(ticket, "ana", world, start)
        assert (ticket.state, ticket.category) == ("in_progress", "active")
        assert facts(ticket, "TicketStarted") == [{"resumed": False}]
        with pytest.raises(WrongMove, match=r"(?s).+"):
            done(ticket, "ana", world, start)

    def test_after_a_wait_it_goes_on(self, world: World) -> None:
        ticket = world.ticket()
        done(ticket, "ana", world, wait, reason=WaitReason.PART)
        done(ticket, "ana", world, start)
        assert (ticket.wait_reason, ticket.charged_to) == ("", "")
        assert facts(ticket, "TicketStarted") == [{"resumed": True}]


class TestWait:
    def test_each_reason_says_whom_it_is_charged_to(self, world: World) -> None:
        ticket = world.ticket()
        done(ticket, "ana", world, wait, reason=WaitReason.PART)
        assert (ticket.state, ticket.wait_reason, ticket.charged_to) == ("waiting", "part", "supplier")
        done(ticket, "ana", world, wait, reason=WaitReason.APPOINTMENT, charged_to=ChargedTo.PROVIDER)
        assert (ticket.wait_reason, ticket.charged_to) == ("appointment", "provider")
        assert facts(ticket, "TicketPaused") == [
            {"reason": "part", "charged_to": "supplier"},
            {"reason": "appointment", "charged_to": "provider"},
        ]
        with acting_as(system_actor()):
            spans = StatusSpan.objects.filter(ticket=ticket).order_by("pk")
            assert [(span.state, span.reason, span.charged_to) for span in spans] == [
                ("new", "", ""),
                ("waiting", "part", "supplier"),
                ("waiting", "appointment", "provider"),
            ]

    def test_a_reason_that_does_not_exist_leaves_nothing(self, world: World) -> None:
        ticket = world.ticket()
        before = traces(ticket)
        with pytest.raises(ValueError, match="holiday"):
            done(ticket, "ana", world, wait, reason="holiday")
        assert traces(ticket) == before


class TestAssign:
    def test_within_the_team_and_no_other(self, world: World) -> None:
        ticket = world.ticket()
        desk, systems, ana = world.teams["desk"], world.teams["systems"], world.people["ana"]
        done(ticket, "ana", world, assign, assignee=ana)
        assert (ticket.team, ticket.assignee) == (desk, ana)
        before = traces(ticket)
        with pytest.raises(NotInTeam, match="Ana"):
            done(ticket, "ana", world, assign, team=systems, assignee=ana)
        with pytest.raises(NotInTeam):
            done(ticket, "ana", world, assign, assignee=world.people["elena"])
        assert traces(ticket) == before
        done(ticket, "ana", world, assign, team=systems)
        assert (ticket.team, ticket.assignee) == (systems, None)

    def test_the_difference_is_told_to_the_desk_alone(self, world: World) -> None:
        ticket = world.ticket()
        done(ticket, "ana", world, assign, assignee=world.people["ana"])
        assert done(ticket, "ana", world, assign, assignee=world.people["ana"]) is None  # nothing new
        told = facts(ticket, "TicketAssigned")
        assert told == [
            {
                "team": "Mesa de servicio",
                "assignee": "Ana",
                "changes": {"assignee_id": [None, world.people["ana"].pk]},
            }
        ]
        with acting_as(world.actor("elena")):
            assert not Event.objects.filter(kind="desk.TicketAssigned").exists()

    def test_what_is_over_is_given_to_nobody(self, world: World) -> None:
        ticket = world.ticket()
        done(ticket, "rafael", world, cancel, reason="Duplicado")
        with pytest.raises(TicketIsOver):
            done(ticket, "ana", world, assign, team=world.teams["systems"])


class TestReclassify:
    def test_the_priority_follows_the_tickets_own_matrix(self, world: World) -> None:
        ticket = world.ticket(impact="organisation", urgency="critical")
        assert (ticket.priority, ticket.to_confirm) == (1, True)
        done(ticket, "ana", world, reclassify, impact="person", urgency="low", reason=" Solo una persona ")
        assert (ticket.priority, ticket.to_confirm) == (5, False)
        assert facts(ticket, "PriorityChanged") == [
            {"priority": 5, "before": 1, "reason": "Solo una persona"}
        ]

    def test_confirming_what_the_client_said_needs_no_reason_and_tells_nothing(self, world: World) -> None:
        ticket = world.ticket(impact="organisation", urgency="critical")
        done(ticket, "ana", world, reclassify, impact="organisation", urgency="critical", reason="")
        assert not ticket.to_confirm
        assert facts(ticket, "PriorityChanged") == []

    def test_a_change_without_a_reason_or_to_nowhere_is_refused(self, world: World) -> None:
        ticket = world.ticket()
        before = traces(ticket)
        with pytest.raises(ReasonMissing):
            done(ticket, "ana", world, reclassify, impact="person", urgency="low", reason="  ")
        with pytest.raises(UnknownLevel):
            done(ticket, "ana", world, reclassify, impact="planet", urgency="low", reason="x")
        assert traces(ticket) == before

    def test_what_is_over_keeps_its_priority(self, world: World) -> None:
        ticket = world.ticket()
        done(ticket, "rafael", world, cancel, reason="Duplicado")
        with pytest.raises(TicketIsOver):
            done(ticket, "ana", world, reclassify, impact="person", urgency="low", reason="Tarde")


class TestCancel:
    def test_with_a_reason_that_the_client_reads(self, world: World) -> None:
        ticket = world.ticket("elena")
        with pytest.raises(ReasonMissing):
            done(ticket, "rafael", world, cancel, reason=" ")
        done(ticket, "rafael", world, cancel, reason="Es la misma de ayer")
        assert (ticket.state, ticket.closed_at is not None) == ("cancelled", True)
        with acting_as(world.actor("elena")):
            assert Event.objects.get(kind="desk.TicketCancelled").facts == {"reason": "Es la misma de ayer"}

    @pytest.mark.parametrize("verb", EVERY)
    def test_after_it_no_verb_moves_it(self, world: World, verb: str) -> None:
        ticket = world.ticket("elena")
        done(ticket, "rafael", world, cancel, reason="Duplicado")
        function, given = EVERY[verb]
        name = "elena" if verb in THEIRS else "rafael"
        if verb == "share":
            given = {"supplier": world.organisations["etiquetex"]}
        if verb in ("reply", "add_note"):  # what is said afterwards is kept, and moves nothing
            done(ticket, name, world, function, **given)
            assert ticket.state == "cancelled"
        else:
            with pytest.raises(Refusal):
                done(ticket, name, world, function, **given)
