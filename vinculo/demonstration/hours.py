"""When somebody is at work: working hours in the zone of a place, with its holidays."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cache
from zoneinfo import ZoneInfo

import holidays as public_holidays

from vinculo.demonstration.company import ORGANISATIONS
from vinculo.demonstration.people import FIGURES

MINUTE = dt.timedelta(minutes=1)
WEEKDAYS = frozenset(range(5))
EVERY_DAY = frozenset(range(7))
REGIONS = {"Europe/Madrid": ("ES", "MD"), "America/Bogota": ("CO", None), "America/Mexico_City": ("MX", None)}
ROUND_THE_CLOCK = "amaranta"


@cache
def holidays_of(zone: str) -> public_holidays.HolidayBase:
    """The public holidays where a zone's offices are (Monday holidays in Bogotá among them)."""
    country, region = REGIONS[zone]
    return public_holidays.country_holidays(country, subdiv=region)


@dataclass(frozen=True, slots=True)
class Shift:
    """From when to when somebody works (hours of the local day), and on which days."""

    zone: str
    begins: float = 0
    ends: float = 24
    weekdays: frozenset[int] = EVERY_DAY
    keeps_holidays: bool = False

    def works_on(self, day: dt.date) -> bool:
        """Whether this is a day of work."""
        return day.weekday() in self.weekdays and not (self.keeps_holidays and day in holidays_of(self.zone))

    def covers(self, at: dt.datetime) -> bool:
        """Whether somebody is at work at an instant."""
        begins, ends = self._bounds(at.astimezone(ZoneInfo(self.zone)).date())
        return begins <= at < ends

    def after(self, at: dt.datetime, minutes: float) -> dt.datetime:
        """The instant (UTC, whole seconds) at which `minutes` of work have passed since `at`."""
        left = minutes * MINUTE
        day = at.astimezone(ZoneInfo(self.zone)).date()
        while True:
            begins, ends = self._bounds(day)
            begins = max(begins, at)
            if begins + left < ends:
                return (begins + left).replace(microsecond=0)
            left -= max(ends - begins, dt.timedelta())
            day += dt.timedelta(days=1)

    def _bounds(self, day: dt.date) -> tuple[dt.datetime, dt.datetime]:
        """Begin and end of a day's work in UTC; on a day off both are the same."""
        midnight = dt.datetime.combine(day, dt.time(), tzinfo=ZoneInfo(self.zone))
        begins = (midnight + self.begins * 60 * MINUTE).astimezone(dt.UTC)
        if not self.works_on(day):
            return begins, begins
        return begins, (midnight + self.ends * 60 * MINUTE).astimezone(dt.UTC)


@cache
def shift_of(slug: str) -> Shift:
    """When a person works. The hospital's people work every day; who works through the night is always there."""
    figure = FIGURES[slug]
    zone = figure.zone or ORGANISATIONS[figure.home]["zone"]
    if figure.home == ROUND_THE_CLOCK:
        return Shift(zone) if figure.begins > figure.ends else Shift(zone, figure.begins, figure.ends)
    return Shift(zone, figure.begins, figure.ends, WEEKDAYS, keeps_holidays=True)


ON_CALL = Shift("Europe/Madrid")
"""Whoever is on call answers at any hour."""
