"""The company in the database: its rows agree with each other, and each side sees what is its own."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.db import connection

from tests.world import World
from vinculo.demonstration.cast import CAST
from vinculo.demonstration.company import PASSWORD, SERVICES, SUBSCRIPTIONS
from vinculo.demonstration.fill import Filled, fill, fill_if_empty, summary
from vinculo.desk.models import InternalNote, Ticket
from vinculo.directory.actors import actor_of
from vinculo.directory.models import Account, Membership, Organisation, Role
from vinculo.kernel.models import Event
from vinculo.kernel.scope import Actor, acting_as, system_actor
from vinculo.kernel.web import seen

NOW = dt.datetime(2026, 11, 17, 13, 10, tzinfo=dt.UTC)

pytestmark = pytest.mark.django_db

OF_STORIES = (
    "from desk_ticket t join directory_organisation o on o.id = t.organisation_id and o.slug = any(%s)"
)
SLUGS = ["quintabra", "almadrona", "guaranda", "amaranta", "redalmar"]

# Each finds the tickets for which something does not hold.
CONTRADICTIONS = {
    "a span begins where the one before ends": f"""
        select t.ref {OF_STORIES} join (
          select ticket_id, from_at, lag(to_at) over (partition by ticket_id order by from_at, id) as before,
            row_number() over (partition by ticket_id order by from_at, id) as n from desk_statusspan) s
          on s.ticket_id = t.id
        where (n = 1 and from_at <> t.opened_at) or (n > 1 and before is distinct from from_at)""",
    "the open span is the ticket's state": f"""
        select t.ref {OF_STORIES} left join desk_statusspan s on s.ticket_id = t.id and s.to_at is null
        where (s.state, s.category, s.reason, s.charged_to, s.from_at) is distinct from
          (t.state, t.category, t.wait_reason, t.charged_to, t.state_since)""",
    "resolved and closed say when": f"""
        select t.ref {OF_STORIES}
        where (t.resolved_at is not null) is distinct from (t.category in ('resolved', 'closed'))
          or (t.closed_at is not null) is distinct from (t.category in ('closed', 'cancelled'))
          or t.resolved_at < t.opened_at or t.closed_at < t.resolved_at
          or (t.category in ('resolved', 'closed') and (t.resolution = '' or t.resolution_code = ''))""",
    "the last message is the ticket's": f"""
        select t.ref {OF_STORIES} left join lateral (
          select created_at, side from desk_publicreply where ticket_id = t.id order by id desc limit 1) r on true
        where (t.last_public_at, t.last_public_side) is distinct from
          (coalesce(r.created_at, t.opened_at), coalesce(r.side, 'client'))""",
    "nothing before the opening, nothing to come": f"""
        select t.ref {OF_STORIES} join kernel_event e on e.subject_type = 'ticket' and e.subject_id = t.id
        where e.occurred_at < t.opened_at or e.occurred_at > %s""",
    "the last event is the last change": f"""
        select t.ref {OF_STORIES} where t.updated_at < (select max(occurred_at) from kernel_event e
          where e.subject_type = 'ticket' and e.subject_id = t.id) or t.updated_at > %s""",
    "every message is told of once": f"""
        select t.ref {OF_STORIES} join desk_publicreply r on r.ticket_id = t.id
        where 1 <> (select count(*) from kernel_event e where e.subject_type = 'ticket' and e.subject_id = t.id
          and e.kind = 'desk.TicketReplied' and (e.facts->>'reply')::bigint = r.id and e.occurred_at = r.created_at
          and e.audience = 'public' and e.actor_id = r.author_id)""",
    "every note is told of inside": f"""
        select t.ref {OF_STORIES} join desk_internalnote n on n.ticket_id = t.id
        where 1 <> (select count(*) from kernel_event e where e.subject_type = 'ticket' and e.subject_id = t.id
          and e.kind = 'desk.NoteAdded' and (e.facts->>'note')::bigint = n.id and e.audience = 'internal')""",
    "reopenings are counted": f"""
        select t.ref {OF_STORIES} where t.reopen_count <> (select count(*) from kernel_event e
          where e.subject_type = 'ticket' and e.subject_id = t.id
            and e.kind in ('desk.ResolutionRejected', 'desk.TicketReopened'))""",
    "whoever has it works in the team": f"""
        select t.ref {OF_STORIES} where t.assignee_id is not null and not exists (
          select from directory_teammember m where m.team_id = t.team_id and m.person_id = t.assignee_id)""",
    "whoever asks acts for the client, which has the service": f"""
        select t.ref {OF_STORIES}
        where not exists (select from directory_membership m
            where m.organisation_id = t.organisation_id and m.person_id = t.requester_id)
          or not exists (select from catalogue_subscription s
            where s.organisation_id = t.organisation_id and s.service_id = t.service_id)""",
    "a supplier speaks only while it is shared": f"""
        select t.ref {OF_STORIES} join desk_publicreply r on r.ticket_id = t.id and r.side = 'supplier'
        where not exists (select from desk_ticketshare s where s.ticket_id = t.id and s.since <= r.created_at
          and (s.until is null or s.until >= r.created_at))""",
    "priority is the matrix's": f"""
        select t.ref {OF_STORIES} join desk_matrixversion v on v.id = t.matrix_id
        where t.priority <> (v.cells->>(t.impact || ':' || t.urgency))::int""",
    "references grow with time": f"""
        select ref from (select t.ref, lag(t.ref) over (partition by t.kind order by t.opened_at, t.ref) as before
          {OF_STORIES}) r where before > ref""",
}


@pytest.fixture
def filled() -> Filled:
    """A small year of it."""
    with acting_as(system_actor()):
        return fill(now=NOW, tickets=300, seed=1, tell=lambda sentence: None)


def account_actor(email: str) -> Actor:
    actor = actor_of(Account.objects.get(email=email))
    assert actor is not None
    return actor


def test_the_rows_agree_with_each_other_are_ours_and_make_nothing_happen(filled: Filled) -> None:
    with acting_as(system_actor()), connection.cursor() as cursor:
        for name, sql in CONTRADICTIONS.items():
            params: list[Any] = [SLUGS, NOW] if sql.count("%s") == 2 else [SLUGS]
            cursor.execute(sql, params)
            assert not cursor.fetchall(), name
        cursor.execute(f"select count(*), count(distinct t.ref) {OF_STORIES}", [SLUGS])
        assert cursor.fetchone() == (filled.tickets, filled.tickets)
    assert next(summary(filled)).startswith(f"{filled.tickets} tickets")
    with acting_as(system_actor()):
        ours = Ticket.objects.filter(organisation__slug__in=SLUGS)
        assert not ours.exclude(source="").exists()
        kinds = set(Event.objects.filter(subject_type="ticket").values_list("kind", flat=True))
    assert "desk.HistoryRecorded" not in kinds
    with connection.cursor() as cursor:
        cursor.execute("select count(*) from procrastinate_jobs")
        assert cursor.fetchone() == (0,)


def test_there_is_somebody_of_every_role_and_each_sees_what_is_theirs(filled: Filled) -> None:
    _every_role_is_held()
    assert len({part.slug for part in CAST}) == len(CAST) == len({part.email for part in CAST})
    for part in CAST:
        assert account_actor(part.email).grants, part.slug
    assert Account.objects.get(email=CAST[0].email).check_password(PASSWORD)
    _each_sees_what_is_theirs()


def _every_role_is_held() -> None:
    with acting_as(system_actor()):
        held = Membership.objects.filter(organisation__slug__in=SLUGS).select_related("role", "organisation")
        by_role = {role.code: [m for m in held if m.role_id == role.pk] for role in Role.objects.all()}
        both = Organisation.objects.filter(is_client=True, is_supplier=True, slug__in=SLUGS)
        assert both.count() == 1
    assert all(by_role.values())
    assert len(by_role["agent"]) >= 5
    assert len(by_role["supplier_person"]) >= 2
    hats: dict[int, set[int]] = {}
    for membership in held:
        hats.setdefault(membership.person_id, set()).add(membership.organisation_id)
    assert any(len(organisations) == 2 for organisations in hats.values())
    assert 24 <= len(hats) <= 32


def _each_sees_what_is_theirs() -> None:
    elena = account_actor("elena@almadrona.example")
    with acting_as(elena):
        own = seen(Ticket, elena)
        assert own.exists()
        assert set(own.values_list("requester_id", flat=True)) == {elena.person_id}
    sergio = account_actor("sergio@redalmar.example")
    with acting_as(sergio):
        assert 0 < seen(Ticket, sergio).count() <= 4
    hernan = account_actor("hernan@guaranda.example")
    with acting_as(hernan):
        assert seen(Ticket, hernan).values("organisation_id").distinct().count() == 2
    ana = account_actor("ana@quintabra.example")
    with acting_as(ana):
        assert seen(InternalNote, ana).exists()


def test_a_database_with_organisations_is_left_alone(world: World) -> None:
    said: list[str] = []
    assert fill_if_empty(said.append) is None
    assert not said


def test_every_service_says_its_value_in_one_sentence() -> None:
    for code, (_name, _team, value) in SERVICES.items():
        assert value.startswith("Que "), code
        assert value.count(".") == 1, code
        assert value.endswith("."), code
    for codes in SUBSCRIPTIONS.values():
        assert set(codes) <= set(SERVICES)
