"""Cues: the verbs that say that something is said, in every form, from ``lexicon/cues.csv``."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from dataset.annotate.morphology import verb_forms
from dataset.lexicon import rows


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


def is_cue_word(lower: str) -> bool:
    """Whether the word can be a cue's first word."""
    return lower in _first_words()


@lru_cache
def _first_words() -> frozenset[str]:
    return frozenset(form.split()[0] for form in cues())
