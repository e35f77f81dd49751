"""Which tickets there are, in order of time: the ordinary ones, and those that a demonstration must not lack."""

from __future__ import annotations

import datetime as dt
import random

from vinculo.demonstration.course import Course
from vinculo.demonstration.demand import Demand, all_demand
from vinculo.demonstration.scene import Scene
from vinculo.demonstration.special.marathon import marathon
from vinculo.demonstration.special.outage import outage
from vinculo.demonstration.special.present import present
from vinculo.demonstration.special.storm import storm

Planned = tuple[Demand, type[Scene]]

FATES = ("reject", "reject", "reject", "reopen", "reopen", "thanks", "thanks", "cancel", "cancel", "confirm")
"""Ends that some tickets of the weeks before last certainly have."""


def plan(*, now: dt.datetime, count: int, seed: int) -> list[Planned]:
    """About `count` openings of the year before `now` (never fewer than the special ones), each with the way in which
    it will be told."""
    rng = random.Random(f"plan {seed}")  # noqa: S311 - stories, no secrets
    full = count >= 2_000
    found: list[Planned] = [
        *outage(now=now, rng=rng, children=34 if full else 6),
        *storm(now=now, rng=rng, tickets=46 if full else 6),
        *marathon(now=now, rng=rng),
        *present(now=now, rng=rng, waits=2 if full else 1),
    ]
    ordinary = all_demand(now=now, count=max(count - len(found), len(FATES) * 4), seed=seed)
    settled = [demand for demand in ordinary if now - demand.at > dt.timedelta(days=24)]
    for demand, fate in zip(reversed(settled), FATES, strict=False):
        demand.fate = fate
    found += [(demand, Course) for demand in ordinary]
    return sorted(found, key=lambda planned: planned[0].at)
