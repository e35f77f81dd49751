"""The desk's work on an open ticket."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from vinculo.desk import policies
from vinculo.desk.actions.conversation import TicketIsOver, check_not_over
from vinculo.desk.actions.intake import UnknownLevel
from vinculo.desk.events import PriorityChanged, TicketAssigned, TicketCancelled, TicketPaused, TicketStarted
from vinculo.desk.models import ChargedTo, State, Ticket, WaitReason
from vinculo.desk.moves import move
from vinculo.desk.waits import CHARGED_BY_DEFAULT
from vinculo.directory.models import Person, Team, TeamMember
from vinculo.kernel import clock
from vinculo.kernel.actions import action
from vinculo.kernel.events import Fact
from vinculo.kernel.refusals import Refusal
from vinculo.kernel.scope import Actor


class NotInTeam(Refusal):
    """The person does not work in the team."""

    message = _("%(person)s does not work in the team %(team)s.")
    status = 422


class ReasonMissing(Refusal):
    """A reason is owed to whoever reads it later."""

    message = _("The reason is missing: it is shown to the client.")
    status = 422


@action(may=policies.works_on)
def assign(
    ticket: Ticket, *, by: Actor, team: Team | None = None, assignee: Person | None = None
) -> TicketAssigned | None:
    """Give the work to a team, and within it to a person or to nobody yet. The team stays when none is named.

    Raises `TicketIsOver`, `NotInTeam`.
    """
    if not ticket.is_open:
        raise TicketIsOver(ref=ticket.ref)
    team = team or ticket.team
    if assignee and team and not TeamMember.objects.filter(team=team, person=assignee).exists():
        raise NotInTeam(person=assignee, team=team)
    if (ticket.team_id, ticket.assignee_id) == (team and team.pk, assignee and assignee.pk):
        return None
    ticket.team, ticket.assignee = team, assignee
    ticket.updated_at = clock.now()
    return TicketAssigned.about(
        ticket, by=by, team=team.name if team else "", assignee=assignee.name if assignee else ""
    )


@action(may=policies.works_on)
def start(ticket: Ticket, *, by: Actor) -> TicketStarted:
    """Begin to work, or go on after a wait. Raises `WrongMove`."""
    resumed = ticket.state == State.WAITING
    move(ticket, State.IN_PROGRESS, now=clock.now())
    return TicketStarted.about(ticket, by=by, resumed=resumed)


@action(may=policies.works_on)
def wait(
    ticket: Ticket, *, by: Actor, reason: WaitReason, charged_to: ChargedTo | None = None
) -> TicketPaused:
    """Let the ticket wait, with a reason and whom it is charged to (the reason's usual one when not said).

    Raises `WrongMove`.
    """
    charged = charged_to or CHARGED_BY_DEFAULT[WaitReason(reason)]
    move(ticket, State.WAITING, now=clock.now(), reason=reason, charged_to=charged)
    return TicketPaused.about(ticket, by=by, reason=reason, charged_to=charged)


@action(may=policies.works_on)
def reclassify(
    ticket: Ticket, *, by: Actor, impact: str, urgency: str, reason: str
) -> PriorityChanged | None:
    """Judge impact and urgency anew by the ticket's own matrix version, with a reason that the client reads.

    Confirming what the client said (no change) needs no reason. Raises `TicketIsOver`, `UnknownLevel`, `ReasonMissing`.
    """
    check_not_over(ticket)
    try:
        priority = ticket.matrix.priority(impact, urgency)
    except KeyError as unknown:
        raise UnknownLevel from unknown
    before = ticket.priority
    is_same = (impact, urgency) == (ticket.impact, ticket.urgency)
    if not is_same and not reason.strip():
        raise ReasonMissing
    ticket.impact, ticket.urgency, ticket.priority = impact, urgency, priority
    ticket.to_confirm = False
    ticket.updated_at = clock.now()
    if is_same:
        return None
    return PriorityChanged.about(ticket, by=by, priority=priority, before=before, reason=reason.strip())


@action(may=policies.manages)
def cancel(ticket: Ticket, *, by: Actor, reason: str) -> Fact:
    """End a ticket without work, with the reason that the client reads. Raises `WrongMove`, `ReasonMissing`."""
    if not reason.strip():
        raise ReasonMissing
    move(ticket, State.CANCELLED, now=clock.now())
    return TicketCancelled.about(ticket, by=by, reason=reason.strip())
