"""Statements: who says what, by the patterns of wire English, over quotations, cues and noun phrases.

Each pattern is one method of ``_Finder`` that looks at one cue and gives the attribution that it heads, or None; its name
is the row's ``rule``. Contents are searched again, so statements nest. What a frame letter means stands in
``lexicon/README.md``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from dataset.annotate.cues import is_cue_word
from dataset.annotate.document import Document, Item, words
from dataset.annotate.names import Reference
from dataset.annotate.phrases import Clause, VerbGroup
from dataset.spans import Span

MAX_DEPTH = 6
MAX_BETWEEN = 14
_STOPS = frozenset(".?!;,")
_CONDITIONS = frozenset(("whether", "if"))
_QUESTION_WORDS = frozenset("what who whom which when where why how whether if whose".split())


@dataclass(frozen=True, slots=True)
class Attribution:
    """A statement as the text has it; ranges are code points of the article's text."""

    fragments: tuple[Span, ...]
    rule: str
    source: Span | None = None
    cue: Span | None = None
    cue_head: Span | None = None
    lemma: str | None = None
    addressee: Span | None = None
    negated: bool = False


def find_statements(document: Document, names: Sequence[Reference]) -> list[Attribution]:
    """All statements of an article, nested ones after the one that holds them."""
    return list(_Finder(document, {n.phrase_start: n for n in names if n.form == "name"}).all())


class _Finder:
    def __init__(self, document: Document, names: Mapping[int, Reference]) -> None:
        self.document = document
        self.names = dict(names) | {n.start: n for n in names.values()}

    def all(self) -> Iterator[Attribution]:
        headline = self.headline()
        if headline:
            yield from self._with_nested([headline], 0)
        else:
            yield from self._region(0, self.document.article.body_char_start, 0)
        for start, end in self._paragraphs():
            yield from self._with_nested(_joined(self._paragraph(start, end)), 0)

    def _paragraphs(self) -> Iterator[Span]:
        start: int | None = None
        number = end = 0
        for begin, stop, paragraph in self.document.sentences:
            if begin < self.document.dateline_end or paragraph == 0:
                continue
            if start is not None and paragraph != number:
                yield start, end
                start = None
            start = begin if start is None else start
            number, end = paragraph, stop
        if start is not None:
            yield start, end

    def _paragraph(self, start: int, end: int) -> Iterator[Attribution]:
        for unit in self.document.units(start, end):
            found = list(self._unit(*unit))
            yield from found or self.unattributed(*unit)

    def _region(self, start: int, end: int, depth: int) -> Iterator[Attribution]:
        found = [a for unit in self.document.units(start, end) for a in self._unit(*unit)]
        yield from self._with_nested(found, depth)
        for quote in self.document.quotes_in(start, end):
            if not any(s <= quote.start and quote.end <= e for a in found for s, e in a.fragments):
                yield from self._inside(quote.inner, depth)

    def _with_nested(self, found: Sequence[Attribution], depth: int) -> Iterator[Attribution]:
        for attribution in found:
            yield attribution
            for start, end in attribution.fragments:
                whole = next((q for q in self.document.quotes_in(start, end) if (q.start, q.end) == (start, end)), None)
                yield from self._inside(whole.inner if whole else (start, end), depth)

    def _inside(self, span: Span, depth: int) -> Iterator[Attribution]:
        tokens = self.document.tokens_in(*span)
        if depth < MAX_DEPTH and any(is_cue_word(t.lower) or t.lower == "according" for t in tokens):
            yield from self._region(*span, depth + 1)

    def _unit(self, start: int, end: int) -> Iterator[Attribution]:
        """The attributions of a unit from left to right; one may begin only where the last one's content ends."""
        clause = Clause(self.document.items(start, end), self.names)
        left = at = 0
        previous: Attribution | None = None
        while at < len(clause.items):
            found = self._at(clause, at, left, previous)
            if found:
                previous, at = found[0], max(found[1], at + 1)
                left = at
                yield previous
            else:
                at += 1

    def _at(self, clause: Clause, at: int, left: int, previous: Attribution | None) -> tuple[Attribution, int] | None:
        if clause.lower(at) == "according" and clause.lower(at + 1) == "to":
            return self.according_to(clause, at, left)
        group = clause.verb_group(at)
        if group is None or group.start < left:
            return None
        return (
            self.asked_by(clause, group)
            or self.after_content(clause, group, left)
            or self.inverted(clause, group, left)
            or self.before_content(clause, group, left, previous)
            or self.passive(clause, group)
        )

    def headline(self) -> Attribution | None:
        """ "West must give guarantees — Putin", "Putin: West must give guarantees": the dash or colon is the cue."""
        items = self.document.items(0, self.document.article.body_char_start)
        clause = Clause(items, self.names)
        for at in range(len(items) - 1, 0, -1):
            if clause.lower(at) in ("—", "–", "-", "--") and self._is_source(clause, at + 1, len(items)) and at > 2:
                return self._headline(items[:at], items[at + 1 :], items[at], "headline_dash")
        for at in range(1, len(items) - 2):
            if clause.lower(at) == ":" and self._is_source(clause, 0, at):
                return self._headline(items[at + 1 :], items[:at], items[at], "headline_colon")
        return None

    def _headline(self, content: Sequence[Item], source: Sequence[Item], mark: Item, rule: str) -> Attribution:
        span = (mark.start, mark.end)
        return Attribution((_span(content),), rule, _span(source), span, span, mark.text)

    def _is_source(self, clause: Clause, start: int, end: int) -> bool:
        """Whether a piece of a headline names somebody: short, and all of it one noun phrase around a name."""
        named = any(i.start in self.names for i in clause.items[start:end])
        return 0 < end - start <= 7 and named and clause.phrase_end(start) >= end

    def unattributed(self, start: int, end: int) -> Iterator[Attribution]:
        """A sentence that is a quotation and nothing else: somebody goes on speaking."""
        items = self.document.items(start, end)
        if items and all(i.quote or i.text in _STOPS for i in items):
            for item in items:
                if item.quote and item.end - item.start > 3:
                    yield Attribution(((item.start, item.end),), "unattributed")

    def asked_by(self, clause: Clause, group: VerbGroup) -> tuple[Attribution, int] | None:
        """ "Asked by a correspondent what it might do, the minister said": the question; the minister is asked."""
        opens = group.start == group.head and (
            clause.lower(group.start - 1) in ("", ",", "when", "if") or clause.is_break(group.start - 1)
        )
        if not opens or group.cue.kind != "past" or "w" not in group.cue.frames:
            return None
        source = (group.end + 1, clause.phrase_end(group.end + 1)) if clause.lower(group.end) == "by" else None
        start = source[1] if source else group.end
        if clause.lower(start) not in _QUESTION_WORDS:
            return None
        main = self._main_clause(clause, start)
        if main is None:
            return None
        comma, subject, verb = main
        found = self._attribution(clause, group, [(start, comma)], source, (subject, verb), "asked_by")
        return found, comma + 1

    def _main_clause(self, clause: Clause, start: int) -> tuple[int, int, int] | None:
        """The comma before the clause of the answer, its subject and its cue."""
        for at in range(start + 1, len(clause.items)):
            group = clause.verb_group(at)
            subject = clause.subject(group.start) if group else None
            if group and subject is not None and clause.lower(subject - 1) == ",":
                return subject - 1, subject, group.start
        return None

    def after_content(self, clause: Clause, group: VerbGroup, left: int) -> tuple[Attribution, int] | None:
        """ "It is over," he said; It is over, he told reporters on Thursday."""
        subject = clause.subject(group.start)
        if subject is None or subject <= left or not self._closes_content(clause, subject - 1) or group.passive:
            return None
        if not ({"q", "b"} & group.cue.frames):
            return None
        addressee = self._addressee(clause, group)
        after = self._skip_circumstance(clause, addressee[1] if addressee else group.end)
        resumes = clause.lower(after) == "," and (
            clause.is_quote(after + 1) or not self._has_quote(clause, left, subject)
        )
        if not (
            clause.lower(after) in ("", ".", "?", "!", ";") or clause.lower(after) == "," or clause.is_quote(after)
        ):
            return None
        content = self._content_before(clause, left, subject)
        if content is None:
            return None
        pieces, end = [content], after
        if (
            (resumes or clause.is_quote(after))
            and after + 1 < len(clause.items)
            and not self._is_cue_next(clause, after + 1)
        ):
            more = self._rest(
                clause, after + (not clause.is_quote(after)), quoted=self._has_quote(clause, left, subject)
            )
            if more:
                pieces, end = [content, more], more[1]
        return self._attribution(clause, group, pieces, (subject, group.start), addressee, "after_content"), end

    def inverted(self, clause: Clause, group: VerbGroup, left: int) -> tuple[Attribution, int] | None:
        """ "It is over," said the minister."""
        if group.cue.kind not in ("past", "s") or group.passive or "q" not in group.cue.frames or group.start <= left:
            return None
        if not self._closes_content(clause, group.start - 1):
            return None
        end = clause.phrase_end(group.end)
        content = self._content_before(clause, left, group.start)
        if end == group.end or content is None or clause.lower(group.end) in ("that", "it"):
            return None
        if clause.lower(end) == "," and not clause.is_quote(end + 1):
            end = self._past_apposition(clause, end)
        pieces, stop = [content], self._skip_circumstance(clause, end)
        resumed = stop + (clause.lower(stop) == ",")
        if clause.is_quote(resumed):
            pieces.append((resumed, resumed + 1))
            stop = resumed + 1
        return self._attribution(clause, group, pieces, (group.end, end), None, "inverted"), stop

    def _past_apposition(self, clause: Clause, comma: int) -> int:
        """ "said Ivan Petrov, a spokesman for the ministry.": the apposition belongs to the source."""
        if (
            clause.lower(comma + 1) not in ("a", "an", "the")
            and clause.items[min(comma + 1, len(clause.items) - 1)].start not in self.names
        ):
            return comma
        end = clause.phrase_end(comma + 1)
        return end if clause.lower(end) in (".", ",", "") and end > comma + 1 else comma

    def before_content(
        self, clause: Clause, group: VerbGroup, left: int, previous: Attribution | None
    ) -> tuple[Attribution, int] | None:
        """He said (on Thursday) that it was over; he told reporters it was over; he urged NATO to talk; he said: "It is over"."""
        if group.passive:
            return None
        source: tuple[int, int] | Span | None
        start = clause.subject(group.start)
        elided = start is None or group.cue.kind == "ing" or clause.lower(group.start - 1) in ("and", "but")
        if not elided and start is not None and start < left:
            return None
        content = self._content_after(clause, group)
        if content is None:
            return None
        pieces, addressee, rule = content
        found = self._attribution(
            clause, group, pieces, None if elided or start is None else (start, group.start), addressee, rule
        )
        if elided:
            found = replace(found, source=previous.source if previous else self._first_phrase(clause, group.start))
        return (found, pieces[-1][1]) if found.source else None

    def _first_phrase(self, clause: Clause, before: int) -> Span | None:
        """The subject of the sentence, for a verb that shares it: "Putin met Biden, saying that ..."."""
        start = next((i for i in range(before) if clause.lower(i) not in words("opener") | {","}), before)
        end = min(clause.phrase_end(start), before)
        named = clause.lower(start) in words("subject_pronoun") or any(
            i.start in self.names for i in clause.items[start:end]
        )
        return _span(clause.items[start:end]) if start < end and named else None

    def passive(self, clause: Clause, group: VerbGroup) -> tuple[Attribution, int] | None:
        """It was told that NATO would not expand; he is expected to resign; nobody or the "by" phrase speaks."""
        if not group.passive or not ({"a", "r", "o"} & group.cue.frames):
            return None
        subject = clause.subject(group.start)
        after = group.end
        source = None
        if clause.lower(after) == "by":
            source = (after + 1, clause.phrase_end(after + 1))
            after = source[1]
        addressee = (subject, group.start) if subject is not None and "a" in group.cue.frames else None
        pieces = self._passive_content(clause, group, after, addressee is not None)
        if pieces is None:
            return None
        return self._attribution(clause, group, pieces, source, addressee, "passive"), pieces[-1][1]

    def _passive_content(
        self, clause: Clause, group: VerbGroup, after: int, addressed: bool
    ) -> list[tuple[int, int]] | None:
        marker = self._complement(clause, after, MAX_BETWEEN)
        if marker is not None and addressed:
            return [(marker, self._content_end(clause, marker))]
        if clause.lower(after) == "to" and {"r", "o"} & group.cue.frames:
            return [(after, self._content_end(clause, after))]
        quote = group.start - 1
        before = quote - 2 if addressed else quote
        for at in (before, before - 1, before + 1):
            if addressed and clause.is_quote(at):
                return [(at, at + 1)]
        return None

    def according_to(self, clause: Clause, at: int, left: int) -> tuple[Attribution, int] | None:
        """According to the ministry, it is over; it is over, according to the ministry."""
        end = clause.phrase_end(at + 2)
        if end == at + 2:
            return None
        if at <= left + 1 and clause.lower(end) == ",":
            content = (end + 1, self._content_end(clause, end + 1))
        else:
            stop = at - 1 if clause.lower(at - 1) == "," else at
            content = (left, stop)
        if content[1] - content[0] < 2:
            return None
        cue = _span(clause.items[at : at + 2])
        found = Attribution(
            (_span(clause.items[slice(*content)]),),
            "according_to",
            _span(clause.items[at + 2 : end]),
            cue,
            cue,
            "according to",
        )
        return found, max(end, content[1])

    def _attribution(
        self,
        clause: Clause,
        group: VerbGroup,
        pieces: Sequence[tuple[int, int]],
        source: tuple[int, int] | None,
        addressee: tuple[int, int] | None,
        rule: str,
    ) -> Attribution:
        items = clause.items
        return Attribution(
            fragments=tuple(_span(items[start:end]) for start, end in pieces),
            rule=rule,
            source=_span(items[slice(*source)]) if source and source[0] < source[1] else None,
            cue=_span(items[group.start : group.end]),
            cue_head=_span(items[group.head : group.end]),
            lemma=group.cue.lemma,
            addressee=_span(items[slice(*addressee)]) if addressee and addressee[0] < addressee[1] else None,
            negated=group.negated,
        )

    def _closes_content(self, clause: Clause, at: int) -> bool:
        return clause.is_quote(at) or (clause.lower(at) == "," and at > 0)

    def _has_quote(self, clause: Clause, start: int, end: int) -> bool:
        return any(clause.is_quote(i) for i in range(start, end))

    def _content_before(self, clause: Clause, left: int, end: int) -> tuple[int, int] | None:
        """The content that ends before item ``end``: the quotation, or the clause from ``left`` on."""
        stop = end - 1 if clause.lower(end - 1) == "," else end
        while left < stop and (clause.lower(left) in {",", ";", ".", ":"} | words("coordinator")):
            left += 1
        if stop <= left:
            return None
        if clause.is_quote(stop - 1) and (stop - 1 == left or clause.lower(stop - 2) in (",", ":", ".")):
            return stop - 1, stop
        has_clause = stop - left > 2 and (clause.has_verb(left, stop) or self._has_quote(clause, left, stop))
        return (left, stop) if has_clause else None

    def _addressee(self, clause: Clause, group: VerbGroup) -> tuple[int, int] | None:
        start = group.end
        if clause.lower(start) == "to" and "p" in group.cue.frames:
            start += 1
        elif "a" not in group.cue.frames:
            return None
        end = clause.phrase_end(start, short=True)
        return (start, end) if end > start else None

    def _skip_circumstance(self, clause: Clause, at: int) -> int:
        """Past "on Thursday", "in an interview with CNN", "late Tuesday", "in a statement"."""
        start = at
        while (
            at < len(clause.items) and at - start < MAX_BETWEEN and not clause.is_break(at) and not clause.is_quote(at)
        ):
            if clause.lower(at) in ("that", "whether", "if", "and", "but", "as", "while") or clause.lower(at) in words(
                "modal"
            ):
                break
            at += 1
        moved = clause.lower(start) in words("preposition") | words("adverb") | {
            "late",
            "early",
            "last",
            "this",
        } or self._is_day(clause, start)
        return at if moved else start

    def _is_day(self, clause: Clause, at: int) -> bool:
        return clause.lower(at).endswith("day") and at < len(clause.items) and clause.items[at].text[0].isupper()

    def _is_cue_next(self, clause: Clause, at: int) -> bool:
        """ ", adding that", ", and said": the next attribution, not more of this one's content."""
        return any((g := clause.verb_group(i)) is not None and g.start <= at + 1 for i in range(at, at + 4))

    def _rest(self, clause: Clause, at: int, quoted: bool) -> tuple[int, int] | None:
        """The content that goes on after the attribution in the middle."""
        if clause.is_quote(at):
            return at, at + 1
        if quoted or clause.lower(at) in words("subordinator") | words("relative"):
            return None
        end = self._content_end(clause, at)
        return (at, end) if end - at > 2 and clause.has_verb(at, end) else None

    def _content_after(
        self, clause: Clause, group: VerbGroup
    ) -> tuple[list[tuple[int, int]], tuple[int, int] | None, str] | None:
        frames = group.cue.frames
        addressee = self._addressee(clause, group)
        after = addressee[1] if addressee else group.end
        if "o" in frames and (found := self._object_infinitive(clause, group)):
            return found
        if "i" in frames and self._is_infinitive(clause, group.end):
            start = group.end
            return [(start, self._content_end(clause, start))], None, "infinitive"
        quote = self._quotation(clause, after)
        if quote is not None and {"q", "n"} & frames:
            return [(quote, self._quotation_end(clause, quote))], addressee, "before_quotation"
        if "n" in frames:
            return self._named_as(clause, group)
        marker = self._complement(
            clause, after, MAX_BETWEEN, {"t": "that"}.get("t") if "t" in frames else None, "w" in frames
        )
        if marker is not None:
            return [(marker, self._content_end(clause, marker))], addressee, "that_clause"
        if "b" in frames and not (addressee is None and "a" in frames and "q" not in frames):
            return self._bare_clause(clause, group, addressee)
        return None

    def _object_infinitive(
        self, clause: Clause, group: VerbGroup
    ) -> tuple[list[tuple[int, int]], tuple[int, int] | None, str] | None:
        end = clause.phrase_end(group.end, short=True)
        for stop in (end, clause.phrase_end(group.end)):
            if stop > group.end and self._is_infinitive(clause, stop):
                return [(stop, self._content_end(clause, stop))], (group.end, stop), "object_infinitive"
        return None

    def _is_infinitive(self, clause: Clause, at: int) -> bool:
        to = at + (clause.lower(at) == "not")
        follows = clause.lower(to + 1)
        return (
            clause.lower(to) == "to"
            and follows.isalpha()
            and follows not in words("determiner")
            and to + 1 < len(clause.items)
            and (clause.items[to + 1].text.islower())
        )

    def _quotation(self, clause: Clause, at: int) -> int | None:
        """The quotation that follows a cue at once, or after a comma, a colon or a circumstance."""
        for start in (at, self._skip_circumstance(clause, at)):
            mark = start + (clause.lower(start) in (",", ":"))
            if clause.is_quote(mark):
                return mark
        return None

    def _quotation_end(self, clause: Clause, at: int) -> int:
        """The quotation alone where it is the whole content, else the clause that it begins."""
        follows = clause.lower(at + 1)
        introduced = clause.lower(at - 1) in (",", ":")
        if (
            introduced
            or at + 1 >= len(clause.items)
            or follows in {",", ".", ";", "?", "!", "—", "–"}
            or follows in words("coordinator") | words("subordinator")
        ):
            return at + 1
        return self._content_end(clause, at)

    def _named_as(
        self, clause: Clause, group: VerbGroup
    ) -> tuple[list[tuple[int, int]], tuple[int, int] | None, str] | None:
        """He called it "a disaster": the thing and the quoted name for it."""
        end = clause.phrase_end(group.end)
        end += clause.lower(end) == "as"
        if end > group.end and clause.is_quote(end):
            return [(group.end, end + 1)], None, "named_as"
        if end > group.end and any(clause.is_quote(i) for i in range(end, end + 3)):
            quote = next(i for i in range(end, end + 3) if clause.is_quote(i))
            return [(group.end, quote + 1)], None, "named_as"
        return None

    def _complement(
        self, clause: Clause, at: int, reach: int, that: str | None = "that", wh: bool = False
    ) -> int | None:
        """The complementizer that follows, past a circumstance but not past another verb."""
        for i in range(at, min(at + reach, len(clause.items))):
            word = clause.lower(i)
            if that and word == that:
                return i
            if wh and (word in _CONDITIONS or (i == at and word in _QUESTION_WORDS)):
                return i
            if (
                i == at
                and clause.lower(at) not in words("preposition") | words("adverb") | {",", "late", "early"}
                and not self._is_day(clause, at)
            ):
                return None
            if (
                clause.is_quote(i)
                or word in words("modal") | {".", ";", ":"}
                or (word in words("auxiliary") and i > at)
            ):
                return None
        return None

    def _bare_clause(
        self, clause: Clause, group: VerbGroup, addressee: tuple[int, int] | None
    ) -> tuple[list[tuple[int, int]], tuple[int, int] | None, str] | None:
        start = addressee[1] if addressee else group.end
        while self._is_day(clause, start) or clause.lower(start) in words("adverb"):
            start += 1
        if clause.lower(start) == "on" and self._is_day(clause, start + 1):
            start += 2
        if not self._begins_clause(clause, start):
            return None
        end = self._content_end(clause, start)
        subject_end = clause.phrase_end(start)
        finite = clause.has_verb(subject_end, end) or (group.cue.lemma == "say" and end - subject_end > 1)
        return ([(start, end)], addressee, "bare_clause") if end - start > 2 and finite else None

    def _begins_clause(self, clause: Clause, at: int) -> bool:
        word = clause.lower(at)
        if clause.is_break(at) and not clause.is_quote(at):
            return False
        blocked = words("preposition") | words("auxiliary") | words("modal") | {"to", "so", "that", "as"}
        return (
            word not in blocked - {"in", "at", "for", "with", "despite", "during", "after", "before"}
            or (
                word in ("in", "at", "for", "with", "after", "before", "despite", "during")
                and clause.has_verb(at, len(clause.items))
            )
            and False
        )

    def _content_end(self, clause: Clause, start: int) -> int:
        """Where a clause of content ends: the unit's end without its stop, or before the next attribution."""
        end = len(clause.items)
        for at in range(start + 1, end):
            if clause.lower(at) == ";" or (clause.lower(at) == "," and self._leaves_content(clause, at)):
                end = at
                break
        while end > start + 1 and clause.lower(end - 1) in _STOPS | {":", "—", "–", "-"}:
            end -= 1
        return end

    def _leaves_content(self, clause: Clause, comma: int) -> bool:
        """ ", adding that", ", he said", ", according to", ", but": the reporter speaks again."""
        if clause.lower(comma + 1) == "according":
            return True
        for at in range(comma + 1, min(comma + 4, len(clause.items))):
            group = clause.verb_group(at)
            if group and group.cue.kind == "ing" and group.start == comma + 1:
                return True
            if group and clause.lower(comma + 1) == "and" and group.start == comma + 2:
                return True
        return False


def _span(items: Sequence[Item]) -> Span:
    return items[0].start, items[-1].end


def _joined(found: Iterator[Attribution]) -> list[Attribution]:
    """Running speech: a quotation without attribution goes on from the attributed one before it in the paragraph."""
    joined: list[Attribution] = []
    for attribution in found:
        if (
            attribution.rule == "unattributed"
            and joined
            and joined[-1].rule in ("after_content", "inverted", "before_quotation", "unattributed")
        ):
            joined[-1] = replace(joined[-1], fragments=joined[-1].fragments + attribution.fragments)
        else:
            joined.append(attribution)
    return joined
