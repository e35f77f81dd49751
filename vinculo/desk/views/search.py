"""One box that finds what was written."""

from __future__ import annotations

import re

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode

from vinculo.desk.actions.intake import PREFIXES
from vinculo.desk.models import Ticket
from vinculo.desk.search import CAP
from vinculo.desk.search import search as found_by
from vinculo.desk.views.doors import DeskRequest, open_to
from vinculo.desk.views.rows import lines
from vinculo.directory.roles import DESK_SEE
from vinculo.kernel import clock
from vinculo.kernel.scope import Actor
from vinculo.kernel.web import seen

SIZE = 25
REFERENCE = re.compile(r"(?:([a-z]{2,5})-)?(\d{1,9})", re.IGNORECASE)


@open_to(DESK_SEE)
def search(request: DeskRequest) -> HttpResponse:
    """The tickets that hold all the words, best first; a reference leads straight to its ticket."""
    words = " ".join(request.GET.get("q", "").replace("\x00", "").split())[:200]
    exact = by_reference(request.actor, words)
    if exact:
        return redirect("desk:ticket", ref=exact)
    number = request.GET.get("page", "1")
    page = min(int(number), CAP // SIZE) if number.isascii() and number.isdigit() and len(number) < 4 else 1
    offset = (max(page, 1) - 1) * SIZE
    found = found_by(request.actor, words, offset=offset, limit=SIZE)
    context = {
        "words": words,
        "found": found,
        "cap": CAP,
        "lines": lines(request.actor, found.tickets, now=clock.now()),
        "previous": _address(words, page - 1) if page > 1 else "",
        "next": _address(words, page + 1) if offset + SIZE < found.total else "",
    }
    return render(request, "desk/search.html", context)


def _address(words: str, page: int) -> str:
    return f"{reverse('desk:search')}?{urlencode({'q': words, 'page': str(page)})}"


def by_reference(by: Actor, words: str) -> str | None:
    """The reference that was typed, whole or its number alone, if there is exactly one such ticket to be seen."""
    typed = REFERENCE.fullmatch(words)
    if not typed:
        return None
    prefix, number = typed.groups()
    asked = [words.upper()] if prefix else [f"{known}-{number.zfill(5)}" for known in PREFIXES.values()]
    refs = list(seen(Ticket, by).filter(ref__in=asked).values_list("ref", flat=True)[:2])
    return refs[0] if len(refs) == 1 else None
