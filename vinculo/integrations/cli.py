"""`vinculo import`: history from other systems."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import click

if TYPE_CHECKING:
    from vinculo.integrations.servicenow_log.importer import Importer, Outcome
    from vinculo.integrations.servicenow_log.reader import Note

MAPS = ("servicenow-log",)
SHOWN = 20
"""Notes of a kind that are printed; `--json` has them all."""


@click.group(name="import", epilog="Example:  vinculo import incidents --help")
def command() -> None:
    """Bring in history from another system."""


@command.command(
    epilog="Example:  vinculo import incidents log.csv.gz --map servicenow-log --client 'Conservas Albor'"
    " --timezone Europe/Madrid"
)
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--map", "map_", type=click.Choice(MAPS), required=True, help="Which system the file comes from."
)
@click.option(
    "--client", required=True, help="Whose incidents they are; registered if there is no such client."
)
@click.option("--timezone", required=True, help="The zone of the file's times, as in Europe/Madrid.")
@click.option("--dry-run", is_flag=True, help="Say what would happen and write nothing.")
@click.option("--json", "as_json", is_flag=True, help="Print the outcome as JSON, with every note.")
@click.pass_obj
def incidents(
    ready: Callable[[], None],
    *,
    file: Path,
    map_: str,
    client: str,
    timezone: str,
    dry_run: bool,
    as_json: bool,
) -> None:
    """Bring in incidents with their whole history from a CSV file, plain or compressed with gzip.

    What cannot be read is reported with its line and does not stop the rest. A second run adds what is missing and
    changes nothing else. No reaction fires and nobody is mailed.
    """
    zone, name = read_zone(timezone), " ".join(client.split())
    if not 0 < len(name) <= 120:
        raise click.ClickException("The client's name must have between 1 and 120 characters.")
    ready()
    from vinculo.integrations.servicenow_log.importer import Importer, Trial

    progress = Progress(file.stat().st_size)
    outcome = run((Trial if dry_run else Importer)(file, client=name, zone=zone, progress=progress))
    progress.end()
    click.echo(json.dumps(outcome.as_data(), ensure_ascii=False, indent=2) if as_json else told(outcome))
    if outcome.rows and not outcome.incidents:
        raise click.ClickException("Not one row of the file could be read.")


def run(importer: Importer) -> Outcome:
    """Run an import; what stops it is one sentence, which also says what was brought in before."""
    from django.db import OperationalError

    from vinculo.integrations.servicenow_log.known import NotAClient
    from vinculo.integrations.servicenow_log.reader import UnreadableLog

    try:
        return importer.run()
    except (UnreadableLog, NotAClient, OperationalError) as error:
        sentence = "The database failed." if isinstance(error, OperationalError) else str(error)
        if importer.outcome.added and not importer.outcome.is_trial:
            sentence += f" {importer.outcome.added:,} incidents had been added; run it again for the rest."
        raise click.ClickException(sentence) from error


def read_zone(name: str) -> ZoneInfo:
    """The zone of that name."""
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError) as error:
        raise click.ClickException(
            f"“{name}” is not a time zone; give a name as in Europe/Madrid."
        ) from error


class Progress:
    """How far the file was read, on stderr: one line that moves on a terminal, one line each tenth elsewhere."""

    def __init__(self, size: int) -> None:
        self.size, self.told = max(size, 1), -1
        self.moves = sys.stderr.isatty()
        self.step = 1 if self.moves else 10

    def __call__(self, position: int) -> None:
        """Tell the share read, when it has grown by a step."""
        share = min(100, 100 * position // self.size) // self.step * self.step
        if share > self.told:
            self.told = share
            click.echo(
                f"{chr(13) if self.moves else ''}{share:3d} % of the file", err=True, nl=not self.moves
            )

    def end(self) -> None:
        """Leave the moving line."""
        if self.moves and self.told >= 0:
            click.echo(err=True)


def told(outcome: Outcome) -> str:
    """The outcome in sentences."""
    lines = [_headline(outcome)]
    if outcome.added:
        made = outcome.made
        lines.append(
            f"{outcome.events:,} events, {outcome.spans:,} stretches of a state, {made['people']:,} people,"
            f" {made['teams']:,} teams, {made['categories']:,} categories"
            + (" are new." if not outcome.is_trial else " would be new.")
        )
    findings = outcome.findings
    kinds: list[tuple[str, list[Note]]] = [
        ("Rows that could not be read, left out", outcome.unreadable),
        ("Rows that stand apart from their incident, left out", outcome.scattered),
        ("Incidents that differ from what came before, left as they are", outcome.differing),
        ("Local times that do not exist, read with the offset before the change", outcome.skipped_times),
        ("Priorities that disagree with the matrix, kept", findings.disagreements),
        ("Unknown states, kept beside ours", findings.unknown_states),
        ("Incidents whose own count of reopenings differs from their rows", findings.reopenings),
    ]
    for words, notes in kinds:
        lines += _notes(words, notes)
    lines.append(
        f"{outcome.rows:,} rows in {outcome.seconds:.1f} s: {outcome.rows_per_second:,} rows a second."
    )
    return "\n".join(lines)


def _headline(outcome: Outcome) -> str:
    client = f"“{outcome.client}”" + (" (new)" if outcome.is_new_client else "")
    if outcome.is_trial:
        return (
            f"Trial, nothing was written: {outcome.added:,} incidents of {client} would be added, {outcome.grown:,}"
            f" would get new rows, {outcome.unchanged:,} are here already."
        )
    if not (outcome.added or outcome.grown):
        return f"Nothing changed: {outcome.unchanged:,} incidents of {client} were here already."
    return (
        f"{outcome.added:,} incidents of {client} were added, {outcome.grown:,} got new rows,"
        f" {outcome.unchanged:,} were here already."
    )


def _notes(words: str, notes: list[Note]) -> list[str]:
    if not notes:
        return []
    lines = [f"{words}: {len(notes):,}"]
    lines += [f"  line {note.line}: {note.reason}" for note in notes[:SHOWN]]
    if len(notes) > SHOWN:
        lines.append(f"  … and {len(notes) - SHOWN:,} more; --json lists them all")
    return lines
