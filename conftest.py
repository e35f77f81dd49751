"""The ground under every test: a PostgreSQL of its own, migrated as owner, used as the application, rolled back.

The cluster is kept between runs (durability off) in a directory of this user and checkout; what a run makes in it
carries its process number, so that runs do not meet. A template database is made again when the schema changes.
"""

import copy
import os
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from vinculo.config.environment import CHECKOUT, fingerprint, make_home

HOME = Path(f"/tmp/vinculo-tests-{os.getuid()}") / fingerprint(str(CHECKOUT))[:8]
LOOPBACK = {"127.0.0.1", "::1", "localhost"}

# Before pytest-django reads the settings; each worker of xdist passes here too and gets a database of its own.
for name in [name for name in os.environ if name.startswith(("VINCULO_", "DATABASE_URL"))]:
    if name not in ("VINCULO_POSTGRES", "VINCULO_TEST_URL"):
        del os.environ[name]
os.environ.update(
    DJANGO_SETTINGS_MODULE="vinculo.config.settings",
    VINCULO_HOME=str(HOME),
    VINCULO_DATABASE=f"test_{os.getpid()}",
    VINCULO_ROLE_PREFIX="vinculo_test",
    VINCULO_SECRET_KEY="known-to-everybody-who-reads-this",
    VINCULO_LOG_LEVEL="ERROR",
)


def pytest_configure(config: pytest.Config) -> None:
    """Make what the settings point at, then set Django up: pytest-django looked for settings before this file."""
    import django

    from vinculo.config.assets import compile_translations

    make_home(HOME.parent)
    compile_translations(make_home(HOME))
    django.setup()
    # A worker of xdist that inherited it would read its settings before this file could give it a name of its own.
    del os.environ["DJANGO_SETTINGS_MODULE"]


@pytest.fixture(scope="session")
def test_server() -> Iterator[None]:
    """Hold the test cluster, starting it if nobody else does; the last run to let go stops it."""
    from vinculo.config.embedded import Embedded
    from vinculo.config.embedded_place import Place

    server = Embedded(Place.under(HOME), is_throwaway=True).start()
    yield
    server.release()


@pytest.fixture(scope="session")
def static_files() -> None:
    """Collect static files as `vinculo serve` does, so that a missing one fails a test."""
    from vinculo.config.assets import collect_static

    collect_static(HOME, lambda sentence: None)


@pytest.fixture(scope="session")
def django_db_setup(
    test_server: None, static_files: None, django_test_environment: None, django_db_blocker: Any
) -> Iterator[None]:
    """Clone the migrated template for this process; it goes when the process does."""
    from vinculo.config.testing import clone, drop, template

    with django_db_blocker.unblock():
        made = clone(template(), os.environ["VINCULO_DATABASE"])
    yield
    with django_db_blocker.unblock():
        drop(made)


@pytest.fixture(scope="session")
def built_world(django_db_setup: None, django_db_blocker: Any) -> Any:
    """Build the small named world once, and keep it for the whole session."""
    from tests.world import build

    with django_db_blocker.unblock():
        return build()


@pytest.fixture
def world(built_world: Any, db: None) -> Any:
    """Give a test the named world in fresh instances; what it does to it in the database is rolled back."""
    return copy.deepcopy(built_world)


@pytest.fixture(autouse=True, scope="session")
def no_network() -> Iterator[None]:
    """Refuse every connection that leaves this machine."""
    patch = pytest.MonkeyPatch()
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: Any) -> None:
        if self.family in (socket.AF_INET, socket.AF_INET6) and address[0] not in LOOPBACK:
            raise AssertionError(f"A test tried to reach {address[0]}: the network is blocked.")
        connect(self, address)

    patch.setattr(socket.socket, "connect", guarded)
    yield
    patch.undo()
