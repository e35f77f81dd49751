"""The desk's verbs: nothing else changes a ticket."""

from vinculo.desk.actions.conversation import add_note, reply
from vinculo.desk.actions.ending import close, confirm, reject, reopen, resolve
from vinculo.desk.actions.history import TicketHistory, extend_history, record_history, take_refs
from vinculo.desk.actions.intake import AlreadyOpened, open_ticket
from vinculo.desk.actions.matrices import revise_matrix
from vinculo.desk.actions.sharing import end_share, share
from vinculo.desk.actions.work import assign, cancel, reclassify, start, wait

__all__ = [
    "AlreadyOpened",
    "TicketHistory",
    "add_note",
    "assign",
    "cancel",
    "close",
    "confirm",
    "end_share",
    "extend_history",
    "open_ticket",
    "reclassify",
    "record_history",
    "reject",
    "reopen",
    "reply",
    "resolve",
    "revise_matrix",
    "share",
    "start",
    "take_refs",
    "wait",
]
