"""Whatever is done to a ticket and in whatever order, its story has no gap; no matrix puts the lesser first."""

import datetime as dt
from itertools import pairwise
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.world import World
from vinculo.desk.lifecycles import LIFECYCLES
from vinculo.desk.matrices import (
    DEFAULT_CODE,
    IMPACTS,
    URGENCIES,
    default_cells,
    default_matrix,
    ensure_version,
)
from vinculo.desk.models import Kind, MatrixVersion, StatusSpan, Ticket
from vinculo.desk.models.priority import NotMonotonic, check_monotonic
from vinculo.desk.tests.test_actions_work import EVERY
from vinculo.kernel import clock
from vinculo.kernel.lifecycle import OPEN, Category
from vinculo.kernel.models import Event
from vinculo.kernel.refusals import Refusal
from vinculo.kernel.scope import acting_as, system_actor

START = dt.datetime(2026, 3, 29, 0, 30, tzinfo=dt.UTC)  # the night in which Spain's clocks change
CLIENTS = ("confirm", "reject")
few = settings(
    max_examples=12,
    deadline=None,
    database=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
steps = st.lists(
    st.tuples(st.sampled_from(sorted(set(EVERY) - {"share"})), st.integers(-120, 90_000)), max_size=12
)


@given(steps=steps, kind=st.sampled_from(Kind))
@few
def test_spans_follow_one_another_without_gap_or_overlap(
    world: World, monkeypatch: pytest.MonkeyPatch, steps: list[tuple[str, int]], kind: Kind
) -> None:
    now = [START]
    monkeypatch.setattr(clock, "now", lambda: now[0])
    elena, rafael = world.actor("elena"), world.actor("rafael")
    with transaction.atomic():
        ticket = world.ticket("elena", kind=kind)
        moves = refusals = 0
        for verb, seconds in steps:
            now[0] += dt.timedelta(seconds=seconds)  # clocks of two machines may differ: backwards, too
            function, what = EVERY[verb]
            actor = elena if verb in CLIENTS else rafael
            try:
                with acting_as(actor):
                    function(ticket, by=actor, **what)
                moves += 1
            except Refusal:
                refusals += 1
        assert moves + refusals == len(steps)
        holds(ticket)
        transaction.set_rollback(True)


def holds(ticket: Ticket) -> None:
    """What must be true of any ticket at any time."""
    with acting_as(system_actor()):
        kept = Ticket.objects.get(pk=ticket.pk)
        spans = list(StatusSpan.objects.filter(ticket=ticket).order_by("pk"))
        kinds = [event.kind for event in Event.objects.filter(subject_id=ticket.pk, subject_type="ticket")]
    assert spans[0].from_at == kept.opened_at
    assert spans[-1].to_at is None
    assert all(before.to_at == after.from_at for before, after in pairwise(spans))
    assert all(span.to_at is None or span.to_at >= span.from_at for span in spans)
    assert (spans[-1].state, spans[-1].category) == (kept.state, kept.category)
    assert (spans[-1].reason, spans[-1].charged_to) == (kept.wait_reason, kept.charged_to)
    assert spans[-1].from_at == kept.state_since
    lifecycle = LIFECYCLES[Kind(kept.kind)]
    assert all(lifecycle.may_move(before.state, after.state) for before, after in pairwise(spans))
    assert all(lifecycle.categories[span.state] == span.category for span in spans)
    assert (kept.resolved_at is None) == (
        kept.category in OPEN or not any(s.category == "resolved" for s in spans)
    )
    assert (kept.closed_at is None) == (kept.category not in (Category.CLOSED, Category.CANCELLED))
    assert kept.reopen_count == kinds.count("desk.ResolutionRejected") + kinds.count("desk.TicketReopened")


levels = st.integers(1, 5)


def matrix(draw_cells: list[list[int]]) -> tuple[list[str], list[str], dict[str, int]]:
    impacts = [f"i{n}" for n in range(len(draw_cells))]
    urgencies = [f"u{n}" for n in range(len(draw_cells[0]))]
    return (
        impacts,
        urgencies,
        {f"i{i}:u{u}": cell for i, row in enumerate(draw_cells) for u, cell in enumerate(row)},
    )


@given(
    cells=st.integers(1, 4).flatmap(
        lambda n: st.lists(st.lists(levels, min_size=n, max_size=n), min_size=1, max_size=4)
    )
)
@settings(max_examples=60, deadline=None, database=None, derandomize=True)
def test_a_matrix_passes_exactly_when_nothing_lesser_goes_first(cells: list[list[int]]) -> None:
    impacts, urgencies, known = matrix(cells)
    pairs = [((i, u), (j, v)) for i, _r in enumerate(cells) for u, _c in enumerate(cells[0])
             for j in range(i, len(cells)) for v in range(u, len(cells[0]))]  # fmt: skip
    is_fair = all(cells[i][u] <= cells[j][v] for (i, u), (j, v) in pairs)
    try:
        check_monotonic([{"code": code} for code in impacts], [{"code": code} for code in urgencies], known)
    except NotMonotonic:
        assert not is_fair
    else:
        assert is_fair


def test_the_default_matrix_is_the_specifications(world: World) -> None:
    with acting_as(system_actor()):
        version = default_matrix()
        assert version.matrix.code == DEFAULT_CODE
        written = [[version.priority(i["code"], u["code"]) for u in URGENCIES] for i in IMPACTS]
    assert written == [[1, 1, 2, 3], [1, 2, 3, 4], [2, 3, 3, 4], [3, 3, 4, 5]]


def test_a_new_version_is_made_only_when_something_differs(world: World) -> None:
    cells = default_cells()

    def version(changed: dict[str, Any]) -> MatrixVersion:
        with acting_as(system_actor()):
            return ensure_version(DEFAULT_CODE, "4 × 4", IMPACTS, URGENCIES, {**cells, **changed})

    assert version({}).number == 1
    ticket = world.ticket("elena", impact="person", urgency="low")
    assert version({"person:low": 4}).number == 2
    assert ticket.priority == 5  # it keeps the version that it was judged by
    assert world.ticket("elena", impact="person", urgency="low").priority == 4
    with pytest.raises(NotMonotonic):
        version({"person:low": 1})
    with acting_as(system_actor()):
        assert MatrixVersion.objects.filter(matrix__code=DEFAULT_CODE).count() == 2
