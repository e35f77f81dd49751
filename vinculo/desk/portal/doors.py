"""Who comes in: the portal is the clients'."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache

from vinculo.directory.roles import PORTAL_USE
from vinculo.kernel.refusals import NotAllowed
from vinculo.kernel.scope import Side
from vinculo.kernel.web import ActorRequest

View = Callable[..., HttpResponse]


def for_clients(view: View) -> View:
    """Let a client's people in. Whoever serves is led to the same case on their own side, or to their first page.

    Pages are not kept by the browser: after signing out, the way back shows nothing.
    """

    @never_cache
    @wraps(view)
    def enter(request: ActorRequest, **places: str) -> HttpResponse:
        by = request.actor
        if by.side is not Side.CLIENT and request.method in ("GET", "HEAD"):
            return redirect(f"/tickets/{places['ref'].upper()}/" if "ref" in places else "/")
        if by.side is not Side.CLIENT or not by.may(PORTAL_USE):
            raise NotAllowed
        return view(request, **places)

    return enter
