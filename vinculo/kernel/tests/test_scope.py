"""The scope is the only way in, and leaving it leaves nothing behind."""

import dataclasses
from contextlib import suppress
from functools import partial

import pytest
from django.db import IntegrityError, ProgrammingError, connection, transaction

from tests.world import World
from vinculo.desk.models import Ticket
from vinculo.directory.models import Organisation, Person
from vinculo.kernel.roles import role_name
from vinculo.kernel.scope import AbortedScope, Actor, acting_as, current_actor, system_actor
from vinculo.kernel.tests.database import elsewhere, sql, standing

OUTSIDE = (role_name("app"), "", "")


def stands(actor: Actor) -> tuple[str, str, str]:
    listed = ",".join(map(str, actor.organisations)) if actor.side != "everyone" else ""
    return role_name(actor.side), listed, str(actor.person_id or "")


def names() -> set[str]:
    return set(Person.objects.values_list("name", flat=True))


def test_outside_a_scope_no_row_is_reached(world: World) -> None:
    for table in ("desk_ticket", "directory_person", "kernel_event", "desk_internalnote", "directory_role"):
        with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
            sql(f"select count(*) from {table}")


def test_a_role_without_a_list_sees_zero_rows(world: World) -> None:
    """Whoever enters a client's role and forgets the list gets nothing, not everything."""
    world.ticket()
    elena = world.actor("elena")
    with acting_as(dataclasses.replace(elena, grants={})):
        assert Ticket.objects.count() == 0
        assert set(Organisation.objects.values_list("slug", flat=True)) == {"nexo"}  # whom one is served by
    with transaction.atomic():
        sql("select set_config('role', %s, true)", role_name("client"))
        assert sql("select count(*) from desk_ticket") == [(0,)]
        sql("select set_config('role', 'none', true)")


def test_the_scope_stands_for_one_transaction_and_ends_with_it(world: World) -> None:
    elena = world.actor("elena")
    with acting_as(elena):
        assert standing() == stands(elena)
        assert current_actor() is elena
    assert standing() == OUTSIDE
    assert current_actor() is None


def test_nested_scopes_put_back_role_list_and_actor(world: World) -> None:
    elena, ana, carlos, system = *map(world.actor, ("elena", "ana", "carlos")), system_actor()
    with acting_as(elena):
        with acting_as(system):
            assert standing() == stands(system)
            with acting_as(ana):
                assert standing() == stands(ana)
            assert standing() == stands(system)
            assert current_actor() is system
        assert standing() == stands(elena)
        assert "Carlos" not in names()
        with transaction.atomic(), acting_as(carlos):
            assert "Elena" not in names()
        assert standing() == stands(elena)  # a savepoint's release keeps SET LOCAL: the scope put it back
        assert current_actor() is elena
    assert standing() == OUTSIDE


def test_an_error_in_a_nested_scope_leaves_the_outer_one_as_it_was(world: World) -> None:
    elena = world.actor("elena")
    with acting_as(elena):
        with pytest.raises(RuntimeError, match="inside"), acting_as(system_actor()):
            raise RuntimeError("inside")
        assert standing() == stands(elena)
        assert "Carlos" not in names()


def test_a_database_error_in_a_nested_scope_leaves_the_outer_one_usable(world: World) -> None:
    elena, carlos = world.actor("elena"), world.actor("carlos")
    with acting_as(elena):
        with pytest.raises(ProgrammingError, match="permission denied"), acting_as(carlos):
            sql("select * from desk_internalnote")
        assert standing() == stands(elena)
        assert "Elena" in names()


def test_a_swallowed_database_error_is_not_taken_for_success(world: World) -> None:
    system, elena = system_actor(), world.actor("elena")
    with acting_as(system):
        Organisation.objects.filter(slug="lucia").update(name="Before")
        with pytest.raises(AbortedScope), acting_as(elena), suppress(ProgrammingError):
            sql("select * from desk_internalnote")
        assert standing() == stands(system)
        assert Organisation.objects.get(slug="lucia").name == "Before"  # the outer scope goes on


def test_a_nested_scope_asked_to_roll_back_does_only_that(world: World) -> None:
    system = system_actor()
    with acting_as(system):
        with acting_as(system):
            Organisation.objects.filter(slug="lucia").update(name="Lost")
            transaction.set_rollback(True)
        assert standing() == stands(system)
        assert Organisation.objects.get(slug="lucia").name == "Clínica Santa Lucía"


def test_a_failed_statement_inside_a_savepoint_of_ones_own_is_no_aborted_scope(world: World) -> None:
    with acting_as(system_actor()):
        with pytest.raises(IntegrityError), transaction.atomic():
            Organisation.objects.create(slug="lucia", name="Twin", created_at="2026-01-01T00:00Z")
        assert Organisation.objects.filter(slug="lucia").count() == 1


def test_two_clients_in_one_pooled_connection_never_meet(world: World) -> None:
    """A connection is lent to one after the other: neither role nor list of the first is there for the second."""
    elena, carlos = world.actor("elena"), world.actor("carlos")

    def visit(actor: Actor) -> int:
        assert standing() == OUTSIDE
        with acting_as(actor):
            found = names()
            assert standing() == stands(actor)
        assert standing() == OUTSIDE
        assert ("Elena" in found, "Carlos" in found) == (actor is elena, actor is carlos)
        backend: int = sql("select pg_backend_pid()")[0][0]
        return backend

    lent: dict[int, set[str]] = {}
    for letter in "eecceeecccececce":  # out of step with any number of connections that the pool may hold
        actor = elena if letter == "e" else carlos
        lent.setdefault(elsewhere(partial(visit, actor)), set()).add(actor.name)
    assert {"Elena", "Carlos"} in lent.values(), "the test needs one connection that was lent to both"


def test_a_scope_that_fails_gives_the_pool_a_clean_connection(world: World) -> None:
    elena = world.actor("elena")

    def fail() -> int:
        backend: int = sql("select pg_backend_pid()")[0][0]
        with pytest.raises(ProgrammingError), acting_as(elena):
            sql("select * from desk_internalnote")
        assert standing() == OUTSIDE
        with pytest.raises(AbortedScope), acting_as(elena), suppress(ProgrammingError):
            sql("select * from desk_internalnote")
        return backend

    failed = elsewhere(fail)
    lent = [elsewhere(lambda: (sql("select pg_backend_pid()")[0][0], standing())) for _n in range(8)]
    assert failed in {backend for backend, _standing in lent}
    assert {stood for _backend, stood in lent} == {OUTSIDE}


def test_the_application_cannot_become_the_owner(world: World) -> None:
    """It enters three roles and no other; NOINHERIT gives it none of their rights before it does."""
    for name in (role_name("owner"), "pg_read_all_data"):
        with pytest.raises(ProgrammingError), transaction.atomic():
            sql("select set_config('role', %s, true)", name)
        with pytest.raises(ProgrammingError), transaction.atomic():
            sql(f'set local role "{name}"')
    with pytest.raises(ProgrammingError), transaction.atomic(), acting_as(world.actor("elena")):
        sql(f'set local role "{role_name("owner")}"')
    inherits, is_super, bypasses = sql(
        "select rolinherit, rolsuper, rolbypassrls from pg_roles where rolname = session_user"
    )[0]
    assert (inherits, is_super, bypasses) == (False, False, False)
    entered = sql(
        "select r.rolname::text from pg_auth_members m join pg_roles r on r.oid = m.roleid"
        " join pg_roles a on a.oid = m.member where a.rolname = session_user"
    )
    assert {name for (name,) in entered} == {role_name(kind) for kind in ("client", "supplier", "everyone")}


def test_no_role_that_serves_may_pass_the_wall_or_make_tables(world: World) -> None:
    served = [role_name(kind) for kind in ("app", "client", "supplier", "everyone")]
    rights = sql(
        "select rolname::text, rolsuper or rolbypassrls or rolcreaterole or rolcreatedb,"
        " has_schema_privilege(rolname, 'public', 'create') from pg_roles where rolname = any(%s)",
        served,
    )
    assert sorted(rights) == sorted((name, False, False) for name in served)
    with pytest.raises(ProgrammingError), transaction.atomic(), acting_as(system_actor()):
        sql("alter table desk_ticket disable row level security")


def test_role_names_carry_the_prefix_of_the_database() -> None:
    assert role_name("client") == "vinculo_test_client"
    assert role_name("client", "other") == "other_client"
    with pytest.raises(ValueError, match="superuser"):
        role_name("superuser")


def test_the_scope_costs_one_statement_on_entering(world: World) -> None:
    elena = world.actor("elena")

    def visit() -> int:
        with connection.execute_wrapper(counted), acting_as(elena):
            pass
        return len(seen)

    seen: list[str] = []

    def counted(execute, statement, params, many, context):
        seen.append(statement)
        return execute(statement, params, many, context)

    assert elsewhere(visit) == 1
