"""The engine's speakers against hand-labelled ones: who speaks in each attribution of PolNeAR's articles.

An entity of the engine is a labelled one where a mention of it stands at one of its places. A speaker that no name in
the article tells is right as such: a mention without entity, `unnamed`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import permutations
from pathlib import Path

from dataset.corpora.polnear import name_of, polnear_articles
from dataset.evaluate.alignment import ENOUGH, align
from dataset.evaluate.labelled import GOLD, part_of, place_of
from dataset.evaluate.scores import Score, with_intervals
from dataset.evaluate.speaker_gold import GoldSpeakers, read_speakers
from dataset.records import Annotation, Article, Mention, Party, Statement
from dataset.spans import Span

KINDS = {
    "name": "name",
    "nominal": "nominal",
    "metonym": "nominal",
    "pronoun": "pronoun",
    "unnamed": "unnamed",
    "several": "several",
    "unknown": "unknown",
    "implicit": "no source",
    "none": "no source",
}
"""Labelled resolution -> the kind of source that is scored by itself."""
RESOLUTIONS = ("name", "nominal", "pronoun", "implicit", "several", "unnamed", "unknown", "none")
SIEVES = (
    "gazetteer",
    "names",
    "known_part",
    "named_source",
    "repeated_name",
    "nominal",
    "document",
    "pronoun",
)
"""Rules of the mentions that tell a known speaker."""
OUTCOMES = ("right", "wrong", "unresolved")


def evaluate_speakers(
    folder: Path, engine: Callable[[Article], Annotation], part: str | None = None, gold: Path = GOLD
) -> list[Score]:
    """Shares of the labelled statements, so that precision, recall and F1 are one; 95 % intervals over articles.

    ``end to end`` is of all labelled statements: found by cue and source, and the speaker right. ``given`` is of those
    that were found: right, wrong (an entity that is not the speaker), unresolved. ``resolved by`` is the share that is
    right of each ``speaker_resolution`` that the engine gives, ``sieve`` of each rule that told one known speaker.
    ``part`` is even or odd, every other article, or train.
    """
    labels, split = place_of(part, gold)
    labelled = read_speakers(labels)
    articles = {name_of(path): article for article, path in polnear_articles(folder, split)}
    wanted = part_of(labelled, part)
    return with_intervals([list(article_scores(engine(articles[name]), labelled[name])) for name in wanted])


def article_scores(annotation: Annotation, gold: Sequence[GoldSpeakers]) -> Iterator[Score]:
    """The scores of one article, in the same order for every article."""
    judged = list(_judged(annotation, gold))
    sourced = [row for row in judged if row[0].source]
    found = [row for row in sourced if row[1]]
    yield _share("end to end", "all with a source", [outcome == "right" for _, _, outcome in sourced])
    for kind in dict.fromkeys(KINDS.values()):
        yield _share("end to end", kind, [o == "right" for g, _, o in judged if KINDS[g.resolution] == kind])
    for name in OUTCOMES:
        yield _share("given", f"all with a source: {name}", [outcome == name for _, _, outcome in found])
    for kind in dict.fromkeys(KINDS.values()):
        yield _share("given", kind, [o == "right" for g, s, o in judged if s and KINDS[g.resolution] == kind])
    for value in RESOLUTIONS:
        here = [o == "right" for _, s, o in judged if s and s.speaker_resolution == value]
        yield _share("resolved by", value, here)
    sieves = _sieves(annotation)
    for value in SIEVES:
        here = [o == "right" for _, s, o in judged if s and sieves.get(s.statement_id) == value]
        yield _share("sieve", value, here)


def _sieves(annotation: Annotation) -> dict[str, str]:
    """Statement -> the rule of the mention that tells its one known speaker."""
    rules = {m.mention_id: m.rule for m in annotation.mentions}
    single = {s.statement_id for s in annotation.statements if s.speaker_id}
    parties = (p for p in annotation.parties if p.role == "speaker" and p.statement_id in single)
    return {p.statement_id: rules[p.mention_id] for p in parties if p.mention_id}


def _share(table: str, view: str, outcomes: Sequence[bool]) -> Score:
    return Score(table, view, sum(outcomes), len(outcomes), len(outcomes))


def _judged(
    annotation: Annotation, gold: Sequence[GoldSpeakers]
) -> Iterator[tuple[GoldSpeakers, Statement | None, str]]:
    """Each labelled statement with the engine's, and what came of its speaker."""
    pairs = {j: i for i, j in align(annotation.statements, gold, _likeness, least=1 / 100)}
    names = _Names(annotation)
    for j, labelled in enumerate(gold):
        statement = annotation.statements[pairs[j]] if j in pairs else None
        yield labelled, statement, names.outcome(statement, labelled) if statement else "unresolved"


def _likeness(statement: Statement, gold: GoldSpeakers) -> float:
    """What the cues share, 0 where the sources share nothing and are not both absent."""
    cue = _span(statement.cue_char_start, statement.cue_char_end)
    source = _span(statement.source_char_start, statement.source_char_end)
    alike = _shared(source, gold.source) > 0 if source and gold.source else source == gold.source
    return _shared(cue, gold.cue) if cue and alike else 0.0


def _span(start: int | None, end: int | None) -> Span | None:
    return None if start is None or end is None else (start, end)


def _shared(left: Span, right: Span) -> float:
    """What two ranges share of what they cover together."""
    common = min(left[1], right[1]) - max(left[0], right[0])
    return max(common, 0) / (max(left[1], right[1]) - min(left[0], right[0]))


class _Names:
    """Where the engine's entities are mentioned, and what the parties of its statements are."""

    def __init__(self, annotation: Annotation) -> None:
        self.mentions = {m.mention_id: m for m in annotation.mentions}
        self.places: dict[str, list[Mention]] = {}
        for mention in annotation.mentions:
            if mention.entity_id:
                self.places.setdefault(mention.entity_id, []).append(mention)
        self.parties: dict[str, list[Party]] = {}
        for party in annotation.parties:
            if party.role == "speaker":
                self.parties.setdefault(party.statement_id, []).append(party)

    def outcome(self, statement: Statement, gold: GoldSpeakers) -> str:
        """right, wrong where an entity is named that does not speak, unresolved where too few are named."""
        parties = self.parties.get(statement.statement_id, [])
        known = [p for p in parties if p.entity_id]
        if len(parties) == len(gold.speakers) and any(
            all(self._is(p, g, gold) for p, g in zip(parties, order, strict=True))
            for order in permutations(gold.speakers)
        ):
            return "right"
        if not gold.speakers and not known:
            return "right"
        wrong = any(not any(self._is(p, g, gold) for g in gold.speakers) for p in known)
        return "wrong" if wrong else "unresolved"

    def _is(self, party: Party, places: Sequence[Span], gold: GoldSpeakers) -> bool:
        """Whether a party is the labelled speaker with these places."""
        if party.entity_id:
            return any(_at(m, places) for m in self.places.get(party.entity_id, ()))
        mention = self.mentions[party.mention_id] if party.mention_id else None
        return gold.resolution == "unnamed" or (mention is not None and _at(mention, places))


def _at(mention: Mention, places: Sequence[Span]) -> bool:
    return any(_shared((mention.char_start, mention.char_end), place) >= ENOUGH for place in places)
