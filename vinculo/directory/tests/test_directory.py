"""Who may change the directory, what its verbs write, and who an account stands for."""

import datetime as dt

import pytest
from click.testing import CliRunner
from django.db import IntegrityError, transaction

from tests.world import PASSWORD, World
from vinculo.directory.actions import (
    NoAccount,
    NoAddress,
    WrongSide,
    grant_role,
    join_team,
    make_token,
    open_account,
    register_organisation,
    register_person,
)
from vinculo.directory.actors import account_of_token, actor_of, new_token, token_digest
from vinculo.directory.models import Account, ApiToken, Membership, Organisation, Person, Role, TeamMember
from vinculo.directory.roles import DESK_WORK, PORTAL_ORGANISATION, PORTAL_USE, STANDARD_ROLES
from vinculo.kernel import clock
from vinculo.kernel.models import Event
from vinculo.kernel.refusals import NotAllowed
from vinculo.kernel.scope import Side, acting_as, system_actor


def someone(world: World, home: str = "lucia", **more: object) -> Person:
    return Person(organisation=world.organisations[home], name="Nadie", **more)


@pytest.mark.parametrize("name", ["elena", "marta", "sergio", "ana", "rafael", "amalia"])
def test_only_administrators_change_the_directory(world: World, name: str) -> None:
    actor, lucia = world.actor(name), world.organisations["lucia"]
    marta = world.people["marta"]
    with acting_as(system_actor()):
        role = Role.objects.get(code="administrator")
    with acting_as(actor):
        for attempt in (
            lambda: register_organisation(Organisation(slug="x", name="X"), by=actor),
            lambda: register_person(someone(world), by=actor),
            lambda: grant_role(marta, by=actor, organisation=lucia, role=role),
            lambda: join_team(world.teams["desk"], by=actor, person=marta),
            lambda: open_account(marta, by=actor),
            lambda: make_token(marta, by=actor, token=new_token(), name="x"),
        ):
            with pytest.raises(NotAllowed):
                attempt()
    assert not ApiToken.objects.exists()


def test_an_administrator_does_and_the_desk_is_told(world: World) -> None:
    system, lucia = system_actor(), world.organisations["lucia"]
    with acting_as(system):
        admin = someone(world, "nexo", email="Admin@Nexo.example ")
        register_person(admin, by=system)
        assert admin.email == "admin@nexo.example"
        open_account(admin, by=system, password=PASSWORD)
        role = Role.objects.get(code="administrator")
        grant_role(admin, by=system, organisation=world.organisations["nexo"], role=role)
    found = actor_of(Account.objects.get(person_id=admin.pk))
    assert found
    with acting_as(found):
        clerk = someone(world, email="clerk@lucia.example")
        register_person(clerk, by=found)
        user = Role.objects.get(code="client_user")
        assert grant_role(clerk, by=found, organisation=lucia, role=user)
        assert grant_role(clerk, by=found, organisation=lucia, role=user) is None  # twice is once
        assert Membership.objects.filter(person=clerk).count() == 1
        told = list(Event.objects.filter(actor_id=admin.pk).values_list("kind", "audience"))
    assert told == [("directory.PersonRegistered", "internal"), ("directory.RoleGranted", "internal")]


def test_a_role_fits_its_organisation(world: World) -> None:
    system, elena = system_actor(), world.people["elena"]
    with acting_as(system):
        for code, slug in (("agent", "lucia"), ("client_user", "nexo"), ("supplier_person", "lucia")):
            with pytest.raises(WrongSide):
                grant_role(
                    elena,
                    by=system,
                    organisation=world.organisations[slug],
                    role=Role.objects.get(code=code),
                )


def test_an_organisation_may_be_client_and_supplier_at_once(world: World) -> None:
    system, etiquetex = system_actor(), world.organisations["etiquetex"]
    with acting_as(system):
        Organisation.objects.filter(pk=etiquetex.pk).update(is_client=True)
        etiquetex.refresh_from_db()
        role = Role.objects.get(code="client_user")
        grant_role(world.people["sergio"], by=system, organisation=etiquetex, role=role)
    sergio = world.actor("sergio")
    assert sergio.side is Side.SUPPLIER  # whoever serves and is also served acts as the one who serves
    assert not sergio.may(PORTAL_USE)  # and brings no permission of the other side along


def test_without_an_address_there_is_nothing_to_sign_in_with(world: World) -> None:
    system = system_actor()
    with acting_as(system):
        person = someone(world)
        register_person(person, by=system)
        with pytest.raises(NoAddress):
            open_account(person, by=system)
        with pytest.raises(NoAccount):
            make_token(person, by=system, token=new_token(), name="x")


def test_an_address_is_one_persons_whatever_its_case(world: World) -> None:
    system = system_actor()
    with acting_as(system), pytest.raises(IntegrityError), transaction.atomic():
        register_person(someone(world, email="ELENA@lucia.example"), by=system)


def test_joining_a_team_twice_is_once(world: World) -> None:
    system = system_actor()
    with acting_as(system):
        before = TeamMember.objects.count()
        join_team(world.teams["desk"], by=system, person=world.people["ana"])
        assert TeamMember.objects.count() == before


class TestActor:
    def test_it_holds_what_was_granted_and_where(self, world: World) -> None:
        marta, lucia = world.actor("marta"), world.organisations["lucia"].pk
        assert marta.side is Side.CLIENT
        assert marta.organisations == (lucia,)
        assert marta.may(PORTAL_ORGANISATION, lucia)
        assert not marta.may(PORTAL_ORGANISATION, world.organisations["albor"].pk)
        assert not marta.may(DESK_WORK)
        assert marta.granted_in(PORTAL_USE) == (lucia,)

    def test_a_membership_that_ended_grants_nothing(self, world: World) -> None:
        account = world.account("marta")
        with acting_as(system_actor()):
            Membership.objects.filter(person=world.people["marta"]).update(active=False)
        assert actor_of(account) is None

    def test_a_person_who_left_stands_for_nobody(self, world: World) -> None:
        account = world.account("marta")
        with acting_as(system_actor()):
            Person.objects.filter(pk=world.people["marta"].pk).update(active=False)
        assert actor_of(account) is None

    def test_it_costs_one_statement(self, world: World, django_assert_num_queries) -> None:
        account = world.account("ana")
        with django_assert_num_queries(1):
            actor_of(account)


class TestTokens:
    def test_only_the_digest_is_kept(self, world: World) -> None:
        system, token = system_actor(), new_token()
        with acting_as(system):
            make_token(world.people["ana"], by=system, token=token, name="monitoring")
            event = Event.objects.get(kind="directory.TokenMade")
        kept = ApiToken.objects.get()
        assert kept.digest == token_digest(token)
        assert token not in f"{kept.__dict__} {event.facts}"
        assert account_of_token(token) == world.account("ana")
        assert account_of_token(kept.digest) is None  # the digest opens nothing

    def test_it_ends_when_it_says(self, world: World) -> None:
        system, token, now = system_actor(), new_token(), clock.now()
        with acting_as(system):
            for shift in (-1, 60):
                given = token if shift > 0 else token[::-1]
                make_token(
                    world.people["ana"],
                    by=system,
                    token=given,
                    name="x",
                    expires_at=now + dt.timedelta(seconds=shift),
                )
        assert account_of_token(token)
        assert account_of_token(token[::-1]) is None

    def test_no_two_are_alike_and_each_bears_its_mark(self) -> None:
        made = {new_token() for _n in range(50)}
        assert len(made) == 50
        assert all(token.startswith("vin_") and len(token) > 40 for token in made)

    def test_the_command_prints_it_once(self, world: World, monkeypatch: pytest.MonkeyPatch) -> None:
        from vinculo.config.cli import token as command

        monkeypatch.setattr(command, "set_up", lambda tell: None)
        run = CliRunner().invoke(
            command.command, ["make", "ANA@nexo.example", "--name", "bench", "--days", "3"]
        )
        assert run.exit_code == 0, run.output
        assert account_of_token(run.stdout.strip().splitlines()[-1]) == world.account("ana")
        wrong = CliRunner().invoke(command.command, ["make", "nobody@example.org", "--name", "x"])
        assert wrong.exit_code == 1
        assert "nobody@example.org" in wrong.output


def test_passwords_are_kept_by_argon2(world: World) -> None:
    account = world.account("ana")
    assert account.password.startswith("argon2")
    assert account.check_password(PASSWORD)
    assert not account.check_password("otra")


def test_the_standard_roles_are_there_with_their_sides(world: World) -> None:
    with acting_as(system_actor()):
        held = {role.code: (role.side, tuple(role.permissions)) for role in Role.objects.all()}
    assert held == {role.code: (role.side, role.permissions) for role in STANDARD_ROLES}
    for code, (side, permissions) in held.items():
        for permission in permissions:
            owner = {"portal": "client", "supplier": "supplier"}.get(permission.split(".")[0], "everyone")
            assert side == owner, code
