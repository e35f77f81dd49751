"""What the directory tells. All of it is for those who serve."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from vinculo.kernel.events import Fact
from vinculo.kernel.models import Audience


@dataclass(frozen=True, kw_only=True)
class OrganisationRegistered(Fact):
    """An organisation entered the directory."""

    audience: ClassVar[Audience] = Audience.INTERNAL
    name: str


@dataclass(frozen=True, kw_only=True)
class PersonRegistered(Fact):
    """A person entered the directory."""

    audience: ClassVar[Audience] = Audience.INTERNAL
    name: str


@dataclass(frozen=True, kw_only=True)
class RoleGranted(Fact):
    """A person was given a role in an organisation."""

    audience: ClassVar[Audience] = Audience.INTERNAL
    person: int
    role: str


@dataclass(frozen=True, kw_only=True)
class AccountOpened(Fact):
    """A person can sign in from now on."""

    audience: ClassVar[Audience] = Audience.INTERNAL
    email: str


@dataclass(frozen=True, kw_only=True)
class TokenMade(Fact):
    """A program can act for a person from now on."""

    audience: ClassVar[Audience] = Audience.INTERNAL
    name: str


@dataclass(frozen=True, kw_only=True)
class SiteAdded(Fact):
    """An organisation has a place more."""

    audience: ClassVar[Audience] = Audience.INTERNAL
    name: str


@dataclass(frozen=True, kw_only=True)
class TeamFormed(Fact):
    """There is a team to which work can be given."""

    audience: ClassVar[Audience] = Audience.INTERNAL
    name: str
