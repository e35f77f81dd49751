"""Small values that templates and views hand to components."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Mode:
    """One way of writing in a composer; a private one changes the whole box. `key` as in `data-key`: "shift+n"."""

    value: str
    label: object
    icon: str = ""
    private: bool = False
    key: str = ""
