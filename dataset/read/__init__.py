"""Stage 1, source file -> Article: walks the source, sniffs each file's format and keeps every id unique.

A format is a module with ``EXPECTS``, ``sniffs`` and ``read`` (see ``Reader``), named in ``READERS``.
What cannot be read as an article is not dropped: it comes out as ``Rejected`` with its bytes and the reason.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Protocol

from dataset.errors import SourceError
from dataset.read import press_dump
from dataset.read.characters import is_blank, resolve_encoding
from dataset.records import Article, Rejected

_HEAD = 65_536  # bytes of a file that its format is told from


class Reader(Protocol):
    """A source format."""

    EXPECTS: str
    """What a file of this format must have, for messages."""

    def sniffs(self, head: bytes) -> bool:
        """Whether a file is of this format; ``head`` is its beginning in UTF-8, whatever the file's encoding."""

    def read(self, data: bytes, record_file: str, encoding: str) -> Iterator[Article | Rejected]:
        """The records of a whole file in order; their byte ranges cover every byte that is not blank."""


READERS: tuple[Reader, ...] = (press_dump,)


def read_folder(source: Path, encoding: str = "utf-8") -> Iterator[Article | Rejected]:
    """The articles below ``source`` (a folder, or one file) in the order of relative path, then of byte offset.

    README.md and hidden files are skipped. An id that comes again with the same text yields nothing, with another
    text a ``Rejected``. Raises SourceError, at the call, where the source is missing or has no files, or where
    ``encoding`` is unknown.
    """
    return _distinct(_records(source_files(source), resolve_encoding(encoding)))


def read_file(path: Path, record_file: str, encoding: str = "utf-8") -> Iterator[Article | Rejected]:
    """The records of one file in order; ``record_file`` is what they call it. Repeated ids are not looked for.

    A file that cannot be opened, is blank or is of no known format gives one ``Rejected``.
    Raises SourceError where ``encoding`` is unknown.
    """
    encoding = resolve_encoding(encoding)
    try:
        data = path.read_bytes()
    except OSError as error:
        yield Rejected(record_file, 0, 0, f"the file cannot be opened: {error.strerror}")
        return
    head = data[:_HEAD].decode(encoding, "replace").encode("utf-8")
    reader = next((reader for reader in READERS if reader.sniffs(head)), None)
    if reader:
        yield from reader.read(data, record_file, encoding)
    else:
        yield Rejected(record_file, 0, len(data), _unrecognised(data.decode(encoding, "replace"), encoding))


def _records(files: dict[str, Path], encoding: str) -> Iterator[Article | Rejected]:
    for record_file in sorted(files):
        yield from read_file(files[record_file], record_file, encoding)


def source_files(source: Path) -> dict[str, Path]:
    """POSIX path relative to ``source`` -> file, bytes of a name that are not UTF-8 written as ``\\xNN``."""
    if not source.exists():
        raise SourceError("no such file or folder", str(source), "a folder of source files", todo="check the path")
    found = [source] if source.is_file() else list(source.rglob("*"))
    base = source.parent if source.is_file() else source
    wanted = [path for path in found if path == source or _is_source_file(path, base)]
    files = {_record_file(path.relative_to(base)): path for path in wanted}
    if not files:
        raise SourceError("no source files", str(source), "at least one file", todo="put the articles there")
    return files


def _record_file(path: Path) -> str:
    return path.as_posix().encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


def _is_source_file(path: Path, base: Path) -> bool:
    """False of folders, README.md and what is hidden; true of links, so that a broken one is reported."""
    hidden = any(part.startswith(".") for part in path.relative_to(base).parts)
    return not hidden and path.name != "README.md" and (path.is_file() or path.is_symlink())


def _distinct(records: Iterator[Article | Rejected]) -> Iterator[Article | Rejected]:
    """Keeps the first article of each id; a later one is dropped where its text is the same, else set aside."""
    first: dict[str, tuple[str, str]] = {}
    for record in records:
        if isinstance(record, Rejected):
            yield record
            continue
        place = f"{record.record_file} bytes {record.record_byte_start}:{record.record_byte_end}"
        text, where = first.setdefault(record.article_id, (record.text_sha256, place))
        if where == place:
            yield record
        elif text != record.text_sha256:
            yield _repeated(record, where)


def _repeated(article: Article, where: str) -> Rejected:
    problem = SourceError(
        "this id was read before with another text",
        expected="ids that are unique in the whole source",
        got=f"{article.article_id}, first read from {where}",
        todo="remove one of the two records, or give it an id of its own",
    )
    return Rejected(
        article.record_file, article.record_byte_start, article.record_byte_end, str(problem), article.article_id
    )


def _unrecognised(text: str, encoding: str) -> str:
    problem = SourceError(
        "the file is empty or blank" if is_blank(text) else "the file is of no known format",
        expected=" or ".join(reader.EXPECTS for reader in READERS),
        got="" if is_blank(text) else f"{text.strip()[:40]!r}",
        todo=f"correct or remove the file, or name its encoding if it is not {encoding}",
    )
    return str(problem)
