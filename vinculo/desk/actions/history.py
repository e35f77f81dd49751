"""History from elsewhere is not re-enacted: it is recorded in batches, fires no reaction and mails nobody."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from django.db import connection
from django.db.models import Model

from vinculo.desk import policies
from vinculo.desk.actions.intake import PREFIXES
from vinculo.desk.events import HistoryRecorded
from vinculo.desk.models import InternalNote, Kind, PublicReply, StatusSpan, Ticket, TicketShare
from vinculo.directory.models import Organisation
from vinculo.kernel import clock
from vinculo.kernel.actions import action
from vinculo.kernel.history import write_rows
from vinculo.kernel.models import Event
from vinculo.kernel.scope import Actor


@dataclass(slots=True)
class TicketHistory:
    """A past ticket with all that hangs on it, unsaved; organisation, ticket and subject are filled in here.

    An event that speaks of a message may hold the unsaved row itself (`facts["reply"]`): its key takes the place.
    """

    ticket: Ticket
    spans: list[StatusSpan] = field(default_factory=list)
    replies: list[PublicReply] = field(default_factory=list)
    notes: list[InternalNote] = field(default_factory=list)
    shares: list[TicketShare] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)

    @property
    def speaks(self) -> bool:
        """Whether there are messages, which events may name."""
        return bool(self.replies or self.notes)

    def parts(self) -> Iterator[StatusSpan | PublicReply | InternalNote | TicketShare]:
        """Everything that points at the ticket by a key."""
        yield from self.spans
        yield from self.replies
        yield from self.notes
        yield from self.shares


@action(may=policies.records_history, locks=False)
def record_history(organisation: Organisation, *, by: Actor, histories: Sequence[TicketHistory]) -> None:
    """Write past tickets of one client with their spans, messages and events, `occurred_at` as they say.

    All or nothing within the open transaction; a ticket whose foreign identity exists already is an IntegrityError.
    """
    if not histories:
        return
    recorded_at = clock.now()
    for history in histories:
        history.ticket.organisation_id = organisation.pk
    write_rows([history.ticket for history in histories])
    for history in histories:
        for part in history.parts():
            part.ticket_id, part.organisation_id = history.ticket.pk, organisation.pk
        for event in history.events:
            event.organisation_id, event.recorded_at = organisation.pk, recorded_at
            event.subject_type, event.subject_id = "ticket", history.ticket.pk
    write_rows([row for history in histories for row in history.spans])
    write_rows([row for history in histories for row in history.replies])
    write_rows([row for history in histories for row in history.notes])
    write_rows([row for history in histories for row in history.shares])
    for event in (event for history in histories if history.speaks for event in history.events):
        event.facts = {
            name: fact.pk if isinstance(fact, Model) else fact for name, fact in event.facts.items()
        }
    write_rows([row for history in histories for row in history.events])


TOLD_BY_THE_SOURCE = (
    "title",
    "requester_id",
    "topic_id",
    "impact",
    "urgency",
    "priority",
    "state",
    "category",
    "wait_reason",
    "charged_to",
    "team_id",
    "assignee_id",
    "state_since",
    "resolved_at",
    "closed_at",
    "updated_at",
    "reopen_count",
    "resolution_code",
)


@action(may=policies.records_history)
def extend_history(ticket: Ticket, *, by: Actor, history: TicketHistory) -> None:
    """Go on with a past ticket: `history` is the whole of it as its source tells it now, and begins with what is here.

    Rows that are here stay as they are; the last stretch ends where the source ended it, and what follows is added.
    """
    recorded_at = clock.now()
    told = Event.objects.filter(
        kind=HistoryRecorded.kind(), subject_type="ticket", subject_id=ticket.pk
    ).count()
    held = list(ticket.spans.order_by("from_at", "pk"))
    last = history.spans[len(held) - 1]
    if held[-1].to_at != last.to_at:
        held[-1].to_at = last.to_at
        held[-1].save(update_fields=["to_at"])
    spans, events = history.spans[len(held) :], history.events[told:]
    for span in spans:
        span.ticket_id, span.organisation_id = ticket.pk, ticket.organisation_id
    for event in events:
        event.organisation_id, event.recorded_at = ticket.organisation_id, recorded_at
        event.subject_type, event.subject_id = "ticket", ticket.pk
    write_rows(spans)
    write_rows(events)
    for name in TOLD_BY_THE_SOURCE:
        setattr(ticket, name, getattr(history.ticket, name))


def take_refs(kind: Kind, count: int) -> list[str]:
    """The next `count` references of a kind, in their order: `next_ref` for a batch."""
    with connection.cursor() as cursor:
        cursor.execute("select nextval(%s) from generate_series(1, %s)", [f"desk_{kind}_number", count])
        return [f"{PREFIXES[kind]}-{row[0]:05d}" for row in cursor.fetchall()]
