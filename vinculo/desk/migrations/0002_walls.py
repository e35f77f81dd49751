"""The wall around the desk: what a client and a supplier may see and write, column by column."""

from typing import Any

from django.db import migrations

from vinculo.desk.matrices import DEFAULT_CODE, IMPACTS, URGENCIES, default_cells
from vinculo.kernel import clock
from vinculo.kernel.walls import LISTED, OWN, OwnedKey, RaiseWall, Shared, Sql

SHARED = "id in (select ticket_id from desk_ticketshare)"
OF_SHARED = "ticket_id in (select ticket_id from desk_ticketshare)"
MOVES = "state, category, wait_reason, charged_to, state_since, resolved_at, closed_at, reopen_count"
ANSWERS = "updated_at, last_public_at, last_public_side"

# The share's own policy already says whose and whether it lasts; these only look at what it shows.
SUPPLIER_READS = f"""
create policy supplier on kernel_event to {{supplier}}
  using (subject_type = 'ticket' and audience = 'public' and subject_id in (select ticket_id from desk_ticketshare))
  with check (subject_type = 'ticket' and audience = 'public'
    and subject_id in (select ticket_id from desk_ticketshare));
grant select, insert on kernel_event to {{supplier}};
alter policy supplier on directory_organisation
  using (id = {LISTED} or is_provider or id in (select organisation_id from desk_ticketshare));
alter policy supplier on directory_person
  using ({OWN} or id in (select requester_id from desk_ticket) or (faces_clients
    and organisation_id in (select id from directory_organisation where is_provider)));
create policy supplier on directory_site for select to {{supplier}} using (id in (select site_id from desk_ticket));
create policy supplier on catalogue_service for select to {{supplier}}
  using (id in (select service_id from desk_ticket));
create policy supplier on catalogue_category for select to {{supplier}} using (id in (select topic_id from desk_ticket));
grant select on directory_site, catalogue_service, catalogue_category to {{supplier}}
"""

NUMBERS = """
create sequence desk_incident_number start 10001;
create sequence desk_request_number start 10001;
grant usage on sequence desk_incident_number, desk_request_number to {everyone}, {client}
"""


def make_default_matrix(apps: Any, schema_editor: Any) -> None:
    """The default 4×4, version 1."""
    alias = schema_editor.connection.alias
    matrix = (
        apps.get_model("desk", "PriorityMatrix").objects.using(alias).create(code=DEFAULT_CODE, name="4 × 4")
    )
    apps.get_model("desk", "MatrixVersion").objects.using(alias).create(
        matrix=matrix,
        number=1,
        impacts=list(IMPACTS),
        urgencies=list(URGENCIES),
        cells=default_cells(),
        created_at=clock.now(),
    )


class Migration(migrations.Migration):
    dependencies = [("desk", "0001_initial"), ("catalogue", "0002_walls"), ("directory", "0003_doors")]

    operations = [
        Shared("PriorityMatrix", everyone="select insert"),
        Shared("MatrixVersion", everyone="select insert"),
        RaiseWall(
            "TicketShare",
            everyone="select insert update(until)",
            supplier="select",
            supplier_sees=f"supplier_id = {LISTED} and until is null",
        ),
        RaiseWall(
            "Ticket",
            everyone="select insert update",
            client=f"select insert update({MOVES}, {ANSWERS})",
            supplier=f"select update({ANSWERS})",
            supplier_sees=SHARED,
            supplier_writes=SHARED,
        ),
        RaiseWall(
            "StatusSpan",
            everyone="select insert update(to_at)",
            client="select insert update(to_at)",
            supplier="select",
            supplier_sees=OF_SHARED,
        ),
        RaiseWall(
            "PublicReply",
            everyone="select insert",
            client="select insert",
            supplier="select insert",
            supplier_sees=OF_SHARED,
            supplier_writes=OF_SHARED,
        ),
        RaiseWall("InternalNote", everyone="select insert"),
        OwnedKey("Ticket", "site"),
        OwnedKey("StatusSpan", "ticket"),
        OwnedKey("TicketShare", "ticket"),
        OwnedKey("PublicReply", "ticket"),
        OwnedKey("InternalNote", "ticket"),
        Sql(SUPPLIER_READS, NUMBERS),
        migrations.RunPython(make_default_matrix, migrations.RunPython.noop),
    ]
