"""The wall stands around every table: policies, keys, grants and functions, compared with what is meant."""

from __future__ import annotations

import csv
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.db import models

from vinculo.kernel.owned import Owned, OwnedForeignKey
from vinculo.kernel.roles import KINDS, role_name
from vinculo.kernel.tests.database import sql

GRANTS = Path(__file__).with_name("grants.csv")
SERVING = ("app", "client", "supplier", "everyone")

NOT_OWNED = {
    "directory.Organisation": "it is the organisation; its policies go by its own key",
    "directory.Role": "a set of permissions with a name: nothing in it is any client's",
    "directory.Account": "a door table, read before any wall is up",
    "directory.ApiToken": "a door table, read before any wall is up",
    "desk.PriorityMatrix": "levels and numbers, shared by all",
    "desk.MatrixVersion": "levels and numbers, shared by all",
    "kernel.Event": "organisation and actor are plain numbers; the directory's migration adds their keys",
    "kernel.Change": "kept by a trigger; only those who serve read it",
    "kernel.ReactionDone": "bookkeeping of reactions; no client's words",
}
"""Models of ours that are not `Owned`, each with the reason why."""

CLOSED_TO_CLIENTS = {
    "desk.InternalNote": "internal notes are for those who serve",
    "desk.TicketShare": "which supplier works on a ticket is the desk's own business",
    "directory.TeamMember": "who works in which team is the provider's own business",
}
"""Owned models without a policy of `client`."""

CROSSING = {
    "directory.Membership.person": "a person may act for organisations other than the one they come from",
    "directory.TeamMember.person": "as above",
    "catalogue.Subscription.service": "a client has a service of the provider's",
    "desk.Ticket.requester": "a person may act for several organisations; `open_ticket` asks for the membership",
    "desk.Ticket.registered_by": "an agent of the provider registers on behalf of the client",
    "desk.Ticket.assignee": "an agent of the provider",
    "desk.Ticket.team": "a team of the provider or a supplier",
    "desk.Ticket.service": "a service of the provider's; `open_ticket` asks for the subscription",
    "desk.Ticket.topic": "a category of the provider's, or the client's own; `open_ticket` asks which",
    "desk.PublicReply.author": "whoever serves answers too",
    "desk.InternalNote.author": "whoever serves writes",
}
"""Keys between owned tables that may point at another organisation's row, each with the reason why."""


def ours() -> list[type[models.Model]]:
    return [
        model
        for config in apps.get_app_configs()
        if config.name.startswith("vinculo.")
        for model in config.get_models(include_auto_created=True)
    ]


def owned() -> list[type[models.Model]]:
    return [model for model in ours() if issubclass(model, Owned)]


def keys() -> Iterator[tuple[str, type[models.Model], models.ForeignKey]]:
    """Keys between owned tables, the one to the organisation itself left out."""
    for model in owned():
        for field in model._meta.concrete_fields:
            is_key = isinstance(field, models.ForeignKey) and field.name != "organisation"
            if is_key and issubclass(field.related_model, Owned):
                yield f"{model._meta.label}.{field.name}", model, field


ONESELF = {("directory_person", "client_oneself"), ("directory_person", "supplier_oneself")}
"""Policies beside those that say what a side sees: a guest writes language and zone in their own row."""


def policies(table: str) -> dict[str, tuple[str, str | None, str | None]]:
    rows = sql(
        "select roles::text[], cmd, qual, with_check from pg_policies where tablename = %s"
        " and policyname in ('client', 'supplier', 'everyone')",
        table,
    )
    prefix = f"{settings.ROLE_PREFIX}_"
    return {roles[0].removeprefix(prefix): (cmd, qual, check) for roles, cmd, qual, check in rows}


def test_every_model_is_owned_or_says_why_not() -> None:
    assert {model._meta.label for model in ours()} - {model._meta.label for model in owned()} == set(
        NOT_OWNED
    )


@pytest.mark.django_db
def test_every_owned_table_names_its_organisation() -> None:
    for model in owned():
        required = sql(
            "select attnotnull from pg_attribute where attrelid = %s::regclass and attname = 'organisation_id'",
            model._meta.db_table,
        )
        assert required == [(True,)], model


@pytest.mark.django_db
def test_every_owned_table_stands_behind_the_wall() -> None:
    walled = {name for (name,) in sql("select relname::text from pg_class where relrowsecurity")}
    for model in [*owned(), *map(apps.get_model, ("directory.Organisation", "kernel.Event"))]:
        label, table = model._meta.label, model._meta.db_table
        assert table in walled, label
        known = policies(table)
        assert known["everyone"][1] == "true", label
        if label in CLOSED_TO_CLIENTS:
            assert "client" not in known, label
        else:
            assert "vinculo.organisations" in (known["client"][1] or ""), label
        if "supplier" in known:
            assert known["supplier"][1] not in (None, "true"), label


@pytest.mark.django_db
def test_no_policy_lets_a_guest_write_more_than_it_names() -> None:
    """A policy for all commands has a check of its own; without one PostgreSQL would take its condition for both."""
    for model in ours():
        for role, (command, condition, check) in policies(model._meta.db_table).items():
            assert role in ("client", "supplier", "everyone"), (model, role)
            if role != "everyone":
                assert command == "SELECT" or check, (model, role)
                assert condition != "true", (model, role)
                assert check != "true", (model, role)


@pytest.mark.django_db
def test_what_is_written_beside_ones_sight_is_only_ones_own_row() -> None:
    beside = sql(
        "select tablename, policyname, cmd, qual, with_check from pg_policies"
        " where policyname not in ('client', 'supplier', 'everyone')"
    )
    assert {(table, name) for table, name, *_rest in beside} == ONESELF
    for _table, name, command, condition, check in beside:
        assert command == "UPDATE", name
        assert condition == check, name
        assert "vinculo.actor" in condition, name


@pytest.mark.django_db
def test_no_policy_of_a_guest_has_an_or_with_everyone() -> None:
    """One policy with an OR disabled the full-text index; each role has its own."""
    shared = sql(
        "select tablename, policyname from pg_policies where cardinality(roles) <> 1 or 'public' = any(roles)"
    )
    assert shared == []


@pytest.mark.django_db
def test_every_key_between_owned_tables_carries_the_organisation_or_says_why_not() -> None:
    constraints = {
        (table, columns): (target, update, deferrable, deferred)
        for table, columns, target, update, deferrable, deferred in sql(
            "select conrelid::regclass::text, (select array_agg(attname::text order by n) from unnest(conkey)"
            " with ordinality as k(number, n) join pg_attribute on attrelid = conrelid and attnum = k.number)::text,"
            " confrelid::regclass::text, confupdtype::text, condeferrable, condeferred from pg_constraint"
            " where contype = 'f'"
        )
    }
    crossing = set()
    for label, model, field in keys():
        table, target = model._meta.db_table, field.related_model._meta.db_table
        if isinstance(field, OwnedForeignKey):
            composite = constraints.get((table, f"{{organisation_id,{field.column}}}"))
            assert composite == (target, "c", True, False), label
            assert (table, f"{{{field.column}}}") not in constraints, label
        else:
            crossing.add(label)
            assert (table, f"{{{field.column}}}") in constraints, label
    assert crossing == set(CROSSING)


@pytest.mark.django_db
def test_the_plain_numbers_of_the_kernel_have_keys() -> None:
    names = {name for (name,) in sql("select conname::text from pg_constraint where contype = 'f'")}
    assert {"kernel_event_organisation", "kernel_event_actor"} <= names


def granted() -> dict[str, dict[str, str]]:
    """What holds now: for each table or sequence, the verbs of each role (with columns where not the whole row)."""
    roles = {role_name(kind): kind for kind in KINDS}
    whole = sql(
        "select relname::text, grantee::regrole::text, string_agg(lower(privilege_type), ' ' order by privilege_type)"
        " from pg_class join pg_namespace n on n.oid = relnamespace, aclexplode(relacl)"
        " where n.nspname = 'public' and grantee <> relowner group by 1, 2"
    )
    columns = sql(
        "select relname::text, grantee::regrole::text, lower(privilege_type) || '('"
        "  || string_agg(attname::text, ' ' order by attname) || ')'"
        " from pg_attribute join pg_class c on c.oid = attrelid join pg_namespace n on n.oid = relnamespace,"
        " aclexplode(attacl) where n.nspname = 'public' and grantee <> relowner"
        " group by 1, 2, privilege_type order by 3"
    )
    held: dict[str, dict[str, str]] = {}
    for table, grantee, verbs in sorted([*whole, *columns]):
        role = roles.get(grantee.strip('"'), grantee)
        row = held.setdefault(table, dict.fromkeys(SERVING, ""))
        row[role] = f"{row.get(role, '')} {verbs}".strip()
    return held


@pytest.mark.django_db
def test_who_may_do_what_to_which_table_is_as_written_down() -> None:
    """`tests/grants.csv` says who may do what, and why; a change is explained there.

    `RECORD=1 python -m pytest tests/test_walls.py` writes down what holds now and keeps the reasons.
    """
    held = granted()
    with GRANTS.open(encoding="utf-8", newline="") as file:
        rows = {row.pop("table"): row for row in csv.DictReader(file)}
    why = {table: row.pop("why") for table, row in rows.items()}
    if os.environ.get("RECORD"):
        with GRANTS.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, ["table", *SERVING, "why"], lineterminator="\n")
            writer.writeheader()
            writer.writerows(
                {"table": table, **held[table], "why": why.get(table, "")} for table in sorted(held)
            )
        return
    assert rows == held
    assert [table for table, reason in why.items() if not reason] == [], "a grant without a reason"


DEFINERS = {
    "directory_actor": {"app"},
    "desk_search_as_client": {"client"},
    "kernel_keep_history": set(),
}
"""Our functions that run as the owner, and who may call them; the queue's own come on top."""


@pytest.mark.django_db
def test_functions_that_run_as_the_owner_are_few_and_hold_their_search_path() -> None:
    rows = sql(
        "select proname::text, proconfig, array(select grantee::regrole::text from aclexplode(proacl)"
        "  where grantee <> proowner), proacl is null"
        " from pg_proc p join pg_namespace n on n.oid = pronamespace where n.nspname = 'public' and prosecdef"
    )
    callers: dict[str, set[str]] = {}
    prefix = f"{settings.ROLE_PREFIX}_"
    for name, config, grantees, open_to_all in rows:
        assert "search_path=public, pg_temp" in config, name
        assert not open_to_all, f"{name} may be called by everybody"
        assert "-" not in grantees, f"{name} may be called by everybody"
        callers[name] = {grantee.strip('"').removeprefix(prefix) for grantee in grantees}
    queue = {name: who for name, who in callers.items() if name.startswith("procrastinate_defer_")}
    assert queue
    assert all(who == set(SERVING) for who in queue.values())
    assert {name: who for name, who in callers.items() if name not in queue} == DEFINERS


@pytest.mark.django_db
def test_nobody_but_the_owner_owns_anything() -> None:
    owners = sql(
        "select distinct relowner::regrole::text from pg_class join pg_namespace n on n.oid = relnamespace"
        " where n.nspname = 'public'"
    )
    assert owners == [(role_name("owner"),)]
