"""When demand comes: the hours of the day, Mondays, month's end, seasons and holidays of each client."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate
from zoneinfo import ZoneInfo

from vinculo.demonstration.hours import holidays_of

DAYS = 365
HOUR = dt.timedelta(hours=1)

# How much of a day's demand comes in each hour, from midnight on.
OFFICE_ES = (0, 0, 0, 0, 0, 0, 0.1, 0.8, 4, 9, 11, 9, 8, 6, 3, 4, 6, 5, 2.5, 0.8, 0.3, 0.1, 0.1, 0)
OFFICE_CO = (0, 0, 0, 0, 0, 0.2, 1.5, 6, 10, 11, 9, 7, 3, 4, 7, 7, 5, 2, 0.6, 0.2, 0.1, 0.1, 0, 0)
HOSPITAL = (2, 1.6, 1.4, 1.3, 1.4, 2, 4, 8, 9, 9, 8, 7, 6, 5, 5, 5, 5, 4.5, 4, 5, 4.5, 3.5, 3, 2.5)


@dataclass(frozen=True, slots=True)
class Season:
    """A stretch of the year, day and month, both ends included, that is busier or quieter than the rest."""

    begins: tuple[int, int]
    ends: tuple[int, int]
    factor: float

    def holds(self, day: dt.date) -> bool:
        """Whether a day lies in it; a season may pass the turn of the year."""
        at = (day.month, day.day)
        if self.begins <= self.ends:
            return self.begins <= at <= self.ends
        return at >= self.begins or at <= self.ends


@dataclass(frozen=True, slots=True)
class Rhythm:
    """How a client's demand is spread: Monday first, then the other days of the week."""

    zone: str
    share: float
    hours: tuple[float, ...] = OFFICE_ES
    weekdays: tuple[float, ...] = (1.5, 1.12, 1, 0.95, 0.85, 0.03, 0.015)
    holiday: float = 0.03
    month_end: float = 1.55
    seasons: tuple[Season, ...] = ()

    def day_weight(self, day: dt.date) -> float:
        """How busy a day is, an ordinary Wednesday being 1."""
        weight = self._weekday(day)
        if is_month_end(day) and day.weekday() < 5:
            weight *= self.month_end
        for season in self.seasons:
            if season.holds(day):
                weight *= season.factor
        return weight

    def _weekday(self, day: dt.date) -> float:
        holidays = holidays_of(self.zone)
        if day in holidays:
            return self.weekdays[day.weekday()] * self.holiday
        yesterday = day - dt.timedelta(days=1)
        if day.weekday() == 1 and yesterday in holidays:
            return self.weekdays[0]  # the Monday's work comes on Tuesday
        return self.weekdays[day.weekday()]


CLIENTS = {
    "almadrona": Rhythm(
        "Europe/Madrid",
        0.37,
        seasons=(Season((8, 1), (8, 31), 0.4), Season((12, 23), (1, 6), 0.45)),
    ),
    "guaranda": Rhythm(
        "America/Bogota",
        0.27,
        hours=OFFICE_CO,
        seasons=(Season((12, 15), (1, 12), 0.35), Season((1, 13), (1, 31), 0.8)),
    ),
    "amaranta": Rhythm(
        "America/Mexico_City",
        0.335,
        hours=HOSPITAL,
        weekdays=(1.3, 1.1, 1, 1, 0.95, 0.62, 0.55),
        holiday=0.6,
        month_end=1.25,
        seasons=(Season((12, 18), (1, 7), 0.6), Season((1, 8), (1, 20), 0.85)),
    ),
    "redalmar": Rhythm("Europe/Madrid", 0.025, seasons=(Season((8, 1), (8, 31), 0.4),)),
}


def instants(
    rhythm: Rhythm, *, count: int, now: dt.datetime, rng: random.Random, days: int = DAYS
) -> list[dt.datetime]:
    """`count` instants (UTC, in order) of the `days` before `now` at which this client asks for something."""
    hours = list(_weighed_hours(rhythm, now=now, days=days))
    drawn = rng.choices([at for at, _ in hours], cum_weights=list(accumulate(w for _, w in hours)), k=count)
    latest = now - dt.timedelta(seconds=20)
    found = (at + dt.timedelta(seconds=rng.randrange(3600)) for at in drawn)
    return sorted(at if at <= latest else at - HOUR for at in found)


def _weighed_hours(rhythm: Rhythm, *, now: dt.datetime, days: int) -> Iterator[tuple[dt.datetime, float]]:
    zone = ZoneInfo(rhythm.zone)
    first = (now - dt.timedelta(days=days)).replace(minute=0, second=0, microsecond=0)
    weights: dict[dt.date, float] = {}
    for n in range(days * 24 + 1):
        at = first + n * HOUR
        local = at.astimezone(zone)
        day = local.date()
        if day not in weights:
            weights[day] = rhythm.day_weight(day)
        yield at, weights[day] * rhythm.hours[local.hour]


def is_month_end(day: dt.date) -> bool:
    """The last three days of a month and the first of the next, when books are closed."""
    return (day + dt.timedelta(days=3)).month != day.month or day.day == 1
