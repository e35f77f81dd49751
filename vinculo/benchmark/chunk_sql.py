"""What hangs on the tickets of a chunk, derived from them in sets: spans, events, and where the sequences go on."""

REPLY = (
    "id", "organisation_id", "ticket_id", "author_id", "author_name", "body", "created_at", "side", "channel",
    "request_key",
)  # fmt: skip
NOTE = ("id", "organisation_id", "ticket_id", "author_id", "author_name", "body", "created_at", "request_key")

STARTED = (
    "least(t.opened_at + make_interval(mins => (5 + t.id * 7919 %% 235)::int), t.state_since, t.resolved_at)"
)
"""When work began: the same as `fill.instants` says."""

SPANS = f"""
insert into desk_statusspan
  (organisation_id, ticket_id, state, category, reason, charged_to, source_state, from_at, to_at)
select t.organisation_id, t.id, s.state, s.category, s.reason, s.charged_to, '', s.from_at, s.to_at
from desk_ticket t cross join lateral (
  select 1 as turn, 'new' as state, 'new' as category, '' as reason, '' as charged_to, t.opened_at as from_at,
    case when t.state = 'new' then null else {STARTED} end as to_at
  union all
  select 2, 'in_progress', 'active', '', '', {STARTED},
    case when t.state = 'in_progress' then null else coalesce(t.resolved_at, t.state_since) end
    where t.state not in ('new', 'cancelled')
  union all
  select 3, case t.kind when 'request' then 'fulfilled' else 'resolved' end, 'resolved', '', '', t.resolved_at,
    t.closed_at where t.resolved_at is not null
  union all
  select 4, t.state, t.category, t.wait_reason, t.charged_to, t.state_since, null
    where t.state in ('waiting', 'closed', 'cancelled')
) s
where t.id between %(first)s::bigint and %(last)s::bigint order by t.id, s.turn
"""

_COLUMNS = """
insert into kernel_event (uuid, organisation_id, kind, audience, subject_type, subject_id, actor_id, actor_name, facts,
  occurred_at, recorded_at)
"""

EVENTS = (
    _COLUMNS
    + f"""
select gen_random_uuid(), t.organisation_id, e.kind, 'public', 'ticket', t.id, e.actor, 'Persona', e.facts, e.at, e.at
from desk_ticket t cross join lateral (
  select 1 as turn, 'desk.TicketOpened' as kind, t.requester_id as actor, t.opened_at as at,
    jsonb_build_object('channel', t.channel, 'priority', t.priority) as facts
  union all
  select 2, 'desk.TicketStarted', t.assignee_id, {STARTED}, '{{}}' where t.state not in ('new', 'cancelled')
  union all
  select 3, 'desk.TicketPaused', t.assignee_id, t.state_since,
    jsonb_build_object('reason', t.wait_reason, 'charged_to', t.charged_to) where t.state = 'waiting'
  union all
  select 4, 'desk.TicketResolved', t.assignee_id, t.resolved_at, jsonb_build_object('code', t.resolution_code)
    where t.resolved_at is not null
  union all
  select 5, 'desk.TicketClosed', null, t.closed_at, '{{"automatically": true}}' where t.state = 'closed'
) e
where t.id between %(first)s::bigint and %(last)s::bigint order by t.id, e.turn
""",
    _COLUMNS
    + """
select gen_random_uuid(), m.organisation_id, 'desk.TicketReplied', 'public', 'ticket', m.ticket_id, m.author_id,
  m.author_name, jsonb_build_object('reply', m.id, 'side', m.side), m.created_at, m.created_at
from desk_publicreply m
where m.id between %(first)s::bigint * %(messages)s and (%(last)s::bigint + 1) * %(messages)s - 1
order by m.id
""",
    _COLUMNS
    + """
select gen_random_uuid(), m.organisation_id, 'desk.NoteAdded', 'internal', 'ticket', m.ticket_id, m.author_id,
  m.author_name, jsonb_build_object('note', m.id), m.created_at, m.created_at
from desk_internalnote m
where m.id between %(first)s::bigint * %(messages)s and (%(last)s::bigint + 1) * %(messages)s - 1
order by m.id
""",
)

SEQUENCES = """
select setval('desk_incident_number', (select max(id) + 10001 from desk_ticket)),
  setval('desk_request_number', (select max(id) + 10001 from desk_ticket)),
  setval(pg_get_serial_sequence('desk_ticket', 'id'), (select max(id) from desk_ticket)),
  setval(pg_get_serial_sequence('desk_publicreply', 'id'), (select max(id) from desk_publicreply)),
  setval(pg_get_serial_sequence('desk_internalnote', 'id'), (select max(id) from desk_internalnote))
"""
