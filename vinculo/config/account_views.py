"""The doors: signing in, and in which language they speak."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.account.views import LoginView
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from vinculo.demonstration.doors import is_open
from vinculo.directory.actors import speaking_to
from vinculo.ui.look import YEAR


class SignInView(LoginView):  # type: ignore[misc]
    """Signing in; in a demonstration on this machine it also shows the way to the one-click doors."""

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        """Add the demonstration's address, where there is one."""
        demo_url = reverse("demonstration:people") if is_open(self.request) else ""
        return {**super().get_context_data(**more), "demo_url": demo_url}


def in_own_language(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Speak to whoever is signed in as they prefer: these pages lie outside the scope, which does so elsewhere."""

    @wraps(view)
    def spoken(request: HttpRequest, *given: Any, **places: Any) -> HttpResponse:
        with speaking_to(request.user if request.user.is_authenticated else None):
            answer = view(request, *given, **places)
            return answer.render() if isinstance(answer, TemplateResponse) else answer

    return spoken


@login_not_required
@require_POST
def speak(request: HttpRequest) -> HttpResponse:
    """Keep the language of the doors in a cookie and go back; who is signed in is spoken to as they prefer."""
    back = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure())
    response = HttpResponseRedirect(back if safe else reverse("account_login"))
    language = request.POST.get("language", "")
    if language in dict(settings.LANGUAGES):
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            language,
            max_age=YEAR,
            httponly=True,
            samesite="Lax",
            secure=request.is_secure(),
        )
    return response
