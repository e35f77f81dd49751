"""What the environment says: plain values, secrets from files, and the directory where everything is kept."""

import hashlib
import os
import secrets
import stat
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[2]
YES = {"1", "true", "yes", "on"}
NO = {"", "0", "false", "no", "off"}


class SettingError(Exception):
    """The environment asks for something that cannot be; the message is one sentence for the operator."""


def text(name: str, default: str = "") -> str:
    """Return a variable, or the content of the file that `<name>_FILE` names (as container secrets are given)."""
    path = os.environ.get(f"{name}_FILE")
    if path and os.environ.get(name):
        raise SettingError(f"Both {name} and {name}_FILE are set; keep one of them.")
    if path:
        try:
            return Path(path).read_text(encoding="utf-8").strip()
        except OSError as error:
            raise SettingError(
                f"{name}_FILE names {path}, which cannot be read: {error.strerror}."
            ) from error
    return os.environ.get(name, "").strip() or default


def flag(name: str) -> bool:
    """Return whether a yes-or-no variable is on; anything that is neither is an error."""
    value = os.environ.get(name, "").strip().lower()
    if value in YES:
        return True
    if value in NO:
        return False
    raise SettingError(f"{name} must be 1 or 0, not {value!r}.")


def number(name: str, default: int, *, least: int = 0) -> int:
    """Return a whole number of at least `least`."""
    value = text(name, str(default))
    if not value.isdecimal() or int(value) < least:
        raise SettingError(f"{name} must be a whole number of at least {least}, not {value!r}.")
    return int(value)


def words(name: str, default: str = "") -> list[str]:
    """Return a list written with commas."""
    return [word.strip() for word in text(name, default).split(",") if word.strip()]


def is_root() -> bool:
    """Return whether this process may do everything."""
    return hasattr(os, "geteuid") and os.geteuid() == 0


def home() -> Path:
    """Return VINCULO_HOME, where the database, secrets, files and compiled things live.

    A checkout keeps its data apart, so that two copies run side by side: in `.vinculo` beside the code or, as root,
    below /var/lib/vinculo, because the embedded PostgreSQL never runs as root and nobody else may enter root's home.
    """
    given = os.environ.get("VINCULO_HOME", "").strip()
    if given:
        return Path(given).expanduser().absolute()
    in_checkout = (CHECKOUT / "pyproject.toml").exists() and (CHECKOUT / "demo").exists()
    if is_root():
        everyone = Path("/var/lib/vinculo")
        mark = hashlib.sha256(str(CHECKOUT).encode()).hexdigest()[:8]
        return everyone / "checkouts" / f"{CHECKOUT.name}-{mark}" if in_checkout else everyone
    return CHECKOUT / ".vinculo" if in_checkout else Path.home() / ".local/share/vinculo"


def make_home(place: Path) -> Path:
    """Make the directory, for its owner alone.

    As root others may pass through it, though list nothing: the embedded server is another user.
    """
    if place.exists() and not place.is_dir():
        raise SettingError(f"VINCULO_HOME is {place}, which is a file and no directory.")
    try:
        if not place.exists():
            place.mkdir(mode=0o700, parents=True, exist_ok=True)
        found = place.stat()
        if is_root() and found.st_uid == 0 and not found.st_mode & stat.S_IXOTH:
            place.chmod(stat.S_IMODE(found.st_mode) | stat.S_IXGRP | stat.S_IXOTH)
    except OSError as error:
        raise SettingError(f"VINCULO_HOME is {place}, which cannot be made: {error.strerror}.") from error
    if not os.access(place, os.W_OK | os.X_OK):
        raise SettingError(f"VINCULO_HOME is {place}, where this user may not write.")
    return place


def secret(place: Path, name: str) -> str:
    """Return the secret of that name kept under `place`, made at first use and readable by its owner alone."""
    path = place / "secrets" / name
    try:
        return path.read_text(encoding="ascii").strip()
    except FileNotFoundError:
        pass
    make_home(place)
    path.parent.mkdir(mode=0o700, exist_ok=True)
    draft = path.with_name(f".{name}.{os.getpid()}.{secrets.token_hex(4)}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(secrets.token_urlsafe(48) + "\n")
    try:
        os.link(draft, path)  # unlike a rename, a link never replaces what another process made meanwhile
    except FileExistsError:
        pass
    finally:
        draft.unlink()
    return path.read_text(encoding="ascii").strip()


def fingerprint(*parts: str) -> str:
    """Return a short digest of some words, for names that must differ between installations."""
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()
