"""What every row behind the wall has: an organisation, and a name that the outside may use."""

from __future__ import annotations

import uuid
from functools import cache
from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from uuid_utils import compat


def uuid7() -> uuid.UUID:
    """A time-ordered UUID (RFC 9562, version 7): the name of a row for the outside."""
    return compat.uuid7()


@cache
def _words(field: models.Field[Any, Any]) -> dict[Any, Any]:
    return dict(field.flatchoices)


class Owned(models.Model):
    """A row that belongs to one organisation. The wall reads this column; it is never null, in children either."""

    organisation = models.ForeignKey(
        settings.ORGANISATION_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,
        verbose_name=_("Organisation"),
    )
    organisation_id: int

    class Meta:
        abstract = True

    def _get_FIELD_display(self, field: models.Field[Any, Any]) -> str:  # noqa: N802 - Django's own name
        """The word of a choice. Django makes a dictionary of all translated choices for each: 3 ms of a queue."""
        code = getattr(self, field.attname)
        return str(_words(field).get(code, "" if code is None else code))


class Named(models.Model):
    """A row that the outside may name: a UUID beside its key, and the foreign identifier it came with."""

    uuid = models.UUIDField(default=uuid7, unique=True, editable=False)
    source = models.CharField(max_length=40, blank=True, editable=False)
    external_id = models.CharField(max_length=120, blank=True, editable=False)

    class Meta:
        abstract = True

    @staticmethod
    def foreign_identity(name: str, *within: str) -> models.UniqueConstraint:
        """The constraint that makes (source, external id) unique, optionally within other columns."""
        return models.UniqueConstraint(
            fields=[*within, "source", "external_id"], condition=~models.Q(external_id=""), name=name
        )


class OwnedForeignKey(models.ForeignKey):  # type: ignore[type-arg]  # subscriptable only where stubs are patched in
    """A key to a row of the same organisation. The plain constraint passes under the wall, so there is none: the
    migration operation `OwnedKey` adds the composite one, and a test compares the two."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        kwargs["db_constraint"] = False
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
