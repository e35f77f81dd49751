"""The wall around the directory, the keys of the kernel's plain numbers, and the one function before the wall."""

from typing import Any

from django.db import migrations

from vinculo.directory.roles import STANDARD_ROLES
from vinculo.kernel.walls import LISTED, OWN, KeepHistory, OwnedKey, RaiseWall, Shared, Sql

OF_PROVIDERS = "organisation_id in (select id from directory_organisation where is_provider)"
# Only a provider's people face clients: the mark on anybody else's shows nobody.
FACE = f"(faces_clients and {OF_PROVIDERS})"

# What a session needs to know of its person, before any wall is up: the application's own role reads no people.
ACTOR = """
create function directory_actor(account bigint) returns jsonb language sql stable security definer
  set search_path = public, pg_temp as $$
  select jsonb_build_object(
    'person', p.id, 'name', p.name, 'organisation', p.organisation_id, 'locale', p.locale, 'zone', p.zone,
    'hats', coalesce((
      select jsonb_agg(jsonb_build_object('organisation', m.organisation_id, 'side', r.side, 'permissions', r.permissions))
      from directory_membership m join directory_role r on r.id = m.role_id where m.person_id = p.id and m.active
    ), '[]'),
    'teams', coalesce((select jsonb_agg(t.team_id) from directory_teammember t where t.person_id = p.id), '[]'))
  from directory_account a join directory_person p on p.id = a.person_id
  where a.id = account and a.is_active and p.active
$$
"""


def make_standard_roles(apps: Any, schema_editor: Any) -> None:
    """Every installation begins with the standard roles."""
    role = apps.get_model("directory", "Role")
    for known in STANDARD_ROLES:
        role.objects.using(schema_editor.connection.alias).create(
            code=known.code, name=str(known.name), side=known.side, permissions=list(known.permissions)
        )


class Migration(migrations.Migration):
    dependencies = [("directory", "0001_initial"), ("kernel", "0002_walls")]

    operations = [
        Sql(
            "alter table kernel_event add constraint kernel_event_organisation foreign key (organisation_id)"
            " references directory_organisation (id)",
            "alter table kernel_event add constraint kernel_event_actor foreign key (actor_id)"
            " references directory_person (id)",
            ACTOR,
            "revoke execute on function directory_actor(bigint) from public",
            "grant execute on function directory_actor(bigint) to {app}",
        ),
        RaiseWall(
            "Organisation",
            everyone="select insert update",
            client="select",
            client_sees=f"id = {LISTED} or is_provider",
            supplier="select",
            supplier_sees=f"id = {LISTED} or is_provider",
        ),
        RaiseWall("Site", client="select"),
        RaiseWall("Membership", client="select", supplier="select", supplier_sees=OWN),
        RaiseWall(
            "Person",
            client="select",
            client_sees=f"{OWN} or {FACE} or id in (select person_id from directory_membership)",
            supplier="select",
            supplier_sees=f"{OWN} or {FACE}",
        ),
        RaiseWall(
            "Team",
            client="select",
            client_sees=f"{OWN} or {OF_PROVIDERS}",
            supplier="select",
            supplier_sees=f"{OWN} or {OF_PROVIDERS}",
        ),
        RaiseWall("TeamMember", supplier="select", supplier_sees=OWN),
        Shared("Role"),
        OwnedKey("Membership", "site"),
        OwnedKey("TeamMember", "team"),
        KeepHistory("Role", "Membership", "TeamMember"),
        migrations.RunPython(make_standard_roles, migrations.RunPython.noop),
    ]
