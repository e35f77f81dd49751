"""People work in their own hours: the clock of a story jumps over nights, weekends and holidays."""

from __future__ import annotations

import datetime as dt

from vinculo.demonstration.hours import ON_CALL, Shift, shift_of


def at(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(text).replace(tzinfo=dt.UTC)


def test_work_that_does_not_fit_goes_on_the_next_morning() -> None:
    ana = shift_of("ana")  # 8:00 to 16:30 in Madrid, UTC+1 in November
    assert ana.after(at("2026-11-17T15:00"), 60) == at("2026-11-18T07:30")


def test_a_weekend_is_jumped_over() -> None:
    assert shift_of("ana").after(at("2026-11-20T16:00"), 5) == at("2026-11-23T07:05")


def test_camila_rests_on_a_monday_holiday() -> None:
    camila = shift_of("camila")
    assert not camila.works_on(dt.date(2026, 11, 16))  # Independence of Cartagena, observed
    assert camila.after(at("2026-11-16T14:00"), 1) == at("2026-11-17T12:01")


def test_on_call_is_any_hour() -> None:
    assert ON_CALL.covers(at("2026-11-22T03:00"))
    assert ON_CALL.after(at("2026-11-22T23:50"), 30) == at("2026-11-23T00:20")


def test_the_hour_that_a_clock_change_skips_is_no_work() -> None:
    night = Shift("Europe/Madrid", 0, 6)  # 29 March 2026: 2:00 becomes 3:00
    assert night.after(at("2026-03-28T23:30"), 60) == at("2026-03-29T00:30")
