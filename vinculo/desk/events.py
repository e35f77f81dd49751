"""What the desk tells. A public event's facts carry nothing internal."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import ClassVar

from vinculo.kernel.events import Fact
from vinculo.kernel.models import Audience


@dataclass(frozen=True, kw_only=True)
class PublicFact(Fact):
    """Told to the client too."""

    audience: ClassVar[Audience] = Audience.PUBLIC


@dataclass(frozen=True, kw_only=True)
class InternalFact(Fact):
    """Told to those who serve."""

    audience: ClassVar[Audience] = Audience.INTERNAL


@dataclass(frozen=True, kw_only=True)
class TicketOpened(PublicFact):
    """A demand came in."""

    channel: str
    priority: int


@dataclass(frozen=True, kw_only=True)
class TicketReplied(PublicFact):
    """Somebody answered where the client reads it."""

    reply: int
    side: str


@dataclass(frozen=True, kw_only=True)
class NoteAdded(InternalFact):
    """Somebody wrote an internal note."""

    note: int


@dataclass(frozen=True, kw_only=True)
class TicketAssigned(InternalFact):
    """The work was given to a team or a person."""

    team: str = ""
    assignee: str = ""


@dataclass(frozen=True, kw_only=True)
class TicketStarted(PublicFact):
    """Work began or went on."""

    resumed: bool = False


@dataclass(frozen=True, kw_only=True)
class TicketPaused(PublicFact):
    """The ticket waits, with a reason and who it is charged to."""

    reason: str
    charged_to: str


@dataclass(frozen=True, kw_only=True)
class TicketResolved(PublicFact):
    """The work is done; the person is asked to confirm."""

    code: str


@dataclass(frozen=True, kw_only=True)
class ResolutionConfirmed(PublicFact):
    """The person confirmed that it works."""


@dataclass(frozen=True, kw_only=True)
class ResolutionRejected(PublicFact):
    """The person said that it still fails; the ticket is open again. The solution that did not hold is kept here."""

    solution: str = ""


@dataclass(frozen=True, kw_only=True)
class TicketReopened(PublicFact):
    """The desk opened a resolved ticket again. The solution that did not hold is kept here."""

    solution: str = ""


@dataclass(frozen=True, kw_only=True)
class TicketClosed(PublicFact):
    """The ticket is final: confirmed, or after the days of silence agreed."""

    automatically: bool = False


@dataclass(frozen=True, kw_only=True)
class TicketCancelled(PublicFact):
    """The ticket ends without work: withdrawn, duplicate or sent by mistake."""

    reason: str


@dataclass(frozen=True, kw_only=True)
class PriorityChanged(PublicFact):
    """Impact or urgency were judged anew, with a reason that the client reads."""

    priority: int
    before: int
    reason: str


@dataclass(frozen=True, kw_only=True)
class TicketShared(InternalFact):
    """A supplier was given the ticket."""

    supplier: str


@dataclass(frozen=True, kw_only=True)
class ShareEnded(InternalFact):
    """A supplier gave the ticket back."""

    supplier: str


@dataclass(frozen=True, kw_only=True)
class MatrixVersioned(InternalFact):
    """A matrix got a new version."""

    owner: int
    matrix: str
    number: int

    def organisation_id(self) -> int:
        """A matrix is shared by all: the fact is the provider's who changed it."""
        return self.owner


@dataclass(frozen=True, kw_only=True)
class HistoryRecorded(InternalFact):
    """One row of a log that came from elsewhere, in the source's own words beside ours.

    Whatever the source, `state`, `group` (absent: none), `impact`, `urgency` and `priority` are its words, `our_state`
    and `levels` (the codes of impact, urgency and priority, as in `223`) are ours, and `line` is the file's.
    """

    data: dict[str, object] = field(default_factory=dict)

    def facts(self) -> dict[str, object]:
        """The log's own columns, flat."""
        return dict(self.data)
