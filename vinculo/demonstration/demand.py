"""Who asks for what, and when: the openings of all tickets, before anybody has answered."""

from __future__ import annotations

import datetime as dt
import random
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import accumulate
from zoneinfo import ZoneInfo

from vinculo.demonstration.company import PROVIDER, SUBSCRIPTIONS
from vinculo.demonstration.hours import ROUND_THE_CLOCK, shift_of
from vinculo.demonstration.people import CLIENTS as CLIENT_PEOPLE
from vinculo.demonstration.people import FIGURES, SUPPLIERS, Figure
from vinculo.demonstration.people import PROVIDER as PROVIDER_PEOPLE
from vinculo.demonstration.rhythm import CLIENTS, Rhythm, instants, is_month_end
from vinculo.demonstration.stories import Story, all_stories
from vinculo.demonstration.voice import Slots
from vinculo.desk.models import Channel

CHANNELS = {  # how each client's people prefer to ask
    "almadrona": {Channel.PORTAL: 52, Channel.MAIL: 24, Channel.PHONE: 20, Channel.IN_PERSON: 4},
    "guaranda": {Channel.PORTAL: 44, Channel.MAIL: 36, Channel.PHONE: 19, Channel.IN_PERSON: 1},
    "amaranta": {Channel.PORTAL: 46, Channel.MAIL: 10, Channel.PHONE: 42, Channel.IN_PERSON: 2},
    "redalmar": {Channel.PORTAL: 60, Channel.MAIL: 35, Channel.PHONE: 5},
}
REMEMBERED = 140
"""Titles back that are not repeated: some pages of the queue."""

# Services that a client asks about more or less often than others.
TASTES = {
    "almadrona": {"erp": 1.3, "print": 1.2, "telephony": 0.7},
    "guaranda": {"telephony": 1.5, "mail": 1.2, "print": 0.7},
    "amaranta": {"clinical": 3.2, "erp": 0.6, "collaboration": 0.4, "print": 1.2, "telephony": 0.7},
    "redalmar": {},
}
ON_CALL = ("diego", "camila", "tomas")
"""Who is on call for the hospital, a week each."""


@dataclass(slots=True)
class Demand:
    """One opening: who, about what, how, when, and the words of it."""

    at: dt.datetime
    client: str
    story: Story
    requester: Figure
    channel: Channel
    slots: Slots
    title: str
    about: str = ""
    registered_by: str = ""
    ref: str = ""
    fate: str = ""
    after: Demand | None = None

    @property
    def seed(self) -> str:
        """What makes this ticket's course its own, whatever happens to the others."""
        return f"{self.client} {self.at.isoformat()} {self.title}"


def all_demand(*, now: dt.datetime, count: int, seed: int) -> list[Demand]:
    """`count` ordinary openings of the year before `now`, in order of time."""
    rng = random.Random(f"demand {seed}")  # noqa: S311 - stories, no secrets
    times: list[tuple[dt.datetime, str]] = []
    for client, rhythm in CLIENTS.items():
        share = round(count * rhythm.share)
        times += [(at, client) for at in instants(rhythm, count=share, now=now, rng=rng)]
    recent: deque[str] = deque(maxlen=REMEMBERED)
    found = []
    for at, client in sorted(times):
        demand = draw(menu_of(client), at=at, recent=recent, rng=rng)
        recent.append(demand.title)
        found.append(demand)
    return found


@cache
def menu_of(client: str) -> Menu:
    """What may happen at a client."""
    return Menu(client)


class Menu:
    """The stories that can happen at a client, weighed; some come when books are closed."""

    def __init__(self, client: str) -> None:
        self.client, self.rhythm = client, CLIENTS[client]
        country = Slots.country_of(client)
        held = SUBSCRIPTIONS[client]
        self.stories, ordinary = [], []
        for story in all_stories():
            told = story.told_in(country) if story.service in held else []
            weight = story.weight * TASTES[client].get(story.service, 1) * (0.35 if story.when else 1)
            self.stories += told
            ordinary += [weight / len(told) for _ in told]
        closing = [w * (9 if s.when else 1) for s, w in zip(self.stories, ordinary, strict=True)]
        self._weights = {False: list(accumulate(ordinary)), True: list(accumulate(closing))}

    def pick(self, day: dt.date, rng: random.Random) -> Story:
        """A story for a day."""
        return rng.choices(self.stories, cum_weights=self._weights[is_month_end(day)])[0]


def draw(
    menu: Menu,
    *,
    at: dt.datetime,
    recent: deque[str],
    rng: random.Random,
    stories: Sequence[Story] = (),
) -> Demand:
    """One opening at an instant, with a title that has not been read lately; of some `stories` only, if named."""
    local = at.astimezone(ZoneInfo(menu.rhythm.zone))
    requester = _requester(menu.client, menu.rhythm, at, rng)
    for _ in range(12):
        story = rng.choice(stories) if stories else menu.pick(local.date(), rng)
        slots = Slots(client=menu.client, requester=requester, at=at, service=story.service, rng=rng)
        title = slots.fill(story.pick("T", rng))
        if title not in recent:
            break
    channel, agent = _channel(menu.client, at, rng)
    about = story.pick("D", rng)
    return Demand(at, menu.client, story, requester, channel, slots, title, about, agent)


def people_of(client: str) -> list[Figure]:
    """Who may ask on behalf of a client and comes from it."""
    return [
        figure
        for figure in CLIENT_PEOPLE + SUPPLIERS
        if (figure.home == client and "supplier_person" not in figure.roles)
        or any(slug == client for slug, _ in figure.also)
    ]


def _requester(client: str, rhythm: Rhythm, at: dt.datetime, rng: random.Random) -> Figure:
    """Somebody who is awake: at night that is the night shift."""
    hour = at.astimezone(ZoneInfo(rhythm.zone)).hour
    people = people_of(client)
    if client == ROUND_THE_CLOCK:
        people = [f for f in people if _is_awake(f, hour)] or [FIGURES["rodrigo"]]
    return rng.choices(people, [f.weight for f in people])[0]


def _is_awake(figure: Figure, hour: int) -> bool:
    if figure.begins > figure.ends:
        return hour >= figure.begins or hour < figure.ends
    return figure.begins <= hour < figure.ends


def _channel(client: str, at: dt.datetime, rng: random.Random) -> tuple[Channel, str]:
    """How it comes in, and which agent writes it down when it is told by word of mouth."""
    channels = CHANNELS[client]
    channel = rng.choices(list(channels), list(channels.values()))[0]
    if channel not in (Channel.PHONE, Channel.IN_PERSON):
        return channel, ""
    agents = on_shift(client, at)
    return (channel, rng.choice(agents)) if agents else (Channel.PORTAL, "")


def on_shift(client: str, at: dt.datetime) -> list[str]:
    """The agents at work; for the round-the-clock client whoever is on call when nobody is."""
    found = [f.slug for f in PROVIDER_PEOPLE if f.slug in FRONT[client] and shift_of(f.slug).covers(at)]
    if not found and client == ROUND_THE_CLOCK:
        found = [on_call(at)]
    return found


def on_call(at: dt.datetime) -> str:
    """Who is on call that week."""
    return ON_CALL[at.isocalendar().week % len(ON_CALL)]


FRONT = {  # who answers first for each client, by hours and by ear
    "almadrona": ("ana", "tomas", "lucia", "rafael"),
    "guaranda": ("camila", "diego"),
    "amaranta": ("diego", "camila", "lucia", "tomas"),
    "redalmar": ("ana", "lucia"),
}
assert all(FIGURES[slug].home == PROVIDER for slugs in FRONT.values() for slug in slugs)
