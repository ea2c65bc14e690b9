"""A package on disk: its folder, what its descriptor says, its rows, its checksums. Needs pandas and pyarrow only.

Types, categories and keys come from ``datapackage.json`` alone. Nothing is cached: every call reads the files as they
are.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from dataset.checksum import CHECKSUMS, Checksum
from dataset.cite import address, citation, licence, released
from dataset.errors import PackageError, UsageError
from dataset.fetch import fetched, is_address, release_address, unpacked
from dataset.schema import PANDAS_DTYPES, Field, Schema, Table

DESCRIPTOR = "datapackage.json"


@dataclass(frozen=True)
class Package:
    """A folder and the schema that its descriptor carries; ``schema.package`` is the whole descriptor."""

    folder: Path
    schema: Schema

    @staticmethod
    def open(path: str | Path | None = None, version: str | None = None) -> Package:
        """The package in a folder, of a ``datapackage.json``, in an archive or at the address of one; or a release.

        Without both: the release that is installed, else the ``data/`` of a checkout. Raises PackageError where there
        is none, or its descriptor is not one of this format; for archives what ``dataset.fetch`` raises; UsageError for
        a path together with a version.
        """
        if version is not None:
            if path is not None:
                raise UsageError("path and version are both given", got=f"{path}, {version}", todo="give one of them")
            return _release(given_text("a version", version))
        file = _descriptor_file(path)
        try:
            descriptor = json.loads(file.read_text(encoding="utf-8"))
            listed = {resource["name"]: Table(resource["schema"]) for resource in descriptor["resources"]}
            schema = Schema.of(descriptor, listed)
        except (ValueError, LookupError, TypeError, AttributeError, RecursionError) as error:
            raise PackageError("not a descriptor of this format", str(file), got=repr(error)) from error
        return Package(file.parent, schema)

    def resource(self, table: str) -> dict[str, Any]:
        """What the descriptor says of a table; raises UnknownNameError, which lists the tables."""
        name = self.schema.table(table).name
        return next(r for r in self.schema.package["resources"] if r["name"] == name)

    def is_release(self, version: str, tables: dict[str, str] | None) -> bool:
        """Whether it is of that version, and its tables have these logical hashes; any, where None are known."""
        sums = self.checksums()
        own = {name: sums[file].logical for name in self.schema.tables if (file := self.file(name).name) in sums}
        return self.schema.package["version"] == version and tables in (None, own)

    @property
    def releases(self) -> dict[str, dict[str, Any]]:
        """Version -> what the package says of that release, for those before it and its own."""
        return {release["version"]: release for release in self.schema.package.get("releases", [])}

    def file(self, table: str) -> Path:
        """The file of a table; raises PackageError where the descriptor names none, or one outside of the folder."""
        path = self.resource(table).get("path")
        if not is_inside(self.folder, path):
            where = f"{self.folder / DESCRIPTOR}, {table}"
            raise PackageError("names no file of the package", where, "a file in its folder", repr(path))
        return self.folder / str(path)

    def read(self, table: str, columns: Sequence[str] | None = None, where: pc.Expression | None = None) -> pa.Table:
        """Rows of a table in its key's order, in the Arrow types of the schema; ``where`` says which.

        Raises UnknownNameError for a table or column, PackageError where the file is not as the schema says.
        """
        definition = self.schema.table(table)
        schema = pa.schema(
            [definition.field(name).arrow for name in (definition.names if columns is None else columns)]
        )
        with self._reading(table):
            rows = pq.read_table(self.file(table), columns=schema.names, filters=where, partitioning=None)
            return rows.select(schema.names).cast(schema)

    def batches(self, table: str, size: int = 16384) -> Iterator[pa.Table]:
        """All rows as ``read`` gives them, ``size`` at a time: however long the table is, memory stays bounded."""
        schema = self.schema.table(table).arrow
        with self._reading(table), pq.ParquetFile(self.file(table)) as file:
            for batch in file.iter_batches(size, columns=schema.names):
                yield pa.Table.from_batches([batch]).select(schema.names).cast(schema)

    @contextmanager
    def _reading(self, table: str) -> Iterator[None]:
        try:
            yield
        except (OSError, pa.ArrowException, LookupError) as error:
            todo = "dataset.verify() says what is damaged"
            raise PackageError(
                "not the table of the descriptor", str(self.file(table)), "", str(error), todo
            ) from error

    def frame(
        self, table: str, columns: Sequence[str] | None = None, where: pc.Expression | None = None
    ) -> pd.DataFrame:
        """As ``read``, in the pandas dtypes of the schema, and signed."""
        rows = self.read(table, columns, where)
        fields = [self.schema.table(table).field(name) for name in rows.column_names]
        for f in (f for f in fields if f.enum):
            if strangers := set(pc.unique(rows[f.name].unify_dictionaries()).to_pylist()) - {None, *(f.enum or [])}:
                raise PackageError("not a category", f"{self.file(table)}, {f.name}", str(f.enum), str(strangers))
        return self.signed(_in_pandas(rows, fields), table)

    def signed(self, frame: pd.DataFrame, table: str) -> pd.DataFrame:
        """The frame, whose ``attrs`` now say where it comes from: ``attributes``, and the hash of the table's file."""
        frame.attrs.update(attributes(self.schema.package, table))
        if table in self.schema.all:
            frame.attrs["hash"] = str(self.resource(table)["hash"])
        return frame

    def checksums(self) -> dict[str, Checksum]:
        """File -> what SHA256SUMS says of it; empty where there is no SHA256SUMS."""
        file = self.folder / CHECKSUMS
        return Checksum.parse(file.read_text(encoding="utf-8")) if file.is_file() else {}

    def damages(self) -> Iterator[str]:
        """A message for each way in which a file is not as SHA256SUMS and the descriptor say."""
        sums = self.checksums()
        listed = {DESCRIPTOR, *(self.file(table).name for table in self.schema.all)}
        yield from (f"{file} is not listed in {CHECKSUMS}" for file in sorted(listed - sums.keys()))
        for entry in sums.values():
            yield from entry.damages(self.folder)
        for table in self.schema.all:
            yield from self._table_damages(self.file(table), self.resource(table), sums)

    def _table_damages(self, file: Path, resource: dict[str, Any], sums: dict[str, Checksum]) -> Iterator[str]:
        if file.name in sums and resource["hash"] != f"sha256:{sums[file.name].sha256}":
            yield f"{file.name} has another hash in {DESCRIPTOR} than in {CHECKSUMS}"
        try:
            rows = pq.read_metadata(file).num_rows if file.is_file() else resource["rows"]
        except (OSError, pa.ArrowException):
            yield f"{file.name} is not Parquet"
        else:
            if rows != resource["rows"]:
                yield f"{file.name} has {rows} rows, not {resource['rows']}"


def attributes(package: dict[str, Any], table: str) -> dict[str, str]:
    """What ``attrs`` of every frame says of the package (name, title, version, day of release, rights, licence,
    citation, address) and which table it is."""
    said = {key: package[key] for key in ("name", "title", "version", "rights")}
    said |= {"released": released(package).isoformat(), "address": address(package)}
    return {**said, "licence": licence(package), "citation": citation(package), "table": table}


def is_inside(folder: Path, path: object) -> bool:
    """Whether a resource's path names a file of the folder itself."""
    if not isinstance(path, str) or not path:
        return False
    try:
        return (folder / path).resolve().is_relative_to(folder.resolve())
    except (OSError, ValueError):
        return False


def _descriptor_file(path: str | Path | None) -> Path:
    here = Path(__file__).parent
    places = [here / "_shipped" / "data", here.parent / "data"] if path is None else [_folder(path)]
    for place in places:
        file = place if place.name == DESCRIPTOR else place / DESCRIPTOR
        if file.is_file():
            return file
    where, todo = " and ".join(map(str, places)), "build one with `python build.py`, or give path=..."
    raise PackageError("no package there", where, f"a folder with {DESCRIPTOR}, or an archive of one", todo=todo)


def _folder(path: str | Path) -> Path:
    """The folder or descriptor itself; of an archive, or the address of one, its folder in the cache."""
    if is_address(path):
        return fetched(str(path))
    place = Path(path)
    return unpacked(place) if place.is_file() and place.name != DESCRIPTOR else place


def installed() -> Package | None:
    """The release that is installed or checked out; none where there is none."""
    try:
        return Package.open()
    except PackageError:
        return None


def given_text(what: str, given: object) -> str:
    """An id or a version as it was given; raises UsageError for what is no text, such as a number from a CSV file."""
    if isinstance(given, str):
        return given
    raise UsageError(f"{what} is text", expected=f"a str such as {str(given)!r}", got=repr(given))


def _release(version: str) -> Package:
    """The release that is installed, where it is of that version, else fetched; its rows are those that are known."""
    own = installed()
    known = own.releases.get(version, {}).get("tables") if own else None
    if own and known and own.is_release(version, known):
        return own
    found = Package.open(release_address(version))
    if not found.is_release(version, known):
        expected, got = f"release {version} as it was published", f"{found.schema.package['version']}, or other rows"
        raise PackageError("another release", release_address(version), expected, got, "ask those who keep the host")
    return found


def _in_pandas(rows: pa.Table, fields: list[Field]) -> pd.DataFrame:
    """Nullable dtypes straight from Arrow: a detour over NumPy would make floats of integers beside nulls."""
    dates = pa.schema([f.arrow.with_type(pa.timestamp("s")) if f.type == "date" else f.arrow for f in fields])
    plain = {f.arrow.type: pd.api.types.pandas_dtype(PANDAS_DTYPES[f.type]) for f in fields if "date" not in f.type}
    nullable = {arrow: dtype for arrow, dtype in plain.items() if not pa.types.is_dictionary(arrow)}
    frame: pd.DataFrame = rows.cast(dates).to_pandas(ignore_metadata=True, types_mapper=nullable.get)
    return frame.astype({f.name: f.pandas for f in fields})
