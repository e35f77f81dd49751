"""The measures' pages: each figure says what it counts."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse

from vinculo.desk.models import MatrixVersion, Ticket
from vinculo.insight import policies
from vinculo.insight.pages import Choice, LogPage, choices
from vinculo.insight.queries import Brought, brought, log_counts
from vinculo.kernel.refusals import NotAllowed
from vinculo.kernel.web import ActorRequest


def incidents(request: ActorRequest) -> HttpResponse:
    """What imported incident logs say, of one client or of all that came from a source."""
    by = request.actor
    if not policies.sees_measures(by):
        raise NotAllowed("measures")
    histories = brought(by)
    if not histories:
        return render(request, "insight/incidents.html", {})
    chosen = choose(histories, request.GET)
    counts = log_counts(chosen.source, chosen.client)
    page = {
        "chosen": chosen,
        "choices": choices(histories, chosen),
        "page": LogPage(counts, matrix_of(chosen.source)),
        "counts": counts,
        "queue_url": queue_url(chosen),
    }
    return render(request, "insight/incidents.html", page)


def choose(histories: list[Brought], asked: QueryDict) -> Choice:
    """The source and client that the address names; without one the largest source, whole. Raises Http404."""
    source = asked.get("source") or histories[0].source
    within = [history for history in histories if history.source == source]
    slug = asked.get("client", "")
    found = next((history.client for history in within if history.client.slug == slug), None)
    if not within or (slug and found is None):
        raise Http404
    if len(within) == 1:
        found = within[0].client
    return Choice(source, found, sum(h.tickets for h in within if found in (None, h.client)))


def matrix_of(source: str) -> MatrixVersion:
    """The matrix that judged the tickets of a source: its words for the levels."""
    return MatrixVersion.objects.filter(
        pk__in=Ticket.objects.filter(source=source).values("matrix")[:1]
    ).get()


def queue_url(chosen: Choice) -> str:
    """The tickets themselves; of all clients at once the queue cannot tell imported ones apart."""
    if chosen.client is None:
        return ""
    return f"{reverse('desk:queue')}?{urlencode({'view': 'all', 'organisation': chosen.client.pk})}"
