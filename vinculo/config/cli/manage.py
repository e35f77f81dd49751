"""`vinculo manage`: Django's own commands, for those who work on the product."""

import sys

import click

from vinculo.config.cli import tell
from vinculo.config.start import set_up

WITHOUT_DATABASE = {"makemigrations", "check", "help", "diffsettings", "makemessages", "findstatic"}


@click.command(hidden=True, context_settings={"ignore_unknown_options": True, "help_option_names": []})
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def command(arguments: tuple[str, ...]) -> None:
    """Run a command of Django.

    Example:  vinculo manage makemigrations desk
    """
    from django.core.management import ManagementUtility

    first = arguments[0] if arguments else "help"
    set_up(tell, database=first not in WITHOUT_DATABASE)
    sys.argv = ["vinculo manage", *arguments]
    ManagementUtility(sys.argv).execute()
