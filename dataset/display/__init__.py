"""An article as a reader sees it: statements shaded by speaker, with their sources, cues, mentions and events."""

from __future__ import annotations

from dataset.display.drawing import Drawing, draw
from dataset.display.excerpt import excerpt, one_line
from dataset.display.html import article_html, framed, table_html
from dataset.display.text import article_text

__all__ = ["Drawing", "article_html", "article_text", "draw", "excerpt", "framed", "one_line", "table_html"]
