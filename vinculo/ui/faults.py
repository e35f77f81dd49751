"""What failed, told calmly, with the way on."""

from __future__ import annotations

import json
import logging
import secrets
from contextlib import suppress

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

log = logging.getLogger("vinculo.ui")


def fault(
    request: HttpRequest, status: int, title: str, text: str, way_on: str, url: str = "/"
) -> HttpResponse:
    """Say what failed and the way on: inside the frame of whoever is signed in, if that can be drawn at all.

    The page without a frame asks nothing of the database nor of the context processors: they may be what failed.
    """
    reference = getattr(request, "reference", "") or secrets.token_hex(4)
    level = logging.ERROR if status >= 500 else logging.INFO
    log.log(level, "%s %s, reference %s", status, request.path, reference)
    if request.headers.get("HX-Request"):
        return _said_in_passing(status, text, reference)
    page = {"title": title, "text": text, "way_on": way_on, "way_on_url": url, "reference": reference}
    shell = getattr(request, "shell", "") if status < 500 else ""
    if shell:
        with suppress(DatabaseError):
            return HttpResponse(
                render_to_string("ui/fault.html", {**page, "shell": shell}, request), status=status
            )
    return HttpResponse(render_to_string("ui/error.html", {**page, "request": request}), status=status)


def _said_in_passing(status: int, text: str, reference: str) -> HttpResponse:
    """For a part of a page: nothing on it is replaced, what was typed stays, and the sentence comes as a toast."""
    said = f"{text} ({reference})" if status >= 500 else text
    toast = json.dumps({"vinculo:toast": {"value": said, "tone": "error"}})
    return HttpResponse(status=status, headers={"HX-Reswap": "none", "HX-Trigger": toast})
