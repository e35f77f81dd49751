"""On which surfaces a ticket's fields appear."""

from __future__ import annotations

from vinculo.desk.models import Ticket
from vinculo.kernel.records import Record


class TicketRecord(Record):
    """The ticket: queue, forms, filters, API, and what a client's person may see everywhere."""

    model = Ticket
    list = "priority ref title organisation service state assignee opened_at"
    sort = "priority opened_at updated_at state_since last_public_at ref"
    form = "title description impact urgency service topic site"
    filter = "state category priority kind organisation service team assignee charged_to channel to_confirm is_major"
    api = (
        "uuid ref kind title description state category wait_reason charged_to impact urgency priority channel"
        " organisation service topic requester team assignee opened_at updated_at resolved_at closed_at"
        " reopen_count resolution resolution_code"
    )
    client = (
        "uuid ref kind title description state category impact urgency priority organisation service requester"
        " opened_at updated_at resolved_at closed_at resolution"
    )
