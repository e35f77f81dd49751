"""The benchmark's own database: made as in the product, filled once, dropped at the end or kept for the next time."""

from __future__ import annotations

import os
from typing import Any
from urllib.parse import urlsplit

import click
import psycopg
from django.conf import settings
from django.db import connections
from psycopg import sql

RECIPE = 2
"""Counted up when the fill changes: a database kept from before is then made anew."""


def point_at(tickets: int) -> None:
    """Make this process, and all that it starts, use a database of so many tickets on the server of the environment.

    Has to come before settings are read. Raises ClickException when that server lets nobody make a database.
    """
    if os.environ.get("VINCULO_DATABASE_OWNER_URL") or os.environ.get("DATABASE_URL_FILE"):
        raise click.ClickException(
            "The benchmark makes a database of its own: DATABASE_URL has to name an administrator of the server,"
            " without VINCULO_DATABASE_OWNER_URL or DATABASE_URL_FILE."
        )
    if url := os.environ.get("DATABASE_URL"):
        os.environ["DATABASE_URL"] = urlsplit(url)._replace(path="/postgres").geturl()
    name = f"vinculo_bench_{tickets}"
    os.environ.update(
        VINCULO_DATABASE=name, VINCULO_ROLE_PREFIX=name, VINCULO_BENCHMARK="1", VINCULO_DEMO="0"
    )


def is_kept(tickets: int) -> bool:
    """Whether the database holds that many tickets, made by this recipe."""
    with administrator() as session:
        row = session.execute(
            "select shobj_description(oid, 'pg_database') from pg_database where datname = %s", [_database()]
        ).fetchone()
    return bool(row) and row[0] == _mark(tickets)  # type: ignore[index]


def keep(tickets: int) -> None:
    """Write on the database what it holds."""
    with administrator() as session:
        statement = sql.SQL("comment on database {} is {}")
        session.execute(statement.format(sql.Identifier(_database()), sql.Literal(_mark(tickets))))


def drop() -> None:
    """Remove the database and its roles."""
    let_go()
    with administrator() as session:
        session.execute(
            sql.SQL("drop database if exists {} with (force)").format(sql.Identifier(_database()))
        )
        for role in settings.CONNECTIONS.roles.values():
            session.execute(sql.SQL("drop role if exists {}").format(sql.Identifier(role)))


def let_go() -> None:
    """Close this process's own connections to the database."""
    for alias in connections:
        connections[alias].close()
        if connections[alias].settings_dict["OPTIONS"].get("pool"):
            connections[alias].close_pool()  # type: ignore[attr-defined]


def facts() -> dict[str, Any]:
    """The server's version and the size of the database on disk, in bytes."""
    with administrator() as session:
        row = session.execute(
            "select current_setting('server_version'), pg_database_size(%s), current_setting('shared_buffers'),"
            " current_setting('synchronous_commit'), current_setting('fsync')", [_database()]
        ).fetchone()  # fmt: skip
    assert row is not None
    return dict(zip(("version", "bytes", "shared_buffers", "synchronous_commit", "fsync"), row, strict=True))


def administrator() -> psycopg.Connection[Any]:
    """A session of the server's administrator."""
    known = settings.CONNECTIONS.admin
    if known is None:
        raise click.ClickException(
            "The benchmark needs an administrator's DATABASE_URL to make its database."
        )
    return psycopg.connect(**known, autocommit=True)  # type: ignore[arg-type]


def _database() -> str:
    return str(settings.CONNECTIONS.database)


def _mark(tickets: int) -> str:
    return f"benchmark desk: {tickets} tickets, recipe {RECIPE}"
