"""Reporting something and asking for something."""

import re
import uuid

import pytest
from django.test import Client

from tests.world import World
from vinculo.desk.models import Kind, Ticket
from vinculo.directory.models import Membership, Role
from vinculo.kernel.scope import acting_as, system_actor

NEW = "/portal/new/incident/"


@pytest.fixture
def elena(world: World, client: Client) -> Client:
    client.force_login(world.account("elena"))
    return client


def said(**other):
    return {
        "title": "La impresora de recepción saca etiquetas en blanco",
        "description": "Empezó a las cuatro.",
        "impact": "department",
        "urgency": "high",
        "request_key": str(uuid.uuid4()),
    } | other


def tickets():
    with acting_as(system_actor()):
        return list(Ticket.objects.select_related("requester", "organisation").order_by("pk"))


def test_elena_reports_something_and_is_led_to_her_case(world, elena):
    service = world.services["print"]
    answer = elena.post(NEW, said(service=service.pk), follow=True)
    (ticket,) = tickets()
    assert answer.redirect_chain == [(f"/portal/cases/{ticket.ref}/", 302)]
    assert (ticket.requester.name, ticket.organisation.slug, ticket.kind) == ("Elena", "lucia", Kind.INCIDENT)
    assert (ticket.impact, ticket.urgency, ticket.service_id) == ("department", "high", service.pk)
    page = answer.content.decode()
    assert f"Registrado como {ticket.ref}" in page
    assert "Empezó a las cuatro." in page


def test_elena_asks_for_something(elena):
    elena.post("/portal/new/request/", said(title="Un portátil para una compañera"))
    (ticket,) = tickets()
    assert ticket.ref.startswith("PET-")


def test_a_double_click_makes_one_case(elena):
    form = said()
    first, second = elena.post(NEW, form), elena.post(NEW, form)
    assert len(tickets()) == 1
    assert first["Location"] == second["Location"]


def test_the_same_form_with_other_words_loses_none_of_them(elena):
    form = said()
    elena.post(NEW, form)
    answer = elena.post(NEW, form | {"title": "Tampoco va el teléfono de recepción"})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert len(tickets()) == 1
    assert "Tampoco va el teléfono de recepción" in page
    assert tickets()[0].ref in page
    (key,) = re.findall(r'name="request_key" value="([0-9a-f-]+)"', page)
    assert key != form["request_key"]
    elena.post(NEW, form | {"title": "Tampoco va el teléfono de recepción", "request_key": key})
    assert len(tickets()) == 2


@pytest.mark.parametrize("key", ["", "no-es-una-clave"])
def test_a_spoilt_key_does_not_stop_anybody(elena, key):
    assert elena.post(NEW, said(request_key=key)).status_code == 302


def test_what_is_missing_is_said_with_an_example_and_the_text_stays(elena):
    answer = elena.post(NEW, {"title": "Impresora", "description": "Sale en blanco.", "impact": "site"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert tickets() == []
    assert "Falta decir qué le pasa. Por ejemplo:" in page
    assert 'value="Impresora"' in page
    assert "Sale en blanco." in page
    assert "Falta elegir si se puede seguir trabajando." in page
    assert re.search(r'value="site"[^>]*checked', page)


def test_a_text_that_is_too_long_is_kept_whole(elena):
    long = "línea\n" * 10_000
    answer = elena.post(NEW, said(description=long))
    assert answer.status_code == 422
    assert answer.content.decode().count("línea") >= 10_000


@pytest.mark.parametrize("wrong", [{"urgency": "medium"}, {"impact": "planet"}, {"urgency": "1"}])
def test_a_level_that_the_form_does_not_offer_is_refused(elena, wrong):
    assert elena.post(NEW, said(**wrong)).status_code == 422
    assert tickets() == []


def test_a_p1_that_comes_out_is_for_the_desk_to_confirm(elena):
    elena.post(NEW, said(impact="organisation", urgency="critical"))
    (ticket,) = tickets()
    assert (ticket.priority, ticket.to_confirm) == (1, True)


def test_a_service_that_the_client_does_not_have_is_refused(world, elena):
    assert elena.post(NEW, said(service=world.services["erp"].pk)).status_code == 422
    assert "ERP" not in elena.get(NEW).content.decode()


def test_elena_cannot_report_for_another_client(world, elena):
    elena.post(NEW, said(organisation=world.organisations["albor"].pk))
    (ticket,) = tickets()
    assert ticket.organisation.slug == "lucia"


def test_carlos_works_in_two_and_chooses_for_which(world, client):
    lucia, albor = world.organisations["lucia"], world.organisations["albor"]
    with acting_as(system_actor()):
        role = Role.objects.get(code="client_user")
        Membership.objects.create(person=world.people["carlos"], organisation=lucia, role=role)
    client.force_login(world.account("carlos"))
    assert "Para qué organización" in client.get(NEW).content.decode()
    # By name the clinic comes first; the page bears the name of Carlos's own organisation.
    assert f'<option value="{albor.pk}" selected>' in client.get(NEW).content.decode()
    client.post(NEW, said(organisation=lucia.pk, service=world.services["print"].pk))
    client.post(NEW, said(organisation=albor.pk, service=world.services["erp"].pk))
    answer = client.post(NEW, said(organisation=lucia.pk, service=world.services["erp"].pk))
    assert [t.organisation.slug for t in tickets()] == ["lucia", "albor"]
    assert answer.status_code == 422
    assert client.post(NEW, said(organisation=world.organisations["nexo"].pk)).status_code == 422


def test_the_site_where_somebody_works_goes_with_the_case(world, elena):
    with acting_as(system_actor()):
        Membership.objects.filter(person=world.people["elena"]).update(site=world.sites["lucia"])
    elena.post(NEW, said())
    assert tickets()[0].site_id == world.sites["lucia"].pk


def test_only_the_two_doors_are_there(elena):
    assert elena.get("/portal/new/problem/").status_code == 404


def test_markup_in_a_report_cannot_run(elena):
    evil = "<script>alert(1)</script> & <b>"
    elena.post(NEW, said(title=f"Título {evil}", description=evil))
    page = elena.get(f"/portal/cases/{tickets()[0].ref}/").content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; &lt;b&gt;" in page


def test_a_new_case_after_a_closed_one_says_which(world, elena):
    ticket = world.ticket("elena")
    page = elena.get(f"{NEW}?after={ticket.ref}").content.decode()
    assert f"Viene de {ticket.ref}" in page
    assert elena.get(f"{NEW}?after=INC-99999").status_code == 404
