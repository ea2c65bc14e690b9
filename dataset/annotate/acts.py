"""What a statement does: kind, speech act, when it was said, which question it answers."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from datetime import date

from dataset.annotate.attributions import Attribution, cue_of, stance_of
from dataset.annotate.clauses import Clauses
from dataset.annotate.dates import DateSpan, find_dates
from dataset.annotate.dating import is_dated
from dataset.annotate.demands import advises
from dataset.annotate.document import Document
from dataset.annotate.names import Reference
from dataset.annotate.spoken import Spoken
from dataset.annotate.vocabulary import words
from dataset.edtf import bounds
from dataset.spans import Span, SpanIndex

_ASIDE = 30  # code points behind a cue in which "earlier" belongs to it
NEARBY = 600  # code points that a date may stand from what it dates
_MUST = re.compile(r"\b(?:must|(?<!not )(?<!n.t )(?:has|have) to)\b(?! have)")
_MUST_SELF = re.compile(r"\b(?:I|we|he|she|it)\s+(?:must|ha[sv]e? to)\b", re.IGNORECASE)
_READY = r"(?:ready|prepared|willing) to"
_WILL = rf"(?:\s+(?:will|shall|won.t|(?:is|are|was|were|am) {_READY})|.ll|.(?:m|re) {_READY})\b(?! see\b)"
_PROMISE = {True: re.compile(_WILL), False: re.compile(rf"{_WILL}|\s+would\b")}
"""By whether the words are the speaker's own, in which "would" tells what might be."""
_SELF = {
    True: re.compile(r"\W*(?:I|we)(?=\W)", re.IGNORECASE),
    False: re.compile(r"\W*(?:that )?(?:I|we|he|she)(?=\W)", re.IGNORECASE),
}
_BREAKS_OCCASION = re.compile(r"(?:Earlier|Previously|Later|Last|In an (?:earlier|interview)|On [A-Z])\b")
_EARLIER = re.compile(r"had\b|.*\b(?:earlier|previously|later)\b", re.DOTALL)
_OBJECT = re.compile(r"(?!(?:that|to|whether|if|how|what|why)\b)(?:[\w'’.-]+\s){1,6}(?:on\s)?")
_GOES_ON = re.compile(r"(?:\s(?:morning|afternoon|evening|night))?\s(?:of|to|for|that)\s")


def kind(document: Document, fragments: Sequence[Span]) -> str:
    """direct where every fragment is a quotation, mixed where a part is, else indirect."""
    quoted = [_is_quoted(document, *f) for f in fragments]
    if all(quoted):
        return "direct"
    return "mixed" if any(quoted) or any(document.quotes_in(*f) for f in fragments) else "indirect"


def _is_quoted(document: Document, start: int, end: int) -> bool:
    outer = document.quotes_in(start, end)
    return bool(outer) and outer[0].start == start and (outer[0].end == end or not outer[0].closed)


def speech_act(
    document: Document, statement: Spoken, references: Sequence[Reference], states: Mapping[str, str]
) -> str:
    """The cue's own act; a neutral cue takes the form of its content (question, demand, promise), else assertion.

    ``states`` are the countries that office-holders speak for.
    """
    attribution = statement.attribution
    cue = cue_of(attribution)
    content = " ".join(document.text[start:end] for start, end in attribution.fragments)
    asks_to_act = cue is not None and "o" in cue.frames and content.startswith(("to ", "not to "))
    if cue and cue.speech_act in ("question", "assertion") and asks_to_act:
        return "directive"
    if cue and (cue.speech_act != "assertion" or cue.event_type or cue.form in words("denying")):
        return cue.speech_act
    if content.rstrip("\"'”’» ").endswith("?") and content.count(".") == 0:
        return "question"
    if (_MUST.search(content) and not _MUST_SELF.search(content)) or advises(document, attribution.fragments):
        return "directive"
    direct = kind(document, attribution.fragments) == "direct" or attribution.verbatim
    itself = _SELF[direct].match(content)
    own = itself is not None and _PROMISE[direct].match(content, itself.end()) is not None
    own = own or _is_of_own_side(document, statement, references, states, _PROMISE[direct])
    return "commissive" if own else "assertion"


def with_stance(statement: Spoken, act: str) -> str:
    """The act with that of the cue's noun, adjective or verb of stance, where the content has no form of its own: "his
    belief that" is an attitude. Events keep to what is said: who is willing to help does more than hold an attitude."""
    stance = stance_of(statement.attribution)
    return stance.speech_act if stance and act == "assertion" else act


def _is_of_own_side(
    document: Document,
    statement: Spoken,
    references: Sequence[Reference],
    states: Mapping[str, str],
    promise: re.Pattern[str],
) -> bool:
    """ "Moscow was prepared to talk": what the speaker, or the country that the speaker speaks for, will do."""
    speaker = statement.speaker.entity_id if statement.speaker else None
    if speaker is None:
        return False
    start, end = statement.attribution.fragments[0]
    first, last = (bisect_left(references, place, key=lambda r: r.start) for place in (start, end))
    subjects = (r for r in references[first:last] if r.phrase_start == start and r.form != "demonym")
    own = (r for r in subjects if r.entity_id in (speaker, states.get(speaker)))
    return any(promise.match(document.text, r.end) for r in own)


class Calendar:
    """The dates of an article, each at the level of the statement that it stands in."""

    def __init__(
        self, document: Document, attributions: Sequence[Attribution], references: Sequence[Reference] = ()
    ) -> None:
        article = document.article
        posted = article.published_at.date() if article.published_at else None
        anchor: date | None = article.dateline_date or posted
        basis = "relative_to_dateline" if article.dateline_date else "relative_to_publication"
        self.anchor, self.basis = anchor, basis
        self.document = document
        self.index = SpanIndex((s, e, str(i)) for i, a in enumerate(attributions) for s, e in a.fragments)
        self.dates: dict[int, list[DateSpan]] = {}
        self.clauses: dict[int, Clauses] = {}
        self.names = {r.start: r for r in sorted(references, key=lambda r: r.end) if r.form == "name"}
        for at, (start, end, _) in enumerate(document.sentences):
            if start >= document.dateline_end:
                self.dates[at] = find_dates(document.text, start, end, anchor, basis)

    def near(self, place: Span) -> DateSpan | None:
        """The nearest date of the sentence that stands at the same level as the place: in no other statement."""
        level = self._level(place)
        dates = self.dates.get(self.document.sentence_number(place[0]), [])
        first = bisect_left(dates, place[0] - NEARBY, key=lambda d: d.start)
        last = bisect_left(dates, place[1] + NEARBY, key=lambda d: d.start)
        here = [d for d in dates[first:last] if self._level((d.start, d.end)) == level and self._tells_when(d, place)]
        return min(here, key=lambda d: (min(abs(d.start - place[1]), abs(place[0] - d.end)), d.start), default=None)

    def behind_object(self, content: Span) -> DateSpan | None:
        """ "accused its owners Thursday of": the date behind the object with which a content begins."""
        dates = self.dates.get(self.document.sentence_number(content[0]), [])
        text = self.document.text
        return next(
            (d for d in dates if _OBJECT.fullmatch(text, content[0], d.start) and _GOES_ON.match(text, d.end)), None
        )

    def told(self, date: DateSpan | None) -> DateSpan | None:
        """The date as that of something over: what an article tells was said by its day, whatever will be then.

        "Announcing on Wednesday that she would come" is last Wednesday: the words are read again without those around.
        """
        if date is None or not self._is_to_come(date):
            return date
        again = find_dates(self.document.text, date.start, date.end, self.anchor, self.basis)
        return next((d for d in again if not self._is_to_come(d)), None)

    def _is_to_come(self, date: DateSpan) -> bool:
        return bool(date.edtf and self.anchor and bounds(date.edtf)[0] > self.anchor)

    def _tells_when(self, date: DateSpan, place: Span) -> bool:
        """Whether the date is of the place: of its clause, or of the noun that it is."""
        clauses = self._clauses(self.document.sentence_number(date.start))
        at = ((clauses.index_at(start), clauses.index_at(end)) for start, end in ((date.start, date.end), place))
        return is_dated(clauses, *at)

    def _clauses(self, sentence: int) -> Clauses:
        if sentence not in self.clauses:
            start, end, _ = self.document.sentences[sentence]
            self.clauses[sentence] = Clauses(self.document.tokens_in(start, end), self.names)
        return self.clauses[sentence]

    def _level(self, place: Span) -> str | None:
        return self.index.innermost(*place)


def stated_on(document: Document, calendar: Calendar, spoken: Sequence[Spoken]) -> list[tuple[str | None, str]]:
    """EDTF and basis for each statement: the date beside its cue, else that of the occasion that it belongs to."""
    found = [_own_date(calendar, s) for s in spoken]
    occasion: tuple[str, tuple[str | None, str]] | None = None
    for at, statement in enumerate(spoken):
        if statement.attribution.cue is None or _is_nested(calendar, statement):
            continue
        people = {r.entity_id for r in (*statement.speakers, *statement.addressees)}
        if found[at][0]:
            occasion = ((statement.speaker.entity_id or "") if statement.speaker else "", found[at])
        elif _opens_other_occasion(document, statement) or (occasion and occasion[0] not in people):
            occasion = None
        elif occasion:
            found[at] = (occasion[1][0], "inherited")
    return _with_headline(document, spoken, found)


def _own_date(calendar: Calendar, statement: Spoken) -> tuple[str | None, str]:
    cue = statement.attribution.cue
    if cue is None or cue[0] < calendar.document.dateline_end:
        return None, "none"
    verb = cue_of(statement.attribution)
    governs = verb is not None and bool(verb.event_type or verb.frames & {"a", "d", "o"})
    near = calendar.near(cue) or (calendar.behind_object(statement.attribution.fragments[0]) if governs else None)
    found = calendar.told(near)
    return (found.edtf, found.basis) if found and found.edtf else (None, "none")


def _is_nested(calendar: Calendar, statement: Spoken) -> bool:
    place = statement.attribution.cue or statement.attribution.fragments[0]
    own = set(statement.attribution.fragments)
    return any(True for _ in calendar.index.holding(*place)) and place not in own


def _opens_other_occasion(document: Document, statement: Spoken) -> bool:
    found = statement.attribution
    place, cue = found.source or found.cue or (0, 0), found.cue or (0, 0)
    start, end, _ = document.sentences[document.sentence_number(place[0])]
    earlier = _EARLIER.match(document.text, cue[0], _content_behind(found, min(end, cue[1] + _ASIDE)))
    return earlier is not None or _BREAKS_OCCASION.match(document.text, start, end) is not None


def _content_behind(attribution: Attribution, end: int) -> int:
    """Where what is said begins behind the cue, at most ``end``."""
    cue = attribution.cue or (0, 0)
    return min((start for start, _ in attribution.fragments if start >= cue[1]), default=end)


def _with_headline(
    document: Document, spoken: Sequence[Spoken], found: list[tuple[str | None, str]]
) -> list[tuple[str | None, str]]:
    """The headline tells what the first dated statement of its speaker tells."""
    dated: dict[str | None, str] = {}
    for (edtf, _), statement in zip(found, spoken, strict=True):
        if edtf and statement.speaker:
            dated.setdefault(statement.speaker.entity_id, edtf)
    body = document.article.body_char_start
    for at, statement in enumerate(spoken):
        speaker = statement.speaker.entity_id if statement.speaker else None
        if statement.attribution.fragments[0][0] < body and speaker in dated:
            found[at] = dated[speaker], "inherited"
    return found


def answers(spoken: Sequence[Spoken]) -> dict[int, int]:
    """Statement -> the question that it answers: the asked party's next words, and those that carry them on."""
    found: dict[int, int] = {}
    question: int | None = None
    for at, statement in enumerate(spoken):
        if question is not None and _is_reply(spoken[question], statement, at - question):
            found[at] = question
        elif question is not None and statement.speaker is not None:
            question = None
        if _is_put(statement):
            question = at
    return found


def _is_put(statement: Spoken) -> bool:
    """Whether it is a question whose addressee is known: "Asked whether ..., the minister said"."""
    cue = cue_of(statement.attribution)
    return cue is not None and cue.speech_act == "question" and bool(statement.addressees)


def _is_reply(question: Spoken, statement: Spoken, distance: int) -> bool:
    asked = {r.entity_id or (r.start, r.end) for r in question.addressees}
    same = any((r.entity_id or (r.start, r.end)) in asked for r in statement.speakers)
    return same and (distance == 1 or statement.attribution.lemma in words("elaborating"))
