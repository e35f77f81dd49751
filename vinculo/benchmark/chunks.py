"""Tickets with their conversations, in chunks that several processes load at once; the same for the same number.

Nothing here is an action: the rows are set-wise SQL of the tables' owner, in the shape that the verbs would leave.
"""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

import psycopg
from psycopg import sql

from vinculo.benchmark import bulk, chunk_sql, vocabulary

Row = tuple[Any, ...]
Put = Callable[[psycopg.Connection[Any], str, Sequence[str], Sequence[Row]], None]
PERIOD = dt.timedelta(days=183)
SPACING = 8
"""Keys kept for the messages of one ticket, so that chunks need not ask each other."""

STATES = (
    ("closed", 50),
    ("in_progress", 22),
    ("waiting", 12),
    ("new", 10),
    ("resolved", 4),
    ("cancelled", 2),
)
CATEGORIES = {"in_progress": "active", "waiting": "paused"}
LEVELS = ("organisation", "site", "department", "person")
URGENCIES = ("critical", "high", "medium", "low")
WEIGHTS = (2, 10, 38, 50)
WAITS = (
    ("information", "client"),
    ("supplier", "supplier"),
    ("internal", "provider"),
    ("appointment", "agreed"),
)


@dataclass
class Client:
    """What the fill has to know of a client: keys only."""

    organisation: int
    people: list[int]
    services: list[int]
    site: int


@dataclass
class Company:
    """Keys of all that tickets point at."""

    clients: list[Client] = field(default_factory=list)
    agents: list[tuple[int, str]] = field(default_factory=list)
    teams: list[int] = field(default_factory=list)
    topics: list[int] = field(default_factory=list)


@dataclass(frozen=True)
class Order:
    """All that a chunk needs to know; it travels to another process."""

    owner: dict[str, str]
    company: Company
    tickets: int
    now: dt.datetime
    matrix: int
    cells: dict[str, int]
    ticket_columns: Sequence[str]
    ticket_defaults: Row


def _copy(opened: psycopg.Connection[Any], table: str, columns: Sequence[str], rows: Sequence[Row]) -> None:
    names = sql.SQL(", ").join(map(sql.Identifier, columns))
    with (
        opened.cursor() as cursor,
        cursor.copy(sql.SQL("copy {} ({}) from stdin").format(sql.Identifier(table), names)) as copy,
    ):
        for row in rows:
            copy.write_row(row)


def load(order: Order, chunk: range) -> int:
    """Load one chunk in one transaction and return the number of its last ticket."""
    with bulk.session(order.owner) as opened, opened.transaction():
        write(opened, order, chunk)
    return chunk.stop - 1


def write(opened: psycopg.Connection[Any], order: Order, chunk: range, put: Put = _copy) -> None:
    """Write one chunk in the open transaction: tickets and messages as they are, the rest derived from them in sets.

    Whoever is not the owner cannot COPY into tables with row-level security and brings another `put`.
    """
    chance = random.Random(f"chunk {chunk.start}")  # noqa: S311 - the same texts for everybody
    tickets: list[Row] = []
    replies: list[Row] = []
    notes: list[Row] = []
    defaults = dict(zip(order.ticket_columns, order.ticket_defaults, strict=True))
    for number in chunk:
        made = ticket(order, number, chance)
        messages(order, made, chance, replies, notes)
        tickets.append(tuple({**defaults, **made}.values()))
    put(opened, "desk_ticket", order.ticket_columns, tickets)
    put(opened, "desk_publicreply", chunk_sql.REPLY, replies)
    put(opened, "desk_internalnote", chunk_sql.NOTE, notes)
    for statement in (chunk_sql.SPANS, *chunk_sql.EVENTS):
        opened.execute(statement, {"first": chunk.start, "last": chunk.stop - 1, "messages": SPACING})


def ticket(order: Order, number: int, chance: random.Random) -> dict[str, Any]:
    """One ticket's columns: opened in its turn within six months, half of all closed by now."""
    from uuid_utils import compat

    client = chance.choice(order.company.clients)
    opened = order.now - PERIOD + (PERIOD - dt.timedelta(hours=4)) * (number / order.tickets)
    opened = opened.replace(microsecond=0)
    state = chance.choices([name for name, _ in STATES], [weight for _, weight in STATES])[0]
    impact = chance.choices(LEVELS, WEIGHTS)[0]
    urgency = chance.choices(URGENCIES, WEIGHTS)[0]
    is_request = chance.random() < 0.25
    if state == "resolved" and is_request:
        state = "fulfilled"
    times = instants(state, opened, order.now, number)
    agent = chance.choice(order.company.agents)
    wait = chance.choice(WAITS) if state == "waiting" else ("", "")
    planted = vocabulary.planted_in(number, order.tickets)
    return {
        "id": number, "uuid": compat.uuid7(), "organisation_id": client.organisation,
        "ref": f"{'PET' if is_request else 'INC'}-{10_000 + number:05d}",
        "kind": "request" if is_request else "incident",
        "title": vocabulary.text(chance, 4, 9)[:200],
        "description": vocabulary.text(chance, 40, 160, *planted) + f" Equipo PC-{number * 31 % 99_991:05d}.",
        "requester_id": chance.choice(client.people), "site_id": client.site,
        "service_id": chance.choice(client.services), "topic_id": chance.choice(order.company.topics),
        "channel": "portal", "matrix_id": order.matrix, "impact": impact, "urgency": urgency,
        "priority": order.cells[f"{impact}:{urgency}"], "state": state,
        "category": "resolved" if state == "fulfilled" else CATEGORIES.get(state, state),
        "wait_reason": wait[0], "charged_to": wait[1], "team_id": chance.choice(order.company.teams),
        "assignee_id": None if state == "new" or chance.random() < 0.1 else agent[0],
        "opened_at": opened, **times, "last_public_at": opened, "last_public_side": "client",
        "resolution": "Reiniciado y comprobado con la persona." if times["resolved_at"] else "",
        "resolution_code": "permanent" if times["resolved_at"] else "",
    }  # fmt: skip


def instants(state: str, opened: dt.datetime, now: dt.datetime, number: int) -> dict[str, dt.datetime | None]:
    """When it was resolved, closed and came into its state; `chunk_sql.STARTED` says when work on it began."""
    latest = now - dt.timedelta(hours=1)
    started = min(opened + dt.timedelta(minutes=5 + number * 7919 % 235), latest)
    ended = min(started + dt.timedelta(minutes=60 + number * 104_729 % 20_000), latest)
    resolved = ended if state in ("closed", "resolved", "fulfilled") else None
    closed = {"closed": min(ended + dt.timedelta(days=3), latest), "cancelled": started}.get(state)
    since = closed or resolved or {"new": opened, "in_progress": started}.get(state, ended)
    return {"state_since": since, "resolved_at": resolved, "closed_at": closed, "updated_at": since}


def messages(
    order: Order, made: dict[str, Any], chance: random.Random, replies: list[Row], notes: list[Row]
) -> None:
    """About three messages a ticket that somebody has begun with, two that the client reads and one between agents."""
    if made["state"] == "new":
        return
    agent, agent_name = chance.choice(order.company.agents)
    own = {"organisation": made["organisation_id"], "ticket": made["id"]}
    end: dt.datetime = made["closed_at"] or order.now - dt.timedelta(hours=1)
    many = chance.choices((1, 2, 3, 4), (30, 30, 25, 15))[0]
    gap = min((end - made["opened_at"]) / (many + 2), dt.timedelta(days=2))
    for turn in range(many):
        at = (made["opened_at"] + gap * (turn + 1)).replace(microsecond=0)
        side = "provider" if turn % 2 == 0 else "client"
        author = (agent, agent_name) if turn % 2 == 0 else (made["requester_id"], "La persona")
        key = made["id"] * SPACING + turn
        replies.append(
            (key, *own.values(), *author, vocabulary.text(chance, 15, 70), at, side, "portal", None)
        )
        made["last_public_at"], made["last_public_side"] = at, side
        made["updated_at"] = max(made["updated_at"], at)
    for turn in range(chance.choices((0, 1, 2), (25, 45, 30))[0]):
        at = (made["opened_at"] + gap * (turn + 1)).replace(microsecond=0)
        key = made["id"] * SPACING + turn
        notes.append((key, *own.values(), agent, agent_name, vocabulary.text(chance, 15, 70), at, None))
