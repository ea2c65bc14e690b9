"""Performed events: a statement that is itself an act (a demand, a promise, a threat), of layer ``speech_act``."""

from __future__ import annotations

from collections.abc import Sequence

from dataset.annotate.acts import Calendar
from dataset.annotate.attributions import cue_of
from dataset.annotate.clauses import Clauses
from dataset.annotate.contexts import contexts
from dataset.annotate.cues import Cue, cues
from dataset.annotate.demands import ACTORS, deontic, obliged
from dataset.annotate.document import Document
from dataset.annotate.names import Reference
from dataset.annotate.noun_phrases import FINITE
from dataset.annotate.realis import WOULD, YIELDING, cue_realis, is_future, is_negated, threatened
from dataset.annotate.reported import OBLIGING, FoundEvent, content_mode, find_hit, is_silence, threat_to
from dataset.annotate.roles import Role, cast, named, not_themselves
from dataset.annotate.sides import Sides
from dataset.annotate.spoken import Spoken
from dataset.annotate.vocabulary import pronouns, words
from dataset.spans import Span

_AGAINST = frozenset(("ACCUSE", "ASSAULT", "COERCE", "MOBILIZE", "PROTEST", "REJECT", "SANCTION", "THREATEN"))


def performed(
    document: Document, at: int, statement: Spoken, act: str, references: Sequence[Reference], calendar: Calendar
) -> FoundEvent | None:
    """The event that a statement is: what its cue says, else what its content asks or promises."""
    found, cue = statement.attribution, cue_of(statement.attribution)
    if found.negated or found.cue is None or found.cue_head is None or tells_only(document, statement):
        return None
    content = _content(document, statement)
    event_type, mode = (cue.event_type, cue.event_mode) if cue and cue.event_type else _by_content(content, cue, act)
    if event_type is None:
        return None
    threat = threat_to(content, 0) if event_type == "AGREE" else None
    event_type = "THREATEN" if threat else event_type
    wished = next((at + 1 for at, word in enumerate(content.lower) if word in OBLIGING or is_future(word)), 0)
    mode = threat or content_mode(content, event_type, wished) or mode
    trigger, date = _act_words(document, statement), calendar.near(found.cue)
    realis, denied = _realis(document, found.cue_head)
    return FoundEvent(
        trigger=trigger,
        layer="speech_act",
        event_type=event_type,
        event_mode=mode,
        realis=realis,
        negated=denied,
        roles=_sides(document, statement, references, neutral=cue is None or cue.event_type is None),
        contexts=contexts(document, trigger, mode),
        act_of=at,
        date=(date.start, date.end) if date and date.edtf and found.cue[0] >= document.dateline_end else None,
    )


def tells_only(document: Document, statement: Spoken) -> bool:
    """Whether what often is an act is none with this content: "warned that it may rain", "declined to comment", "agreed
    that it was late"."""
    cue, content = cue_of(statement.attribution), _content(document, statement)
    if _is_refused(document, statement):
        return True
    if cue is not None and cue.event_type == "THREATEN" and cue.speech_act == "assertion":
        to = content.word(0) in ("to", "not", "against")
        return not (to or _threatens(content) or words("retaliation") & set(content.lower))
    if cue is not None and cue.lemma == "agree":
        told = content.word(0) != "to" and any(verb in FINITE for verb in content.verbs)
        return told and words("future").isdisjoint(content.lower)
    return cue is not None and cue.event_type == "REJECT" and is_silence(content, 0)


def _is_refused(document: Document, statement: Spoken) -> bool:
    """ "refused to apologize": that is the refusal's, not said."""
    head = statement.attribution.cue_head or (0, 0)
    before = document.tokens_in(document.sentences[document.sentence_number(head[0])][0], head[0])[-2:]
    refusing = cues().get(before[0].lower) if [t.lower for t in before[1:]] == ["to"] else None
    return refusing is not None and refusing.event_type == "REJECT"


def _content(document: Document, statement: Spoken) -> Clauses:
    """What is said, its pieces as one sentence."""
    return Clauses([t for f in statement.attribution.fragments for t in document.tokens_in(*f)], {})


def _threatens(content: Clauses) -> bool:
    """ "If they come, we will attack": whether it is the speaker's own side that will."""
    will = _will(content)
    if will is None:
        return False
    own = content.word(will - 1) in words("subject_pronoun") or "'" in content.word(will)
    return own and _promised(content)[0] == "THREATEN"


def _will(content: Clauses) -> int | None:
    """The first word that says that something will or would be."""
    return next((at for at, word in enumerate(content.lower) if is_future(word) or word in WOULD), None)


def _realis(document: Document, head: Span) -> tuple[str, bool]:
    start, end, _ = document.sentences[document.sentence_number(head[0])]
    clauses = Clauses(document.tokens_in(start, end), {})
    return cue_realis(clauses, clauses.index_at(head[0]))


def _by_content(content: Clauses, cue: Cue | None, act: str) -> tuple[str | None, str | None]:
    """Type and mode of what is asked or promised behind a cue that is no event itself; None of what is only told."""
    if act == "directive":
        return "REQUEST", None
    if act == "commissive" and (cue is None or cue.speech_act == "assertion"):
        return _promised(content)
    return None, None


def _promised(content: Clauses) -> tuple[str, str | None]:
    """Type and mode of what the speaker will do or not: to hurt is THREATEN, not to do what neither hurts nor hinders
    REJECT."""
    will = _will(content)
    if will is None:
        return "AGREE", None
    verb = next((at for at in range(will + 1, len(content.lower)) if not content.is_adverb(at)), will)
    hit = find_hit(content, verb)
    force = threatened(hit.trigger) if hit else None
    if not is_negated(content.lower[will:verb]):
        return ("THREATEN", force) if force else ("AGREE", None)
    kind = hit.trigger.event_type if hit else ""
    spared = force or kind in _AGAINST or content.lower[verb] in words("hindering")
    return ("AGREE", None) if spared else ("REJECT", YIELDING.get(kind))


def _act_words(document: Document, statement: Spoken) -> Span:
    """The head word of the cue; where the cue is a dash, the words of the content that make it the act."""
    head = statement.attribution.cue_head or statement.attribution.fragments[0]
    if document.text[head[0]].isalnum():
        return head
    content = statement.attribution.fragments[0]
    return deontic(document, content) or deontic(document, content, words("future")) or head


def _sides(document: Document, statement: Spoken, references: Sequence[Reference], neutral: bool) -> tuple[Role, ...]:
    """Who acts is who speaks; who is acted on is who must do it, after a neutral cue, else who is addressed."""
    asked = obliged(document, statement.attribution.fragments[0], references) if neutral else None
    found = cast(asked[0], Sides((), asked[1]), len(asked[0].tokens)) if asked else []
    addressed = list(filter(is_somebody, found))
    addressed = addressed or [named("recipient", r) for r in statement.addressees if r.type in ACTORS]
    return tuple(not_themselves([*(named("actor", r) for r in statement.speakers), *addressed]))


def is_somebody(role: Role) -> bool:
    """Whether who must is told: no "you" of whom nothing is known."""
    known = role.reference
    if known is None:
        return role.words not in pronouns()
    return known.type in ACTORS and (known.form != "pronoun" or known.entity_id is not None)
