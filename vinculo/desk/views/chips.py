"""The filters that are on, as chips: what each says and the address without it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.http import QueryDict
from django.utils.translation import gettext as _

from vinculo.desk.records import TicketRecord
from vinculo.desk.views.options import label_of
from vinculo.kernel.scope import Actor, Side
from vinculo.kernel.web import seen

PLACES = ("after", "before")
"""Parameters that say where in a list one is; they go when the list changes."""


@dataclass(frozen=True)
class Chip:
    """One filter that is on."""

    label: str
    value: str
    remove: str


def chips(by: Actor, asked: QueryDict) -> list[Chip]:
    """The chips of an address; relations are asked for their names, one statement each."""
    _condition, understood = TicketRecord.filters(asked, for_client=by.side is not Side.EVERYONE)
    shown = []
    for name, values in understood.items():
        field = TicketRecord.field(name)
        if isinstance(field, models.BooleanField):
            label, said = label_of(name), "" if values[0] in ("1", "True") else _("no")
        else:
            label, said = label_of(name), _said(by, field, values)
        shown.append(Chip(label, said, address(asked, without=name)))
    return shown


def address(asked: QueryDict, *, without: str | Iterable[str] = (), **changed: str) -> str:
    """The address of the same list with something else in it, from its beginning."""
    query = asked.copy()
    gone = (without,) if isinstance(without, str) else tuple(without)
    for name in (*gone, *PLACES):
        query.pop(name, None)
    for name, value in changed.items():
        query[name] = value
    return f"?{query.urlencode()}" if query else "?"


def _said(by: Actor, field: models.Field[Any, Any], values: Sequence[str]) -> str:
    names: Mapping[str, str] = {"none": _none(field)}
    given = [value for value in values if value != "none"]
    if isinstance(field, models.ForeignKey):
        rows = seen(field.related_model, by).filter(pk__in=given) if given else ()
        names = {**names, **{str(row.pk): str(row) for row in rows}}
    elif field.choices:
        names = {**names, **{str(code): str(label) for code, label in field.flatchoices}}
    return ", ".join(names.get(value, value) for value in values)


def _none(field: models.Field[Any, Any]) -> str:
    return _("Unassigned") if field.name == "assignee" else _("none")
