"""Who sees what of the catalogue."""

from __future__ import annotations

from django.db.models import Q

from vinculo.catalogue.models import Category, Service, Subscription
from vinculo.kernel.scope import Actor
from vinculo.kernel.web import sees


@sees(Service, Subscription, Category)
def visible(by: Actor) -> Q:
    """The wall decides: a client sees what it has, those who serve see everything."""
    return Q()
