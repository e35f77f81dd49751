"""The course of an ordinary ticket: picked up, asked about, waited for, solved, or what else may become of it.

Everything is told to the end; what lies after the present simply does not happen yet, and so there are tickets in every
state on any day.
"""

from __future__ import annotations

import datetime as dt

from vinculo.demonstration import phrases
from vinculo.demonstration.company import SERVICES
from vinculo.demonstration.demand import FRONT, on_call
from vinculo.demonstration.ending import end, solve
from vinculo.demonstration.hours import ON_CALL, ROUND_THE_CLOCK, shift_of
from vinculo.demonstration.people import FIGURES
from vinculo.demonstration.waiting import Waiting
from vinculo.desk.models import Kind

RESPONSE = {1: (2, 11), 2: (5, 30), 3: (10, 100), 4: (30, 300), 5: (60, 560)}
"""Minutes of work until somebody picks a ticket up, by priority."""

EFFORT = {1: 80, 2: 200, 3: 520, 4: 1050, 5: 1600}
"""Minutes of work until it is solved, in the middle of a wide spread."""


class Course(Waiting):
    """A ticket such as there are twenty a day."""

    def tell(self) -> None:
        """Take it to its end by one of the usual ways."""
        fate = self.demand.fate
        if fate == "cancel" or (not fate and self.rng.random() < 0.022):
            return self._cancel()
        if self.by_mouth and self.story.is_quick and self.rng.random() < 0.55:
            self._first_contact()
        else:
            self._pick_up()
            if self._work():
                solve(self)
        return end(self) if self.ticket.category == "resolved" else None

    # --- who works on it

    def _pick_up(self) -> None:
        """Somebody takes it: the one who wrote it down, whoever of the first line comes first, or a specialist."""
        low, high = RESPONSE[self.ticket.priority]
        if self.by_mouth:
            self.at = (self.log.at + dt.timedelta(minutes=self.rng.uniform(1, 4))).replace(microsecond=0)
            self.is_on_call = not shift_of(self.agent).covers(self.at)
        else:
            self._choose_agent(self.rng.uniform(low, high))
        team = self.story.team or SERVICES[self.story.service][1]
        knows = team in FIGURES[self.agent].teams
        if not knows and self.rng.random() < 0.5 and not self.is_on_call and self._can_pass_on(team):
            self._hand_to(team, wait=self.rng.uniform(low, high))
        else:
            self._take(team if knows else "desk")
        if self.rng.random() < 0.86:
            self.work(self.rng.uniform(2, 12))
            self.answer(self._first_answer())

    def _choose_agent(self, delay: float) -> None:
        """Whoever of the first line would come first; at night somebody on call, when it cannot wait."""
        opened = self.demand.at
        noise = self.rng.random
        front = FRONT[self.demand.client]
        self.at, _, self.agent = min((shift_of(a).after(opened, delay), noise(), a) for a in front)
        urgent = self.ticket.priority <= 2 or self.rng.random() < 0.15
        if (
            self.demand.client == ROUND_THE_CLOCK
            and urgent
            and self.at - opened > dt.timedelta(minutes=delay + 20)
        ):
            self.agent, self.is_on_call = on_call(opened), True
            self.at = ON_CALL.after(opened, delay)

    def _take(self, team: str) -> None:
        person = self.company.people[self.agent]
        by = self.by
        self.log.assign(self.at, by=by, team=self.company.teams[team], assignee=person)
        self._judge()
        self.work(self.rng.uniform(0.2, 3))
        self.log.start(self.at, by=by)

    def _hand_to(self, team: str, *, wait: float) -> None:
        """Give it to the team that knows, with a note; one of it takes it."""
        by = self.by
        self.log.assign(self.at, by=by, team=self.company.teams[team], assignee=None)
        name = self.company.teams[team].name
        if self.rng.random() < 0.4:
            bank = phrases.HAND_OVER_REQUEST if self.story.kind == Kind.REQUEST else phrases.HAND_OVER
            self.log.note(self.at, by=by, body=self.say(bank, equipo=name))
        self.at, self.agent = min((shift_of(a).after(self.at, wait), a) for a in self._members(team))
        self.is_on_call = False
        by = self.by
        self.log.assign(
            self.at, by=by, team=self.company.teams[team], assignee=self.company.people[self.agent]
        )
        self._judge()
        if self.ticket.state != "in_progress":
            self.log.start(self.at, by=by)

    def _members(self, team: str) -> list[str]:
        """Who of a team may take it: those who answer this client, or anybody when there is none."""
        members = [slug for slug, figure in FIGURES.items() if team in figure.teams]
        return [slug for slug in members if slug in FRONT[self.demand.client]] or members

    def _can_pass_on(self, team: str) -> bool:
        """Whether it may be handed over: what is urgent only to somebody who is there."""
        there = any(shift_of(slug).covers(self.at) for slug in self._members(team))
        return there or self.ticket.priority > 2

    def _judge(self) -> None:
        """Confirm a P1, or judge impact and urgency anew."""
        ticket, by = self.ticket, self.company.actor(self.agent)
        lower = {"critical": "high", "high": "medium"}.get(ticket.urgency, ticket.urgency)
        changes = ticket.matrix.priority(ticket.impact, lower) != ticket.priority
        chance = 0.25 if ticket.to_confirm else 0.12
        if changes and not self.by_mouth and self.rng.random() < chance:
            self.work(self.rng.uniform(0.5, 4))
            reason = self.rng.choice(phrases.LOWERED)
            self.log.reclassify(self.at, by=by, impact=ticket.impact, urgency=lower, reason=reason)
        elif ticket.to_confirm:
            self.log.reclassify(self.at, by=by, impact=ticket.impact, urgency=ticket.urgency)

    # --- the work

    def _first_contact(self) -> None:
        """Solved while the person is on the telephone."""
        self.is_on_call = not shift_of(self.agent).covers(self.at)
        self.work(1)
        by = self.by
        person = self.company.people[self.agent]
        self.log.assign(self.at, by=by, team=self.company.teams["desk"], assignee=person)
        self._judge()
        self.at = (self.log.at + dt.timedelta(minutes=self.rng.uniform(4, 14))).replace(microsecond=0)
        solve(self)

    def _work(self) -> bool:
        """All that lies between the first answer and the solution; False when it ended without one."""
        spread = min(self.rng.lognormvariate(0, 1), 2.5 if self.ticket.priority <= 2 else 9)
        effort = EFFORT[self.ticket.priority] * spread * (0.35 if self.story.is_quick else 1)
        if "{dia}" in self.demand.about:
            effort = min(effort, 300)  # whoever names a day must have it by then
        if self.ticket.priority > 2:
            self.is_on_call = False  # answered at night, done by day
        if self.rng.random() < 0.4 and not self.demand.fate and not self.ask(effort * 0.2):
            return False
        self.work(effort * 0.3)
        self._note(0.34)
        if self.story.kind == Kind.INCIDENT and self.rng.random() < 0.1 and not self.is_on_call:
            self._move_on()
        if self.rng.random() < (0.5 if self.story.kind == Kind.REQUEST else 0.3):
            if not self.pause():
                return False
        elif self.rng.random() < 0.25:
            self.progress()
        if self.ticket.priority > 1 and not self.demand.fate and self.rng.random() < 0.06:
            self.drag()
        self.work(effort * 0.5)
        self._note(0.1)
        return True

    def _move_on(self) -> None:
        """Another team takes over half way."""
        teams = [
            t for t in ("systems", "network") if t not in FIGURES[self.agent].teams and self._can_pass_on(t)
        ]
        if teams:
            team = self.rng.choice(teams)
            self._hand_to(team, wait=self.rng.uniform(10, 120))
            self.work(self.rng.uniform(3, 20))
            self.answer(self.say(phrases.MINE, equipo=self.company.teams[team].name))

    def _note(self, chance: float) -> None:
        if self.rng.random() < chance:
            text = self.story.pick("N", self.rng)
            is_first = bool(text) and not self.log.history.notes
            generic = phrases.NOTES_REQUEST if self.story.kind == Kind.REQUEST else phrases.NOTES
            body = self.slots.fill(text) if is_first else self.say(generic)
            self.log.note(self.at, by=self.by, body=body)

    def _first_answer(self) -> str:
        """What the agent says first: the story's own words, or what one says."""
        own = self.story.pick("K", self.rng)
        if own and self.rng.random() < 0.75:
            return self.slots.fill(own)
        return self.say(phrases.ACKS_REQUEST if self.story.kind == Kind.REQUEST else phrases.ACKS)

    def _cancel(self) -> None:
        """Withdrawn by the client, or ended by the desk's manager with a reason."""
        if self.rng.random() < 0.5:
            self.client_takes(60)
            self.client_says(self.say(phrases.WITHDRAWN[self.country]), bare=True)
            reason = self.rng.choice(phrases.WITHDRAWN_REASON)
        else:
            reason = self.rng.choice(phrases.CANCEL_REASON)
        self.log.cancel(
            self.manager_after(self.rng.uniform(15, 120)), by=self.company.actor("rafael"), reason=reason
        )
