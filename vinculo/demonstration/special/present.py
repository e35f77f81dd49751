"""What is on the desk at this very moment: fresh tickets, a P1 to be confirmed, and one wait of every kind."""

from __future__ import annotations

import datetime as dt
import random
from collections import deque
from zoneinfo import ZoneInfo

from vinculo.demonstration.course import Course
from vinculo.demonstration.demand import Demand, Menu, draw, menu_of
from vinculo.demonstration.people import FIGURES
from vinculo.demonstration.rhythm import CLIENTS, instants
from vinculo.demonstration.scene import Scene
from vinculo.demonstration.special import stories_of
from vinculo.demonstration.stories import Story
from vinculo.demonstration.voice import Slots
from vinculo.desk.models import Channel, WaitReason
from vinculo.desk.waits import OFFERED

HOSPITAL = "amaranta"
BUSY = 2.5
"""From how much demand in an hour on, an office certainly has something new."""


def present(*, now: dt.datetime, rng: random.Random, waits: int) -> list[tuple[Demand, type[Scene]]]:
    """The present moment's tickets; `waits` of each reason."""
    recent: deque[str] = deque()
    found: list[tuple[Demand, type[Scene]]] = []
    for key, minutes in (("icu", 7), ("triage", 23)):
        found.append((_urgent(key, now - dt.timedelta(minutes=minutes), rng), Fresh))
    for minutes in (3, 16, 41, 64):
        found.append((_fresh(HOSPITAL, now - dt.timedelta(minutes=minutes, seconds=11), recent, rng), Fresh))
    for client in ("almadrona", "guaranda"):
        local = now.astimezone(ZoneInfo(CLIENTS[client].zone))
        if CLIENTS[client].day_weight(local.date()) * CLIENTS[client].hours[local.hour] > BUSY:
            for minutes in (5, 19, 33):
                at = now - dt.timedelta(minutes=minutes, seconds=27)
                found.append((_fresh(client, at, recent, rng), Fresh))
    menus = {client: menu_of(client) for client in ("almadrona", "guaranda", HOSPITAL)}
    for n, reason in enumerate(OFFERED):
        able = [menu for menu in menus.values() if any(can_wait(story, reason) for story in menu.stories)]
        for m in range(waits + (2 if reason is WaitReason.SUPPLIER else 0)):
            found.append((_held(reason, able[(n + m) % len(able)], now, recent, rng), Held))
    return found


class Fresh(Scene):
    """Nobody has looked at it yet."""

    def tell(self) -> None:
        """Nothing yet."""


class Held(Course):
    """It waits, and goes on waiting; nothing so grave that it could not."""

    def judged(self) -> tuple[str, str]:
        """A department's matter that is not urgent, or a site's that can be borne."""
        impact = "site" if "site" in self.story.impacts else "department"
        return impact, self.rng.choice(("medium", "medium", "low"))

    def tell(self) -> None:
        """Picked up, answered, put to wait for the reason that is its fate."""
        reason = WaitReason(self.demand.fate)
        self._pick_up()
        self.work(self.rng.uniform(5, 90))
        self._note(0.5)
        if reason is WaitReason.INFORMATION:
            self.answer(self.slots.fill(self.story.pick("Q", self.rng).partition(" || ")[0]))
        else:
            back = self.log.until + dt.timedelta(days=self.rng.randint(1, 3))
            self.answer(self.fill_until(self.rng.choice(self.story.waits(reason)), back))
        if reason is WaitReason.SUPPLIER and self.story.service in ("network", "telephony"):
            self.share()
        self.log.wait(self.at, by=self.by, reason=reason)
        if self.log.history.shares:
            self.supplier_says(self.rng.uniform(40, 200))


def _urgent(key: str, at: dt.datetime, rng: random.Random) -> Demand:
    story = stories_of("now", "clinical")[key]
    who = FIGURES["rodrigo" if key == "triage" else "guadalupe"]
    slots = Slots(client=HOSPITAL, requester=who, at=at, service="clinical", rng=rng)
    title, about = story.pick("T", rng), story.pick("D", rng)
    return Demand(at, HOSPITAL, story, who, Channel.PORTAL, slots, title, about)


def _fresh(client: str, at: dt.datetime, recent: deque[str], rng: random.Random) -> Demand:
    demand = draw(menu_of(client), at=at.replace(microsecond=0), recent=recent, rng=rng)
    demand.channel, demand.registered_by = Channel.PORTAL, ""
    recent.append(demand.title)
    return demand


def _held(reason: WaitReason, menu: Menu, now: dt.datetime, recent: deque[str], rng: random.Random) -> Demand:
    """An opening of the last days whose story can wait for this reason."""
    able = [story for story in menu.stories if can_wait(story, reason)]
    past = now - dt.timedelta(days=2)
    at = rng.choice(instants(menu.rhythm, count=12, now=past, rng=rng, days=6))
    demand = draw(menu, at=at, recent=recent, rng=rng, stories=able)
    demand.fate = reason.value
    recent.append(demand.title)
    return demand


def can_wait(story: Story, reason: WaitReason) -> bool:
    """Whether a story has words for a reason."""
    if reason is WaitReason.INFORMATION:
        return bool(story.variants("Q"))
    if "organisation" in story.impacts:
        return False
    if reason is WaitReason.SUPPLIER and story.service not in ("network", "telephony"):
        return False
    return bool(story.waits(reason))
