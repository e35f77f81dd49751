"""What the API takes and gives: bodies with limits, and the ticket's shape worked out from its record."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Callable, Iterable
from typing import Annotated, Any, Literal

from django.db import models
from ninja import Field, Header, Schema
from pydantic import AfterValidator, create_model

from vinculo.desk.models import ChargedTo, Kind, ResolutionCode
from vinculo.desk.records import TicketRecord
from vinculo.desk.waits import OFFERED

LONGEST = 200_000
"""Characters of a message: far above what people write, far below what would hurt."""


def _storable(text: str) -> str:
    if "\x00" in text:
        raise ValueError("A text cannot hold the character NUL.")
    return text


def _said(text: str) -> str:
    if not text.strip():
        raise ValueError("The text is empty.")
    return text


def _one_of(codes: Iterable[str]) -> tuple[Callable[[str], str], dict[str, list[str]]]:
    known = [str(code) for code in codes]

    def check(code: str) -> str:
        if code not in known:
            raise ValueError(f"One of {', '.join(known)} is expected.")
        return code

    return check, {"enum": known}


_reason, _reasons = _one_of(OFFERED)
_code, _codes = _one_of(code for code in ResolutionCode if code is not ResolutionCode.IMPORTED)

Title = Annotated[str, Field(max_length=200), AfterValidator(_storable), AfterValidator(_said)]
Text = Annotated[str, Field(max_length=LONGEST), AfterValidator(_storable)]
Message = Annotated[Text, AfterValidator(_said)]
Level = Annotated[str, Field(max_length=20), AfterValidator(_storable)]
Reason = Annotated[str, AfterValidator(_reason), Field(json_schema_extra=_reasons)]
Code = Annotated[str, AfterValidator(_code), Field(json_schema_extra=_codes)]
RequestKey = Annotated[
    uuid.UUID | None,
    Header(
        None, alias="Idempotency-Key", description="A UUID of the caller's: the same one twice acts once."
    ),
]


class Opening(Schema):
    """A demand. A client's person leaves `organisation` and `requester` out: they are their own."""

    title: Title
    description: Text = ""
    impact: Level
    urgency: Level
    kind: Kind = Kind.INCIDENT
    organisation: uuid.UUID | None = None
    requester: uuid.UUID | None = None
    service: uuid.UUID | None = None
    topic: uuid.UUID | None = None


class Waiting(Schema):
    """Why the ticket waits, and whom that is charged to (the reason's usual one when not said)."""

    reason: Reason
    charged_to: ChargedTo | None = None


class Resolution(Schema):
    """How it ended."""

    resolution: Message
    code: Code


class Reply(Schema):
    """A public message, and what is to follow in the same call: all or nothing."""

    body: Message
    then: Literal["start", "wait", "resolve"] | None = None
    reason: Annotated[Reason | None, Field(description="With `then: wait`.")] = None
    charged_to: ChargedTo | None = None
    code: Annotated[Code | None, Field(description="With `then: resolve`; the message is the solution.")] = (
        None
    )


class Note(Schema):
    """A message between those who serve."""

    body: Message


class Rejection(Schema):
    """What still fails."""

    body: Message


class Assignment(Schema):
    """The team that works on it, and within it a person; the team stays when none is named."""

    team: uuid.UUID | None = None
    assignee: uuid.UUID | None = None


class Named(Schema):
    """A row of another table: its name for programs, and for people."""

    uuid: uuid.UUID
    name: str


class MessageOut(Schema):
    """What somebody said."""

    author_name: str
    side: str = ""
    body: str
    created_at: dt.datetime


def _type_of(field: models.Field[Any, Any]) -> Any:
    if isinstance(field, models.ForeignKey):
        return Named
    for kind, known in (
        (models.UUIDField, uuid.UUID),
        (models.DateTimeField, dt.datetime),
        (models.BooleanField, bool),
        (models.IntegerField, int),
    ):
        if isinstance(field, kind):
            return known
    return str


_columns: dict[str, Any] = {
    name: (_type_of(TicketRecord.field(name)) | None, Field(None, description=TicketRecord.field(name).name))
    for name in TicketRecord.surface("api")
}
TicketOut: type[Schema] = create_model(
    "TicketOut", __base__=Schema, __doc__="A ticket, as far as the caller may see.", **_columns
)


class TicketWhole(TicketOut):  # type: ignore[misc,valid-type]
    """A ticket with the newest of what was said."""

    replies: list[MessageOut] = []
    notes: list[MessageOut] = []
    has_more_replies: bool = False
    has_more_notes: bool = False


class TicketList(Schema):
    """A page of tickets; `after` of the next one, empty on the last."""

    tickets: list[TicketOut]  # type: ignore[valid-type]
    after: str


class Problem(Schema):
    """RFC 9457: what went wrong, in a sentence."""

    type: str
    title: str
    status: int
