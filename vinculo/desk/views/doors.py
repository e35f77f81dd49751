"""Who may open a page at all. What they may do on it is asked by the verbs."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Concatenate, ParamSpec

from django.http import HttpResponse
from django_htmx.middleware import HtmxDetails

from vinculo.kernel.refusals import NotAllowed
from vinculo.kernel.web import ActorRequest


class DeskRequest(ActorRequest):
    """A request of the desk's pages, which htmx may have made."""

    htmx: HtmxDetails


P = ParamSpec("P")
View = Callable[Concatenate[DeskRequest, P], HttpResponse]


def open_to(*permissions: str) -> Callable[[View[P]], View[P]]:
    """Open a view to whoever holds one of the permissions anywhere; a 403 for all others."""

    def wrap(view: View[P]) -> View[P]:
        @functools.wraps(view)
        def guarded(request: DeskRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            if not any(request.actor.may(permission) for permission in permissions):
                raise NotAllowed(view.__name__)
            return view(request, *args, **kwargs)

        return guarded

    return wrap
