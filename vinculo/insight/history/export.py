"""The history as a file for spreadsheets, sent in parts while it is read."""

from __future__ import annotations

import csv
import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from io import StringIO
from typing import TypeVar

from django.db.models import Model, QuerySet
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from vinculo.desk.pages import page_of
from vinculo.insight.history.lines import Line
from vinculo.insight.history.queries import LIMIT
from vinculo.kernel.scope import Actor, acting_as
from vinculo.kernel.web import language_of
from vinculo.ui.reader import Reader, reading_as

M = TypeVar("M", bound=Model)
CHUNK = 500
MARK = "\N{ZERO WIDTH NO-BREAK SPACE}"
"""The byte order mark: without it a spreadsheet reads the accents of UTF-8 as something else."""

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def parts(by: Actor, rows: QuerySet[M], lines_of: Callable[[Sequence[M]], list[Line]]) -> Iterator[str]:
    """The file in parts. A stream holds no transaction and runs after its page: each part goes behind the wall anew,
    begins where the last one ended, and speaks the reader's language."""
    after, left, is_first = "", LIMIT, True
    while left > 0 and (after or is_first):
        with (
            reading_as(by.locale, by.zone) as reader,
            translation.override(language_of(by.locale)),
            acting_as(by),
        ):
            page = page_of(rows, after=after, size=min(CHUNK, left))
            head = [[*heads(reader)]] if is_first else []
            part = written([*head, *(cells(line, reader) for line in lines_of(page.rows))], reader)
        yield MARK + part if is_first else part
        after, left, is_first = page.after, left - len(page.rows), False


def heads(reader: Reader) -> list[str]:
    """The titles of the columns."""
    zone = {"zone": str(reader.zone)}
    return [
        _("Occurred (%(zone)s)") % zone,
        _("Recorded (%(zone)s)") % zone,
        pgettext("history", "Who"),
        _("What happened"),
        pgettext("history", "Kind"),
        _("Ticket"),
        pgettext("history", "Organisation"),
        pgettext("history", "Audience"),
        pgettext("history", "Details"),
        pgettext("history", "Identifier"),
    ]


def cells(line: Line, reader: Reader) -> list[str]:
    """One line of the file."""
    told = f"{line.plain}: {line.body}" if line.body else line.plain
    details = "; ".join(
        f"{value.label}: {value.old} → {value.new}" if value.old else f"{value.label}: {value.new}"
        for value in line.details
    )
    return [
        _instant(line.at, reader),
        _instant(line.recorded or line.at, reader),
        line.who,
        told,
        line.kind,
        line.ref,
        line.organisation,
        line.audience,
        details,
        line.identifier,
    ]


def written(table: Sequence[Sequence[str]], reader: Reader) -> str:
    """Rows as text: where the comma is the sign of decimals, spreadsheets part columns by semicolons."""
    file = StringIO()
    separator = ";" if reader.locale.language == "es" else ","
    csv.writer(file, delimiter=separator).writerows([harmless(cell) for cell in row] for row in table)
    return file.getvalue()


def harmless(cell: str) -> str:
    """A text that a spreadsheet would take for a formula gets an apostrophe before it."""
    return f"'{cell}" if cell.startswith(FORMULA) else cell


def file_name(today: dt.date) -> str:
    """What the file is called."""
    name = pgettext("file", "history")
    return f"{name}-{today.isoformat()}.csv"


def _instant(moment: dt.datetime, reader: Reader) -> str:
    return f"{reader.here(moment):%Y-%m-%d %H:%M:%S}"
