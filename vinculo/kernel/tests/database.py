"""What the tests of the wall ask the database itself."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

from django.db import connection, connections


def sql(statement: str, *params: Any) -> list[tuple[Any, ...]]:
    """Run one statement as whoever the open scope is, past every model and manager."""
    with connection.cursor() as cursor:
        cursor.execute(statement, list(params))
        return cursor.fetchall() if cursor.description else []


def standing() -> tuple[str, str, str]:
    """The database role, organisation list and actor in force now."""
    asked = (
        "select current_user::text, coalesce(current_setting('vinculo.organisations', true), ''),"
        " coalesce(current_setting('vinculo.actor', true), '')"
    )
    role, listed, actor = sql(asked)[0]
    return role, listed, actor


def elsewhere(work: Callable[[], Any]) -> Any:
    """Run `work` in a thread of its own, on a connection that the pool lends and gets back afterwards.

    What it writes is committed: such a test reads, or cleans up after itself.
    """
    result: list[Any] = []
    failure: list[BaseException] = []

    def run() -> None:
        try:
            result.append(work())
        except BaseException as error:  # noqa: BLE001 - raised again where the test can see it
            failure.append(error)
        finally:
            connections["default"].close()

    thread = threading.Thread(target=run)
    thread.start()
    thread.join()
    if failure:
        raise failure[0]
    return result[0]
