"""The embedded PostgreSQL: shared while somebody uses it, stopped by the last, back after a kill."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from vinculo.config.embedded import Embedded, answers
from vinculo.config.embedded_place import (
    SUPERUSER,
    EmbeddedError,
    Place,
    is_root,
    refuse_closed_parents,
    server_user,
)

HOLD = """
import sys, time
from pathlib import Path
from vinculo.config.embedded import Embedded
from vinculo.config.embedded_place import Place
Embedded(Place.under(Path(sys.argv[1])), is_throwaway=True).start()
print("held", flush=True)
time.sleep(60)
"""


@pytest.fixture
def place() -> Iterator[Place]:
    """A place that the server's user can enter (pytest's own directories are closed to others)."""
    home = Path(tempfile.mkdtemp(prefix="vinculo-test-"))
    yield Place.under(home)
    shutil.rmtree(home)


def server_pid(place: Place) -> int:
    return int((place.data / "postmaster.pid").read_text().split()[0])


def ask(place: Place, question: str) -> object:
    with psycopg.connect(host=str(place.socket), user=SUPERUSER, dbname="postgres") as session:
        row = session.execute(question).fetchone()  # type: ignore[arg-type]
        return row and row[0]


def test_it_is_made_shared_and_stopped_by_its_last_user(place: Place) -> None:
    ours = Embedded(place, is_throwaway=True).start()
    assert str(ask(place, "show server_version")).startswith(place.version)
    assert ask(place, "select lower('ÁÑ')") == "áñ"
    other = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(place.root.parents[1])], stdout=subprocess.PIPE, text=True
    )
    assert other.stdout
    assert other.stdout.readline() == "held\n"
    ours.release()
    assert answers(place), "somebody else still uses it"
    # A second one comes and goes; the first was killed, which the count must survive.
    last = Embedded(place, is_throwaway=True).start()
    other.kill()
    other.wait()
    last.release()
    assert not answers(place)


def test_it_comes_back_after_a_kill(place: Place) -> None:
    server = Embedded(place, is_throwaway=True).start()
    try:
        os.kill(server_pid(place), signal.SIGKILL)
        time.sleep(0.2)
        server.keep()
        assert ask(place, "select 1") == 1
    finally:
        server.release()


def test_a_pid_that_now_belongs_to_another_program_does_not_keep_it_down(place: Place) -> None:
    server = Embedded(place, is_throwaway=True).start()
    kept = (place.data / "postmaster.pid").read_text().splitlines()
    server.release()
    stranger = subprocess.Popen(["sleep", "60"], **server._as_user())
    try:
        (place.data / "postmaster.pid").write_text("\n".join([str(stranger.pid), *kept[1:]]) + "\n")
        again = Embedded(place, is_throwaway=True).start()
        assert server_pid(place) != stranger.pid
        again.release()
    finally:
        stranger.kill()
        stranger.wait()


def test_nobody_else_may_enter_its_directories(place: Place) -> None:
    server = Embedded(place, is_throwaway=True).start()
    try:
        for directory in (place.data, place.socket):
            assert directory.stat().st_mode & 0o777 == 0o700
    finally:
        server.release()


@pytest.mark.skipif(not is_root(), reason="only root starts it as another user")
def test_root_is_told_which_directory_keeps_the_servers_user_out(tmp_path: Path) -> None:
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o700)
    with pytest.raises(EmbeddedError, match="who cannot enter"):
        refuse_closed_parents(closed / "data", server_user())
