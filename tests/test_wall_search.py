"""Search behind the wall: a client finds their own words, and nobody can spoil another's list."""

import pytest
from django.db import ProgrammingError, transaction

from tests.world import World
from vinculo.desk.actions import add_note, reply
from vinculo.desk.search import search
from vinculo.kernel.scope import Actor, acting_as
from vinculo.kernel.tests.database import sql


def found(by: Actor, words: str) -> set[str]:
    with acting_as(by):
        return {ticket.ref for ticket in search(by, words).tickets}


def test_each_finds_what_is_theirs(world: World) -> None:
    own = world.ticket("elena", title="La facturación del zafiro")
    colleagues = world.ticket("marta", title="Otra facturación")
    others = world.ticket("carlos", title="Facturaciones de la cannery")
    ana = world.actor("ana")
    assert found(world.actor("marta"), "facturacion") == {own.ref, colleagues.ref}
    assert found(world.actor("elena"), "facturacion") == {own.ref}
    assert found(world.actor("carlos"), "FACTURACIÓN") == {others.ref}
    assert found(ana, "facturación") == {own.ref, colleagues.ref, others.ref}
    assert found(world.actor("sergio"), "facturación") == set()


def test_the_total_counts_nothing_that_the_reader_may_not_open(world: World) -> None:
    world.ticket("elena", title="Zafiro uno")
    world.ticket("marta", title="Zafiro dos")
    world.ticket("carlos", title="Zafiro tres")
    for name, total in (("elena", 1), ("marta", 2), ("carlos", 1), ("ana", 3)):
        actor = world.actor(name)
        with acting_as(actor):
            assert search(actor, "zafiro").total == total, name


def test_words_of_a_note_lead_the_desk_to_the_ticket_and_the_client_nowhere(world: World) -> None:
    ticket, ana = world.ticket("marta"), world.actor("ana")
    with acting_as(ana):
        add_note(ticket, by=ana, body="Sospecha de sabotaje")
        reply(ticket, by=ana, body="Lo estamos investigando")
    assert found(ana, "sabotaje") == {ticket.ref}
    assert found(world.actor("marta"), "sabotaje") == set()
    assert found(world.actor("marta"), "investigando") == {ticket.ref}


def test_another_organisations_lexeme_in_a_text_does_not_fill_its_list(world: World) -> None:
    """The organisation is a word of the vector (`zo7`); writing it into a title must reach nobody's search."""
    lexeme = f"zo{world.organisations['lucia'].pk}"
    world.ticket("carlos", title=f"zafiro {lexeme}")
    marta = world.actor("marta")
    with acting_as(marta):
        assert sql("select count(*) from desk_search_as_client('zafiro', 500)") == [(0,)]
        result = search(marta, "zafiro")
        assert (result.tickets, result.total) == ([], 0)
        assert search(marta, f"zo{world.organisations['albor'].pk}").tickets == []


def test_the_function_goes_by_the_scope_and_not_by_its_caller(world: World) -> None:
    world.ticket("carlos", title="zafiro")
    with acting_as(world.actor("carlos")):
        assert sql("select count(*) from desk_search_as_client('zafiro', 500)") == [(1,)]
        for nonsense in ("", "   ", "|", "'", '"', "-", "zafiro -zafiro", "a" * 5_000):
            assert sql("select count(*) from desk_search_as_client(%s, 500)", nonsense) == [(0,)], nonsense
    sergio = world.actor("sergio")
    with acting_as(sergio), pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
        sql("select * from desk_search_as_client('zafiro', 500)")


@pytest.mark.parametrize("name", ["ana", "marta", "elena"])
@pytest.mark.parametrize(
    "words", ["\x00", "a\x00b", "' or 1=1 --", "%", "INC-", "-", '"', "(((", "😀", "a" * 10_000]
)
def test_no_word_breaks_the_search(world: World, name: str, words: str) -> None:
    actor = world.actor(name)
    with acting_as(actor):
        search(actor, words)


def test_an_exact_reference_of_another_client_is_not_found(world: World) -> None:
    own, others = world.ticket("marta"), world.ticket("carlos")
    marta = world.actor("marta")
    assert found(marta, own.ref.lower()) == {own.ref}
    assert found(marta, others.ref) == set()
