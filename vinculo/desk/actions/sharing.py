"""Handing a ticket to a supplier and taking it back: what the supplier's side of the wall goes by."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from vinculo.desk import policies
from vinculo.desk.actions.conversation import check_not_over
from vinculo.desk.events import ShareEnded, TicketShared
from vinculo.desk.models import Ticket, TicketShare
from vinculo.directory.models import Organisation
from vinculo.kernel import clock
from vinculo.kernel.actions import action
from vinculo.kernel.refusals import Refusal
from vinculo.kernel.scope import Actor


class NotASupplier(Refusal):
    """Only a supplier can be given a ticket."""

    message = _("%(organisation)s is not registered as a supplier.")
    status = 422


@action(may=policies.works_on)
def share(ticket: Ticket, *, by: Actor, supplier: Organisation) -> TicketShared | None:
    """Let a supplier see and answer the ticket from now on (no fact if it does already). Raises `TicketIsOver`,
    `NotASupplier`."""
    check_not_over(ticket)
    if not supplier.is_supplier:
        raise NotASupplier(organisation=supplier)
    now = clock.now()
    _share, made = TicketShare.objects.get_or_create(
        ticket=ticket,
        supplier=supplier,
        until=None,
        defaults={"organisation_id": ticket.organisation_id, "since": now},
    )
    ticket.updated_at = now
    return TicketShared.about(ticket, by=by, supplier=supplier.name) if made else None


@action(may=policies.works_on)
def end_share(ticket: Ticket, *, by: Actor, supplier: Organisation) -> ShareEnded | None:
    """Take the ticket back: the supplier no longer sees it (no fact if it did not)."""
    now = clock.now()
    ended = TicketShare.objects.filter(ticket=ticket, supplier=supplier, until=None).update(until=now)
    ticket.updated_at = now
    return ShareEnded.about(ticket, by=by, supplier=supplier.name) if ended else None
