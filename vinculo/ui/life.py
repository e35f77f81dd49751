"""The life of a thing as one horizontal thread: what counted, what waited, who had it, what is promised."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext, pgettext

from vinculo.ui.reader import Reader
from vinculo.ui.wording import in_words

WIDTH, MIDDLE, HEIGHT = 680, 44, 88  # px; the width is the least, the drawing stretches with its place
LEAST = 74  # px between two knots, so that their words find room
LETTER = 6.1  # px, the mean width of a letter at 11 px


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of time: run, pause, supplier, late or ahead."""

    start: datetime
    end: datetime
    kind: str = "run"
    words: str = ""


@dataclass(frozen=True, slots=True)
class Knot:
    """An instant: full, client, ok, supplier, breach, open or due."""

    at: datetime
    kind: str = "full"
    words: str = ""


class Scale:
    """Time to place. Long silences are squeezed and short steps stretched: order and kind matter here, not minutes."""

    def __init__(self, moments: Sequence[datetime]) -> None:
        self.moments = sorted(set(moments))
        gaps = [(b - a).total_seconds() for a, b in zip(self.moments, self.moments[1:], strict=False)]
        room = float(WIDTH)
        least = min(LEAST, room / max(len(gaps), 1))
        # The square root squeezes a weekend without hiding that it was longer than a lunch.
        weights = [gap**0.5 for gap in gaps]
        free = room - least * len(gaps)
        total = sum(weights) or 1
        self.places = [0.0]
        for weight in weights:
            self.places.append(self.places[-1] + least + free * weight / total)

    def __call__(self, at: datetime) -> float:
        if at <= self.moments[0]:
            return self.places[0]
        for n, (left, right) in enumerate(zip(self.moments, self.moments[1:], strict=False)):
            if at <= right:
                part = (at - left) / (right - left)
                return self.places[n] + (self.places[n + 1] - self.places[n]) * part
        return self.places[-1]


def draw_life(
    spans: Sequence[Span],
    knots: Sequence[Knot],
    *,
    now: datetime,
    reader: Reader,
    label: str = "",
    said: str = "",
) -> SafeString:
    """The whole drawing, with the same told in words for who does not see it."""
    if not spans and not knots:
        return SafeString("")
    moments = [moment for span in spans for moment in (span.start, span.end)] + [knot.at for knot in knots]
    alive = min(moments) <= now <= max(moments)
    scale = Scale([*moments, now] if alive else moments)
    drawn = [_span(span, scale) for span in spans]
    drawn += [_knot(knot, scale) for knot in knots]
    if alive:
        here = _part(scale(now))
        drawn.append(f'<line class="nowmark" x1="{here}" y1="{MIDDLE - 18}" x2="{here}" y2="{MIDDLE + 12}"/>')
    drawn += _words_above(knots, scale, now, alive=alive, reader=reader)
    drawn += _words_below(spans, knots, scale, now if alive else None, said)
    return format_html(
        '<figure class="life"><div class="scroll-x" role="region" tabindex="0" aria-label="{}">'
        '<svg class="chart life-svg" '
        'width="100%" height="{}" role="img" aria-label="{}">{}</svg></div></figure>',
        label or pgettext("drawing", "Life"), HEIGHT, told(spans, knots, now, reader, label), mark_safe("".join(drawn)),  # noqa: S308
    )  # fmt: skip


def told(spans: Sequence[Span], knots: Sequence[Knot], now: datetime, reader: Reader, label: str = "") -> str:
    """The drawing in words, in order of time."""
    said = [(span.start, span.words) for span in spans if span.words] + [
        (knot.at, knot.words) for knot in knots
    ]
    parts = [
        f"{in_words(at, reader, now=now, with_time=True)}: {words}"
        for at, words in sorted(said, key=lambda pair: pair[0])
    ]
    return f"{label or gettext('Life')}. " + "; ".join(parts) + "."


def _part(x: float) -> str:
    """A place as a share of the width: lines stretch, letters and knots do not."""
    return f"{100 * x / WIDTH:.2f}%"


def _at(x: float, shape: str) -> str:
    return f'<svg x="{_part(x)}" y="{MIDDLE}" overflow="visible">{shape}</svg>'


def _span(span: Span, scale: Scale) -> str:
    left, right = scale(span.start), scale(span.end)
    ends = f'x1="{_part(left)}" y1="{MIDDLE}" x2="{_part(right)}" y2="{MIDDLE}"'
    line = f'<line class="th th-{escape(span.kind)}" {ends}/>'
    if span.kind == "pause" and span.end - span.start > timedelta(hours=8) and right - left > 40:
        line += _at((left + right) / 2, '<path class="night" d="M-1-8l-6 16M7-8l-6 16"/>')
    return line


KNOTS = {
    "client": '<rect class="kn kn-client" x="-5" y="-5" width="10" height="10" rx="1.5"/>',
    "supplier": '<path class="kn kn-supplier" d="M0-7l7 7-7 7-7-7z"/>',
    "breach": '<circle class="kn kn-breach" r="6.5"/><path class="kn-bar" d="M-6.5 6.5l13-13"/>',
    "due": '<circle class="kn kn-ring" r="7"/><circle class="kn-dot" r="2.5"/>',
    "ok": '<circle class="kn kn-ok" r="5.5"/>',
    "open": '<circle class="kn kn-open" r="5"/>',
    "full": '<circle class="kn" r="5.5"/>',
}


def _knot(knot: Knot, scale: Scale) -> str:
    return _at(scale(knot.at), KNOTS.get(knot.kind, KNOTS["full"]))


def _anchored(x: float, words: str) -> tuple[str, float, float]:
    """Where a text hangs so that it stays inside the drawing, and the stretch that it takes."""
    half = len(words) * LETTER / 2
    if x < half:
        return "start", 0.0, 2 * half
    if x + half > WIDTH:
        return "end", WIDTH - 2 * half, float(WIDTH)
    return "middle", x - half, x + half


def _place(labels: list[tuple[float, str, str, bool]], rows: tuple[int, ...]) -> list[str]:
    """Write each label in the first row where it touches no neighbour; one that finds none is left to the words."""
    ends = [-10.0] * len(rows)
    drawn = []
    for x, words, css, must in sorted(labels, key=lambda item: item[0]):
        anchor, left, right = _anchored(x, words)
        row = next((n for n, end in enumerate(ends) if left > end + 6), None)
        if row is None and not must:
            continue
        row = row or 0
        ends[row] = right
        at = left if anchor == "start" else right if anchor == "end" else x
        drawn.append(
            f'<text class="{css}" x="{_part(at)}" y="{rows[row]}" text-anchor="{anchor}">{escape(words)}</text>'
        )
    return drawn


def _words_above(
    knots: Sequence[Knot], scale: Scale, now: datetime, *, alive: bool, reader: Reader
) -> list[str]:
    labels = []
    # The day is said where it changes, and for a first knot that is not of today.
    day = reader.here(now).date()
    for knot in sorted(knots, key=lambda one: one.at):
        local = reader.here(knot.at)
        words = f"{local:%H:%M}"
        if local.date() != day:
            short = in_words(knot.at, reader, now=now, with_time=True)
            words = short.replace(", ", " ")
        day = local.date()
        labels.append((scale(knot.at), words, "val", False))
    if alive:
        labels.append(
            (scale(now), gettext("now %(time)s") % {"time": f"{reader.here(now):%H:%M}"}, "val now", True)
        )
    return _place(labels, (22, 8))


def _words_below(
    spans: Sequence[Span], knots: Sequence[Knot], scale: Scale, now: datetime | None, said: str
) -> list[str]:
    labels = [(scale(knot.at), knot.words, "", False) for knot in knots if knot.words]
    labels += [
        ((scale(span.start) + scale(span.end)) / 2, span.words, "", False) for span in spans if span.words
    ]
    if now and said:
        labels.append((scale(now), said, "", True))
    return _place(labels, (70, 84))
