"""One case: what is read, what is answered, the yes and the no."""

import re
import uuid

import pytest
from django.test import Client

from tests.world import World
from vinculo.desk.actions import (
    add_note,
    assign,
    cancel,
    close,
    reclassify,
    reply,
    resolve,
    share,
    start,
    wait,
)
from vinculo.desk.models import Kind, PublicReply, ResolutionCode, State, Ticket, WaitReason
from vinculo.kernel.scope import acting_as, system_actor


def does(world: World, name: str, ticket, verb, **more) -> None:
    actor = world.actor(name)
    with acting_as(actor):
        verb(Ticket.objects.get(pk=ticket.pk), by=actor, **more)


def resolved(world: World) -> Ticket:
    ticket = world.ticket("elena")
    does(world, "ana", ticket, start)
    does(world, "ana", ticket, resolve, resolution="Se cambió el cable.", code=ResolutionCode.PERMANENT)
    return ticket


def now(ticket: Ticket) -> Ticket:
    with acting_as(system_actor()):
        return Ticket.objects.get(pk=ticket.pk)


def replies(ticket: Ticket) -> list[str]:
    with acting_as(system_actor()):
        return list(
            PublicReply.objects.filter(ticket_id=ticket.pk).order_by("pk").values_list("body", flat=True)
        )


def url(ticket: Ticket) -> str:
    return f"/portal/cases/{ticket.ref}/"


@pytest.fixture
def elena(world: World, client: Client) -> Client:
    client.force_login(world.account("elena"))
    return client


def test_carlos_gets_a_404_and_so_do_his_acts(world, client):
    ticket = resolved(world)
    client.force_login(world.account("carlos"))
    for act in ({"act": "reply", "body": "Hola"}, {"act": "confirm"}, {"act": "reject", "body": "No va"}):
        assert client.post(url(ticket), act).status_code == 404
    assert client.get(url(ticket)).status_code == 404
    assert replies(ticket) == []
    assert now(ticket).state == State.RESOLVED


def test_what_is_internal_never_shows(world, elena):
    ticket = world.ticket("elena")
    does(world, "ana", ticket, assign, assignee=world.people["ana"])
    does(world, "ana", ticket, add_note, body="nota muy secreta")
    does(world, "ana", ticket, share, supplier=world.organisations["etiquetex"])
    page = elena.get(url(ticket)).content.decode()
    for hidden in ("secreta", "Mesa de servicio</", "Etiquetex", "P3", "asign"):
        assert hidden not in page, hidden


def test_the_thread_tells_what_happened_in_the_clients_words(world, elena):
    ticket = world.ticket("elena")
    does(world, "ana", ticket, start)
    does(world, "ana", ticket, reply, body="¿Cuál es el número de serie?")
    does(world, "ana", ticket, wait, reason=WaitReason.INFORMATION)
    elena.post(url(ticket), {"act": "reply", "body": "Es el ZT-4417."})
    does(world, "ana", ticket, reclassify, impact="person", urgency="low", reason="Solo afecta a un puesto")
    does(world, "ana", ticket, resolve, resolution="Se cambió el cable.", code=ResolutionCode.PERMANENT)
    page = elena.get(url(ticket)).content.decode()
    told = [
        "Desde esta mañana.",
        "Se empieza a trabajar en el caso",
        "¿Cuál es el número de serie?",
        "Se espera su respuesta",
        "Es el ZT-4417.",
        "Se retoma el trabajo",
        "Se revisó la prioridad",
        "Solo afecta a un puesto",
        "Resuelto",
        "Se cambió el cable.",
        "Su confirmación",
    ]
    thread = page[page.index('<ol class="thread') :]
    places = [thread.index(words) for words in told]
    assert places == sorted(places)


def test_an_answer_ends_the_wait_and_comes_once(world, elena):
    ticket = world.ticket("elena")
    does(world, "ana", ticket, wait, reason=WaitReason.INFORMATION)
    form = {"act": "reply", "body": "Es el ZT-4417.", "request_key": str(uuid.uuid4())}
    first, second = elena.post(url(ticket), form), elena.post(url(ticket), form)
    assert re.fullmatch(rf"{url(ticket)}#m\d+", first["Location"])
    assert second.status_code == 302
    assert replies(ticket) == ["Es el ZT-4417."]
    assert now(ticket).state == State.IN_PROGRESS


def test_other_words_in_the_same_form_are_not_lost(world, elena):
    ticket = world.ticket("elena")
    form = {"act": "reply", "request_key": str(uuid.uuid4())}
    elena.post(url(ticket), form | {"body": "Primero."})
    answer = elena.post(url(ticket), form | {"body": "Después, otra cosa."})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Después, otra cosa.</textarea>" in page
    assert form["request_key"] not in page
    assert replies(ticket) == ["Primero."]


@pytest.mark.parametrize("body", ["", "   \n "])
def test_an_empty_answer_says_so(world, elena, body):
    ticket = world.ticket("elena")
    answer = elena.post(url(ticket), {"act": "reply", "body": body})
    assert answer.status_code == 422
    assert "El mensaje está vacío" in answer.content.decode()


def test_elena_confirms_and_the_case_is_closed(world, elena):
    ticket = resolved(world)
    answer = elena.post(url(ticket), {"act": "confirm"}, follow=True)
    page = answer.content.decode()
    assert now(ticket).state == State.CLOSED
    assert "Confirmado. El caso queda cerrado." in page
    assert "Elena lo confirmó; el caso quedó cerrado" in page
    assert "El caso se cerró" not in page


def test_confirming_twice_is_calm(world, elena):
    ticket = resolved(world)
    elena.post(url(ticket), {"act": "confirm"})
    page = elena.post(url(ticket), {"act": "confirm"}, follow=True).content.decode()
    assert "El caso ya estaba cerrado." in page


def test_confirming_what_was_opened_again_changes_nothing(world, elena):
    ticket = resolved(world)
    elena.post(url(ticket), {"act": "reject", "body": "Sigue igual"})
    page = elena.post(url(ticket), {"act": "confirm"}, follow=True).content.decode()
    assert now(ticket).state == State.IN_PROGRESS
    assert "todavía no hay nada que confirmar" in page


def test_a_no_needs_a_sentence(world, elena):
    ticket = resolved(world)
    answer = elena.post(url(ticket), {"act": "reject", "body": " "})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Falta decir qué sigue fallando" in page
    assert re.search(r'<details[^>]*id="fails" open', page)
    assert now(ticket).state == State.RESOLVED


def test_a_no_opens_the_case_again_with_what_still_fails_and_once(world, elena):
    ticket = resolved(world)
    form = {"act": "reject", "body": "Solo imprime un puesto", "request_key": str(uuid.uuid4())}
    elena.post(url(ticket), form)
    elena.post(url(ticket), form)
    found = now(ticket)
    assert (found.state, found.reopen_count) == (State.IN_PROGRESS, 1)
    assert replies(ticket) == ["Solo imprime un puesto"]


def test_a_no_that_comes_too_late_keeps_its_words(world, elena):
    ticket = resolved(world)
    does(world, "rafael", ticket, close)
    answer = elena.post(url(ticket), {"act": "reject", "body": "Solo imprime un puesto"})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Solo imprime un puesto</textarea>" in page
    assert "Entretanto el caso se cerró." in page
    assert now(ticket).state == State.CLOSED


def test_marta_confirms_for_elena(world, client):
    ticket = resolved(world)
    client.force_login(world.account("marta"))
    client.post(url(ticket), {"act": "confirm"})
    assert now(ticket).state == State.CLOSED


def test_a_thank_you_on_a_closed_case_is_kept(world, elena):
    ticket = resolved(world)
    elena.post(url(ticket), {"act": "confirm"})
    page = elena.post(
        url(ticket), {"act": "reply", "body": "Gracias por la rapidez."}, follow=True
    ).content.decode()
    assert replies(ticket) == ["Gracias por la rapidez."]
    assert now(ticket).state == State.CLOSED
    assert "el caso sigue cerrado" in page
    assert f"/portal/new/incident/?after={ticket.ref}" in page


def test_a_cancelled_case_says_why(world, elena):
    ticket = world.ticket("elena")
    does(world, "rafael", ticket, cancel, reason="Duplicado de otro caso")
    page = elena.get(url(ticket)).content.decode()
    assert "El caso se canceló" in page
    assert "Duplicado de otro caso" in page


def test_an_act_that_no_form_offers_is_refused(world, elena):
    ticket = world.ticket("elena")
    assert elena.post(url(ticket), {"act": "resolve", "body": "x"}).status_code == 400
    assert elena.post(url(ticket), {}).status_code == 400


@pytest.mark.parametrize("ref", ["INC-99999", "x", "INC-1'--", "9" * 300])
def test_an_address_that_leads_nowhere_is_a_404(elena, ref):
    assert elena.get(f"/portal/cases/{ref}/").status_code == 404


def test_a_reference_may_be_typed_in_small_letters(world, elena):
    ticket = world.ticket("elena")
    assert elena.get(url(ticket).lower()).status_code == 200


def test_markup_in_a_message_cannot_run(world, elena):
    ticket = world.ticket("elena")
    elena.post(url(ticket), {"act": "reply", "body": "<img src=x onerror=alert(1)> javascript:alert(1)"})
    page = elena.get(url(ticket)).content.decode()
    assert "<img" not in page
    assert 'href="javascript' not in page


def test_a_request_is_delivered_and_something_may_be_missing(world, elena):
    ticket = world.ticket("elena", "Un portátil para recepción", kind=Kind.REQUEST)
    does(world, "ana", ticket, resolve, resolution="Entregado en mano.", code=ResolutionCode.FULFILLED)
    page = elena.get(url(ticket)).content.decode()
    assert "Entregado, a falta de su confirmación" in page
    assert "Falta algo" in page
    assert "Sigue fallando" not in page
    page = elena.post(
        url(ticket), {"act": "reject", "body": "Llegó sin cargador"}, follow=True
    ).content.decode()
    assert "Elena indicó que falta algo; el caso se reabrió" in page
