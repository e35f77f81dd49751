"""`vinculo serve` as one process tree, for real: it answers, mends itself and leaves nothing behind."""

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test import Client

from vinculo.config.testing import clone, drop, template

DATABASE = f"site_{os.getpid()}_serve"


@pytest.fixture
def port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        number: int = free.getsockname()[1]
        return number


@pytest.fixture
def tree(port: int, db: None) -> Iterator["subprocess.Popen[bytes]"]:
    """A real server on a clone of its own."""
    name = clone(template(), DATABASE)
    environment = {**os.environ, "VINCULO_DATABASE": name}
    serve = subprocess.Popen([sys.executable, "-m", "vinculo", "serve", "--port", str(port)], env=environment)
    try:
        yield serve
    finally:
        serve.kill()
        serve.wait()
        drop(name)


def answer(port: int, path: str = "/readyz") -> int:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("GET", path)
        return connection.getresponse().status
    except OSError:
        return 0
    finally:
        connection.close()


def until(holds: object, seconds: float = 30) -> bool:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if callable(holds) and holds():
            return True
        time.sleep(0.1)
    return False


def family(of: int) -> dict[int, str]:
    """Every process below one, with its command line."""
    parents: dict[int, int] = {}
    commands: dict[int, str] = {}
    for place in Path("/proc").glob("[0-9]*"):
        try:
            parents[int(place.name)] = int((place / "stat").read_text().rsplit(")", 1)[1].split()[1])
            commands[int(place.name)] = (place / "cmdline").read_text().replace("\0", " ")
        except OSError:
            continue
    found = {of}
    while more := {pid for pid, parent in parents.items() if parent in found} - found:
        found |= more
    return {pid: commands[pid] for pid in found - {of} if commands.get(pid)}


@pytest.mark.slow
def test_it_answers_mends_itself_and_leaves_nothing(tree: "subprocess.Popen[bytes]", port: int) -> None:
    assert until(lambda: answer(port) == 200)
    assert until(
        lambda: {"web", "worker"} <= {c.split("vinculo ")[1].split()[0] for c in family(tree.pid).values()}
    )
    before = family(tree.pid)
    web = min(pid for pid, command in before.items() if " vinculo web" in command)
    os.kill(web, signal.SIGKILL)
    assert until(
        lambda: any(" vinculo web" in c and pid not in before for pid, c in family(tree.pid).items())
    )
    assert until(lambda: answer(port) == 200)
    tree.send_signal(signal.SIGTERM)
    assert tree.wait(15) == 0
    assert living(DATABASE) == []


@pytest.mark.slow
def test_even_a_killed_supervisor_leaves_nothing(tree: "subprocess.Popen[bytes]", port: int) -> None:
    assert until(lambda: answer(port) == 200)
    tree.kill()
    tree.wait()
    assert until(lambda: not living(DATABASE), 15), living(DATABASE)


def living(database: str) -> list[str]:
    """Every process that was started for a database, whoever its parent is; one that waits for burial lives no more."""
    mark = f"VINCULO_DATABASE={database}".encode()
    found = []
    for place in Path("/proc").glob("[0-9]*"):
        try:
            if mark in (place / "environ").read_bytes().split(b"\0"):
                found.append((place / "cmdline").read_text().replace("\0", " "))
        except OSError:
            continue
    return found


def test_health_needs_no_sign_in(client: Client, db: None) -> None:
    assert client.get("/healthz").content == b"ok\n"
    assert client.get("/readyz").status_code == 200


def test_every_answer_carries_the_policy(client: Client, db: None) -> None:
    policy = client.get("/accounts/login/").headers["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "unsafe" not in policy
    assert "nonce" not in policy
