"""What is said in an article, in order, and who has spoken where: what later speakers are told from."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from dataset.annotate.attributions import Attribution
from dataset.annotate.mentions import Mentions
from dataset.annotate.names import Reference
from dataset.annotate.spoken import Spoken
from dataset.annotate.vocabulary import pronouns, words
from dataset.spans import Span, SpanIndex

_NEAR = 4  # sentences in which the last speaker is remembered
_ASIDES = frozenset(("as", "when", "after", "before", "if", "while", "because", "although", "though", "until", "by"))


class Discourse:
    """The attributions of an article in order of their cues, and in ``spoken`` those whose parties are known."""

    def __init__(self, mentions: Mentions, attributions: Sequence[Attribution]) -> None:
        self.mentions = mentions
        self.attributions = sorted(attributions, key=lambda a: (a.cue or a.fragments[0])[0])
        self.spans = SpanIndex((s, e, str(i)) for i, a in enumerate(self.attributions) for s, e in a.fragments)
        self.places: list[Span] = [a.cue or a.fragments[0] for a in self.attributions]
        self.sources = {a.source: at for at, a in enumerate(self.attributions) if a.source}
        self.spoken: dict[int, Spoken] = {}

    def end(self, at: int) -> int:
        """Where source and cue of an attribution end, and the pronoun that is addressed; what is said before another
        addressee may be about that one."""
        found = self.attributions[at]
        addressed = found.addressee and self.mentions.document.text[slice(*found.addressee)].lower() in pronouns()
        spans = (self.places[at], found.source, found.addressee if addressed else None)
        return max(span[1] for span in spans if span)

    def is_top(self, at: int) -> bool:
        """Whether no other statement holds the cue of this one."""
        return all(other == str(at) for other in self.spans.holding(*self.places[at]))

    def around(self, position: int) -> Spoken | None:
        """The innermost statement that holds the position."""
        inner = next((i for i in self.spans.holding(position, position + 1) if int(i) in self.spoken), None)
        return self.spoken[int(inner)] if inner else None

    def is_source(self, pronoun: Reference) -> bool:
        """Whether the pronoun is the source of a statement."""
        return (pronoun.start, pronoun.end) in self.sources

    def says(self, pronoun: Reference, position: int) -> bool:
        """Whether the pronoun says the words at a position: "Orlov is ill, he said"."""
        own = self.sources.get((pronoun.start, pronoun.end))
        return own is not None and any(s <= position < e for s, e in self.attributions[own].fragments)

    def goes_on(self, pronoun: Reference) -> bool:
        """Whether who spoke last did so in the sentence of the pronoun, which is none of his words: "and he said"."""
        number, last = self.mentions.document.sentence_number, next(self._before(pronoun.start), None)
        if last is None or number(self.places[last][0]) != number(pronoun.start):
            return False
        return str(last) not in self.spans.holding(pronoun.start, pronoun.end)

    def last(self, position: int) -> Spoken | None:
        """The last statement at the top that is attributed before a position, within memory."""
        return next(self.lately(position), None)

    def last_person(self, position: int) -> Reference | None:
        """The person who spoke last."""
        spoken = self.last(position)
        return spoken.speaker if spoken and spoken.speaker and spoken.speaker.is_person else None

    def lately(self, position: int) -> Iterator[Spoken]:
        """The statements at the top that are attributed before a position, the last one first, within memory."""
        document = self.mentions.document
        here = document.sentence_number(document.opening(position))
        for at in self._before(position):
            ended = max(self.places[at][0], self.attributions[at].fragments[-1][1] - 1)
            if here - document.sentence_number(ended) > _NEAR:
                return
            yield self.spoken[at]

    def _before(self, position: int) -> Iterator[int]:
        for at in range(bisect_left(self.places, (position, 0)) - 1, -1, -1):
            aside = self._is_aside(at) and str(at) not in self.spans.holding(position, position + 1)
            if at in self.spoken and self.places[at][1] <= position and self.is_top(at) and not aside:
                yield at

    def _is_aside(self, at: int) -> bool:
        """Whether a clause below the main one says it: "who had asked", "when Ann Lee asked", "let Ann Lee ask" and
        "asked by Ann Lee" make nobody who goes on."""
        source, document = self.attributions[at].source, self.mentions.document
        if source is None:
            return False
        infinitive = document.text.startswith("to ", self.places[at][0])
        if infinitive or document.text[slice(*source)].lower() in words("relative"):
            return True
        before = document.tokens_in(document.sentences[document.sentence_number(source[0])][0], source[0])
        return bool(before) and before[-1].lower in _ASIDES

    def running(self, at: int) -> Reference | None:
        """Running speech in a paragraph of its own: the last speaker goes on."""
        last = next((earlier for earlier in range(at - 1, -1, -1) if earlier in self.spoken), None)
        return self.spoken[last].speaker if last is not None else None

    def teller(self, position: int) -> Reference | None:
        """The one known speaker of the last statement whose cue stands in the sentence of the position."""
        number = self.mentions.document.sentence_number
        here = [at for at in self.spoken if number(self.places[at][0]) == number(position)]
        return self.spoken[max(here)].speaker if here else None
