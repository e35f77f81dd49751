"""Forms as a browser sends them, processes, and a log that the importer can read."""

from __future__ import annotations

import csv
import os
from pathlib import Path

import click
import pytest

from vinculo.benchmark import importing, place, processes
from vinculo.benchmark.browser import Answer, Unexpected, form_to

PAGE = b"""<form action="/elsewhere/"><input name="q"></form>
<form method="post" action="/tickets/INC-1/message/"><input type="hidden" name="seen" value="7">
<input type="radio" name="mode" value="reply"><input type="radio" name="mode" value="note" checked>
<input type="checkbox" name="quiet" value="1"><textarea name="body"></textarea>
<select name="then"><option value="">-</option><option value="wait:part" selected>x</option></select>
<input type="submit" name="go" value="Send"></form>"""


def answer(body: bytes) -> Answer:
    return Answer(200, 1.0, body, 0, 0.0, "")


def test_a_form_is_read_as_it_stands() -> None:
    form = form_to(answer(PAGE), "/tickets/INC-1/message/")
    assert form.fields == {"seen": "7", "mode": "note", "body": "", "then": "wait:part"}


def test_a_page_without_the_form_is_not_measured() -> None:
    with pytest.raises(Unexpected, match="no form to /x/"):
        form_to(answer(PAGE), "/x/")


def test_this_process_is_in_its_own_tree_and_has_worked() -> None:
    own = os.getpid()
    assert own in processes.tree(own)
    assert processes.worked([own]) > 0
    assert processes.memory([own]) > 1_000_000
    assert processes.parent(own) == os.getppid()
    assert processes.memory([2**22 + 1]) == 0


def test_the_log_has_the_importers_columns(tmp_path: Path) -> None:
    rows = importing.write(tmp_path / "log.csv", 20)
    with (tmp_path / "log.csv").open(encoding="utf-8", newline="") as file:
        read = list(csv.DictReader(file))
    assert len(read) == rows
    assert list(read[0]) == importing.COLUMNS.split()
    assert len({row["number"] for row in read}) == 20


def test_a_server_that_lets_nobody_make_a_database_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VINCULO_DATABASE_OWNER_URL", "postgresql://owner@db.example.org/desk")
    with pytest.raises(click.ClickException, match="of its own"):
        place.point_at(1_000)
