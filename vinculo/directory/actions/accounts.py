"""Accounts: the keys with which people and programs come in."""

from __future__ import annotations

import datetime as dt

from django.utils.translation import gettext_lazy as _

from vinculo.directory import policies
from vinculo.directory.actions.people import LastAdministrator
from vinculo.directory.actors import token_digest
from vinculo.directory.events import (
    AccountClosed,
    AccountInvited,
    AccountOpened,
    AccountReopened,
    TokenMade,
)
from vinculo.directory.models import Account, ApiToken, Person
from vinculo.kernel.actions import action
from vinculo.kernel.refusals import Refusal
from vinculo.kernel.scope import Actor


class NoAddress(Refusal):
    """One signs in with an e-mail address."""

    message = _("%(person)s has no e-mail address, so there is nothing to sign in with.")
    status = 422


class NoAccount(Refusal):
    """What is asked needs an account."""

    message = _("%(person)s has no account that is open.")
    status = 422


class AccountThere(Refusal):
    """A person has one account."""

    message = _("%(person)s has an account already.")


class AddressTaken(Refusal):
    """Whoever had this address before may still sign in with it."""

    message = _("Another account signs in with %(email)s.")


@action(may=policies.manages_directory, locks=False)
def open_account(person: Person, *, by: Actor, password: str | None = None) -> AccountOpened:
    """Let a person sign in (without a password: by invitation). Raises `NoAddress`, `AccountThere`, `AddressTaken`."""
    if not person.email:
        raise NoAddress(person=person)
    if Account.objects.filter(person=person).exists():
        raise AccountThere(person=person)
    if Account.objects.filter(email__iexact=person.email).exists():
        raise AddressTaken(email=person.email)
    Account.objects.create_user(person.email, password, person=person)
    return AccountOpened.about(person, by=by, email=person.email)


@action(may=policies.manages_directory, locks=False)
def invite(person: Person, *, by: Actor) -> AccountInvited:
    """Have a letter sent with the link by which the person chooses a password. Raises `NoAccount`."""
    account = _open_account_of(person)
    return AccountInvited.about(person, by=by, account=account.pk)


@action(may=policies.manages_directory, locks=False)
def close_account(person: Person, *, by: Actor) -> AccountClosed:
    """Let a person and their programs in no longer. Nobody closes their own: raises `NoAccount`,
    `LastAdministrator`."""
    account = _open_account_of(person)
    if person.pk == by.person_id:
        raise LastAdministrator(person=person)
    Account.objects.filter(pk=account.pk).update(is_active=False)
    return AccountClosed.about(person, by=by, email=account.email)


@action(may=policies.manages_directory, locks=False)
def reopen_account(person: Person, *, by: Actor) -> AccountReopened | None:
    """Let a person in again, with the password that they had (no fact if they are let in). Raises `NoAccount`."""
    account = Account.objects.filter(person=person).first()
    if account is None:
        raise NoAccount(person=person)
    opened = Account.objects.filter(pk=account.pk, is_active=False).update(is_active=True)
    return AccountReopened.about(person, by=by, email=account.email) if opened else None


@action(may=policies.manages_directory, locks=False)
def make_token(
    person: Person, *, by: Actor, token: str, name: str, expires_at: dt.datetime | None = None
) -> TokenMade:
    """Let a program act for a person with `token` (from `new_token`); only its digest is kept. Raises `NoAccount`."""
    account = Account.objects.filter(person=person).first()
    if account is None:
        raise NoAccount(person=person)
    ApiToken.objects.create(account=account, name=name, digest=token_digest(token), expires_at=expires_at)
    return TokenMade.about(person, by=by, name=name)


def _open_account_of(person: Person) -> Account:
    account = Account.objects.filter(person=person, is_active=True).first()
    if account is None:
        raise NoAccount(person=person)
    return account
