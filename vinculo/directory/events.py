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


@dataclass(frozen=True, kw_only=True)
class TeamJoined(Fact):
    """A person works in a team from now on."""

    audience: ClassVar[Audience] = Audience.INTERNAL
    person: int


@dataclass(frozen=True, kw_only=True)
class TeamLeft(Fact):
    """A person works in a team no longer."""

    audience: ClassVar[Audience] = Audience.INTERNAL
    person: int


@dataclass(frozen=True, kw_only=True)
class RoleWithdrawn(Fact):
    """A person no longer acts in a role for an organisation."""

    audience: ClassVar[Audience] = Audience.INTERNAL
    person: int
    role: str


@dataclass(frozen=True, kw_only=True)
class PersonDeactivated(Fact):
    """A person has left: they sign in no longer."""

    audience: ClassVar[Audience] = Audience.INTERNAL
    name: str


@dataclass(frozen=True, kw_only=True)
class PersonReactivated(Fact):
    """A person who had left is back."""

    audience: ClassVar[Audience] = Audience.INTERNAL
    name: str


@dataclass(frozen=True, kw_only=True)
class AccountInvited(Fact):
    """A person is to choose a password, by a link that comes by mail."""

    audience: ClassVar[Audience] = Audience.INTERNAL
    account: int


@dataclass(frozen=True, kw_only=True)
class AccountClosed(Fact):
    """A person can sign in no longer."""

    audience: ClassVar[Audience] = Audience.INTERNAL
    email: str


@dataclass(frozen=True, kw_only=True)
class AccountReopened(Fact):
    """A person can sign in again."""

    audience: ClassVar[Audience] = Audience.INTERNAL
    email: str
