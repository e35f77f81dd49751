"""Past rows in batches: keys in order, values as given, constraints that hold."""

import datetime as dt

import pytest
from django.db import IntegrityError

from vinculo.kernel import history
from vinculo.kernel.history import write_rows
from vinculo.kernel.models import Event
from vinculo.kernel.scope import acting_as, system_actor

AT = dt.datetime(2016, 3, 27, 1, 30, tzinfo=dt.UTC)


def past(world, n: int, **more: object) -> Event:
    return Event(
        organisation_id=world.organisations["lucia"].pk,
        kind="desk.HistoryRecorded",
        audience="internal",
        subject_type="ticket",
        subject_id=1,
        actor_name='Ñandú "2", {x}\\',
        facts={"n": n, "word": "año, \"comillas\" {y} \\ 'z'", "none": None},
        occurred_at=AT + dt.timedelta(minutes=n),
        recorded_at=AT,
        **more,
    )


def test_rows_get_their_keys_in_the_order_given_across_batches(world, monkeypatch):
    monkeypatch.setattr(history, "BATCH", 3)
    rows = [past(world, n) for n in range(8)]
    with acting_as(system_actor()):
        write_rows(rows)
        kept = list(Event.objects.filter(pk__in=[row.pk for row in rows]).order_by("pk"))
    assert [row.pk for row in rows] == [row.pk for row in kept] == sorted(row.pk for row in rows)
    assert [(row.facts, row.actor_name, row.occurred_at, row.uuid, row.actor_id) for row in kept] == [
        (row.facts, row.actor_name, row.occurred_at, row.uuid, None) for row in rows
    ]


def test_a_column_may_be_null_in_some_rows(world):
    rows = [past(world, 1, actor_id=world.people["ana"].pk), past(world, 2)]
    with acting_as(system_actor()):
        write_rows(rows)
        kept = Event.objects.filter(pk__in=[row.pk for row in rows]).order_by("pk")
        assert [row.actor_id for row in kept] == [world.people["ana"].pk, None]


def test_no_rows_are_no_statement(world, django_assert_num_queries):
    with django_assert_num_queries(0):
        write_rows([])


def test_what_a_constraint_refuses_is_an_integrity_error(world):
    row = past(world, 1)
    again = past(world, 2, uuid=row.uuid)
    with pytest.raises(IntegrityError), acting_as(system_actor()):
        write_rows([row, again])


def test_a_client_writes_no_past_of_another(world):
    with pytest.raises(Exception, match="row-level security"), acting_as(world.actor("carlos")):
        write_rows([past(world, 1)])
