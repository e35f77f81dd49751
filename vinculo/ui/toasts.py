"""A short word after an act, with the way back."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest

LEVELS = {"ok": messages.SUCCESS, "info": messages.INFO, "risk": messages.WARNING, "breach": messages.ERROR}


def toast(request: HttpRequest, words: object, *, undo: str = "", tone: str = "ok") -> None:
    """Say it on the next page, or on this one if it includes `ui/toasts.html`. `undo` is posted to, never got."""
    messages.add_message(request, LEVELS[tone], str(words), extra_tags=f"undo:{undo}" if undo else "")
