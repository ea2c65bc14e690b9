"""What every format does once it knows an article's parts: put the text together and derive what follows from it."""

from __future__ import annotations

import re
from datetime import datetime
from hashlib import sha256

from dataset.read.dateline import parse_dateline
from dataset.read.language import identify
from dataset.records import Article

_GAP = re.compile(r"\n{3,}")


def make_article(
    article_id: str, title: str, body: str, *, published_at: datetime | None = None, author: str | None = None
) -> Article:
    """An article from its parts; the caller adds where it was read (``record_*``) and ``n_removed``.

    ``title`` is one line and ``body`` has trimmed lines; neither is empty. Runs of blank lines become one.
    """
    text = title + "\n\n" + _GAP.sub("\n\n", body)
    dateline = parse_dateline(body)
    return Article(
        article_id=article_id,
        title=title,
        text=text,
        body_char_start=len(title) + 2,
        language=identify(body),
        agency=dateline.agency if dateline else None,
        dateline_place=dateline.place if dateline else None,
        dateline_date=dateline.resolve(published_at.date() if published_at else None) if dateline else None,
        published_at=published_at,
        author=author,
        n_chars=len(text),
        n_words=len(text.split()),
        text_sha256=sha256(text.encode("utf-8")).hexdigest(),
    )
