"""What the environment may say, and what is refused in one sentence."""

import os
import stat
from pathlib import Path

import pytest

from vinculo.config import environment
from vinculo.config.connections import connections_from_environment
from vinculo.config.embedded_place import LONGEST_SOCKET, EmbeddedError, Place
from vinculo.config.environment import SettingError


def test_a_flag_is_on_or_off_and_nothing_else(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VINCULO_DEMO", "maybe")
    with pytest.raises(SettingError, match="VINCULO_DEMO must be 1 or 0, not 'maybe'"):
        environment.flag("VINCULO_DEMO")
    monkeypatch.setenv("VINCULO_DEMO", "yes")
    assert environment.flag("VINCULO_DEMO")
    monkeypatch.delenv("VINCULO_DEMO")
    assert not environment.flag("VINCULO_DEMO")


def test_a_secret_may_come_from_a_file_but_not_twice(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    path = tmp_path / "key"
    path.write_text("from the file\n")
    monkeypatch.setenv("VINCULO_SECRET_KEY_FILE", str(path))
    monkeypatch.delenv("VINCULO_SECRET_KEY", raising=False)
    assert environment.text("VINCULO_SECRET_KEY") == "from the file"
    monkeypatch.setenv("VINCULO_SECRET_KEY", "from the variable")
    with pytest.raises(SettingError, match="keep one of them"):
        environment.text("VINCULO_SECRET_KEY")
    monkeypatch.delenv("VINCULO_SECRET_KEY")
    path.unlink()
    with pytest.raises(SettingError, match="cannot be read"):
        environment.text("VINCULO_SECRET_KEY")


def test_a_generated_secret_is_kept_and_only_its_owner_reads_it(tmp_path: Path) -> None:
    first = environment.secret(tmp_path, "key")
    assert len(first) > 40
    assert environment.secret(tmp_path, "key") == first
    kept = tmp_path / "secrets" / "key"
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    assert stat.S_IMODE(kept.parent.stat().st_mode) == 0o700
    assert os.listdir(kept.parent) == ["key"]


def test_two_checkouts_keep_their_data_apart(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("VINCULO_HOME")
    homes = set()
    for name in ("one", "two"):
        checkout = tmp_path / name
        checkout.mkdir()
        (checkout / "pyproject.toml").touch()
        (checkout / "demo").touch()
        monkeypatch.setattr(environment, "CHECKOUT", checkout)
        homes.add(environment.home())
    assert len(homes) == 2


def test_only_postgresql_is_a_database_and_a_password_is_never_repeated(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("DATABASE_URL", "mysql://root:hunter2@db/vinculo")
    with pytest.raises(SettingError, match="must begin with postgresql://") as told:
        connections_from_environment(tmp_path)
    assert "hunter2" not in str(told.value)


def test_an_administrators_address_makes_roles_with_passwords_of_their_own(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv("VINCULO_ROLE_PREFIX")
    monkeypatch.setenv("DATABASE_URL", "postgresql://boss:hunter2@db.example.org:6432/desk?sslmode=require")
    known = connections_from_environment(tmp_path)
    assert known.database == known.prefix == "desk"
    assert known.admin is not None
    assert known.owner is not None
    assert known.admin["user"] == "boss"
    assert known.admin["dbname"] == "postgres"
    assert known.app["user"] == "desk_app"
    assert known.app["sslmode"] == "require"
    assert len({known.app["password"], known.owner["password"], "hunter2"}) == 3


def test_an_address_of_the_applications_role_knows_no_administrator(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv("VINCULO_ROLE_PREFIX")
    monkeypatch.setenv("DATABASE_URL", "postgresql://desk_app:secret@db.example.org/desk")
    known = connections_from_environment(tmp_path)
    assert known.admin is None
    assert known.owner is None
    monkeypatch.setenv("VINCULO_DATABASE_OWNER_URL", "postgresql://desk_owner:other@db.example.org/desk")
    assert connections_from_environment(tmp_path).owner == {
        "user": "desk_owner", "password": "other", "host": "db.example.org", "dbname": "desk",
    }  # fmt: skip


@pytest.mark.parametrize("prefix", ['x"; drop database vinculo; --', "Desk", "1st", "a" * 49])
def test_a_name_that_goes_into_sql_is_a_plain_one(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, prefix: str
) -> None:
    monkeypatch.setenv("VINCULO_ROLE_PREFIX", prefix)
    with pytest.raises(SettingError, match="VINCULO_ROLE_PREFIX may only hold"):
        connections_from_environment(tmp_path)


def test_the_path_of_the_socket_is_never_too_long() -> None:
    near = Place.under(Path("/srv/vinculo"))
    assert near.socket == near.root / "socket"
    far = Place.under(Path("/srv") / ("x" * 120))
    assert len(str(far.socket)) <= LONGEST_SOCKET
    assert far.socket != Place.under(Path("/srv") / ("y" * 120)).socket


def test_an_unknown_version_of_postgresql_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VINCULO_POSTGRES", "9")
    with pytest.raises(EmbeddedError, match="VINCULO_POSTGRES must be one of 18, 16, not '9'"):
        Place.under(Path("/srv"))


def test_a_file_is_no_home_and_is_left_as_it_was(tmp_path: Path) -> None:
    place = tmp_path / "file"
    place.write_text("mine")
    before = place.stat().st_mode
    with pytest.raises(environment.SettingError, match="is a file and no directory"):
        environment.make_home(place)
    assert place.stat().st_mode == before
