"""Events: who did what to whom, from the words of ``lexicon/events.csv``, with PLOVER 2.0 types.

A statement that is itself an act (a demand, a promise, a threat) gives an event of layer ``speech_act``. Words in the
text give ``reported`` events, but only where a known actor or recipient stands in the clause: precision comes first.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from dataset.annotate.acts import NEARBY, Calendar, cue_of
from dataset.annotate.document import Document
from dataset.annotate.gazetteer import entry
from dataset.annotate.morphology import verb_forms
from dataset.annotate.names import Reference
from dataset.annotate.speakers import Spoken
from dataset.annotate.tokens import Token
from dataset.annotate.vocabulary import words
from dataset.lexicon import rows
from dataset.spans import Span, SpanIndex

REPEAT = 6  # tokens in which a noun repeats its verb
REACH = 12  # tokens that a participant may stand from the trigger
_SOFT = frozenset(("CONSULT", "SUPPORT", "COOPERATE", "AID"))
_ACTS = frozenset(("directive", "commissive"))
_ACTORS = frozenset(("person", "organization", "country", "group"))


@dataclass(frozen=True, slots=True)
class Trigger:
    """A word or phrase that evokes an event; see ``lexicon/README.md``."""

    event_type: str
    event_mode: str | None
    frame: str
    prepositions: frozenset[str]
    kind: str


@dataclass(frozen=True, slots=True)
class Role:
    """A participant: the reference, and the part that it plays."""

    role: str
    reference: Reference


@dataclass(frozen=True, slots=True)
class FoundEvent:
    """An event as the text has it. ``act_of`` is the index of the statement that performs it."""

    trigger: Span
    layer: str
    event_type: str
    event_mode: str | None
    realis: str
    negated: bool
    roles: tuple[Role, ...]
    contexts: tuple[str, ...]
    act_of: int | None = None
    date: Span | None = None
    date_edtf: str | None = None
    date_basis: str = "none"


def find_events(
    document: Document,
    spoken: Sequence[Spoken],
    acts: Sequence[str],
    references: Sequence[Reference],
    calendar: Calendar,
) -> list[FoundEvent]:
    """The events of an article in the order of their triggers."""
    performed = [e for at, s in enumerate(spoken) if (e := _performed(document, at, s, acts[at], references, calendar))]
    cue_words = {s.attribution.cue_head for s in spoken}
    finder = _Finder(document, references, calendar, _directive_index(spoken, acts))
    reported = [e for e in finder.all() if e.trigger not in cue_words]
    return sorted([*performed, *reported], key=lambda e: (e.trigger, e.layer, e.event_type))


def same_events(events: Sequence[FoundEvent]) -> list[int]:
    """For each event the first one that is the same: of one type and mode, with the same known people on both sides."""
    first: dict[tuple[object, ...], int] = {}
    return [first.setdefault(_identity(e) or (at,), at) for at, e in enumerate(events)]


def _identity(event: FoundEvent) -> tuple[object, ...] | None:
    sides = tuple(
        frozenset(r.reference.entity_id for r in event.roles if r.role == side) for side in ("actor", "recipient")
    )
    known = any(sides) and None not in sides[0] | sides[1]
    return (event.layer, event.event_type, event.event_mode, event.negated, *sides) if known else None


def _directive_index(spoken: Sequence[Spoken], acts: Sequence[str]) -> SpanIndex:
    spans = [(s, e, acts[i]) for i, x in enumerate(spoken) if acts[i] in _ACTS for s, e in x.attribution.fragments]
    return SpanIndex(spans)


def _performed(
    document: Document, at: int, statement: Spoken, act: str, references: Sequence[Reference], calendar: Calendar
) -> FoundEvent | None:
    """The event that a statement is: what its cue says, or REQUEST for a demand with a neutral cue."""
    found, cue = statement.attribution, cue_of(statement.attribution)
    event_type = (cue.event_type if cue else None) or ("REQUEST" if act == "directive" else None)
    if event_type is None or found.negated or found.cue is None or found.cue_head is None:
        return None
    asks_to_meet = event_type == "REQUEST" and _asks_to_meet(document, statement)
    trigger, date = _act_words(document, statement), calendar.near(found.cue)
    return FoundEvent(
        trigger=trigger,
        layer="speech_act",
        event_type=event_type,
        event_mode="meet" if asks_to_meet else (cue.event_mode if cue else None),
        realis="actual",
        negated=False,
        roles=_sides(document, statement, references, neutral=cue is None or cue.event_type is None),
        contexts=_contexts(document, trigger),
        act_of=at,
        date=(date.start, date.end) if date and date.edtf and found.cue[0] >= document.dateline_end else None,
    )


def _act_words(document: Document, statement: Spoken) -> Span:
    """The head word of the cue; where the cue is a dash, the words of the content that make it the act."""
    head = statement.attribution.cue_head or statement.attribution.fragments[0]
    if document.text[head[0]].isalnum():
        return head
    return _deontic(document, statement.attribution.fragments[0]) or head


def _sides(document: Document, statement: Spoken, references: Sequence[Reference], neutral: bool) -> tuple[Role, ...]:
    """Who acts is who speaks; who is acted on is who must do it, after a neutral cue, else who is addressed."""
    bound = _subject_of_must(document, statement, references) if neutral else []
    addressed = bound or [r for r in statement.addressees if r.type in _ACTORS]
    return tuple([Role("actor", r) for r in statement.speakers] + [Role("recipient", r) for r in addressed])


def _deontic(document: Document, content: Span) -> Span | None:
    tokens = document.tokens_in(*content)
    at = next((i for i, t in enumerate(tokens[:-1]) if t.lower == "must"), None)
    return None if at is None else (tokens[at].start, tokens[at + 1].end)


def _subject_of_must(document: Document, statement: Spoken, references: Sequence[Reference]) -> list[Reference]:
    """Who must: the nearest known actor in front of the first "must" of the demand, in its sentence."""
    must = _deontic(document, statement.attribution.fragments[0])
    if must is None:
        return []
    start = document.sentences[document.sentence_number(must[0])][0]
    first, last = (bisect_left(references, place, key=lambda r: r.start) for place in (start, must[0]))
    inside = [r for r in references[first:last] if r.end <= must[0] and r.type in _ACTORS and r.form != "demonym"]
    return [max(inside, key=lambda r: (r.end, -r.start))] if inside else []


def _asks_to_meet(document: Document, statement: Spoken) -> bool:
    start, end = statement.attribution.fragments[0]
    tokens = document.tokens_in(start, end)
    return any((hit := _trigger(tokens, i)) and hit[0].event_type == "CONSULT" for i in range(min(len(tokens), 8)))


class _Finder:
    def __init__(
        self, document: Document, references: Sequence[Reference], calendar: Calendar, acts: SpanIndex
    ) -> None:
        self.document = document
        self.calendar = calendar
        self.acts = acts
        outer = SpanIndex((r.start, r.end, "") for r in references if r.form != "demonym")
        self.by_start = {
            r.start: r
            for r in references
            if r.type != "other" and len(list(outer.holding(r.start, r.end))) == (r.form != "demonym")
        }

    def all(self) -> Iterator[FoundEvent]:
        for start, end, _ in self.document.sentences:
            if start >= self.document.dateline_end or end <= self.document.article.body_char_start:
                yield from self._sentence(self.document.tokens_in(start, end))

    def _sentence(self, tokens: Sequence[Token]) -> Iterator[FoundEvent]:
        """From left to right; a noun right behind a verb of its type says the same once more ("host talks")."""
        at, previous = 0, (-REPEAT, "")
        while at < len(tokens):
            hit = _trigger(tokens, at)
            again = hit is not None and hit[0].kind == "noun" and hit[0].event_type == previous[1]
            repeats = again and at - previous[0] < REPEAT
            event = self._event(tokens, at, hit) if hit and not repeats else None
            if event and hit:
                yield event
                previous = (at, hit[0].event_type)
            at = hit[1] if hit and event else at + 1

    def _event(self, tokens: Sequence[Token], at: int, hit: tuple[Trigger, int]) -> FoundEvent | None:
        trigger, end = hit
        before = [t.lower for t in tokens[max(0, at - 6) : at]]
        parts = self._roles(tokens, at, end, trigger)
        if not any(p.role in ("actor", "recipient") for p in parts):
            return None
        realis = _realis(before)
        event_type, mode, realis = _as_promised(trigger, realis, before)
        span = (tokens[at].start, tokens[end - 1].end)
        if event_type in ("AGREE", "REQUEST", "CONSULT") and self.acts.innermost(*span):
            return None
        date = self.calendar.near(span)
        return FoundEvent(
            span,
            "reported",
            event_type,
            mode,
            realis,
            _is_negated(before),
            tuple(parts),
            _contexts(self.document, span),
            date=(date.start, date.end) if date else None,
            date_edtf=date.edtf if date else None,
            date_basis=date.basis if date else "none",
        )

    def _roles(self, tokens: Sequence[Token], at: int, end: int, trigger: Trigger) -> list[Role]:
        before = self._nearest(tokens, at - 1)
        after = self._after(tokens, end)
        passive = trigger.kind == "past" and any(t.lower in words("be") for t in tokens[max(0, at - 3) : at])
        agent = self._governed(tokens, end, frozenset(("by",)))
        recipient = self._governed(tokens, end, trigger.prepositions) if trigger.prepositions else None
        place = self._governed(tokens, end, frozenset(("in",)))
        if passive or trigger.frame == "noun":
            parts = [("actor", agent), ("recipient", before[:1] if passive else recipient)]
        elif trigger.frame == "reciprocal":
            parts = [("actor", [*before, *(recipient or ([] if trigger.prepositions else after))])]
        elif trigger.frame == "host":
            parts = [("recipient", before), ("actor", after)]
        elif trigger.frame == "transitive":
            parts = [("actor", before), ("recipient", after or recipient)]
        else:
            parts = [("actor", before), ("recipient", recipient)]
        found = [Role(role, r) for role, refs in parts for r in refs or []]
        taken = {p.reference.start for p in found}
        return found + [Role("place", r) for r in place or [] if _is_place(r) and r.start not in taken]

    def _nearest(self, tokens: Sequence[Token], at: int) -> list[Reference]:
        """The actor before a trigger, with those that "and" joins to it, within the clause."""
        for i in range(at, max(at - REACH, -1), -1):
            reference = self.by_start.get(tokens[i].start)
            if reference and reference.type in _ACTORS:
                joined = self._joined_before(tokens, i, reference)
                return [*joined, reference]
            if tokens[i].text in (";", ":", "—") or tokens[i].lower in ("that", "which"):
                break
        return []

    def _joined_before(self, tokens: Sequence[Token], at: int, reference: Reference) -> list[Reference]:
        phrase = bisect_left(tokens, reference.phrase_start, key=lambda t: t.start)
        link = phrase - 1 - (phrase > 0 and tokens[phrase - 1].lower in words("determiner"))
        if link < 1 or tokens[link].lower != "and":
            return []
        for i in range(link - 1, max(link - 4, -1), -1):
            other = self.by_start.get(tokens[i].start)
            if other and other.type == reference.type:
                return [other]
        return []

    def _after(self, tokens: Sequence[Token], end: int) -> list[Reference]:
        """The object right after a trigger: determiners, roles and adjectives may stand between."""
        for i in range(end, min(end + 6, len(tokens))):
            reference = self.by_start.get(tokens[i].start)
            if reference and reference.type in _ACTORS:
                return [reference, *self._joined_after(tokens, reference, i)]
            if not tokens[i].text[0].isalnum() or tokens[i].lower in words("preposition") | words("subordinator") | {
                "that"
            }:
                break
        return []

    def _joined_after(self, tokens: Sequence[Token], reference: Reference, at: int) -> list[Reference]:
        after = next((i for i in range(at, len(tokens)) if tokens[i].start >= reference.end), len(tokens))
        if after >= len(tokens) or tokens[after].lower not in ("and", "or"):
            return []
        for i in range(after + 1, min(after + 4, len(tokens))):
            other = self.by_start.get(tokens[i].start)
            if other and other.type in _ACTORS | {"place"}:
                return [other]
        return []

    def _governed(self, tokens: Sequence[Token], end: int, prepositions: frozenset[str]) -> list[Reference]:
        """What hangs on one of the prepositions behind a trigger, in the clause."""
        for i in range(end, min(end + REACH, len(tokens))):
            if tokens[i].text in (",", ";", ".", ":", '"', "”"):
                break
            if tokens[i].lower in prepositions:
                for j in range(i + 1, min(i + 5, len(tokens))):
                    reference = self.by_start.get(tokens[j].start)
                    if reference:
                        return [reference, *self._joined_after(tokens, reference, j)]
                    if tokens[j].lower in words("preposition"):
                        break
        return []


def _is_place(reference: Reference) -> bool:
    return reference.type in ("country", "place") and reference.form != "demonym"


def _as_promised(trigger: Trigger, realis: str, before: Sequence[str]) -> tuple[str, str | None, str]:
    """PLOVER: a future CONSULT, SUPPORT, COOPERATE or AID is AGREE, which is actual; a future RETREAT is CONCEDE."""
    if trigger.event_type in _SOFT and (realis == "future" or any(w in words("willing") for w in before)):
        return "AGREE", None, "actual"
    if realis == "future" and trigger.event_type == "RETREAT":
        return "CONCEDE", None, "actual"
    return trigger.event_type, trigger.event_mode, realis


def _realis(before: Sequence[str]) -> str:
    if any(w in words("future") for w in before):
        return "future"
    possible = any(w in words("possible") for w in before) or (bool(before) and before[-1] == "to")
    return "hypothetical" if possible else "actual"


def _is_negated(before: Sequence[str]) -> bool:
    return any(w in words("negation") or w.endswith(("n't", "n’t")) for w in before[-4:])


@lru_cache
def _triggers() -> tuple[dict[str, list[Trigger]], int]:
    """Form -> its readings, as a verb or as a noun, and the most words a form has."""
    found: dict[str, list[Trigger]] = {}
    longest = 1
    for row in rows("events"):
        irregular = tuple(filter(None, row["irregular"].split("|")))
        forms = verb_forms(row["trigger"], irregular) if row["pos"] == "verb" else {row["trigger"]: "noun"}
        for form, kind in forms.items():
            prepositions = frozenset(filter(None, row["prepositions"].split("|")))
            longest = max(longest, len(form.split()))
            trigger = Trigger(row["event_type"], row["event_mode"] or None, row["frame"], prepositions, kind)
            found.setdefault(form, []).append(trigger)
    return found, longest


def _trigger(tokens: Sequence[Token], at: int) -> tuple[Trigger, int] | None:
    """The longest trigger that begins at the token, in the reading that the words before it allow."""
    known, longest = _triggers()
    for length in range(min(longest, len(tokens) - at), 0, -1):
        readings = known.get(" ".join(t.lower for t in tokens[at : at + length]), [])
        hit = next((r for r in readings if _can_be(r, tokens, at)), None)
        if hit and (tokens[at].text.islower() or at == 0):
            return hit, at + length
    return None


def _can_be(trigger: Trigger, tokens: Sequence[Token], at: int) -> bool:
    """A base form needs its auxiliary, "to" or a plural pronoun; a form that is a noun too needs a name before it."""
    before = [t.lower for t in tokens[max(0, at - 2) : at]]
    last = before[-1] if before else ""
    if trigger.kind == "noun":
        return last not in words("modal") | {"to", "not"}
    if trigger.kind == "s" and tokens[at].lower in words("noun_or_verb"):
        return at > 0 and tokens[at - 1].text[0].isupper()
    verbal = words("modal") | words("negation") | {"to", "did", "do", "does", "they", "we", "you", "i"}
    return trigger.kind != "base" or last in verbal or (last.endswith("ly") and before[0] in verbal)


@lru_cache
def _keywords() -> dict[str, list[tuple[str, str]]]:
    """First word of a keyword -> (keyword, context)."""
    found: dict[str, list[tuple[str, str]]] = {}
    for row in rows("contexts"):
        found.setdefault(row["keyword"].split()[0], []).append((row["keyword"], row["context"]))
    return found


def _contexts(document: Document, place: Span) -> tuple[str, ...]:
    """The PLOVER contexts that the words of the sentence show."""
    start, end, _ = document.sentences[document.sentence_number(place[0])]
    tokens = [t.lower for t in document.tokens_in(max(start, place[0] - NEARBY), min(end, place[1] + NEARBY))]
    text = " ".join(tokens)
    found = {c for t in set(tokens) for keyword, c in _keywords().get(t, []) if f" {keyword} " in f" {text} "}
    return tuple(sorted(found))


def plover_actor(reference: Reference) -> str | None:
    """PLOVER's actor code: the country's, or the organization's own."""
    known = entry(reference.entity_id) if reference.entity_id else None
    return (known.plover_actor if known else None) or reference.country


def sector(reference: Reference, offices: Mapping[str, str]) -> str | None:
    """PLOVER's sector: the organization's, or that of an office that the person has in the article."""
    known = entry(reference.entity_id) if reference.entity_id else None
    ministry = reference.type == "organization" and "ministry" in (reference.name or "").lower()
    own = known.sector if known else None
    return own or offices.get(reference.entity_id or "") or ("GOV" if ministry else None)
