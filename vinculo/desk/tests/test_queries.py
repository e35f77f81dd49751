"""What the queue is asked for."""

from __future__ import annotations

from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext

from tests.world import World
from vinculo.desk.queries import capped_counts, queue
from vinculo.kernel.scope import acting_as


def test_open_tickets_narrowed_to_closed_ones_are_none_and_nobody_looks(world: World) -> None:
    ticket, ana = world.ticket(), world.actor("ana")
    with acting_as(ana), CaptureQueriesContext(connection) as asked:
        assert list(queue(ana, "open", QueryDict("state=closed"))) == []
    assert not any("desk_ticket" in query["sql"] for query in asked)
    with acting_as(ana):
        assert list(queue(ana, "open", QueryDict("state=closed&state=new"))) == [ticket]
        assert list(queue(ana, "all", QueryDict("state=closed"))) == []
        assert capped_counts({"none": queue(ana, "open", QueryDict("state=closed"))}) == {"none": 0}
