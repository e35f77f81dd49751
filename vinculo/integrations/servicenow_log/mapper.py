"""From the rows of one incident to a past ticket of ours."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field

from vinculo.desk.actions import TicketHistory
from vinculo.desk.events import HistoryRecorded
from vinculo.desk.models import Channel, Kind, MatrixVersion, ResolutionCode, StatusSpan, Ticket
from vinculo.integrations.servicenow_log.known import CELLS, Known
from vinculo.integrations.servicenow_log.reader import Log, LogRow, Note
from vinculo.integrations.servicenow_log.words import (
    CHANNELS,
    DONE,
    RESERVED,
    SOURCE,
    STATES,
    TRACKED,
    UNKNOWN,
    OurState,
    title,
)
from vinculo.kernel.lifecycle import Category
from vinculo.kernel.models import Event

SAID_OTHERWISE = frozenset({*TRACKED, "sys_updated_by"})
"""Columns that need no look for changes: each event says them, the last one as its actor."""

PRIORITY = {tuple(cell.split(":")): str(priority) for cell, priority in CELLS.items()}


@dataclass
class Findings:
    """What was read but is odd, by line."""

    disagreements: list[Note] = field(default_factory=list)
    reopenings: list[Note] = field(default_factory=list)
    unknown_states: list[Note] = field(default_factory=list)


def check(rows: Sequence[LogRow], findings: Findings) -> None:
    """Hold an incident's rows against what is known of this log: matrix, states, the count of reopenings."""
    reopened = 0
    before = ""
    for row in rows:
        words = row.words
        state = words["incident_state"]
        impact, urgency, priority = words["impact"][0], words["urgency"][0], words["priority"][0]
        if PRIORITY[impact, urgency] != priority:
            reason = f"impact {impact} and urgency {urgency} give {PRIORITY[impact, urgency]}, not {priority}"
            findings.disagreements.append(Note(row.line, reason))
        if state not in STATES:
            findings.unknown_states.append(
                Note(row.line, f"state “{state}” is not known: ours stays as it was")
            )
        reopened += before in DONE and state not in DONE
        before = state
    told = int(rows[-1].words["reopen_count"])
    if told != reopened:
        number = rows[-1].words["number"]
        findings.reopenings.append(
            Note(rows[-1].line, f"{number} says that it was reopened {told} times; its rows show {reopened}")
        )


def history_of(
    rows: Sequence[LogRow], *, ref: str, matrix: MatrixVersion, known: Known, log: Log
) -> TicketHistory:
    """An unsaved past ticket: an event a row, a span a stretch of one state, the ticket as the last row says."""
    last = rows[-1].words
    opened_at = log.instant(rows[-1], "opened_at") or rows[0].at
    ours = our_states(rows)
    spans = spans_of(rows, ours, opened_at)
    ticket = ticket_of(last, opened_at, spans[-1], known, matrix)
    ticket.ref = ref
    ticket.updated_at = max(row.at for row in rows)
    _end(ticket, rows[-1], spans, log)
    return TicketHistory(ticket, spans=spans, events=events_of(rows, ours))


def our_states(rows: Sequence[LogRow]) -> list[OurState]:
    """Our state of each row; a word that we do not know says nothing, so the state before it stays."""
    ours: list[OurState] = []
    for row in rows:
        found = STATES.get(row.words["incident_state"])
        ours.append(found or (ours[-1] if ours else STATES["New"]))
    return ours


def events_of(rows: Sequence[LogRow], ours: Sequence[OurState]) -> list[Event]:
    """One event a row. It says the tracked columns and ours; the first says all others too, later ones what changed."""
    events = []
    before: dict[str, str] = {}
    others = [
        (column, f"log_{column}" if column in RESERVED else column)
        for column in rows[0].words
        if column not in SAID_OTHERWISE
    ]
    kind, audience = HistoryRecorded.kind(), HistoryRecorded.audience
    for row, our in zip(rows, ours, strict=True):
        words = row.words
        facts: dict[str, object] = {"line": row.line}
        for column, name in TRACKED.items():
            if words[column] != UNKNOWN:
                facts[name] = words[column]
        for column, name in others:
            if words[column] != before.get(column, UNKNOWN):
                facts[name] = words[column]
        facts["our_state"] = our.state
        facts["levels"] = words["impact"][0] + words["urgency"][0] + words["priority"][0]
        if our.reason:
            facts["our_reason"], facts["charged_to"] = our.reason, our.charged_to
        actor = "" if words["sys_updated_by"] == UNKNOWN else words["sys_updated_by"]
        events.append(Event(kind=kind, audience=audience, actor_name=actor, facts=facts, occurred_at=row.at))
        before = words
    return events


def spans_of(rows: Sequence[LogRow], ours: Sequence[OurState], opened_at: dt.datetime) -> list[StatusSpan]:
    """The stretches of one state of the source, in the file's order; an instant before the last one counts as it.

    The first begins at the opening when the log has the row that opened the incident (`sys_mod_count` 0), else with the
    first row that there is: what was before is not known.
    """
    spans: list[StatusSpan] = []
    for row, our in zip(rows, ours, strict=True):
        state = row.words["incident_state"]
        at = row.at
        if spans:
            if spans[-1].source_state == state:
                continue
            at = max(at, spans[-1].from_at)
            spans[-1].to_at = at
        elif row.words["sys_mod_count"] == "0":
            at = min(at, opened_at)
        spans.append(
            StatusSpan(
                state=our.state,
                category=our.category,
                reason=our.reason,
                charged_to=our.charged_to,
                source_state=state,
                from_at=at,
            )
        )
    return spans


def ticket_of(
    last: dict[str, str], opened_at: dt.datetime, span: StatusSpan, known: Known, matrix: MatrixVersion
) -> Ticket:
    """The ticket as the last row and the last span leave it."""
    team, assignee, opener = last["assignment_group"], last["assigned_to"], last["opened_by"]
    return Ticket(
        kind=Kind.INCIDENT,
        title=title(last["category"], last["subcategory"]),
        requester_id=known.people[last["caller_id"]],
        registered_by_id=None if opener == UNKNOWN else known.people[opener],
        topic_id=known.topics.get((last["category"], last["subcategory"])),
        channel=CHANNELS.get(last["contact_type"], Channel.IMPORTED),
        matrix_id=matrix.pk,
        impact=last["impact"][0],
        urgency=last["urgency"][0],
        priority=int(last["priority"][0]),
        state=span.state,
        category=span.category,
        wait_reason=span.reason,
        charged_to=span.charged_to,
        team_id=None if team == UNKNOWN else known.teams[team],
        assignee_id=None if assignee == UNKNOWN else known.people[assignee],
        opened_at=opened_at,
        state_since=span.from_at,
        last_public_at=opened_at,
        last_public_side="client",
        reopen_count=int(last["reopen_count"]),
        source=SOURCE,
        external_id=last["number"],
    )


def _end(ticket: Ticket, last: LogRow, spans: Sequence[StatusSpan], log: Log) -> None:
    """How and when it ended: as the file says, else when the log shows that state for the last time."""
    if ticket.is_open:
        return
    ticket.resolution_code = ResolutionCode.IMPORTED
    resolved = [span.from_at for span in spans if span.category == Category.RESOLVED]
    ticket.resolved_at = log.instant(last, "resolved_at") or (resolved[-1] if resolved else None)
    if ticket.category != Category.RESOLVED:
        ticket.closed_at = log.instant(last, "closed_at") or ticket.state_since
