"""The menu, written out."""

from typing import Any

from django.http import HttpRequest


def frame(request: HttpRequest) -> dict[str, Any]:
    """What every page needs around its content."""
    return {}
