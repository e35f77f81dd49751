"""The page of a person, and the forms that change what they may do."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from vinculo.directory import actions, queries
from vinculo.directory.beside import beside_person
from vinculo.directory.forms import GrantForm, JoinForm
from vinculo.directory.models import Locale
from vinculo.directory.policies import manages_directory
from vinculo.directory.views.access import access_of
from vinculo.directory.views.doors import administrators, ask, is_done, readers
from vinculo.directory.views.organisations import local_time, side_of
from vinculo.directory.zones import city_of
from vinculo.kernel import clock
from vinculo.kernel.web import ActorRequest
from vinculo.ui.toasts import toast


@readers
def person(request: ActorRequest, person: UUID) -> HttpResponse:
    """Who somebody is, what they may do and where they work."""
    by = request.actor
    found = queries.person_of(by, person)
    hats = queries.memberships_of(by, found)
    places = {
        "person": found,
        "side": side_of(found.organisation),
        "locale": Locale(found.locale).label,
        "city": city_of(found.zone),
        "local": local_time(found.zone, now=clock.now()),
        "hats": hats,
        "held": sum(hat.active for hat in hats),
        "teams": queries.team_places_of(by, found),
        "access": access_of(found, has_role=any(hat.active for hat in hats)),
        "beside": beside_person(by, found),
        "may_manage": manages_directory(by),
        "is_oneself": by.person_id == found.pk,
    }
    return render(request, "directory/person.html", places)


@administrators
def grant(request: ActorRequest, person: UUID) -> HttpResponse:
    """A role for an organisation."""
    by = request.actor
    found = queries.person_of(by, person)
    form = GrantForm(request.POST or None, by=by, person=found)
    if form.is_valid() and is_done(form, lambda: actions.grant_role(found, by=by, **form.cleaned_data)):
        told = {"name": found.name, "role": form.cleaned_data["role"]}
        toast(request, _("%(name)s holds the role “%(role)s”.") % told)
        return redirect("directory:person", person=found.uuid)
    back = reverse("directory:person", args=[found.uuid])
    return ask(request, form, title=_("Grant a role"), word=_("Grant the role"), back=back, place=found.name)


@administrators
def join(request: ActorRequest, person: UUID) -> HttpResponse:
    """A team to work in."""
    by = request.actor
    found = queries.person_of(by, person)
    form = JoinForm(request.POST or None, by=by, person=found)
    if form.is_valid():
        team = form.cleaned_data["team"]
        if is_done(form, lambda: actions.join_team(team, by=by, person=found)):
            toast(request, _("%(name)s works in %(team)s.") % {"name": found.name, "team": team})
            return redirect("directory:person", person=found.uuid)
    back = reverse("directory:person", args=[found.uuid])
    return ask(
        request, form, title=_("Put into a team"), word=_("Put into the team"), back=back, place=found.name
    )
