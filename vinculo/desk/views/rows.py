"""A ticket as a line of a list: what the cells say, worked out before the template draws them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import pgettext

from vinculo.desk.models import ChargedTo, Speaker, Ticket
from vinculo.kernel.lifecycle import Category

COLUMNS = (
    "ref", "title", "priority", "is_major", "to_confirm", "state", "category", "charged_to", "last_public_side",
    "opened_at", "state_since", "last_public_at", "updated_at",
    "organisation__name", "service__name", "assignee__name",
)  # fmt: skip
"""All that a line shows or a list is ordered by: descriptions and solutions stay where they are."""


@dataclass(frozen=True)
class Line:
    """One line: the ticket, how long it is (or was) open, and how long somebody has been waiting for somebody."""

    ticket: Ticket
    age: dt.timedelta
    wait: dt.timedelta | None
    is_answered: bool
    charged: str


def charged_word(code: str) -> str:
    """Whom a wait is charged to, in a word or two beside the state."""
    if code == ChargedTo.AGREED:
        return pgettext("wait", "agreed")
    return str(ChargedTo(code).label).lower() if code else ""


def lines(tickets: Iterable[Ticket], *, now: dt.datetime) -> list[Line]:
    """The lines of some tickets at `now`."""
    return [_line(ticket, now) for ticket in tickets]


def _line(ticket: Ticket, now: dt.datetime) -> Line:
    # A new ticket waits for its first answer; that is its age, not an answer of the client's.
    is_answered = (
        ticket.is_open
        and ticket.last_public_side == Speaker.CLIENT
        and ticket.last_public_at > ticket.opened_at
    )
    wait: dt.timedelta | None = now - ticket.last_public_at if is_answered else None
    if ticket.category == Category.PAUSED:
        wait = now - ticket.state_since
    return Line(ticket, now - ticket.opened_at, wait, is_answered, charged_word(ticket.charged_to))
