"""The arithmetic of the report, and that it hides nothing."""

from __future__ import annotations

import pytest

from vinculo.benchmark.report import Figure, Report, growth, median, percentile, table


def figure(name: str, ms: float, *, statements: int = 5, size: int = 1_000) -> Figure:
    return Figure.of(name, name.title(), [ms], [ms / 2], statements=statements, size=size)


@pytest.mark.parametrize(
    ("values", "middle"), [([3.0, 1.0, 2.0], 2.0), ([4.0, 1.0, 3.0, 2.0], 2.5), ([7.0], 7.0)]
)
def test_the_median_is_the_middle(values: list[float], middle: float) -> None:
    assert median(values) == middle


def test_the_percentile_is_a_value_that_occurred() -> None:
    values = [float(n) for n in range(1, 101)]
    assert percentile(values, 0.95) == 95
    assert percentile(values[:10], 0.95) == 10
    assert percentile([5.0], 0.95) == 5


def test_what_reaches_its_aim_is_not_a_miss() -> None:
    assert figure("ticket", 23.9).misses() == []
    assert figure("person_home", 900).misses() == []  # there is no aim for it


def test_a_page_misses_by_time_statements_and_bytes() -> None:
    slow = figure("queue", 75, statements=13, size=100_001)
    assert len(slow.misses()) == 3


def test_every_miss_is_told() -> None:
    report = Report(1_000, {}, figures=[figure("queue", 75), figure("ticket", 10)])
    report.creations = {"clients": 4, "per_second": 90, "processor_ms": 15, "web_ms": 11, "database_ms": 4}
    report.imports = {"rows": 10, "rows_per_second": 4_999}
    report.memory = {"idle": 1e8, "worked": 4e8, "database": 5e8}
    assert len(report.misses()) == 5
    shown = table(report)
    assert all(told in shown for told in report.misses())
    assert shown.count("MISSES") == 1


def test_growth_compares_what_both_have() -> None:
    before = Report(10, {}, figures=[figure("queue", 20), figure("gone", 1)]).as_data()
    now = Report(1_000, {}, figures=[figure("queue", 30), figure("new", 1)])
    assert growth(now.as_data(), before) == {"queue": 1.5}
    assert "1.50×" in table(now, before)
