"""What is asked of the directory's tables."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, IntegerField, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import Http404

from vinculo.directory.models import Membership, Organisation, Person, Site, Team, TeamMember
from vinculo.kernel.scope import Actor
from vinculo.kernel.web import find, seen

KINDS = {"client": "is_client", "supplier": "is_supplier", "provider": "is_provider"}
"""What an organisation may be to us, by the word in the address."""

FOUND = 8
"""People shown beside organisations when a name is looked for."""


def organisations(by: Actor, *, kind: str = "", words: str = "") -> QuerySet[Any]:
    """The organisations of a kind whose name holds the words, with `people_count` (those who are active). An unknown
    kind is a 404."""
    rows = seen(Organisation, by)
    if kind:
        if kind not in KINDS:
            raise Http404
        rows = rows.filter(**{KINDS[kind]: True})
    if words:
        rows = rows.filter(Q(name__icontains=words) | Q(slug__icontains=words))
    people = Person.objects.filter(organisation=OuterRef("pk"), active=True).order_by()
    count = people.values("organisation").annotate(n=Count("pk")).values("n")
    counted = Coalesce(Subquery(count, output_field=IntegerField()), 0)
    return rows.annotate(people_count=counted).order_by("name", "pk")


def people_named(by: Actor, words: str) -> list[Person]:
    """The first people, of whatever organisation, whose name or address holds the words."""
    named = Q(name__icontains=words) | Q(email__icontains=words)
    rows = seen(Person, by).filter(named).select_related("organisation")
    return list(rows.order_by("-active", "name", "pk")[:FOUND])


def organisation_of(by: Actor, slug: str) -> Organisation:
    """The organisation of an address; raises Http404."""
    return find(Organisation, by, slug=slug)


def people_of(by: Actor, organisation: Organisation, words: str = "") -> QuerySet[Person]:
    """Who comes from an organisation or acts for it, those who have left at the end, with the roles held there."""
    hats = Membership.objects.filter(organisation=organisation, active=True)
    acts = Q(pk__in=hats.values("person"))
    rows = seen(Person, by).filter(Q(organisation=organisation) | acts)
    if words:
        rows = rows.filter(Q(name__icontains=words) | Q(email__icontains=words))
    held = Prefetch("memberships", hats.select_related("role").order_by("role__name"), to_attr="hats")
    return rows.select_related("account").prefetch_related(held).order_by("-active", "name", "pk")


def sites_of(by: Actor, organisation: Organisation) -> QuerySet[Site]:
    """The places of an organisation."""
    return seen(Site, by).filter(organisation=organisation).order_by("name")


def teams_of(by: Actor, organisation: Organisation) -> QuerySet[Any]:
    """The teams of an organisation with `size`, how many active people work in each."""
    size = Count("members", filter=Q(members__person__active=True))
    return seen(Team, by).filter(organisation=organisation, active=True).annotate(size=size).order_by("name")


def person_of(by: Actor, uuid: object) -> Person:
    """The person of an address, with account and organisation; raises Http404."""
    return find(Person.objects.select_related("organisation", "account"), by, uuid=uuid)


def memberships_of(by: Actor, person: Person) -> list[Membership]:
    """What a person was granted, what was withdrawn at the end."""
    rows = seen(Membership, by).filter(person=person).select_related("organisation", "role", "site")
    return list(rows.order_by("-active", "organisation__name", "role__name"))


def team_places_of(by: Actor, person: Person) -> list[TeamMember]:
    """The teams that a person works in."""
    rows = seen(TeamMember, by).filter(person=person).select_related("team", "team__organisation")
    return list(rows.order_by("team__name"))


def teams_to_join(by: Actor, person: Person) -> QuerySet[Team]:
    """The teams that a person is not in: the provider's, and those of organisations that they act for."""
    acts = Membership.objects.filter(person=person, active=True).values("organisation")
    near = (
        Q(organisation__is_provider=True) | Q(organisation__in=acts) | Q(organisation=person.organisation_id)
    )
    rows = seen(Team, by).filter(near, active=True).exclude(members__person=person)
    return rows.select_related("organisation").order_by("name", "pk")
