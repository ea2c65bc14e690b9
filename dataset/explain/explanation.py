"""What is known of one row, for programs and for people."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import Any

from dataset.explain.facts import Decision, Link, Maker, Place, Users
from dataset.explain.show import (
    Cells,
    as_html,
    as_text,
    change_cells,
    decision_cells,
    maker_cells,
    place_cells,
    plain,
    redirect_cells,
    users_cells,
)


@dataclass(frozen=True, slots=True)
class Explanation:
    """A row of any table, and where it comes from. ``print`` shows it as text, a notebook as HTML.

    ``row`` is column -> value, empty where the id is one that was retired or that a curator took out: then
    ``redirects`` or ``decisions`` say what became of it. ``decisions`` are known where the folder of the entries was
    given. ``changes`` and ``redirects`` are the rows of those tables that are about this one.
    """

    table: str
    id: str
    row: dict[str, Any]
    places: tuple[Place, ...] = ()
    maker: Maker | None = None
    decisions: tuple[Decision, ...] = ()
    refers_to: tuple[Link, ...] = ()
    referred_by: tuple[Users, ...] = ()
    changes: tuple[dict[str, Any], ...] = ()
    redirects: tuple[dict[str, Any], ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """Everything as plain values that JSON knows: days and times as ISO 8601, tuples as lists."""
        said: dict[str, Any] = json.loads(json.dumps(asdict(self), default=str))
        return said

    def __str__(self) -> str:
        return as_text(f"{self.table} {self.id}", self._sections())

    def _repr_html_(self) -> str:
        return as_html(f"{self.table} {self.id}", self._sections())

    def _sections(self) -> dict[str, list[Cells]]:
        """Heading -> rows of cells; a section that has none is not shown."""
        return {
            "words": [place_cells(place) for place in self.places],
            "made by": [maker_cells(self.maker, self.id, bool(self.decisions))] if self.maker else [],
            "curation": [cells for decision in self.decisions for cells in decision_cells(decision)],
            "changed by the last release": [change_cells(row) for row in self.changes],
            "retired ids": [redirect_cells(row) for row in self.redirects],
            "refers to": [(link.column, f"{link.table} {link.id}", link.words) for link in self.refers_to],
            "referred to by": [users_cells(users) for users in self.referred_by],
            "row": [(name, plain(value)) for name, value in self.row.items()],
        }
