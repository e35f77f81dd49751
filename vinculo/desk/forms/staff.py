"""What the desk fills in on a ticket. Every form carries what its writer had seen last."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from vinculo.desk.models import ChargedTo, Kind, ResolutionCode, Ticket, WaitReason
from vinculo.desk.waits import CHARGED_BY_DEFAULT, OFFERED
from vinculo.directory.models import Organisation, Team, TeamMember

CODES = [code for code in ResolutionCode if code is not ResolutionCode.IMPORTED]
USUAL_CODE = {Kind.INCIDENT: ResolutionCode.PERMANENT, Kind.REQUEST: ResolutionCode.FULFILLED}


def reasons() -> list[tuple[str, list[tuple[str, str]]]]:
    """The reasons for waiting, grouped by whom each is usually charged to."""
    groups: dict[ChargedTo, list[tuple[str, str]]] = {}
    for reason in OFFERED:
        groups.setdefault(CHARGED_BY_DEFAULT[reason], []).append((reason.value, str(reason.label)))
    title = gettext("Charged to %(whom)s")
    return [(title % {"whom": str(charged.label).lower()}, options) for charged, options in groups.items()]


def codes(kind: str) -> list[tuple[str, str]]:
    """How a ticket of a kind may end, the usual way first."""
    usual = USUAL_CODE[Kind(kind)]
    return [(code.value, str(code.label)) for code in sorted(CODES, key=lambda code: code is not usual)]


class ActForm(forms.Form):
    """A form on a ticket: `seen` is the last event that its writer had before their eyes."""

    seen = forms.IntegerField(required=False, min_value=0, max_value=2**62, widget=forms.HiddenInput)

    @property
    def had_seen(self) -> int | None:
        """The last event that was on the writer's page; None when the form does not say."""
        try:
            return int(self.data.get("seen", ""))
        except ValueError:
            return None

    def given(self) -> dict[str, Any]:
        """What the verb takes."""
        return {name: value for name, value in self.cleaned_data.items() if name != "seen"}


class MessageForm(ActForm):
    """A reply that the client reads, or an internal note, and what follows from it."""

    MODES = [("reply", _("Reply to the client")), ("note", _("Internal note"))]

    body = forms.CharField(label=_("Message"), required=False, widget=forms.Textarea, max_length=100_000)
    mode = forms.ChoiceField(choices=MODES, required=False)
    then = forms.CharField(required=False, max_length=40)
    request_key = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["request_key"].initial = uuid.uuid4

    def clean_body(self) -> str:
        """An empty message is refused by the verb, in its own sentence."""
        return str(self.cleaned_data["body"]).replace("\x00", "")

    def clean_then(self) -> tuple[str, str]:
        """What follows, as (act, code): `wait:information`, `resolve:workaround`; nothing unless it is known."""
        act, _colon, code = self.cleaned_data["then"].partition(":")
        known = {"wait": [reason.value for reason in OFFERED], "resolve": [code.value for code in CODES]}
        if act and code not in known.get(act, []):
            raise forms.ValidationError(_("What should follow the message was not understood."))
        return act, code


class WaitForm(ActForm):
    """Why it waits, and whom the time is charged to."""

    reason = forms.ChoiceField(label=_("Reason for waiting"), choices=reasons)
    charged_to = forms.ChoiceField(label=_("Charged to"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["charged_to"].choices = [("", _("As usual for the reason")), *ChargedTo.choices]  # type: ignore[attr-defined]

    def given(self) -> dict[str, Any]:
        """Codes as the verb knows them; nobody named means the reason's usual one."""
        charged = self.cleaned_data["charged_to"]
        return {
            "reason": WaitReason(self.cleaned_data["reason"]),
            "charged_to": ChargedTo(charged) if charged else None,
        }


class ResolveForm(ActForm):
    """The solution, which the client reads, and how it ended."""

    resolution = forms.CharField(
        label=_("Solution"), help_text=_("The client reads it and is asked to confirm."), widget=forms.Textarea,
        max_length=20_000,
    )  # fmt: skip
    code = forms.ChoiceField(label=_("How it ended"))

    def __init__(self, *args: Any, ticket: Ticket, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].choices = codes(ticket.kind)  # type: ignore[attr-defined]
        self.fields["resolution"].initial = ticket.resolution
        self.fields["resolution"].error_messages["required"] = _(
            "The solution is missing: the person reads it before confirming."
        )


class AssignForm(ActForm):
    """Who gets it: a team, or somebody in it. One choice, so that nobody is chosen outside their team."""

    to = forms.ChoiceField(label=_("Assigned to"))

    def __init__(self, *args: Any, ticket: Ticket, members: Sequence[TeamMember], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.members = members
        groups: dict[Team, list[tuple[str, str]]] = {}
        for member in members:
            options = groups.setdefault(
                member.team, [(f"{member.team_id}:", gettext("%(team)s, nobody yet") % {"team": member.team})]
            )
            options.append((f"{member.team_id}:{member.person_id}", str(member.person)))
        self.fields["to"].choices = [(str(team), options) for team, options in groups.items()]  # type: ignore[attr-defined]
        self.fields["to"].initial = f"{ticket.team_id}:{ticket.assignee_id or ''}"

    def given(self) -> dict[str, Any]:
        """The team and the person behind the choice."""
        team, _colon, person = self.cleaned_data["to"].partition(":")
        mates = [member for member in self.members if str(member.team_id) == team]
        assignee = next((mate.person for mate in mates if str(mate.person_id) == person), None)
        return {"team": mates[0].team, "assignee": assignee}


class ReclassifyForm(ActForm):
    """Impact and urgency by the ticket's own matrix, with the reason."""

    impact = forms.ChoiceField(label=_("Impact"))
    urgency = forms.ChoiceField(label=_("Urgency"))
    reason = forms.CharField(
        label=_("Reason"), required=False, max_length=500, widget=forms.Textarea,
        help_text=_("The client reads it. Confirming without a change needs none."),
    )  # fmt: skip

    def __init__(self, *args: Any, ticket: Ticket, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, levels in (("impact", "impacts"), ("urgency", "urgencies")):
            self.fields[name].choices = ticket.matrix.choices(levels)  # type: ignore[attr-defined]
            self.fields[name].initial = getattr(ticket, name)


class ShareForm(ActForm):
    """The supplier that gets the ticket."""

    supplier = forms.ModelChoiceField(
        Organisation.objects.none(), label=_("Supplier"), empty_label=pgettext_lazy("supplier", "None chosen")
    )

    def __init__(self, *args: Any, suppliers: QuerySet[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["supplier"].queryset = suppliers  # type: ignore[attr-defined]


class CancelForm(ActForm):
    """Why a ticket ends without work."""

    reason = forms.CharField(
        label=_("Reason"), help_text=_("The client reads it."), max_length=500, widget=forms.Textarea
    )
