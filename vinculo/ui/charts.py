"""Two charts drawn as SVG: bars for amounts, a thread for a share over time; each with its table behind."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

WIDTH = 640
Say = Callable[[float], str]
Row = Sequence[object]  # label, value and, where it helps, the words to show instead of the value


def draw_bars(rows: Sequence[Row], *, label: str, say: Say, unit: str = "") -> SafeString:
    """Bars from zero, each with its figure at its end; no axis, no legend."""
    step, bar, left = 28, 14, 168
    most = max((float(row[1]) for row in rows if row[1] is not None), default=0) or 1  # type: ignore[arg-type]
    drawn = []
    for n, row in enumerate(rows):
        value = float(row[1] or 0)  # type: ignore[arg-type]
        y = n * step + 7
        width = (WIDTH - left - 96) * value / most
        words = str(row[2]) if len(row) > 2 else say(value)
        tone = f" b-{escape(row[3])}" if len(row) > 3 else ""
        drawn.append(
            f'<text class="bar-label" x="0" y="{y + 11}">{escape(_cut(str(row[0]), 26))}</text>'
            f'<rect class="b{tone}" x="{left}" y="{y}" width="{max(width, 1):.1f}" height="{bar}" rx="1.5"/>'
            f'<text class="val" x="{left + width + 7:.1f}" y="{y + 11}">{escape(words)}</text>'
        )
    height = len(rows) * step
    drawn.append(f'<line class="axis" x1="{left}" y1="0" x2="{left}" y2="{height}"/>')
    return _figure("".join(drawn), height, label, _table(rows, say, unit))


def draw_line(
    points: Sequence[Row],
    *,
    label: str,
    say: Say,
    target: float | None = None,
    low: float | None = None,
    high: float | None = None,
) -> SafeString:
    """A knot each period, square and red below the target, a dashed target line; a gap where nothing was measured."""
    height, top, bottom, left, right = 176, 22, 30, 44, 24
    known = [float(point[1]) for point in points if point[1] is not None]  # type: ignore[arg-type]
    if not known:
        return SafeString("")
    marks = known + ([target] if target is not None else [])
    floor = low if low is not None else min(marks) - (max(marks) - min(marks)) * 0.25
    roof = high if high is not None else max(marks) + (max(marks) - min(marks)) * 0.1
    spread = (roof - floor) or 1

    def place(n: int, value: float) -> tuple[float, float]:
        x = left + (WIDTH - left - right) * (n / max(len(points) - 1, 1))
        return x, top + (height - top - bottom) * (1 - (value - floor) / spread)

    drawn = [_target(place(0, target)[1], target, say, left, right)] if target is not None else []
    drawn.append(_thread([None if p[1] is None else place(n, float(p[1])) for n, p in enumerate(points)]))  # type: ignore[arg-type]
    for n, point in enumerate(points):
        x = place(n, floor)[0]
        drawn.append(f'<text x="{x:.1f}" y="{height - 8}" text-anchor="middle">{escape(point[0])}</text>')
        if point[1] is not None:
            drawn.append(_knot(*place(n, float(point[1])), float(point[1]), target, say))  # type: ignore[arg-type]
    return _figure("".join(drawn), height, label, _table(points, say, ""))


def _thread(places: Sequence[tuple[float, float] | None]) -> str:
    path, pen = "", "M"
    for spot in places:
        if spot is None:
            pen = "M"
            continue
        path += f"{pen}{spot[0]:.1f} {spot[1]:.1f}"
        pen = "L"
    return f'<path class="thread" d="{path}"/>'


def _target(y: float, target: float, say: Say, left: int, right: int) -> str:
    return (
        f'<line class="target" x1="{left}" y1="{y:.1f}" x2="{WIDTH - right}" y2="{y:.1f}"/>'
        f'<text class="target-word" x="0" y="{y + 4:.1f}">{escape(say(target))}</text>'
    )


def _knot(x: float, y: float, value: float, target: float | None, say: Say) -> str:
    below = target is not None and value < target
    shape = (
        f'<rect class="dot-bad" x="{x - 4.5:.1f}" y="{y - 4.5:.1f}" width="9" height="9" rx="1"/>'
        if below
        else f'<circle class="dot" cx="{x:.1f}" cy="{y:.1f}" r="4.5"/>'
    )
    at = y + 20 if below else y - 10
    return (
        f'{shape}<text class="val" x="{x:.1f}" y="{at:.1f}" text-anchor="middle">{escape(say(value))}</text>'
    )


def _cut(words: str, most: int) -> str:
    return words if len(words) <= most else words[: most - 1].rstrip() + "…"


def _table(rows: Sequence[Row], say: Say, unit: str) -> str:
    cells = "".join(
        f"<tr><td>{escape(row[0])}</td>"
        f'<td class="num">{escape(say(float(row[1])) if row[1] is not None else "–")}</td></tr>'  # type: ignore[arg-type]
        for row in rows
    )
    head = f"<thead><tr><th></th><th class=num>{escape(unit)}</th></tr></thead>" if unit else ""
    return f'<table class="table">{head}<tbody>{cells}</tbody></table>'


def _figure(drawn: str, height: int, label: str, table: str) -> SafeString:
    return format_html(
        '<figure class="chart-at"><div class="scroll-x" role="region" tabindex="0" aria-label="{}">'
        '<svg class="chart" viewBox="0 0 {} {}" width="{}" height="{}" role="img" '
        'aria-label="{}">{}</svg></div><details class="chart-table"><summary>{}</summary>{}</details></figure>',
        label, WIDTH, height, WIDTH, height, label, mark_safe(drawn), gettext("See the table"), mark_safe(table),  # noqa: S308
    )  # fmt: skip
