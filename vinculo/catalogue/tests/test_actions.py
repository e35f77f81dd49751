"""The catalogue changes by its verbs, and only whoever keeps the directory may use them."""

from __future__ import annotations

import pytest

from tests.world import World
from vinculo.catalogue.actions import NotAClient, NotAProvider, offer_service, subscribe
from vinculo.catalogue.models import Service
from vinculo.kernel import clock
from vinculo.kernel.models import Event
from vinculo.kernel.refusals import NotAllowed
from vinculo.kernel.scope import acting_as, system_actor

pytestmark = pytest.mark.django_db


def test_an_agent_may_not_offer_a_service(world: World) -> None:
    ana = world.actor("ana")
    with acting_as(ana), pytest.raises(NotAllowed):
        offer_service(Service(organisation=world.organisations["nexo"], code="new", name="New"), by=ana)


def test_a_client_offers_nothing_and_a_supplier_has_nothing(world: World) -> None:
    system = system_actor()
    with acting_as(system):
        with pytest.raises(NotAProvider):
            offer_service(
                Service(organisation=world.organisations["lucia"], code="new", name="New"), by=system
            )
        with pytest.raises(NotAClient):
            subscribe(
                world.organisations["etiquetex"],
                by=system,
                service=world.services["print"],
                since=clock.now().date(),
            )


def test_a_client_gets_a_service_once(world: World) -> None:
    system = system_actor()
    day = clock.now().date()
    with acting_as(system):
        lucia, erp = world.organisations["lucia"], world.services["erp"]
        assert subscribe(lucia, by=system, service=erp, since=day) is not None
        assert subscribe(lucia, by=system, service=erp, since=day) is None
        assert Event.objects.filter(kind="catalogue.ServiceSubscribed", organisation_id=lucia.pk).count() == 1
