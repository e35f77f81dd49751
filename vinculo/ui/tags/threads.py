# ruff: noqa: A002 - the arguments bear HTML's own names
from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from django.forms import BoundField
from django.middleware.csrf import get_token
from django.template import Context
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext, pgettext

from vinculo.ui.attributes import attributes
from vinculo.ui.life import Knot, Span, draw_life
from vinculo.ui.marks import face
from vinculo.ui.marks import icon as draw
from vinculo.ui.marks import tag as draw_tag
from vinculo.ui.parts import Mode
from vinculo.ui.reader import current_reader
from vinculo.ui.tags import register
from vinculo.ui.tags.filters import when


def _stamp(at: datetime | date | None, channel: object = "") -> SafeString:
    if at is None and not channel:
        return SafeString("")
    said = when(at, "time") if at is not None else ""
    by = format_html(" · {}", channel) if channel else ""
    return format_html('<span class="stamp">{}{}</span>', said, by)


@register.simple_block_tag
def thread(content: str, kind: str = "") -> SafeString:
    """What happened and what will, tied to one line. `kind`: conv (messages), tight."""
    return format_html('<ol class="thread{}">{}</ol>', f" thread-{kind}" if kind else "", content)


@register.simple_block_tag
def event(
    content: str,
    kind: str = "full",
    at: datetime | date | None = None,
    pause: bool = False,
    id: str = "",
) -> SafeString:
    """A knot and its sentence."""
    line = "is-ahead" if kind == "ahead" else "is-pause" if pause or kind == "pause" else ""
    return format_html(
        '<li class="is-event {}"{}><span class="knot knot-{}" aria-hidden="true"></span>'
        '<div class="event">{}</div>{}</li>',
        line, format_html(' id="{}"', id) if id else "", kind, content, _stamp(at),
    )  # fmt: skip


@register.simple_block_tag
def msg(
    content: str,
    name: str,
    side: str = "ours",
    at: datetime | None = None,
    to: object = "",
    role: object = "",
    tag: object = "",
    tone: str = "",
    channel: object = "",
    pause: bool = False,
    id: str = "",
) -> SafeString:
    """Words that went from one side to the other."""
    words = format_html('<span class="muted">{}</span>', role) if role else ""
    receiver = (
        format_html('<span class="muted">{}</span>', pgettext("receiver", "to %(name)s") % {"name": to})
        if to
        else ""
    )
    marked = (
        draw_tag(tag, tone or ("client" if side == "client" else ""), "ok" if tone == "ok" else "")
        if tag
        else ""
    )
    return format_html(
        '<li class="is-msg {}"{}>{}<article><header class="msg-head"><b>{}</b>{}{}{}{}</header>'
        '<div class="msg-body">{}</div>'
        "</article></li>",
        "is-pause" if pause else "", format_html(' id="{}"', id) if id else "", face(name, side), name, words, receiver,
        marked, _stamp(at, channel), content,
    )  # fmt: skip


@register.simple_block_tag
def note(content: str, name: str, at: datetime | None = None, to: object = "", id: str = "") -> SafeString:
    """An internal note: it never touches the thread."""
    by = format_html("<b>{}</b>", name)
    if to:
        by = format_html("{} {}", by, pgettext("reader of a note", "for %(name)s") % {"name": to})
    return format_html(
        '<li class="note-item"{}><article class="note"><header class="msg-head"><span class="note-label">{}{}</span>'
        '<span class="by">{}</span>{}</header><div class="msg-body">{}</div></article></li>',
        format_html(' id="{}"', id) if id else "", draw("lock", "s"),
        gettext("Internal note · the client does not see it"), by, _stamp(at), content,
    )  # fmt: skip


@register.simple_tag
def life(
    spans: Sequence[Span],
    knots: Sequence[Knot],
    now: datetime | None = None,
    label: object = "",
    said: object = "",
) -> SafeString:
    """The life of a thing as one line; `said` stands below the mark of now."""
    reader = current_reader()
    return draw_life(spans, knots, now=now or reader.clock(), reader=reader, label=str(label), said=str(said))


@register.simple_block_tag(takes_context=True)
def composer(
    context: Context,
    content: str,
    action: str,
    modes: Iterable[Mode] = (),
    text: BoundField | None = None,
    name: str = "body",
    value: str = "",
    mode: str = "",
    to: object = "",
    draft: str = "",
    label: object = "",
    placeholder: object = "",
    **given: Any,
) -> SafeString:
    """Where one writes to the other side, or to one's own: the private mode changes the whole box."""
    request = context.get("request")
    modes = list(modes)
    chosen = mode or (modes[0].value if modes else "")
    return mark_safe(  # noqa: S308 - a template
        render_to_string(
            "ui/parts/composer.html",
            {
                "content": content,
                "action": action,
                "modes": modes,
                "chosen": chosen,
                "to": to,
                "draft": draft,
                "label": label or gettext("Reply"),
                "placeholder": placeholder,
                "extra": attributes(given),
                "name": text.html_name if text is not None else name,
                "id": (text.id_for_label if text is not None else "") or f"composer-{name}",
                "value": (text.value() or "") if text is not None else value,
                "errors": text.errors if text is not None else (),
                "csrf": get_token(request) if request is not None else "",
            },
        )
    )
