"""A wire's headline that names its source behind a dash or before a colon: "Port to open in May — mayor".

It stays a rule beside the tagger: the form is closed, and PolNeAR, which the tagger learns from, hardly has it.
"""

from __future__ import annotations

from collections.abc import Sequence

from dataset.annotate.attributions import Attribution
from dataset.annotate.clauses import Clauses
from dataset.annotate.tokens import Token
from dataset.annotate.vocabulary import words

_MOST_WORDS = 7  # of a source
_DASHES = frozenset(("—", "–", "-", "--"))


def headline_attribution(clauses: Clauses) -> Attribution | None:
    """ "West must give guarantees — Putin", "Putin: West must give guarantees": the dash or colon is the cue."""
    tokens = clauses.tokens
    for at in range(len(tokens) - 1, 2, -1):
        if clauses.word(at) in _DASHES and _is_source(clauses, at + 1, len(tokens)):
            return _headline(tokens[:at], tokens[at + 1 :], tokens[at], "headline_dash")
    for at in range(1, len(tokens) - 2):
        if clauses.word(at) == ":" and _is_source(clauses, 0, at):
            return _headline(tokens[at + 1 :], tokens[:at], tokens[at], "headline_colon")
    return None


def _is_source(clauses: Clauses, start: int, end: int) -> bool:
    """Whether a piece of a headline names somebody: short, with a name, and noun phrases from end to end."""
    named = any(clauses.named[at] is not None for at in range(start, end))
    at = start
    while at < end and (phrase := clauses.phrase_from(at)):
        at = phrase[1] + (clauses.word(phrase[1]) in words("preposition") | words("coordinator"))
    return 0 < end - start <= _MOST_WORDS and named and at == end


def _headline(content: Sequence[Token], source: Sequence[Token], mark: Token, rule: str) -> Attribution:
    cue = (mark.start, mark.end)
    return Attribution((_cover(content),), rule, _cover(source), cue, cue, mark.text)


def _cover(tokens: Sequence[Token]) -> tuple[int, int]:
    return tokens[0].start, tokens[-1].end
