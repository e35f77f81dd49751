"""The same work through the API, as a program with a token does it."""

from __future__ import annotations

import json
from uuid import uuid4

from vinculo.benchmark.browser import Answer, Browser
from vinculo.benchmark.works import Sample, Work

BASE = "/api/v1/tickets"


def calls(program: Browser, found: Sample) -> list[Work]:
    """An answer that lets the ticket wait, a page of the list, one ticket."""
    waiting = reversed(found.answer)

    def reply(turn: int) -> Answer:
        said = {"body": "Se ha revisado; falta saber la versión.", "then": "wait", "reason": "information"}
        path = f"{BASE}/{next(waiting)}/replies"
        return program.send("POST", path, json.dumps(said).encode(), key=str(uuid4()))

    return [
        Work("reply_api", "Program: reply and state by API", reply),
        Work("list_api", "Program: a page of open tickets", lambda turn: program.send("GET", BASE, b"")),
        Work(
            "ticket_api", "Program: one ticket",
            lambda turn: program.send("GET", f"{BASE}/{found.read[turn * 37 % len(found.read)]}", b""),
        ),
    ]  # fmt: skip
