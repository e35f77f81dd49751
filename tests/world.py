"""One small named world: a provider, two clients, a supplier, eight people. Built once; every test rolls back."""

from __future__ import annotations

from dataclasses import dataclass, field

from vinculo.catalogue.models import Category, Service, Subscription
from vinculo.desk.actions import open_ticket
from vinculo.desk.models import Kind, Ticket
from vinculo.directory.actions import (
    grant_role,
    join_team,
    open_account,
    register_organisation,
    register_person,
)
from vinculo.directory.actors import actor_of
from vinculo.directory.models import Account, Organisation, Person, Role, Site, Team
from vinculo.kernel import clock
from vinculo.kernel.scope import Actor, acting_as, system_actor

PASSWORD = "una contraseña de pruebas"


@dataclass
class World:
    """Names of the world, so that tests are sentences about people."""

    organisations: dict[str, Organisation] = field(default_factory=dict)
    people: dict[str, Person] = field(default_factory=dict)
    teams: dict[str, Team] = field(default_factory=dict)
    services: dict[str, Service] = field(default_factory=dict)
    sites: dict[str, Site] = field(default_factory=dict)
    topics: dict[str, Category] = field(default_factory=dict)

    def actor(self, name: str) -> Actor:
        """The actor behind a person of the world."""
        found = actor_of(self.account(name))
        assert found is not None, name
        return found

    def account(self, name: str) -> Account:
        """The account of a person of the world."""
        return Account.objects.get(person_id=self.people[name].pk)

    def ticket(
        self, requester: str = "elena", title: str = "La impresora no imprime", **more: object
    ) -> Ticket:
        """A ticket that a client's person has just opened in the portal."""
        actor = self.actor(requester)
        with acting_as(actor):
            organisation = Organisation.objects.get(pk=actor.organisations[0])
            told = open_ticket(
                organisation,
                by=actor,
                requester=self.people[requester],
                title=title,
                description="Desde esta mañana.",
                **{"impact": "department", "urgency": "high", "kind": Kind.INCIDENT, **more},  # type: ignore[arg-type]
            )
        assert isinstance(told.subject, Ticket)
        return told.subject


# name: (organisation, job title, roles, teams)
PEOPLE = {
    "ana": ("nexo", "Agente", ["agent"], ["desk"]),
    "rafael": ("nexo", "Responsable de la mesa", ["desk_manager"], ["desk", "systems"]),
    "irene": ("nexo", "Gestora de entrega", ["delivery_manager"], []),
    "amalia": ("nexo", "Auditora", ["auditor"], []),
    "elena": ("lucia", "Recepción", ["client_user"], []),
    "marta": ("lucia", "Directora de operaciones", ["client_manager"], []),
    "carlos": ("albor", "Planta de Vigo", ["client_user"], []),
    "sergio": ("etiquetex", "Técnico", ["supplier_person"], []),
}


def build() -> World:
    """Make the world in the open transaction."""
    world = World()
    system = system_actor()
    with acting_as(system):
        _organisations(world, system)
        _catalogue(world)
        roles = {role.code: role for role in Role.objects.all()}
        for name, (home, job, held, teams) in PEOPLE.items():
            person = Person(
                organisation=world.organisations[home],
                name=name.capitalize(),
                email=f"{name}@{home}.example",
                job_title=job,
                faces_clients=home == "nexo",
            )
            register_person(person, by=system)
            open_account(person, by=system, password=PASSWORD)
            for code in held:
                grant_role(person, by=system, organisation=world.organisations[home], role=roles[code])
            for team in teams:
                join_team(world.teams[team], by=system, person=person)
            world.people[name] = person
    return world


def _organisations(world: World, system: Actor) -> None:
    for slug, name, kind in (
        ("nexo", "Nexo Servicios", "is_provider"),
        ("lucia", "Clínica Santa Lucía", "is_client"),
        ("albor", "Conservas Albor", "is_client"),
        ("etiquetex", "Etiquetex", "is_supplier"),
    ):
        organisation = Organisation(slug=slug, name=name, country="ES", **{kind: True})
        register_organisation(organisation, by=system)
        world.organisations[slug] = organisation
    for code, name in (("desk", "Mesa de servicio"), ("systems", "Sistemas")):
        world.teams[code] = Team.objects.create(
            organisation=world.organisations["nexo"], code=code, name=name
        )
    for slug, name in (("lucia", "Hospital"), ("albor", "Planta de Vigo")):
        world.sites[slug] = Site.objects.create(
            organisation=world.organisations[slug], name=name, zone="Europe/Madrid"
        )


def _catalogue(world: World) -> None:
    nexo = world.organisations["nexo"]
    for code, name, clients in (("print", "Impresión", ["lucia", "albor"]), ("erp", "ERP", ["albor"])):
        service = Service.objects.create(organisation=nexo, code=code, name=name)
        world.services[code] = service
        for client in clients:
            Subscription.objects.create(
                organisation=world.organisations[client], service=service, since=clock.now().date()
            )
    world.topics["hardware"] = Category.objects.create(organisation=nexo, code="hardware", name="Equipo")
