"""The lines of the history, ready for a page or a file."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from html import unescape
from itertools import groupby

from django.urls import reverse
from django.utils.html import strip_tags
from django.utils.safestring import SafeString
from django.utils.translation import pgettext

from vinculo.desk.models import Ticket
from vinculo.directory.models import Organisation
from vinculo.insight.history import changes, telling
from vinculo.insight.history.changes import LONG, Value, became
from vinculo.insight.history.kinds import kind_word
from vinculo.insight.history.names import Names
from vinculo.kernel.models import Audience, Change, Event
from vinculo.ui.reader import current_reader
from vinculo.ui.wording import full_date

MINUTE = dt.timedelta(minutes=1)


@dataclass(frozen=True)
class Line:
    """One line: who did what and when, about which ticket of whom, and who may read it."""

    key: int
    at: dt.datetime
    words: SafeString
    who: str
    kind: str
    identifier: str
    body: str = ""
    recorded: dt.datetime | None = None
    ref: str = ""
    organisation: str = ""
    audience: str = ""
    is_internal: bool = False
    about: list[Value] = field(default_factory=list)
    details: list[Value] = field(default_factory=list)

    @property
    def url(self) -> str:
        """The ticket's page."""
        return reverse("desk:ticket", args=[self.ref]) if self.ref else ""

    @property
    def plain(self) -> str:
        """The sentence without markup."""
        return unescape(strip_tags(self.words))


Day = tuple[dt.date, list[Line]]


def by_day(lines: Iterable[Line]) -> list[Day]:
    """The lines under the days on which they happened, in the reader's zone."""
    reader = current_reader()
    return [(day, list(held)) for day, held in groupby(lines, key=lambda line: reader.here(line.at).date())]


def event_lines(rows: Sequence[Event]) -> list[Line]:
    """Events as lines; their names are asked for at once."""
    names = Names()
    for event in rows:
        telling.ask_names(event, names)
        if event.subject_type == "ticket":
            names.ask(Ticket, event.subject_id)
            changes.ask_values(Ticket, _last(event), names)
            changes.ask_values(Ticket, _first(event), names)
    names.fetch()
    return [_event_line(event, names) for event in rows]


def change_lines(rows: Sequence[Change]) -> list[Line]:
    """Changes of permissions as lines."""
    names = Names()
    for change in rows:
        changes.ask_names(change, names)
    names.fetch()
    return [
        Line(
            key=change.pk,
            at=change.changed_at,
            words=changes.sentence(change, names),
            who=changes.actor_of(change, names),
            kind=changes.table_word(change.table_name),
            identifier=str(change.pk),
            organisation=names.known(Organisation, (change.new or change.old or {}).get("organisation_id")),
            details=changes.values_of(change, names),
        )
        for change in rows
    ]


def _event_line(event: Event, names: Names) -> Line:
    is_late = abs(event.recorded_at - event.occurred_at) > MINUTE
    is_internal = event.audience == Audience.INTERNAL
    ref = names.known(Ticket, event.subject_id) if event.subject_type == "ticket" else ""
    return Line(
        key=event.pk,
        at=event.occurred_at,
        recorded=event.recorded_at if is_late else None,
        words=telling.sentence(event, names),
        body=telling.text_with(event),
        who=telling.actor_name(event),
        kind=kind_word(event.kind),
        identifier=str(event.uuid),
        ref=ref,
        organisation=names.of(Organisation, event.organisation_id),
        audience=pgettext("audience", "internal") if is_internal else pgettext("audience", "public"),
        is_internal=is_internal,
        about=_about(event),
        details=_facts(event, names),
    )


def _about(event: Event) -> list[Value]:
    """The columns that every event has, in full."""
    reader = current_reader()
    return [
        Value(pgettext("history", "Kind"), event.kind, is_code=True),
        Value(pgettext("history", "Who"), telling.actor_name(event)),
        Value(pgettext("history", "Occurred"), full_date(event.occurred_at, reader)),
        Value(pgettext("history", "Recorded"), full_date(event.recorded_at, reader)),
        Value(pgettext("history", "Read by"), str(Audience(event.audience).label)),
        Value(pgettext("history", "About"), f"{event.subject_type}:{event.subject_id}", is_code=True),
        Value(pgettext("history", "Identifier"), str(event.uuid), is_code=True),
    ]


def _facts(event: Event, names: Names) -> list[Value]:
    """What was written down, as it stands; differences of the ticket with the names of what they point at."""
    model = Ticket if event.subject_type == "ticket" else None
    before, after = _first(event), _last(event)
    held = [became(model, name, before[name], after[name], names) for name in after]
    held += [
        Value(name, _plain(value), is_code=True) for name, value in event.facts.items() if name != "changes"
    ]
    return held


def _pairs(event: Event, n: int) -> dict[str, object]:
    differences = event.facts.get("changes") if isinstance(event.facts, dict) else None
    if not isinstance(differences, dict):
        return {}
    return {name: pair[n] for name, pair in differences.items() if isinstance(pair, list) and len(pair) == 2}


def _first(event: Event) -> dict[str, object]:
    return _pairs(event, 0)


def _last(event: Event) -> dict[str, object]:
    return _pairs(event, 1)


def _plain(value: object) -> str:
    said = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return said[:LONG]
