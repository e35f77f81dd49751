"""Demand has the shape that the people of a service desk know: Mondays, month's end, August, January, holidays."""

from __future__ import annotations

import datetime as dt
import random
from collections import Counter
from zoneinfo import ZoneInfo

from vinculo.demonstration.rhythm import CLIENTS, instants

NOW = dt.datetime(2026, 11, 17, 13, 10, tzinfo=dt.UTC)


def days_of(client: str, count: int = 20_000) -> Counter[dt.date]:
    """How many ask on each local day."""
    rhythm = CLIENTS[client]
    zone = ZoneInfo(rhythm.zone)
    times = instants(rhythm, count=count, now=NOW, rng=random.Random(1))
    return Counter(at.astimezone(zone).date() for at in times)


def mean(days: Counter[dt.date], wanted: list[dt.date]) -> float:
    return sum(days[day] for day in wanted) / len(wanted)


def year() -> list[dt.date]:
    return [(NOW - dt.timedelta(days=n)).date() for n in range(1, 364)]


def test_nobody_asks_in_the_future_or_out_of_order() -> None:
    times = instants(CLIENTS["amaranta"], count=5_000, now=NOW, rng=random.Random(3))
    assert len(times) == 5_000
    assert times == sorted(times)
    assert NOW - dt.timedelta(days=366) < times[0]
    assert times[-1] < NOW


def test_mondays_are_the_busiest_and_fridays_the_quietest_working_days() -> None:
    days = days_of("almadrona")
    by_weekday = [mean(days, [day for day in year() if day.weekday() == n]) for n in range(7)]
    assert max(by_weekday) == by_weekday[0]
    assert min(by_weekday[:5]) == by_weekday[4]
    assert by_weekday[6] < by_weekday[5] < by_weekday[4] / 5


def test_books_are_closed_at_the_end_of_the_month() -> None:
    days = days_of("guaranda")
    middle = [day for day in year() if day.weekday() == 2 and 8 < day.day < 23 and day.month in (3, 5, 9, 10)]
    last = [day for day in year() if day.weekday() < 5 and day.day >= 29 and day.month in (3, 5, 7, 10)]
    assert mean(days, last) > 1.3 * mean(days, middle)


def test_spain_sleeps_in_august_and_bogota_at_the_turn_of_the_year() -> None:
    weekdays = [day for day in year() if day.weekday() < 5]
    spain, bogota = days_of("almadrona"), days_of("guaranda")
    august, june = ([d for d in weekdays if d.month == m] for m in (8, 6))
    assert mean(spain, august) < 0.55 * mean(spain, june)
    assert mean(bogota, august) > 0.8 * mean(bogota, june)
    turn = [d for d in weekdays if (d.month == 12 and d.day > 15) or (d.month == 1 and d.day < 12)]
    assert mean(bogota, turn) < 0.55 * mean(bogota, june)


def test_a_monday_holiday_in_bogota_moves_its_work_to_tuesday() -> None:
    days = days_of("guaranda")
    monday, tuesday = dt.date(2026, 6, 15), dt.date(2026, 6, 16)  # Sacred Heart, observed
    assert days[monday] < days[dt.date(2026, 6, 22)] / 5
    assert days[tuesday] > 1.15 * days[dt.date(2026, 6, 23)]
    assert days_of("almadrona")[monday] > 20  # in Spain it is a Monday like any other


def test_the_hospital_asks_by_night_and_on_sundays() -> None:
    rhythm = CLIENTS["amaranta"]
    local = [
        at.astimezone(ZoneInfo(rhythm.zone))
        for at in instants(rhythm, count=9_000, now=NOW, rng=random.Random(2))
    ]
    assert sum(1 for at in local if at.hour < 6) > 700
    assert sum(1 for at in local if at.weekday() == 6) > 500
