"""Periodic jobs, written out: what runs by itself, and when."""

import logging

from django.core.management import call_command
from procrastinate import App, JobContext

log = logging.getLogger(__name__)


def schedule(app: App) -> None:
    """Tell the worker its periodic jobs; called once when the job queue is ready."""
    app.periodic(cron="*/2 * * * *")(
        app.task(name="config.rescue_stalled", queue="care", pass_context=True)(rescue_stalled)
    )
    app.periodic(cron="*/10 * * * *")(app.tasks["desk.close_silent"])
    app.periodic(cron="17 3 * * *")(app.task(name="config.sweep", queue="care", pass_context=True)(sweep))
    app.periodic(cron="47 3 * * *")(app.task(name="config.sweep_sessions", queue="care")(sweep_sessions))


async def rescue_stalled(context: JobContext, timestamp: int) -> None:
    """Give the jobs of a worker that died to another; every job is safe to run twice."""
    for job in await context.app.job_manager.get_stalled_jobs(seconds_since_heartbeat=60):
        log.warning("Job %s (%s) was left by a worker that died; it runs again.", job.id, job.task_name)
        await context.app.job_manager.retry_job(job)


async def sweep(context: JobContext, timestamp: int) -> None:
    """Forget jobs that ended well a week ago; failed ones stay until somebody looks."""
    await context.app.job_manager.delete_old_jobs(nb_hours=7 * 24)


def sweep_sessions(timestamp: int) -> None:
    """Forget sessions that have run out; nobody can use them, and the table is read on every request."""
    call_command("clearsessions")
