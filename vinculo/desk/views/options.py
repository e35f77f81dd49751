"""What a list of tickets can be narrowed by: short lists, and a search where there is more."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import QueryDict
from django.utils.translation import gettext as _

from vinculo.catalogue.models import Service
from vinculo.desk.models import Kind, Priority, State
from vinculo.desk.records import TicketRecord
from vinculo.directory.models import Organisation, Person, Team, TeamMember
from vinculo.kernel.scope import Actor, Side
from vinculo.kernel.web import seen

MOST = 8
"""Options of a list before one searches."""

SHORT: dict[str, Any] = {"state": State, "priority": Priority, "kind": Kind}

Option = tuple[str, str, bool]


def label_of(name: str) -> str:
    """The word of a filter: on a list of tickets the organisation is the client."""
    return _("Client") if name == "organisation" else TicketRecord.label(name)


def options(by: Actor, asked: QueryDict) -> dict[str, Any]:
    """The groups of options of the filter form: (parameter, label, options, whether there are more)."""
    _condition, on = TicketRecord.filters(asked, for_client=by.side is not Side.EVERYONE)
    words = asked.get("find", "").strip()[:80]
    short = [_choices(name, choices, on.get(name, ())) for name, choices in SHORT.items()]
    lists: dict[str, QuerySet[Any]] = {
        "organisation": seen(Organisation, by).filter(is_client=True),
        "service": seen(Service, by).filter(active=True),
    }
    if by.side is Side.EVERYONE:
        works = TeamMember.objects.filter(person=OuterRef("pk"))
        lists |= {
            "team": seen(Team, by).filter(active=True),
            "assignee": seen(Person, by).filter(Exists(works), active=True),
        }
    long = [_rows(name, rows, on.get(name, ()), words) for name, rows in lists.items()]
    return {"short": short, "long": long, "keeps": [(k, asked[k]) for k in ("view", "sort") if k in asked]}


def _choices(name: str, choices: Any, on: Sequence[str]) -> dict[str, Any]:
    shown = [(str(code), str(label), str(code) in on) for code, label in choices.choices]
    return {"name": name, "label": label_of(name), "options": shown, "more": False}


def _rows(name: str, rows: QuerySet[Any], on: Sequence[str], words: str) -> dict[str, Any]:
    """The first rows by name that hold the words; those that are on stay in sight."""
    keys = [key for key in on if key != "none"]
    chosen = list(rows.model._default_manager.filter(pk__in=keys)) if keys else []
    wanted = rows.filter(Q(name__icontains=words)) if words else rows
    found = list(wanted.exclude(pk__in=keys).order_by("name")[: MOST + 1])
    shown: list[Option] = [(str(row.pk), str(row), True) for row in chosen]
    shown += [(str(row.pk), str(row), False) for row in found[:MOST]]
    if TicketRecord.field(name).null:
        shown.insert(0, ("none", _("Unassigned") if name == "assignee" else _("None"), "none" in on))
    return {"name": name, "label": label_of(name), "options": shown, "more": len(found) > MOST}
