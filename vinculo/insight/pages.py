"""Figures made ready for a page: in an order that a person expects, with our words beside the source's."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple
from urllib.parse import urlencode

from django.utils.functional import cached_property

from vinculo.desk.models import MatrixVersion, State
from vinculo.directory.models import Organisation
from vinculo.insight.queries import DONE, Brought, LogCounts

ORDER = list(State)


class Choice(NamedTuple):
    """Which history is shown: a source, and one client or all of them."""

    source: str
    client: Organisation | None
    tickets: int

    @property
    def address(self) -> str:
        """The page's address with this choice."""
        asked = {"source": self.source} | ({"client": self.client.slug} if self.client else {})
        return f"?{urlencode(asked)}"


@dataclass(frozen=True)
class Offer:
    """A choice as a link."""

    choice: Choice
    is_current: bool


def choices(histories: Sequence[Brought], chosen: Choice) -> list[Offer]:
    """What else may be chosen: all clients of each source, and each client. Nothing when there is one history."""
    if len(histories) < 2:
        return []
    offered: list[Choice] = []
    for source in dict.fromkeys(history.source for history in histories):
        within = [history for history in histories if history.source == source]
        if len(within) > 1:
            offered.append(Choice(source, None, sum(history.tickets for history in within)))
        offered += [Choice(source, history.client, history.tickets) for history in within]
    return [Offer(choice, choice == chosen) for choice in offered]


class Cell(NamedTuple):
    """How often one state was followed by another; `is_stay` when they are the same."""

    n: int
    is_stay: bool
    is_reopening: bool


@dataclass(frozen=True)
class StateRow:
    """A state of the source with ours and what followed it."""

    name: str
    ours: str
    cells: list[Cell]


class PriorityRow(NamedTuple):
    """One combination of impact, urgency and priority."""

    impact: str
    urgency: str
    priority: int
    n: int
    share: float


@dataclass(frozen=True)
class LogPage:
    """The figures of a log as the page shows them."""

    counts: LogCounts
    matrix_version: MatrixVersion

    @cached_property
    def states(self) -> list[str]:
        """The source's states in the order of ours, the more frequent first."""
        ours, rows = self.counts.our_states, self.counts.states
        return sorted(rows, key=lambda name: (ORDER.index(State(ours[name])), -rows[name]))

    @cached_property
    def bars(self) -> list[tuple[str, int]]:
        """Rows of the log by state, largest first."""
        return list(self.counts.states.items())

    @cached_property
    def matrix(self) -> list[StateRow]:
        """From each state to each: how often."""
        return [StateRow(name, self.our_word(name), self._cells(name)) for name in self.states]

    def _cells(self, before: str) -> list[Cell]:
        made = []
        for after in self.states:
            is_stay = before == after
            n = self.counts.stays.get(before, 0) if is_stay else self.counts.moves.get(f"{before}>{after}", 0)
            made.append(Cell(n, is_stay, before in DONE and after not in DONE))
        return made

    def our_word(self, name: str) -> str:
        """Our word for a state of the source."""
        return str(State(self.counts.our_states[name]).label)

    @cached_property
    def priorities(self) -> list[PriorityRow]:
        """Combinations of impact, urgency and priority, the gravest first."""
        found = sorted(self.counts.priorities.items(), key=lambda item: (item[0][2], item[0]))
        return [
            PriorityRow(
                impact=self.level(key[0], self.matrix_version.impact_label(key[0])),
                urgency=self.level(key[1], self.matrix_version.urgency_label(key[1])),
                priority=int(key[2]),
                n=n,
                share=n / self.counts.events,
            )
            for key, n in found
        ]

    @staticmethod
    def level(code: str, label: str) -> str:
        """A level with its word, where the matrix has one."""
        return code if label == code else f"{code} · {label}"

    @property
    def rows_per_incident(self) -> float:
        """Rows of the log an incident, on average."""
        return self.counts.events / self.counts.incidents

    @property
    def reopened_share(self) -> float:
        """Incidents reopened among all, from 0 to 1."""
        return self.counts.reopened / self.counts.incidents

    @property
    def moves(self) -> int:
        """Moves in all."""
        return sum(self.counts.moves.values())
