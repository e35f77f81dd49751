"""A person at a client reports something and follows it, with and without script, on a desk and on a phone."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

Visit = Callable[..., Page]
Check = Callable[[Page], None]
CASE = re.compile(r"/portal/cases/[A-Z]+-\d+/")


def report(page: Page, title: str) -> None:
    """Fill in the form, as far as sending it."""
    page.goto("/portal/")
    page.get_by_role("link", name="Algo no funciona").click()
    page.get_by_label("En una frase").fill(title)
    page.get_by_label("Qué se intentaba hacer").fill("Desde esta mañana.")
    page.get_by_text("Solo a mí").click()
    page.get_by_text("Con dificultad").click()


@pytest.mark.parametrize("script", [True, False], ids=["script", "plain"])
@pytest.mark.parametrize("phone", [False, True], ids=["desktop", "phone"])
def test_elena_reports_something_and_writes_in_her_case(visit: Visit, *, phone: bool, script: bool) -> None:
    page = visit("elena", phone=phone, script=script)
    report(page, "El lector de tarjetas no responde")
    page.get_by_role("button", name="Enviar el aviso").click()
    page.wait_for_url(CASE)
    expect(page.get_by_role("heading", level=1)).to_have_text("El lector de tarjetas no responde")
    expect(page.locator("#toasts")).to_contain_text("Registrado como")
    page.get_by_label("Texto del mensaje").fill("Ya he probado a reiniciarlo.")
    page.get_by_role("button", name="Enviar").click()
    page.wait_for_url(re.compile("#m"))
    expect(page.locator(".thread")).to_contain_text("Ya he probado a reiniciarlo.")


def test_words_without_an_end_stay_inside_the_window(visit: Visit, fits: Check) -> None:
    page = visit("elena", phone=True)
    report(page, "W" * 120 + " " + "M" * 79)
    page.get_by_label("Qué se intentaba hacer").fill("palabra" * 300)
    page.get_by_role("button", name="Enviar el aviso").click()
    page.wait_for_url(CASE)
    fits(page)
    page.goto("/portal/")
    fits(page)


def test_a_double_click_makes_one_case(visit: Visit) -> None:
    page = visit("elena")
    report(page, "El teclado doble no escribe")
    page.get_by_role("button", name="Enviar el aviso").dblclick()
    page.wait_for_url(CASE)
    page.goto("/portal/cases/?show=all")
    expect(page.get_by_role("link", name="El teclado doble no escribe")).to_have_count(1)


def test_a_session_that_ended_meanwhile_loses_no_word(visit: Visit) -> None:
    page = visit("elena")
    report(page, "El ratón se queda quieto")
    page.context.clear_cookies(name=re.compile("session"))
    page.get_by_role("button", name="Enviar el aviso").click()
    page.wait_for_url(re.compile("/accounts/login/"))
    page.locator('input[name="login"]').fill("elena@lucia.example")
    page.locator('input[name="password"]').fill("una contraseña de pruebas")
    page.get_by_role("button", name="Entrar").click()
    page.wait_for_url(re.compile("/portal/new/incident/"))
    expect(page.get_by_label("En una frase")).to_have_value("El ratón se queda quieto")
    expect(page.get_by_label("Qué se intentaba hacer")).to_have_value("Desde esta mañana.")


def test_whoever_signs_out_leaves_no_draft_behind(visit: Visit) -> None:
    page = visit("elena")
    report(page, "Esto no lo ha de leer nadie")
    page.locator("summary.me").click()
    page.locator(".p-me").get_by_role("button", name="Salir").click()
    page.wait_for_url(re.compile("/accounts/login/"))
    assert "Esto no lo ha de leer nadie" not in page.evaluate("JSON.stringify(sessionStorage)")


@pytest.mark.parametrize("look", ["light", "dark"])
@pytest.mark.parametrize("phone", [False, True], ids=["desktop", "phone"])
def test_the_portal_can_be_used_by_everybody(
    visit: Visit, accessible: Check, fits: Check, *, phone: bool, look: str
) -> None:
    page = visit("marta", phone=phone, look=look)
    for address in (
        "/portal/",
        "/portal/new/incident/",
        "/portal/new/request/",
        "/portal/cases/?show=all",
        "/portal/cases/?scope=organisation&show=all",
        "/portal/cases/?q=nada+de+eso",
        "/preferences/",
    ):
        page.goto(address)
        accessible(page)
        fits(page)


def test_marta_chooses_another_language_and_a_dark_look(visit: Visit) -> None:
    page = visit("marta", script=False)
    page.goto("/preferences/")
    page.get_by_label("Idioma y formato").select_option("en_GB")
    page.get_by_role("button", name="Guardar", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Preferences")
    page.locator('main button[name="theme"][value="dark"]').click()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    page.get_by_label("Language and form").select_option("es_ES")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Preferencias")
