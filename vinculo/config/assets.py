"""What is made from the source before serving: compiled translations and collected static files."""

import fcntl
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from vinculo.config.environment import fingerprint, make_home

SOURCE = Path(__file__).resolve().parents[1] / "locale"

Tell = Callable[[str], None]


@contextmanager
def alone(home: Path, name: str) -> Iterator[None]:
    """Let one process at a time make a thing."""
    make_home(home)
    with (home / f".{name}.lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def compile_translations(home: Path) -> None:
    """Compile each catalogue of messages that is newer than its compiled form, with Babel: no system program."""
    for source in sorted(SOURCE.glob("*/LC_MESSAGES/django.po")):
        target = home / "locale" / source.relative_to(SOURCE).with_suffix(".mo")
        if is_fresh(target, source):
            continue
        with alone(home, "locale"):
            if not is_fresh(target, source):
                compile_one(source, target)


def is_fresh(target: Path, source: Path) -> bool:
    """Return whether the compiled catalogue carries the time of its source: older and newer sources both count."""
    return target.exists() and target.stat().st_mtime_ns == source.stat().st_mtime_ns


def compile_one(source: Path, target: Path) -> None:
    """Compile one catalogue; readers see the old file or the new one, never half of it."""
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    target.parent.mkdir(parents=True, exist_ok=True)
    found = source.stat()
    with source.open("rb") as file:
        catalogue = read_po(file, locale=source.parts[-3], domain="django")
    draft = target.with_suffix(f".{os.getpid()}")
    with draft.open("wb") as out:
        write_mo(out, catalogue)
    os.utime(draft, ns=(found.st_mtime_ns, found.st_mtime_ns))
    draft.replace(target)


def collect_static(home: Path, tell: Tell) -> None:
    """Collect static files with hashed names when any of them changed. Django must be set up."""
    from django.contrib.staticfiles.finders import get_finders
    from django.core.management import call_command

    found = []
    for finder in get_finders():
        for path, place in finder.list([]):
            file = Path(place.path(path))
            if "vinculo-bundle-" in str(file):  # written anew each time: its content tells, not its age
                found.append(f"{path} {fingerprint(file.read_text('utf-8'))}")
            else:
                found.append(f"{path} {file.stat().st_size} {file.stat().st_mtime_ns}")
    mark = fingerprint(*sorted(found))
    stamp = home / "static" / ".collected"
    if stamp.exists() and stamp.read_text() == mark:
        return
    with alone(home, "static"):
        tell("Collecting styles and scripts …")
        call_command("collectstatic", interactive=False, clear=True, verbosity=0)
        stamp.write_text(mark)
