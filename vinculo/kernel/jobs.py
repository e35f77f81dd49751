"""Jobs in the same transaction as the fact that asks for them. A job carries ids only, loads and calls one action."""

from __future__ import annotations

import logging

from django.db import connection
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from vinculo.kernel import clock
from vinculo.kernel.events import Handler, handler_name, reactions
from vinculo.kernel.models import Event, ReactionDone
from vinculo.kernel.scope import acting_as, system_actor

log = logging.getLogger(__name__)

RETRY = RetryStrategy(max_attempts=8, exponential_wait=4)
"""Eight tries over about a day; what still fails stays in the list of failed jobs."""


def defer_reaction(event: Event, handler: Handler) -> None:
    """Queue one reaction to one event; it starts when the transaction commits, and never if it does not."""
    react.defer(event_id=event.pk, handler=handler_name(handler))


@app.task(name="kernel.react", queue="reactions", retry=RETRY)
def react(event_id: int, handler: str) -> None:
    """Run one handler for one event, once: a second run, after a crash or a retry, does nothing."""
    known = {handler_name(h): h for handlers in reactions().values() for h in handlers}
    if handler not in known:
        log.warning("The reaction %s no longer exists; event %s goes without it.", handler, event_id)
        return
    with acting_as(system_actor()):
        event = Event.objects.get(pk=event_id)
        if _claim(event, handler):
            known[handler](event)


def _claim(event: Event, handler: str) -> bool:
    """Mark the reaction as done in this transaction; False when it was done before. A failure takes the mark along."""
    table = connection.ops.quote_name(ReactionDone._meta.db_table)
    with connection.cursor() as cursor:
        cursor.execute(
            f"insert into {table} (event_id, handler, done_at) values (%s, %s, %s) on conflict do nothing",
            [event.pk, handler, clock.now()],
        )
        return bool(cursor.rowcount == 1)
