"""Reported events: what the words of a text report to have happened, by ``lexicon/events.csv`` and the clause."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from dataset.annotate.actors import sector, sector_of_words
from dataset.annotate.acts import Calendar
from dataset.annotate.clauses import Clauses
from dataset.annotate.contexts import contexts
from dataset.annotate.document import Document
from dataset.annotate.force import is_contest, is_verbal
from dataset.annotate.heads import has_class, is_party, is_several
from dataset.annotate.names import Reference
from dataset.annotate.noun_phrases import FINITE, Phrase
from dataset.annotate.realis import YIELDING, Hit, Judgement, judge, threatened
from dataset.annotate.roles import Role, cast
from dataset.annotate.sides import sides_of
from dataset.annotate.triggers import ANYTHING, Trigger, object_classes, parted_at, triggers_at
from dataset.annotate.vocabulary import words
from dataset.spans import Span, SpanIndex

WISHES = frozenset(("REQUEST", "AGREE", "REJECT", "THREATEN"))
_WISHED = frozenset(("CONSULT", "SUPPORT", "COOPERATE", "AID", "RETREAT", "CONCEDE", "AGREE"))
_TWO_SIDED = frozenset(("COOPERATE", "AID", "SANCTION"))
_DEEDS = ("RETREAT", "SUPPORT")  # which a verb before "that" only tells of
_FORCE = ("ASSAULT",)  # which needs no second side
_PLACED = ("ASSAULT", "PROTEST")  # which a noun and a place may tell without anybody
OBLIGING = ("must", "should", "ought")
_SAID = (
    "agreement",
    "approval",
    "criticism",
    "demand",
    "entreaty",
    "invitation",
    "plea",
    "pledge",
    "proposal",
    "request",
)
_DONE = ("concession", "drill", "inquiry", "lawsuit", "order", "penalty", "protest", "restriction", "talks", "violence")
_ACTS = frozenset((*_SAID, *_DONE, "hungerstrike", "remorse", "threat", "tirade", "truce", "understanding"))
"""Classes of nouns that name what is done."""
_CIVILIANS = frozenset(("civilian",))
_WITH = frozenset(("with",))
_DRILLS = frozenset(("drill",))
_TOGETHER = frozenset(("together", "jointly"))
_ASKING = ("ask", "asks", "asked", "asking")
_CONTENT = 40  # tokens of what is asked, offered, refused or threatened


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


class Finder:
    """Finds the events of an article's sentences."""

    def __init__(self, document: Document, references: Sequence[Reference], calendar: Calendar) -> None:
        self.document = document
        self.calendar = calendar
        outer = SpanIndex((r.start, r.end, "") for r in references if r.form != "demonym")
        self.by_start = {
            r.start: r for r in references if len(list(outer.holding(r.start, r.end))) == (r.form != "demonym")
        }

    def events(self) -> Iterator[FoundEvent]:
        """Every event with somebody in it; what is only asked, offered or refused is none of its own."""
        for candidates in self.candidates():
            yield from (event for event, thought in candidates if not thought)

    def candidates(self) -> Iterator[list[tuple[FoundEvent, bool]]]:
        """By sentence all triggers, and whether each is only thought of or half; the dateline is no sentence here."""
        for start, end, _ in self.document.sentences:
            if start >= self.document.dateline_end or end <= self.document.article.body_char_start:
                yield list(self._sentence(Clauses(self.document.tokens_in(start, end), self.by_start)))

    def _sentence(self, clauses: Clauses) -> Iterator[tuple[FoundEvent, bool]]:
        wished = 0
        seen: set[tuple[str, frozenset[Span]]] = set()
        for hit in _hits(clauses):
            event = self._event(clauses, hit)
            inside = hit.at < wished and event.event_type in _WISHED
            aside = inside or _is_thought(clauses, hit) or _is_misfortune(clauses, event)
            aside = aside or _is_means(clauses, hit) or not _is_whole(clauses, event, hit)
            aside = aside or is_contest(clauses, hit, event.roles)
            yield event, aside or (clauses.verb(hit.at) in ("", "ing") and _identity(event) in seen)
            seen |= set() if aside else {_identity(event)}
            if event.event_type in WISHES:
                wished = max(wished, _content_end(clauses, hit.end))

    def _event(self, clauses: Clauses, hit: Hit) -> FoundEvent:
        hit = _with_partner(clauses, hit)
        roles = tuple(cast(clauses, hit.sides, hit.end))
        judged = _as_words(clauses, hit, roles, _as_civil(clauses, hit, _as_threat(clauses, hit, judge(clauses, hit))))
        mode = content_mode(clauses, judged.event_type, hit.end) or judged.event_mode
        span = _trigger_span(clauses, hit)
        date = self.calendar.near(span)
        return FoundEvent(
            span,
            "reported",
            judged.event_type,
            mode,
            judged.realis,
            judged.negated,
            roles,
            contexts(self.document, span, mode),
            date=(date.start, date.end) if date else None,
            date_edtf=date.edtf if date else None,
            date_basis=date.basis if date else "none",
        )


def _hits(clauses: Clauses) -> Iterator[Hit]:
    """The triggers of a sentence, but for those in the object of another: "the sanctions were lifted" lifts them."""
    found: list[Hit] = []
    spent: set[int] = set()
    at = 0
    while at < len(clauses.lower):
        hit = find_hit(clauses, at) if at not in spent else None
        if hit:
            found.append(hit)
            spent |= set(range(*hit.sides.thing)) if hit.sides.thing else set()
        at = hit.end if hit else at + 1
    return (hit for hit in found if hit.at not in spent)


def _trigger_span(clauses: Clauses, hit: Hit) -> Span:
    """The trigger's words; with a light verb the noun that names the act: "criticism" of "drew criticism"."""
    thing = hit.sides.thing
    light = clauses.lower[hit.at] in words("light_verb") | words("inverse_light_verb") and hit.end == hit.at + 1
    if thing is None or not light or not has_class(clauses, thing, hit.trigger.objects & _ACTS):
        return clauses.tokens[hit.at].start, clauses.tokens[hit.end - 1].end
    return clauses.tokens[thing[1] - 1].start, clauses.tokens[thing[1] - 1].end


def _as_threat(clauses: Clauses, hit: Hit, judged: Judgement) -> Judgement:
    threat = threat_to(clauses, hit.end) if judged.event_type == "AGREE" else None
    return replace(judged, event_type="THREATEN", event_mode=threat) if threat else judged


def _as_words(clauses: Clauses, hit: Hit, roles: Sequence[Role], judged: Judgement) -> Judgement:
    """What politicians attack each other with."""
    if judged.event_type != "ASSAULT" or not is_verbal(clauses, hit, roles):
        return judged
    return replace(judged, event_type="ACCUSE", event_mode="disapprove")


def _as_civil(clauses: Clauses, hit: Hit, judged: Judgement) -> Judgement:
    """The siege or occupation of students is a protest, and countries exercise and patrol together."""
    told = clauses.lower[hit.at]
    if judged.event_type in ("ASSAULT", "COERCE") and told in words("obstructing"):
        civil = bool(hit.sides.actors) and all(has_class(clauses, actor, _CIVILIANS) for actor in hit.sides.actors)
        return replace(judged, event_type="PROTEST", event_mode="obstruct") if civil else judged
    shared = _is_drill(clauses, hit) or not _TOGETHER.isdisjoint(clauses.lower)
    together = judged.event_type == "MOBILIZE" and len(hit.sides.actors) > 1 and shared
    return replace(judged, event_type="COOPERATE", event_mode=None) if together else judged


def _is_drill(clauses: Clauses, hit: Hit) -> bool:
    named = object_classes(" ".join(clauses.lower[hit.at : hit.end]))
    return hit.trigger.event_type == "MOBILIZE" and bool((hit.trigger.objects or named) & _DRILLS)


def _with_partner(clauses: Clauses, hit: Hit) -> Hit:
    """ "held exercises with Peru": who exercises together."""
    sides = hit.sides
    partner = clauses.governed(sides.thing[1] if sides.thing else hit.end, _WITH) if _is_drill(clauses, hit) else None
    joined = partner is not None and is_party(clauses, partner)
    return replace(hit, sides=replace(sides, actors=(*sides.actors, partner))) if partner and joined else hit


def threat_to(clauses: Clauses, to: int) -> str | None:
    """The mode of the threat that a promise to hurt is: "to attack"."""
    content = find_hit(clauses, to + 1) if clauses.word(to) == "to" and clauses.verb(to + 1) else None
    return threatened(content.trigger) if content else None


def find_hit(clauses: Clauses, at: int) -> Hit | None:
    """The longest trigger that begins at a token, in the first reading that the clause allows."""
    if clauses.named[at] is not None or not clauses.is_plain(at):
        return None
    for readings, end in _readings(clauses, at):
        named = any(trigger.kind == "noun" for trigger in readings)
        for trigger in readings if named else (_as_noun(clauses, t, at, end) for t in readings):
            if not trigger.event_type:
                return None
            if (
                _is_of_kind(clauses, trigger, at)
                and not _tells(clauses, trigger, at, end)
                and (sides := sides_of(clauses, trigger, at, end))
            ):
                return Hit(trigger, sides, at, end)
    return None


def _readings(clauses: Clauses, at: int) -> Iterator[tuple[tuple[Trigger, ...], int]]:
    """The triggers at a token: whole phrases, phrases around their object ("put X on notice"), single words."""
    whole = triggers_at(clauses.lower, at)
    yield from (hit for hit in whole if hit[1] > at + 1)
    thing = clauses.object(at + 1) if clauses.verb(at) and not clauses.is_passive(at) else None
    if thing:
        for end in _ends_of(clauses, thing):
            yield from ((readings, at + 1) for readings in parted_at(clauses.lower, at, clauses.past_times(end)))
    yield from (hit for hit in whole if hit[1] == at + 1)


def _ends_of(clauses: Clauses, phrase: Phrase) -> Iterator[int]:
    """Where a phrase ends, with what "and" joins to it, and with what hangs on it by "of"."""
    end = clauses.objects(phrase)[-1][1]
    yield end
    if clauses.word(end) == "of" and (inner := clauses.phrase_from(end + 1)):
        yield inner[1]


def _as_noun(clauses: Clauses, trigger: Trigger, at: int, end: int) -> Trigger:
    """ "the outlawing of the party", "the lifting of sanctions on": a verb's -ing that is a noun."""
    if trigger.kind != "ing" or clauses.verb(at) or clauses.word(end) not in ("of", "by"):
        return trigger
    if trigger.frame == "transitive":
        return replace(trigger, kind="noun", frame="suffered", prepositions=frozenset(("of",)))
    return replace(trigger, kind="noun", frame="noun") if trigger.objects - ANYTHING else trigger


def _is_of_kind(clauses: Clauses, trigger: Trigger, at: int) -> bool:
    """Whether a verb stands where one must, or a participle that is an adjective, "committed to"."""
    form = clauses.verb(at)
    return trigger.is_verb == bool(form) or (trigger.kind == "adjective" and form == "past")


def _tells(clauses: Clauses, trigger: Trigger, at: int, end: int) -> bool:
    """ "admits that", "recognize that": words, where the verb with an object would be a deed; "declined to comment"."""
    silent = trigger.event_type == "REJECT" and (is_silence(clauses, end) or _counts_none(clauses, end))
    if " ".join(clauses.lower[at:end]) in words("telling") and not _tells_to(clauses, end):
        return True
    silent = silent or (trigger.event_type == "REQUEST" and _asks(clauses, end))
    return trigger.is_verb and (silent or (trigger.event_type in _DEEDS and clauses.word(end) == "that"))


def _counts_none(clauses: Clauses, at: int) -> bool:
    """ "said no decision had been made" says no to nobody."""
    return clauses.word(at - 1) == "no" and clauses.in_phrase(at)


def _asks(clauses: Clauses, end: int) -> bool:
    """ "asked him about it", "ask whether": a question, where "asked him to leave" is a request."""
    thing = clauses.object(end)
    link = clauses.word(thing[1] if thing else end)
    return clauses.word(end - 1) in _ASKING and (link in words("wh") | {"about", "if", "whether"})


def _tells_to(clauses: Clauses, end: int) -> bool:
    """ "told the rebels to leave", "was pressed by Chile to leave", "turned to Chile for help": what is to be done."""
    for at in range(end, _content_end(clauses, end)):
        if clauses.word(at) == "to" and clauses.verb(at + 1) in ("base", "past"):
            return True
        if clauses.verb(at) in FINITE or clauses.word(at) in words("subordinator") | words("wh") | {"that", '"', "“"}:
            return False
        if clauses.word(at) == "for" and clauses.word(end - 1) == "to":
            return True
    return False


def is_silence(clauses: Clauses, at: int) -> bool:
    """Whether nothing but words is refused: "to comment", "to be named"."""
    said = clauses.word(at + 1 + (clauses.word(at + 1) == "be"))
    return clauses.word(at) == "to" and said in words("commenting")


def _identity(event: FoundEvent) -> tuple[str, frozenset[Span]]:
    """What a noun or a participle behind a verb of its type says once more: "stormed the camp, killing three"."""
    return event.event_type, frozenset(r.span for r in event.roles if r.role == "actor")


def _is_thought(clauses: Clauses, hit: Hit) -> bool:
    """What must be, and an infinitive that no verb says to be begun, planned or tried: "a decision to attack"."""
    start = clauses.group_start(hit.at)
    if not hit.trigger.is_verb or hit.trigger.kind == "modal":
        return False
    if any(word in OBLIGING for word in clauses.lower[start : hit.at]):
        return True
    governing = clauses.word(start - 2)
    begun = governing in words("expected") or (clauses.verb(start - 2) and governing in words("implicative"))
    return clauses.word(start - 1) == "to" and not begun


def _is_means(clauses: Clauses, hit: Hit) -> bool:
    """ "were killed by shelling": how it was done, by nobody whom the clause names."""
    return clauses.verb(hit.at) == "ing" and clauses.word(hit.at - 1) == "by" and clauses.is_passive(hit.at - 2)


def _is_misfortune(clauses: Clauses, event: FoundEvent) -> bool:
    """ "killed in a crash", "the storm hit Lima": force that nobody uses, beside an accident or a force of nature."""
    nobody = all(role.role != "actor" for role in event.roles)
    return event.event_type == "ASSAULT" and nobody and not words("misfortune").isdisjoint(clauses.lower)


def _is_whole(clauses: Clauses, event: FoundEvent, hit: Hit) -> bool:
    """Whether it has somebody; PLOVER asks for both sides of what is given, exchanged or cut off.

    Nobody meets or fights alone, an interview is no meeting, and a mood is aimed at somebody. An act of force may be
    known by its place alone.
    """
    sides = [r.role for r in event.roles if r.role in ("actor", "recipient")]
    trigger = hit.trigger
    exchange = trigger.is_verb and trigger.frame == "reciprocal" and not trigger.objects
    if exchange and trigger.event_type == "CONSULT" and any(map(_is_press, event.roles)):
        return False
    if len(sides) != 1:
        placed = not trigger.is_verb and trigger.event_type in _PLACED and any(r.role == "place" for r in event.roles)
        return bool(sides) or hit.sides.where is not None or placed
    if exchange:
        return any(is_several(clauses, phrase) for phrase in hit.sides.actors)
    mood = trigger.kind == "adjective" and trigger.event_type == "ACCUSE"
    given = trigger.objects == ANYTHING and trigger.event_type not in _FORCE
    borne = trigger.kind == "noun" or clauses.is_passive(hit.at)
    suffered = event.event_type == "SANCTION" and sides == ["recipient"] and borne
    return suffered or not (mood or given or {event.event_type, trigger.event_type} & _TWO_SIDED)


def _is_press(role: Role) -> bool:
    return (sector(role.reference, {}) if role.reference else sector_of_words(role.words)) == "JRN"


def content_mode(clauses: Clauses, event_type: str, start: int) -> str | None:
    """The mode of a wish by what is wished: to meet, to be helped, that somebody yields; that of a threat."""
    if event_type not in ("REQUEST", "REJECT", "THREATEN"):
        return None
    hits = (find_hit(clauses, at) for at in range(start, _content_end(clauses, start)))
    triggers = (hit.trigger for hit in hits if hit)
    if event_type == "THREATEN":
        return next(filter(None, map(threatened, triggers)), None)
    return next((YIELDING[t.event_type] for t in triggers if t.event_type in YIELDING), None)


def _content_end(clauses: Clauses, start: int) -> int:
    """Where the content of a wish ends: at a finite verb, at a mark, or with the sentence."""
    stop = min(start + _CONTENT, len(clauses.lower))
    for at in range(start, stop):
        if clauses.lower[at] in (",", ";", ":", ".") or (clauses.verb(at) in ("s", "modal") and at > start):
            return at
    return stop
