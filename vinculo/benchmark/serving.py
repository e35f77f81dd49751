"""The real server: `vinculo serve` as a process tree on loopback, started and stopped here."""

from __future__ import annotations

import contextlib
import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass

import click

from vinculo.benchmark import processes
from vinculo.benchmark.place import administrator

HOST = "127.0.0.1"
PATIENCE = 60.0


@dataclass
class Site:
    """A running server, the seconds it took to answer, and the postmaster if it is on this machine."""

    port: int
    process: subprocess.Popen[bytes]
    start: float
    postmaster: int | None

    def own(self) -> list[int]:
        """Web, worker and their supervisor, without PostgreSQL."""
        database = set(self.database())
        return [pid for pid in processes.tree(self.process.pid) if pid not in database]

    def database(self) -> list[int]:
        """PostgreSQL's processes; none when it runs elsewhere."""
        return processes.tree(self.postmaster) if self.postmaster else []


@contextlib.contextmanager
def serving(*, web_processes: int | None = None) -> Iterator[Site]:
    """Start the whole tree, wait until it is ready, stop it at the end whatever happens."""
    port = free_port()
    arguments = [sys.executable, "-m", "vinculo", "serve", "--port", str(port)]
    if web_processes:
        arguments += ["--processes", str(web_processes)]
    begun = time.monotonic()
    environment = {**os.environ, "VINCULO_LOG_LEVEL": "WARNING"}
    process = subprocess.Popen(
        arguments,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=environment,
    )
    try:
        wait_until_ready(port, process, begun + PATIENCE)
        yield Site(port, process, time.monotonic() - begun, postmaster())
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def wait_until_ready(port: int, process: subprocess.Popen[bytes], end: float) -> None:
    """Ask /readyz until it answers 200. Raises ClickException when it does not in time."""
    while time.monotonic() < end:
        if process.poll() is not None:
            raise click.ClickException(
                f"`vinculo serve` ended with status {process.returncode}; run it alone to see why."
            )
        connection = http.client.HTTPConnection(HOST, port, timeout=5)
        try:
            connection.request("GET", "/readyz")
            if connection.getresponse().status == 200:
                return
        except OSError:
            pass  # nobody listens yet
        finally:
            connection.close()
        time.sleep(0.01)
    raise click.ClickException(f"`vinculo serve` was not ready within {PATIENCE:.0f} s.")


def postmaster() -> int | None:
    """The server's first process, when it runs on this machine: the parent of the process that answers us."""
    with administrator() as session:
        row = session.execute("select pg_backend_pid()").fetchone()
        found = processes.parent(int(row[0])) if row else None
        is_ours = row is not None and processes.name(int(row[0])).startswith("postgres")
    return found if is_ours else None


def free_port() -> int:
    """A port of loopback that nobody listens on at this moment."""
    with socket.socket() as trial:
        trial.bind((HOST, 0))
        return int(trial.getsockname()[1])
