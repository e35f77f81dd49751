"""What stands beside an organisation and a person on the directory's pages: services and tickets."""

from __future__ import annotations

from collections.abc import Iterable

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from vinculo.catalogue.models import Service
from vinculo.desk.models import State, Ticket
from vinculo.desk.queries import EXACT, capped_counts, queue
from vinculo.directory.beside import Beside, Line
from vinculo.directory.models import Organisation, Person
from vinculo.directory.roles import DESK_SEE
from vinculo.kernel.scope import Actor
from vinculo.kernel.web import seen
from vinculo.ui.marks import state
from vinculo.ui.reader import current_reader
from vinculo.ui.wording import in_figures

MOST = 5
"""Tickets shown beside a person."""


def of_organisation(by: Actor, organisation: Organisation) -> list[Beside]:
    """The services that a client has, and how many of its tickets are open."""
    if not organisation.is_client:
        return []
    services = seen(Service, by).filter(subscriptions__organisation=organisation).order_by("name")
    names = [Line(service.name) for service in services]
    shown = [Beside(_("Services"), names, _("It has no service yet."))]
    if by.may(DESK_SEE):
        asked = f"organisation={organisation.pk}"
        count = capped_counts({"open": queue(by, "open", QueryDict(asked))})["open"]
        said = in_figures(min(count, EXACT), current_reader())
        if count > EXACT:
            said = _("more than %(limit)s") % {"limit": said}
        url = f"{reverse('desk:queue')}?{asked}"
        shown.insert(0, Beside(_("Open tickets"), [Line(said)], more=_("See in the queue"), url=url))
    return shown


def of_person(by: Actor, person: Person) -> list[Beside]:
    """The open tickets that a person has to work on, and the last ones that they asked for."""
    if not by.may(DESK_SEE):
        return []
    asked = f"assignee={person.pk}"
    assigned = queue(by, "open", QueryDict(asked)).only("ref", "title", "state", "category")[:MOST]
    wanted = seen(Ticket, by).filter(requester=person).order_by("-opened_at", "-pk")
    requested = wanted.only("ref", "title", "state", "category")[:MOST]
    found = [
        Beside(
            _("Open tickets assigned"),
            _lines(assigned),
            more=_("See in the queue"),
            url=f"{reverse('desk:queue')}?{asked}",
        ),
        Beside(_("Last tickets asked for"), _lines(requested)),
    ]
    return [one for one in found if one.lines]


def _lines(tickets: Iterable[Ticket]) -> list[Line]:
    return [
        Line(
            ticket.title,
            reverse("desk:ticket", args=[ticket.ref]),
            ticket.ref,
            state(ticket.category, State(ticket.state).label),
        )
        for ticket in tickets
    ]
