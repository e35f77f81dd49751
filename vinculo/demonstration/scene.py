"""The stage of one ticket: who speaks, where the time stands, in which words. Stories of every kind are told on it."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Sequence
from contextlib import suppress

from vinculo.demonstration import phrases
from vinculo.demonstration.chronicle import Chronicle, NotYet
from vinculo.demonstration.company import Company
from vinculo.demonstration.demand import Demand
from vinculo.demonstration.hours import ON_CALL, ROUND_THE_CLOCK, Shift, shift_of
from vinculo.demonstration.people import FIGURES
from vinculo.demonstration.voice import greeting
from vinculo.desk.actions import TicketHistory
from vinculo.desk.models import Channel, MatrixVersion, Ticket
from vinculo.kernel.scope import Actor


class Scene:
    """One ticket on its way. `at` is where the story stands; agents move on it in their own working hours."""

    def __init__(
        self, demand: Demand, company: Company, *, ref: str, matrix: MatrixVersion, now: dt.datetime
    ) -> None:
        self.demand, self.company, self.slots = demand, company, demand.slots
        self.rng = self.slots.rng = random.Random(demand.seed)  # noqa: S311 - a story, no secret
        self.country, self.story, self.at = self.slots.country, demand.story, demand.at
        self.client = company.actor(demand.requester.slug)
        self.client_shift = shift_of(demand.requester.slug)
        self.agent = demand.registered_by
        self.by_mouth = bool(self.agent)
        self.is_on_call = False
        self._greeted: set[tuple[str, dt.date]] = set()
        opener = company.actor(self.agent) if self.by_mouth else self.client
        self.ticket = self._open(ref, matrix)
        self.log = Chronicle(self.ticket, by=opener, until=now)

    def run(self) -> TicketHistory:
        """Tell the story as far as it has come."""
        with suppress(NotYet):
            self.tell()
        return self.log.history

    def tell(self) -> None:
        """What happens, to the end."""
        raise NotImplementedError

    @property
    def by(self) -> Actor:
        """The agent who has it."""
        return self.company.actor(self.agent)

    # --- time

    @property
    def shift(self) -> Shift:
        """When the agent works on this ticket: at any hour when it cannot wait and the client works at any hour."""
        urgent = self.demand.client == ROUND_THE_CLOCK and self.ticket.priority <= 2
        return ON_CALL if self.is_on_call or urgent else shift_of(self.agent)

    def work(self, minutes: float) -> None:
        """Let the agent's working time pass."""
        self.at = self.shift.after(max(self.at, self.log.at), minutes)

    def client_takes(self, median: float) -> None:
        """Let the client's working time pass: often less than `median` minutes, sometimes much more."""
        self.at = self.client_shift.after(max(self.at, self.log.at), median * self.rng.lognormvariate(0, 1.1))

    def manager_after(self, minutes: float) -> dt.datetime:
        """When the desk's manager gets to it."""
        return shift_of("rafael").after(max(self.at, self.log.at), minutes)

    # --- words

    def say(self, bank: Sequence[str], **places: str) -> str:
        """One sentence of a bank, filled."""
        places = {"agente": FIGURES[self.agent].first_name if self.agent else "", **places}
        saludo = greeting(self.at, self.slots.zone, self.country)
        return self.slots.fill(
            self.rng.choice(bank), saludo=saludo, Saludo=saludo[0].upper() + saludo[1:], **places
        )

    def answer(self, body: str) -> None:
        """The agent writes to the client: greets once a day, says goodbye at times."""
        key = (self.agent, self.at.date())
        if key not in self._greeted:
            self._greeted.add(key)
            hello = self.say(
                ("{Saludo}, {nombre}.", "{Saludo}, {nombre}.", "{nombre}, {saludo}.", "{Saludo}.")
            )
            body = f"{hello} {body}"
            if self.rng.random() < 0.3:
                body += "\n\n" + self.say(phrases.BYE[self.country])
        self.log.reply(self.at, by=self.by, body=body)

    def client_says(self, body: str, *, bare: bool = False) -> None:
        """The client writes; `bare` when the words hold their thanks already."""
        text = body if bare else self._client_text(body)
        self.log.reply(self.at, by=self.client, body=text, channel=self._client_channel())

    def _client_channel(self) -> Channel:
        return Channel.MAIL if self.demand.channel == Channel.MAIL else Channel.PORTAL

    def _client_text(self, body: str, *, opening: bool = False) -> str:
        """A client's words with what people put around them: more in a letter than in a form."""
        by_mail = self.demand.channel == Channel.MAIL
        hello, thanks = (0.9, 0.75) if by_mail and opening else (0.3, 0.4) if opening else (0.18, 0.2)
        if self.rng.random() < hello:
            end = "\n\n" if by_mail else " "
            body = self.say(phrases.HELLO[self.country]) + end + body
        if self.rng.random() < thanks:
            body += ("\n\n" if by_mail else " ") + self.say(phrases.THANKS[self.country])
        if by_mail and opening:
            body += f"\n\n{self.demand.requester.name}\n{self.demand.requester.job}"
        return body

    # --- the opening

    def _open(self, ref: str, matrix: MatrixVersion) -> Ticket:
        demand, company = self.demand, self.company
        impact, urgency = self.judged()
        person, opener = company.people[demand.requester.slug], demand.registered_by or demand.requester.slug
        is_at_home = demand.requester.home == demand.client
        return Ticket(
            organisation_id=company.organisations[demand.client].pk,
            ref=ref,
            kind=self.story.kind,
            title=demand.title,
            description=self._description(),
            requester_id=person.pk,
            registered_by_id=company.people[opener].pk,
            site_id=company.sites[demand.requester.place].pk if is_at_home else None,
            service_id=company.services[self.story.service].pk,
            topic_id=company.topics[self.story.topic].pk,
            channel=demand.channel,
            matrix=matrix,
            impact=impact,
            urgency=urgency,
            priority=matrix.priority(impact, urgency),
            team_id=company.teams["desk"].pk,
            opened_at=demand.at,
        )

    def judged(self) -> tuple[str, str]:
        """Impact and urgency as they come in: one colleague's trouble is not a whole site's, and the portal's two
        questions know no "medium"."""
        is_one = "{colega}" in self.demand.about.lower() and "{n}" not in self.demand.about
        able = [i for i in self.story.impacts if not is_one or i in ("person", "department")]
        urgency = self.rng.choice(self.story.urgencies)
        if self.demand.channel == Channel.PORTAL and urgency == "medium":
            urgency = self.rng.choice(("high", "low", "low"))
        return self.rng.choice(able or ["person"]), urgency

    def _description(self) -> str:
        body = self.slots.fill(self.demand.about)
        if self.demand.channel == Channel.PHONE:
            from_where = " desde su {movil}." if "{movil}" in self.demand.about else ", {extension} {ext}."
            return self.slots.fill("Llamada de {nombre}" + from_where) + " " + body
        if self.demand.channel == Channel.IN_PERSON:
            return self.slots.fill("{nombre} pasa por la mesa de ayuda.") + " " + body
        return self._client_text(body, opening=True)
