"""Who reacts to what: every event is on this page, and an empty list is a statement."""

from collections.abc import Mapping, Sequence

from vinculo.kernel.events import Fact, Handler

REACTIONS: Mapping[type[Fact], Sequence[Handler]] = {}
