"""The stories: what people ask for, service by service, written as plain text so that a reader can judge the Spanish.

A story begins with `== key | kind | category | options`; each line after it starts with a letter:

    T title · D description · K first answer · Q question || the client's answer · N internal note ·
    W reason of waiting: what the client is told · P progress · R code: solution · E what still fails · C why cancelled

Several lines with one letter are variants. `T#ab` belongs to the threads a and b of its story: a ticket follows one
thread, so that its solution answers its description. `T@co` holds in Colombia only. `{places}` are filled by
`voice.Slots`; a line that begins with blanks goes on from the one above.
"""

from __future__ import annotations

import random
import re
from collections import defaultdict
from dataclasses import dataclass, field, replace
from functools import cache
from importlib import resources

from vinculo.desk.models import Kind, ResolutionCode, WaitReason

LINE = re.compile(r"(?P<letter>[A-Z])(?:#(?P<threads>[a-z]+))?(?:@(?P<countries>[a-z,]+))? (?P<text>.+)")
LETTERS = frozenset("TDKQNWPREC")


@dataclass(frozen=True, slots=True)
class Line:
    """One variant, with the threads and countries that it belongs to (none: all of them)."""

    letter: str
    text: str
    threads: frozenset[str] = frozenset()
    countries: frozenset[str] = frozenset()

    def holds(self, country: str, thread: str) -> bool:
        """Whether it may be said in a country, on a thread."""
        return (not self.countries or country.lower() in self.countries) and (
            not self.threads or thread in self.threads
        )


@dataclass(slots=True)
class Story:
    """One kind of demand, with its variants by letter."""

    key: str
    service: str
    kind: Kind
    topic: str
    weight: float = 3
    impacts: tuple[str, ...] = ("person",)
    urgencies: tuple[str, ...] = ("medium",)
    countries: frozenset[str] = frozenset()
    team: str = ""
    is_quick: bool = False
    when: str = ""
    lines: dict[str, list[Line]] = field(default_factory=lambda: defaultdict(list))

    def told_in(self, country: str) -> list[Story]:
        """The story once for each thread that a country has words for."""
        if self.countries and country.lower() not in self.countries:
            return []
        threads = sorted({t for line in self.lines["D"] for t in line.threads}) or [""]
        told = [replace(self, lines=self._narrowed(country, thread)) for thread in threads]
        return [story for story in told if all(story.lines[letter] for letter in "TDR")]

    def _narrowed(self, country: str, thread: str) -> dict[str, list[Line]]:
        return defaultdict(
            list,
            {k: [line for line in lines if line.holds(country, thread)] for k, lines in self.lines.items()},
        )

    def variants(self, letter: str) -> list[str]:
        """The lines of a letter."""
        return [line.text for line in self.lines[letter]]

    def pick(self, letter: str, rng: random.Random) -> str:
        """One variant, or nothing when the story has none."""
        found = self.variants(letter)
        return rng.choice(found) if found else ""

    def wait(self, rng: random.Random) -> tuple[WaitReason, str] | None:
        """A reason of waiting with what the client is told, if the story has one."""
        reason, _, body = self.pick("W", rng).partition(": ")
        return (WaitReason(reason), body) if body else None

    def waits(self, reason: WaitReason) -> list[str]:
        """What the client is told when it waits for a reason."""
        found = (text.partition(": ") for text in self.variants("W"))
        return [body for code, _, body in found if code == reason.value]

    def solution(self, rng: random.Random) -> tuple[ResolutionCode, str]:
        """How it ends and what the client reads."""
        code, _, body = self.pick("R", rng).partition(": ")
        return ResolutionCode(code), body


@cache
def all_stories() -> tuple[Story, ...]:
    """Every story of every service. Raises ValueError with file and line where a text cannot be read."""
    found: list[Story] = []
    for file in sorted(resources.files(__name__).iterdir(), key=lambda entry: entry.name):
        if file.name.endswith(".txt"):
            found += read(file.read_text("utf-8"), service=file.name.removesuffix(".txt"))
    return tuple(found)


def read(text: str, *, service: str) -> list[Story]:
    """The stories of one service's file."""
    stories: list[Story] = []
    for n, line in enumerate(re.sub(r"\n +", " ", text).splitlines(), 1):
        if not line.strip():
            continue
        if line.startswith("== "):
            stories.append(_head(line[3:], service))
            continue
        match = LINE.fullmatch(line)
        if match is None or match["letter"] not in LETTERS or not stories:
            raise ValueError(f"{service}.txt, line {n}, is no line of a story: {line[:60]}")
        countries = frozenset((match["countries"] or "").split(",")) - {""}
        said = Line(match["letter"], match["text"].strip(), frozenset(match["threads"] or ""), countries)
        stories[-1].lines[said.letter].append(said)
    return stories


def _head(line: str, service: str) -> Story:
    key, kind, topic, *rest = (part.strip() for part in line.split("|"))
    given = dict(option.partition("=")[::2] for option in " ".join(rest).split())
    return Story(
        key=key,
        service=service,
        kind=Kind(kind),
        topic=topic,
        weight=float(given.get("w", 3)),
        impacts=tuple(given.get("impact", "person").split(",")),
        urgencies=tuple(given.get("urgency", "medium").split(",")),
        countries=frozenset(given.get("in", "").split(",")) - {""},
        team=given.get("team", ""),
        is_quick="quick" in given,
        when=given.get("when", ""),
    )
