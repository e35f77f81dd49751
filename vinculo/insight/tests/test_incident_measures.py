"""The measures of imported incidents: who may read them, what they count, what stands there before anything came."""

import datetime as dt

import pytest
from django.test import Client

from vinculo.desk.actions import TicketHistory, record_history, take_refs
from vinculo.desk.events import HistoryRecorded
from vinculo.desk.matrices import default_matrix
from vinculo.desk.models import Kind, StatusSpan, Ticket
from vinculo.insight.queries import log_counts
from vinculo.kernel.models import Event
from vinculo.kernel.scope import acting_as, system_actor

PAGE = "/measures/incidents/"
START = dt.datetime(2016, 3, 7, 8, tzinfo=dt.UTC)
OURS = {"New": "new", "Active": "in_progress", "Resolved": "resolved", "Closed": "closed"}


def history(world, number: int, *rows: tuple[str, str], organisation: str = "lucia", person: str = "elena"):
    """A past ticket of a client with rows of (state, group)."""
    ticket = Ticket(
        ref=take_refs(Kind.INCIDENT, 1)[0],
        title="Categoría 4",
        requester=world.people[person],
        matrix=default_matrix(),
        impact="person",
        urgency="low",
        priority=5,
        state="closed",
        category="closed",
        opened_at=START,
        state_since=START,
        updated_at=START,
        last_public_at=START,
        source="elsewhere",
        external_id=f"E{number}",
    )
    events = [
        Event(
            kind=HistoryRecorded.kind(),
            audience="internal",
            actor_name="",
            facts={"state": state, "our_state": OURS[state], "levels": "223"}
            | ({"group": group} if group else {}),
            occurred_at=START + dt.timedelta(hours=n),
        )
        for n, (state, group) in enumerate(rows)
    ]
    span = StatusSpan(state="closed", category="closed", from_at=START)
    return TicketHistory(ticket, spans=[span], events=events)


@pytest.fixture
def imported(world):
    """Two incidents of the clinic, one of them reopened twice, and one of the cannery."""
    system = system_actor()
    with acting_as(system):
        record_history(
            world.organisations["lucia"],
            by=system,
            histories=[
                history(
                    world, 1, ("New", ""), ("Active", "A"), ("Active", "B"), ("Resolved", "B"), ("Closed", "")
                ),
                history(
                    world,
                    2,
                    ("Resolved", "A"),
                    ("Active", "A"),
                    ("Closed", "A"),
                    ("New", "A"),
                    ("Closed", "A"),
                ),
            ],
        )
        record_history(
            world.organisations["albor"],
            by=system,
            histories=[
                history(world, 1, ("New", "A"), ("Closed", "A"), organisation="albor", person="carlos")
            ],
        )
    return world


def page(world, name: str, query: str = ""):
    client = Client()
    client.force_login(world.account(name))
    return client.get(PAGE + query)


def words(response) -> str:
    return " ".join(response.content.decode().split())


@pytest.mark.parametrize("name", ["elena", "marta", "carlos", "sergio"])
def test_clients_and_suppliers_may_not_open_the_measures(imported, name):
    answer = page(imported, name)
    assert answer.status_code == 403
    assert "Active" not in words(answer)


def test_a_stranger_is_sent_to_the_door(world):
    answer = Client().get(PAGE)
    assert answer.status_code == 302
    assert "/accounts/login/" in answer["Location"]


@pytest.mark.parametrize("name", ["ana", "rafael", "irene", "amalia"])
def test_those_who_serve_may(imported, name):
    assert page(imported, name).status_code == 200


def test_before_anything_came_the_page_says_what_will_stand_there(world):
    said = words(page(world, "ana"))
    assert "Todavía no se ha importado ningún historial" in said
    assert "vinculo import incidents" in said


def test_the_figures_are_counted_from_events(imported):
    with acting_as(system_actor()):
        counts = log_counts("elsewhere", imported.organisations["lucia"])
    assert (counts.incidents, counts.events) == (2, 10)
    assert counts.states == {"Closed": 3, "Active": 3, "New": 2, "Resolved": 2}
    assert counts.moves == {
        "New>Closed": 1,
        "New>Active": 1,
        "Active>Resolved": 1,
        "Resolved>Closed": 1,
        "Resolved>Active": 1,
        "Active>Closed": 1,
        "Closed>New": 1,
    }
    assert counts.stays == {"Active": 1}
    assert (counts.reopened, counts.reopen_moves) == (1, 2)
    assert counts.reassignments == 3  # none to A, A to B, B to none
    assert counts.first == START
    assert counts.last == START + dt.timedelta(hours=4)


def test_the_page_shows_all_clients_or_one(imported):
    whole = words(page(imported, "ana"))
    assert "1 de 3 incidencias (33,3 %)" in whole
    one = words(page(imported, "ana", "?source=elsewhere&client=albor"))
    assert "La única incidencia no se abrió de nuevo" in one
    assert f"organisation={imported.organisations['albor'].pk}" in one


def test_equal_numbers_are_written_in_a_stable_order(imported):
    with acting_as(system_actor()):
        counts = log_counts("elsewhere")
    assert list(counts.states) == ["Closed", "Active", "New", "Resolved"]


@pytest.mark.parametrize("query", ["?source=nowhere", "?client=nexo", "?source=elsewhere&client=no-such"])
def test_what_is_not_offered_is_a_404(imported, query):
    assert page(imported, "ana", query).status_code == 404


def test_the_page_asks_the_database_little(imported, django_assert_max_num_queries):
    client = Client()
    client.force_login(imported.account("ana"))
    with django_assert_max_num_queries(13):  # four: session, scope, savepoint; one plans without loops
        client.get(PAGE)


def test_markup_in_a_log_cannot_run(imported):
    system = system_actor()
    with acting_as(system):
        past = history(imported, 9, ("New", ""))
        past.events[0].facts["state"] = "<script>alert(1)</script>"
        record_history(imported.organisations["lucia"], by=system, histories=[past])
    said = words(page(imported, "ana"))
    assert "<script>alert" not in said
    assert "&lt;script&gt;alert(1)" in said
