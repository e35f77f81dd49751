"""Which state may follow which, by kind. New → Resolved is allowed (else there is no first-contact resolution)."""

from __future__ import annotations

from vinculo.desk.models import Kind, State
from vinculo.kernel.lifecycle import Category, Lifecycle

_OPEN_STATES = (State.NEW, State.IN_PROGRESS, State.WAITING)

INCIDENT = Lifecycle(
    {
        State.NEW: Category.NEW,
        State.IN_PROGRESS: Category.ACTIVE,
        State.WAITING: Category.PAUSED,
        State.RESOLVED: Category.RESOLVED,
        State.CLOSED: Category.CLOSED,
        State.CANCELLED: Category.CANCELLED,
    },
    {
        State.NEW: [State.IN_PROGRESS, State.WAITING, State.RESOLVED, State.CANCELLED],
        State.IN_PROGRESS: [State.WAITING, State.RESOLVED, State.CANCELLED],
        State.WAITING: [State.IN_PROGRESS, State.WAITING, State.RESOLVED, State.CANCELLED],
        State.RESOLVED: [State.IN_PROGRESS, State.CLOSED],
    },
)

REQUEST = Lifecycle(
    {
        State.NEW: Category.NEW,
        State.IN_PROGRESS: Category.ACTIVE,
        State.WAITING: Category.PAUSED,
        State.FULFILLED: Category.RESOLVED,
        State.CLOSED: Category.CLOSED,
        State.CANCELLED: Category.CANCELLED,
    },
    {
        State.NEW: [State.IN_PROGRESS, State.WAITING, State.FULFILLED, State.CANCELLED],
        State.IN_PROGRESS: [State.WAITING, State.FULFILLED, State.CANCELLED],
        State.WAITING: [State.IN_PROGRESS, State.WAITING, State.FULFILLED, State.CANCELLED],
        State.FULFILLED: [State.IN_PROGRESS, State.CLOSED],
    },
)

LIFECYCLES = {Kind.INCIDENT: INCIDENT, Kind.REQUEST: REQUEST}

DONE = {Kind.INCIDENT: State.RESOLVED, Kind.REQUEST: State.FULFILLED}
"""The state that a kind reaches when its work is done."""


def lifecycle_of(kind: str) -> Lifecycle:
    """The lifecycle of a ticket's kind."""
    return LIFECYCLES[Kind(kind)]
