"""What the portal asks of the desk's tables. The wall and the room's policy say which rows there are."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Case as ByCase
from django.db.models import IntegerField, Q, QuerySet, Value, When

from vinculo.catalogue.models import Service
from vinculo.desk.models import Ticket
from vinculo.desk.models.ticket import IS_OPEN
from vinculo.desk.portal.words import awaits_client, state_word
from vinculo.desk.queries import capped_counts
from vinculo.desk.waits import ENDED_BY_THE_CLIENT
from vinculo.directory.models import Membership, Organisation, Person, Site
from vinculo.directory.roles import PORTAL_ORGANISATION, PORTAL_USE
from vinculo.kernel.lifecycle import Category
from vinculo.kernel.scope import Actor
from vinculo.kernel.web import find, seen

NEWEST_FIRST = ("-opened_at", "-pk")
PAGE = 20
AWAITING = Q(category=Category.PAUSED, wait_reason__in=ENDED_BY_THE_CLIENT)
OVER = Q(category__in=[Category.CLOSED, Category.CANCELLED])


@dataclass(frozen=True)
class CaseLine:
    """A case in a list, with its state in the client's words."""

    ticket: Ticket
    word: str
    awaits: bool


@dataclass(frozen=True)
class CasePage:
    """Some cases in order, and what the addresses of the pages beside them ask for (nothing: there is none)."""

    lines: Sequence[CaseLine]
    previous: dict[str, str]
    next: dict[str, str]


@dataclass(frozen=True)
class Desk:
    """What the first page says."""

    lines: Sequence[CaseLine]
    to_confirm: Ticket | None
    counts: dict[str, int]


def case_of(by: Actor, ref: str) -> Ticket:
    """The case of a reference as `by` may see it; raises Http404."""
    return find(Ticket.objects.select_related("organisation", "service", "requester"), by, ref=ref.upper())


def own_cases(by: Actor) -> QuerySet[Ticket]:
    """What the person asked for themself."""
    return _listed(by).filter(requester=by.person_id or 0)


def organisation_cases(by: Actor) -> QuerySet[Ticket]:
    """What anybody asked for in the organisations whose cases the person may read; nothing for others."""
    return _listed(by).filter(organisation_id__in=by.granted_in(PORTAL_ORGANISATION))


def first_page(by: Actor, limit: int = 6) -> Desk:
    """Open cases (those that wait for the person first), the one to confirm, and how many there are of each."""
    own = own_cases(by)
    first = ByCase(When(AWAITING, then=Value(0)), default=Value(1), output_field=IntegerField())
    rows = own.filter(IS_OPEN).order_by(first, *NEWEST_FIRST)[:limit]
    asked = {"open": own.filter(IS_OPEN), "awaiting": own.filter(AWAITING)}
    if by.may(PORTAL_ORGANISATION):
        asked["organisation"] = organisation_cases(by).filter(IS_OPEN)
    to_confirm = own.filter(category=Category.RESOLVED).order_by("-resolved_at", "-pk").first()
    return Desk(lines_of(rows), to_confirm, capped_counts(asked))


def lines_of(rows: Iterable[Ticket]) -> list[CaseLine]:
    """The rows with their words."""
    return [CaseLine(ticket, state_word(ticket), awaits_client(ticket)) for ticket in rows]


def page_of(rows: QuerySet[Ticket], *, after: str = "", before: str = "") -> CasePage:
    """A page of the newest first, after or before the case that a mark names; a mark that says nothing is the start."""
    older, newer = _mark(after), _mark(before)
    if newer and not older:
        found = list(rows.filter(_beside(newer, "gt")).order_by("opened_at", "pk")[: PAGE + 1])
        has_more = len(found) > PAGE
        shown = found[:PAGE][::-1]
        return CasePage(lines_of(shown), _before(shown) if has_more else {}, _after(shown))
    found = list((rows.filter(_beside(older, "lt")) if older else rows).order_by(*NEWEST_FIRST)[: PAGE + 1])
    shown = found[:PAGE]
    return CasePage(
        lines_of(shown), _before(shown) if older else {}, _after(shown) if len(found) > PAGE else {}
    )


def services_of(by: Actor) -> QuerySet[Service]:
    """The services that may be named in a new case."""
    mine = Q(subscriptions__organisation_id__in=by.granted_in(PORTAL_USE))
    return seen(Service, by).filter(mine, active=True).distinct().order_by("name")


def organisations_of(by: Actor) -> QuerySet[Organisation]:
    """For whom the person may ask."""
    return seen(Organisation, by).filter(pk__in=by.granted_in(PORTAL_USE)).order_by("name")


def person_of(by: Actor) -> Person:
    """The person behind the actor."""
    return find(Person, by, pk=by.person_id)


def site_of(person: Person, by: Actor, organisation: Organisation) -> Site | None:
    """Where a person works in an organisation, when their membership says so."""
    hats = seen(Membership, by).filter(person=person, organisation=organisation, active=True)
    site = hats.filter(site__isnull=False).values_list("site_id", flat=True).first()
    return find(Site, by, pk=site) if site else None


def _listed(by: Actor) -> QuerySet[Ticket]:
    return seen(Ticket, by).select_related("organisation", "service", "requester")


def _mark(text: str) -> tuple[dt.datetime, int] | None:
    at, _dash, key = text.partition("~")
    try:
        moment = dt.datetime.fromisoformat(at)
    except ValueError:
        return None
    is_key = key.isascii() and key.isdigit() and len(key) < 19
    return (moment, int(key)) if moment.tzinfo and is_key else None


def _beside(mark: tuple[dt.datetime, int], way: str) -> Q:
    """Rows on one side of a mark. The first condition is what an index can walk along."""
    at, key = mark
    return Q(**{f"opened_at__{way}e": at}) & (Q(**{f"opened_at__{way}": at}) | Q(**{f"pk__{way}": key}))


def _after(shown: Sequence[Ticket]) -> dict[str, str]:
    return {"after": _named(shown[-1])} if shown else {}


def _before(shown: Sequence[Ticket]) -> dict[str, str]:
    return {"before": _named(shown[0])} if shown else {}


def _named(ticket: Ticket) -> str:
    return f"{ticket.opened_at.isoformat()}~{ticket.pk}"
