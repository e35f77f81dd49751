"""A job is written with the fact that asks for it, rolled back with it, and runs once."""

import json

import pytest
from django.db import ProgrammingError, transaction
from procrastinate.contrib.django import app

from tests.world import World
from vinculo.desk.actions import reply
from vinculo.desk.events import TicketReplied
from vinculo.directory.models import Organisation
from vinculo.kernel import events, jobs
from vinculo.kernel.models import Event, ReactionDone
from vinculo.kernel.roles import role_name
from vinculo.kernel.scope import acting_as, system_actor
from vinculo.kernel.tests.database import sql, standing

CALLS: list[tuple[int, str]] = []


def greet(event: Event) -> None:
    """A handler that writes, and fails when it is told to."""
    CALLS.append((event.pk, standing()[0]))
    Organisation.objects.filter(pk=event.organisation_id).update(name=f"Greeted {len(CALLS)}")
    if FAILING:
        raise RuntimeError("the mail server is away")


FAILING: list[bool] = []
GREET = f"{__name__}.greet"


@pytest.fixture(autouse=True)
def greeted_on_reply(monkeypatch: pytest.MonkeyPatch) -> None:
    """The page of reactions, with `greet` on every reply."""
    page = {**events.reactions(), TicketReplied: [greet]}
    monkeypatch.setattr(events, "reactions", lambda: page)
    monkeypatch.setattr(jobs, "reactions", lambda: page)
    CALLS.clear()
    FAILING.clear()


def queued() -> list[dict[str, object]]:
    rows = sql("select args from procrastinate_jobs where task_name = 'kernel.react' order by id")
    return [args if isinstance(args, dict) else json.loads(args) for (args,) in rows]


def test_a_clients_act_queues_its_reaction_in_the_same_transaction(world: World) -> None:
    """The client's role has no right on the queue: its defer function runs as the owner."""
    ticket, elena = world.ticket("elena"), world.actor("elena")
    with acting_as(elena):
        reply(ticket, by=elena, body="Sigue igual")
        event = Event.objects.get(kind="desk.TicketReplied")
    assert queued() == [{"event_id": event.pk, "handler": GREET}]  # ids only


def test_a_job_is_rolled_back_with_the_act_that_asked_for_it(world: World) -> None:
    ticket, elena = world.ticket("elena"), world.actor("elena")
    with acting_as(elena):
        reply(ticket, by=elena, body="Sigue igual")
        transaction.set_rollback(True)
    assert queued() == []


@pytest.fixture
def event(world: World) -> Event:
    ticket, elena = world.ticket("elena"), world.actor("elena")
    with acting_as(elena):
        reply(ticket, by=elena, body="Sigue igual")
        return Event.objects.get(kind="desk.TicketReplied")


def name_of_lucia() -> str:
    with acting_as(system_actor()):
        return Organisation.objects.get(slug="lucia").name


def test_a_handler_runs_once_however_often_the_job_does(world: World, event: Event) -> None:
    for _attempt in range(3):
        jobs.react(event_id=event.pk, handler=GREET)
    assert [(event.pk, role_name("everyone"))] == CALLS
    assert name_of_lucia() == "Greeted 1"
    assert standing() == (role_name("app"), "", "")


def test_a_handler_that_fails_leaves_no_mark_and_is_tried_again(world: World, event: Event) -> None:
    FAILING.append(True)
    with pytest.raises(RuntimeError, match="mail server"):
        jobs.react(event_id=event.pk, handler=GREET)
    assert name_of_lucia() == "Clínica Santa Lucía"
    with acting_as(system_actor()):
        assert not ReactionDone.objects.exists()
    FAILING.clear()
    jobs.react(event_id=event.pk, handler=GREET)
    assert name_of_lucia() == "Greeted 2"
    with acting_as(system_actor()):
        assert ReactionDone.objects.get().handler == GREET


def test_a_handler_that_is_gone_is_passed_over(world: World, event: Event) -> None:
    jobs.react(event_id=event.pk, handler="vinculo.desk.reactions.forgotten")
    assert CALLS == []


def test_the_queue_tries_again_and_gives_up_at_last() -> None:
    task = app.tasks["kernel.react"]
    assert task.retry_strategy is jobs.RETRY
    assert jobs.RETRY.max_attempts == 8


def test_an_event_that_is_not_on_the_page_of_reactions_cannot_be_told(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    ticket, elena = world.ticket("elena"), world.actor("elena")
    monkeypatch.setattr(events, "reactions", dict)
    with acting_as(elena):
        with pytest.raises(KeyError):
            reply(ticket, by=elena, body="Sigue igual")
        assert not ticket.replies.exists()  # and what was done is undone


def test_a_guest_cannot_touch_the_queue_but_through_its_door(world: World) -> None:
    for name in ("elena", "sergio", "ana"):
        with acting_as(world.actor(name)):
            for statement in (
                "select * from procrastinate_jobs",
                "insert into procrastinate_jobs (queue_name) values ('x')",
                "update procrastinate_jobs set status = 'failed'",
            ):
                with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
                    sql(statement)
