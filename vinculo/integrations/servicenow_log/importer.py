"""Bringing the log in: batch after batch, each whole or not at all, so that a second run completes a first."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from django.db import connection
from django.db.models import Count

from vinculo.desk.actions import TicketHistory, extend_history, record_history, take_refs
from vinculo.desk.events import HistoryRecorded
from vinculo.desk.models import Kind, MatrixVersion, Ticket
from vinculo.integrations.servicenow_log.known import (
    Imagined,
    Known,
    find_client,
    known_matrix,
    log_matrix,
    new_client,
    register_client,
)
from vinculo.integrations.servicenow_log.mapper import Findings, check, history_of
from vinculo.integrations.servicenow_log.reader import Log, LogRow, Note, Times
from vinculo.integrations.servicenow_log.words import SOURCE, TRACKED
from vinculo.kernel.models import Event
from vinculo.kernel.scope import Actor, acting_as, system_actor

BATCH = 1_000
"""Incidents a transaction."""

Incident = list[LogRow]


@dataclass
class Outcome:
    """What an import did, or would do."""

    client: str = ""
    is_new_client: bool = False
    is_trial: bool = False
    rows: int = 0
    incidents: int = 0
    added: int = 0
    grown: int = 0
    unchanged: int = 0
    events: int = 0
    spans: int = 0
    made: dict[str, int] = field(default_factory=dict)
    seconds: float = 0.0
    unreadable: list[Note] = field(default_factory=list)
    skipped_times: list[Note] = field(default_factory=list)
    scattered: list[Note] = field(default_factory=list)
    differing: list[Note] = field(default_factory=list)
    findings: Findings = field(default_factory=Findings)

    @property
    def rows_per_second(self) -> int:
        return round(self.rows / self.seconds) if self.seconds else 0

    def as_data(self) -> dict[str, Any]:
        """The outcome for a program: notes as {line, reason}, counts as numbers."""
        data = asdict(self)
        data |= data.pop("findings") | data.pop("made") | {"rows_per_second": self.rows_per_second}
        for name, value in data.items():
            if isinstance(value, list):
                data[name] = [{"line": line, "reason": reason} for line, reason in value]
        return data


class Importer:
    """One run over one file for one client."""

    def __init__(self, path: Path, *, client: str, zone: ZoneInfo, progress: Callable[[int], None]) -> None:
        self.client, self.zone = client, zone
        self.outcome = Outcome(client=client)
        self.log = Log(
            path, Times(zone), self.outcome.unreadable, self.outcome.skipped_times, progress=progress
        )
        self.by: Actor = system_actor(zone=zone.key)
        self.known: Known | None = None
        self.matrix: MatrixVersion | None = None

    def run(self) -> Outcome:
        """Go through the file. Raises `UnreadableLog`, `NotAClient`; what was committed before stays and is whole."""
        began = time.monotonic()
        batch: list[Incident] = []
        for incident in self._incidents():
            batch.append(incident)
            if len(batch) == BATCH:
                self._take(batch)
                batch = []
        self._take(batch)
        self.outcome.rows = self.log.rows
        self.outcome.skipped_times.sort()
        self.outcome.seconds = round(time.monotonic() - began, 2)
        return self.outcome

    def _incidents(self) -> Iterator[Incident]:
        """The rows of one incident after the other; the rows of an incident stand together, or are reported."""
        seen: set[str] = set()
        rows: Incident = []
        number = ""
        for row in self.log:
            found = row.words["number"]
            if found == number:
                rows.append(row)
                continue
            if found in seen:
                reason = f"the other rows of {found} stand further up; this one was left out"
                self.outcome.scattered.append(Note(row.line, reason))
                continue
            if rows:
                yield rows
            seen.add(found)
            number, rows = found, [row]
        if rows:
            yield rows

    def _take(self, batch: list[Incident]) -> None:
        """Bring in one batch in one transaction, one importer at a time."""
        with acting_as(self.by):
            self._lock()
            if self.known is None:
                self._begin()
            assert self.known is not None
            for incident in batch:
                check(incident, self.outcome.findings)
            new, grown = self._sorted(batch)
            self.known.learn(row for incident in (*new, *grown.values()) for row in incident)
            refs = self.take_refs(len(new))
            histories = [self._history(rows, ref) for rows, ref in zip(new, refs, strict=True)]
            self.write(histories)
            for key, rows in grown.items():
                self._grow(key, rows)
        self.outcome.incidents += len(batch)
        self.outcome.added += len(histories)
        self.outcome.events += sum(len(history.events) for history in histories)
        self.outcome.spans += sum(len(history.spans) for history in histories)
        self.outcome.made = self.known.made

    def _history(self, rows: Incident, ref: str = "") -> TicketHistory:
        assert self.known is not None
        assert self.matrix is not None
        return history_of(rows, ref=ref, matrix=self.matrix, known=self.known, log=self.log)

    def _sorted(self, batch: list[Incident]) -> tuple[list[Incident], dict[int, Incident]]:
        """The incidents that are not here yet, and by their tickets those of which there are more rows than before."""
        held = self._held([incident[0].words["number"] for incident in batch])
        new: list[Incident] = []
        grown: dict[int, Incident] = {}
        for incident in batch:
            key, rows = held.get(incident[0].words["number"], (0, 0))
            if not key:
                new.append(incident)
            elif rows == len(incident):
                self.outcome.unchanged += 1
            elif rows < len(incident):
                grown[key] = incident
            else:
                self._differs(incident, f"came with {rows} rows before and has {len(incident)} here")
        return new, grown

    def _held(self, numbers: list[str]) -> dict[str, tuple[int, int]]:
        """The tickets of these numbers that are here: key and number of rows."""
        assert self.known is not None
        found = Ticket.objects.filter(
            organisation_id=self.known.organisation.pk, source=SOURCE, external_id__in=numbers
        )
        tickets = dict(found.values_list("pk", "external_id"))
        events = Event.objects.filter(
            kind=HistoryRecorded.kind(), subject_type="ticket", subject_id__in=list(tickets)
        )
        rows = dict(events.values_list("subject_id").annotate(Count("pk")).order_by())
        return {number: (key, rows.get(key, 0)) for key, number in tickets.items()}

    def _grow(self, key: int, rows: Incident) -> None:
        """Add the rows that came since, unless the ticket was worked on here or its first rows are others."""
        events = Event.objects.filter(subject_type="ticket", subject_id=key).order_by("pk")
        told = [event.facts for event in events if event.kind == HistoryRecorded.kind()]
        history = self._history(rows)
        if len(told) < len(events):
            self._differs(rows, "has new rows, but it was worked on here")
        elif [_words(facts) for facts in told] != [
            _words(event.facts) for event in history.events[: len(told)]
        ]:
            self._differs(rows, "has other rows than those it came with")
        else:
            self.outcome.grown += 1
            self.outcome.events += len(rows) - len(told)
            self.extend(key, history)

    def _differs(self, incident: Incident, how: str) -> None:
        number = incident[0].words["number"]
        self.outcome.differing.append(Note(incident[-1].line, f"{number} {how}; it stays as it is"))

    def _lock(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute(
                "select pg_advisory_xact_lock(hashtextextended(%s, 0))",
                [f"{SOURCE}:{self.client.casefold()}"],
            )

    def _begin(self) -> None:
        """Find or make the client and its matrix."""
        self.outcome.is_new_client = find_client(self.client) is None
        self.known = Known(register_client(self.client, self.zone.key, by=self.by), self.by)
        self.matrix = log_matrix()

    def take_refs(self, count: int) -> list[str]:
        """References of ours for new tickets."""
        return take_refs(Kind.INCIDENT, count) if count else []

    def write(self, histories: list[TicketHistory]) -> None:
        """Write the batch."""
        assert self.known is not None
        record_history(self.known.organisation, by=self.by, histories=histories)

    def extend(self, key: int, history: TicketHistory) -> None:
        """Go on with a ticket that is here."""
        extend_history(Ticket.objects.get(pk=key), by=self.by, history=history)


def _words(facts: dict[str, Any]) -> list[Any]:
    """What an event says that a later file repeats: lines differ, and closing times are labels put on all rows."""
    return [facts.get(name) for name in TRACKED.values()]


class Trial(Importer):
    """The same run without writing: what would happen."""

    def _lock(self) -> None:
        pass

    def _begin(self) -> None:
        self.outcome.is_trial = True
        found = find_client(self.client)
        self.outcome.is_new_client = found is None
        self.known = Imagined(found or new_client(self.client, self.zone.key), self.by)
        self.matrix = known_matrix() or MatrixVersion()

    def take_refs(self, count: int) -> list[str]:
        return [""] * count

    def write(self, histories: list[TicketHistory]) -> None:
        pass

    def extend(self, key: int, history: TicketHistory) -> None:
        pass
