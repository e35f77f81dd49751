"""Views that do what views should not, and one that does it right: for the tests of the web's door."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.db import ProgrammingError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse, StreamingHttpResponse
from django.urls import path

from vinculo.config.urls import handler400, handler403, handler404, handler500
from vinculo.config.urls import urlpatterns as product
from vinculo.directory.models import Organisation, Person
from vinculo.kernel.refusals import NotAllowed, Refusal
from vinculo.kernel.scope import acting_as
from vinculo.kernel.tests.database import sql, standing
from vinculo.kernel.web import find

__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]

ENDINGS: dict[str, Exception] = {
    "error": RuntimeError("a fault of ours"),
    "missing": Http404(),
    "forbidden": NotAllowed("write"),
    "denied": PermissionDenied(),
    "refusal": Refusal(),
}


def write(request: HttpRequest, ending: str) -> HttpResponse:
    """Write, and then end in one of many ways."""
    Organisation.objects.filter(slug="lucia").update(name="Written")
    if ending == "aborted":
        sql("select 1 / 0")
    if ending == "swallowed":
        with suppress(ProgrammingError):
            sql("drop table desk_ticket")
    if ending in ENDINGS:
        raise ENDINGS[ending]
    return HttpResponse(ending, status=int(ending) if ending.isdigit() else 200)


def who(request: HttpRequest) -> HttpResponse:
    """Say who acts, and what the database makes of it."""
    return JsonResponse({"name": request.actor.name, "standing": standing()})  # type: ignore[attr-defined]


def person(request: HttpRequest, name: str) -> HttpResponse:
    """Find a person by name or key."""
    lookup = {"pk": name} if name[0].isdigit() else {"name": name}
    if name.startswith("uuid"):
        lookup = {"uuid": name}
    return HttpResponse(find(Person, request.actor, **lookup).name)  # type: ignore[attr-defined]


def stream(request: HttpRequest) -> StreamingHttpResponse:
    """Stream rows without entering the scope anew: wrong."""

    def chunks() -> Iterator[str]:
        yield from Person.objects.values_list("name", flat=True)

    return StreamingHttpResponse(chunks())


def stream_anew(request: HttpRequest) -> StreamingHttpResponse:
    """Carry keys, and enter the scope for each chunk: right."""
    actor = request.actor  # type: ignore[attr-defined]
    keys = list(Person.objects.order_by("pk").values_list("pk", flat=True))

    def chunks() -> Iterator[str]:
        for key in keys:
            with acting_as(actor):
                yielded = f"{Person.objects.get(pk=key).name}\n"
            yield yielded

    return StreamingHttpResponse(chunks())


@login_not_required
def open_to_all(request: HttpRequest) -> HttpResponse:
    """Answer whoever asks, as whom the database says."""
    return JsonResponse({"standing": standing()})


urlpatterns = [
    path("write/<slug:ending>/", write),
    path("who/", who),
    path("person/<name>/", person),
    path("stream/", stream),
    path("stream-anew/", stream_anew),
    path("open/", open_to_all),
    path("accounts/who/", open_to_all),
    *product,
]
