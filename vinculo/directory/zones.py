"""The world's time zones by the name of their city, as the reader says it."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files

from babel import Locale
from babel.dates import get_timezone_location
from django.utils.translation import gettext as _

from vinculo.ui.reader import current_reader, locale_named

NO_COUNTRIES = {"EU", "EZ", "UN", "XA", "XB", "ZZ", "QO"}
"""Two letters that CLDR names and that are no country."""


@lru_cache(maxsize=1)
def zone_names() -> tuple[str, ...]:
    """Names of the IANA database (`Europe/Madrid`) without aliases: one for each place with a time of its own."""
    rows = files("tzdata").joinpath("zoneinfo/zone.tab").read_text("utf-8").splitlines()
    return tuple(sorted(row.split("\t")[2] for row in rows if row and not row.startswith("#")))


@lru_cache(maxsize=16)
def cities(locale: str) -> dict[str, tuple[tuple[str, str], ...]]:
    """Pairs of name and city by part of the world, in the alphabet of the reader's language."""
    spoken = locale_named(locale)
    found: dict[str, list[tuple[str, str]]] = {}
    for name in zone_names():
        area = name.partition("/")[0]
        found.setdefault(area, []).append(
            (name, get_timezone_location(name, locale=spoken, return_city=True))
        )
    return {area: tuple(sorted(pairs, key=lambda pair: _folded(pair[1]))) for area, pairs in found.items()}


def zone_choices(locale: str, keep: str = "") -> list[tuple[str, list[tuple[str, str]]]]:
    """Choices for a form, the parts of the world in the order of who uses this; `keep` is offered in any case."""
    known = cities(locale)
    areas = {
        "Europe": _("Europe"),
        "America": _("America"),
        "Atlantic": _("Atlantic"),
        "Africa": _("Africa"),
        "Asia": _("Asia"),
        "Australia": _("Australia"),
        "Pacific": _("Pacific"),
        "Indian": _("Indian Ocean"),
        "Antarctica": _("Antarctica"),
        "Arctic": _("Arctic"),
    }
    choices = [(word, list(known[area])) for area, word in areas.items() if area in known]
    if keep and not any(keep == name for _word, pairs in choices for name, _city in pairs):
        choices.insert(0, (_("Present"), [(keep, keep)]))
    return choices


def city_of(zone: str) -> str:
    """The city of a zone in the reader's language (the zone's own name where it has none)."""
    spoken = current_reader().locale
    return get_timezone_location(zone, locale=spoken, return_city=True) if "/" in zone else zone


def countries(spoken: Locale) -> list[tuple[str, str]]:
    """The world's countries, code and name, in the alphabet of the reader's language."""
    named = {code: name for code, name in spoken.territories.items() if len(code) == 2 and code.isalpha()}
    real = [(code, name) for code, name in named.items() if code not in NO_COUNTRIES]
    return sorted(real, key=lambda pair: _folded(pair[1]))


def _folded(city: str) -> str:
    return city.casefold().translate(str.maketrans("áéíóúüñ", "aeiouun"))
