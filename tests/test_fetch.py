"""A release from elsewhere is the one that was released, or there is an error that says what to do; then no network."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pytest

import dataset
from dataset import disk
from dataset.archive import extract
from dataset.checksum import Checksum
from dataset.disk import Package
from dataset.errors import DatasetError, FetchError, PackageError, UnknownNameError, UsageError
from dataset.package import write_package
from dataset.release.archive import FILES, FOLDERS, write_archive
from dataset.schema import load_schema

NAME = "press-statements-1.1.0.zip"
VERSION = "1.1.0"
Answer = Callable[[BaseHTTPRequestHandler, bytes], None]


def whole(to: BaseHTTPRequestHandler, body: bytes) -> None:
    to.send_response(200)
    to.send_header("Content-Length", str(len(body)))
    to.end_headers()
    to.wfile.write(body)


def truncated(to: BaseHTTPRequestHandler, body: bytes) -> None:
    to.send_response(200)
    to.send_header("Content-Length", str(len(body)))
    to.end_headers()
    to.wfile.write(body[: len(body) // 2])


def cut_without_a_length(to: BaseHTTPRequestHandler, body: bytes) -> None:
    to.send_response(200)
    to.end_headers()
    to.wfile.write(body[: len(body) // 2])


def other_bytes(to: BaseHTTPRequestHandler, body: bytes) -> None:
    whole(to, body[:50] + bytes([body[50] ^ 1]) + body[51:])


def not_found(to: BaseHTTPRequestHandler, body: bytes) -> None:
    to.send_error(404)


def broken(to: BaseHTTPRequestHandler, body: bytes) -> None:
    to.send_error(500)


def silent(to: BaseHTTPRequestHandler, body: bytes) -> None:
    to.server.shutting.wait(10)  # type: ignore[attr-defined]


def silent_in_the_middle(to: BaseHTTPRequestHandler, body: bytes) -> None:
    truncated(to, body)
    to.wfile.flush()
    silent(to, body)


def sign_in(to: BaseHTTPRequestHandler, body: bytes) -> None:
    whole(to, b"<html>Please sign in to the network of this hotel.</html>")


def moved(to: BaseHTTPRequestHandler, body: bytes) -> None:
    to.send_response(302)
    to.send_header("Location", f"/elsewhere{to.path}")
    to.end_headers()


def moved_in_circles(to: BaseHTTPRequestHandler, body: bytes) -> None:
    to.send_response(302)
    to.send_header("Location", to.path)
    to.end_headers()


@dataclass
class Host:
    """Serves a folder on this machine; ``answers`` says how, where it is not simply whole; ``asked`` is what it saw."""

    folder: Path
    answers: dict[str, Answer] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)

    def __enter__(self) -> Host:
        host = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                host.asked.append(self.path)
                file = host.folder / Path(self.path).name
                answer = host.answers.get(self.path.lstrip("/"), whole if file.is_file() else not_found)
                answer(self, file.read_bytes() if file.is_file() else b"")

            def log_message(self, *said: Any) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.shutting = threading.Event()  # type: ignore[attr-defined]
        threading.Thread(target=self.server.serve_forever, args=(0.01,), daemon=True).start()
        return self

    def __exit__(self, *error: object) -> None:
        self.server.shutting.set()  # type: ignore[attr-defined]
        self.server.shutdown()
        self.server.server_close()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server.server_port}/"


def archive(tables: dict[str, pa.Table], folder: Path, dist: Path, version: str = VERSION) -> Path:
    """The archive of a release of these tables, with next to nothing else in it."""
    package = load_schema().package | {"version": version, "created": "2027-01-05T00:00:00Z"}
    schema = replace(load_schema(), package=package)
    for name in FOLDERS:
        (folder / name).mkdir(parents=True)
    for name in FILES:
        (folder / name).write_text(name, encoding="utf-8")
    (folder / "seeds" / "article.txt").write_text("ID :", encoding="utf-8")
    write_package(tables, folder / "data", schema)
    return write_archive(folder, schema, dist)


@pytest.fixture(scope="session")
def dist(tables: dict[str, pa.Table], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Archives of 1.1.0 and 1.10.0 with their SHA256SUMS, as a release leaves them."""
    folder = tmp_path_factory.mktemp("release")
    for version in (VERSION, "1.10.0"):
        archive(tables, folder / version, folder / "dist", version)
    return folder / "dist"


@pytest.fixture
def host(dist: Path, cache: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Host]:
    with Host(dist) as served:
        monkeypatch.setenv("PRESS_STATEMENTS_URL", served.url + "{name}-{version}.zip")
        yield served


CALLS: dict[str, Callable[..., Any]] = {
    "load": lambda **where: dataset.load("statements", **where),
    "load columns": lambda **where: dataset.load("statements", columns=["kind"], **where),
    "quotes": dataset.quotes,
    "tables": dataset.tables,
    "describe": lambda **where: dataset.describe("parties", **where),
    "article": lambda **where: dataset.article("9", **where).statements,
    "context": lambda **where: dataset.context("9:e51-55", **where),
    "cite": dataset.cite,
    "verify": dataset.verify,
}


def same(one: Any, other: Any) -> bool:
    return one.equals(other) and one.attrs == other.attrs if isinstance(one, pd.DataFrame) else bool(one == other)


@pytest.fixture
def folder(dist: Path, tmp_path: Path) -> Path:
    """The package in the archive of 1.1.0."""
    return extract(dist / NAME, tmp_path / "plain") / "data"


@pytest.mark.parametrize("call", CALLS.values(), ids=CALLS)
def test_every_reader_takes_a_version_an_address_and_an_archive(
    call: Callable[..., Any], host: Host, dist: Path, folder: Path
) -> None:
    if call is CALLS["context"]:
        event = dataset.load("events", path=folder)["event_id"][0]
        call = lambda **where: dataset.context(event, **where)  # noqa: E731
    expected = call(path=folder)
    for where in ({"version": VERSION}, {"path": host.url + NAME}, {"path": dist / NAME}, {"path": str(dist / NAME)}):
        assert same(call(**where), expected)


def test_what_was_fetched_needs_no_network(host: Host) -> None:
    first = dataset.quotes(version=VERSION)
    assert host.asked == ["/SHA256SUMS", f"/{NAME}"]
    host.__exit__()
    assert same(dataset.quotes(version=VERSION), first)
    assert same(dataset.quotes(path=host.url + NAME), first)
    assert len(host.asked) == 2
    with pytest.raises(FetchError, match="connect to the network, give an archive"):
        dataset.load("statements", version="1.10.0")
    with Host(host.folder) as again:
        again.__exit__()
        assert same(dataset.quotes(path=f"{again.url}{NAME}#sha256={sha256(host.folder)}"), first)


def sha256(dist: Path) -> str:
    return Checksum.of(dist / NAME).sha256


WRONG: dict[str, tuple[dict[str, Answer], str]] = {
    "truncated": ({NAME: truncated}, "cannot be fetched"),
    "cut": ({NAME: cut_without_a_length}, "not the bytes that were released; expected SHA-256"),
    "other bytes": ({NAME: other_bytes}, "not the bytes that were released; expected SHA-256"),
    "404": ({NAME: not_found}, "404"),
    "500": ({NAME: broken}, "500"),
    "silent": ({NAME: silent}, "timed out"),
    "silent in the middle": ({NAME: silent_in_the_middle}, "timed out"),
    "circles": ({NAME: moved_in_circles}, "redirects"),
    "sums missing": ({"SHA256SUMS": not_found}, "SHA256SUMS: cannot be fetched; got 404"),
    "sums truncated": ({"SHA256SUMS": truncated}, "SHA256SUMS: cannot be fetched"),
    "sums silent": ({"SHA256SUMS": silent}, "SHA256SUMS: cannot be fetched"),
    "a page instead": ({"SHA256SUMS": sign_in}, "lists no file"),
    "a page instead of the archive": ({NAME: sign_in}, "not the bytes that were released"),
}


@pytest.mark.parametrize(("answers", "message"), WRONG.values(), ids=WRONG)
def test_a_wrong_answer_is_an_error_and_leaves_nothing(
    answers: dict[str, Answer], message: str, host: Host, cache: Path
) -> None:
    host.answers = answers
    for _ in range(2):
        with pytest.raises(FetchError, match=message):
            dataset.load("statements", version=VERSION)
        assert [path for path in cache.iterdir() if path.suffix != ".sums"] == []
    host.answers = {}
    assert len(dataset.load("articles", version=VERSION)) == 2


def test_a_redirect_is_followed(host: Host) -> None:
    host.answers = {NAME: moved, "SHA256SUMS": moved}
    assert len(dataset.load("articles", version=VERSION)) == 2
    assert host.asked[-1] == f"/elsewhere/{NAME}"


def test_an_address_can_say_the_hash_itself(host: Host, dist: Path) -> None:
    host.answers = {"SHA256SUMS": not_found}
    assert len(dataset.load("articles", path=f"{host.url}{NAME}#sha256={sha256(dist)}")) == 2
    with pytest.raises(FetchError, match=f"expected SHA-256 {'0' * 64}"):
        dataset.load("articles", path=f"{host.url}{NAME}#sha256={'0' * 64}")


@pytest.mark.parametrize("mark", ["", "top", "sha256=", "sha256=abc", f"sha256=../{'0' * 61}", f"md5={'0' * 32}"])
def test_an_address_with_a_mark_that_is_no_hash(mark: str, host: Host) -> None:
    with pytest.raises(UsageError, match="not the SHA-256 of an archive; expected #sha256= and 64 digits"):
        dataset.load("articles", path=f"{host.url}{NAME}#{mark}")


@pytest.mark.parametrize("version", ["1.2.0", "latest", "../../etc/passwd", "", "1.1"])
def test_a_version_that_the_host_does_not_list(version: str, host: Host) -> None:
    with pytest.raises(UnknownNameError, match=r"no such archive; expected one of press-statements-1\.1\.0\.zip"):
        dataset.load("statements", version=version)


def test_path_and_version_are_one_too_many(package: Path) -> None:
    with pytest.raises(UsageError, match=r"path and version are both given.*; give one of them"):
        dataset.load("statements", path=package, version=VERSION)


@pytest.mark.parametrize("timeout", ["soon", "0", "-1", "nan"])
def test_a_timeout_that_is_none(timeout: str, host: Host, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PRESS_STATEMENTS_TIMEOUT", timeout)
    with pytest.raises(UsageError, match="PRESS_STATEMENTS_TIMEOUT: not a time in seconds"):
        dataset.load("statements", version=VERSION)


def test_a_copy_that_was_damaged_is_fetched_again(host: Host, cache: Path, dist: Path) -> None:
    dataset.verify(version=VERSION)
    kept = cache / sha256(dist)
    (kept / "events.parquet").write_bytes(b"?")
    dataset.verify(version=VERSION)
    (kept / "SHA256SUMS").unlink()
    dataset.verify(version=VERSION)
    assert host.asked.count(f"/{NAME}") == 3


def test_a_cache_that_cannot_be_written(host: Host, monkeypatch: pytest.MonkeyPatch, package: Path) -> None:
    monkeypatch.setenv("PRESS_STATEMENTS_CACHE", str(package / "README.md"))
    with pytest.raises(FetchError, match=r"cannot be written.*set PRESS_STATEMENTS_CACHE to a folder"):
        dataset.load("statements", version=VERSION)


def test_without_pooch_the_error_names_the_extra(
    dist: Path, monkeypatch: pytest.MonkeyPatch, package: Path, tmp_path: Path
) -> None:
    monkeypatch.setitem(sys.modules, "pooch", None)
    monkeypatch.delenv("PRESS_STATEMENTS_CACHE", raising=False)
    for where in ({"version": VERSION}, {"path": dist / NAME}, {"path": f"https://example.org/{NAME}"}):
        with pytest.raises(FetchError, match=r"pooch is not installed.*install the extra `fetch`"):
            dataset.load("statements", **where)
    assert len(dataset.load("articles", path=package)) == 2


def test_two_processes_at_once(host: Host, cache: Path, dist: Path) -> None:
    command = [sys.executable, "-c", f"import dataset; print(len(dataset.load('articles', version='{VERSION}')))"]
    start = {"cwd": Path(__file__).parents[1], "stdout": subprocess.PIPE, "encoding": "utf-8", "env": {**os.environ}}
    running = [subprocess.Popen(command, **start) for _ in range(2)]  # type: ignore[call-overload]
    assert [process.communicate()[0].strip() for process in running] == ["2", "2"]
    assert {path.name for path in cache.iterdir() if path.is_dir()} == {sha256(dist)}


def test_the_release_that_is_installed_is_not_fetched(host: Host) -> None:
    version = dataset.__version__
    assert same(dataset.load("statements", version=version), dataset.load("statements"))
    assert host.asked == []


def test_a_release_has_the_rows_that_are_known_of_it(host: Host, monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    own = Package.open(folder)
    rows = {name: str(own.checksums()[own.file(name).name].logical) for name in own.schema.tables}
    package = own.schema.package | {"version": "1.2.0", "releases": [{"version": VERSION, "tables": rows}]}
    monkeypatch.setattr(disk, "installed", lambda: replace(own, schema=replace(own.schema, package=package)))
    assert len(dataset.load("articles", version=VERSION)) == 2
    rows["events"] = "0" * 64
    with pytest.raises(PackageError, match=r"another release.*or other rows; ask those who keep the host"):
        dataset.load("articles", version=VERSION)


def test_a_host_that_gives_another_version(host: Host, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PRESS_STATEMENTS_URL", host.url + NAME)
    with pytest.raises(PackageError, match=r"another release; expected release 1\.10\.0.*got 1\.1\.0"):
        dataset.load("articles", version="1.10.0")


def test_versions(host: Host, dist: Path) -> None:
    dataset.load("articles", version=VERSION)
    rows = dataset.versions().set_index("version")
    assert list(rows.index) == ["1.0.0", "1.1.0", "1.10.0"]
    assert rows["installed"].to_list() == [True, False, False]
    assert rows["cached"].to_list() == [False, True, False]
    assert (rows["url"][VERSION], rows["sha256"][VERSION]) == (host.url + NAME, sha256(dist))
    assert str(rows["released"]["1.0.0"]) == "2026-11-24 00:00:00"
    assert rows[["url", "sha256"]].isna().sum().to_list() == [1, 1]
    host.__exit__()
    with pytest.warns(UserWarning, match="only releases that are known here are listed"):
        assert same(dataset.versions().set_index("version"), rows)


def test_versions_where_there_never_was_a_network(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Host(cache) as gone:
        monkeypatch.setenv("PRESS_STATEMENTS_URL", gone.url + "{name}-{version}.zip")
    with pytest.warns(UserWarning, match="cannot be fetched"):
        assert dataset.versions()["version"].to_list() == ["1.0.0"]


@pytest.mark.parametrize(
    ("damage", "message"),
    [
        (lambda file: file.write_bytes(file.read_bytes()[:-100]), "cannot be unpacked.*get the archive again"),
        (lambda file: file.write_bytes(b"?"), "cannot be unpacked"),
        (
            lambda file: file.write_bytes(file.read_bytes().replace(b"ID :", b"id :")),
            "cannot be unpacked; got Bad CRC",
        ),
        (lambda file: file.unlink(), "no package there"),
    ],
)
def test_a_damaged_archive_is_refused(
    damage: Callable[[Path], object], message: str, dist: Path, cache: Path, tmp_path: Path
) -> None:
    file = Path(shutil.copy(dist / "press-statements-1.10.0.zip", tmp_path))
    damage(file)
    with pytest.raises(DatasetError, match=message):
        dataset.load("statements", path=file)
