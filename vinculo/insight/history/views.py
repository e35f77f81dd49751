"""The history's pages and files: for whoever audits."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from vinculo.desk.pages import page_of
from vinculo.desk.queries import EXACT
from vinculo.insight import policies
from vinculo.insight.history.asked import FILTERS, Asked, address, understood
from vinculo.insight.history.changes import KEPT, table_word
from vinculo.insight.history.export import file_name, parts
from vinculo.insight.history.kinds import KINDS
from vinculo.insight.history.lines import Line, by_day, change_lines, event_lines
from vinculo.insight.history.queries import LIMIT, changes_of, count_of, events_of, names_offered
from vinculo.kernel import clock
from vinculo.kernel.refusals import NotAllowed
from vinculo.kernel.scope import Actor
from vinculo.kernel.web import ActorRequest
from vinculo.ui.reader import current_reader


@dataclass(frozen=True)
class List:
    """One of the two lists: where it is, what is in it and how its rows become lines."""

    name: str
    rows: Callable[[Actor, Asked], QuerySet[Any]]
    lines: Callable[[Sequence[Any]], list[Line]]


EVENTS = List("events", events_of, event_lines)
PERMISSIONS = List("permissions", lambda _by, asked: changes_of(asked), change_lines)


def events(request: ActorRequest) -> HttpResponse:
    """What was done, by whom and when."""
    return _page(request, EVENTS)


def permissions(request: ActorRequest) -> HttpResponse:
    """What changed in roles and in who holds them, with old and new values."""
    return _page(request, PERMISSIONS)


def events_file(request: ActorRequest) -> StreamingHttpResponse:
    """The same events, as a file."""
    return _file(request, EVENTS)


def permissions_file(request: ActorRequest) -> StreamingHttpResponse:
    """The same changes, as a file."""
    return _file(request, PERMISSIONS)


def _asked(request: ActorRequest) -> Asked:
    if not policies.sees_history(request.actor):
        raise NotAllowed("history")
    return understood(request.actor, request.GET)


def _page(request: ActorRequest, shown: List) -> HttpResponse:
    by, query, asked = request.actor, request.GET, _asked(request)
    rows = shown.rows(by, asked)
    found = page_of(rows, after=query.get("after", ""), before=query.get("before", ""))
    people, organisations = names_offered(by)
    count = count_of(rows)
    page = {
        "asked": asked,
        "is_events": shown is EVENTS,
        "tabs": [(label, reverse(f"history:{name}"), name == shown.name) for name, label in _tabs()],
        "days": by_day(shown.lines(found.rows)),
        "count": count,
        "exact": EXACT,
        "limit": LIMIT,
        "kinds": sorted(KINDS.items(), key=lambda kind: str(kind[1]).casefold()),
        "tables": [(table, table_word(table)) for table in KEPT],
        "people": people,
        "organisations": organisations,
        "clear": address(query, without=FILTERS),
        "file_url": reverse(f"history:{shown.name}_file") + address(query),
        "previous": address(query, before=found.before) if found.before else "",
        "next": address(query, after=found.after) if found.after else "",
    }
    return render(request, "insight/history.html", page)


def _file(request: ActorRequest, shown: List) -> StreamingHttpResponse:
    rows = shown.rows(request.actor, _asked(request))
    answer = StreamingHttpResponse(
        parts(request.actor, rows, shown.lines), content_type="text/csv; charset=utf-8"
    )
    name = file_name(current_reader().here(clock.now()).date())
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _tabs() -> tuple[tuple[str, str], ...]:
    return (("events", _("What was done")), ("permissions", _("Changes of permissions")))
