"""`vinculo before`: what `serve` needs before it begins, in a process of its own so that the supervisor stays small."""

import click

from vinculo.config import stamp
from vinculo.config.cli import tell
from vinculo.config.connections import connections_from_environment
from vinculo.config.environment import flag, home
from vinculo.config.start import hold_server, set_up


@click.command(name="before", hidden=True, epilog="Example:  vinculo before")
def command() -> None:
    """Make database, tables, translations and static files ready; in demonstration mode the company too."""
    hold_server()
    connections = connections_from_environment(home())
    demonstration = flag("VINCULO_DEMO")
    if stamp.is_fresh(home(), connections, demonstration=demonstration):
        return
    set_up(tell, static=True)
    if demonstration:
        from vinculo.demonstration.fill import fill_if_empty

        fill_if_empty(tell)
    stamp.write(home(), connections, demonstration=demonstration)
