"""The standard roles: sets of permissions, declared once. An organisation's administrator may change them later."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from vinculo.directory.models import Role

# Permission codes. Upper rooms ask for them by these names; an unknown code grants nothing.
PORTAL_USE = "portal.use"  # report, read and answer one's own cases
PORTAL_ORGANISATION = "portal.organisation"  # read the cases of the whole organisation
DESK_SEE = "desk.see"  # read the queue, tickets and internal notes
DESK_WORK = "desk.work"  # answer, note, wait, resolve, assign
DESK_MANAGE = "desk.manage"  # cancel, reclassify what others classified, close on behalf
SUPPLIER_WORK = "supplier.work"  # read and answer the tickets shared with the supplier
MEASURES_SEE = "measures.see"  # open the measures' pages
HISTORY_SEE = "history.see"  # read the history of evidence
DIRECTORY_SEE = "directory.see"  # read people and organisations
DIRECTORY_MANAGE = "directory.manage"  # change people, teams and roles


@dataclass(frozen=True)
class StandardRole:
    """A role that every installation begins with."""

    code: str
    name: str | Promise
    side: str
    permissions: tuple[str, ...]


_SEES = (DESK_SEE, MEASURES_SEE, DIRECTORY_SEE)

STANDARD_ROLES = (
    StandardRole("client_user", _("Client's user"), "client", (PORTAL_USE,)),
    StandardRole("client_manager", _("Client's manager"), "client", (PORTAL_USE, PORTAL_ORGANISATION)),
    StandardRole("agent", _("Agent"), "everyone", (*_SEES, DESK_WORK)),
    StandardRole("desk_manager", _("Desk manager"), "everyone", (*_SEES, DESK_WORK, DESK_MANAGE)),
    StandardRole("delivery_manager", _("Delivery manager"), "everyone", (*_SEES, DESK_WORK)),
    StandardRole("relationship_manager", _("Relationship manager"), "everyone", _SEES),
    StandardRole("relationship_agent", _("Relationship agent"), "everyone", _SEES),
    StandardRole("auditor", _("Auditor"), "everyone", (*_SEES, HISTORY_SEE)),
    StandardRole("supplier_person", _("Supplier's person"), "supplier", (SUPPLIER_WORK,)),
    StandardRole("administrator", _("Administrator"), "everyone", (*_SEES, HISTORY_SEE, DIRECTORY_MANAGE)),
)


def role_label(role: Role) -> str:
    """The role's name in the reader's language (a role of one's own keeps the name it was given)."""
    standard = {known.code: known for known in STANDARD_ROLES}.get(role.code)
    return str(standard.name) if standard else role.name
