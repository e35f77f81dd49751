"""The ticket: one parent for its kinds, the spans of its states, and with which supplier it is shared."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from vinculo.catalogue.models import Category as Topic
from vinculo.catalogue.models import Service
from vinculo.desk.models.priority import MatrixVersion
from vinculo.directory.models import Organisation, Person, Site, Team
from vinculo.kernel.lifecycle import OPEN, Category
from vinculo.kernel.owned import Named, Owned, OwnedForeignKey

if TYPE_CHECKING:
    from django_stubs_ext.db.models.manager import RelatedManager

    from vinculo.desk.models.conversation import InternalNote, PublicReply


class Kind(models.TextChoices):
    """What a ticket is. Problem and change come with their own practice."""

    INCIDENT = "incident", pgettext_lazy("ticket kind", "Incident")
    REQUEST = "request", pgettext_lazy("ticket kind", "Request")


class State(models.TextChoices):
    """The states of incident and request; `desk.lifecycles` says which kind uses which."""

    NEW = "new", pgettext_lazy("state", "New")
    IN_PROGRESS = "in_progress", _("In progress")
    WAITING = "waiting", _("Waiting")
    RESOLVED = "resolved", _("Resolved")
    FULFILLED = "fulfilled", _("Fulfilled")
    CLOSED = "closed", _("Closed")
    CANCELLED = "cancelled", _("Cancelled")


class ChargedTo(models.TextChoices):
    """Who a wait is charged to."""

    CLIENT = "client", pgettext_lazy("charged to", "Client")
    SUPPLIER = "supplier", pgettext_lazy("charged to", "Supplier")
    PROVIDER = "provider", pgettext_lazy("charged to", "Provider")
    THIRD_PARTY = "third_party", pgettext_lazy("charged to", "Third party")
    AGREED = "agreed", pgettext_lazy("charged to", "Agreed")


class WaitReason(models.TextChoices):
    """Why a ticket waits; each says by default who it is charged to (`desk.waits`)."""

    INFORMATION = "information", _("Information from the client is missing")
    CONFIRMATION = "confirmation", _("The client is to try it")
    APPOINTMENT = "appointment", _("Appointment agreed")
    CLIENT_WINDOW = "client_window", _("The client's own window")
    SUPPLIER = "supplier", _("The supplier is at work")
    PART = "part", _("A part or licence is on its way")
    INTERNAL = "internal", _("Internal work on another matter comes first")
    THIRD_PARTY = "third_party", _("A third party has to act")
    IMPORTED = "imported", _("As recorded in the source")


class Channel(models.TextChoices):
    """How the demand came in."""

    PORTAL = "portal", _("Portal")
    PHONE = "phone", _("Telephone")
    MAIL = "mail", _("E-mail")
    IN_PERSON = "in_person", _("In person")
    API = "api", _("API")
    MONITORING = "monitoring", _("Monitoring")
    SELF_SERVICE = "self_service", _("Self-service")
    IMPORTED = "imported", _("Imported")


class ResolutionCode(models.TextChoices):
    """How it ended."""

    PERMANENT = "permanent", _("Permanent fix")
    WORKAROUND = "workaround", _("Workaround")
    FULFILLED = "fulfilled", _("Delivered as asked")
    EXPLAINED = "explained", _("Explained to the person")
    NOT_REPRODUCED = "not_reproduced", _("Could not be reproduced")
    NO_ANSWER = "no_answer", _("Closed without an answer")
    IMPORTED = "imported", _("As recorded in the source")


class Priority(models.IntegerChoices):
    """P1 goes first."""

    P1 = 1, _("P1 · critical")
    P2 = 2, _("P2 · high")
    P3 = 3, _("P3 · medium")
    P4 = 4, _("P4 · low")
    P5 = 5, _("P5 · planned")


IS_OPEN = Q(category__in=[category.value for category in OPEN])


def _queue(name: str, *narrowed: str, among: Q = IS_OPEN, counts: tuple[str, ...] = ()) -> models.Index:
    """An index in the queue's order; what is in `counts` is counted without looking at the rows."""
    fields = [*narrowed, "priority", "opened_at", "id"]
    return models.Index(fields=fields, condition=among, include=counts or None, name=name)


class Ticket(Owned, Named):
    """A demand on the desk. Its state changes only through the verbs in `desk.actions`."""

    ref = models.CharField(_("Reference"), max_length=20, unique=True)
    kind = models.CharField(_("Kind"), max_length=10, choices=Kind, default=Kind.INCIDENT)
    title = models.CharField(_("Subject"), max_length=200)
    description = models.TextField(_("Description"), blank=True)
    requester = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="+", db_index=False, verbose_name=_("Requested by")
    )
    registered_by = models.ForeignKey(
        Person,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        db_index=False,
        verbose_name=_("Registered by"),
    )
    site = OwnedForeignKey(
        Site,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        db_index=False,
        verbose_name=_("Site"),
    )
    service = models.ForeignKey(
        Service,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        db_index=False,
        verbose_name=_("Service"),
    )
    topic = models.ForeignKey(
        Topic,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        db_index=False,
        verbose_name=_("Category"),
    )
    channel = models.CharField(_("Channel"), max_length=12, choices=Channel, default=Channel.PORTAL)

    matrix = models.ForeignKey(
        MatrixVersion, on_delete=models.PROTECT, related_name="+", db_index=False, verbose_name=_("Matrix")
    )
    impact = models.CharField(_("Impact"), max_length=20)
    urgency = models.CharField(_("Urgency"), max_length=20)
    priority = models.PositiveSmallIntegerField(_("Priority"), choices=Priority)
    to_confirm = models.BooleanField(_("Priority to be confirmed by the desk"), default=False)
    is_major = models.BooleanField(_("Major incident"), default=False)

    state = models.CharField(_("State"), max_length=20, choices=State, default=State.NEW)
    category = models.CharField(
        _("Category of the state"), max_length=10, choices=Category, default=Category.NEW
    )
    wait_reason = models.CharField(_("Reason for waiting"), max_length=20, choices=WaitReason, blank=True)
    charged_to = models.CharField(_("Charged to"), max_length=12, choices=ChargedTo, blank=True)
    team = models.ForeignKey(
        Team,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        db_index=False,
        verbose_name=_("Team"),
    )
    assignee = models.ForeignKey(
        Person,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        db_index=False,
        verbose_name=_("Assigned to"),
    )

    opened_at = models.DateTimeField(_("Opened"))
    state_since = models.DateTimeField(_("In this state since"))
    resolved_at = models.DateTimeField(_("Resolved"), null=True, blank=True)
    closed_at = models.DateTimeField(_("Closed"), null=True, blank=True)
    updated_at = models.DateTimeField(_("Last change"))
    last_public_at = models.DateTimeField(_("Last message"))
    last_public_side = models.CharField(max_length=10, blank=True)
    reopen_count = models.PositiveSmallIntegerField(_("Times reopened"), default=0)
    resolution = models.TextField(_("Solution"), blank=True)
    resolution_code = models.CharField(_("How it ended"), max_length=20, choices=ResolutionCode, blank=True)
    request_key = models.UUIDField(null=True, editable=False)

    replies: RelatedManager[PublicReply]
    notes: RelatedManager[InternalNote]
    spans: RelatedManager[StatusSpan]

    class Meta:
        verbose_name = _("Ticket")
        constraints = [
            Named.foreign_identity("ticket_foreign", "organisation"),
            models.UniqueConstraint(fields=["organisation", "request_key"], name="ticket_request_once"),
            models.CheckConstraint(condition=Q(priority__range=(1, 5)), name="ticket_priority"),
            models.CheckConstraint(
                condition=Q(category=Category.PAUSED, wait_reason__gt="", charged_to__gt="")
                | (~Q(category=Category.PAUSED) & Q(wait_reason="", charged_to="")),
                name="ticket_wait_has_reason",
            ),
        ]
        indexes = [
            _queue("ticket_queue"),
            _queue("ticket_queue_client", "organisation", counts=("team", "state", "assignee", "service")),
            _queue("ticket_queue_team", "team", counts=("organisation", "state", "assignee", "service")),
            _queue("ticket_queue_assignee", "assignee"),
            _queue("ticket_queue_service", "service"),
            _queue("ticket_waiting", among=Q(category=Category.PAUSED)),
            _queue(
                "ticket_to_confirm", among=IS_OPEN & Q(to_confirm=True)
            ),  # rare, and on every page of the queue
            models.Index(fields=["state_since", "id"], condition=IS_OPEN, name="ticket_queue_since"),
            models.Index(fields=["requester", "-opened_at"], name="ticket_requester"),
            models.Index(
                fields=["requester", "category", "-opened_at"],
                include=["organisation", "wait_reason"],
                name="ticket_own",
            ),
            models.Index(fields=["organisation", "-opened_at"], name="ticket_organisation"),
            models.Index(fields=["-opened_at"], name="ticket_opened"),
            models.Index(fields=["resolved_at"], condition=Q(category="resolved"), name="ticket_to_close"),
        ]

    def __str__(self) -> str:
        return f"{self.ref} {self.title}"

    @property
    def is_open(self) -> bool:
        """Whether there is work left for the desk."""
        return Category(self.category).is_open


class StatusSpan(Owned):
    """A stretch of one state: which, why it waits, who is charged, from when to when. Only its end is written later."""

    ticket = OwnedForeignKey(Ticket, on_delete=models.CASCADE, related_name="spans", db_index=False)
    state = models.CharField(max_length=20, choices=State)
    category = models.CharField(max_length=10, choices=Category)
    reason = models.CharField(max_length=20, choices=WaitReason, blank=True)
    charged_to = models.CharField(max_length=12, choices=ChargedTo, blank=True)
    source_state = models.CharField(max_length=40, blank=True)
    from_at = models.DateTimeField()
    to_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("Stretch of a state")
        constraints = [
            models.UniqueConstraint(fields=["ticket"], condition=Q(to_at=None), name="span_one_open"),
            models.CheckConstraint(
                condition=Q(to_at=None) | Q(to_at__gte=models.F("from_at")), name="span_forward"
            ),
        ]
        indexes = [models.Index(fields=["ticket", "from_at"], name="span_ticket")]

    def __str__(self) -> str:
        return f"{self.state} {self.from_at}"


class TicketShare(Owned):
    """A supplier works on a ticket, from when to when. The supplier's side of the wall reads this row."""

    ticket = OwnedForeignKey(Ticket, on_delete=models.CASCADE, related_name="shares")
    supplier = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("Share with a supplier")
        constraints = [
            models.UniqueConstraint(
                fields=["ticket", "supplier"], condition=Q(until=None), name="share_one_open"
            )
        ]

    def __str__(self) -> str:
        return f"{self.ticket_id} → {self.supplier_id}"
