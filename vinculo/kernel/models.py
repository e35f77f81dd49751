"""What the kernel keeps: events, the old and new values of evidence, and which reactions have run."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from vinculo.kernel.owned import uuid7


class Audience(models.TextChoices):
    """Who may read an event: the client too, or only those who serve."""

    PUBLIC = "public", _("Client and desk")
    INTERNAL = "internal", _("Desk only")


class Event(models.Model):
    """One fact: timeline, audit of intent, outbox and reporting row in one. Written once, never edited.

    Organisation and actor are plain numbers here; the directory's migration adds their keys.
    """

    uuid = models.UUIDField(default=uuid7, unique=True, editable=False)
    organisation_id = models.BigIntegerField()
    kind = models.CharField(max_length=60)
    audience = models.CharField(max_length=10, choices=Audience)
    subject_type = models.CharField(max_length=40)
    subject_id = models.BigIntegerField()
    actor_id = models.BigIntegerField(null=True)
    actor_name = models.CharField(max_length=120)
    facts = models.JSONField(default=dict)
    occurred_at = models.DateTimeField()
    recorded_at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["subject_type", "subject_id", "id"], name="event_subject"),
            models.Index(fields=["kind", "occurred_at"], name="event_kind"),
            models.Index(fields=["occurred_at", "id"], name="event_occurred"),
            models.Index(fields=["organisation_id", "occurred_at", "id"], name="event_organisation"),
            models.Index(
                fields=["actor_id", "occurred_at", "id"],
                condition=models.Q(actor_id__isnull=False),
                name="event_actor",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.subject_type}:{self.subject_id}"


class Change(models.Model):
    """Old and new values of one row of evidence, kept by a trigger that the application's roles cannot edit."""

    table_name = models.CharField(max_length=63)
    row_id = models.BigIntegerField()
    operation = models.CharField(max_length=10)
    old = models.JSONField(null=True)
    new = models.JSONField(null=True)
    actor_id = models.BigIntegerField(null=True)
    changed_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["table_name", "row_id", "id"], name="change_row")]

    def __str__(self) -> str:
        return f"{self.operation} {self.table_name}:{self.row_id}"


class ReactionDone(models.Model):
    """A reaction that has run for an event: what makes a second run do nothing."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="+")
    handler = models.CharField(max_length=120)
    done_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["event", "handler"], name="reaction_once")]

    def __str__(self) -> str:
        return f"{self.handler} ({self.event_id})"
