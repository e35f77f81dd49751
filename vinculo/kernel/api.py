"""What every API route shares: who calls (token or session), and errors as problem details."""

from __future__ import annotations

import logging
from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.urls import URLPattern, URLResolver
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError
from ninja.security import HttpBearer, SessionAuth

from vinculo.kernel.refusals import NotAllowed, Refusal

log = logging.getLogger("vinculo.api")


class TokenAuth(HttpBearer):
    """`Authorization: Bearer …`. The scope middleware has read the token already: the wall stands before any row."""

    def authenticate(self, request: HttpRequest, token: str) -> Any:
        return getattr(request, "token_account", None)


class ReaderSession(SessionAuth):
    """The browser's own session, with the CSRF check that comes with it."""

    def authenticate(self, request: HttpRequest, key: str | None) -> Any:
        return request.user if request.user.is_authenticated else None


def problem(request: HttpRequest, status: int, title: str, **more: Any) -> HttpResponse:
    """An RFC 9457 answer; whatever the route had written before is undone."""
    request.is_undone = True  # type: ignore[attr-defined]
    body = {"type": "about:blank", "title": title, "status": status, **more}
    return JsonResponse(body, status=status, content_type="application/problem+json")


def make_api() -> NinjaAPI:
    """The API that config mounts: rooms add their routers."""
    api = NinjaAPI(
        title="Vínculo",
        version="1",
        auth=[TokenAuth(), ReaderSession()],
        docs_url=None,
        openapi_url="/openapi.json",
    )

    @api.exception_handler(Refusal)
    def refused(request: HttpRequest, refusal: Refusal) -> HttpResponse:
        return problem(request, refusal.status, str(refusal))

    @api.exception_handler(NotAllowed)
    def not_allowed(request: HttpRequest, refusal: NotAllowed) -> HttpResponse:
        return problem(request, 403, _("Your role does not allow this."), verb=refusal.verb)

    @api.exception_handler(ValidationError)
    def invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:
        return problem(request, 422, _("Some of the data cannot be accepted."), errors=error.errors)

    _answer_the_rest(api)
    return api


def _answer_the_rest(api: NinjaAPI) -> None:
    @api.exception_handler(AuthenticationError)
    def stranger(request: HttpRequest, error: AuthenticationError) -> HttpResponse:
        answer = problem(request, 401, _("A valid token or session is needed."))
        answer["WWW-Authenticate"] = "Bearer"
        return answer

    @api.exception_handler(Http404)
    def missing(request: HttpRequest, error: Http404) -> HttpResponse:
        return problem(request, 404, _("There is nothing here within your sight."))

    @api.exception_handler(HttpError)
    def failed(request: HttpRequest, error: HttpError) -> HttpResponse:
        return problem(request, error.status_code, str(error))

    @api.exception_handler(RequestDataTooBig)
    def too_big(request: HttpRequest, error: RequestDataTooBig) -> HttpResponse:
        return problem(request, 413, _("The call is larger than what is taken in."))

    @api.exception_handler(Exception)
    def broken(request: HttpRequest, error: Exception) -> HttpResponse:
        reference = getattr(request, "reference", "-")
        log.error("%s %s, reference %s", request.method, request.path, reference, exc_info=error)
        return problem(request, 500, _("Something failed on our side."), reference=reference)


def mounted(api: NinjaAPI) -> tuple[list[URLPattern | URLResolver], str, str]:
    """The addresses of an API. Its routes ask for a session or token themselves, so that a program gets a 401 and not
    the sign-in page; its description is for whoever has signed in."""
    patterns, app_name, namespace = api.urls
    for pattern in patterns:
        if isinstance(pattern, URLPattern) and not (pattern.name or "").startswith(("openapi", "api-root")):
            pattern.callback.login_required = False  # type: ignore[attr-defined]
    return patterns, app_name, namespace


def token_account(request: HttpRequest) -> Any:
    """The account behind a bearer token, or None. Runs before the scope, as the application's own role."""
    header = request.headers.get("Authorization", "")
    scheme, _space, token = header.partition(" ")
    if scheme.lower() != "bearer" or not token:
        return None
    return import_string(settings.ACCOUNT_OF_TOKEN)(token)
