"""Old and new values of evidence are kept whoever changes it and however, and nobody edits what is kept."""

from contextlib import nullcontext

import pytest
from django.db import ProgrammingError, transaction

from tests.world import World
from vinculo.directory.actions import grant_role
from vinculo.directory.models import Membership, Role
from vinculo.kernel.models import Change
from vinculo.kernel.scope import acting_as, system_actor
from vinculo.kernel.tests.database import sql


def kept(table: str = "directory_membership") -> list[tuple[str, int | None, object, object]]:
    rows = Change.objects.filter(table_name=table).order_by("pk")
    return [
        (row.operation, row.actor_id, (row.old or {}).get("active"), (row.new or {}).get("active"))
        for row in rows
    ]


@pytest.fixture
def marta(world: World) -> Membership:
    """Marta's membership; what the making of the world left in the history is out of the count."""
    with acting_as(system_actor()):
        return Membership.objects.get(person=world.people["marta"])


def since(count: int) -> list[tuple[str, int | None, object, object]]:
    return kept()[count:]


def test_every_way_of_writing_is_kept(world: World, marta: Membership) -> None:
    ana = world.actor("ana")
    with acting_as(ana):
        before = len(kept())
        marta.active = False
        marta.save()
        Membership.objects.filter(pk=marta.pk).update(active=True)
        Membership.objects.bulk_update([marta], ["active"])
        sql("update directory_membership set active = true where id = %s", marta.pk)
        marta.delete()
        assert since(before) == [
            ("update", ana.person_id, True, False),
            ("update", ana.person_id, False, True),
            ("update", ana.person_id, True, False),
            ("update", ana.person_id, False, True),
            ("delete", ana.person_id, True, None),
        ]


def test_what_changes_nothing_is_not_kept(world: World, marta: Membership) -> None:
    with acting_as(system_actor()):
        before = len(kept())
        marta.save()
        sql("update directory_membership set active = active where id = %s", marta.pk)
        assert since(before) == []


def test_a_verb_leaves_its_trace_and_a_refused_one_none(world: World) -> None:
    system = system_actor()
    with acting_as(system):
        before = len(kept())
        manager = Role.objects.get(code="client_manager")
        grant_role(world.people["elena"], by=system, organisation=world.organisations["lucia"], role=manager)
        assert since(before) == [("insert", None, None, True)]
        with transaction.atomic():
            Membership.objects.filter(person=world.people["elena"]).delete()
            transaction.set_rollback(True)
        assert len(since(before)) == 1


def test_permissions_of_roles_are_evidence_too(world: World) -> None:
    with acting_as(system_actor()):
        Role.objects.filter(code="agent").update(permissions=["desk.see"])
        last = Change.objects.filter(table_name="directory_role").latest("pk")
        assert last.old
        assert last.new
        assert last.old["permissions"] != last.new["permissions"] == ["desk.see"]


def test_no_role_edits_the_history_or_writes_it_itself(world: World) -> None:
    statements = (
        "update kernel_change set old = null",
        "delete from kernel_change",
        "truncate kernel_change",
        "insert into kernel_change (table_name, row_id, operation, changed_at) values ('x', 1, 'update', now())",
        "alter table directory_membership disable trigger keep_history",
        "drop trigger keep_history on directory_membership",
        "set local session_replication_role = replica",  # triggers would not fire
        "select kernel_keep_history()",
    )
    actors = [None, *map(world.actor, ("elena", "sergio", "rafael")), system_actor()]
    for actor in actors:
        for statement in statements:
            scope = acting_as(actor) if actor else nullcontext()
            with pytest.raises(ProgrammingError), transaction.atomic(), scope:
                sql(statement)
