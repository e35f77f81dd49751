"""A ticket's page: what it tells whom, what may be done from it, and what two people at once leave behind."""

import uuid

import pytest
from django.test import Client

from tests.world import World
from vinculo.desk.actions import add_note, assign, reply, resolve, share, start, wait
from vinculo.desk.models import ResolutionCode, State, Ticket, WaitReason
from vinculo.desk.tests.staff import HTMX, does, hidden, later, notes, now, replies, signed_in, statements

ACTS = [
    "message",
    "take",
    "assign",
    "start",
    "wait",
    "resolve",
    "reclassify",
    "share",
    "reopen",
    "close",
    "cancel",
]


def page(client: Client, ticket: Ticket, more: str = "") -> str:
    return client.get(f"/tickets/{ticket.ref}/{more}").content.decode()


def send(client: Client, ticket: Ticket, body: str, **more: str):
    return client.post(f"/tickets/{ticket.ref}/message/", {"body": body, "mode": "reply", **more})


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize("name", ["elena", "carlos", "amalia"])
def test_whoever_does_not_work_on_it_is_refused(world: World, act: str, name: str) -> None:
    ticket = world.ticket()
    assert signed_in(world, name).post(f"/tickets/{ticket.ref}/{act}/").status_code == 403
    assert now(ticket).state == State.NEW


@pytest.mark.parametrize("act", ["close", "cancel"])
def test_ana_may_not_do_what_is_her_managers(world: World, act: str) -> None:
    ticket = world.ticket()
    client = signed_in(world, "ana")
    assert client.post(f"/tickets/{ticket.ref}/{act}/", {"reason": "Duplicado."}).status_code == 403
    assert f"/tickets/{ticket.ref}/{act}/" not in page(client, ticket)


def test_elena_is_led_to_her_case_in_the_portal_and_carlos_finds_nothing(world: World) -> None:
    ticket = world.ticket()
    answer = signed_in(world, "elena").get(f"/tickets/{ticket.ref}/")
    assert answer["Location"] == f"/portal/cases/{ticket.ref}/"
    assert signed_in(world, "carlos").get(f"/tickets/{ticket.ref}/").status_code == 404
    assert signed_in(world, "ana").get("/tickets/INC-99999999/").status_code == 404


def test_amalia_reads_everything_and_is_offered_nothing(world: World) -> None:
    ticket = world.ticket()
    does(world, "ana", ticket, add_note, body="Solo entre nosotros.")
    html = page(signed_in(world, "amalia"), ticket)
    assert "Solo entre nosotros." in html
    assert "<textarea" not in html
    assert not any(f"/tickets/{ticket.ref}/{act}/" in html for act in ACTS)


def test_ana_reads_who_asked_what_and_by_which_rule_it_is_judged(world: World) -> None:
    ticket = world.ticket(site=world.sites["lucia"], service=world.services["print"])
    html = page(signed_in(world, "ana"), ticket)
    for words in (
        "Elena",
        "Recepción",
        "Hospital",
        "Impresión",
        "Departamento",
        "Alta",
        "P3 · media",
        "versión 1",
    ):
        assert words in html


def test_sergio_reads_the_public_thread_of_what_is_shared_and_nothing_else(world: World) -> None:
    shared, other = world.ticket(), world.ticket()
    does(world, "ana", shared, add_note, body="Solo entre nosotros.")
    does(world, "ana", shared, reply, body="Se ha pedido la pieza.")
    does(world, "ana", shared, share, supplier=world.organisations["etiquetex"])
    client = signed_in(world, "sergio")
    html = page(client, shared)
    assert "Se ha pedido la pieza." in html
    assert "Solo entre nosotros." not in html
    assert "Nota interna" not in html
    assert "elena@lucia.example" not in html
    does(world, "ana", shared, wait, reason=WaitReason.INFORMATION)
    assert "imputable" not in page(client, shared)
    assert client.get(f"/tickets/{other.ref}/").status_code == 404
    assert client.post(f"/tickets/{shared.ref}/wait/").status_code == 403
    assert send(client, shared, "La pieza sale hoy.").status_code == 302
    assert replies(shared)[-1] == "La pieza sale hoy."


def test_sergio_cannot_leave_a_note_or_move_the_ticket_with_a_reply(world: World) -> None:
    shared = world.ticket()
    does(world, "ana", shared, share, supplier=world.organisations["etiquetex"])
    client = signed_in(world, "sergio")
    assert send(client, shared, "Nota", mode="note").status_code == 403
    assert send(client, shared, "Hecho", then="resolve:permanent").status_code == 403
    assert (notes(shared), replies(shared), now(shared).state) == ([], [], State.NEW)


def test_a_reply_is_for_the_client_and_a_note_is_not(world: World) -> None:
    ticket = world.ticket()
    client = signed_in(world, "ana")
    answer = send(client, ticket, "Se mira ahora.")
    assert answer["Location"] == f"/tickets/{ticket.ref}/#last"
    send(client, ticket, "Es la de siempre.", mode="note", then="resolve:permanent")
    assert (replies(ticket), notes(ticket)) == (["Se mira ahora."], ["Es la de siempre."])
    assert now(ticket).state == State.IN_PROGRESS


def test_a_message_can_let_it_wait_or_resolve_it(world: World) -> None:
    ticket = world.ticket()
    client = signed_in(world, "ana")
    send(client, ticket, "¿Qué número de serie tiene?", then="wait:information")
    assert (now(ticket).state, now(ticket).charged_to) == (State.WAITING, "client")
    send(client, ticket, "Cable nuevo puesto.", then="resolve:workaround")
    ended = now(ticket)
    assert (ended.state, ended.resolution, ended.resolution_code) == (
        State.RESOLVED,
        "Cable nuevo puesto.",
        "workaround",
    )
    assert page(client, ticket).count("Cable nuevo puesto.") == 1


def test_the_same_form_twice_is_one_message(world: World) -> None:
    ticket = world.ticket()
    client = signed_in(world, "ana")
    key = hidden(page(client, ticket), "request_key")
    for _ in range(2):
        assert send(client, ticket, "Una vez.", request_key=key, then="resolve:permanent").status_code == 302
    assert replies(ticket) == ["Una vez."]


@pytest.mark.parametrize("then", ["wait:nonsense", "resolve:imported", "close:now"])
def test_what_the_form_does_not_offer_is_refused_and_the_words_are_kept(world: World, then: str) -> None:
    ticket = world.ticket()
    answer = send(signed_in(world, "ana"), ticket, "Mis palabras.", then=then)
    assert answer.status_code == 422
    assert "Mis palabras." in answer.content.decode()
    assert replies(ticket) == []


def test_an_empty_message_is_said_to_be_empty(world: World) -> None:
    answer = send(signed_in(world, "ana"), world.ticket(), "  ")
    assert answer.status_code == 422
    assert "El mensaje está vacío" in answer.content.decode()


def test_two_who_answer_at_once_keep_their_words_and_hear_of_it(world: World) -> None:
    ticket = world.ticket()
    client = signed_in(world, "ana")
    had_seen = hidden(page(client, ticket), "seen")
    does(world, "rafael", ticket, reply, body="Lo miro yo.")
    does(world, "elena", ticket, reply, body="Ya funciona.")
    answer = send(client, ticket, "¿Sigue igual?", seen=had_seen)
    html = client.get(answer["Location"].split("#")[0]).content.decode()
    assert replies(ticket) == ["Lo miro yo.", "Ya funciona.", "¿Sigue igual?"]
    assert "Entretanto:" in html
    assert "<b>Rafael</b> escribió al cliente" in html
    assert "<b>Elena</b> respondió" in html


def test_a_move_that_came_too_late_keeps_what_was_typed_and_says_who_was_first(world: World) -> None:
    ticket = world.ticket()
    client = signed_in(world, "ana")
    had_seen = hidden(page(client, ticket), "seen")
    does(world, "rafael", ticket, resolve, resolution="Hecho.", code=ResolutionCode.PERMANENT)
    answer = send(client, ticket, "Queda pendiente.", seen=had_seen, then="wait:supplier")
    html = answer.content.decode()
    assert answer.status_code == 422
    assert "no se puede pasar a" in html
    assert "Queda pendiente.</textarea>" in html
    assert "<b>Rafael</b> lo resolvió" in html
    assert replies(ticket) == []


def test_whoever_was_alone_hears_of_nothing(world: World) -> None:
    ticket = world.ticket()
    client = signed_in(world, "ana")
    answer = send(client, ticket, "Sola.", seen=hidden(page(client, ticket), "seen"))
    assert "since" not in answer["Location"]


@pytest.mark.parametrize("since", ["x", "99999999999999999999999", "-1", ""])
def test_a_broken_address_of_what_was_seen_still_opens(world: World, since: str) -> None:
    assert (
        signed_in(world, "ana").get(f"/tickets/{world.ticket().ref}/?since={since}&last={since}").status_code
        == 200
    )


def test_every_form_of_an_act_has_an_address_of_its_own_and_a_part_for_htmx(world: World) -> None:
    ticket = world.ticket()
    client = signed_in(world, "rafael")
    for act in ("wait", "resolve", "assign", "reclassify", "share", "cancel"):
        url = f"/tickets/{ticket.ref}/{act}/"
        whole = client.get(url).content.decode()
        part = client.get(url, headers=HTMX).content.decode()
        assert "<html" in whole
        assert "<html" not in part
        assert f'action="{url}"' in whole
        assert f'action="{url}"' in part


def test_ana_lets_it_wait_and_says_who_it_is_charged_to(world: World) -> None:
    ticket = world.ticket()
    client = signed_in(world, "ana")
    url = f"/tickets/{ticket.ref}/wait/"
    assert client.post(url, {"reason": "part", "charged_to": ""}).status_code == 302
    assert now(ticket).charged_to == "supplier"
    assert client.post(url, {"reason": "part", "charged_to": "third_party"}).status_code == 302
    assert now(ticket).charged_to == "third_party"
    assert "imputable a tercero" in page(client, ticket)
    assert client.post(f"/tickets/{ticket.ref}/start/").status_code == 302
    assert now(ticket).state == State.IN_PROGRESS


def test_a_refused_form_is_swapped_into_its_own_place(world: World) -> None:
    ticket = world.ticket()
    answer = signed_in(world, "ana").post(
        f"/tickets/{ticket.ref}/resolve/", {"code": "permanent"}, headers=HTMX
    )
    assert answer.status_code == 422
    assert answer["HX-Retarget"] == "#act"
    assert "Falta la solución" in answer.content.decode()


def test_an_act_through_htmx_answers_with_the_whole_ticket_and_a_word(world: World) -> None:
    ticket = world.ticket()
    answer = signed_in(world, "ana").post(f"/tickets/{ticket.ref}/start/", headers=HTMX)
    html = answer.content.decode()
    assert "<html" not in html
    assert "En curso." in html
    assert 'hx-swap-oob="beforeend"' in html


def test_ana_takes_it_and_rafael_gives_it_to_somebody_of_a_team(world: World) -> None:
    ticket = world.ticket()
    signed_in(world, "ana").post(f"/tickets/{ticket.ref}/take/")
    assert now(ticket).assignee == world.people["ana"]
    team, person = world.teams["systems"].pk, world.people["rafael"].pk
    client = signed_in(world, "rafael")
    client.post(f"/tickets/{ticket.ref}/assign/", {"to": f"{team}:{person}"})
    assert (now(ticket).team_id, now(ticket).assignee_id) == (team, person)
    client.post(f"/tickets/{ticket.ref}/assign/", {"to": f"{team}:"})
    assert now(ticket).assignee is None
    answer = client.post(f"/tickets/{ticket.ref}/assign/", {"to": f"{team}:{world.people['ana'].pk}"})
    assert answer.status_code == 422


def test_irene_is_in_no_team_and_is_told_why_she_cannot_take_it(world: World) -> None:
    ticket = world.ticket()
    answer = signed_in(world, "irene").post(f"/tickets/{ticket.ref}/take/")
    assert answer.status_code == 422
    assert "no trabaja en el equipo" in answer.content.decode()


def test_the_desk_confirms_what_the_client_called_critical_or_judges_anew(world: World) -> None:
    ticket = world.ticket(impact="organisation", urgency="critical")
    client = signed_in(world, "ana")
    assert "Prioridad por confirmar" in page(client, ticket)
    url = f"/tickets/{ticket.ref}/reclassify/"
    assert client.post(url, {"impact": "person", "urgency": "low", "reason": ""}).status_code == 422
    assert client.post(url, {"impact": "organisation", "urgency": "critical"}).status_code == 302
    assert (now(ticket).priority, now(ticket).to_confirm) == (1, False)
    assert (
        client.post(url, {"impact": "person", "urgency": "low", "reason": "Solo una persona."}).status_code
        == 302
    )
    assert now(ticket).priority == 5
    assert "de <b>P1</b> a <b>P5</b>" in page(client, ticket)


def test_ana_shares_it_with_a_supplier_and_takes_it_back(world: World) -> None:
    ticket = world.ticket()
    client = signed_in(world, "ana")
    supplier = world.organisations["etiquetex"]
    client.post(f"/tickets/{ticket.ref}/share/", {"supplier": supplier.pk})
    assert signed_in(world, "sergio").get(f"/tickets/{ticket.ref}/").status_code == 200
    assert client.post(f"/tickets/{ticket.ref}/share/{supplier.slug}/end/").status_code == 302
    assert signed_in(world, "sergio").get(f"/tickets/{ticket.ref}/").status_code == 404
    lucia = world.organisations["lucia"].pk
    assert client.post(f"/tickets/{ticket.ref}/share/", {"supplier": lucia}).status_code == 422


def test_rafael_reopens_closes_and_cancels(world: World) -> None:
    ticket, other = world.ticket(), world.ticket()
    client = signed_in(world, "rafael")
    does(world, "ana", ticket, resolve, resolution="Hecho.", code=ResolutionCode.PERMANENT)
    client.post(f"/tickets/{ticket.ref}/reopen/")
    assert (now(ticket).state, now(ticket).reopen_count) == (State.IN_PROGRESS, 1)
    does(world, "ana", ticket, resolve, resolution="Hecho.", code=ResolutionCode.PERMANENT)
    client.post(f"/tickets/{ticket.ref}/close/")
    assert now(ticket).state == State.CLOSED
    client.post(f"/tickets/{other.ref}/cancel/", {"reason": "Duplicado."})
    assert now(other).state == State.CANCELLED
    assert client.post(f"/tickets/{other.ref}/start/").status_code == 422


def test_a_long_conversation_shows_its_end_and_the_way_to_its_beginning(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    ticket = world.ticket()
    for n in range(40):
        later(monkeypatch, minutes=1)
        does(world, "ana" if n % 2 else "elena", ticket, reply, body=f"Mensaje número {n}.")
    client = signed_in(world, "ana")
    html = page(client, ticket)
    assert "Desde esta mañana." in html
    assert "Mensaje número 39." in html
    assert "Mensaje número 9." not in html
    assert "Ver los 12 anteriores" in html
    whole = page(client, ticket, "?last=41")
    assert "Mensaje número 0." in whole
    assert "anteriores" not in whole


def test_markup_in_a_message_cannot_run(world: World) -> None:
    ticket = world.ticket()
    does(world, "elena", ticket, reply, body='<img src=x onerror="alert(1)">')
    html = page(signed_in(world, "ana"), ticket)
    assert "<img" not in html
    assert "&lt;img" in html


def test_the_page_asks_few_statements(world: World) -> None:
    ticket = world.ticket()
    does(world, "ana", ticket, assign, assignee=world.people["ana"])
    does(world, "ana", ticket, start)
    does(world, "ana", ticket, wait, reason=WaitReason.SUPPLIER)
    for _ in range(40):
        does(world, "ana", ticket, reply, body="Seguimos.", request_key=uuid.uuid4())
    assert statements(signed_in(world, "ana"), f"/tickets/{ticket.ref}/") <= 12
