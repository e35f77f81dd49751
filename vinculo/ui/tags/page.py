from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.contrib.messages.storage.base import Message
from django.template import Context
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, pgettext

from vinculo.ui.attributes import attributes
from vinculo.ui.look import density_of, keys_of, theme_of
from vinculo.ui.tags import register

SPRITE = Path(__file__).parent.parent / "icons.svg"

# htmx may neither evaluate nor write styles, and talks to nobody else: the strict policy holds.
HTMX = (
    '{"allowEval":false,"includeIndicatorStyles":false,"selfRequestsOnly":true,"allowScriptTags":false,'
    '"historyCacheSize":0,"refreshOnHistoryMiss":true,"scrollBehavior":"auto","defaultSettleDelay":0,'
    # A form that was refused (422) comes back with its errors: it is shown, and counts as failed.
    '"responseHandling":[{"code":"204","swap":false},{"code":"422","swap":true},{"code":"[23]..","swap":true},'
    '{"code":"[45]..","swap":false,"error":true}]}'
)


@lru_cache(maxsize=1)
def _sprite() -> SafeString:
    return mark_safe(SPRITE.read_text("utf-8"))  # noqa: S308 - our own drawing


@register.simple_tag
def sprite() -> SafeString:
    """The icons, once in a page."""
    return _sprite()


@register.simple_tag(takes_context=True)
def look(context: Context, density: str = "") -> SafeString:
    """Language, theme and density of the page as attributes of `<html>`, so that nothing flashes."""
    request = context.get("request")
    return attributes(
        {
            "lang": get_language() or settings.LANGUAGE_CODE,
            "data_theme": theme_of(request),
            "data_density": density_of(request) or density,
            "data_keys": keys_of(request),
        }
    )


@register.simple_tag
def htmx_config() -> SafeString:
    return mark_safe(f'<meta name="htmx-config" content="{escape(HTMX)}">')  # noqa: S308 - a constant


@register.filter
def undo_url(message: Message) -> str:
    """The address of a toast's way back, carried in its tags."""
    return next((part[5:] for part in (message.extra_tags or "").split() if part.startswith("undo:")), "")


@register.filter
def key_caps(key: str) -> str:
    """A key as it is printed: "shift+n" is ⇧N."""
    return key.replace("mod+enter", "Ctrl ↵").replace("shift+", "⇧").upper().replace("CTRL", "Ctrl")


@register.filter
def thumb(menu: list[dict[str, object]] | None) -> list[dict[str, object]]:
    """The four entries that stand at the thumb on a phone."""
    entries = [entry for group in menu or [] for entry in group["entries"]]  # type: ignore[attr-defined]
    marked = [entry for entry in entries if entry.get("thumb")]
    return (marked or entries)[:4]


@register.inclusion_tag("ui/parts/look.html", takes_context=True)
def look_form(context: Context, only_theme: bool = False) -> dict[str, object]:
    """Theme, density and single keys; each choice is a button of a plain form. The portal offers the theme only."""
    request = context.get("request")
    return {
        "request": request,
        "csrf_token": context.get("csrf_token"),
        "only_theme": only_theme,
        "theme_choices": [
            ("auto", "screen", pgettext("theme", "As the system")),
            ("light", "sun", pgettext("theme", "Light")),
            ("dark", "moon", pgettext("theme", "Dark")),
        ],
        "density_choices": [
            ("dense", pgettext("density", "Dense")),
            ("auto", pgettext("density", "Normal")),
            ("generous", pgettext("density", "Generous")),
        ],
        "keys_choices": [("auto", pgettext("keys", "On")), ("off", pgettext("keys", "Off"))],
        "theme_now": theme_of(request) or "auto",
        "density_now": density_of(request) or "auto",
        "keys_now": keys_of(request) or "auto",
    }
