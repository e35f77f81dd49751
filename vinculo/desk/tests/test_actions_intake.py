"""How a demand becomes a ticket."""

import uuid

import pytest

from tests.world import World
from vinculo.catalogue.models import Category, Service
from vinculo.desk.actions import AlreadyOpened, open_ticket
from vinculo.desk.actions.intake import NotTheirs, UnknownLevel
from vinculo.desk.models import Kind, State, StatusSpan, Ticket
from vinculo.directory.models import Membership
from vinculo.kernel.models import Event
from vinculo.kernel.refusals import NotAllowed
from vinculo.kernel.scope import acting_as, system_actor

DEMAND = {"title": "No hay red", "description": "Desde las 9", "impact": "site", "urgency": "high"}


def opened(world: World, name: str, organisation: str, **more: object) -> Ticket:
    """What `name` opens for an organisation (for themselves unless `more` says otherwise)."""
    actor = world.actor(name)
    with acting_as(actor):
        told = open_ticket(
            world.organisations[organisation],
            by=actor,
            **{"requester": world.people[name], **DEMAND, **more},  # type: ignore[arg-type]
        )
    assert isinstance(told.subject, Ticket)
    return told.subject


def nothing_was_made() -> bool:
    with acting_as(system_actor()):
        return not (Ticket.objects.exists() or StatusSpan.objects.exists())


@pytest.mark.parametrize("name", ["amalia", "sergio", "carlos"])
def test_who_neither_works_at_the_desk_nor_belongs_to_it_opens_nothing(world: World, name: str) -> None:
    with pytest.raises(NotAllowed):
        opened(world, name, "lucia")
    assert nothing_was_made()


def test_elena_reports_and_it_waits_at_the_first_line(world: World) -> None:
    ticket = opened(world, "elena", "lucia", title="  No hay\n red ")
    assert (ticket.title, ticket.state, ticket.priority) == ("No hay red", State.NEW, 2)
    assert ticket.team_id == world.teams["desk"].pk
    assert ticket.requester == world.people["elena"]
    assert ticket.ref.startswith("INC-")
    with acting_as(system_actor()):
        span = StatusSpan.objects.get(ticket=ticket)
        assert (span.state, span.from_at, span.to_at) == ("new", ticket.opened_at, None)
        event = Event.objects.get(subject_type="ticket", subject_id=ticket.pk)
        assert (event.kind, event.audience, event.actor_id) == (
            "desk.TicketOpened",
            "public",
            world.people["elena"].pk,
        )
        assert event.facts == {"channel": "portal", "priority": 2}


def test_a_request_has_a_number_of_its_own(world: World) -> None:
    assert opened(world, "elena", "lucia", kind=Kind.REQUEST).ref.startswith("PET-")


def test_numbers_never_repeat(world: World) -> None:
    refs = {opened(world, "elena", "lucia").ref for _n in range(5)}
    assert len(refs) == 5


def test_a_clients_p1_is_left_to_the_desk_to_confirm_and_the_desks_own_is_not(world: World) -> None:
    gravest = {"impact": "organisation", "urgency": "critical"}
    assert opened(world, "elena", "lucia", **gravest).to_confirm
    ana = opened(world, "ana", "lucia", requester=world.people["elena"], **gravest)
    assert (ana.priority, ana.to_confirm, ana.registered_by_id) == (1, False, world.people["ana"].pk)


def test_the_same_form_twice_is_one_ticket(world: World) -> None:
    key = uuid.uuid4()
    first = opened(world, "elena", "lucia", request_key=key)
    with pytest.raises(AlreadyOpened) as refusal:
        opened(world, "elena", "lucia", request_key=key)
    assert refusal.value.ticket == first
    assert first.ref in str(refusal.value)
    with acting_as(system_actor()):
        assert Ticket.objects.count() == 1
        assert Event.objects.filter(kind="desk.TicketOpened").count() == 1
    opened(world, "carlos", "albor", request_key=key)  # another client's key is another key


@pytest.mark.parametrize("levels", [{"impact": "everything"}, {"urgency": "yesterday"}, {"impact": ""}])
def test_a_level_that_the_matrix_does_not_have_is_refused(world: World, levels: dict[str, str]) -> None:
    with pytest.raises(UnknownLevel):
        opened(world, "elena", "lucia", **levels)
    assert nothing_was_made()


class TestBelonging:
    """What is named in a demand belongs to the organisation that it is for."""

    def test_a_requester_of_another_organisation_is_refused(self, world: World) -> None:
        for requester in ("carlos", "sergio", "ana"):
            with pytest.raises(NotTheirs):
                opened(world, "ana", "lucia", requester=world.people[requester])
        assert nothing_was_made()

    def test_a_user_reports_for_themself_and_a_manager_for_anybody(self, world: World) -> None:
        with pytest.raises(NotTheirs):
            opened(world, "elena", "lucia", requester=world.people["marta"])
        ticket = opened(world, "marta", "lucia", requester=world.people["elena"])
        assert ticket.requester == world.people["elena"]
        assert ticket.registered_by_id == world.people["marta"].pk

    def test_a_requester_who_has_left_is_refused(self, world: World) -> None:
        with acting_as(system_actor()):
            Membership.objects.filter(person=world.people["elena"]).update(active=False)
        with pytest.raises(NotTheirs):
            opened(world, "ana", "lucia", requester=world.people["elena"])

    def test_a_service_that_the_client_does_not_have_is_refused(self, world: World) -> None:
        for name, requester in (("elena", "elena"), ("ana", "elena")):
            with pytest.raises(NotTheirs):
                opened(world, name, "lucia", requester=world.people[requester], service=world.services["erp"])
        assert (
            opened(world, "carlos", "albor", service=world.services["erp"]).service == world.services["erp"]
        )

    def test_another_clients_site_is_refused(self, world: World) -> None:
        with pytest.raises(NotTheirs):
            opened(world, "ana", "lucia", requester=world.people["elena"], site=world.sites["albor"])
        assert opened(world, "elena", "lucia", site=world.sites["lucia"]).site == world.sites["lucia"]

    def test_another_clients_category_is_refused(self, world: World) -> None:
        with acting_as(system_actor()):
            theirs = Category.objects.create(
                organisation=world.organisations["albor"], code="line", name="Línea"
            )
        with pytest.raises(NotTheirs):
            opened(world, "ana", "lucia", requester=world.people["elena"], topic=theirs)
        assert opened(world, "carlos", "albor", topic=theirs).topic == theirs
        assert opened(world, "elena", "lucia", topic=world.topics["hardware"]).topic

    def test_a_service_that_is_no_longer_offered_still_is_what_it_was(self, world: World) -> None:
        ticket = opened(world, "elena", "lucia", service=world.services["print"])
        with acting_as(system_actor()):
            Service.objects.filter(code="print").update(active=False)
            assert Ticket.objects.get(pk=ticket.pk).service == world.services["print"]
