"""The desk's tables."""

from vinculo.desk.models.conversation import InternalNote, PublicReply, Speaker
from vinculo.desk.models.priority import MatrixVersion, PriorityMatrix
from vinculo.desk.models.ticket import (
    Channel,
    ChargedTo,
    Kind,
    Priority,
    ResolutionCode,
    State,
    StatusSpan,
    Ticket,
    TicketShare,
    WaitReason,
)

__all__ = [
    "Channel",
    "ChargedTo",
    "InternalNote",
    "Kind",
    "MatrixVersion",
    "Priority",
    "PriorityMatrix",
    "PublicReply",
    "ResolutionCode",
    "Speaker",
    "State",
    "StatusSpan",
    "Ticket",
    "TicketShare",
    "WaitReason",
]
