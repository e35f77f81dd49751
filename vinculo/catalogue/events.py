"""What the catalogue tells. All of it is for those who serve."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from vinculo.kernel.events import Fact
from vinculo.kernel.models import Audience


@dataclass(frozen=True, kw_only=True)
class ServiceOffered(Fact):
    """A service entered the catalogue."""

    audience: ClassVar[Audience] = Audience.INTERNAL
    name: str


@dataclass(frozen=True, kw_only=True)
class ServiceSubscribed(Fact):
    """A client has a service from now on."""

    audience: ClassVar[Audience] = Audience.INTERNAL
    service: str


@dataclass(frozen=True, kw_only=True)
class CategoryAdded(Fact):
    """There is a new kind of thing that a ticket may be about."""

    audience: ClassVar[Audience] = Audience.INTERNAL
    name: str
