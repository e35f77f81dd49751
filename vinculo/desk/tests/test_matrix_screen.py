"""The priority matrix on its page: who reads it, who changes it, and what a foolish one gets."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.world import World
from vinculo.desk.matrices import default_matrix
from vinculo.desk.models import MatrixVersion
from vinculo.kernel.scope import acting_as, system_actor

PAGE = "/matrices/default/"


def signed_in(world: World, name: str) -> Client:
    """A browser of somebody who has signed in."""
    client = Client()
    client.force_login(world.account(name))
    return client


def grid(**changed: str) -> dict[str, str]:
    """The whole form as the page sends it, with some cells changed (`person__low="4"`)."""
    with acting_as(system_actor()):
        cells = {name: str(priority) for name, priority in default_matrix().cells.items()}
    return cells | {name.replace("__", ":"): value for name, value in changed.items()}


def versions() -> int:
    with acting_as(system_actor()):
        return MatrixVersion.objects.filter(matrix__code="default").count()


@pytest.mark.parametrize(("name", "status"), [("elena", 403), ("sergio", 403), ("ana", 200), ("amalia", 200)])
def test_those_who_serve_read_it(world: World, name: str, status: int) -> None:
    assert signed_in(world, name).get(PAGE).status_code == status


@pytest.mark.parametrize("name", ["ana", "amalia", "elena"])
def test_only_the_desks_manager_changes_it(world: World, name: str) -> None:
    assert signed_in(world, name).post(PAGE, grid(person__low="4")).status_code == 403
    assert versions() == 1


def test_rafael_puts_the_next_version_in_force_and_tickets_keep_theirs(world: World) -> None:
    ticket = world.ticket("elena", impact="person", urgency="low")
    answer = signed_in(world, "rafael").post(PAGE, grid(person__low="4"))
    assert answer.status_code == 302
    assert versions() == 2
    with acting_as(system_actor()):
        ticket.refresh_from_db()
        assert (ticket.priority, ticket.matrix.number) == (5, 1)
        assert default_matrix().priority("person", "low") == 4


def test_the_same_again_is_no_new_version(world: World) -> None:
    signed_in(world, "rafael").post(PAGE, grid())
    assert versions() == 1


def test_a_lower_urgency_never_goes_first(world: World) -> None:
    answer = signed_in(world, "rafael").post(PAGE, grid(person__low="1"))
    assert answer.status_code == 422
    assert "Con impacto «Persona»" in answer.content.decode()
    assert versions() == 1


def test_a_priority_that_is_none_is_refused(world: World) -> None:
    assert signed_in(world, "rafael").post(PAGE, grid(person__low="9")).status_code == 422
    assert versions() == 1


def test_a_matrix_that_is_not_there_is_a_404(world: World) -> None:
    assert signed_in(world, "ana").get("/matrices/none/").status_code == 404
