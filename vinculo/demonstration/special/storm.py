"""A day of force majeure: a storm leaves the whole country without power, and the wait is charged to a third party."""

from __future__ import annotations

import datetime as dt
import random
from zoneinfo import ZoneInfo

from vinculo.demonstration.demand import Demand, people_of
from vinculo.demonstration.ending import end, solve
from vinculo.demonstration.hours import shift_of
from vinculo.demonstration.scene import Scene
from vinculo.demonstration.special import stories_of
from vinculo.demonstration.voice import Slots
from vinculo.desk.models import Channel, ChargedTo, WaitReason

CLIENT = "almadrona"
MADRID = ZoneInfo("Europe/Madrid")
DAYS = ((11, 20), (1, 22), (2, 12), (3, 11), (10, 23))
"""Days of the year on which such a storm may come; the latest that is five weeks ago is taken."""


def storm(*, now: dt.datetime, rng: random.Random, tickets: int) -> list[tuple[Demand, type[Scene]]]:
    """What came in that afternoon, while Madrid was dark and Bogotá answered."""
    day = _day(now)
    story = stories_of("storm", "network")["blackout"]
    titles = story.variants("T")
    people = people_of(CLIENT)
    found: list[tuple[Demand, type[Scene]]] = []
    for n in range(tickets):
        at = dt.datetime.combine(day, dt.time(15, 12), tzinfo=MADRID).astimezone(dt.UTC)
        at += dt.timedelta(seconds=round(rng.triangular(0, 9000, 1500)))
        requester = rng.choice(people)
        slots = Slots(client=CLIENT, requester=requester, at=at, service="network", rng=rng)
        is_call = rng.random() < 0.45
        channel, agent = (Channel.PHONE, "camila") if is_call else (Channel.PORTAL, "")
        title = slots.fill(titles[n % len(titles)])
        found.append(
            (
                Demand(at, CLIENT, story, requester, channel, slots, title, story.pick("D", rng), agent),
                Blackout,
            )
        )
    return found


def _day(now: dt.datetime) -> dt.date:
    """A working day in Bogotá and in Madrid, in the months of storms."""
    today = now.date()
    limit = today - dt.timedelta(days=35)
    days = [dt.date(year, month, day) for year in (today.year - 1, today.year) for month, day in DAYS]
    day = max(day for day in days if day <= limit)
    while not all(shift_of(slug).works_on(day) for slug in ("camila", "ana")):
        day += dt.timedelta(days=1)
    return day


class Blackout(Scene):
    """One ticket of that day: nothing to be done but to wait, and to check when the light is back."""

    def tell(self) -> None:
        """Answered from Bogotá, charged to a third party until the power is back, checked one by one."""
        day = self.at.astimezone(MADRID).date()
        self.agent = "camila"
        self.work(self.rng.uniform(3, 22))
        self.log.assign(
            self.at, by=self.by, team=self.company.teams["desk"], assignee=self.company.people["camila"]
        )
        if self.ticket.to_confirm:
            self.log.reclassify(self.at, by=self.by, impact=self.ticket.impact, urgency=self.ticket.urgency)
        self.log.start(self.at, by=self.by)
        self.work(self.rng.uniform(1, 5))
        self.answer(self.slots.fill(self.story.pick("K", self.rng)))
        if self.rng.random() < 0.12:
            self.log.note(self.at, by=self.by, body=self.story.pick("N", self.rng))
        self.log.wait(self.at, by=self.by, reason=WaitReason.THIRD_PARTY, charged_to=ChargedTo.THIRD_PARTY)
        back = dt.datetime.combine(day, dt.time(21, 20), tzinfo=MADRID).astimezone(dt.UTC)
        self.at = shift_of("camila").after(back, self.rng.uniform(2, 60))
        self.log.start(self.at, by=self.by)
        self.answer(self.slots.fill(self.story.pick("P", self.rng)))
        self.work(self.rng.uniform(5, 160))
        solve(self)
        end(self, late=False)
