"""All the ways in which a ticket waits: for an answer, a part, a supplier, the client's own window, or for weeks."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

from vinculo.demonstration import phrases
from vinculo.demonstration.hours import shift_of
from vinculo.demonstration.scene import Scene
from vinculo.demonstration.voice import WEEKDAYS
from vinculo.desk.models import Kind, ResolutionCode, WaitReason

PAUSE = {  # hours of waiting, from and to
    WaitReason.PART: (26, 110),
    WaitReason.APPOINTMENT: (16, 70),
    WaitReason.CLIENT_WINDOW: (10, 80),
    WaitReason.SUPPLIER: (2, 40),
    WaitReason.INTERNAL: (8, 60),
    WaitReason.THIRD_PARTY: (6, 80),
}


class Waiting(Scene):
    """A scene with the waits of ordinary work."""

    def ask(self, effort: float) -> bool:
        """Ask for what is missing and wait for it; False when no answer ever came."""
        pair = self.story.pick("Q", self.rng)
        if not pair:
            return True
        question, _, answer = (self.slots.fill(part) for part in pair.partition(" || "))
        self.work(effort)
        by = self.by
        self.answer(question)
        self.log.wait(self.at, by=by, reason=WaitReason.INFORMATION)
        if self.rng.random() < 0.07:
            self.remind()
            return False
        self.client_takes(95)
        self.client_says(answer)
        self.work(self.rng.uniform(8, 60))
        if self.rng.random() < 0.5:
            self.answer(self.say(phrases.RESUMED))
        return True

    def remind(self) -> None:
        """Ask again after two days, and give up after some more."""
        for days in (2, 2.5):
            self.at = self.shift.after(self.at + dt.timedelta(days=days), self.rng.uniform(5, 90))
            if days == 2:
                self.answer(self.say(phrases.REMINDER))
        text = self.say(phrases.NO_ANSWER)
        self.log.resolve(self.at, by=self.by, resolution=text, code=ResolutionCode.NO_ANSWER)

    def pause(self) -> bool:
        """A wait for anything but an answer; False when the ticket ended with it."""
        found = self.story.wait(self.rng)
        if found is None:
            self.progress()
            return True
        reason, by = found[0], self.by
        shared = reason is WaitReason.SUPPLIER and self.story.service in ("network", "telephony")
        hours = self.rng.uniform(*PAUSE.get(reason, (0, 0))) * (0.5 if self.ticket.priority <= 2 else 1)
        back = self.shift.after(self.at + dt.timedelta(hours=hours), self.rng.uniform(2, 45))
        self.answer(self.fill_until(found[1], back))
        if shared:
            self.share()
        self.log.wait(self.at, by=by, reason=reason)
        if reason is WaitReason.CONFIRMATION:
            self.client_takes(320)
            self.client_says(self.say(phrases.CONFIRMS[self.country]), bare=True)
            return True
        if shared:
            self.supplier_works(hours)
        else:
            self.at = back
        if self.rng.random() < 0.3 and (given := self.story.pick("C", self.rng)):
            self.log.cancel(
                self.manager_after(10), by=self.company.actor("rafael"), reason=self.slots.fill(given)
            )
            return False
        self.log.start(self.at, by=by)
        return True

    def drag(self) -> None:
        """What takes weeks: one wait after another, each told."""
        bank = phrases.LONG_REQUEST if self.story.kind == Kind.REQUEST else phrases.LONG
        for reason, text in self.rng.sample(bank, self.rng.randint(2, 4)):
            self.work(self.rng.uniform(30, 500))
            self.answer(self.slots.fill(text))
            self.log.wait(self.at, by=self.by, reason=WaitReason(reason))
            days = dt.timedelta(days=self.rng.uniform(2, 10))
            self.at = self.shift.after(self.at + days, self.rng.uniform(5, 200))
            self.log.start(self.at, by=self.by)

    def supplier_works(self, hours: float) -> None:
        """The supplier answers in the ticket and gives it back."""
        self.supplier_says(min(hours * 20, 400))
        self.at = self.shift.after(self.at + dt.timedelta(hours=hours / 2), self.rng.uniform(3, 40))
        by = self.by
        if self.rng.random() < 0.5:
            self.answer(self.say(phrases.SUPPLIER_THANKS))
        self.log.end_share(self.at, by=by, supplier=self.company.organisations["redalmar"])

    def share(self) -> None:
        """Let the supplier of lines see the ticket."""
        self.log.share(self.at, by=self.by, supplier=self.company.organisations["redalmar"])

    def supplier_says(self, minutes: float) -> None:
        """One of the supplier's people writes in the ticket, after so many of their working minutes."""
        supplier = self.rng.choice(("sergio", "sergio", "noelia"))
        self.at = shift_of(supplier).after(self.log.at, minutes)
        bank = phrases.SUPPLIER_SAYS[self.story.service]
        self.log.reply(self.at, by=self.company.actor(supplier), body=self.rng.choice(bank))

    def progress(self) -> None:
        generic = phrases.PROGRESS_REQUEST if self.story.kind == Kind.REQUEST else phrases.PROGRESS
        text = self.story.pick("P", self.rng)
        self.work(self.rng.uniform(10, 80))
        self.answer(self.slots.fill(text) if text else self.say(generic))

    def fill_until(self, text: str, back: dt.datetime) -> str:
        """A text whose day is the one on which the wait ends, unless the client has named a day already."""
        if "{dia}" in self.demand.about or "{Dia}" in self.demand.about:
            return self.slots.fill(text)
        day = WEEKDAYS[back.astimezone(ZoneInfo(self.slots.zone)).weekday()]
        return self.slots.fill(text, dia=day, Dia=day[0].upper() + day[1:])
