"""The directory's verbs. What is new comes as an unsaved row: it is the subject of the act that registers it."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from vinculo.directory import policies
from vinculo.directory.events import (
    AccountOpened,
    OrganisationRegistered,
    PersonRegistered,
    RoleGranted,
    SiteAdded,
    TeamFormed,
)
from vinculo.directory.models import Account, Membership, Organisation, Person, Role, Site, Team, TeamMember
from vinculo.kernel import clock
from vinculo.kernel.actions import action
from vinculo.kernel.refusals import Refusal
from vinculo.kernel.scope import Actor


class WrongSide(Refusal):
    """A client's role in an organisation that is no client, or the like."""

    message = _("The role “%(role)s” cannot be held in %(organisation)s.")
    status = 422


class NoAddress(Refusal):
    """One signs in with an e-mail address."""

    message = _("%(person)s has no e-mail address, so there is nothing to sign in with.")
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
