"""Facts: what a verb tells. One row is written in the verb's own transaction, with one job per reaction."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.utils.module_loading import import_string

from vinculo.kernel import clock
from vinculo.kernel.models import Audience, Event
from vinculo.kernel.scope import Actor

Handler = Callable[[Event], None]


@dataclass(frozen=True, kw_only=True)
class Fact:
    """Base of every event class: `audience` says who may read it, its own fields are its facts.

    A public event's facts carry nothing internal: the client's policy shows the whole row.
    """

    audience: ClassVar[Audience]

    subject: models.Model
    by: Actor
    at: dt.datetime | None = None

    @classmethod
    def about(cls, subject: models.Model, *, by: Actor, at: dt.datetime | None = None, **facts: Any) -> Self:
        """A fact about `subject`, told by `by`; `at` when it happened earlier than it is recorded (UTC)."""
        return cls(subject=subject, by=by, at=at, **facts)

    @classmethod
    def kind(cls) -> str:
        """The stable name of the event: room and class, as in `desk.TicketResolved`."""
        return f"{cls.__module__.split('.')[1]}.{cls.__name__}"

    def facts(self) -> dict[str, Any]:
        """What the event's own fields hold, empty ones left out."""
        own = {f.name for f in dataclasses.fields(self)} - {"subject", "by", "at"}
        return {
            name: value for name in sorted(own) if (value := getattr(self, name)) not in (None, "", {}, [])
        }

    def organisation_id(self) -> int:
        """Whose fact it is: the subject's organisation's, or the subject's own when it is one."""
        if self.subject._meta.label == settings.ORGANISATION_MODEL:
            return int(self.subject.pk)
        return int(self.subject.organisation_id)  # type: ignore[attr-defined]

    def row(self, recorded_at: dt.datetime, changes: Mapping[str, Any] | None = None) -> Event:
        """The unsaved `Event`, with the differences of the subject when the event is internal or says so itself."""
        facts = self.facts()
        if changes:
            facts["changes"] = dict(changes)
        return Event(
            organisation_id=self.organisation_id(),
            kind=self.kind(),
            audience=self.audience,
            subject_type=self.subject._meta.model_name or "",
            subject_id=self.subject.pk,
            actor_id=self.by.person_id,
            actor_name=self.by.name,
            facts=facts,
            occurred_at=self.at or recorded_at,
            recorded_at=recorded_at,
        )


@cache
def reactions() -> Mapping[type[Fact], Sequence[Handler]]:
    """The page of reactions: every event class with its handlers, an empty list being a statement."""
    page: Mapping[type[Fact], Sequence[Handler]] = import_string(settings.REACTIONS)
    return page


def handler_name(handler: Handler) -> str:
    """The stable name of a handler: where it lives, as in `vinculo.desk.reactions.ask_to_confirm`."""
    return f"{handler.__module__}.{handler.__name__}"


def emit(facts: Sequence[Fact], changes: Mapping[str, Any] | None = None) -> list[Event]:
    """Write one row a fact and one job a reaction, in the open transaction. Raises KeyError for an event that is not
    on the page of reactions."""
    from vinculo.kernel import jobs  # the job queue needs Django's apps to be ready

    recorded_at = clock.now()
    rows: list[Event] = []
    for fact in facts:
        handlers = reactions()[type(fact)]
        row = fact.row(recorded_at, changes)
        row.save(force_insert=True)
        for handler in handlers:
            jobs.defer_reaction(row, handler)
        rows.append(row)
    return rows
