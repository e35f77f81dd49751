"""`vinculo database`: make it, bring it up to date, look into it, copy it."""

import os
import subprocess
import sys

import click

from vinculo.config.cli import tell
from vinculo.config.connections import Connections, connections_from_environment
from vinculo.config.environment import home
from vinculo.config.start import hold_server, set_up


def known() -> Connections:
    """Return the connections of the environment, with the embedded server running if it is the one."""
    hold_server()
    return connections_from_environment(home())


@click.group(name="database", epilog="Example:  vinculo database prepare --sql > roles.sql")
def command() -> None:
    """Make, migrate, look into or copy the database."""


@command.command(epilog="Example:  DATABASE_URL=postgresql://admin@db.example.org/ vinculo database prepare")
@click.option(
    "--sql", "as_sql", is_flag=True, help="Print the SQL for an administrator instead of running it."
)
def prepare(*, as_sql: bool) -> None:
    """Make the roles and the empty database on the server that DATABASE_URL names."""
    from vinculo.config import database

    if as_sql:
        click.echo(database.prepare_sql(connections_from_environment(home())), nl=False)
        return
    connections = known()
    if connections.admin is None:
        raise click.ClickException(
            "DATABASE_URL does not name an administrator; use --sql and run what it prints."
        )
    database.prepare(connections.admin, connections)
    tell(f"The roles {connections.prefix}_* and the database {connections.database} are ready.")


@command.command(epilog="Example:  vinculo database migrate")
def migrate() -> None:
    """Make the database if it is absent and bring its tables up to date."""
    set_up(tell)
    tell("The tables are up to date.")


@command.command(epilog="Example:  vinculo database shell -c 'select count(*) from desk_ticket'")
@click.option("--command", "-c", "statement", help="Run one statement and end.")
@click.option(
    "--as", "capacity", type=click.Choice(["owner", "app", "admin"]), default="owner", show_default=True
)
def shell(*, statement: str | None, capacity: str) -> None:
    """Open psql (or run one statement with it) as the owner, the application or the administrator."""
    set_up(tell)
    connections = known()
    keywords = {"owner": connections.owner, "app": connections.app, "admin": connections.admin}[capacity]
    if keywords is None:
        raise click.ClickException(f"This installation does not know how to connect as {capacity}.")
    if capacity == "admin":
        keywords = {**keywords, "dbname": connections.database}
    sys.exit(
        subprocess.run(
            [program("psql", connections), conninfo(keywords), *one(statement)], check=False
        ).returncode
    )


@command.command(epilog="Example:  vinculo database dump > vinculo.dump")
def dump() -> None:
    """Write a copy of the whole database to stdout, in pg_dump's custom format."""
    set_up(tell)
    connections = known()
    if connections.owner is None:
        raise click.ClickException("Only the owner can copy everything; set VINCULO_DATABASE_OWNER_URL.")
    arguments = [program("pg_dump", connections), "--format=custom", conninfo(connections.owner)]
    sys.exit(subprocess.run(arguments, check=False).returncode)


def one(statement: str | None) -> list[str]:
    """Return psql's arguments for one statement, or none for a session at the keyboard."""
    return ["-X", "-v", "ON_ERROR_STOP=1", "-c", statement] if statement else []


def conninfo(keywords: dict[str, str]) -> str:
    """Return a libpq string without the password, which goes through the environment."""
    from psycopg.conninfo import make_conninfo

    rest = dict(keywords)
    os.environ["PGPASSWORD"] = rest.pop("password", "")
    return make_conninfo("", **rest)


def program(name: str, connections: Connections) -> str:
    """Return the program that fits: the embedded one, or the system's."""
    from vinculo.config.embedded_place import Place, programs

    return str(programs(Place.under(home())) / name) if connections.is_embedded else name
