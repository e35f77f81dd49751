# ruff: noqa: A002 - the arguments bear HTML's own names
from __future__ import annotations

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from vinculo.ui.attributes import written
from vinculo.ui.marks import icon as draw
from vinculo.ui.tags import register

NOTICE_ICONS = {"info": "info", "risk": "risk", "breach": "breach", "ok": "ok", "offline": "offline"}


def _more(words: object, url: str) -> SafeString:
    if not words:
        return SafeString("")
    if url:
        return format_html('<a class="more" href="{}">{}</a>', url, words)
    return format_html('<span class="more muted">{}</span>', words)


def _id(value: str) -> SafeString:
    return format_html(' id="{}"', value) if value else SafeString("")


@register.simple_tag
def section_head(
    title: object,
    n: object = None,
    more: object = "",
    more_url: str = "",
    id: str = "",
    level: int = 2,
) -> SafeString:
    """A title on a hairline."""
    counted = format_html(' <span class="n">{}</span>', n) if n is not None else ""
    heading = mark_safe(f"h{int(level)}")  # noqa: S308 - a number
    return format_html(
        '<div class="section-head"><{}{}>{}{}</{}>{}</div>',
        heading, _id(id), title, counted, heading, _more(more, more_url),
    )  # fmt: skip


@register.simple_block_tag
def section(
    content: str,
    title: object,
    n: object = None,
    more: object = "",
    more_url: str = "",
    id: str = "",
    level: int = 2,
) -> SafeString:
    head = section_head(title, n, more, more_url, level=level)
    return format_html('<section class="section"{}>{}{}</section>', _id(id), head, content)


@register.simple_block_tag
def panel(content: str, title: object, more: object = "", more_url: str = "", id: str = "") -> SafeString:
    """A part of an aside."""
    return format_html(
        '<section class="panel"{}><div class="panel-head"><h2>{}</h2>{}</div>{}</section>',
        _id(id), title, _more(more, more_url), content,
    )  # fmt: skip


@register.simple_block_tag
def facts(content: str) -> SafeString:
    return format_html('<dl class="facts">{}</dl>', content)


@register.simple_tag
def fact(label: object, value: object, url: str = "", empty: object = "–") -> SafeString:
    said = value if value not in (None, "") else empty
    shown = format_html('<a href="{}">{}</a>', url, said) if url else written(said)
    return format_html("<dt>{}</dt><dd>{}</dd>", label, shown)


@register.simple_block_tag
def fact_block(content: str, label: object) -> SafeString:
    return format_html("<dt>{}</dt><dd>{}</dd>", label, content)


@register.simple_block_tag
def notice(
    content: str, tone: str = "info", title: object = "", action: object = "", url: str = "", icon: str = ""
) -> SafeString:
    """One fact that asks for an act, and the way out."""
    heading = format_html("<b>{}</b> ", title) if title else ""
    way_out = format_html('<a class="notice-act" href="{}">{}</a>', url, action) if action else ""
    role = mark_safe(' role="alert"') if tone == "breach" else ""
    return format_html(
        '<div class="notice notice-{}"{}>{}<div class="notice-body">{}{}</div>{}</div>',
        tone, role, draw(icon or NOTICE_ICONS.get(tone, "info")), heading, content, way_out,
    )  # fmt: skip


# The thread with its bow: tied, with nothing hanging from it.
_BOW = mark_safe(
    '<svg class="art" viewBox="0 0 240 48" aria-hidden="true">'
    '<path class="art-line" d="M0 24h92c16 0 18-16 30-16s14 32 0 '
    '32-14-16 30-16h88"/><circle cx="30" cy="24" r="4.5"/><circle cx="212" cy="24" r="4.5"/></svg>'
)


@register.simple_block_tag
def empty(content: str, title: object) -> SafeString:
    return format_html(
        '<div class="empty">{}<h2>{}</h2><div class="empty-body">{}</div></div>', _BOW, title, content
    )


@register.simple_tag
def ghost(lines: int = 4, label: object = "") -> SafeString:
    """What is coming, in its own shape."""
    said = format_html('<span class="sr">{}</span>', label) if label else ""
    bars = "".join(f'<span class="ghost g-{1 + n % 4}"></span>' for n in range(lines))
    return format_html('<div class="ghosts" aria-busy="true">{}{}</div>', said, mark_safe(bars))  # noqa: S308


@register.simple_block_tag
def figures(content: str) -> SafeString:
    """At most five."""
    return format_html('<dl class="figures">{}</dl>', content)


@register.simple_tag
def figure(
    label: object, value: object, unit: object = "", note: object = "", url: str = "", tone: str = ""
) -> SafeString:
    """A figure with its unit apart and, below, its denominator or period."""
    drawn = format_html("{} <small>{}</small>", value, unit) if unit else written(value)
    if url:
        drawn = format_html('<a href="{}">{}</a>', url, drawn)
    below = format_html("<dd>{}</dd>", note) if note else ""
    tone_class = f" figure-{tone}" if tone else ""
    return format_html(
        '<div class="figure{}"><dt>{}</dt><dd>{}</dd>{}</div>', tone_class, label, drawn, below
    )


@register.simple_block_tag
def finding(content: str) -> SafeString:
    return format_html('<p class="finding">{}</p>', content)


@register.simple_block_tag
def formula(content: str) -> SafeString:
    return format_html('<p class="formula">{}</p>', content)


@register.simple_block_tag
def promise(content: str, kind: str = "ours", state: str = "open", meta: object = "") -> SafeString:
    """The given word, in quotes; `state`: open, kept, late, broken."""
    said = format_html('<span class="meta">{}</span>', meta) if meta else ""
    return format_html(
        '<div class="promise promise-{} promise-{}"><q>{}</q>{}</div>', kind, state, content, said
    )
