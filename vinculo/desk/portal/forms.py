"""What a client's person fills in. Nobody chooses a priority: whom it affects gives the impact, whether the work can go
on gives the urgency."""

from __future__ import annotations

import uuid
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from vinculo.catalogue.models import Service
from vinculo.desk.models import Kind
from vinculo.desk.portal.queries import organisations_of, services_of
from vinculo.desk.portal.words import No
from vinculo.directory.models import Organisation
from vinculo.kernel.scope import Actor
from vinculo.ui.forms import Option
from vinculo.ui.reader import current_reader
from vinculo.ui.wording import in_figures

MOST = 50_000
"""Characters of a message. The field itself sets no limit: a browser would cut a pasted text in silence."""

WHOM = {
    Kind.INCIDENT: [
        ("person", Option(_("Only me"), _("The others work as usual"))),
        ("department", Option(_("My department"), _("Several people of the same team"))),
        ("site", Option(_("A site or a service"), _("Everybody in a place, or everybody who uses it"))),
        ("organisation", Option(_("The whole organisation"), _("Nobody can work"))),
    ],
    Kind.REQUEST: [
        ("person", Option(_("For me"), _("Or for one other person"))),
        ("department", Option(_("For my department"), _("Several people of the same team"))),
        ("site", Option(_("For a site or a service"), _("Everybody in a place, or everybody who uses it"))),
        ("organisation", Option(_("For the whole organisation"))),
    ],
}
GOES_ON = {
    Kind.INCIDENT: [
        ("critical", Option(_("No"), _("The work has stopped"))),
        ("high", Option(_("With difficulty"), _("There is a way round, but not for long"))),
        ("low", Option(_("Yes"), _("It can wait until tomorrow"))),
    ],
    Kind.REQUEST: [
        ("critical", Option(_("No"), _("Without it the work has stopped"))),
        ("high", Option(_("With difficulty"), _("It is needed in the next days"))),
        ("low", Option(_("Yes"), _("There is no hurry"))),
    ],
}
EXAMPLES = {
    Kind.INCIDENT: (
        _("It is not said what happens to it. For example: “The printer at reception prints blank labels”."),
        _(
            "It is not told what was being done and what happened."
            " For example: “When a label is printed it comes out blank; it began at four”."
        ),
    ),
    Kind.REQUEST: (
        _("It is not said what is needed. For example: “A laptop for a new colleague”."),
        _(
            "It is not told what it is for."
            " For example: “She starts on Monday at reception and needs e-mail and the patients' register”."
        ),
    ),
}
WORDS = {
    Kind.INCIDENT: {
        "title": _("In one sentence"),
        "description": _("What was being done, and what happened"),
        "impact": _("Whom it affects"),
        "urgency": _("Can the work go on?"),
        "service": _("Service affected"),
    },
    Kind.REQUEST: {
        "title": _("In one sentence"),
        "description": _("What it is for, and for when"),
        "impact": _("Whom it is for"),
        "urgency": _("Can the work go on meanwhile?"),
        "service": _("Service it belongs to"),
    },
}


class KeyField(forms.UUIDField):
    """The hidden mark by which a form that comes twice is known. One that was spoilt on the way counts as none."""

    widget = forms.HiddenInput(attrs={"autocomplete": "off"})

    def __init__(self) -> None:
        super().__init__(required=False, initial=uuid.uuid4)

    def clean(self, value: Any) -> uuid.UUID | None:
        try:
            return super().clean(value) or None
        except ValidationError:
            return None


class CaseForm(forms.Form):
    """Something that does not work, or something that is needed."""

    title = forms.CharField(max_length=200)
    description = forms.CharField(widget=forms.Textarea(attrs={"rows": 5}))
    organisation: Any = forms.ModelChoiceField(
        Organisation.objects.none(), label=_("For which organisation"), empty_label=None
    )
    service: Any = forms.ModelChoiceField(Service.objects.none(), required=False, empty_label=_("Not sure"))
    impact = forms.ChoiceField(widget=forms.RadioSelect, choices=())
    urgency = forms.ChoiceField(widget=forms.RadioSelect, choices=())
    request_key = KeyField()

    def __init__(self, *given: Any, by: Actor, kind: Kind, **more: Any) -> None:
        super().__init__(*given, **more)
        self.kind = kind
        for name, label in WORDS[kind].items():
            self.fields[name].label = label
        for name, levels in (("impact", WHOM[kind]), ("urgency", GOES_ON[kind])):
            self.fields[name].choices = levels  # type: ignore[attr-defined]
        self.fields["impact"].error_messages["required"] = _(
            "It is not said whom; when in doubt, the smallest."
        )
        self.fields["urgency"].error_messages["required"] = _("It is not said whether the work can go on.")
        self.fields["title"].error_messages["required"] = EXAMPLES[kind][0]
        self.fields["description"].error_messages["required"] = EXAMPLES[kind][1]
        mine = f"{by.person_id}-{kind}"
        self.fields["title"].widget.attrs |= {"data-draft": f"{mine}-title", "autocomplete": "off"}
        self.fields["description"].widget.attrs |= {"data-draft": f"{mine}-description"}
        if kind is Kind.INCIDENT:
            self.fields["description"].help_text = _(
                "If there is an error message, it helps to copy it as it is."
            )
        self._choose_from(by)

    def _choose_from(self, by: Actor) -> None:
        self.fields["organisation"].queryset = organisations_of(by)  # type: ignore[attr-defined]
        self.fields["service"].queryset = services_of(by)  # type: ignore[attr-defined]
        self.fields["organisation"].initial = by.organisation_id  # the one whose name the page bears
        if len(by.organisations) < 2:
            del self.fields["organisation"]

    def clean_title(self) -> str:
        """One word is a thing, not what happens to it."""
        title = " ".join(self.cleaned_data["title"].split())
        if len(title.split()) < 2:
            raise ValidationError(EXAMPLES[self.kind][0])
        return title

    def clean_description(self) -> str:
        return _not_too_long(self.cleaned_data["description"])


class MessageForm(forms.Form):
    """An answer in a case."""

    body = forms.CharField(
        label=_("Message"),
        widget=forms.Textarea,
        error_messages={
            "required": _("The message is empty: something has to be written before it is sent.")
        },
    )
    request_key = KeyField()

    def clean_body(self) -> str:
        return _not_too_long(self.cleaned_data["body"])


class StillFailsForm(MessageForm):
    """What still fails or is missing, so that the desk can act on it."""

    field_order = ("body", "request_key")

    def __init__(self, *given: Any, no: No, **more: Any) -> None:
        super().__init__(*given, **{"auto_id": "fails_%s"} | more)
        self.fields["body"].label = no.label
        self.fields["body"].widget.attrs |= {"rows": 3}
        self.fields["body"].error_messages["required"] = no.missing


def _not_too_long(text: str) -> str:
    if len(text) > MOST:
        said = gettext(
            "The text has %(length)s characters and %(most)s fit; the rest can go into a second message."
        )
        reader = current_reader()
        places = {"length": in_figures(len(text), reader), "most": in_figures(MOST, reader)}
        raise ValidationError(said % places)
    return text
