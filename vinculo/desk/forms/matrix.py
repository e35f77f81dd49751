"""A matrix as a grid of choices."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext as _

from vinculo.desk.models import MatrixVersion, Priority


class MatrixForm(forms.Form):
    """One choice a cell of the version in force; `cleaned_data["cells"]` is the whole grid."""

    def __init__(self, *args: Any, version: MatrixVersion, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.version = version
        for impact, impact_label in version.choices("impacts"):
            for urgency, urgency_label in version.choices("urgencies"):
                self.fields[f"{impact}:{urgency}"] = forms.TypedChoiceField(
                    choices=[(p.value, p.name) for p in Priority],
                    coerce=int,
                    initial=version.priority(impact, urgency),
                    label=_("Impact %(impact)s, urgency %(urgency)s")
                    % {"impact": impact_label, "urgency": urgency_label},
                )

    def rows(self) -> Iterator[tuple[str, list[tuple[int, BoundField]]]]:
        """The grid by impact: its label, then each cell's priority in force and its field."""
        urgencies = [code for code, _label in self.version.choices("urgencies")]
        for impact, label in self.version.choices("impacts"):
            yield label, [(self.version.priority(impact, u), self[f"{impact}:{u}"]) for u in urgencies]

    def clean(self) -> dict[str, Any]:
        """Gather the grid."""
        cleaned = super().clean() or {}
        return {**cleaned, "cells": {name: value for name, value in cleaned.items() if ":" in name}}
