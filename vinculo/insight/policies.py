"""May this person read the measures?"""

from __future__ import annotations

from vinculo.directory.roles import MEASURES_SEE
from vinculo.kernel.scope import Actor, Side


def sees_measures(by: Actor) -> bool:
    """Who may open the measures' pages: those who serve and hold the permission."""
    return by.side is Side.EVERYONE and by.may(MEASURES_SEE)
