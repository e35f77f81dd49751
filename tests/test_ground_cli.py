"""The command line: quick help with an example, one sentence for an error, a status other than zero."""

import subprocess
import sys

import click
import pytest

from vinculo.config.cli import COMMANDS, cli, is_present, run

PRESENT = [name for name, (module, _) in COMMANDS.items() if is_present(module)]


def everything(command: click.Command, path: tuple[str, ...]) -> list[tuple[str, ...]]:
    """A command and all below it."""
    if not isinstance(command, click.Group):
        return [path]
    below = [
        command.get_command(click.Context(command), name)
        for name in command.list_commands(click.Context(command))
    ]
    return [
        path,
        *(deeper for part in below if part for deeper in everything(part, (*path, part.name or ""))),
    ]


@pytest.mark.parametrize("name", PRESENT)
def test_every_command_shows_an_example(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    command = cli.get_command(click.Context(cli), name)  # type: ignore[attr-defined]
    for path in everything(command, (name,)):
        assert run([*path, "--help"]) == 0
        assert "Example:" in capsys.readouterr().out, f"vinculo {' '.join(path)} --help has no example"


def test_help_loads_nothing_heavy() -> None:
    code = (
        "import sys; from vinculo.config.cli import run; run(['--help']); sys.exit('django' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0
    assert all(name in done.stdout for name in PRESENT)


def test_an_unknown_command_is_an_error(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["dance"]) == 2
    assert capsys.readouterr().err == "Error: No such command 'dance'. `vinculo --help` shows how.\n"


def test_an_error_is_one_sentence(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DATABASE_URL", "oracle://db")
    assert run(["database", "prepare", "--sql"]) == 1
    told = capsys.readouterr().err
    assert told == (
        "Error: DATABASE_URL must begin with postgresql:// (PostgreSQL 15 or newer is the only database).\n"
    )


def test_a_taken_port_is_told_before_anything_starts(capsys: pytest.CaptureFixture[str]) -> None:
    import socket

    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert run(["serve", "--port", str(port)]) == 1
    assert f"Port {port} on 127.0.0.1 cannot be used" in capsys.readouterr().err
