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

WIDTH, EDGE, MIDDLE, HEIGHT = 824, 8, 44, 88
LEAST = 58  # px between two knots, so that their words find room
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
        room = WIDTH - 2 * EDGE
        least = min(LEAST, room / max(len(gaps), 1))
        # The square root squeezes a weekend without hiding that it was longer than a lunch.
        weights = [gap**0.5 for gap in gaps]
        free = room - least * len(gaps)
        total = sum(weights) or 1
        self.places = [float(EDGE)]
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
    spans: Sequence[Span], knots: Sequence[Knot], *, now: datetime, reader: Reader, label: str = "", said: str = ""
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
        drawn.append(f'<path class="nowmark" d="M{scale(now):.1f} {MIDDLE - 19}v{31}"/>')
    drawn += _words_above(knots, scale, now if alive else None, reader)
    drawn += _words_below(spans, knots, scale, now if alive else None, said)
    return format_html(
        '<figure class="life"><div class="scroll-x" role="region" tabindex="0" aria-label="{}"><svg class="chart life-svg" '
        'viewBox="0 0 {} {}" width="{}" height="{}" role="img" aria-label="{}">{}</svg></div></figure>',
        label or pgettext("drawing", "Life"), WIDTH, HEIGHT, WIDTH, HEIGHT, told(spans, knots, now, reader, label), mark_safe("".join(drawn)),  # noqa: S308
    )  # fmt: skip


def told(spans: Sequence[Span], knots: Sequence[Knot], now: datetime, reader: Reader, label: str = "") -> str:
    """The drawing in words, in order of time."""
    said = [(span.start, span.words) for span in spans if span.words] + [(knot.at, knot.words) for knot in knots]
    parts = [
        f"{in_words(at, reader, now=now, with_time=True)}: {words}" for at, words in sorted(said, key=lambda pair: pair[0])
    ]
    return f"{label or gettext('Life')}. " + "; ".join(parts) + "."


def _span(span: Span, scale: Scale) -> str:
    left, right = scale(span.start), scale(span.end)
    line = f'<line class="th th-{escape(span.kind)}" x1="{left:.1f}" y1="{MIDDLE}" x2="{right:.1f}" y2="{MIDDLE}"/>'
    if span.kind == "pause" and span.end - span.start > timedelta(hours=8) and right - left > 40:
        middle = (left + right) / 2
        line += f'<path class="night" d="M{middle - 2:.1f} {MIDDLE - 8}l-6 16M{middle + 6:.1f} {MIDDLE - 8}l-6 16"/>'
    return line


def _knot(knot: Knot, scale: Scale) -> str:
    x = scale(knot.at)
    if knot.kind == "client":
        return f'<rect class="kn kn-client" x="{x - 5:.1f}" y="{MIDDLE - 5}" width="10" height="10" rx="1.5"/>'
    if knot.kind == "supplier":
        return f'<path class="kn kn-supplier" d="M{x:.1f} {MIDDLE - 7}l7 7l-7 7l-7-7z"/>'
    if knot.kind == "breach":
        return (
            f'<circle class="kn kn-breach" cx="{x:.1f}" cy="{MIDDLE}" r="7"/>'
            f'<path class="kn-bar" d="M{x - 7:.1f} {MIDDLE + 7}l14-14"/>'
        )
    if knot.kind == "due":
        return (
            f'<circle class="kn kn-ring" cx="{x:.1f}" cy="{MIDDLE}" r="7"/>'
            f'<circle class="kn-dot" cx="{x:.1f}" cy="{MIDDLE}" r="2.5"/>'
        )
    return f'<circle class="kn kn-{escape(knot.kind)}" cx="{x:.1f}" cy="{MIDDLE}" r="5.5"/>'


def _anchored(x: float, words: str) -> tuple[str, float, float]:
    """Where a text hangs so that it stays inside the drawing, and the stretch that it takes."""
    half = len(words) * LETTER / 2
    if x - half < 0:
        return "start", 0.0, 2 * half
    if x + half > WIDTH:
        return "end", WIDTH - 2 * half, float(WIDTH)
    return "middle", x - half, x + half


def _place(labels: list[tuple[float, str, str, bool]], rows: tuple[int, ...]) -> list[str]:
    """Write each label in the first row where it does not touch its neighbour; one that finds none is left to the words."""
    ends = [-10.0] * len(rows)
    drawn = []
    for x, words, css, must in sorted(labels, key=lambda item: item[0]):
        anchor, left, right = _anchored(x, words)
        row = next((n for n, end in enumerate(ends) if left > end + 8), None)
        if row is None and not must:
            continue
        row = row or 0
        ends[row] = right
        at = left if anchor == "start" else right if anchor == "end" else x
        drawn.append(f'<text class="{css}" x="{at:.1f}" y="{rows[row]}" text-anchor="{anchor}">{escape(words)}</text>')
    return drawn


def _words_above(knots: Sequence[Knot], scale: Scale, now: datetime | None, reader: Reader) -> list[str]:
    labels = []
    day = None
    for knot in sorted(knots, key=lambda one: one.at):
        local = reader.here(knot.at)
        words = f"{local:%H:%M}"
        if day is not None and local.date() != day or day is None and now and local.date() != reader.here(now).date():
            short = in_words(knot.at, reader, now=now or knot.at, with_time=True)
            words = short.replace(", ", " ")
        day = local.date()
        labels.append((scale(knot.at), words, "val", False))
    if now:
        labels.append((scale(now), gettext("now %(time)s") % {"time": f"{reader.here(now):%H:%M}"}, "val now", True))
    return _place(labels, (22, 8))


def _words_below(
    spans: Sequence[Span], knots: Sequence[Knot], scale: Scale, now: datetime | None, said: str
) -> list[str]:
    labels = [(scale(knot.at), knot.words, "", False) for knot in knots if knot.words]
    labels += [((scale(span.start) + scale(span.end)) / 2, span.words, "", False) for span in spans if span.words]
    if now and said:
        labels.append((scale(now), said, "", True))
    return _place(labels, (70, 84))
