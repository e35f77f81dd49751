"""What a client or a supplier may write: little, and only to what is theirs, whatever code asks for."""

import datetime as dt

import pytest
from django.db import DatabaseError, IntegrityError, ProgrammingError, transaction

from tests.world import World
from vinculo.desk.actions import add_note, reply
from vinculo.desk.models import PublicReply, StatusSpan, Ticket
from vinculo.kernel import clock
from vinculo.kernel.models import Audience, Event
from vinculo.kernel.scope import acting_as, system_actor
from vinculo.kernel.tests.database import sql

DENIED = "permission denied"
BEHIND_THE_WALL = "violates row-level security policy"


def refused(statement: str, *params: object, match: str = DENIED) -> None:
    """Run a statement that the database must refuse, and go on."""
    with pytest.raises(ProgrammingError, match=match), transaction.atomic():
        sql(statement, *params)


def test_a_client_cannot_write_the_columns_that_the_desk_decides(world: World) -> None:
    ticket = world.ticket("marta")
    with acting_as(world.actor("marta")):
        for column, value in (
            ("priority", "1"), ("impact", "'organisation'"), ("urgency", "'critical'"), ("to_confirm", "false"),
            ("is_major", "true"), ("team_id", "null"), ("assignee_id", "null"), ("matrix_id", "1"), ("ref", "'X'"),
            ("title", "'x'"), ("description", "'x'"), ("requester_id", "1"), ("registered_by_id", "1"),
            ("organisation_id", "1"), ("resolution", "'x'"), ("resolution_code", "''"), ("opened_at", "now()"),
            ("kind", "'request'"), ("service_id", "null"), ("uuid", "gen_random_uuid()"), ("request_key", "null"),
        ):  # fmt: skip
            refused(f"update desk_ticket set {column} = {value} where id = %s", ticket.pk)
        refused("delete from desk_ticket")
        refused("truncate desk_ticket")
        refused("insert into desk_ticketshare (ticket_id) values (1)")


def test_messages_and_events_are_never_edited_by_anybody(world: World) -> None:
    ticket = world.ticket("elena")
    elena, sergio, system = world.actor("elena"), world.actor("sergio"), system_actor()
    with acting_as(elena):
        reply(ticket, by=elena, body="Sigue igual")
    for actor in (elena, sergio, system):
        with acting_as(actor):
            for table in ("desk_publicreply", "desk_internalnote", "kernel_event"):
                refused(f"delete from {table}")
                column = "facts = '{}'" if table == "kernel_event" else "body = 'otra cosa'"
                refused(f"update {table} set {column}")
            refused("update desk_statusspan set from_at = now()")
            refused("delete from desk_statusspan")


def test_a_client_can_only_add_public_events_of_its_own(world: World) -> None:
    ticket, others = world.ticket("elena"), world.ticket("carlos")
    elena = world.actor("elena")

    def event(**more: object) -> Event:
        known: dict[str, object] = {
            "organisation_id": ticket.organisation_id, "kind": "desk.TicketReplied", "audience": Audience.PUBLIC,
            "subject_type": "ticket", "subject_id": ticket.pk, "actor_id": elena.person_id, "actor_name": "Elena",
            "occurred_at": clock.now(), "recorded_at": clock.now(),
        }  # fmt: skip
        return Event(**{**known, **more})

    with acting_as(elena):
        event().save()
        for wrong in ({"audience": Audience.INTERNAL}, {"organisation_id": others.organisation_id}):
            with pytest.raises(ProgrammingError, match=BEHIND_THE_WALL), transaction.atomic():
                event(**wrong).save()


def test_a_client_cannot_write_into_another_organisation(world: World) -> None:
    own, others = world.ticket("elena"), world.ticket("carlos")
    elena = world.actor("elena")
    now = clock.now()
    with acting_as(elena):
        for change in ("last_public_side = 'client'", "state = 'closed'"):
            with transaction.atomic():
                sql(f"update desk_ticket set {change} where id = %s", others.pk)  # hits no row
        message = {
            "ticket_id": others.pk,
            "author_name": "Elena",
            "body": "hola",
            "side": "client",
            "created_at": now,
        }
        with pytest.raises(ProgrammingError, match=BEHIND_THE_WALL), transaction.atomic():
            PublicReply.objects.create(organisation_id=others.organisation_id, **message)
        with pytest.raises(IntegrityError, match="_owned"), transaction.atomic():
            PublicReply.objects.create(organisation_id=own.organisation_id, **message)  # the composite key
        copy = Ticket.objects.get(pk=own.pk)
        copy.pk, copy.ref, copy.uuid, copy.organisation_id = None, "X-1", None, others.organisation_id
        with pytest.raises(DatabaseError), transaction.atomic():
            copy.save(force_insert=True)
    with acting_as(system_actor()):
        assert Ticket.objects.get(pk=others.pk).state == "new"
        assert not PublicReply.objects.filter(ticket=others).exists()


def test_the_catalogue_and_the_directory_are_read_only_to_clients_and_suppliers(world: World) -> None:
    for name in ("marta", "sergio"):
        with acting_as(world.actor(name)):
            for table in (
                "directory_organisation", "directory_person", "directory_site", "directory_membership",
                "directory_role", "directory_team", "directory_teammember", "directory_account", "directory_apitoken",
                "catalogue_service", "catalogue_subscription", "catalogue_category",
                "desk_prioritymatrix", "desk_matrixversion", "kernel_change", "kernel_reactiondone",
            ):  # fmt: skip
                refused(f"update {table} set id = id")
                refused(f"delete from {table}")
                refused(f"insert into {table} default values")


def test_a_matrix_version_is_never_edited(world: World) -> None:
    with acting_as(system_actor()):
        refused("update desk_matrixversion set cells = '{}'")
        refused("delete from desk_matrixversion")


class TestKeys:
    """Keys pass under the wall, so they carry the organisation."""

    def test_a_child_cannot_point_at_another_clients_ticket(self, world: World) -> None:
        own, others = world.ticket("elena"), world.ticket("carlos")
        ana = world.actor("ana")
        with acting_as(ana):
            note = add_note(own, by=ana, body="nota")
            for table, column in (
                ("desk_internalnote", "ticket_id"),
                ("desk_statusspan", "ticket_id"),
                ("desk_publicreply", "ticket_id"),
                ("desk_ticketshare", "ticket_id"),
            ):
                with pytest.raises(DatabaseError), transaction.atomic():
                    sql(f"update {table} set {column} = %s", others.pk)
            with pytest.raises(IntegrityError, match="desk_statusspan_ticket_owned"), transaction.atomic():
                StatusSpan.objects.create(
                    ticket=others, organisation_id=own.organisation_id, state="new", category="new",
                    from_at=clock.now(), to_at=clock.now() + dt.timedelta(1),
                )  # fmt: skip
            with pytest.raises(IntegrityError, match="desk_ticket_site_owned"), transaction.atomic():
                Ticket.objects.filter(pk=own.pk).update(site=world.sites["albor"])
        assert note is not None

    def test_moving_a_ticket_to_another_client_takes_its_children_along(self, world: World) -> None:
        ticket, ana = world.ticket("elena"), world.actor("ana")
        albor = world.organisations["albor"]
        with acting_as(ana):
            reply(ticket, by=ana, body="hola")
            add_note(ticket, by=ana, body="nota")
            Ticket.objects.filter(pk=ticket.pk).update(organisation=albor)
            for rows in (ticket.replies, ticket.notes, ticket.spans):
                assert set(rows.values_list("organisation_id", flat=True)) == {albor.pk}
        with acting_as(world.actor("marta")):
            assert not Ticket.objects.filter(pk=ticket.pk).exists()
            assert not PublicReply.objects.filter(ticket_id=ticket.pk).exists()
