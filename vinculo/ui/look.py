"""Theme, density and keys: what a person chose, kept in cookies so that the server writes it and nothing flashes."""

from __future__ import annotations

from django.http import HttpRequest

THEMES = ("light", "dark")
DENSITIES = ("dense", "generous")
YEAR = 365 * 24 * 3600


def _chosen(request: HttpRequest | None, cookie: str, allowed: tuple[str, ...]) -> str:
    value = request.COOKIES.get(cookie, "") if request is not None else ""
    return value if value in allowed else ""


def theme_of(request: HttpRequest | None) -> str:
    return _chosen(request, "theme", THEMES)


def density_of(request: HttpRequest | None) -> str:
    return _chosen(request, "density", DENSITIES)


def keys_of(request: HttpRequest | None) -> str:
    return _chosen(request, "keys", ("off",))
