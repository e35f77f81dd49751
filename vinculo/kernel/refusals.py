"""Expected errors: a named exception beside the function that raises it, turned into one kind sentence."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Refusal(Exception):
    """Something that cannot be done, said so that the reader knows what to do. Named places go in as keywords."""

    message: str | Promise = _("This cannot be done as things stand.")
    status = 409

    def __init__(self, **places: object) -> None:
        super().__init__()
        self.places = places

    def __str__(self) -> str:
        return str(self.message) % self.places if self.places else str(self.message)


class NotAllowed(PermissionDenied):
    """The person sees the row but may not do this to it: a 403."""

    def __init__(self, verb: str = "") -> None:
        super().__init__()  # the page says its own sentence; a verb's name is none
        self.verb = verb
