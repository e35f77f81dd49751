"""What happened to one ticket, step by step: the desk's verbs without a database, at instants of our choosing.

Each step leaves what the real verb leaves (columns, span, message, fact), so that a page cannot tell the difference.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from vinculo.desk import events as told
from vinculo.desk.actions import TicketHistory
from vinculo.desk.actions.conversation import SPEAKERS
from vinculo.desk.lifecycles import DONE, lifecycle_of
from vinculo.desk.models import (
    Channel,
    ChargedTo,
    InternalNote,
    Kind,
    PublicReply,
    ResolutionCode,
    Speaker,
    State,
    StatusSpan,
    Ticket,
    TicketShare,
    WaitReason,
)
from vinculo.desk.waits import CHARGED_BY_DEFAULT, ENDED_BY_THE_CLIENT
from vinculo.directory.models import Organisation, Person, Team
from vinculo.kernel.events import Fact
from vinculo.kernel.lifecycle import Category
from vinculo.kernel.scope import Actor, Side


class NotYet(Exception):
    """The next step would happen after the present: the story ends here for now."""


class Chronicle:
    """One ticket's past. Steps come in order of time; a step after `until` raises `NotYet` and leaves nothing."""

    def __init__(self, ticket: Ticket, *, by: Actor, until: dt.datetime) -> None:
        self.ticket, self.until, self.at = ticket, until, ticket.opened_at
        self.history = TicketHistory(ticket)
        ticket.state_since = ticket.updated_at = ticket.last_public_at = ticket.opened_at
        ticket.last_public_side = Speaker.CLIENT
        ticket.to_confirm = ticket.priority == 1 and by.side is Side.CLIENT
        self._open_span()
        self._tell(told.TicketOpened, by, channel=ticket.channel, priority=ticket.priority)

    def assign(self, at: dt.datetime, *, by: Actor, team: Team, assignee: Person | None) -> None:
        """Give the work to a team, and within it to a person."""
        self._reach(at)
        ticket, changes = self.ticket, {}
        wanted = {"team_id": team.pk, "assignee_id": assignee.pk if assignee else None}
        for column, new in wanted.items():
            if getattr(ticket, column) != new:
                changes[column] = [getattr(ticket, column), new]
                setattr(ticket, column, new)
        if changes:
            name = assignee.name if assignee else ""
            self._tell(told.TicketAssigned, by, changes, team=team.name, assignee=name)

    def start(self, at: dt.datetime, *, by: Actor) -> None:
        """Begin to work, or go on after a wait."""
        self._reach(at)
        resumed = self.ticket.state == State.WAITING
        self._move(State.IN_PROGRESS)
        self._tell(told.TicketStarted, by, resumed=resumed)

    def reply(self, at: dt.datetime, *, by: Actor, body: str, channel: str = Channel.PORTAL) -> None:
        """Say something where the client reads it. A client's answer ends a wait for information."""
        self._reach(at)
        ticket = self.ticket
        side = self._say(by, body, channel)
        awaited = ticket.category == Category.PAUSED and ticket.wait_reason in ENDED_BY_THE_CLIENT
        if side == Speaker.CLIENT and awaited:
            self._move(State.IN_PROGRESS)
            self._tell(told.TicketStarted, by, resumed=True)

    def note(self, at: dt.datetime, *, by: Actor, body: str) -> None:
        """Write an internal note."""
        self._reach(at)
        note = InternalNote(
            author_id=by.person_id, author_name=by.name, body=body.strip(), created_at=self.at
        )
        self.history.notes.append(note)
        self._tell(told.NoteAdded, by, {}, note=note)

    def wait(
        self, at: dt.datetime, *, by: Actor, reason: WaitReason, charged_to: ChargedTo | None = None
    ) -> None:
        """Let the ticket wait, with a reason and whom it is charged to."""
        self._reach(at)
        charged = charged_to or CHARGED_BY_DEFAULT[reason]
        self._move(State.WAITING, reason=reason, charged_to=charged)
        self._tell(told.TicketPaused, by, reason=reason, charged_to=charged)

    def resolve(self, at: dt.datetime, *, by: Actor, resolution: str, code: ResolutionCode) -> None:
        """Mark the work as done."""
        self._reach(at)
        self._move(DONE[Kind(self.ticket.kind)])
        self.ticket.resolution, self.ticket.resolution_code = resolution.strip(), code
        self._tell(told.TicketResolved, by, code=code)

    def confirm(self, at: dt.datetime, *, by: Actor) -> None:
        """The person says that it works."""
        self._reach(at)
        self._move(State.CLOSED)
        self._tell(told.ResolutionConfirmed, by)
        self._tell(told.TicketClosed, by, automatically=False)

    def reject(self, at: dt.datetime, *, by: Actor, body: str) -> None:
        """The person says what still fails."""
        self._reach(at)
        self._move(State.IN_PROGRESS)
        self.ticket.reopen_count += 1
        self._say(by, body, Channel.PORTAL)
        self._tell(told.ResolutionRejected, by)

    def reopen(self, at: dt.datetime, *, by: Actor) -> None:
        """The desk itself opens what it had resolved."""
        self._reach(at)
        self._move(State.IN_PROGRESS)
        self.ticket.reopen_count += 1
        self._tell(told.TicketReopened, by)

    def close(self, at: dt.datetime, *, by: Actor) -> None:
        """Close what is resolved."""
        self._reach(at)
        self._move(State.CLOSED)
        self._tell(told.TicketClosed, by, automatically=by.is_system)

    def cancel(self, at: dt.datetime, *, by: Actor, reason: str) -> None:
        """End without work."""
        self._reach(at)
        self._move(State.CANCELLED)
        self._tell(told.TicketCancelled, by, reason=reason)

    def reclassify(self, at: dt.datetime, *, by: Actor, impact: str, urgency: str, reason: str = "") -> None:
        """Judge impact and urgency anew; to confirm what the client said needs no reason."""
        self._reach(at)
        ticket, before = self.ticket, self.ticket.priority
        is_same = (impact, urgency) == (ticket.impact, ticket.urgency)
        ticket.impact, ticket.urgency = impact, urgency
        ticket.priority = ticket.matrix.priority(impact, urgency)
        ticket.to_confirm = False
        if not is_same:
            self._tell(told.PriorityChanged, by, priority=ticket.priority, before=before, reason=reason)

    def share(self, at: dt.datetime, *, by: Actor, supplier: Organisation) -> None:
        """Let a supplier see and answer the ticket."""
        self._reach(at)
        self.history.shares.append(TicketShare(supplier_id=supplier.pk, since=self.at))
        self._tell(told.TicketShared, by, {}, supplier=supplier.name)

    def end_share(self, at: dt.datetime, *, by: Actor, supplier: Organisation) -> None:
        """Take the ticket back from a supplier."""
        self._reach(at)
        self.history.shares[-1].until = self.at
        self._tell(told.ShareEnded, by, {}, supplier=supplier.name)

    def _reach(self, at: dt.datetime) -> None:
        if at > self.until:
            raise NotYet
        self.at = max(self.at, at)
        self.ticket.updated_at = self.at

    def _say(self, by: Actor, body: str, channel: str) -> str:
        side = SPEAKERS[by.side]
        said = PublicReply(
            author_id=by.person_id,
            author_name=by.name,
            side=side,
            channel=channel,
            body=body.strip(),
            created_at=self.at,
        )
        self.history.replies.append(said)
        self.ticket.last_public_at, self.ticket.last_public_side = self.at, side
        self._tell(told.TicketReplied, by, reply=said, side=side)
        return side

    def _move(self, to: State, *, reason: str = "", charged_to: str = "") -> None:
        ticket = self.ticket
        category = lifecycle_of(ticket.kind).check(ticket.state, to, {})
        self.history.spans[-1].to_at = self.at
        ticket.state, ticket.category = to, category
        ticket.wait_reason, ticket.charged_to = reason, charged_to
        ticket.state_since = self.at
        if category is Category.RESOLVED:
            ticket.resolved_at = self.at
        elif category.is_open:
            ticket.resolved_at = None
        if category in (Category.CLOSED, Category.CANCELLED):
            ticket.closed_at = self.at
        self._open_span()

    def _open_span(self) -> None:
        ticket = self.ticket
        self.history.spans.append(
            StatusSpan(
                state=ticket.state,
                category=ticket.category,
                reason=ticket.wait_reason,
                charged_to=ticket.charged_to,
                from_at=ticket.state_since,
            )
        )

    def _tell(
        self, fact: type[Fact], by: Actor, changes: dict[str, Any] | None = None, /, **facts: Any
    ) -> None:
        """Write the fact's own row; a message that it speaks of gets its key when the history is recorded."""
        row = fact.about(self.ticket, by=by, at=self.at, **facts).row(self.at, changes)
        self.history.events.append(row)
