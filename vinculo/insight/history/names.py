"""Names of rows that evidence knows by their keys: one statement a kind of thing, however many rows."""

from __future__ import annotations

from collections import defaultdict

from django.db.models import Model
from django.utils.translation import gettext as _

from vinculo.desk.models import MatrixVersion, Ticket

WITH: dict[type[Model], tuple[str, ...]] = {MatrixVersion: ("matrix",)}
"""What the name of a row is made of besides its own columns."""


class Names:
    """Ask for all keys first, then read the names. What is gone keeps its number."""

    def __init__(self) -> None:
        self._asked: dict[type[Model], set[int]] = defaultdict(set)
        self._found: dict[tuple[type[Model], int], str] = {}

    def ask(self, model: type[Model], key: object) -> None:
        """Remember that the name of this row will be needed; what is no key is passed over."""
        if isinstance(key, int) and not isinstance(key, bool) and 0 < key < 2**63:
            self._asked[model].add(key)

    def fetch(self) -> None:
        """Ask the database, once for each model."""
        for model, keys in self._asked.items():
            rows = model._default_manager.filter(pk__in=keys)
            if model is Ticket:
                named = dict(rows.values_list("pk", "ref"))
            else:
                named = {row.pk: str(row) for row in rows.select_related(*WITH.get(model, ())).order_by()}
            self._found |= {(model, key): name for key, name in named.items()}
        self._asked.clear()

    def known(self, model: type[Model], key: object) -> str:
        """The name of a row, or nothing."""
        return self._found.get((model, key), "") if isinstance(key, int) else ""

    def of(self, model: type[Model], key: object) -> str:
        """The name of a row, or its number where it is gone."""
        return self.known(model, key) or _("No. %(number)s, which is gone") % {"number": key}
