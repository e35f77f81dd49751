"""What is asked when somebody registers for another person."""

from __future__ import annotations

import uuid
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from vinculo.catalogue.models import Service
from vinculo.desk.models import Channel, Kind, MatrixVersion, Ticket
from vinculo.directory.models import Site

CHANNELS = [Channel.PHONE, Channel.IN_PERSON, Channel.MAIL]


class IntakeForm(forms.ModelForm):  # type: ignore[type-arg]  # subscriptable only where stubs are patched in
    """The ticket's own fields, as the desk fills them in; it does not save."""

    kind = forms.ChoiceField(label=_("Kind"), choices=Kind, initial=Kind.INCIDENT, widget=forms.RadioSelect)
    channel = forms.ChoiceField(label=_("Channel"), choices=[(c.value, c.label) for c in CHANNELS])
    impact = forms.ChoiceField(label=_("Impact"))
    urgency = forms.ChoiceField(label=_("Urgency"))
    request_key = forms.UUIDField(widget=forms.HiddenInput)

    class Meta:
        model = Ticket
        fields = ("kind", "channel", "title", "description", "service", "site", "impact", "urgency")

    def __init__(
        self,
        *args: Any,
        services: QuerySet[Service],
        sites: QuerySet[Site],
        matrix: MatrixVersion,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        empty = pgettext_lazy("service", "Not known yet")
        for name, rows in (("service", services), ("site", sites)):
            self.fields[name].queryset = rows  # type: ignore[attr-defined]
            self.fields[name].empty_label = empty  # type: ignore[attr-defined]
        for name, levels in (("impact", "impacts"), ("urgency", "urgencies")):
            self.fields[name].choices = matrix.choices(levels)  # type: ignore[attr-defined]
            self.fields[name].initial = self.fields[name].choices[-1][0]  # type: ignore[attr-defined]
        self.fields["request_key"].initial = uuid.uuid4
        self.fields["title"].error_messages["required"] = _(
            "The subject is missing: one sentence on what happens."
        )
