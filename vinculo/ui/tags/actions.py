# ruff: noqa: A002 - the arguments bear HTML's own names
from __future__ import annotations

from typing import Any

from django.middleware.csrf import get_token
from django.template import Context
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from vinculo.ui.attributes import attributes, written
from vinculo.ui.marks import icon as draw
from vinculo.ui.tags import register


def _classes(kind: str, size: str, only_icon: bool) -> str:
    return (
        "btn"
        + (f" btn-{kind}" if kind else "")
        + (f" btn-{size}" if size else "")
        + (" btn-icon" if only_icon else "")
    )


def _inside(label: object, icon: str, key: str, only_icon: bool) -> SafeString:
    drawn = draw(icon) if icon else ""
    words = f'<span class="sr">{written(label)}</span>' if only_icon else written(label)
    shown = "" if only_icon or not key else f'<kbd aria-hidden="true">{escape(key)}</kbd>'
    return mark_safe(f"{drawn}{words}{shown}")  # noqa: S308 - parts escaped


def _key(key: str) -> dict[str, object]:
    if not key:
        return {}
    typed = key.lower().replace("⌘↵", "mod+enter").replace("ctrl ↵", "mod+enter").replace("⇧", "shift+")
    return {"data-key": typed, "aria-keyshortcuts": typed.replace("mod+", "Control+").title()}


@register.simple_tag
def btn(
    label: object,
    url: str = "",
    kind: str = "",
    icon: str = "",
    size: str = "",
    key: str = "",
    only_icon: bool = False,
    why_not: object = "",
    **given: Any,
) -> SafeString:
    """A link when it has an address, else a button. `why_not` disables it and says the reason."""
    extra = {**_key(key), **given}
    if only_icon:
        extra.setdefault("title", label)
    classes = _classes(kind, size, only_icon)
    if given.get("class_"):
        classes += f" {extra.pop('class_')}"
    inside = _inside(label, icon, key, only_icon)
    if why_not:
        # aria-disabled and not `disabled`: the reason must be within reach of the keyboard.
        return format_html(
            '<button type="button" class="{}" aria-disabled="true" title="{}">{}<span class="sr"> · {}</span></button>',
            classes, why_not, inside, why_not,
        )  # fmt: skip
    if url:
        return format_html('<a class="{}" href="{}"{}>{}</a>', classes, url, attributes(extra), inside)
    sort = extra.pop("type", "submit")
    return format_html('<button type="{}" class="{}"{}>{}</button>', sort, classes, attributes(extra), inside)


@register.simple_block_tag(takes_context=True)
def post(context: Context, content: str, url: str, **hidden: Any) -> SafeString:
    """A form of buttons only, with its CSRF token: an act that is one click."""
    request = context.get("request")
    token = (
        format_html('<input type="hidden" name="csrfmiddlewaretoken" value="{}">', get_token(request))
        if request
        else ""
    )
    fields = "".join(
        format_html('<input type="hidden" name="{}" value="{}">', name, value)
        for name, value in hidden.items()
    )
    return format_html(
        '<form method="post" action="{}" class="inline-form">{}{}{}</form>',
        url, token, mark_safe(fields), content,  # noqa: S308 - escaped above
    )  # fmt: skip


@register.simple_block_tag
def menu(
    content: str, label: object, icon: str = "down", kind: str = "", size: str = "", only_icon: bool = False
) -> SafeString:
    """A list of acts behind one button. It opens without script."""
    return format_html(
        '<details class="menu-at" data-menu><summary class="{}"{}>{}</summary><div class="menu">{}</div></details>',
        _classes(kind, size, only_icon),
        attributes({"title": label}) if only_icon else "",
        _inside(label, icon, "", only_icon),
        content,
    )


@register.simple_tag
def menu_item(
    label: object, url: str = "", icon: str = "", key: str = "", danger: bool = False, **given: Any
) -> SafeString:
    classes = "menu-item" + (" is-danger" if danger else "")
    inside = _inside(label, icon, key, False)
    extra = attributes({**_key(key), **given})
    if url:
        return format_html('<a class="{}" href="{}"{}>{}</a>', classes, url, extra, inside)
    kind = "" if "type" in given else mark_safe(' type="submit"')
    return format_html('<button class="{}"{}{}>{}</button>', classes, kind, extra, inside)


@register.simple_tag
def menu_rule() -> SafeString:
    return mark_safe("<hr>")


@register.simple_tag
def opener(
    dialog_id: str, label: object, kind: str = "", icon: str = "", size: str = "", key: str = "", **given: Any
) -> SafeString:
    """The button that opens a dialog: by the browser's own command where it knows it, by our script where not."""
    return format_html(
        '<button type="button" class="{}" command="show-modal" commandfor="{}" aria-haspopup="dialog"{}>{}</button>',
        _classes(kind, size, False),
        dialog_id,
        attributes({**_key(key), **given}),
        _inside(label, icon, key, False),
    )


@register.simple_block_tag
def dialog(content: str, id: str, title: object, open: bool = False) -> SafeString:
    """Only where something is lost or asked; it holds its own form."""
    return format_html(
        '<dialog class="dialog" id="{}" aria-labelledby="{}-title"{}><div class="dialog-head">'
        '<h2 id="{}-title">{}</h2>'
        '<button type="button" class="btn btn-quiet btn-s btn-icon" data-close title="{}">{}'
        '<span class="sr">{}</span></button></div>{}</dialog>',
        id, id, mark_safe(" open data-open") if open else "", id, title,
        gettext("Close"), draw("x"), gettext("Close"), content,
    )  # fmt: skip
