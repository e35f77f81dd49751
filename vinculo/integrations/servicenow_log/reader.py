"""From a file to rows: what can be read is given on, what cannot is reported with its line, nothing is held back."""

from __future__ import annotations

import csv
import datetime as dt
import gzip
import re
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from io import BufferedReader
from pathlib import Path
from typing import IO, NamedTuple
from zoneinfo import ZoneInfo

from vinculo.integrations.servicenow_log.words import COLUMNS, UNKNOWN

GZIP = b"\x1f\x8b"
TIME = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4}) (\d{1,2}):(\d{2})", re.ASCII)
LONGEST_LINE = 1_000_000
LONGEST_WORD = 40
"""Longer than any word of a column that names something (state, person, group); free columns may hold more."""

LEVELS = {"impact": frozenset("123"), "urgency": frozenset("123"), "priority": frozenset("12345")}
NUMBERS = ("reassignment_count", "reopen_count", "sys_mod_count")


class UnreadableLog(Exception):
    """The file as a whole cannot be read; the message is one sentence for whoever typed the command."""


class Note(NamedTuple):
    """Something about one line that whoever brought the file should know."""

    line: int
    reason: str


class LogRow(NamedTuple):
    """One row of the log: its line, its words by column and its instant in UTC."""

    line: int
    words: dict[str, str]
    at: dt.datetime


class BadRow(ValueError):
    """A row that cannot be read; the message is the reason."""


class Times:
    """Local times of the log in UTC, remembering what was read: rows of a log repeat their times."""

    KEPT = 100_000

    def __init__(self, zone: ZoneInfo) -> None:
        self.zone = zone
        self._known: dict[str, tuple[dt.datetime, bool]] = {}

    def read(self, text: str) -> tuple[dt.datetime, bool]:
        """The instant of `d/m/yyyy HH:MM`, and whether the clocks skip that local time.

        Fold is 0: a skipped time counts with the offset before the change, and of a repeated time the first one is
        meant. Raises `BadRow`.
        """
        known = self._known.get(text)
        if known is None:
            if len(self._known) >= self.KEPT:
                self._known.clear()
            known = self._known[text] = self._read(text)
        return known

    def _read(self, text: str) -> tuple[dt.datetime, bool]:
        try:
            day, month, year, hour, minute = map(int, TIME.fullmatch(text).groups())  # type: ignore[union-attr]
            local = dt.datetime(year, month, day, hour, minute)  # noqa: DTZ001 - the zone comes next
            at = local.replace(tzinfo=self.zone, fold=0).astimezone(dt.UTC)
        except (AttributeError, ValueError, OverflowError) as error:
            raise BadRow(f"“{text}” is not a time of the form d/m/yyyy HH:MM") from error
        return at, at.astimezone(self.zone).replace(tzinfo=None) != local


@dataclass
class Log:
    """An open log: iterate it for its rows; `unreadable` and `skipped` grow on the way."""

    path: Path
    times: Times
    unreadable: list[Note]
    skipped: list[Note]
    rows: int = 0
    progress: Callable[[int], None] = lambda position: None

    def __iter__(self) -> Iterator[LogRow]:
        """The rows in the file's order. Raises `UnreadableLog` when the file ends in the middle."""
        with open_log(self.path) as (file, raw):
            lines = _lines(file, self.path)
            columns = read_header(next(lines, b""), self.path)
            for number, line in enumerate(lines, 2):
                if number % 1_000 == 0:
                    self.progress(raw.tell())
                if not line.strip():
                    continue
                self.rows += 1
                try:
                    yield self._row(number, line, columns)
                except BadRow as bad:
                    self.unreadable.append(Note(number, str(bad)))
            self.progress(raw.tell())

    def _row(self, number: int, line: bytes, columns: list[str]) -> LogRow:
        parts = split(line, len(columns))
        words = dict(zip(columns, parts, strict=True))
        if max(map(len, parts)) > LONGEST_WORD:
            check_lengths(words)
        for column in ("number", "incident_state"):
            if words[column] in ("", UNKNOWN):
                raise BadRow(f"{column} is missing")
        for column, levels in LEVELS.items():
            if words[column][:1] not in levels or words[column][1:4] not in ("", " - "):
                raise BadRow(f"{column} “{words[column]}” is not known")
        for column in NUMBERS:
            if not (words[column].isascii() and words[column].isdigit() and len(words[column]) < 5):
                raise BadRow(f"{column} “{words[column]}” is not a number")
        self.times.read(words["opened_at"])
        for column in ("resolved_at", "closed_at"):
            if words[column] != UNKNOWN:
                self.times.read(words[column])
        at, is_skipped = self.times.read(words["sys_updated_at"])
        if is_skipped:
            self.skipped.append(Note(number, self._skipped("sys_updated_at", words["sys_updated_at"])))
        return LogRow(number, words, at)

    def instant(self, row: LogRow, column: str) -> dt.datetime | None:
        """Another time of a row, or None when it is unknown; a skipped one is reported."""
        text = row.words[column]
        if text == UNKNOWN:
            return None
        at, is_skipped = self.times.read(text)
        if is_skipped:
            self.skipped.append(Note(row.line, self._skipped(column, text)))
        return at

    def _skipped(self, column: str, text: str) -> str:
        return f"{column} {text} does not exist in {self.times.zone.key}"


class open_log:  # noqa: N801 - reads as a verb in a with statement
    """Open a plain or compressed log: the file to read, and the one underneath whose position tells the progress."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __enter__(self) -> tuple[IO[bytes], IO[bytes]]:
        try:
            self.raw: IO[bytes] = self.path.open("rb")
            self.is_packed = self.raw.read(2) == GZIP
            self.raw.seek(0)
        except OSError as error:
            why = error.strerror or "it is no ordinary file"
            raise UnreadableLog(f"{self.path} cannot be read: {why}.") from error
        return (BufferedReader(gzip.GzipFile(fileobj=self.raw)) if self.is_packed else self.raw), self.raw

    def __exit__(self, *_: object) -> None:
        self.raw.close()


def _lines(file: IO[bytes], path: Path) -> Iterator[bytes]:
    try:
        while line := file.readline(LONGEST_LINE):
            yield line
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise UnreadableLog(
            f"{path} ends in the middle: the compressed file is damaged ({error})."
        ) from error
    except OSError as error:
        raise UnreadableLog(f"{path} cannot be read to its end: {error.strerror}.") from error


def read_header(line: bytes, path: Path) -> list[str]:
    """The names of the columns. Raises `UnreadableLog` when they are not this log's."""
    if not line:
        raise UnreadableLog(f"{path} is empty.")
    try:
        columns = next(csv.reader([line.decode("utf-8-sig")], strict=True))
    except (UnicodeDecodeError, csv.Error) as error:
        raise UnreadableLog(f"{path} is not a CSV file in UTF-8.") from error
    missing = [column for column in COLUMNS if column not in columns]
    if missing:
        raise UnreadableLog(
            f"{path} is not a servicenow-log: its first line does not name {', '.join(missing[:5])}"
            + (f" and {len(missing) - 5} more columns." if len(missing) > 5 else ".")
        )
    if len(set(columns)) != len(columns):
        raise UnreadableLog(f"{path} names a column twice in its first line.")
    return columns


def split(line: bytes, width: int) -> list[str]:
    """The words of a line. A row is a line: this log has no text that could hold a break. Raises `BadRow`."""
    try:
        text = line.decode("utf-8").rstrip("\r\n")
    except UnicodeDecodeError as error:
        raise BadRow("the line is not UTF-8") from error
    if "\0" in text:
        raise BadRow("the line holds a null character")
    if '"' in text:
        try:
            words = next(csv.reader([text], strict=True))
        except csv.Error as error:
            raise BadRow("a quotation mark is opened and not closed") from error
    else:
        words = text.split(",")
    if len(words) != width:
        raise BadRow(f"the line has {len(words)} columns and not {width}")
    return words


def check_lengths(words: dict[str, str]) -> None:
    """Raise `BadRow` when a word is longer than any name of this log, as when two lines ran into one."""
    for column in COLUMNS:
        if len(words[column]) > LONGEST_WORD:
            raise BadRow(f"{column} is longer than {LONGEST_WORD} characters")
