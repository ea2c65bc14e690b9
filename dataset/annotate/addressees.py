"""Who is spoken to: the noun phrase that a cue governs, or the subject of a passive cue; "by" tells who speaks then.

No corpus that the tagger learns from labels addressees, so they are found by rule, and only for the verbs whose frame
in ``lexicon/cues.csv`` takes one. PolNeAR has the object of "urged NATO to talk" in the content; here it is addressed.
"""

from __future__ import annotations

from dataclasses import replace

from dataset.annotate.attributions import Attribution, cue_of
from dataset.annotate.clauses import Clauses
from dataset.annotate.triggers import object_classes
from dataset.annotate.verbs import POSSESSIVE
from dataset.annotate.vocabulary import nominals, pronouns, roles, words
from dataset.spans import Span

_ASKING = frozenset(("when", "if", "where", "as", "once"))
_BELONGING = ("of", "for")
_ONE = ("a", "an")
_TIMES = {"when", "where"}  # behind a verb that does not ask, they say when or where it is told
_JOINING = ("and", "or")
_MEANS = ("phone", "telephone", "email", "e-mail", "letter", "text", "video")
_ASIDE = 8  # tokens between who is addressed and the content, "urged NATO on Monday to talk"


def addressed(clauses: Clauses, attribution: Attribution) -> Attribution:
    """The statement with its parties, looked for in the sentence of the cue; as it is where the verb takes none."""
    return _addressed(clauses, _with_subject(clauses, _by(clauses, _with_infinitive(clauses, attribution))))


def _with_infinitive(clauses: Clauses, attribution: Attribution) -> Attribution:
    """ "called on both sides to respect" is tagged as a cue: the infinitive is what is said, "both sides" addressed."""
    cue, head = attribution.cue, attribution.cue_head
    if cue is None or head is None or head[1] >= cue[1] or "o" not in _frames(attribution):
        return attribution
    end = clauses.index_at(cue[1])
    first, *more = attribution.fragments
    if clauses.word(end - 2) != "to" or end - 2 <= clauses.index_at(head[1]) or clauses.index_at(first[0]) != end:
        return attribution
    fragments = ((clauses.tokens[end - 2].start, first[1]), *more)
    return replace(attribution, cue=(cue[0], head[1]), fragments=fragments)


def _frames(attribution: Attribution) -> frozenset[str]:
    """What may follow the verb of the cue."""
    cue = cue_of(attribution)
    return cue.frames if cue else frozenset()


def _by(clauses: Clauses, attribution: Attribution) -> Attribution:
    """ "Asked by a reporter whether", "was told by doctors that": the source that the tagger has not found."""
    if attribution.source or attribution.cue_head is None:
        return attribution
    after = clauses.index_at(attribution.cue_head[1])
    phrase = clauses.phrase_from(after + 1) if clauses.word(after) == "by" else None
    if phrase is None or clauses.word(phrase[0]) in _MEANS:
        return attribution
    source = clauses.tokens[phrase[0]].start, clauses.tokens[phrase[1] - 1].end
    free = not any(s < source[1] and source[0] < e for s, e in attribution.fragments)
    return replace(attribution, source=source) if free else attribution


def _with_subject(clauses: Clauses, attribution: Attribution) -> Attribution:
    """ "Peru, Egypt and Kenya urged Chile to go": names right before the verb, where the tagger has no source here."""
    here = clauses.tokens[0].start, clauses.tokens[-1].end
    told = attribution.source is not None and here[0] <= attribution.source[0] < here[1]
    if told or attribution.cue_head is None:
        return attribution
    verb = clauses.index_at(attribution.cue_head[0])
    if clauses.verb(verb) not in ("past", "s", "base") or clauses.is_passive(verb):
        return attribution
    subjects = clauses.subjects(clauses.phrase_to(clauses.group_start(verb)))
    named = all(clauses.named[end - 1] is not None for _, end in subjects)
    if not subjects or not named or clauses.word(subjects[0][0] - 1) in words("preposition"):
        return attribution
    source = clauses.tokens[subjects[0][0]].start, clauses.tokens[subjects[-1][1] - 1].end
    free = not any(s < source[1] and source[0] < e for s, e in attribution.fragments)
    return replace(attribution, source=source) if free else attribution


def _addressed(clauses: Clauses, attribution: Attribution) -> Attribution:
    cue = cue_of(attribution)
    if cue is None or not cue.frames or attribution.cue is None or attribution.cue_head is None:
        return attribution
    head, after = (clauses.index_at(place) for place in attribution.cue_head)
    if clauses.word(after) == "to" and "p" in cue.frames:
        return _with(attribution, _phrase(clauses, after + 1))
    if not cue.frames & {"a", "d", "o"}:
        return attribution
    if _opens(clauses, clauses.index_at(attribution.cue[0])):
        return _with(attribution, _asked(clauses, attribution))
    if clauses.is_passive(head):
        return _told(attribution, _span(clauses, clauses.phrase_to(clauses.group_start(head))))
    phrase = _phrase(clauses, after)
    return _split(clauses, attribution, phrase, cue.frames) or _with(attribution, phrase)


def _told(attribution: Attribution, subject: Span | None) -> Attribution:
    """ "Not an inch, we were told": the subject of the passive is addressed, neither who speaks nor a piece of it."""
    said = tuple(f for f in attribution.fragments if f != subject) or attribution.fragments
    source = attribution.source if attribution.source != subject else None
    return _with(replace(attribution, fragments=said, source=source), subject)


def _opens(clauses: Clauses, first: int) -> bool:
    """ "Asked whether ..., the minister said": a participle without a subject, whose subject comes behind."""
    before = clauses.word(first - 1)
    return clauses.word(first).endswith("ed") and (not before or not before[0].isalnum() or before in _ASKING)


def _asked(clauses: Clauses, attribution: Attribution) -> Span | None:
    """The subject of the clause behind the question: what follows its comma."""
    end = clauses.index_at(attribution.fragments[-1][1])
    return _span(clauses, clauses.phrase_from(end + 1)) if clauses.word(end) == "," else None


def _split(
    clauses: Clauses, attribution: Attribution, phrase: Span | None, frames: frozenset[str]
) -> Attribution | None:
    """ "told the media Ushakov had left", "urged NATO to talk", "asked Lee which": an object that begins or precedes
    the content."""
    first, *more = attribution.fragments
    if phrase is None or phrase[0] != first[0]:
        return None
    if phrase[1] >= first[1]:
        return replace(attribution, addressee=phrase, fragments=tuple(more)) if more and phrase == first else None
    at = clauses.index_at(phrase[1])
    opening = words("wh") if attribution.lemma == "ask" else words("wh") - words("relative") - _TIMES
    rest = at if clauses.word(at) in opening else _past_aside(clauses, at, frames)
    if rest is None and "d" in frames and clauses.word(at)[:1].isalnum():
        rest = at
    if rest is None or clauses.tokens[rest].start >= first[1]:
        return None
    return replace(attribution, addressee=phrase, fragments=((clauses.tokens[rest].start, first[1]), *more))


def _past_aside(clauses: Clauses, at: int, frames: frozenset[str]) -> int | None:
    """The "to" or "that" of the content: right there, or behind when or where it is said, "on Monday to talk"."""
    if "o" in frames and "to" in (clauses.word(at), clauses.word(at + (clauses.word(at) == "not"))):
        return at
    for rest in range(at, min(at + _ASIDE, len(clauses.tokens))):
        word = clauses.word(rest)
        asks = "o" in frames and word == "to" and clauses.verb(rest + 1) == "base"
        if asks:
            return rest - (rest > at and clauses.word(rest - 1) == "not")
        if frames & {"a", "d"} and word == "that" and rest > at:
            return rest
        if clauses.verb(rest) or not (word[:1].isalnum() or word == ","):
            return None
    return None


def _phrase(clauses: Clauses, at: int) -> Span | None:
    """The noun phrase that begins at a token, with what it belongs to or those that "and" joins.

    It ends with its head where a clause may be told behind it: where a verb follows; and before a bare possessive.
    """
    phrase = clauses.phrase_from(at)
    if phrase is None or not _may_listen(clauses, phrase):
        return None
    tells = clauses.verb(clauses.past_adverbs(clauses.objects(phrase)[-1][1])) or clauses.word(phrase[1]) in _JOINING
    owns = clauses.word(phrase[1] - 1) in POSSESSIVE
    end = _head_end(clauses, phrase) if tells or owns else phrase[1]
    if clauses.word(end) in _BELONGING and (owner := clauses.phrase_from(end + 1)):
        return _span(clauses, (phrase[0], _head_end(clauses, owner)))
    return _span(clauses, (phrase[0], clauses.objects(phrase)[-1][1] if end == phrase[1] else end))


def _head_end(clauses: Clauses, phrase: tuple[int, int]) -> int:
    """Behind the first name or known noun of a phrase: what is told may follow it, "the media mayor Lima had left".

    A name has its office with it, although that may hold another: "the US security advisor Jake Sullivan". One behind
    "a" says only what sort: "an Iowa audience".
    """
    start = clauses.tokens[phrase[0]].start
    whole = clauses.index_at(
        max((r.end for r in clauses.references.values() if r.phrase_start == start), default=start)
    )
    if clauses.word(phrase[0]) in _ONE:
        return phrase[1]
    if whole > phrase[0] and not _owns(clauses, whole, phrase[1]):
        return whole
    for at in range(*phrase):
        after = _noun_end(clauses, at)
        named = clauses.named[at] is not None and (at + 1 == phrase[1] or clauses.named[at + 1] != clauses.named[at])
        if after > at or (named and _noun_end(clauses, at + 1) == at + 1 and clauses.word(at + 1) not in POSSESSIVE):
            return max(after, at + 1)
    return phrase[1]


def _owns(clauses: Clauses, at: int, end: int) -> bool:
    """Whether a possessive begins there whose owned one ends the phrase: "CNN's Jake Tapper", not "CNN's “New Day”"."""
    last = clauses.lower[end - 1] in nominals() or clauses.named[end - 1] is not None
    title = end < len(clauses.tokens) and clauses.tokens[end].text[0].isupper()
    return clauses.word(at) in POSSESSIVE and at + 1 < end and last and not title


def _noun_end(clauses: Clauses, at: int) -> int:
    """Behind the longest noun of the word list that begins at a token; the token where none does."""
    longest = min(at + 4, len(clauses.lower))
    return next((end for end in range(longest, at, -1) if " ".join(clauses.lower[at:end]) in nominals()), at)


def _span(clauses: Clauses, phrase: tuple[int, int] | None) -> Span | None:
    return (clauses.tokens[phrase[0]].start, clauses.tokens[phrase[1] - 1].end) if phrase else None


def _with(attribution: Attribution, phrase: Span | None) -> Attribution:
    """Addressed to the phrase, where it is neither what is said nor who says it."""
    taken = [*attribution.fragments, *([attribution.source] if attribution.source else [])]
    free = phrase is not None and not any(s < phrase[1] and phrase[0] < e for s, e in taken)
    return replace(attribution, addressee=phrase) if free else attribution


def _may_listen(clauses: Clauses, phrase: tuple[int, int]) -> bool:
    """Whether somebody can be meant: no bare singular, "requested anonymity", and nothing told, "told a joke"."""
    last = clauses.lower[phrase[1] - 1]
    if "tale" in object_classes(last):
        return False
    bare = phrase[1] - phrase[0] == 1 and clauses.tokens[phrase[0]].text.islower() and clauses.named[phrase[0]] is None
    counted = clauses.word(phrase[1]) in _BELONGING  # "one of his friends"
    return not bare or counted or last.endswith("s") or last in nominals().keys() | roles().keys() | pronouns().keys()
