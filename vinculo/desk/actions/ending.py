"""How a ticket ends: resolved by the desk, confirmed or rejected by the client, closed."""

from __future__ import annotations

import uuid

from django.utils.translation import gettext_lazy as _

from vinculo.desk import policies
from vinculo.desk.actions.conversation import say
from vinculo.desk.events import (
    ResolutionConfirmed,
    ResolutionRejected,
    TicketClosed,
    TicketReopened,
    TicketResolved,
)
from vinculo.desk.lifecycles import DONE
from vinculo.desk.models import Kind, ResolutionCode, State, Ticket
from vinculo.desk.moves import move
from vinculo.kernel import clock
from vinculo.kernel.actions import action
from vinculo.kernel.events import Fact
from vinculo.kernel.refusals import Refusal
from vinculo.kernel.scope import Actor


class SolutionMissing(Refusal):
    """Nobody can confirm what is not said."""

    message = _("The solution is missing: the person reads it before confirming.")
    status = 422


class ExplanationMissing(Refusal):
    """The desk cannot act on a bare no."""

    message = _("It is not said what still fails; one sentence is enough to go on.")
    status = 422


@action(may=policies.works_on)
def resolve(ticket: Ticket, *, by: Actor, resolution: str, code: ResolutionCode) -> TicketResolved:
    """Mark the work as done and ask the requester to confirm. Raises `WrongMove`, `SolutionMissing`."""
    if not resolution.strip():
        raise SolutionMissing
    move(ticket, DONE[Kind(ticket.kind)], now=clock.now())
    ticket.resolution, ticket.resolution_code = resolution.strip(), code
    return TicketResolved.about(ticket, by=by, code=code)


@action(may=policies.is_requester_side)
def confirm(ticket: Ticket, *, by: Actor) -> list[Fact]:
    """The person says that it works: the ticket is closed. Raises `WrongMove`."""
    move(ticket, State.CLOSED, now=clock.now())
    return [ResolutionConfirmed.about(ticket, by=by), TicketClosed.about(ticket, by=by)]


@action(may=policies.is_requester_side)
def reject(ticket: Ticket, *, by: Actor, body: str, request_key: uuid.UUID | None = None) -> list[Fact]:
    """The person says that it still fails, and what: the ticket is open again.

    The same `request_key` twice is one rejection. Raises `WrongMove`, `ExplanationMissing`.
    """
    if not body.strip():
        raise ExplanationMissing
    if request_key and ticket.replies.filter(request_key=request_key).exists():
        return []
    move(ticket, State.IN_PROGRESS, now=clock.now())
    ticket.reopen_count += 1
    said = say(ticket, by=by, body=body, request_key=request_key)
    return [said, ResolutionRejected.about(ticket, by=by, solution=ticket.resolution)]


@action(may=policies.works_on)
def reopen(ticket: Ticket, *, by: Actor) -> TicketReopened:
    """The desk itself opens what it had resolved. Raises `WrongMove` (closed is final)."""
    move(ticket, State.IN_PROGRESS, now=clock.now())
    ticket.reopen_count += 1
    return TicketReopened.about(ticket, by=by, solution=ticket.resolution)


@action(may=policies.closes)
def close(ticket: Ticket, *, by: Actor) -> TicketClosed:
    """Close what is resolved; the product does so by itself after the days agreed. Raises `WrongMove`."""
    move(ticket, State.CLOSED, now=clock.now())
    return TicketClosed.about(ticket, by=by, automatically=by.is_system)
