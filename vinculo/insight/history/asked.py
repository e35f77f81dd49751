"""What an address asks of the history, as far as it can be understood: an old or a mistyped one still opens."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.http import QueryDict

from vinculo.desk.models import Ticket
from vinculo.directory.models import Organisation, Person
from vinculo.insight.history.changes import KEPT
from vinculo.insight.history.kinds import KINDS
from vinculo.kernel.scope import Actor
from vinculo.kernel.web import seen
from vinculo.ui.reader import Reader, current_reader

FILTERS = ("kind", "table", "person", "organisation", "ref", "from", "to")
PLACES = ("after", "before")
MOST = 200
"""People and organisations that a part of a name may mean; with more, the name says too little."""

PRODUCT = "vínculo"
YEARS = range(1970, 2200)


@dataclass(frozen=True)
class Asked:
    """The filters that are on. A list of keys that is empty means: named, but nobody has that name."""

    kind: str = ""
    table: str = ""
    person: str = ""
    people: tuple[int, ...] | None = None
    is_product: bool = False
    organisation: str = ""
    organisations: tuple[int, ...] | None = None
    ref: str = ""
    tickets: tuple[int, ...] | None = None
    start: dt.date | None = None
    end: dt.date | None = None

    @property
    def is_narrow(self) -> bool:
        """Whether anything is left out."""
        return self != Asked()

    @property
    def since(self) -> dt.datetime | None:
        """The first instant, in the reader's zone."""
        return _midnight(self.start, current_reader())

    @property
    def until(self) -> dt.datetime | None:
        """The first instant that is too late: the last day counts whole."""
        return _midnight(self.end + dt.timedelta(days=1), current_reader()) if self.end else None


def understood(by: Actor, asked: QueryDict) -> Asked:
    """The filters of an address; names are looked up here, once."""
    person, organisation = _text(asked, "person"), _text(asked, "organisation")
    ref = _text(asked, "ref").upper()
    is_product = person.casefold() == PRODUCT
    kind, table = asked.get("kind", ""), asked.get("table", "")
    return Asked(
        kind=kind if kind in KINDS else "",
        table=table if table in KEPT else "",
        person=person,
        people=_meant(seen(Person, by), person) if person and not is_product else None,
        is_product=is_product,
        organisation=organisation,
        organisations=_meant(seen(Organisation, by), organisation, Q(slug=organisation))
        if organisation
        else None,
        ref=ref,
        tickets=tuple(seen(Ticket, by).filter(ref=ref).values_list("pk", flat=True)) if ref else None,
        start=_day(_text(asked, "from")),
        end=_day(_text(asked, "to")),
    )


def address(asked: QueryDict, *, without: Iterable[str] = (), **changed: str) -> str:
    """The same list with something else in its address, from its beginning."""
    query = asked.copy()
    for name in (*without, *PLACES):
        query.pop(name, None)
    for name, value in changed.items():
        query[name] = value
    return f"?{query.urlencode()}" if query else "?"


def _text(asked: QueryDict, name: str) -> str:
    return asked.get(name, "").replace("\x00", "").strip()[:120]


def _meant(
    rows: QuerySet[Person] | QuerySet[Organisation], words: str, more: Q | None = None
) -> tuple[int, ...]:
    """The rows that a name means: those that bear it, else those of whose names it is a part."""
    exact = rows.filter(Q(name__iexact=words) | (more or Q(pk__in=[])))
    found = tuple(exact.order_by("pk").values_list("pk", flat=True)[:MOST])
    return found or tuple(
        rows.filter(name__icontains=words).order_by("pk").values_list("pk", flat=True)[:MOST]
    )


def _day(said: str) -> dt.date | None:
    try:
        day = dt.date.fromisoformat(said)
    except ValueError:
        return None
    return day if day.year in YEARS else None


def _midnight(day: dt.date | None, reader: Reader) -> dt.datetime | None:
    return dt.datetime.combine(day, dt.time(), reader.zone) if day else None
