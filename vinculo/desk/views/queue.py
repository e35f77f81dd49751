"""The queue: what waits for the desk, in the order in which it should be taken."""

from __future__ import annotations

from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext, pgettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from vinculo.desk.models import Priority
from vinculo.desk.pages import page_of
from vinculo.desk.queries import EXACT, QUEUE_ORDER, VIEWS, WHOLE, capped_counts, queue_order
from vinculo.desk.queries import queue as queue_of
from vinculo.desk.views.chips import address, chips
from vinculo.desk.views.doors import DeskRequest, open_to
from vinculo.desk.views.options import options
from vinculo.desk.views.rows import COLUMNS, lines
from vinculo.directory.roles import DESK_SEE, DESK_WORK, SUPPLIER_WORK
from vinculo.kernel import clock
from vinculo.kernel.scope import Actor, Side
from vinculo.ui.marks import tag
from vinculo.ui.reader import current_reader
from vinculo.ui.wording import in_figures

WORDS = {
    "open": pgettext_lazy("queue", "Open"),
    "mine": pgettext_lazy("queue", "Mine"),
    "unassigned": _("Unassigned"),
    "waiting": _("Waiting"),
    "to_confirm": _("To be confirmed"),
    "resolved": pgettext_lazy("queue", "Resolved"),
    "all": pgettext_lazy("queue", "All"),
}


@open_to(DESK_SEE, SUPPLIER_WORK)
def queue(request: DeskRequest) -> HttpResponse:
    """One view of the queue, filtered and ordered as the address says."""
    by, asked = request.actor, request.GET
    view = asked.get("view", "open")
    rows = queue_of(by, view, asked)
    found = page_of(
        rows.select_related("organisation", "service", "assignee").only(*COLUMNS),
        after=asked.get("after", ""),
        before=asked.get("before", ""),
    )
    shown = chips(by, asked)
    counted = {name: queue_of(by, name) for name in views_for(by)}
    counts = capped_counts({**counted, "found": rows} if shown else counted)
    now = clock.now()
    is_by_priority = view not in WHOLE and rows.query.order_by == QUEUE_ORDER
    page = {
        "now": now,
        "view": view,
        "tabs": tabs(by, asked, counts, view),
        "counts": {name: in_words(count) for name, count in counts.items()},
        "n": counts,
        "found": counts.get("found"),
        "chips": shown,
        "clear": address(QueryDict(), view=view),
        "lines": lines(by, found.rows, now=now),
        "is_whole": view in WHOLE,
        "groups": dict(Priority.choices) if is_by_priority else None,
        "sorts": {name: name for name in _sorts(by, view)},
        "order": queue_order(view, asked)[0],
        "previous": address(asked, before=found.before) if found.before else "",
        "next": address(asked, after=found.after) if found.after else "",
        "may_work": by.may(DESK_WORK),
        "is_guest": by.side is Side.SUPPLIER,
        "major_tag": tag(_("Major"), "breach", "flag"),
        "confirm_tag": tag(_("To be confirmed"), "risk", "flag"),
        "answered_tag": tag(pgettext("of the client", "Answered"), "client", "reply"),
    }
    return render(request, "desk/queue.html", page)


@open_to(DESK_SEE, SUPPLIER_WORK)
def filters(request: DeskRequest) -> HttpResponse:
    """What the queue can be narrowed by: loaded when asked for, and never more of it than one reads."""
    page = {"asked": request.GET, "find": request.GET.get("find", ""), **options(request.actor, request.GET)}
    name = "desk/filters.html#form" if request.htmx else "desk/filters.html"
    return render(request, name, page)


def views_for(by: Actor) -> list[str]:
    """The views that make sense for a person: who does not work has none of their own, a guest has two."""
    if by.side is Side.SUPPLIER:
        return ["open", "all"]
    return [name for name in VIEWS if name != "mine" or by.may(DESK_WORK)]


def tabs(by: Actor, asked: QueryDict, counts: dict[str, int], view: str) -> list[dict[str, object]]:
    """The saved views with their counts; what waits for a confirmation shows only while there is some."""
    return [
        {
            "label": WORDS[name],
            "url": address(asked, without="sort", view=name),
            "count": in_words(counts[name]),
            "current": name == view,
        }
        for name in views_for(by)
        if name != "to_confirm" or counts[name] or view == name
    ]


def in_words(count: int) -> str:
    """An exact figure up to the limit; beyond it, that there are more."""
    reader = current_reader()
    if count <= EXACT:
        return in_figures(count, reader)
    return gettext("more than %(limit)s") % {"limit": in_figures(EXACT, reader)}


def _sorts(by: Actor, view: str) -> tuple[str, ...]:
    """The columns that a view may be ordered by: of a million rows, the one that has an index."""
    if view in WHOLE:
        return ("opened_at",)
    if by.side is Side.SUPPLIER:
        return ("priority", "opened_at")
    return ("priority", "ref", "opened_at", "state_since")
