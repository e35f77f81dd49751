"""Each chooses how they are spoken to, and nobody chooses for another."""

import pytest
from django.conf import settings
from django.db import ProgrammingError, transaction
from django.http import Http404

from vinculo.directory.actions import UnknownZone, change_preferences
from vinculo.directory.models import Locale, Person
from vinculo.directory.zones import cities, zone_names
from vinculo.kernel.refusals import NotAllowed
from vinculo.kernel.scope import acting_as, system_actor

URL = "/preferences/"


def as_is(person):
    with acting_as(system_actor()):
        return Person.objects.get(pk=person.pk)


@pytest.mark.parametrize("name", ["elena", "marta", "ana", "sergio", "amalia"])
def test_each_chooses_language_and_zone(world, client, name):
    client.force_login(world.account(name))
    page = client.post(URL, {"locale": "es_CO", "zone": "America/Bogota"}, follow=True)
    person = as_is(world.people[name])
    assert (person.locale, person.zone) == ("es_CO", "America/Bogota")
    assert "Preferencias guardadas." in page.content.decode()


def test_the_answer_and_the_door_speak_the_new_language(world, client):
    client.force_login(world.account("elena"))
    page = client.post(URL, {"locale": "en_GB", "zone": "Europe/London"}, follow=True)
    assert "The preferences are saved." in page.content.decode()
    assert client.cookies[settings.LANGUAGE_COOKIE_NAME].value == "en"


@pytest.mark.parametrize(
    "wrong", [{"zone": "Mars/Olympus"}, {"locale": "xx_XX"}, {"zone": "../../etc/passwd"}]
)
def test_what_the_form_does_not_offer_is_refused(world, client, wrong):
    client.force_login(world.account("elena"))
    assert client.post(URL, {"locale": "es_ES", "zone": "Europe/Madrid"} | wrong).status_code == 422
    assert as_is(world.people["elena"]).zone == "Europe/Madrid"


def test_nobody_chooses_for_another(world):
    # Those who serve are refused by the policy; for the others the wall does not even show the row to be written.
    for name, refusal in (
        ("ana", NotAllowed),
        ("elena", Http404),
        ("sergio", Http404),
    ):
        actor = world.actor(name)
        with acting_as(actor), pytest.raises(refusal):
            change_preferences(world.people["marta"], by=actor, locale=Locale.EN_GB, zone="Europe/London")


def test_a_zone_that_is_none_is_refused_by_the_verb(world):
    actor = world.actor("elena")
    with acting_as(actor), pytest.raises(UnknownZone):
        change_preferences(world.people["elena"], by=actor, locale=Locale.ES_ES, zone="Mars/Olympus")


@pytest.mark.parametrize("name", ["elena", "marta", "sergio"])
def test_the_wall_lets_a_client_and_a_supplier_write_their_own_row_only(world, name):
    with acting_as(world.actor(name)):
        assert Person.objects.filter(pk=world.people[name].pk).update(locale="en_GB") == 1
        assert Person.objects.exclude(pk=world.people[name].pk).update(locale="en_GB") == 0


@pytest.mark.parametrize("column", ["name", "email", "organisation_id", "active", "faces_clients"])
def test_the_wall_lets_nothing_else_of_it_be_written(world, column):
    values = {
        "name": "x",
        "email": "x@x.example",
        "organisation_id": 1,
        "active": False,
        "faces_clients": True,
    }
    own = world.people["elena"].pk
    with acting_as(world.actor("elena")), pytest.raises(ProgrammingError), transaction.atomic():
        Person.objects.filter(pk=own).update(**{column: values[column]})


def test_cities_are_named_in_the_readers_language(db):
    names = dict(pair for pairs in cities("es_ES").values() for pair in pairs)
    assert names["America/Mexico_City"] == "Ciudad de México"
    assert {"Europe/Madrid", "America/Bogota", "America/Santiago", "Atlantic/Canary"} <= set(zone_names())


def test_whoever_has_not_signed_in_has_no_preferences(client, db):
    assert client.get(URL).status_code == 302
