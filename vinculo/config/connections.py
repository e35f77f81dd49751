"""Which PostgreSQL this installation uses and as whom: worked out from the environment, without connecting."""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from vinculo.config.embedded_place import SUPERUSER, Place
from vinculo.config.environment import SettingError, secret, text

NAME = re.compile(r"[a-z][a-z0-9_]{0,47}")
MAINTENANCE = "postgres"
SCHEME = re.compile(r"postgres(ql)?://")


@dataclass(frozen=True)
class Connections:
    """How to reach one database in each capacity; every value is a set of libpq keywords."""

    database: str
    prefix: str
    app: dict[str, str]
    owner: dict[str, str] | None
    admin: dict[str, str] | None
    is_embedded: bool

    @property
    def roles(self) -> dict[str, str]:
        """The names of the roles of this database (roles belong to the cluster, hence the prefix)."""
        return {part: f"{self.prefix}_{part}" for part in ("owner", "app", "client", "supplier", "everyone")}


def django_database(keywords: dict[str, str], **more: Any) -> dict[str, Any]:
    """Return Django's entry for a set of libpq keywords."""
    rest = dict(keywords)
    options = more.pop("OPTIONS", {})
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": rest.pop("dbname"),
        "USER": rest.pop("user", ""),
        "PASSWORD": rest.pop("password", ""),
        "HOST": rest.pop("host", ""),
        "PORT": rest.pop("port", ""),
        "CONN_MAX_AGE": 0,
        "OPTIONS": {**rest, **options},
        **more,
    }


def connections_from_environment(home: Path) -> Connections:
    """Read DATABASE_URL, VINCULO_DATABASE_OWNER_URL and VINCULO_ROLE_PREFIX."""
    url, owner_url = text("DATABASE_URL"), text("VINCULO_DATABASE_OWNER_URL")
    if not url:
        if owner_url:
            raise SettingError("VINCULO_DATABASE_OWNER_URL is set but DATABASE_URL is not.")
        return embedded_connections(home)
    return foreign_connections(home, parse(url, "DATABASE_URL"), owner_url)


def embedded_connections(home: Path) -> Connections:
    """Return the way to the embedded server, whose socket only this user (or root) can reach."""
    database = text("VINCULO_DATABASE", "vinculo")
    prefix = role_prefix(database)
    place = {"host": str(Place.under(home).socket), "port": "5432"}
    return Connections(
        database=database,
        prefix=prefix,
        app={**place, "dbname": database, "user": f"{prefix}_app"},
        owner={**place, "dbname": database, "user": f"{prefix}_owner"},
        admin={**place, "dbname": MAINTENANCE, "user": SUPERUSER},
        is_embedded=True,
    )


def foreign_connections(home: Path, given: dict[str, str], owner_url: str) -> Connections:
    """Return the way to somebody's server: an administrator's address, or that of a role made beforehand."""
    database = given.get("dbname", MAINTENANCE)
    if database == MAINTENANCE:
        database = text("VINCULO_DATABASE", "vinculo")
    prefix = role_prefix(database)
    place = {**given, "dbname": database}
    if owner_url or given.get("user") == f"{prefix}_app":
        owner = parse(owner_url, "VINCULO_DATABASE_OWNER_URL") if owner_url else None
        return Connections(database, prefix, app=place, owner=owner, admin=None, is_embedded=False)

    def role(part: str) -> dict[str, str]:
        return {**place, "user": f"{prefix}_{part}", "password": secret(home, f"{prefix}_{part}.password")}

    admin = {**given, "dbname": MAINTENANCE}
    return Connections(database, prefix, app=role("app"), owner=role("owner"), admin=admin, is_embedded=False)


def role_prefix(database: str) -> str:
    """Return the prefix of the roles, checked: it goes into SQL as a name."""
    prefix = text("VINCULO_ROLE_PREFIX", database)
    for name, value in (("VINCULO_DATABASE", database), ("VINCULO_ROLE_PREFIX", prefix)):
        if not NAME.fullmatch(value):
            raise SettingError(f"{name} may only hold small letters, digits and underscores, not {value!r}.")
    return prefix


def parse(url: str, name: str) -> dict[str, str]:
    """Take a libpq address apart; the message never repeats it, for it may hold a password."""
    from psycopg import ProgrammingError
    from psycopg.conninfo import conninfo_to_dict

    if not SCHEME.match(url):
        raise SettingError(
            f"{name} must begin with postgresql:// (PostgreSQL 15 or newer is the only database)."
        )
    try:
        return {key: str(value) for key, value in conninfo_to_dict(url).items() if value is not None}
    except ProgrammingError as error:
        raise SettingError(f"{name} is not a PostgreSQL address.") from error
