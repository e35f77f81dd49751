"""Registering what somebody tells by telephone or in person: first who it is, then what it is."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from vinculo.desk.actions import AlreadyOpened, open_ticket
from vinculo.desk.forms.intake import IntakeForm
from vinculo.desk.matrices import default_matrix
from vinculo.desk.queries import callers, offered_to
from vinculo.desk.views.doors import DeskRequest, open_to
from vinculo.directory.models import Membership
from vinculo.directory.roles import DESK_WORK
from vinculo.kernel.refusals import Refusal
from vinculo.kernel.web import find
from vinculo.ui.toasts import toast


@open_to(DESK_WORK)
def new(request: DeskRequest) -> HttpResponse:
    """Find the person, then register their demand for the organisation they speak for."""
    by = request.actor
    hat = request.GET.get("for", "")
    if not hat:
        words = request.GET.get("find", "").strip()[:80]
        context = {"words": words, "callers": callers(by, words) if words else []}
        return render(request, "desk/new.html#people" if request.htmx else "desk/new.html", context)
    caller = find(
        Membership.objects.select_related("person", "organisation", "site"), by, pk=hat, role__side="client"
    )
    services, sites = offered_to(by, caller.organisation)
    form = IntakeForm(
        request.POST or None, services=services, sites=sites, matrix=default_matrix(),
        initial={"site": caller.site_id},
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        try:
            told = open_ticket(caller.organisation, by=by, requester=caller.person, **form.cleaned_data)
        except AlreadyOpened as twin:
            return redirect("desk:ticket", ref=twin.ticket.ref)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            toast(request, _("Registered as %(ref)s.") % {"ref": told.subject.ref})  # type: ignore[attr-defined]
            return redirect("desk:ticket", ref=told.subject.ref)  # type: ignore[attr-defined]
    return render(
        request, "desk/new.html", {"caller": caller, "form": form}, status=422 if form.errors else 200
    )
