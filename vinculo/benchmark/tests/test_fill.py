"""What the fill leaves behind looks like what people and verbs leave behind."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import pytest
from django.db import connection
from django.db.models import Count, F, Q

from vinculo.benchmark import chunks, fill, world
from vinculo.benchmark.vocabulary import APART, RARE
from vinculo.desk.models import InternalNote, PublicReply, StatusSpan, Ticket
from vinculo.desk.search import search
from vinculo.directory.actors import actor_of
from vinculo.directory.models import Account
from vinculo.kernel.models import Event
from vinculo.kernel.scope import acting_as, system_actor

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
TICKETS = 240


def put(opened: Any, table: str, columns: Sequence[str], rows: Sequence[chunks.Row]) -> None:
    with opened.cursor() as cursor:
        places = ", ".join(["%s"] * len(columns))
        cursor.executemany(f"insert into {table} ({', '.join(columns)}) values ({places})", rows)


@pytest.fixture
def filled(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, number in (("CLIENTS", 4), ("AGENTS", 6), ("PEOPLE", 18)):
        monkeypatch.setattr(world, name, number)
    world.build()
    order = fill.order(TICKETS)
    with acting_as(system_actor()):
        for first in (1, TICKETS // 2 + 1):
            chunks.write(connection.connection, order, range(first, first + TICKETS // 2), put)


def test_the_fill_is_what_it_says(filled: None) -> None:
    with acting_as(system_actor()):
        states = Counter(Ticket.objects.values_list("state", flat=True))
        assert sum(states.values()) == TICKETS
        assert 0.35 < states["closed"] / TICKETS < 0.65
        assert 2 < (PublicReply.objects.count() + InternalNote.objects.count()) / TICKETS < 4
        assert (
            Ticket.objects.filter(kind="incident").values("organisation").distinct().count() == world.CLIENTS
        )
        lengths = [len(text.split()) for text in Ticket.objects.values_list("description", flat=True)]
        assert min(lengths) >= 40
        assert max(lengths) <= 170

        told = Event.objects.filter(subject_type="ticket")
        assert told.filter(kind="desk.TicketOpened").count() == TICKETS
        assert told.filter(kind="desk.TicketReplied").count() == PublicReply.objects.count()
        assert told.filter(kind="desk.NoteAdded", audience="internal").count() == InternalNote.objects.count()
        assert told.filter(kind="desk.TicketClosed").count() == states["closed"]


def test_its_history_holds_together(filled: None) -> None:
    with acting_as(system_actor()):
        open_spans = Count(
            "spans", filter=Q(spans__to_at=None, spans__state=F("state"), spans__from_at=F("state_since"))
        )
        assert not Ticket.objects.annotate(n=open_spans).exclude(n=1).exists()
        for ticket in Ticket.objects.prefetch_related("spans"):
            spans = sorted(ticket.spans.all(), key=lambda span: (span.from_at, span.pk))
            assert spans[0].from_at == ticket.opened_at
            for one, following in pairwise(spans):
                assert one.to_at == following.from_at, ticket.ref
        for model in (StatusSpan, PublicReply, InternalNote):
            assert not model.objects.exclude(organisation_id=F("ticket__organisation_id")).exists()


def test_the_planted_words_are_found(filled: None) -> None:
    world.key(world.AGENT)
    agent = actor_of(Account.objects.get(email=world.AGENT))
    assert agent is not None
    with acting_as(agent):
        assert search(agent, " ".join(RARE)).total == TICKETS // max(10, TICKETS // 50)
        assert 0 < search(agent, " ".join(APART)).total < TICKETS // 4
