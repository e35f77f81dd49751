from __future__ import annotations

from datetime import date, datetime, timedelta

from django.utils.safestring import SafeString

from vinculo.ui import marks, text, wording
from vinculo.ui.reader import current_reader
from vinculo.ui.tags import register
from vinculo.ui.wording import Number

NOTHING = "–"


@register.filter
def when(moment: datetime | date | None, detail: str = "") -> SafeString | str:
    """The moment as a person says it; `detail="time"` keeps the hour on farther days."""
    if moment is None or moment == "":
        return NOTHING
    reader = current_reader()
    words = wording.in_words(moment, reader, now=reader.clock(), with_time=detail == "time")
    return wording.time_tag(moment, words, reader) if isinstance(moment, datetime) else words


@register.filter
def clock_time(moment: datetime | None) -> SafeString | str:
    if not moment:
        return NOTHING
    reader = current_reader()
    return wording.time_tag(moment, f"{reader.here(moment):%H:%M}", reader)


@register.filter
def date_long(moment: datetime | date | None) -> SafeString | str:
    if not moment:
        return NOTHING
    reader = current_reader()
    words = wording.long_date(moment, reader)
    return wording.time_tag(moment, words, reader) if isinstance(moment, datetime) else words


@register.filter
def duration(span: timedelta | Number | None, detail: str = "") -> str:
    return NOTHING if span is None else wording.in_hours(span, days=detail != "hours")


@register.filter
def number(value: Number | None, decimals: int | None = None) -> str:
    return NOTHING if value is None else wording.in_figures(value, current_reader(), decimals)


@register.filter
def percent(value: Number | None, whole: int | None = None) -> str:
    """A share with its denominator, `{{ met|percent:total }}`, or a plain ratio, `{{ 0.934|percent }}`."""
    if value is None:
        return NOTHING
    if whole is None:
        return wording.in_percent(value, current_reader())
    return wording.part_of(int(value), int(whole), current_reader())


@register.filter
def message(words: str | None) -> SafeString:
    return text.as_message(words or "")


@register.filter
def initials(name: str | None) -> str:
    return marks.initials(name or "")
