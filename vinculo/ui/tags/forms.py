# ruff: noqa: A002 - the arguments bear HTML's own names
from __future__ import annotations

from django.forms import (
    BaseForm,
    BoundField,
    CharField,
    CheckboxInput,
    CheckboxSelectMultiple,
    EmailField,
    RadioSelect,
    URLField,
)
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from vinculo.ui.tags import register

COUNTED_FROM = 80


@register.simple_tag
def field(
    bound: BoundField,
    label: object = "",
    help: object = "",
    counter: bool | None = None,
    columns: int = 1,
) -> SafeString:
    """A field with its label, help, error and, for long texts, how much room is left."""
    return mark_safe(  # noqa: S308 - a template
        render_to_string(
            "ui/forms/field.html",
            {"field": bound, "label": label, "help": help, "counter": counter, "columns": columns},
        )
    )


@register.simple_tag
def form_errors(form: BaseForm) -> SafeString:
    """What is missing, on top, each with the way to its field."""
    if not form.errors:
        return SafeString("")
    return mark_safe(render_to_string("ui/forms/errors.html", {"form": form}))  # noqa: S308 - a template


@register.filter
def shape(bound: BoundField) -> str:
    """How a field is laid out: radio cards, a box beside its words, or a label above."""
    widget = bound.field.widget
    if isinstance(widget, RadioSelect | CheckboxSelectMultiple):
        return "options"
    return "check" if isinstance(widget, CheckboxInput) else "plain"


@register.filter
def room(bound: BoundField) -> int | str:
    """The most letters that a field takes, when it is worth counting them."""
    most = getattr(bound.field, "max_length", None)
    counted = isinstance(bound.field, CharField) and not isinstance(bound.field, EmailField | URLField)
    return most if counted and most and most >= COUNTED_FROM else ""
