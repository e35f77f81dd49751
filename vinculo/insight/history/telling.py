"""What happened, one whole sentence an event: the desk's own words, and what a ticket's thread has no need to say."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from django.db.models import Model
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from vinculo.catalogue import events as catalogue
from vinculo.desk import events as desk
from vinculo.desk.models import Channel, ChargedTo, WaitReason
from vinculo.desk.telling import said, tell, tell_meanwhile
from vinculo.directory import events as directory
from vinculo.directory.models import Organisation, Person, Team
from vinculo.directory.roles import STANDARD_ROLES
from vinculo.insight.history.kinds import kind_word
from vinculo.insight.history.names import Names
from vinculo.kernel.events import Fact
from vinculo.kernel.models import Event

Teller = Callable[[Event, Names], SafeString | None]
SUBJECTS: dict[str, type[Model]] = {"person": Person, "team": Team}
ROLES = {role.code: role.name for role in STANDARD_ROLES}


def sentence(event: Event, names: Names) -> SafeString:
    """The whole sentence of an event: who did what. Of a kind without words, who and which kind."""
    teller = TELLERS.get(event.kind)
    words = teller(event, names) if teller else None
    words = words or tell_meanwhile(event)
    return words or said(_("%(who)s: %(code)s"), who=actor_name(event), code=kind_word(event.kind))


def text_with(event: Event) -> str:
    """What somebody wrote with it: the reason of a change or of a cancellation."""
    told = tell(event)
    return told.body if told else ""


def actor_name(event: Event) -> str:
    """Who did it, as was written down then."""
    return event.actor_name or _("Nobody in particular")


def ask_names(event: Event, names: Names) -> None:
    """Say which names the sentence will need."""
    names.ask(Organisation, event.organisation_id)
    if event.kind.startswith("directory."):
        names.ask(Person, event.facts.get("person"))
        subject = SUBJECTS.get(event.subject_type)
        if subject:
            names.ask(subject, event.subject_id)


def _opened(event: Event, _names: Names) -> SafeString | None:
    if event.facts.get("channel") != Channel.PORTAL:
        return None
    return said(_("%(who)s registered it in the portal"), who=event.actor_name)


def _paused(event: Event, _names: Names) -> SafeString:
    reason, charged = event.facts.get("reason"), event.facts.get("charged_to")
    why = str(WaitReason(reason).label).lower() if reason in WaitReason.values else reason or ""
    if charged == ChargedTo.AGREED:
        return said(_("%(who)s left it waiting by agreement: %(reason)s"), who=event.actor_name, reason=why)
    whom = str(ChargedTo(charged).label).lower() if charged in ChargedTo.values else charged or ""
    return said(
        _("%(who)s left it waiting, charged to %(charged)s: %(reason)s"),
        who=event.actor_name, charged=whom, reason=why,
    )  # fmt: skip


def _matrix(event: Event, _names: Names) -> SafeString:
    return said(
        _("%(who)s put version %(number)s of the matrix %(matrix)s into force"),
        who=event.actor_name, number=event.facts.get("number", ""), matrix=event.facts.get("matrix", ""),
    )  # fmt: skip


def _granted(event: Event, names: Names) -> SafeString:
    code = str(event.facts.get("role", ""))
    return said(
        _("%(who)s granted %(person)s the role %(role)s at %(organisation)s"),
        who=event.actor_name,
        person=names.of(Person, event.facts.get("person")),
        role=ROLES.get(code, code),
        organisation=names.of(Organisation, event.organisation_id),
    )


def _withdrawn(event: Event, names: Names) -> SafeString:
    code = str(event.facts.get("role", ""))
    return said(
        _("%(who)s withdrew from %(person)s the role %(role)s at %(organisation)s"),
        who=event.actor_name,
        person=names.of(Person, event.facts.get("person")),
        role=ROLES.get(code, code),
        organisation=names.of(Organisation, event.organisation_id),
    )


def _team(sentence: Callable[[], str]) -> Teller:
    def teller(event: Event, names: Names) -> SafeString:
        person, team = names.of(Person, event.facts.get("person")), names.of(Team, event.subject_id)
        return said(sentence(), who=event.actor_name, person=person, team=team)

    return teller


def _invited(event: Event, names: Names) -> SafeString:
    words = _("%(who)s sent %(person)s an invitation to choose a password")
    return said(words, who=event.actor_name, person=names.of(Person, event.subject_id))


def _simply(sentence: Callable[[], str], fact: str = "name") -> Teller:
    """A teller of a sentence about who did it, with one fact and the organisation."""

    def teller(event: Event, names: Names) -> SafeString:
        where = names.of(Organisation, event.organisation_id)
        what = event.facts.get(fact, "")
        return said(sentence(), who=event.actor_name, what=what, organisation=where)

    return teller


_TOLD: Mapping[type[Fact], Teller] = {
    desk.TicketOpened: _opened,
    desk.TicketPaused: _paused,
    desk.MatrixVersioned: _matrix,
    directory.RoleGranted: _granted,
    directory.OrganisationRegistered: _simply(lambda: _("%(who)s registered the organisation %(what)s")),
    directory.SiteAdded: _simply(lambda: _("%(who)s registered the site %(what)s of %(organisation)s")),
    directory.PersonRegistered: _simply(lambda: _("%(who)s registered %(what)s, of %(organisation)s")),
    directory.AccountOpened: _simply(lambda: _("%(who)s opened the account %(what)s"), "email"),
    directory.TokenMade: _simply(lambda: _("%(who)s made the API token %(what)s")),
    directory.TeamFormed: _simply(lambda: _("%(who)s formed the team %(what)s of %(organisation)s")),
    directory.RoleWithdrawn: _withdrawn,
    directory.TeamJoined: _team(lambda: _("%(who)s put %(person)s into the team %(team)s")),
    directory.TeamLeft: _team(lambda: _("%(who)s took %(person)s out of the team %(team)s")),
    directory.PersonDeactivated: _simply(
        lambda: _("%(who)s noted that %(what)s, of %(organisation)s, has left")
    ),
    directory.PersonReactivated: _simply(
        lambda: _("%(who)s noted that %(what)s, of %(organisation)s, is back")
    ),
    directory.AccountInvited: _invited,
    directory.AccountClosed: _simply(lambda: _("%(who)s closed the account %(what)s"), "email"),
    directory.AccountReopened: _simply(lambda: _("%(who)s opened the account %(what)s again"), "email"),
    catalogue.ServiceOffered: _simply(lambda: _("%(who)s added the service %(what)s to the catalogue")),
    catalogue.ServiceSubscribed: _simply(
        lambda: _("%(who)s gave %(organisation)s the service %(what)s"), "service"
    ),
    catalogue.CategoryAdded: _simply(lambda: _("%(who)s added the category %(what)s")),
}
TELLERS = {fact.kind(): teller for fact, teller in _TOLD.items()}
