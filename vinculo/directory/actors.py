"""From an account to an actor: one statement, before any wall is raised."""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection
from django.db.models import Q
from django.utils import translation

from vinculo.directory.models import Account, ApiToken
from vinculo.kernel import clock
from vinculo.kernel.scope import Actor, Side
from vinculo.kernel.web import language_of
from vinculo.ui.reader import reading_as

ORDER_OF_HATS = ("everyone", "supplier", "client")
"""Whoever serves and is also served acts first as the one who serves."""


def actor_of(account: Account) -> Actor | None:
    """The actor behind an account, or None when the person is inactive or has no membership.

    Reads through `directory_actor`, a function of the owner's: the application's own role may not read people.
    """
    with connection.cursor() as cursor:
        cursor.execute("select directory_actor(%s)", [account.pk])
        found = cursor.fetchone()[0]
    if not found:
        return None
    known: dict[str, Any] = json.loads(found) if isinstance(found, str) else found
    hats = known["hats"]
    side = next((hat for hat in ORDER_OF_HATS if any(h["side"] == hat for h in hats)), None)
    if side is None:
        return None
    grants: dict[int, frozenset[str]] = {}
    for hat in (h for h in hats if h["side"] == side):
        held = grants.get(hat["organisation"], frozenset())
        grants[hat["organisation"]] = held | frozenset(hat["permissions"])
    return Actor(
        side=Side(side),
        name=known["name"],
        person_id=known["person"],
        organisation_id=known["organisation"],
        grants=grants,
        teams=tuple(known["teams"]),
        locale=known["locale"],
        zone=known["zone"],
    )


def new_token() -> str:
    """A fresh token: 43 letters from 256 random bits, with a mark by which a leak is found in a text."""
    return f"vin_{secrets.token_urlsafe(32)}"


def token_digest(token: str) -> str:
    """What is kept of a token. A fast hash on purpose: tokens are long and random, and a slow one costs every call."""
    return hashlib.sha256(token.encode()).hexdigest()


def account_of_token(token: str) -> Account | None:
    """The account that a bearer token opens, or None when it is unknown, expired or the account is closed."""
    valid = Q(expires_at__isnull=True) | Q(expires_at__gt=clock.now())
    row = ApiToken.objects.filter(valid, digest=token_digest(token)).select_related("account").first()
    return row.account if row and row.account.is_active else None


@contextmanager
def speaking_to(account: Account | None) -> Iterator[None]:
    """Use the language, forms and zone of an account's person, if there is one."""
    actor = actor_of(account) if account else None
    if actor is None:
        yield
        return
    with translation.override(language_of(actor.locale)), reading_as(actor.locale, actor.zone):
        yield
