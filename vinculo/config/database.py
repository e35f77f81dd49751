"""The database made ready: roles and database on any server, then tables, then the small things that tables need."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql

from vinculo.config.connections import Connections

MAKING = 4_711_001  # advisory locks: making roles and databases (per server), migrating (per database)
MIGRATING = 4_711_002
OLDEST = 150000
CACHE_TABLE = "door_cache"

Tell = Callable[[str], None]
Statement = sql.SQL | sql.Composed


class DatabaseError(Exception):
    """The database cannot be used as it is; the message is one sentence for the operator."""


def statements(
    connections: Connections, passwords: dict[str, str], *, exists: set[str]
) -> Iterator[sql.Composed]:
    """Yield what makes the roles: the owner and the application sign in, the others are only ever entered."""
    name = {part: sql.Identifier(role) for part, role in connections.roles.items()}
    for part, role in connections.roles.items():
        kind = sql.SQL("login" if part in ("owner", "app") else "nologin")
        verb = sql.SQL("alter" if role in exists else "create")
        secret = (
            sql.SQL(" password {}").format(sql.Literal(passwords[part])) if part in passwords else sql.SQL("")
        )
        # The owner must inherit: it has the schema `public` through a role of PostgreSQL's own, pg_database_owner.
        heir = sql.SQL("inherit" if part == "owner" else "noinherit")
        yield sql.SQL("{} role {} {} {}{}").format(verb, name[part], kind, heir, secret)
    for part in ("client", "supplier", "everyone"):
        yield sql.SQL("grant {} to {}").format(name[part], name["app"])


def own_database(connections: Connections, *, exists: bool) -> Iterator[Statement]:
    """Yield what makes the database the owner's."""
    database, owner = sql.Identifier(connections.database), sql.Identifier(connections.roles["owner"])
    if exists:
        yield sql.SQL("alter database {} owner to {}").format(database, owner)
    else:
        yield sql.SQL("create database {} owner {} template template0 encoding 'UTF8'").format(
            database, owner
        )


def close_doors(connections: Connections) -> Iterator[Statement]:
    """Yield what is said inside the new database: only our roles enter, only the owner makes tables."""
    name = {part: sql.Identifier(role) for part, role in connections.roles.items()}
    database = sql.Identifier(connections.database)
    others = sql.SQL(", ").join(name[part] for part in ("app", "client", "supplier", "everyone"))
    yield sql.SQL("revoke all on database {} from public").format(database)
    yield sql.SQL("grant connect on database {} to {}, {}").format(database, name["owner"], name["app"])
    yield sql.SQL("revoke all on schema public from public")
    yield sql.SQL("grant all on schema public to {}").format(name["owner"])
    yield sql.SQL("grant usage on schema public to {}").format(others)


def prepare_sql(connections: Connections) -> str:
    """Return the same as text, for an administrator who runs it by hand with psql (passwords are theirs to put)."""
    secrets = {"owner": "CHANGE-ME-OWNER", "app": "CHANGE-ME-APP"}
    lines = ["-- Run as an administrator on an empty PostgreSQL 15 or newer, with psql."]
    lines += [f"{part.as_string(None)};" for part in statements(connections, secrets, exists=set())]
    lines += [f"{enter_owner(connections).as_string(None)};"]
    lines += [f"{part.as_string(None)};" for part in own_database(connections, exists=False)]
    lines += [f"\\connect {connections.database}", f"set role {connections.roles['owner']};"]
    lines += [f"{part.as_string(None)};" for part in close_doors(connections)]
    return "\n".join(lines) + "\n"


def enter_owner(connections: Connections) -> sql.Composed:
    """Return what lets its maker enter the owner's role; from 16 on making a role is not enough, and says so apart."""
    return sql.SQL(
        "do $$ begin execute 'grant ' || quote_ident({}) || ' to current_user'"
        " || case when current_setting('server_version_num')::int >= 160000 then ' with set true' else '' end; end $$"
    ).format(sql.Literal(connections.roles["owner"]))


def prepare(admin: dict[str, str], connections: Connections) -> None:
    """Make roles and database where they are missing, set what differs, and leave the rest alone.

    Needs a role that may make roles and databases. Safe to run twice, and by two at once.
    """
    try:
        with psycopg.connect(**admin, autocommit=True) as session:  # type: ignore[arg-type]
            version = session.info.server_version
            if version < OLDEST:
                raise DatabaseError(f"PostgreSQL 15 or newer is needed; this server is {version // 10000}.")
            with locked(session, MAKING):
                make_roles(session, connections)
                make_database(session, connections)
        with psycopg.connect(**{**admin, "dbname": connections.database}) as session:  # type: ignore[arg-type]
            session.execute("select pg_advisory_xact_lock(%s)", [MAKING])
            if not is_superuser(session):
                session.execute(
                    sql.SQL("set local role {}").format(sql.Identifier(connections.roles["owner"]))
                )
            for statement in close_doors(connections):
                session.execute(statement)
    except psycopg.OperationalError as error:
        raise DatabaseError(f"The database server cannot be reached: {first_line(error)}") from error
    except psycopg.Error as error:
        raise DatabaseError(f"The database could not be prepared: {first_line(error)}") from error


def make_roles(session: psycopg.Connection[Any], connections: Connections) -> None:
    """Make the roles; the maker grants itself the owner's, with what each version of PostgreSQL needs."""
    names = list(connections.roles.values())
    exists = {
        row[0] for row in session.execute("select rolname from pg_roles where rolname = any(%s)", [names])
    }
    given: dict[str, dict[str, str] | None] = {"owner": connections.owner, "app": connections.app}
    passwords = {part: known["password"] for part, known in given.items() if known and known.get("password")}
    with session.transaction():
        for statement in statements(connections, passwords, exists=exists):
            session.execute(statement)
        if not is_superuser(session):
            session.execute(enter_owner(connections))


def make_database(session: psycopg.Connection[Any], connections: Connections) -> None:
    """Make the database, or give an existing one to its owner."""
    found = session.execute(
        "select pg_get_userbyid(datdba) from pg_database where datname = %s", [connections.database]
    ).fetchone()
    if found and found[0] == connections.roles["owner"]:
        return
    for statement in own_database(connections, exists=found is not None):
        session.execute(statement)


def is_superuser(session: psycopg.Connection[Any]) -> bool:
    """Return whether this session may do everything."""
    row = session.execute("select rolsuper from pg_roles where rolname = current_user").fetchone()
    return bool(row and row[0])


@contextmanager
def locked(session: psycopg.Connection[Any], key: int) -> Iterator[None]:
    """Hold an advisory lock of the server, so that two who start at once do not both make everything."""
    session.execute("select pg_advisory_lock(%s)", [key])
    try:
        yield
    finally:
        session.execute("select pg_advisory_unlock(%s)", [key])


def first_line(error: Exception) -> str:
    """Return the first line of what the database said."""
    lines = str(error).strip().splitlines()
    return lines[0].removeprefix("connection failed: ") if lines else type(error).__name__


def ensure_ready(tell: Tell) -> None:
    """Make whatever is missing: roles, database, tables. Django must be set up; costs little when all is there."""
    from django.conf import settings

    connections: Connections = settings.CONNECTIONS
    state = look(connections)
    if state == "ready":
        return
    if state == "absent":
        if connections.admin is None:
            raise DatabaseError(
                "The database does not let us in: run the SQL that `vinculo database prepare --sql` prints as an"
                " administrator, then set DATABASE_URL and VINCULO_DATABASE_OWNER_URL."
            )
        tell("Making the database …")
        prepare(connections.admin, connections)
    if connections.owner is None:
        raise DatabaseError(
            "Tables are missing or old; set VINCULO_DATABASE_OWNER_URL and run `vinculo database migrate`."
        )
    migrate(connections.owner, tell)


def look(connections: Connections) -> str:
    """Return `ready`, `old` (migrations are missing) or `absent` (nobody lets us in)."""
    known = connections.owner or connections.app
    try:
        with psycopg.connect(**known) as session:  # type: ignore[arg-type]
            present = session.execute(
                "select to_regclass('django_migrations') is not null and to_regclass(%s) is not null",
                [CACHE_TABLE],
            ).fetchone()
            if not present or not present[0]:
                return "old"
            applied = {
                (app, name) for app, name in session.execute("select app, name from django_migrations")
            }
            return "ready" if on_disk() <= applied else "old"
    except psycopg.OperationalError as error:
        if connections.is_embedded or connections.admin:
            return "absent"
        raise DatabaseError(f"The database server cannot be reached: {first_line(error)}") from error


def on_disk() -> set[tuple[str, str]]:
    """Return the migrations of every installed application, by the names of their files: nothing is imported."""
    from django.apps import apps

    return {
        (config.label, file.stem)
        for config in apps.get_app_configs()
        for file in Path(config.path, "migrations").glob("*.py")
        if file.stem[0].isdigit()
    }


def migrate(owner: dict[str, str], tell: Tell) -> None:
    """Bring the tables up to date as their owner, one process at a time."""
    from django.core.management import call_command

    with psycopg.connect(**owner, autocommit=True) as guard, locked(guard, MIGRATING):  # type: ignore[arg-type]
        tell("Bringing the tables up to date …")
        call_command("migrate", database="owner", interactive=False, verbosity=0)
        call_command("createcachetable", CACHE_TABLE, database="owner", verbosity=0)
        open_cache()


def open_cache() -> None:
    """Let the application use the cache table: it is made outside the migrations, so its grant is too."""
    from django.conf import settings
    from django.db import connections

    app = settings.CONNECTIONS.roles["app"]
    with connections["owner"].cursor() as cursor:
        cursor.execute(f'grant select, insert, update, delete on "{CACHE_TABLE}" to "{app}"')
