"""The directory's verbs. What is new comes as an unsaved row: it is the subject of the act that registers it."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.utils.translation import gettext_lazy as _

from vinculo.directory import policies
from vinculo.directory.actors import token_digest
from vinculo.directory.events import (
    AccountOpened,
    OrganisationRegistered,
    PersonRegistered,
    RoleGranted,
    SiteAdded,
    TeamFormed,
    TokenMade,
)
from vinculo.directory.models import (
    Account,
    ApiToken,
    Locale,
    Membership,
    Organisation,
    Person,
    Role,
    Site,
    Team,
    TeamMember,
)
from vinculo.kernel import clock
from vinculo.kernel.actions import action
from vinculo.kernel.refusals import Refusal
from vinculo.kernel.scope import Actor


class WrongSide(Refusal):
    """A client's role in an organisation that is no client, or the like."""

    message = _("The role “%(role)s” cannot be held in %(organisation)s.")
    status = 422


class UnknownZone(Refusal):
    """A time zone that is not in the IANA database."""

    message = _("There is no time zone with the name “%(zone)s”.")
    status = 422


class NoAddress(Refusal):
    """One signs in with an e-mail address."""

    message = _("%(person)s has no e-mail address, so there is nothing to sign in with.")
    status = 422


class NoAccount(Refusal):
    """A token acts for an account."""

    message = _("%(person)s has no account, so there is nothing for a token to open.")
    status = 422


@action(may=policies.manages_directory, locks=False)
def register_organisation(organisation: Organisation, *, by: Actor) -> OrganisationRegistered:
    """Enter an unsaved organisation into the directory."""
    organisation.created_at = organisation.created_at or clock.now()
    organisation.save(force_insert=True)
    return OrganisationRegistered.about(organisation, by=by, name=organisation.name)


@action(may=policies.manages_directory, locks=False)
def register_person(person: Person, *, by: Actor) -> PersonRegistered:
    """Enter an unsaved person into the directory."""
    person.email = (person.email or "").strip().lower() or None
    person.save(force_insert=True)
    return PersonRegistered.about(person, by=by, name=person.name)


@action(may=policies.manages_directory, locks=False)
def grant_role(
    person: Person, *, by: Actor, organisation: Organisation, role: Role, site: Site | None = None
) -> RoleGranted | None:
    """Let a person act for an organisation in a role (no fact if they did already). Raises `WrongSide`."""
    fits = {
        "client": organisation.is_client,
        "supplier": organisation.is_supplier,
        "everyone": organisation.is_provider,
    }
    if not fits[role.side]:
        raise WrongSide(role=role, organisation=organisation)
    membership, made = Membership.objects.get_or_create(
        person=person, organisation=organisation, role=role, defaults={"site": site}
    )
    return RoleGranted.about(membership, by=by, person=person.pk, role=role.code) if made else None


@action(may=policies.manages_directory, locks=False)
def add_site(site: Site, *, by: Actor) -> SiteAdded:
    """Enter an unsaved place of an organisation."""
    site.save(force_insert=True)
    return SiteAdded.about(site, by=by, name=site.name)


@action(may=policies.manages_directory, locks=False)
def form_team(team: Team, *, by: Actor) -> TeamFormed:
    """Enter an unsaved team."""
    team.save(force_insert=True)
    return TeamFormed.about(team, by=by, name=team.name)


@action(may=policies.manages_directory, locks=False)
def join_team(team: Team, *, by: Actor, person: Person) -> None:
    """Put a person into a team; twice is once."""
    TeamMember.objects.get_or_create(
        team=team, person=person, defaults={"organisation_id": team.organisation_id}
    )


@action(may=policies.manages_directory, locks=False)
def open_account(person: Person, *, by: Actor, password: str | None = None) -> AccountOpened:
    """Let a person sign in (without a password: after a reset by mail). Raises `NoAddress`."""
    if not person.email:
        raise NoAddress(person=person)
    Account.objects.create_user(person.email, password, person=person)
    return AccountOpened.about(person, by=by, email=person.email)


@action(may=policies.manages_directory, locks=False)
def make_token(
    person: Person, *, by: Actor, token: str, name: str, expires_at: dt.datetime | None = None
) -> TokenMade:
    """Let a program act for a person with `token` (from `new_token`); only its digest is kept. Raises `NoAccount`."""
    account = Account.objects.filter(person=person).first()
    if account is None:
        raise NoAccount(person=person)
    ApiToken.objects.create(account=account, name=name, digest=token_digest(token), expires_at=expires_at)
    return TokenMade.about(person, by=by, name=name)


@action(may=policies.is_oneself)
def change_preferences(person: Person, *, by: Actor, locale: Locale, zone: str) -> None:
    """Choose one's own language, forms and time zone (a name of the IANA database). It is nobody else's matter, so
    nothing is told. Raises `UnknownZone`."""
    try:
        ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError, OSError) as unknown:
        raise UnknownZone(zone=zone) from unknown
    person.locale, person.zone = locale, zone
