"""What is measured: each request as the person would make it, on tickets that are like the others."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from urllib.parse import quote_plus
from uuid import uuid4

from django.db.models import QuerySet

from vinculo.benchmark.browser import Answer, Browser, Form, form_to
from vinculo.benchmark.vocabulary import APART, COMMON, RARE
from vinculo.benchmark.world import PROVIDER, USER
from vinculo.desk.models import Ticket
from vinculo.directory.models import Organisation, Person, Team
from vinculo.kernel.scope import acting_as, system_actor

Ask = Callable[[int], Answer]
"""One measured request; its argument is the number of the round."""


@dataclass(frozen=True)
class Work:
    """A kind of request: a code, the words of the table and how it is made."""

    name: str
    label: str
    ask: Ask


@dataclass(frozen=True)
class Sample:
    """Tickets to work with: some of all ages to read, some in progress to answer, a person's own."""

    read: Sequence[str]
    answer: Sequence[str]
    own: Sequence[str]
    team: int
    client: int
    agent: int


def sample(size: int) -> Sample:
    """Pick tickets evenly over all ages."""
    with acting_as(system_actor()):
        everything = Ticket.objects.count()
        step = max(1, everything // (size * 4))
        spread = Ticket.objects.extra(where=["desk_ticket.id %% %s = 1"], params=[step])
        person = Person.objects.get(email=USER)
        return Sample(
            read=_refs(spread.exclude(state="new"), size * 4),
            answer=_refs(Ticket.objects.filter(state="in_progress"), size * 4),
            own=_refs(Ticket.objects.filter(requester=person, category="active"), size),
            team=Team.objects.get(code="network", organisation__slug=PROVIDER).pk,
            client=Organisation.objects.get(slug="cliente-3").pk,
            agent=Person.objects.get(email="agente2@example.com").pk,
        )  # fmt: skip


def _refs(rows: QuerySet[Ticket], most: int) -> list[str]:
    return list(rows.order_by("-pk").values_list("ref", flat=True)[:most])


def agents(agent: Browser, found: Sample) -> list[Work]:
    """What an agent reads all day."""
    narrow = f"team={found.team}&organisation={found.client}&state=waiting"

    def page(path: str) -> Ask:
        return lambda turn: agent.get(path)

    return [
        Work("queue", "Agent: queue by priority and age", page("/queue/")),
        Work("queue_filtered", "Agent: queue of a team, a client and a state", page(f"/queue/?{narrow}")),
        Work("queue_person", "Agent: queue of one person", page(f"/queue/?assignee={found.agent}")),
        Work("queue_mine", "Agent: queue, view “mine”", page("/queue/?view=mine")),
        Work("queue_age", "Agent: queue by age alone", page("/queue/?sort=opened_at")),
        Work("queue_all", "Agent: all tickets, newest first", page("/queue/?view=all")),
        Work("ticket", "Agent: ticket page", lambda turn: agent.get(f"/tickets/{_one(found.read, turn)}/")),
        Work("search_rare", "Agent: search, two rare words", page(_search("/search/", *RARE))),
        Work("search_common", "Agent: search, two common words", page(_search("/search/", *COMMON))),
        Work(
            "search_apart",
            "Agent: search, two common words, seldom together",
            page(_search("/search/", *APART)),
        ),
    ]


def persons(user: Browser, manager: Browser, found: Sample) -> list[Work]:
    """What a client's people read: one with their own cases, one who sees those of the organisation."""
    cases = "/portal/cases/"
    common, rare = _search(cases, *COMMON), _search(cases, *RARE)

    def page(browser: Browser, path: str) -> Ask:
        return lambda turn: browser.get(path)

    return [
        Work("person_home", "Client's person: portal, first page", page(user, "/portal/")),
        Work("person_cases", "Client's person: own cases", page(user, cases)),
        Work("manager_cases", "Client's manager: all cases", page(manager, f"{cases}?scope=organisation")),
        Work("person_case", "Client's person: a case", lambda turn: user.get(f"{cases}{_one(found.own, turn)}/")),
        Work("person_search_rare", "Client's person: search, two rare words", page(user, rare)),
        Work("person_search_common", "Client's person: search, two common words", page(user, common)),
        Work("manager_search_common", "Client's manager: search, two common words", page(manager, common)),
        Work("person_form", "Client's person: the form of a new case", page(user, "/portal/new/incident/")),
    ]  # fmt: skip


def replies(agent: Browser, found: Sample) -> list[Work]:
    """An answer that lets the ticket wait: the form alone, and with the page that the browser shows next."""
    waiting = iter(found.answer)

    def post() -> Answer:
        ref = next(waiting)
        form = form_to(agent.get(f"/tickets/{ref}/"), f"/tickets/{ref}/message/")
        return agent.post(form.action, answered(form))

    def post_and_follow(turn: int) -> Answer:
        sent = post()
        shown = agent.get(sent.location.partition("#")[0])
        return Answer(
            shown.status, sent.ms + shown.ms, shown.body, sent.statements + shown.statements,
            sent.processor + shown.processor, shown.location,
        )  # fmt: skip

    return [
        Work("reply_screen", "Agent: reply and state on screen, the form", lambda turn: post()),
        Work(
            "reply_screen_page", "Agent: reply and state on screen, with the page after it", post_and_follow
        ),
    ]


def answered(form: Form) -> dict[str, str]:
    """The composer as an agent sends it: a reply after which the ticket waits for the client."""
    typed = {"body": "Se ha revisado el equipo; falta saber la versión del programa.", "mode": "reply"}
    return {**form.fields, **typed, "then": "wait:information", "request_key": str(uuid4())}


def _search(path: str, *words: str) -> str:
    return f"{path}?q={quote_plus(' '.join(words))}"


def _one(refs: Sequence[str], turn: int) -> str:
    """Each round another ticket, in a stride that is not the order of the keys."""
    return refs[turn * 37 % len(refs)]


def creation(browser: Browser) -> Callable[[int], Answer]:
    """The portal's own form, filled in once and sent again and again with a new mark, as by people who report."""
    form = form_to(browser.get("/portal/new/incident/"), "")
    typed = {"impact": "person", "urgency": "low"}

    def send(turn: int) -> Answer:
        words = {
            "title": f"La impresora de recepción no imprime ({turn})",
            "description": "Esta mañana, al imprimir una etiqueta, sale en blanco y hay que reiniciar el equipo. "
            * 6,
            "request_key": str(uuid4()),
        }
        return browser.post("/portal/new/incident/", {**form.fields, **typed, **words})

    return send
