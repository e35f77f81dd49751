"""One ticket of ninety messages: twenty-five computers changed person by person, without stopping a line."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator, Sequence
from zoneinfo import ZoneInfo

from vinculo.demonstration import words
from vinculo.demonstration.demand import Demand
from vinculo.demonstration.ending import solve
from vinculo.demonstration.hours import shift_of
from vinculo.demonstration.people import FIGURES
from vinculo.demonstration.scene import Scene
from vinculo.demonstration.special import stories_of
from vinculo.demonstration.voice import WEEKDAYS, Slots
from vinculo.desk.models import Channel, WaitReason

MESSAGES = 90
COMPUTERS = 25
MADRID = ZoneInfo("Europe/Madrid")


def marathon(*, now: dt.datetime, rng: random.Random) -> list[tuple[Demand, type[Scene]]]:
    """The request, opened some eleven weeks ago."""
    day = now.astimezone(MADRID).date() - dt.timedelta(days=78)
    while not shift_of("ana").works_on(day):
        day -= dt.timedelta(days=1)
    at = dt.datetime.combine(day, dt.time(9, 24, 31), tzinfo=MADRID).astimezone(dt.UTC)
    carlos = FIGURES["carlos"]
    story = stories_of("marathon", "workplace")["renewal"]
    slots = Slots(client="almadrona", requester=carlos, at=at, service="workplace", rng=rng)
    title = slots.fill(story.pick("T", rng))
    return [
        (Demand(at, "almadrona", story, carlos, Channel.PORTAL, slots, title, story.pick("D", rng)), Marathon)
    ]


class Marathon(Scene):
    """Four exchanges to agree, three messages a computer, seven to end: ninety."""

    def tell(self) -> None:
        """From the list of people to the certificates of erasure."""
        told = stories_of("marathon", "workplace")
        self.agent = "ana"
        self.work(35)
        team, person = self.company.teams["workplace"], self.company.people["ana"]
        self.log.assign(self.at, by=self.by, team=team, assignee=person)
        self.log.start(self.at, by=self.by)
        for text in told["intro"].variants("Q"):
            self._exchange(text)
        questions, reports = (
            self._endless(told["each"].variants("Q")),
            self._endless(told["each"].variants("P")),
        )
        people = [*words.NAMES["ES"], "Amparo", "Fran", "Begoña"]
        self.rng.shuffle(people)
        for name in people[:COMPUTERS]:
            self._change(name, next(questions), next(reports))
        for text in told["outro"].variants("Q"):
            self._exchange(text)
        self.at = shift_of("ana").after(self.log.at + dt.timedelta(days=7), 20)
        self.answer("Pasada la semana de observación sin avisos. Se da por entregado.")
        self.story = told["outro"]
        solve(self)
        self.at = shift_of("carlos").after(self.log.at, 200)
        self.log.confirm(self.at, by=self.client)

    def _exchange(self, text: str) -> None:
        question, _, answer = (self.slots.fill(part) for part in text.partition(" || "))
        self.work(self.rng.uniform(20, 200))
        self.log.reply(self.at, by=self.by, body=question)
        self.client_takes(60)
        self.log.reply(self.at, by=self.client, body=answer)

    def _change(self, name: str, question: str, report: str) -> None:
        """One computer: proposed, agreed, waited for, done."""
        for key in (
            "lugar",
            "Lugar",
            "hora",
            "minutos",
            "muchos",
            "inv",
            "por_la",
            "dia",
            "Dia",
            "Por_la_manana",
        ):
            self.slots.pop(key, None)
        self.slots.update(colega=name, Colega=name, muchos=str(self.rng.randint(35, 70)))
        self.work(self.rng.uniform(15, 240))
        soon = shift_of("ana").after(self.at, 560)
        self.slots.update(dia=WEEKDAYS[soon.astimezone(MADRID).weekday()])
        self.log.reply(self.at, by=self.by, body=self.slots.fill(question.partition(" || ")[0]))
        self.client_takes(50)
        self.log.reply(self.at, by=self.client, body=self.slots.fill(question.partition(" || ")[2]))
        self.work(self.rng.uniform(2, 30))
        self.log.wait(self.at, by=self.by, reason=WaitReason.APPOINTMENT)
        self.at = max(soon, shift_of("ana").after(self.at, 90))
        self.log.start(self.at, by=self.by)
        self.work(self.rng.uniform(38, 80))
        self.log.reply(self.at, by=self.by, body=self.slots.fill(report))

    def _endless(self, lines: Sequence[str]) -> Iterator[str]:
        """All variants in some order, then again in another."""
        while True:
            texts = list(lines)
            self.rng.shuffle(texts)
            yield from texts
