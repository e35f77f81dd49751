"""The product's own tables against the file, counted by a script that shares no code with the importer."""

from pathlib import Path

import pytest

from vinculo.integrations.tests.logs import LOG, Figures, counted_by_hand, figures, outcome

REAL = Path(__file__).resolve().parents[4] / "shared" / "data" / "incidents-2016-spring.csv.gz"
LEFT_OUT = {22, 23, 24, 25, 26, 28}


def agree(told: Figures, expected: Figures) -> None:
    for name, value in expected.items():
        assert told[name] == value, name


def test_the_figures_of_the_handwritten_log_are_those_of_the_file(db):
    outcome()
    agree(figures(), counted_by_hand(LOG, "Europe/Madrid", lines=set(range(2, 29)) - LEFT_OUT))


@pytest.mark.slow
@pytest.mark.skipif(not REAL.exists(), reason=f"the real log is not at {REAL.parent}")
def test_the_figures_of_a_real_log_are_those_of_the_file(db):
    told = outcome(REAL)
    assert (told["incidents"], told["events"], told["unreadable"]) == (17_136, 101_045, [])
    assert told["disagreements"] == told["reopenings"] == told["scattered"] == []
    assert [note["line"] for note in told["skipped_times"]] == [
        16582,
        16582,
        41314,
        41314,
        41462,
        41462,
        42207,
        42207,
    ]
    agree(figures(), counted_by_hand(REAL, "Europe/Madrid"))
    assert outcome(REAL, "--dry-run")["unchanged"] == 17_136
