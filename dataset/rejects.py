"""What was set aside: each rejected piece of a source file, with its bytes and its reason, beside the package."""

from __future__ import annotations

import csv
import shutil
from collections.abc import Sequence
from pathlib import Path

from dataset.read import source_files
from dataset.records import Rejected

LISTING = "rejects.csv"
COLUMNS = ("record_file", "byte_start", "byte_end", "article_id", "reason", "bytes_file")


def rejects_folder(out: Path) -> Path:
    """``rejects/<package>/`` beside the package folder ``out``."""
    out = out.resolve()
    return out.parent / "rejects" / out.name


def write_rejects(rejected: Sequence[Rejected], source: Path, out: Path) -> None:
    """Write ``rejects.csv`` and one file of bytes for each rejected piece; without any, remove an older listing."""
    folder = rejects_folder(out)
    if (folder / LISTING).is_file():
        shutil.rmtree(folder)
    if not rejected:
        return
    folder.mkdir(parents=True, exist_ok=True)
    files = source_files(source)
    with (folder / LISTING).open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(COLUMNS)
        for number, piece in enumerate(rejected, 1):
            name = f"{number:06d}.bytes"
            (folder / name).write_bytes(_bytes(piece, files[piece.record_file]))
            writer.writerow([piece.record_file, piece.byte_start, piece.byte_end, piece.article_id, piece.reason, name])


def _bytes(piece: Rejected, file: Path) -> bytes:
    if piece.byte_end == piece.byte_start:
        return b""
    with file.open("rb") as source:
        source.seek(piece.byte_start)
        return source.read(piece.byte_end - piece.byte_start)
