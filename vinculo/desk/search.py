"""Search in what was written: title, description, messages and (for the desk) notes.

A ticket matches when one of its texts holds all words. Over `CAP` hits only the newest are ranked, and the page says
so; two functions of the database find the newest without reading the rest. Behind the wall `@@` is not leakproof, so a
client's search goes through a function of the owner's that adds the organisation's lexeme, and leaves out colleagues'
cases unless the person manages the organisation; what it returns is joined under the wall like any other row.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.db import connection

from vinculo.desk.models import Ticket
from vinculo.directory.roles import PORTAL_ORGANISATION
from vinculo.kernel.scope import Actor, Side
from vinculo.kernel.web import seen

CAP = 500


@dataclass(frozen=True)
class Found:
    """A page of hits, best first; `is_capped` when there were more than `CAP` and only the newest were ranked."""

    tickets: list[Ticket]
    total: int
    is_capped: bool


_SEARCH = """
with best as (
  select ticket, max(rank) as rank from {hits} group by ticket order by ticket desc limit %(cap)s
)
select ticket, rank, count(*) over () from best order by rank desc, ticket desc limit %(limit)s offset %(offset)s
"""
_AS_EVERYONE = _SEARCH.format(hits="desk_search(%(words)s, %(cap)s)")
_AS_CLIENT = _SEARCH.format(hits="desk_search_as_client(%(words)s, %(cap)s, %(managed)s)")


def search(by: Actor, words: str, *, offset: int = 0, limit: int = 25) -> Found:
    """The tickets that `by` may see and whose texts hold all `words`; accents and Spanish endings do not matter.

    An exact reference (`INC-20418`) comes first. A supplier has no search: what is shared is a short list.
    """
    words = words.replace("\x00", " ").strip()[:200]
    if not words or by.side is Side.SUPPLIER:
        return Found([], 0, False)
    sql = _AS_CLIENT if by.side is Side.CLIENT else _AS_EVERYONE
    params: dict[str, str | int | list[int]] = {
        "words": words,
        "cap": CAP + 1,
        "limit": limit,
        "offset": offset,
    }
    params["managed"] = list(by.granted_in(PORTAL_ORGANISATION))
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        ranked = cursor.fetchall()
    rows = seen(Ticket, by).select_related("organisation", "service", "assignee")
    exact = list(rows.filter(ref=words.upper())) if offset == 0 and "-" in words else []
    keys = [key for key, _rank, _total in ranked]
    by_key = {ticket.pk: ticket for ticket in rows.filter(pk__in=keys)}
    known = {ticket.pk for ticket in exact}
    tickets = exact + [by_key[key] for key in keys if key in by_key and key not in known]
    total = ranked[0][2] if ranked else 0
    return Found(tickets, min(total, CAP) or len(tickets), total > CAP)
