"""`vinculo before`: what `serve` needs before it begins, in a process of its own so that the supervisor stays small."""

import click

from vinculo.config.cli import tell
from vinculo.config.environment import flag
from vinculo.config.start import set_up


@click.command(name="before", hidden=True, epilog="Example:  vinculo before")
def command() -> None:
    """Make database, tables, translations and static files ready; in demonstration mode the company too."""
    set_up(tell, static=True)
    fill_demonstration()


def fill_demonstration() -> None:
    """In demonstration mode, fill an empty database with the company; what is there stays as it is."""
    if flag("VINCULO_DEMO"):
        from vinculo.demonstration.fill import fill_if_empty

        fill_if_empty(tell)
