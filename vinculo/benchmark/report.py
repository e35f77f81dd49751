"""Figures, the aims they are held against, and a table that says what misses."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

AIMS: dict[str, float] = {
    "queue": 60, "queue_filtered": 60, "queue_age": 60, "ticket": 24,
    "search_rare": 40, "search_common": 40, "search_apart": 40, "person_search_rare": 40, "person_search_common": 40,
    "reply_api": 12, "reply_screen": 50, "reply_screen_page": 50,
}  # fmt: skip
"""Milliseconds of the median at 1,000,000 tickets."""
MOST_STATEMENTS, MOST_BYTES = 12, 100_000
"""Of the queue's pages."""
LEAST_CREATIONS, MOST_PROCESSOR = 120.0, 12.0
LEAST_ROWS = 5_000.0
MOST_MEMORY = 350e6
MOST_GROWTH = 1.5
"""From 10,000 tickets to 1,000,000."""


def median(values: Sequence[float]) -> float:
    """The middle value, or the mean of the two in the middle."""
    ordered = sorted(values)
    middle = len(ordered) // 2
    return ordered[middle] if len(ordered) % 2 else (ordered[middle - 1] + ordered[middle]) / 2


def percentile(values: Sequence[float], share: float) -> float:
    """The smallest value that at least `share` of all do not exceed (nearest rank)."""
    ordered = sorted(values)
    return ordered[max(0, math.ceil(share * len(ordered)) - 1)]


@dataclass(frozen=True)
class Figure:
    """One kind of request, measured `n` times: milliseconds as the person waits and (median) as the web works,
    statements and bytes of the heaviest answer."""

    name: str
    label: str
    n: int
    median: float
    p95: float
    web: float
    statements: int
    bytes: int
    aim: float | None

    @classmethod
    def of(
        cls,
        name: str,
        label: str,
        times: Sequence[float],
        web: Sequence[float],
        *,
        statements: int,
        size: int,
    ) -> Figure:
        """Sum up the times of one kind of request."""
        return cls(
            name, label, len(times), round(median(times), 2), round(percentile(times, 0.95), 2),
            round(median(web), 2), statements, size,
            AIMS.get(name),
        )  # fmt: skip

    def misses(self) -> list[str]:
        """Which aims it does not reach, in words."""
        found = []
        if self.aim is not None and self.median >= self.aim:
            found.append(f"{self.median:.1f} ms, aim {self.aim:.0f}")
        if self.name.startswith("queue") and self.statements > MOST_STATEMENTS:
            found.append(f"{self.statements} statements, aim {MOST_STATEMENTS}")
        if self.name.startswith("queue") and self.bytes > MOST_BYTES:
            found.append(f"{self.bytes:,} bytes, aim {MOST_BYTES:,}")
        return found


@dataclass
class Report:
    """All that a run found out."""

    tickets: int
    machine: dict[str, Any]
    figures: list[Figure] = field(default_factory=list)
    creations: dict[str, float] = field(default_factory=dict)
    imports: dict[str, float] = field(default_factory=dict)
    memory: dict[str, float] = field(default_factory=dict)
    start: float = 0.0
    absent: list[str] = field(default_factory=list)

    def as_data(self) -> dict[str, Any]:
        """The report for a program, with the aims that are missed."""
        return asdict(self) | {"misses": self.misses()}

    def misses(self) -> list[str]:
        """Every aim that was measured and not reached."""
        found = [f"{figure.label}: {told}" for figure in self.figures for told in figure.misses()]
        made, used = self.creations.get("per_second"), self.creations.get("processor_ms")
        if made is not None and made < LEAST_CREATIONS:
            found.append(f"Creations: {made:.0f} a second, aim {LEAST_CREATIONS:.0f}")
        if used is not None and used > MOST_PROCESSOR:
            found.append(f"Processor time of a creation: {used:.1f} ms, aim {MOST_PROCESSOR:.0f}")
        rows = self.imports.get("rows_per_second")
        if rows is not None and rows < LEAST_ROWS:
            found.append(f"Import: {rows:,.0f} rows a second, aim {LEAST_ROWS:,.0f}")
        if self.memory.get("worked", 0) > MOST_MEMORY:
            found.append(f"Memory: {self.memory['worked'] / 1e6:.0f} MB, aim {MOST_MEMORY / 1e6:.0f}")
        return found


def growth(now: dict[str, Any], before: dict[str, Any]) -> dict[str, float]:
    """By how much each median grew from one report (as data) to another."""
    old = {figure["name"]: figure["median"] for figure in before["figures"]}
    return {
        figure["name"]: round(figure["median"] / old[figure["name"]], 2)
        for figure in now["figures"]
        if old.get(figure["name"])
    }


def table(report: Report, before: dict[str, Any] | None = None) -> str:
    """The report for a reader; with an earlier one, how each figure grew."""
    grew = growth(report.as_data(), before) if before else {}
    head = f"{'request':58} {'median':>8} {'p95':>8} {'web':>6} {'n':>4} {'sql':>4} {'bytes':>8} {'aim':>5}"
    lines = [f"{report.tickets:,} tickets", head + (f" {'growth':>7}" if grew else "")]
    for figure in report.figures:
        aim = f"{figure.aim:.0f}" if figure.aim is not None else ""
        line = f"{figure.label:58} {figure.median:8.1f} {figure.p95:8.1f} {figure.web:6.1f} {figure.n:4}"
        line += f" {figure.statements:4} {figure.bytes:8,} {aim:>5}"
        line += f" {grew[figure.name]:>6.2f}×" if figure.name in grew else ""
        lines.append(line + ("  MISSES" if figure.misses() else ""))
    lines += ["", *_sums(report)]
    lines += [f"Not measured, because it is not there: {name}" for name in report.absent]
    misses = report.misses()
    lines += ["", "Misses:" if misses else "Every aim that was measured is reached."]
    return "\n".join([*lines, *(f"  {told}" for told in misses)])


def _sums(report: Report) -> list[str]:
    lines = []
    if made := report.creations:
        lines.append(
            f"Creations, {made['clients']:.0f} clients: {made['per_second']:.0f} a second; processor time of one"
            f" {made['processor_ms']:.1f} ms (web and worker {made['web_ms']:.1f}, database {made['database_ms']:.1f})"
        )
    if brought := report.imports:
        lines.append(f"Import: {brought['rows_per_second']:,.0f} rows a second ({brought['rows']:,.0f} rows)")
    if held := report.memory:
        lines.append(
            f"Memory of web and worker: {held['idle'] / 1e6:.0f} MB at first, {held['worked'] / 1e6:.0f} MB after the"
            f" work; PostgreSQL {held['database'] / 1e6:.0f} MB"
        )
    lines.append(f"Start until ready (database running): {report.start:.2f} s")
    return lines
