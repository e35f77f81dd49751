"""The web's door: one middleware that knows who asks, raises the wall around the view and brings it down."""

from __future__ import annotations

import logging
import uuid
from collections.abc import Callable
from contextlib import suppress
from typing import Any, TypeVar

from django.conf import settings
from django.core.exceptions import BadRequest, ValidationError
from django.db import DataError, models
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import translation
from django.utils.cache import patch_cache_control
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from vinculo.kernel.api import token_account
from vinculo.kernel.refusals import Refusal
from vinculo.kernel.scope import Actor, Side, acting_as
from vinculo.ui.faults import fault
from vinculo.ui.reader import reading_as

log = logging.getLogger("vinculo.web")

SHELLS = {Side.CLIENT: "ui/portal.html", Side.SUPPLIER: "ui/shell.html", Side.EVERYONE: "ui/shell.html"}
"""The frame around a page that each side knows; faults are told inside it."""

M = TypeVar("M", bound=models.Model)
Sight = Callable[[Actor], models.Q]

_sights: dict[type[models.Model], Sight] = {}


class ActorRequest(HttpRequest):
    """A request inside the scope: it knows who acts."""

    actor: Actor
    reference: str
    shell: str


def sees(*kinds: type[models.Model]) -> Callable[[Sight], Sight]:
    """Declare a room's policy of sight for its models: `visible(actor) -> Q`, on top of the wall."""

    def declare(sight: Sight) -> Sight:
        for kind in kinds:
            _sights[kind] = sight
        return sight

    return declare


def seen(rows: type[M] | models.QuerySet[M], actor: Actor) -> models.QuerySet[M]:
    """The rows that `actor` may see: the wall's, narrowed by the room's policy."""
    queryset = rows._default_manager.all() if isinstance(rows, type) else rows
    return queryset.filter(_sights[queryset.model](actor))


def find(rows: type[M] | models.QuerySet[M], actor: Actor, **lookup: Any) -> M:
    """One row that `actor` may see, or a 404: what is out of sight does not exist."""
    try:
        return seen(rows, actor).get(**lookup)
    except (models.ObjectDoesNotExist, ValueError, ValidationError, DataError) as missing:
        raise Http404 from missing


class ScopeMiddleware:
    """Last of the chain: the view, its rendering and its error page run inside `acting_as`; a 5xx rolls back.

    The scope ends before anything streams. Sign-in pages run outside, as the application's own role.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.actor_of = import_string(settings.ACTOR_OF)

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.reference = uuid.uuid4().hex[:8]  # type: ignore[attr-defined]
        if "\x00" in request.path or "%00" in request.META.get("QUERY_STRING", ""):
            raise BadRequest("No text of the database holds the character NUL.")
        if request.path.startswith(settings.OUTSIDE_SCOPE):
            return self.get_response(request)
        actor = self._actor(request)
        if actor is None:
            if request.user.is_authenticated:
                return no_role(request)
            return self.get_response(request)
        request.actor = actor  # type: ignore[attr-defined]
        request.shell = SHELLS[actor.side]  # type: ignore[attr-defined]
        with (
            reading_as(actor.locale, actor.zone),
            translation.override(language_of(actor.locale)),
            suppress(_Undo),
            acting_as(actor),
        ):
            response = self.get_response(request)
            if response.status_code == 405 and not response.content:
                response = no_page(request, response["Allow"])  # its frame reads rows, so inside
            if response.status_code >= 500 or getattr(request, "is_undone", False):
                raise _Undo  # set_rollback would pass for a swallowed error where the transaction is aborted
        if not response.has_header("Cache-Control"):  # after signing out, the way back shows nothing
            patch_cache_control(response, private=True, no_store=True)
        return response

    def _actor(self, request: HttpRequest) -> Actor | None:
        account = token_account(request)
        if account is not None:
            request.token_account = account  # type: ignore[attr-defined]
            request.user = account
            request._dont_enforce_csrf_checks = True  # type: ignore[attr-defined]
        elif request.user.is_authenticated:
            account = request.user
        actor: Actor | None = self.actor_of(account) if account else None
        return actor

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Turn an expected error that no form caught into its sentence; leave the rest to Django's error pages.

        Whatever its status, a view that ended in an exception leaves nothing behind.
        """
        request.is_undone = True  # type: ignore[attr-defined]
        if isinstance(exception, Refusal):
            return refusal_page(request, exception)
        if not isinstance(exception, Http404):
            log.debug("reference %s: %s", getattr(request, "reference", "-"), type(exception).__name__)
        return None


class _Undo(Exception):
    """What was done is rolled back; the answer stands."""


def no_role(request: HttpRequest) -> HttpResponse:
    """For an account that opens nothing: its person left, or was granted nothing yet."""
    said = _("This account holds no role at present; an administrator can grant one.")
    title, url = _("There is nothing to open yet"), reverse("account_logout")
    return fault(request, 403, title, said, pgettext("act", "Sign out"), url)


def no_page(request: HttpRequest, allowed: str) -> HttpResponse:
    """For an address that takes what a form sends and was opened instead: reloading a refusal leads there."""
    said = _("This address takes what is sent to it and shows nothing itself. Nothing was changed.")
    page = fault(request, 405, _("There is no page here"), said, _("Go to the first page"))
    page["Allow"] = allowed
    return page


def refusal_page(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    """The sentence of a refusal, and the way back to where it was asked."""
    came_from = request.headers.get("Referer", "")
    is_ours = url_has_allowed_host_and_scheme(
        came_from, {request.get_host()}, require_https=request.is_secure()
    )
    url = came_from if is_ours else "/"
    return fault(request, refusal.status, _("It was not done"), str(refusal), _("Go back"), url)


def language_of(locale: str) -> str:
    """The catalogue of messages that a reader's locale uses: Spain's, Latin America's or English."""
    if locale.startswith("es"):
        return "es" if locale == "es_ES" else "es-419"
    return "en"
