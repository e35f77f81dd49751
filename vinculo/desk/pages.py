"""Pages of a long list by its keys: the millionth row costs what the first does, and none is skipped or told twice."""

from __future__ import annotations

import base64
import datetime as dt
import json
from dataclasses import dataclass
from typing import Any, Generic, TypeAlias, TypeVar

from django.core.exceptions import ValidationError
from django.db.models import Expression, F, Field, Func, Model, Q, QuerySet, Value
from django.db.models.lookups import GreaterThan, LessThan

SIZE = 50

M = TypeVar("M", bound=Model)
Fields: TypeAlias = "list[Field[Any, Any]]"


@dataclass(frozen=True)
class Page(Generic[M]):
    """Some rows in order, and the opaque cursors of what lies before and after (empty: nothing does)."""

    rows: list[M]
    before: str = ""
    after: str = ""


class Row(Func):
    """`row(a, b, c)`: compared as a whole, so that one index gives the order and the place to begin."""

    function = "ROW"


def page_of(rows: QuerySet[M], *, after: str = "", before: str = "", size: int = SIZE) -> Page[M]:
    """The rows that follow the cursor `after`, or end before the cursor `before`; the first ones without either.

    The queryset's order must go one way in all its columns and end with the key. A cursor that cannot be read counts as
    none, so that an old address still opens.
    """
    names = tuple(str(name) for name in rows.query.order_by)
    fields = _fields(rows.model, names)
    start, end = _read(after, fields), _read(before, fields)
    if end is not None and start is None:
        turned = rows.filter(_beyond(names, fields, end, turned=True)).reverse()[: size + 1]
        found = list(turned)
        shown = found[:size][::-1]
        return Page(
            shown,
            before=_mark(shown[:1], fields) if len(found) > size else "",
            after=_mark(shown[-1:], fields),
        )
    if start is not None:
        rows = rows.filter(_beyond(names, fields, start))
    found = list(rows[: size + 1])
    shown = found[:size]
    return Page(
        shown,
        before=_mark(shown[:1], fields) if start is not None else "",
        after=_mark(shown[-1:], fields) if len(found) > size else "",
    )


def _fields(model: type[Model], names: tuple[str, ...]) -> Fields:
    meta = model._meta
    plain = [name.removeprefix("-") for name in names]
    return [meta.pk if name == "pk" else meta.get_field(name) for name in plain]  # type: ignore[misc]


def _beyond(names: tuple[str, ...], fields: Fields, values: list[Any], *, turned: bool = False) -> Q:
    """The condition of lying after a row in the order of `names` (before it, when `turned`)."""
    falls = names[0].startswith("-")
    held = Row(*(F(field.attname) for field in fields), output_field=fields[-1])
    given: list[Expression] = [
        Value(value, output_field=field) for value, field in zip(values, fields, strict=True)
    ]
    compare = LessThan if falls != turned else GreaterThan
    return Q(compare(held, Row(*given, output_field=fields[-1])))


def _mark(rows: list[M], fields: Fields) -> str:
    """The cursor of a row: the values that the order goes by."""
    if not rows:
        return ""
    values = [field.value_to_string(rows[0]) for field in fields]
    return base64.urlsafe_b64encode(json.dumps(values).encode()).decode().rstrip("=")


def _read(cursor: str, fields: Fields) -> list[Any] | None:
    try:
        values = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
        if not isinstance(values, list) or len(values) != len(fields):
            return None
        read = [field.to_python(value) for field, value in zip(fields, values, strict=True)]
    except (ValueError, TypeError, ValidationError):
        return None
    return None if any(_is_unfit(value) for value in read) else read


def _is_unfit(value: Any) -> bool:
    """Whether a value cannot be compared with a column: none at all, a byte no text holds, an instant without zone."""
    is_naive = isinstance(value, dt.datetime) and value.tzinfo is None
    return value is None or is_naive or "\x00" in str(value)
