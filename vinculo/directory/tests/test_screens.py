"""Who may open the directory, and what an administrator does there with a browser."""

import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.world import World
from vinculo.desk.actions import assign
from vinculo.directory.actions import grant_role, open_account, register_person
from vinculo.directory.actors import actor_of
from vinculo.directory.jobs import send_invitation
from vinculo.directory.models import Account, Membership, Organisation, Person, Role, Site, Team, TeamMember
from vinculo.kernel.models import Event
from vinculo.kernel.owned import uuid7
from vinculo.kernel.scope import acting_as, system_actor

ROW = "data-row data-href"


@pytest.fixture
def teresa(world: World) -> Person:
    """An administrator of the provider's."""
    system, nexo = system_actor(), world.organisations["nexo"]
    with acting_as(system):
        person = Person(organisation=nexo, name="Teresa", email="teresa@nexo.example")
        register_person(person, by=system)
        open_account(person, by=system, password="una contraseña de pruebas")
        grant_role(person, by=system, organisation=nexo, role=Role.objects.get(code="administrator"))
    world.people["teresa"] = person
    return person


@pytest.fixture
def admin(world, teresa, client):
    client.force_login(world.account("teresa"))
    return client


def page_of(person, act=""):
    return f"/people/{person.uuid}/{act}"


def hat_of(person, **more):
    with acting_as(system_actor()):
        return Membership.objects.get(person=person, **more)


@pytest.mark.parametrize("name", ["elena", "marta", "sergio"])
def test_clients_and_suppliers_do_not_open_the_directory(world, client, name):
    client.force_login(world.account(name))
    elena = page_of(world.people["elena"])
    for url in ("/organisations/", "/organisations/lucia/", "/organisations/nothing/", elena):
        assert client.get(url).status_code == 403, url


@pytest.mark.parametrize("name", ["ana", "rafael", "amalia"])
def test_who_reads_the_directory_changes_nothing_in_it(world, client, name):
    client.force_login(world.account(name))
    elena = world.people["elena"]
    shown = client.get(page_of(elena)).content.decode()
    assert "Conceder" not in shown
    assert "Dar de baja" not in shown
    for act in ("deactivate/", "account/close/", "roles/grant/", f"roles/{hat_of(elena).pk}/withdraw/"):
        assert client.post(page_of(elena, act)).status_code == 403, act
    assert actor_of(world.account("elena"))


@pytest.mark.parametrize("act", ["deactivate/", "account/close/", "withdraw"])
def test_teresa_cannot_lock_herself_out(world, teresa, admin, act):
    url = page_of(teresa, f"roles/{hat_of(teresa).pk}/withdraw/" if act == "withdraw" else act)
    answer = admin.post(url)
    assert answer.status_code == 409
    assert "dejaría de poder administrar" in answer.content.decode()
    assert actor_of(world.account("teresa"))


def test_a_role_is_withdrawn_and_granted_again_in_the_same_row(world, admin):
    elena, lucia, hospital = world.people["elena"], world.organisations["lucia"], world.sites["lucia"]
    hat = hat_of(elena)
    admin.post(page_of(elena, f"roles/{hat.pk}/withdraw/"))
    assert actor_of(world.account("elena")) is None
    assert "retirado" in admin.get(page_of(elena)).content.decode()
    asked = {"organisation": lucia.pk, "role": "client_user", "site": hospital.pk}
    assert admin.post(page_of(elena, "roles/grant/"), asked).status_code == 302
    again = hat_of(elena)
    assert (again.pk, again.active, again.site_id) == (hat.pk, True, hospital.pk)


def test_a_role_of_another_persons_is_not_withdrawn_by_that_address(world, admin):
    hat = hat_of(world.people["marta"])
    assert admin.post(page_of(world.people["elena"], f"roles/{hat.pk}/withdraw/")).status_code == 404
    assert hat_of(world.people["marta"]).active


def test_an_agents_role_does_not_fit_a_client_and_what_was_chosen_is_kept(world, admin):
    asked = {"organisation": world.organisations["lucia"].pk, "role": "agent"}
    answer = admin.post(page_of(world.people["elena"], "roles/grant/"), asked)
    assert answer.status_code == 422
    assert '<option value="agent" selected' in answer.content.decode()


def test_a_site_of_another_organisation_is_refused(world, admin):
    asked = {
        "organisation": world.organisations["albor"].pk,
        "role": "client_user",
        "site": world.sites["lucia"].pk,
    }
    answer = admin.post(page_of(world.people["elena"], "roles/grant/"), asked)
    assert answer.status_code == 422
    assert "La sede es de otra organización." in answer.content.decode()


def test_whoever_has_left_signs_in_no_longer_and_may_come_back(world, admin):
    elena = world.people["elena"]
    assert admin.post(page_of(elena, "deactivate/")).status_code == 302
    assert actor_of(world.account("elena")) is None
    assert "Esta persona está de baja." in admin.get(page_of(elena)).content.decode()
    admin.post(page_of(elena, "reactivate/"))
    assert actor_of(world.account("elena"))


def test_a_closed_account_opens_nothing_until_it_is_reopened(world, admin):
    elena = world.people["elena"]
    admin.post(page_of(elena, "account/close/"))
    assert not world.account("elena").is_active
    assert admin.post(page_of(elena, "account/invite/")).status_code == 422
    admin.post(page_of(elena, "account/reopen/"))
    assert world.account("elena").is_active


def person_asked(**more):
    known = {"name": "Olga", "locale": "es_ES", "zone": "Europe/Madrid", "key": uuid7()}
    return known | more


def test_a_new_person_is_registered_once_and_invited(world, admin):
    asked = person_asked(email="Olga@Lucia.example")
    answers = [admin.post("/organisations/lucia/people/new/", asked) for _twice in range(2)]
    with acting_as(system_actor()):
        olga = Person.objects.get(email="olga@lucia.example")
    assert [answer["Location"] for answer in answers] == [page_of(olga)] * 2
    assert [admin.post(page_of(olga, "account/open/")).status_code for _twice in range(2)] == [302, 409]
    account = Account.objects.get(person_id=olga.pk)
    assert not account.has_usable_password()
    send_invitation(account_id=account.pk)
    letter = mail.outbox[-1]
    assert (letter.to, letter.subject) == (["olga@lucia.example"], "Acceso a Vínculo")
    assert "/accounts/password/reset/key/" in letter.body


def test_an_address_that_is_taken_is_said_and_what_was_typed_stays(world, admin):
    answer = admin.post("/organisations/lucia/people/new/", person_asked(email="ELENA@lucia.example"))
    assert answer.status_code == 422
    assert "Ya hay alguien registrado con esa dirección." in answer.content.decode()
    assert 'value="Olga"' in answer.content.decode()


def test_whoever_has_no_address_gets_no_account(world, admin):
    asked = person_asked()
    assert admin.post("/organisations/lucia/people/new/", asked).status_code == 302
    assert admin.post(f"/people/{asked['key']}/account/open/").status_code == 422


def test_a_client_its_site_and_its_team_are_registered(world, admin):
    asked = {
        "name": "Astilleros Norte",
        "locale": "es_ES",
        "zone": "Europe/Madrid",
        "currency": "EUR",
        "country": "ES",
    }
    assert admin.post("/organisations/new/", asked).status_code == 422  # neither client nor supplier
    asked["is_client"] = "on"
    for slug in ("lucia", "new"):
        assert admin.post("/organisations/new/", asked | {"slug": slug}).status_code == 422
    url = "/organisations/astilleros-norte/"
    assert admin.post("/organisations/new/", asked)["Location"] == url
    for act, sent in (
        ("sites/new/", {"name": "Dique", "zone": "Atlantic/Canary"}),
        ("teams/new/", {"name": "Taller"}),
    ):
        assert [admin.post(url + act, sent).status_code for _twice in range(2)] == [302, 422]
    with acting_as(system_actor()):
        made = Organisation.objects.get(slug="astilleros-norte")
        assert Site.objects.get(organisation=made).zone == "Atlantic/Canary"
        assert Team.objects.get(organisation=made).code == "taller"


def test_teams_are_joined_and_left(world, admin):
    ana, systems = world.people["ana"], world.teams["systems"]
    assert admin.post(page_of(ana, "teams/join/"), {"team": world.teams["desk"].pk}).status_code == 422
    assert admin.post(page_of(ana, "teams/join/"), {"team": systems.pk}).status_code == 302
    admin.post(page_of(ana, f"teams/{systems.pk}/leave/"))
    with acting_as(system_actor()):
        assert not TeamMember.objects.filter(team=systems, person=ana).exists()
        told = Event.objects.filter(subject_type="team", subject_id=systems.pk).order_by("pk")
        assert [event.kind for event in told][-2:] == ["directory.TeamJoined", "directory.TeamLeft"]


def test_the_list_is_narrowed_by_kind_and_a_name_finds_people_too(world, client):
    client.force_login(world.account("ana"))
    suppliers = client.get("/organisations/?kind=supplier").content.decode()
    assert "Etiquetex" in suppliers
    assert "Conservas Albor" not in suppliers
    assert "marta@lucia.example" in client.get("/organisations/?q=mart").content.decode()
    for nothing in ("/organisations/?kind=x", "/organisations/nothing/", f"/people/{uuid7()}/"):
        assert client.get(nothing).status_code == 404, nothing


def test_of_many_people_a_page_shows_some_and_asks_no_more_for_it(world, client):
    lucia = world.organisations["lucia"]
    client.force_login(world.account("ana"))
    client.get("/organisations/lucia/")
    with CaptureQueriesContext(connection) as few:
        client.get("/organisations/lucia/")
    with acting_as(system_actor()):
        Person.objects.bulk_create(Person(organisation=lucia, name=f"Persona {n:03}") for n in range(120))
    with CaptureQueriesContext(connection) as many:
        page = client.get("/organisations/lucia/").content.decode()
    assert len(many) == len(few)
    assert page.count(ROW) == 50
    assert client.get("/organisations/lucia/?page=3").content.decode().count(ROW) == 22
    assert client.get("/organisations/lucia/?q=persona+119").content.decode().count(ROW) == 1


def test_an_organisation_shows_its_services_and_the_way_to_its_tickets(world, client):
    client.force_login(world.account("ana"))
    page = client.get("/organisations/lucia/").content.decode()
    assert "Impresión" in page
    assert f"/queue/?organisation={world.organisations['lucia'].pk}" in page


def test_the_open_tickets_of_whoever_left_lead_to_the_queue(world, admin):
    ticket, ana = world.ticket("elena"), world.people["ana"]
    with acting_as(system_actor()):
        assign(ticket, by=system_actor(), team=world.teams["desk"], assignee=ana)
    admin.post(page_of(ana, "deactivate/"))
    page = admin.get(page_of(ana)).content.decode()
    assert f"/queue/?assignee={ana.pk}" in page
    assert ticket.ref in page
