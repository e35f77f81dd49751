"""The order to load, and its chunks shared out between processes."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

from django.conf import settings

from vinculo.benchmark import bulk, chunk_sql
from vinculo.benchmark.chunks import Order, load
from vinculo.benchmark.world import company
from vinculo.desk.matrices import default_matrix
from vinculo.desk.models import Ticket
from vinculo.kernel import clock
from vinculo.kernel.scope import acting_as, system_actor

Tell = Callable[[str], None]
TABLES = ("desk_ticket", "desk_publicreply", "desk_internalnote", "desk_statusspan", "kernel_event")
CHUNK = 5_000


def order(tickets: int) -> Order:
    """What to load: read from the database as the company was made and the tables are."""
    with acting_as(system_actor()):
        matrix = default_matrix()
    owner = settings.CONNECTIONS.owner
    assert owner is not None  # whoever may make the database has its owner too
    fields = [field for field in Ticket._meta.concrete_fields if not field.generated]
    return Order(
        owner=owner,
        company=company(),
        tickets=tickets,
        now=clock.now(),
        matrix=matrix.pk,
        cells=matrix.cells,
        ticket_columns=[str(field.column) for field in fields],
        ticket_defaults=tuple(
            getattr(value, "value", value) for value in (field.get_default() for field in fields)
        ),
    )


def fill(order: Order, *, processes: int, tell: Tell) -> None:
    """Load all tickets, then make the indexes again and put the sequences behind the last keys."""
    chunks = [
        range(first, min(first + CHUNK, order.tickets + 1)) for first in range(1, order.tickets + 1, CHUNK)
    ]
    told = 0
    with bulk.without_indexes(order.owner, TABLES, tell):
        with ProcessPoolExecutor(processes, mp_context=get_context("spawn")) as pool:
            for done in pool.map(load, [order] * len(chunks), chunks):
                if done * 10 // order.tickets > told or len(chunks) < 10:
                    told = done * 10 // order.tickets
                    tell(f"{done:,} of {order.tickets:,} tickets …")
        with bulk.session(order.owner) as opened:
            opened.execute(chunk_sql.SEQUENCES)
