"""Words in the text around them, and text on one line."""

from __future__ import annotations


def excerpt(text: str, start: int, end: int, chars: int) -> str:
    """``text[start:end]`` between ``[[`` and ``]]`` with ``chars`` code points of the text on either side.

    An ellipsis shows where the text goes on.
    """
    left, right = max(0, start - chars), min(len(text), end + chars)
    before, after = "…" * (left > 0) + text[left:start], text[end:right] + "…" * (right < len(text))
    return f"{before}[[{text[start:end]}]]{after}"


def one_line(text: str, width: int = 100) -> str:
    """The text without line breaks, cut to ``width`` code points; an ellipsis shows that it was cut."""
    line = " ".join(text.split())
    return line if len(line) <= width else line[: width - 1] + "…"
