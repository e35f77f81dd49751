"""People known elsewhere come in batches, without a fact each: the fact is the history that names them."""

from __future__ import annotations

from collections.abc import Sequence

from vinculo.directory import policies
from vinculo.directory.models import Organisation, Person
from vinculo.kernel.actions import action
from vinculo.kernel.history import write_rows
from vinculo.kernel.scope import Actor


@action(may=policies.manages_directory, locks=False)
def record_people(organisation: Organisation, *, by: Actor, people: Sequence[Person]) -> None:
    """Enter unsaved people of one organisation as another system names them; somebody known already is an
    IntegrityError."""
    for person in people:
        person.organisation_id = organisation.pk
    write_rows(people)
