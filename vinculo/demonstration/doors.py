"""Who may be entered as with one click, and from where."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest
from django.http.request import split_domain_port
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from vinculo.demonstration.cast import CAST
from vinculo.directory.models import Account, Membership
from vinculo.directory.roles import STANDARD_ROLES
from vinculo.kernel.scope import acting_as, system_actor

LOOPBACK = {"127.0.0.1", "::1"}
LOOPBACK_NAMES = {"localhost", "127.0.0.1", "[::1]"}
FORWARDED = ("Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Real-Ip", "Via")

SEES: dict[str, str | Promise] = {
    "client_user": _("Reports what does not work, follows the case and says whether it is resolved."),
    "client_manager": _("The same, and reads the cases of the whole organisation."),
    "agent": _("Finds the work in the queue, answers, lets wait and resolves."),
    "desk_manager": _("Minds the whole queue, decides over priorities and cancels."),
    "delivery_manager": _("Sees every client's tickets and takes a hand where it is needed."),
    "relationship_manager": _("Reads what happens with each client, without touching it."),
    "relationship_agent": _("Reads what happens with each client, without touching it."),
    "auditor": _("Reads everything, and the history of every change."),
    "supplier_person": _("Sees only what was shared with the supplier, and answers."),
    "administrator": _("Keeps people, teams and roles."),
}


Part = tuple[str, str, str | Promise]
"""Short name, e-mail, and what is seen."""


@dataclass(frozen=True)
class Door:
    """A person of the demonstration, and what is seen as them."""

    slug: str
    name: str
    job: str
    organisation: str
    sentence: str | Promise
    account_id: int


def is_open(request: HttpRequest) -> bool:
    """Whether the doors are there: in demonstration mode, asked for on this very machine, with nobody between."""
    host, _port = split_domain_port(request.get_host())
    is_near = request.META.get("REMOTE_ADDR") in LOOPBACK and host in LOOPBACK_NAMES
    is_forwarded = any(name in request.headers for name in FORWARDED)
    return bool(settings.DEMONSTRATION) and is_near and not is_forwarded


def doors() -> list[Door]:
    """One door for each of the cast, or for the first person of each role where the cast does not live."""
    with acting_as(system_actor()):
        return _behind((part.slug, part.email, part.sentence) for part in CAST) or _behind(_by_role())


def _behind(parts: Iterable[Part]) -> list[Door]:
    wanted = list(parts)
    accounts = Account.objects.select_related("person__organisation").filter(
        is_active=True, person__active=True
    )
    known = {
        account.email: account for account in accounts.filter(email__in=[email for _s, email, _w in wanted])
    }
    return [
        Door(
            slug=slug,
            name=known[email].person.name,
            job=known[email].person.job_title,
            organisation=known[email].person.organisation.name,
            sentence=sentence,
            account_id=known[email].pk,
        )
        for slug, email, sentence in wanted
        if email in known
    ]


def _by_role() -> Iterator[Part]:
    hats = Membership.objects.filter(active=True, person__active=True, person__account__is_active=True)
    for role in STANDARD_ROLES:
        hat = hats.filter(role__code=role.code).select_related("person__account").order_by("pk").first()
        if hat:
            yield role.code.replace("_", "-"), hat.person.account.email, SEES[role.code]
