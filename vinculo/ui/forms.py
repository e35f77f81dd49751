"""How forms look. `FORM_RENDERER = "vinculo.ui.forms.Renderer"`: `{{ form }}` is already right."""

from __future__ import annotations

from django.forms.renderers import TemplatesSetting
from django.utils.functional import Promise
from django.utils.translation import gettext_noop as _

# Django's own sentence, which in Spanish would say "obligatorio": our catalogue says what is missing instead.
REQUIRED = _("This field is required.")


class Renderer(TemplatesSetting):
    form_template_name = "ui/forms/form.html"
    field_template_name = "ui/forms/field.html"
    formset_template_name = "ui/forms/formset.html"


class Option:
    """The label of a radio card: a title and, smaller, what it means."""

    def __init__(self, title: str | Promise, help: str | Promise = "") -> None:  # noqa: A002 - as in form fields
        self.title = title
        self.help = help

    def __str__(self) -> str:
        return str(self.title)
