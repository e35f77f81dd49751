"""Makes `.venv` from the pinned set and goes on inside it. Standard library only; nothing is done twice."""

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
STAMP = VENV / "installed"
USAGE = {
    "demo": "Usage: ./demo [--port 8000] [options of `vinculo serve`]\n\nStarts Vínculo with a demonstration company.",
    "check": "Usage: ./check [--fast]\n\nRuns all that must hold; --fast leaves out types, journeys and slow tests.",
}


def main(what: str, arguments: list[str]) -> int:
    """Make the environment, then become the demonstration or the check."""
    if "-h" in arguments or "--help" in arguments:
        print(USAGE[what])
        return 0
    os.umask(0o022)
    with (ROOT / "requirements.lock").open("rb") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # two commands at once: the second waits, then finds all done
        problem = install(marks(lock.read()))
    if problem:
        print(problem, file=sys.stderr)
        return 1
    os.chdir(ROOT)
    if what == "check":
        os.execv(PYTHON, [str(PYTHON), str(ROOT / ".ci" / "check.py"), *arguments])
    os.environ["VINCULO_DEMO"] = "1"
    return os.execv(PYTHON, [str(PYTHON), "-m", "vinculo", "serve", *arguments])


def marks(lock: bytes) -> list[str]:
    """Return what the environment must have been made from: the pinned set at this place, and the project."""
    pinned = [lock, sys.version.encode(), str(ROOT).encode()]
    project = [(ROOT / "pyproject.toml").read_bytes()]
    return [hashlib.sha256(b"\0".join(parts)).hexdigest() for parts in (pinned, project)]


def install(wanted: list[str]) -> str:
    """Install what differs from the last time; return a sentence when something is missing."""
    done = STAMP.read_text().split() if STAMP.exists() else []
    if done == wanted:
        return ""
    began = time.monotonic()
    if VENV.exists() and not os.access(VENV, os.W_OK):
        return f"{VENV} belongs to another user; remove it or work in a copy of your own."
    if not os.access(ROOT, os.W_OK):
        return f"{ROOT} cannot be written by this user; work in a copy of your own."
    if done[:1] != wanted[:1]:
        print("Setting up (once; later starts skip this) …", file=sys.stderr, flush=True)
        problem = make_venv(shutil.which("uv")) or fetch(
            ["--require-hashes", "-r", str(ROOT / "requirements.lock")]
        )
        if problem:
            return problem
    problem = fetch(["--no-deps", "--no-build-isolation", "-e", str(ROOT)])
    if problem:
        return problem
    STAMP.write_text("\n".join(wanted))
    print(f"Set up in {time.monotonic() - began:.0f} s.", file=sys.stderr, flush=True)
    return ""


def fetch(what: list[str]) -> str:
    """Install with uv where it is, else with pip; say how far it is, and show its words only when it fails."""
    uv = shutil.which("uv")
    pip = [str(PYTHON), "-m", "pip", "--disable-pip-version-check", "--no-input", "install"]
    command = [uv, "pip", "install", "--python", str(PYTHON), "--compile-bytecode"] if uv else pip
    told: list[str] = []
    count = 0
    with subprocess.Popen(
        [*command, *what],
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    ) as process:
        assert process.stdout is not None
        for line in process.stdout:
            told.append(line)
            count += line.startswith("Collecting ")
            if line.startswith("Collecting ") and count % 10 == 0:
                print(f"  {count} packages fetched …", file=sys.stderr, flush=True)
            if line.startswith("Installing collected packages") and count:
                print(f"  installing {count} packages …", file=sys.stderr, flush=True)
    if process.returncode:
        print("".join(told[-20:]), file=sys.stderr)
        return "The pinned packages could not be installed; the lines above say why."
    return ""


def make_venv(uv: "str | None") -> str:
    """Make an empty environment, or keep one that works and is of the same Python."""
    if works():
        return ""
    shutil.rmtree(VENV, ignore_errors=True)
    if uv:
        made = subprocess.run(
            [uv, "venv", "-q", "--python", sys.executable, str(VENV)], check=False
        ).returncode
        return "" if made == 0 else "uv could not make an environment in .venv; the lines above say why."
    try:
        import ensurepip  # noqa: F401
        import venv
    except ImportError:
        return "Python's venv module is missing; on Debian or Ubuntu: apt-get install python3-venv."
    venv.create(VENV, with_pip=True, symlinks=True)
    return ""


def works() -> bool:
    """Return whether .venv holds this Python, at this place."""
    if not PYTHON.exists():
        return False
    asks = "import sys; print(sys.version, sys.prefix)"
    told = subprocess.run([str(PYTHON), "-c", asks], capture_output=True, text=True, check=False)
    return told.returncode == 0 and told.stdout.strip() == f"{sys.version} {VENV}"


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1], sys.argv[2:]))
    except KeyboardInterrupt:
        sys.exit(130)
