"""What a log brings in: each incident with its whole history, in the source's words beside ours."""

import datetime as dt

import pytest

from vinculo.desk.models import PriorityMatrix, Ticket
from vinculo.directory.models import Organisation, Person, Team
from vinculo.integrations.tests.logs import CLIENT, LOG, bring, outcome
from vinculo.kernel.models import Event
from vinculo.kernel.scope import acting_as, system_actor

UTC = dt.UTC


@pytest.fixture
def imported(db):
    """The handwritten log, brought in; the test looks at it as the product itself."""
    told = outcome()
    with acting_as(system_actor()):
        yield told


def ticket(number: int) -> Ticket:
    return Ticket.objects.select_related("topic__parent", "requester", "team", "assignee", "matrix").get(
        source="servicenow-log", external_id=f"INC{number:07d}"
    )


def log_of(number: int) -> list[Event]:
    return list(Event.objects.filter(subject_type="ticket", subject_id=ticket(number).pk).order_by("pk"))


def test_the_client_is_registered_in_the_zone_of_its_times(imported):
    client = Organisation.objects.get(name=CLIENT)
    assert client.is_client
    assert not client.is_provider
    assert (client.slug, client.zone) == ("aguas-de-levante", "Europe/Madrid")
    assert imported["is_new_client"]


def test_every_row_is_an_event_in_the_order_of_the_file(imported):
    lines = [
        event.facts["line"] for event in Event.objects.filter(kind="desk.HistoryRecorded").order_by("pk")
    ]
    assert lines == sorted(lines)
    assert len(lines) == imported["events"] == 21


def test_an_event_says_the_words_of_the_source_beside_ours(imported):
    event = log_of(1)[3]
    assert event.audience == "internal"
    assert event.actor_name == "Updated by 21"
    assert event.occurred_at == dt.datetime(2016, 3, 7, 11, 0, tzinfo=UTC)
    assert {
        "line": 5,
        "state": "Awaiting User Info",
        "our_state": "waiting",
        "our_reason": "information",
        "charged_to": "client",
        "impact": "2 - Medium",
        "urgency": "2 - Medium",
        "priority": "3 - Moderate",
        "levels": "223",
        "group": "Group 2",
        "assigned_to": "Resolver 3",
        "reassignment_count": "1",
        "reopen_count": "0",
        "sys_mod_count": "3",
    }.items() <= event.facts.items()


def test_the_first_event_says_all_that_is_known_and_later_ones_what_changed(imported):
    first, second, third, *_ = log_of(1)
    assert first.facts["location"] == "Location 2"
    assert first.facts["opened_by"] == "Opened by  7"
    assert "location" not in second.facts
    assert third.facts["u_symptom"] == "Symptom 8"
    assert "u_symptom" not in first.facts  # unknown is left out


def test_the_stretches_of_states_keep_the_words_of_the_source(imported):
    spans = ticket(1).spans.order_by("from_at", "pk")
    assert [(s.source_state, s.state, s.reason, s.charged_to) for s in spans] == [
        ("New", "new", "", ""),
        ("Active", "in_progress", "", ""),
        ("Awaiting User Info", "waiting", "information", "client"),
        ("Resolved", "resolved", "", ""),
        ("Closed", "closed", "", ""),
    ]
    assert spans[0].from_at == dt.datetime(2016, 3, 7, 8, 11, tzinfo=UTC)  # the opening, not the first row
    assert [s.to_at for s in spans] == [*[s.from_at for s in spans][1:], None]


def test_the_ticket_is_as_the_last_row_leaves_it(imported):
    closed = ticket(1)
    assert closed.ref.startswith("INC-")
    assert closed.title == "Categoría 4 · Subcategoría 9"
    assert (closed.state, closed.category, closed.priority) == ("closed", "closed", 3)
    assert (closed.channel, closed.resolution_code) == ("phone", "imported")
    people = (closed.team, closed.assignee, closed.requester, closed.registered_by)
    assert list(map(str, people)) == ["Group 2", "Resolver 3", "Caller 11", "Opened by 7"]
    assert closed.opened_at == dt.datetime(2016, 3, 7, 8, 11, tzinfo=UTC)
    assert closed.resolved_at == dt.datetime(2016, 3, 8, 9, 0, tzinfo=UTC)
    assert closed.topic is not None
    assert (str(closed.topic), str(closed.topic.parent)) == ("Subcategoría 9", "Categoría 4")


def test_a_skipped_local_time_is_read_with_fold_0_and_reported(imported):
    assert ticket(1).closed_at == dt.datetime(2016, 3, 27, 1, 30, tzinfo=UTC)
    assert imported["skipped_times"] == [
        {"line": 7, "reason": "closed_at 27/3/2016 02:30 does not exist in Europe/Madrid"},
        {"line": 7, "reason": "sys_updated_at 27/3/2016 02:30 does not exist in Europe/Madrid"},
    ]


def test_a_repeated_local_time_is_the_first_of_the_two(db):
    outcome(zone="America/Santiago")  # nothing is repeated there in these months; the rule is the reader's
    with acting_as(system_actor()):
        assert ticket(3).opened_at == dt.datetime(2016, 5, 2, 12, 58, tzinfo=UTC)


def test_reopenings_are_those_that_the_file_counts(imported):
    reopened = ticket(2)
    assert reopened.reopen_count == 2
    assert (reopened.state, reopened.priority, reopened.channel) == ("closed", 1, "mail")
    # The file does not say when: the log's last stretch of it does.
    assert reopened.resolved_at == dt.datetime(2016, 4, 15, 7, 0, tzinfo=UTC)


def test_a_waiting_ticket_has_a_reason_and_who_is_charged(imported):
    waiting = ticket(3)
    assert (waiting.category, waiting.wait_reason, waiting.charged_to) == ("paused", "supplier", "supplier")
    assert waiting.closed_at is None
    assert (waiting.title, waiting.requester.name) == ("Sin categoría", "Sin identificar")
    assert waiting.registered_by is None


def test_an_instant_that_runs_backwards_never_turns_a_stretch_around(imported):
    spans = list(ticket(4).spans.order_by("from_at", "pk"))
    assert all(s.to_at is None or s.to_at >= s.from_at for s in spans)
    assert [s.source_state for s in spans] == ["New", "Active", "-100", "Awaiting Evidence"]
    assert [event.occurred_at.hour for event in log_of(4)] == [15, 14, 16, 16]  # as the file says, in UTC


def test_an_unknown_state_is_kept_beside_the_one_before(imported):
    spans = {s.source_state: s.state for s in ticket(4).spans.all()}
    assert spans["-100"] == "in_progress"
    assert imported["unknown_states"] == [
        {"line": 19, "reason": "state “-100” is not known: ours stays as it was"}
    ]


def test_rows_that_cannot_be_read_are_reported_and_do_not_stop_the_rest(imported):
    assert [(note["line"], note["reason"]) for note in imported["unreadable"]] == [
        (22, "“10/13/2016 08:05” is not a time of the form d/m/yyyy HH:MM"),
        (23, "impact “Enorme” is not known"),
        (24, "number is missing"),
        (25, "the line has 37 columns and not 36"),
        (26, "a quotation mark is opened and not closed"),
    ]
    assert len(log_of(5)) == 2
    assert [note["line"] for note in imported["scattered"]] == [28]


def test_rows_that_disagree_with_what_is_known_of_the_log_are_kept_and_reported(imported):
    assert imported["disagreements"] == [
        {"line": 27, "reason": "impact 3 and urgency 1 give 3, not 2"},
    ]
    assert ticket(5).priority == 2
    assert [note["line"] for note in imported["reopenings"]] == [27]


def test_the_tickets_keep_a_3_by_3_of_their_own_that_names_no_client(imported):
    matrix = ticket(2).matrix
    assert (matrix.impact_label("1"), matrix.urgency_label("3")) == ("Alto", "Baja")
    assert matrix.priority("1", "1") == 1
    assert matrix.priority("3", "2") == 4
    assert CLIENT not in " ".join(PriorityMatrix.objects.values_list("name", flat=True))


def test_people_and_teams_belong_to_the_client_and_have_no_address(imported):
    client = Organisation.objects.get(name=CLIENT)
    people = Person.objects.filter(organisation=client)
    assert {"Caller 11", "Resolver 3", "Resolved by 5", "Opened by 7"} <= set(
        people.values_list("name", flat=True)
    )
    assert set(people.values_list("email", flat=True)) == {None}
    assert set(Team.objects.filter(organisation=client).values_list("name", flat=True)) == {
        "Group 1",
        "Group 2",
    }


def test_the_outcome_is_told_in_sentences(db):
    told = bring()
    assert told.exit_code == 0
    assert "5 incidents of “Aguas de Levante” (new) were added" in told.stdout
    assert "line 23: impact “Enorme” is not known" in told.stdout
    assert "rows a second" in told.stdout
    assert "100 % of the file" in told.stderr


def test_a_header_in_another_order_and_with_more_columns_is_read_the_same(db, tmp_path):
    lines = [line.split(",") for line in LOG.read_text("utf-8").splitlines()[:7]]
    file = tmp_path / "turned.csv"
    turned = [",".join(reversed([*words, "impact_word" if n == 0 else "x"])) for n, words in enumerate(lines)]
    file.write_text("\ufeff" + "\r\n".join(turned), encoding="utf-8")
    assert outcome(file)["added"] == 1
