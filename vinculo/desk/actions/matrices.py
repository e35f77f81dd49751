"""Changing the priority matrix: never an edit, always the next version."""

from __future__ import annotations

from collections.abc import Mapping

from vinculo.desk import policies
from vinculo.desk.events import MatrixVersioned
from vinculo.desk.matrices import ensure_version
from vinculo.desk.models import PriorityMatrix
from vinculo.directory.models import Organisation
from vinculo.kernel.actions import action
from vinculo.kernel.scope import Actor


@action(may=policies.manages_desk, locks=False)
def revise_matrix(
    matrix: PriorityMatrix, *, by: Actor, organisation: Organisation, cells: Mapping[str, int]
) -> MatrixVersioned | None:
    """Give a matrix new priorities for the levels that it has, as its next version (no fact when nothing differs).

    Tickets keep the version that they were judged by. `organisation` is the provider in whose name it is done. Raises
    `NotMonotonic`.
    """
    latest = matrix.versions.latest("number")
    version = ensure_version(matrix.code, matrix.name, latest.impacts, latest.urgencies, cells)
    if version.pk == latest.pk:
        return None
    return MatrixVersioned.about(
        matrix, by=by, owner=organisation.pk, matrix=matrix.code, number=version.number
    )
