"""What every command does before its own work: home, server, settings, database, translations."""

import os
from collections.abc import Callable
from pathlib import Path

from vinculo.config.environment import home, make_home

Tell = Callable[[str], None]
_held: list[object] = []


def hold_server() -> None:
    """Start the embedded PostgreSQL when it is the one in use, and keep it until this process ends."""
    from vinculo.config.connections import connections_from_environment
    from vinculo.config.embedded import Embedded
    from vinculo.config.embedded_place import Place

    if connections_from_environment(home()).is_embedded and not _held:
        _held.append(Embedded(Place.under(home())).start())


def keep_server() -> None:
    """Start the embedded PostgreSQL again if it fell."""
    from vinculo.config.embedded import Embedded

    for held in _held:
        if isinstance(held, Embedded):
            held.keep()


def release_server() -> None:
    """Let go of the embedded PostgreSQL before the end of the process."""
    from vinculo.config.embedded import Embedded

    for held in _held:
        if isinstance(held, Embedded):
            held.release()
    _held.clear()


def set_up(tell: Tell, *, database: bool = True, static: bool = False) -> Path:
    """Make this process ready to use the product and return VINCULO_HOME."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "vinculo.config.settings")
    place = make_home(home())
    from vinculo.config.assets import collect_static, compile_translations

    compile_translations(place)
    for private in ("mail", "files"):
        (place / private).mkdir(mode=0o700, exist_ok=True)
    if database:
        hold_server()
    import django

    django.setup()
    if database:
        from vinculo.config.database import ensure_ready

        ensure_ready(tell)
    if static:
        collect_static(place, tell)
    return place
