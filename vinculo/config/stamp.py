"""Whether anything changed since all was last made ready: a second start need not load everything to find out."""

import json
from pathlib import Path

from vinculo.config.connections import Connections
from vinculo.config.environment import CHECKOUT, fingerprint

PACKAGE = Path(__file__).resolve().parents[1]
APPLIED = (
    "select coalesce(md5(string_agg(app || '.' || name, ',' order by app, name)), '')"
    " || (to_regclass('door_cache') is not null)::text from django_migrations"
)


def is_fresh(home: Path, connections: Connections, *, demonstration: bool) -> bool:
    """Return whether code and database are as they were when `write` was called. Loads neither Django nor a room."""
    try:
        kept = json.loads(stamp(home, connections).read_text("utf-8"))
    except (OSError, ValueError):
        return False
    now = state(connections, demonstration=demonstration)
    return bool(now["database"] and kept == now and (home / "static" / ".collected").exists())


def write(home: Path, connections: Connections, *, demonstration: bool) -> None:
    """Keep the state in which all is ready."""
    stamp(home, connections).write_text(json.dumps(state(connections, demonstration=demonstration)), "utf-8")


def stamp(home: Path, connections: Connections) -> Path:
    """Return where the state is kept: each database of a home has its own."""
    return home / f".ready-{connections.database}"


def state(connections: Connections, *, demonstration: bool) -> dict[str, object]:
    """Return what decides whether there is something to do."""
    return {"code": code(), "database": applied(connections), "demonstration": demonstration}


def code() -> str:
    """Return a digest of the names, sizes and times of all that is served or run."""
    files = [
        file for file in PACKAGE.rglob("*") if file.suffix in (".py", ".html", ".css", ".js", ".svg", ".po")
    ]
    lock = CHECKOUT / "requirements.lock"
    found = [*sorted(files), *([lock] if lock.exists() else [])]
    return fingerprint(*(f"{file} {file.stat().st_size} {file.stat().st_mtime_ns}" for file in found))


def applied(connections: Connections) -> str:
    """Return a digest of the migrations that the database has had; empty when it cannot be asked."""
    import psycopg

    if connections.owner is None:
        return ""
    try:
        with psycopg.connect(**connections.owner) as session:  # type: ignore[arg-type]
            row = session.execute(APPLIED).fetchone()
            return str(row[0]) if row else ""
    except psycopg.Error:
        return ""
