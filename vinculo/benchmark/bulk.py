"""Loading fast, as the tables' owner: indexes and keys are set aside first and made again over all rows at once."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import psycopg
from psycopg import sql

Tell = Callable[[str], None]

_KEYS = """
select conrelid::regclass::text, conname, pg_get_constraintdef(oid)
from pg_constraint
where contype in ('f', 'u') and (conrelid = any(%(tables)s::regclass[]) or confrelid = any(%(tables)s::regclass[]))
order by contype = 'f', conname
"""
_INDEXES = """
select indexrelid::regclass::text, pg_get_indexdef(indexrelid)
from pg_index i
where indrelid = any(%(tables)s::regclass[]) and not indisprimary
  and not exists (select from pg_constraint c where c.conindid = i.indexrelid and c.contype in ('u', 'p', 'x'))
order by 1
"""
QUICK = {
    "synchronous_commit": "off",  # of the load alone: what is measured later commits durably
    "maintenance_work_mem": "1GB",
    "max_parallel_maintenance_workers": "2",
}


@dataclass(frozen=True)
class SetAside:
    """What has to be made again: (table, name, definition) of keys and the statements of indexes."""

    keys: Sequence[tuple[str, str, str]]
    indexes: Sequence[tuple[str, str]]


def session(owner: dict[str, str]) -> psycopg.Connection[Any]:
    """A session of the owner's, set for loading."""
    opened = psycopg.connect(**owner, autocommit=True)  # type: ignore[arg-type]
    for name, value in QUICK.items():
        opened.execute("select set_config(%s, %s, false)", [name, value])
    return opened


@contextmanager
def without_indexes(owner: dict[str, str], tables: Sequence[str], tell: Tell) -> Iterator[None]:
    """Load inside: the tables have no index but their primary key and no foreign key until the end."""
    with session(owner) as opened:
        aside = SetAside(
            keys=opened.execute(_KEYS, {"tables": list(tables)}).fetchall(),
            indexes=opened.execute(_INDEXES, {"tables": list(tables)}).fetchall(),
        )
        with opened.transaction():
            for table, name, _definition in reversed(aside.keys):
                statement = sql.SQL("alter table {} drop constraint {}")
                opened.execute(statement.format(sql.SQL(table), sql.Identifier(name)))
            for index, _definition in aside.indexes:
                opened.execute(sql.SQL("drop index {}").format(sql.SQL(index)))
    yield
    with session(owner) as opened:
        _put_back(opened, aside, tell)
        tell("Statistics …")
        for table in tables:
            opened.execute(sql.SQL("vacuum (analyze) {}").format(sql.SQL(table)))


def _put_back(opened: psycopg.Connection[Any], aside: SetAside, tell: Tell) -> None:
    tell(f"Making {len(aside.indexes)} indexes …")
    for _index, definition in aside.indexes:
        opened.execute(sql.SQL(definition))
    tell(f"Checking {len(aside.keys)} keys …")
    for table, name, definition in aside.keys:
        statement = sql.SQL("alter table {} add constraint {} {}")
        opened.execute(statement.format(sql.SQL(table), sql.Identifier(name), sql.SQL(definition)))
