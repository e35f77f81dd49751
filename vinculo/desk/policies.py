"""May this person do this at the desk? Pure predicates; the wall has decided already which client's rows there are."""

from __future__ import annotations

from django.db.models import Q

from vinculo.desk.models import (
    InternalNote,
    MatrixVersion,
    PriorityMatrix,
    PublicReply,
    StatusSpan,
    Ticket,
    TicketShare,
)
from vinculo.directory.models import Organisation
from vinculo.directory.roles import (
    DESK_MANAGE,
    DESK_SEE,
    DESK_WORK,
    PORTAL_ORGANISATION,
    PORTAL_USE,
    SUPPLIER_WORK,
)
from vinculo.kernel.models import Event
from vinculo.kernel.scope import Actor, Side
from vinculo.kernel.web import sees

NOTHING = Q(pk__in=[])


def _own_cases(by: Actor, prefix: str = "") -> Q:
    """A client's person: their own cases, and their organisations' where they hold that permission."""
    own = Q(
        **{f"{prefix}requester_id": by.person_id, f"{prefix}organisation_id__in": by.granted_in(PORTAL_USE)}
    )
    return own | Q(**{f"{prefix}organisation_id__in": by.granted_in(PORTAL_ORGANISATION)})


@sees(Ticket)
def visible_tickets(by: Actor) -> Q:
    """The tickets that an actor may see."""
    if by.side is Side.CLIENT:
        return _own_cases(by)
    if by.side is Side.SUPPLIER:
        return Q() if by.may(SUPPLIER_WORK) else NOTHING  # the wall shows only what is shared
    return Q() if by.may(DESK_SEE) else NOTHING


@sees(PublicReply, StatusSpan, TicketShare)
def visible_of_ticket(by: Actor) -> Q:
    """What hangs on a ticket is seen with it."""
    if by.side is Side.CLIENT:
        return _own_cases(by, "ticket__")
    return visible_tickets(by)


@sees(InternalNote)
def visible_notes(by: Actor) -> Q:
    """Internal notes are for those who serve."""
    return Q() if by.side is Side.EVERYONE and by.may(DESK_SEE) else NOTHING


@sees(Event)
def visible_events(by: Actor) -> Q:
    """The desk reads every event; others the public ones (the wall says so too)."""
    return Q() if by.side is Side.EVERYONE and by.may(DESK_SEE) else Q(audience="public")


@sees(MatrixVersion, PriorityMatrix)
def visible_matrices(by: Actor) -> Q:
    """Matrices are shared by all."""
    return Q()


def opens_for(by: Actor, organisation: Organisation) -> bool:
    """Who may report something for an organisation: its own people, and the desk on behalf of anyone."""
    if by.side is Side.CLIENT:
        return by.may(PORTAL_USE, organisation.pk)
    return by.side is Side.EVERYONE and by.may(DESK_WORK)


def works_on(by: Actor, ticket: Ticket) -> bool:
    """Who may do the desk's work on a ticket."""
    return by.side is Side.EVERYONE and by.may(DESK_WORK)


def manages(by: Actor, ticket: Ticket) -> bool:
    """Who may end a ticket without work or decide over others' judgement."""
    return by.side is Side.EVERYONE and by.may(DESK_MANAGE)


def is_requester_side(by: Actor, ticket: Ticket) -> bool:
    """The requester, or a manager of the organisation: who may answer and confirm for the client."""
    if by.side is not Side.CLIENT:
        return False
    is_own = ticket.requester_id == by.person_id and by.may(PORTAL_USE, ticket.organisation_id)
    return is_own or by.may(PORTAL_ORGANISATION, ticket.organisation_id)


def takes_part(by: Actor, ticket: Ticket) -> bool:
    """Who may write a public reply: desk, the client's side, and a supplier while the ticket is shared with it."""
    if by.side is Side.SUPPLIER:
        return by.may(SUPPLIER_WORK)  # unshared tickets are out of its sight: the wall's decision
    return works_on(by, ticket) or is_requester_side(by, ticket)


def closes(by: Actor, ticket: Ticket) -> bool:
    """Who may close what is resolved: the desk's managers, and the product itself after the agreed days."""
    return manages(by, ticket)


def visible_matrix_page(by: Actor) -> bool:
    """Who reads the desk's rules on their page."""
    return by.side is Side.EVERYONE and by.may(DESK_SEE)


def manages_desk(by: Actor, _subject: object) -> bool:
    """Who may change the desk's own rules, such as a matrix."""
    return by.side is Side.EVERYONE and by.may(DESK_MANAGE)


def records_history(by: Actor, organisation: Organisation) -> bool:
    """Only the product itself brings in what happened elsewhere (importers, demonstration, benchmark)."""
    return by.is_system
