"""A ticket as a line of a list: what the cells say, worked out before the template draws them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext, pgettext

from vinculo.desk.models import ChargedTo, Speaker, State, Ticket
from vinculo.kernel.lifecycle import Category
from vinculo.kernel.scope import Actor, Side
from vinculo.ui.marks import prio, state, who
from vinculo.ui.wording import in_hours

NOTHING = "–"

COLUMNS = (
    "ref", "title", "priority", "is_major", "to_confirm", "state", "category", "charged_to", "last_public_side",
    "opened_at", "state_since", "last_public_at", "updated_at",
    "organisation__name", "service__name", "assignee__name",
)  # fmt: skip
"""All that a line shows or a list is ordered by: descriptions and solutions stay where they are."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line, its marks drawn: a page of fifty costs what a template would spend on ten."""

    ticket: Ticket
    url: str
    prio: SafeString
    state: SafeString
    who: SafeString
    client: str
    service: str
    age: str
    wait: str
    is_answered: bool


def charged_word(code: str) -> str:
    """Whom a wait is charged to, in a word or two beside the state."""
    if code == ChargedTo.AGREED:
        return pgettext("wait", "agreed")
    return str(ChargedTo(code).label).lower() if code else ""


def lines(by: Actor, tickets: Iterable[Ticket], *, now: dt.datetime) -> list[Line]:
    """The lines of some tickets as `by` reads them at `now`; whom a wait is charged to is told among ourselves."""
    words = {code: str(label) for code, label in State.choices}
    charges = (
        {charged.value: charged_word(charged) for charged in ChargedTo} if by.side is Side.EVERYONE else {}
    )
    nobody = gettext("Unassigned")
    return [_line(ticket, now, words, charges, nobody) for ticket in tickets]


def _line(
    ticket: Ticket, now: dt.datetime, words: Mapping[str, str], charges: Mapping[str, str], nobody: str
) -> Line:
    # A new ticket waits for its first answer; that is its age, not an answer of the client's.
    is_answered = (
        ticket.is_open
        and ticket.last_public_side == Speaker.CLIENT
        and ticket.last_public_at > ticket.opened_at
    )
    wait: dt.timedelta | None = now - ticket.last_public_at if is_answered else None
    if ticket.category == Category.PAUSED:
        wait = now - ticket.state_since
    return Line(
        ticket=ticket,
        url=reverse("desk:ticket", args=[ticket.ref]),
        prio=prio(ticket.priority),
        state=state(ticket.category, words[ticket.state], charges.get(ticket.charged_to, "")),
        who=who(ticket.assignee.name if ticket.assignee else "", empty=nobody),
        client=ticket.organisation.name,
        service=ticket.service.name if ticket.service else NOTHING,
        age=in_hours(now - ticket.opened_at),
        wait=NOTHING if wait is None else in_hours(wait),
        is_answered=is_answered,
    )
