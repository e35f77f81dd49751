"""Twice, interrupted, grown, tried first: what an import leaves is whole, and a second run completes it."""

import gzip

import pytest
from django.core import mail
from django.db import connection

from vinculo.desk.actions import add_note, record_history
from vinculo.desk.models import PriorityMatrix, StatusSpan, Ticket
from vinculo.directory.models import Organisation, Person
from vinculo.integrations.servicenow_log import importer
from vinculo.integrations.tests.logs import LOG, bring, figures, outcome
from vinculo.kernel.models import Event
from vinculo.kernel.scope import acting_as, system_actor

TABLES = (Ticket, StatusSpan, Event, Person, Organisation, PriorityMatrix)


def held() -> dict[str, int]:
    with acting_as(system_actor()):
        return {model.__name__: model.objects.count() for model in TABLES}


def part(tmp_path, name: str, last: int):
    """The log down to a line."""
    file = tmp_path / name
    file.write_text("".join(LOG.read_text("utf-8").splitlines(keepends=True)[:last]), encoding="utf-8")
    return file


def test_a_second_run_changes_nothing_and_says_so(db):
    outcome()
    before = held()
    again = bring()
    assert held() == before
    assert again.stdout.startswith("Nothing changed: 5 incidents of “Aguas de Levante” were here already.")


def test_a_trial_writes_nothing_and_says_what_would_happen(db):
    before = held()
    trial = outcome(LOG, "--dry-run")
    assert held() == before
    done = outcome()
    same = ("added", "events", "spans", "people", "teams", "categories", "unreadable", "skipped_times")
    assert {name: trial[name] for name in same} == {name: done[name] for name in same}
    after = held()
    assert outcome(LOG, "--dry-run")["unchanged"] == 5
    assert held() == after


def test_compressed_and_plain_are_the_same(db, tmp_path):
    packed = tmp_path / "log.bin"  # known by its first bytes, whatever its name
    packed.write_bytes(gzip.compress(LOG.read_bytes()))
    assert outcome(packed)["added"] == 5
    assert outcome()["unchanged"] == 5


def test_new_incidents_of_a_longer_file_are_added(db, tmp_path):
    outcome(part(tmp_path, "first.csv", 14))
    again = outcome()
    assert (again["added"], again["unchanged"]) == (3, 2)


def test_new_rows_of_an_incident_go_on_where_the_first_ended(db, tmp_path):
    outcome(
        part(tmp_path, "first.csv", 11)
    )  # the second incident only down to its first reopening and repair
    again = outcome()
    assert (again["grown"], again["unchanged"], again["added"]) == (1, 1, 3)
    whole = {name: figures()[name] for name in ("states", "moves", "reopened", "reassignments")}
    with acting_as(system_actor()):
        grown = Ticket.objects.get(external_id="INC0000002")
        assert (grown.state, grown.reopen_count) == ("closed", 2)
        spans = list(grown.spans.order_by("from_at", "pk"))
        assert [s.source_state for s in spans] == [
            "New", "Resolved", "Active", "Resolved", "Closed", "Awaiting Problem", "Closed",
        ]  # fmt: skip
        assert [s.to_at for s in spans] == [*[s.from_at for s in spans][1:], None]
    assert outcome(client="Otra")["added"] == 5
    assert {name: figures("--client", "otra")[name] for name in whole} == whole
    assert outcome()["unchanged"] == 5


def test_a_ticket_that_was_worked_on_here_is_left_as_it_is(db, tmp_path):
    outcome(part(tmp_path, "first.csv", 11))
    system = system_actor()
    with acting_as(system):
        add_note(Ticket.objects.get(external_id="INC0000002"), by=system, body="Lo miramos nosotros.")
    again = outcome()
    assert again["grown"] == 0
    assert "it was worked on here" in again["differing"][0]["reason"]


def test_an_incident_whose_rows_are_others_is_left_as_it_is(db, tmp_path):
    outcome(part(tmp_path, "first.csv", 11))
    other = tmp_path / "other.csv"
    other.write_text(
        LOG.read_text("utf-8").replace("INC0000002,Resolved,true,0,0,2", "INC0000002,Active,true,0,0,2")
    )
    again = outcome(other)
    assert (
        again["differing"][0]["reason"]
        == "INC0000002 has other rows than those it came with; it stays as it is"
    )


def test_a_file_with_fewer_rows_takes_nothing_away(db, tmp_path):
    outcome()
    before = held()
    again = outcome(part(tmp_path, "less.csv", 11))
    assert "came with 7 rows before and has 4 here" in again["differing"][0]["reason"]
    assert held() == before


def test_a_killed_import_leaves_whole_tickets_that_a_second_run_completes(db, monkeypatch):
    monkeypatch.setattr(importer, "BATCH", 2)
    batches: list[int] = []

    def dies(*args, **kwargs):
        if batches:
            raise KeyboardInterrupt
        batches.append(1)
        record_history(*args, **kwargs)

    monkeypatch.setattr(importer, "record_history", dies)
    assert bring().exit_code != 0
    with acting_as(system_actor()):
        assert Ticket.objects.filter(source="servicenow-log").count() == 2
        assert Event.objects.filter(kind="desk.HistoryRecorded").count() == 13
    monkeypatch.setattr(importer, "record_history", record_history)
    again = outcome()
    assert (again["added"], again["unchanged"]) == (3, 2)
    assert figures()["events"] == 21


def test_two_clients_may_have_the_same_numbers(db):
    outcome()
    assert outcome(client="Otra")["added"] == 5
    assert figures()["incidents"] == 10
    assert figures("--client", "otra")["incidents"] == 5


@pytest.mark.parametrize("name", ["aguas de LEVANTE", "  Aguas  de Levante "])
def test_the_client_is_found_again_however_its_name_is_typed(db, name):
    outcome()
    assert outcome(client=name)["unchanged"] == 5


def test_no_reaction_fires_and_nobody_is_mailed(db):
    outcome()
    with connection.cursor() as cursor:
        cursor.execute("select count(*) from procrastinate_jobs")
        assert cursor.fetchone() == (0,)
    assert mail.outbox == []
