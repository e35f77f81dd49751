"""What an administrator does to a person with one click. A refusal comes as its own page."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from vinculo.directory import actions, queries
from vinculo.directory.models import Membership, Person, Team
from vinculo.directory.views.doors import administrators
from vinculo.kernel.actions import together
from vinculo.kernel.web import ActorRequest, find
from vinculo.ui.toasts import toast


@require_POST
@administrators
def withdraw(request: ActorRequest, person: UUID, membership: int) -> HttpResponse:
    """Take a role away."""
    by = request.actor
    found = queries.person_of(by, person)
    hat = find(Membership.objects.select_related("role", "person"), by, pk=membership, person=found)
    actions.withdraw_role(hat, by=by)
    told = {"name": found.name, "role": hat.role}
    return _said(request, found, _("%(name)s no longer holds the role “%(role)s”.") % told)


@require_POST
@administrators
def leave(request: ActorRequest, person: UUID, team: int) -> HttpResponse:
    """Take a person out of a team."""
    by = request.actor
    found, place = queries.person_of(by, person), find(Team, by, pk=team)
    actions.leave_team(place, by=by, person=found)
    return _said(request, found, _("%(name)s is out of %(team)s.") % {"name": found.name, "team": place})


@require_POST
@administrators
def open_account(request: ActorRequest, person: UUID) -> HttpResponse:
    """Let a person in, and write to them how."""
    by = request.actor
    found = queries.person_of(by, person)
    with together():
        actions.open_account(found, by=by)
        actions.invite(found, by=by)
    return _invited(request, found)


@require_POST
@administrators
def invite(request: ActorRequest, person: UUID) -> HttpResponse:
    """Write once more how to come in."""
    found = queries.person_of(request.actor, person)
    actions.invite(found, by=request.actor)
    return _invited(request, found)


@require_POST
@administrators
def close_account(request: ActorRequest, person: UUID) -> HttpResponse:
    """Let a person in no longer."""
    found = queries.person_of(request.actor, person)
    actions.close_account(found, by=request.actor)
    undo = reverse("directory:reopen_account", args=[found.uuid])
    return _said(request, found, _("The account of %(name)s is closed.") % {"name": found.name}, undo=undo)


@require_POST
@administrators
def reopen_account(request: ActorRequest, person: UUID) -> HttpResponse:
    """Let a person in again."""
    found = queries.person_of(request.actor, person)
    actions.reopen_account(found, by=request.actor)
    return _said(request, found, _("The account of %(name)s is open again.") % {"name": found.name})


@require_POST
@administrators
def deactivate(request: ActorRequest, person: UUID) -> HttpResponse:
    """Say that a person has left."""
    found = queries.person_of(request.actor, person)
    actions.deactivate_person(found, by=request.actor)
    undo = reverse("directory:reactivate", args=[found.uuid])
    return _said(request, found, _("%(name)s is deactivated.") % {"name": found.name}, undo=undo)


@require_POST
@administrators
def reactivate(request: ActorRequest, person: UUID) -> HttpResponse:
    """Say that a person is back."""
    found = queries.person_of(request.actor, person)
    actions.reactivate_person(found, by=request.actor)
    return _said(request, found, _("%(name)s is active again.") % {"name": found.name})


def _invited(request: ActorRequest, person: Person) -> HttpResponse:
    return _said(
        request, person, _("The link for choosing a password goes to %(email)s.") % {"email": person.email}
    )


def _said(request: ActorRequest, person: Person, words: str, *, undo: str = "") -> HttpResponse:
    toast(request, words, undo=undo)
    return redirect("directory:person", person=person.uuid)
