"""Cues: the verbs that say that something is said, in every form, from ``lexicon/cues.csv``."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from dataset.annotate.morphology import verb_forms
from dataset.annotate.tokens import Token
from dataset.annotate.vocabulary import words
from dataset.lexicon import rows
from dataset.spans import Span

ACCORDING_TO = "according to"
_SHORT = 3  # letters of a word that a title may write small


@dataclass(frozen=True, slots=True)
class Cue:
    """A form of a cue verb. ``frames`` says what may follow it; see ``lexicon/README.md``."""

    lemma: str
    form: str
    kind: str
    frames: frozenset[str]
    speech_act: str
    event_type: str | None
    event_mode: str | None


@lru_cache
def cues() -> dict[str, Cue]:
    """Form in small letters -> cue; a form that two verbs share belongs to the first in the file."""
    found: dict[str, Cue] = {}
    for row in rows("cues"):
        frames = frozenset(row["frames"].split("|"))
        for form, kind in verb_forms(row["lemma"], tuple(filter(None, row["irregular"].split("|")))).items():
            cue = Cue(
                row["lemma"],
                form,
                kind,
                frames,
                row["speech_act"],
                row["event_type"] or None,
                row["event_mode"] or None,
            )
            found.setdefault(form, cue)
    return found


@dataclass(frozen=True, slots=True)
class CueReading:
    """A cue as it stands in a text: the range of its head, the lemma of that, and whether it is denied."""

    head: Span
    lemma: str
    negated: bool


def read_cue(tokens: Sequence[Token], before: Sequence[Token]) -> CueReading:
    """What the words of a cue say; the head of one that is not in the lexicon is its last word."""
    head, lemma = _head(tokens)
    denying = [t.lower for t in (*before[-2:], *tokens)]
    failed = any(word in words("failing") and to == "to" for word, to in pairwise(denying))
    negated = failed or any(w in words("negation") or w.endswith(("n't", "n’t")) for w in denying)
    return CueReading((head[0].start, head[-1].end), lemma, negated)


def _head(tokens: Sequence[Token]) -> tuple[Sequence[Token], str]:
    for at in range(len(tokens)):
        for length in (4, 3, 2, 1):
            cue = cues().get(" ".join(t.lower for t in tokens[at : at + length]))
            if cue and at + length <= len(tokens):
                return tokens[at : at + length], cue.lemma
    if [t.lower for t in tokens[:2]] == ACCORDING_TO.split():
        return tokens[:2], ACCORDING_TO
    return tokens[-1:], tokens[-1].lower


def is_phrasal(verb: str, particle: str) -> bool:
    """Whether a form and the particle behind it are a verb of their own: "called on", "pointed out"."""
    return f"{verb} {particle}" in cues()


def is_cue_word(lower: str) -> bool:
    """Whether the word can be a cue's first word."""
    return lower in _by_first_word()


def holds_cue(tokens: Sequence[Token]) -> bool:
    """Whether a form of a cue, all its words, is among the tokens; the "States" of "the United States" is none."""
    long = [t.text for t in tokens if len(t.text) > _SHORT and t.text.isalpha()]
    titled = 2 * sum(word[0].isupper() for word in long) > len(long)
    words = [t.lower if titled or not _is_inside_name(tokens, at) else "" for at, t in enumerate(tokens)]
    said = f" {' '.join(words)} "
    forms = (form for word in words for form in _by_first_word().get(word, ()))
    return any(f" {form} " in said for form in (ACCORDING_TO, *forms))


def _is_inside_name(tokens: Sequence[Token], at: int) -> bool:
    return at > 0 and tokens[at].text[0].isupper() and tokens[at - 1].text[-1].isalnum()


@lru_cache
def lemmas() -> frozenset[str]:
    """Every verb of the lexicon, and "according to"."""
    return frozenset(cue.lemma for cue in cues().values()) | {ACCORDING_TO}


@lru_cache
def _by_first_word() -> dict[str, list[str]]:
    """First word of a form -> whole forms."""
    found: dict[str, list[str]] = {}
    for form in cues():
        found.setdefault(form.split()[0], []).append(form)
    return found
