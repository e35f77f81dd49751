"""The door: what the application's own role may touch before any wall is up, and how jobs are queued behind it."""

from django.db import migrations

from vinculo.kernel.walls import Door, Sql

# Web and worker sign in as the application's role and keep the job queue with it; what acts behind the wall may only
# add jobs, through the queue's own function, run as the owner with a fixed search path.
QUEUE = """
do $$ declare f record; begin
  for f in select p.oid::regprocedure as signature from pg_proc p join pg_namespace n on n.oid = p.pronamespace
    where n.nspname = 'public' and p.proname like 'procrastinate\\_defer\\_%'
  loop
    execute format('alter function %s security definer set search_path = public, pg_temp', f.signature);
    execute format('revoke execute on function %s from public', f.signature);
    execute format('grant execute on function %s to {app}, {client}, {supplier}, {everyone}', f.signature);
  end loop;
  for f in select c.oid::regclass as signature, c.relkind from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = 'public' and c.relname like 'procrastinate\\_%' and c.relkind in ('r', 'S')
  loop
    if f.relkind = 'r' then
      execute format('grant select, insert, update, delete on %s to {app}', f.signature);
    else
      execute format('grant usage, select on %s to {app}', f.signature);
    end if;
  end loop;
end $$
"""

# A job that waits for a lock starts when the lock is released, and not at the next look of a worker.
LOCK_RELEASED = """
create function kernel_job_lock_released() returns trigger language plpgsql set search_path = public, pg_temp as $$
begin
  perform pg_notify('procrastinate_queue_v1#' || new.queue_name,
    json_build_object('type', 'job_inserted', 'job_id', new.id)::text);
  perform pg_notify('procrastinate_any_queue_v1', json_build_object('type', 'job_inserted', 'job_id', new.id)::text);
  return new;
end $$;
create trigger kernel_job_lock_released after update of status on procrastinate_jobs for each row
  when (old.status = 'doing' and new.status <> 'doing' and old.lock is not null)
  execute function kernel_job_lock_released()
"""


class Migration(migrations.Migration):
    dependencies = [
        ("directory", "0002_walls"),
        ("sessions", "0001_initial"),
        ("account", "0009_emailaddress_unique_primary_email"),
        ("procrastinate", "0041_post_retry_failed_job"),
    ]

    operations = [
        Door("directory_account", everyone="select insert update"),
        Door("directory_apitoken", everyone="select insert update delete"),
        Door("django_session", "account_emailaddress", "account_emailconfirmation"),
        Door("django_content_type", "django_migrations", app="select"),
        Sql(QUEUE, LOCK_RELEASED),
    ]
