"""A field is declared once; records, lifecycles and verbs derive the rest from it."""

import pytest
from django.core.exceptions import FieldDoesNotExist
from django.db import connection
from django.db.models import Q
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext

from tests.world import World
from vinculo.desk.actions import assign, start
from vinculo.desk.lifecycles import INCIDENT
from vinculo.desk.models import State, Ticket
from vinculo.desk.records import TicketRecord
from vinculo.kernel.lifecycle import Category, Lifecycle, WrongMove
from vinculo.kernel.models import Event
from vinculo.kernel.records import Record
from vinculo.kernel.scope import acting_as, system_actor


class TestRecord:
    def test_every_name_on_every_surface_is_a_field(self) -> None:
        for surface in ("list", "sort", "form", "filter", "api", "client"):
            for name in TicketRecord.surface(surface):
                assert TicketRecord.field(name), (surface, name)

    def test_a_client_sees_of_each_surface_what_the_record_lets_them(self) -> None:
        assert "assignee" in TicketRecord.surface("list")
        assert "assignee" not in TicketRecord.surface("list", for_client=True)
        assert set(TicketRecord.surface("api", for_client=True)) <= set(TicketRecord.client.split())
        secret = {"team", "assignee", "registered_by", "request_key", "source", "external_id", "to_confirm"}
        assert not secret & set(TicketRecord.client.split())

    def test_a_misspelt_field_is_found_out(self) -> None:
        class Wrong(Record):
            model = Ticket
            list = "tilte"

        with pytest.raises(FieldDoesNotExist):
            Wrong.columns()

    @pytest.mark.parametrize(
        ("asked", "understood"),
        [
            ("state=new&state=waiting", {"state": ["new", "waiting"]}),
            ("state=new&state=nonsense", {"state": ["new"]}),
            ("priority=1&priority=6&priority=x", {"priority": ["1"]}),
            ("team=3&team=none", {"team": ["3", "none"]}),
            ("organisation=none", {}),  # it is never null
            ("assignee=99999999999999999999", {}),
            ("is_major=1&to_confirm=maybe", {"is_major": ["1"]}),
            ("requester=1&password=x&pk=1&title=x", {}),  # not on the filter's surface
            ("state=%00", {}),
        ],
    )
    def test_an_address_is_understood_as_far_as_it_makes_sense(
        self, asked: str, understood: dict[str, list[str]]
    ) -> None:
        condition, read = TicketRecord.filters(QueryDict(asked))
        assert read == understood
        assert (condition == Q()) == (not understood)

    def test_what_a_client_may_not_see_they_cannot_filter_or_sort_by(self) -> None:
        asked = QueryDict("assignee=1&team=none&channel=mail&state=new")
        assert TicketRecord.filters(asked, for_client=True)[1] == {"state": ["new"]}
        default = ("pk",)
        assert TicketRecord.ordering("last_public_at", default) == ("last_public_at", "pk")
        assert TicketRecord.ordering("last_public_at", default, for_client=True) == default
        assert TicketRecord.ordering("organisation__name", default) == default
        assert TicketRecord.ordering("-opened_at", default, for_client=True) == ("-opened_at", "-pk")

    def test_labels_are_the_models_own(self) -> None:
        assert TicketRecord.label("assignee_id") == TicketRecord.label("assignee")
        assert TicketRecord.label("no_such_column") == "no_such_column"


class TestLifecycle:
    def test_a_state_without_a_category_is_found_out_at_once(self) -> None:
        with pytest.raises(ValueError, match="limbo"):
            Lifecycle({"a": Category.NEW}, {"a": ["limbo"]})

    def test_a_wrong_move_says_from_where_to_where(self) -> None:
        with pytest.raises(WrongMove) as refusal:
            INCIDENT.check("closed", "new", dict(State.choices))
        assert str(State.CLOSED.label) in str(refusal.value)
        assert refusal.value.status == 409

    def test_what_is_closed_or_cancelled_leads_nowhere(self) -> None:
        for state in INCIDENT.categories:
            for end in ("closed", "cancelled"):
                assert not INCIDENT.may_move(end, state)

    def test_every_state_can_be_reached(self) -> None:
        reached = {State.NEW} | {after for moves in INCIDENT.moves.values() for after in moves}
        assert reached == set(INCIDENT.categories)


class TestVerb:
    def test_it_reads_the_row_again_under_its_lock(self, world: World) -> None:
        """Whoever holds an old copy acts on what is there now, and their copy becomes what is there now."""
        ticket, ana = world.ticket("elena"), world.actor("ana")
        with acting_as(ana):
            old = Ticket.objects.get(pk=ticket.pk)
            assign(ticket, by=ana, team=world.teams["systems"])
            start(old, by=ana)
            assert (old.state, old.team) == ("in_progress", world.teams["systems"])
            kept = Ticket.objects.get(pk=ticket.pk)
            assert (kept.state, kept.team_id) == ("in_progress", world.teams["systems"].pk)

    def test_what_the_caller_changed_by_hand_is_not_saved(self, world: World) -> None:
        ticket, ana = world.ticket("elena", title="La de verdad"), world.actor("ana")
        with acting_as(ana):
            ticket.title, ticket.priority = "Otra", 1
            start(ticket, by=ana)
            assert Ticket.objects.get(pk=ticket.pk).title == "La de verdad"
            assert Ticket.objects.get(pk=ticket.pk).priority == 3

    def test_only_the_columns_that_differ_are_written(self, world: World) -> None:
        ticket, ana = world.ticket("elena"), world.actor("ana")
        with acting_as(ana), CaptureQueriesContext(connection) as asked:
            start(ticket, by=ana)
        [update] = [q["sql"] for q in asked if q["sql"].startswith('UPDATE "desk_ticket"')]
        assert '"state"' in update
        assert '"title"' not in update
        assert '"priority"' not in update

    def test_the_fact_names_who_did_it_and_when(self, world: World) -> None:
        ticket, ana = world.ticket("elena"), world.actor("ana")
        with acting_as(ana):
            start(ticket, by=ana)
        with acting_as(system_actor()):
            event = Event.objects.get(kind="desk.TicketStarted")
        assert (event.actor_name, event.actor_id, event.organisation_id) == (
            "Ana",
            world.people["ana"].pk,
            world.organisations["lucia"].pk,
        )
        assert event.occurred_at == event.recorded_at == ticket.state_since
