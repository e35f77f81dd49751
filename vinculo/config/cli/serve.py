"""`vinculo serve`: everything that an installation needs, as one process tree."""

import os

import click

from vinculo.config.cli import tell
from vinculo.config.environment import flag
from vinculo.config.start import keep_server, set_up
from vinculo.config.supervisor import Child, Tree, is_listening, refuse_taken_port


@click.command(name="serve", epilog="Example:  vinculo serve --port 8000")
@click.option(
    "--port", type=click.IntRange(1, 65535), default=8000, show_default=True, help="Where to listen."
)
@click.option(
    "--host", default="127.0.0.1", show_default=True, help="Address to listen on; loopback unless you say so."
)
@click.option(
    "--processes", type=click.IntRange(1, 64), default=1, show_default=True, help="Processes of the web."
)
@click.option("--worker/--no-worker", default=True, show_default=True, help="Run jobs in this tree too.")
def command(*, port: int, host: str, processes: int, worker: bool) -> None:
    """Start the web, the worker and, unless DATABASE_URL names a server, PostgreSQL. Ctrl-C stops all of it."""
    refuse_taken_port(host, port)
    os.environ.setdefault("VINCULO_URL", f"http://localhost:{port}")
    place = set_up(tell, static=True)
    fill_demonstration()
    children = [Child("web", ["web", "--host", host, "--port", str(port), "--processes", str(processes)])]
    if worker:
        children.append(Child("worker", ["worker"]))
    shown = "localhost" if host in ("127.0.0.1", "::1") else host

    def announce() -> None:
        tell(f"Vínculo is ready at http://{shown}:{port}   (data: {place}; Ctrl-C stops it)")

    Tree(children, tell, keep_server=keep_server).run(
        when_ready=announce, probe=lambda: is_listening(host, port)
    )
    tell("Stopped.")


def fill_demonstration() -> None:
    """In demonstration mode, fill the company when the database is empty; the room that does it may be absent."""
    from vinculo.config.cli import is_present

    if flag("VINCULO_DEMO") and is_present("vinculo.demonstration.fill"):
        from importlib import import_module

        import_module("vinculo.demonstration.fill").fill_if_empty(tell)
