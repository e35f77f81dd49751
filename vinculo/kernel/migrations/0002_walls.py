"""Text search without extensions, history of evidence, and who may read and write events."""

from django.db import migrations

from vinculo.kernel.walls import OWN, RaiseWall, Shared, Sql

# Accents are folded, then given back to "-ion" words, so that the Spanish stemmer takes facturacion, facturación and
# facturaciones for one. Immutable, so that generated columns and indexes may use it.
ES_NORM = r"""
create function es_norm(t text) returns text language sql immutable parallel safe strict as $$
  select regexp_replace(
    translate(lower(t), 'áàäâãåéèëêíìïîóòöôõúùüûñç', 'aaaaaaeeeeiiiiooooouuuunc'), '([csgtx])ion\M', '\1ión', 'g')
$$
"""

# The alphabet of Spanish on any server, without ICU: ñ after n, accents ignored.
ES_SORT = """
create function es_sort(t text) returns text language sql immutable parallel safe strict as $$
  select replace(translate(lower(t), 'áàäâãåéèëêíìïîóòöôõúùüûç', 'aaaaaaeeeeiiiiooooouuuuc'), 'ñ', 'n~')
$$
"""

# Runs as the owner with a fixed search path: no organisation role has a right on kernel_change.
KEEP_HISTORY = """
create function kernel_keep_history() returns trigger language plpgsql security definer
  set search_path = public, pg_temp as $$
declare
  before jsonb := case when tg_op = 'INSERT' then null else to_jsonb(old) end;
  after jsonb := case when tg_op = 'DELETE' then null else to_jsonb(new) end;
begin
  if tg_op = 'UPDATE' and before = after then return null; end if;
  insert into kernel_change (table_name, row_id, operation, old, new, actor_id, changed_at) values (
    tg_table_name, (coalesce(after, before) ->> 'id')::bigint, lower(tg_op), before, after,
    nullif(current_setting('vinculo.actor', true), '')::bigint, clock_timestamp());
  return null;
end $$
"""


class Migration(migrations.Migration):
    dependencies = [("kernel", "0001_initial")]

    operations = [
        Sql(ES_NORM, ES_SORT, KEEP_HISTORY, "revoke execute on function kernel_keep_history() from public"),
        RaiseWall(
            "Event",
            everyone="select insert",
            client="select insert",
            client_sees=f"{OWN} and audience = 'public'",
            client_writes=f"{OWN} and audience = 'public'",
        ),
        Shared("Change", everyone="select", readers=""),
        Shared("ReactionDone", everyone="select insert", readers=""),
    ]
