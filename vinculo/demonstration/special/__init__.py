"""The tickets that a demonstration must not lack, each told by hand."""

from __future__ import annotations

from functools import cache
from importlib import resources

from vinculo.demonstration.stories import Story, read


@cache
def stories_of(name: str, service: str) -> dict[str, Story]:
    """The stories of one of the texts beside this file, by key."""
    text = resources.files(__name__).joinpath(f"{name}.txt").read_text("utf-8")
    return {story.key: story for story in read(text, service=service)}
