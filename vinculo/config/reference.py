"""The generated reference (docs/reference.md): verbs, events with their reactions, roles, tables with their fields.

`python -m vinculo.config.reference` writes it, `--check` fails when the page no longer says what the code says.
"""

from __future__ import annotations

import inspect
import os
import sys
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path

PAGE = Path(__file__).parents[2] / "docs" / "reference.md"
VERBS = ("vinculo.directory.actions", "vinculo.catalogue.actions", "vinculo.desk.actions")


def page() -> str:
    """The whole page as Markdown."""
    parts = [
        "# Reference",
        "",
        "Made from the code by `python -m vinculo.config.reference`; not edited by hand.",
        "",
    ]
    for section in (verbs, events, roles, tables):
        parts += [*section(), ""]
    return "\n".join(parts).rstrip() + "\n"


def sentence(thing: object) -> str:
    """The first paragraph of a docstring, on one line."""
    return " ".join((inspect.getdoc(thing) or "").split("\n\n")[0].split())


def verbs() -> Iterator[str]:
    """Every action: what it is called with, what it does, who may."""
    yield from ("## Verbs", "", "| verb | what it does |", "|---|---|")
    for name in VERBS:
        module = import_module(name)
        found = inspect.getmembers(
            module, lambda member: inspect.isfunction(member) and hasattr(member, "__wrapped__")
        )
        for verb, function in found:
            given = [p for p in inspect.signature(function).parameters if p != "by"]
            yield f"| `{name.split('.')[1]}.{verb}({', '.join(given)})` | {sentence(function)} |"


def events() -> Iterator[str]:
    """Every event: who may read it, what it says, who reacts."""
    from vinculo.config.reactions import REACTIONS

    yield from ("## Events", "", "| event | audience | what happened | reactions |", "|---|---|---|---|")
    for event, handlers in REACTIONS.items():
        reacts = ", ".join(f"`{handler.__name__}`" for handler in handlers) or "–"
        yield f"| `{event.kind()}` | {event.audience} | {sentence(event)} | {reacts} |"


def roles() -> Iterator[str]:
    """Every standard role with its permissions."""
    from vinculo.directory.roles import STANDARD_ROLES

    yield from ("## Roles", "", "| role | side | permissions |", "|---|---|---|")
    for role in STANDARD_ROLES:
        yield f"| {role.name} (`{role.code}`) | {role.side} | {', '.join(f'`{p}`' for p in role.permissions)} |"


def tables() -> Iterator[str]:
    """Every table of ours with its fields."""
    from django.apps import apps

    yield from ("## Tables", "")
    for config in apps.get_app_configs():
        if not config.name.startswith("vinculo."):
            continue
        for model in config.get_models():
            names = ", ".join(f"`{field.name}`" for field in model._meta.concrete_fields)
            yield f"- **{config.label}.{model.__name__}**: {sentence(model)} {names}"


def main(arguments: list[str], say: Callable[[str], None] = print) -> int:
    """Write the page, or compare it with the code."""
    import django
    from django.utils import translation

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "vinculo.config.settings")
    django.setup()
    with translation.override("en"):
        made = page()
    if "--check" not in arguments:
        PAGE.write_text(made, encoding="utf-8")
        return 0
    if PAGE.exists() and PAGE.read_text(encoding="utf-8") == made:
        return 0
    say("docs/reference.md no longer says what the code says; run `python -m vinculo.config.reference`.")
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
