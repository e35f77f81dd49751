"""What an administrator may undo and end, and that one of them always can."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.world import World
from vinculo.directory import actions
from vinculo.directory.actors import account_of_token, actor_of, new_token
from vinculo.directory.models import Account, Membership, Person, Role, TeamMember
from vinculo.kernel.models import Change, Event
from vinculo.kernel.refusals import NotAllowed
from vinculo.kernel.scope import Actor, acting_as, system_actor


@pytest.fixture
def teresa(world: World) -> Actor:
    """The administrator."""
    system = system_actor()
    with acting_as(system):
        person = Person(organisation=world.organisations["nexo"], name="Teresa", email="teresa@nexo.example")
        actions.register_person(person, by=system)
        actions.open_account(person, by=system)
        role = Role.objects.get(code="administrator")
        actions.grant_role(person, by=system, organisation=world.organisations["nexo"], role=role)
    world.people["teresa"] = person
    return world.actor("teresa")


def hat_of(person: Person) -> Membership:
    with acting_as(system_actor()):
        return Membership.objects.select_related("role", "person").get(person=person)


ENDINGS: dict[str, Callable[[World, Actor], Any]] = {
    "deactivate": lambda w, by: actions.deactivate_person(w.people["elena"], by=by),
    "reactivate": lambda w, by: actions.reactivate_person(w.people["elena"], by=by),
    "withdraw": lambda w, by: actions.withdraw_role(Membership.objects.get(person=w.people["elena"]), by=by),
    "leave": lambda w, by: actions.leave_team(w.teams["desk"], by=by, person=w.people["ana"]),
    "close account": lambda w, by: actions.close_account(w.people["elena"], by=by),
    "reopen account": lambda w, by: actions.reopen_account(w.people["elena"], by=by),
    "invite": lambda w, by: actions.invite(w.people["elena"], by=by),
}


@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize("name", ["marta", "rafael", "amalia", "sergio"])
def test_nobody_else_ends_what_another_was_granted(world: World, name: str, ending: str) -> None:
    from django.http import Http404

    actor = world.actor(name)
    with acting_as(actor), pytest.raises((NotAllowed, Http404, Membership.DoesNotExist)):
        ENDINGS[ending](world, actor)


def test_a_role_withdrawn_opens_nothing_and_can_be_granted_again(world: World, teresa: Actor) -> None:
    hat, account = hat_of(world.people["marta"]), world.account("marta")
    with acting_as(teresa):
        assert actions.withdraw_role(hat, by=teresa)
        assert actions.withdraw_role(hat, by=teresa) is None
        kept = Change.objects.filter(table_name="directory_membership", row_id=hat.pk).latest("pk")
        assert (kept.old or {})["active"] != (kept.new or {})["active"]
        assert kept.actor_id == teresa.person_id
    assert actor_of(account) is None
    with acting_as(teresa):
        lucia = world.organisations["lucia"]
        assert actions.grant_role(world.people["marta"], by=teresa, organisation=lucia, role=hat.role)
        assert Membership.objects.filter(person=world.people["marta"]).count() == 1
    assert actor_of(account)


def test_whoever_left_gets_in_neither_by_password_nor_by_token(world: World, teresa: Actor) -> None:
    token, account = new_token(), world.account("marta")
    with acting_as(teresa):
        actions.make_token(world.people["marta"], by=teresa, token=token, name="x")
        actions.deactivate_person(world.people["marta"], by=teresa)
    assert actor_of(account) is None
    with acting_as(teresa):
        actions.reactivate_person(world.people["marta"], by=teresa)
        actions.close_account(world.people["marta"], by=teresa)
    assert actor_of(account) is None
    assert account_of_token(token) is None
    with acting_as(teresa):
        assert actions.reopen_account(world.people["marta"], by=teresa)
        assert actions.reopen_account(world.people["marta"], by=teresa) is None
    assert account_of_token(token) == account


def test_an_administrator_cannot_lock_themself_out(world: World, teresa: Actor) -> None:
    me = world.people["teresa"]
    hat = hat_of(me)
    with acting_as(teresa):
        for attempt in (
            lambda: actions.deactivate_person(me, by=teresa),
            lambda: actions.close_account(me, by=teresa),
            lambda: actions.withdraw_role(hat, by=teresa),
        ):
            with pytest.raises(actions.LastAdministrator):
                attempt()
    assert actor_of(Account.objects.get(person_id=me.pk))


def test_one_account_for_a_person_and_one_person_for_an_address(world: World, teresa: Actor) -> None:
    with acting_as(teresa):
        with pytest.raises(actions.AccountThere):
            actions.open_account(world.people["elena"], by=teresa)
        Person.objects.filter(pk=world.people["elena"].pk).update(email="nueva@lucia.example")
        other = Person(organisation=world.organisations["lucia"], name="Otra", email="elena@lucia.example")
        actions.register_person(other, by=teresa)
        with pytest.raises(actions.AddressTaken):  # Elena may still sign in with it
            actions.open_account(other, by=teresa)


def test_leaving_a_team_is_told_once(world: World, teresa: Actor) -> None:
    with acting_as(teresa):
        assert actions.leave_team(world.teams["desk"], by=teresa, person=world.people["ana"])
        assert actions.leave_team(world.teams["desk"], by=teresa, person=world.people["ana"]) is None
        assert not TeamMember.objects.filter(person=world.people["ana"]).exists()
        assert Event.objects.filter(kind="directory.TeamLeft").count() == 1
        assert Change.objects.filter(table_name="directory_teammember", operation="delete").exists()
