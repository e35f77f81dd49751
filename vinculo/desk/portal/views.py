"""First page, list and the form of a new case."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.db.models import Q, prefetch_related_objects
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from vinculo.desk.actions import AlreadyOpened, open_ticket
from vinculo.desk.models import Kind, Ticket
from vinculo.desk.portal import queries
from vinculo.desk.portal.doors import for_clients
from vinculo.desk.portal.forms import CaseForm
from vinculo.desk.portal.words import greeting, no_words, open_sentence
from vinculo.desk.queries import EXACT
from vinculo.desk.search import search
from vinculo.directory.roles import PORTAL_ORGANISATION
from vinculo.kernel import clock
from vinculo.kernel.owned import uuid7
from vinculo.kernel.refusals import Refusal
from vinculo.kernel.web import ActorRequest
from vinculo.ui.reader import current_reader
from vinculo.ui.toasts import toast

FOUND = 25
"""Hits a page of a search."""

SHOWN = {"open": ~queries.OVER, "closed": queries.OVER, "all": Q()}


@for_clients
def home(request: ActorRequest) -> HttpResponse:
    """Greet, say what is open, offer the two doors."""
    by, reader = request.actor, current_reader()
    desk = queries.first_page(by)
    places = {
        "desk": desk,
        "greeting": greeting(by.name, reader, now=clock.now()),
        "sentence": open_sentence(desk.counts["open"], desk.counts["awaiting"], reader),
        "exact": EXACT,
        "no": no_words(desk.to_confirm.kind) if desk.to_confirm else None,
    }
    return render(request, "portal/home.html", places)


@for_clients
def new(request: ActorRequest, kind: str) -> HttpResponse:
    """Report something that does not work, or ask for something."""
    if kind not in Kind.values:
        raise Http404
    by, told = request.actor, Kind(kind)
    form = CaseForm(request.POST or None, by=by, kind=told, initial=_begun(request))
    again: Ticket | None = None
    if request.method == "POST" and form.is_valid():
        try:
            ticket = _open(request, form, told)
        except AlreadyOpened as twin:
            if _is_same(twin.ticket, form):
                toast(
                    request,
                    _("It was registered already, as %(ref)s.") % {"ref": twin.ticket.ref},
                    tone="info",
                )
                return redirect("portal:case", ref=twin.ticket.ref)
            again = twin.ticket
            form = CaseForm(_with_new_key(request.POST), by=by, kind=told)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            toast(request, _("Registered as %(ref)s. It is followed from here.") % {"ref": ticket.ref})
            return redirect("portal:case", ref=ticket.ref)
    status = 409 if again else 422 if form.is_bound and form.errors else 200
    return render(request, "portal/new.html", {"form": form, "kind": told, "again": again}, status=status)


@for_clients
def cases(request: ActorRequest) -> HttpResponse:
    """One's own cases or, for whoever may read them, the organisation's; found by state or by words."""
    by, asked = request.actor, request.GET
    words = asked.get("q", "").strip()
    of_all = asked.get("scope") == "organisation" and by.may(PORTAL_ORGANISATION)
    places: dict[str, Any] = {
        "words": words,
        "of_all": of_all,
        "may_all": by.may(PORTAL_ORGANISATION),
        "several": len(by.organisations) > 1,
    }
    places["mine"] = not of_all
    if words:
        return render(request, "portal/cases.html", places | _found(request, words))
    shown = asked.get("show", "open")
    shown = shown if shown in SHOWN else "open"
    rows = queries.organisation_cases(by) if of_all else queries.own_cases(by)
    page = queries.page_of(
        rows.filter(SHOWN[shown]), after=asked.get("after", ""), before=asked.get("before", "")
    )
    scope = {"scope": "organisation"} if of_all else {}
    words_of = {
        "open": _("Not closed"),
        "closed": pgettext("cases", "Closed"),
        "all": pgettext("cases", "All"),
    }
    places |= {
        "lines": page.lines,
        "shown": shown,
        "choices": [(name, word, _address(scope | {"show": name})) for name, word in words_of.items()],
        "start": _address(scope | {"show": shown}),
        "previous": _address(scope | {"show": shown} | page.previous) if page.previous else "",
        "next": _address(scope | {"show": shown} | page.next) if page.next else "",
        "is_first": not (asked.get("after") or asked.get("before")),
    }
    return render(request, "portal/cases.html", places)


def _found(request: ActorRequest, words: str) -> dict[str, Any]:
    number = request.GET.get("page", "1")
    page = min(int(number), 1_000) if number.isascii() and number.isdigit() and len(number) < 9 else 1
    page = max(page, 1)
    hits = search(request.actor, words, offset=(page - 1) * FOUND, limit=FOUND)
    prefetch_related_objects(hits.tickets, "requester")
    has_next = page * FOUND < hits.total
    return {
        "hits": hits,
        "lines": queries.lines_of(hits.tickets),
        "previous": _address({"q": words, "page": page - 1}) if page > 1 else "",
        "next": _address({"q": words, "page": page + 1}) if has_next else "",
        "report_url": reverse("portal:new", args=["incident"]) + _address({"title": words}),
    }


def _address(asked: dict[str, Any]) -> str:
    return f"?{urlencode(asked)}"


def _begun(request: ActorRequest) -> dict[str, str]:
    """What a form starts with: words that were searched for, or the closed case that it follows."""
    begun = {"title": request.GET.get("title", "")[:200]}
    ref = request.GET.get("after", "")
    if ref and len(ref) <= 20 and ref.replace("-", "").isalnum():
        before = queries.case_of(request.actor, ref)
        begun["title"] = before.title
        begun["description"] = _("It follows %(ref)s, which is closed.") % {"ref": before.ref} + "\n\n"
    return begun


def _open(request: ActorRequest, form: CaseForm, kind: Kind) -> Ticket:
    by, given = request.actor, dict(form.cleaned_data)
    person = queries.person_of(by)
    organisation = given.pop("organisation", None) or queries.organisations_of(by).get()
    told = open_ticket(
        organisation,
        by=by,
        requester=person,
        site=queries.site_of(person, by, organisation),
        kind=kind,
        **given,
    )
    assert isinstance(told.subject, Ticket)
    return told.subject


def _is_same(ticket: Ticket, form: CaseForm) -> bool:
    """Whether the form that came twice says the same: if not, its new words must not be lost."""
    said = (form.cleaned_data["title"], form.cleaned_data["description"].strip())
    return (ticket.title, ticket.description) == said


def _with_new_key(data: QueryDict) -> QueryDict:
    fresh = data.copy()
    fresh["request_key"] = str(uuid7())
    return fresh
