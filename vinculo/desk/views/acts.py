"""What may be done to a ticket from its page: which acts are offered to whom, and the address of each."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from vinculo.desk import policies
from vinculo.desk.lifecycles import DONE, lifecycle_of
from vinculo.desk.models import Kind, State, Ticket
from vinculo.kernel.lifecycle import Category
from vinculo.kernel.scope import Actor


@dataclass(frozen=True)
class Act:
    """One act: its address below the ticket's, its word, and whether it is one click or asks something first."""

    name: str
    label: str | Promise
    icon: str
    key: str = ""
    asks: bool = True
    is_main: bool = False
    is_danger: bool = False
    in_menu: bool = False


START = Act("start", _("Start work"), "active", "E", asks=False)
RESUME = Act("start", _("Go on with it"), "active", "E", asks=False)
WAIT = Act("wait", _("Put on hold"), "pause", "E")
ASSIGN = Act("assign", _("Assign"), "user", "A")
TAKE = Act("take", _("Assign to me"), "user", "I", asks=False)
RESOLVE = Act("resolve", _("Resolve"), "check", "R", is_main=True)
REOPEN = Act("reopen", _("Reopen"), "refresh", asks=False)
CLOSE = Act("close", _("Close ticket"), "closed", asks=False, in_menu=True)
WAIT_MENU = Act("wait", _("Put on hold"), "pause", in_menu=True)
RECLASSIFY = Act("reclassify", _("Reclassify"), "sort", in_menu=True)
SHARE = Act("share", _("Share with a supplier"), "link", in_menu=True)
CANCEL = Act("cancel", _("Cancel ticket"), "cancel", is_danger=True, in_menu=True)


def acts(by: Actor, ticket: Ticket) -> list[Act]:
    """The acts that `by` may do to the ticket as it stands, in the order of the page."""
    if not policies.works_on(by, ticket):
        return []
    may: Callable[[State], bool] = lambda to: lifecycle_of(ticket.kind).may_move(ticket.state, to)  # noqa: E731
    offered: list[Act] = []
    if ticket.is_open:
        offered.append(ASSIGN)
        if ticket.state == State.NEW:
            offered += [START, WAIT_MENU]
        else:
            offered.append(RESUME if ticket.category == Category.PAUSED else WAIT)
        if ticket.category == Category.PAUSED:
            offered.append(Act("wait", _("Another reason for waiting"), "pause", in_menu=True))
        if may(DONE[Kind(ticket.kind)]):
            offered.append(RESOLVE)
        offered += [RECLASSIFY, SHARE]
    if ticket.category == Category.RESOLVED:
        offered.append(REOPEN)
        if policies.closes(by, ticket):
            offered.append(CLOSE)
    if policies.manages(by, ticket) and may(State.CANCELLED):
        offered.append(CANCEL)
    return offered
