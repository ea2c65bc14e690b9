"""Noun phrases and verb groups over the items of a clause, found by closed-class words and the names already known."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dataset.annotate.cues import Cue, cues, is_cue_word
from dataset.annotate.document import Item
from dataset.annotate.names import Reference
from dataset.annotate.vocabulary import function_words, nominals, pronouns, roles, words

MAX_SUBJECT = 30
INNER_MARKS = frozenset("/&%$#@€£")


@dataclass(frozen=True, slots=True)
class VerbGroup:
    """A cue with its auxiliaries, adverbs and negation: items ``start:end``, head verb at ``head``."""

    start: int
    head: int
    end: int
    cue: Cue
    passive: bool
    negated: bool


class Clause:
    """Items in which attributions are sought, with the names that begin at each position."""

    def __init__(self, items: Sequence[Item], names: Mapping[int, Reference]) -> None:
        self.items = items
        self.names = names

    def lower(self, at: int) -> str:
        """The item's word in small letters; empty beyond the ends and for a quotation."""
        return self.items[at].lower if 0 <= at < len(self.items) else ""

    def is_quote(self, at: int) -> bool:
        """Whether the item is a quotation."""
        return 0 <= at < len(self.items) and self.items[at].quote is not None

    def has_quote(self, start: int, end: int) -> bool:
        """Whether a quotation stands in the range."""
        return any(self.is_quote(i) for i in range(start, end))

    def is_name(self, at: int) -> bool:
        """Whether a name, or its article or office, begins at the item."""
        return 0 <= at < len(self.items) and self.items[at].start in self.names

    def is_day(self, at: int) -> bool:
        """Whether the item is a weekday."""
        return self.lower(at).endswith("day") and self.items[at].text[0].isupper()

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

    def verb_group(self, at: int) -> VerbGroup | None:
        """The cue whose head verb is the item, with all that belongs to it."""
        found = self._cue(at)
        if found is None:
            return None
        cue, end = found
        start = at
        while start > 0 and self._belongs_to_verb(start - 1):
            start -= 1
        while start < at and words("opener") & {self.lower(start)} and self.lower(start) not in words("adverb"):
            start += 1
        before = [self.lower(i) for i in range(start, at)]
        passive = cue.kind == "past" and any(w in words("be") for w in before)
        negated = any(w in words("negation") or w.endswith(("n't", "n’t")) for w in [self.lower(start - 1), *before])
        group = VerbGroup(start, at, end, cue, passive, negated)
        return group if self._is_finite(group, before) else None

    def _cue(self, at: int) -> tuple[Cue, int] | None:
        for length in (4, 3, 2, 1):
            cue = cues().get(" ".join(self.lower(i) for i in range(at, at + length)))
            if cue:
                return cue, at + length
        return None

    def _belongs_to_verb(self, at: int) -> bool:
        word = self.lower(at)
        if not word or word in ("'s", "’s"):
            return False
        adverb = word.endswith("ly") and word not in words("not_adverb") and self.items[at].text.islower()
        return adverb or word in words("auxiliary") | words("modal") | words("negation") | words("adverb")

    def _is_finite(self, group: VerbGroup, before: Sequence[str]) -> bool:
        helped = any(w in words("auxiliary") | words("modal") for w in before)
        previous = self.lower(group.start - 1)
        if group.cue.kind == "ing":
            return helped or self.lower(group.start - 1) == ","
        if previous == "to" or (
            previous in words("determiner") and not helped and previous not in ("all", "many", "some", "most")
        ):
            return False
        if group.cue.kind == "past" or helped:
            return True
        if (
            self.lower(group.head) not in words("noun_or_verb")
            or previous in words("subject_pronoun")
            or group.start < group.head
        ):
            return True
        return self._has_noun_before(group) and self._takes_clause(group)

    def _has_noun_before(self, group: VerbGroup) -> bool:
        return self._is_capital(group.start - 1) or self.lower(group.start - 1).endswith("s")

    def _takes_clause(self, group: VerbGroup) -> bool:
        follows = self.lower(group.end)
        return (
            follows == "that" or follows in words("determiner") or follows in pronouns() or self._is_capital(group.end)
        )

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

    def has_verb(self, start: int, end: int) -> bool:
        """Whether something in the range looks like a finite verb."""
        return any(
            self.lower(i) in words("auxiliary") | words("modal")
            or is_cue_word(self.lower(i))
            or (self.lower(i).endswith(("ed", "es")) and self.items[i].text.islower())
            for i in range(start, end)
        )
