"""What a person sees when something is not there, not theirs, or failed."""

import pytest
from django.test import Client

from vinculo.desk.portal import queries

SPANISH = {"HTTP_ACCEPT_LANGUAGE": "es"}


def sentence(page):
    return page.content.decode().split('class="fault-text">')[1].split("</p>")[0]


@pytest.fixture
def elena(world, client):
    client.force_login(world.account("elena"))
    return client


def test_a_404_comes_in_the_readers_own_frame(world, elena):
    page = elena.get("/portal/cases/INC-99999/")
    assert page.status_code == 404
    assert "Mis casos" in page.content.decode()
    assert "Clínica Santa Lucía" in page.content.decode()
    ana = Client()
    ana.force_login(world.account("ana"))
    staff = ana.get("/nothing/of/the/kind/")
    assert staff.status_code == 404
    assert 'class="rail' in staff.content.decode()


def test_a_stranger_gets_a_404_without_any_frame(world, client):
    page = client.get("/nothing/of/the/kind/", **SPANISH)
    assert page.status_code == 404
    assert "Mis casos" not in page.content.decode()


def test_a_403_says_a_sentence_and_not_the_name_of_a_verb(world, client):
    ticket = world.ticket("elena")
    client.force_login(world.account("ana"))
    page = client.post(f"/portal/cases/{ticket.ref}/", {"act": "confirm"})
    assert page.status_code == 403
    assert "confirm" not in sentence(page)


def test_what_fails_has_a_number_and_keeps_its_traceback_for_the_log(world, elena, monkeypatch):
    def fail(by):
        raise RuntimeError("secret of the house")

    monkeypatch.setattr(queries, "first_page", fail)
    elena.raise_request_exception = False
    page = elena.get("/portal/")
    assert page.status_code == 500
    assert "secret of the house" not in page.content.decode()
    assert 'class="ref"' in page.content.decode()


def test_a_form_without_its_token_is_told_calmly(world):
    client = Client(enforce_csrf_checks=True)
    client.force_login(world.account("elena"))
    page = client.post("/portal/new/incident/", {"title": "x"})
    assert page.status_code == 403
    assert "Por seguridad no se ha enviado" in sentence(page)


def test_a_form_at_the_door_without_its_token_is_told_calmly(world):
    page = Client(enforce_csrf_checks=True).post("/accounts/login/", {}, **SPANISH)
    assert page.status_code == 403
    assert "Por seguridad no se ha enviado" in sentence(page)
