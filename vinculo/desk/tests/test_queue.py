"""The queue: what is in it for whom, in which order, how it is narrowed, and what it costs."""

import functools

import pytest
from django.test import Client

from tests.world import World
from vinculo.desk.actions import assign, reply, resolve, share, start, wait
from vinculo.desk.models import ResolutionCode, WaitReason
from vinculo.desk.pages import page_of
from vinculo.desk.tests.staff import HTMX, does, later, refs, signed_in, statements


def test_a_stranger_is_led_to_the_door(db: None) -> None:
    assert Client().get("/queue/")["Location"].startswith("/accounts/login/")


@pytest.mark.parametrize("name", ["elena", "marta"])
def test_a_clients_person_may_not_open_the_queue(world: World, name: str) -> None:
    client = signed_in(world, name)
    assert client.get("/queue/").status_code == 403
    assert client.get("/queue/filters/").status_code == 403


@pytest.mark.parametrize(
    ("name", "place"),
    [("ana", "/queue/"), ("amalia", "/queue/"), ("sergio", "/queue/"), ("elena", "/portal/")],
)
def test_each_kind_of_person_begins_on_their_first_page(world: World, name: str, place: str) -> None:
    assert signed_in(world, name).get("/")["Location"] == place


def test_what_is_graver_comes_first_and_then_what_is_older(world: World) -> None:
    low = world.ticket(impact="person", urgency="low")
    first = world.ticket("carlos", impact="site", urgency="high")
    second = world.ticket(impact="site", urgency="high")
    html = signed_in(world, "ana").get("/queue/").content.decode()
    assert refs(html) == [first.ref, second.ref, low.ref]
    assert "P2 · alta" in html


def test_the_views_divide_the_work(world: World) -> None:
    mine, hers, waits, done = (world.ticket() for _ in range(4))
    does(world, "ana", mine, assign, assignee=world.people["ana"])
    does(world, "rafael", hers, assign, assignee=world.people["rafael"])
    does(world, "rafael", waits, wait, reason=WaitReason.SUPPLIER)
    does(world, "rafael", done, resolve, resolution="Hecho.", code=ResolutionCode.PERMANENT)
    client = signed_in(world, "ana")

    def shown(view: str) -> set[str]:
        return set(refs(client.get(f"/queue/?view={view}").content.decode()))

    assert shown("mine") == {mine.ref}
    assert shown("unassigned") == {waits.ref}
    assert shown("waiting") == {waits.ref}
    assert shown("resolved") == {done.ref}
    assert shown("all") == {mine.ref, hers.ref, waits.ref, done.ref}
    assert client.get("/queue/?view=nothing").status_code == 404


def test_ana_sees_who_waits_for_whom(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    answered, paused = world.ticket(), world.ticket()
    later(monkeypatch, minutes=75)
    does(world, "ana", answered, reply, body="¿Está encendida?")
    does(world, "elena", answered, reply, body="Sí.")
    does(world, "ana", paused, wait, reason=WaitReason.APPOINTMENT)
    html = signed_in(world, "ana").get("/queue/").content.decode()
    assert html.count("Respondió") == 1
    assert "· acordada" in html
    assert "1 h 15 min" in html.replace("\xa0", " ")


def test_a_new_ticket_is_not_called_answered(world: World) -> None:
    world.ticket()
    assert "Respondió" not in signed_in(world, "ana").get("/queue/").content.decode()


def test_filters_live_in_the_address_and_go_one_by_one(world: World) -> None:
    wanted = world.ticket(impact="site", urgency="high")
    world.ticket("carlos", impact="site", urgency="high")
    world.ticket(impact="person", urgency="low")
    lucia = world.organisations["lucia"].pk
    html = signed_in(world, "ana").get(f"/queue/?priority=2&organisation={lucia}").content.decode()
    assert refs(html) == [wanted.ref]
    assert "Clínica Santa Lucía</b>" in html
    assert 'href="?priority=2"' in html
    assert f'href="?organisation={lucia}"' in html
    assert "1 ticket con estos filtros" in html


@pytest.mark.parametrize(
    "address",
    [
        "?priority=9&state=x",
        "?organisation=x",
        "?organisation=999999999999999999999",
        "?is_major=maybe",
        "?sort=words",
        "?after=%%%",
        "?after=e30",
        "?before=W10",
        "?after=WyJ4IiwgInkiLCAieiJd",
    ],
)
def test_an_old_or_broken_address_still_opens(world: World, address: str) -> None:
    ticket = world.ticket()
    answer = signed_in(world, "ana").get(f"/queue/{address}")
    assert answer.status_code == 200
    assert refs(answer.content.decode()) == [ticket.ref]


def test_pages_follow_each_other_without_a_gap(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("vinculo.desk.views.queue.page_of", functools.partial(page_of, size=2))
    levels = [("person", "low"), ("site", "high"), ("department", "low"), ("person", "low"), ("site", "high")]
    for impact, urgency in levels:
        world.ticket(impact=impact, urgency=urgency)
    client = signed_in(world, "ana")
    for order in ("", "&sort=-opened_at", "&sort=ref"):
        seen: list[str] = []
        address = f"/queue/?view=open{order}"
        back = ""
        while address:
            answer = client.get(address)
            seen += refs(answer.content.decode())
            back = answer.context["previous"]
            address = answer.context["next"] and f"/queue/{answer.context['next']}"
        assert len(seen) == len(set(seen)) == 5
        before = refs(client.get(f"/queue/{back}").content.decode())
        assert before == seen[2:4]


def test_whoever_does_not_work_has_no_view_of_their_own(world: World) -> None:
    answer = signed_in(world, "amalia").get("/queue/")
    assert "view=mine" not in answer.content.decode()
    assert "/tickets/new/" not in answer.content.decode()


def test_sergio_sees_only_what_is_shared_and_not_whom_a_wait_is_charged_to(world: World) -> None:
    shared = world.ticket(title="La etiquetadora se atasca")
    world.ticket(title="Otra cosa")
    does(world, "ana", shared, wait, reason=WaitReason.INFORMATION)
    does(world, "ana", shared, share, supplier=world.organisations["etiquetex"])
    html = signed_in(world, "sergio").get("/queue/").content.decode()
    assert refs(html) == [shared.ref]
    assert "· cliente" not in html
    assert "Asignado a" not in html


def test_sergio_cannot_narrow_by_what_he_may_not_see(world: World) -> None:
    shared = world.ticket()
    does(world, "ana", shared, assign, assignee=world.people["ana"])
    does(world, "ana", shared, share, supplier=world.organisations["etiquetex"])
    client = signed_in(world, "sergio")
    assert refs(client.get("/queue/?assignee=none").content.decode()) == [shared.ref]
    assert "Asignado a" not in client.get("/queue/filters/").content.decode()


def test_the_filters_are_searched_and_what_is_on_stays(world: World) -> None:
    client = signed_in(world, "ana")
    albor = world.organisations["albor"].pk
    whole = client.get("/queue/filters/").content.decode()
    assert "<html" in whole
    part = client.get(f"/queue/filters/?find=luc&organisation={albor}", headers=HTMX).content.decode()
    assert "<html" not in part
    assert "Clínica Santa Lucía" in part
    assert f'value="{albor}" checked' in part


def test_empty_views_say_what_would_be_there(world: World) -> None:
    client = signed_in(world, "ana")
    assert "La cola está vacía" in client.get("/queue/").content.decode()
    assert "No hay nada asignado a su nombre" in client.get("/queue/?view=mine").content.decode()
    assert "Ningún ticket cumple todo esto" in client.get("/queue/?priority=1").content.decode()


def test_a_subject_cannot_run_markup(world: World) -> None:
    world.ticket(title="<script>alert(1)</script>")
    html = signed_in(world, "ana").get("/queue/").content.decode()
    assert "<script>alert" not in html
    assert "&lt;script&gt;alert" in html


def test_the_page_asks_few_statements_and_stays_light(world: World) -> None:
    for _ in range(50):
        ticket = world.ticket()
        does(world, "ana", ticket, assign, assignee=world.people["ana"])
        does(world, "ana", ticket, start)
    client = signed_in(world, "ana")
    assert statements(client, "/queue/") <= 6
    assert statements(client, f"/queue/?priority=3&organisation={world.organisations['lucia'].pk}") <= 7
    assert statements(client, "/queue/filters/") <= 8
    assert len(client.get("/queue/").content) < 100_000
