"""Two clients, one database: however a query is put, a client's person meets only their own organisation's rows."""

import pytest
from django.db import DataError, ProgrammingError, transaction
from django.db.models import Count, Exists, OuterRef, Prefetch

from tests.world import World
from vinculo.catalogue.models import Category, Service, Subscription
from vinculo.desk.actions import add_note, assign, reply
from vinculo.desk.models import PublicReply, StatusSpan, Ticket
from vinculo.directory.models import Membership, Organisation, Person, Site, Team
from vinculo.kernel.models import Event
from vinculo.kernel.scope import acting_as
from vinculo.kernel.tests.database import sql


@pytest.fixture
def tickets(world: World) -> tuple[Ticket, Ticket]:
    """Elena's ticket at the clinic and Carlos's at the cannery, each with a reply, a note and a team."""
    made = world.ticket("elena", title="Zafiro: la impresora"), world.ticket("carlos", title="Rubí: el ERP")
    ana = world.actor("ana")
    with acting_as(ana):
        for ticket in made:
            assign(ticket, by=ana, team=world.teams["desk"], assignee=world.people["ana"])
            reply(ticket, by=ana, body=f"Respuesta a {ticket.title}")
            add_note(ticket, by=ana, body=f"Nota sobre {ticket.title}")
    return made


def test_the_orm_shows_one_organisation_only(world: World, tickets) -> None:
    own, others = tickets
    with acting_as(world.actor("elena")):
        assert list(Ticket.objects.all()) == [own]
        assert Ticket.objects.count() == 1
        assert not Ticket.objects.filter(pk=others.pk).exists()
        assert not Ticket.objects.filter(organisation=world.organisations["albor"]).exists()
        assert Ticket.objects.in_bulk([own.pk, others.pk]).keys() == {own.pk}
        assert Ticket.objects.aggregate(n=Count("pk"))["n"] == 1
        assert set(PublicReply.objects.values_list("ticket_id", flat=True)) == {own.pk}
        assert set(StatusSpan.objects.values_list("ticket_id", flat=True)) == {own.pk}
        assert {event.subject_id for event in Event.objects.filter(subject_type="ticket")} == {own.pk}


def test_joins_and_subqueries_do_not_lead_around_the_wall(world: World, tickets) -> None:
    own, others = tickets
    theirs = Ticket.objects.filter(requester=OuterRef("pk"))
    with acting_as(world.actor("elena")):
        assert set(Person.objects.filter(Exists(theirs)).values_list("name", flat=True)) == {"Elena"}
        assert list(Ticket.objects.filter(requester__name="Carlos")) == []
        assert list(PublicReply.objects.filter(ticket__title__contains="Rubí")) == []
        replies = Prefetch("replies", PublicReply.objects.all())
        assert [ticket.pk for ticket in Ticket.objects.prefetch_related(replies)] == [own.pk]
        united = Ticket.objects.filter(pk=own.pk).union(Ticket.objects.filter(pk=others.pk), all=True)
        assert [ticket.pk for ticket in united] == [own.pk]
        grouped = Organisation.objects.filter(
            pk__in=Ticket.objects.values("organisation_id"),
        )
        assert [organisation.slug for organisation in grouped] == ["lucia"]


def test_raw_sql_meets_the_same_wall(world: World, tickets) -> None:
    own, others = tickets
    with acting_as(world.actor("elena")):
        assert sql("select id from desk_ticket") == [(own.pk,)]
        assert sql("select count(*) from desk_ticket where id = %s or true", others.pk) == [(1,)]
        assert sql("select id from desk_ticket union all select ticket_id from desk_publicreply") == [
            (own.pk,),
            (own.pk,),
        ]
        assert [row.pk for row in Ticket.objects.raw("select * from desk_ticket")] == [own.pk]
        both = (
            "select t.id, r.body from desk_ticket t full join desk_publicreply r on r.ticket_id = t.id"
            " where t.title like '%%Rubí%%' or r.body like '%%Rubí%%'"
        )
        assert sql(both) == []
        assert sql("with t as (select * from desk_ticket) select count(*) from t") == [(1,)]
        assert sql("select count(*) from desk_ticket where exists (select from kernel_event)") == [(1,)]


def test_a_function_that_tells_what_it_is_given_is_given_nothing(world: World, tickets) -> None:
    """A condition that fails on certain values must not be asked of hidden rows (leakproof or not)."""
    with acting_as(world.actor("elena")):
        assert sql(
            "select id from desk_ticket where 1 / (case when title like 'Rub%%' then 0 else 1 end) = 1"
        )
        with pytest.raises(DataError), transaction.atomic():
            sql("select id from desk_ticket where 1 / (case when title like 'Zaf%%' then 0 else 1 end) = 1")


def test_a_client_reads_no_row_of_another_client_in_any_table(world: World, tickets) -> None:
    albor, carlos = world.organisations["albor"], world.people["carlos"]
    with acting_as(world.actor("marta")):
        assert not Organisation.objects.filter(pk=albor.pk).exists()
        assert set(Organisation.objects.values_list("slug", flat=True)) == {"lucia", "nexo"}
        assert not Person.objects.filter(pk=carlos.pk).exists()
        for model in (Site, Membership, Subscription, Ticket, StatusSpan, PublicReply):
            assert set(model.objects.values_list("organisation_id", flat=True)) <= {
                world.organisations["lucia"].pk
            }, model
        assert set(Service.objects.values_list("code", flat=True)) == {"print"}  # no word of the other's ERP
        assert set(Category.objects.values_list("code", flat=True)) == {"hardware"}
        assert set(Team.objects.values_list("code", flat=True)) == {"desk", "systems"}
        assert {event.organisation_id for event in Event.objects.all()} == {world.organisations["lucia"].pk}
        assert {event.audience for event in Event.objects.all()} == {"public"}


def test_a_client_sees_the_people_who_face_clients_and_no_other_of_the_provider(world: World) -> None:
    with acting_as(world.actor("ana")):
        Person.objects.filter(pk=world.people["irene"].pk).update(faces_clients=False)
    with acting_as(world.actor("elena")):
        seen = set(Person.objects.values_list("name", flat=True))
    assert seen == {"Elena", "Marta", "Ana", "Rafael", "Amalia"}


def test_a_mark_on_another_clients_person_does_not_show_them(world: World) -> None:
    """`faces_clients` is meant for those who serve; set by mistake on a client's person it shows nobody new."""
    with acting_as(world.actor("ana")):
        Person.objects.filter(pk=world.people["carlos"].pk).update(faces_clients=True)
    with acting_as(world.actor("elena")):
        assert not Person.objects.filter(pk=world.people["carlos"].pk).exists()


@pytest.mark.parametrize(
    "table",
    [
        "desk_internalnote",
        "desk_ticketshare",
        "directory_teammember",
        "directory_account",
        "directory_apitoken",
        "django_session",
        "account_emailaddress",
        "kernel_change",
        "kernel_reactiondone",
        "procrastinate_jobs",
        "procrastinate_events",
        "door_cache",
        "django_migrations",
        "django_content_type",
    ],
)
def test_a_client_may_not_even_ask_these_tables(world: World, tickets, table: str) -> None:
    with acting_as(world.actor("marta")):
        for statement in (
            f"select count(*) from {table}",
            f"delete from {table}",
            f"select 1 from {table} limit 0",
        ):
            with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
                sql(statement)


def test_carlos_cannot_read_internal_notes_even_of_his_own_ticket(world: World, tickets) -> None:
    _own, ticket = tickets
    with acting_as(world.actor("carlos")):
        with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
            list(ticket.notes.all())
        with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
            sql("select t.id from desk_ticket t join desk_internalnote n on n.ticket_id = t.id")
        with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
            sql("insert into desk_internalnote (body) values ('x')")


def test_a_manager_of_two_organisations_sees_both_and_no_third(world: World, tickets) -> None:
    from vinculo.directory.actions import grant_role
    from vinculo.directory.models import Role
    from vinculo.kernel.scope import system_actor

    own, others = tickets
    system = system_actor()
    with acting_as(system):
        role = Role.objects.get(code="client_manager")
        grant_role(world.people["marta"], by=system, organisation=world.organisations["albor"], role=role)
    with acting_as(world.actor("marta")):
        assert set(Ticket.objects.values_list("pk", flat=True)) == {own.pk, others.pk}
        assert set(Organisation.objects.values_list("slug", flat=True)) == {"lucia", "albor", "nexo"}


def test_statistics_of_the_tables_do_not_tell_values(world: World, tickets) -> None:
    """`pg_stats` holds samples of the most common values; PostgreSQL hides it where row security stands."""
    with acting_as(world.actor("elena")):
        assert sql(
            "select count(*) from pg_stats where tablename in ('desk_ticket', 'directory_person')"
        ) == [(0,)]
