"""Antecedents of the pronouns that speak, by where they stand: "who", "which", "it", "they"."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from itertools import pairwise

from dataset.annotate.clauses import Clauses
from dataset.annotate.coordination import coordinated
from dataset.annotate.gazetteer import entry
from dataset.annotate.mentions import Mentions
from dataset.annotate.names import Reference
from dataset.annotate.noun_phrases import Phrase
from dataset.annotate.tokens import DASHES, Token
from dataset.annotate.vocabulary import function_words, is_adverb, is_person_noun, name_words, words
from dataset.spans import Span

_INSTITUTIONS = ("organization", "country", "group")
_MARKS = frozenset((",", "-", "—", "–", "("))
_OPENING = 8  # tokens of a sentence in which its subject begins
_PLURAL = ("both", "all", "are", "were", "have")
_NEXT_WORD = 2  # code points in which the next word begins
_SHORTEST_PARTICIPLE = 4  # letters of what is none: "Red", "King"
_PARTICIPLE = re.compile(
    r"\W*(?:(?:After|Before|Besides|By|Despite|In|On|Since|Upon|When|While|Without)\s)?\w+(?:ing|ed)\b"
)  # with which a phrase in front begins
_DESCRIPTION = re.compile(
    r", (?:a|an|the|another) (?:(?:(?!(?:of|for|to|with) an? )[\w.’'-]+ ){1,8}|[^,;:()]{1,120}, )"
)
_PREDICATE = re.compile(
    r" (?:is|was|’s|'s|has been|remains) (?:\w+ ){0,2}?(?:a|an|the) (?!kind|sort|type)(?:(?!of )[\w’'-]+ ){1,6}"
)
_FRONT = 12  # words of what somebody is, before the name
_HOME = re.compile(r" (?:of|from) (?:the )?[A-Z][\w.'’-]*(?: [A-Z][\w.'’-]*){0,3},(?: [A-Z][\w.]+,)? (?:and )?")
_NOTE = re.compile(r"(?:,[^,\n]{1,40},)?\s(?:is|was)\s")


def writer_of(mentions: Mentions) -> Reference | None:
    """Who is "I" outside quotations: the person of whom only a note behind the text speaks, "Ann Lee is a doctor"."""
    document = mentions.document
    start, end = (document.paragraphs() or [(0, 0)])[-1]
    speaks = any(t.text == "I" and not mentions.is_quoted(t.start) for t in document.tokens_in(0, start))
    people = [r for r in mentions.within(start, end) if r.is_person and r.form == "name" and r.entity_id]
    if not speaks or not people or not _NOTE.match(document.text, people[0].end):
        return None
    elsewhere = any(r.entity_id == people[0].entity_id for r in mentions.within(0, start))
    return people[0] if begins(people[0]) == start and not elsewhere else None


def subject_start(mentions: Mentions, position: int) -> int:
    """Where the subject begins in the sentence of a position behind a phrase in front, "After the visit to Ivan
    Petrov,"; where the sentence begins if there is none."""
    begin, end, _ = mentions.document.sentences[mentions.document.sentence_number(position)]
    tokens = mentions.document.tokens_in(begin, end)
    if not _opens_front(mentions, tokens):
        return begin
    people = {begins(r) for r in mentions.within(begin, end) if r.is_person and r.form != "demonym"}
    after = [t for mark, t in pairwise(tokens) if mark.text == ","]
    return next((t.start for t in after if _begins_subject(t, people)), after[0].start if after else begin)


def _opens_front(mentions: Mentions, tokens: Sequence[Token]) -> bool:
    """Whether a sentence begins with a preposition, a conjunction, a participle, an adverb and a comma, or with what
    somebody is, "A retired doctor, Ann Lee", and not with a name, "Manning"."""
    if not tokens or any(
        r.start == tokens[0].start and r.form == "name" for r in mentions.within(tokens[0].start, tokens[-1].end)
    ):
        return False
    first = tokens[0].lower
    participle = len(first) > _SHORTEST_PARTICIPLE and first.endswith(("ing", "ed"))
    adverb = len(tokens) > 1 and tokens[1].text == "," and is_adverb(first)
    return (
        participle or adverb or first in words("preposition") | words("subordinator") or _is_apposed(mentions, tokens)
    )


def _is_apposed(mentions: Mentions, tokens: Sequence[Token]) -> bool:
    comma = next((at for at, t in enumerate(tokens[:_FRONT]) if t.text == ","), 0)
    behind = tokens[comma + 1].start if 0 < comma < len(tokens) - 1 else None
    names = (r for r in mentions.within(tokens[0].start, tokens[-1].end) if begins(r) == behind)
    return tokens[0].lower in ("a", "an") and any(r.is_person and r.form == "name" for r in names)


def begins(reference: Reference) -> int:
    """Where the noun phrase of a reference begins, with the office in front of a name."""
    return min(reference.phrase_start, reference.role[0]) if reference.role else reference.phrase_start


def _begins_subject(token: Token, people: Collection[int]) -> bool:
    return token.start in people or token.lower in ("he", "she")


def is_in_front(mentions: Mentions, reference: Reference, pronoun: Reference) -> bool:
    """Whether a phrase in front, right behind which the pronoun stands, is about somebody else than its subject:
    "Campaigning against Romney, he said", "In a letter to Romney, he said"; not its owner, "After Romney's visit", nor
    who is the subject in it, "After Romney left"."""
    text = mentions.document.text
    start = mentions.document.sentences[mentions.document.sentence_number(pronoun.start)][0]
    phrase = text[start : pronoun.start].rstrip()
    tokens = mentions.document.tokens_in(start, pronoun.start)
    behind = text[reference.end : pronoun.start].rstrip()
    if not tokens or not phrase.endswith(",") or "," in behind[:-1] or reference.start < start:
        return False
    if participle := _PARTICIPLE.match(phrase):
        owner = reference.form != "pronoun" and behind.startswith(("'s", "’s"))
        return reference.start - start >= participle.end() and not owner
    bare = "," not in phrase[:-1] and _opens_front(mentions, tokens)
    subject = begins(reference) == tokens[min(1, len(tokens) - 1)].start and behind != ","
    return bare and not subject and not behind.startswith(("'s", "’s"))


def of_relative(mentions: Mentions, start: int, word: str) -> tuple[Reference, ...]:
    """Whom "who" or "which" follows: the name right before, or the name that an apposition stands between; those that
    "and" joins where a plural follows, "Ann Lee and Ivan Petrov, who both"."""
    begin, _, _ = mentions.document.sentences[mentions.document.sentence_number(start)]
    before = _without_aside(mentions.document.tokens_in(begin, start))
    marked = bool(before) and before[-1].text in _MARKS
    while before and (before[-1].text in _MARKS or before[-1].lower in words("preposition")):
        before.pop()
    names = [r for r in mentions.within(begin, start) if r.form != "demonym" and _may_be(r, word)]
    adjacent = next((r for r in names if before and r.end == before[-1].end and r.entity_id), None)
    far = [r for r in reversed(names) if r.entity_id and (r.is_person or word != "who")]
    behind = [mentions.document.text[r.end : start] for r in far]
    apposed = marked and bool(far) and far[0].form == "name" and behind[0].startswith(",")
    described = far[0] if apposed else next((r for r, text in zip(far, behind, strict=True) if _describes(text)), None)
    if adjacent and word == "who" and _is_body(adjacent):
        governed = mentions.document.tokens_in(begin, adjacent.phrase_start)[-1:]
        adjacent = None if described or (governed and governed[0].lower in words("preposition")) else adjacent
    adjacent = None if adjacent and _are_some(mentions, begin, adjacent) else adjacent
    found = adjacent or described
    after = mentions.document.tokens_in(start, start + len(word) + _NEXT_WORD)[1:2]
    joined = coordinated(mentions, found) if found and after and after[0].lower in _PLURAL else ()
    return joined or ((found,) if found else ())


def _are_some(mentions: Mentions, begin: int, party: Reference) -> bool:
    """ "Energized Democrats", "plenty of Democrats": some of its members, not the party."""
    before = mentions.document.tokens_in(begin, party.start)[-1:]
    small = (t.text for t in before if t.text.isalpha() and t.text.islower())
    modified = any(word == "of" or word not in function_words() for word in small)
    return modified and _is_partisan(mentions.document.text[party.start : party.end])


def _is_partisan(words_of: str) -> bool:
    """ "Democrats", "Tea Party Republicans"."""
    last = words_of.split()[-1]
    return last.endswith("s") and last.removesuffix("s").capitalize() in name_words("partisan")


def _without_aside(tokens: list[Token]) -> list[Token]:
    """Without what stands between dashes at the end: "two envoys — Ann Lee and Ivan Petrov —"."""
    dashes = [at for at, token in enumerate(tokens) if token.text in DASHES]
    return tokens[: dashes[-2]] if len(dashes) > 1 and dashes[-1] == len(tokens) - 1 else tokens


def phrase_before(mentions: Mentions, start: int, word: str) -> Span | None:
    """The noun phrase that "who" or "which" follows: people, "the editors of the Herald" before "who"."""
    begin, _, _ = mentions.document.sentences[mentions.document.sentence_number(start)]
    tokens = _without_aside(mentions.document.tokens_in(begin, start))
    while tokens and (tokens[-1].text in _MARKS or tokens[-1].lower in words("preposition")):
        tokens.pop()
    clauses = Clauses(tokens, {r.start: r for r in reversed(mentions.within(begin, start)) if r.form == "name"})
    phrase = clauses.phrase_to(len(tokens))
    outer = phrase
    while word == "who" and outer and not _is_people(clauses, outer):
        governed = clauses.word(outer[0] - 1) in words("preposition")
        outer = clauses.phrase_to(outer[0] - 1) if governed else None
    hangs = phrase is not None and clauses.word(phrase[0] - 1) in words("preposition")
    first = outer or (None if word == "who" and hangs else phrase)
    counted = (
        first is not None and clauses.word(first[0] - 1) == "of" and clauses.word(first[0] - 2) in words("quantity")
    )
    first = (clauses.phrase_to(first[0] - 1) or first) if first and counted else first
    return (tokens[first[0]].start, tokens[-1].end) if first else None


def _is_people(clauses: Clauses, phrase: Phrase) -> bool:
    noun, named = clauses.lower[phrase[1] - 1], clauses.named[phrase[1] - 1] is not None
    if phrase[1] - phrase[0] > 1 and _is_partisan(noun):
        return True
    return not named and (noun in ("those", "one", "ones") or is_person_noun(noun))


def _is_body(reference: Reference) -> bool:
    """Whether a name is an organization's, and no party's: "Republicans, who"."""
    known = entry(reference.entity_id or "")
    return reference.type == "organization" and not reference.plural and not (known and known.sector == "PTY")


def _describes(between: str) -> bool:
    """Whether what stands between a reference and "who" says what it is, ", a voter who", " is a man who", or whence:
    " of Ohio, who"."""
    return any(pattern.fullmatch(between) for pattern in (_DESCRIPTION, _PREDICATE, _HOME))


def _may_be(reference: Reference, word: str) -> bool:
    if word == "who":
        return reference.type in ("person", "group", "organization")
    return reference.type in (*_INSTITUTIONS, "other", "place")


def of_subject(mentions: Mentions, start: int) -> Reference | None:
    """The institution that this sentence begins with, or else the one before, outside quotations."""
    sentences = mentions.document.sentences
    here = mentions.document.sentence_number(start)
    for number in (here, here - 1)[: here + 1]:
        begin, end, _ = sentences[number]
        opening = mentions.document.tokens_in(begin, min(end, start))[:_OPENING]
        found = mentions.within(begin, opening[-1].end) if opening else []
        for reference in found:
            known = reference.entity_id and reference.form == "name" and reference.type in _INSTITUTIONS
            if known and not mentions.is_quoted(reference.start):
                return reference
    return None


def is_institution(speaker: Reference | None) -> bool:
    """Whether "it" may be who spoke."""
    return speaker is not None and speaker.type in _INSTITUTIONS


def are_several(speakers: tuple[Reference, ...]) -> bool:
    """Whether all who spoke are known and may be "they": nobody alone, but "Conservatives"."""
    known = bool(speakers) and all(r.entity_id for r in speakers)
    return known and (len(speakers) > 1 or not speakers[0].is_person)
