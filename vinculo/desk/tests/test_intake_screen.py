"""Registering for somebody who telephones or stands at the desk."""

import pytest

from tests.world import World
from vinculo.desk.models import Ticket
from vinculo.desk.tests.staff import HTMX, hidden, signed_in
from vinculo.directory.models import Membership
from vinculo.kernel.scope import acting_as, system_actor


def hat(world: World, name: str) -> int:
    with acting_as(system_actor()):
        return Membership.objects.get(person=world.people[name]).pk


def opened() -> list[Ticket]:
    with acting_as(system_actor()):
        return list(Ticket.objects.select_related("requester", "registered_by", "organisation"))


def filled(**more: str) -> dict[str, str]:
    return {
        "kind": "incident", "channel": "phone", "title": "No hay tono", "description": "Llama desde su móvil.",
        "impact": "department", "urgency": "high", "service": "", "site": "", **more,
    }  # fmt: skip


@pytest.mark.parametrize("name", ["elena", "sergio", "amalia"])
def test_only_the_desk_registers_for_others(world: World, name: str) -> None:
    assert signed_in(world, name).get("/tickets/new/").status_code == 403


def test_ana_finds_the_caller_by_a_part_of_name_mail_or_telephone(world: World) -> None:
    client = signed_in(world, "ana")
    assert "Elena" in client.get("/tickets/new/?find=ele").content.decode()
    part = client.get("/tickets/new/?find=carlos@alb", headers=HTMX).content.decode()
    assert "<html" not in part
    assert "Conservas Albor" in part
    assert "Nadie figura con ese nombre" in client.get("/tickets/new/?find=nadie").content.decode()
    assert "Rafael" not in client.get("/tickets/new/?find=rafael").content.decode().replace("«rafael»", "")


def test_ana_registers_what_elena_tells_by_telephone(world: World) -> None:
    client = signed_in(world, "ana")
    url = f"/tickets/new/?for={hat(world, 'elena')}"
    key = hidden(client.get(url).content.decode(), "request_key")
    answers = [client.post(url, filled(request_key=key)) for _ in range(2)]
    (ticket,) = opened()
    assert [answer["Location"] for answer in answers] == [f"/tickets/{ticket.ref}/"] * 2
    assert (ticket.requester, ticket.registered_by) == (world.people["elena"], world.people["ana"])
    assert (ticket.organisation.slug, ticket.channel, ticket.priority) == ("lucia", "phone", 3)
    assert "<b>Ana</b> lo registró por teléfono" in client.get(f"/tickets/{ticket.ref}/").content.decode()


def test_what_is_missing_is_said_and_what_was_typed_is_kept(world: World) -> None:
    answer = signed_in(world, "ana").post(f"/tickets/new/?for={hat(world, 'elena')}", filled(title=""))
    html = answer.content.decode()
    assert answer.status_code == 422
    assert "Falta el asunto" in html
    assert "Llama desde su móvil." in html


def test_only_the_services_and_sites_of_the_client_are_offered_and_taken(world: World) -> None:
    client = signed_in(world, "ana")
    url = f"/tickets/new/?for={hat(world, 'elena')}"
    html = client.get(url).content.decode()
    assert "Hospital" in html
    assert "Planta de Vigo" not in html
    key = hidden(html, "request_key")
    for wrong in (
        {"service": world.services["erp"].pk},
        {"site": world.sites["albor"].pk},
        {"channel": "api"},
    ):
        assert client.post(url, filled(request_key=key, **wrong)).status_code == 422
    assert opened() == []


@pytest.mark.parametrize("number", ["x", "999999999", "99999999999999999999999"])
def test_a_caller_who_is_not_there_is_a_404(world: World, number: str) -> None:
    assert signed_in(world, "ana").get(f"/tickets/new/?for={number}").status_code == 404


def test_a_colleague_is_no_caller(world: World) -> None:
    assert signed_in(world, "ana").get(f"/tickets/new/?for={hat(world, 'rafael')}").status_code == 404
