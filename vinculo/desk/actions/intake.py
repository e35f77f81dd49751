"""How a demand becomes a ticket."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.utils.translation import gettext_lazy as _

from vinculo.catalogue.models import Category as Topic
from vinculo.catalogue.models import Service
from vinculo.desk import policies
from vinculo.desk.events import TicketOpened
from vinculo.desk.matrices import DEFAULT_CODE
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
    held = _held(organisation, kind, request_key, cell=f"{impact}:{urgency}")
    if held.twin:
        raise AlreadyOpened(Ticket.objects.get(pk=held.twin))
    _check_belongs(organisation, by=by, requester=requester, service=service, topic=topic, site=site)
    try:
        priority = matrix.priority(impact, urgency) if matrix else held.priority
    except KeyError as unknown:
        raise UnknownLevel from unknown
    if priority is None:
        raise UnknownLevel
    now = clock.now()
    ticket = Ticket(
        organisation=organisation,
        ref=f"{PREFIXES[kind]}-{held.number:05d}",
        kind=kind,
        title=" ".join(title.split()),
        description=description.strip(),
        requester=requester,
        registered_by_id=by.person_id,
        site=site,
        service=service,
        topic=topic,
        channel=channel,
        matrix_id=matrix.pk if matrix else held.matrix,
        impact=impact,
        urgency=urgency,
        priority=priority,
        to_confirm=priority == 1 and by.side is Side.CLIENT,
        team_id=team.pk if team else held.first_line,
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


@dataclass(frozen=True)
class _Held:
    """What the desk holds for a new ticket: its number, where it waits, how it is judged; and the ticket that the same
    form made before."""

    twin: int | None
    number: int
    first_line: int | None
    matrix: int
    priority: int | None


# One trip for what five asked for. The numbers may have gaps and never repeat; the first line is the provider's team
# with the code `desk`; the matrix is the present version of the default one.
_HOLD = f"""
select found.twin, nextval(%(numbers)s), found.first_line, version.id, (version.cells ->> %(cell)s)::int
from (select
    (select t.id from desk_ticket t where t.organisation_id = %(organisation)s and t.request_key = %(key)s) as twin,
    (select t.id from directory_team t join directory_organisation o on o.id = t.organisation_id
      where t.code = 'desk' and t.active and o.is_provider order by t.id limit 1) as first_line) found
  left join lateral (select v.id, v.cells from desk_matrixversion v join desk_prioritymatrix m on m.id = v.matrix_id
    where m.code = '{DEFAULT_CODE}' order by v.number desc limit 1) version on true
"""


def _held(organisation: Organisation, kind: Kind, key: uuid.UUID | None, *, cell: str) -> _Held:
    """Look all of it up. Two forms with one key that arrive at once are put in line by an advisory lock on the key, so
    that the second one finds the first's ticket."""
    asked: dict[str, str | int | uuid.UUID | None] = {
        "numbers": f"desk_{kind}_number",
        "cell": cell,
        "organisation": organisation.pk,
        "key": key,
    }
    with connection.cursor() as cursor:
        if key is not None:
            cursor.execute("select pg_advisory_xact_lock(%s)", [key.int % (1 << 63)])
        cursor.execute(_HOLD, asked)
        return _Held(*cursor.fetchone())


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
