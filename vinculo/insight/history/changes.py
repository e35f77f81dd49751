"""Old and new values of rows of evidence, as words: which column, of what, from what to what."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.apps import apps
from django.db.models import Field, ForeignKey, Model
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from vinculo.desk.telling import said
from vinculo.directory.models import Membership, Organisation, Person, Role, Team, TeamMember
from vinculo.insight.history.names import Names
from vinculo.kernel.models import Change

NOTHING = "–"
LONG = 300
"""Of a longer value, the beginning is shown; the file holds no more either."""


@dataclass(frozen=True)
class Value:
    """One value, or one that became another."""

    label: str
    new: str
    old: str = ""
    is_code: bool = False


@cache
def model_of(table: str) -> type[Model] | None:
    """The model behind a table; none for one that is known no longer."""
    return next((model for model in apps.get_models() if model._meta.db_table == table), None)


def field_of(model: type[Model] | None, column: str) -> Field[Any, Any] | None:
    """The field behind a column."""
    if model is None:
        return None
    return next((field for field in model._meta.concrete_fields if field.column == column), None)


def actor_of(change: Change, names: Names) -> str:
    """Who changed it: a row that no signed-in person touched was the product's or the database administrator's."""
    return (
        names.of(Person, change.actor_id)
        if change.actor_id
        else pgettext("history", "Vínculo or the database")
    )


def ask_names(change: Change, names: Names) -> None:
    """Say which names the change will need."""
    names.ask(Person, change.actor_id)
    if change.table_name == Role._meta.db_table:
        names.ask(Role, change.row_id)
    for values in (change.old, change.new):
        ask_values(model_of(change.table_name), values or {}, names)


def ask_values(model: type[Model] | None, values: Mapping[str, Any], names: Names) -> None:
    """The same for some columns of a row."""
    for column, value in values.items():
        field = field_of(model, column)
        if isinstance(field, ForeignKey):
            names.ask(field.related_model, value)


def values_of(change: Change, names: Names) -> list[Value]:
    """What the change did, column by column: all of a new or a deleted row, the differences of another."""
    model, old, new = model_of(change.table_name), change.old, change.new
    if old is None or new is None:
        row = new or old or {}
        return [
            Value(label_of(model, name), in_words(model, name, value, names)) for name, value in row.items()
        ]
    changed = [name for name in {**old, **new} if old.get(name) != new.get(name)]
    return [became(model, name, old.get(name), new.get(name), names) for name in changed]


def became(model: type[Model] | None, column: str, old: object, new: object, names: Names) -> Value:
    """A column whose value became another."""
    return Value(
        label_of(model, column), in_words(model, column, new, names), in_words(model, column, old, names)
    )


def label_of(model: type[Model] | None, column: str) -> str:
    """The reader's word for a column."""
    field = field_of(model, column)
    if field is None or field.primary_key:
        return pgettext("history", "Number") if field is not None else column
    word = str(field.verbose_name)
    return word[:1].upper() + word[1:]


def in_words(model: type[Model] | None, column: str, value: object, names: Names) -> str:
    """A value as a person says it: names for keys, labels for codes, yes and no."""
    if value is None or value in ("", [], {}):
        return NOTHING
    field = field_of(model, column)
    if isinstance(field, ForeignKey):
        return names.of(field.related_model, value)
    if isinstance(value, bool):
        return pgettext("history", "yes") if value else pgettext("history", "no")
    if isinstance(value, list):
        return ", ".join(str(one) for one in value)[:LONG]
    choices = {str(code): str(label) for code, label in (field.flatchoices if field is not None else ())}
    return choices.get(str(value), str(value))[:LONG]


def sentence(change: Change, names: Names) -> SafeString:
    """The change in a whole sentence."""
    teller = _TELLERS.get(change.table_name, _row)
    return teller(change, change.new or change.old or {}, names)


def _membership(change: Change, row: Mapping[str, Any], names: Names) -> SafeString:
    was_active = change.old is not None and bool(change.old.get("active"))
    is_active = change.new is not None and bool(change.new.get("active"))
    if is_active and not was_active:
        words = _("%(who)s granted %(person)s the role %(role)s at %(organisation)s")
    elif was_active and not is_active:
        words = _("%(who)s withdrew from %(person)s the role %(role)s at %(organisation)s")
    else:
        words = _("%(who)s changed how %(person)s acts as %(role)s at %(organisation)s")
    return said(
        words,
        who=actor_of(change, names),
        person=names.of(Person, row.get("person_id")),
        role=names.of(Role, row.get("role_id")),
        organisation=names.of(Organisation, row.get("organisation_id")),
    )


def _team(change: Change, row: Mapping[str, Any], names: Names) -> SafeString:
    words = {
        "insert": _("%(who)s put %(person)s into the team %(team)s"),
        "delete": _("%(who)s took %(person)s out of the team %(team)s"),
    }.get(change.operation, _("%(who)s changed the place of %(person)s in the team %(team)s"))
    person, team = names.of(Person, row.get("person_id")), names.of(Team, row.get("team_id"))
    return said(words, who=actor_of(change, names), person=person, team=team)


def _role(change: Change, row: Mapping[str, Any], names: Names) -> SafeString:
    words = {
        "insert": _("%(who)s created the role %(role)s"),
        "delete": _("%(who)s deleted the role %(role)s"),
    }.get(change.operation, _("%(who)s changed the role %(role)s"))
    name = names.known(Role, change.row_id) or row.get("name", "")
    return said(words, who=actor_of(change, names), role=name)


def _row(change: Change, row: Mapping[str, Any], names: Names) -> SafeString:
    words = {
        "insert": _("%(who)s wrote a row of %(table)s"),
        "delete": _("%(who)s deleted a row of %(table)s"),
    }.get(change.operation, _("%(who)s changed a row of %(table)s"))
    return said(words, who=actor_of(change, names), table=table_word(change.table_name))


def table_word(table: str) -> str:
    """What a row of a table is."""
    model = model_of(table)
    return str(model._meta.verbose_name) if model else table


_TELLERS: Mapping[str, Callable[[Change, Mapping[str, Any], Names], SafeString]] = {
    Membership._meta.db_table: _membership,
    TeamMember._meta.db_table: _team,
    Role._meta.db_table: _role,
}
KEPT = tuple(_TELLERS)
"""The tables whose changes are kept today."""
