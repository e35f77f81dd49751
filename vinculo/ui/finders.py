"""One stylesheet and one script, joined from the hand-written files without a build step.

Every file is put into its layer here, so that a stylesheet says only what it is about and no room can outrank another.
Rooms add `static/<room>/*.css`; they land in layer `rooms`.
"""

from __future__ import annotations

import atexit
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from django.apps import apps
from django.contrib.staticfiles.finders import BaseFinder
from django.contrib.staticfiles.storage import StaticFilesStorage
from django.core.files.storage import FileSystemStorage

LAYERS = ("reset", "tokens", "base", "components", "rooms", "utilities")
STYLE, SCRIPT = "ui/vinculo.css", "ui/vinculo.js"
HERE = Path(__file__).parent / "static" / "ui"


def sources() -> Iterator[tuple[str, Path]]:
    """Each stylesheet with its layer, in the order in which the browser reads them."""
    for layer in ("reset", "tokens", "base"):
        yield layer, HERE / f"{layer}.css"
    for component in sorted((HERE / "components").glob("*.css")):
        yield "components", component
    for room in apps.get_app_configs():
        if room.label != "ui":
            for sheet in sorted((Path(room.path) / "static" / room.label).glob("*.css")):
                yield "rooms", sheet
    yield "utilities", HERE / "utilities.css"
    yield "utilities", HERE / "print.css"


def style() -> str:
    sheets = [f"@layer {', '.join(LAYERS)};"]
    sheets += [
        f"/* {path.name} */\n@layer {layer} {{\n{path.read_text('utf-8')}\n}}" for layer, path in sources()
    ]
    return "\n".join(sheets)


def script() -> str:
    """Each script in a block of its own: their names do not meet."""
    blocks = [
        f"// {path.name}\n{{\n{path.read_text('utf-8')}\n}}"
        for path in sorted((HERE / "scripts").glob("*.js"))
    ]
    return "\n".join(blocks)


class BundleFinder(BaseFinder):
    """Serve the joined files as if they lay on the disk; they are written again whenever somebody asks."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self.root = Path(tempfile.mkdtemp(prefix="vinculo-bundle-"))
        atexit.register(shutil.rmtree, self.root, ignore_errors=True)
        super().__init__(*args, **kwargs)

    def check(self, **kwargs: Any) -> list[Any]:
        return []

    def written(self, name: str) -> str:
        target = self.root / name
        target.parent.mkdir(parents=True, exist_ok=True)
        text = style() if name == STYLE else script()
        if not target.exists() or target.read_text("utf-8") != text:
            target.write_text(text, "utf-8")
        return str(target)

    def find(self, path: str, find_all: bool = False, **kwargs: Any) -> Any:
        if path not in (STYLE, SCRIPT):
            return []
        found = self.written(path)
        return [found] if find_all or kwargs.get("all") else found

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterator[tuple[str, FileSystemStorage]]:
        storage = StaticFilesStorage(location=str(self.root))
        for name in (STYLE, SCRIPT):
            self.written(name)
            yield name, storage
