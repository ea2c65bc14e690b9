"""Light syntax of a sentence: which words are verbs, where noun phrases begin and end, subject and object of a verb.

No parser: closed classes of function words, and the forms of the verbs that the word lists have. Positions are indices
of the sentence's tokens.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from dataset.annotate.cues import is_cue_word
from dataset.annotate.morphology import verb_forms
from dataset.annotate.names import Reference
from dataset.annotate.tokens import Token
from dataset.annotate.triggers import object_classes
from dataset.annotate.vocabulary import name_words, words
from dataset.lexicon import rows

Phrase = tuple[int, int]
POSSESSIVE = ("'s", "’s", "'", "’")
_COMPOUND = frozenset(("agreement", "talks", "proposal"))
_REACH = 18  # tokens behind a verb in which what hangs on it may stand
_BACK = ("it", "they", "he", "she")
_MARKS = (",", ";", ":", '"', "“", "”", "(", ")", "—", "–", "-")
_FINITE = ("s", "past", "base", "modal")


class Clauses:
    """A sentence, with the references that begin in it."""

    def __init__(self, tokens: Sequence[Token], references: Mapping[int, Reference]) -> None:
        self.tokens = tokens
        self.lower = [t.lower.replace("’", "'") for t in tokens]
        self.references = references
        self.named = self._named()
        long = [t.text for t in tokens if len(t.text) > 3 and t.text.isalpha()]
        self.shouted = sum(not word.islower() for word in long) > 0.8 * len(long) and len(long) > 2
        self.verbs = [""] * len(tokens)
        for at in range(len(tokens)):
            self.verbs[at] = self._verb(at)

    def _named(self) -> list[int | None]:
        """For each token the start of the outer reference that it belongs to."""
        found: list[int | None] = [None] * len(self.tokens)
        for at, token in enumerate(self.tokens):
            reference = self.references.get(token.start)
            if reference and found[at] is None:
                for i in range(at, len(self.tokens)):
                    if self.tokens[i].start < reference.end:
                        found[i] = at
        return found

    def word(self, at: int) -> str:
        """The word at a position, nothing outside the sentence."""
        return self.lower[at] if 0 <= at < len(self.lower) else ""

    def verb(self, at: int) -> str:
        """The form of the verb at a position (modal, be, have, base, s, ing, past), or nothing."""
        return self.verbs[at] if 0 <= at < len(self.verbs) else ""

    # --- verbs

    def _verb(self, at: int) -> str:
        word = self.lower[at]
        if self.named[at] is not None or word in POSSESSIVE:
            return ""
        if word in words("modal"):
            return "modal"
        if word in words("auxiliary"):
            return "be" if word in words("be") else "have"
        if at > 0 and not self.tokens[at].text.islower() and not self.shouted:
            return ""
        return next((k for k in _kinds(word) if self._can_be(k, at)), "")

    def _can_be(self, kind: str, at: int) -> bool:
        """Whether the words around a form let it be a verb."""
        last, following = self.word(at - 1), self.word(at + 1)
        attributive = last in words("determiner") | set(POSSESSIVE) and not (kind == "s" and last in ("that", "this"))
        if kind == "past":
            return last == "that" or not (attributive or self._is_attributive(at))
        if kind == "ing":
            compound = self._is_word(at - 1) and object_classes(following) & _COMPOUND
            compound = compound or (object_classes(self.lower[at]) and self._ends_singular(at - 1))
            return not attributive and not compound and (at == 0 or self._is_word(at - 1) or last == ",")
        if kind == "base":
            several = self._ends_plural(at - 1) or self._is_name(at - 1)
            return self._follows_auxiliary(at) or (several and (self._opens_phrase(at + 1) or following == "to"))
        noun = self.lower[at] in words("noun_or_verb")
        if attributive or at == 0 or last in words("preposition") | {"and", ","} and noun:
            return False
        return not noun or (self._is_name(at - 1) and (self._opens_phrase(at + 1) or following in ("to", "that")))

    def _is_attributive(self, at: int) -> bool:
        """ "imposed new targeted sanctions": a participle between a verb or an adjective and a plural noun."""
        before = at - 1
        while before > 0 and self._is_adverb(before):
            before -= 1
        last = self.word(before)
        opened = self.verb(before) in ("s", "past", "ing", "base") or last in ("new", "more", "other", "of", "for", "on")
        return opened and self._ends_plural(at + 1) and self.tokens[at + 1].text.islower()

    def _follows_auxiliary(self, at: int) -> bool:
        before = at - 1
        while before > 0 and (self.lower[before].endswith("ly") or self.lower[before] in words("adverb") | {"not", "never"}):
            before -= 1
        last = self.word(before)
        if last in ("to", "not", "n't", "let", "help", "please", "did", "do", "does", "they", "we", "you", "i", "who"):
            return True
        if last in words("modal") or last.endswith("n't"):
            return True
        return last in ("and", "or") and self.verb(before - 1) == "base"

    def _ends_plural(self, at: int) -> bool:
        word = self.word(at)
        if not 0 <= at < len(self.lower) or self.verb(at):
            return False
        return (word.endswith("s") and not word.endswith("ss") and word not in POSSESSIVE) or word in (
            "police",
            "people",
            "men",
            "women",
        )

    def _ends_singular(self, at: int) -> bool:
        return self.in_phrase(at) and not self._ends_plural(at) and not self.lower[at][0].isdigit()

    def _opens_phrase(self, at: int) -> bool:
        if at >= len(self.tokens):
            return False
        return self.lower[at] in words("determiner") or self.tokens[at].text[0].isupper() or self.lower[at].isdigit()

    def _is_name(self, at: int) -> bool:
        if at < 0:
            return False
        reference = self.references.get(self.tokens[self.named[at]].start) if self.named[at] is not None else None
        return reference.form != "demonym" if reference else self.tokens[at].text[0].isupper() and at > 0

    def _is_word(self, at: int) -> bool:
        return 0 <= at < len(self.tokens) and self.tokens[at].text[-1].isalnum()

    # --- noun phrases

    def in_phrase(self, at: int) -> bool:
        """Whether the token can stand inside a noun phrase."""
        if not 0 <= at < len(self.tokens):
            return False
        if self.named[at] is not None:
            return True
        word = self.lower[at]
        if word in POSSESSIVE or word in ("$", "%"):
            return self.in_phrase(at - 1) or word == "$"
        if self.verbs[at] or not self.tokens[at].text[0].isalnum() or self.tokens[at].text in name_words("calendar"):
            return False
        return word not in _ends() and not (word.endswith("ly") and word not in words("not_adverb"))

    def phrase_from(self, at: int) -> Phrase | None:
        """The noun phrase that begins at a token; "over 30 tons" is one."""
        end = at = self._past_approximators(at)
        while self.in_phrase(end) and (end == at or not self._begins_another(end)):
            end += 1
        return (at, end) if end > at else None

    def _past_approximators(self, at: int) -> int:
        """Behind "over", "more than", "up to" before a number."""
        for length in (2, 1):
            counted = self.word(at + length)[:1]
            if " ".join(self.lower[at : at + length]) in words("approximator") and (counted.isdigit() or counted == "$"):
                return at + length
        return at

    def phrase_to(self, end: int) -> Phrase | None:
        """The noun phrase that ends before a token."""
        at = end
        while self.in_phrase(at - 1):
            at -= 1
            if self._begins_another(at):
                break
        return (at, end) if end > at else None

    def phrase_of(self, at: int) -> Phrase:
        """The noun phrase that a token stands in."""
        start = at
        while self.in_phrase(start - 1) and not self._begins_another(start):
            start -= 1
        return start, (self.phrase_from(at) or (at, at + 1))[1]

    def _begins_another(self, at: int) -> bool:
        """A determiner, a pronoun or a number behind a name begins a new phrase."""
        word, last = self.lower[at], self.word(at - 1)
        if self.named[at] not in (None, at):
            return False
        if word in words("subject_pronoun") or last in words("subject_pronoun"):
            return True
        if word in words("determiner"):
            return last not in words("determiner")
        number = word[0].isdigit() or word == "$"
        return number and self.named[at - 1] is not None

    def coordinated_from(self, phrase: Phrase) -> list[Phrase]:
        """The phrase, with those that "and" joins to it behind: the objects of a verb."""
        found = [phrase]
        while self.word(found[-1][1]) in ("and", "or") and (other := self.phrase_from(found[-1][1] + 1)):
            if self.verb(self._past_adverbs(other[1])) in (*_FINITE, "have", "be"):
                break
            found.append(other)
        return found

    def coordinated(self, phrase: Phrase) -> list[Phrase]:
        """The phrase with those that "and" joins to it on both sides: the subjects of a verb."""
        found = [phrase]
        while self.word(found[0][0] - 1) == "and" and (other := self.phrase_to(found[0][0] - 1)):
            if self.verb(other[0] - 1) not in ("", "be"):
                break
            found.insert(0, other)
        while self.word(found[-1][1]) in ("and", ",") and (other := self.phrase_from(found[-1][1] + 1)):
            if self.word(found[-1][1]) == "," and self.word(other[1]) != "and":
                break
            found.append(other)
        return found

    def _past_adverbs(self, at: int) -> int:
        while at < len(self.lower) and self._is_adverb(at):
            at += 1
        return at

    def _is_adverb(self, at: int) -> bool:
        word = self.lower[at]
        return (word.endswith("ly") and word not in words("not_adverb")) or word in words("adverb") | words("negation")

    # --- the verb group

    def group_start(self, at: int) -> int:
        """The first token of the verb group that ends in a verb: "has not yet been" before "arrested"."""
        start = at
        while start > 0 and (self._is_adverb(start - 1) or self.verb(start - 1) in ("modal", "be", "have")):
            start -= 1
        while start < at and self._is_adverb(start) and self.lower[start] not in words("negation"):
            start += 1
        return start

    def is_passive(self, at: int) -> bool:
        """A participle after a form of be, or before "by"."""
        if self.verb(at) != "past":
            return False
        group = range(self.group_start(at), at)
        if any(self.verb(i) == "be" or self.lower[i] in ("got", "gets") for i in group):
            return True
        return self.word(at - 1) in ("got", "get", "gets") or self.word(at + 1) == "by"

    # --- subject and object

    def subject(self, at: int, depth: int = 0) -> Phrase | None:
        """The subject of the verb at a token; "they" in "the rebels said they will leave" is the rebels."""
        found = self._nearest_subject(at, depth)
        if found is None or self.word(found[0]) not in _BACK or self.named[found[0]] is not None or depth > 4:
            return found
        teller = self.teller(found)
        return found if teller is None else self.subject(teller, depth + 1) or found

    def teller(self, subject: Phrase) -> int | None:
        """The verb whose content begins with a subject: "said" of "said on Monday that they"."""
        said = subject[0] - (self.word(subject[0] - 1) == "that")
        verb = self._verb_before(said) if said > 0 else None
        return verb if verb is not None and said - verb < 5 and is_cue_word(self.lower[verb]) else None

    def _nearest_subject(self, at: int, depth: int) -> Phrase | None:
        """The subject of the verb at a token, through control, coordination and relative clauses."""
        start, kind = self.group_start(at), self.verb(at)
        last = self.word(start - 1)
        if depth > 4 or start == 0:
            return self._next_subject(at) if kind == "ing" else None
        if kind == "ing" and start == at:
            return self._participle_subject(at, depth)
        if last == "to" or self.word(start) == "to":
            return self._controller(start - 1, depth)
        if last in ("and", "or", "but") or (last == "," and self.word(start - 2) in ("and", "but")):
            before = self._verb_before(start - 1)
            joined = self.phrase_to(start - 1)
            if before is not None and not (joined and joined[0] == 0):
                return self.subject(before, depth + 1)
        if last in ("who", "which", "that"):
            return self.phrase_to(start - 1 - (self.word(start - 2) == ","))
        return self._in_front(start, depth)

    def _next_subject(self, at: int) -> Phrase | None:
        """ "Speaking in Paris, he accused": the subject of what follows."""
        comma = next((i for i in range(at, len(self.lower)) if self.lower[i] == ","), None)
        return self.phrase_from(comma + 1) if comma is not None else None

    def _participle_subject(self, at: int, depth: int) -> Phrase | None:
        """ "X said, calling": of the verb before. "accused X of killing": X. "rebels fighting": rebels."""
        last = self.word(at - 1)
        if last in ("of", "from") and (victim := self.phrase_to(at - 1)) and self.verb(victim[0] - 1):
            return victim
        if last not in (",", "and") and last not in words("preposition") and (near := self.phrase_to(at)):
            return near if near[0] == 0 or self.word(near[0] - 1) != "on" else None
        before = self._verb_before(at)
        return self.subject(before, depth + 1) if before is not None else self._in_front(at, depth)

    def _controller(self, to: int, depth: int) -> Phrase | None:
        """The subject of "to V": the object in front of "to", else the subject of the verb before."""
        near, before = self.phrase_to(to), self._verb_before(to)
        if before is None:
            return near
        if near and self.verb(near[0] - 1) and not self.is_passive(near[0] - 1) and self.verb(near[0] - 1) != "be":
            return near
        return self.subject(before, depth + 1)

    def _verb_before(self, at: int) -> int | None:
        """The last full verb in front of a token, within the clause."""
        for i in range(at - 1, -1, -1):
            if self.lower[i] in (";", ":"):
                return None
            if self.verb(i) and not (self.verb(i) in ("be", "have", "modal") and self.verb(i + 1)):
                return i
        return None

    def _in_front(self, start: int, depth: int) -> Phrase | None:
        """The first noun phrase of the stretch in front of a verb group that hangs on no preposition."""
        low = self._stretch(start)
        free = [p for p in self.phrases(low, start) if self._is_free(p) and not self._is_time(p)]
        if free:
            return free[0] if self.word(low - 1) not in ("and", "or") or len(free) == 1 else free[-1]
        before = low - 1
        if before > 0 and self.lower[before] == ",":
            opening = next((i for i in range(before - 1, max(before - 30, -1), -1) if self.lower[i] == ","), None)
            return self._in_front(opening if opening else before, depth + 1) if depth < 5 else None
        return self._in_front(before, depth + 1) if before > 0 and depth < 5 else None

    def _stretch(self, start: int) -> int:
        """Where the stretch begins that runs up to a verb group: behind a verb, a mark or a conjunction."""
        at = start
        while at > 0:
            word = self.lower[at - 1]
            if self.verb(at - 1) or word in _MARKS:
                break
            if word in words("subordinator") | words("wh") | words("relative") - {"what"} or word in ("but",):
                break
            at -= 1
        return at

    def phrases(self, start: int, end: int) -> Iterator[Phrase]:
        """The noun phrases of a stretch, in order."""
        at = start
        while at < end:
            phrase = self.phrase_from(at)
            if phrase:
                yield phrase[0], min(phrase[1], end)
            at = phrase[1] if phrase else at + 1

    def _is_free(self, phrase: Phrase) -> bool:
        before = self.word(phrase[0] - 1)
        return before not in words("preposition") | {"to"}

    def _is_time(self, phrase: Phrase) -> bool:
        return self.lower[phrase[1] - 1] in words("time") and self.named[phrase[1] - 1] is None

    def object(self, end: int) -> Phrase | None:
        """The noun phrase right behind a verb, a time between them left out; of a verb joined by "and", the next's."""
        at = self._past_adverbs(end)
        if self.word(at) in ("and", "or") and self.verb(at + 1) and not self.in_phrase(at + 1):
            at = self._past_adverbs(at + 2)
        phrase = self.phrase_from(at)
        return phrase if phrase and not self._is_time(phrase) else None

    def second_object(self, phrase: Phrase) -> Phrase | None:
        """The phrase right behind an object: "gave Ukraine the tanks"."""
        return self.phrase_from(phrase[1])

    def governed(self, end: int, prepositions: frozenset[str]) -> Phrase | None:
        """What hangs on one of the prepositions behind a trigger, in its clause."""
        for at in range(end, min(end + _REACH, len(self.lower))):
            word = self.lower[at]
            if word in (";", ":", '"', "”", ".", "—") or (at > end and word in words("subordinator") | {"that", "who"}):
                return None
            if at > end and self.verb(at) in _FINITE and self.verb(at) != "past":
                return None
            if word in prepositions and self.named[at] is None and (phrase := self.phrase_from(at + 1)):
                return phrase
        return None


@lru_cache
def _ends() -> frozenset[str]:
    """The words that no noun phrase holds."""
    closed = ("preposition", "coordinator", "subordinator", "wh", "adverb", "negation")
    return (
        frozenset().union(*(words(kind) for kind in closed))
        | (words("relative") - {"what"})
        | frozenset(("to", "ago", "or"))
    )


@lru_cache
def _kinds(word: str) -> tuple[str, ...]:
    """The forms that a word can be as a verb; a word that no list has goes by its ending."""
    known = _verb_words().get(word)
    if known:
        return known
    if "-" in word:
        return ()
    if word.endswith("ed") and len(word) > 4 and word not in words("not_ed"):
        return ("past",)
    if word.endswith("ing") and len(word) > 5 and word not in words("not_ing"):
        return ("ing",)
    return ()


@lru_cache
def _verb_words() -> dict[str, tuple[str, ...]]:
    """First word of every form of the verbs in the lexicon -> its kinds."""
    found: dict[str, set[str]] = {}
    lists = [(r["trigger"], r) for r in rows("events") if r["pos"] == "verb"]
    lists += [(r["lemma"], r) for name in ("cues", "verbs") for r in rows(name)]
    for lemma, row in lists:
        for form, kind in verb_forms(lemma, tuple(filter(None, row["irregular"].split("|")))).items():
            found.setdefault(form.split()[0], set()).add(kind)
    order = ("past", "ing", "base", "s")
    return {form: tuple(k for k in order if k in kinds) for form, kinds in found.items()}
