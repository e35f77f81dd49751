"""The worker as `vinculo worker` runs it: what it fetches, what runs by itself, in whose transaction a job defers."""

import asyncio
from typing import Any

import pytest
from django.db import connection, transaction
from procrastinate.contrib.django import app
from procrastinate.contrib.django.django_connector import DjangoConnector

from vinculo.config.schedule import sweep_sessions

pytestmark = pytest.mark.django_db


def jobs() -> list[tuple[str, str]]:
    with connection.cursor() as cursor:
        cursor.execute("select task_name, status::text from procrastinate_jobs order by id")
        return list(cursor.fetchall())


def test_the_periodic_jobs_are_known_to_the_worker() -> None:
    known = {task.task.name for task in app.periodic_registry.periodic_tasks.values()}
    assert {"config.rescue_stalled", "config.sweep", "config.sweep_sessions", "desk.close_silent"} <= known


def test_a_job_deferred_in_a_transaction_goes_with_it() -> None:
    """Tasks stay with Django's connector even while a worker fetches over its own."""
    assert isinstance(app.connector, DjangoConnector)
    fetching = app.with_connector(app.connector.get_worker_connector())
    task = fetching.tasks["config.sweep_sessions"]
    with transaction.atomic():
        task.configure().defer(timestamp=1)
        assert jobs() == [("config.sweep_sessions", "todo")]
        transaction.set_rollback(True)
    assert jobs() == []


def test_stalled_jobs_run_again(monkeypatch: pytest.MonkeyPatch) -> None:
    from vinculo.config import schedule

    retried: list[int] = []

    class Manager:
        async def get_stalled_jobs(self, **asked: Any) -> list[Any]:
            assert asked == {"seconds_since_heartbeat": 60}
            return [type("Job", (), {"id": 7, "task_name": "kernel.react"})()]

        async def retry_job(self, job: Any) -> None:
            retried.append(job.id)

    context = type("Context", (), {"app": type("App", (), {"job_manager": Manager()})()})()
    asyncio.run(schedule.rescue_stalled(context, 1))
    assert retried == [7]


def test_sessions_that_ran_out_are_forgotten() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "insert into django_session values"
            " ('old', '', now() - interval '1 day'), ('new', '', now() + interval '1 day')"
        )
        sweep_sessions(1)
        cursor.execute("select session_key from django_session where session_key in ('old', 'new')")
        assert cursor.fetchall() == [("new",)]
