"""What is filled in: about oneself, and (by whoever administers) about organisations, people, roles and teams."""

from __future__ import annotations

from typing import Any

from babel.numbers import get_currency_name
from django import forms
from django.utils.text import slugify
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from vinculo.directory.models import Locale, Organisation, Person, Role, Site, Team
from vinculo.directory.queries import organisations, sites_of, teams_to_join
from vinculo.directory.zones import countries, zone_choices
from vinculo.kernel.owned import uuid7
from vinculo.kernel.scope import Actor
from vinculo.ui.reader import current_reader

CURRENCIES = (
    "EUR", "USD", "GBP", "CHF", "ARS", "BOB", "BRL", "CLP", "COP", "CRC", "DOP", "GTQ", "HNL", "MXN", "NIO", "PAB",
    "PEN", "PYG", "UYU", "VES",
)  # fmt: skip
"""Moneys in which agreements are made, the most usual first."""

RESERVED = ("new",)
"""Words of our own addresses."""


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


class _Zoned(forms.ModelForm):  # type: ignore[type-arg]
    """A form with a time zone that is chosen by its city."""

    def __init__(self, *given: Any, by: Actor, **more: Any) -> None:
        super().__init__(*given, **more)
        keep = self.get_initial_for_field(self.fields["zone"], "zone")
        self.fields["zone"] = forms.ChoiceField(
            label=_("Time zone"), choices=zone_choices(by.locale, keep=keep), initial=keep
        )


class OrganisationForm(_Zoned):
    """It is to be said whether it is a client, a supplier or both."""

    class Meta:
        model = Organisation
        fields = ("name", "slug", "is_client", "is_supplier", "country", "locale", "zone", "currency")
        labels = {"is_client": pgettext_lazy("organisation", "Client"), "is_supplier": _("Supplier")}
        help_texts = {
            "slug": _("It names the organisation in addresses; without one it is made from the name.")
        }

    def __init__(self, *given: Any, by: Actor, **more: Any) -> None:
        super().__init__(*given, by=by, **more)
        self.fields["slug"].required = False
        spoken = current_reader().locale
        self.fields["country"] = forms.ChoiceField(
            label=_("Country"), choices=[("", "–"), *countries(spoken)], initial="ES"
        )
        money = [(code, f"{get_currency_name(code, locale=spoken)} ({code})") for code in CURRENCIES]
        self.fields["currency"] = forms.ChoiceField(label=_("Currency"), choices=money, initial="EUR")

    def clean(self) -> dict[str, Any]:
        """A name for addresses that is nobody's yet, and at least one kind."""
        given = super().clean() or {}
        given["slug"] = given.get("slug") or slugify(given.get("name", ""))[:60]
        if not given.get("is_client") and not given.get("is_supplier"):
            self.add_error("is_client", _now("It is to be said whether it is a client, a supplier or both."))
        if "slug" not in self.errors and given.get("name"):
            if not given["slug"] or given["slug"] in RESERVED:
                self.add_error("slug", _now("Another short name is needed."))
            elif Organisation.objects.filter(slug=given["slug"]).exists():
                self.add_error("slug", _now("Another organisation has this short name."))
        return given


class SiteForm(_Zoned):
    """A place of an organisation."""

    class Meta:
        model = Site
        fields = ("name", "address", "zone")

    def clean_name(self) -> str:
        """No two places of one organisation are called alike."""
        name: str = self.cleaned_data["name"]
        if Site.objects.filter(organisation=self.instance.organisation_id, name__iexact=name).exists():
            raise forms.ValidationError(_("The organisation has a site of this name."))
        return name


class TeamForm(forms.ModelForm):  # type: ignore[type-arg]
    """A team of an organisation."""

    class Meta:
        model = Team
        fields = ("name",)

    def clean_name(self) -> str:
        """The team's code comes from its name, and no two are alike."""
        name: str = self.cleaned_data["name"]
        self.instance.code = slugify(name)[:60]
        same = Team.objects.filter(organisation=self.instance.organisation_id, code=self.instance.code)
        if not self.instance.code or same.exists():
            raise forms.ValidationError(_("The organisation has a team of this name."))
        return name


class PersonForm(_Zoned):
    """A person of an organisation. The key says which sending of the form it was: twice is one person."""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid7)
    field_order = ("key",)

    class Meta:
        model = Person
        fields = ("name", "email", "phone", "job_title", "locale", "zone", "faces_clients")
        help_texts = {"email": _("One signs in with it, and messages about one's cases go there.")}

    def __init__(self, *given: Any, by: Actor, **more: Any) -> None:
        super().__init__(*given, by=by, **more)
        if not self.instance.organisation.is_provider:
            del self.fields["faces_clients"]

    def clean_email(self) -> str | None:
        """Nobody else's address."""
        email: str = (self.cleaned_data["email"] or "").strip().lower()
        others = Person.objects.filter(email__iexact=email).exclude(
            uuid=self.cleaned_data.get("key") or uuid7()
        )
        if email and others.exists():
            raise forms.ValidationError(_("Somebody is registered with this address."))
        return email or None

    def _get_validation_exclusions(self) -> set[str]:
        """That an address is nobody else's is said by `clean_email`, in a sentence; the database holds it."""
        left_out: set[str] = super()._get_validation_exclusions()  # type: ignore[misc]
        return left_out | {"email"}


class GrantForm(forms.Form):
    """A role for an organisation, perhaps at one of its sites."""

    organisation = forms.ModelChoiceField(Organisation.objects.none(), label=_("Organisation"))
    role = forms.ChoiceField(label=_("Role"))
    site = forms.ModelChoiceField(Site.objects.none(), label=_("Site"), required=False, empty_label="–")

    def __init__(self, *given: Any, by: Actor, person: Person, **more: Any) -> None:
        super().__init__(*given, **{"initial": {"organisation": person.organisation_id}} | more)
        self.fields["organisation"].queryset = organisations(by)  # type: ignore[attr-defined]
        self.fields["site"].queryset = sites_of(by, person.organisation)  # type: ignore[attr-defined]
        self.roles = {role.code: role for role in Role.objects.all()}
        sides = [
            (label, sorted((r.code, str(r)) for r in self.roles.values() if r.side == side))
            for side, label in Role.Side.choices
        ]
        self.fields["role"].choices = [("", "–"), *[(label, pairs) for label, pairs in sides]]  # type: ignore[attr-defined]

    def clean_role(self) -> Role:
        """The role itself."""
        return self.roles[self.cleaned_data["role"]]

    def clean(self) -> dict[str, Any]:
        """A site is one of that organisation's."""
        given = super().clean() or {}
        site, organisation = given.get("site"), given.get("organisation")
        if site and organisation and site.organisation_id != organisation.pk:
            self.add_error("site", _now("The site belongs to another organisation."))
        return given


class JoinForm(forms.Form):
    """A team that a person is not in yet."""

    team = forms.ModelChoiceField(Team.objects.none(), label=_("Team"), empty_label="–")

    def __init__(self, *given: Any, by: Actor, person: Person, **more: Any) -> None:
        super().__init__(*given, **more)
        field = self.fields["team"]
        field.queryset = teams_to_join(by, person)  # type: ignore[attr-defined]
        field.label_from_instance = lambda team: f"{team} · {team.organisation}"  # type: ignore[attr-defined]
