"""What the stories come to on any day, looked at without a database."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest

from vinculo.demonstration.company import ORGANISATIONS, PROVIDER
from vinculo.demonstration.hours import ROUND_THE_CLOCK
from vinculo.demonstration.people import EVERYBODY
from vinculo.demonstration.tests.drawn import NOW, digest, numbered, told
from vinculo.desk.actions import TicketHistory
from vinculo.desk.models import WaitReason
from vinculo.desk.waits import OFFERED

LEAP_DAY = dt.datetime(2028, 2, 29, 23, 59, tzinfo=dt.UTC)
AGENTS = {figure.name: figure for figure in EVERYBODY if figure.home == PROVIDER}


def is_open(history: TicketHistory) -> bool:
    return history.ticket.category in ("new", "active", "paused")


def test_the_same_seed_and_instant_tell_the_same_stories() -> None:
    first = digest(told(seed=1))
    told.cache_clear()
    assert digest(told(seed=1)) == first
    assert digest(told(seed=2)) != first
    assert told(now=LEAP_DAY)


@pytest.mark.slow
@pytest.mark.parametrize(
    "now",
    [
        NOW,  # a Tuesday at work
        dt.datetime(2027, 1, 2, 4, 0, tzinfo=dt.UTC),  # the night after New Year
    ],
)
def test_the_desk_is_alive_on_any_day(now: dt.datetime) -> None:
    histories = told(now=now, count=6_000)
    assert 5_900 <= len(histories) <= 6_100
    backlog = [history.ticket for history in histories if is_open(history)]
    assert 50 <= len(backlog) <= 160
    states = Counter(ticket.category for ticket in backlog)
    assert min(states["new"], states["active"], states["paused"]) >= 5
    assert {ticket.wait_reason for ticket in backlog} >= set(OFFERED)
    assert sum(1 for ticket in backlog if ticket.to_confirm and not ticket.assignee_id) >= 2
    assert sum(1 for ticket in backlog if ticket.opened_at > now - dt.timedelta(hours=2)) >= 6
    assert sum(1 for history in histories if history.ticket.category == "resolved") >= 8
    latest = max(event.occurred_at for history in histories for event in history.events)
    assert now - dt.timedelta(hours=2) < latest <= now


@pytest.mark.slow
def test_a_page_of_the_queue_does_not_repeat_itself() -> None:
    backlog = [history.ticket.title for history in told(now=NOW, count=6_000) if is_open(history)]
    repeated = [title for title, count in Counter(backlog).items() if count > 1]
    assert len(repeated) <= 3, repeated


@pytest.mark.slow
def test_agents_answer_in_their_own_hours_unless_on_call_for_the_hospital() -> None:
    hospital = numbered().organisations[ROUND_THE_CLOCK].pk
    wrong = []
    for history in told(now=NOW, count=6_000):
        if history.ticket.organisation_id == hospital:
            continue
        for said in (*history.replies, *history.notes):
            agent = AGENTS.get(said.author_name)
            if agent:
                local = said.created_at.astimezone(ZoneInfo(agent.zone or ORGANISATIONS[PROVIDER]["zone"]))
                if not (7 <= local.hour < 19 and local.weekday() < 5):
                    wrong.append((history.ticket.ref, said.author_name, local))
    assert not wrong


def test_all_the_special_tickets_are_there() -> None:
    histories = told(count=300)
    long = max(histories, key=lambda history: len(history.replies))
    assert len(long.replies) == 90
    major = [history for history in histories if history.ticket.is_major]
    assert len(major) == 1
    news = [said.created_at for said in major[0].replies if said.side == "provider"]
    gaps = [(b - a).total_seconds() / 60 for a, b in pairwise(news)]
    assert len(news) >= 6
    assert max(gaps) <= 31
    children = [h for h in histories if any(major[0].ticket.ref in said.body for said in h.replies)]
    assert len(children) >= 5
    stormy = [h for h in histories if any("temporal" in said.body for said in h.replies)]
    assert len(stormy) >= 5
    for history in stormy:
        assert [s.charged_to for s in history.spans if s.reason == WaitReason.THIRD_PARTY] == ["third_party"]
    kinds = Counter(event.kind.split(".")[1] for history in histories for event in history.events)
    assert kinds["ResolutionRejected"] >= 4
    assert kinds["TicketReopened"] >= 1
    assert kinds["TicketCancelled"] >= 2
    assert kinds["PriorityChanged"] >= 2
    thanks = [
        h
        for h in histories
        if h.ticket.closed_at and h.replies and h.replies[-1].created_at > h.ticket.closed_at
    ]
    assert thanks
    assert all(h.ticket.category == "closed" for h in thanks)
    shares = [share for history in histories for share in history.shares]
    assert any(share.until is None for share in shares)
    assert NOW not in {event.occurred_at for history in histories for event in history.events}


def test_every_channel_and_kind_is_used() -> None:
    tickets = [history.ticket for history in told(count=600)]
    assert {ticket.channel for ticket in tickets} >= {"portal", "phone", "mail", "in_person"}
    assert {ticket.kind for ticket in tickets} == {"incident", "request"}
    assert {ticket.service_id for ticket in tickets} == set(range(1, 11))
