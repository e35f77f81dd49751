"""The search box: what it finds, for whom, and where a reference leads."""

import pytest

from tests.world import World
from vinculo.desk.actions import add_note
from vinculo.desk.tests.staff import does, refs, signed_in, statements


@pytest.mark.parametrize("name", ["elena", "sergio"])
def test_only_those_who_serve_have_this_box(world: World, name: str) -> None:
    assert signed_in(world, name).get("/search/?q=impresora").status_code == 403


def test_ana_finds_what_was_written_anywhere(world: World) -> None:
    in_title = world.ticket(title="La etiquetadora se atasca")
    in_note = world.ticket()
    does(world, "ana", in_note, add_note, body="Parece la etiquetadora.")
    html = signed_in(world, "ana").get("/search/?q=etiquetadoras").content.decode()
    assert refs(html) == [in_title.ref, in_note.ref]
    assert "2 tickets contienen estas palabras" in html


def test_a_reference_or_its_number_leads_straight_to_the_ticket(world: World) -> None:
    ticket = world.ticket()
    client = signed_in(world, "ana")
    for typed in (ticket.ref, ticket.ref.lower(), ticket.ref.split("-")[1], f" {ticket.ref} "):
        assert client.get("/search/", {"q": typed})["Location"] == f"/tickets/{ticket.ref}/"


@pytest.mark.parametrize("typed", ["INC-99999999", "999999999", "'\"(&|!", "-", "a" * 500, "PET-", "%"])
def test_what_is_not_there_is_said_kindly(world: World, typed: str) -> None:
    answer = signed_in(world, "ana").get("/search/", {"q": typed, "page": "x"})
    assert answer.status_code == 200
    assert "data-row data-href" not in answer.content.decode()


def test_pages_follow_each_other(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("vinculo.desk.views.search.SIZE", 2)
    for _ in range(3):
        world.ticket(title="La etiquetadora se atasca")
    client = signed_in(world, "ana")
    first = client.get("/search/?q=etiquetadora")
    second = client.get(first.context["next"])
    assert len(set(refs(first.content.decode()) + refs(second.content.decode()))) == 3
    assert second.context["next"] == ""


def test_the_page_says_when_only_the_newest_were_ranked(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("vinculo.desk.search.CAP", 2)
    monkeypatch.setattr("vinculo.desk.views.search.CAP", 2)
    for _ in range(4):
        world.ticket(title="La etiquetadora se atasca")
    html = signed_in(world, "ana").get("/search/?q=etiquetadora").content.decode()
    assert "Más de 2 tickets contienen estas palabras" in html


def test_a_search_asks_few_statements(world: World) -> None:
    world.ticket(title="La etiquetadora se atasca")
    assert statements(signed_in(world, "ana"), "/search/?q=etiquetadora") <= 6
