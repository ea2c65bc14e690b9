"""A shelf on disk for what a second pass needs again: an archive's annotations never stand in memory at once."""

from __future__ import annotations

import pickle
from collections.abc import Iterable, Iterator
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
