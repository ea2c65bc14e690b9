"""A wire's headline that names its source behind a dash or before a colon: "Port to open in May — mayor".

It stays a rule beside the tagger: the form is closed, and PolNeAR, which the tagger learns from, hardly has it.
"""

from __future__ import annotations

from collections.abc import Sequence

from dataset.annotate.attributions import Attribution
from dataset.annotate.clauses import Clauses
from dataset.annotate.tokens import DASHES, Token
from dataset.annotate.verbs import POSSESSIVE
from dataset.annotate.vocabulary import nominals, roles, words

_MOST_WORDS = 7  # of a source
_BELONGING = frozenset(("at", "for", "from", "in", "of", "on", "to", "with"))  # "source in city hall"


def headline_attribution(clauses: Clauses) -> Attribution | None:
    """ "West must give guarantees — Putin", "Putin: West must give guarantees": the dash or colon is the cue."""
    tokens = clauses.tokens
    for at in range(len(tokens) - 1, 2, -1):
        if clauses.word(at) in DASHES and _is_source(clauses, at + 1, len(tokens)):
            first = at - (clauses.word(at - 1) in DASHES and tokens[at - 1].end == tokens[at].start)
            return _headline(tokens[:first], tokens[at + 1 :], tokens[first : at + 1], "headline_dash")
    for at in range(1, len(tokens) - 2):
        if clauses.word(at) == ":" and _is_source(clauses, 0, at):
            return _headline(tokens[at + 1 :], tokens[:at], tokens[at : at + 1], "headline_colon")
    return None


def _is_source(clauses: Clauses, start: int, end: int) -> bool:
    """Whether a piece of a headline is somebody: short, headed by a name or an office, noun phrases throughout."""
    head = clauses.phrase_from(start)
    known = roles().keys() | nominals().keys()
    who = head and any(clauses.named[at] is not None or clauses.lower[at] in known for at in range(*head))
    at = start
    while at < end and (phrase := clauses.phrase_from(at)):
        joins = clauses.word(phrase[1]) in _BELONGING | words("coordinator")
        at = phrase[1] + joins
    return 0 < end - start <= _MOST_WORDS and bool(who) and at == end and not _is_clause(clauses, start, end)


def _is_clause(clauses: Clauses, start: int, end: int) -> bool:
    """Whether a word that a headline writes large stands between two names and is no office: "Russia Hails Putin"."""
    names = [at for at in range(start, end) if clauses.named[at] is not None]
    between = range(names[0], names[-1]) if names else ()
    offices = {word for role in roles() for word in role.split()} | nominals().keys() | words("coordinator")
    links = _BELONGING | set(POSSESSIVE) | offices
    return any(clauses.named[at] is None and clauses.lower[at] not in links for at in between)


def _headline(content: Sequence[Token], source: Sequence[Token], mark: Sequence[Token], rule: str) -> Attribution:
    cue, lemma = _cover(mark), "".join(token.text for token in mark)
    said = content[:-1] if content[-1].text == "." and len(content) > 1 else content
    return Attribution((_cover(said),), rule, _cover(source), cue, cue, lemma)


def _cover(tokens: Sequence[Token]) -> tuple[int, int]:
    return tokens[0].start, tokens[-1].end
