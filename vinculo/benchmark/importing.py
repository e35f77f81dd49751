"""A history in the format of the importer, made up here, and how fast the product takes it in."""

from __future__ import annotations

import csv
import datetime as dt
import json
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from pathlib import Path

from django.conf import settings
from psycopg import sql

from vinculo.benchmark import bulk
from vinculo.benchmark.report import Report
from vinculo.kernel import clock

Tell = Callable[[str], None]
INCIDENTS = 20_000
COLUMNS = (
    "number incident_state active reassignment_count reopen_count sys_mod_count made_sla caller_id opened_by opened_at"
    " sys_created_by sys_created_at sys_updated_by sys_updated_at contact_type location category subcategory u_symptom"
    " cmdb_ci impact urgency priority assignment_group assigned_to knowledge u_priority_confirmation notify problem_id"
    " rfc vendor caused_by closed_code resolved_by resolved_at closed_at"
)
LIVES = (
    ("New", "Active", "Resolved", "Closed"),
    ("New", "Active", "Active", "Awaiting User Info", "Active", "Resolved", "Closed"),
    ("New", "Active", "Active", "Active", "Resolved", "Active", "Resolved", "Closed"),
    ("New", "Resolved", "Closed"),
)


def measure(report: Report, *, tell: Tell) -> None:
    """Import a file of about 110,000 rows for a client of its own; the start of the command counts too."""
    if find_spec("vinculo.integrations") is None or find_spec("vinculo.integrations.cli") is None:
        report.absent.append("Import")
        return
    client = f"Historia {clock.now():%Y%m%d%H%M%S}"  # a kept database has the clients of earlier runs
    with tempfile.TemporaryDirectory() as directory:
        path = Path(directory) / "log.csv"
        rows = write(path, INCIDENTS)
        begun = time.monotonic()
        done = subprocess.run(
            [
                sys.executable, "-m", "vinculo", "import", "incidents", str(path), "--map", "servicenow-log",
                "--client", client, "--timezone", "Europe/Madrid", "--json",
            ],
            capture_output=True, text=True, check=False,
        )  # fmt: skip
        seconds = time.monotonic() - begun
    if done.returncode:
        report.absent.append(f"Import ({done.stderr.strip().splitlines()[-1:]})")
        return
    report.imports = {
        "rows": rows,
        "added": json.loads(done.stdout)["added"],
        "seconds": round(seconds, 1),
        "rows_per_second": round(rows / seconds),
    }
    tell(f"Import: {rows:,} rows in {seconds:.1f} s")


def forget() -> None:
    """Take out again what was imported, so that a kept database stays as big as it says (its people may stay)."""
    owner = settings.CONNECTIONS.owner
    assert owner is not None
    imported = "in (select id from directory_organisation where name like 'Historia %')"
    with bulk.session(owner) as session:
        for table in ("desk_statusspan", "kernel_event", "desk_ticket"):
            session.execute(sql.SQL(f"delete from {table} where organisation_id {imported}"))
            session.execute(sql.SQL(f"vacuum (analyze) {table}"))
        session.execute(
            "select setval(pg_get_serial_sequence('desk_ticket', 'id'), max(id)) from desk_ticket"
        )


def write(path: Path, incidents: int) -> int:
    """Write the log of some incidents, one after another, and return how many rows it has."""
    written = 0
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS.split())
        writer.writeheader()
        for row in lines(incidents):
            writer.writerow(row)
            written += 1
    return written


def lines(incidents: int) -> Iterator[dict[str, str]]:
    """The rows of the log: each incident's states in their order, an hour or more apart."""
    chance = random.Random("history")  # noqa: S311 - the same for everybody
    for number in range(1, incidents + 1):
        opened = dt.datetime(2024, 1, 1, 8) + dt.timedelta(minutes=7 * number)  # noqa: DTZ001 - local, as in a file
        life = chance.choice(LIVES)
        at = opened
        for turn, state in enumerate(life):
            yield {
                **dict.fromkeys(COLUMNS.split(), "?"),
                "number": f"INC9{number:07d}", "incident_state": state, "active": str(state != "Closed").lower(),
                "reassignment_count": "0", "reopen_count": "0", "sys_mod_count": str(turn), "made_sla": "true",
                "caller_id": f"Caller {number % 900}", "opened_by": f"Opened by {number % 40}",
                "opened_at": _local(opened), "sys_updated_by": f"Updated by {number % 60}",
                "sys_updated_at": _local(at), "contact_type": "Phone", "location": f"Location {number % 30}",
                "category": f"Category {number % 40}", "subcategory": f"Subcategory {number % 160}",
                "impact": "2 - Medium", "urgency": "2 - Medium", "priority": "3 - Moderate",
                "assignment_group": f"Group {number % 25}", "assigned_to": f"Resolver {number % 80}",
                "closed_code": "code 6", "resolved_at": _local(at), "closed_at": _local(at),
            }  # fmt: skip
            at += dt.timedelta(minutes=chance.randint(60, 900))


def _local(at: dt.datetime) -> str:
    return f"{at.day}/{at.month}/{at.year} {at:%H:%M}"
