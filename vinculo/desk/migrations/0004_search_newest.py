"""Search that stays quick where many texts hold each word: newest first, window by window.

Sorting all hits to find the newest reads each of them; walking back from the newest reads every text when two common
words hardly ever meet (0.1 s at 100,000 tickets, and it grows with them). So each vector also says in which window of
tickets it lies, as a lexeme that no text can hold, and the index itself finds the newest.
"""

from django.db import migrations

from vinculo.kernel.walls import Sql

OF_CLIENT = "'zo' || organisation_id::text"
WINDOWS = "'#13:' || ({ticket} >> 13)::text, '#17:' || ({ticket} >> 17)::text"
"""In which window of 2^13 and of 2^17 tickets a text lies."""

VECTORS = f"""
alter table desk_ticket drop column words, add column words tsvector generated always as (
  setweight(to_tsvector('spanish'::regconfig, es_norm(title)), 'A')
  || setweight(to_tsvector('spanish'::regconfig, es_norm(left(description, 100000))), 'B')
  || array_to_tsvector(array[{OF_CLIENT}, {WINDOWS.format(ticket="id")}])) stored;
alter table desk_publicreply drop column words, add column words tsvector generated always as (
  setweight(to_tsvector('spanish'::regconfig, es_norm(left(body, 100000))), 'C')
  || array_to_tsvector(array[{OF_CLIENT}, {WINDOWS.format(ticket="ticket_id")}])) stored;
alter table desk_internalnote drop column words, add column words tsvector generated always as (
  setweight(to_tsvector('spanish'::regconfig, es_norm(left(body, 100000))), 'D')
  || array_to_tsvector(array[{WINDOWS.format(ticket="ticket_id")}])) stored;
create index ticket_words on desk_ticket using gin (words);
create index reply_words on desk_publicreply using gin (words);
create index note_words on desk_internalnote using gin (words)
"""

# The windows that hold the newest `span` tickets (some more, never fewer), or null when that is half of all, or so
# much that the index need not be narrowed.
WINDOW = """
create function desk_search_window(newest bigint, span bigint) returns tsquery language sql stable
  set search_path = public, pg_temp as $$
  select case when span * 2 < newest and span <= 32::bigint << 17 then (
    select string_agg(format('''#%s:%s''', bits, (newest >> bits) - back), ' | ')::tsquery
    from (select case when span <= 8 << 13 then 13 else 17 end as bits) size,
      generate_series(0, ceil(span::numeric / (1 << bits))::integer) back
    where (newest >> bits) >= back) end
$$;
revoke execute on function desk_search_window(bigint, bigint) from public
"""

# Whatever the statistics say, the words' own index is the one to use.
SETTINGS = """language plpgsql stable {how} set search_path = public, pg_temp set enable_seqscan = off
  set plan_cache_mode = force_generic_plan"""
DECLARED = """newest bigint; span bigint := 2 << 13; within tsquery; n integer;
  places integer[]; keys bigint[]; tickets bigint[]; oldest bigint;
  q tsquery := websearch_to_tsquery('spanish', es_norm(asked));"""

# Begin with the newest windows; from how many tickets they yield, reckon how far back enough of them reach (few or none
# say little: what was written last may be an import in other words). Only the texts of the newest `cap` tickets are
# read, to rank them. A client has few of all the tickets in a window, so its steps are long.
NEWEST = """
  select coalesce(max(t.id), 0) into newest from desk_ticket t;
  loop
    within := desk_search_window(newest, span);
    select array_agg(h.place), array_agg(h.id), array_agg(h.ticket), count(distinct h.ticket)
      into places, keys, tickets, n from ({hits}) h;
    exit when within is null or n >= cap;
    span := span * case when n = 0 then {step} when n < cap / 4 then 2 * {step} else greatest(2, 1.5 * cap / n) end;
  end loop;
  select min(l.ticket) into oldest
    from (select distinct u.ticket from unnest(tickets) u(ticket) order by u.ticket desc limit cap) l;
  return query
    with hits as materialized (
      select u.place, u.id, u.ticket from unnest(places, keys, tickets) u(place, id, ticket) where u.ticket >= oldest)
    {ranks};
"""
HIT = "select {place} as place, m.id, m.{ticket} as ticket from {table} m where m.words @@ coalesce({q} && within, {q}){wall}"
RANK = """select h.ticket, (ts_rank(m.words, q) / {weight})::real from hits h
      join {table} m on m.id = h.id where h.place = {place}"""
ALL = "\n    union all "
TEXTS = (("desk_ticket", "id"), ("desk_publicreply", "ticket_id"), ("desk_internalnote", "ticket_id"))


def newest(q: str, *walls: str, step: int) -> str:
    """The body that looks through the first tables of `TEXTS`, one for each wall."""
    hits, ranks = [], []
    for place, (wall, (table, ticket)) in enumerate(zip(walls, TEXTS, strict=False)):
        hits.append(HIT.format(place=place, table=table, ticket=ticket, q=q, wall=wall))
        ranks.append(RANK.format(place=place, table=table, weight=place + 1))
    return NEWEST.format(hits=ALL.join(hits), ranks=ALL.join(ranks), step=step)


AS_EVERYONE = f"""
create function desk_search(asked text, cap integer) returns table (ticket bigint, rank real)
  {SETTINGS.format(how="security invoker")} as $$
#variable_conflict use_column
declare {DECLARED}
begin
  if numnode(q) = 0 then return; end if;
  {newest("q", "", "", "", step=4)}
end $$;
revoke execute on function desk_search(text, integer) from public;
grant execute on function desk_search(text, integer), desk_search_window(bigint, bigint) to {{everyone}}
"""

# `@@` is not leakproof: behind a client's policy the index could not be used. This function runs as the owner, takes
# organisations and person from the transaction and never from its caller, and returns keys that are joined under the
# wall. The column is asked beside the lexeme (and not by an index of its own, hence the + 0): a text that holds another
# organisation's lexeme must not fill its list. In organisations that are not `managed`, only the person's own count.
OWN = " and (m.organisation_id + 0) = any(listed) and (m.organisation_id = any(managed) or {own})"
OWN_REPLY = "exists (select from desk_ticket t where t.id = m.ticket_id and t.requester_id = person)"
AS_CLIENT = f"""
drop function desk_search_as_client(text, integer);
create function desk_search_as_client(asked text, cap integer, managed bigint[] default '{{}}')
  returns table (ticket bigint, rank real) {SETTINGS.format(how="security definer")} as $$
#variable_conflict use_column
declare
  listed bigint[] := string_to_array(current_setting('vinculo.organisations', true), ',')::bigint[];
  person bigint := nullif(current_setting('vinculo.actor', true), '')::bigint;
  own tsquery;
  {DECLARED}
begin
  select string_agg('zo' || o, ' | ')::tsquery into own from unnest(listed) o;
  if own is null or numnode(q) = 0 then return; end if;
  own := q && own;
  {newest("own", OWN.format(own="m.requester_id = person"), OWN.format(own=OWN_REPLY), step=64)}
end $$;
revoke execute on function desk_search_as_client(text, integer, bigint[]) from public;
grant execute on function desk_search_as_client(text, integer, bigint[]) to {{client}}
"""


class Migration(migrations.Migration):
    dependencies = [("desk", "0003_search")]

    operations = [Sql(VECTORS, WINDOW, AS_EVERYONE, AS_CLIENT)]
