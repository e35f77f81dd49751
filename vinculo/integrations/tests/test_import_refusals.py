"""One clear sentence and a status other than zero; nothing is written."""

import gzip

import pytest

from vinculo.desk.models import Ticket
from vinculo.integrations.tests.logs import LOG, bring
from vinculo.kernel.scope import acting_as, system_actor


def refused(*arguments, **choices: str) -> str:
    done = bring(*arguments, **choices)
    assert done.exit_code != 0
    assert "Traceback" not in done.output
    return done.output


@pytest.fixture
def file(tmp_path):
    return tmp_path / "log.csv"


def test_a_file_that_is_not_there(db, file):
    assert "does not exist" in refused(file)


def test_a_directory(db, tmp_path):
    assert "is a directory" in refused(tmp_path)


def test_an_empty_file(db, file):
    file.write_bytes(b"")
    assert "is empty." in refused(file)


@pytest.mark.parametrize(
    "content", [b"\x89PNG\r\n\x1a\n\xff\xfe", "número;estado\n1;2\n".encode(), b"<html></html>"]
)
def test_a_file_that_is_no_log(db, file, content):
    file.write_bytes(content)
    assert "is not a" in refused(file)


def test_a_log_without_a_column(db, file):
    file.write_text(LOG.read_text("utf-8").replace("incident_state,", "", 1), "utf-8")
    assert "does not name incident_state." in refused(file)


def test_a_compressed_file_that_ends_in_the_middle_brings_what_came_before_and_says_so(db, file):
    content = LOG.read_text("utf-8")
    head, rows = content.split("\n", 1)
    many = "".join(rows.replace("INC", f"INC{n:03d}") for n in range(200))
    whole = gzip.compress(f"{head}\n{many}".encode())
    file.write_bytes(whole[: len(whole) // 2])
    assert "ends in the middle" in refused(file)


@pytest.mark.parametrize("zone", ["Marte/Olympus", "", "../etc/passwd", "America"])
def test_a_zone_that_does_not_exist(db, zone):
    assert "is not a time zone" in refused(LOG, zone=zone)


def test_a_map_that_does_not_exist(db):
    assert "Invalid value for '--map'" in refused(LOG, "--map", "jira")


@pytest.mark.parametrize("name", ["", "   ", "x" * 121])
def test_a_client_without_a_fitting_name(db, name):
    assert "between 1 and 120 characters" in refused(LOG, client=name)


def test_the_provider_is_no_client(world):
    assert "Nexo Servicios is not a client" in refused(LOG, client="nexo servicios")
    with acting_as(system_actor()):
        assert not Ticket.objects.filter(source="servicenow-log").exists()


def test_a_file_of_which_no_row_can_be_read(db, file):
    head = LOG.read_text("utf-8").splitlines()[0]
    file.write_text(f"{head}\nnada\nde nada\n", "utf-8")
    assert "Not one row of the file could be read." in refused(file)


def test_a_header_alone_is_nothing_to_do(db, file):
    file.write_text(LOG.read_text("utf-8").splitlines()[0] + "\n\n", "utf-8")
    assert bring(file).exit_code == 0
