"""Every address × every kind of person → what they are told. A new address without a row fails.

`RECORD=1 python -m pytest tests/test_access.py` writes down what holds now; each changed cell is then judged by hand.
"""

import os

import pytest
from django.db import transaction

from tests.access import PEOPLE, Place, addresses, rows, verdict, write
from tests.world import World
from vinculo.directory.models import Account
from vinculo.kernel.models import Event
from vinculo.kernel.scope import acting_as, system_actor

RECORDING = bool(os.environ.get("RECORD"))


@pytest.fixture
def place(world: World) -> Place:
    return Place(world)


def test_every_address_has_its_rows() -> None:
    known = {row["url"] for row in rows()}
    assert sorted(set(addresses()) - known) == [], "addresses without a row in tests/access.csv"
    assert sorted(known - set(addresses())) == [], "rows without an address"


@pytest.mark.parametrize("kind", PEOPLE)
def test_each_is_told_what_is_written_down(place: Place, kind: str) -> None:
    client, table = place.browser(kind), rows()
    found = {}
    for row in table:
        with transaction.atomic():
            found[row["url"], row["method"], row["ticket"]] = verdict(place.asked(client, row))
            transaction.set_rollback(True)
    expected = {(row["url"], row["method"], row["ticket"]): row[kind] for row in table}
    if RECORDING:
        for row in table:
            row[kind] = found[row["url"], row["method"], row["ticket"]]
        write(table)
        return
    differs = {key: (expected[key], found[key]) for key in found if found[key] != expected[key]}
    assert differs == {}, "(expected, told)"


def test_what_has_no_row_for_acting_does_not_act(place: Place) -> None:
    """An address that only shows must change nothing when a form is sent to it all the same."""
    acting = {row["url"] for row in rows() if row["method"] == "POST"}
    client = place.browser("desk_manager")
    for url in sorted(set(addresses()) - acting):
        with transaction.atomic():
            before = count()
            answer = client.post(place.path(url), {})
            assert answer.status_code < 500, url
            assert count() == before, url
            transaction.set_rollback(True)


def count() -> tuple[int, int]:
    with acting_as(system_actor()):
        return Event.objects.count(), Account.objects.count()


def test_nothing_ends_in_an_error_of_ours() -> None:
    for row in rows():
        for kind in PEOPLE:
            assert not row[kind].startswith("5"), (row["url"], kind)


def test_who_may_not_look_may_not_act() -> None:
    """Wherever a person is told 404 or sent to sign in by GET, a POST to the same address gets no further."""
    table = rows()
    looks = {(row["url"], row["ticket"]): row for row in table if row["method"] == "GET"}
    for row in table:
        look = looks.get((row["url"], row["ticket"]))
        if row["method"] == "GET" or look is None:
            continue
        for kind in PEOPLE:
            if look[kind] in ("404", "login", "401"):
                assert row[kind] in ("404", "403", "login", "401"), (row["url"], kind)
