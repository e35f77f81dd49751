"""How the reader's country writes numbers, dates and durations. Pure: the reader and the instant are arguments."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import lru_cache
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date, get_timezone_location
from babel.numbers import get_decimal_symbol, get_group_symbol
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext

from vinculo.ui.reader import Reader

THIN = "\N{NARROW NO-BREAK SPACE}"
HARD = "\N{NO-BREAK SPACE}"

Number = int | float | Decimal


@lru_cache(maxsize=64)
def _marks(locale: Locale) -> dict[int, str]:
    """What the country puts for the comma and the point of a number written in English."""
    group, point = get_group_symbol(locale), get_decimal_symbol(locale)
    if locale.language == "es" and locale.territory in (None, "ES"):
        # CLDR writes a full stop, and only from five digits on; Academy and SI ask for a thin space, and a column
        # of figures for one shape.
        group = THIN
    return str.maketrans({",": group, ".": point})


def in_figures(value: Number, reader: Reader, decimals: int | None = None) -> str:
    """A number as the reader's country writes it; without `decimals`, whole or with two at most."""
    if decimals is None:
        plain = f"{value:,}" if isinstance(value, int) else f"{value:,.2f}".rstrip("0").rstrip(".")
    else:
        plain = f"{value:,.{decimals}f}"
    return plain.translate(_marks(reader.locale))


@lru_cache(maxsize=64)
def _space_before_percent(locale: Locale) -> str:
    return HARD if locale.percent_formats[None].pattern.endswith(("\N{NO-BREAK SPACE}%", " %")) else ""


def in_percent(share: Number, reader: Reader, decimals: int = 1) -> str:
    """`share` is a ratio: 0.934 reads "93,4 %"."""
    return in_figures(share * 100, reader, decimals) + _space_before_percent(reader.locale) + "%"


def part_of(part: int, whole: int, reader: Reader) -> str:
    """A share never travels without its denominator: "93,4 % · 385 de 412". Of nothing, no share is said."""
    counted = gettext("%(part)s of %(whole)s") % {
        "part": in_figures(part, reader),
        "whole": in_figures(whole, reader),
    }
    return f"{in_percent(part / whole, reader)} · {counted}" if whole else counted


def in_hours(span: timedelta | Number, *, days: bool = True) -> str:
    """A length of time: "35 s", "1 h 47 min", "2 días 3 h". Numbers are seconds; the sign is for the words around.

    Days are 24 hours. Service hours have no days: ask for them with `days=False`.
    """
    seconds = abs(int(span.total_seconds() if isinstance(span, timedelta) else span))
    if 0 < seconds < 60:
        return f"{seconds}{HARD}s"
    hours, minutes = divmod(seconds // 60, 60)
    if days and hours >= 24:
        whole, hours = divmod(hours, 24)
        said = ngettext("%(days)d day", "%(days)d days", whole) % {"days": whole}
        said = said.replace(" ", HARD)
        return f"{said} {hours}{HARD}h" if hours and whole < 10 else said
    if not hours:
        return f"{minutes}{HARD}min"
    return f"{hours}{HARD}h {minutes}{HARD}min" if minutes else f"{hours}{HARD}h"


@lru_cache(maxsize=64)
def _names(locale: Locale) -> tuple[tuple[str, ...], tuple[str, ...], bool]:
    """Short names of days (Monday first) and months, and whether the month comes before the day."""
    days = tuple(locale.days["stand-alone"]["abbreviated"][n].rstrip(".") for n in range(7))
    months = tuple(locale.months["format"]["abbreviated"][n].rstrip(".") for n in range(1, 13))
    month_first = str(locale.datetime_skeletons["MMMd"]).startswith(("M", "L"))
    return days, months, month_first


def short_date(day: date, reader: Reader, *, today: date) -> str:
    """ "jue 19 nov"; another year says so: "19 nov 2025"."""
    days, months, month_first = _names(reader.locale)
    month = months[day.month - 1]
    said = f"{month}{HARD}{day.day}" if month_first else f"{day.day}{HARD}{month}"
    if day.year != today.year and abs((day - today).days) > 180:
        return f"{said} {day.year}"
    return f"{days[day.weekday()]}{HARD}{said}"


def _near(day: date, today: date) -> str:
    apart = (day - today).days
    if apart == 0:
        return gettext("today")
    if apart == -1:
        return gettext("yesterday")
    if apart == 1:
        return gettext("tomorrow")
    return ""


def in_words(moment: datetime | date, reader: Reader, *, now: datetime, with_time: bool = False) -> str:
    """ "hoy 15:57", "ayer 09:05", "jue 19 nov"; farther days carry their time only when asked."""
    today = reader.here(now).date()
    if not isinstance(moment, datetime):
        return _near(moment, today) or short_date(moment, reader, today=today)
    local = reader.here(moment)
    near = _near(local.date(), today)
    if near:
        return f"{near}{HARD}{local:%H:%M}"
    said = short_date(local.date(), reader, today=today)
    return f"{said}, {local:%H:%M}" if with_time else said


def long_date(moment: datetime | date, reader: Reader) -> str:
    return _full(reader.here(moment).date() if isinstance(moment, datetime) else moment, reader.locale)


@lru_cache(maxsize=2048)
def _full(day: date, locale: Locale) -> str:
    return format_date(day, "full", locale=locale)


@lru_cache(maxsize=256)
def _city(zone: ZoneInfo, locale: Locale) -> str:
    return get_timezone_location(zone, locale=locale, return_city=True)


def full_date(moment: datetime, reader: Reader) -> str:
    """The whole truth, for titles: "jueves, 19 de noviembre de 2026, 15:57 (hora de Madrid, CET)"."""
    local = reader.here(moment)
    city = _city(reader.zone, reader.locale)
    return f"{long_date(local, reader)}, {local:%H:%M} ({city}, {_zone_name(local)})"


def _zone_name(local: datetime) -> str:
    """ "CET" where the zone has letters, else "UTC-05:00"."""
    short = local.tzname() or ""
    if short.isalpha():
        return short
    offset = f"{local:%z}"
    return f"UTC{offset[:3]}:{offset[3:5]}"


def time_tag(moment: datetime, words: str, reader: Reader) -> SafeString:
    local = reader.here(moment)
    return format_html(
        '<time datetime="{}" title="{}">{}</time>',
        local.isoformat(timespec="minutes"),
        full_date(moment, reader),
        words,
    )
