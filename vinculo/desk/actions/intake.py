"""How a demand becomes a ticket."""

from __future__ import annotations

import uuid
from typing import Any

from django.db import connection
from django.utils.translation import gettext_lazy as _

from vinculo.catalogue.models import Category as Topic
from vinculo.catalogue.models import Service
from vinculo.desk import policies
from vinculo.desk.events import TicketOpened
from vinculo.desk.matrices import default_matrix
from vinculo.desk.models import Channel, Kind, MatrixVersion, Ticket
from vinculo.desk.moves import open_span
from vinculo.directory.models import Membership, Organisation, Person, Site, Team
from vinculo.directory.roles import PORTAL_ORGANISATION
from vinculo.kernel import clock
from vinculo.kernel.actions import action
from vinculo.kernel.refusals import Refusal
from vinculo.kernel.scope import Actor, Side

PREFIXES = {Kind.INCIDENT: "INC", Kind.REQUEST: "PET"}


class AlreadyOpened(Refusal):
    """The same form came twice (a double click, a retried request): the first ticket stands."""

    message = _("This was registered already as %(ref)s.")

    def __init__(self, ticket: Ticket) -> None:
        super().__init__(ref=ticket.ref)
        self.ticket = ticket


class UnknownLevel(Refusal):
    """An impact or urgency that the matrix in force does not have."""

    message = _("That impact or urgency is not in the priority matrix; another one has to be chosen.")
    status = 422


class NotTheirs(Refusal):
    """A requester, service, category or site that does not belong to the organisation."""

    message = _("The person, service or site chosen does not belong to %(organisation)s.")
    status = 422


@action(may=policies.opens_for, locks=False)
def open_ticket(
    organisation: Organisation,
    *,
    by: Actor,
    requester: Person,
    title: str,
    description: str,
    impact: str,
    urgency: str,
    kind: Kind = Kind.INCIDENT,
    channel: Channel = Channel.PORTAL,
    service: Service | None = None,
    topic: Topic | None = None,
    site: Site | None = None,
    team: Team | None = None,
    matrix: MatrixVersion | None = None,
    request_key: uuid.UUID | None = None,
) -> TicketOpened:
    """Register a demand for a client; the fact's `subject` is the new ticket.

    Raises `AlreadyOpened` when `request_key` was used before, `UnknownLevel`, `NotTheirs`.
    """
    twin = _twin(organisation, request_key)
    if twin:
        raise AlreadyOpened(twin)
    _check_belongs(organisation, by=by, requester=requester, service=service, topic=topic, site=site)
    matrix = matrix or default_matrix()
    try:
        priority = matrix.priority(impact, urgency)
    except KeyError as unknown:
        raise UnknownLevel from unknown
    now = clock.now()
    ticket = Ticket(
        organisation=organisation,
        ref=next_ref(kind),
        kind=kind,
        title=" ".join(title.split()),
        description=description.strip(),
        requester=requester,
        registered_by_id=by.person_id,
        site=site,
        service=service,
        topic=topic,
        channel=channel,
        matrix=matrix,
        impact=impact,
        urgency=urgency,
        priority=priority,
        to_confirm=priority == 1 and by.side is Side.CLIENT,
        team=team or _first_line(by),
        opened_at=now,
        state_since=now,
        updated_at=now,
        last_public_at=now,
        last_public_side="client",
        request_key=request_key,
    )
    ticket.save(force_insert=True)
    open_span(ticket)
    return TicketOpened.about(ticket, by=by, channel=channel, priority=priority)


def next_ref(kind: Kind) -> str:
    """The next reference of a kind, as in `INC-20418`; numbers may have gaps, never repeats."""
    with connection.cursor() as cursor:
        cursor.execute("select nextval(%s)", [f"desk_{kind}_number"])
        return f"{PREFIXES[kind]}-{cursor.fetchone()[0]:05d}"


def _twin(organisation: Organisation, request_key: uuid.UUID | None) -> Ticket | None:
    """The ticket that the same form made before.

    Two that arrive at once are put in line by an advisory lock on the key, so that the second one finds the first.
    """
    if request_key is None:
        return None
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(%s)", [request_key.int % (1 << 63)])
    return Ticket.objects.filter(organisation=organisation, request_key=request_key).first()


def _check_belongs(
    organisation: Organisation,
    *,
    by: Actor,
    requester: Person,
    service: Service | None,
    topic: Topic | None,
    site: Site | None,
) -> None:
    own: dict[str, Any] = {"organisation": organisation}
    is_for_another = by.side is Side.CLIENT and by.person_id != requester.pk
    if is_for_another and not by.may(PORTAL_ORGANISATION, organisation.pk):
        raise NotTheirs(
            organisation=organisation
        )  # whoever reads their own cases only reports for themself only
    is_member = by.person_id == requester.pk and organisation.pk in by.grants
    if not is_member and not Membership.objects.filter(**own, person=requester, active=True).exists():
        raise NotTheirs(organisation=organisation)
    if site and site.organisation_id != organisation.pk:
        raise NotTheirs(organisation=organisation)
    if service and not service.subscriptions.filter(**own).exists():
        raise NotTheirs(organisation=organisation)
    if topic and topic.organisation_id != organisation.pk and not topic.organisation.is_provider:
        raise NotTheirs(organisation=organisation)


def _first_line(by: Actor) -> Team | None:
    """Where new work waits: the provider's team with the code `desk`, if there is one."""
    return Team.objects.filter(code="desk", organisation__is_provider=True, active=True).first()
