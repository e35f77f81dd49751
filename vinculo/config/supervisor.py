"""One process tree: the supervisor holds PostgreSQL and keeps web and worker alive; a signal stops them all."""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field

GRACE = 8.0  # seconds that a child has to end by itself
STEADY = 20.0  # a child that lived this long may be started again without a second thought
TRIES = 5

Tell = Callable[[str], None]


class SupervisorError(Exception):
    """Serving cannot begin or go on; the message is one sentence for the operator."""


@dataclass
class Child:
    """One process of the tree and how often it fell."""

    name: str
    arguments: list[str]
    process: "subprocess.Popen[bytes] | None" = None
    started: float = 0.0
    falls: int = 0

    def start(self) -> None:
        """Start it in its own session: a Ctrl-C reaches the supervisor alone, which then stops all in order."""
        environment = {**os.environ, "VINCULO_SUPERVISED": str(os.getpid())}
        self.started = time.monotonic()
        self.process = subprocess.Popen(
            [sys.executable, "-m", "vinculo", *self.arguments],
            env=environment, stdin=subprocess.DEVNULL, start_new_session=True,
        )  # fmt: skip

    def is_alive(self) -> bool:
        """Return whether it runs."""
        return self.process is not None and self.process.poll() is None

    def send(self, number: int) -> None:
        """Send a signal to it and all that it started."""
        if self.process is None:
            return
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, number)


@dataclass
class Tree:
    """The processes under one supervisor."""

    children: list[Child]
    tell: Tell
    keep_server: Callable[[], None] = lambda: None
    stopping: threading.Event = field(default_factory=threading.Event)

    def run(self, *, when_ready: Callable[[], None], probe: Callable[[], bool]) -> None:
        """Start all and stay until a signal comes or a child keeps falling."""
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, lambda *_: self.stopping.set())
        try:
            for child in self.children:
                child.start()
            told = False
            while not self.stopping.wait(0.1 if not told else 0.5):
                self.mend()
                if not told and probe():
                    told = True
                    when_ready()
        finally:
            self.stop()

    def mend(self) -> None:
        """Start again what fell; give up in a sentence when it falls again and again."""
        self.keep_server()
        for child in self.children:
            if child.is_alive() or self.stopping.is_set():
                continue
            assert child.process is not None
            child.falls = 1 if time.monotonic() - child.started > STEADY else child.falls + 1
            status = child.process.returncode
            if child.falls >= TRIES:
                raise SupervisorError(
                    f"The {child.name} ended {TRIES} times in a row (status {status}); see the log above."
                )
            self.tell(f"The {child.name} ended (status {status}); starting it again.")
            child.send(signal.SIGKILL)  # whatever it left behind
            if self.stopping.wait(0.5 * (child.falls - 1)):
                return
            child.start()

    def stop(self) -> None:
        """End all: politely, then not."""
        for child in self.children:
            child.send(signal.SIGTERM)
        end = time.monotonic() + GRACE
        for child in self.children:
            if child.process is None:
                continue
            try:
                child.process.wait(max(0.1, end - time.monotonic()))
            except subprocess.TimeoutExpired:
                self.tell(f"The {child.name} does not end by itself; it is killed.")
            child.send(signal.SIGKILL)
            child.process.wait()


def refuse_taken_port(host: str, port: int) -> None:
    """Say at once that somebody else listens there; a server that shares ports would not notice."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((host, port))
        except OSError as error:
            raise SupervisorError(
                f"Port {port} on {host} cannot be used: {(error.strerror or 'unknown reason').lower()}."
                " Choose another with --port."
            ) from error


def is_listening(host: str, port: int) -> bool:
    """Return whether the web answers already."""
    import http.client

    target = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104
    connection = http.client.HTTPConnection(target, port, timeout=2)
    try:
        connection.request("GET", "/readyz", headers={"Host": "localhost"})
        return connection.getresponse().status == 200
    except OSError:
        return False
    finally:
        connection.close()
