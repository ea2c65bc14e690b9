"""Which words of a sentence are verbs: by closed classes, the forms of the lexicon's verbs, and the words around them.

Positions are indices of the sentence's tokens.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from functools import lru_cache

from dataset.annotate.cues import is_cue_word
from dataset.annotate.morphology import verb_forms
from dataset.annotate.names import Reference
from dataset.annotate.tokens import Token
from dataset.annotate.triggers import object_classes
from dataset.annotate.vocabulary import is_adverb, nominals, titles, words
from dataset.lexicon import rows

POSSESSIVE = ("'s", "'")
_COMPOUND = frozenset(("agreement", "talks", "proposal"))
_BEFORE_BASE = frozenset(("to", "not", "let", "help", "please", "did", "do", "does", "they", "we", "you", "i", "who"))
_ADJECTIVES = ("new", "more", "other", "of", "for", "on")
_OWNING = frozenset(("a", "an", "the", "my", "our", "your", "his", "its", "their", *POSSESSIVE))
_GOVERNING = ("of", "on", "in", "for", "with", "from", "against", "about", "between", "among", "at", "into")
_CLAUSE = 8  # tokens from "that" to the verb of a demand
_PLURALS = ("police", "people", "men", "women")
_SINGULARS = ("news", "politics")


class Verbs:
    """A sentence with the references that begin in it: its words, its names and its verbs."""

    def __init__(self, tokens: Sequence[Token], references: Mapping[int, Reference]) -> None:
        self.tokens = tokens
        self.lower = [t.lower.replace("’", "'") for t in tokens]
        self.references = references
        self.named = self._named()
        long = [t.text for t in tokens if len(t.text) > 3 and t.text.isalpha()]
        self.shouted = len(long) > 2 and sum(not word.islower() for word in long) > 0.8 * len(long)
        self.verbs: list[str] = []
        for at in range(len(tokens)):
            self.verbs.append(self._verb(at))

    def _named(self) -> list[int | None]:
        """For each token the first token of the outer reference that it belongs to; "Mrs." belongs to its name."""
        found: list[int | None] = []
        first, end = 0, 0
        for at, token in enumerate(self.tokens):
            reference = self.references.get(token.start)
            if reference and token.start >= end:
                first, end = at, reference.end
            found.append(first if token.start < end else None)
        for at in range(len(found) - 1, 1, -1):
            if found[at] is not None and found[at - 1] is None and self._is_abbreviated_title(at - 2):
                found[at - 2] = found[at - 1] = found[at]
        return found

    def _is_abbreviated_title(self, at: int) -> bool:
        return self.tokens[at + 1].text == "." and f"{self.tokens[at].text}." in titles()

    def index_at(self, position: int) -> int:
        """The first token that begins at or behind a position of the text."""
        return bisect_left(self.tokens, position, key=lambda token: token.start)

    def word(self, at: int) -> str:
        """The word at a position in small letters; nothing outside the sentence."""
        return self.lower[at] if 0 <= at < len(self.lower) else ""

    def verb(self, at: int) -> str:
        """The form of the verb at a position (modal, be, have, base, s, ing, past), or nothing."""
        return self.verbs[at] if 0 <= at < len(self.verbs) else ""

    def is_adverb(self, at: int) -> bool:
        """Whether an adverb or a negation stands there."""
        word = self.word(at)
        return is_adverb(word) or word in words("negation")

    def is_plain(self, at: int) -> bool:
        """Whether a word stands as common words do: in small letters, at the start, or in a headline in capitals."""
        return at == 0 or self.shouted or self.tokens[at].text.islower()

    def _verb(self, at: int) -> str:
        kinds = _kinds(self.lower[at])
        if not kinds or self.named[at] is not None:
            return ""
        if kinds[0] in ("modal", "be", "have"):
            return kinds[0]
        return next((k for k in kinds if self._can_be(k, at)), "") if self.is_plain(at) else ""

    def _can_be(self, kind: str, at: int) -> bool:
        """Whether the words around a form let it be a verb."""
        last = self.word(at - 1)
        if last in words("determiner") | set(POSSESSIVE) and not (last == "that" or (kind == "s" and last == "this")):
            return False
        if kind == "past" and self.word(self.before_adverbs(at)) in _OWNING and self._is_noun(at + 1):
            return False
        if kind != "base" and self._is_in_nominal(at):
            return False
        if kind == "past":
            return last == "that" or not (self._is_attributive(at) or (last in _GOVERNING and self._is_noun(at + 1)))
        if kind == "ing":
            heads = self.word(at + 1) in ("by", "from", "of")  # "Backing from the union"
            return (at == 0 and not heads) or last == "," or (self._is_word(at - 1) and not self._is_compound(at))
        if kind == "base":
            return self._can_be_base(at)
        return at > 0 and last not in words("preposition") and self._can_be_third_person(at)

    def _is_in_nominal(self, at: int) -> bool:
        """Whether a word belongs to a noun of two words: "armed forces"."""
        return any(" ".join(self.lower[max(i, 0) : i + 2]) in nominals() for i in (at - 1, at))

    def _can_be_base(self, at: int) -> bool:
        before = self.before_adverbs(at)
        several = self._ends_plural(before) or self._is_name(before)
        says = is_cue_word(self.lower[at]) and self.lower[at] not in words("noun_or_verb")
        opens = self._opens_phrase(at + 1) or self.word(at + 1) == "to" or says or before < at - 1
        return self._follows_auxiliary(at) or self._is_demanded(at) or (several and opens)

    def _is_demanded(self, at: int) -> bool:
        """ "demanded on Monday that the ministry release": the verb of what is demanded."""
        that = next((i for i in range(at - 1, max(at - _CLAUSE, 0), -1) if self.lower[i] == "that"), None)
        return that is not None and not words("demanding").isdisjoint(self.lower[max(that - 3, 0) : that])

    def _can_be_third_person(self, at: int) -> bool:
        """ "attacks" is a verb only between a name and what can be its object; "loans" is none in "pledged loans"."""
        if self.verb(at - 1) in ("past", "s", "base"):
            return False
        if self.lower[at] not in words("noun_or_verb"):
            return True
        opens = self._opens_phrase(at + 1) or self.word(at + 1) in ("to", "that")
        return self.word(at - 1) not in ("and", ",") and self._is_name(at - 1) and opens

    def _is_attributive(self, at: int) -> bool:
        """ "imposed new targeted sanctions": a participle between a verb or an adjective and a plural noun."""
        before = self.before_adverbs(at)
        opened = self.verb(before) in ("s", "past", "ing", "base") or self.word(before) in _ADJECTIVES
        return opened and self._ends_plural(at + 1) and self.tokens[at + 1].text.islower()

    def _is_noun(self, at: int) -> bool:
        """ "on proposed market rules": what a participle behind a preposition hangs on."""
        return 0 <= at < len(self.tokens) and self.tokens[at].text.islower() and self.word(at) not in _closed()

    def _is_compound(self, at: int) -> bool:
        """ "a data sharing agreement", "a White House meeting", "a news briefing"; not "is facing criticism"."""
        if self.verb(at - 1) == "be":
            return False
        if object_classes(self.word(at + 1)) & _COMPOUND:
            return True
        single = self.verb(at - 1) == "" and not self._ends_plural(at - 1) and self.word(at - 1) not in _closed()
        return single and (bool(object_classes(self.lower[at])) or self.lower[at] in words("not_ing"))

    def _follows_auxiliary(self, at: int) -> bool:
        before = self.before_adverbs(at)
        last = self.word(before)
        if last in _BEFORE_BASE | words("modal") or last.endswith("n't"):
            return True
        return last in ("and", "or") and self.verb(before - 1) == "base"

    def before_adverbs(self, at: int) -> int:
        """The last token in front of a position that is no adverb."""
        before = at - 1
        while before > 0 and self.is_adverb(before) and self.lower[before] != "not":
            before -= 1
        return before

    def _ends_plural(self, at: int) -> bool:
        word = self.word(at)
        if self.verb(at) or word in POSSESSIVE or word in _SINGULARS:
            return False
        return (word.endswith("s") and not word.endswith("ss")) or word in _PLURALS

    def _opens_phrase(self, at: int) -> bool:
        word = self.word(at)
        return word in words("determiner") or word.isdigit() or (word != "" and self.tokens[at].text[0].isupper())

    def _is_name(self, at: int) -> bool:
        if at < 0:
            return False
        first = self.named[at]
        if first is not None:
            return self.references[self.tokens[first].start].form != "demonym"
        return at > 0 and self.tokens[at].text[0].isupper()

    def _is_word(self, at: int) -> bool:
        return self.word(at)[-1:].isalnum()


@lru_cache
def _closed() -> frozenset[str]:
    closed = ("preposition", "coordinator", "subordinator", "wh", "relative", "adverb", "negation", "determiner")
    return frozenset().union(*(words(kind) for kind in closed))


@lru_cache(maxsize=1 << 16)
def _kinds(word: str) -> tuple[str, ...]:
    """The forms that a word can be as a verb; a word that no list has goes by its ending."""
    if word in POSSESSIVE:
        return ()
    if word in words("modal"):
        return ("modal",)
    if word in words("auxiliary"):
        return ("be",) if word in words("be") else ("have",)
    known = _verb_words().get(word)
    if known or "-" in word:
        return known or ()
    if word.endswith("ed") and len(word) > 4 and word not in words("not_ed"):
        return ("past",)
    return ("ing",) if word.endswith("ing") and len(word) > 5 and word not in words("not_ing") else ()


@lru_cache
def _verb_words() -> dict[str, tuple[str, ...]]:
    """First word of every form of the verbs in the lexicon -> its kinds."""
    found: dict[str, set[str]] = {}
    verbs = [(r["trigger"], r["irregular"]) for r in rows("events") if r["pos"] == "verb"]
    verbs += [(r["lemma"], r["irregular"]) for name in ("cues", "verbs") for r in rows(name)]
    for lemma, irregular in verbs:
        for form, kind in verb_forms(lemma, tuple(filter(None, irregular.split("|")))).items():
            found.setdefault(form.split()[0], set()).add(kind)
    order = ("past", "ing", "base", "s")
    return {form: tuple(k for k in order if k in kinds) for form, kinds in found.items()}
