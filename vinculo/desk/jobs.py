"""What the desk does by itself."""

from __future__ import annotations

import datetime as dt
import logging

from django.conf import settings
from procrastinate.contrib.django import app

from vinculo.desk.actions import close
from vinculo.desk.models import Ticket
from vinculo.kernel import clock
from vinculo.kernel.lifecycle import Category, WrongMove
from vinculo.kernel.scope import acting_as, system_actor

log = logging.getLogger(__name__)

BATCH = 500
"""Tickets a run: the schedule comes back soon for the rest."""


@app.task(name="desk.close_silent", queue="desk", queueing_lock="desk.close_silent", pass_context=False)
def close_silent(timestamp: int) -> None:
    """Close what was resolved and met silence; the scheduler's `timestamp` says nothing that the clock does not."""
    closed = close_after_silence(now=clock.now())
    if closed:
        log.info(
            "%s resolved tickets were closed after %s days of silence.", closed, settings.CLOSE_AFTER_DAYS
        )


def close_after_silence(*, now: dt.datetime) -> int:
    """Close the tickets resolved `settings.CLOSE_AFTER_DAYS` days (24 h each) before `now` or earlier, each in a
    transaction of its own; returns how many. Two workers at once close each ticket once."""
    system = system_actor()
    limit = now - dt.timedelta(days=settings.CLOSE_AFTER_DAYS)
    with acting_as(system):
        due = Ticket.objects.filter(category=Category.RESOLVED, resolved_at__lte=limit, source="")
        keys = list(due.order_by("resolved_at").values_list("pk", flat=True)[:BATCH])
    return sum(_close_one(key) for key in keys)


def _close_one(key: int) -> bool:
    system = system_actor()
    try:
        with acting_as(system):
            close(Ticket.objects.get(pk=key), by=system)
    except WrongMove:
        return False  # confirmed, rejected or closed by another worker meanwhile
    return True
