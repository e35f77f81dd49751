"""A second start finds out cheaply that there is nothing to do, and never believes it wrongly."""

from dataclasses import replace
from pathlib import Path

import pytest
from django.conf import settings

from vinculo.config import stamp

pytestmark = pytest.mark.django_db


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(stamp, "code", lambda: "as it is")
    (tmp_path / "static").mkdir()
    (tmp_path / "static" / ".collected").touch()
    return tmp_path


def test_what_was_made_ready_stays_ready(home: Path) -> None:
    known = settings.CONNECTIONS
    assert not stamp.is_fresh(home, known, demonstration=False)
    stamp.write(home, known, demonstration=False)
    assert stamp.is_fresh(home, known, demonstration=False)


def test_a_demonstration_is_something_else(home: Path) -> None:
    stamp.write(home, settings.CONNECTIONS, demonstration=False)
    assert not stamp.is_fresh(home, settings.CONNECTIONS, demonstration=True)


def test_changed_code_is_noticed(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stamp.write(home, settings.CONNECTIONS, demonstration=False)
    monkeypatch.setattr(stamp, "code", lambda: "other")
    assert not stamp.is_fresh(home, settings.CONNECTIONS, demonstration=False)


def test_a_database_that_is_gone_is_noticed(home: Path) -> None:
    known = settings.CONNECTIONS
    stamp.write(home, known, demonstration=False)
    gone = replace(known, owner={**known.owner, "dbname": "nowhere"})
    assert not stamp.is_fresh(home, gone, demonstration=False)
    stamp.write(home, gone, demonstration=False)
    assert not stamp.is_fresh(home, gone, demonstration=False)
