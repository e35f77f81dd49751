"""States belong to a customer, categories to the engine; a lifecycle says which move is allowed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from vinculo.kernel.refusals import Refusal


class Category(models.TextChoices):
    """The six fixed categories that clocks, counts and colours go by."""

    NEW = "new", pgettext_lazy("category", "New")
    ACTIVE = "active", _("In progress")
    PAUSED = "paused", _("Waiting")
    RESOLVED = "resolved", _("Resolved")
    CLOSED = "closed", _("Closed")
    CANCELLED = "cancelled", _("Cancelled")

    @property
    def is_open(self) -> bool:
        """Whether there is work left for the desk."""
        return self in OPEN


OPEN = (Category.NEW, Category.ACTIVE, Category.PAUSED)


class WrongMove(Refusal):
    """The lifecycle does not know this move."""

    message = _(
        "From “%(from)s” it is not possible to go to “%(to)s”. Somebody may have changed it meanwhile."
    )


class Lifecycle:
    """Which state belongs to which category, and which state may follow which."""

    def __init__(self, categories: Mapping[str, Category], moves: Mapping[str, Iterable[str]]) -> None:
        self.categories = dict(categories)
        self.moves = {state: frozenset(after) for state, after in moves.items()}
        unknown = {s for after in self.moves.values() for s in after} | set(self.moves)
        if unknown - set(self.categories):
            raise ValueError(f"States without a category: {sorted(unknown - set(self.categories))}")

    def may_move(self, current: str, to: str) -> bool:
        """Whether `to` may follow `current`."""
        return to in self.moves.get(current, frozenset())

    def check(self, current: str, to: str, labels: Mapping[str, object]) -> Category:
        """The category of `to`; raises `WrongMove` when it may not follow `current`."""
        if not self.may_move(current, to):
            raise WrongMove(**{"from": labels.get(current, current), "to": labels.get(to, to)})
        return self.categories[to]
