"""A field, once: label, help, choices and limits live on the model field; a record says on which surfaces it appears.

From those few lines come the form, the columns with their sorting, the filters, the API's schema and the labels of
differences. Keep it boring: no metaclass, no registry of strings.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.http import QueryDict


@dataclasses.dataclass(frozen=True)
class Column:
    """One column of a list: its name, the model field behind it and whether a list may be sorted by it."""

    name: str
    field: models.Field[Any, Any]

    @property
    def label(self) -> str:
        return str(self.field.verbose_name)

    @property
    def is_number(self) -> bool:
        return isinstance(self.field, models.IntegerField) and not self.field.choices


class Record:
    """Where a model's fields appear. Subclasses set `model` and the surfaces as plain words."""

    model: ClassVar[type[models.Model]]
    list: ClassVar[str] = ""
    sort: ClassVar[str] = ""
    form: ClassVar[str] = ""
    filter: ClassVar[str] = ""
    api: ClassVar[str] = ""
    client: ClassVar[str] = ""

    @classmethod
    def field(cls, name: str) -> models.Field[Any, Any]:
        """The model field of a name; raises FieldDoesNotExist when the record names what the model lacks."""
        found = cls.model._meta.get_field(name)
        if not isinstance(found, models.Field):
            raise FieldDoesNotExist(name)
        return found

    @classmethod
    def surface(cls, name: str, *, for_client: bool = False) -> Sequence[str]:
        """The field names of a surface, in order; a client's person sees only those that `client` names."""
        names: list[str] = getattr(cls, name).split()
        shown = set(cls.client.split())
        return [n for n in names if n in shown] if for_client else names

    @classmethod
    def columns(cls, *, for_client: bool = False) -> Sequence[Column]:
        """The columns of a list, in order."""
        return [Column(name, cls.field(name)) for name in cls.surface("list", for_client=for_client)]

    @classmethod
    def label(cls, name: str) -> str:
        """The reader's word for a column (`team_id` and `team` are one)."""
        try:
            return str(cls.field(name.removesuffix("_id")).verbose_name)
        except FieldDoesNotExist:
            return name

    @classmethod
    def form_class(
        cls, *names: str, base: type[forms.ModelForm[Any]] = forms.ModelForm
    ) -> type[forms.ModelForm[Any]]:
        """A form over the record's form surface (or the named part of it) that validates and does not save."""
        return forms.modelform_factory(cls.model, form=base, fields=names or cls.surface("form"))

    @classmethod
    def filters(
        cls, asked: QueryDict, *, for_client: bool = False
    ) -> tuple[models.Q, dict[str, Sequence[str]]]:
        """The condition that an address asks for, and what of it was understood.

        `?state=new&state=waiting&team=3` gives an OR within a name and an AND between names; unknown names and values
        that a field cannot hold are left out, so that an old address still opens. What a client's person may not see,
        they cannot filter by either: the answer would tell it.
        """
        condition = models.Q()
        understood: dict[str, Sequence[str]] = {}
        for name in cls.surface("filter", for_client=for_client):
            field = cls.field(name)
            values = [v for v in asked.getlist(name) if _fits(field, v)]
            if not values:
                continue
            understood[name] = values
            none = models.Q(**{f"{name}__isnull": True}) if "none" in values else models.Q()
            given = [v for v in values if v != "none"]
            condition &= (models.Q(**{f"{name}__in": given}) if given else models.Q(pk__in=[])) | none
        return condition, understood

    @classmethod
    def ordering(cls, asked: str, default: tuple[str, ...], *, for_client: bool = False) -> tuple[str, ...]:
        """The order that `?sort=-opened_at` asks for, with the key last so that pages do not overlap."""
        name = asked.removeprefix("-")
        if name not in cls.surface("sort", for_client=for_client):
            return default
        return (asked, "-pk" if asked.startswith("-") else "pk")

    @classmethod
    def as_data(cls, row: models.Model, *, for_client: bool = False) -> Mapping[str, Any]:
        """The row as the API gives it: codes for choices, the outside's name (UUID) for relations."""
        return {name: _outside(row, cls.field(name)) for name in cls.surface("api", for_client=for_client)}


def _fits(field: models.Field[Any, Any], value: str) -> bool:
    if value == "none":
        return field.null
    if field.choices:
        return value in {str(code) for code, _label in field.flatchoices}
    if isinstance(field, models.ForeignKey | models.IntegerField):
        return value.isascii() and value.isdigit() and len(value) < 19
    if isinstance(field, models.BooleanField):
        return value in ("1", "0", "True", "False")
    return len(value) <= 200 and "\x00" not in value


def _outside(row: models.Model, field: models.Field[Any, Any]) -> Any:
    if isinstance(field, models.ForeignKey):
        related = getattr(row, field.name)
        return (
            None if related is None else {"uuid": getattr(related, "uuid", related.pk), "name": str(related)}
        )
    return getattr(row, field.attname)
