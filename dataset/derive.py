"""What follows from positions and links: ids, words, containment, references and bounds, always computed in one place.

Engine, curation and gold state only what a person or a rule decided: ranges, categories, and links by any id that is
unique within its table. ``derive`` computes the rest and gives every row its final id, so that a changed range changes
whatever hangs on it.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import groupby
from typing import Any, TypeVar

from dataset.annotate.quotes import find_quotes
from dataset.edtf import bounds
from dataset.records import Annotation, Article, Event, Fragment, Mention, Participant, Party, Sentence, Statement
from dataset.schema import load_schema
from dataset.spans import Span, SpanIndex

Row = TypeVar("Row", Statement, Mention, Event)
COMPLEMENTIZERS = ("that ", "whether ", "if ")


def derive(annotation: Annotation) -> Annotation:
    """Complete an article's rows: every derived column filled, every id final, every list in canonical order."""
    sentences = _sentences(annotation)
    mentions, mention_ids = _mentions(annotation, sentences)
    statements, fragments, statement_ids = _statements(annotation, sentences)
    parties = _parties(annotation.parties, statement_ids, mention_ids, mentions)
    statements = _with_parties(statements, parties, mentions)
    index, depths = _index(fragments), {s.statement_id: s.depth for s in statements}
    mentions = [replace(m, statement_id=_innermost(index, depths, m.char_start, m.char_end)) for m in mentions]
    events, event_ids = _events(annotation, sentences, statements, statement_ids, index)
    contexts = {replace(c, event_id=event_ids[c.event_id]) for c in annotation.event_contexts}
    return Annotation(
        article=replace(annotation.article, n_sentences=len(sentences)),
        sentences=tuple(sentences),
        statements=tuple(statements),
        fragments=tuple(fragments),
        parties=tuple(parties),
        entities=tuple(sorted(annotation.entities, key=lambda e: e.entity_id)),
        mentions=tuple(mentions),
        events=tuple(events),
        event_contexts=tuple(sorted(contexts, key=lambda c: (c.event_id, c.context))),
        participants=tuple(_participants(annotation, event_ids, mention_ids, mentions)),
    )


def statement_text(words: Sequence[str]) -> str:
    """``statements.text`` from the exact words of the fragments, in order.

    Drops the quotation marks around a fragment, the comma before a closing mark and the complementizer at the start of
    the first fragment; joins with one space.
    """
    parts = [without_quotes(w) for w in words]
    for complementizer in COMPLEMENTIZERS:
        if words[0].startswith(complementizer):
            parts[0] = parts[0][len(complementizer) :]
    return " ".join(parts)


def without_quotes(words: str) -> str:
    """A fragment's words without the quotation marks around them and the comma before the closing one."""
    outer = next((q for q in find_quotes(words) if q.start == 0), None)
    if outer is None or (outer.closed and outer.end != len(words)):
        return words
    inner = words[outer.start + 1 : outer.end - 1] if outer.closed else words[1:]
    return inner.removesuffix(",")


def _sentences(annotation: Annotation) -> list[Sentence]:
    article = annotation.article.article_id
    ordered = sorted(annotation.sentences, key=lambda s: s.char_start)
    return [replace(s, sentence_id=f"{article}:t{i}", position=i) for i, s in enumerate(ordered)]


def _sentence_at(sentences: Sequence[Sentence], position: int) -> str:
    """Id of the last sentence that begins at or before ``position``."""
    at = bisect_right(sentences, position, key=lambda s: s.char_start)
    return sentences[max(at - 1, 0)].sentence_id


def _final_ids(rows: Sequence[Row], kind: str, key: str, span: tuple[str, str]) -> tuple[list[Row], dict[str, str]]:
    """Give ordered rows their ids ``<article>:<kind><start>-<end>``, then ``.2``, ``.3`` for equal ranges."""
    final: list[Row] = []
    ids: dict[str, str] = {}
    seen: dict[str, int] = {}
    for row in rows:
        base = f"{row.article_id}:{kind}{getattr(row, span[0])}-{getattr(row, span[1])}"
        seen[base] = seen.get(base, 0) + 1
        new = base if seen[base] == 1 else f"{base}.{seen[base]}"
        ids[getattr(row, key)] = new
        changes: dict[str, Any] = {key: new}
        final.append(replace(row, **changes))
    return final, ids


def _slice(article: Article, start: int | None, end: int | None) -> str | None:
    return None if start is None or end is None else article.text[start:end]


def _mentions(annotation: Annotation, sentences: Sequence[Sentence]) -> tuple[list[Mention], dict[str, str]]:
    article = annotation.article
    rows = [
        replace(
            m,
            words=article.text[m.char_start : m.char_end],
            role_text=_slice(article, m.role_char_start, m.role_char_end),
            sentence_id=_sentence_at(sentences, m.char_start),
        )
        for m in annotation.mentions
    ]
    rows.sort(key=lambda m: (m.char_start, m.char_end, m.form, m.entity_id or ""))
    return _final_ids(rows, "m", "mention_id", ("char_start", "char_end"))


def _statements(
    annotation: Annotation, sentences: Sequence[Sentence]
) -> tuple[list[Statement], list[Fragment], dict[str, str]]:
    pieces = _fragments_by_statement(annotation)
    rows = [_with_words(s, pieces[s.statement_id], annotation.article, sentences) for s in annotation.statements]
    rows.sort(key=lambda s: (s.char_start, s.char_end, s.cue_char_start or 0, s.cue_char_end or 0))
    final, ids = _final_ids(rows, "s", "statement_id", ("char_start", "char_end"))
    fragments = [
        replace(f, statement_id=new.statement_id)
        for old, new in zip(rows, final, strict=True)
        for f in pieces[old.statement_id]
    ]
    answered = [replace(s, answers_id=ids.get(s.answers_id) if s.answers_id else None) for s in final]
    return _nested(answered, fragments), fragments, ids


def _fragments_by_statement(annotation: Annotation) -> dict[str, list[Fragment]]:
    text = annotation.article.text
    ordered = sorted(annotation.fragments, key=lambda f: (f.statement_id, f.char_start))
    return {
        statement: [
            replace(f, position=i, words=text[f.char_start : f.char_end], article_id=annotation.article.article_id)
            for i, f in enumerate(group)
        ]
        for statement, group in groupby(ordered, key=lambda f: f.statement_id)
    }


def _with_words(row: Statement, pieces: list[Fragment], article: Article, sentences: Sequence[Sentence]) -> Statement:
    anchor = pieces[0].char_start if row.cue_char_start is None else row.cue_char_start
    earliest, latest = bounds(row.stated_on_edtf) if row.stated_on_edtf else (None, None)
    return replace(
        row,
        sentence_id=_sentence_at(sentences, anchor),
        text=statement_text([f.words for f in pieces]),
        char_start=pieces[0].char_start,
        char_end=pieces[-1].char_end,
        n_fragments=len(pieces),
        source_text=_slice(article, row.source_char_start, row.source_char_end),
        cue_text=_slice(article, row.cue_char_start, row.cue_char_end),
        addressee_text=_slice(article, row.addressee_char_start, row.addressee_char_end),
        stated_on_earliest=earliest,
        stated_on_latest=latest,
    )


def _nested(statements: list[Statement], fragments: Sequence[Fragment]) -> list[Statement]:
    """Parents and depths: the parent is the smallest statement whose content holds this one's content and cue."""
    spans = _spans_by_statement(fragments)
    index = _index(fragments)
    sizes = {statement: sum(end - start for start, end in pieces) for statement, pieces in spans.items()}
    parents: dict[str, str | None] = {}
    for row in statements:
        own = spans[row.statement_id] + _cue_span(row)
        holders = set.intersection(*(set(index.holding(start, end)) for start, end in own))
        larger = [h for h in holders if sizes[h] > sizes[row.statement_id]]
        parents[row.statement_id] = min(larger, key=lambda h: (sizes[h], h), default=None)
    return [replace(s, parent_id=parents[s.statement_id], depth=_depth(s.statement_id, parents)) for s in statements]


def _cue_span(row: Statement) -> list[Span]:
    return [] if row.cue_char_start is None or row.cue_char_end is None else [(row.cue_char_start, row.cue_char_end)]


def _depth(statement: str, parents: Mapping[str, str | None]) -> int:
    depth = 0
    while (parent := parents[statement]) is not None:
        statement, depth = parent, depth + 1
    return depth


def _spans_by_statement(fragments: Iterable[Fragment]) -> dict[str, list[Span]]:
    spans: dict[str, list[Span]] = {}
    for f in fragments:
        spans.setdefault(f.statement_id, []).append((f.char_start, f.char_end))
    return spans


def _index(fragments: Iterable[Fragment]) -> SpanIndex:
    return SpanIndex((f.char_start, f.char_end, f.statement_id) for f in fragments)


def _innermost(index: SpanIndex, depths: Mapping[str, int], start: int, end: int) -> str | None:
    """The deepest statement that holds the range; of equals the first id."""
    return min(index.holding(start, end), key=lambda s: (-depths[s], s), default=None)


def _parties(
    parties: Iterable[Party],
    statement_ids: Mapping[str, str],
    mention_ids: Mapping[str, str],
    mentions: Sequence[Mention],
) -> list[Party]:
    entities = {m.mention_id: m.entity_id for m in mentions}
    rows = []
    for party in sorted(parties, key=lambda p: (statement_ids[p.statement_id], p.role, p.position)):
        mention = mention_ids[party.mention_id] if party.mention_id else None
        entity = (entities[mention] if mention else None) or party.entity_id
        rows.append(
            replace(party, statement_id=statement_ids[party.statement_id], mention_id=mention, entity_id=entity)
        )
    return _renumbered(rows, lambda p: (p.statement_id, p.role))


def _renumbered(rows: list[Any], key: Any) -> list[Any]:
    return [replace(row, position=i) for _, group in groupby(rows, key=key) for i, row in enumerate(group)]


def _with_parties(
    statements: Sequence[Statement], parties: Sequence[Party], mentions: Sequence[Mention]
) -> list[Statement]:
    places = {m.mention_id: (m.char_start, m.char_end) for m in mentions}
    by_place: dict[tuple[str, int | None, int | None], str] = {
        (m.article_id, m.char_start, m.char_end): m.mention_id for m in mentions
    }
    by_role: dict[tuple[str, str], list[Party]] = {}
    for party in parties:
        by_role.setdefault((party.statement_id, party.role), []).append(party)
    rows = []
    for row in statements:
        speakers = by_role.get((row.statement_id, "speaker"), [])
        addressees = by_role.get((row.statement_id, "addressee"), [])
        source = (row.article_id, row.source_char_start, row.source_char_end)
        rows.append(
            replace(
                row,
                source_mention_id=_head(speakers, source[1:], places) or by_place.get(source),
                speaker_id=speakers[0].entity_id if len(speakers) == 1 else None,
                addressee_mention_id=_head(addressees, (row.addressee_char_start, row.addressee_char_end), places),
                addressee_id=addressees[0].entity_id if len(addressees) == 1 else None,
            )
        )
    return rows


def _head(
    parties: Sequence[Party], phrase: tuple[int | None, int | None], places: Mapping[str, tuple[int, int]]
) -> str | None:
    """The mention that heads a source or an addressee: the first party's, where it stands in that phrase.

    Whom a pronoun stands for who has no name stands elsewhere: "the editors" of "the editors, who".
    """
    mention = parties[0].mention_id if parties else None
    if mention is None or phrase[0] is None or phrase[1] is None:
        return None
    start, end = places[mention]
    return mention if phrase[0] < end and start < phrase[1] else None


def _events(
    annotation: Annotation,
    sentences: Sequence[Sentence],
    statements: Sequence[Statement],
    statement_ids: Mapping[str, str],
    index: SpanIndex,
) -> tuple[list[Event], dict[str, str]]:
    by_id = {s.statement_id: s for s in statements}
    depths = {s.statement_id: s.depth for s in statements}
    plover = load_schema().plover
    rows = []
    for event in annotation.events:
        act = by_id[statement_ids[event.act_of]] if event.act_of else None
        inside = _innermost(index, depths, event.trigger_char_start, event.trigger_char_end)
        reporter = act.parent_id if act else inside
        earliest, latest = bounds(event.date_edtf) if event.date_edtf else (None, None)
        rows.append(
            replace(
                event,
                sentence_id=_sentence_at(sentences, event.trigger_char_start),
                act_of=act.statement_id if act else None,
                statement_id=reporter,
                claimant_id=by_id[reporter].speaker_id if reporter else None,
                quad=plover[event.event_type]["quad"],
                trigger_text=annotation.article.text[event.trigger_char_start : event.trigger_char_end],
                date_text=_slice(annotation.article, event.date_char_start, event.date_char_end),
                date_earliest=earliest,
                date_latest=latest,
            )
        )
    rows.sort(key=lambda e: (e.trigger_char_start, e.trigger_char_end, e.layer, e.event_type, e.act_of or ""))
    final, ids = _final_ids(rows, "e", "event_id", ("trigger_char_start", "trigger_char_end"))
    return _grouped(final, ids), ids


def _grouped(events: Sequence[Event], ids: Mapping[str, str]) -> list[Event]:
    """Name each group after its first event; the group so far is any label that its members share."""
    first: dict[str, str] = {}
    labels = [ids.get(e.event_group, e.event_group) or e.event_id for e in events]
    for event, label in zip(events, labels, strict=True):
        first.setdefault(label, event.event_id)
    return [replace(e, event_group=first[label]) for e, label in zip(events, labels, strict=True)]


def _participants(
    annotation: Annotation,
    event_ids: Mapping[str, str],
    mention_ids: Mapping[str, str],
    mentions: Sequence[Mention],
) -> list[Participant]:
    by_id = {m.mention_id: m for m in mentions}
    rows = []
    for row in sorted(annotation.participants, key=lambda p: (event_ids[p.event_id], p.role, p.position)):
        mention = by_id[mention_ids[row.mention_id]] if row.mention_id else None
        start = mention.char_start if mention else row.char_start
        end = mention.char_end if mention else row.char_end
        rows.append(
            replace(
                row,
                event_id=event_ids[row.event_id],
                mention_id=mention.mention_id if mention else None,
                entity_id=(mention.entity_id if mention else None) or row.entity_id,
                char_start=start,
                char_end=end,
                words=_slice(annotation.article, start, end),
            )
        )
    return _renumbered(rows, lambda p: (p.event_id, p.role))
