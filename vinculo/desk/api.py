"""The desk for programs: the same finding, the same verbs and the same refusals as on screen."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import Any, TypeVar

from django.db import models
from django.http import Http404
from django.utils.translation import gettext_lazy as _
from ninja import Router, Status

from vinculo.catalogue.models import Category as Topic
from vinculo.catalogue.models import Service
from vinculo.desk import actions
from vinculo.desk.actions.intake import AlreadyOpened
from vinculo.desk.api_shapes import (
    Assignment,
    Note,
    Opening,
    Problem,
    Rejection,
    Reply,
    RequestKey,
    Resolution,
    TicketList,
    TicketOut,
    TicketWhole,
    Waiting,
)
from vinculo.desk.models import Channel, ResolutionCode, Ticket, WaitReason
from vinculo.desk.pages import page_of
from vinculo.desk.queries import queue, ticket_of
from vinculo.desk.records import TicketRecord
from vinculo.directory.models import Organisation, Person, Team
from vinculo.kernel.actions import together
from vinculo.kernel.refusals import Refusal
from vinculo.kernel.scope import Actor, Side
from vinculo.kernel.web import ActorRequest, find, seen

M = TypeVar("M", bound=models.Model)

MOST = 200
"""Rows of a page and messages of a ticket; whoever asks for more gets this many."""

REFUSED: dict[Any, Any] = {(401, 403, 404, 409, 422): Problem}
KEPT: dict[Any, Any] = {200: TicketOut, **REFUSED}
SHOWN: dict[str, Any] = {"exclude_unset": True}

router = Router(tags=["desk"])


class Unknown(Refusal):
    """A UUID that names nothing within the caller's sight."""

    message = _("There is nothing called %(uuid)s here within your sight.")
    status = 422


class Incomplete(Refusal):
    """A part of the call is missing that another part asks for."""

    message = _("With what the call asks for, “%(part)s” is needed too.")
    status = 422


@router.get("/tickets", response={200: TicketList, **REFUSED}, **SHOWN)
def tickets(request: ActorRequest, view: str = "open", limit: int = 50, after: str = "") -> dict[str, Any]:
    """Tickets of a view, filtered and sorted by the same words as the queue's address; page on with `after`."""
    rows = queue(request.actor, view, request.GET)
    related = [name for name in _surface(request.actor) if _is_key(name)]
    page = page_of(rows.select_related(*related), after=after, size=max(1, min(limit, MOST)))
    return {"tickets": [_data(ticket, request.actor) for ticket in page.rows], "after": page.after}


@router.get("/tickets/{ref}", response={200: TicketWhole, **REFUSED}, **SHOWN)
def ticket(request: ActorRequest, ref: str) -> dict[str, Any]:
    """One ticket with the newest of its messages (and, for those who serve, notes), in order of time."""
    by, found = request.actor, ticket_of(request.actor, ref)
    replies = list(seen(found.replies.all(), by).order_by("-pk")[: MOST + 1])
    whole = {**_data(found, by), "replies": _said(replies), "has_more_replies": len(replies) > MOST}
    if by.side is Side.EVERYONE:
        notes = list(seen(found.notes.all(), by).order_by("-pk")[: MOST + 1])
        whole |= {"notes": _said(notes), "has_more_notes": len(notes) > MOST}
    return whole


@router.post("/tickets", response={201: TicketOut, **KEPT}, **SHOWN)
def open_one(request: ActorRequest, asked: Opening, key: RequestKey = None) -> Status[dict[str, Any]]:
    """Register a demand: 201, or 200 with the first ticket when the same `Idempotency-Key` comes again."""
    by = request.actor
    organisation = _organisation(by, asked.organisation)
    try:
        told = actions.open_ticket(
            organisation,
            by=by,
            requester=_one(Person, by, asked.requester) or find(Person, by, pk=by.person_id),
            title=asked.title,
            description=asked.description,
            impact=asked.impact,
            urgency=asked.urgency,
            kind=asked.kind,
            channel=Channel.API,
            service=_one(Service, by, asked.service),
            topic=_one(Topic, by, asked.topic),
            request_key=key,
        )
    except AlreadyOpened as twin:
        return Status(200, _data(ticket_of(by, twin.ticket.ref), by))
    assert isinstance(told.subject, Ticket)
    return Status(201, _data(told.subject, by))


@router.post("/tickets/{ref}/replies", response=KEPT, **SHOWN)
def reply(request: ActorRequest, ref: str, asked: Reply, key: RequestKey = None) -> dict[str, Any]:
    """Answer where the client reads it and, with `then`, move the ticket in the same call: all or nothing."""
    by, found = request.actor, ticket_of(request.actor, ref)
    with together():
        told = actions.reply(found, by=by, body=asked.body, channel=Channel.API, request_key=key)
        if told:  # nothing is told when the same key came before: what was to follow has followed
            _go_on(found, by, asked)
    return _data(found, by)


def _go_on(found: Ticket, by: Actor, asked: Reply) -> None:
    if asked.then == "start":
        actions.start(found, by=by)
    elif asked.then == "wait":
        if asked.reason is None:
            raise Incomplete(part="reason")
        actions.wait(found, by=by, reason=WaitReason(asked.reason), charged_to=asked.charged_to)
    elif asked.then == "resolve":
        if asked.code is None:
            raise Incomplete(part="code")
        actions.resolve(found, by=by, resolution=asked.body, code=ResolutionCode(asked.code))


@router.post("/tickets/{ref}/notes", response=KEPT, **SHOWN)
def note(request: ActorRequest, ref: str, asked: Note, key: RequestKey = None) -> dict[str, Any]:
    """Write a note that only those who serve read."""
    found = ticket_of(request.actor, ref)
    actions.add_note(found, by=request.actor, body=asked.body, request_key=key)
    return _data(found, request.actor)


@router.post("/tickets/{ref}/start", response=KEPT, **SHOWN)
def start(request: ActorRequest, ref: str) -> dict[str, Any]:
    """Begin to work, or go on after a wait."""
    found = ticket_of(request.actor, ref)
    actions.start(found, by=request.actor)
    return _data(found, request.actor)


@router.post("/tickets/{ref}/wait", response=KEPT, **SHOWN)
def wait(request: ActorRequest, ref: str, asked: Waiting) -> dict[str, Any]:
    """Let the ticket wait, with a reason and whom it is charged to."""
    found = ticket_of(request.actor, ref)
    actions.wait(found, by=request.actor, reason=WaitReason(asked.reason), charged_to=asked.charged_to)
    return _data(found, request.actor)


@router.post("/tickets/{ref}/resolve", response=KEPT, **SHOWN)
def resolve(request: ActorRequest, ref: str, asked: Resolution) -> dict[str, Any]:
    """Mark the work as done and ask the requester to confirm."""
    found = ticket_of(request.actor, ref)
    actions.resolve(found, by=request.actor, resolution=asked.resolution, code=ResolutionCode(asked.code))
    return _data(found, request.actor)


@router.post("/tickets/{ref}/assign", response=KEPT, **SHOWN)
def assign(request: ActorRequest, ref: str, asked: Assignment) -> dict[str, Any]:
    """Give the work to a team, and within it to a person or to nobody yet."""
    by, found = request.actor, ticket_of(request.actor, ref)
    actions.assign(found, by=by, team=_one(Team, by, asked.team), assignee=_one(Person, by, asked.assignee))
    return _data(found, by)


@router.post("/tickets/{ref}/confirm", response=KEPT, **SHOWN)
def confirm(request: ActorRequest, ref: str) -> dict[str, Any]:
    """The client says that it works: the ticket is closed."""
    found = ticket_of(request.actor, ref)
    actions.confirm(found, by=request.actor)
    return _data(found, request.actor)


@router.post("/tickets/{ref}/reject", response=KEPT, **SHOWN)
def reject(request: ActorRequest, ref: str, asked: Rejection, key: RequestKey = None) -> dict[str, Any]:
    """The client says that it still fails, and what: the ticket is open again."""
    found = ticket_of(request.actor, ref)
    actions.reject(found, by=request.actor, body=asked.body, request_key=key)
    return _data(found, request.actor)


def _surface(by: Actor) -> Sequence[str]:
    return TicketRecord.surface("api", for_client=by.side is not Side.EVERYONE)


def _is_key(name: str) -> bool:
    return isinstance(TicketRecord.field(name), models.ForeignKey)


def _data(found: Ticket, by: Actor) -> dict[str, Any]:
    return dict(TicketRecord.as_data(found, for_client=by.side is not Side.EVERYONE))


def _said(newest_first: list[Any]) -> list[Any]:
    return newest_first[:MOST][::-1]


def _one(kind: type[M], by: Actor, named: uuid.UUID | None) -> M | None:
    """The row with a UUID, as far as the caller may see it; raises `Unknown`: a 404 would be the ticket's own."""
    if named is None:
        return None
    try:
        return find(kind, by, uuid=named)
    except Http404 as missing:
        raise Unknown(uuid=named) from missing


def _organisation(by: Actor, named: uuid.UUID | None) -> Organisation:
    """The organisation that the demand is for: the one named, or the only one that the caller stands for."""
    if named is not None:
        return find(Organisation, by, uuid=named)
    if by.side is Side.CLIENT and len(by.organisations) == 1:
        return find(Organisation, by, pk=by.organisations[0])
    raise Incomplete(part="organisation")
