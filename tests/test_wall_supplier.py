"""A supplier's person sees what is shared with them while it is, and nothing else."""

import pytest
from django.db import ProgrammingError, transaction
from django.http import Http404

from tests.world import World
from vinculo.catalogue.models import Service
from vinculo.desk.actions import add_note, assign, end_share, reply, share
from vinculo.desk.models import PublicReply, StatusSpan, Ticket, TicketShare
from vinculo.desk.queries import thread, ticket_of
from vinculo.directory.models import Organisation, Person, Site
from vinculo.kernel.models import Event
from vinculo.kernel.refusals import NotAllowed
from vinculo.kernel.scope import acting_as
from vinculo.kernel.tests.database import sql


@pytest.fixture
def shared(world: World) -> Ticket:
    """Elena's ticket, shared with Etiquetex by Ana; Carlos's is not."""
    world.ticket("carlos", title="Rubí")
    ticket = world.ticket("elena", title="Zafiro", service=world.services["print"], site=world.sites["lucia"])
    ana = world.actor("ana")
    with acting_as(ana):
        assign(ticket, by=ana, team=world.teams["systems"])
        add_note(ticket, by=ana, body="Nota entre nosotros")
        share(ticket, by=ana, supplier=world.organisations["etiquetex"])
    return ticket


def test_before_it_is_shared_there_is_nothing(world: World) -> None:
    world.ticket("elena", service=world.services["print"])
    with acting_as(world.actor("sergio")):
        for model in (Ticket, StatusSpan, PublicReply, TicketShare, Event, Service, Site):
            assert not model.objects.exists(), model
        assert set(Organisation.objects.values_list("slug", flat=True)) == {"etiquetex", "nexo"}
        assert not Person.objects.filter(name__in=["Elena", "Marta", "Carlos"]).exists()


def test_while_shared_the_ticket_and_its_public_side_are_there(world: World, shared: Ticket) -> None:
    sergio = world.actor("sergio")
    with acting_as(sergio):
        assert ticket_of(sergio, shared.ref).requester.name == "Elena"
        assert list(Ticket.objects.all()) == [shared]
        assert set(Organisation.objects.values_list("slug", flat=True)) == {"etiquetex", "nexo", "lucia"}
        assert set(Person.objects.filter(name__in=["Elena", "Marta"]).values_list("name", flat=True)) == {
            "Elena"
        }
        assert list(Service.objects.values_list("code", flat=True)) == ["print"]
        assert list(Site.objects.values_list("name", flat=True)) == ["Hospital"]
        told = thread(sergio, shared)
        assert told.notes == []
        assert {event.audience for event in told.events} == {"public"}
        assert {event.subject_id for event in Event.objects.all()} == {shared.pk}


def test_a_supplier_reads_no_note_and_asks_no_private_table(world: World, shared: Ticket) -> None:
    with acting_as(world.actor("sergio")):
        for table in ("desk_internalnote", "kernel_change", "directory_account", "catalogue_subscription",
                      "procrastinate_jobs", "kernel_reactiondone"):  # fmt: skip
            with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
                sql(f"select * from {table}")


def test_a_supplier_answers_what_is_shared_and_decides_nothing(world: World, shared: Ticket) -> None:
    sergio = world.actor("sergio")
    with acting_as(sergio):
        reply(shared, by=sergio, body="La pieza llega mañana")
        assert PublicReply.objects.get().side == "supplier"
        for column in ("state = 'closed'", "priority = 1", "team_id = null", "wait_reason = 'part'"):
            with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
                sql(f"update desk_ticket set {column}")
        for verb in (lambda: add_note(shared, by=sergio, body="x"), lambda: assign(shared, by=sergio)):
            with pytest.raises(NotAllowed):
                verb()
        with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
            sql("update desk_ticketshare set until = null")


def test_a_supplier_cannot_answer_what_is_not_shared(world: World, shared: Ticket) -> None:
    sergio, ana = world.actor("sergio"), world.actor("ana")
    with acting_as(ana):
        others = Ticket.objects.get(title="Rubí")
    with acting_as(sergio):
        with pytest.raises(Http404):
            reply(others, by=sergio, body="hola")
        with pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
            sql(
                "insert into desk_publicreply"
                " (organisation_id, ticket_id, author_name, body, created_at, side, channel)"
                " values (%s, %s, 'Sergio', 'hola', now(), 'supplier', 'portal')",
                others.organisation_id,
                others.pk,
            )
        with pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
            sql(
                "insert into kernel_event (uuid, organisation_id, kind, audience, subject_type, subject_id,"
                " actor_name, facts, occurred_at, recorded_at)"
                " values (gen_random_uuid(), %s, 'x', 'public', 'ticket', %s, 'S', '{}', now(), now())",
                others.organisation_id,
                others.pk,
            )


def test_when_the_share_ends_it_is_gone_at_once(world: World, shared: Ticket) -> None:
    sergio, ana = world.actor("sergio"), world.actor("ana")
    with acting_as(ana):
        end_share(shared, by=ana, supplier=world.organisations["etiquetex"])
    with acting_as(sergio):
        for model in (Ticket, StatusSpan, PublicReply, TicketShare, Event, Service, Site):
            assert not model.objects.exists(), model
        with pytest.raises(Http404):
            ticket_of(sergio, shared.ref)
        with pytest.raises(Http404):
            reply(shared, by=sergio, body="una más")  # it was on the screen still
    with acting_as(ana):
        share(shared, by=ana, supplier=world.organisations["etiquetex"])
        assert TicketShare.objects.filter(ticket=shared).count() == 2  # both stretches are kept
    with acting_as(sergio):
        assert Ticket.objects.get() == shared


def test_another_supplier_sees_nothing_of_it(world: World, shared: Ticket) -> None:
    from dataclasses import replace

    other = Organisation(slug="otro", name="Otro", is_supplier=True, created_at=shared.opened_at)
    with acting_as(world.actor("ana")):
        other.save()
    sergio = world.actor("sergio")
    stranger = replace(sergio, grants={other.pk: sergio.grants[sergio.organisations[0]]})
    with acting_as(stranger):
        assert not Ticket.objects.exists()
        assert not PublicReply.objects.exists()
