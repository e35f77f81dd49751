"""The history on screen: who may read it, what it says of whom, how it is narrowed, and what goes into a file."""

import csv
import datetime as dt
import io

import pytest
from django.test import Client
from django.utils import translation

from tests.world import World
from vinculo.config.reactions import REACTIONS
from vinculo.desk.actions import add_note, cancel, reclassify, reply, resolve, wait
from vinculo.desk.models import ResolutionCode, WaitReason
from vinculo.desk.tests.staff import does, signed_in, statements
from vinculo.directory.actions import grant_role
from vinculo.directory.models import Membership, Person, Role
from vinculo.insight.history import export, queries
from vinculo.insight.history.asked import Asked
from vinculo.insight.history.kinds import KINDS
from vinculo.insight.history.names import Names
from vinculo.kernel.models import Event
from vinculo.kernel.scope import acting_as, system_actor

PAGES = ("/history/", "/history/export/", "/history/permissions/", "/history/permissions/export/")


def page(world: World, url: str = "/history/", name: str = "amalia") -> str:
    answer = signed_in(world, name).get(url)
    assert answer.status_code == 200, url
    return " ".join(answer.content.decode().split())


def file(world: World, url: str = "/history/export/", delimiter: str = ";") -> list[dict[str, str]]:
    answer = signed_in(world, "amalia").get(url)
    assert answer.status_code == 200
    text = b"".join(answer).decode()
    assert text.startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(text[1:], newline=""), delimiter=delimiter))


def permit(world: World, name: str, code: str) -> None:
    """Rafael grants somebody a role of the provider's, as an administrator would."""
    with acting_as(system_actor()):
        nexo = world.organisations["nexo"]
        grant_role(world.people["rafael"], by=system_actor(), organisation=nexo,
                   role=Role.objects.get(code="administrator"))  # fmt: skip
    rafael = world.actor("rafael")
    with acting_as(rafael):
        grant_role(world.people[name], by=rafael, organisation=nexo, role=Role.objects.get(code=code))


@pytest.mark.parametrize("url", PAGES)
@pytest.mark.parametrize("name", ["elena", "marta", "carlos", "sergio", "ana", "rafael", "irene"])
def test_who_does_not_audit_reads_no_history(world: World, name: str, url: str) -> None:
    ticket = world.ticket()
    answer = signed_in(world, name).get(url)
    assert answer.status_code == 403
    assert ticket.ref not in answer.content.decode()


@pytest.mark.parametrize("url", PAGES)
def test_a_stranger_is_led_to_the_door(db: None, url: str) -> None:
    assert Client().get(url)["Location"].startswith("/accounts/login/")


def test_the_menu_offers_it_only_to_who_may_open_it(world: World) -> None:
    assert 'href="/history/"' in page(world, "/queue/", "amalia")
    assert 'href="/history/"' not in page(world, "/queue/", "ana")


def test_amalia_reads_who_did_what_in_whole_sentences(world: World) -> None:
    ticket, other = world.ticket(), world.ticket("carlos")
    does(world, "ana", ticket, reply, body="¿Está encendida?")
    does(world, "ana", ticket, add_note, body="Zafiro")
    does(world, "ana", ticket, wait, reason=WaitReason.SUPPLIER)
    does(world, "ana", ticket, resolve, resolution="Cable nuevo", code=ResolutionCode.PERMANENT)
    does(
        world,
        "rafael",
        other,
        reclassify,
        impact="person",
        urgency="low",
        reason="Solo le pasa a una persona",
    )
    html = page(world)
    for said in (
        "<b>Elena</b> lo registró en el portal",
        "<b>Ana</b> escribió al cliente",
        "<b>Ana</b> escribió una nota interna",
        "<b>Ana</b> lo dejó en espera, imputable a proveedor",
        "<b>Ana</b> lo resolvió: solución definitiva",
        "<b>Rafael</b> cambió la prioridad de <b>P3</b> a <b>P5</b>",
        "Solo le pasa a una persona",
        f'href="/tickets/{ticket.ref}/"',
        "Clínica Santa Lucía",
        "interno",
        "público",
    ):
        assert said in html, said
    assert "Zafiro" not in html  # the history says that there is a note, and the ticket what is in it
    assert (
        html.index("lo resolvió") < html.index("lo dejó en espera") < html.index("lo registró en el portal")
    )


def test_what_was_written_down_later_says_when(world: World) -> None:
    ticket = world.ticket()
    assert "Se anotó <time" not in page(world, f"/history/?ref={ticket.ref}")
    with acting_as(system_actor()):
        told = Event.objects.get(subject_type="ticket", subject_id=ticket.pk)
        told.pk, told.uuid = None, "018f0000-0000-7000-8000-000000000001"
        told.occurred_at -= dt.timedelta(days=3)
        told.save(force_insert=True)
    assert "Se anotó <time" in page(world, f"/history/?ref={ticket.ref}")


def test_a_change_of_permissions_shows_what_was_and_what_is(world: World) -> None:
    permit(world, "ana", "auditor")
    with acting_as(world.actor("rafael")):
        Membership.objects.filter(person=world.people["ana"], role__code="agent").update(active=False)
    html = page(world, "/history/permissions/?person=Ana")
    assert "<b>Rafael</b> dio a <b>Ana</b> el rol <b>Auditor</b> en <b>Nexo Servicios</b>" in html
    assert "<b>Rafael</b> retiró a <b>Ana</b> el rol <b>Agente</b> en <b>Nexo Servicios</b>" in html
    assert '<dt>Activo</dt><dd><del>sí</del> <span aria-hidden="true">→</span> <ins>no</ins></dd>' in html
    assert "incorporó a <b>Ana</b> al equipo <b>Mesa de servicio</b>" in html
    assert "Irene" not in html.split('class="h-lines"', 1)[1]


@pytest.mark.parametrize(
    ("query", "is_there"),
    [
        ("", True),
        ("?kind=desk.TicketOpened", True),
        ("?kind=desk.TicketClosed", False),
        ("?kind=what", True),  # what is not understood is left out
        ("?person=elena", True),
        ("?person=lena", True),
        ("?person=Carlos", False),
        ("?person=Nobody", False),
        ("?organisation=lucia", True),
        ("?organisation=Santa", True),
        ("?organisation=albor", False),
        ("?ref=REF", True),
        ("?ref=inc-0", False),
        ("?from=2000-01-01&to=2000-01-31", False),
        ("?from=2000-01-01", True),
        ("?to=yesterday", True),
        ("?after=nonsense", True),
    ],
)
def test_the_address_narrows_the_list(world: World, query: str, is_there: bool) -> None:
    ticket = world.ticket()
    html = page(world, "/history/" + query.replace("REF", ticket.ref.lower()))
    assert (f'href="/tickets/{ticket.ref}/"' in html) is is_there


def test_a_day_is_the_readers_day(world: World) -> None:
    at = dt.datetime(2026, 3, 1, 23, 30, tzinfo=dt.UTC)  # in Madrid it is the second of March
    with acting_as(system_actor()):
        told = Event.objects.order_by("pk")[0]
        told.pk, told.uuid, told.occurred_at = None, "018f0000-0000-7000-8000-000000000002", at
        told.save(force_insert=True)
    assert "2 de marzo de 2026" in page(world, "/history/?from=2026-03-02&to=2026-03-02")
    assert "Nada en el historial cumple todo esto" in page(world, "/history/?from=2026-03-01&to=2026-03-01")


def test_pages_go_on_where_the_last_one_ended(world: World) -> None:
    refs = [world.ticket().ref for _n in range(52)]
    first = page(world, "/history/?kind=desk.TicketOpened")
    assert first.count('<li class="h-line"') == 50
    assert "52 anotaciones" in first
    after = first.split("after=")[-1].split('"')[0].split("&")[0]
    second = page(world, f"/history/?kind=desk.TicketOpened&after={after}")
    assert second.count('<li class="h-line"') == 2
    assert refs[0] in second
    assert "before=" in second


def test_markup_in_a_fact_cannot_run(world: World) -> None:
    ticket = world.ticket()
    does(world, "rafael", ticket, cancel, reason="<script>alert(1)</script>")
    html = page(world)
    assert "<script>alert" not in html
    assert "&lt;script&gt;alert(1)" in html


@pytest.mark.parametrize(
    "nasty",
    ["9" * 40, "%", "\\", "'; drop table kernel_event --", "٣", "😀", "2026-13-45", "9999-12-31", "-1"],
)
@pytest.mark.parametrize("url", PAGES)
def test_whatever_is_asked_there_is_an_answer(world: World, url: str, nasty: str) -> None:
    names = ("kind", "table", "person", "organisation", "ref", "from", "to", "after", "before")
    answer = signed_in(world, "amalia").get(url, dict.fromkeys(names, nasty))
    assert answer.status_code == 200
    b"".join(answer)


def test_the_page_asks_the_database_the_same_however_long_it_is(world: World) -> None:
    amalia = signed_in(world, "amalia")
    world.ticket()
    few = statements(amalia, "/history/")
    for _n in range(12):
        does(world, "ana", world.ticket("carlos"), add_note, body="Nota")
    assert statements(amalia, "/history/") == few <= 14
    assert statements(amalia, "/history/permissions/") <= 16


def test_nothing_is_counted_beyond_what_a_file_holds(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queries, "LIMIT", 3)
    amalia = world.actor("amalia")
    with acting_as(amalia):
        assert queries.count_of(queries.events_of(amalia, Asked())) == 4


def test_the_file_holds_the_filtered_list_in_the_readers_words(world: World) -> None:
    ticket = world.ticket()
    world.ticket("carlos")
    does(world, "ana", ticket, resolve, resolution="Cable nuevo", code=ResolutionCode.PERMANENT)
    rows = file(world, f"/history/export/?ref={ticket.ref}&kind=desk.TicketResolved")
    assert len(rows) == 1
    row = rows[0]
    assert row["Qué ocurrió"] == "Ana lo resolvió: solución definitiva"
    assert (row["Quién"], row["Ticket"], row["Organización"]) == ("Ana", ticket.ref, "Clínica Santa Lucía")
    assert row["Destinatarios"] == "público"
    assert "Ocurrió (Europe/Madrid)" in row
    with acting_as(system_actor()):
        type(world.people["amalia"]).objects.filter(pk=world.people["amalia"].pk).update(locale="en_GB")
    assert len(file(world, f"/history/export/?ref={ticket.ref}", delimiter=",")) == 2


def test_a_formula_in_a_text_stays_a_text(world: World) -> None:
    for start in "=+-@":
        ticket = world.ticket()
        with acting_as(system_actor()):
            told = Event.objects.filter(subject_type="ticket", subject_id=ticket.pk).get()
            told.pk, told.uuid, told.actor_name = None, ticket.uuid, f"{start}1+1;A1"
            told.save(force_insert=True)
        rows = file(world, f"/history/export/?ref={ticket.ref}")
        assert f"'{start}1+1;A1" in [row["Quién"] for row in rows]
        assert not [cell for row in rows for cell in row.values() if cell.startswith(start)]


def test_the_file_goes_behind_the_wall_for_each_part_and_ends(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(export, "CHUNK", 7)
    with acting_as(world.actor("amalia")):
        whole = Event.objects.count()
    assert whole > 20
    rows = file(world)
    assert len(rows) == whole
    assert len({row["Identificador"] for row in rows}) == whole  # none is told twice
    monkeypatch.setattr(export, "LIMIT", 10)
    assert len(file(world)) == 10


def test_permissions_go_into_a_file_with_old_and_new_values(world: World) -> None:
    with acting_as(world.actor("rafael")):
        Membership.objects.filter(person=world.people["ana"]).update(active=False)
    newest = file(world, "/history/permissions/export/")[0]
    assert newest["Qué ocurrió"] == "Rafael retiró a Ana el rol Agente en Nexo Servicios"
    assert newest["Detalles"] == "Activo: sí → no"


def test_a_list_without_rows_says_what_would_be_there(world: World) -> None:
    assert "Nada en el historial cumple todo esto" in page(world, "/history/permissions/?person=Nobody")
    assert "Exportar CSV" not in page(world, "/history/?person=Nobody")
    assert file(world, "/history/export/?person=Nobody") == []


def test_who_is_gone_keeps_a_number(world: World) -> None:
    names = Names()
    for key in (world.people["ana"].pk, 999_999, None, True, "1", 10**30):
        names.ask(Person, key)
    with acting_as(system_actor()), translation.override("es"):
        names.fetch()
        assert names.of(Person, world.people["ana"].pk) == "Ana"
        assert names.of(Person, 999_999) == "n.º 999999, que ya no existe"


def test_every_event_has_its_words() -> None:
    assert {fact.kind() for fact in REACTIONS} - set(KINDS) == set()
