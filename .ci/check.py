"""Everything that must hold, one step after the other; the last line says whether it does."""

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
BIN = Path(sys.executable).parent
IS_CI = os.environ.get("CI", "").lower() in ("1", "true")
BROWSERS = ("chromium", "chromium-browser", "google-chrome")

Step = tuple[str, list[str], dict[str, str]]


def browser() -> str:
    """Return the Chromium that drives the journeys, or nothing."""
    given = os.environ.get("CHROMIUM", "")
    return shutil.which(given) or "" if given else next((p for p in map(shutil.which, BROWSERS) if p), "")


def quick_steps(*, fast: bool) -> list[Step]:
    """Return the steps that read the code without running it."""
    tool = {name: str(BIN / name) for name in ("ruff", "mypy", "lint-imports")}
    steps: list[Step] = [
        ("format", [tool["ruff"], "format", "--check", "--quiet", "."], {}),
        ("lint", [tool["ruff"], "check", "--quiet", "."], {}),
        ("imports", [tool["lint-imports"]], {}),
    ]
    if not fast:
        steps.append(("types", [tool["mypy"], "--no-error-summary"], {}))
    if (ROOT / "vinculo" / "config" / "reference.py").exists():
        steps.append(("reference", [sys.executable, "-m", "vinculo.config.reference", "--check"], {}))
    return steps


def test_steps(*, fast: bool, chromium: str) -> list[Step]:
    """Return the steps that run the product."""
    pytest = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider"]
    marks = "not journey and not slow" if fast else "not journey"
    steps: list[Step] = [("tests", [*pytest, "-n", "2", "-m", marks], {"VINCULO_POSTGRES": "18"})]
    if IS_CI and not fast:
        steps.append(
            ("tests on PostgreSQL 16", [*pytest, "-n", "2", "-m", marks], {"VINCULO_POSTGRES": "16"})
        )
    if chromium and not fast and (ROOT / "tests" / "journeys").exists():
        steps.append(("journeys", [*pytest, "-m", "journey", "tests/journeys"], {"CHROMIUM": chromium}))
    return steps


def run(step: Step, *, is_long: bool) -> bool:
    """Run one step; what it prints is shown as it comes when it is long, else only when it fails."""
    name, arguments, environment = step
    began = time.monotonic()
    print(f"── {name} " + "─" * max(3, 60 - len(name)), flush=True)
    done = subprocess.run(
        arguments, cwd=ROOT, env={**os.environ, **environment}, stdin=subprocess.DEVNULL, check=False,
        capture_output=not is_long, text=True,
    )  # fmt: skip
    if done.returncode and not is_long:
        print(done.stdout + done.stderr)
    print(
        f"   {name}: {'ok' if done.returncode == 0 else 'FAILED'} in {time.monotonic() - began:.1f} s",
        flush=True,
    )
    return done.returncode == 0


def main() -> int:
    """Run all steps, then sum up."""
    fast = "--fast" in sys.argv[1:]
    unknown = [argument for argument in sys.argv[1:] if argument != "--fast"]
    if unknown:
        print(f"./check takes --fast or nothing, not {' '.join(unknown)}.", file=sys.stderr)
        return 2
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that the step under way ends too
    began = time.monotonic()
    chromium = browser()
    failed = [step[0] for step in quick_steps(fast=fast) if not run(step, is_long=False)]
    failed += [step[0] for step in test_steps(fast=fast, chromium=chromium) if not run(step, is_long=True)]
    if not chromium and not fast:
        if IS_CI:
            failed.append("journeys (no browser)")
        print("No browser was found: the journeys were skipped. Install Chromium or set CHROMIUM.")
    if fast:
        print("--fast: types, slow tests and journeys were left out.")
    took = time.monotonic() - began
    if failed:
        print(f"CHECK FAILED after {took:.0f} s: {', '.join(failed)}")
        return 1
    print(f"CHECK OK: everything holds ({took:.0f} s)")
    return 0


if __name__ == "__main__":
    sys.exit(main())
