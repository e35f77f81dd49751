"""What is counted of histories that came from elsewhere. From events and tickets, never from a file."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import Count

from vinculo.desk.events import HistoryRecorded
from vinculo.desk.models import Ticket
from vinculo.directory.models import Organisation
from vinculo.kernel.scope import Actor
from vinculo.kernel.web import seen

DONE = ["Resolved", "Closed"]
"""The source's states of which leaving is a reopening."""

# One pass over the events; an event's key rises in the order in which its row stood in the file.
_COUNTS = """
with log as materialized (
  select e.subject_id as ticket, e.id, e.facts ->> 'state' as state, coalesce(e.facts ->> 'group', '') as team,
         e.facts ->> 'levels' as levels, e.facts ->> 'our_state' as our_state, e.occurred_at
    from kernel_event e join desk_ticket t on t.id = e.subject_id
   where e.kind = %(kind)s and e.subject_type = 'ticket' and t.source = %(source)s
     and (%(client)s::bigint is null or t.organisation_id = %(client)s)
), paired as materialized (
  select ticket, state, team, levels, lag(state) over w as state_before, lag(team) over w as team_before
    from log window w as (partition by ticket order by id)
), pairs as materialized (
  select state_before, state, count(*) as n, count(*) filter (where team <> team_before) as reassigned
    from paired where state_before is not null group by 1, 2
)
select
  (select count(distinct ticket) from log),
  (select count(*) from log),
  (select jsonb_object_agg(state, n) from (select state, count(*) as n from log group by 1) s),
  (select jsonb_object_agg(state, ours) from (
    select state, mode() within group (order by our_state) as ours from log group by 1) o),
  (select jsonb_object_agg(state_before || '>' || state, n) from pairs where state_before <> state),
  (select jsonb_object_agg(state, n) from pairs where state_before = state),
  (select jsonb_object_agg(levels, n) from (select levels, count(*) as n from log group by 1) l),
  (select count(distinct ticket) from paired
    where state_before = any (%(done)s) and state <> all (%(done)s)),
  (select sum(n) from pairs where state_before = any (%(done)s) and state <> all (%(done)s)),
  (select sum(reassigned) from pairs),
  (select min(occurred_at) from log),
  (select max(occurred_at) from log)
"""


@dataclass(frozen=True)
class LogCounts:
    """The figures of imported incident logs, in the source's own words; each one says what it counts."""

    incidents: int
    """Incidents with at least one row."""
    events: int
    """Rows of the log."""
    states: Mapping[str, int]
    """Rows by the state that they show."""
    our_states: Mapping[str, str]
    """The state of ours that each of the source's is told as (the most frequent one)."""
    moves: Mapping[str, int]
    """`from>to`: pairs of consecutive rows of an incident whose states differ."""
    stays: Mapping[str, int]
    """Pairs of consecutive rows of an incident that show the same state, by that state."""
    priorities: Mapping[str, int]
    """Rows by the digits of impact, urgency and priority."""
    reopened: int
    """Incidents with at least one reopening."""
    reopen_moves: int
    """Moves from Resolved or Closed to any state but those two."""
    reassignments: int
    """Pairs of consecutive rows of an incident whose assignment group differs, from or to none included."""
    first: dt.datetime | None
    """The earliest instant of a row."""
    last: dt.datetime | None
    """The latest instant of a row."""

    def as_data(self) -> dict[str, Any]:
        """The figures for a program: instants in UTC, ISO 8601."""
        data: dict[str, Any] = dict(vars(self))
        return data | {"first": _iso(self.first), "last": _iso(self.last)}


def log_counts(source: str, client: Organisation | None = None) -> LogCounts:
    """Count the imported incidents of a source, of one client or of all. Runs in the open scope."""
    params = {
        "kind": HistoryRecorded.kind(),
        "source": source,
        "client": client.pk if client else None,
        "done": DONE,
    }
    with connection.cursor() as cursor:
        # Right after an import the tables have no statistics yet, and a loop would take minutes where a hash takes one
        # second.
        cursor.execute("select set_config('enable_nestloop', 'off', true)")
        cursor.execute(_COUNTS, params)
        row = cursor.fetchone()
        cursor.execute("select set_config('enable_nestloop', 'on', true)")
    incidents, events, states, ours, moves, stays, priorities, reopened, reopen_moves, reassigned, *period = (
        row
    )
    return LogCounts(
        incidents=incidents,
        events=events,
        states=_ranked(states),
        our_states=json.loads(ours) if ours else {},
        moves=_ranked(moves),
        stays=_ranked(stays),
        priorities=_ranked(priorities),
        reopened=reopened,
        reopen_moves=int(reopen_moves or 0),
        reassignments=int(reassigned or 0),
        first=period[0],
        last=period[1],
    )


@dataclass(frozen=True)
class Brought:
    """Tickets that a client's history brought from a source."""

    source: str
    client: Organisation
    tickets: int


def brought(by: Actor) -> list[Brought]:
    """Which histories there are, largest first, among what `by` may see."""
    counted = (
        seen(Ticket, by)
        .exclude(source="")
        .order_by()
        .values_list("source", "organisation")
        .annotate(Count("pk"))
    )
    rows = list(counted)
    clients = Organisation.objects.in_bulk({client for _source, client, _tickets in rows})
    found = [Brought(source, clients[client], tickets) for source, client, tickets in rows]
    return sorted(found, key=lambda history: -history.tickets)


def _ranked(counts: str | None) -> dict[str, int]:
    """The largest first, then by name; the database gives JSON (as text) without an order."""
    known: dict[str, int] = json.loads(counts) if counts else {}
    return dict(sorted(known.items(), key=lambda item: (-item[1], item[0])))


def _iso(at: dt.datetime | None) -> str | None:
    return at.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ") if at else None
