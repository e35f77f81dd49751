"""Writing what happened elsewhere: thousands of rows a statement, in the order in which they come."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

import psycopg
from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection
from django.db.models import Field, JSONField, Model

BATCH = 5_000
"""Rows a statement: enough to make its cost small, few enough to keep its parameters in the megabytes."""

_PLAIN = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


def write_rows(rows: Sequence[Model]) -> None:
    """Insert unsaved rows of one model in the open transaction; each is given its key.

    The columns travel as arrays (`insert … select from unnest`): less than half the time of a statement with a place
    for each value, and unlike COPY allowed behind the wall. Keys rise in the order given; `save()`, `pre_save` and
    signals are passed by. A row that a constraint refuses is an IntegrityError.
    """
    for start in range(0, len(rows), BATCH):
        batch = rows[start : start + BATCH]
        sql, arrays = _statement(batch)
        connection.ensure_connection()
        # A cursor that binds on the server: Django's own writes every value into the statement's text.
        with connection.wrap_database_errors, psycopg.Cursor(connection.connection) as cursor:
            cursor.execute(sql, arrays)
            for row, (key,) in zip(batch, cursor, strict=True):
                row.pk = key
                row._state.adding, row._state.db = False, connection.alias


def _statement(rows: Sequence[Model]) -> tuple[bytes, list[Sequence[Any]]]:
    names: list[str] = []
    places: list[str] = []
    arrays: list[Sequence[Any]] = []
    for field in rows[0]._meta.concrete_fields:
        values = [row.__dict__[field.attname] for row in rows]
        if field.generated or all(value is None for value in values):
            continue  # an array of nothing has no type; the column is null, or numbered, by itself
        names.append(f'"{field.column}"')
        places.append(f"%b::{_array_type(field)}")
        arrays.append(_texts(values) if isinstance(field, JSONField) else values)
    given = ", ".join(f"g{n}" for n in range(len(names)))
    meta = rows[0]._meta
    sql = (
        f'insert into "{meta.db_table}" ({", ".join(names)})'
        f' select {given} from unnest({", ".join(places)}) as g({given}) returning "{meta.pk.column}"'
    )
    return sql.encode(), arrays


def _texts(values: Sequence[Any]) -> list[str | None]:
    encode = _PLAIN.encode
    try:
        return [None if value is None else encode(value) for value in values]
    except TypeError:
        return [None if value is None else json.dumps(value, cls=DjangoJSONEncoder) for value in values]


def _array_type(field: Field[Any, Any]) -> str:
    if isinstance(field, JSONField):
        return "text[]::jsonb[]"
    kind = (
        field.rel_db_type(connection) if field.is_relation or field.primary_key else field.db_type(connection)
    )
    assert kind is not None, f"{field} has no column"
    return "text[]" if kind.startswith("varchar") else f"{kind}[]"
