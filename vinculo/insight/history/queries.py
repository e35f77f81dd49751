"""What is asked of events and changes: newest first, narrowed as the address says, counted no further than needed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import Q, QuerySet

from vinculo.desk.queries import capped_counts
from vinculo.directory.models import Organisation, Person
from vinculo.insight.history.asked import MOST, Asked
from vinculo.kernel.models import Change, Event
from vinculo.kernel.scope import Actor
from vinculo.kernel.web import seen

LIMIT = 10_000
"""Rows of a file; a longer list is exported in parts, by its filters."""


def events_of(by: Actor, asked: Asked) -> QuerySet[Event]:
    """Events by when they happened: what was imported today happened long ago."""
    rows = seen(Event, by).filter(_between("occurred_at", asked))
    if asked.kind:
        rows = rows.filter(kind=asked.kind)
    if asked.is_product:
        rows = rows.filter(actor_id=None)
    if asked.people is not None:
        rows = rows.filter(_among("actor_id", asked.people))
    if asked.organisations is not None:
        rows = rows.filter(_among("organisation_id", asked.organisations))
    if asked.tickets is not None:
        rows = rows.filter(_among("subject_id", asked.tickets), subject_type="ticket")
    return rows.order_by("-occurred_at", "-pk")


def changes_of(asked: Asked) -> QuerySet[Change]:
    """Changes of permissions in the order in which they were made; a person's are those that they made or that were
    made of them."""
    rows = Change.objects.filter(_between("changed_at", asked))
    if asked.table:
        rows = rows.filter(table_name=asked.table)
    if asked.is_product:
        rows = rows.filter(actor_id=None)
    if asked.people is not None:
        rows = rows.filter(_among("actor_id", asked.people) | _held("person_id", asked.people))
    if asked.organisations is not None:
        rows = rows.filter(_held("organisation_id", asked.organisations))
    return rows.order_by("-pk")


def count_of(rows: QuerySet[Any]) -> int:
    """How many, counted no further than one above what a file holds."""
    return capped_counts({"found": rows}, cap=LIMIT)["found"]


def names_offered(by: Actor) -> tuple[list[str], list[str]]:
    """Names to choose from while writing: our own people, and the organisations; any other can be written."""
    ours = seen(Person, by).filter(organisation__is_provider=True).order_by("name")
    organisations = seen(Organisation, by).order_by("name")
    return (
        list(ours.values_list("name", flat=True)[:MOST]),
        list(organisations.values_list("name", flat=True)[:MOST]),
    )


def _between(field: str, asked: Asked) -> Q:
    condition = Q()
    if asked.since:
        condition &= Q(**{f"{field}__gte": asked.since})
    if asked.until:
        condition &= Q(**{f"{field}__lt": asked.until})
    return condition


def _among(field: str, keys: Sequence[int]) -> Q:
    """One key is compared as such: an index gives its rows in order then."""
    return Q(**{field: keys[0]}) if len(keys) == 1 else Q(**{f"{field}__in": keys})


def _held(column: str, keys: Sequence[int]) -> Q:
    """Rows of evidence that held one of the keys in a column, before or after."""
    return Q(**{f"new__{column}__in": list(keys)}) | Q(**{f"old__{column}__in": list(keys)})
