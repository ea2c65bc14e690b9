"""Where the content of a statement begins and ends: the clause, infinitive or quotation beside a cue.

Everything is counted in items of a clause; ranges are half-open. The span has the complementizer and the quotation
marks, not the punctuation outside them, as in PolNeAR (Newell et al. 2018, LREC).
"""

from __future__ import annotations

from dataset.annotate.phrases import Clause, VerbGroup
from dataset.annotate.vocabulary import words

Range = tuple[int, int]

MAX_BETWEEN = 14  # items that a circumstance may take
STOPS = frozenset(".?!;,")
QUESTION_WORDS = frozenset(("what", "who", "whom", "which", "when", "where", "why", "how", "whether", "if", "whose"))
_CONDITIONS = frozenset(("whether", "if"))
_TRAILING = STOPS | frozenset(":—–-")
_TIMES = frozenset(("late", "early", "last", "this", "earlier"))
_CIRCUMSTANCE = frozenset(("in", "on", "at", "during", "after", "before", "by", "from", "to", ",")) | _TIMES
_CONTINUES = frozenset(("that", "whether", "if", "and", "but", "as", "while"))


def content_before(clause: Clause, left: int, end: int) -> Range | None:
    """The content that ends before item ``end``: the quotation, or the clause from ``left`` on."""
    stop = end - 1 if clause.lower(end - 1) == "," else end
    while left < stop and clause.lower(left) in {",", ";", ".", ":"} | words("coordinator"):
        left += 1
    if stop <= left:
        return None
    if clause.is_quote(stop - 1) and (stop - 1 == left or clause.lower(stop - 2) in (",", ":", ".")):
        return stop - 1, stop
    has_clause = stop - left > 2 and (clause.has_verb(left, stop) or clause.has_quote(left, stop))
    return (left, stop) if has_clause else None


def content_end(clause: Clause, start: int) -> int:
    """Where a clause of content ends: the unit's end without its stop, or before the reporter speaks again."""
    ends = (at for at in range(start + 1, len(clause.items)) if _leaves_content(clause, at))
    end = next(ends, len(clause.items))
    while end > start + 1 and clause.lower(end - 1) in _TRAILING:
        end -= 1
    return end


def _leaves_content(clause: Clause, at: int) -> bool:
    """A semicolon; ", adding that"; ", and said"; ", according to"."""
    if clause.lower(at) != ",":
        return clause.lower(at) == ";"
    if clause.lower(at + 1) == "according":
        return True
    for head in range(at + 1, min(at + 4, len(clause.items))):
        group = clause.verb_group(head)
        if group and group.cue.kind == "ing" and group.start == at + 1:
            return True
        if group and clause.lower(at + 1) == "and" and group.start == at + 2:
            return True
    return False


def content_resumed(clause: Clause, at: int, quoted: bool) -> Range | None:
    """The content that goes on behind an attribution in its middle: "It is," he said, "over"."""
    if clause.is_quote(at):
        return at, at + 1
    if quoted or at >= len(clause.items) or clause.lower(at) in words("subordinator") | words("relative"):
        return None
    if any((group := clause.verb_group(head)) and group.start <= at + 1 for head in range(at, at + 4)):
        return None
    end = content_end(clause, at)
    return (at, end) if end - at > 2 and clause.has_verb(at, end) else None


def skip_circumstance(clause: Clause, at: int) -> int:
    """Past "on Thursday", "in an interview with CNN", "late Tuesday"; ``at`` itself where nothing such begins."""
    opens = clause.lower(at) in words("preposition") | words("adverb") | _TIMES or clause.is_day(at)
    end = at
    while opens and end < len(clause.items) and end - at < MAX_BETWEEN and not _ends_circumstance(clause, end):
        end += 1
    return end


def _ends_circumstance(clause: Clause, at: int) -> bool:
    word = clause.lower(at)
    return clause.is_break(at) or clause.is_quote(at) or word in _CONTINUES or word in words("modal")


def infinitive(clause: Clause, at: int) -> Range | None:
    """ "(not) to negotiate" and what belongs to it."""
    to = at + (clause.lower(at) == "not")
    verb = clause.lower(to + 1)
    is_verb = verb.isalpha() and verb not in words("determiner") and clause.items[to + 1].text.islower()
    return (at, content_end(clause, at)) if clause.lower(to) == "to" and is_verb else None


def quotation(clause: Clause, at: int) -> Range | None:
    """The quotation that follows at once, or after a comma, a colon or a circumstance, or the clause that it begins."""
    for start in (at, skip_circumstance(clause, at)):
        mark = start + (clause.lower(start) in (",", ":"))
        if clause.is_quote(mark):
            return mark, mark + 1 if _stands_alone(clause, mark) else content_end(clause, mark)
    return None


def _stands_alone(clause: Clause, quote: int) -> bool:
    follows = clause.lower(quote + 1)
    introduced = clause.lower(quote - 1) in (",", ":")
    linked = follows in words("coordinator") | words("subordinator")
    return introduced or linked or (clause.is_break(quote + 1) and not clause.is_quote(quote + 1))


def named_as(clause: Clause, at: int) -> Range | None:
    """ "it “a disaster”", "the plan as “dead”": the thing and the quoted name for it."""
    end = clause.phrase_end(at)
    quote = next((i for i in range(end, end + 4) if clause.is_quote(i)), None)
    return (at, quote + 1) if quote is not None and end > at else None


def complement(clause: Clause, at: int, frames: frozenset[str]) -> Range | None:
    """The clause with "that", or with "whether", "what" ..., that follows at once or behind a circumstance."""
    circumstance = clause.lower(at) in _CIRCUMSTANCE | words("adverb") or clause.is_day(at)
    for i in range(at, min(at + MAX_BETWEEN, len(clause.items)) if circumstance else at + 1):
        word = clause.lower(i)
        asks = "w" in frames and (word in _CONDITIONS or (i == at and word in QUESTION_WORDS))
        if asks or ("t" in frames and word == "that"):
            return i, content_end(clause, i)
        if clause.is_quote(i) or word in words("modal") | {".", ";", ":"} or (i > at and word in words("auxiliary")):
            return None
    return None


def bare_clause(clause: Clause, at: int, group: VerbGroup) -> Range | None:
    """A clause without complementizer: a noun phrase and something like a finite verb right after it."""
    start = at
    while clause.is_day(start) or clause.lower(start) in words("adverb"):
        start += 1
    start += 2 if clause.lower(start) == "on" and clause.is_day(start + 1) else 0
    if not _begins_clause(clause, start):
        return None
    end, subject = content_end(clause, start), clause.phrase_end(start)
    finite = clause.has_verb(subject, subject + 3) or clause.is_quote(subject)
    return (start, end) if end - start > 2 and (finite or (group.cue.lemma == "say" and end - subject > 1)) else None


def _begins_clause(clause: Clause, at: int) -> bool:
    blocked = words("preposition") | words("auxiliary") | words("modal") | _TIMES | {"to", "so", "that", "as"}
    return (clause.is_quote(at) or not clause.is_break(at)) and clause.lower(at) not in blocked
