"""Moving a ticket from one state to the next: the lifecycle is asked, the open span ends and the next begins."""

from __future__ import annotations

import datetime as dt

from vinculo.desk.lifecycles import lifecycle_of
from vinculo.desk.models import State, StatusSpan, Ticket
from vinculo.kernel.lifecycle import Category


def move(ticket: Ticket, to: State, *, now: dt.datetime, reason: str = "", charged_to: str = "") -> None:
    """Change the state (unsaved) and write the spans. Raises `WrongMove`.

    Instants never run backwards: a clock that is behind the last move counts as that move's instant.
    """
    category = lifecycle_of(ticket.kind).check(ticket.state, to, dict(State.choices))
    at = max(now, ticket.state_since)
    StatusSpan.objects.filter(ticket=ticket, to_at=None).update(to_at=at)
    ticket.state, ticket.category = to, category
    ticket.wait_reason, ticket.charged_to = reason, charged_to
    ticket.state_since = ticket.updated_at = at
    if category is Category.RESOLVED:
        ticket.resolved_at = at
    elif category.is_open:
        ticket.resolved_at = None
    if category in (Category.CLOSED, Category.CANCELLED):
        ticket.closed_at = at
    open_span(ticket)


def open_span(ticket: Ticket) -> None:
    """Write the span of the state that the ticket is in, from `state_since` on."""
    StatusSpan.objects.create(
        organisation_id=ticket.organisation_id,
        ticket=ticket,
        state=ticket.state,
        category=ticket.category,
        reason=ticket.wait_reason,
        charged_to=ticket.charged_to,
        from_at=ticket.state_since,
    )
