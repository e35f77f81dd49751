"""The newest part of a conversation: a ticket with a thousand messages opens as fast as one with three."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import QuerySet

from vinculo.desk import events
from vinculo.desk.models import InternalNote, PublicReply, Speaker, StatusSpan, Ticket, TicketShare
from vinculo.kernel.models import Event
from vinculo.kernel.scope import Actor, Side
from vinculo.kernel.web import seen

LAST = 30
"""Messages and events of a ticket that are shown before one asks for more."""
MOST = 2_000
SPANS = 200

OF_MESSAGES = (events.TicketReplied.kind(), events.NoteAdded.kind())
"""Events that the message itself tells better."""

UNDONE = (events.ResolutionRejected.kind(), events.TicketReopened.kind())


@dataclass(frozen=True)
class Window:
    """The newest messages, notes and events, each in order of time, and how many lie before them."""

    replies: Sequence[PublicReply]
    notes: Sequence[InternalNote]
    events: Sequence[Event]
    spans: Sequence[StatusSpan]
    earlier: int = 0
    newest_event: int = 0
    first_answer_at: dt.datetime | None = None


def window(by: Actor, ticket: Ticket, last: int = LAST) -> Window:
    """The newest `last` things that were said or happened, as `by` may read them."""
    is_ours = by.side is Side.EVERYONE
    told = seen(Event.objects.filter(subject_type="ticket", subject_id=ticket.pk), by)
    replies = _newest(seen(ticket.replies.all(), by).defer("request_key"), last)
    notes = _newest(seen(ticket.notes.all(), by).defer("request_key"), last) if is_ours else []
    rows = _newest(told, last)
    newest = rows[0].pk if rows else 0
    happened = [row for row in rows if row.kind not in OF_MESSAGES]
    stamps = sorted(
        [(said.created_at, said.pk) for said in (*replies, *notes)]
        + [(row.occurred_at, row.pk) for row in happened],
        reverse=True,
    )
    since = stamps[last - 1][0] if len(stamps) > last else None
    earlier, first_answer = _earlier(ticket, since, is_ours) if since else (0, _first_answer(replies))
    return Window(
        replies=[said for said in reversed(replies) if since is None or said.created_at >= since],
        notes=[said for said in reversed(notes) if since is None or said.created_at >= since],
        events=[row for row in reversed(happened) if since is None or row.occurred_at >= since],
        spans=list(seen(ticket.spans.all(), by).order_by("-from_at", "-pk")[:SPANS])[::-1],
        earlier=earlier,
        newest_event=newest,
        first_answer_at=first_answer,
    )


def meanwhile(by: Actor, ticket: Ticket, seen_event: int) -> list[Event]:
    """What others did to a ticket after the event that `by` had seen last, oldest first."""
    rows = Event.objects.filter(subject_type="ticket", subject_id=ticket.pk, pk__gt=seen_event)
    return list(seen(rows.exclude(actor_id=by.person_id), by).order_by("pk")[:20])


def solutions(ticket: Ticket, told: Sequence[Event]) -> dict[int, str]:
    """The solution of each time that it was resolved, by event: the last stands on the ticket, an earlier one went
    into the event that undid it."""
    found, held = {}, ticket.resolution
    for event in reversed(told):
        if event.kind == events.TicketResolved.kind():
            found[event.pk], held = held, ""
        elif event.kind in UNDONE and found:
            held = str(event.facts.get("solution", ""))
    return found


def shares_of(by: Actor, ticket: Ticket) -> list[TicketShare]:
    """With which suppliers a ticket is shared now."""
    return list(
        seen(TicketShare, by).filter(ticket=ticket, until=None).select_related("supplier").order_by("pk")
    )


def others_of_requester(by: Actor, ticket: Ticket, most: int = 5) -> list[Ticket]:
    """The newest other tickets of the same person."""
    rows = seen(Ticket, by).filter(requester_id=ticket.requester_id).exclude(pk=ticket.pk)
    return list(rows.only("ref", "title", "state", "category", "opened_at").order_by("-opened_at")[:most])


def _newest(rows: QuerySet[Any], last: int) -> list[Any]:
    return list(rows.order_by("-pk")[: last + 1])


def _first_answer(newest_first: Sequence[PublicReply]) -> dt.datetime | None:
    answers = [said.created_at for said in newest_first if said.side == Speaker.PROVIDER]
    return answers[-1] if answers else None


def _earlier(ticket: Ticket, since: dt.datetime, is_ours: bool) -> tuple[int, dt.datetime | None]:
    """How many messages and events lie before `since`, and when the desk first answered: one statement."""
    notes = "(select count(*) from desk_internalnote where ticket_id = %(ticket)s and created_at < %(since)s)"
    statement = f"""
      select (select count(*) from desk_publicreply where ticket_id = %(ticket)s and created_at < %(since)s)
        + {notes if is_ours else "0"}
        + (select count(*) from kernel_event where subject_type = 'ticket' and subject_id = %(ticket)s
            and occurred_at < %(since)s and not kind = any(%(kinds)s)),
        (select created_at from desk_publicreply where ticket_id = %(ticket)s and side = 'provider'
          order by id limit 1)
    """
    with connection.cursor() as cursor:
        cursor.execute(statement, {"ticket": ticket.pk, "since": since, "kinds": list(OF_MESSAGES)})
        found: tuple[int, dt.datetime | None] = cursor.fetchone()
        return found
