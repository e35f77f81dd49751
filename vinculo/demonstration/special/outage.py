"""A major incident: one morning without ERP, many tickets, news every half hour."""

from __future__ import annotations

import datetime as dt
import random
from zoneinfo import ZoneInfo

from vinculo.demonstration.demand import Demand, people_of
from vinculo.demonstration.ending import end, solve
from vinculo.demonstration.hours import shift_of
from vinculo.demonstration.people import FIGURES
from vinculo.demonstration.scene import Scene
from vinculo.demonstration.special import stories_of
from vinculo.demonstration.stories import Story
from vinculo.demonstration.voice import Slots
from vinculo.desk.models import Channel

CLIENT = "almadrona"
MADRID = ZoneInfo("Europe/Madrid")
CHILDREN = 34
NEWS = ("08:19", "08:45", "09:15", "09:45", "10:15", "10:45", "11:05")


def outage(*, now: dt.datetime, rng: random.Random, children: int) -> list[tuple[Demand, type[Scene]]]:
    """The morning's tickets: the major one and those that say the same."""
    day = _morning(now)
    story = stories_of("outage", "erp")["erp_down"]
    major = _demand(story, _at(day, "08:12"), "carlos", rng)
    found: list[tuple[Demand, type[Scene]]] = [(major, Major)]
    told = stories_of("outage", "erp")["erp_child"].told_in("ES")
    people = people_of(CLIENT)
    for n in range(children):
        at = _at(day, "08:03") + dt.timedelta(minutes=rng.triangular(0, 150, 40))
        story = told[n % len(told)]
        titles = story.variants("T")
        title = titles[n // len(told) % len(titles)]
        child = _demand(story, at.replace(microsecond=0), rng.choice(people).slug, rng, title)
        child.after = major
        found.append((child, Child))
    return found


def _morning(now: dt.datetime) -> dt.date:
    """A Tuesday to Thursday with everybody at work, two weeks ago or a little more."""
    day = now.astimezone(MADRID).date() - dt.timedelta(days=13)
    while day.weekday() not in (1, 2, 3) or not all(shift_of(a).works_on(day) for a in ("rafael", "ana")):
        day -= dt.timedelta(days=1)
    return day


def _at(day: dt.date, clock: str) -> dt.datetime:
    hour, minute = map(int, clock.split(":"))
    return dt.datetime.combine(day, dt.time(hour, minute), tzinfo=MADRID).astimezone(dt.UTC)


def _demand(story: Story, at: dt.datetime, who: str, rng: random.Random, title: str = "") -> Demand:
    slots = Slots(client=CLIENT, requester=FIGURES[who], at=at, service="workplace", rng=rng)
    title = slots.fill(title or story.pick("T", rng))
    return Demand(at, CLIENT, story, FIGURES[who], Channel.PORTAL, slots, title, story.pick("D", rng))


class Major(Scene):
    """The major incident itself, coordinated by the desk's manager."""

    def tell(self) -> None:
        """Confirmed as major in minutes, news at the half hours, solved before noon."""
        day = self.at.astimezone(MADRID).date()
        self.ticket.is_major = True
        self.agent = "rafael"
        systems = self.company.teams["systems"]
        self.log.assign(_at(day, "08:15"), by=self.by, team=systems, assignee=self.company.people["rafael"])
        self.log.reclassify(
            _at(day, "08:15"), by=self.by, impact=self.ticket.impact, urgency=self.ticket.urgency
        )
        self.log.start(_at(day, "08:16"), by=self.by)
        notes = self.story.variants("N")
        for n, (when, text) in enumerate(zip(NEWS, self.story.variants("P"), strict=True)):
            self.log.reply(_at(day, when), by=self.by, body=self.slots.fill(text))
            if n in (2, 4):
                self.log.note(_at(day, when) + dt.timedelta(minutes=4), by=self.by, body=notes[n // 2 - 1])
        self.at = _at(day, "12:10")
        solve(self)
        self.at = _at(day, "12:41")
        self.client_says(self.story.pick("Q", self.rng).partition(" || ")[0])
        self.log.confirm(_at(day, "12:42"), by=self.client)


class Child(Scene):
    """One of the many that say the same."""

    def tell(self) -> None:
        """Answered with the major one's reference, solved with it."""
        assert self.demand.after is not None
        self.slots["grave"] = self.demand.after.ref
        day = self.at.astimezone(MADRID).date()
        # Whatever comes before the major one is declared waits for it.
        self.at = max(self.at, _at(day, "08:22")) + dt.timedelta(seconds=self.rng.randint(60, 900))
        agents = [slug for slug in ("ana", "tomas", "lucia") if shift_of(slug).covers(self.at)]
        self.agent = self.rng.choice(agents or ["ana"])
        person = self.company.people[self.agent]
        team = "systems" if self.agent == "lucia" else "desk"
        self.log.assign(self.at, by=self.by, team=self.company.teams[team], assignee=person)
        self.log.start(self.at + dt.timedelta(seconds=9), by=self.by)
        self.at += dt.timedelta(seconds=self.rng.randint(40, 200))
        self.answer(self.slots.fill(self.story.pick("K", self.rng)))
        self.at = _at(day, "11:06") + dt.timedelta(seconds=self.rng.randint(0, 5400))
        solve(self)
        end(self, late=False)
