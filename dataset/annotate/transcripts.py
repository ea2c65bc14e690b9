"""Transcripts and interviews: paragraphs that begin with who speaks and a colon, "PENCE: Well, look", "Q: And now?".

A rule beside the tagger, for the form is closed: a tagger that reads a paragraph alone cannot know that the others
begin so too. A colon behind a name also heads lists ("Clinton: 2,316") and checks of facts ("CLAIM: ..."), so a
transcript has several speakers, one of them twice, who are known as people, and who say sentences.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise, takewhile

from dataset.annotate.attributions import Attribution
from dataset.annotate.document import Document
from dataset.annotate.names import Reference
from dataset.annotate.vocabulary import given_names, roles, words
from dataset.spans import Span

_LABEL = re.compile(r"[\"“«‘]?(?P<label>[^\W\d_][^:\n()\"“”«»]{0,59}?)(?: ?\([^()\n]{1,60}\))?(?P<colon>:)\s+(?=\S)")
_CLOSES = {'"': '"', "“": "”", "«": "»", "‘": "’"}
_DIRECTION = re.compile(r"[^\w(\[]*+(?:\([^()]*\)|\[[^\[\]]*\])?\W*+")  # "(CROSSTALK.)", "[laughter]", "...."
_ASKED = frozenset(("q", "a", "question", "answer"))
_ENDS = (".", "?", "!", "…", "—", '"', "”", "»", ")", "]")
_FEWEST_WORDS = 4  # of a sentence
_MOST_WORDS = 5  # of a label


@dataclass(frozen=True, slots=True)
class _Paragraph:
    """A paragraph, and if it begins with a label that, its colon, and what it calls the speaker."""

    start: int
    end: int
    label: Span | None = None
    colon: Span | None = None
    said: int = 0
    key: str = ""


def turns(document: Document, names: Iterable[Reference]) -> Iterator[Attribution]:
    """What is said in each turn: from behind its colon to the next turn, a fragment for each paragraph.

    Behind the last turn nothing tells where the transcript ends, so that turn is one paragraph.
    """
    paragraphs = [_labelled(document.text, *span) for span in document.paragraphs()]
    people = frozenset(_key(document.text[r.start : r.end]) for r in names if r.is_person)
    speakers = _speakers(document.text, [p for p in paragraphs if p.key], people)
    kept = [at for at, p in enumerate(paragraphs) if p.key in speakers]
    for at, following in pairwise([*kept, *(at + 1 for at in kept[-1:])]):
        yield _turn(document.text, paragraphs[at], takewhile(lambda p: not p.key, paragraphs[at + 1 : following]))


def _labelled(text: str, start: int, end: int) -> _Paragraph:
    found = _LABEL.match(text, start, end)
    if found is None or not _may_name(found["label"].split()):
        return _Paragraph(start, end)
    return _Paragraph(start, end, found.span("label"), found.span("colon"), found.end(), _key(found["label"]))


def _key(name: str) -> str:
    """What the names of one speaker share: "Joel Benenson", "BENENSON"."""
    return name.split()[-1].casefold()


def _may_name(label: Sequence[str]) -> bool:
    """Whether these words may be a name: few, each with a capital, and no "The facts", but the "A" of an answer."""
    named = label[0].lower() not in words("determiner") or (len(label) == 1 and label[0].lower() in _ASKED)
    return len(label) <= _MOST_WORDS and all(w[0].isupper() for w in label) and named


def _speakers(text: str, labelled: Sequence[_Paragraph], people: Collection[str]) -> frozenset[str]:
    """The keys of those who speak in a transcript; none where the article has no transcript."""
    kept = [p for p in labelled if _is_somebody(text, p, people)]
    times = Counter(p.key for p in kept)
    sentences = sum(_says_sentence(text, p) for p in kept)
    is_transcript = len(times) > 1 and max(times.values()) > 1 and 2 * sentences >= len(kept)
    return frozenset(times) if is_transcript else frozenset()


def _is_somebody(text: str, paragraph: _Paragraph, people: Collection[str]) -> bool:
    """Whether a label is "Q", an office, a surname that the article has, or begins with a given name or an initial."""
    label = text[slice(*paragraph.label)].split() if paragraph.label else []
    if " ".join(label).lower() in roles().keys() | _ASKED or paragraph.key in people:
        return True
    return len(label) > 1 and (label[0].capitalize() in given_names() or re.fullmatch(r"\w\.", label[0]) is not None)


def _says_sentence(text: str, paragraph: _Paragraph) -> bool:
    said = text[paragraph.said : paragraph.end]
    return len(said.split()) >= _FEWEST_WORDS and said.endswith(_ENDS)


def _turn(text: str, first: _Paragraph, more: Iterable[_Paragraph]) -> Attribution:
    spoken = [(p.start, p.end) for p in more if not _DIRECTION.fullmatch(text, p.start, p.end)]
    fragments = [(first.said, first.end), *spoken]
    if text[first.start] in _CLOSES:
        fragments = [_unwrapped(text, text[first.start], *fragment) for fragment in fragments]
    return Attribution(tuple(fragments), "transcript", first.label, first.colon, first.colon, ":")


def _unwrapped(text: str, mark: str, start: int, end: int) -> Span:
    """A paragraph of a transcript that is a quotation as a whole, without the mark before it and the one at the end."""
    start += text[start] == mark
    closing = _CLOSES[mark]
    marks = text.count(closing, start, end)
    unmatched = marks % 2 if closing == mark else marks > text.count(mark, start, end)
    return start, end - (text[end - 1] == closing and bool(unmatched))
