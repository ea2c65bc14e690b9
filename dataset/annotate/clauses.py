"""Light syntax of a sentence: the subject and the object of a verb, and what hangs on it by a preposition.

No parser: closed classes of function words, and the forms of the verbs that the word lists have.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dataset.annotate.cues import is_cue_word
from dataset.annotate.noun_phrases import FINITE, NounPhrases, Phrase
from dataset.annotate.verbs import POSSESSIVE
from dataset.annotate.vocabulary import words

_AHEAD = 18  # tokens behind a verb in which what hangs on it may stand
_BACK = 60  # tokens before a verb in which its subject may stand
_DEPTH = 5  # verbs that may share a subject
_WHEN = ("after", "before", "since", "until")
_PRONOUNS = ("it", "they", "he", "she")
_QUOTES = ('"', "“", "”", "'", "‘")
_MARKS = (",", ";", ":", "(", ")", "—", "–", "―", "-", *_QUOTES)
_ENDS = (";", ":", '"', "”", ".", "—")
_STOPS = ("s", "base", "modal", "be", "have")
_PREPOSITION = 4  # words of the longest preposition, "in a row with"
_AT_TIMES = ("on", "at", "in", "late", "early")
_WHICH_TIME = ("last", "this", "the", "late", "early", "on")
_GET = ("got", "get", "gets")
_WHO = ("person", "organization")


class Clauses(NounPhrases):
    """A sentence in which subjects and objects are found."""

    def group_start(self, at: int) -> int:
        """The first token of the verb group that ends in a verb: "has" of "has not yet been arrested"."""
        start = at
        while start > 0 and (self.is_adverb(start - 1) or self.verb(start - 1) in ("modal", "be", "have")):
            start -= 1
        while start < at and self.is_adverb(start) and self.lower[start] not in words("negation"):
            start += 1
        return start

    def is_passive(self, at: int) -> bool:
        """A participle after a form of be, or before "by"."""
        if self.verb(at) != "past":
            return False
        quoted = self.word(at - 1) in _QUOTES or (self.is_adverb(at - 1) and self.word(at - 2) in _QUOTES)
        before = at - 1 - (self.word(at - 1) not in _QUOTES)
        group = range(self.group_start(at), at)
        passive = any(self.verb(i) == "be" for i in group) or (quoted and self.verb(before - 1) == "be")
        return passive or self.word(at - 1) in _GET or self.word(at + 1) == "by"

    def subject(self, at: int, depth: int = 0) -> Phrase | None:
        """The subject of the verb at a token; "they" in "the rebels said they will leave" is the rebels."""
        found = self.own_subject(at, depth)
        if found is None or self.word(found[0]) not in _PRONOUNS or self.named[found[0]] is not None or depth > _DEPTH:
            return found
        teller = self.teller(found)
        return found if teller is None else self.subject(teller, depth + 1) or found

    def teller(self, subject: Phrase) -> int | None:
        """The verb whose content begins with a subject: "said" of "said on Monday that they"."""
        said = subject[0] - (self.word(subject[0] - 1) == "that")
        verb = self._verb_before(said) if said > 0 else None
        return verb if verb is not None and said - verb < 5 and is_cue_word(self.lower[verb]) else None

    def own_subject(self, at: int, depth: int = 0) -> Phrase | None:
        """The subject of the verb at a token as it stands there, through control, coordination and relative clauses."""
        start, kind = self.group_start(at), self.verb(at)
        if depth > _DEPTH or start == 0:
            return self._next_subject(at) if kind == "ing" else None
        if kind == "ing" and start == at:
            return self._participle_subject(at, depth)
        link = self.before_adverbs(start)
        if self.word(link) == "to":
            return self._controller(link, depth)
        if self.word(link) in ("and", "or", "but"):
            before, joined = self._verb_before(link), self.phrase_to(link)
            if before is not None and not (joined and joined[0] == 0):
                return self.subject(before, depth + 1)
        if self.word(link) in ("who", "which", "that"):
            return self.phrase_to(link - (self.word(link - 1) == ","))
        return self._in_front(start, depth)

    def _next_subject(self, at: int) -> Phrase | None:
        """ "Speaking in Paris, he accused": the subject of what follows."""
        comma = next((i for i in range(at, min(at + _BACK, len(self.lower))) if self.lower[i] == ","), None)
        return self.phrase_from(comma + 1) if comma is not None else None

    def _participle_subject(self, at: int, depth: int) -> Phrase | None:
        """ "X said, calling": of the verb before. "accused X of killing": X. "rebels fighting": rebels."""
        last = self.word(at - 1)
        if last in ("of", "from") and (victim := self.phrase_to(at - 1)) and self.verb(victim[0] - 1):
            return victim
        if last not in {",", "and"} | words("preposition") and (near := self.phrase_to(at)):
            return near if self.word(near[0] - 1) != "on" else None
        before = self._verb_before(at)
        return self.subject(before, depth + 1) if before is not None else self._in_front(at, depth)

    def _controller(self, to: int, depth: int) -> Phrase | None:
        """The subject of "to V": the object in front of "to", else the subject of the verb before."""
        near, before = self.phrase_to(to), self._verb_before(to)
        if before is None:
            return near
        governing = near[0] - 1 if near else to
        if near and self.verb(governing) not in ("", "be") and not self.is_passive(governing):
            return near
        return self.subject(before, depth + 1)

    def _verb_before(self, at: int) -> int | None:
        """The last full verb in front of a token, within the clause."""
        for i in range(at - 1, max(at - _BACK, 0) - 1, -1):
            if self.lower[i] in (";", ":"):
                return None
            if self.verb(i) and not (self.verb(i) in ("be", "have", "modal") and self.verb(i + 1)):
                return i
        return None

    def _in_front(self, start: int, depth: int) -> Phrase | None:
        """The first noun phrase of the stretch in front of a verb group that hangs on no preposition."""
        low = self._stretch(start)
        free = [p for p in self.phrases(low, start) if self._is_free(p, start) and not self._is_time(p)]
        if free:
            return self._named_behind(self._first_free(free, low))
        before = low - 1
        if before <= 0 or depth >= _DEPTH:
            return None
        if self.lower[before] != ",":
            return self._in_front(before, depth + 1)
        opening = next((i for i in range(before - 1, max(before - 30, -1), -1) if self.lower[i] == ","), before)
        return self._in_front(opening, depth + 1)

    def _first_free(self, free: Sequence[Phrase], low: int) -> Phrase:
        """Which of the free phrases of the stretch from ``low`` on is meant: behind a verb whose object may be among
        them, whom its relative clause tells of, or what "and" joins; else the first, but the last behind "and"."""
        if not self._is_object(low - 1):
            return free[-1] if self.word(low - 1) in ("and", "or") else free[0]
        last = free[-1] if self.word(free[-1][0] - 1) in ("and", "but") else free[0]
        return self._antecedent(low - 1) or last

    def _named_behind(self, phrase: Phrase) -> Phrase:
        """ "A senator, Ann Lee, accused": who a phrase without a name is, but in a list, "a guard, Ann Lee, and"."""
        name = self.phrase_from(phrase[1] + 1) if self.word(phrase[1]) == "," else None
        if name is None or self.named[phrase[1] - 1] is not None or self._name_of(name) not in _WHO:
            return phrase
        return name if self.word(name[1]) == "," and self.word(name[1] + 1) not in ("and", "or") else phrase

    def _stretch(self, start: int) -> int:
        """Where the stretch begins that runs up to a verb group: behind a verb, a mark or a conjunction."""
        at = start
        while at > max(start - _BACK, 0):
            word = self.lower[at - 1]
            if self.verb(at - 1) or word in _MARKS or word in ("but", *_WHEN):
                break
            if word in words("subordinator") | words("wh") | (words("relative") - {"what"}):
                break
            at -= 1
        return at

    def _is_object(self, verb: int) -> bool:
        """Whether a verb has as its object what stands behind it; what is said may begin there: "said the rebels"."""
        return self.verb(verb) in ("past", "s", "ing", "base") and not is_cue_word(self.lower[verb])

    def _antecedent(self, verb: int) -> Phrase | None:
        """ "The gunman who killed a guard": whom the relative clause of a verb tells of."""
        link = self.before_adverbs(self.group_start(verb))
        return self.phrase_to(link) if self.word(link) in ("who", "which", "that") else None

    def _is_free(self, phrase: Phrase, verb: int) -> bool:
        """Whether a phrase hangs on no preposition; "after the rebels fired" has a clause behind "after"."""
        last = self.word(phrase[0] - 1)
        return last not in words("preposition") | {"to"} or (last in _WHEN and phrase[1] == verb)

    def _is_time(self, phrase: Phrase) -> bool:
        return self.lower[phrase[1] - 1] in words("time") and self.named[phrase[1] - 1] is None

    def object(self, end: int) -> Phrase | None:
        """The noun phrase right behind a verb; of a verb joined by "and", the next one's. A time is no object."""
        at = self.past_times(end)
        if self.word(at) in ("and", "or") and self.verb(at + 1):
            at = self.past_times(at + 2)
        phrase = self.phrase_from(at)
        if phrase is None or self._is_time(phrase):
            return None
        clause = self.word(phrase[0]) in words("subject_pronoun") or at > self.past_adverbs(end)
        return None if clause and self.verb(phrase[1]) in ("modal", "s", "past") else phrase

    def shifted(self, end: int, prepositions: frozenset[str]) -> Phrase | None:
        """ "handed over to the court a fugitive": who stands between a verb and its long object."""
        at = self.past_times(end)
        return self.phrase_from(at + 1) if self.word(at) in prepositions else None

    def past_times(self, at: int) -> int:
        """The first token from a position on that is no adverb and does not tell when: "on Tuesday", "late Monday"."""
        while (end := self._time_end(self.past_adverbs(at))) > at:
            at = end
        return at

    def _time_end(self, at: int) -> int:
        """Where the words for a time end that begin at a token; there, if none do."""
        start = at + (self.word(at) in _AT_TIMES)
        end = next((i for i in range(start, len(self.lower)) if not self._is_timed(i)), len(self.lower))
        told = any(self.lower[i] in words("time") for i in range(start, end)) and self.word(end) not in POSSESSIVE
        return end if told else at

    def _is_timed(self, at: int) -> bool:
        time = self.lower[at] in words("time") or self.lower[at] in _WHICH_TIME or self.lower[at].isdigit()
        return time and (self.named[at] is None or self.named[at : at + 2] == [at, None])

    def governed(self, end: int, prepositions: frozenset[str]) -> Phrase | None:
        """What hangs on one of the prepositions behind a trigger, in its clause."""
        return next(self.hanging(end, prepositions), None)

    def hanging(self, end: int, prepositions: frozenset[str]) -> Iterator[Phrase]:
        """All that hangs on the prepositions, some of several words, behind a trigger; not on a participle's "by"."""
        end += self.word(end) in _QUOTES
        for at in range(end, min(end + _AHEAD, len(self.lower))):
            word = self.lower[at]
            if (word in _ENDS and self.named[at] is None) or self.verb(at) in _STOPS:
                return
            if at > end and word in words("subordinator") | {"that", "who"}:
                return
            if word in words("coordinator") and self.verb(at + 1) in FINITE:
                return
            if word == "by" and at > end and self.verb(at - 1) == "past":
                return
            behind = self._past_preposition(at, prepositions)
            if behind and self.named[at] is None and (phrase := self.phrase_from(behind)):
                yield phrase

    def _past_preposition(self, at: int, prepositions: frozenset[str]) -> int:
        """The token behind the longest of the prepositions that begins at a token; 0 where none does."""
        ends = (at + length for length in range(_PREPOSITION, 0, -1))
        return next((stop for stop in ends if " ".join(self.lower[at:stop]) in prepositions), 0)
