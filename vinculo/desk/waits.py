"""Reasons for waiting and who each is charged to unless the agent says otherwise."""

from __future__ import annotations

from vinculo.desk.models import ChargedTo, WaitReason

CHARGED_BY_DEFAULT = {
    WaitReason.INFORMATION: ChargedTo.CLIENT,
    WaitReason.CONFIRMATION: ChargedTo.CLIENT,
    WaitReason.APPOINTMENT: ChargedTo.AGREED,
    WaitReason.CLIENT_WINDOW: ChargedTo.CLIENT,
    WaitReason.SUPPLIER: ChargedTo.SUPPLIER,
    WaitReason.PART: ChargedTo.SUPPLIER,
    WaitReason.INTERNAL: ChargedTo.PROVIDER,
    WaitReason.THIRD_PARTY: ChargedTo.THIRD_PARTY,
    WaitReason.IMPORTED: ChargedTo.AGREED,
}

OFFERED = tuple(reason for reason in WaitReason if reason is not WaitReason.IMPORTED)
"""The reasons that a form offers."""

ENDED_BY_THE_CLIENT = frozenset({WaitReason.INFORMATION, WaitReason.CONFIRMATION})
"""Waits that the client's answer ends."""
