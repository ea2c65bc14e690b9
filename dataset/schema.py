"""The only reader of ``schema/``: one Table Schema a table, projected to Arrow, pandas and pandera.

Source of the format: Data Package v2 (https://datapackage.org). Our own properties beside the standard ones:
``spans`` (positions and the words that they give back), ``counts`` (what an integer counts), ``dates``
(EDTF columns with their bounds), ``id`` (how a key is made), ``plover`` (quad and modes of an event type), ``history``
(a table about earlier releases), ``recorded`` (a column that says how a row was made, not what the article says),
``since``, ``renamed_from`` and ``deprecated`` (the life of a column, see ``dataset.lifecycle``), ``words`` (whether a
text is in the articles' words, which an edition may leave out; see ``editions``) and ``vocabulary`` (the word list
whose words are ours all the same).
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dataset.errors import SchemaError, UnknownNameError
from dataset.lifecycle import check_lives, told

if TYPE_CHECKING:
    import pandas as pd
    import pandera.pandas as pa_pandas
    import pyarrow as pa

PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
PANDAS_DTYPES = {
    "string": "string",
    "integer": "Int64",
    "number": "Float64",
    "boolean": "boolean",
    "date": "datetime64[s]",
    "datetime": "datetime64[s]",
}


@dataclass(frozen=True)
class Field:
    """One column, as its Table Schema field describes it."""

    descriptor: dict[str, Any]

    @property
    def name(self) -> str:
        return str(self.descriptor["name"])

    @property
    def type(self) -> str:
        return str(self.descriptor["type"])

    @property
    def description(self) -> str:
        return str(self.descriptor["description"])

    @property
    def constraints(self) -> dict[str, Any]:
        return dict(self.descriptor.get("constraints", {}))

    @property
    def words(self) -> bool:
        return bool(self.descriptor.get("words", False))

    @property
    def required(self) -> bool:
        return bool(self.constraints.get("required", False))

    @property
    def enum(self) -> list[Any] | None:
        return self.constraints.get("enum")

    @property
    def since(self) -> str | None:
        """The version in which it came; none in a package that does not tell."""
        return self.descriptor.get("since")

    @property
    def lifecycle(self) -> list[str]:
        """Its old name, and what to use instead of it, in words."""
        return told(self.descriptor)

    @property
    def arrow(self) -> pa.Field:
        import pyarrow as pa

        types = {
            "string": pa.string(),
            "integer": pa.int64(),
            "number": pa.float64(),
            "boolean": pa.bool_(),
            "date": pa.date32(),
            "datetime": pa.timestamp("s"),
        }
        categorical = self.enum and self.type == "string"
        arrow_type = pa.dictionary(pa.int32(), pa.string()) if categorical else types[self.type]
        return pa.field(self.name, arrow_type, nullable=not self.required)

    @property
    def pandas(self) -> str | pd.CategoricalDtype:
        import pandas as pd

        return pd.CategoricalDtype(self.enum) if self.enum else PANDAS_DTYPES[self.type]


@dataclass(frozen=True)
class Reference:
    """A foreign key: these fields of the table point at those of ``table``."""

    fields: tuple[str, ...]
    table: str
    target: tuple[str, ...]


@dataclass(frozen=True)
class Table:
    """One table, as its Table Schema describes it; the same class reads ``schema/`` and an inlined schema."""

    descriptor: dict[str, Any]

    @property
    def name(self) -> str:
        return str(self.descriptor["name"])

    @property
    def fields(self) -> list[Field]:
        return [Field(f) for f in self.descriptor["fields"]]

    @property
    def names(self) -> list[str]:
        return [f["name"] for f in self.descriptor["fields"]]

    def field(self, name: str) -> Field:
        """The column of that name; raises UnknownNameError, which lists those that exist."""
        for own in self.fields:
            if own.name == name:
                return own
        raise UnknownNameError(f"no column {name!r}", f"table {self.name}", "one of " + ", ".join(self.names), name)

    @property
    def key(self) -> list[str]:
        return list(self.descriptor["primaryKey"])

    def row_id(self, row: Mapping[str, Any]) -> str:
        """The row's key as one string, its columns joined by ``/`` (``617957:s86-187/speaker/0``)."""
        return "/".join(str(row[column]) for column in self.key)

    @property
    def references(self) -> list[Reference]:
        keys = self.descriptor.get("foreignKeys", [])
        return [
            Reference(tuple(k["fields"]), k["reference"].get("resource") or self.name, tuple(k["reference"]["fields"]))
            for k in keys
        ]

    @property
    def arrow(self) -> pa.Schema:
        import pyarrow as pa

        return pa.schema([f.arrow for f in self.fields])

    @property
    def pandas(self) -> dict[str, str | pd.CategoricalDtype]:
        return {f.name: f.pandas for f in self.fields}

    @property
    def pandera(self) -> pa_pandas.DataFrameSchema:
        """Types, nulls, enumerations, ranges, patterns and the key, for a frame that ``load`` gives."""
        import pandera.pandas as pa_pandas

        columns = {f.name: _pandera_column(f) for f in self.fields}
        return pa_pandas.DataFrameSchema(columns, unique=self.key, strict=True, ordered=True, name=self.name)


@dataclass(frozen=True)
class Schema:
    """The package's own metadata, and all tables in the order in which it lists them.

    ``tables`` hold what the articles say, ``history`` what became of the releases before; ``editions`` is edition ->
    what its package says otherwise.
    """

    package: dict[str, Any]
    tables: dict[str, Table]
    history: dict[str, Table]
    editions: dict[str, dict[str, Any]] = field(default_factory=dict)

    @staticmethod
    def of(package: dict[str, Any], listed: dict[str, Table]) -> Schema:
        """The schema with these tables, each put where its ``history`` property says."""
        past = {name: table for name, table in listed.items() if table.descriptor.get("history")}
        said = {key: value for key, value in package.items() if key != "editions"}
        tables = {name: table for name, table in listed.items() if name not in past}
        return Schema(said, tables, past, package.get("editions", {}))

    @property
    def whole(self) -> bool:
        """Whether no words are left out."""
        return "edition" not in self.package

    @property
    def all(self) -> dict[str, Table]:
        """Every table."""
        return {**self.tables, **self.history}

    def table(self, name: str) -> Table:
        """The table of that name; raises UnknownNameError, which lists those that exist."""
        if name not in self.all:
            known = ", ".join(self.all)
            raise UnknownNameError(f"no table {name!r}", expected=f"one of {known}", got=name)
        return self.all[name]

    @property
    def plover(self) -> dict[str, dict[str, Any]]:
        """PLOVER 2.0 event type -> ``{"quad": int, "modes": [str]}``."""
        return dict(self.tables["events"].descriptor["plover"])


def _pandera_column(field: Field) -> pa_pandas.Column:
    import pandera.pandas as pa_pandas

    limits = field.constraints
    checks = [pa_pandas.Check.isin(field.enum)] if field.enum else []
    checks += [pa_pandas.Check.ge(limits["minimum"])] if "minimum" in limits else []
    checks += [pa_pandas.Check.le(limits["maximum"])] if "maximum" in limits else []
    checks += [pa_pandas.Check.str_matches(limits["pattern"])] if "pattern" in limits else []
    return pa_pandas.Column(field.pandas, checks, nullable=not field.required, name=field.name)


def schema_folder() -> Path:
    """``schema/`` of a checkout, or the copy that the wheel carries."""
    shipped = Path(__file__).parent / "_shipped" / "schema"
    return shipped if shipped.is_dir() else Path(__file__).parent.parent / "schema"


@lru_cache
def load_schema() -> Schema:
    """Read ``schema/`` of this project."""
    return read_schema(schema_folder())


def read_schema(folder: Path) -> Schema:
    """Read a ``schema/``; raises SchemaError where a file is missing, is not JSON or says what cannot be."""
    package = {**_read_json(folder / "package.json"), "quality": _read_json(folder / "quality.json")}
    tables = {name: Table(_read_json(folder / f"{name}.json")) for name in package["resources"]}
    columns = {name: table.names for name, table in tables.items()}
    for table in tables.values():
        _check_table(table, tables)
        check_lives(table.name, table.descriptor["fields"], columns, package["version"])
    return Schema.of(package, tables)


def _read_json(path: Path) -> dict[str, Any]:
    try:
        return dict(json.loads(path.read_text(encoding="utf-8")))
    except FileNotFoundError:
        raise SchemaError("missing file", path.name, "one JSON file a table in schema/") from None
    except ValueError as error:
        raise SchemaError("not JSON", path.name, "a JSON object", str(error)) from None


def _check_table(table: Table, tables: dict[str, Table]) -> None:
    for name in table.key:
        table.field(name)
    for reference in table.references:
        for name in reference.fields:
            table.field(name)
        if reference.table not in tables:
            raise SchemaError("reference to no table", f"{table.name}.json", ", ".join(tables), reference.table)
        for name in reference.target:
            tables[reference.table].field(name)
