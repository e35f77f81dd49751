"""May this person do this in the directory?"""

from __future__ import annotations

from django.db.models import Q

from vinculo.directory.models import Membership, Organisation, Person, Role, Site, Team, TeamMember
from vinculo.directory.roles import DIRECTORY_MANAGE, DIRECTORY_SEE
from vinculo.kernel.scope import Actor, Side
from vinculo.kernel.web import sees


@sees(Organisation, Site, Person, Membership, Team, TeamMember, Role)
def visible(by: Actor) -> Q:
    """The wall decides which organisations there are; within it the directory is open to whoever got in."""
    return Q()


def sees_directory(by: Actor) -> bool:
    """Who may open the directory's pages: clients and suppliers know their own people without it."""
    return by.side is Side.EVERYONE and by.may(DIRECTORY_SEE)


def manages_directory(by: Actor, _subject: object = None) -> bool:
    """Who may change people, teams and roles."""
    return by.side is Side.EVERYONE and by.may(DIRECTORY_MANAGE)


def is_oneself(by: Actor, person: Person) -> bool:
    """Preferences are one's own: nobody changes how another is spoken to."""
    return by.person_id is not None and by.person_id == person.pk
