"""What must hold of the files themselves."""

import re
import subprocess
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
# Written so that this file does not hold what it looks for.
REGISTRIES = re.compile(
    "|".join(
        [
            "py" + r"pi\.org",
            "python" + r"hosted",
            "artifact" + "ory",
            "npm" + r"js\.",
            "/simp" + r"le/?[\"'\s]",
        ]
    )
)
PINNED = re.compile(r"^([a-z0-9-]+)==(\S+)", re.MULTILINE)


def tracked() -> list[Path]:
    """The files under version control; without it (an archive), every file that would be."""
    done = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False)
    names = [name for name in done.stdout.split("\0") if name] if done.returncode == 0 else []
    found = [ROOT / name for name in names] or [file for file in ROOT.rglob("*") if ".venv" not in file.parts]
    return [file for file in found if file.is_file()]


def readable() -> list[tuple[Path, str]]:
    texts = []
    for file in tracked():
        try:
            texts.append((file.relative_to(ROOT), file.read_text("utf-8")))
        except UnicodeDecodeError:
            continue
    return texts


def test_no_file_names_a_registry() -> None:
    found = [str(file) for file, text in readable() if REGISTRIES.search(text)]
    assert not found


def test_every_pinned_package_has_hashes_and_no_other_place_to_come_from() -> None:
    lock = (ROOT / "requirements.lock").read_text("utf-8")
    for block in re.split(r"\n(?=[a-z0-9-]+==)", lock)[1:]:
        assert "--hash=sha256:" in block, block.splitlines()[0]
    assert "://" not in lock
    assert not re.search(r"^-", lock, re.MULTILINE), "the lock sets no option of pip"


def test_what_the_package_asks_for_is_pinned() -> None:
    pinned = {name for name, _ in PINNED.findall((ROOT / "requirements.lock").read_text("utf-8"))}
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    wanted = [*project["build-system"]["requires"], *project["project"]["dependencies"]]
    for extra in project["project"]["optional-dependencies"].values():
        wanted += extra
    for line in (ROOT / "requirements.in").read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            wanted.append(line)
    missing = {re.split(r"[\[<>=]", name)[0] for name in wanted} - pinned
    assert not missing


def test_no_template_holds_script_or_style() -> None:
    wrong = []
    for file, text in readable():
        if file.suffix == ".html" and "templates" in file.parts:
            code = re.findall(
                r"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son[a-z]+=[\"']|javascript:", text, re.IGNORECASE
            )
            wrong += [f"{file}: {part}" for part in code]
    assert not wrong


@pytest.mark.parametrize("name", ["demo", "check", ".ci/run"])
def test_the_commands_are_executable(name: str) -> None:
    assert (ROOT / name).stat().st_mode & 0o111 == 0o111


def test_no_run_time_package_forbids_free_use() -> None:
    """Licences of what is installed; tools of the check itself may have any."""
    import json
    import sys

    done = subprocess.run(
        [str(Path(sys.executable).parent / "pip-licenses"), "--format=json", "--from=mixed"],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    tools = {"hypothesis", "pip-licenses", "text-unidecode"}
    wrong = [
        f"{row['Name']}: {row['License']}"
        for row in json.loads(done.stdout)
        if re.search(r"\bA?GPL", row["License"])
        and "LGPL" not in row["License"]
        and row["Name"].lower() not in tools
    ]
    assert not wrong
