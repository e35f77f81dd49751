"""`vinculo stats`: sentences and JSON."""

import json

from click.testing import CliRunner, Result

from vinculo.desk.actions import record_history
from vinculo.insight.cli import command
from vinculo.insight.tests.test_incident_measures import history
from vinculo.kernel.scope import acting_as, system_actor


def stats(*arguments: str) -> Result:
    return CliRunner().invoke(command, ["incidents", *arguments], obj=lambda: None)


def bring(world) -> None:
    system = system_actor()
    with acting_as(system):
        past = [history(world, 1, ("New", ""), ("Closed", "A"))]
        record_history(world.organisations["lucia"], by=system, histories=past)


def test_nothing_imported_is_one_sentence(db):
    answer = stats("--source", "servicenow-log")
    assert answer.exit_code == 1
    assert "Nothing was imported yet." in answer.output


def test_an_unknown_source_is_told_what_there_is(world):
    bring(world)
    answer = stats("--source", "jira")
    assert answer.exit_code == 1
    assert "There is history from elsewhere." in answer.output


def test_an_unknown_client_is_one_sentence(db):
    answer = stats("--source", "elsewhere", "--client", "nadie")
    assert answer.exit_code == 1
    assert "There is no client “nadie”." in answer.output


def test_the_figures_as_json_and_as_text(world):
    bring(world)
    told = json.loads(stats("--source", "elsewhere", "--client", "lucia", "--json").stdout)
    assert told["moves"] == {"New>Closed": 1}
    assert (told["first"], told["last"]) == ("2016-03-07T08:00:00Z", "2016-03-07T09:00:00Z")
    assert "1  New>Closed" in stats("--source", "elsewhere").stdout
