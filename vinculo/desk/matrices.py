"""The default matrix, and the act of making a new version of one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from vinculo.desk.models import MatrixVersion, PriorityMatrix
from vinculo.desk.models.priority import Levels, check_monotonic
from vinculo.kernel import clock

DEFAULT_CODE = "default"

IMPACTS: Levels = (
    {"code": "organisation", "es": "Organización", "en": "Organisation"},
    {"code": "site", "es": "Sede o servicio", "en": "Site or service"},
    {"code": "department", "es": "Departamento", "en": "Department"},
    {"code": "person", "es": "Persona", "en": "Person"},
)
URGENCIES: Levels = (
    {"code": "critical", "es": "Crítica", "en": "Critical"},
    {"code": "high", "es": "Alta", "en": "High"},
    {"code": "medium", "es": "Media", "en": "Medium"},
    {"code": "low", "es": "Baja", "en": "Low"},
)
_ROWS = ((1, 1, 2, 3), (1, 2, 3, 4), (2, 3, 3, 4), (3, 3, 4, 5))


def cells_of(impacts: Levels, urgencies: Levels, rows: Sequence[Sequence[int]]) -> dict[str, int]:
    """The cells of a matrix written as rows (impact down, urgency across)."""
    return {
        f"{impact['code']}:{urgency['code']}": rows[i][u]
        for i, impact in enumerate(impacts)
        for u, urgency in enumerate(urgencies)
    }


def ensure_version(
    code: str, name: str, impacts: Levels, urgencies: Levels, cells: Mapping[str, int]
) -> MatrixVersion:
    """The latest version of a matrix if it says the same, else a new one. Raises `NotMonotonic`."""
    check_monotonic(impacts, urgencies, cells)
    matrix, _made = PriorityMatrix.objects.get_or_create(code=code, defaults={"name": name})
    latest = matrix.versions.order_by("-number").first()
    said = (list(map(dict, impacts)), list(map(dict, urgencies)), dict(cells))
    if latest and (latest.impacts, latest.urgencies, latest.cells) == said:
        return latest
    return matrix.versions.create(
        number=latest.number + 1 if latest else 1,
        impacts=said[0],
        urgencies=said[1],
        cells=said[2],
        created_at=clock.now(),
    )


def default_matrix() -> MatrixVersion:
    """The present version of the default matrix (made with the first migration)."""
    return MatrixVersion.objects.filter(matrix__code=DEFAULT_CODE).select_related("matrix").latest("number")


def default_cells() -> dict[str, int]:
    """The default 4×4 of the specification."""
    return cells_of(IMPACTS, URGENCIES, _ROWS)
