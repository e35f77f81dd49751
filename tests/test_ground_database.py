"""The roles behind the wall, as any server gets them."""

from dataclasses import replace

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection, connections

from vinculo.config import database
from vinculo.config.testing import admin

pytestmark = pytest.mark.django_db


def test_the_application_has_no_more_than_it_needs() -> None:
    with admin() as session:
        rows = session.execute(
            "select rolname, rolcanlogin, rolinherit, rolsuper or rolcreatedb or rolcreaterole or rolbypassrls"
            " from pg_roles where rolname like 'vinculo\\_test\\_%'"
        ).fetchall()
    roles = {name.removeprefix("vinculo_test_"): rest for name, *rest in rows}
    assert roles == {
        "owner": [True, True, False],
        "app": [True, False, False],
        "client": [False, False, False],
        "supplier": [False, False, False],
        "everyone": [False, False, False],
    }


def test_tests_run_as_the_application() -> None:
    with connection.cursor() as cursor:
        cursor.execute("select current_user, session_user")
        assert cursor.fetchone() == ("vinculo_test_app", "vinculo_test_app")


def test_the_application_cannot_become_the_owner_nor_make_tables() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "select pg_has_role('vinculo_test_owner', 'member'), has_schema_privilege('public', 'create'),"
            " has_database_privilege(current_database(), 'temporary')"
        )
        assert cursor.fetchone() == (False, False, False)


def test_a_strangers_role_may_not_even_connect() -> None:
    with admin() as session:
        row = session.execute(
            "select datacl::text like '%%=c%%/%%' and not datacl::text ~ '[{,]=' from pg_database where datname = %s",
            [connections["default"].settings_dict["NAME"]],
        ).fetchone()
    assert row == (True,)


def test_the_printed_sql_makes_the_same_roles_and_names_no_real_password() -> None:
    known = replace(
        settings.CONNECTIONS,
        database="desk",
        prefix="desk",
        app={**settings.CONNECTIONS.app, "password": "x7"},
    )
    printed = database.prepare_sql(known)
    for line in (
        "create role \"desk_owner\" login inherit password 'CHANGE-ME-OWNER';",
        "create role \"desk_app\" login noinherit password 'CHANGE-ME-APP';",
        'create role "desk_client" nologin noinherit;',
        'grant "desk_supplier" to "desk_app";',
        'create database "desk" owner "desk_owner"',
        "\\connect desk",
        "revoke all on schema public from public;",
    ):
        assert line in printed
    assert "x7" not in printed


def test_nothing_is_done_when_all_is_there() -> None:
    said: list[str] = []
    database.ensure_ready(said.append)
    assert said == []


def test_models_and_migrations_agree() -> None:
    call_command("makemigrations", check=True, dry_run=True, verbosity=1)
