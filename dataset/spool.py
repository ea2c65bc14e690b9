"""What a second pass needs again, on disk: an archive's annotations or texts never stand in memory at once."""

from __future__ import annotations

import pickle
from collections.abc import Iterable, Iterator
from os import SEEK_END
from tempfile import TemporaryFile
from types import TracebackType

from dataset.records import Annotation


class Spool:
    """Annotations written once, then read in the same order as often as needed; gone when the ``with`` block ends."""

    def __init__(self, annotations: Iterable[Annotation]) -> None:
        self._file = TemporaryFile()  # noqa: SIM115 (closed by __exit__)
        for annotation in annotations:
            pickle.dump(annotation, self._file, protocol=pickle.HIGHEST_PROTOCOL)
        self._end = self._file.tell()

    def __enter__(self) -> Spool:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()

    def __iter__(self) -> Iterator[Annotation]:
        self._file.seek(0)
        while self._file.tell() < self._end:
            yield pickle.load(self._file)


class Shelf:
    """Texts by their SHA-256, each written once and read as often as needed; gone when the ``with`` block ends."""

    def __init__(self) -> None:
        self._file = TemporaryFile()  # noqa: SIM115 (closed by __exit__)
        self._ranges: dict[str, tuple[int, int]] = {}

    def __enter__(self) -> Shelf:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()

    def __contains__(self, sha256: str) -> bool:
        return sha256 in self._ranges

    def add(self, sha256: str, text: str) -> None:
        """Put a text on the shelf, unless it is there."""
        if sha256 not in self._ranges:
            start, data = self._file.seek(0, SEEK_END), text.encode()
            self._ranges[sha256] = (start, self._file.write(data))

    def text(self, sha256: str) -> str | None:
        """The text of that hash, None where there is none."""
        if sha256 not in self._ranges:
            return None
        start, size = self._ranges[sha256]
        self._file.seek(start)
        return self._file.read(size).decode()
