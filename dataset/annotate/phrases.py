"""Noun phrases over the items of a sentence, found by closed-class words and the names already known."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dataset.annotate.cues import is_cue_word
from dataset.annotate.document import Item
from dataset.annotate.names import Reference
from dataset.annotate.vocabulary import function_words, nominals, pronouns, roles, words

MAX_SUBJECT = 30
INNER_MARKS = frozenset("/&%$#@€£")


class Clause:
    """The items of a sentence, with the names that begin at each position."""

    def __init__(self, items: Sequence[Item], names: Mapping[int, Reference]) -> None:
        self.items = items
        self.names = names

    def lower(self, at: int) -> str:
        """The item's word in small letters; empty beyond the ends and for a quotation."""
        return self.items[at].lower if 0 <= at < len(self.items) else ""

    def is_quote(self, at: int) -> bool:
        """Whether the item is a quotation."""
        return 0 <= at < len(self.items) and self.items[at].quote is not None

    def is_name(self, at: int) -> bool:
        """Whether a name, or its article or office, begins at the item."""
        return 0 <= at < len(self.items) and self.items[at].start in self.names

    def is_break(self, at: int) -> bool:
        """Whether the item is punctuation, or beyond the ends."""
        if not 0 <= at < len(self.items):
            return True
        first = self.items[at].text[0]
        return not self.is_quote(at) and not first.isalnum() and first not in INNER_MARKS

    def index_at(self, position: int, start: int) -> int:
        """The first item from ``start`` on that begins at or after the position."""
        while start < len(self.items) and self.items[start].start < position:
            start += 1
        return start

    def subject(self, end: int) -> int | None:
        """First item of the noun phrase that ends before item ``end``; None where there is none."""
        if self.lower(end - 1) == ",":
            return self._with_apposition(end - 1)
        start = self._phrase_before(end)
        return start if start < end else None

    def _phrase_before(self, end: int) -> int:
        if self.lower(end - 1) in words("subject_pronoun"):
            return end - 1
        start = end
        while start > 0 and end - start < MAX_SUBJECT and not self._ends_phrase(start - 1, end):
            start -= 1
        while start < end and self.lower(start) in words("opener"):
            start += 1
        return start

    def _ends_phrase(self, at: int, end: int) -> bool:
        word = self.lower(at)
        if self.is_quote(at) or (self.is_break(at) and not self._is_abbreviation_dot(at)):
            return word not in ("'s", "’s", "-")
        if word in ("and", "or"):
            return not (self._is_capital(at - 1) and self._is_capital(at + 1))
        clause_words = (
            words("subordinator") | words("modal") | words("auxiliary") | words("relative") | words("subject_pronoun")
        )
        return word in (clause_words - {"'s", "’s", "who"}) | {"but", "than"} or (word == "who" and at + 1 == end)

    def _is_abbreviation_dot(self, at: int) -> bool:
        return (
            self.lower(at) == "."
            and at > 0
            and self.items[at].start == self.items[at - 1].end
            and self._is_capital(at + 1)
        )

    def _is_capital(self, at: int) -> bool:
        return 0 <= at < len(self.items) and self.items[at].text[0].isupper()

    def _with_apposition(self, comma: int) -> int | None:
        """ "Ivan Petrov, a spokesman for the ministry, said": back past the apposition to the phrase before it."""
        opening = next((i for i in range(comma - 1, max(comma - 20, 0), -1) if self.lower(i) == ","), None)
        if opening is None or any(self.is_quote(i) for i in range(opening, comma)):
            return None
        first = self.lower(opening + 1)
        fits = first in ("a", "an", "the", "who", "whose", "which") or any(
            " ".join(self.lower(i) for i in range(opening + 1, last)) in roles()
            for last in range(opening + 2, comma + 1)
        )
        start = self._phrase_before(opening)
        return start if fits and start < opening else None

    def phrase_end(self, at: int, short: bool = False) -> int:
        """The item after the noun phrase at ``at``; ``short`` leaves out what hangs on prepositions other than "of"."""
        if self.lower(at) in words("negation"):
            return at
        if self.lower(at) in pronouns() and not self._owns(at):
            return at + 1
        end, headed = at, False
        while end < len(self.items) and not self.is_quote(end):
            if end > at and self._begins_phrase(end, headed):
                break
            if (name := self.names.get(self.items[end].start)) is not None and name.form == "name":
                end, headed = self.index_at(name.end, end), True
                if short and not (self.lower(end) in ("and", "'s", "’s") or self._is_noun(end)):
                    break
            elif (after := self._nominal_end(end)) > end:
                end, headed = after, True
                if short and self.lower(end) not in ("of", "for"):
                    break
            elif self._leaves_phrase(end, headed, short):
                break
            else:
                end, headed = end + 1, headed or self.lower(end) not in words("determiner")
        return end

    def _owns(self, at: int) -> bool:
        """Whether a pronoun is a possessive before its noun: "her deputy"."""
        follows = self.lower(at + 1)
        is_noun = follows.isalpha() and follows not in function_words() and not is_cue_word(follows)
        return "possessive" in pronouns()[self.lower(at)]["case"] and is_noun

    def _is_noun(self, at: int) -> bool:
        return self._nominal_end(at) > at

    def _begins_phrase(self, at: int, headed: bool) -> bool:
        word = self.lower(at)
        after_link = self.lower(at - 1) in words("preposition") | words("coordinator") | {"'s", "’s"}
        return headed and not after_link and (word in words("determiner") or word in pronouns())

    def _leaves_phrase(self, at: int, headed: bool, short: bool) -> bool:
        word = self.lower(at)
        if self.is_break(at):
            return not (self._is_abbreviation_dot(at) or word in ("'s", "’s"))
        if word in words("coordinator"):
            return short or not self._is_capital(at + 1)
        if word in words("preposition"):
            return (
                not headed or (short and word not in ("of", "for")) or word in ("on", "during", "after", "before", "as")
            )
        verbs = words("auxiliary") | words("modal") | words("subordinator") | words("relative") | words("wh")
        return word in verbs - {"'s", "’s"} or (headed and is_cue_word(word) and not self._is_capital(at))

    def _nominal_end(self, at: int) -> int:
        for length in (4, 3, 2, 1):
            if " ".join(self.lower(i) for i in range(at, at + length)) in nominals():
                return at + length
        return at
