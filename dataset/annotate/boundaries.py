"""Where a name of the tagger's begins and ends, as it is written: without what stands around it or between two."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from dataset.annotate.vocabulary import given_names, name_words, nominals, roles, words
from dataset.tagger import Tagged

_ARTICLE = re.compile(r"(?:both\s+)?(?:the|either|neither)\s+(?=\w)", re.IGNORECASE)
_CHOICE = re.compile(r"\s+(?:or|nor)\s+")
_BODIES = re.compile(r"\s+(?:or|nor|and(?=\s+the\s))\s+|(?<=\w\w)/(?=[A-Z]\w)")
_HOME = re.compile(r"\S+\s.*?(?P<of>\sof\s)(?=[A-Z])")  # "Ann Lee of Ohio", but not "Joan of Arc"
_TITLED = re.compile(r"(?:(?<=M[rs]\.\s)|(?<=Mrs\.\s))[A-Z]\S*(?=\sof\s)")  # "Mr. Lee of Ohio"
_PEOPLE = re.compile(r"\s+(?:or|nor|and)\s+|,\s+(?!(?:[JS]r|Esq|I+|IV)\b)")
_CLAUSE = re.compile(r"\s+(?:who|which|whose)\s")
_WORD = re.compile(r"\S+")
_INITIAL = re.compile(r"(?<!\w)[^\W\d_]$")
_OWNER = re.compile(r"(?P<given>\w+)(?:\s[\w.-]+)+?(?=['’]s(?:\s|$))")  # "Ann Lee" of "Ann Lee's (America)"
_WRITER = re.compile(r"(?P<given>\w+)\s(?P<surname>[A-Z][\w-]+)(?=\sof\s[Tt]he\s)")  # "Ann Lee of The Nation"
_NICKNAME = re.compile(r"\b(?P<given>[A-Z][\w.]+)\s(?:“[\w ]+”|\"[\w ]+\"|[‘'][\w ]+[’'])\s$")
_GIVEN = re.compile(r"(?<=[a-z,]\s)(?P<given>[A-Z][a-z]+)\s$")
_REACH = 40  # code points in which a given name and a nickname stand
_PARTY = re.compile(r"\s\([A-Z](?:-[^()]*)?\)")  # " (R)", " (D-Ohio)"
_PARTY_AND_STATE = re.compile(r"[A-Z]-[A-Z]")  # the "R-Ohio" of a member of Congress
_PAIRS = {"“": "”", "(": ")", "[": "]", '"': '"'}
_ENDS = "”)]"
_OPENING, _CLOSING = "'‘", "'’"
_SHORT = 3  # letters of a preposition that is also a name: "Per", "To"


def bounded(text: str, name: Tagged) -> Iterator[Tagged]:
    """The names that one of the tagger's consists of; none where it has no capital: "far-right" is no name. Of "Ann
    Lee's America" it is the person.

    "The Senate" and "the Senate" are one name; "Lee or Roth" are two, and so are the people "Lee and Roth", "Lee, Roth"
    but for "Lee, Jr.", and the bodies "CNN/NBC" and "Oak Union and the Elm Union"; "Ann Lee “left", "Ann Lee of Ohio"
    and "some Ann Lee" are one, shorter.
    """
    start = name.start
    if _PARTY_AND_STATE.match(text, start, name.end):
        return
    if person := _person_in(text, name):
        yield replace(name, end=person, kind="PER")
        return
    between = {"PER": _PEOPLE, "ORG": _BODIES}.get(name.kind, _CHOICE)
    for choice in [*between.finditer(text, start, name.end), None]:
        end = choice.start() if choice else name.end
        home = _HOME.match(text, start, end) if name.kind == "PER" else None
        found = _trimmed(text, start, _closed(text, start, home.start("of") if home else end), name.kind)
        if found is not None:
            yield replace(name, start=found[0], end=found[1])
        start = choice.end() if choice else end


def with_given_names(text: str, names: Iterable[Tagged]) -> Iterator[Tagged]:
    """The names in order, those of people with the given name that stands before them, and a quoted nickname between:
    "for Ann Lee", "John “Tig” Lee"; not with the first word of a sentence, "Will Lee"."""
    last = 0
    for name in names:
        first = max(0, name.start - _REACH)
        before = text[first : name.start] if name.kind == "PER" else ""
        alone = " " not in text[name.start : name.end]
        found = _NICKNAME.search(before) or (_GIVEN.search(before, max(0, last - first - 2)) if alone else None)
        given = found and found["given"] in given_names() and found["given"].lower() not in roles()
        yield replace(name, start=first + found.start("given")) if found and given else name
        last = name.end


def _person_in(text: str, name: Tagged) -> int | None:
    """Where the person ends of whom a longer name is made: "Ann Lee's (America)", "Ann Lee of The Nation"."""
    if titled := _TITLED.match(text, name.start, name.end):
        return titled.end()
    owner = _OWNER.match(text, name.start, name.end)
    writer = _WRITER.match(text, name.start, name.end) if name.kind == "ORG" else None
    if writer and writer["surname"].lower() in nominals():
        writer = None  # "Charles University of the"
    found = owner or writer
    return found.end() if found and found["given"] in given_names() else None


def _closed(text: str, start: int, end: int) -> int:
    """Where the name ends before a clause ("Ann Lee who"), a party ("Ann Lee (R)"), a quotation mark or a bracket
    without its partner."""
    ends = [found.start() for found in (_CLAUSE.search(text, start, end), _PARTY.search(text, start, end)) if found]
    end = min(ends, default=end)
    expected: list[tuple[str, int]] = []
    for at in range(start, end):
        if expected and text[at] == expected[-1][0]:
            expected.pop()
        elif text[at] in _PAIRS:
            expected.append((_PAIRS[text[at]], at))
        elif text[at] in _ENDS:
            return at
    return expected[0][1] if expected else end


def _trimmed(text: str, start: int, end: int, kind: str) -> tuple[int, int] | None:
    """Without article, small words at either end and the comma behind; with the initial whose dot comes first."""
    if text.startswith(".", start) and (initial := _INITIAL.search(text, max(0, start - 2), start)):
        start = initial.start()
    start += text[start] in _OPENING and not any(mark in text[start + 1 : end] for mark in _CLOSING)
    article = _ARTICLE.match(text, start, end)
    found = [m.span() for m in _WORD.finditer(text, article.end() if article else start, end)]
    while found and (text[slice(*found[0])] == "." or _is_before(text[slice(*found[0])], kind)):
        del found[0]
    while found and _is_behind(text[slice(*found[-1])], kind):
        del found[-1]
    if not found or text[found[0][0] : found[-1][1]].islower():
        return None
    return found[0][0], found[0][0] + len(text[found[0][0] : found[-1][1]].rstrip(", "))


def _is_before(word: str, kind: str) -> bool:
    """Whether the first word is none of the name: "some GOP", "On Capitol Hill", "Unlike Ann Lee" but "Per Lee"."""
    governs = kind == "LOC" and word.lower() in words("determiner") | words("preposition")
    begins = kind == "PER" and len(word) > _SHORT and word.lower() in words("preposition")
    return governs or begins or _is_small(word)


def _is_behind(word: str, kind: str) -> bool:
    """Whether the last word is none of the name: "Lee of", "Florida rally", but "the Lee campaign" is one."""
    plain = word.rstrip(",.")
    return _is_small(plain) and (kind == "PER" or plain not in nominals())


def _is_small(word: str) -> bool:
    return word.isalpha() and word.islower() and word not in name_words("particle")
