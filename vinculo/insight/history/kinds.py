"""The kinds of events in a few words: for filters and for files."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

from vinculo.catalogue import events as catalogue
from vinculo.desk import events as desk
from vinculo.directory import events as directory
from vinculo.kernel.events import Fact

_KINDS: Mapping[type[Fact], Promise] = {
    desk.TicketOpened: pgettext_lazy("event", "Ticket registered"),
    desk.TicketAssigned: pgettext_lazy("event", "Assignment"),
    desk.TicketStarted: pgettext_lazy("event", "Start of work"),
    desk.TicketReplied: pgettext_lazy("event", "Message in the conversation"),
    desk.NoteAdded: pgettext_lazy("event", "Internal note"),
    desk.TicketPaused: pgettext_lazy("event", "Wait"),
    desk.PriorityChanged: pgettext_lazy("event", "Change of priority"),
    desk.TicketResolved: pgettext_lazy("event", "Resolution"),
    desk.ResolutionConfirmed: pgettext_lazy("event", "Confirmation"),
    desk.ResolutionRejected: pgettext_lazy("event", "Rejection of the solution"),
    desk.TicketReopened: pgettext_lazy("event", "Reopening"),
    desk.TicketClosed: pgettext_lazy("event", "Closure"),
    desk.TicketCancelled: pgettext_lazy("event", "Cancellation"),
    desk.TicketShared: pgettext_lazy("event", "Sharing with a supplier"),
    desk.ShareEnded: pgettext_lazy("event", "End of the sharing"),
    desk.HistoryRecorded: pgettext_lazy("event", "Imported row"),
    desk.MatrixVersioned: pgettext_lazy("event", "Version of a matrix"),
    directory.OrganisationRegistered: pgettext_lazy("event", "Organisation registered"),
    directory.SiteAdded: pgettext_lazy("event", "Site registered"),
    directory.PersonRegistered: pgettext_lazy("event", "Person registered"),
    directory.AccountOpened: pgettext_lazy("event", "Account opened"),
    directory.TokenMade: pgettext_lazy("event", "API token made"),
    directory.RoleGranted: pgettext_lazy("event", "Role granted"),
    directory.TeamFormed: pgettext_lazy("event", "Team formed"),
    directory.RoleWithdrawn: pgettext_lazy("event", "Role withdrawn"),
    directory.TeamJoined: pgettext_lazy("event", "Team joined"),
    directory.TeamLeft: pgettext_lazy("event", "Team left"),
    directory.PersonDeactivated: pgettext_lazy("event", "Person deactivated"),
    directory.PersonReactivated: pgettext_lazy("event", "Person reactivated"),
    directory.AccountInvited: pgettext_lazy("event", "Account invited"),
    directory.AccountClosed: pgettext_lazy("event", "Account closed"),
    directory.AccountReopened: pgettext_lazy("event", "Account reopened"),
    catalogue.ServiceOffered: pgettext_lazy("event", "Service offered"),
    catalogue.ServiceSubscribed: pgettext_lazy("event", "Service subscribed"),
    catalogue.CategoryAdded: pgettext_lazy("event", "Category added"),
}
KINDS: Mapping[str, Promise] = {fact.kind(): words for fact, words in _KINDS.items()}


def kind_word(kind: str) -> str:
    """The kind in the reader's words; its code where there are none."""
    return str(KINDS.get(kind, kind))
