"""Every address of the product, who comes to it, and what they are told."""

from __future__ import annotations

import csv
import re
import uuid
from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path
from typing import Any

from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from tests.world import World
from vinculo.desk.actions import add_note, assign, reply, resolve, share, wait
from vinculo.desk.matrices import default_cells
from vinculo.desk.models import ResolutionCode, Ticket, WaitReason
from vinculo.directory.actions import grant_role, open_account, register_person
from vinculo.directory.models import Membership, Person, Role
from vinculo.kernel.scope import acting_as, system_actor

TABLE = Path(__file__).with_name("access.csv")

PEOPLE = {
    "anonymous": "",
    "client_user": "elena",  # who asked for the ticket
    "client_manager": "marta",
    "colleague": "beatriz",  # a user of the same client, who did not ask
    "stranger": "carlos",  # another client's user
    "agent": "ana",
    "desk_manager": "rafael",
    "delivery_manager": "irene",
    "relationship_manager": "nuria",
    "relationship_agent": "pablo",
    "auditor": "amalia",
    "supplier_person": "sergio",  # the ticket is shared with his firm
    "administrator": "teresa",
}
NEWCOMERS = {
    "beatriz": ("lucia", "client_user"),
    "nuria": ("nexo", "relationship_manager"),
    "pablo": ("nexo", "relationship_agent"),
    "teresa": ("nexo", "administrator"),
}
SECRETS = ("Zafiro", "Turmalina", "Ópalo", "Elena", "Clínica Santa", "Hospital")
"""Words of Elena's ticket: its subject, a reply, a note, her name, her organisation and its site."""


def addresses() -> list[str]:
    """Every pattern of the URL configuration, once."""

    def walk(resolver: URLResolver, before: str = "") -> Iterator[str]:
        for part in resolver.url_patterns:
            here = before + str(part.pattern)
            if isinstance(part, URLPattern):
                yield here
            else:
                yield from walk(part, here)

    return sorted({f"/{address}" for address in walk(get_resolver())})


def rows() -> list[dict[str, str]]:
    """The table as it is written: one row for an address, a method and a state of the ticket."""
    with TABLE.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def write(table: list[dict[str, str]]) -> None:
    """Write the table down."""
    with TABLE.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, ["url", "method", "ticket", *PEOPLE], lineterminator="\n")
        writer.writeheader()
        writer.writerows(table)


class Place:
    """The named world with everybody in it and Elena's ticket, open or resolved."""

    def __init__(self, world: World) -> None:
        self.world = world
        self._come()
        with acting_as(system_actor()):
            self.hat = Membership.objects.get(person=world.people["beatriz"])
        self.open = self.made_by_elena()
        self.resolved = self.made_by_elena()
        ana = world.actor("ana")
        with acting_as(ana):
            resolve(self.resolved, by=ana, resolution="Turmalina", code=ResolutionCode.PERMANENT)

    def _come(self) -> None:
        system = system_actor()
        with acting_as(system):
            for name, (home, code) in NEWCOMERS.items():
                organisation = self.world.organisations[home]
                person = Person(
                    organisation=organisation, name=name.capitalize(), email=f"{name}@{home}.example"
                )
                register_person(person, by=system)
                open_account(person, by=system)
                grant_role(person, by=system, organisation=organisation, role=Role.objects.get(code=code))
                self.world.people[name] = person

    def made_by_elena(self) -> Ticket:
        """A ticket with a reply and a note, shared with the supplier."""
        world, ana = self.world, self.world.actor("ana")
        ticket = world.ticket("elena", title="Zafiro no arranca", site=world.sites["lucia"])
        with acting_as(ana):
            assign(ticket, by=ana, team=world.teams["desk"], assignee=world.people["ana"])
            reply(ticket, by=ana, body="Turmalina")
            add_note(ticket, by=ana, body="Ópalo")
            share(ticket, by=ana, supplier=world.organisations["etiquetex"])
            wait(ticket, by=ana, reason=WaitReason.PART)  # so that every verb of the desk has something to do
        return ticket

    def path(self, url: str, ticket: str = "open") -> str:
        """An address with the places of its pattern filled in."""
        given = {
            "ref": (self.resolved if ticket == "resolved" else self.open).ref,
            "supplier": "etiquetex",
            "code": "default",
            "kind": "incident",
            "slug": "agent",
            "organisation": "lucia",
            "person": str(self.world.people["beatriz"].uuid),
            "membership": str(self.hat.pk),
            "team": str(self.world.teams["desk"].pk),
        }
        url = url.replace(
            r"^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$", "password/reset/key/1-x/"
        )
        return re.sub(r"<(?:\w+:)?(\w+)>", lambda found: given[found[1]], url)

    def body(self, url: str) -> dict[str, Any]:
        """What a form that was filled in well sends to an address."""
        world = self.world
        desk, ana = world.teams["desk"].pk, world.people["ana"].pk
        with acting_as(system_actor()):
            hat = Membership.objects.get(person=world.people["elena"]).pk
        demand = {"title": "No hay red", "impact": "site", "urgency": "high", "kind": "incident"}
        key = str(uuid.uuid4())
        bodies: dict[str, dict[str, Any]] = {
            "/tickets/<str:ref>/message/": {"body": "Hola", "mode": "reply", "request_key": key},
            "/tickets/<str:ref>/assign/": {"to": f"{desk}:{ana}"},
            "/tickets/<str:ref>/wait/": {"reason": "part"},
            "/tickets/<str:ref>/resolve/": {"resolution": "Hecho", "code": "permanent"},
            "/tickets/<str:ref>/reclassify/": {"impact": "person", "urgency": "low", "reason": "Solo a una"},
            "/tickets/<str:ref>/share/": {"supplier": world.organisations["etiquetex"].pk},
            "/tickets/<str:ref>/cancel/": {"reason": "Duplicado"},
            "/tickets/new/?for": {**demand, "channel": "phone", "request_key": key},
            "/matrices/<slug:code>/": cells("person:low", 4),
            "/portal/new/<str:kind>/": {
                "title": "No hay red", "description": "Desde hoy", "whom": "person", "work": "no", "impact": "person",
                "urgency": "critical", "request_key": key,
            },
            "/portal/cases/<slug:ref>/": {"act": "reply", "body": "Hola", "request_key": key},
            "/preferences/": {"locale": "es_ES", "zone": "Europe/Madrid"},
            "/organisations/new/": {
                "name": "Astilleros Norte", "is_client": "on", "country": "ES", "locale": "es_ES",
                "zone": "Europe/Madrid", "currency": "EUR",
            },
            "/organisations/<slug:organisation>/people/new/": {
                "name": "Olga", "email": "olga@x.example", "locale": "es_ES", "zone": "Europe/Madrid", "key": key,
            },
            "/organisations/<slug:organisation>/sites/new/": {"name": "Anexo", "zone": "Europe/Madrid"},
            "/organisations/<slug:organisation>/teams/new/": {"name": "Informática"},
            "/people/<uuid:person>/roles/grant/": {
                "organisation": world.organisations["lucia"].pk, "role": "client_manager",
            },
            "/people/<uuid:person>/teams/join/": {"team": desk},
            "/api/v1/tickets": {
                **demand,
                "organisation": str(world.organisations["lucia"].uuid),
                "requester": str(world.people["elena"].uuid),
            },
            "/api/v1/tickets/<ref>/replies": {"body": "Hola"},
            "/api/v1/tickets/<ref>/notes": {"body": "Hola"},
            "/api/v1/tickets/<ref>/wait": {"reason": "part"},
            "/api/v1/tickets/<ref>/resolve": {"resolution": "Hecho", "code": "permanent"},
            "/api/v1/tickets/<ref>/assign": {"team": str(world.teams["desk"].uuid)},
            "/api/v1/tickets/<ref>/reject": {"body": "Sigue igual"},
        }  # fmt: skip
        if url == "/tickets/new/":
            return {"?for": hat, **bodies["/tickets/new/?for"]}
        return bodies.get(url, {})

    def browser(self, kind: str) -> Client:
        """A browser in which that kind of person has signed in (or nobody)."""
        client = Client(raise_request_exception=False)
        if PEOPLE[kind]:
            client.force_login(self.world.account(PEOPLE[kind]))
        return client

    def asked(self, client: Client, row: dict[str, str]) -> Any:
        """The answer to one row of the table; the browser is as it was afterwards, whatever the answer said."""
        cookies = deepcopy(client.cookies)
        try:
            return self._asked(client, row)
        finally:
            client.cookies = cookies

    def _asked(self, client: Client, row: dict[str, str]) -> Any:
        path = self.path(row["url"], row["ticket"])
        if row["method"] == "GET":
            return client.get(path)
        body = self.body(row["url"])
        hat = body.pop("?for", None)
        if path.startswith("/api/"):
            return client.post(path, body, content_type="application/json")
        return client.post(f"{path}?for={hat}" if hat else path, body)


def cells(changed: str, priority: int) -> dict[str, int]:
    """The default matrix as its form sends it, with one cell changed."""
    return {**default_cells(), changed: priority}


def verdict(answer: Any) -> str:
    """What an answer says to who asked: its status, or `login` where it sends them to sign in."""
    if answer.status_code == 302 and answer["Location"].startswith("/accounts/login/"):
        return "login"
    return str(answer.status_code)
