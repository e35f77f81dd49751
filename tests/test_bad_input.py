"""Whatever is sent, by whomever: a clear answer, never a fault of ours, and nothing half done."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import transaction
from django.test import Client

from tests.access import Place, addresses, rows
from tests.world import World
from vinculo.desk.models import PublicReply, Ticket
from vinculo.kernel.scope import acting_as, system_actor

NASTY = [
    "\x00", "-1", "9" * 40, "none", "'; drop table desk_ticket --", "%", "\\", "<script>alert(1)</script>",
    "é" * 3_000, "😀", '"', "W10", "٣", "2026-13-45",
]  # fmt: skip
NAMES = (
    "q", "page", "view", "sort", "after", "before", "last", "since", "seen", "find", "for", "organisation", "assignee",
    "team", "service", "state", "priority", "kind", "channel", "to_confirm", "is_major", "charged_to", "category",
    "title", "scope", "show", "source", "client", "limit",
)  # fmt: skip


ASIDE = ("/accounts/", "/demo/", "/healthz", "/readyz", "/ui/")


@pytest.fixture
def place(world: World) -> Place:
    return Place(world)


def status_of(client: Client, path: str, asked: dict[str, Any] | None = None) -> int:
    with transaction.atomic():
        status = client.get(path, query_params=asked or {}).status_code
        transaction.set_rollback(True)
    return status


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["agent", "client_manager", "supplier_person"])
def test_no_query_breaks_a_page(place: Place, kind: str) -> None:
    """Every name that pages know holds what it should not: all at once on each page that opens."""
    client = place.browser(kind)
    for url in addresses():
        path = place.path(url)
        if url.startswith(ASIDE) or "/tickets/<" in url or client.get(path).status_code != 200:
            continue
        for nasty in NASTY:
            assert status_of(client, path, dict.fromkeys(NAMES, nasty)) < 500, (url, nasty)


@pytest.mark.slow
@pytest.mark.parametrize("path", ["/queue/", "/queue/filters/", "/search/", "/tickets/new/"])
def test_no_word_alone_breaks_the_desks_pages(place: Place, path: str) -> None:
    client = place.browser("agent")
    for name in NAMES:
        for nasty in ("9" * 40, "٣", "none"):
            assert status_of(client, path, {name: nasty}) < 500, (name, nasty)


@pytest.mark.slow
def test_no_path_breaks_the_site(place: Place) -> None:
    for kind in ("anonymous", "agent", "client_user"):
        client = place.browser(kind)
        for before in sorted(
            {url.split("<")[0] for url in addresses() if "<" in url and not url.startswith(ASIDE)}
        ):
            for nasty in ("%00", "9" * 300, "%F0%9F%98%80", "..%2f..", "%ff", "'"):
                assert status_of(client, f"{before}{nasty}/") < 500, (kind, before, nasty)


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["desk_manager", "client_manager", "supplier_person"])
def test_no_form_breaks_its_page(place: Place, kind: str) -> None:
    """Each field of each form in turn holds what it should not, or is missing."""
    client = place.browser(kind)
    for row in rows():
        url = row["url"]
        if row["method"] != "POST" or not url.startswith(
            ("/tickets/", "/portal/", "/preferences/", "/matrices/")
        ):
            continue
        good = place.body(url)
        hat = good.pop("?for", "")
        path = place.path(url, row["ticket"]) + (f"?for={hat}" if hat else "")
        for name in list(good)[:8]:
            for nasty in ("", "a\x00b", "9" * 40):
                with transaction.atomic():
                    status = client.post(path, {**good, name: nasty}).status_code
                    transaction.set_rollback(True)
                assert status < 500, (kind, url, name, nasty[:10])


def test_a_huge_message_is_refused_in_a_sentence_and_kept(place: Place) -> None:
    client = place.browser("agent")
    path = f"/tickets/{place.open.ref}/message/"
    answer = client.post(path, {"body": "x" * 150_000, "mode": "reply"})
    assert answer.status_code in (400, 413, 422)
    said = "palabra " * 5_000
    assert client.post(path, {"body": said, "mode": "reply"}).status_code == 302
    with acting_as(system_actor()):
        assert PublicReply.objects.latest("pk").body == said.strip()


def test_markup_in_a_message_cannot_run(place: Place) -> None:
    """Text is text: in the thread, the title, the list, the search and the box of what was typed."""
    evil = '<img src=x onerror="alert(1)"><script>alert(1)</script>'
    elena, ana = place.browser("client_user"), place.browser("agent")
    elena.post(f"/portal/cases/{place.open.ref}/", {"act": "reply", "body": evil})
    with acting_as(system_actor()):
        Ticket.objects.filter(pk=place.open.pk).update(title=evil)
    for client, paths in (
        (elena, ("/portal/", "/portal/cases/", f"/portal/cases/{place.open.ref}/")),
        (ana, ("/queue/", f"/tickets/{place.open.ref}/", f"/search/?q={'alert'}", f"/search/?q={evil}")),
    ):
        for path in paths:
            page = client.get(path).content.decode()
            assert "<img src=x" not in page, path
            assert "<script>alert" not in page, path


@pytest.mark.slow
@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "PROPFIND"])
def test_no_method_breaks_a_page(place: Place, method: str) -> None:
    client = place.browser("agent")
    for url in addresses():
        with transaction.atomic():
            assert client.generic(method, place.path(url)).status_code < 500, url
            transaction.set_rollback(True)


class TestWhatNoFormOffers:
    """Each page refuses what its form does not offer, and keeps nothing of it."""

    @pytest.mark.parametrize(
        "extra", [{"mode": "note"}, {"then": "wait:part"}, {"then": "resolve:permanent"}]
    )
    def test_a_supplier_sends_more_than_an_answer(self, place: Place, extra: dict[str, str]) -> None:
        before = said(place)
        answer = place.browser("supplier_person").post(
            f"/tickets/{place.open.ref}/message/", {"body": "hola", "mode": "reply", **extra}
        )
        assert answer.status_code == 403
        assert said(place) == before

    @pytest.mark.parametrize(
        ("act", "sent"),
        [
            ("wait", {"reason": "imported"}),
            ("wait", {"reason": "part", "charged_to": "nobody"}),
            ("resolve", {"resolution": "x", "code": "imported"}),
            ("assign", {"to": "1:999999"}),
            ("assign", {"to": "x"}),
            ("reclassify", {"impact": "planet", "urgency": "low", "reason": "x"}),
            ("reclassify", {"impact": "person", "urgency": "low", "reason": " "}),
            ("share", {"supplier": "lucia"}),
            ("message", {"body": "x", "mode": "reply", "then": "vanish:now"}),
            ("message", {"body": "x", "mode": "reply", "then": "wait:imported"}),
        ],
    )
    def test_the_desk_sends_what_is_not_offered(self, place: Place, act: str, sent: dict[str, str]) -> None:
        before = said(place)
        assert place.browser("agent").post(f"/tickets/{place.open.ref}/{act}/", sent).status_code == 422
        assert said(place) == before

    def test_a_client_cannot_decide_by_extra_fields(self, place: Place) -> None:
        extra = {"state": "closed", "priority": "1", "is_major": "1", "channel": "phone", "organisation": "1",
                 "requester": "1", "team": "1", "to_confirm": "0", "ref": "INC-1", "kind": "request"}  # fmt: skip
        elena = place.browser("client_user")
        with acting_as(system_actor()):
            known = set(Ticket.objects.values_list("pk", flat=True))
        answer = elena.post("/portal/new/incident/", {**place.body("/portal/new/<str:kind>/"), **extra})
        assert answer.status_code == 302
        with acting_as(system_actor()):
            made = Ticket.objects.exclude(pk__in=known).get()
        assert (made.state, made.kind, made.channel, made.is_major) == ("new", "incident", "portal", False)
        assert (made.requester_id, made.organisation_id) == (
            place.world.people["elena"].pk,
            place.world.organisations["lucia"].pk,
        )
        assert made.ref != "INC-1"

    def test_an_act_that_the_portal_does_not_know_is_a_bad_request(self, place: Place) -> None:
        elena = place.browser("client_user")
        for act in ("cancel", "resolve", "close", ""):
            assert elena.post(f"/portal/cases/{place.open.ref}/", {"act": act}).status_code == 400

    def test_an_act_that_is_opened_as_a_page_says_that_there_is_none(self, place: Place) -> None:
        answer = place.browser("agent").get(f"/tickets/{place.open.ref}/message/")
        assert (answer.status_code, answer["Allow"]) == (405, "POST")
        assert "Aquí no hay página" in answer.content.decode()

    def test_a_text_that_is_too_long_is_told_without_an_order(self, place: Place) -> None:
        answer = place.browser("agent").post(
            f"/tickets/{place.open.ref}/message/", {"body": "x" * 100_001, "mode": "reply"}
        )
        assert "Caben 100000 caracteres y hay 100001." in answer.content.decode()


def said(place: Place) -> tuple[Any, ...]:
    """All that could have been kept of Elena's open ticket."""
    with acting_as(system_actor()):
        row = Ticket.objects.filter(pk=place.open.pk).values().get()
        return row, place.open.replies.count(), place.open.notes.count(), place.open.shares.count()  # type: ignore[attr-defined]
