"""What happened to a ticket, one sentence an event, as the desk says it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from vinculo.desk import events
from vinculo.desk.models import Channel, ChargedTo, Priority, ResolutionCode, WaitReason
from vinculo.kernel.events import Fact
from vinculo.kernel.models import Event


@dataclass(frozen=True)
class Told:
    """The knot that stands for an event, its sentence and, where there is one, the text that came with it."""

    knot: str
    words: SafeString
    body: str = ""


def tell(event: Event, *, is_ours: bool = True) -> Told | None:
    """The sentence of an event; nothing for one that the thread shows otherwise or does not know. Why it waits and whom
    that is charged to is told among ourselves."""
    if not is_ours and event.kind == events.TicketPaused.kind():
        return Told("pause", said("%(state)s", state=_("Waiting")))
    teller = TELLERS.get(event.kind)
    return teller(event) if teller else None


RECORDED = ("state", "group", "assigned_to")
"""What is told of a row of a foreign log; rows that repeat it are left out."""

PLAIN = frozenset({"charged", "reason", "code", "whom"})
"""Places that say what, not who or which: they stay as light as the sentence."""


def said(sentence: str, **places: object) -> SafeString:
    """A translated sentence with its names in bold; the sentence is ours, the names are not."""
    shown = {
        name: escape(value) if name in PLAIN else f"<b>{escape(value)}</b>" for name, value in places.items()
    }
    return mark_safe(escape(sentence) % shown)  # noqa: S308 - all parts escaped


def _word(choices: type[Channel | ChargedTo | ResolutionCode | WaitReason], code: object) -> str:
    return str(choices(code).label) if code in choices.values else str(code or "")


def _opened(event: Event) -> Told | None:
    """Only where somebody registered it for another: who reports it themself is the first message."""
    channel = event.facts.get("channel")
    sentences = {
        Channel.PHONE: _("%(who)s registered it by telephone"),
        Channel.IN_PERSON: _("%(who)s registered it in person"),
        Channel.MAIL: _("%(who)s registered it from an e-mail"),
    }
    if channel == Channel.PORTAL:
        return None
    return Told("auto", said(sentences.get(channel, _("%(who)s registered it")), who=event.actor_name))


def _assigned(event: Event) -> Told:
    team, assignee = event.facts.get("team", ""), event.facts.get("assignee", "")
    if assignee and assignee == event.actor_name:
        words = said(_("%(who)s took it"), who=assignee)
    elif assignee and team:
        words = said(
            _("%(who)s assigned it to %(assignee)s, %(team)s"),
            who=event.actor_name,
            assignee=assignee,
            team=team,
        )
    elif assignee:
        words = said(_("%(who)s assigned it to %(assignee)s"), who=event.actor_name, assignee=assignee)
    elif team:
        words = said(_("%(who)s assigned it to the team %(team)s"), who=event.actor_name, team=team)
    else:
        words = said(_("%(who)s left it unassigned"), who=event.actor_name)
    return Told("auto", words)


def _started(event: Event) -> Told:
    if event.facts.get("resumed"):
        return Told("full", said(_("%(state)s again: %(who)s"), state=_("In progress"), who=event.actor_name))
    return Told("full", said(_("%(state)s: %(who)s began"), state=_("In progress"), who=event.actor_name))


def _paused(event: Event) -> Told:
    reason = _word(WaitReason, event.facts.get("reason")).lower()
    charged = event.facts.get("charged_to")
    if charged == ChargedTo.AGREED:
        return Told("pause", said(_("%(state)s by agreement: %(reason)s"), state=_("Waiting"), reason=reason))
    words = said(
        _("%(state)s, charged to %(charged)s: %(reason)s"),
        state=_("Waiting"),
        charged=_word(ChargedTo, charged).lower(),
        reason=reason,
    )
    return Told("pause", words)


def _resolved(event: Event) -> Told:
    code = _word(ResolutionCode, event.facts.get("code"))
    return Told("ok", said(_("%(who)s resolved it: %(code)s"), who=event.actor_name, code=code.lower()))


def _closed(event: Event) -> Told:
    if event.facts.get("automatically"):
        return Told("auto", said(_("%(state)s by itself, as no word came"), state=_("Closed")))
    return Told("full", said(_("%(state)s: %(who)s"), state=_("Closed"), who=event.actor_name))


def _cancelled(event: Event) -> Told:
    words = said(_("%(who)s cancelled it"), who=event.actor_name)
    return Told("full", words, str(event.facts.get("reason", "")))


def _priority(event: Event) -> Told:
    before, after = event.facts.get("before"), event.facts.get("priority")
    names = {p.value: p.name for p in Priority}
    words = said(
        _("%(who)s changed the priority from %(before)s to %(after)s"),
        who=event.actor_name,
        before=names.get(before, before),
        after=names.get(after, after),
    )
    return Told("full", words, str(event.facts.get("reason", "")))


def _recorded(event: Event) -> Told:
    state, *whom = (str(event.facts.get(name, "")) for name in RECORDED)
    with_whom = ", ".join(name for name in whom if name)
    if state and with_whom:
        words = said(_("In the source's log: %(state)s, %(whom)s"), state=state, whom=with_whom)
    elif state:
        words = said(_("In the source's log: %(state)s"), state=state)
    else:
        words = said(_("A row of the source's log"))
    return Told("auto", words)


def _simply(knot: str, sentence: Callable[[], str], **facts: str) -> Callable[[Event], Told]:
    """A teller of a sentence about who did it; `facts` names what else of the event goes in."""

    def teller(event: Event) -> Told:
        places = {place: event.facts.get(fact, "") for place, fact in facts.items()}
        return Told(knot, said(sentence(), who=event.actor_name, **places))

    return teller


_TOLD: Mapping[type[Fact], Callable[[Event], Told | None]] = {
    events.TicketOpened: _opened,
    events.TicketAssigned: _assigned,
    events.TicketStarted: _started,
    events.TicketPaused: _paused,
    events.TicketResolved: _resolved,
    events.TicketClosed: _closed,
    events.TicketCancelled: _cancelled,
    events.PriorityChanged: _priority,
    events.HistoryRecorded: _recorded,
    events.ResolutionConfirmed: _simply("client", lambda: _("%(who)s confirmed the solution")),
    events.ResolutionRejected: _simply("client", lambda: _("%(who)s said that it still fails")),
    events.TicketReopened: _simply("open", lambda: _("%(who)s opened it again")),
    events.TicketShared: _simply(
        "supplier", lambda: _("%(who)s shared it with %(supplier)s"), supplier="supplier"
    ),
    events.ShareEnded: _simply(
        "supplier", lambda: _("%(who)s ended the sharing with %(supplier)s"), supplier="supplier"
    ),
}
TELLERS = {fact.kind(): teller for fact, teller in _TOLD.items()}

MEANWHILE = {
    events.TicketReplied.kind(): lambda: _("%(who)s wrote to the client"),
    events.NoteAdded.kind(): lambda: _("%(who)s wrote an internal note"),
}


def tell_meanwhile(event: Event) -> SafeString | None:
    """The same for a notice of what others did: there, messages count too."""
    if event.kind in MEANWHILE:
        is_client = event.facts.get("side") == "client"
        sentence = pgettext("meanwhile", "%(who)s answered") if is_client else MEANWHILE[event.kind]()
        return said(sentence, who=event.actor_name)
    told = tell(event)
    return told.words if told else None
