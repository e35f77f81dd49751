"""Answering: who may, where it is read, and what an answer sets in motion."""

import uuid

import pytest

from tests.world import World
from vinculo.desk.actions import add_note, cancel, end_share, reply, resolve, share, start, wait
from vinculo.desk.actions.conversation import NothingSaid, TicketIsOver
from vinculo.desk.actions.sharing import NotASupplier
from vinculo.desk.models import PublicReply, ResolutionCode, TicketShare, WaitReason
from vinculo.desk.tests.test_actions_work import EVERY, done, facts, traces
from vinculo.directory.actions import grant_role
from vinculo.directory.models import Role
from vinculo.kernel.models import Event
from vinculo.kernel.refusals import NotAllowed
from vinculo.kernel.scope import acting_as, system_actor


class TestReply:
    def test_who_only_reads_does_not_answer(self, world: World) -> None:
        ticket = world.ticket("elena")
        with pytest.raises(NotAllowed):
            done(ticket, "amalia", world, reply, body="hola")
        assert facts(ticket, "TicketReplied") == []

    def test_a_colleague_without_the_permission_does_not_answer_for_another(self, world: World) -> None:
        ticket = world.ticket("marta")  # Elena is a user of the same clinic, not its manager
        with pytest.raises(NotAllowed):
            done(ticket, "elena", world, reply, body="hola")

    @pytest.mark.parametrize(
        ("name", "side"),
        [("elena", "client"), ("marta", "client"), ("ana", "provider"), ("sergio", "supplier")],
    )
    def test_each_speaks_from_their_side(self, world: World, name: str, side: str) -> None:
        ticket = world.ticket("elena")
        done(ticket, "ana", world, share, supplier=world.organisations["etiquetex"])
        done(ticket, name, world, reply, body="  hola  ")
        with acting_as(system_actor()):
            said = PublicReply.objects.get()
            assert (said.side, said.body, said.author_name) == (side, "hola", name.capitalize())
        assert ticket.last_public_side == side
        assert facts(ticket, "TicketReplied")[-1]["side"] == side
        assert ticket.state == ("in_progress" if side == "provider" else "new")

    def test_the_desks_first_answer_begins_the_work_once(self, world: World) -> None:
        ticket = world.ticket("elena")
        for _ in range(2):
            done(ticket, "ana", world, reply, body="Se mira ahora.")
        assert facts(ticket, "TicketStarted") == [{"resumed": False}]

    def test_nothing_is_said_with_blanks(self, world: World) -> None:
        ticket = world.ticket("elena")
        before = traces(ticket)
        for verb in (reply, add_note):
            with pytest.raises(NothingSaid):
                done(ticket, "ana", world, verb, body=" \n\t ")
        assert traces(ticket) == before

    @pytest.mark.parametrize(
        ("reason", "goes_on"),
        [
            (WaitReason.INFORMATION, True),
            (WaitReason.CONFIRMATION, True),
            (WaitReason.PART, False),
            (WaitReason.APPOINTMENT, False),
        ],
    )
    def test_a_clients_answer_ends_the_wait_for_it(
        self, world: World, reason: WaitReason, goes_on: bool
    ) -> None:
        ticket = world.ticket("elena")
        done(ticket, "ana", world, wait, reason=reason)
        done(ticket, "ana", world, reply, body="¿Sigue ahí?")
        assert ticket.state == "waiting"  # one's own words end no wait
        done(ticket, "elena", world, reply, body="Sí")
        assert ticket.state == ("in_progress" if goes_on else "waiting")
        assert facts(ticket, "TicketStarted") == ([{"resumed": True}] if goes_on else [])

    def test_a_suppliers_answer_does_not_end_the_clients_wait(self, world: World) -> None:
        ticket = world.ticket("elena")
        done(ticket, "ana", world, share, supplier=world.organisations["etiquetex"])
        done(ticket, "ana", world, wait, reason=WaitReason.INFORMATION)
        done(ticket, "sergio", world, reply, body="Por nuestra parte, nada")
        assert ticket.state == "waiting"

    def test_a_thank_you_after_the_end_is_kept_and_moves_nothing(self, world: World) -> None:
        ticket = world.ticket("elena")
        done(ticket, "ana", world, resolve, resolution="Hecho", code=ResolutionCode.PERMANENT)
        done(ticket, "elena", world, reply, body="¡Gracias!")
        assert ticket.state == "resolved"

    def test_the_same_key_twice_is_one_message(self, world: World) -> None:
        ticket, key = world.ticket("elena"), uuid.uuid4()
        for verb in (reply, add_note):
            assert done(ticket, "ana", world, verb, body="una vez", request_key=key)
            assert not done(ticket, "ana", world, verb, body="una vez", request_key=key)
        with acting_as(system_actor()):
            assert (ticket.replies.count(), ticket.notes.count()) == (1, 1)

    def test_two_who_answer_at_once_both_keep_their_words(self, world: World) -> None:
        """Both had the page open as it was before: the second finds the row as the first left it."""
        seen_by_ana, seen_by_rafael = world.ticket("elena"), None
        with acting_as(system_actor()):
            seen_by_rafael = type(seen_by_ana).objects.get(pk=seen_by_ana.pk)
        done(seen_by_ana, "ana", world, start)
        done(seen_by_ana, "ana", world, reply, body="Yo la miro")
        done(seen_by_rafael, "rafael", world, reply, body="Y yo")
        assert seen_by_rafael.state == "in_progress"
        with acting_as(system_actor()):
            assert {said.body for said in PublicReply.objects.all()} == {"Yo la miro", "Y yo"}


class TestNote:
    def test_a_note_is_the_desks_own(self, world: World) -> None:
        ticket = world.ticket("elena")
        done(ticket, "ana", world, share, supplier=world.organisations["etiquetex"])
        for name in ("elena", "marta", "sergio", "amalia"):
            with pytest.raises(NotAllowed):
                done(ticket, name, world, add_note, body="hola")
        done(ticket, "ana", world, add_note, body="Cuidado con este cliente")
        assert ticket.last_public_side == "client"
        for name in ("elena", "marta", "sergio"):
            with acting_as(world.actor(name)):
                assert not Event.objects.filter(kind="desk.NoteAdded").exists()


class TestShare:
    def test_only_with_a_supplier_and_once(self, world: World) -> None:
        ticket = world.ticket("elena")
        with pytest.raises(NotASupplier, match="Albor"):
            done(ticket, "ana", world, share, supplier=world.organisations["albor"])
        assert done(ticket, "ana", world, share, supplier=world.organisations["etiquetex"])
        assert done(ticket, "ana", world, share, supplier=world.organisations["etiquetex"]) is None
        assert facts(ticket, "TicketShared") == [{"supplier": "Etiquetex"}]
        with acting_as(system_actor()):
            assert TicketShare.objects.count() == 1

    def test_it_ends_once_and_may_end_after_the_ticket(self, world: World) -> None:
        ticket = world.ticket("elena")
        supplier = world.organisations["etiquetex"]
        assert done(ticket, "ana", world, end_share, supplier=supplier) is None
        done(ticket, "ana", world, share, supplier=supplier)
        done(ticket, "rafael", world, cancel, reason="Duplicado")
        assert done(ticket, "ana", world, end_share, supplier=supplier)
        with pytest.raises(TicketIsOver):
            done(ticket, "ana", world, share, supplier=supplier)

    def test_nobody_else_shares(self, world: World) -> None:
        ticket = world.ticket("elena")
        for name in ("elena", "marta", "amalia"):
            for verb in (share, end_share):
                with pytest.raises(NotAllowed):
                    done(ticket, name, world, verb, supplier=world.organisations["etiquetex"])


class TestPublicFacts:
    """A public event's facts are read by the client, whole: nothing internal may be in them."""

    def test_no_public_event_names_a_team_an_agent_or_a_difference(self, world: World) -> None:
        ticket = world.ticket("elena")
        with acting_as(system_actor()):
            manager = Role.objects.get(code="desk_manager")
            grant_role(
                world.people["ana"], by=system_actor(), organisation=world.organisations["nexo"], role=manager
            )
        for verb in (
            "assign",
            "start",
            "wait",
            "add_note",
            "reclassify",
            "reply",
            "resolve",
            "reopen",
            "cancel",
        ):
            function, given = EVERY[verb]
            done(ticket, "ana", world, function, **given)
        with acting_as(world.actor("elena")):
            told = list(Event.objects.filter(subject_id=ticket.pk))
        assert {event.kind.removeprefix("desk.") for event in told} == {
            "TicketOpened", "TicketStarted", "TicketPaused", "PriorityChanged", "TicketReplied", "TicketResolved",
            "TicketReopened", "TicketCancelled",
        }  # fmt: skip
        allowed = {
            "channel",
            "priority",
            "resumed",
            "reason",
            "charged_to",
            "before",
            "reply",
            "side",
            "code",
        }
        allowed |= {"solution"}  # the one that did not hold, which the client had read
        assert {name for event in told for name in event.facts} <= allowed
        for event in told:
            for secret in ("Mesa de servicio", "Sistemas", "Etiquetex", "changes"):
                assert secret not in str(event.facts)
