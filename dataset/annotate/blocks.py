"""Speech that runs over the end of a paragraph, which the tagger reads alone.

"He said on Tuesday:" is the attribution of the paragraph behind it. A quotation that is not closed where its paragraph
ends goes on where the next one opens (The Chicago Manual of Style, 17th edition, 13.30); a passage that is set off has
no marks at all (13.9).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from dataset.annotate.attributions import Attribution, read_attribution
from dataset.annotate.clauses import Clauses
from dataset.annotate.cues import cues
from dataset.annotate.document import Document
from dataset.annotate.names import Reference
from dataset.annotate.quotes import Quote
from dataset.spans import Span
from dataset.tagger import TaggedLine, statements

_LEADS = re.compile(r"[^.?!\n]{0,60}:")  # from the cue to the end of the paragraph
_SIGNATURE = re.compile(
    r"(?P<dash>--|[-–—―])\s?(?P<name>[^\W\d_a-z][\w.'’-]*(?: [\w.'’-]+){0,6}?)(?:,[^.?!\n]{0,80})?\.?"
)


class Flow:
    """The statements of an article, paragraph after paragraph: what one leaves open, the next may close."""

    def __init__(self, document: Document, names: Mapping[int, Reference]) -> None:
        self.document, self.names = document, names
        self.found: list[Attribution] = []
        self._leading: Attribution | None = None

    def interrupt(self) -> None:
        """Something else stands here, so what is introduced before it does not come behind it."""
        self._leading = None

    def add(self, paragraph: Span, lines: Sequence[TaggedLine], speech: list[Attribution]) -> None:
        """The next paragraph: what the tagger finds in it, and its statements when it is read alone."""
        leading, self._leading = self._leading, introduction(self.document, paragraph, lines, self.names)
        if leading:
            speech = introduced(self.document, paragraph, leading, speech)
        last = self.found[-1] if self.found else None
        if last and (whose := signed(self.document, last, paragraph)):
            self.found[-1], speech = whose, []
        elif last and (longer := going_on(self.document, last, speech)):
            self.found[-1], speech = longer, speech[1:]
        elif last and (whole := told_behind(self.document, last, speech)):
            self.found[-1], speech = whole, speech[1:]
        self.found += speech


def introduction(
    document: Document, paragraph: Span, lines: Sequence[TaggedLine], names: Mapping[int, Reference]
) -> Attribution | None:
    """The source and cue with which a paragraph ends, if what they introduce comes behind it."""
    if not document.text.endswith(":", *paragraph):
        return None
    taken = {line.spans[cue].range for line in lines for cue, _, _ in statements(line)}
    found = _tagged(lines) or _clause(document, paragraph, names)
    if found is None or found[0] in taken or not _LEADS.fullmatch(document.text, found[0][1] - 1, paragraph[1]):
        return None
    return read_attribution(document, *found)


def _tagged(lines: Sequence[TaggedLine]) -> tuple[Span, Span] | None:
    """The last cue of these lines and its source."""
    found = [(line, n) for line in lines for n, span in enumerate(line.spans) if span.kind == "cue"]
    if not found:
        return None
    line, number = found[-1]
    link = line.links[number]
    return (line.spans[number].range, line.spans[link.to].range) if link and link.to is not None else None


def _clause(document: Document, paragraph: Span, names: Mapping[int, Reference]) -> tuple[Span, Span] | None:
    """The last verb of saying and its subject, for where nothing is said the tagger may see no cue."""
    start, end, _ = document.sentences_in(*paragraph)[-1]
    clauses = Clauses(document.tokens_in(start, end), names)
    for at in reversed(range(len(clauses.tokens))):
        subject = clauses.subject(at) if clauses.lower[at] in cues() and clauses.verb(at) in ("s", "past") else None
        if subject:
            first, last = clauses.tokens[subject[0]], clauses.tokens[subject[1] - 1]
            end = clauses.tokens[at].end
            cue = clauses.tokens[clauses.group_start(at)].start, end + document.text.startswith(":", end)
            return cue, (first.start, last.end)
    return None


def introduced(
    document: Document, paragraph: Span, introduction: Attribution, found: Sequence[Attribution]
) -> list[Attribution]:
    """The statements of a paragraph that has been introduced: its quotation has that source, or all of it."""
    first = found[0] if found else None
    if first and first.rule == "unattributed" and first.fragments[0][0] == paragraph[0]:
        return [replace(introduction, fragments=first.fragments, rule="introduced"), *found[1:]]
    quoted = any(quote.start == paragraph[0] for quote in document.quotes_in(*paragraph))
    if quoted or document.text.endswith(":", *paragraph):
        return list(found)
    return [replace(introduction, fragments=(paragraph,), rule="block")]


def going_on(document: Document, last: Attribution, found: Sequence[Attribution]) -> Attribution | None:
    """The last statement with the first of ``found``, if its quotation is still open and goes on in that one."""
    if not found or found[0].rule != "unattributed":
        return None
    following = found[0].fragments
    quote = _open_quote(document, last.fragments[-1], following[0][0])
    if quote is None:
        return None
    start, end = last.fragments[-1]
    return replace(last, fragments=(*last.fragments[:-1], (start, max(end, quote.end)), *following))


def told_behind(document: Document, last: Attribution, found: Sequence[Attribution]) -> Attribution | None:
    """The first of ``found`` with the quotation before it that goes on in it: who says it is told at its end only."""
    if last.rule != "unattributed" or not found or found[0].cue is None:
        return None
    start, end = last.fragments[-1]
    quote = _open_quote(document, (start, end), found[0].fragments[0][0])
    if quote is None or not document.text.startswith(document.text[start], found[0].fragments[0][0]):
        return None
    return replace(found[0], fragments=(*last.fragments, *found[0].fragments))


def signed(document: Document, last: Attribution, paragraph: Span) -> Attribution | None:
    """The last statement, a quotation alone, with who said it, if the paragraph is its signature: "- Ana Lima"."""
    signature = _SIGNATURE.fullmatch(document.text, *paragraph)
    between = document.text[last.fragments[-1][1] : paragraph[0]].strip()
    if signature is None or last.rule != "unattributed" or between:
        return None
    cue = signature.span("dash")
    return replace(
        last, rule="signature", source=signature.span("name"), cue=cue, cue_head=cue, lemma=signature["dash"]
    )


def _open_quote(document: Document, fragment: Span, following: int) -> Quote | None:
    """The quotation that the fragment is of, if it is not closed and nothing stands between it and what follows."""
    start, end = fragment
    quotes = (q for q in document.quotes_in(start, following) if not q.closed and q.start < end)
    return next((q for q in quotes if not document.text[q.end : following].strip()), None)
