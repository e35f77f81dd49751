"""The small marks that fill tables: icons, states, priorities, faces, clocks. Plain functions, no template."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext

from vinculo.ui.attributes import written

STATE_ICONS = {
    "new": "new", "active": "active", "paused": "pause", "approval": "clock", "resolved": "ok", "closed": "closed",
    "cancelled": "cancel", "ok": "ok", "risk": "risk", "breach": "breach", "watch": "eye", "off": "cancel",
}  # fmt: skip
CLOCK_ICONS = {
    "run": "clock", "risk": "risk", "breach": "breach", "pause": "pause", "met": "ok", "missed": "breach",
}  # fmt: skip
SIDES = {"ours": "", "client": " face-client", "supplier": " face-supplier"}
_FACE_SIZES = {"": "", "s": " face-s", "l": " face-l"}


@lru_cache(maxsize=1024)
def icon(name: str, size: str = "", label: str = "") -> SafeString:
    """An icon of the sprite. Without a label it is decoration and a word must stand beside it."""
    size_class = f" i-{size}" if size else ""
    if label:
        return format_html(
            '<svg class="i{}" role="img" aria-label="{}"><use href="#i-{}"/></svg>', size_class, label, name
        )
    return format_html('<svg class="i{}" aria-hidden="true"><use href="#i-{}"/></svg>', size_class, name)


def tag(text: object, tone: str = "", icon_name: str = "") -> SafeString:
    """A fact in one or two words."""
    drawn = icon(icon_name) if icon_name else ""
    tone_class = f" tag-{escape(tone)}" if tone else ""
    return mark_safe(f'<span class="tag{tone_class}">{drawn}{written(text)}</span>')  # noqa: S308


def state(category: str, word: object, by: object = "") -> SafeString:
    """Icon and word of a state; `by` says on whom it waits."""
    drawn = icon(STATE_ICONS.get(category, "knot"))
    whom = f' <span class="state-by">· {written(by)}</span>' if by else ""
    return mark_safe(  # noqa: S308 - parts escaped
        f'<span class="state state-{escape(category)}">{drawn}<span>{written(word)}{whom}</span></span>'
    )


@lru_cache(maxsize=256)
def _prio(level: int, word: str, language: str | None) -> SafeString:
    said = gettext("Priority %(level)d") % {"level": level}
    title = f"{said}, {word}" if word else said
    return format_html('<abbr class="prio prio-{}" title="{}">P{}</abbr>', level, title, level)


def prio(level: int | str | None, word: object = "") -> SafeString:
    """Priority on the grey scale: colour is kept for the clock. Unknown priority shows a dash."""
    try:
        return (
            _prio(int(level or 0), str(word), get_language())
            if level
            else mark_safe('<span class="prio">–</span>')
        )
    except ValueError:
        return mark_safe('<span class="prio">–</span>')


@lru_cache(maxsize=4096)
def initials(name: str) -> str:
    """First letters of the first two words that say something: "María de la Cruz Olmedo" is MC."""
    words = [word for word in name.replace("-", " ").split() if word[:1].isupper() or word[:1].isdigit()]
    words = words or name.split()
    return "".join(word[0] for word in words[:2]).upper()


@lru_cache(maxsize=4096)
def _face(name: str, side: str, size: str) -> SafeString:
    classes = SIDES.get(side, "") + _FACE_SIZES.get(size, "")
    if not name:
        return format_html(
            '<span class="face face-none{}" aria-hidden="true"></span>', _FACE_SIZES.get(size, "")
        )
    return format_html('<span class="face{}" aria-hidden="true"><b>{}</b></span>', classes, initials(name))


def face(name: object, side: str = "ours", size: str = "") -> SafeString:
    """Initials: round is ours, square is the client's, a diamond is a supplier. Nobody is a dashed ring."""
    return _face("" if name is None else str(name), side, size)


def who(name: object, side: str = "ours", empty: object = "") -> SafeString:
    """A face with its name; `empty` is the word for nobody."""
    said = "" if name is None else str(name)
    muted = "" if said else " muted"
    return mark_safe(  # noqa: S308 - parts escaped
        f'<span class="who{muted}">{_face(said, side, "s")}<span class="clip">{escape(said) or written(empty)}'
        "</span></span>"
    )


@lru_cache(maxsize=512)
def clock_line(kind: str, hundredths: int) -> SafeString:
    """The thread that runs towards its knot. Past the knot when broken; in dashes while paused."""
    if kind in ("breach", "missed"):
        knot, run = 46.0, 63.0
    else:
        knot, run = 60.0, 1 + 55.5 * min(max(hundredths, 0), 100) / 100
    if kind == "met":
        run = knot
    return format_html(
        '<svg class="line" viewBox="0 0 64 12" aria-hidden="true"><line class="to" x1="1" y1="6" x2="{}" y2="6"/>'
        '<line class="run" x1="1" y1="6" x2="{}" y2="6"/><circle class="knot" cx="{}" cy="6" r="3.5"/></svg>',
        f"{knot:g}",
        f"{run:.1f}",
        f"{knot:g}",
    )


def clock(kind: str, words: object, share: float = 0) -> SafeString:
    """Time left, drawn and said. `share` is the part of the target already used, 0 to 1."""
    drawn = clock_line(kind, round(float(share or 0) * 100))
    return mark_safe(  # noqa: S308 - parts escaped
        f'<span class="clock clock-{escape(kind)}">{drawn}<span class="clock-words">'
        f"{icon(CLOCK_ICONS.get(kind, 'clock'))}{written(words)}</span></span>"
    )


@lru_cache(maxsize=64)
def knot_mark(kind: str = "full") -> SafeString:
    """The knot alone, for legends and lists."""
    return format_html('<span class="knot knot-{} knot-alone" aria-hidden="true"></span>', kind)


def kbd(keys: object) -> SafeString:
    """Keys as they are printed on a keyboard: "J", "Ctrl ↵"."""
    return mark_safe("".join(f"<kbd>{escape(key)}</kbd>" for key in str(keys).split()))  # noqa: S308


def spark(values: Sequence[float | None], tone: str = "") -> SafeString:
    """The course of a few values, smaller than a word. It says nothing alone: put the last value beside it."""
    known = [value for value in values if value is not None]
    if len(known) < 2:
        return SafeString("")
    low, spread = min(known), (max(known) - min(known)) or 1
    step = 84 / (len(values) - 1)
    points = [
        (2 + step * n, 17 - 14 * (value - low) / spread)
        for n, value in enumerate(values)
        if value is not None
    ]
    path = "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in points)
    end_x, end_y = points[-1]
    return format_html(
        '<svg class="spark{}" viewBox="0 0 88 20" aria-hidden="true"><path d="{}"/>'
        '<circle cx="{}" cy="{}" r="2.6"/></svg>',
        f" is-{tone}" if tone else "",
        path,
        f"{end_x:.1f}",
        f"{end_y:.1f}",
    )
