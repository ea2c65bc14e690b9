"""Antecedents of the pronouns that speak, by where they stand: "who", "which", "it", "they"."""

from __future__ import annotations

import re

from dataset.annotate.mentions import Mentions
from dataset.annotate.names import Reference
from dataset.annotate.vocabulary import words

_INSTITUTIONS = ("organization", "country", "group")
_MARKS = frozenset((",", "-", "—", "–", "("))
_OPENING = 8  # tokens of a sentence in which its subject begins
_NOTE = re.compile(r"(?:,[^,\n]{1,40},)?\s(?:is|was)\s")


def writer_of(mentions: Mentions) -> Reference | None:
    """Who is "I" outside quotations: the person of whom only a note behind the text speaks, "Ann Lee is a doctor"."""
    document = mentions.document
    start, end = (document.paragraphs() or [(0, 0)])[-1]
    speaks = any(t.text == "I" and not mentions.is_quoted(t.start) for t in document.tokens_in(0, start))
    people = [r for r in mentions.within(start, end) if r.is_person and r.form == "name" and r.entity_id]
    if not speaks or not people or not _NOTE.match(document.text, people[0].end):
        return None
    first = min(people[0].phrase_start, people[0].role[0] if people[0].role else people[0].start)
    elsewhere = any(r.entity_id == people[0].entity_id for r in mentions.within(0, start))
    return people[0] if first == start and not elsewhere else None


def of_relative(mentions: Mentions, start: int, word: str) -> Reference | None:
    """Whom "who" or "which" follows: the name right before, or the name that an apposition stands between."""
    begin, _, _ = mentions.document.sentences[mentions.document.sentence_number(start)]
    before = mentions.document.tokens_in(begin, start)
    marked = bool(before) and before[-1].text in _MARKS
    while before and (before[-1].text in _MARKS or before[-1].lower in words("preposition")):
        before.pop()
    names = [r for r in mentions.within(begin, start) if r.form != "demonym" and _may_be(r, word)]
    adjacent = [r for r in names if before and r.end == before[-1].end and r.entity_id]
    if adjacent:
        return adjacent[0]
    far = [r for r in names if r.form == "name" and r.entity_id and (r.is_person or word != "who")]
    nearest = max(far, key=lambda r: r.start, default=None)
    apposed = nearest is not None and mentions.document.text[nearest.end : nearest.end + 1] == ","
    return nearest if marked and apposed else None


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


def are_institutions(speakers: tuple[Reference, ...]) -> bool:
    """Whether all who spoke are known, and none is a single person."""
    known = bool(speakers) and all(r.entity_id for r in speakers)
    return known and (len(speakers) > 1 or speakers[0].type in _INSTITUTIONS)
