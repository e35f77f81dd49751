"""May this person read the measures, or the history?"""

from __future__ import annotations

from vinculo.directory.roles import HISTORY_SEE, MEASURES_SEE
from vinculo.kernel.scope import Actor, Side


def sees_measures(by: Actor) -> bool:
    """Who may open the measures' pages: those who serve and hold the permission."""
    return by.side is Side.EVERYONE and by.may(MEASURES_SEE)


def sees_history(by: Actor) -> bool:
    """Who may read what everybody did: those who serve and hold the permission to audit."""
    return by.side is Side.EVERYONE and by.may(HISTORY_SEE)
