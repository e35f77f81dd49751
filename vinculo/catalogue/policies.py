"""Who sees what of the catalogue, and who may change it."""

from __future__ import annotations

from django.db.models import Q

from vinculo.catalogue.models import Category, Service, Subscription
from vinculo.directory.roles import DIRECTORY_MANAGE
from vinculo.kernel.scope import Actor, Side
from vinculo.kernel.web import sees


@sees(Service, Subscription, Category)
def visible(by: Actor) -> Q:
    """The wall decides: a client sees what it has, those who serve see everything."""
    return Q()


def manages_catalogue(by: Actor, _subject: object) -> bool:
    """Who may offer services and say which client has them: whoever keeps the directory."""
    return by.side is Side.EVERYONE and by.may(DIRECTORY_MANAGE)
