"""What the requester hears by mail, and what they do not."""

from __future__ import annotations

import pytest
from django.core import mail
from django.core.mail import EmailMessage

from tests.world import World
from vinculo.desk.actions import add_note, reply, resolve
from vinculo.desk.models import ResolutionCode, Ticket
from vinculo.desk.reactions import ask_to_confirm, tell_of_reply
from vinculo.directory.models import Membership, Person
from vinculo.kernel.events import handler_name, reactions
from vinculo.kernel.jobs import react
from vinculo.kernel.models import Event
from vinculo.kernel.scope import acting_as, system_actor


def told(ticket: Ticket, kind: str) -> None:
    """Run the reactions to the last event of a kind, as the worker would."""
    with acting_as(system_actor()):
        event = Event.objects.filter(subject_id=ticket.pk, kind=f"desk.{kind}").latest("pk")
        handlers = next(found for fact, found in reactions().items() if fact.kind() == event.kind)
    for handler in handlers:
        react(event.pk, handler_name(handler))


def answered(world: World, ticket: Ticket, body: str = "Ya imprime; era el cable.") -> None:
    """Ana answers where Elena reads it."""
    ana = world.actor("ana")
    with acting_as(ana):
        reply(ticket, by=ana, body=body)


def only_mail() -> EmailMessage:
    """The one message that was sent."""
    assert len(mail.outbox) == 1
    return mail.outbox[0]


def test_nobody_is_mailed_their_own_words(world: World) -> None:
    ticket = world.ticket("elena")
    elena = world.actor("elena")
    with acting_as(elena):
        reply(ticket, by=elena, body="Sigue igual.")
    told(ticket, "TicketReplied")
    assert mail.outbox == []


def test_an_internal_note_is_never_mailed(world: World) -> None:
    ticket = world.ticket("elena")
    ana = world.actor("ana")
    with acting_as(ana):
        add_note(ticket, by=ana, body="Secreto de la mesa.")
    told(ticket, "NoteAdded")
    assert mail.outbox == []


@pytest.mark.parametrize("left", ["the organisation", "altogether"])
def test_whoever_has_left_hears_no_more_of_it(world: World, left: str) -> None:
    ticket = world.ticket("elena")
    elena = world.people["elena"]
    with acting_as(system_actor()):
        if left == "altogether":
            Person.objects.filter(pk=elena.pk).update(active=False)
        else:
            Membership.objects.filter(person=elena).update(active=False)
    answered(world, ticket)
    told(ticket, "TicketReplied")
    assert mail.outbox == []


def test_whoever_has_no_address_is_not_mailed(world: World) -> None:
    ticket = world.ticket("elena")
    with acting_as(system_actor()):
        Person.objects.filter(pk=ticket.requester_id).update(email=None)
    answered(world, ticket)
    told(ticket, "TicketReplied")
    assert mail.outbox == []


def test_elena_reads_the_answer_with_the_way_to_her_case(world: World) -> None:
    ticket = world.ticket("elena", title="La impresora <no> imprime")
    answered(world, ticket, "Ya imprime; era el cable & el papel.")
    told(ticket, "TicketReplied")
    sent = only_mail()
    assert sent.to == ["elena@lucia.example"]
    assert sent.subject == f"[{ticket.ref}] La impresora <no> imprime"
    assert "Ya imprime; era el cable & el papel." in sent.body
    assert f"/portal/cases/{ticket.ref}/" in sent.body
    assert "Ana" in sent.body


def test_a_reaction_that_runs_twice_mails_once(world: World) -> None:
    ticket = world.ticket("elena")
    answered(world, ticket)
    told(ticket, "TicketReplied")
    told(ticket, "TicketReplied")
    only_mail()


def test_messages_of_one_case_are_gathered_and_marked_as_automatic(world: World) -> None:
    ticket = world.ticket("elena")
    for _ in range(2):
        answered(world, ticket)
        told(ticket, "TicketReplied")
    first, second = (sent.extra_headers for sent in mail.outbox)
    assert first["References"] == second["References"]
    assert first["Message-ID"] != second["Message-ID"]
    assert first["Auto-Submitted"] == "auto-generated"


@pytest.mark.parametrize(
    ("locale", "words"), [("es_ES", "Sin noticias"), ("es_CO", "Sin noticias"), ("en_GB", "Without news")]
)
def test_the_solution_comes_in_the_readers_language(world: World, locale: str, words: str) -> None:
    ticket = world.ticket("elena")
    with acting_as(system_actor()):
        Person.objects.filter(pk=ticket.requester_id).update(locale=locale)
    ana = world.actor("ana")
    with acting_as(ana):
        resolve(ticket, by=ana, resolution="Cable cambiado.", code=ResolutionCode.PERMANENT)
    told(ticket, "TicketResolved")
    sent = only_mail()
    assert "Cable cambiado." in sent.body
    assert words in sent.body


def test_the_page_of_reactions_says_so() -> None:
    listed = {handler for handlers in reactions().values() for handler in handlers}
    assert {tell_of_reply, ask_to_confirm} <= listed
