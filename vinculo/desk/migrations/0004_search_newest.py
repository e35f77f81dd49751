"""Search that stays quick where many texts hold each word: newest first, window by window.

Sorting all hits to find the newest reads each of them; walking back from the newest reads every text when two common
words hardly ever meet (0.1 s at 100,000 tickets, and it grows with them). So each vector also says in which window of
keys it lies, as a lexeme that no text can hold, and the index itself finds the newest.
"""

from django.db import migrations

from vinculo.kernel.walls import Sql

WINDOWS = (13, 17)
"""Windows of 2^13 and 2^17 keys, then everything."""

OF_ROW = "'zo' || organisation_id::text, " + ", ".join(
    f"'#{bits}:' || (id >> {bits})::text" for bits in WINDOWS
)
OF_NOTE = OF_ROW.split(", ", 1)[1]

VECTORS = f"""
alter table desk_ticket drop column words, add column words tsvector generated always as (
  setweight(to_tsvector('spanish'::regconfig, es_norm(title)), 'A')
  || setweight(to_tsvector('spanish'::regconfig, es_norm(left(description, 100000))), 'B')
  || array_to_tsvector(array[{OF_ROW}])) stored;
alter table desk_publicreply drop column words, add column words tsvector generated always as (
  setweight(to_tsvector('spanish'::regconfig, es_norm(left(body, 100000))), 'C')
  || array_to_tsvector(array[{OF_ROW}])) stored;
alter table desk_internalnote drop column words, add column words tsvector generated always as (
  setweight(to_tsvector('spanish'::regconfig, es_norm(left(body, 100000))), 'D')
  || array_to_tsvector(array[{OF_NOTE}])) stored;
create index ticket_words on desk_ticket using gin (words);
create index reply_words on desk_publicreply using gin (words);
create index note_words on desk_internalnote using gin (words)
"""

# The newest two windows of a size, or null when they are all there is.
WINDOW = """
create function desk_search_window(newest bigint, bits integer) returns tsquery language sql immutable
  set search_path = public, pg_temp as $$
  select case when newest >> bits > 1 then format('''#%s:%s'' | ''#%s:%s''',
    bits, newest >> bits, bits, (newest >> bits) - 1)::tsquery end
$$;
revoke execute on function desk_search_window(bigint, integer) from public
"""

# `id + 0` and the settings: whatever the statistics say, the words' own index is the one to use.
SETTINGS = """language plpgsql stable {how} set search_path = public, pg_temp set enable_seqscan = off
  set plan_cache_mode = force_generic_plan"""

HITS = """
  select coalesce(max(m.id), 0) into newest from {table} m;
  foreach bits in array array[13, 17, 62] loop
    within := desk_search_window(newest, bits);
    found := array(
      select m.id from {table} m where m.words @@ coalesce({asked} && within, {asked}){wall}
      order by m.id + 0 desc limit cap);
    exit when within is null or cardinality(found) >= cap;
  end loop;
  return query select m.{ticket}, (ts_rank(m.words, q) / {weight})::real from {table} m where m.id = any(found);
"""
DECLARED = "newest bigint; bits integer; within tsquery; found bigint[]; q tsquery := websearch_to_tsquery('spanish', es_norm(asked));"

AS_EVERYONE = f"""
create function desk_search(asked text, cap integer) returns table (ticket bigint, rank real)
  {SETTINGS.format(how="security invoker")} as $$
declare {DECLARED}
begin
  if numnode(q) = 0 then return; end if;
  {HITS.format(table="desk_ticket", ticket="id", weight=1, asked="q", wall="")}
  {HITS.format(table="desk_publicreply", ticket="ticket_id", weight=2, asked="q", wall="")}
  {HITS.format(table="desk_internalnote", ticket="ticket_id", weight=3, asked="q", wall="")}
end $$;
revoke execute on function desk_search(text, integer) from public;
grant execute on function desk_search(text, integer), desk_search_window(bigint, integer) to {{everyone}}
"""

# `@@` is not leakproof: behind a client's policy the index could not be used. This function runs as the owner, takes
# organisations and person from the transaction and never from its caller, and returns keys that are joined under the
# wall. The column is asked beside the lexeme: a text that holds another organisation's lexeme must not fill its list.
# In organisations that are not `managed`, only the person's own cases count.
OWN = " and (m.organisation_id + 0) = any(listed) and (m.organisation_id = any(managed) or {own})"
AS_CLIENT = f"""
drop function desk_search_as_client(text, integer);
create function desk_search_as_client(asked text, cap integer, managed bigint[] default '{{}}')
  returns table (ticket bigint, rank real) {SETTINGS.format(how="security definer")} as $$
declare
  listed bigint[] := string_to_array(current_setting('vinculo.organisations', true), ',')::bigint[];
  person bigint := nullif(current_setting('vinculo.actor', true), '')::bigint;
  own tsquery;
  {DECLARED}
begin
  select string_agg('zo' || o, ' | ')::tsquery into own from unnest(listed) o;
  if own is null or numnode(q) = 0 then return; end if;
  own := q && own;
  {HITS.format(table="desk_ticket", ticket="id", weight=1, asked="own", wall=OWN.format(own="m.requester_id = person"))}
  {HITS.format(
    table="desk_publicreply", ticket="ticket_id", weight=2, asked="own",
    wall=OWN.format(own="exists (select from desk_ticket t where t.id = m.ticket_id and t.requester_id = person)"),
  )}
end $$;
revoke execute on function desk_search_as_client(text, integer, bigint[]) from public;
grant execute on function desk_search_as_client(text, integer, bigint[]) to {{client}}
"""  # fmt: skip


class Migration(migrations.Migration):
    dependencies = [("desk", "0003_search")]

    operations = [Sql(VECTORS, WINDOW, AS_EVERYONE, AS_CLIENT)]
