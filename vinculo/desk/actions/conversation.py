"""Answering: where the client reads it, or between those who serve."""

from __future__ import annotations

import uuid

from django.utils.translation import gettext_lazy as _

from vinculo.desk import policies
from vinculo.desk.events import NoteAdded, TicketReplied, TicketStarted
from vinculo.desk.models import Channel, InternalNote, PublicReply, Speaker, State, Ticket
from vinculo.desk.moves import move
from vinculo.desk.waits import ENDED_BY_THE_CLIENT
from vinculo.kernel import clock
from vinculo.kernel.actions import action
from vinculo.kernel.events import Fact
from vinculo.kernel.lifecycle import Category
from vinculo.kernel.refusals import Refusal
from vinculo.kernel.scope import Actor, Side

SPEAKERS = {Side.CLIENT: Speaker.CLIENT, Side.SUPPLIER: Speaker.SUPPLIER, Side.EVERYONE: Speaker.PROVIDER}


class NothingSaid(Refusal):
    """An empty message."""

    message = _("The message is empty: something has to be written before it is sent.")
    status = 422


class TicketIsOver(Refusal):
    """Closed is final: a client's answer after it is kept, work on it is not possible."""

    message = _("%(ref)s is closed. A new case can be opened and linked to it.")


def check_not_over(ticket: Ticket) -> None:
    """Raise `TicketIsOver` for a ticket that is closed or cancelled: its record stands as it is."""
    if ticket.category in (Category.CLOSED, Category.CANCELLED):
        raise TicketIsOver(ref=ticket.ref)


@action(may=policies.takes_part)
def reply(
    ticket: Ticket,
    *,
    by: Actor,
    body: str,
    channel: Channel = Channel.PORTAL,
    request_key: uuid.UUID | None = None,
) -> list[Fact]:
    """Say something where the client reads it. A client's answer ends a wait for information; the desk's first one
    begins the work, since nobody takes for new what has been answered.

    The same `request_key` twice is one message (no fact the second time). Raises `NothingSaid`.
    """
    if not body.strip():
        raise NothingSaid
    if request_key and ticket.replies.filter(request_key=request_key).exists():
        return []
    said = say(ticket, by=by, body=body, channel=channel, request_key=request_key)
    facts: list[Fact] = [said]
    awaited = ticket.category == Category.PAUSED and ticket.wait_reason in ENDED_BY_THE_CLIENT
    begins = said.side == Speaker.PROVIDER and ticket.category == Category.NEW
    if begins or (said.side == Speaker.CLIENT and awaited):
        move(ticket, State.IN_PROGRESS, now=clock.now())
        facts.append(TicketStarted.about(ticket, by=by, resumed=not begins))
    return facts


def say(
    ticket: Ticket,
    *,
    by: Actor,
    body: str,
    channel: Channel = Channel.PORTAL,
    request_key: uuid.UUID | None = None,
) -> TicketReplied:
    """Write a public message inside a verb (the ticket is locked); the verb tells the fact."""
    now = clock.now()
    side = SPEAKERS[by.side]
    said = PublicReply.objects.create(
        organisation_id=ticket.organisation_id,
        ticket=ticket,
        author_id=by.person_id,
        author_name=by.name,
        side=side,
        channel=channel,
        body=body.strip(),
        created_at=now,
        request_key=request_key,
    )
    ticket.last_public_at = ticket.updated_at = now
    ticket.last_public_side = side
    return TicketReplied.about(ticket, by=by, reply=said.pk, side=side)


@action(may=policies.works_on)
def add_note(
    ticket: Ticket, *, by: Actor, body: str, request_key: uuid.UUID | None = None
) -> NoteAdded | None:
    """Write an internal note; the same `request_key` twice is one note. Raises `NothingSaid`."""
    if not body.strip():
        raise NothingSaid
    if request_key and ticket.notes.filter(request_key=request_key).exists():
        return None
    now = clock.now()
    note = InternalNote.objects.create(
        organisation_id=ticket.organisation_id,
        ticket=ticket,
        author_id=by.person_id,
        author_name=by.name,
        body=body.strip(),
        created_at=now,
        request_key=request_key,
    )
    ticket.updated_at = now
    return NoteAdded.about(ticket, by=by, note=note.pk)
