"""What is offered: services, the clients that have them, and the categories of what may happen to them."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from vinculo.kernel.owned import Named, Owned, OwnedForeignKey


class Service(Owned, Named):
    """What the provider delivers, with the value that it has for whoever uses it. It belongs to the provider."""

    code = models.SlugField(_("Code"), max_length=40)
    name = models.CharField(_("Name"), max_length=120)
    value = models.TextField(
        _("Value"), blank=True, help_text=_("What it lets people achieve, in one sentence.")
    )
    active = models.BooleanField(_("Active"), default=True)

    class Meta:
        verbose_name = _("Service")
        constraints = [
            models.UniqueConstraint(fields=["organisation", "code"], name="service_code"),
            Named.foreign_identity("service_foreign", "organisation"),
        ]

    def __str__(self) -> str:
        return self.name


class Subscription(Owned):
    """A client has a service."""

    service = models.ForeignKey(
        Service, on_delete=models.PROTECT, related_name="subscriptions", verbose_name=_("Service")
    )
    since = models.DateField(_("Since"))

    class Meta:
        verbose_name = _("Subscription")
        constraints = [models.UniqueConstraint(fields=["organisation", "service"], name="subscription_once")]

    def __str__(self) -> str:
        return f"{self.organisation} · {self.service}"


class Category(Owned, Named):
    """What kind of thing a ticket is about; a subcategory has a parent. The provider's serve all clients, an imported
    history brings its client's own."""

    code = models.CharField(_("Code"), max_length=80)
    name = models.CharField(_("Name"), max_length=120)
    parent = OwnedForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        verbose_name=_("Within"),
    )

    class Meta:
        verbose_name = _("Category")
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "parent", "code"], name="category_code", nulls_distinct=False
            )
        ]

    def __str__(self) -> str:
        return self.name
