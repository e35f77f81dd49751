"""The whole thread: a person reports, an agent finds it, resolves it, it still fails, it is resolved and confirmed.

Nobody sees on the way what is not theirs.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

import pytest
from playwright.sync_api import Locator, Page, expect

Visit = Callable[..., Page]
CASE = re.compile(r"/portal/cases/[A-Z]+-\d+/")
TICKET = re.compile(r"/tickets/[A-Z]+-\d+/")


@dataclass
class Case:
    """What everybody in a journey speaks of."""

    ref: str

    @property
    def portal(self) -> str:
        return f"/portal/cases/{self.ref}/"

    @property
    def desk(self) -> str:
        return f"/tickets/{self.ref}/"


def report(page: Page, title: str) -> Case:
    """Report something in the portal."""
    page.goto("/portal/new/incident/")
    page.get_by_label("En una frase").fill(title)
    page.get_by_label("Qué se intentaba hacer").fill("Desde esta mañana sale en blanco.")
    page.get_by_text("Solo a mí").click()
    page.get_by_text("Con dificultad").click()
    page.get_by_role("button", name="Enviar el aviso").click()
    page.wait_for_url(CASE)
    found = re.search(r"[A-Z]+-\d+", page.url)
    assert found
    return Case(found.group())


def find_in_queue(page: Page, case: Case, title: str) -> None:
    """Walk down the queue with the keyboard as far as the case, and open it."""
    page.goto("/queue/?view=unassigned")
    here = page.locator("[data-row].is-here")
    for _step in range(page.locator("[data-row]").count()):
        page.keyboard.press("j")
        if case.ref in (here.text_content() or ""):
            break
    expect(here).to_contain_text(title)
    page.keyboard.press("Enter")
    page.wait_for_url(TICKET)


def thread(page: Page) -> Locator:
    return page.locator(".thread")


def say(page: Page, text: str, *, note: bool = False) -> None:
    """Write to the client or, as a note, among the desk."""
    if note:
        page.get_by_text("Nota interna", exact=True).first.click()
    page.get_by_label("Texto del mensaje").fill(text)
    page.get_by_role("button", name="Añadir nota" if note else re.compile("^Enviar$|^Enviar ?Ctrl")).click()
    expect(thread(page)).to_contain_text(text)


def wait_for_the_client(page: Page, case: Case) -> None:
    page.goto(f"{case.desk}wait/")
    page.get_by_label("Motivo de la espera").select_option("information")
    page.locator(".t-panel").get_by_role("button", name="En espera").click()
    expect(page.locator(".t-meta")).to_contain_text("En espera")


def resolve(page: Page, case: Case, solution: str) -> None:
    page.goto(f"{case.desk}resolve/")
    page.get_by_label("Solución").first.fill(solution)
    page.locator(".t-panel").get_by_role("button", name="Resolver").click()
    expect(page.locator(".t-meta")).to_contain_text("Resuelto")


def answer(page: Page, case: Case, text: str) -> None:
    """The client's person writes in the case."""
    page.goto(case.portal)
    page.get_by_label("Texto del mensaje").fill(text)
    page.get_by_role("button", name="Enviar").click()
    expect(thread(page)).to_contain_text(text)


def deny(page: Page, case: Case, text: str) -> None:
    """It still fails, and how."""
    page.goto(case.portal)
    page.get_by_text("Sigue fallando", exact=True).first.click()
    page.get_by_label("Qué sigue fallando").fill(text)
    page.get_by_role("button", name="Reabrir el caso").click()
    expect(thread(page)).to_contain_text(text)


def confirm(page: Page, case: Case) -> None:
    page.goto(case.portal)
    page.get_by_role("button", name="Confirmar").click()
    expect(page.locator("#toasts")).to_contain_text("El caso queda cerrado")


@pytest.mark.parametrize("script", [True, False], ids=["script", "plain"])
def test_elena_reports_ana_resolves_elena_confirms(visit: Visit, *, script: bool) -> None:
    title = f"Las etiquetas salen en blanco ({'con' if script else 'sin'} programas)"
    elena, ana = visit("elena", script=script), visit("ana", script=script)
    case = report(elena, title)

    if script:
        find_in_queue(ana, case, title)
        ana.keyboard.press("i")
    else:
        ana.goto("/queue/?view=unassigned")
        ana.get_by_role("link", name=title).click()
        ana.get_by_role("button", name="Asignarme").click()
    expect(ana.locator(".t-meta")).to_contain_text("Ana")
    say(ana, "Elena, ¿qué impresora es?")
    say(ana, "Quizá sea otra vez el controlador.", note=True)
    wait_for_the_client(ana, case)

    elena.goto(case.portal)
    expect(elena.locator("main")).to_contain_text("Se espera su respuesta")
    expect(thread(elena)).to_contain_text("¿qué impresora es?")
    assert "controlador" not in elena.content()
    answer(elena, case, "La de recepción.")

    ana.goto(case.desk)
    expect(ana.locator(".t-meta")).to_contain_text("En curso")
    expect(thread(ana)).to_contain_text("La de recepción.")
    resolve(ana, case, "Se ha cambiado el rollo.")
    deny(elena, case, "Sale una de cada dos.")

    ana.goto(case.desk)
    expect(thread(ana)).to_contain_text("Sale una de cada dos.")
    expect(ana.locator(".t-meta")).to_contain_text("Reabierto")
    resolve(ana, case, "Se ha cambiado también el cabezal.")
    expect(thread(ana)).to_contain_text("Se ha cambiado el rollo.")
    confirm(elena, case)
    ana.goto(case.desk)
    expect(ana.locator(".t-meta")).to_contain_text("Cerrado")
    assert "controlador" not in elena.content()


def test_nobody_sees_what_is_not_theirs(visit: Visit) -> None:
    elena, ana = visit("elena"), visit("ana")
    case = report(elena, "El visor de la sala dos parpadea")
    carlos = visit("carlos")
    for address in (case.portal, case.desk):
        told = carlos.request.get(address)
        assert told.status == 404
        assert "parpadea" not in told.text()
    sergio = visit("sergio")
    assert sergio.request.get(case.desk).status == 404

    ana.goto(case.desk)
    say(ana, "No se lo digan al proveedor todavía.", note=True)
    ana.goto(f"{case.desk}share/")
    ana.get_by_label("Proveedor", exact=True).select_option(label="Etiquetex")
    ana.get_by_role("button", name="Compartir", exact=True).click()
    expect(ana.locator("aside")).to_contain_text("Etiquetex")

    sergio.goto("/queue/")
    sergio.get_by_role("link", name="El visor de la sala dos parpadea").click()
    expect(thread(sergio)).to_contain_text("Desde esta mañana sale en blanco.")
    assert "todavía" not in sergio.content()

    ana.get_by_role("button", name="Retirar").click()
    expect(ana.locator("aside")).not_to_contain_text("Etiquetex")
    assert sergio.request.get(case.desk).status == 404
    sergio.goto("/queue/")
    assert "parpadea" not in sergio.content()


def test_two_agents_who_answer_at_once_both_keep_their_words(visit: Visit) -> None:
    case = report(visit("elena"), "El correo tarda una hora en llegar")
    ana, rafael = visit("ana"), visit("rafael")
    for page in (ana, rafael):
        page.goto(case.desk)
    ana.get_by_label("Texto del mensaje").fill("Miramos la cola de salida.")
    rafael.get_by_label("Texto del mensaje").fill("Se ha reiniciado el servidor de correo.")
    for page in (ana, rafael):
        page.keyboard.press("Control+Enter")
        expect(page.locator("#toasts")).to_contain_text("Enviado")
    expect(rafael.locator("main")).to_contain_text("Entretanto:")
    expect(rafael.locator(".t-meanwhile")).to_contain_text("Ana")
    for said in ("Miramos la cola de salida.", "Se ha reiniciado el servidor de correo."):
        expect(thread(rafael)).to_contain_text(said)
    ana.reload()
    expect(thread(ana)).to_contain_text("Se ha reiniciado el servidor de correo.")
