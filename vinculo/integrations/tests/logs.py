"""The handwritten log of the tests, and an independent count of any log that shares no code with the product."""

import csv
import gzip
import json
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from click.testing import CliRunner, Result

from vinculo.insight.cli import command as stats
from vinculo.integrations.cli import command as import_

Figures = dict[str, Any]

LOG = Path(__file__).parent / "files" / "incidents.csv"
CLIENT = "Aguas de Levante"


def bring(file=LOG, *more: str, client: str = CLIENT, zone: str = "Europe/Madrid") -> Result:
    """Run `vinculo import incidents` inside the test's transaction."""
    arguments = ["incidents", str(file), "--map", "servicenow-log", "--client", client, "--timezone", zone]
    return CliRunner().invoke(import_, [*arguments, *more], obj=lambda: None)


def outcome(file=LOG, *more: str, **choices: str) -> Figures:
    done = bring(file, "--json", *more, **choices)
    assert done.exit_code == 0, done.output
    told: Figures = json.loads(done.stdout)
    return told


def figures(*more: str) -> Figures:
    """Run `vinculo stats incidents --json`."""
    done = CliRunner().invoke(
        stats, ["incidents", "--source", "servicenow-log", "--json", *more], obj=lambda: None
    )
    assert done.exit_code == 0, done.output
    told: Figures = json.loads(done.stdout)
    return told


def counted_by_hand(file: Path, zone: str, *, lines=None) -> Figures:
    """What the file says, counted row by row; `lines` are those that an import keeps."""
    opened = (gzip.open if file.suffix == ".gz" else open)(file, "rt", encoding="utf-8")
    states, moves, stays, priorities, reopened = (Counter[str]() for _ in range(5))
    reassignments, before, times = 0, None, []
    with opened as text:
        rows = [
            row
            for n, row in enumerate(csv.DictReader(text, quoting=csv.QUOTE_NONE), 2)
            if lines is None or n in lines
        ]
    for row in rows:
        state = row["incident_state"]
        states[state] += 1
        priorities[row["impact"][0] + row["urgency"][0] + row["priority"][0]] += 1
        local = datetime.strptime(row["sys_updated_at"], "%d/%m/%Y %H:%M")  # noqa: DTZ007
        times.append(local.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC))
        if before and before["number"] == row["number"]:
            was = before["incident_state"]
            if was == state:
                stays[state] += 1
            else:
                moves[f"{was}>{state}"] += 1
            if was in ("Resolved", "Closed") and state not in ("Resolved", "Closed"):
                reopened[row["number"]] += 1
            reassignments += before["assignment_group"] != row["assignment_group"]
        before = row
    return {
        "incidents": len({row["number"] for row in rows}),
        "events": len(rows),
        "states": states,
        "moves": moves,
        "stays": stays,
        "priorities": priorities,
        "reopened": len(reopened),
        "reopen_moves": reopened.total(),
        "reassignments": reassignments,
        "first": min(times).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "last": max(times).strftime("%Y-%m-%dT%H:%M:%SZ"),
    }
