"""Filling an empty database with the demonstration company and twelve months of its tickets."""

from __future__ import annotations

import datetime as dt
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from django.conf import settings

from vinculo.demonstration import SEED, TICKETS
from vinculo.demonstration.company import PASSWORD, Company, found_company
from vinculo.demonstration.plan import Planned, plan
from vinculo.demonstration.rhythm import DAYS
from vinculo.desk.actions import TicketHistory, record_history, take_refs
from vinculo.desk.matrices import default_matrix
from vinculo.desk.models import Kind, MatrixVersion
from vinculo.directory.models import Organisation
from vinculo.kernel import clock
from vinculo.kernel.scope import Actor, acting_as, system_actor

Tell = Callable[[str], None]


@dataclass(frozen=True)
class Filled:
    """What was made."""

    tickets: int
    messages: int
    events: int
    states: Counter[str]
    seconds: float


def fill_if_empty(tell: Tell, *, tickets: int = TICKETS, seed: int = SEED) -> Filled | None:
    """Fill a database that knows no organisation; anything else is left as it is, and None is returned."""
    with acting_as(system_actor()):
        if Organisation.objects.exists():
            return None
    tell("Filling the demonstration company (about half a minute, only this once).")
    made = fill(now=clock.now(), tickets=tickets, seed=seed, tell=tell)
    if settings.DEMONSTRATION:
        tell(f"  Everybody of the demonstration signs in with the password {PASSWORD}")
    return made


def summary(made: Filled) -> Iterator[str]:
    """What was made, line by line."""
    yield f"{made.tickets} tickets, {made.messages} messages and {made.events} events in {made.seconds:.1f} s"
    yield ", ".join(f"{state} {count}" for state, count in sorted(made.states.items()))


def fill(*, now: dt.datetime, tickets: int, seed: int, tell: Tell) -> Filled:
    """Make the company and its past, all or nothing; the same seed and `now` give the same stories."""
    began = time.monotonic()
    system = system_actor()
    with acting_as(system):
        company = found_company(by=system, since=(now - dt.timedelta(days=DAYS)).date())
        tell(f"  {len(company.organisations)} organisations and {len(company.people)} people are there.")
        planned = plan(now=now, count=tickets, seed=seed)
        refer(planned)
        histories = stage(planned, company, matrix=default_matrix(), now=now)
        _record(histories, company, by=system, tell=tell)
    return Filled(
        tickets=len(histories),
        messages=sum(len(h.replies) + len(h.notes) for h in histories),
        events=sum(len(h.events) for h in histories),
        states=Counter(str(h.ticket.state) for h in histories),
        seconds=time.monotonic() - began,
    )


def refer(planned: Sequence[Planned]) -> None:
    """Give each opening its reference: they grow with time."""
    for kind in Kind:
        of_kind = [demand for demand, _ in planned if demand.story.kind == kind]
        for demand, ref in zip(of_kind, take_refs(kind, len(of_kind)), strict=True):
            demand.ref = ref


def stage(
    planned: Sequence[Planned], company: Company, *, matrix: MatrixVersion, now: dt.datetime
) -> list[TicketHistory]:
    """Tell every story as far as it has come."""
    return [scene(demand, company, ref=demand.ref, matrix=matrix, now=now).run() for demand, scene in planned]


def _record(histories: Sequence[TicketHistory], company: Company, *, by: Actor, tell: Tell) -> None:
    """Write the tickets month by month, so that keys grow with time as references do."""
    owners = {home.pk: home for home in company.organisations.values()}
    for (year, month), of_month in groupby(histories, key=_month):
        rows = sorted(of_month, key=_owner)
        for owner, batch in groupby(rows, key=_owner):
            record_history(owners[owner], by=by, histories=list(batch))
        tell(f"  {year}-{month:02d}: {len(rows)} tickets")


def _month(history: TicketHistory) -> tuple[int, int]:
    return history.ticket.opened_at.year, history.ticket.opened_at.month


def _owner(history: TicketHistory) -> int:
    return history.ticket.organisation_id
