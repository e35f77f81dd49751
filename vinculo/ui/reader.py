"""Who reads this page: the locale of numbers and dates, the zone of times, the clock that says now."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

from babel import Locale, UnknownLocaleError
from django.utils import timezone

DEFAULT_LOCALE = "es_ES"
DEFAULT_ZONE = "Europe/Madrid"


@lru_cache(maxsize=128)
def locale_named(code: str) -> Locale:
    """The Babel locale for `es_CO`, `es-419` or `en`; an unknown code falls back to Spain rather than fail a page."""
    try:
        return Locale.parse(code.replace("-", "_"))
    except (UnknownLocaleError, ValueError):
        return Locale.parse(DEFAULT_LOCALE)


@dataclass(frozen=True, slots=True)
class Reader:
    locale: Locale
    zone: ZoneInfo
    clock: Callable[[], datetime] = field(default=timezone.now, compare=False)

    def here(self, instant: datetime) -> datetime:
        return instant.astimezone(self.zone)


def reader_of(
    locale: str = DEFAULT_LOCALE, zone: str = DEFAULT_ZONE, clock: Callable[[], datetime] = timezone.now
) -> Reader:
    return Reader(locale_named(locale), ZoneInfo(zone), clock)


_current: ContextVar[Reader | None] = ContextVar("reader", default=None)


def current_reader() -> Reader:
    return _current.get() or reader_of()


@contextmanager
def reading_as(locale: str, zone: str, clock: Callable[[], datetime] = timezone.now) -> Iterator[Reader]:
    """Format for this reader until the block ends. The middleware opens it for each request."""
    reader = reader_of(locale, zone, clock)
    token = _current.set(reader)
    try:
        yield reader
    finally:
        _current.reset(token)
