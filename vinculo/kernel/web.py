"""The web's door: one middleware that knows who asks, raises the wall around the view and brings it down."""

from __future__ import annotations

import logging
import uuid
from collections.abc import Callable
from typing import Any, TypeVar

from django.conf import settings
from django.db import models, transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.module_loading import import_string

from vinculo.kernel.api import token_account
from vinculo.kernel.refusals import Refusal
from vinculo.kernel.scope import Actor, acting_as
from vinculo.ui.reader import reading_as

log = logging.getLogger("vinculo.web")

M = TypeVar("M", bound=models.Model)
Sight = Callable[[Actor], models.Q]

_sights: dict[type[models.Model], Sight] = {}


class ActorRequest(HttpRequest):
    """A request inside the scope: it knows who acts."""

    actor: Actor
    reference: str


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
    except (models.ObjectDoesNotExist, ValueError) as missing:
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
        if request.path.startswith(settings.OUTSIDE_SCOPE):
            return self.get_response(request)
        actor = self._actor(request)
        if actor is None:
            return self.get_response(request)
        request.actor = actor  # type: ignore[attr-defined]
        with (
            reading_as(actor.locale, actor.zone),
            translation.override(language_of(actor.locale)),
            acting_as(actor),
        ):
            response = self.get_response(request)
            if response.status_code >= 500:
                transaction.set_rollback(True)
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
        """Turn an expected error that no form caught into its sentence; leave the rest to the 500 page."""
        if isinstance(exception, Refusal):
            transaction.set_rollback(True)
            return render(request, "ui/error.html", {"sentence": str(exception)}, status=exception.status)
        reference = getattr(request, "reference", "-")
        if not isinstance(exception, Http404):
            log.debug("reference %s: %s", reference, type(exception).__name__)
        return None


def language_of(locale: str) -> str:
    """The catalogue of messages that a reader's locale uses: Spain's, Latin America's or English."""
    if locale.startswith("es"):
        return "es" if locale == "es_ES" else "es-419"
    return "en"
