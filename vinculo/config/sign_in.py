"""Whoever has not signed in, or no longer, is led to the door and from there back to the page that they were on."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlsplit

from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponseBase
from django.utils.http import url_has_allowed_host_and_scheme
from django_htmx.http import HttpResponseClientRedirect


class SignInFirst(LoginRequiredMiddleware):
    """Django's own, for two more cases: a part of a page cannot show the door, so the whole page goes there; and an
    address that only takes acts is no place to come back to."""

    def handle_no_permission(  # type: ignore[override]  # htmx goes there by a header
        self, request: HttpRequest, view_func: Callable[..., HttpResponseBase]
    ) -> HttpResponseBase:
        """Lead to the door."""
        if request.method in ("GET", "HEAD") and not request.htmx:  # type: ignore[attr-defined]
            return super().handle_no_permission(request, view_func)
        door = redirect_to_login(_page(request), self.get_login_url(view_func))
        return HttpResponseClientRedirect(door.url) if request.htmx else door  # type: ignore[attr-defined]


def _page(request: HttpRequest) -> str:
    """The page on which the form or the link was; where the browser does not say, the address itself."""
    told = request.headers.get("HX-Current-URL") or request.headers.get("Referer", "")
    if not url_has_allowed_host_and_scheme(told, {request.get_host()}, require_https=request.is_secure()):
        return request.get_full_path()
    here = urlsplit(told)
    return here.path + (f"?{here.query}" if here.query else "")
