"""`vinculo demo`: the demonstration company on the command line."""

from __future__ import annotations

import click

from vinculo.demonstration import SEED, TICKETS


@click.group(name="demo", epilog="Example:  vinculo demo fill --tickets 500")
def command() -> None:
    """Fill the demonstration company."""


@command.command(epilog="Example:  vinculo demo fill --seed 7 --tickets 500")
@click.option("--seed", type=int, default=SEED, show_default=True, help="Another seed tells other stories.")
@click.option(
    "--tickets", type=click.IntRange(100, 100_000), default=TICKETS, show_default=True, help="About how many."
)
@click.pass_obj
def fill(ready: object, *, seed: int, tickets: int) -> None:
    """Make an invented company with twelve months of tickets in an empty database.

    Nothing happens when the database knows an organisation already.
    """
    assert callable(ready)
    ready()
    from vinculo.demonstration.fill import fill_if_empty, summary

    made = fill_if_empty(_tell, tickets=tickets, seed=seed)
    if made is None:
        _tell("The database knows organisations already, so nothing was filled.")
        return
    for line in summary(made):
        click.echo(line)


def _tell(sentence: str) -> None:
    click.echo(sentence, err=True)
