"""`vinculo stats`: what the product holds, counted."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from vinculo.directory.models import Organisation
    from vinculo.insight.queries import LogCounts


@click.group(name="stats", epilog="Example:  vinculo stats incidents --source servicenow-log --json")
def command() -> None:
    """Count what the product holds."""


@command.command(epilog="Example:  vinculo stats incidents --source servicenow-log --json")
@click.option("--source", required=True, help="Where the history came from, as `vinculo import` names it.")
@click.option("--client", help="Only this client, by its short name or its name.")
@click.option("--json", "as_json", is_flag=True, help="Print the figures as JSON.")
@click.pass_obj
def incidents(ready: Callable[[], None], *, source: str, client: str | None, as_json: bool) -> None:
    """Count imported incidents, from the product's own tables and not from the file.

    `moves` are pairs of consecutive rows of an incident whose states differ, `stays` those whose states do not; the
    order is the file's, and the words are the source's.
    """
    ready()
    from vinculo.insight.queries import log_counts
    from vinculo.kernel.scope import acting_as, system_actor

    with acting_as(system_actor()):
        counts = log_counts(source, find_client(client) if client else None)
        if not counts.incidents:
            raise click.ClickException(nothing(source, client))
    click.echo(json.dumps(counts.as_data(), ensure_ascii=False, indent=2) if as_json else told(counts))


def find_client(name: str) -> Organisation:
    """The organisation of that short name or name."""
    from django.db.models import Q

    from vinculo.directory.models import Organisation

    found = Organisation.objects.filter(Q(slug=name) | Q(name__iexact=name)).first()
    if found is None:
        raise click.ClickException(f"There is no client “{name}”.")
    return found


def nothing(source: str, client: str | None) -> str:
    """Say that there is nothing to count, and what there would be."""
    from vinculo.insight.queries import brought
    from vinculo.kernel.scope import system_actor

    known = sorted({history.source for history in brought(system_actor())})
    there = f"There is history from {', '.join(known)}." if known else "Nothing was imported yet."
    return f"No incident came from “{source}”{f' for “{client}”' if client else ''}. {there}"


def told(counts: LogCounts) -> str:
    """The figures as a short page of text."""
    data = counts.as_data()
    lines = []
    for name, value in data.items():
        if isinstance(value, dict):
            shown = (
                f"{n:>12,}  {key}" if isinstance(n, int) else f"  {key}: {n}" for key, n in value.items()
            )
            lines += ["", f"{name}:", *shown, ""]
        else:
            lines.append(f"{name:14} {value:,}" if isinstance(value, int) else f"{name:14} {value}")
    return "\n".join(lines)
