"""`vinculo worker`: runs jobs; any number of them may run, on any number of machines."""

import asyncio

import click

from vinculo.config.cli import tell
from vinculo.config.family import end_with_parent
from vinculo.config.start import set_up


@click.command(name="worker", epilog="Example:  vinculo worker --concurrency 4")
@click.option(
    "--concurrency", type=click.IntRange(1, 64), default=2, show_default=True, help="Jobs at the same time."
)
@click.option("--queue", "queues", multiple=True, help="Only this queue; repeat for several. All by default.")
@click.option("--once", is_flag=True, help="Run what waits, then end.")
def command(*, concurrency: int, queues: tuple[str, ...], once: bool) -> None:
    """Run jobs: reactions, clocks, mail. Ends in order on SIGTERM; jobs of a worker that died run again elsewhere."""
    end_with_parent()
    set_up(tell)
    from procrastinate.exceptions import ConnectorException

    try:
        asyncio.run(work(concurrency=concurrency, queues=list(queues) or None, wait=not once))
    except ConnectorException as error:
        raise click.ClickException(f"The database failed the worker: {error.__cause__ or error}") from error


async def work(*, concurrency: int, queues: list[str] | None, wait: bool) -> None:
    """Work until told to stop.

    A second app fetches the jobs. The tasks stay with the first, whose connector is Django's: what a job defers is
    written in that job's own transaction (`replace_connector`, as procrastinate's own command does, would lose that).
    """
    from procrastinate.contrib.django import app
    from procrastinate.contrib.django.django_connector import DjangoConnector

    assert isinstance(app.connector, DjangoConnector)
    fetching = app.with_connector(app.connector.get_worker_connector())
    async with fetching.open_async():
        await fetching.run_worker_async(
            concurrency=concurrency,
            queues=queues,  # type: ignore[arg-type]  # None is all of them
            wait=wait,
            install_signal_handlers=True,
            shutdown_graceful_timeout=6,
        )
