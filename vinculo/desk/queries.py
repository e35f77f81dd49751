"""What is asked of the desk's tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Q, QuerySet
from django.http import Http404, QueryDict

from vinculo.catalogue.models import Service
from vinculo.desk.lifecycles import LIFECYCLES
from vinculo.desk.models import InternalNote, PublicReply, StatusSpan, Ticket
from vinculo.desk.models.ticket import IS_OPEN
from vinculo.desk.records import TicketRecord
from vinculo.directory.models import Membership, Organisation, Site, TeamMember
from vinculo.kernel.models import Event
from vinculo.kernel.scope import Actor, Side
from vinculo.kernel.web import find, seen

QUEUE_ORDER = ("priority", "opened_at", "pk")
NEWEST_FIRST = ("-opened_at", "-pk")
EXACT = 1_000
"""Counts are exact up to here; above, the screen says "more than 1 000"."""

VIEWS = ("open", "mine", "unassigned", "waiting", "to_confirm", "resolved", "all")
WHOLE = ("resolved", "all")
"""Views that grow without end."""


def ticket_of(by: Actor, ref: str) -> Ticket:
    """The ticket of a reference as `by` may see it, with what its page shows; raises Http404."""
    rows = Ticket.objects.select_related(
        "organisation", "service", "topic", "team", "assignee", "requester", "site", "matrix__matrix"
    )
    return find(rows, by, ref=ref.upper())


def queue(by: Actor, view: str = "open", asked: QueryDict | None = None) -> QuerySet[Ticket]:
    """The tickets of a view, filtered and sorted as the address asks; priority, then age, unless it says otherwise."""
    rows = seen(Ticket, by).filter(view_condition(by, view))
    asked = asked or QueryDict()
    is_guest = by.side is not Side.EVERYONE
    condition, understood = TicketRecord.filters(asked, for_client=is_guest)
    if view not in WHOLE and not _has_work(understood.get("state", ())):
        return rows.none().order_by(*queue_order(view, asked, for_client=is_guest))
    return rows.filter(condition).order_by(*queue_order(view, asked, for_client=is_guest))


def _has_work(states: Sequence[str]) -> bool:
    """Whether work may be left in one of the states (none given: any). A view of open tickets narrowed to closed ones
    is empty; nobody need look through all of them to know."""
    return not states or any(
        lifecycle.categories[state].is_open
        for lifecycle in LIFECYCLES.values()
        for state in states
        if state in lifecycle.categories
    )


def queue_order(view: str, asked: QueryDict, *, for_client: bool = False) -> tuple[str, ...]:
    """The order that the address asks for; else priority, then age, where there is work left, and newest first where
    there is not: a million tickets have an index by age, and no other."""
    sort = asked.get("sort", "")
    if view in WHOLE:
        return TicketRecord.ordering(sort if sort == "opened_at" else "", NEWEST_FIRST, for_client=for_client)
    return TicketRecord.ordering(sort, QUEUE_ORDER, for_client=for_client)


def view_condition(by: Actor, view: str) -> Q:
    """The condition of a named view; an unknown name is a 404."""
    conditions = {
        "open": IS_OPEN,
        "mine": IS_OPEN & Q(assignee_id=by.person_id),
        "unassigned": IS_OPEN & Q(assignee__isnull=True),
        "waiting": IS_OPEN & Q(category="paused"),
        "to_confirm": IS_OPEN & Q(to_confirm=True),
        "resolved": Q(category="resolved"),
        "all": Q(),
    }
    if view not in conditions:
        raise Http404
    return conditions[view]


def members_for(by: Actor, ticket: Ticket) -> list[TeamMember]:
    """Who may be given a ticket: the people of the provider's teams, and of its client's own (imported) ones."""
    teams = Q(team__organisation__is_provider=True) | Q(team__organisation=ticket.organisation_id)
    rows = seen(TeamMember, by).filter(teams, team__active=True, person__active=True)
    return list(rows.select_related("team", "person").order_by("team__name", "team_id", "person__name"))


def suppliers(by: Actor) -> QuerySet[Organisation]:
    """The organisations that a ticket can be shared with."""
    return seen(Organisation, by).filter(is_supplier=True).order_by("name")


def callers(by: Actor, words: str, most: int = 12) -> list[Membership]:
    """Clients' people by a part of their name, e-mail or telephone, once for each organisation they act for."""
    named = (
        Q(person__name__icontains=words)
        | Q(person__email__icontains=words)
        | Q(person__phone__icontains=words)
    )
    hats = seen(Membership, by).filter(named, role__side="client", active=True, person__active=True)
    once = hats.order_by("person__name", "person_id", "organisation_id", "pk")
    return list(
        once.distinct("person__name", "person_id", "organisation_id").select_related(
            "person", "organisation"
        )[:most]
    )


def offered_to(by: Actor, organisation: Organisation) -> tuple[QuerySet[Service], QuerySet[Site]]:
    """The services that a client has and its sites."""
    services = seen(Service, by).filter(active=True, subscriptions__organisation=organisation)
    return services.order_by("name"), seen(Site, by).filter(organisation=organisation).order_by("name")


def capped_counts(rows: Mapping[str, QuerySet[Any]], cap: int = EXACT) -> dict[str, int]:
    """How many rows each has, counted no further than `cap` + 1, all in one statement."""
    parts: list[str] = []
    params: list[Any] = []
    for queryset in rows.values():
        try:
            sql, given = queryset.order_by().values("pk")[: cap + 1].query.sql_with_params()
        except EmptyResultSet:  # a condition that no row can meet has no SQL
            parts.append("0")
            continue
        parts.append(f"(select count(*) from ({sql}) counted)")
        params += given
    with connection.cursor() as cursor:
        cursor.execute("select " + ", ".join(parts), params)
        return dict(zip(rows, cursor.fetchone(), strict=True))


@dataclass(frozen=True)
class Thread:
    """All that a ticket's page tells, each list in order of time."""

    replies: list[PublicReply]
    notes: list[InternalNote]
    events: list[Event]
    spans: list[StatusSpan]


def thread(by: Actor, ticket: Ticket) -> Thread:
    """Messages, notes (for those who may read them), events and spans of a ticket that `by` sees."""
    events = Event.objects.filter(subject_type="ticket", subject_id=ticket.pk)
    return Thread(
        replies=list(seen(ticket.replies.all(), by).order_by("pk")),
        notes=list(seen(ticket.notes.all(), by).order_by("pk")) if by.side == "everyone" else [],
        events=list(seen(events, by).order_by("occurred_at", "pk")),
        spans=list(seen(ticket.spans.all(), by).order_by("from_at", "pk")),
    )
