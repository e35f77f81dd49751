"""The command line. Commands are loaded when they are asked for, so that `vinculo --help` is quick."""

import importlib
import importlib.util
import sys

import click

# name: (module, help); a room's module shows its command as `command`.
COMMANDS = {
    "serve": ("vinculo.config.cli.serve", "Start the web, the worker and, if need be, PostgreSQL."),
    "worker": ("vinculo.config.cli.worker", "Run jobs: reactions, clocks, mail."),
    "database": ("vinculo.config.cli.database", "Make, migrate, look into or copy the database."),
    "token": ("vinculo.config.cli.token", "Make keys for programs."),
    "import": ("vinculo.integrations.cli", "Bring in history from another system."),
    "stats": ("vinculo.insight.cli", "Count what the product holds."),
    "bench": ("vinculo.benchmark.cli", "Measure speed and size."),
    "demo": ("vinculo.demonstration.cli", "Fill the demonstration company."),
}
HIDDEN = {
    "manage": ("vinculo.config.cli.manage", "Django's own commands."),
    "before": ("vinculo.config.cli.before", "What comes before serving."),
    "web": ("vinculo.config.cli.web", "The web alone, as `serve` starts it."),
}


class Commands(click.Group):
    """A group whose commands are imported one at a time; a command of a room that is absent does not exist."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Name the commands that this installation has."""
        return [name for name, (module, _) in COMMANDS.items() if is_present(module)]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Load one command."""
        found = (COMMANDS | HIDDEN).get(cmd_name)
        if found is None or not is_present(found[0]):
            return None
        command = importlib.import_module(found[0]).command
        assert isinstance(command, click.Command)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands without loading any."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, COMMANDS[name][1]) for name in self.list_commands(ctx)])


def is_present(module: str) -> bool:
    """Return whether a module can be imported, without importing it."""
    try:
        return importlib.util.find_spec(module) is not None
    except ModuleNotFoundError:
        return False


def tell(sentence: str) -> None:
    """Say on stderr what is going on; results go to stdout."""
    click.echo(sentence, err=True)


@click.command(
    cls=Commands,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="Example:  vinculo serve --port 8000",
)
@click.version_option(package_name="vinculo", message="Vínculo %(version)s")
@click.pass_context
def cli(context: click.Context) -> None:
    """Vínculo, a service desk. Data lives under VINCULO_HOME; everything is made at first use."""
    context.obj = ready


def ready() -> None:
    """Make settings and database ready. A room's command gets this as its `obj`: rooms do not know this package."""
    from vinculo.config.start import set_up

    set_up(tell)


def run(arguments: list[str] | None = None) -> int:
    """Run a command; an expected error is one sentence and a status other than zero."""
    try:
        result = cli.main(args=arguments, prog_name="vinculo", standalone_mode=False)
        return result if isinstance(result, int) else 0
    except click.exceptions.Exit as end:
        return end.exit_code
    except click.Abort:
        tell("Stopped.")
        return 130
    except KeyboardInterrupt:
        return 130
    except click.ClickException as error:
        show(error)
        return error.exit_code
    except BrokenPipeError:
        return 0
    except Exception as error:
        if not is_expected(error):
            raise
        tell(f"Error: {error}")
        return 1
    finally:
        if "vinculo.config.start" in sys.modules:
            sys.modules["vinculo.config.start"].release_server()


def show(error: click.ClickException) -> None:
    """One sentence and where the right way is written; a group that was called alone shows what it has."""
    if isinstance(error, click.UsageError) and not isinstance(error, click.exceptions.NoArgsIsHelpError):
        of = error.ctx.command_path if error.ctx else "vinculo"
        tell(f"Error: {error.format_message()} `{of} --help` shows how.")
    else:
        error.show()


def is_expected(error: Exception) -> bool:
    """Return whether the message of an error is already a sentence for whoever typed the command."""
    from django.core.exceptions import ImproperlyConfigured
    from django.core.management import CommandError

    from vinculo.config.database import DatabaseError
    from vinculo.config.embedded_place import EmbeddedError
    from vinculo.config.environment import SettingError
    from vinculo.config.supervisor import SupervisorError

    kinds: tuple[type[Exception], ...] = (
        ImproperlyConfigured, CommandError, DatabaseError, EmbeddedError, SettingError, SupervisorError,
    )  # fmt: skip
    if isinstance(error, kinds):
        return True
    if "vinculo.kernel.refusals" in sys.modules:
        return isinstance(error, sys.modules["vinculo.kernel.refusals"].Refusal)
    return False
