"""What is said about a ticket, in two tables: a boolean is not a lock."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from vinculo.desk.models.ticket import Channel, Ticket
from vinculo.directory.models import Person
from vinculo.kernel.owned import Owned, OwnedForeignKey


class Speaker(models.TextChoices):
    """From which side a message comes."""

    CLIENT = "client", pgettext_lazy("side", "Client")
    PROVIDER = "provider", pgettext_lazy("side", "Provider")
    SUPPLIER = "supplier", pgettext_lazy("side", "Supplier")
    AUTOMATIC = "automatic", pgettext_lazy("side", "Automatic")


class Said(Owned):
    """What both tables share. The author's name is written down: who may not see the person still reads who spoke."""

    author = models.ForeignKey(
        Person,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        db_index=False,
        verbose_name=_("Author"),
    )
    author_name = models.CharField(max_length=120)
    body = models.TextField(_("Message"))
    created_at = models.DateTimeField(_("Sent"))

    class Meta:
        abstract = True


class PublicReply(Said):
    """A message that the client reads."""

    ticket = OwnedForeignKey(Ticket, on_delete=models.CASCADE, related_name="replies", db_index=False)
    side = models.CharField(max_length=10, choices=Speaker)
    channel = models.CharField(_("Channel"), max_length=12, choices=Channel, default=Channel.PORTAL)
    request_key = models.UUIDField(null=True, editable=False)

    class Meta:
        verbose_name = _("Reply")
        constraints = [models.UniqueConstraint(fields=["ticket", "request_key"], name="reply_request_once")]
        indexes = [models.Index(fields=["ticket", "id"], name="reply_ticket")]

    def __str__(self) -> str:
        return f"{self.author_name}: {self.body[:40]}"


class InternalNote(Said):
    """A message between those who serve. No policy of a client or supplier reaches this table."""

    ticket = OwnedForeignKey(Ticket, on_delete=models.CASCADE, related_name="notes", db_index=False)
    request_key = models.UUIDField(null=True, editable=False)

    class Meta:
        verbose_name = _("Internal note")
        constraints = [models.UniqueConstraint(fields=["ticket", "request_key"], name="note_request_once")]
        indexes = [models.Index(fields=["ticket", "id"], name="note_ticket")]

    def __str__(self) -> str:
        return f"{self.author_name}: {self.body[:40]}"
