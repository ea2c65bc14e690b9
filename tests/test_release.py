"""A release can be compared, cited and made again: the version follows from what changed, and no id is ever lost.

One story: 1.0.0 is the seed, 1.1.0 has a second article, 2.0.0 what a person corrected in it.
"""

from __future__ import annotations

import shutil
import stat
import zipfile
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from checkout import Checkout

from dataset.archive import extract
from dataset.checksum import Checksum
from dataset.disk import Package
from dataset.errors import DatasetError, ReleaseError, UsageError
from dataset.history import History
from dataset.release import reproduce
from dataset.release.archive import write_archive
from dataset.schema import load_schema

VERSIONS = ["1.0.0", "1.1.0", "2.0.0"]
IDS = {name: table.key[0] for name, table in load_schema().tables.items() if len(table.key) == 1}


@dataclass
class Story:
    """The checkout at 2.0.0, the packages of all releases, what each attempt printed, and what a person decided."""

    checkout: Checkout
    packages: dict[str, Package]
    printed: dict[str, str]
    refused: dict[str, str]
    decided: dict[str, dict[str, Any]]


def files(folder: Path) -> dict[str, str]:
    return {p.relative_to(folder).as_posix(): sha256(p.read_bytes()).hexdigest() for p in folder.rglob("*.*")}


def corrections(package: Package) -> dict[str, dict[str, Any]]:
    """A category, a range, a row that goes and two persons who are one, in the second article."""
    own = {row["text"]: row for row in package.read("statements").to_pylist() if row["article_id"] == "700001"}
    promise, answer, ready = (own[t] for t in ("the talks would continue", "NATO would wait until May", "We are ready"))
    name = {"expect": {"entity_name": "Oliver Kivi"}, "value": "person/olli-kivi"}
    end = answer["char_end"]
    return {
        "category": {"id": promise["statement_id"], "action": "set", "expect": {"speech_act": promise["speech_act"]}}
        | {"table": "statements", "value": {"speech_act": "attitude"}, "reason": "It is a hope, not a promise."},
        "range": {"id": answer["statement_id"], "action": "set", "expect": {"char_end": end}}
        | {"table": "statements", "value": {"char_end": end - 10}, "reason": "Until May says how long she spoke."},
        "row": {"id": ready["statement_id"], "action": "drop", "expect": {"text": "We are ready"}}
        | {"table": "statements", "reason": "Nobody said so."},
        "person": {"table": "entities", "id": "person/oliver-kivi", "action": "merge", **name}
        | {"reason": "Oliver Kivi is Olli Kivi."},
    }


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory) -> Story:
    checkout = Checkout.make(tmp_path_factory.mktemp("story"))
    told = Story(checkout, {}, {"1.0.0": checkout.release().stdout}, {}, {})
    checkout.add_article()
    told.refused["1.0.0"] = refusal(checkout)
    checkout.set_version("1.1.0", "2026-12-01T00:00:00Z")
    told.printed["1.1.0"] = checkout.release().stdout
    told.decided = corrections(Package.open(checkout.data))
    checkout.decide(list(told.decided.values()))
    checkout.set_version("1.1.1", "2026-12-24T00:00:00Z")
    told.refused["1.1.1"] = refusal(checkout)
    checkout.set_version("2.0.0", "2026-12-24T00:00:00Z")
    told.printed["2.0.0"] = checkout.release().stdout
    for version in VERSIONS:
        root = extract(checkout.archive(version), tmp_path_factory.mktemp("unpacked"))
        told.packages[version] = Package.open(root / "data")
    return told


def refusal(checkout: Checkout) -> str:
    """What a release that must not be says; it leaves everything as it was."""
    before = files(checkout.folder)
    done = checkout.run("release")
    assert done.returncode == 1, done.stdout
    assert files(checkout.folder) == before
    return done.stderr


def changes(package: Package) -> list[dict[str, Any]]:
    return list(package.read("changes").to_pylist())


def redirects(package: Package) -> dict[tuple[str, str], dict[str, Any]]:
    return {(row["table_name"], row["old_id"]): row for row in package.read("id_redirects").to_pylist()}


@pytest.mark.parametrize(
    ("version", "said"),
    [
        ("1.0.0", "1.0.0: the first release"),
        ("1.1.0", "1.1.0: minor, compared with 1.0.0:"),
        ("2.0.0", "2.0.0: major, compared with 1.1.0:"),
    ],
)
def test_a_release_says_what_it_is(version: str, said: str, story: Story) -> None:
    assert said in story.printed[version]
    assert f"dist/press-statements-{version}.zip and dist/SHA256SUMS written" in story.printed[version]


@pytest.mark.parametrize(("version", "needed"), [("1.0.0", "1.1.0"), ("1.1.1", "2.0.0")])
def test_a_version_that_is_too_small_is_refused(version: str, needed: str, story: Story) -> None:
    assert f"expected at least {needed}; got {version}; set `version` and `created`" in story.refused[version]


def test_the_first_release_has_no_past(story: Story) -> None:
    package = story.packages["1.0.0"]
    assert (changes(package), redirects(package)) == ([], {})
    assert "The first release." in (package.folder / "CHANGES.md").read_text(encoding="utf-8")


def test_rows_added_are_no_edit_of_what_counts_them(story: Story) -> None:
    found = changes(story.packages["1.1.0"])
    assert {row["change"] for row in found} == {"added", "recorded"}
    assert {row["reason"].split(" ")[0] for row in found if row["change"] == "recorded"} == {"counts"}
    article = next(row for row in found if row["table_name"] == "articles")
    assert (article["id"], article["old"], article["new"]) == ("700001", None, "700001")
    assert article["reason"] == "source: second.txt, article 700001 is new"
    assert redirects(story.packages["1.1.0"]) == {}


def test_a_corrected_cell_says_who_corrected_it_and_why(story: Story) -> None:
    entry = story.decided["category"]
    found = [row for row in changes(story.packages["2.0.0"]) if row["id"] == entry["id"]]
    cell = next(row for row in found if row["field"] == "speech_act")
    assert (cell["change"], cell["old"], cell["new"]) == ("edited", entry["expect"]["speech_act"], "attitude")
    assert cell["reason"] == "curation: 700001.yaml entry 1: It is a hope, not a promise. (Ines, 2026-12-24)"


def test_changes_for_people_have_the_same_reasons(story: Story) -> None:
    text = (story.packages["2.0.0"].folder / "CHANGES.md").read_text(encoding="utf-8")
    assert "## 2.0.0, 2026-12-24\n\nMajor release, compared with 1.1.0." in text
    assert "`speech_act`: “commissive” → “attitude”. curation: 700001.yaml entry 1: It is a hope" in text
    assert "Earlier releases: 1.0.0, 1.1.0." in text


@pytest.mark.parametrize(
    ("decision", "table", "to"),
    [("range", "statements", "its new range"), ("row", "statements", None), ("person", "entities", "person/olli-kivi")],
)
def test_the_ledger_says_where_an_id_went(decision: str, table: str, to: str | None, story: Story) -> None:
    entry, package = story.decided[decision], story.packages["2.0.0"]
    row = redirects(package)[table, entry["id"]]
    if decision == "range":
        start = entry["id"].split(":s")[1].split("-")[0]
        to = f"700001:s{start}-{entry['value']['char_end']}"
    assert (row["new_id"], row["retired_in"]) == (to, "2.0.0")
    assert entry["reason"] in row["reason"]


def test_every_id_ever_published_is_there_or_says_where_it_went(story: Story) -> None:
    last = story.packages["2.0.0"]
    here = {(table, row) for table, key in IDS.items() for row in last.read(table)[key].to_pylist()}
    gone = redirects(last)
    for version in VERSIONS:
        package = story.packages[version]
        published = {(table, row) for table, key in IDS.items() for row in package.read(table)[key].to_pylist()}
        assert published - here == published & gone.keys()
    assert {(t, row["new_id"]) for (t, _), row in gone.items() if row["new_id"]} <= here


def test_a_release_knows_the_ones_before(story: Story) -> None:
    releases = History.of(story.checkout.data).releases
    assert [(r.version, r.since, r.bump) for r in releases] == [
        ("1.0.0", None, "first"),
        ("1.1.0", "1.0.0", "minor"),
        ("2.0.0", "1.1.0", "major"),
    ]


def test_a_build_keeps_the_history_and_a_check_accepts_it(story: Story) -> None:
    before = files(story.checkout.data)
    assert story.checkout.run().returncode == 0
    assert files(story.checkout.data) == before
    done = story.checkout.run("check")
    assert "0 structure problems" in done.stdout
    assert "unreleased" not in done.stdout


@pytest.mark.parametrize("version", ["1.1.0", "2.0.0"])
def test_an_archive_builds_itself_again(version: str, story: Story) -> None:
    done = reproduce(story.checkout.archive(version))
    assert done.same
    assert set(done.files.values()) == {"same bytes"}
    assert {f"{name}.parquet" for name in load_schema().all} < done.files.keys()


def test_what_is_not_reproduced_is_told_cell_by_cell(story: Story, tmp_path: Path) -> None:
    root = extract(story.checkout.archive("1.1.0"), tmp_path)
    shutil.copy(story.checkout.folder / "seeds" / "curation" / "700001.yaml", root / "seeds" / "curation")
    done = reproduce(write_archive(root, Package.open(root / "data").schema, tmp_path / "dist"))
    assert not done.same
    assert done.files["articles.parquet"] == "same bytes"
    assert done.files["statements.parquet"] == "differs"
    cell = next(change for change in done.diff.changes if change.field == "speech_act")
    assert (cell.id, cell.new) == (story.decided["category"]["id"], "attitude")


def test_other_folder_locale_zone_and_umask_give_the_same_archive(story: Story, tmp_path: Path) -> None:
    elsewhere = Checkout.make(tmp_path / "Ünter elsewhere")
    elsewhere.release(umask=0o077, LC_ALL="tr_TR.ISO-8859-9", TZ="Pacific/Kiritimati", PYTHONHASHSEED="7")
    assert elsewhere.archive("1.0.0").read_bytes() == story.checkout.archive("1.0.0").read_bytes()


def test_the_archive_holds_all_that_it_is_built_from(story: Story) -> None:
    top, checkout = "press-statements-2.0.0/", story.checkout.folder
    with zipfile.ZipFile(story.checkout.archive("2.0.0")) as archive:
        entries = archive.infolist()
        for entry in entries[:-1]:
            assert archive.read(entry) == (checkout / entry.filename.removeprefix(top)).read_bytes()
        sums = Checksum.parse(archive.read(f"{top}SHA256SUMS").decode())
    names = [entry.filename.removeprefix(top) for entry in entries]
    assert names == [*sorted(names[:-1]), "SHA256SUMS"]
    assert list(sums) == names[:-1]
    wanted = ["requirements.lock", "build.py", "schema/package.json", "seeds/curation/700001.yaml", "LICENSE"]
    assert {*wanted, "seeds/articles/second.txt", "dataset/lexicon/weights.bin", "data/.zenodo.json"} <= sums.keys()
    assert {entry.date_time for entry in entries} == {(2026, 12, 24, 0, 0, 0)}
    assert {(entry.compress_type, entry.external_attr >> 16) for entry in entries} == {(0, stat.S_IFREG | 0o644)}


def test_archives_are_listed_with_their_sums(story: Story) -> None:
    sums = Checksum.parse((story.checkout.folder / "dist" / "SHA256SUMS").read_text(encoding="utf-8"))
    assert list(sums) == [story.checkout.archive(version).name for version in VERSIONS]
    assert not [damage for entry in sums.values() for damage in entry.damages(story.checkout.folder / "dist")]


def test_a_repository_has_what_its_hosts_look_for(story: Story) -> None:
    for name in ("CITATION.cff", ".zenodo.json"):
        assert (story.checkout.folder / name).read_bytes() == (story.checkout.data / name).read_bytes()


@pytest.fixture
def released(story: Story, tmp_path: Path) -> Checkout:
    """A copy of the checkout at 2.0.0, to be spoilt."""
    return Checkout(Path(shutil.copytree(story.checkout.folder, tmp_path / "checkout")))


def test_a_version_that_is_out_is_never_another_file(released: Checkout) -> None:
    before = released.archive("2.0.0").read_bytes()
    released.release()
    assert released.archive("2.0.0").read_bytes() == before
    (released.folder / "README.md").write_text("Another README.\n", encoding="utf-8")
    done = released.run("release")
    assert done.returncode == 1
    assert "an archive of this version has other bytes" in done.stderr
    assert released.archive("2.0.0").read_bytes() == before


def test_a_title_alone_is_a_patch(released: Checkout) -> None:
    released.set_version("2.0.0", "2026-12-24T00:00:00Z", title="Statements of the Press")
    assert "at least 2.0.1" in refusal(released)
    released.set_version("2.0.1", "2026-12-25T00:00:00Z", title="Statements of the Press")
    assert "2.0.1: patch, compared with 2.0.0: 1 properties of the package changed" in released.release().stdout


def test_without_the_last_release_there_is_no_next(released: Checkout) -> None:
    archive = released.archive("2.0.0").rename(released.folder / "elsewhere.zip")
    released.set_version("2.0.1", "2026-12-25T00:00:00Z", title="Statements of the Press")
    done = released.run("release")
    assert done.returncode == 2
    assert "get the archive of 2.0.0 and name it with --last" in done.stderr
    assert "another release than the last one" in released.run("release", "--last", released.archive("1.1.0")).stderr
    assert released.run("release", "--last", archive).returncode == 0


def _flip(file: Path) -> None:
    data = bytearray(file.read_bytes())
    data[data.index(b"TASS")] ^= 1
    file.write_bytes(data)


def _add(file: Path) -> None:
    with zipfile.ZipFile(file, "a") as archive:
        archive.writestr("press-statements-2.0.0/dataset/more.py", "import os")


def _no_zip(file: Path) -> None:
    file.write_bytes(b"PK\x03\x04 and no more")


@pytest.mark.parametrize("damage", [_flip, _add, _no_zip, Path.unlink])
def test_a_damaged_archive_is_not_built(damage: Any, story: Story, tmp_path: Path) -> None:
    archive = Path(shutil.copy(story.checkout.archive("2.0.0"), tmp_path))
    damage(archive)
    with pytest.raises((ReleaseError, UsageError)) as error:
        reproduce(archive)
    assert isinstance(error.value, DatasetError)
    assert archive.name in str(error.value)
