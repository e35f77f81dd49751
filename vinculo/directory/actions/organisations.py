"""Organisations with their sites and teams."""

from __future__ import annotations

from vinculo.directory import policies
from vinculo.directory.events import OrganisationRegistered, SiteAdded, TeamFormed, TeamJoined, TeamLeft
from vinculo.directory.models import Organisation, Person, Site, Team, TeamMember
from vinculo.kernel import clock
from vinculo.kernel.actions import action
from vinculo.kernel.scope import Actor


@action(may=policies.manages_directory, locks=False)
def register_organisation(organisation: Organisation, *, by: Actor) -> OrganisationRegistered:
    """Enter an unsaved organisation into the directory."""
    organisation.created_at = organisation.created_at or clock.now()
    organisation.save(force_insert=True)
    return OrganisationRegistered.about(organisation, by=by, name=organisation.name)


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
def join_team(team: Team, *, by: Actor, person: Person) -> TeamJoined | None:
    """Put a person into a team; twice is once (and no fact)."""
    _member, made = TeamMember.objects.get_or_create(
        team=team, person=person, defaults={"organisation_id": team.organisation_id}
    )
    return TeamJoined.about(team, by=by, person=person.pk) if made else None


@action(may=policies.manages_directory, locks=False)
def leave_team(team: Team, *, by: Actor, person: Person) -> TeamLeft | None:
    """Take a person out of a team (no fact if they were not in it); what is assigned to them stays so."""
    gone, _kinds = TeamMember.objects.filter(team=team, person=person).delete()
    return TeamLeft.about(team, by=by, person=person.pk) if gone else None
