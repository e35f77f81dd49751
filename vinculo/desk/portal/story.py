"""What happened in a case, in order, in the client's words: messages and public events, never a note."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from vinculo.desk import events
from vinculo.desk.models import Kind, PublicReply, Speaker, Ticket
from vinculo.desk.portal.words import channel_word, wait_word
from vinculo.desk.threads import solutions
from vinculo.kernel.models import Event
from vinculo.kernel.scope import Actor
from vinculo.kernel.web import seen

SIDES = {Speaker.CLIENT: "client", Speaker.SUPPLIER: "supplier"}


@dataclass(frozen=True)
class Said:
    """A message."""

    at: dt.datetime
    anchor: str
    name: str
    body: str
    side: str = "ours"
    channel: str = ""
    is_message: bool = True


@dataclass(frozen=True)
class Happened:
    """An event: its sentence, what was written with it, and the knot that stands for it."""

    at: dt.datetime
    anchor: str
    words: str
    knot: str = "full"
    body: str = ""
    is_pause: bool = False
    is_message: bool = False


Item = Said | Happened


def story_of(by: Actor, ticket: Ticket) -> list[Item]:
    """The case from its first words on."""
    replies = list(seen(ticket.replies.all(), by).order_by("pk"))
    told = Event.objects.filter(subject_type="ticket", subject_id=ticket.pk, audience="public")
    rows = list(seen(told, by).order_by("occurred_at", "pk"))
    solved = solutions(ticket, rows)
    confirmed = {row.occurred_at for row in rows if row.kind == events.ResolutionConfirmed.kind()}
    # Several things happen within one second: a message stands where its own event does.
    spoken = {row.facts.get("reply"): row.pk for row in rows if row.kind == events.TicketReplied.kind()}
    items: list[tuple[int, Item]] = [(spoken.get(reply.pk, 0), _message(reply)) for reply in replies]
    for row in rows:
        if row.kind == events.TicketClosed.kind() and row.occurred_at in confirmed:
            continue  # said already: it was confirmed, and so closed
        item = _event(row, ticket, solution=solved.get(row.pk, ""))
        if item:
            items.append((row.pk, item))
    items.sort(key=lambda placed: (placed[1].at, placed[0]))
    return [_first_words(ticket), *(item for _place, item in items)]


def _first_words(ticket: Ticket) -> Said:
    return Said(
        at=ticket.opened_at,
        anchor="asked",
        name=str(ticket.requester),
        body=ticket.description or ticket.title,
        side="client",
        channel=channel_word(ticket.channel),
    )


def _message(reply: PublicReply) -> Said:
    return Said(
        at=reply.created_at,
        anchor=f"m{reply.pk}",
        name=reply.author_name,
        body=reply.body,
        side=SIDES.get(Speaker(reply.side), "ours"),
        channel=channel_word(reply.channel),
    )


def _event(row: Event, ticket: Ticket, *, solution: str) -> Happened | None:
    """The event in the client's words; one that tells them nothing new (a message is its own) is left out."""
    facts, name, is_request = row.facts, {"name": row.actor_name}, ticket.kind == Kind.REQUEST
    words, knot, body = "", "full", ""
    match row.kind:
        case "desk.TicketStarted":
            words = _("Work on it goes on") if facts.get("resumed") else _("Work on it began")
        case "desk.TicketPaused":
            words, knot = wait_word(str(facts.get("reason", ""))), "pause"
        case "desk.TicketResolved":
            words = pgettext("case", "Delivered") if is_request else pgettext("case", "Resolved")
            knot, body = "ok", solution
        case "desk.ResolutionConfirmed":
            words, knot = _("%(name)s confirmed it; the case was closed") % name, "client"
        case "desk.ResolutionRejected":
            missing = _("%(name)s said that something is missing; the case is open again")
            fails = _("%(name)s said that it still fails; the case is open again")
            words, knot = (missing if is_request else fails) % name, "client"
        case "desk.TicketReopened":
            words, knot = _("The case was opened again"), "open"
        case "desk.TicketClosed":
            is_silent = facts.get("automatically")
            words = _("Closed, as no word came") if is_silent else _("The case was closed")
        case "desk.TicketCancelled":
            words, body = _("The case was cancelled"), str(facts.get("reason", ""))
        case "desk.PriorityChanged":
            words, knot, body = _("The priority was revised"), "auto", str(facts.get("reason", ""))
        case _:
            return None
    return Happened(row.occurred_at, f"e{row.pk}", words, knot, body, is_pause=knot == "pause")
