from __future__ import annotations

from collections.abc import Callable, Sequence

from django.utils.safestring import SafeString

from vinculo.ui.charts import Row, draw_bars, draw_line
from vinculo.ui.reader import current_reader
from vinculo.ui.tags import register
from vinculo.ui.wording import in_figures, in_percent


def _say(unit: str, decimals: int | None) -> Callable[[float], str]:
    reader = current_reader()

    def said(value: float) -> str:
        if unit == "%":
            return in_percent(value, reader, 1 if decimals is None else decimals)
        return in_figures(int(value) if value == int(value) and not decimals else value, reader, decimals)

    return said


@register.simple_tag
def bars(rows: Sequence[Row], label: object, unit: str = "", decimals: int | None = None) -> SafeString:
    """Rows of (label, value[, words[, tone]]); `unit="%"` takes ratios."""
    return draw_bars(rows, label=str(label), say=_say(unit, decimals), unit="" if unit == "%" else unit)


@register.simple_tag
def line_chart(
    points: Sequence[Row],
    label: object,
    target: float | None = None,
    low: float | None = None,
    high: float | None = None,
    unit: str = "",
    decimals: int | None = None,
) -> SafeString:
    """Points of (label, value or None); `unit="%"` takes ratios."""
    return draw_line(points, label=str(label), say=_say(unit, decimals), target=target, low=low, high=high)
