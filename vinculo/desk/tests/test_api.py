"""The desk for programs: the same sight, the same verbs, the same refusals."""

import uuid
from collections.abc import Callable

import pytest
from django.test import Client

from tests.world import PASSWORD, World
from vinculo.desk.actions import add_note, reply
from vinculo.desk.models import PublicReply, Ticket
from vinculo.desk.tests.programs import Program
from vinculo.directory.models import Account, ApiToken
from vinculo.kernel.models import Event
from vinculo.kernel.scope import acting_as, system_actor

Open = Callable[[str], Program]

OPENING = {"title": "No hay red", "impact": "site", "urgency": "high"}
INTERNAL = {
    "team",
    "assignee",
    "wait_reason",
    "charged_to",
    "channel",
    "topic",
    "reopen_count",
    "resolution_code",
}


@pytest.fixture
def program(world: World) -> Open:
    return lambda name: Program(world, name)


def count(model=Ticket) -> int:
    with acting_as(system_actor()):
        held: int = model.objects.count()
        return held


class TestWhoGetsIn:
    def test_nobody_without_a_token_or_session(self, world: World) -> None:
        for path in ("tickets", "tickets/INC-10001"):
            answer = Client().get(f"/api/v1/{path}")
            assert answer.status_code == 401
            assert answer["Content-Type"] == "application/problem+json"
            assert answer["WWW-Authenticate"] == "Bearer"
        wrong = Client(headers={"authorization": "Bearer vin_wrong"})
        assert wrong.get("/api/v1/tickets").status_code == 401
        assert wrong.post("/api/v1/tickets", OPENING, content_type="application/json").status_code == 401

    def test_the_description_is_for_those_who_have_signed_in(self, world: World, program: Open) -> None:
        assert Client().get("/api/v1/openapi.json").status_code == 302
        known = program("elena").get("openapi.json").json()
        assert "/api/v1/tickets/{ref}/replies" in known["paths"]
        columns = known["components"]["schemas"]["TicketOut"]["properties"]
        assert {"ref", "state", "organisation", "opened_at"} <= set(columns)

    def test_a_token_is_kept_as_its_digest_and_ends_when_it_says(self, world: World, program: Open) -> None:
        elena = program("elena")
        kept = ApiToken.objects.get()
        header = elena.client.defaults["HTTP_AUTHORIZATION"]
        assert len(kept.digest) == 64
        assert kept.digest not in header
        assert elena.get("tickets").status_code == 200
        ApiToken.objects.update(expires_at="2020-01-01T00:00Z")
        assert elena.get("tickets").status_code == 401

    def test_a_closed_account_opens_nothing(self, world: World, program: Open) -> None:
        elena = program("elena")
        Account.objects.filter(person=world.people["elena"]).update(is_active=False)
        assert elena.get("tickets").status_code == 401

    def test_a_session_works_too_with_the_token_of_its_forms(self, world: World) -> None:
        browser = Client(enforce_csrf_checks=True)
        browser.force_login(world.account("elena"))
        assert browser.get("/api/v1/tickets").status_code == 200
        refused = browser.post("/api/v1/tickets", OPENING, content_type="application/json")
        assert refused.status_code == 403
        assert count() == 0

    def test_a_password_is_no_token(self, world: World) -> None:
        basic = Client(headers={"authorization": f"Bearer {PASSWORD}"})
        assert basic.get("/api/v1/tickets").status_code == 401


class TestReading:
    def test_each_lists_what_they_see(self, world: World, program: Open) -> None:
        own, colleagues, others = (world.ticket(name) for name in ("elena", "marta", "carlos"))

        def refs(name: str, **query: object) -> set[str]:
            return {ticket["ref"] for ticket in program(name).get("tickets", **query).json()["tickets"]}

        assert refs("elena") == {own.ref}
        assert refs("marta") == {own.ref, colleagues.ref}
        assert refs("carlos") == {others.ref}
        assert refs("ana") == {own.ref, colleagues.ref, others.ref}
        assert refs("sergio") == set()
        assert refs("ana", organisation=world.organisations["albor"].pk) == {others.ref}
        assert refs("elena", organisation=world.organisations["albor"].pk) == set()

    def test_a_client_is_told_what_a_client_may_know(self, world: World, program: Open) -> None:
        ticket, ana = world.ticket("elena"), world.actor("ana")
        with acting_as(ana):
            reply(ticket, by=ana, body="La vemos")
            add_note(ticket, by=ana, body="Otra vez la misma impresora")
        told = program("elena").get(f"tickets/{ticket.ref}").json()
        assert not INTERNAL & told.keys()
        assert not {"notes", "has_more_notes"} & told.keys()
        assert [said["body"] for said in told["replies"]] == ["La vemos"]
        known = program("ana").get(f"tickets/{ticket.ref}").json()
        assert known.keys() >= INTERNAL
        assert [said["body"] for said in known["notes"]] == ["Otra vez la misma impresora"]

    def test_a_client_cannot_find_out_by_filter_or_order_what_is_not_shown(
        self, world: World, program: Open
    ) -> None:
        ticket = world.ticket("elena")
        elena = program("elena")
        for hidden in ({"assignee": "none"}, {"assignee": world.people["ana"].pk}, {"team": 1}, {"channel": "mail"},
                       {"is_major": "1"}, {"to_confirm": "1"}, {"charged_to": "client"}):  # fmt: skip
            found = elena.get("tickets", **hidden).json()["tickets"]
            assert [row["ref"] for row in found] == [ticket.ref], hidden

    def test_pages_follow_one_another_without_gap_or_repeat(self, world: World, program: Open) -> None:
        made = {world.ticket("elena", title=f"Número {n}").ref for n in range(7)}
        ana, after, seen = program("ana"), "", []
        while True:
            page = ana.get("tickets", limit=3, after=after).json()
            seen += [ticket["ref"] for ticket in page["tickets"]]
            after = page["after"]
            if not after:
                break
        assert len(seen) == 7
        assert set(seen) == made

    @pytest.mark.parametrize("limit", ["0", "-5", "1000000", "9" * 30])
    def test_a_huge_or_silly_limit_is_brought_within_bounds(
        self, world: World, program: Open, limit: str
    ) -> None:
        world.ticket("elena")
        answer = program("ana").get("tickets", limit=limit)
        assert answer.status_code == 200
        assert len(answer.json()["tickets"]) == 1

    @pytest.mark.parametrize(
        "query",
        [
            {"limit": "many"}, {"limit": "9" * 5_000}, {"limit": "1.5"}, {"view": "nobody"}, {"view": "\x00"},
            {"after": "nonsense"}, {"after": "\x00"}, {"after": "W10"}, {"after": "WyJcdTAwMDAiLCIxIiwiMSJd"},
            {"sort": "password"}, {"sort": "-"}, {"sort": "organisation__name"}, {"is_major": "perhaps"},
            {"organisation": "9" * 30}, {"organisation": "1;drop table x"}, {"state": "\x00"}, {"priority": "1e9"},
            {"assignee": "none"}, {"team": "none"}, {"organisation": "none"}, {"to_confirm": "\x00"},
        ],
    )  # fmt: skip
    def test_no_query_breaks_the_list(self, world: World, program: Open, query: dict[str, str]) -> None:
        assert program("ana").get("tickets", **query).status_code in (200, 400, 404, 422)

    def test_what_is_out_of_sight_is_a_404(self, world: World, program: Open) -> None:
        others = world.ticket("carlos", title="Rubí")
        for name in ("elena", "marta", "sergio"):
            caller = program(name)
            for ref in (others.ref, "INC-99999", "x", "%2e%2e"):
                assert caller.get(f"tickets/{ref}").status_code == 404, ref
            for act in ("start", "confirm"):
                answer = caller.post(f"tickets/{others.ref}/{act}")
                assert answer.status_code == 404
                assert "Rubí" not in answer.content.decode()
            assert caller.post(f"tickets/{others.ref}/replies", {"body": "hola"}).status_code == 404
            assert caller.post(f"tickets/{others.ref}/notes", {"body": "hola"}).status_code == 404

    def test_the_list_costs_few_statements_however_long(
        self, world: World, program: Open, django_assert_max_num_queries
    ) -> None:
        for name in ("elena", "marta", "carlos"):
            world.ticket(name, service=world.services["print"])
        ana = program("ana")
        with django_assert_max_num_queries(8):
            ana.get("tickets")


class TestOpening:
    def test_a_clients_program_opens_for_its_person(self, world: World, program: Open) -> None:
        answer = program("elena").post("tickets", {**OPENING, "service": str(world.services["print"].uuid)})
        assert answer.status_code == 201
        told = answer.json()
        assert (told["priority"], told["requester"]["name"], told["service"]["name"]) == (
            2,
            "Elena",
            "Impresión",
        )
        with acting_as(system_actor()):
            ticket = Ticket.objects.get()
            assert (ticket.channel, ticket.organisation) == ("api", world.organisations["lucia"])

    def test_the_desk_says_for_whom(self, world: World, program: Open) -> None:
        named = {
            "organisation": str(world.organisations["albor"].uuid),
            "requester": str(world.people["carlos"].uuid),
        }
        ana = program("ana")
        assert ana.post("tickets", OPENING).status_code == 422
        assert ana.post("tickets", {**OPENING, **named}).status_code == 201
        stranger = {**named, "requester": str(world.people["elena"].uuid)}
        assert ana.post("tickets", {**OPENING, **stranger}).status_code == 422
        assert count() == 1

    def test_the_same_key_twice_is_one_ticket(self, world: World, program: Open) -> None:
        elena, key = program("elena"), uuid.uuid4()
        first, second = elena.post("tickets", OPENING, key), elena.post("tickets", OPENING, key)
        assert (first.status_code, second.status_code) == (201, 200)
        assert first.json()["ref"] == second.json()["ref"]
        assert count() == 1
        assert elena.post("tickets", OPENING, "not a key").status_code == 422

    def test_a_colleagues_key_opens_nothing_and_shows_nothing(self, world: World, program: Open) -> None:
        key = uuid.uuid4()
        program("marta").post("tickets", {**OPENING, "title": "Nóminas"}, key)
        answer = program("elena").post("tickets", OPENING, key)
        assert answer.status_code in (404, 409)
        assert "Nóminas" not in answer.content.decode()

    def test_nobody_opens_for_an_organisation_that_is_not_theirs(self, world: World, program: Open) -> None:
        albor = str(world.organisations["albor"].uuid)
        assert program("elena").post("tickets", {**OPENING, "organisation": albor}).status_code == 404
        assert program("sergio").post("tickets", OPENING).status_code in (403, 422)
        assert program("amalia").post("tickets", {
            **OPENING, "organisation": albor, "requester": str(world.people["carlos"].uuid)
        }).status_code == 403  # fmt: skip
        erp = str(world.services["erp"].uuid)  # the other client's service: within nobody's sight here
        assert program("elena").post("tickets", {**OPENING, "service": erp}).status_code == 422
        assert count() == 0

    @pytest.mark.parametrize(
        "body",
        [
            "", "{", "[]", "null", '"text"', "{}", '{"title": 1}',
            {**OPENING, "title": ""}, {**OPENING, "title": "   "}, {**OPENING, "title": "x" * 201},
            {**OPENING, "title": "a\x00b"}, {**OPENING, "description": "a\x00b"},
            {**OPENING, "description": "x" * 200_001}, {**OPENING, "impact": "everything"},
            {**OPENING, "urgency": "\x00"}, {**OPENING, "kind": "wish"}, {**OPENING, "service": "print"},
            {**OPENING, "service": str(uuid.uuid4())}, {**OPENING, "topic": str(uuid.uuid4())},
            {**OPENING, "impact": None}, {**OPENING, "title": ["x"]},
            '{"title": "\\ud800", "impact": "site", "urgency": "high"}',
        ],
    )  # fmt: skip
    def test_what_does_not_fit_is_said_and_makes_nothing(
        self, world: World, program: Open, body: object
    ) -> None:
        answer = program("elena").post("tickets", body)
        assert answer.status_code in (400, 422), answer.content
        assert answer["Content-Type"] == "application/problem+json"
        assert count() == 0

    @pytest.mark.parametrize(
        "body", ["[" * 100_000, '{"title": "' + "x" * 3_000_000 + '"}', "9" * 10_000, "{}{}"]
    )
    def test_a_monstrous_body_is_refused(self, world: World, program: Open, body: str) -> None:
        assert program("elena").post("tickets", body).status_code in (400, 413, 422)

    def test_bytes_that_are_no_text_are_refused(self, world: World, program: Open) -> None:
        assert program("elena").post("tickets", b"\xff\xfe{}").status_code in (400, 422)


class TestActing:
    def test_a_ticket_goes_its_whole_way(self, world: World, program: Open) -> None:
        ticket, ana, elena = world.ticket("elena"), program("ana"), program("elena")
        to = f"tickets/{ticket.ref}"
        given = {"team": str(world.teams["desk"].uuid), "assignee": str(world.people["ana"].uuid)}
        assert ana.post(f"{to}/assign", given).json()["assignee"]["name"] == "Ana"
        assert ana.post(f"{to}/start").json()["state"] == "in_progress"
        assert ana.post(f"{to}/notes", {"body": "Parece el tóner"}).status_code == 200
        asked = {"body": "¿Qué dice la pantalla?", "then": "wait", "reason": "information"}
        told = ana.post(f"{to}/replies", asked).json()
        assert (told["state"], told["charged_to"]) == ("waiting", "client")
        assert elena.post(f"{to}/replies", {"body": "Dice «tóner»"}).json()["state"] == "in_progress"
        done = {"body": "Cambiado el tóner", "then": "resolve", "code": "permanent"}
        assert ana.post(f"{to}/replies", done).json()["resolution"] == "Cambiado el tóner"
        assert elena.post(f"{to}/reject", {"body": "Sigue igual"}).json()["state"] == "in_progress"
        end = {"resolution": "Cambiada la impresora", "code": "permanent"}
        assert ana.post(f"{to}/resolve", end).json()["state"] == "resolved"
        assert ana.post(f"{to}/confirm").status_code == 403  # it is the client's to say
        assert elena.post(f"{to}/confirm").json()["state"] == "closed"
        refused = ana.post(f"{to}/start")
        assert refused.status_code == 409
        assert refused["Content-Type"] == "application/problem+json"
        assert ana.get(to).json()["reopen_count"] == 1

    def test_a_reply_with_what_follows_is_all_or_nothing(self, world: World, program: Open) -> None:
        ticket, ana = world.ticket("elena"), program("ana")
        to = f"tickets/{ticket.ref}/replies"
        assert ana.post(to, {"body": "x", "then": "wait"}).status_code == 422  # why?
        assert ana.post(to, {"body": "x", "then": "wait", "reason": "imported"}).status_code == 422
        assert ana.post(to, {"body": "x", "then": "resolve"}).status_code == 422
        assert ana.post(to, {"body": "x", "then": "vanish"}).status_code == 422
        ana.post(f"tickets/{ticket.ref}/resolve", {"resolution": "x", "code": "permanent"})
        assert ana.post(to, {"body": "x", "then": "wait", "reason": "part"}).status_code == 409
        elena = program("elena")
        told = {"body": "y", "then": "resolve", "code": "permanent"}
        assert elena.post(to, told).status_code == 403  # a client's person resolves nothing
        assert count(PublicReply) == 0
        with acting_as(system_actor()):
            assert not Event.objects.filter(kind="desk.TicketReplied").exists()

    def test_the_same_key_twice_is_one_message_and_one_move(self, world: World, program: Open) -> None:
        ticket, ana, key = world.ticket("elena"), program("ana"), uuid.uuid4()
        to, asked = f"tickets/{ticket.ref}", {"body": "¿Cuál?", "then": "wait", "reason": "information"}
        first, second = ana.post(f"{to}/replies", asked, key), ana.post(f"{to}/replies", asked, key)
        assert (first.status_code, second.status_code) == (200, 200)
        assert first.json()["state"] == second.json()["state"] == "waiting"
        assert count(PublicReply) == 1
        for _attempt in range(2):
            assert ana.post(f"{to}/notes", {"body": "nota"}, key).status_code == 200
        assert len(ana.get(to).json()["notes"]) == 1

    def test_who_sees_and_may_not_is_told_so(self, world: World, program: Open) -> None:
        ticket = world.ticket("elena")
        to = f"tickets/{ticket.ref}"
        for name in ("elena", "marta", "amalia"):
            caller = program(name)
            assert caller.get(to).status_code == 200
            for act, body in (
                ("notes", {"body": "x"}), ("start", {}), ("wait", {"reason": "part"}), ("assign", {}),
                ("resolve", {"resolution": "x", "code": "permanent"}),
            ):  # fmt: skip
                answer = caller.post(f"{to}/{act}", body)
                assert answer.status_code == 403, (name, act)
                assert answer.json()["title"]
        amalia = program("amalia")
        assert amalia.post(f"{to}/replies", {"body": "x"}).status_code == 403
        assert amalia.post(f"{to}/confirm").status_code == 403
        with acting_as(system_actor()):
            assert Ticket.objects.get().state == "new"

    def test_a_person_out_of_sight_or_out_of_the_team_is_not_assigned(
        self, world: World, program: Open
    ) -> None:
        ticket, ana = world.ticket("elena"), program("ana")
        to = f"tickets/{ticket.ref}/assign"
        systems = str(world.teams["systems"].uuid)
        assert ana.post(to, {"team": systems, "assignee": str(world.people["ana"].uuid)}).status_code == 422
        assert ana.post(to, {"team": str(uuid.uuid4())}).status_code == 422
        assert ana.post(to, {"team": systems}).json()["team"]["name"] == "Sistemas"

    def test_markup_is_kept_as_it_was_written(self, world: World, program: Open) -> None:
        ticket, elena = world.ticket("elena"), program("elena")
        said = "<script>alert(1)</script> & «eñe» 😀"
        elena.post(f"tickets/{ticket.ref}/replies", {"body": said})
        assert elena.get(f"tickets/{ticket.ref}").json()["replies"][0]["body"] == said

    def test_a_reply_with_state_change_costs_few_statements(
        self, world: World, program: Open, django_assert_max_num_queries
    ) -> None:
        ticket, ana = world.ticket("elena"), program("ana")
        with django_assert_max_num_queries(24):
            ana.post(f"tickets/{ticket.ref}/replies", {"body": "¿?", "then": "wait", "reason": "information"})

    def test_a_fault_of_ours_is_a_problem_with_a_reference(
        self, world: World, program: Open, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        from vinculo.desk import actions

        def broken(*args: object, **kwargs: object) -> None:
            raise RuntimeError("secret detail")

        ticket, ana = world.ticket("elena"), program("ana")
        monkeypatch.setattr(actions, "start", broken)
        answer = ana.post(f"tickets/{ticket.ref}/start")
        assert answer.status_code == 500
        assert len(answer.json()["reference"]) == 8
        assert "secret detail" not in answer.content.decode()

    def test_other_methods_are_not_offered(self, world: World, program: Open) -> None:
        ticket, ana = world.ticket("elena"), program("ana")
        for method in ("put", "patch", "delete"):
            assert getattr(ana.client, method)(f"/api/v1/tickets/{ticket.ref}").status_code == 405
