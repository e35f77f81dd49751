"""The desk's states and events in the words of whoever asked for help."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from vinculo.desk.models import Channel, Kind, State, Ticket, WaitReason
from vinculo.desk.waits import ENDED_BY_THE_CLIENT
from vinculo.kernel.lifecycle import Category
from vinculo.ui.reader import Reader
from vinculo.ui.wording import in_figures


def state_word(ticket: Ticket) -> str:
    """The state of a case, said to the person who waits for it."""
    if ticket.category == Category.PAUSED:
        return wait_word(ticket.wait_reason)
    words = {
        State.NEW: pgettext("case", "Received"),
        State.IN_PROGRESS: pgettext("case", "In progress"),
        State.RESOLVED: _("Resolved, for you to confirm"),
        State.FULFILLED: _("Delivered, for you to confirm"),
        State.CLOSED: pgettext("case", "Closed"),
        State.CANCELLED: pgettext("case", "Cancelled"),
    }
    return words.get(State(ticket.state), ticket.get_state_display())


def wait_word(reason: str) -> str:
    """What a waiting case waits for."""
    words = {
        WaitReason.INFORMATION: _("Your answer is awaited"),
        WaitReason.CONFIRMATION: _("For you to try"),
        WaitReason.APPOINTMENT: _("Waiting for the appointment agreed"),
        WaitReason.CLIENT_WINDOW: _("Waiting for the date agreed"),
        WaitReason.SUPPLIER: _("Waiting for a supplier"),
        WaitReason.PART: _("Waiting for a part or licence"),
        WaitReason.THIRD_PARTY: _("Waiting for a third party"),
    }
    return words.get(WaitReason(reason), _("Waiting")) if reason in WaitReason.values else _("Waiting")


def awaits_client(ticket: Ticket) -> bool:
    """Whether the next word is the client's."""
    return ticket.category == Category.PAUSED and ticket.wait_reason in ENDED_BY_THE_CLIENT


@dataclass(frozen=True)
class No:
    """How a person says that what was resolved is not: on the button, over the field, when it is empty, in the hint."""

    button: str
    label: str
    missing: str
    hint: str


def no_words(kind: str) -> No:
    """A thing still fails; something asked for is still incomplete."""
    if kind == Kind.REQUEST:
        return No(
            button=_("Something is missing"),
            label=_("What is missing"),
            missing=_("It is not said what is missing. For example: “The laptop came without its charger”."),
            hint=_("A message alone does not open the case again; “Something is missing” does."),
        )
    return No(
        button=_("It still fails"),
        label=_("What still fails"),
        missing=_(
            "It is not said what still fails. For example: “It prints, but only from one of the two desks”."
        ),
        hint=_("A message alone does not open the case again; “It still fails” does."),
    )


def channel_word(channel: str) -> str:
    """How a message came, when that is worth saying: the portal is what one is in."""
    words = {
        Channel.PHONE: _("by telephone"),
        Channel.MAIL: _("by e-mail"),
        Channel.IN_PERSON: _("in person"),
    }
    return words.get(Channel(channel), "") if channel in Channel.values else ""


def greeting(name: str, reader: Reader, *, now: dt.datetime) -> str:
    """Good morning, afternoon or evening, as the reader's country parts the day."""
    first, _space, _rest = name.strip().partition(" ")
    hour = reader.here(now).hour
    is_spain = str(reader.locale) == "es_ES"
    noon, dusk = (14, 21) if is_spain else (12, 19)
    if 5 <= hour < noon:
        said = _("Good morning, %(name)s.")
    elif noon <= hour < dusk:
        said = _("Good afternoon, %(name)s.")
    else:
        said = _("Good evening, %(name)s.")
    return said % {"name": first}


def counted(number: int, reader: Reader) -> str:
    """A small number as a word, a large one in figures."""
    small = (
        pgettext("number of cases", "no"),
        pgettext("number of cases", "one"),
        pgettext("number of cases", "two"),
        pgettext("number of cases", "three"),
        pgettext("number of cases", "four"),
        pgettext("number of cases", "five"),
        pgettext("number of cases", "six"),
        pgettext("number of cases", "seven"),
        pgettext("number of cases", "eight"),
        pgettext("number of cases", "nine"),
    )
    return small[number] if number < len(small) else in_figures(number, reader)


def open_sentence(open_cases: int, awaiting: int, reader: Reader) -> str:
    """One sentence on what is under way, and how much of it waits for the reader."""
    places = {"open": counted(open_cases, reader), "awaiting": counted(awaiting, reader)}
    if not open_cases:
        return _("No case is under way.")
    if not awaiting:
        return ngettext("One case is under way.", "There are %(open)s cases under way.", open_cases) % places
    if open_cases == 1:
        return _("One case is under way; it waits for your answer.")
    return (
        ngettext(
            "There are %(open)s cases under way; one waits for your answer.",
            "There are %(open)s cases under way; %(awaiting)s wait for your answer.",
            awaiting,
        )
        % places
    )
