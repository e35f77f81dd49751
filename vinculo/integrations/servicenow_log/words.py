"""The log's words and ours."""

from __future__ import annotations

from dataclasses import dataclass

from vinculo.desk.models import Channel, ChargedTo, State, WaitReason
from vinculo.kernel.lifecycle import Category

SOURCE = "servicenow-log"
UNKNOWN = "?"

COLUMNS = (
    "number",
    "incident_state",
    "reassignment_count",
    "reopen_count",
    "sys_mod_count",
    "caller_id",
    "opened_by",
    "opened_at",
    "sys_updated_by",
    "sys_updated_at",
    "contact_type",
    "category",
    "subcategory",
    "impact",
    "urgency",
    "priority",
    "assignment_group",
    "assigned_to",
    "resolved_by",
    "resolved_at",
    "closed_at",
)
"""What a file must have to be this log; other columns are kept as they are."""

TRACKED = {
    "incident_state": "state",
    "impact": "impact",
    "urgency": "urgency",
    "priority": "priority",
    "assignment_group": "group",
    "assigned_to": "assigned_to",
    "reassignment_count": "reassignment_count",
    "reopen_count": "reopen_count",
    "sys_mod_count": "sys_mod_count",
}
"""What every event says, and by which name; the other columns are said by a ticket's first event, then where they
change."""

RESERVED = frozenset({*TRACKED.values(), "line", "our_state", "our_reason", "charged_to", "levels"})
"""Names that an event gives to what it says of itself: a column of such a name is said with `log_` before it."""


@dataclass(frozen=True, slots=True)
class OurState:
    """A state of ours with what a wait needs."""

    state: str
    category: str
    reason: str = ""
    charged_to: str = ""


def _wait(reason: WaitReason, charged_to: ChargedTo) -> OurState:
    return OurState(State.WAITING.value, Category.PAUSED.value, reason.value, charged_to.value)


STATES = {
    "New": OurState(State.NEW.value, Category.NEW.value),
    "Active": OurState(State.IN_PROGRESS.value, Category.ACTIVE.value),
    "Awaiting User Info": _wait(WaitReason.INFORMATION, ChargedTo.CLIENT),
    # The cause is looked for in a problem record: our own work on another matter.
    "Awaiting Problem": _wait(WaitReason.INTERNAL, ChargedTo.PROVIDER),
    "Awaiting Vendor": _wait(WaitReason.SUPPLIER, ChargedTo.SUPPLIER),
    # The log does not say who owes the evidence, so nobody is charged with the wait on our own judgement.
    "Awaiting Evidence": _wait(WaitReason.IMPORTED, ChargedTo.AGREED),
    "Resolved": OurState(State.RESOLVED.value, Category.RESOLVED.value),
    "Closed": OurState(State.CLOSED.value, Category.CLOSED.value),
    "Canceled": OurState(State.CANCELLED.value, Category.CANCELLED.value),
}
DONE = frozenset({"Resolved", "Closed"})
"""From one of these to any other state is a reopening."""

CHANNELS = {
    "Phone": Channel.PHONE,
    "Email": Channel.MAIL,
    "Self service": Channel.SELF_SERVICE,
    "Direct opening": Channel.IN_PERSON,
}

IMPACTS = (
    {"code": "1", "es": "Alto", "en": "High"},
    {"code": "2", "es": "Medio", "en": "Medium"},
    {"code": "3", "es": "Bajo", "en": "Low"},
)
URGENCIES = (
    {"code": "1", "es": "Alta", "en": "High"},
    {"code": "2", "es": "Media", "en": "Medium"},
    {"code": "3", "es": "Baja", "en": "Low"},
)
PRIORITIES = ((1, 2, 3), (2, 3, 4), (3, 4, 4))
"""Impact down, urgency across. High impact with low urgency never occurs in the log known; its mirror is 3."""

_SPANISH = {"Category": "Categoría", "Subcategory": "Subcategoría", "Symptom": "Síntoma"}
NO_CATEGORY = "Sin categoría"
NOBODY = "Sin identificar"


def in_spanish(label: str) -> str:
    """The file's label as a Spanish reader says it: `Category 55` is `Categoría 55`; other words stay."""
    word, space, rest = " ".join(label.split()).partition(" ")
    return _SPANISH.get(word, word) + space + rest


def title(category: str, subcategory: str) -> str:
    """A title for an incident that came without one, from what it is about."""
    parts = [in_spanish(label) for label in (category, subcategory) if label != UNKNOWN]
    return " · ".join(parts)[:200] or NO_CATEGORY
