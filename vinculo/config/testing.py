"""Databases for tests: one migrated template for each schema, cloned for whoever asks."""

import os
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import psycopg
from django.conf import settings
from django.db import connections as django_connections
from psycopg import sql

from vinculo.config import database
from vinculo.config.connections import Connections
from vinculo.config.environment import fingerprint

KEPT_TEMPLATES = 3
SHAPES = ("*/migrations/*.py", "kernel/*.py", "config/database.py", "**/*.sql")


def schema() -> str:
    """Return a digest of all that decides how the tables come out."""
    package = Path(__file__).resolve().parents[1]
    files = sorted({file for shape in SHAPES for file in package.glob(shape)})
    lock = package.parent / "requirements.lock"
    parts = [f"{file.relative_to(package)} {file.read_text('utf-8')}" for file in files]
    return fingerprint(lock.read_text("utf-8") if lock.exists() else "", *parts)[:12]


def admin() -> psycopg.Connection[Any]:
    """Return a session of the test cluster's administrator."""
    known: Connections = settings.CONNECTIONS
    assert known.admin is not None
    return psycopg.connect(**known.admin, autocommit=True)  # type: ignore[arg-type]


def template() -> str:
    """Return the name of the migrated template, made if it is absent; others wait meanwhile."""
    name = f"template_{schema()}"
    known: Connections = replace(settings.CONNECTIONS, database=name)
    with admin() as session, database.locked(session, database.MAKING + 10):
        done = "select true from pg_database where datname = %s and datistemplate"
        if session.execute(done, [name]).fetchone():
            return name
        sweep(session)
        session.execute(sql.SQL("drop database if exists {} with (force)").format(sql.Identifier(name)))
        assert known.admin is not None
        assert known.owner is not None
        database.prepare(known.admin, known)
        owner = django_connections["owner"]
        owner.close()
        before, owner.settings_dict["NAME"] = owner.settings_dict["NAME"], name
        try:
            database.migrate({**known.owner, "dbname": name}, lambda sentence: None)
        finally:
            owner.close()
            owner.settings_dict["NAME"] = before
        session.execute(sql.SQL("alter database {} is_template true").format(sql.Identifier(name)))
    return name


def clone(source: str, name: str) -> str:
    """Make a database like the template."""
    known: Connections = replace(settings.CONNECTIONS, database=name)
    drop(name)
    with admin() as session:
        session.execute(
            sql.SQL("create database {} template {} owner {}").format(
                sql.Identifier(name), sql.Identifier(source), sql.Identifier(known.roles["owner"])
            )
        )
    assert known.admin is not None
    with psycopg.connect(**{**known.admin, "dbname": name}) as session:  # type: ignore[arg-type]
        for statement in database.close_doors(known):  # rights on a database are not cloned
            session.execute(statement)
    return name


def drop(name: str) -> None:
    """Remove a database, with whoever is still connected."""
    for alias in django_connections:
        django_connections[alias].close()
        if django_connections[alias].settings_dict["OPTIONS"].get("pool"):
            django_connections[alias].close_pool()  # type: ignore[attr-defined]
    with admin() as session:
        session.execute(sql.SQL("drop database if exists {} with (force)").format(sql.Identifier(name)))


def sweep(session: psycopg.Connection[Any]) -> None:
    """Remove what killed runs left behind and templates of schemas long gone."""
    rows = session.execute("select datname, datistemplate from pg_database order by oid").fetchall()
    for name, _ in rows:
        found = re.fullmatch(r"(?:test|site)_(\d+)\w*", name)
        if found and not Path(f"/proc/{found[1]}").exists() and int(found[1]) != os.getpid():
            session.execute(sql.SQL("drop database if exists {} with (force)").format(sql.Identifier(name)))
    templates = [name for name, is_template in rows if is_template and name.startswith("template_")]
    for name in templates[:-KEPT_TEMPLATES]:
        session.execute(sql.SQL("alter database {} is_template false").format(sql.Identifier(name)))
        session.execute(sql.SQL("drop database if exists {}").format(sql.Identifier(name)))
