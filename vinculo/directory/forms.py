"""What a person fills in about themself."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from vinculo.directory.models import Locale, Person
from vinculo.directory.zones import zone_choices


class PreferencesForm(forms.Form):
    """Language, forms of dates and numbers, time zone."""

    locale = forms.ChoiceField(
        label=_("Language and form"),
        choices=Locale.choices,
        help_text=_("Of the screens, the messages by e-mail, dates and numbers."),
    )
    zone = forms.ChoiceField(label=_("Time zone"), help_text=_("Every time is shown as it is there."))

    def __init__(self, *given: Any, person: Person, **more: Any) -> None:
        super().__init__(*given, **{"initial": {"locale": person.locale, "zone": person.zone}} | more)
        self.fields["zone"].choices = zone_choices(person.locale, keep=person.zone)  # type: ignore[attr-defined]
