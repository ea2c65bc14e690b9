"""Noun phrases of a sentence: where they begin and end, and which ones "and" joins."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import takewhile

from dataset.annotate.cues import is_cue_word
from dataset.annotate.tokens import Token
from dataset.annotate.verbs import POSSESSIVE, Verbs
from dataset.annotate.vocabulary import function_words, is_adverb, nominals, words

Phrase = tuple[int, int]
_MOST = 40  # tokens of a noun phrase
_JOINED = 12  # noun phrases in a list
_TIMED = ("last", "next", "this", "earlier", "late", "early")
FINITE = ("s", "past", "base", "modal", "have", "be")


class NounPhrases(Verbs):
    """A sentence in which noun phrases are found; a name is never cut."""

    def in_phrase(self, at: int) -> bool:
        """Whether the token can stand inside a noun phrase."""
        if not 0 <= at < len(self.tokens):
            return False
        word, text = self.lower[at], self.tokens[at].text
        if self.named[at] is not None or word == "$":
            return True
        if word in POSSESSIVE or word == "%":
            return self.in_phrase(at - 1)
        if self.verbs[at] or not text[0].isalnum() or self._begins_time(at):
            return False
        return word not in _ends() and not is_adverb(word)

    def _begins_time(self, at: int) -> bool:
        """ "last week", "last fall", "late on Monday" behind an object."""
        follows = self.word(at + 1)
        time = follows in words("time") or follows == "fall"
        return self.lower[at] in _TIMED and (time or (follows == "on" and at > 0))

    def phrase_from(self, at: int) -> Phrase | None:
        """The noun phrase that begins at a token; "over 30 tons" is one."""
        end = start = self._past_approximators(at)
        while self.in_phrase(end) and end - start < _MOST and (end == start or not self._begins_another(end)):
            end += 1
        return (start, end) if end > start else None

    def phrase_to(self, end: int) -> Phrase | None:
        """The noun phrase that ends before a token."""
        start = end
        while self.in_phrase(start - 1) and end - start < _MOST:
            start -= 1
            if self._begins_another(start):
                break
        return (start, end) if end > start else None

    def phrase_start(self, at: int) -> int:
        """Where the noun phrase begins that a token stands in."""
        start = at
        while self.in_phrase(start - 1) and at - start < _MOST and not self._begins_another(start):
            start -= 1
        return start

    def phrases(self, start: int, end: int) -> Iterator[Phrase]:
        """The noun phrases of a stretch, in order."""
        at = start
        while at < end:
            phrase = self.phrase_from(at)
            if phrase:
                yield phrase[0], min(phrase[1], end)
            at = phrase[1] if phrase else at + 1

    def _past_approximators(self, at: int) -> int:
        """Behind "over", "more than", "up to" before a number."""
        for length in (2, 1):
            counted = self.word(at + length)
            about = " ".join(self.lower[at : at + length]) in words("approximator")
            if about and (counted == "$" or counted[:1].isdigit()):
                return at + length
        return at

    def _begins_another(self, at: int) -> bool:
        """A determiner, a pronoun or a number behind a name begins a new phrase."""
        if self.named[at] not in (None, at):
            return False
        word, last = self.lower[at], self.word(at - 1)
        if word in words("subject_pronoun") or last in words("subject_pronoun"):
            return True
        if word in words("determiner"):
            return last not in words("determiner")
        return (word[0].isdigit() or word == "$") and at > 0 and self.named[at - 1] is not None

    def objects(self, phrase: Phrase | None, both: bool = False) -> tuple[Phrase, ...]:
        """The phrase with those that "and" joins to it behind; "and" before the subject of a verb joins clauses, but
        where ``both`` are needed ("talks between Peru and Chile began")."""
        found = [phrase] if phrase else []
        while found and len(found) < _JOINED and self.word(found[-1][1]) in ("and", "or"):
            other = self.phrase_from(found[-1][1] + 1)
            if other is None or (not both and self.verb(self.past_adverbs(other[1])) in FINITE):
                break
            found.append(other)
        return tuple(found)

    def subjects(self, phrase: Phrase | None) -> tuple[Phrase, ...]:
        """The phrase with those that "and" joins to it on both sides."""
        found = [phrase] if phrase else []
        while found and len(found) < _JOINED and self.word(found[0][0] - 1) == "and":
            other = self.phrase_to(found[0][0] - 1)
            if other is None or self.verb(other[0] - 1) not in ("", "be"):
                break
            found.insert(0, other)
        while found and len(found) < _JOINED and (link := self.word(found[-1][1])) in ("and", ","):
            other = self.phrase_from(found[-1][1] + 1)
            if other is None or (link == "," and self.word(other[1]) != "and"):
                break
            found.append(other)
        while found and len(found) < _JOINED and self.word(found[0][0] - 1) == ",":
            other = self.phrase_to(found[0][0] - 1)
            if other is None or not self._is_listed(other, found[0], len(found) > 1):
                break
            found.insert(0, other)
        return tuple(found)

    def _is_listed(self, phrase: Phrase, following: Phrase, joined: bool) -> bool:
        """Whether a phrase before a comma belongs to a list: "Peru, Chile and Kenya", in headlines "Peru, Chile"."""
        names = [self._name_of(p) for p in (phrase, following)]
        alike = None not in names and names[0] == names[1] != "place"
        return alike and (phrase[0] == 0 or (joined and self.word(phrase[0] - 1) not in words("preposition")))

    def _name_of(self, phrase: Phrase) -> str | None:
        """The type of the name that a phrase consists of."""
        first = self.named[phrase[0]]
        whole = first is not None and all(self.named[at] == first for at in range(*phrase))
        return self.references[self.tokens[first].start].type if whole and first is not None else None

    def past_adverbs(self, at: int) -> int:
        """The first token from a position on that is no adverb."""
        while self.is_adverb(at):
            at += 1
        return at


@lru_cache
def _ends() -> frozenset[str]:
    """The words that no noun phrase holds, but for adverbs."""
    closed = ("preposition", "coordinator", "subordinator", "wh", "negation")
    found = frozenset().union(*(words(kind) for kind in closed))
    return found | (words("relative") - {"what"}) | {"to", "ago", "or"}


def head_of(phrase: Sequence[Token]) -> Token | None:
    """The noun of a noun phrase: "spokesman" of "a police spokesman for the city"; None where it has none."""
    ends = words("preposition") | words("relative") | {","}
    head = list(takewhile(lambda t: t.lower not in ends, phrase))
    while len(head) > 1 and head[-1].lower.endswith(("ed", "ing")):
        head.pop()  # "released" of "the email released"
    return head[-1] if head else None


def is_plural(token: Token) -> bool:
    """ "officials", "borders", "people": a plural that "they" may be, of whom nothing more is known."""
    row, word = nominals().get(token.lower), token.lower
    if row is not None:
        return row["number"] == "plural"
    closed = word in function_words() - words("noun_or_verb")
    verb = is_cue_word(word) and word not in words("noun_or_verb")
    return word.isalpha() and word.endswith("s") and not word.endswith(("ss", "us", "is")) and not closed and not verb
