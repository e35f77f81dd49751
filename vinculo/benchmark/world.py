"""The small tables of the benchmark's company: whom the tickets belong to. Made through the product's own verbs."""

from __future__ import annotations

import secrets
from dataclasses import dataclass

from vinculo.benchmark.chunks import Client, Company
from vinculo.catalogue.models import Category, Service, Subscription
from vinculo.directory.actions import (
    grant_role,
    join_team,
    open_account,
    register_organisation,
    register_person,
)
from vinculo.directory.actors import token_digest
from vinculo.directory.models import Account, ApiToken, Organisation, Person, Role, Site, Team
from vinculo.kernel import clock
from vinculo.kernel.scope import Actor, acting_as, system_actor

CLIENTS, PEOPLE, AGENTS, TEAMS, SERVICES = 20, 200, 20, 5, 10
PROVIDER = "banco-de-pruebas"
PLACES = (
    ("ES", "es_ES", "Europe/Madrid"),
    ("CO", "es_CO", "America/Bogota"),
    ("CL", "es_CL", "America/Santiago"),
)
TEAM_CODES = ("desk", "systems", "network", "applications", "field")
TOPICS = ("Equipo", "Impresión", "Correo", "Red", "Aplicaciones", "Accesos", "Telefonía", "Datos")


def build() -> None:
    """Make provider, clients, people, teams and services in an empty database."""
    system = system_actor()
    with acting_as(system):
        provider = Organisation(slug=PROVIDER, name="Banco de Pruebas", country="ES", is_provider=True)
        register_organisation(provider, by=system)
        roles = {role.code: role for role in Role.objects.all()}
        teams = [
            Team.objects.create(organisation=provider, code=code, name=code.title()) for code in TEAM_CODES
        ]
        for number in range(AGENTS):
            agent = _person(provider, f"agente{number + 1}", by=system, faces_clients=True)
            grant_role(agent, by=system, organisation=provider, role=roles["agent"])
            join_team(teams[number % TEAMS], by=system, person=agent)
        services = [
            Service.objects.create(organisation=provider, code=f"servicio-{n}", name=f"Servicio {n}")
            for n in range(1, SERVICES + 1)
        ]
        for name in TOPICS:
            Category.objects.create(organisation=provider, code=name.lower(), name=name)
        for number in range(CLIENTS):
            _client(number, roles, services, by=system)


def _client(number: int, roles: dict[str, Role], services: list[Service], *, by: Actor) -> None:
    country, locale, zone = PLACES[number % len(PLACES)]
    organisation = Organisation(
        slug=f"cliente-{number + 1}", name=f"Cliente {number + 1}", is_client=True,
        country=country, locale=locale, zone=zone,
    )  # fmt: skip
    register_organisation(organisation, by=by)
    Site.objects.create(organisation=organisation, name="Sede", zone=zone)
    for service in services[number % 3 :]:
        Subscription.objects.create(organisation=organisation, service=service, since=clock.now().date())
    for seat in range((PEOPLE - AGENTS) // CLIENTS):
        person = _person(organisation, f"persona{seat + 1}.cliente{number + 1}", by=by, faces_clients=False)
        role = roles["client_manager" if seat == 0 else "client_user"]
        grant_role(person, by=by, organisation=organisation, role=role)


def _person(organisation: Organisation, name: str, *, by: Actor, faces_clients: bool) -> Person:
    person = Person(
        organisation=organisation, name=name.replace(".", " de ").capitalize(), email=f"{name}@example.com",
        locale=organisation.locale, zone=organisation.zone, faces_clients=faces_clients,
    )  # fmt: skip
    register_person(person, by=by)
    return person


def company() -> Company:
    """Read the keys again, in a stable order."""
    found = Company()
    with acting_as(system_actor()):
        provider = Organisation.objects.get(slug=PROVIDER)
        found.teams = list(
            Team.objects.filter(organisation=provider).order_by("pk").values_list("pk", flat=True)
        )
        found.topics = list(
            Category.objects.filter(organisation=provider).order_by("pk").values_list("pk", flat=True)
        )
        found.agents = list(
            Person.objects.filter(organisation=provider).order_by("pk").values_list("pk", "name")
        )
        for organisation in Organisation.objects.filter(is_client=True, slug__startswith="cliente-").order_by(
            "pk"
        ):
            own = Subscription.objects.filter(organisation=organisation).order_by("service_id")
            found.clients.append(
                Client(
                    organisation=organisation.pk,
                    people=list(
                        Person.objects.filter(organisation=organisation)
                        .order_by("pk")
                        .values_list("pk", flat=True)
                    ),
                    services=list(own.values_list("service_id", flat=True)),
                    site=Site.objects.get(organisation=organisation).pk,
                )
            )
    return found


@dataclass(frozen=True)
class Key:
    """How one of the company's people gets in."""

    email: str
    password: str
    token: str


def key(email: str) -> Key:
    """A new password and API token for a person; what they had before no longer counts."""
    system = system_actor()
    password, token = secrets.token_urlsafe(16), secrets.token_urlsafe(32)
    with acting_as(system):
        person = Person.objects.get(email=email)
        account = Account.objects.filter(person=person).first()
        if account is None:
            open_account(person, by=system, password=password)
            account = Account.objects.get(person=person)
        else:
            account.set_password(password)
            account.save(update_fields=["password"])
        ApiToken.objects.filter(account=account).delete()
        ApiToken.objects.create(account=account, name="benchmark", digest=token_digest(token))
    return Key(email=email, password=password, token=token)


AGENT = "agente1@example.com"
USER = "persona2.cliente1@example.com"
MANAGER = "persona1.cliente1@example.com"


def creator(number: int) -> str:
    """The e-mail of the client's person behind one of the clients that create at once."""
    return f"persona3.cliente{number + 2}@example.com"
