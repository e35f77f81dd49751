"""Who reacts to what: the nervous system on one page. Every event is on it, and an empty list is a statement."""

from collections.abc import Mapping, Sequence

from vinculo.catalogue import events as catalogue
from vinculo.desk import events as desk
from vinculo.desk import reactions as desk_reactions
from vinculo.directory import events as directory
from vinculo.directory import reactions as directory_reactions
from vinculo.kernel.events import Fact, Handler

REACTIONS: Mapping[type[Fact], Sequence[Handler]] = {
    directory.OrganisationRegistered: [],
    directory.PersonRegistered: [],
    directory.RoleGranted: [],
    directory.AccountOpened: [],
    directory.TokenMade: [],
    directory.SiteAdded: [],
    directory.TeamFormed: [],
    directory.TeamJoined: [],
    directory.TeamLeft: [],
    directory.RoleWithdrawn: [],
    directory.PersonDeactivated: [],
    directory.PersonReactivated: [],
    directory.AccountInvited: [directory_reactions.write_invitation],
    directory.AccountClosed: [],
    directory.AccountReopened: [],
    catalogue.ServiceOffered: [],
    catalogue.ServiceSubscribed: [],
    catalogue.CategoryAdded: [],
    desk.TicketOpened: [],
    desk.TicketReplied: [desk_reactions.tell_of_reply],
    desk.NoteAdded: [],
    desk.TicketAssigned: [],
    desk.TicketStarted: [],
    desk.TicketPaused: [],
    desk.TicketResolved: [desk_reactions.ask_to_confirm],
    desk.ResolutionConfirmed: [],
    desk.ResolutionRejected: [],
    desk.TicketReopened: [],
    desk.TicketClosed: [],
    desk.TicketCancelled: [],
    desk.PriorityChanged: [],
    desk.TicketShared: [],
    desk.ShareEnded: [],
    desk.MatrixVersioned: [],
    desk.HistoryRecorded: [],  # history is not re-enacted
}
