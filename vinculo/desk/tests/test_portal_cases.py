"""First page and list: each sees what is theirs, in the words of whoever asked."""

import datetime as dt
import re
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from tests.world import World
from vinculo.desk.actions import confirm, reply, resolve, start, wait
from vinculo.desk.models import ResolutionCode, Ticket, WaitReason
from vinculo.desk.portal.words import greeting, open_sentence
from vinculo.directory.models import Membership, Role
from vinculo.kernel.scope import acting_as, system_actor
from vinculo.ui.reader import reader_of


def enter(world: World, name: str) -> Client:
    client = Client()
    client.force_login(world.account(name))
    return client


def refs(page: bytes) -> list[str]:
    return re.findall(r'class="ref">([A-Z]+-\d+)<', page.decode())


def does(world, name, ticket, verb, **more):
    actor = world.actor(name)
    with acting_as(actor):
        verb(Ticket.objects.get(pk=ticket.pk), by=actor, **more)


@pytest.mark.parametrize(
    ("locale", "zone", "hour", "said"),
    [
        ("es_ES", "Europe/Madrid", 13, "Buenos días, Elena."),
        ("es_ES", "Europe/Madrid", 14, "Buenas tardes, Elena."),
        ("es_ES", "Europe/Madrid", 21, "Buenas noches, Elena."),
        ("es_CO", "America/Bogota", 12, "Buenas tardes, Elena."),
        ("es_CO", "America/Bogota", 19, "Buenas noches, Elena."),
        ("es_CO", "America/Bogota", 4, "Buenas noches, Elena."),
    ],
)
def test_the_greeting_follows_the_hour_of_the_reader(locale, zone, hour, said):
    now = dt.datetime(2026, 11, 17, hour, 5, tzinfo=ZoneInfo(zone))
    with translation.override("es"):
        assert greeting("Elena Vidal", reader_of(locale, zone), now=now) == said


@pytest.mark.parametrize(
    ("opened", "awaiting", "said"),
    [
        (0, 0, "No hay ningún caso en marcha."),
        (1, 0, "Hay un caso en marcha."),
        (1, 1, "Hay un caso en marcha, que espera su respuesta."),
        (3, 0, "Hay tres casos en marcha."),
        (3, 1, "Hay tres casos en marcha; uno espera su respuesta."),
        (12, 2, "Hay 12 casos en marcha; dos esperan su respuesta."),
    ],
)
def test_one_sentence_says_what_is_open(opened, awaiting, said):
    with translation.override("es"):
        assert open_sentence(opened, awaiting, reader_of()) == said


def test_elena_finds_her_cases_on_the_first_page_with_the_one_that_waits_for_her_first(world):
    waiting, other = world.ticket("elena", "La impresora no imprime"), world.ticket("elena", "No hay red")
    does(world, "ana", waiting, wait, reason=WaitReason.INFORMATION)
    page = enter(world, "elena").get("/portal/")
    assert refs(page.content) == [waiting.ref, other.ref]
    text = page.content.decode()
    assert "Hay dos casos en marcha; uno espera su respuesta." in text
    assert "Se espera su respuesta" in text


def test_what_was_resolved_asks_whether_it_works(world):
    ticket = world.ticket("elena")
    does(world, "ana", ticket, resolve, resolution="Se cambió el cable.", code=ResolutionCode.PERMANENT)
    client = enter(world, "elena")
    page = client.get("/portal/").content.decode()
    assert "¿Quedó resuelto?" in page
    assert "Se cambió el cable." in page
    client.post(f"/portal/cases/{ticket.ref}/", {"act": "confirm"})
    assert "¿Quedó resuelto?" not in client.get("/portal/").content.decode()


def test_carlos_of_another_client_sees_nothing_of_elena(world):
    ticket = world.ticket("elena")
    carlos = enter(world, "carlos")
    for url in (
        "/portal/",
        "/portal/cases/?show=all",
        "/portal/cases/?q=impresora",
        f"/portal/cases/?q={ticket.ref}",
    ):
        assert ticket.ref not in refs(carlos.get(url).content), url
    assert "Ningún caso tiene estas palabras" in carlos.get("/portal/cases/?q=impresora").content.decode()


def test_a_colleague_without_the_permission_neither_sees_nor_counts_elenas_cases(world):
    with acting_as(system_actor()):
        role = Role.objects.get(code="client_user")
        Membership.objects.create(
            person=world.people["carlos"], organisation=world.organisations["lucia"], role=role
        )
    ticket = world.ticket("elena", "La impresora pierde tinta")
    carlos = enter(world, "carlos")
    assert ticket.ref not in carlos.get("/portal/cases/?scope=organisation&show=all").content.decode()
    assert "Ningún caso tiene estas palabras" in carlos.get("/portal/cases/?q=impresora").content.decode()
    assert carlos.get(f"/portal/cases/{ticket.ref}/").status_code == 404


def test_marta_reads_the_cases_of_the_whole_organisation(world):
    ticket = world.ticket("elena")
    marta = enter(world, "marta")
    assert refs(marta.get("/portal/cases/").content) == []
    page = marta.get("/portal/cases/?scope=organisation")
    assert refs(page.content) == [ticket.ref]
    assert "Elena" in page.content.decode()
    assert ticket.ref in refs(marta.get("/portal/cases/?q=impresora").content)
    assert marta.get(f"/portal/cases/{ticket.ref}/").status_code == 200


def test_elena_has_no_tab_for_the_organisation(world):
    world.ticket("marta", "Caso de Marta")
    page = enter(world, "elena").get("/portal/cases/?scope=organisation").content.decode()
    assert "Caso de Marta" not in page
    assert "De la organización" not in page


def test_words_are_found_in_messages_too_without_accents(world):
    ticket = world.ticket("elena")
    does(world, "elena", ticket, reply, body="Ocurre también con la facturación de Móstoles")
    assert ticket.ref in refs(enter(world, "elena").get("/portal/cases/?q=facturacion+mostoles").content)


@pytest.mark.parametrize("words", ["%27%22%29%3B--", "a" * 5000, "%22", "the+of"])
def test_a_strange_search_finds_nothing_and_breaks_nothing(world, words):
    assert enter(world, "elena").get(f"/portal/cases/?q={words}").status_code == 200


def test_closed_cases_have_their_own_list(world):
    closed, opened = world.ticket("elena", "Uno ya cerrado"), world.ticket("elena", "Otro aún abierto")
    does(world, "ana", closed, resolve, resolution="Hecho.", code=ResolutionCode.PERMANENT)
    does(world, "elena", closed, confirm)
    elena = enter(world, "elena")
    assert refs(elena.get("/portal/cases/").content) == [opened.ref]
    assert refs(elena.get("/portal/cases/?show=closed").content) == [closed.ref]
    assert set(refs(elena.get("/portal/cases/?show=all").content)) == {closed.ref, opened.ref}
    assert elena.get("/portal/cases/?show=nonsense").status_code == 200


def test_pages_follow_each_other_without_gaps_or_repeats(world):
    made = [world.ticket("elena", f"Caso de prueba {n}").ref for n in range(45)]
    elena, url, seen, back = enter(world, "elena"), "/portal/cases/?show=open", [], ""
    for _page in range(5):
        page = elena.get(url).content.decode()
        seen += refs(page.encode())
        links = {word: href.replace("&amp;", "&") for href, word in _links(page)}
        back = links.get("Página anterior", "")
        if "Página siguiente" not in links:
            break
        url = "/portal/cases/" + links["Página siguiente"]
    assert seen == made[::-1]
    assert refs(elena.get("/portal/cases/" + back).content) == made[::-1][20:40]


def _links(page):
    return re.findall(r'<a class="btn btn-s" href="([^"]+)">(?:<svg.*?</svg>)?([^<]+)<', page)


@pytest.mark.parametrize("mark", ["x", "2026-01-01~1", "2026-01-01T00:00:00+00:00~x", "~", "9999999~9"])
def test_a_mark_that_says_nothing_is_the_first_page(world, mark):
    ticket = world.ticket("elena")
    page = enter(world, "elena").get("/portal/cases/", {"after": mark})
    assert refs(page.content) == [ticket.ref]


def test_those_who_serve_are_led_to_their_own_side(world):
    ticket = world.ticket("elena")
    ana = enter(world, "ana")
    assert ana.get("/portal/")["Location"] == "/"
    assert ana.get(f"/portal/cases/{ticket.ref}/")["Location"] == f"/tickets/{ticket.ref}/"
    assert ana.post(f"/portal/cases/{ticket.ref}/", {"act": "confirm"}).status_code == 403
    assert ana.post("/portal/new/incident/", {}).status_code == 403


def test_whoever_has_not_signed_in_is_asked_to(world, client):
    ticket = world.ticket("elena")
    for url in ("/portal/", "/portal/cases/", "/portal/new/incident/", f"/portal/cases/{ticket.ref}/"):
        assert client.get(url)["Location"].startswith("/accounts/login/?next=/portal/"), url


def test_pages_are_not_kept_by_the_browser(world):
    assert "no-store" in enter(world, "elena").get("/portal/")["Cache-Control"]


def test_pages_ask_the_database_little(world):
    for n in range(8):
        does(world, "ana", world.ticket("elena", f"Caso {n}"), start)
    elena = enter(world, "elena")
    for url, most in (("/portal/", 13), ("/portal/cases/", 11), ("/portal/cases/?q=caso", 12)):
        with CaptureQueriesContext(connection) as asked:
            elena.get(url)
        assert len(asked) <= most, (url, len(asked), [q["sql"][:90] for q in asked])
