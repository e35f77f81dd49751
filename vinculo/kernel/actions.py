"""Only actions change the world. One decorator gives a verb its permission check, transaction, row lock, difference
and event."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, Concatenate, ParamSpec, TypeVar

from django.core.exceptions import ObjectDoesNotExist
from django.db import ProgrammingError, models, transaction
from django.http import Http404
from psycopg.errors import InsufficientPrivilege

from vinculo.kernel.events import Fact, emit
from vinculo.kernel.models import Audience
from vinculo.kernel.refusals import NotAllowed
from vinculo.kernel.scope import Actor

S = TypeVar("S", bound=models.Model)
R = TypeVar("R", bound="Fact | Sequence[Fact] | None")
P = ParamSpec("P")

SILENT = frozenset({"updated_at", "version"})
"""Bookkeeping columns that change with every verb and say nothing in a difference."""


Held = list[tuple[models.Model, set[str]]]
_held: ContextVar[Held | None] = ContextVar("vinculo_together", default=None)
"""The rows that verbs which belong together have locked, each with the columns that are to be saved in the end."""


def action(
    *, may: Callable[[Actor, Any], bool], locks: bool = True
) -> Callable[[Callable[Concatenate[S, P], R]], Callable[Concatenate[S, P], R]]:
    """Make a function a verb on its first argument.

    The verb changes the subject's fields and returns the fact (or facts) to tell. Around it: the row is locked and
    read again, `may(by, subject)` is asked (`NotAllowed` is a 403), what changed is saved, the fact is written and its
    reactions are queued, all in one transaction; a refusal leaves nothing behind. `locks=False` is for a verb whose
    subject is only the place where something new is made.
    """

    def wrap(verb: Callable[Concatenate[S, P], R]) -> Callable[Concatenate[S, P], R]:
        @functools.wraps(verb)
        def run(subject: S, *args: P.args, **kwargs: P.kwargs) -> R:
            by: Actor = kwargs["by"]  # type: ignore[assignment]
            held = _held.get()
            with transaction.atomic(savepoint=held is None):
                if locks:
                    _lock(subject, held)
                if not may(by, subject):
                    raise NotAllowed(verb.__name__)
                before = _values(subject) if locks else {}
                told = verb(subject, *args, **kwargs)
                changes = _save_changes(subject, before, held) if locks else {}
                _tell(told, changes)
                return told

        return run  # type: ignore[return-value]  # positional subject, as declared

    return wrap


def _tell(told: Fact | Sequence[Fact] | None, changes: dict[str, Any]) -> None:
    facts: Sequence[Fact] = [told] if isinstance(told, Fact) else (told or [])
    public = [fact for fact in facts if fact.audience == Audience.PUBLIC]
    internal = [fact for fact in facts if fact.audience != Audience.PUBLIC]
    emit(public)  # a client reads the whole row: no raw differences in it
    emit(internal, changes)


@contextmanager
def together() -> Iterator[None]:
    """Several verbs as one: all or nothing; a row that several change is locked, read and saved once.

    A refusal has to leave the block, whose work is undone then; it cannot be caught inside.
    """
    held: Held = []
    token = _held.set(held)
    try:
        with transaction.atomic():
            yield
            for subject, changed in held:
                if changed:
                    subject.save(update_fields=changed)
    finally:
        _held.reset(token)


def _lock(subject: models.Model, held: Held | None) -> None:
    """Lock the row and bring its present values into the instance that the caller holds."""
    if held is not None:
        if any(known is subject for known, _changed in held):
            return
        held.append((subject, set()))
    try:
        fresh = type(subject)._base_manager.select_for_update().get(pk=subject.pk)
    except ProgrammingError as refused:
        # The wall shows the row to this side and does not let it be changed.
        if isinstance(refused.__cause__, InsufficientPrivilege):
            raise NotAllowed from refused
        raise
    except ObjectDoesNotExist as gone:
        # Out of sight since it was found: a share ended, a role was taken away.
        raise Http404 from gone
    for field in subject._meta.concrete_fields:
        new = fresh.__dict__.get(field.attname)
        if (
            isinstance(field, models.ForeignKey)
            and subject.__dict__.get(field.attname) != new
            and field.is_cached(subject)
        ):
            field.delete_cached_value(subject)
        subject.__dict__[field.attname] = new


def _values(subject: models.Model) -> dict[str, Any]:
    return {
        field.attname: subject.__dict__[field.attname]
        for field in subject._meta.concrete_fields
        if field.attname in subject.__dict__ and not field.generated
    }


def _save_changes(subject: models.Model, before: dict[str, Any], held: Held | None) -> dict[str, list[Any]]:
    """Save the columns that differ, now or when all that belongs together is done; the difference is returned as
    {column: [old, new]} for the event."""
    after = _values(subject)
    changed = [name for name, value in after.items() if before.get(name) != value]
    if held is not None:
        next(late for known, late in held if known is subject).update(changed)
    elif changed:
        subject.save(update_fields=changed)
    return {name: [_plain(before.get(name)), _plain(after[name])] for name in changed if name not in SILENT}


def _plain(value: Any) -> Any:
    return value if value is None or isinstance(value, bool | int | str | float) else str(value)
