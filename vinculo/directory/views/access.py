"""Whether a person may sign in, and if not, why."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from vinculo.directory.models import Account, Person


@dataclass(frozen=True)
class Access:
    """A mark's category, its words, and what could be done about it."""

    category: str
    words: str
    account: Account | None
    is_invited: bool = False


def access_of(person: Person, *, has_role: bool) -> Access:
    """May this person come in? The first reason against it is told."""
    account: Account | None = getattr(person, "account", None)
    if not person.active:
        return Access("off", pgettext("person", "Has left"), account)
    if account is None:
        return Access("closed", _("Without an account"), None)
    if not account.is_active:
        return Access("off", _("Account closed"), account)
    if not has_role:
        return Access("risk", _("Without a role"), account)
    if account.last_login is None and not account.has_usable_password():
        return Access("paused", _("Invited"), account, is_invited=True)
    return Access("ok", _("May sign in"), account)
