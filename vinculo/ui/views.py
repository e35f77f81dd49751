from __future__ import annotations

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from vinculo.ui import gallery as samples
from vinculo.ui.faults import fault
from vinculo.ui.look import DENSITIES, THEMES, YEAR
from vinculo.ui.reader import reading_as

CHOICES = {"theme": THEMES, "density": DENSITIES, "keys": ("off",)}


@login_not_required
def gallery(request: HttpRequest) -> HttpResponse:
    """Every component in every state. Open to all in a demonstration, to our own people elsewhere."""
    if not (getattr(settings, "DEMONSTRATION", False) or settings.DEBUG or _is_ours(request)):
        raise Http404
    with reading_as("es_ES", "Europe/Madrid", clock=lambda: samples.NOW):
        return _gallery_page(request, request.GET.get("page", ""))


def _gallery_page(request: HttpRequest, page: str) -> HttpResponse:
    faults = {"404": page_not_found, "403": permission_denied, "500": server_error}
    if page in faults:
        return faults[page](request)
    name = page if page in ("door", "portal") else "page"
    return render(request, f"ui/gallery/{name}.html", samples.samples(request))


def _is_ours(request: HttpRequest) -> bool:
    """Whoever is shown the frame with the rail; rooms above put its name on the request."""
    return getattr(request, "shell", "") == "ui/shell.html"


@login_not_required
@require_POST
def look(request: HttpRequest) -> HttpResponse:
    """Keep theme, density or keys in a cookie and go back."""
    back = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure())
    response = HttpResponseRedirect(back if safe else "/")
    for name, allowed in CHOICES.items():
        value = request.POST.get(name)
        if value in allowed:
            response.set_cookie(name, value, max_age=YEAR, samesite="Lax", secure=request.is_secure())
        elif value is not None:
            response.delete_cookie(name, samesite="Lax")
    return response


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return fault(
        request, 400, _("The request could not be read"),
        _("Something in the address or in what was sent does not fit. Nothing was changed."), _("Go to the first page"),
    )  # fmt: skip


def permission_denied(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    said = str(exception) if exception and exception.args else ""
    return fault(
        request, 403, _("This is seen, but not done, from here"),
        said or _("Your role does not include this act. Whoever administers the service can grant it."),
        _("Go to the first page"),
    )  # fmt: skip


def page_not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return fault(
        request, 404, _("Nothing is tied here"),
        _("The address leads nowhere, or to something that is not within your sight."), _("Go to the first page"),
    )  # fmt: skip


def server_error(request: HttpRequest) -> HttpResponse:
    return fault(
        request, 500, _("Something failed on our side"),
        _("It is noted with this number and will be looked at. What was saved before is safe."),
        _("Try again"), request.path if request.method == "GET" else "/",
    )  # fmt: skip


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    return fault(
        request, 403, _("The page had been open too long"),
        _("For safety it was not sent. Go back, reload the page and send it again; what was written is kept."),
        _("Go to the first page"),
    )  # fmt: skip


def too_many_requests(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return fault(
        request, 429, _("Too many attempts in a short time"),
        _("For safety it has to rest for some minutes. Nothing was changed, and nothing else has to be done."),
        _("Go to the first page"),
    )  # fmt: skip
