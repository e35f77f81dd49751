"""The demonstration company: organisations, places, teams, services and categories, first drawn, then entered by the
verbs of directory and catalogue. Every name is invented."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from django.contrib.auth.hashers import make_password

from vinculo.catalogue.actions import add_category, offer_service, subscribe
from vinculo.catalogue.models import Category, Service
from vinculo.demonstration.people import EVERYBODY, FIGURES, Figure
from vinculo.directory.actions import (
    add_site,
    form_team,
    grant_role,
    join_team,
    open_account,
    register_organisation,
    register_person,
)
from vinculo.directory.models import Account, Organisation, Person, Role, Site, Team
from vinculo.kernel.scope import Actor, Side

PASSWORD = "vinculo-demostracion"  # noqa: S105 - written in the manual, for demonstration only
PROVIDER = "quintabra"

ORGANISATIONS: dict[str, dict[str, Any]] = {
    "quintabra": {
        "name": "Quintabra Servicios Gestionados", "is_provider": True, "country": "ES", "locale": "es_ES",
        "zone": "Europe/Madrid", "currency": "EUR",
    },
    "almadrona": {
        "name": "Conservas Almadroña", "is_client": True, "country": "ES", "locale": "es_ES",
        "zone": "Europe/Madrid", "currency": "EUR",
    },
    "guaranda": {
        "name": "Seguros Guarandá", "is_client": True, "country": "CO", "locale": "es_CO",
        "zone": "America/Bogota", "currency": "COP",
    },
    "amaranta": {
        "name": "Hospital Santa Amaranta", "is_client": True, "country": "MX", "locale": "es_MX",
        "zone": "America/Mexico_City", "currency": "MXN",
    },
    "redalmar": {
        "name": "Redalmar Comunicaciones", "is_supplier": True, "is_client": True, "country": "ES",
        "locale": "es_ES", "zone": "Europe/Madrid", "currency": "EUR",
    },
}  # fmt: skip

SITES = {
    "almadrona": ("Oficinas de Madrid", "Planta de Vigo", "Almacén de Getafe"),
    "guaranda": ("Dirección general, Bogotá", "Sucursal Medellín"),
    "amaranta": ("Hospital central", "Clínica de Toluca"),
    "redalmar": ("Oficina de Alicante",),
}

TEAMS = {
    "desk": "Mesa de servicio",
    "workplace": "Puesto de trabajo",
    "systems": "Sistemas y aplicaciones",
    "network": "Redes y comunicaciones",
}

# code: (name, the team that knows it best, what it lets people achieve)
SERVICES = {
    "workplace": ("Puesto de trabajo", "workplace",
        "Que cada persona empiece su jornada con un equipo que arranca, responde y está protegido."),
    "mail": ("Correo y calendario", "systems",
        "Que los mensajes lleguen a quien deben, a tiempo, y que las reuniones no se pisen."),
    "collaboration": ("Reuniones y colaboración", "workplace",
        "Que personas de varias sedes decidan juntas sin tener que desplazarse."),
    "identity": ("Identidades y accesos", "desk",
        "Que cada persona entre en lo que necesita desde el primer día, y en nada más."),
    "print": ("Impresión y etiquetado", "workplace",
        "Que lo que debe ir en papel o en etiqueta salga legible, donde y cuando hace falta."),
    "network": ("Red y acceso remoto", "network",
        "Que se trabaje igual en la sede, en otra ciudad o en casa."),
    "telephony": ("Telefonía y centro de llamadas", "network",
        "Que ninguna llamada de un cliente o de un paciente quede sin atender."),
    "erp": ("ERP y facturación", "systems",
        "Que se compre, se facture y se cierre el mes con cifras que cuadran."),
    "documents": ("Documentos y copias", "systems",
        "Que todo documento se encuentre, se comparta con quien debe y se recupere si se pierde."),
    "clinical": ("Expediente clínico", "systems",
        "Que quien atiende a un paciente tenga su historia completa delante, a cualquier hora."),
}  # fmt: skip

OFFICE = tuple(code for code in SERVICES if code != "clinical")
SUBSCRIPTIONS = {
    "almadrona": OFFICE,
    "guaranda": OFFICE,
    "amaranta": tuple(SERVICES),
    "redalmar": ("workplace", "mail", "collaboration", "identity", "documents"),
}

# code: (name, the category that it is within)
CATEGORIES = {
    "hardware": ("Equipo", ""),
    "peripherals": ("Periféricos", "hardware"),
    "printers": ("Impresoras y etiquetadoras", "hardware"),
    "software": ("Programas", ""),
    "installation": ("Instalación y actualización", "software"),
    "access": ("Accesos", ""),
    "password": ("Contraseña y doble factor", "access"),
    "joiners": ("Altas, bajas y cambios de puesto", "access"),
    "connectivity": ("Conectividad", ""),
    "performance": ("Lentitud", ""),
    "data": ("Datos y documentos", ""),
    "messages": ("Mensajes y calendario", ""),
    "calls": ("Llamadas", ""),
    "supplies": ("Suministros", ""),
    "question": ("Consulta de uso", ""),
}


@dataclass(slots=True)
class Company:
    """Everything that a story may point at, by its short name."""

    organisations: dict[str, Organisation] = field(default_factory=dict)
    sites: dict[str, Site] = field(default_factory=dict)
    people: dict[str, Person] = field(default_factory=dict)
    teams: dict[str, Team] = field(default_factory=dict)
    services: dict[str, Service] = field(default_factory=dict)
    topics: dict[str, Category] = field(default_factory=dict)

    def actor(self, slug: str) -> Actor:
        """Who is written beside what this person does in the stories."""
        person = self.people[slug]
        side = Side.EVERYONE
        if FIGURES[slug].home != PROVIDER:
            side = Side.SUPPLIER if "supplier_person" in FIGURES[slug].roles else Side.CLIENT
        return Actor(side=side, name=person.name, person_id=person.pk, organisation_id=person.organisation_id)


def draw_company() -> Company:
    """The whole company, nothing of it saved."""
    company = Company()
    for slug, given in ORGANISATIONS.items():
        company.organisations[slug] = Organisation(slug=slug, **given)
    provider = company.organisations[PROVIDER]
    for slug, names in SITES.items():
        home = company.organisations[slug]
        company.sites |= {name: Site(organisation=home, name=name, zone=home.zone) for name in names}
    for code, name in TEAMS.items():
        company.teams[code] = Team(organisation=provider, code=code, name=name)
    for code, (name, _team, value) in SERVICES.items():
        company.services[code] = Service(organisation=provider, code=code, name=name, value=value)
    for code, (name, within) in CATEGORIES.items():
        parent = company.topics.get(within)
        company.topics[code] = Category(organisation=provider, code=code, name=name, parent=parent)
    for figure in EVERYBODY:
        company.people[figure.slug] = _person(figure, company.organisations[figure.home])
    return company


def _person(figure: Figure, home: Organisation) -> Person:
    return Person(
        organisation=home,
        name=figure.name,
        email=figure.email,
        job_title=figure.job,
        locale=figure.locale or home.locale,
        zone=figure.zone or home.zone,
        faces_clients=figure.home == PROVIDER,
    )


def found_company(*, by: Actor, since: dt.date) -> Company:
    """Enter the company into an empty directory; its clients have their services from `since` on."""
    company = draw_company()
    for organisation in company.organisations.values():
        register_organisation(organisation, by=by)
    for site in company.sites.values():
        add_site(site, by=by)
    for team in company.teams.values():
        form_team(team, by=by)
    for service in company.services.values():
        offer_service(service, by=by)
    for slug, codes in SUBSCRIPTIONS.items():
        for code in codes:
            subscribe(company.organisations[slug], by=by, service=company.services[code], since=since)
    for category in company.topics.values():
        add_category(category, by=by)
    roles = {role.code: role for role in Role.objects.all()}
    for figure in EVERYBODY:
        _welcome(company, figure, by=by, roles=roles)
    # One password for all, known to whoever reads this: hashed once, for thirty good hashes take seconds.
    Account.objects.filter(person__in=company.people.values()).update(password=make_password(PASSWORD))
    return company


def _welcome(company: Company, figure: Figure, *, by: Actor, roles: dict[str, Role]) -> None:
    """Enter one person: directory, account, roles, teams."""
    person = company.people[figure.slug]
    register_person(person, by=by)
    open_account(person, by=by)
    home, site = company.organisations[figure.home], company.sites.get(figure.place)
    for code in figure.roles:
        grant_role(person, by=by, organisation=home, role=roles[code], site=site)
    for slug, code in figure.also:
        grant_role(person, by=by, organisation=company.organisations[slug], role=roles[code])
    for code in figure.teams:
        join_team(company.teams[code], by=by, person=person)
