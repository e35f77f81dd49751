"""Search vectors of their own for tickets, messages and notes, and the one door through which a client searches."""

from django.db import migrations

from vinculo.kernel.walls import Sql

# A longer text would make the INSERT fail, and the mail would be lost. The organisation is a lexeme of the vector, so
# that one index serves words and wall together.
VECTORS = """
alter table desk_ticket add column words tsvector generated always as (
  setweight(to_tsvector('spanish'::regconfig, es_norm(title)), 'A')
  || setweight(to_tsvector('spanish'::regconfig, es_norm(left(description, 100000))), 'B')
  || array_to_tsvector(array['zo' || organisation_id::text])) stored;
alter table desk_publicreply add column words tsvector generated always as (
  setweight(to_tsvector('spanish'::regconfig, es_norm(left(body, 100000))), 'C')
  || array_to_tsvector(array['zo' || organisation_id::text])) stored;
alter table desk_internalnote add column words tsvector generated always as (
  setweight(to_tsvector('spanish'::regconfig, es_norm(left(body, 100000))), 'D')) stored;
create index ticket_words on desk_ticket using gin (words);
create index reply_words on desk_publicreply using gin (words);
create index note_words on desk_internalnote using gin (words)
"""

# `@@` is not leakproof: behind a client's policy the index could not be used. This function runs as the owner, takes
# the organisations from the transaction and never from its caller, and returns keys that are joined under the wall.
# The column is asked beside the lexeme: a text that holds another organisation's lexeme must not fill its list of hits.
AS_CLIENT = """
create function desk_search_as_client(asked text, cap integer) returns table (id bigint, rank real)
  language plpgsql stable security definer set search_path = public, pg_temp as $$
declare
  listed bigint[] := string_to_array(current_setting('vinculo.organisations', true), ',')::bigint[];
  own tsquery;
  q tsquery := websearch_to_tsquery('spanish', es_norm(asked));
begin
  select string_agg('zo' || o, ' | ')::tsquery into own from unnest(listed) o;
  if own is null or numnode(q) = 0 then return; end if;
  return query execute '
    with hits as materialized (
      (select t.id, 0 as place, t.words from desk_ticket t
        where t.words @@ $1 and t.organisation_id = any($4) order by t.id desc limit $2)
      union all
      (select r.ticket_id, 1, r.words from desk_publicreply r
        where r.words @@ $1 and r.organisation_id = any($4) order by r.id desc limit $2))
    select h.id, max(ts_rank(h.words, $3) / (1 + h.place))::real from hits h group by h.id order by h.id desc limit $2'
    using q && own, cap, q, listed;
end $$;
revoke execute on function desk_search_as_client(text, integer) from public;
grant execute on function desk_search_as_client(text, integer) to {client}
"""


class Migration(migrations.Migration):
    dependencies = [("desk", "0002_walls")]

    operations = [Sql(VECTORS, AS_CLIENT)]
