"""The company and its tickets without a database, for tests that only look at the stories."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from functools import cache
from typing import Any

from vinculo.demonstration.company import Company, draw_company
from vinculo.demonstration.fill import stage
from vinculo.demonstration.plan import plan
from vinculo.desk.actions import TicketHistory
from vinculo.desk.matrices import default_cells
from vinculo.desk.models import Kind, MatrixVersion

NOW = dt.datetime(2026, 11, 17, 13, 10, tzinfo=dt.UTC)


def numbered() -> Company:
    """The company with keys that nobody gave it."""
    company = draw_company()
    parts: list[dict[str, Any]] = [
        company.organisations, company.sites, company.people, company.teams, company.services, company.topics,
    ]  # fmt: skip
    for part in parts:
        for n, row in enumerate(part.values(), 1):
            row.pk = n
    for person in company.people.values():
        person.organisation_id = person.organisation.pk
    return company


@cache
def told(*, now: dt.datetime = NOW, count: int = 300, seed: int = 1) -> list[TicketHistory]:
    """Every story as far as it has come at `now`."""
    planned = plan(now=now, count=count, seed=seed)
    for n, (demand, _) in enumerate(planned, 10_001):
        demand.ref = f"{'INC' if demand.story.kind == Kind.INCIDENT else 'PET'}-{n}"
    return stage(planned, numbered(), matrix=MatrixVersion(pk=1, cells=default_cells()), now=now)


def digest(histories: list[TicketHistory]) -> str:
    """All that a reader would see, in one text (keys and UUIDs left out)."""
    return json.dumps([list(_seen(history)) for history in histories], default=str)


def _seen(history: TicketHistory) -> Iterator[object]:
    ticket = history.ticket
    yield ticket.ref, ticket.title, ticket.description, ticket.state, ticket.priority, ticket.updated_at
    yield [(s.state, s.reason, s.charged_to, s.from_at, s.to_at) for s in history.spans]
    yield [(said.author_name, said.body, said.created_at) for said in (*history.replies, *history.notes)]
    yield [(event.kind, event.occurred_at, event.actor_name) for event in history.events]
