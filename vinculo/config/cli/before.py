"""`vinculo before`: what `serve` needs before it begins, in a process of its own so that the supervisor stays small."""

from importlib import import_module

import click

from vinculo.config.cli import is_present, ready, tell
from vinculo.config.environment import flag
from vinculo.config.start import set_up


@click.command(name="before", hidden=True, epilog="Example:  vinculo before")
def command() -> None:
    """Make database, tables, translations and static files ready; in demonstration mode the company too."""
    set_up(tell, static=True)
    fill_demonstration()


def fill_demonstration() -> None:
    """In demonstration mode, fill the company when there is no ticket yet; the room that does it may be absent."""
    if not flag("VINCULO_DEMO") or not is_present("vinculo.demonstration.cli") or has_tickets():
        return
    import_module("vinculo.demonstration.cli").command.main(args=[], standalone_mode=False, obj=ready)


def has_tickets() -> bool:
    """Return whether anything was ever opened."""
    from django.db import connections

    with connections["owner"].cursor() as cursor:
        cursor.execute("select exists (select from desk_ticket)")
        return bool(cursor.fetchone()[0])
