"""Performed events: a statement that is itself an act (a demand, a promise, a threat), of layer ``speech_act``."""

from __future__ import annotations

from collections.abc import Sequence

from dataset.annotate.acts import Calendar
from dataset.annotate.attributions import cue_of
from dataset.annotate.clauses import Clauses
from dataset.annotate.contexts import contexts
from dataset.annotate.demands import ACTORS, bound, deontic
from dataset.annotate.document import Document
from dataset.annotate.names import Reference
from dataset.annotate.reported import FoundEvent, content_mode, threat_to
from dataset.annotate.roles import Role, named
from dataset.annotate.spoken import Spoken
from dataset.annotate.vocabulary import words
from dataset.spans import Span


def performed(
    document: Document, at: int, statement: Spoken, act: str, references: Sequence[Reference], calendar: Calendar
) -> FoundEvent | None:
    """The event that a statement is: what its cue says, else REQUEST for a demand and AGREE for a promise."""
    found, cue = statement.attribution, cue_of(statement.attribution)
    promised = act == "commissive" and (cue is None or cue.speech_act == "assertion")
    by_content = "REQUEST" if act == "directive" else "AGREE" if promised else None
    event_type = (cue.event_type if cue else None) or by_content
    if event_type is None or found.negated or found.cue is None or found.cue_head is None:
        return None
    content = Clauses(document.tokens_in(*found.fragments[0]), {})
    threat = threat_to(content, 0) if event_type == "AGREE" else None
    event_type = "THREATEN" if threat else event_type
    mode = threat or content_mode(content, event_type, 0) or (cue.event_mode if cue else None)
    trigger, date = _act_words(document, statement), calendar.near(found.cue)
    return FoundEvent(
        trigger=trigger,
        layer="speech_act",
        event_type=event_type,
        event_mode=mode,
        realis="actual",
        negated=False,
        roles=_sides(document, statement, references, neutral=cue is None or cue.event_type is None),
        contexts=contexts(document, trigger, mode),
        act_of=at,
        date=(date.start, date.end) if date and date.edtf and found.cue[0] >= document.dateline_end else None,
    )


def _act_words(document: Document, statement: Spoken) -> Span:
    """The head word of the cue; where the cue is a dash, the words of the content that make it the act."""
    head = statement.attribution.cue_head or statement.attribution.fragments[0]
    if document.text[head[0]].isalnum():
        return head
    content = statement.attribution.fragments[0]
    return deontic(document, content) or deontic(document, content, words("future")) or head


def _sides(document: Document, statement: Spoken, references: Sequence[Reference], neutral: bool) -> tuple[Role, ...]:
    """Who acts is who speaks; who is acted on is who must do it, after a neutral cue, else who is addressed."""
    obliged = bound(document, statement.attribution.fragments[0], references) if neutral else []
    addressed = obliged or [r for r in statement.addressees if r.type in ACTORS]
    return tuple([named("actor", r) for r in statement.speakers] + [named("recipient", r) for r in addressed])
