"""The directory's verbs. What is new comes as an unsaved row: it is the subject of the act that registers it."""

from vinculo.directory.actions.accounts import (
    AccountThere,
    AddressTaken,
    NoAccount,
    NoAddress,
    close_account,
    invite,
    make_token,
    open_account,
    reopen_account,
)
from vinculo.directory.actions.organisations import (
    add_site,
    form_team,
    join_team,
    leave_team,
    register_organisation,
)
from vinculo.directory.actions.people import (
    LastAdministrator,
    UnknownZone,
    WrongSide,
    change_preferences,
    deactivate_person,
    grant_role,
    reactivate_person,
    register_person,
    withdraw_role,
)

__all__ = [
    "AccountThere",
    "AddressTaken",
    "LastAdministrator",
    "NoAccount",
    "NoAddress",
    "UnknownZone",
    "WrongSide",
    "add_site",
    "change_preferences",
    "close_account",
    "deactivate_person",
    "form_team",
    "grant_role",
    "invite",
    "join_team",
    "leave_team",
    "make_token",
    "open_account",
    "reactivate_person",
    "register_organisation",
    "register_person",
    "reopen_account",
    "withdraw_role",
]
