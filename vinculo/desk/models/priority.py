"""Impact × urgency → priority, versioned like an agreement: a ticket keeps the version that it was judged by."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from vinculo.kernel.refusals import Refusal

Levels = Sequence[Mapping[str, str]]
"""The levels of a matrix from the gravest down, as [{"code", "es", "en"}]."""


class NotMonotonic(Refusal):
    """A matrix in which something less urgent or less grave would go first."""

    status = 422


class LesserUrgencyFirst(NotMonotonic):
    """Something less urgent would go first."""

    message = _(
        "With impact “%(impact)s”, urgency “%(lower)s” would get a higher priority than “%(higher)s”."
    )


class LesserImpactFirst(NotMonotonic):
    """Something less grave would go first."""

    message = _(
        "With urgency “%(urgency)s”, impact “%(lower)s” would get a higher priority than “%(higher)s”."
    )


class PriorityMatrix(models.Model):
    """A matrix by name; its versions hold the levels and cells. Shared: it names no client."""

    code = models.SlugField(max_length=60, unique=True)
    name = models.CharField(_("Name"), max_length=120)

    class Meta:
        verbose_name = _("Priority matrix")

    def __str__(self) -> str:
        return self.name


class MatrixVersion(models.Model):
    """One version: levels from the gravest down, as [{"code", "es", "en"}], and cells as {"impact:urgency": 1–5}.

    Never edited (the application's roles may not): a change is the next version.
    """

    matrix = models.ForeignKey(PriorityMatrix, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField(_("Version"))
    impacts = models.JSONField(_("Impact levels"))
    urgencies = models.JSONField(_("Urgency levels"))
    cells = models.JSONField(_("Priorities"))
    created_at = models.DateTimeField(_("Registered"))

    class Meta:
        verbose_name = _("Version of a matrix")
        constraints = [models.UniqueConstraint(fields=["matrix", "number"], name="matrix_version")]

    def __str__(self) -> str:
        return f"{self.matrix} v{self.number}"

    def priority(self, impact: str, urgency: str) -> int:
        """The priority (1 highest to 5) of a pair of level codes. Raises KeyError for a level that is not its own."""
        return int(self.cells[f"{impact}:{urgency}"])

    def impact_label(self, code: str) -> str:
        """The reader's word for an impact level; the code itself when the version does not know it."""
        return _label(self.impacts, code)

    def urgency_label(self, code: str) -> str:
        """The reader's word for an urgency level; the code itself when the version does not know it."""
        return _label(self.urgencies, code)

    def choices(self, levels: str) -> list[tuple[str, str]]:
        """Pairs of code and label of `impacts` or `urgencies`, for a form."""
        held: Sequence[Mapping[str, Any]] = getattr(self, levels)
        return [(level["code"], _label(held, level["code"])) for level in held]


def _label(levels: Sequence[Mapping[str, Any]], code: str) -> str:
    language = (get_language() or "es")[:2]
    found = next((level for level in levels if level["code"] == code), None)
    return str(found.get(language) or found["code"]) if found else code


def check_monotonic(impacts: Levels, urgencies: Levels, cells: Mapping[str, int]) -> None:
    """Raise `NotMonotonic` when a lower level (they come from the gravest down) would get a higher priority."""
    grave, urgent = [level["code"] for level in impacts], [level["code"] for level in urgencies]
    for impact in grave:
        for higher, lower in pairwise(urgent):
            if cells[f"{impact}:{lower}"] < cells[f"{impact}:{higher}"]:
                raise LesserUrgencyFirst(
                    impact=_label(impacts, impact),
                    lower=_label(urgencies, lower),
                    higher=_label(urgencies, higher),
                )
    for urgency in urgent:
        for higher, lower in pairwise(grave):
            if cells[f"{lower}:{urgency}"] < cells[f"{higher}:{urgency}"]:
                raise LesserImpactFirst(
                    urgency=_label(urgencies, urgency),
                    lower=_label(impacts, lower),
                    higher=_label(impacts, higher),
                )
