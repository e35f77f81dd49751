"""`vinculo token`: keys with which programs act for a person."""

import datetime as dt

import click

from vinculo.config.cli import tell
from vinculo.config.start import set_up


@click.group(name="token", epilog="Example:  vinculo token make ana@nexo.example --name monitoring")
def command() -> None:
    """Make keys with which a program acts for a person through the API."""


@command.command(epilog="Example:  vinculo token make ana@nexo.example --name monitoring --days 90")
@click.argument("email")
@click.option("--name", required=True, help="What the token is for, in a few words.")
@click.option(
    "--days", type=click.IntRange(1, 3650), help="Days that it is valid; without an end by default."
)
def make(*, email: str, name: str, days: int | None) -> None:
    """Make a token for the account of EMAIL and print it. It is shown this once: only its digest is kept."""
    set_up(tell)
    from vinculo.directory.actions import make_token
    from vinculo.directory.actors import new_token
    from vinculo.directory.models import Person
    from vinculo.kernel import clock
    from vinculo.kernel.scope import acting_as, system_actor

    token, system = new_token(), system_actor()
    with acting_as(system):
        person = Person.objects.filter(email__iexact=email.strip()).first()
        if person is None:
            raise click.ClickException(f"Nobody has the e-mail address {email}.")
        expires_at = clock.now() + dt.timedelta(days=days) if days else None
        make_token(person, by=system, token=token, name=name.strip()[:60], expires_at=expires_at)
    tell(f"A program with this token acts for {person.name}. It is not shown again:")
    click.echo(token)
