"""PostgreSQL that comes with the package: made, started, shared between processes and stopped by its last user.

Only the binaries of the wheel are used. Every process that needs the server holds a shared lock on `in-use`; the kernel
drops it however the process ends, so a kill -9 leaves no wrong count behind. Whoever lets go last stops the server.
"""

import atexit
import fcntl
import os
import shutil
import socket
import stat
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

from vinculo.config.embedded_place import (
    SUPERUSER,
    EmbeddedError,
    Place,
    programs,
    refuse_closed_parents,
    server_user,
)
from vinculo.config.environment import is_root, make_home, text

# Sized for a small machine that web and worker share; VINCULO_POSTGRES_OPTIONS="name=value …" changes any of them.
OPTIONS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "port": "5432",
    "max_connections": "100",
    "shared_buffers": "256MB",
    "effective_cache_size": "1GB",
    "work_mem": "16MB",
    "maintenance_work_mem": "128MB",
    "max_wal_size": "2GB",
    "random_page_cost": "1.1",
    "jit": "off",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "log_min_duration_statement": "2000",
}
CRASH_PATIENCE = 10.0
THROWAWAY = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "shared_buffers": "128MB",
}


@dataclass
class Embedded:
    """One process's hold on the server of a place."""

    place: Place
    is_throwaway: bool = False
    process: "subprocess.Popen[bytes] | None" = field(default=None, init=False)
    in_use: IO[str] | None = field(default=None, init=False)
    holder: int = field(default=0, init=False)
    first_failure: float = field(default=0.0, init=False)

    def start(self, *, patience: float = 120.0) -> "Embedded":
        """Make sure that the server runs and answers, and keep it running until `release`."""
        for directory in (self.place.root.parent.parent, self.place.root.parent, self.place.root):
            make_home(directory)
        with self._alone():
            if self.in_use is None:
                self.in_use = (self.place.root / "in-use").open("a")
                fcntl.flock(self.in_use, fcntl.LOCK_SH)
                self.holder = os.getpid()
                atexit.register(self.release)
            try:
                if not answers(self.place):
                    self._launch(patience)
            except BaseException:
                self._let_go()
                raise
        return self

    def keep(self) -> None:
        """Start the server again when it fell; costs one look when it did not."""
        if self.process is not None:
            self.process.poll()  # bury it, or its number would seem alive
        if not self._is_server(self.place.data / "postmaster.pid"):
            self.first_failure = 0.0
            self.start()

    def release(self) -> None:
        """Let go; the last one stops the server and waits until it has."""
        if self.in_use is None or self.holder != os.getpid():
            return
        with self._alone():
            self._let_go()
            with (self.place.root / "in-use").open("a") as others:
                try:
                    fcntl.flock(others, fcntl.LOCK_EX | fcntl.LOCK_NB)
                except BlockingIOError:
                    return
                if self._is_server(self.place.data / "postmaster.pid") or answers(self.place):
                    self._run("pg_ctl", "stop", "-D", str(self.place.data), "-m", "fast", "-w", "-t", "60")
                if self.place.socket.parent != self.place.root:
                    shutil.rmtree(self.place.socket, ignore_errors=True)
        if self.process is not None:
            self.process.wait(timeout=60)

    def _let_go(self) -> None:
        if self.in_use is not None:
            self.in_use.close()
            self.in_use = None
            atexit.unregister(self.release)

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Keep others from starting or stopping the server meanwhile."""
        with (self.place.root / "starting").open("a") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def _launch(self, patience: float) -> None:
        """Start the server, again if need be: after a crash its orphans hold the shared memory for a moment."""
        end = time.monotonic() + patience
        self._prepare_directories()
        if not (self.place.data / "PG_VERSION").exists():
            self._make_cluster()
        while True:
            self._forget_stale_pids()
            self.process = self._spawn()
            while self.process.poll() is None:
                if answers(self.place) and self._run(
                    "pg_isready", "-q", "-h", str(self.place.socket), must=False
                ):
                    return
                if time.monotonic() > end:
                    raise EmbeddedError(
                        f"PostgreSQL did not answer within {patience:.0f} s; see {self._log}."
                    )
                time.sleep(0.02)
            self.first_failure = self.first_failure or time.monotonic()
            if time.monotonic() > min(end, self.first_failure + CRASH_PATIENCE):
                raise EmbeddedError(f"PostgreSQL did not start: {self._last_words()} (see {self._log}).")
            time.sleep(0.2)

    @property
    def _log(self) -> Path:
        return self.place.root / "postgres.log"

    def _last_words(self) -> str:
        lines = self._log.read_text(encoding="utf-8", errors="replace").splitlines()[-20:]
        told = [line.split("FATAL:", 1)[1].strip() for line in lines if "FATAL:" in line]
        return told[-1] if told else "it ended at once"

    def _spawn(self) -> "subprocess.Popen[bytes]":
        """Start the server in a session of its own, so that Ctrl-C in a terminal does not reach it first."""
        options = {**OPTIONS, **(THROWAWAY if self.is_throwaway else {}), **given_options()}
        options["unix_socket_directories"] = str(self.place.socket)
        arguments = [part for name, value in options.items() for part in ("-c", f"{name}={value}")]
        if self._log.exists() and self._log.stat().st_size > 10_000_000:
            self._log.replace(self._log.with_suffix(".log.1"))
        with self._log.open("ab") as log:
            return subprocess.Popen(
                [str(self._program("postgres")), "-D", str(self.place.data), *arguments],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
                **self._as_user(),
            )

    def _make_cluster(self) -> None:
        """Make the cluster; trust is enough on a socket in a directory that only its user can enter."""
        locale = ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"]
        if self.place.version == "16":
            locale = ["--lc-collate=C", "--lc-ctype=C.UTF-8", "--lc-messages=C"]
        if any(self.place.data.iterdir()):  # an initdb that was killed half way
            shutil.rmtree(self.place.data)
            self._prepare_directories()
        self._run(
            "initdb", "-D", str(self.place.data), "-U", SUPERUSER, "--auth-local=trust", "--auth-host=reject",
            "--encoding=UTF8", "--no-instructions", *locale, *(["--no-sync"] if self.is_throwaway else []),
        )  # fmt: skip

    def _prepare_directories(self) -> None:
        user = server_user()
        for directory in (self.place.data, self.place.socket):
            directory.mkdir(mode=0o700, exist_ok=True)
            found = directory.lstat()
            if not stat.S_ISDIR(found.st_mode) or found.st_uid not in (os.getuid(), user.pw_uid):
                raise EmbeddedError(f"{directory} belongs to somebody else.")
            directory.chmod(0o700)
            if is_root():
                os.chown(directory, user.pw_uid, user.pw_gid)
        if is_root():
            refuse_closed_parents(self.place.data, user)

    def _forget_stale_pids(self) -> None:
        """Remove lock files whose number lives, but is another program's or that of a child nobody buried.

        PostgreSQL asks only whether the number lives, and would refuse to start. What it sees by itself is left to it,
        and so is everything while an orphan of the old server still works in the cluster.
        """
        if self._has_orphans():
            return
        for path in (self.place.data / "postmaster.pid", self.place.socket / ".s.PGSQL.5432.lock"):
            if path.exists() and not self._is_server(path):
                path.unlink(missing_ok=True)

    def _has_orphans(self) -> bool:
        """Return whether any process works in the cluster: PostgreSQL's own all have it as their directory."""
        for process in Path("/proc").glob("[0-9]*/cwd"):
            try:
                if process.readlink() == self.place.data:
                    return True
            except OSError:  # it ended meanwhile, or is none of ours
                continue
        return False

    def _is_server(self, path: Path) -> bool:
        """Return whether the process that a lock file names is the server of this place."""
        try:
            pid = int(path.read_text().split()[0])
            command = Path(f"/proc/{pid}/cmdline").read_bytes()  # empty for the dead
        except (OSError, ValueError, IndexError):
            return False
        return os.fsencode(self.place.data) in command

    def _program(self, name: str) -> Path:
        return programs(self.place) / name

    def _as_user(self) -> dict[str, Any]:
        if not is_root():
            return {"cwd": "/"}
        user = server_user()
        return {"cwd": "/", "user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}

    def _run(self, name: str, *arguments: str, must: bool = True) -> bool:
        done = subprocess.run(
            [str(self._program(name)), *arguments], capture_output=True, check=False, **self._as_user()
        )
        if must and done.returncode:
            words = (done.stderr or done.stdout).decode(errors="replace").strip().splitlines()
            raise EmbeddedError(f"{name} failed: {words[-1] if words else done.returncode}")
        return done.returncode == 0


def answers(place: Place) -> bool:
    """Return whether something listens on the socket of this place."""
    with socket.socket(socket.AF_UNIX) as knock:
        knock.settimeout(2)
        try:
            knock.connect(str(place.socket / ".s.PGSQL.5432"))
        except OSError:
            return False
        return True


def given_options() -> dict[str, str]:
    """Return what VINCULO_POSTGRES_OPTIONS sets: `name=value`, separated by blanks."""
    pairs = [pair.partition("=") for pair in text("VINCULO_POSTGRES_OPTIONS").split()]
    if not all(name and sign for name, sign, _ in pairs):
        raise EmbeddedError("VINCULO_POSTGRES_OPTIONS must look like: shared_buffers=1GB work_mem=32MB.")
    return {name: value for name, _, value in pairs}
