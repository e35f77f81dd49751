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
        wanted = mark(lock.read())
        if not STAMP.exists() or STAMP.read_text() != wanted:
            problem = install(wanted)
            if problem:
                print(problem, file=sys.stderr)
                return 1
    os.chdir(ROOT)
    if what == "check":
        os.execv(PYTHON, [str(PYTHON), str(ROOT / ".ci" / "check.py"), *arguments])
    os.environ["VINCULO_DEMO"] = "1"
    return os.execv(PYTHON, [str(PYTHON), "-m", "vinculo", "serve", *arguments])


def mark(lock: bytes) -> str:
    """Return what the environment must have been made from."""
    parts = [lock, (ROOT / "pyproject.toml").read_bytes(), sys.version.encode(), str(ROOT).encode()]
    return hashlib.sha256(b"\0".join(parts)).hexdigest()


def install(wanted: str) -> str:
    """Make the environment; return a sentence when something is missing."""
    began = time.monotonic()
    uv = shutil.which("uv")
    if VENV.exists() and not os.access(VENV, os.W_OK):
        return f"{VENV} belongs to another user; remove it or work in a copy of your own."
    if not os.access(ROOT, os.W_OK):
        return f"{ROOT} cannot be written by this user; work in a copy of your own."
    print("Setting up (once; later starts skip this) …", file=sys.stderr, flush=True)
    problem = make_venv(uv)
    if problem:
        return problem
    quiet = ["--quiet"] if "CI" in os.environ else []
    lock = ["--require-hashes", "-r", str(ROOT / "requirements.lock")]
    project = ["--no-deps", "--no-build-isolation", "-e", str(ROOT)]
    pip = [str(PYTHON), "-m", "pip", "--disable-pip-version-check", "--no-input", "install"]
    if uv:
        pip = [uv, "pip", "install", "--python", str(PYTHON), "--compile-bytecode"]
    for step in (lock, project):
        if subprocess.run([*pip, *quiet, *step], cwd=ROOT, stdin=subprocess.DEVNULL, check=False).returncode:
            return "The pinned packages could not be installed; the lines above say why."
    STAMP.write_text(wanted)
    print(f"Set up in {time.monotonic() - began:.0f} s.", file=sys.stderr, flush=True)
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
