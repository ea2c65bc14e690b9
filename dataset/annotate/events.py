"""Events: who did what to whom, with PLOVER 2.0 types, in two layers.

A statement that is itself an act (a demand, a promise, a threat) gives an event of layer ``speech_act``. Words in the
text give ``reported`` events, but only where somebody who acts or is acted on stands in the clause: precision first.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from dataset.annotate.acts import Calendar
from dataset.annotate.document import Document
from dataset.annotate.names import Reference
from dataset.annotate.performed import is_somebody, performed, tells_only
from dataset.annotate.reported import WISHES, Finder, FoundEvent
from dataset.annotate.roles import Role, not_themselves
from dataset.annotate.spoken import Spoken
from dataset.spans import Span, SpanIndex

_WISHING = frozenset(("directive", "commissive"))
_WISHED = frozenset(("AGREE", "CONSULT", "THREATEN"))
_MUST = frozenset(("must", "has to", "have to"))
_SILENT = frozenset(("question", "attitude"))


def find_events(
    document: Document,
    spoken: Sequence[Spoken],
    acts: Sequence[str],
    references: Sequence[Reference],
    calendar: Calendar,
) -> list[FoundEvent]:
    """The events of an article in the order of their triggers; a cue that performs an event does not report it too."""
    reported = {e.trigger[0]: e for e in Finder(document, references, calendar).events()}
    said = [e for at, s in enumerate(spoken) if (e := performed(document, at, s, acts[at], references, calendar))]
    done = [e for e in said if not _is_deed(e, reported.get(e.trigger[0]))]
    told = (s.attribution for at, s in enumerate(spoken) if acts[at] in _SILENT or tells_only(document, s))
    silent = {a.cue_head[0] for a in told if a.cue_head} | {e.trigger[0] for e in done}
    wishing = {e.act_of for e in done if e.event_type in WISHES}
    wishes = [s for at, s in enumerate(spoken) if at in wishing or acts[at] in _WISHING]
    content = SpanIndex((*fragment, "") for s in wishes for fragment in s.attribution.fragments)
    rest = [
        e
        for e in reported.values()
        if e.trigger[0] not in silent and not (_says_again(document, e) and content.innermost(*e.trigger) is not None)
    ]
    completed = [_with_sides(e, reported.get(e.trigger[0]) or _content(document, e, spoken, reported)) for e in done]
    return sorted([*completed, *rest], key=lambda e: (e.trigger, e.layer, e.event_type))


def _is_deed(event: FoundEvent, reported: FoundEvent | None) -> bool:
    """Whether the clause of a cue has it as another act with two sides: "protested against the government"."""
    if reported is None or reported.event_type == event.event_type:
        return False
    return {"actor", "recipient"} <= {r.role for r in reported.roles}


def _says_again(document: Document, event: FoundEvent) -> bool:
    """Whether an event in the content of a demand, a promise or a threat is only what is demanded or promised."""
    return event.event_type in _WISHED or document.text[slice(*event.trigger)].lower() in _MUST


def _content(
    document: Document, event: FoundEvent, spoken: Sequence[Spoken], reported: Mapping[int, FoundEvent]
) -> FoundEvent | None:
    """The "must" in the content of the statement that performs an event, or what the speaker will do or not."""
    fragments = spoken[event.act_of].attribution.fragments if event.act_of is not None else ()
    inside = [e for e in reported.values() for start, end in fragments if start <= e.trigger[0] < end]
    must = (e for e in inside if document.text[slice(*e.trigger)].lower() in _MUST)
    told = next(must, None) or next((e for e in inside if e.event_type == event.event_type != "REQUEST"), None)
    return replace(told, roles=tuple(filter(is_somebody, told.roles))) if told else None


def _with_sides(event: FoundEvent, reported: FoundEvent | None) -> FoundEvent:
    """A performed event, with the mode and the sides from its clause where that tells more than the statement."""
    if reported is None or reported.event_type != event.event_type:
        return event
    roles: list[Role] = []
    for side in ("actor", "recipient"):
        told = [r for r in event.roles if r.role == side]
        others = {r.span for r in event.roles if r.role != side}
        seen = [r for r in reported.roles if r.role == side and r.span not in others]
        roles += seen if {r.span for r in told} <= {r.span for r in seen} else told
    return replace(event, event_mode=event.event_mode or reported.event_mode, roles=tuple(not_themselves(roles)))


def same_events(events: Sequence[FoundEvent]) -> list[int]:
    """For each event the first one that is the same: of one type and mode, with the same known people on both sides."""
    first: dict[tuple[object, ...], int] = {}
    return [first.setdefault(_identity(e) or (at,), at) for at, e in enumerate(events)]


def _identity(event: FoundEvent) -> tuple[object, ...] | None:
    sides = tuple(frozenset(r.identity for r in event.roles if r.role == side) for side in ("actor", "recipient"))
    known = any(sides) and None not in sides[0] | sides[1]
    return (event.layer, event.event_type, event.event_mode, event.negated, *sides) if known else None


def relation(document: Document, source: Span | None, target: Span | None) -> FoundEvent | None:
    """The event that two marked expressions are in together: what the engine finds when it is told of them alone."""
    marked = [Reference(*span, span[0], "name", "group", "marked") for span in (source, target) if span]
    finder = Finder(document, marked, Calendar(document, []))
    found = [candidate for sentence in finder.candidates() for candidate in sentence]
    return max(found, key=lambda c: (not c[1], _fit(c[0], source, target)), default=(None, False))[0]


def _fit(event: FoundEvent, source: Span | None, target: Span | None) -> tuple[int, int]:
    """How well an event fits a pair: each in its part, then either as any part; the outer (earlier) event first."""
    parts = {role: {r.span for r in event.roles if r.role == role} for role in ("actor", "recipient")}
    right = (source in parts["actor"]) + (target in parts["recipient"])
    either = sum(span in parts["actor"] | parts["recipient"] for span in (source, target))
    return 3 * (right == 2) + 2 * either + right, -event.trigger[0]
