"""The wall as migration operations: policies for each role, composite keys, door tables, shared tables.

Verbs in a grant are SQL's own (`select insert update delete`); a column list goes in brackets:
`select update(state,closed_at)`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from django.apps.registry import Apps
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState

from vinculo.kernel.roles import role_name

LISTED = (
    "any ((select string_to_array(current_setting('vinculo.organisations', true), ',')::bigint[])::bigint[])"
)
"""The transaction's organisation list, read once a statement (an init plan), never once a row."""

OWN = f"organisation_id = {LISTED}"
"""The rows of the organisations that the actor stands for. An unset list is no rows."""

_ROLE_IN_SQL = re.compile(r"\{(client|supplier|everyone|app|owner)\}")


def sql_with_roles(sql: str) -> str:
    """Put the role names of this database in the place of `{client}`, `{supplier}`, `{everyone}`, `{app}` and so on."""
    return _ROLE_IN_SQL.sub(lambda match: f'"{role_name(match[1])}"', sql)


def grants(table: str, role: str, verbs: str) -> list[str]:
    """The GRANT statements for `verbs` on a table (nothing when there are none)."""
    words = re.findall(r"\w+(?:\([^)]*\))?", verbs)
    return [f'grant {", ".join(words)} on "{table}" to "{role_name(role)}"'] if words else []


class _Operation(Operation):
    """An operation that changes no model state and goes forward only."""

    reduces_to_sql = True
    reversible = False

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        return None

    def statements(self, app_label: str, apps: Apps) -> Sequence[str]:
        raise NotImplementedError

    def database_forwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        for statement in self.statements(app_label, to_state.apps):
            schema_editor.execute(statement, params=None)

    def describe(self) -> str:
        return type(self).__name__


class RaiseWall(_Operation):
    """Row-level security on a model's table: one policy a role, and the verbs that each role may use.

    `client_sees` and `supplier_sees` are SQL conditions; a role without a condition has no policy and sees nothing.
    A client writes only rows of its own organisations, whatever it may see.
    """

    def __init__(
        self,
        model: str,
        *,
        everyone: str = "select insert update delete",
        client: str = "",
        supplier: str = "",
        client_sees: str = OWN,
        client_writes: str = OWN,
        supplier_sees: str = "",
        supplier_writes: str = "false",
    ) -> None:
        self.model, self.everyone, self.client, self.supplier = model, everyone, client, supplier
        self.client_sees, self.client_writes = client_sees, client_writes
        self.supplier_sees, self.supplier_writes = supplier_sees, supplier_writes

    def statements(self, app_label: str, apps: Apps) -> list[str]:
        table = apps.get_model(app_label, self.model)._meta.db_table
        made = [f'alter table "{table}" enable row level security']
        made += self._policy(table, "everyone", self.everyone, "true", "true")
        made += self._policy(table, "client", self.client, self.client_sees, self.client_writes)
        made += self._policy(table, "supplier", self.supplier, self.supplier_sees, self.supplier_writes)
        return made

    @staticmethod
    def _policy(table: str, role: str, verbs: str, sees: str, writes: str) -> list[str]:
        if not verbs:
            return []
        only_reads = verbs.strip() == "select"
        scope, check = ("for select ", "") if only_reads else ("", f" with check ({writes})")
        return [
            f'create policy "{role}" on "{table}" {scope}to "{role_name(role)}" using ({sees}){check}',
            *grants(table, role, verbs),
        ]


class OwnedKey(_Operation):
    """The composite key behind an `OwnedForeignKey`: a child can only point at a row of its own organisation."""

    def __init__(self, model: str, field: str) -> None:
        self.model, self.field = model, field

    def statements(self, app_label: str, apps: Apps) -> list[str]:
        child = apps.get_model(app_label, self.model)
        relation = child._meta.get_field(self.field)
        parent = relation.related_model._meta.db_table
        table, column = child._meta.db_table, relation.column
        return [
            f"""do $$ begin
                  if not exists (select from pg_constraint where conname = '{parent}_owned') then
                    alter table "{parent}" add constraint "{parent}_owned" unique (organisation_id, id);
                  end if;
                end $$""",
            f'alter table "{table}" add constraint "{table}_{self.field}_owned"'
            f' foreign key (organisation_id, "{column}") references "{parent}" (organisation_id, id)'
            " on update cascade deferrable initially immediate",
        ]


class Door(_Operation):
    """Tables that `vinculo_app` itself reads and writes: sessions, sign-in, the worker's bookkeeping."""

    def __init__(self, *tables: str, app: str = "select insert update delete", everyone: str = "") -> None:
        self.tables, self.app, self.everyone = tables, app, everyone

    def statements(self, app_label: str, apps: Apps) -> list[str]:
        made: list[str] = []
        for table in self.tables:
            made += grants(table, "app", self.app) + grants(table, "everyone", self.everyone)
        return made


class Shared(_Operation):
    """A table without an organisation that every side reads (roles, matrices): nothing in it is any client's."""

    def __init__(
        self, model: str, *, everyone: str = "select insert update", readers: str = "client supplier"
    ) -> None:
        self.model, self.everyone, self.readers = model, everyone, readers

    def statements(self, app_label: str, apps: Apps) -> list[str]:
        table = apps.get_model(app_label, self.model)._meta.db_table
        made = grants(table, "everyone", self.everyone)
        for reader in self.readers.split():
            made += grants(table, reader, "select")
        return made


class Sql(_Operation):
    """Statements of our own (functions, triggers, grants) with role names filled in."""

    def __init__(self, *sql: str) -> None:
        self.sql = sql

    def statements(self, app_label: str, apps: Apps) -> list[str]:
        return [sql_with_roles(statement) for statement in self.sql]


class KeepHistory(_Operation):
    """Old and new values of every change to a table go to `kernel_change`, whoever makes it and however."""

    def __init__(self, *models: str) -> None:
        self.models = models

    def statements(self, app_label: str, apps: Apps) -> list[str]:
        tables = [apps.get_model(app_label, model)._meta.db_table for model in self.models]
        return [
            f'create trigger keep_history after insert or update or delete on "{table}"'
            " for each row execute function kernel_keep_history()"
            for table in tables
        ]
