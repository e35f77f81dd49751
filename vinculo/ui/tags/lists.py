# ruff: noqa: A002 - the arguments bear HTML's own names
from __future__ import annotations

from typing import Any

from django.core.paginator import Page
from django.http import QueryDict
from django.template import Context
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext, pgettext

from vinculo.ui.attributes import attributes, written
from vinculo.ui.marks import icon as draw
from vinculo.ui.marks import kbd
from vinculo.ui.reader import current_reader
from vinculo.ui.tags import register
from vinculo.ui.wording import in_figures


def _query(context: Context) -> QueryDict:
    request = context.get("request")
    return request.GET.copy() if request is not None else QueryDict(mutable=True)


def _address(query: QueryDict) -> str:
    return f"?{query.urlencode()}" if query else "?"


@register.simple_block_tag
def table(content: str, caption: object, kind: str = "", **given: Any) -> SafeString:
    """A table that scrolls inside itself. `kind="lines"` folds each row into two lines on a phone."""
    classes = "".join(f" table-{word}" for word in kind.split())
    extra = dict(given)
    if "lines" in kind.split():
        extra.setdefault("data_rows", True)
    return format_html(
        '<div class="scroll-x" role="region" tabindex="0" aria-label="{}"><table class="table{}"{}>'
        '<caption class="sr">{}'
        "</caption>{}</table></div>",
        caption, classes, attributes(extra), caption, content,
    )  # fmt: skip


@register.simple_tag(takes_context=True)
def th(
    context: Context, label: object, sort: str = "", num: bool = False, hide: str = "", css: str = ""
) -> SafeString:
    """The head of a column; with `sort`, a link that orders by it and says how it is ordered now."""
    classes = " ".join(part for part in ("num" if num else "", f"hide-{hide}" if hide else "", css) if part)
    named = {"class_": classes, "scope": "col"}
    if not sort:
        return format_html("<th{}>{}</th>", attributes(named), label)
    query = _query(context)
    now = query.get("sort", "")
    rising, falling = now == sort, now == f"-{sort}"
    query["sort"] = f"-{sort}" if rising else sort
    for place in ("page", "after", "before"):
        query.pop(place, None)
    if rising or falling:
        named["aria_sort"] = "ascending" if rising else "descending"
    arrow = draw("up" if rising else "drop", "s") if rising or falling else draw("sort", "s")
    return format_html(
        '<th{}><a class="sort" href="{}">{}{}</a></th>', attributes(named), _address(query), label, arrow
    )


@register.simple_block_tag
def tabs(content: str, label: object) -> SafeString:
    return format_html('<nav class="tabs" aria-label="{}">{}</nav>', label, content)


@register.simple_tag
def tab(
    label: object, url: str, count: int | str | None = None, current: bool = False, icon: str = ""
) -> SafeString:
    shown = in_figures(count, current_reader()) if isinstance(count, int) else count
    counted = format_html('<span class="count">{}</span>', shown) if shown is not None else ""
    here = mark_safe(' aria-current="page"') if current else ""
    # The same word in bold lies below, unseen: the row does not move when the current tab changes.
    return format_html(
        '<a class="tab" href="{}"{}>{}<span class="tab-word" data-word="{}">{}</span>{}</a>',
        url, here, draw(icon, "s") if icon else "", label, label, counted,
    )  # fmt: skip


@register.simple_block_tag
def crumbs(content: str) -> SafeString:
    return format_html(
        '<nav class="crumbs" aria-label="{}"><ol>{}</ol></nav>', pgettext("navigation", "Path"), content
    )


@register.simple_tag
def crumb(label: object, url: str = "", ref: bool = False) -> SafeString:
    named = mark_safe(' class="ref"') if ref else ""
    if url:
        return format_html('<li><a href="{}"{}>{}</a></li>', url, named, label)
    return format_html('<li><span{} aria-current="page">{}</span></li>', named, label)


@register.simple_block_tag(takes_context=True)
def filters(context: Context, content: str, action: str = "", keep: str = "") -> SafeString:
    """A form that asks by GET: the view stays in the address. `keep` names parameters that travel along."""
    query = _query(context)
    kept = "".join(
        format_html('<input type="hidden" name="{}" value="{}">', name, value)
        for name in keep.split()
        for value in query.getlist(name)
    )
    return format_html(
        '<form class="bar filters" method="get" action="{}" role="search" aria-label="{}">{}{}</form>',
        action, gettext("Filters"), mark_safe(kept), content,  # noqa: S308 - escaped above
    )  # fmt: skip


@register.simple_tag
def chip(label: object, value: object = "", remove: str = "") -> SafeString:
    """A filter that is on; `remove` is the address without it."""
    said = format_html(" <b>{}</b>", value) if value else ""
    if not remove:
        return format_html('<span class="chip">{}{}</span>', label, said)
    words = gettext("Remove the filter %(name)s") % {"name": label}
    return format_html(
        '<span class="chip">{}{}<a class="chip-x" href="{}" title="{}">{}<span class="sr">{}</span></a></span>',
        label, said, remove, words, draw("x", "s"), words,
    )  # fmt: skip


@register.simple_tag
def chip_link(label: object, url: str, icon: str = "", current: bool = False) -> SafeString:
    here = mark_safe(' aria-current="true"') if current else ""
    return format_html(
        '<a class="chip chip-link" href="{}"{}>{}{}</a>', url, here, draw(icon, "s") if icon else "", label
    )


@register.simple_block_tag
def bulk(content: str, label: object = "") -> SafeString:
    """The bar of what may be done with the picked rows; it stands in the same form as their boxes."""
    said = label or pgettext("rows", "Picked")
    clear = format_html(
        '<button type="reset" class="btn btn-s btn-icon" title="{}">{}<span class="sr">{}</span></button>',
        gettext("Pick none"), draw("x"), gettext("Pick none"),
    )  # fmt: skip
    return format_html(
        '<div class="bulk" role="group" aria-label="{}" data-bulk>'
        '<span class="bulk-n">{} <output data-bulk-count></output></span>'
        "{}{}</div>",
        said, said, content, clear,
    )  # fmt: skip


def _page_link(context: Context, number: int | None, words: str, icon: str) -> SafeString:
    if number is None:
        return format_html(
            '<span class="btn btn-s btn-icon" aria-disabled="true">{}<span class="sr">{}</span></span>',
            draw(icon),
            words,
        )
    query = _query(context)
    query["page"] = str(number)
    return format_html(
        '<a class="btn btn-s btn-icon" href="{}" title="{}">{}<span class="sr">{}</span></a>',
        _address(query), words, draw(icon), words,
    )  # fmt: skip


@register.simple_tag(takes_context=True)
def pager(context: Context, page: Page[Any]) -> SafeString:
    """Which rows these are, of how many, and the way back and forth."""
    if not page.has_other_pages():
        return SafeString("")
    reader = current_reader()
    words = gettext("%(first)s–%(last)s of %(total)s") % {
        "first": in_figures(page.start_index(), reader),
        "last": in_figures(page.end_index(), reader),
        "total": in_figures(page.paginator.count, reader),
    }
    back = page.previous_page_number() if page.has_previous() else None
    forth = page.next_page_number() if page.has_next() else None
    return format_html(
        '<nav class="pager" aria-label="{}"><span>{}</span>{}{}</nav>',
        pgettext("navigation", "Pages"), words,
        _page_link(context, back, gettext("Previous page"), "left"),
        _page_link(context, forth, gettext("Next page"), "right"),
    )  # fmt: skip


@register.simple_tag
def pager_links(previous: str = "", next: str = "", words: object = "") -> SafeString:
    """The same for pages without numbers."""
    if not (previous or next):
        return SafeString("")
    links = [
        format_html('<a class="btn btn-s" href="{}">{}{}</a>', url, draw(icon, "s"), label)
        for url, label, icon in (
            (previous, gettext("Previous page"), "left"),
            (next, gettext("Next page"), "right"),
        )
        if url
    ]
    return format_html(
        '<nav class="pager" aria-label="{}"><span>{}</span>{}</nav>',
        pgettext("navigation", "Newer and older"),
        words,
        mark_safe("".join(links)),  # noqa: S308
    )


@register.simple_tag
def hints(*pairs: object) -> SafeString:
    """Keys and what they do: `{% hints "J K" _("down and up") "↵" _("open") %}`."""
    shown = "".join(
        f"<span>{kbd(escape(keys))} {written(words)}</span>"
        for keys, words in zip(pairs[::2], pairs[1::2], strict=True)
    )
    return format_html('<p class="hints" aria-hidden="true">{}</p>', mark_safe(shown))  # noqa: S308 - escaped above
