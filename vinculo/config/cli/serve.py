"""`vinculo serve`: everything that an installation needs, as one process tree."""

import os
import subprocess
import sys

import click

from vinculo.config.cli import tell
from vinculo.config.environment import home
from vinculo.config.start import hold_server, keep_server
from vinculo.config.supervisor import Child, Tree, is_listening, refuse_taken_port


@click.command(name="serve", epilog="Example:  vinculo serve --port 8000")
@click.option(
    "--port", type=click.IntRange(1, 65535), default=8000, show_default=True, help="Where to listen."
)
@click.option(
    "--host", default="127.0.0.1", show_default=True, help="Address to listen on; loopback unless you say so."
)
@click.option(
    "--processes", type=click.IntRange(1, 64), default=2, show_default=True, help="Processes of the web."
)
@click.option("--worker/--no-worker", default=True, show_default=True, help="Run jobs in this tree too.")
def command(*, port: int, host: str, processes: int, worker: bool) -> None:
    """Start the web, the worker and, unless DATABASE_URL names a server, PostgreSQL. Ctrl-C stops all of it."""
    refuse_taken_port(host, port)
    os.environ.setdefault("VINCULO_URL", f"http://localhost:{port}")
    hold_server()
    get_ready()
    children = [Child("web", ["web", "--host", host, "--port", str(port), "--processes", str(processes)])]
    if worker:
        children.append(Child("worker", ["worker"]))
    shown = "localhost" if host in ("127.0.0.1", "::1") else host

    def announce() -> None:
        tell(f"Vínculo is ready at http://{shown}:{port}   (data: {home()}; Ctrl-C stops it)")

    Tree(children, tell, keep_server=keep_server).run(
        when_ready=announce, probe=lambda: is_listening(host, port)
    )
    tell("Stopped.")


def get_ready() -> None:
    """Do all that comes before, in a child: what it loads does not stay in the supervisor."""
    child = subprocess.Popen([sys.executable, "-m", "vinculo", "before"], stdin=subprocess.DEVNULL)
    try:
        if child.wait():
            raise click.exceptions.Exit(1)  # it has said why
    finally:
        if child.poll() is None:
            child.terminate()
            child.wait()
