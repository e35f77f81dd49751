"""Organisations: the list, the page of each, and what an administrator adds."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from babel.numbers import get_currency_name
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import pgettext, pgettext_lazy

from vinculo.directory import actions, queries
from vinculo.directory.beside import beside_organisation
from vinculo.directory.forms import OrganisationForm, PersonForm, SiteForm, TeamForm
from vinculo.directory.models import Organisation, Person, Site, Team
from vinculo.directory.policies import manages_directory
from vinculo.directory.views.access import access_of
from vinculo.directory.views.doors import administrators, ask, is_done, readers
from vinculo.directory.zones import city_of
from vinculo.kernel import clock
from vinculo.kernel.web import ActorRequest
from vinculo.ui.reader import current_reader
from vinculo.ui.toasts import toast
from vinculo.ui.wording import short_date

SIZE = 50
"""Rows of a page: an import brings thousands of people to one client."""

TABS = {
    "": pgettext_lazy("organisations", "All"),
    "client": pgettext_lazy("organisations", "Clients"),
    "supplier": pgettext_lazy("organisations", "Suppliers"),
    "provider": pgettext_lazy("organisations", "Service provider"),
}


@readers
def organisations(request: ActorRequest) -> HttpResponse:
    """All organisations, of one kind or by name; a name finds people too."""
    by, kind = request.actor, request.GET.get("kind", "")
    words = words_of(request)
    rows = queries.organisations(by, kind=kind, words=words)
    page = Paginator(rows, SIZE).get_page(request.GET.get("page"))
    for one in page:
        one.kinds, one.city, one.country_name = kinds_of(one), city_of(one.zone), country_of(one)
        one.side = side_of(one)
    people = queries.people_named(by, words) if words else []
    for person in people:
        person.side = side_of(person.organisation)  # type: ignore[attr-defined]
    places = {
        "page": page,
        "kind": kind,
        "words": words,
        "tabs": [(label, _address(kind=name, q=words), name == kind) for name, label in TABS.items()],
        "people": people,
        "may_manage": manages_directory(by),
    }
    return render(request, "directory/organisations.html", places)


@readers
def organisation(request: ActorRequest, organisation: str) -> HttpResponse:
    """What is known of an organisation: facts, sites, services, teams, and its people, some at a time."""
    by, words = request.actor, words_of(request)
    found = queries.organisation_of(by, organisation)
    page = Paginator(queries.people_of(by, found, words), SIZE).get_page(request.GET.get("page"))
    for one in page:
        one.access = access_of(one, has_role=bool(one.hats))  # type: ignore[attr-defined]
    spoken = current_reader().locale
    places = {
        "organisation": found,
        "kinds": kinds_of(found),
        "country": country_of(found),
        "currency": f"{get_currency_name(found.currency, locale=spoken)} ({found.currency})",
        "city": city_of(found.zone),
        "local": local_time(found.zone, now=clock.now()),
        "side": side_of(found),
        "page": page,
        "words": words,
        "sites": [
            (site, city_of(site.zone) if site.zone != found.zone else "")
            for site in queries.sites_of(by, found)
        ],
        "teams": queries.teams_of(by, found),
        "beside": beside_organisation(by, found),
        "may_manage": manages_directory(by),
    }
    return render(request, "directory/organisation.html", places)


@administrators
def register(request: ActorRequest) -> HttpResponse:
    """A new client or supplier."""
    form = OrganisationForm(request.POST or None, by=request.actor)
    if form.is_valid() and is_done(
        form, lambda: actions.register_organisation(form.instance, by=request.actor)
    ):
        toast(request, _("%(name)s is registered.") % {"name": form.instance.name})
        return redirect("directory:organisation", organisation=form.instance.slug)
    return ask(
        request,
        form,
        title=_("New organisation"),
        word=_("Register the organisation"),
        back=reverse("directory:organisations"),
        place=_("Organisations"),
    )


@administrators
def register_person(request: ActorRequest, organisation: str) -> HttpResponse:
    """A new person of an organisation. What is sent twice is one person."""
    home = queries.organisation_of(request.actor, organisation)
    instance = Person(organisation=home, locale=home.locale, zone=home.zone)
    form = PersonForm(request.POST or None, instance=instance, by=request.actor)
    if form.is_valid():
        instance.uuid = form.cleaned_data["key"]
        if Person.objects.filter(uuid=instance.uuid, organisation=home).exists():
            return redirect("directory:person", person=instance.uuid)
        if is_done(form, lambda: actions.register_person(instance, by=request.actor)):
            toast(request, _("%(name)s is registered.") % {"name": instance.name})
            return redirect("directory:person", person=instance.uuid)
    title = _("New person")
    return ask(request, form, title=title, word=_("Register the person"), back=_url(home), place=home.name)


@administrators
def add_site(request: ActorRequest, organisation: str) -> HttpResponse:
    """A new place of an organisation."""
    home = queries.organisation_of(request.actor, organisation)
    form = SiteForm(request.POST or None, instance=Site(organisation=home, zone=home.zone), by=request.actor)
    if form.is_valid() and is_done(form, lambda: actions.add_site(form.instance, by=request.actor)):
        toast(request, _("%(name)s is registered.") % {"name": form.instance.name})
        return redirect(_url(home))
    return ask(request, form, title=_("New site"), word=_("Add the site"), back=_url(home), place=home.name)


@administrators
def form_team(request: ActorRequest, organisation: str) -> HttpResponse:
    """A new team of an organisation."""
    home = queries.organisation_of(request.actor, organisation)
    form = TeamForm(request.POST or None, instance=Team(organisation=home))
    if form.is_valid() and is_done(form, lambda: actions.form_team(form.instance, by=request.actor)):
        toast(request, _("%(name)s is registered.") % {"name": form.instance.name})
        return redirect(_url(home))
    return ask(request, form, title=_("New team"), word=_("Form the team"), back=_url(home), place=home.name)


def words_of(request: ActorRequest) -> str:
    """What is looked for."""
    return " ".join(request.GET.get("q", "").replace("\x00", "").split())[:80]


def kinds_of(organisation: Organisation) -> list[str]:
    """What an organisation is to us, in words."""
    held = {
        pgettext("organisation", "Client"): organisation.is_client,
        pgettext("organisation", "Service provider"): organisation.is_provider,
        pgettext("organisation", "Supplier"): organisation.is_supplier,
    }
    return [word for word, is_one in held.items() if is_one]


def side_of(organisation: Organisation) -> str:
    """The shape of the faces of an organisation's people."""
    if organisation.is_provider:
        return "ours"
    return "client" if organisation.is_client else "supplier"


def country_of(organisation: Organisation) -> str:
    """The country's name in the reader's language."""
    return str(current_reader().locale.territories.get(organisation.country, organisation.country))


def local_time(zone: str, *, now: dt.datetime) -> str:
    """What the clock says in a zone at `now`, with the day where it is another one than the reader's."""
    reader = current_reader()
    try:
        there = now.astimezone(ZoneInfo(zone))
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return "–"
    here = reader.here(now).date()
    if there.date() == here:
        return f"{there:%H:%M}"
    return f"{short_date(there.date(), reader, today=here)} {there:%H:%M}"


def _url(organisation: Organisation) -> str:
    return reverse("directory:organisation", args=[organisation.slug])


def _address(**asked: str) -> str:
    return "?" + urlencode({name: value for name, value in asked.items() if value})
