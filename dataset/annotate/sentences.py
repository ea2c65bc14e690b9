"""Sentences: where a stop ends one, and where it belongs to an abbreviation, an initial or an attribution.

Abbreviations come from ``lexicon/abbreviations.csv``; ``may_end`` marks those that may also end a sentence
("etc.", "Inc."), which they do before a word that usually begins one. Unicode's UAX #29 rules (sentence
boundaries SB6 to SB8a: no break before digits, small letters and continuing punctuation) are the base.
"""

from __future__ import annotations

import re
from functools import lru_cache

from dataset.annotate.tokens import paragraphs
from dataset.lexicon import rows

_STOP = re.compile(r"(?<![.!?…])[.!?…]++[\"'”’»)\]}]*+(?=\s)")
_GAP = re.compile(r"\s*+[\"'“‘’„«`(\[{]*+")
_CONTINUING = frozenset("-—–,;:.!?)]}%/&…")
_LAST_WORD = re.compile(r"[\w.&’'-]*$")
_INITIALS = re.compile(r"(?:[^\W\d_]\.)*[^\W\d_]")
_ITEM_NUMBER = re.compile(r"\d{1,3}|[ivx]{1,4}|[IVX]{1,4}|[a-zA-Z]")
_STARTER = re.compile(
    r"(?:The|A|An|He|She|It|They|We|I|You|His|Her|Its|Their|Our|My|This|That|These|Those|There|Here|In|On|At|By|For|From"
    r"|But|And|Or|So|Yet|If|As|When|While|After|Before|Since|Although|However|Meanwhile|Earlier|Later|Then|Now|Also"
    r"|According|Some|Many|Most|Both|All|No|Not|What|Who|Why|How|Where|Yesterday|Today|Last|With|Under|To)\b(?![.’'])"
)
_VERB = (
    r"(?<!was )(?<!were )(?<!be )(?<!been )(?:said|says|asked|asks|told|added|noted|explained|replied|answered|wondered"
    r"|exclaimed|continued|concluded|stressed|warned|insisted|declared|stated|wrote)\b"
)
_ATTRIBUTION = re.compile(rf"(?:[\w’'-]+ ){{1,5}}?{_VERB}[,.;:]")
_ASKER = re.compile(rf"(?:[A-Z][\w’'-]* ){{1,4}}?{_VERB}(?! (?:that|he|she|they|it|we)\b)")
_REACH = 32  # code points that an abbreviation may take


def split_sentences(text: str, body_char_start: int, dateline_char_end: int | None) -> list[tuple[int, int, int]]:
    """The sentences of an article as (char_start, char_end, paragraph), in order, without blanks around them.

    The title (all before ``body_char_start``) is paragraph 0; the lines of the body that are not blank count
    from 1. The dateline, from the body's start to ``dateline_char_end``, is a sentence of its own. Sentences do
    not overlap, and every character that is not blank is in one.
    """
    found = [(*span, 0) for span in _stripped(text, 0, body_char_start)]
    for number, (start, end) in enumerate(paragraphs(text, body_char_start), 1):
        first = min(dateline_char_end or start, end) if number == 1 else start
        found += [(*span, number) for span in _stripped(text, start, first)]
        found += [(*span, number) for span in _sentences(text, max(start, first), end)]
    return found


def _sentences(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The sentences of the paragraph ``text[start:end]``."""
    found: list[tuple[int, int]] = []
    for stop in _STOP.finditer(text, start, end):
        if _ends_sentence(text, start, stop, end):
            found += _stripped(text, start, stop.end())
            start = stop.end()
    return found + _stripped(text, start, end)


def _stripped(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The range without the blanks around it; none if there is nothing else."""
    piece = text[start:end]
    left, right = len(piece) - len(piece.lstrip()), len(piece.rstrip())
    return [(start + left, start + right)] if left < right else []


def _ends_sentence(text: str, start: int, stop: re.Match[str], end: int) -> bool:
    """Whether the stop, with the marks that close behind it, ends the sentence that began at ``start``."""
    gap = _GAP.match(text, stop.end(), end)
    lead = gap.end() if gap else stop.end()
    if lead == end or _continues(text, lead):
        return False
    if stop[0].rstrip(")]}") == ".":
        return not _is_abbreviated(text, start, stop.start(), lead)
    return not (stop[0][-1] in "\"'”’»" and _is_attributed(text, stop[0], lead))


def _continues(text: str, lead: int) -> bool:
    """Whether the character at ``lead`` cannot begin a sentence; a small letter before a capital (eBay) can."""
    character = text[lead]
    return character in _CONTINUING or (character.islower() and not text[lead + 1 : lead + 2].isupper())


def _is_abbreviated(text: str, start: int, stop: int, lead: int) -> bool:
    """Whether the full stop at ``stop`` marks an abbreviation, initials or an item's number, and no sentence's end."""
    reach = max(start, stop - _REACH)
    found = _LAST_WORD.search(text[reach:stop])
    word = found[0].lstrip("’'-") if found else ""
    begins = not text[max(start, stop - len(word) - _REACH) : stop - len(word)].strip()
    if begins and _ITEM_NUMBER.fullmatch(word):
        return True
    may_end = _abbreviations().get(f"{word}.")
    if may_end is None and _INITIALS.fullmatch(word):
        may_end = True
    return may_end is not None and not (may_end and _begins(text, stop, lead))


def _begins(text: str, stop: int, lead: int) -> bool:
    """Whether what follows an abbreviation looks like the start of a sentence."""
    return bool(_STARTER.match(text, lead)) or any(mark in text[stop:lead] for mark in '"“«')


def _is_attributed(text: str, closing: str, lead: int) -> bool:
    """Whether the words after a quotation say whose it is, as in "Why?" Ivanova asked."""
    return bool(_ATTRIBUTION.match(text, lead) or (closing[0] in "!?" and _ASKER.match(text, lead)))


@lru_cache
def _abbreviations() -> dict[str, bool]:
    """Abbreviation with its stop, as listed and in capitals -> whether it may end a sentence."""
    listed = {row["abbreviation"].rstrip(".") + ".": row["may_end"] == "yes" for row in rows("abbreviations")}
    return {word.upper(): may_end for word, may_end in listed.items()} | listed
