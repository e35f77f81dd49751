"""`vinculo bench`: how fast and how big, measured and not believed."""

from __future__ import annotations

import json
import os
import platform
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

Tell = Callable[[str], None]


def tell(sentence: str) -> None:
    """Say on stderr what is going on; results go to stdout."""
    click.echo(sentence, err=True)


@click.group(name="bench", epilog="Example:  vinculo bench desk --tickets 10000")
def command() -> None:
    """Measure speed and size."""


@command.command(epilog="Example:  vinculo bench desk --tickets 100000 --keep --json > figures.json")
@click.option(
    "--tickets",
    type=click.IntRange(200, 20_000_000),
    default=10_000,
    show_default=True,
    help="How many to fill.",
)
@click.option(
    "--keep",
    is_flag=True,
    help="Leave the database for the next run, which fills nothing if the number is the same.",
)
@click.option("--json", "as_json", is_flag=True, help="Print the figures as JSON.")
@click.option(
    "--clients", type=click.IntRange(1, 32), default=4, show_default=True, help="People who report at once."
)
@click.option(
    "--rounds",
    type=click.IntRange(3, 1000),
    default=40,
    show_default=True,
    help="Measured requests of each kind.",
)
@click.option(
    "--creations",
    type=click.IntRange(1, 100_000),
    default=200,
    show_default=True,
    help="Tickets that each client makes.",
)
@click.option(
    "--processes",
    type=click.IntRange(1, 64),
    default=None,
    help="Processes of the web, if not as `vinculo serve` does.",
)
@click.option(
    "--against",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="An earlier --json, to see growth.",
)
@click.pass_obj
def desk(
    ready: Callable[[], None],
    *,
    tickets: int,
    keep: bool,
    as_json: bool,
    clients: int,
    rounds: int,
    creations: int,
    processes: int | None,
    against: Path | None,
) -> None:
    """Fill tickets with conversations in a database of its own and measure logged-in requests to the real server.

    One request at a time over loopback, as an agent and as a client's person; then several clients who report at once,
    an import, memory and start. The database is dropped at the end unless --keep.
    """
    from vinculo.benchmark import place

    place.point_at(tickets)
    ready()
    from vinculo.benchmark import importing, running

    try:
        running.prepare(tickets, ready, tell)
        if keep:
            place.keep(tickets)
        report = running.run(
            tickets,
            machine(),
            rounds=rounds,
            clients=clients,
            creations=creations,
            processes=processes,
            tell=tell,
        )
        if keep:
            importing.forget()
    finally:
        if not keep:
            place.drop()
    before: dict[str, Any] | None = json.loads(against.read_text("utf-8")) if against else None
    from vinculo.benchmark.report import growth, table

    if as_json:
        data = report.as_data()
        click.echo(
            json.dumps(
                data | ({"growth": growth(data, before)} if before else {}), ensure_ascii=False, indent=1
            )
        )
    else:
        click.echo(table(report, before))


def machine() -> dict[str, Any]:
    """What it was measured on."""
    memory = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    return {
        "cores": os.cpu_count(),
        "memory_gb": round(memory / 2**30, 1),
        "system": platform.platform(),
        "python": platform.python_version(),
        "load": os.getloadavg()[0],
    }
