"""The catalogue's verbs. What is new comes as an unsaved row: it is the subject of the act that adds it."""

from __future__ import annotations

import datetime as dt

from django.utils.translation import gettext_lazy as _

from vinculo.catalogue import policies
from vinculo.catalogue.events import CategoryAdded, ServiceOffered, ServiceSubscribed
from vinculo.catalogue.models import Category, Service, Subscription
from vinculo.directory.models import Organisation
from vinculo.kernel.actions import action
from vinculo.kernel.refusals import Refusal
from vinculo.kernel.scope import Actor


class NotAProvider(Refusal):
    """A service is offered by whoever delivers it."""

    message = _("%(organisation)s is not registered as a provider, so it can offer no service.")
    status = 422


class NotAClient(Refusal):
    """Only a client can have a service."""

    message = _("%(organisation)s is not registered as a client, so it can have no service.")
    status = 422


@action(may=policies.manages_catalogue, locks=False)
def offer_service(service: Service, *, by: Actor) -> ServiceOffered:
    """Enter an unsaved service into the catalogue. Raises `NotAProvider`."""
    if not service.organisation.is_provider:
        raise NotAProvider(organisation=service.organisation)
    service.save(force_insert=True)
    return ServiceOffered.about(service, by=by, name=service.name)


@action(may=policies.manages_catalogue, locks=False)
def subscribe(
    organisation: Organisation, *, by: Actor, service: Service, since: dt.date
) -> ServiceSubscribed | None:
    """Let a client have a service from a day on (no fact if it has it already). Raises `NotAClient`."""
    if not organisation.is_client:
        raise NotAClient(organisation=organisation)
    subscription, made = Subscription.objects.get_or_create(
        organisation=organisation, service=service, defaults={"since": since}
    )
    return ServiceSubscribed.about(subscription, by=by, service=service.name) if made else None


@action(may=policies.manages_catalogue, locks=False)
def add_category(category: Category, *, by: Actor) -> CategoryAdded:
    """Enter an unsaved category: the provider's serve all clients, a client's its own tickets alone."""
    category.save(force_insert=True)
    return CategoryAdded.about(category, by=by, name=category.name)
