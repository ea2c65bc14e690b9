"""What a date dates: the verb of its own clause, or the noun that it stands before.

A date behind its verb belongs to that verb, one in front of it ("On Monday, ...") to the next. What a relative, a
participle or another subject begins between the two has dates of its own.
"""

from __future__ import annotations

from dataset.annotate.clauses import Clauses
from dataset.annotate.cues import is_cue_word
from dataset.annotate.noun_phrases import FINITE, Phrase
from dataset.annotate.triggers import object_classes
from dataset.annotate.verbs import POSSESSIVE
from dataset.annotate.vocabulary import words

_NAMING = frozenset(("who", "whom", "whose", "which"))
_TURNING = frozenset(("after", "before", "since", "until", "though", "although", "because", "if", "unless", "whereas"))
_MEANWHILE = frozenset(("while", "when", "as", "after"))  # a clause that is of the same time
_SAME_TIME = _MEANWHILE - {"after"}
_TIMELESS = frozenset(("since", "until", "till", "before", "after", "past", "to", "of", "than", "like", "about"))
_HOLDING = ("in", "at", "during")
_DASHES = ("-", "–", "—", "―")
_CLOSED_BY: dict[str, tuple[str, ...]] = {"(": (")",), "[": ("]",), **dict.fromkeys(_DASHES, _DASHES)}
_ASIDE = ("(", ")", ";", *_DASHES)
_EDGES = (*_ASIDE, ",", ":")
_PART_OF_DAY = ("morning", "afternoon", "evening", "night")


def is_dated(clauses: Clauses, date: Phrase, place: Phrase) -> bool:
    """Whether a date tells when it was what stands at a place; both are ranges of the sentence's tokens."""
    if date[0] < place[1] and place[0] < date[1]:
        return True
    phrase = _phrase_of(clauses, date)
    if phrase and (phrase[0] <= place[0] < phrase[1] or _is_told_in(clauses, phrase, place)):
        return True
    if clauses.word(phrase[0] - 1) not in _HOLDING if phrase else _is_timeless(clauses, date[0] - 1):
        return False
    start, end = phrase or date
    return _reaches_back(clauses, place, start) if place[1] <= start else _reaches_on(clauses, (start, end), place)


def _is_timeless(clauses: Clauses, at: int) -> bool:
    """Whether a word before a date takes it away: "since 2008", but not "the night of", "less than a week ago"."""
    held = clauses.word(at - 1) in words("time") | {"less", "more"}
    return clauses.word(at) in _TIMELESS and not (held and clauses.word(at) in ("of", "than"))


def _phrase_of(clauses: Clauses, date: Phrase) -> Phrase | None:
    """The noun phrase of a noun behind the date: "the 2013 plan", "Monday's debate"."""
    start, end = date
    end += clauses.word(end) in _PART_OF_DAY
    last = clauses.word(start - 1)
    opened = last in POSSESSIVE or (last in words("determiner") and last != "that")
    counted = clauses.word(end - 1).isdigit() and clauses.in_phrase(start - 1)
    if not (clauses.word(end) in POSSESSIVE or opened or counted) or not clauses.in_phrase(end):
        return None
    while clauses.in_phrase(end):
        end += 1
    return clauses.phrase_start(start), end


def _is_told_in(clauses: Clauses, phrase: Phrase, place: Phrase) -> bool:
    """Whether the phrase is a document that says it: "a 2015 survey found", "according to a 2014 study"."""
    if all("document" not in object_classes(word) for word in clauses.lower[slice(*phrase)]):
        return False
    between = range(phrase[1], place[0])
    plain = all(clauses.word(at) not in _EDGES and clauses.verb(at) not in ("s", "be", "have") for at in between)
    return place[1] == phrase[0] or (phrase[1] <= place[0] and plain)


def _reaches_back(clauses: Clauses, place: Phrase, start: int) -> bool:
    """Whether a date that begins at a token is of the clause of a place before it."""
    stretch = _without_asides(clauses, place[1], start)
    return not (
        _is_open(clauses, stretch, _NAMING | {"where"})
        or any(clauses.word(at) in _ASIDE for at in stretch)
        or _is_apposition(clauses, _segment(clauses, start), start)
        or any(_is_verb(clauses, at) and not _goes_on(clauses, at, place) for at in stretch)
    )


def _reaches_on(clauses: Clauses, date: Phrase, place: Phrase) -> bool:
    """Whether a date is of the clause of a place behind it."""
    first, stretch = _segment(clauses, date[0]), _without_asides(clauses, _past_relative(clauses, date[1]), place[0])
    before = range(first, date[0])
    closed = any(clauses.word(at) in _EDGES for at in range(date[1], place[0]))
    if _is_open(clauses, stretch, _NAMING | _TURNING | {"that"}) or any(clauses.word(at) in _ASIDE for at in stretch):
        return False
    if closed and (_is_aside(clauses, before, place) or _is_apposition(clauses, first, date[0], place)):
        return False
    if not closed and _is_reduced(clauses, before, stretch, place):
        return False
    inserted = closed and _is_inserted(clauses, place)
    return not inserted and not _has_another_subject(clauses, date[1], place)


def _past_relative(clauses: Clauses, end: int) -> int:
    """Behind the "that" of "a blast on Monday that killed two", whose subject is what the date stands with."""
    end += clauses.word(end) in _PART_OF_DAY
    return end + (clauses.word(end) == "that" and bool(clauses.verb(clauses.past_adverbs(end + 1))))


def _segment(clauses: Clauses, at: int) -> int:
    """Where the stretch without marks begins that a token stands in; a name between commas, as of a state, is in it."""
    while at > 0 and (clauses.word(at - 1) not in _EDGES or _behind_name(clauses, at)):
        at = _behind_name(clauses, at) or at - 1
    return at


def _behind_name(clauses: Clauses, at: int) -> int:
    """Where the first comma of "Aurora, Colorado," stands, whose second one is before a token; 0 for none."""
    first = next((i for i in range(at - 2, max(at - 5, 0), -1) if not clauses.tokens[i].text[0].isupper()), 0)
    return first if clauses.word(at - 1) == clauses.word(first) == "," and first < at - 2 else 0


def _without_asides(clauses: Clauses, start: int, end: int) -> list[int]:
    """The tokens of a stretch but for what stands in brackets, between dashes, or from ", who" to the next comma."""
    found: list[int] = []
    at = start
    while at < end:
        named = clauses.word(at) == "," and clauses.word(at + 1) in _NAMING
        marks = (",",) if named else _CLOSED_BY.get(clauses.word(at), ())
        close = next((i for i in range(at + 1, end) if clauses.word(i) in marks), None)
        close = None if named and close and clauses.word(close + 1) in words("coordinator") else close
        found += [at] if close is None else []
        at = at + 1 if close is None else close + 1
    return found


def _is_open(clauses: Clauses, stretch: list[int], openers: frozenset[str]) -> bool:
    """Whether one of the words begins a clause in the stretch that no mark ends; "in which" is of the same time."""
    last = next((at for at in reversed(stretch) if clauses.word(at) in _EDGES), -1)
    inside = (at for at in stretch if at > last and clauses.word(at) in openers)
    return any(clauses.word(at - 1) not in _HOLDING for at in inside)


def _is_verb(clauses: Clauses, at: int) -> bool:
    """Whether a verb stands there; a participle behind a preposition belongs to a noun: "to affected workers"."""
    governed = clauses.verb(at) == "past" and clauses.word(at - 1) in words("preposition")
    found = bool(clauses.verb(at)) and clauses.is_plain(at)
    return found and not governed and clauses.word(at) not in words("preposition")


def _goes_on(clauses: Clauses, at: int, place: Phrase) -> bool:
    """Whether a verb behind a place is of its time: "met and signed", "said while visiting", "a letter dated"."""
    link = clauses.word(clauses.group_start(at) - 1)
    tried = link == "to" and clauses.word(place[1] - 1) in words("implicative")
    visiting = clauses.verb(at) == "ing" and link in _MEANWHILE | {"in"}
    joined = link in words("coordinator") or tried or visiting or _is_meanwhile(clauses, at, place[1])
    return joined or _is_object(clauses, at, place) or clauses.word(at) in words("publishing")


def _is_object(clauses: Clauses, at: int, place: Phrase) -> bool:
    """Whether what looks like a verb belongs to what stands behind a place: "began building", "share his concerns"."""
    phrase = clauses.phrase_from(place[1])
    return at == place[1] or (clauses.verb(at) == "s" and phrase is not None and phrase[1] == at)


def _is_meanwhile(clauses: Clauses, at: int, start: int) -> bool:
    """Whether only a subject stands between "when", "while" or "as" and a verb: "said when he met Lima"."""
    stops = (
        i
        for i in range(clauses.group_start(at) - 1, start - 1, -1)
        if clauses.word(i) in (*_EDGES, *_SAME_TIME) or _is_verb(clauses, i)
    )
    opener = next(stops, start)
    return clauses.word(opener) in _SAME_TIME and clauses.word(opener - 1) not in _EDGES


def _is_apposition(clauses: Clauses, first: int, start: int, place: Phrase | None = None) -> bool:
    """ ", the envoy to Chad in 2011": a date behind a comma and a noun phrase that has no verb of its own.

    Before the verb at a place it has none either way: ", a firm founded in 1999, said".
    """
    opened = first > 0 and clauses.word(first) in words("determiner") and first < start
    verbs = [clauses.verb(at) for at in range(first, start) if _is_verb(clauses, at)]
    reduced = place is not None and verbs == ["past"] and _is_main(clauses, place)
    return opened and (not verbs or reduced)


def _is_aside(clauses: Clauses, before: range, place: Phrase) -> bool:
    """ "who came home on Monday,", "because it rained on Monday,", "born in Dundee in 1928,"."""
    opener = clauses.past_adverbs(before.start)
    participle = clauses.verb(opener) == "past" and opener in before and not _is_timely(clauses.word(opener))
    if participle and clauses.word(opener - 1) != ")" and _is_main(clauses, place):
        return True
    return any(clauses.word(at) in _NAMING | _TURNING - _MEANWHILE for at in before)


def _is_main(clauses: Clauses, place: Phrase) -> bool:
    """Whether what stands at a place needs no verb before it, as "saying", "and said" and "when he said" do."""
    start = _segment(clauses, place[0])
    joined = any(clauses.word(at) in words("coordinator") | _MEANWHILE for at in range(start, place[0]))
    return clauses.verb(place[0]) != "ing" and not joined


def _is_timely(participle: str) -> bool:
    return participle in words("publishing") | words("addressing_participle")


def _is_reduced(clauses: Clauses, before: range, stretch: list[int], place: Phrase) -> bool:
    """ "the plan proposed in 2012 would end": a participle's date, and the verb of another clause behind it."""
    opener = max((at for at in before if clauses.word(at) in _NAMING | _MEANWHILE), default=-1)
    verbs = [at for at in before if at > opener and _is_verb(clauses, at)]
    linked = any(clauses.word(at) in words("coordinator") | _MEANWHILE for at in stretch)
    fronted = bool(verbs) and verbs[0] == before.start and clauses.verb(verbs[0]) == "ing"
    reduced = bool(verbs) and not fronted and clauses.word(verbs[-1]) not in words("publishing")
    return reduced and clauses.verb(place[0]) in FINITE and not linked


def _is_inserted(clauses: Clauses, place: Phrase) -> bool:
    """ "In 2008, Ann said, the port was closed": who said so, inside what was said."""
    subject = clauses.phrase_from(place[1] + 1) if clauses.word(place[1]) == "," else None
    verb = clauses.verb(clauses.past_adverbs(subject[1])) if subject else ""
    return is_cue_word(clauses.word(place[1] - 1)) and verb in FINITE


def _has_another_subject(clauses: Clauses, end: int, place: Phrase) -> bool:
    """Whether the verb at a place follows "and" or "but" and a subject, and a clause before that: ", but Ann said"."""
    if clauses.verb(place[0]) not in FINITE:
        return False
    verb = clauses.group_start(place[0])
    link = next((at for at in range(verb - 1, end - 1, -1) if _ends_subject(clauses, at)), -1)
    subject = clauses.past_adverbs(link + 1)
    joined = clauses.word(link) in words("coordinator") | {"while"}
    same = subject == verb or clauses.word(subject) in words("subject_pronoun")
    return joined and not same and _ends_clause(clauses, link - (clauses.word(link - 1) == ","))


def _ends_clause(clauses: Clauses, end: int) -> bool:
    """Whether the stretch before a token, back to a mark or to "when", has a verb."""
    start = _segment(clauses, end)
    opener = next((at for at in range(end - 1, start - 1, -1) if clauses.word(at) in _MEANWHILE), start)
    return any(_is_verb(clauses, at) for at in range(opener, end))


def _ends_subject(clauses: Clauses, at: int) -> bool:
    """Whether no subject goes on to the left of a token."""
    finite = clauses.verb(at) in FINITE and _is_verb(clauses, at)
    return finite or clauses.word(at) in _EDGES or clauses.word(at) in words("coordinator") | {"while"}
