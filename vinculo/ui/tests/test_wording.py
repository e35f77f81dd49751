"""Numbers, dates and durations in the reader's own form."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.utils import translation

from vinculo.ui import wording
from vinculo.ui.reader import Reader, current_reader, reader_of, reading_as

THIN, HARD = wording.THIN, wording.HARD
NOW = datetime(2026, 11, 17, 13, 10, tzinfo=UTC)  # a Tuesday, 14:10 in Madrid
SPAIN = reader_of("es_ES", "Europe/Madrid")
COLOMBIA = reader_of("es_CO", "America/Bogota")
MEXICO = reader_of("es_MX", "America/Mexico_City")
BRITAIN = reader_of("en_GB", "Europe/London")


@pytest.mark.parametrize(
    ("reader", "whole", "part"),
    [
        (SPAIN, f"1{THIN}234{THIN}567", "1234,5"),
        (COLOMBIA, "1.234.567", "1.234,5"),
        (MEXICO, "1,234,567", "1,234.5"),
        (BRITAIN, "1,234,567", "1,234.5"),
        (reader_of("es_CL"), "1.234.567", "1.234,5"),
        (reader_of("nonsense"), f"1{THIN}234{THIN}567", "1234,5"),
    ],
)
def test_each_country_reads_its_own_figures(reader: Reader, whole: str, part: str) -> None:
    assert wording.in_figures(1_234_567, reader) == whole
    assert wording.in_figures(Decimal("1234.5"), reader, 1).replace(THIN, "") == part


def test_a_share_never_travels_without_its_denominator() -> None:
    with translation.override("es"):
        assert wording.part_of(385, 412, SPAIN) == f"93,4{HARD}% · 385 de 412"
        assert wording.part_of(385, 412, MEXICO).startswith("93.4")
        assert wording.part_of(0, 0, SPAIN) == "0 de 0"
    with translation.override("en"):
        assert wording.part_of(385, 412, BRITAIN) == "93.4% · 385 of 412"


@pytest.mark.parametrize(
    ("span", "words"),
    [
        (timedelta(seconds=35), "35 s"),
        (timedelta(minutes=47), "47 min"),
        (timedelta(hours=2), "2 h"),
        (timedelta(hours=1, minutes=47), "1 h 47 min"),
        (-timedelta(hours=1, minutes=47), "1 h 47 min"),
        (timedelta(days=1), "1 día"),
        (timedelta(days=2, hours=3), "2 días 3 h"),
        (timedelta(days=40, hours=3), "40 días"),
        (0, "0 min"),
        (5400, "1 h 30 min"),
    ],
)
def test_a_duration_is_said_as_people_say_it(span: timedelta | int, words: str) -> None:
    with translation.override("es"):
        assert wording.in_hours(span).replace(HARD, " ") == words


def test_service_hours_have_no_days() -> None:
    assert wording.in_hours(timedelta(hours=51), days=False) == f"51{HARD}h"


@pytest.mark.parametrize(
    ("moment", "words"),
    [
        (datetime(2026, 11, 17, 14, 57, tzinfo=UTC), "hoy 15:57"),
        (datetime(2026, 11, 16, 8, 5, tzinfo=UTC), "ayer 09:05"),
        (datetime(2026, 11, 18, 8, 5, tzinfo=UTC), "mañana 09:05"),
        (datetime(2026, 11, 19, 11, 0, tzinfo=UTC), "jue 19 nov"),
        (datetime(2025, 11, 3, 9, 0, tzinfo=UTC), "3 nov 2025"),
        (date(2026, 11, 17), "hoy"),
        (date(2026, 11, 19), "jue 19 nov"),
    ],
)
def test_moments_near_and_far(moment: datetime | date, words: str) -> None:
    with translation.override("es"):
        assert wording.in_words(moment, SPAIN, now=NOW).replace(HARD, " ") == words


def test_the_hour_is_kept_when_asked_for() -> None:
    moment = datetime(2026, 11, 19, 11, 0, tzinfo=UTC)
    assert wording.in_words(moment, SPAIN, now=NOW, with_time=True).replace(HARD, " ") == "jue 19 nov, 12:00"


def test_midnight_belongs_to_the_reader() -> None:
    """23:30 of Monday in Bogotá is Tuesday in Madrid."""
    moment = datetime(2026, 11, 17, 4, 30, tzinfo=UTC)
    with translation.override("es"):
        assert wording.in_words(moment, SPAIN, now=NOW).replace(HARD, " ") == "hoy 05:30"
        assert wording.in_words(moment, COLOMBIA, now=NOW).replace(HARD, " ") == "ayer 23:30"


def test_english_puts_the_month_where_each_country_does() -> None:
    moment = date(2026, 11, 26)
    assert wording.in_words(moment, BRITAIN, now=NOW).replace(HARD, " ") == "Thu 26 Nov"
    assert wording.in_words(moment, reader_of("en_US"), now=NOW).replace(HARD, " ") == "Thu Nov 26"


def test_the_title_tells_the_whole_date_with_its_zone() -> None:
    moment = datetime(2026, 11, 19, 14, 57, tzinfo=UTC)
    assert wording.full_date(moment, SPAIN) == "jueves, 19 de noviembre de 2026, 15:57 (Madrid, CET)"
    assert wording.full_date(moment, COLOMBIA).endswith("09:57 (Bogotá, UTC-05:00)")


def test_the_reader_lasts_as_long_as_the_request() -> None:
    with reading_as("es_CO", "America/Bogota") as reader:
        assert current_reader() is reader
    assert current_reader().zone.key == "Europe/Madrid"
