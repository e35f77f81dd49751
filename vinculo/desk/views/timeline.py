"""A ticket's thread in order: messages, notes and events; and its life as one line."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from vinculo.desk.events import HistoryRecorded, ResolutionConfirmed, TicketClosed
from vinculo.desk.models import (
    Channel,
    ChargedTo,
    InternalNote,
    PublicReply,
    Speaker,
    State,
    StatusSpan,
    Ticket,
)
from vinculo.desk.telling import RECORDED, tell
from vinculo.desk.threads import Window, solutions
from vinculo.desk.views.rows import charged_word
from vinculo.kernel.lifecycle import Category
from vinculo.kernel.models import Event
from vinculo.ui.life import Knot, Span
from vinculo.ui.wording import in_hours

SIDES = {Speaker.CLIENT: "client", Speaker.SUPPLIER: "supplier"}
KNOTS = 14
"""More instants than this on one line are noise: then only the first, the answer and the end are marked."""
LONG = dt.timedelta(minutes=20)


@dataclass(frozen=True)
class Item:
    """One thing in the thread; `kind` is msg, note or event."""

    kind: str
    at: dt.datetime
    anchor: str
    name: str = ""
    side: str = "ours"
    tag: str = ""
    channel: str = ""
    body: str = ""
    knot: str = ""
    words: str = ""
    pause: bool = False


def timeline(ticket: Ticket, said: Window, *, is_ours: bool) -> list[Item]:
    """All of a window in order of time; what came while the ticket waited is followed by a dashed line."""
    items = [_message(reply) for reply in said.replies] + [_note(note) for note in said.notes]
    items += _happened(said.events, is_ours=is_ours)
    items = _with_solutions(ticket, items, said.events)
    items.sort(
        key=lambda item: (item.at, item.kind == "event")
    )  # a message stands before what it brought about
    starts = [span.from_at for span in said.spans]
    return [replace(item, pause=_is_pause(said.spans, starts, item.at)) for item in items]


def _happened(events: Sequence[Event], *, is_ours: bool) -> list[Item]:
    """The events that say something new: not a row of a log that repeats the last, nor the end that a yes brought."""
    items: list[Item] = []
    recorded: tuple[object, ...] = ()
    confirmed: dt.datetime | None = None
    for event in events:
        if event.kind == HistoryRecorded.kind():
            before, recorded = recorded, tuple(event.facts.get(name) for name in RECORDED)
            if recorded == before:
                continue
        if event.kind == ResolutionConfirmed.kind():
            confirmed = event.occurred_at
        elif event.kind == TicketClosed.kind() and event.occurred_at == confirmed:
            continue
        told = tell(event, is_ours=is_ours)
        if told:
            at, anchor = event.occurred_at, f"e{event.pk}"
            items.append(Item("event", at, anchor, knot=told.knot, words=told.words, body=told.body))
    return items


def _message(reply: PublicReply) -> Item:
    side = Speaker(reply.side)
    tags = {Speaker.CLIENT: pgettext("side", "Client"), Speaker.SUPPLIER: pgettext("side", "Supplier")}
    channel = "" if reply.channel == Channel.PORTAL else str(Channel(reply.channel).label).lower()
    return Item(
        "msg", reply.created_at, f"r{reply.pk}", reply.author_name, SIDES.get(side, "ours"), tags.get(side, ""),
        channel, reply.body,
    )  # fmt: skip


def _note(note: InternalNote) -> Item:
    return Item("note", note.created_at, f"n{note.pk}", note.author_name, body=note.body)


def _with_solutions(ticket: Ticket, items: list[Item], told: Sequence[Event]) -> list[Item]:
    """Each solution stands with the time that it was resolved, unless a message beside it says the same."""
    said = {item.body for item in items if item.kind == "msg"}
    solved = {f"e{pk}": text for pk, text in solutions(ticket, told).items() if text and text not in said}
    return [replace(item, body=solved.get(item.anchor, item.body)) for item in items]


def _is_pause(spans: Sequence[StatusSpan], starts: list[dt.datetime], at: dt.datetime) -> bool:
    n = bisect_right(starts, at) - 1
    return n >= 0 and spans[n].category == Category.PAUSED


@dataclass(frozen=True)
class Life:
    """What the drawing needs."""

    spans: list[Span]
    knots: list[Knot]


def life_of(ticket: Ticket, said: Window, *, now: dt.datetime, is_ours: bool) -> Life:
    """The life of a ticket from the spans of its states: work, waits with who they are charged to, the end."""
    stretches = _stretches(said.spans, ticket.closed_at or now)
    knots = [Knot(ticket.opened_at, "client", _("Reported"))]
    if said.first_answer_at:
        knots.append(Knot(said.first_answer_at, "full", _("First answer")))
    turns = [_turn(span, is_ours=is_ours) for span, _end in stretches[1:]]
    if len(turns) > KNOTS:
        turns = [turn for turn in turns if turn.kind == "ok"]
    taken = {knot.at for knot in knots}
    knots += [turn for turn in turns if turn.at not in taken]
    if ticket.closed_at:
        is_cancelled = ticket.category == Category.CANCELLED
        knots.append(
            Knot(
                ticket.closed_at,
                "full",
                pgettext("life", "Cancelled") if is_cancelled else pgettext("life", "Closed"),
            )
        )
    drawn = [_span(span, end, is_ours=is_ours) for span, end in stretches]
    return Life([span for span in drawn if span.end > span.start], knots)


def _stretches(spans: Sequence[StatusSpan], now: dt.datetime) -> list[tuple[StatusSpan, dt.datetime]]:
    """The spans with their ends; neighbours of one kind are one stretch, and what is over has none."""
    stretches: list[tuple[StatusSpan, dt.datetime]] = []
    for span in spans:
        if span.category in (Category.CLOSED, Category.CANCELLED):
            continue
        end = span.to_at or now
        before = stretches[-1][0] if stretches else None
        if before and (before.category, before.charged_to) == (span.category, span.charged_to):
            stretches[-1] = (before, end)
        else:
            stretches.append((span, end))
    return stretches


def _span(span: StatusSpan, end: dt.datetime, *, is_ours: bool) -> Span:
    if span.category == Category.RESOLVED:
        return Span(span.from_at, end, "ahead")
    if span.category != Category.PAUSED:
        return Span(span.from_at, end, "run")
    length = end - span.from_at
    if not is_ours:
        words = _("Waiting · %(length)s") % {"length": in_hours(length)}
        return Span(span.from_at, end, "pause", words if length > LONG else "")
    kind = "supplier" if span.charged_to == ChargedTo.SUPPLIER else "pause"
    is_agreed = span.charged_to == ChargedTo.AGREED
    sentence = _("Wait agreed · %(length)s") if is_agreed else _("Wait for %(whom)s · %(length)s")
    words = sentence % {"whom": charged_word(span.charged_to), "length": in_hours(length)}
    return Span(span.from_at, end, kind, words if length > LONG else "")


def _turn(span: StatusSpan, *, is_ours: bool) -> Knot:
    """Where one stretch gives way to the next; a wait says itself what it is."""
    if span.category == Category.RESOLVED:
        is_request = span.state == State.FULFILLED
        return Knot(
            span.from_at, "ok", pgettext("life", "Fulfilled") if is_request else pgettext("life", "Resolved")
        )
    kind = "supplier" if is_ours and span.charged_to == ChargedTo.SUPPLIER else "full"
    return Knot(span.from_at, kind, "" if span.category == Category.PAUSED else str(State(span.state).label))
