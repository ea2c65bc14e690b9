"""Cues: the words that say that something is said, in every form, from ``lexicon/cues.csv`` and ``stances.csv``."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from dataset.annotate.morphology import base_form, verb_forms
from dataset.annotate.tokens import Token
from dataset.annotate.vocabulary import is_adverb, pronouns, words
from dataset.lexicon import rows
from dataset.spans import Span

ACCORDING_TO = "according to"
_FALLS_SHORT = re.compile(r"\bshort of \w+ing\b")
_CLOSED = (
    "auxiliary",
    "coordinator",
    "determiner",
    "modal",
    "negation",
    "preposition",
    "relative",
    "subordinator",
    "wh",
)
_OPENING = ("relative", "subject_pronoun", "wh")
"""What may begin a clause, beside "to" and "not to"."""
_BETWEEN = ("auxiliary", "modal", "negation")
"""What may stand between a subject and its verb, beside adverbs."""
_INFLECTED = {"verb": ("base", "s", "past", "ing"), "noun": ("base", "s"), "adjective": ("base",)}
"""Part of speech -> the forms that it has; a plural is spelt like a third person."""
_POSSESSIVE = frozenset(("'s", "’s"))
_APOSTROPHE = re.compile(r"['’]")
_TO_LISTENER = ("know", "see")
"""Verbs with which speakers turn to the listener: "you know"."""
_PAST = ("did", "had", "was", "were")
"""Beginnings of auxiliaries of the past: "didn't"."""
_PERFECT = ("have", "ve")
"""Endings of those of the perfect: "I've"."""
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
        for form, kind in _forms(row["lemma"], row["irregular"]).items():
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


@lru_cache
def stances() -> dict[str, Cue]:
    """Form -> the nouns, adjectives and verbs that are a cue where a clause tells what: "aware that", "refusal to"; a
    form that is a word of its own, "ruling", is that."""
    found: dict[str, Cue] = {}
    for row in rows("stances"):
        for form, kind in _forms(row["word"], row["irregular"]).items():
            if kind in _INFLECTED[row["pos"]] and (kind == "base" or form not in found):
                found[form] = Cue(row["word"], form, kind, frozenset(), row["speech_act"], None, None)
    return found


def _forms(lemma: str, irregular: str) -> dict[str, str]:
    return verb_forms(lemma, tuple(filter(None, irregular.split("|"))))


@dataclass(frozen=True, slots=True)
class CueReading:
    """A cue as it stands in a text: the range of its head, the lemma of that, and whether it is denied."""

    head: Span
    lemma: str
    negated: bool


def read_cue(tokens: Sequence[Token], before: Sequence[Token]) -> CueReading:
    """What the words of a cue say, and which of them is its head."""
    head, lemma = _head(tokens)
    denying = [*before[-2:], *tokens]
    failed = any(word.lower in words("failing") and to.lower == "to" for word, to in pairwise(denying))
    failed = failed or _FALLS_SHORT.search(" ".join(t.lower for t in denying)) is not None
    numbers = {no for no, number in pairwise(denying) if no.lower == "no" and not number.text[0].isalpha()}
    said = [t.lower for t in denying if t not in numbers]
    negated = failed or any(w in words("negation") or w.endswith(("n't", "n’t")) for w in said)
    return CueReading((head[0].start, head[-1].end), lemma, negated)


def _head(tokens: Sequence[Token]) -> tuple[Sequence[Token], str]:
    forms = [(at, form) for at in range(len(tokens)) for form in _forms_at(tokens, at)]
    at, form = next((f for f in forms if f[1] != ACCORDING_TO), forms[0] if forms else (_other_head(tokens), None))
    if form is None:
        return tokens[at : at + 1], _lemma(tokens[at].lower)
    lemma = form if form == ACCORDING_TO else cues()[form].lemma
    return tokens[at : at + len(form.split())], lemma


def _other_head(tokens: Sequence[Token]) -> int:
    """Of a cue without a verb of the lexicon: the word that takes a clause behind a light verb, "view" of "took the
    view", else its head."""
    head = _unknown_head(tokens)
    light = tokens[head].lower in words("light_verb")
    taking = (at for at in range(len(tokens) - 1, head, -1) if tokens[at].lower in stances())
    return next(taking, head) if light and tokens[head].lower not in stances() else head


def _unknown_head(tokens: Sequence[Token]) -> int:
    """The first verb of a cue that is not in the lexicon: "voted" of "voted against"; else the noun or the adjective
    that heads it: "hopes" of "the great hopes for", "critical" of "was critical of"."""
    free = [at for at, token in enumerate(tokens) if token.text[0].isalnum() and not _is_closed(token.lower)]
    verb = next((at for at in free if _is_verb(tokens, at)), None)
    if verb is not None or not free:
        return len(tokens) - 1 if verb is None else verb
    behind = (at for at in range(free[0], len(tokens)) if tokens[at].lower in words("preposition"))
    stop = next(behind, len(tokens))
    return max(at for at in free if at < stop)


def _is_closed(word: str) -> bool:
    return is_adverb(word) or word in pronouns() or any(word in words(kind) for kind in _CLOSED)


def _is_verb(tokens: Sequence[Token], at: int) -> bool:
    """Whether a word may be a verb where it stands: a form of a known one, or one with the ending of a participle,
    behind no article."""
    word, before = tokens[at].lower, tokens[at - 1].lower if at else ""
    ed, ing = word.endswith("ed"), word.endswith("ing")
    participle = (ed and word not in words("not_ed")) or (ing and word not in words("not_ing"))
    return before not in words("determiner") | _POSSESSIVE and (word in _verbs() or participle)


def _lemma(word: str) -> str:
    """The dictionary form of a word; "willing" is one."""
    if word in words("be"):
        return "be"
    if word in stances():
        return stances()[word].lemma
    whole = word in words("not_ed") | words("not_ing")
    return _verbs().get(word) or (word if whole else base_form(word, frozenset(_verbs().values())))


@lru_cache
def _verbs() -> dict[str, str]:
    """Form of one word -> lemma of a verb that any list of the lexicon has."""
    found = {form: cue.lemma for form, cue in cues().items()}
    verbs = [(r["lemma"], r["irregular"]) for r in rows("verbs")]
    verbs += [(r["trigger"], r["irregular"]) for r in rows("events") if r["pos"] == "verb"]
    for lemma, irregular in verbs:
        for form in _forms(lemma, irregular):
            found.setdefault(form, lemma)
    return {form: lemma for form, lemma in found.items() if " " not in form}


def is_phrasal(verb: str, particle: str) -> bool:
    """Whether a form and the particle behind it are a verb of their own: "called on", "pointed out"."""
    return f"{verb} {particle}" in cues()


def is_cue_word(lower: str) -> bool:
    """Whether the word can be a cue's first word."""
    return lower in _by_first_word()


def holds_cue(tokens: Sequence[Token]) -> bool:
    """Whether one of the tokens may be the cue of what somebody else says than the speaker: it begins a form of a cue,
    all its words, and is neither the "States" of "the United States" nor the speaker's own "think" of "I think"; or it
    is a stance before a clause, "aware that". What hardly ever is one inside what is said, "order", is none."""
    long = [t.text for t in tokens if len(t.text) > _SHORT and t.text.isalpha()]
    titled = 2 * sum(word[0].isupper() for word in long) > len(long)
    places = [at for at in range(len(tokens)) if titled or not _is_inside_name(tokens, at)]
    forms = ((at, form) for at in places for form in _forms_at(tokens, at) if form not in words("seldom_cue"))
    told = any(not _is_hedged(tokens, at, form) for at, form in forms)
    return told or any(_takes_clause(tokens, at) for at in places)


def _takes_clause(tokens: Sequence[Token], at: int) -> bool:
    """Whether a clause begins behind a word that takes one, and it is not the speaker's own "hope that"."""
    word, behind = tokens[at].lower, tokens[at + 1].lower if at + 1 < len(tokens) else ""
    opened = behind in ("to", "not") or any(behind in words(kind) for kind in _OPENING)
    taking = word in stances() and word not in words("seldom_cue")
    return opened and taking and not _is_hedged(tokens, at, word)


def is_hedge(person: str, form: str, auxiliary: str) -> bool:
    """Whether a verb is what the speaker thinks now, or a word to the listener: "I think", "we have hoped" and "you
    know", neither "I thought", "I was sure", "I have told them" nor "you think"; ``auxiliary``: in front, or empty."""
    cue = cues().get(form) or stances().get(form)
    lemma, past = (cue.lemma, cue.kind == "past") if cue else ("", False)
    if person == "2":
        return lemma in _TO_LISTENER
    tells = cue is not None and bool(cue.frames - {""}) and cue.speech_act != "attitude"
    then = auxiliary.startswith(_PAST) if auxiliary else past
    return person == "1" and not (then or (past and tells and auxiliary.endswith(_PERFECT)))


def _forms_at(tokens: Sequence[Token], at: int) -> Iterator[str]:
    """The forms of cues that begin at a token, the longest first."""
    word = tokens[at].lower
    for form in (*_by_first_word().get(word, ()), ACCORDING_TO):
        parts = form.split()
        if parts[0] == word and [t.lower for t in tokens[at : at + len(parts)]] == parts:
            yield form


def _is_hedged(tokens: Sequence[Token], at: int, form: str) -> bool:
    """Whether a verb hedges by its subject: "I don’t really think", "we've hoped"."""
    auxiliary = ""
    for token in reversed(tokens[:at]):
        subject, *ending = _APOSTROPHE.split(token.lower)
        pronoun = pronouns().get(subject)
        if pronoun:
            return "subject" in pronoun["case"] and is_hedge(pronoun["person"], form, auxiliary or "".join(ending))
        if not (is_adverb(token.lower) or any(token.lower in words(kind) for kind in _BETWEEN)):
            return False
        auxiliary = auxiliary or (token.lower if token.lower in words("auxiliary") else "")
    return False


def _is_inside_name(tokens: Sequence[Token], at: int) -> bool:
    return at > 0 and tokens[at].text[0].isupper() and tokens[at - 1].text[-1].isalnum()


@lru_cache
def lemmas() -> frozenset[str]:
    """Every verb of the lexicon, and "according to"."""
    return frozenset(cue.lemma for cue in cues().values()) | {ACCORDING_TO}


@lru_cache
def _by_first_word() -> dict[str, list[str]]:
    """First word of a form -> whole forms, the longest first."""
    found: dict[str, list[str]] = {}
    for form in sorted(cues(), key=lambda form: -len(form.split())):
        found.setdefault(form.split()[0], []).append(form)
    return found
