"""`vinculo web`: the web alone, one child of `vinculo serve`."""

import click

from vinculo.config.environment import number
from vinculo.config.family import end_with_parent
from vinculo.config.start import hold_server


@click.command(name="web", hidden=True, epilog="Example:  vinculo web --port 8000")
@click.option("--port", type=int, default=8000)
@click.option("--host", default="127.0.0.1")
@click.option("--processes", type=int, default=2)
def command(*, port: int, host: str, processes: int) -> None:
    """Serve pages with granian: WSGI, blocking threads (docs/decisions tells what was measured)."""
    end_with_parent()
    hold_server()
    from granian import Granian
    from granian.constants import Interfaces
    from granian.log import LogLevels

    Granian(
        "vinculo.config.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=processes,
        blocking_threads=number("VINCULO_WEB_THREADS", 2, least=1),
        websockets=False,
        respawn_failed_workers=True,
        workers_kill_timeout=5,
        log_level=LogLevels.warning,
    ).serve()
