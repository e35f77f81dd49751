"""People and what they were granted."""

from __future__ import annotations

from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.utils.translation import gettext_lazy as _

from vinculo.directory import policies
from vinculo.directory.events import (
    PersonDeactivated,
    PersonReactivated,
    PersonRegistered,
    RoleGranted,
    RoleWithdrawn,
)
from vinculo.directory.models import Locale, Membership, Organisation, Person, Role, Site
from vinculo.directory.roles import DIRECTORY_MANAGE
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


class LastAdministrator(Refusal):
    """Whoever administers cannot lock themself out: so somebody always can."""

    message = _("%(person)s would no longer be able to administer; another administrator can do it.")


@action(may=policies.manages_directory, locks=False)
def register_person(person: Person, *, by: Actor) -> PersonRegistered:
    """Enter an unsaved person into the directory."""
    person.email = (person.email or "").strip().lower() or None
    person.save(force_insert=True)
    return PersonRegistered.about(person, by=by, name=person.name)


@action(may=policies.manages_directory)
def deactivate_person(person: Person, *, by: Actor) -> PersonDeactivated | None:
    """Say that a person has left: they sign in no longer, and what they did stays theirs. Nobody deactivates themself:
    raises `LastAdministrator`."""
    if person.pk == by.person_id:
        raise LastAdministrator(person=person)
    if not person.active:
        return None
    person.active = False
    return PersonDeactivated.about(person, by=by, name=person.name)


@action(may=policies.manages_directory)
def reactivate_person(person: Person, *, by: Actor) -> PersonReactivated | None:
    """Say that a person is back, with the roles that they had (no fact if they were here)."""
    if person.active:
        return None
    person.active = True
    return PersonReactivated.about(person, by=by, name=person.name)


@action(may=policies.manages_directory, locks=False)
def grant_role(
    person: Person, *, by: Actor, organisation: Organisation, role: Role, site: Site | None = None
) -> RoleGranted | None:
    """Let a person act for an organisation in a role (no fact if they do already). Raises `WrongSide`."""
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
    if not made:
        if membership.active:
            return None
        membership.active, membership.site = True, site  # withdrawn once, granted again
        membership.save(update_fields=["active", "site"])
    return RoleGranted.about(membership, by=by, person=person.pk, role=role.code)


@action(may=policies.manages_directory)
def withdraw_role(membership: Membership, *, by: Actor) -> RoleWithdrawn | None:
    """End what a person may do for an organisation in a role; the row stays, inactive (no fact if it is). Nobody takes
    from themself the last role that administers: raises `LastAdministrator`."""
    if not membership.active:
        return None
    if membership.person_id == by.person_id and DIRECTORY_MANAGE in membership.role.permissions:
        others = Membership.objects.filter(
            person=membership.person_id,
            active=True,
            role__side=Role.Side.EVERYONE,
            role__permissions__contains=[DIRECTORY_MANAGE],
        )
        if not others.exclude(pk=membership.pk).exists():
            raise LastAdministrator(person=membership.person)
    membership.active = False
    return RoleWithdrawn.about(membership, by=by, person=membership.person_id, role=membership.role.code)


@action(may=policies.is_oneself)
def change_preferences(person: Person, *, by: Actor, locale: Locale, zone: str) -> None:
    """Choose one's own language, forms and time zone (a name of the IANA database). It is nobody else's matter, so
    nothing is told. Raises `UnknownZone`."""
    try:
        ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError, OSError) as unknown:
        raise UnknownZone(zone=zone) from unknown
    person.locale, person.zone = locale, zone
