"""The demonstration's own page: its people, each with a door. Nowhere else, and never through a proxy."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from vinculo.demonstration.doors import doors, is_open
from vinculo.directory.models import Account


@never_cache
@login_not_required
def people(request: HttpRequest) -> HttpResponse:
    """List the people of the demonstration, each with a sentence of what they see."""
    if not is_open(request):
        raise Http404
    return render(request, "demonstration/people.html", {"doors": doors()})


@never_cache
@login_not_required
@require_POST
def enter(request: HttpRequest, slug: str) -> HttpResponse:
    """Sign in as somebody of the demonstration."""
    found = next((door for door in doors() if door.slug == slug), None) if is_open(request) else None
    if found is None:
        raise Http404
    account = Account.objects.get(pk=found.account_id)
    login(request, account, backend=settings.AUTHENTICATION_BACKENDS[0])
    return redirect(settings.LOGIN_REDIRECT_URL)
