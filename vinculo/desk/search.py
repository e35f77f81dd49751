"""Search in what was written: title, description, messages and (for the desk) notes.

A ticket matches when one of its texts holds all words. Over `CAP` hits only the newest are ranked, and the page says
so. Behind the wall `@@` is not leakproof, so a client's search goes through one function of the owner's that adds the
organisation's lexeme; what it returns is joined under the wall like any other row.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.db import connection

from vinculo.desk.models import Ticket
from vinculo.directory.roles import PORTAL_ORGANISATION, PORTAL_USE
from vinculo.kernel.scope import Actor, Side
from vinculo.kernel.web import seen

CAP = 500


@dataclass(frozen=True)
class Found:
    """A page of hits, best first; `is_capped` when there were more than `CAP` and only the newest were ranked."""

    tickets: list[Ticket]
    total: int
    is_capped: bool


_AS_EVERYONE = """
with asked as (select websearch_to_tsquery('spanish', es_norm(%(words)s)) as q),
hits as materialized (
  (select id, 0 as place, words from desk_ticket where words @@ websearch_to_tsquery('spanish', es_norm(%(words)s))
    order by id desc limit %(cap)s)
  union all
  (select ticket_id, 1, words from desk_publicreply where words @@ websearch_to_tsquery('spanish', es_norm(%(words)s))
    order by id desc limit %(cap)s)
  union all
  (select ticket_id, 2, words from desk_internalnote where words @@ websearch_to_tsquery('spanish', es_norm(%(words)s))
    order by id desc limit %(cap)s)
), best as (
  select id, max(ts_rank(words, asked.q) / (1 + place)) as rank from hits, asked
   group by id order by id desc limit %(cap)s
)
select id, rank, count(*) over () from best order by rank desc, id desc limit %(limit)s offset %(offset)s
"""

_AS_CLIENT = """
select id, rank, count(*) over () from desk_search_as_client(%(words)s, %(cap)s)
 order by rank desc, id desc limit %(limit)s offset %(offset)s
"""

# For somebody who manages one organisation and only asks in another.
_AS_BOTH = """
select f.id, f.rank, count(*) over () from desk_search_as_client(%(words)s, %(cap)s) f
  join desk_ticket t on t.id = f.id where t.requester_id = %(person)s or t.organisation_id = any(%(managed)s)
 order by rank desc, id desc limit %(limit)s offset %(offset)s
"""

# Whoever may read only their own cases must neither count nor page through those of colleagues. Their own are few and
# found by requester, so the words are compared row by row and nothing is capped.
_AS_REQUESTER = """
with asked as (select websearch_to_tsquery('spanish', es_norm(%(words)s)) as q),
own as materialized (
  select id, words from desk_ticket where requester_id = %(person)s and organisation_id = any(%(allowed)s)
), hits as (
  select own.id, 0 as place, own.words from own, asked where own.words @@ asked.q
  union all
  select r.ticket_id, 1, r.words from own join desk_publicreply r on r.ticket_id = own.id, asked where r.words @@ asked.q
), best as (
  select id, max(ts_rank(words, asked.q) / (1 + place)) as rank from hits, asked group by id
)
select id, rank, count(*) over () from best order by rank desc, id desc limit %(limit)s offset %(offset)s
"""


def search(by: Actor, words: str, *, offset: int = 0, limit: int = 25) -> Found:
    """The tickets that `by` may see and whose texts hold all `words`; accents and Spanish endings do not matter.

    An exact reference (`INC-20418`) comes first. A supplier has no search: what is shared is a short list.
    """
    words = words.replace("\x00", " ").strip()[:200]
    if not words or by.side is Side.SUPPLIER:
        return Found([], 0, False)
    sql = _statement(by)
    params: dict[str, object] = {"words": words, "cap": CAP + 1, "limit": limit, "offset": offset}
    params |= {"person": by.person_id, "allowed": list(by.granted_in(PORTAL_USE))}
    params |= {"managed": list(by.granted_in(PORTAL_ORGANISATION))}
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
    is_capped = total > CAP and sql is not _AS_REQUESTER
    return Found(tickets, (CAP if is_capped else total) or len(tickets), is_capped)


def _statement(by: Actor) -> str:
    """The search that an actor's side and permissions allow."""
    if by.side is not Side.CLIENT:
        return _AS_EVERYONE
    managed = by.granted_in(PORTAL_ORGANISATION)
    if not managed:
        return _AS_REQUESTER
    return _AS_CLIENT if managed == by.organisations else _AS_BOTH
