"""Ways to damage the small package, each with the problem that the validator must find. Rows are addressed by key."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from dataset.checksum import CHECKSUMS, Checksum
from dataset.disk import DESCRIPTOR
from dataset.schema import load_schema
from dataset.tables import logical_hash

Row = dict[str, Any]
Damage = Callable[[Path], object]


@dataclass(frozen=True)
class Mutation:
    """A damage and the problem that it must cause: rule, table (or file), and words of the message."""

    title: str
    rule: str
    where: str
    words: str
    damage: Damage


def read(folder: Path, table: str) -> pa.Table:
    return pq.read_table(folder / f"{table}.parquet")


def rewrite(folder: Path, table: str, rows: pa.Table, *, sign: bool = True) -> None:
    """Put another table in the package; ``sign`` makes every hash and size fit, so that only its content is wrong.

    The file keeps its metadata: without them pandas, and so frictionless, reads integers beside nulls as floats.
    """
    rows = rows.replace_schema_metadata(read(folder, table).schema.metadata)
    pq.write_table(rows, folder / f"{table}.parquet")
    if sign:
        sign_again(folder)


def sign_again(folder: Path) -> None:
    descriptor = json.loads((folder / DESCRIPTOR).read_text())
    sums = Checksum.parse((folder / CHECKSUMS).read_text())
    for resource in descriptor["resources"]:
        file, rows = folder / resource["path"], pq.read_table(folder / resource["path"])
        sums[file.name] = Checksum.of(file, logical_hash(rows))
        resource |= {"hash": f"sha256:{sums[file.name].sha256}", "rows": rows.num_rows}
    (folder / DESCRIPTOR).write_text(json.dumps(descriptor))
    sums[DESCRIPTOR] = Checksum.of(folder / DESCRIPTOR)
    (folder / CHECKSUMS).write_text("".join(map(str, sums.values())))


def change_rows(table: str, change: Callable[[list[Row]], list[Row]]) -> Damage:
    """Change a table as a list of rows; nothing but the content of the package is then wrong."""

    def damage(folder: Path) -> None:
        arrow = load_schema().table(table).arrow
        loose = pa.schema([field.with_nullable(True) for field in arrow])
        rewrite(folder, table, pa.Table.from_pylist(change(read(folder, table).to_pylist()), loose))

    return damage


def key_of(table: str, row: Row) -> str:
    return " ".join(str(row[name]) for name in load_schema().table(table).key)


def put(table: str, key: str, **values: Any) -> Damage:
    """Overwrite columns of one row."""

    def change(rows: list[Row]) -> list[Row]:
        assert key in [key_of(table, row) for row in rows]
        return [row | values if key_of(table, row) == key else row for row in rows]

    return change_rows(table, change)


def drop(table: str, key: str) -> Damage:
    return change_rows(table, lambda rows: [row for row in rows if key_of(table, row) != key])


def twice(table: str, key: str, **values: Any) -> Damage:
    """Repeat a row behind itself, with some columns changed."""

    def change(rows: list[Row]) -> list[Row]:
        return [new for row in rows for new in ([row, row | values] if key_of(table, row) == key else [row])]

    return change_rows(table, change)


def backwards(table: str) -> Damage:
    return change_rows(table, lambda rows: rows[::-1])


def change_table(table: str, change: Callable[[pa.Table], pa.Table]) -> Damage:
    return lambda folder: rewrite(folder, table, change(read(folder, table)))


def redirect(ledger: pa.Table, old: str, new: str | None) -> pa.Table:
    """The ledger with the redirect of an article's id."""
    return pa.Table.from_pylist(
        [dict(zip(ledger.column_names, ("articles", old, new, "1.1.0", "why"), strict=True))], ledger.schema
    )


def change_of(changes: pa.Table, kind: str) -> pa.Table:
    """The changes with one of that kind."""
    row = ("articles", "617", kind, "title", "a", "b", "why")
    return pa.Table.from_pylist([dict(zip(changes.column_names, row, strict=True))], changes.schema)


def change_descriptor(change: Callable[[dict[str, Any]], object]) -> Damage:
    """Edit ``datapackage.json`` alone, and let SHA256SUMS know it."""

    def damage(folder: Path) -> None:
        descriptor = json.loads((folder / DESCRIPTOR).read_text())
        change(descriptor)
        (folder / DESCRIPTOR).write_text(json.dumps(descriptor))
        sums = Checksum.parse((folder / CHECKSUMS).read_text())
        sums[DESCRIPTOR] = Checksum.of(folder / DESCRIPTOR)
        (folder / CHECKSUMS).write_text("".join(map(str, sums.values())))

    return damage


def resource(descriptor: dict[str, Any], table: str) -> dict[str, Any]:
    return next(entry for entry in descriptor["resources"] if entry["name"] == table)


def field(descriptor: dict[str, Any], table: str, column: str) -> dict[str, Any]:
    fields = resource(descriptor, table)["schema"]["fields"]
    return next(entry for entry in fields if entry["name"] == column)


def move(folder: Path, table: str, path: str) -> None:
    """Rename a table's file and let the descriptor know it."""
    (folder / f"{table}.parquet").rename(folder / path)
    change_descriptor(lambda d: resource(d, table).update(path=path))(folder)


def change_text(file: str, change: Callable[[str], str]) -> Damage:
    def damage(folder: Path) -> None:
        old = (folder / file).read_text()
        new = change(old)
        assert new != old
        (folder / file).write_text(new)

    return damage


def change_bytes(file: str, change: Callable[[bytes], bytes]) -> Damage:
    return lambda folder: (folder / file).write_bytes(change((folder / file).read_bytes()))


def flip(file: str, share: float = 0.5) -> Damage:
    """Flip one bit of the byte at this share of the file."""

    def change(data: bytes) -> bytes:
        at = int(len(data) * share)
        return data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :]

    return change_bytes(file, change)


def drop_unsigned(table: str) -> Damage:
    """Drop the first row and leave the hashes as they were."""
    return lambda folder: rewrite(folder, table, read(folder, table).slice(1), sign=False)


def reference(descriptor: dict[str, Any], table: str, column: str) -> dict[str, Any]:
    keys = resource(descriptor, table)["schema"]["foreignKeys"]
    return next(key["reference"] for key in keys if key["fields"] == [column])


def cast(table: str, column: str, to: pa.DataType) -> Damage:
    return change_table(table, lambda t: t.set_column(t.column_names.index(column), column, t[column].cast(to)))


FILES = [
    Mutation("a byte of a table flipped", "bytes", "articles.parquet", "in SHA256SUMS and datapackage.json",
        flip("articles.parquet")),
    Mutation("a byte of the codebook flipped", "bytes", "README.md", "whose SHA-256 is in SHA256SUMS",
        flip("README.md")),
    Mutation("a file cut off", "unreadable", "events", "events.parquet is not Parquet",
        change_bytes("events.parquet", lambda d: d[:900])),
    Mutation("a file emptied", "unreadable", "events", "events.parquet is not Parquet",
        change_bytes("events.parquet", lambda d: b"")),
    Mutation("a column's name not UTF-8", "unreadable", "events", "events.parquet is not Parquet",
        change_bytes("events.parquet", lambda d: d.replace(b"quad", b"qu\xffd"))),
    Mutation("a table missing", "missing_file", "parties", "parties.parquet is missing",
        lambda f: (f / "parties.parquet").unlink()),
    Mutation("the codebook missing", "missing_file", CHECKSUMS, "a listed file", lambda f: (f / "README.md").unlink()),
    Mutation("no descriptor", "no_descriptor", DESCRIPTOR, "cannot be read", lambda f: (f / DESCRIPTOR).unlink()),
    Mutation("no checksums", "no_checksums", CHECKSUMS, "cannot be read", lambda f: (f / CHECKSUMS).unlink()),
    Mutation("a file added", "extra_file", CHECKSUMS, "not listed",
        lambda f: (f / "notes.txt").write_text("x")),
    Mutation("a folder added", "extra_file", CHECKSUMS, "not listed",
        lambda f: shutil.copytree(f, f / "more")),
    Mutation("descriptor cut off", "json", DESCRIPTOR, "not JSON", change_bytes(DESCRIPTOR, lambda d: d[:500])),
    Mutation("descriptor not UTF-8", "json", DESCRIPTOR, "not JSON", change_bytes(DESCRIPTOR, lambda d: b"\xff" + d)),
    Mutation("descriptor a list", "json", DESCRIPTOR, "not a JSON object", change_bytes(DESCRIPTOR, lambda d: b"[]")),
    Mutation("hash edited in the descriptor", "hash", DESCRIPTOR, "than its bytes and SHA256SUMS have",
        change_descriptor(lambda d: resource(d, "events").update(hash="sha256:" + "0" * 64))),
    Mutation("hash of another kind", "hash", DESCRIPTOR, "than its bytes and SHA256SUMS have",
        change_descriptor(lambda d: resource(d, "events").update(hash="0" * 32))),
    Mutation("hash edited in the checksums", "hash", CHECKSUMS, "than its bytes and datapackage.json have",
        change_text(CHECKSUMS, lambda t: re.sub(r"[0-9a-f]{64}(?=  events.parquet)", "0" * 64, t))),
    Mutation("size edited", "size", CHECKSUMS, "another size of articles.parquet",
        change_text(CHECKSUMS, lambda t: t.replace("size=1", "size=9", 1))),
    Mutation("logical hash edited", "logical_hash", CHECKSUMS, "another logical hash of articles.parquet",
        change_text(CHECKSUMS, lambda t: t.replace("logical=", "logical=0", 1))),
    Mutation("a file not in the checksums", "extra_file", CHECKSUMS, "not listed",
        change_text(CHECKSUMS, lambda t: t.split("\n", 2)[2])),
    Mutation("checksums emptied", "extra_file", CHECKSUMS, "not listed", change_bytes(CHECKSUMS, lambda d: b"")),
    Mutation("a table that is another file", "extra_file", CHECKSUMS, "not listed",
        lambda f: move(f, "events", "events-2.parquet")),
    Mutation("a strange line in the checksums", "checksums_format", CHECKSUMS, "lines of another form",
        change_text(CHECKSUMS, lambda t: t + "hello\n")),
    Mutation("a path that leaves the folder", "path", "events", "leaves the folder",
        change_descriptor(lambda d: resource(d, "events").update(path="../events.parquet"))),
    Mutation("an absolute path", "path", "events", "leaves the folder",
        change_descriptor(lambda d: resource(d, "events").update(path="/etc/passwd"))),
    Mutation("a path that is a list", "path", "events", "leaves the folder",
        change_descriptor(lambda d: resource(d, "events").update(path=["events.parquet"]))),
    Mutation("a resource removed", "missing_resource", DESCRIPTOR, "no such resource",
        change_descriptor(lambda d: d["resources"].remove(resource(d, "events")))),
    Mutation("a resource added", "unknown_resource", DESCRIPTOR, "does not have",
        change_descriptor(lambda d: d["resources"].append({"name": "notes", "path": "notes.csv"}))),
    Mutation("a resource twice", "resource_twice", DESCRIPTOR, "stands twice",
        change_descriptor(lambda d: d["resources"].append(resource(d, "events") | {"title": "Others"}))),
    Mutation("resources a number", "missing_resource", DESCRIPTOR, "no such resource",
        change_descriptor(lambda d: d.update(resources=5))),
    Mutation("releases that are none", "releases", DESCRIPTOR, "not a list of releases",
        change_descriptor(lambda d: d.update(releases=[{"version": d["version"]}]))),
    Mutation("an id gone that is there", "ledger", "id_redirects", "said to be gone is there",
        change_table("id_redirects", lambda t: redirect(t, "617", None))),
    Mutation("an id that went nowhere", "ledger", "id_redirects", "went to one that is not there",
        change_table("id_redirects", lambda t: redirect(t, "616", "nowhere"))),
    Mutation("a row of the ledger twice", "key", "id_redirects", "more than once",
        change_table("id_redirects", lambda t: pa.concat_tables([redirect(t, "616", "617")] * 2))),
    Mutation("a change of no kind", "enum", "changes", "enumeration does not have",
        change_table("changes", lambda t: change_of(t, "mended"))),
    Mutation("another profile", "profile", DESCRIPTOR, "not of this profile",
        change_descriptor(lambda d: d.update({"$schema": "x"}))),
    Mutation("no version", "property", DESCRIPTOR, "no version", change_descriptor(lambda d: d.pop("version"))),
    Mutation("a version that is none", "version", DESCRIPTOR, "'1.0'",
        change_descriptor(lambda d: d.update(version="1.0"))),
    Mutation("no licence", "property", DESCRIPTOR, "no licenses", change_descriptor(lambda d: d.update(licenses=[]))),
    Mutation("no sources", "property", DESCRIPTOR, "no sources", change_descriptor(lambda d: d.pop("sources"))),
    Mutation("another format", "resource", "events", "wrong format",
        change_descriptor(lambda d: resource(d, "events").update(format="csv"))),
    Mutation("another number of rows", "rows", "events", "another number of rows",
        change_descriptor(lambda d: resource(d, "events").update(rows=99))),
    Mutation("a constraint removed", "schema", "statements", "depth.constraints.minimum; expected 0; got None",
        change_descriptor(lambda d: field(d, "statements", "depth")["constraints"].pop("minimum"))),
    Mutation("an enumeration edited", "schema", "parties", "fields.role.constraints.enum",
        change_descriptor(lambda d: field(d, "parties", "role")["constraints"]["enum"].append("witness"))),
    Mutation("a description edited", "schema", "events", "fields.quad.description",
        change_descriptor(lambda d: field(d, "events", "quad").update(description="?"))),
    Mutation("a type edited", "schema", "events", "fields.quad.type; expected 'integer'; got 'string'",
        change_descriptor(lambda d: field(d, "events", "quad").update(type="string"))),
    Mutation("a field removed", "schema", "events", "fields.quad",
        change_descriptor(lambda d: resource(d, "events")["schema"]["fields"].remove(field(d, "events", "quad")))),
    Mutation("fields in another order", "schema", "events", "the order of fields",
        change_descriptor(lambda d: resource(d, "events")["schema"]["fields"].reverse())),
    Mutation("a reference edited", "schema", "events", "expected 'statements'; got 'mentions'",
        change_descriptor(lambda d: reference(d, "events", "act_of").update(resource="mentions"))),
    Mutation("a schema that is no object", "schema", "events", "at the top",
        change_descriptor(lambda d: resource(d, "events").update(schema="events.json"))),
]  # fmt: skip

TABLES = [
    Mutation("a column dropped", "missing_column", "events", "events.quad: no such column",
        change_table("events", lambda t: t.drop_columns(["quad"]))),
    Mutation("a column added", "unknown_column", "events", "events.extra: a column",
        change_table("events", lambda t: t.append_column("extra", t["quad"]))),
    Mutation("columns in another order", "column_order", "parties", "statement_id, role",
        change_table("parties", lambda t: t.select(t.column_names[::-1]))),
    Mutation("a column of another type", "type", "events", "expected int64; got string",
        cast("events", "quad", pa.string())),
    Mutation("a null", "null", "statements", "null in a required column",
        put("statements", "617:s63-165", negated=None)),
    Mutation("an empty string", "empty", "statements", "cue_lemma: an empty string",
        put("statements", "617:s63-165", cue_lemma="")),
    Mutation("an enumeration misspelt", "enum", "statements", "kind 'dierct'",
        put("statements", "617:s63-165", kind="dierct")),
    Mutation("an optional enumeration misspelt", "enum", "participants", "sector 'GVO'",
        put("participants", "617:e117-121 actor 0", sector="GVO")),
    Mutation("below the minimum", "minimum", "articles", "n_removed -1", put("articles", "617", n_removed=-1)),
    Mutation("above the maximum", "maximum", "mentions", "confidence 1.5",
        put("mentions", "617:m180-189", confidence=1.5)),
    Mutation("a pattern broken", "pattern", "entities", "country 'Rus'", put("entities", "country/RUS", country="Rus")),
    Mutation("a key twice", "key", "event_contexts", "the same key more than once",
        twice("event_contexts", "617:e117-121 military")),
    Mutation("unsorted rows", "sorted", "sentences", "not sorted by key", backwards("sentences")),
    Mutation("too fine a confidence", "decimals", "mentions", "0.425",
        put("mentions", "617:m180-189", confidence=0.425)),
    Mutation("an unsure curator", "curator_confidence", "mentions", "confidence None",
        put("mentions", "b.2:m71-82", confidence=None)),
    Mutation("a sentence id of another make", "id", "sentences", "{article_id}:t{position}",
        put("sentences", "617:t3", sentence_id="617:x3")),
    Mutation("a statement id of another range", "id", "statements", "expected '617:s63-165'",
        put("statements", "617:s63-165", statement_id="617:s64-165")),
    Mutation("a rank without a first", "id", "mentions", "'617:m274-280.2'",
        put("mentions", "617:m274-280", mention_id="617:m274-280.2")),
    Mutation("a rank that is one", "id", "mentions", "'617:m274-280.1'",
        put("mentions", "617:m274-280", mention_id="617:m274-280.1")),
    Mutation("a rank left out", "id", "statements", "'b.2:s55-70.3'",
        put("statements", "b.2:s55-70.2", statement_id="b.2:s55-70.3")),
    Mutation("a reference to nothing", "reference", "parties", "entity_id 'nowhere'",
        put("parties", "617:s266-306 speaker 1", entity_id="nowhere")),
    Mutation("a reference into another article", "other_article", "statements", "points into another article",
        put("statements", "617:s63-165", source_mention_id="b.2:m71-82")),
    Mutation("a title that the text does not have", "title", "articles", "does not begin with the title",
        put("articles", "617", title="Other")),
    Mutation("a body that starts elsewhere", "body", "articles", "expected 34; got body_char_start 35",
        put("articles", "617", body_char_start=35)),
    Mutation("a text hash of another text", "text_sha256", "articles", "not the hash of text",
        put("articles", "617", text_sha256="0" * 64)),
    Mutation("words counted wrong", "count", "articles", "not the number of words in text",
        put("articles", "617", n_words=1)),
    Mutation("code points counted wrong", "count", "articles", "not the number of code points of text",
        put("articles", "617", n_chars=1)),
    Mutation("a record without bytes", "record", "articles", "a record without bytes",
        put("articles", "617", record_byte_start=99)),
    Mutation("a position shifted", "words", "mentions", "does not give back the words",
        put("mentions", "617:m274-280", char_start=275, char_end=281)),
    Mutation("words changed", "words", "fragments", "'and NATO knows it'",
        put("fragments", "617:s63-165 1", words="'and NATO knows it'")),
    Mutation("a position counted in UTF-16", "words", "fragments", "does not give back the words",
        put("fragments", "617:s63-165 1", char_start=146, char_end=166)),
    Mutation("a range that ends before it starts", "range", "mentions", "start < end",
        put("mentions", "617:m274-280", char_end=274)),
    Mutation("a range behind the text", "range", "fragments", "char_end 9999",
        put("fragments", "617:s308-313 0", char_end=9999)),
    Mutation("a range in part", "incomplete_span", "statements", "all or none of source_char_start",
        put("statements", "617:s63-165", source_text=None)),
    Mutation("the next sentence", "sentence", "mentions", "begins outside its sentence",
        put("mentions", "617:m274-280", sentence_id="617:t5")),
    Mutation("a statement in another sentence than its cue", "sentence", "statements", "begins outside",
        put("statements", "617:s308-313", sentence_id="617:t4")),
    Mutation("an event in another sentence", "sentence", "events", "begins outside",
        put("events", "617:e287-295", sentence_id="617:t1")),
    Mutation("a gap in a list", "position", "parties", "a gap in a list",
        put("parties", "617:s266-306 speaker 1", position=2)),
    Mutation("a sentence left out", "position", "sentences", "a gap in a list", drop("sentences", "617:t1")),
    Mutation("sentences that overlap", "overlap", "sentences", "begins before the piece before it ends",
        put("sentences", "617:t1", char_end=64)),
    Mutation("fragments that overlap", "overlap", "fragments", "begins before the piece before it ends",
        put("fragments", "617:s63-165 1", char_start=80)),
    Mutation("no fragments", "no_fragment", "statements", "without fragments", drop("fragments", "617:s308-313 0")),
    Mutation("a fragment left out", "fragment_range", "statements", "expected 84; got char_end 165",
        drop("fragments", "617:s63-165 1")),
    Mutation("a statement longer than its fragments", "fragment_range", "statements", "char_start: not where",
        put("statements", "617:s63-165", char_start=60)),
    Mutation("a text of one's own", "text", "statements", "not what its fragments' words give",
        put("statements", "617:s308-313", text="Yes")),
    Mutation("outside the parent", "parent_range", "statements", "outside its parent's range",
        put("statements", "617:s203-230", parent_id="617:s63-165")),
    Mutation("a wrong depth", "depth", "statements", "expected 1; got parent_id '617:s175-230', depth 2",
        put("statements", "617:s203-230", depth=2)),
    Mutation("a depth without parent", "depth", "statements", "expected 0", put("statements", "617:s63-165", depth=1)),
    Mutation("parents in a circle", "depth", "statements", "not one level below",
        put("statements", "617:s175-230", parent_id="617:s203-230")),
    Mutation("another speaker than the party", "party", "statements", "not the one speaker",
        put("statements", "617:s63-165", speaker_id="person/joe-biden")),
    Mutation("one of several speakers", "party", "statements", "expected None",
        put("statements", "617:s266-306", speaker_id="person/ivan-petrov")),
    Mutation("an addressee who is no party", "party", "statements", "not the one addressee",
        put("statements", "617:s63-165", addressee_id="country/RUS")),
    Mutation("a speaker who is unknown", "resolution", "statements", "does not fit speaker_id",
        put("statements", "617:s63-165", speaker_resolution="unknown")),
    Mutation("resolved to nobody", "resolution", "statements", "does not fit speaker_id",
        put("statements", "b.2:s116-155", speaker_resolution="name")),
    Mutation("a mention in the outer statement", "reporter", "events", "not the innermost statement",
        put("events", "617:e208-217", statement_id="617:s175-230")),
    Mutation("a mention in a statement that lacks it", "reporter", "mentions", "not the innermost",
        put("mentions", "617:m103-116", statement_id="617:s63-165")),
    Mutation("a mention in no statement", "reporter", "mentions", "not the innermost",
        put("mentions", "617:m150-154", statement_id=None)),
    Mutation("a speech act in its own statement", "reporter", "events", "not the parent",
        put("events", "617:e190-202", statement_id="617:s203-230")),
    Mutation("a party of another entity than its mention", "mention", "parties", "entity_id: not its mention's",
        put("parties", "617:s63-165 speaker 0", entity_id="country/RUS")),
    Mutation("a participant of another entity", "mention", "participants", "entity_id: not its mention's",
        put("participants", "617:e117-121 actor 0", entity_id=None)),
    Mutation("a participant elsewhere than its mention", "mention", "participants", "char_start: not its mention's",
        put("participants", "617:e117-121 actor 0", char_start=1)),
    Mutation("a quad of another type", "quad", "events", "expected 3; got event_type 'REJECT', quad 4",
        put("events", "617:e117-121", quad=4)),
    Mutation("a mode of another type", "mode", "events", "event_mode 'drone'",
        put("events", "617:e117-121", event_mode="drone")),
    Mutation("a claimant who is not the speaker", "claimant", "events", "not the speaker of statement_id",
        put("events", "617:e208-217", claimant_id="country/RUS")),
    Mutation("a claimant of the article itself", "claimant", "events", "expected None",
        put("events", "617:e117-121", claimant_id="country/RUS")),
    Mutation("a speech act without statement", "act_of", "events", "does not fit layer",
        put("events", "617:e117-121", act_of=None)),
    Mutation("a reported event that is an act", "act_of", "events", "does not fit layer",
        put("events", "617:e117-121", layer="reported")),
    Mutation("a group named after its second event", "group", "events", "not the first event",
        put("events", "b.2:e164-170", event_group="b.2:e171-176")),
    Mutation("a group named after a member of another", "group", "events", "not the first event",
        put("events", "b.2:e164-170", event_group="b.2:e121-126")),
    Mutation("not EDTF", "edtf", "events", "date_edtf '202'", put("events", "b.2:e121-126", date_edtf="202")),
    Mutation("a bound of another date", "bounds", "statements", "not what stated_on_edtf allows",
        put("statements", "617:s63-165", stated_on_latest=date(2021, 12, 24))),
    Mutation("a bound without a date", "bounds", "events", "expected None",
        put("events", "617:e117-121", date_earliest=date(2021, 12, 24))),
    Mutation("a date without bounds", "bounds", "events", "date_latest None",
        put("events", "b.2:e121-126", date_latest=None)),
    Mutation("earliest after latest", "backwards", "events", "is after the latest",
        put("events", "b.2:e121-126", date_earliest=date(2023, 1, 1))),
    Mutation("a basis without a date", "basis", "events", "does not fit date_edtf",
        put("events", "617:e117-121", date_basis="explicit")),
    Mutation("a date without basis", "basis", "statements", "does not fit stated_on_edtf",
        put("statements", "617:s63-165", stated_on_basis="none")),
    Mutation("a count too high", "count", "entities", "not the number of mentions",
        put("entities", "country/RUS", n_mentions=2)),
    Mutation("articles counted as mentions", "count", "entities", "n_articles",
        put("entities", "person/dmitry-peskov", n_articles=3)),
    Mutation("fragments counted wrong", "count", "statements", "n_fragments",
        put("statements", "617:s63-165", n_fragments=1)),
]  # fmt: skip
