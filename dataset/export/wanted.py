"""An article's rows as brat was given them, and as they are wanted after what was changed there."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from typing import Any

from dataset.curate.columns import words_columns
from dataset.curate.draft import TABLES, Rows
from dataset.export.marked import Marked, Target
from dataset.export.rows import Row
from dataset.schema import Schema

Member = tuple[str, str, str]
_NO_CODE = {"plover_actor": None, "sector": None}


def draft(article: Row, rows: dict[str, list[Row]], schema: Schema) -> Rows:
    """The rows of a package (see ``rows.by_article``) as curation addresses them."""
    listed = {**rows, "articles": [article], "sentences": []}
    found = {name: {schema.table(name).row_id(row): dict(row) for row in listed[name]} for name in TABLES}
    for piece in rows["fragments"]:
        row = found["statements"][piece["statement_id"]]
        row["fragments"] = (*row.get("fragments", ()), (piece["char_start"], piece["char_end"]))
    return found


class Wanted:
    """``rows``: those of ``draft`` with everything in which ``after`` differs from ``before``.

    ``ids`` is brat's id -> row id; rows that came in brat get the id that their place gives them.
    """

    def __init__(self, rows: Rows, ids: dict[str, str], before: Marked, after: Marked) -> None:
        self.rows, self.ids = deepcopy(rows), dict(ids)
        self.before, self.after = before, after
        self.schema, self.article_id = after.schema, next(iter(rows["articles"]))
        for change in (self._name, self._drop, self._set, self._words):
            for table in before.rows:
                change(table)
        for member in dict.fromkeys([*before.members, *after.members]):
            self._members(member)

    def _name(self, table: str) -> None:
        """Give the rows that came an id."""
        for name in (n for n in self.after.rows[table] if n not in self.before.rows[table]):
            rid = self._place(table, self.after.rows[table][name])
            while rid in self.rows[table]:
                rid += ".new"
            self.ids[name] = rid
            self.rows[table][rid] = self._blank(table, rid)

    def _place(self, table: str, row: Row) -> str:
        pieces = row.get("fragments")
        place = {"char_start": pieces[0][0], "char_end": pieces[-1][1]} if pieces else {}
        return str(self.schema.table(table).descriptor["id"].format(article_id=self.article_id, **(row | place)))

    def _blank(self, table: str, key: str) -> Row:
        return dict.fromkeys(self.schema.table(table).names) | {self.schema.table(table).key[0]: key}

    def _drop(self, table: str) -> None:
        """Take out the rows that went, with what belongs to them."""
        for name in (n for n in self.before.rows[table] if n not in self.after.rows[table]):
            del self.rows[table][self.ids[name]]
            for owned in ("parties", "participants", "event_contexts"):
                self.rows[owned] = {k: r for k, r in self.rows[owned].items() if k.split("/")[0] != self.ids[name]}

    def _set(self, table: str) -> None:
        for name, row in self.after.rows[table].items():
            was = self.before.rows[table].get(name, {})
            changed = {column: value for column, value in row.items() if column not in was or was[column] != value}
            self.rows[table][self.ids[name]] |= {c: self._value(table, c, v) for c, v in changed.items()}

    def _value(self, table: str, column: str, value: Any) -> Any:
        """A reference to a row by its id rather than brat's."""
        return self.ids[value] if column in ("answers_id", "act_of", "event_group") and value else value

    def _words(self, table: str) -> None:
        for words, (start, end) in words_columns(self.schema.table(table)).items():
            for row in self.rows[table].values():
                row[words] = None if row[start] is None else self.after.text[row[start] : row[end]]

    def _members(self, member: Member) -> None:
        table, owner, role = member
        if self.ids.get(owner) not in {**self.rows["statements"], **self.rows["events"]}:
            return
        was, now = self.before.members.get(member, []), self.after.members.get(member, [])
        change: Callable[..., None] = self._contexts if table == "event_contexts" else self._targets
        change(table, self.ids[owner], role, [t for t in was if t not in now], [t for t in now if t not in was])

    def _contexts(self, table: str, owner: str, _role: str, gone: list[Target], come: list[Target]) -> None:
        for context in gone:
            del self.rows[table][f"{owner}/{context}"]
        for context in come:
            self.rows[table][f"{owner}/{context}"] = {"event_id": owner, "context": context}

    def _targets(self, table: str, owner: str, role: str, gone: list[Target], come: list[Target]) -> None:
        """What came takes the place of what went; more of the one or the other is dropped or added at the end."""
        for target in gone:
            key = next(k for k, r in self._of(table, owner, role).items() if self._is(r, target))
            if come:
                self.rows[table][key] |= self._target(table, come.pop(0))
            else:
                del self.rows[table][key]
        for target in come:
            position = 1 + max((int(row["position"]) for row in self._of(table, owner, role).values()), default=-1)
            row = self._blank(table, owner) | {"role": role, "position": position}
            self.rows[table][f"{owner}/{role}/{position}"] = row | self._target(table, target)

    def _of(self, table: str, owner: str, role: str) -> dict[str, Row]:
        return {k: r for k, r in self.rows[table].items() if k.rpartition("/")[0] == f"{owner}/{role}"}

    def _is(self, row: Row, target: Target) -> bool:
        if isinstance(target, str):
            return bool(row["mention_id"] == self.ids[target])
        return row["mention_id"] is None and (row["char_start"], row["char_end"]) == target

    def _target(self, table: str, target: Target) -> Row:
        """Who it is, by a mention and what follows from it or by a place in the text; its actor code is not known."""
        if isinstance(target, str):
            mention = self.rows["mentions"][self.ids[target]]
            place = {column: mention[column] for column in ("char_start", "char_end", "words")}
            who = {"mention_id": mention["mention_id"], "entity_id": mention["entity_id"]}
            return who | (place | _NO_CODE if table == "participants" else {})
        start, end = target
        place = {"char_start": start, "char_end": end, "words": self.after.text[start:end]}
        return {"mention_id": None, "entity_id": None, **place, **_NO_CODE}
