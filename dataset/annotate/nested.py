"""Statements inside the contents of others: each content that may hold a cue is read again by itself.

No corpus tells the tagger what is stated inside a content, so what it finds there has to be known as a statement by its
words: a cue of the lexicon, somebody else's than the speaker's, and something that is told.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from dataset.annotate.attributions import Attribution, cue_of, stance_of, stated
from dataset.annotate.clauses import Clauses
from dataset.annotate.cues import cues, holds_cue, is_hedge, lemmas
from dataset.annotate.document import Document
from dataset.annotate.noun_phrases import FINITE, Phrase
from dataset.annotate.verbs import POSSESSIVE
from dataset.annotate.vocabulary import pronouns, words
from dataset.spans import Span
from dataset.tagger import Model, calibrated, tag_inside

_CALIBRATION = (0.6381, 0.0608)
"""What the log odds of a confidence that is fitted outside are worth inside (Platt 1999): slope and shift, fitted on
503 statements inside contents of PolNeAR train: what ``tests/bench/nested_confidence.py`` prints with (1, 0) here."""
_THAT = re.compile(r"that\s")
_WORDLESS = (["that"], ["what"])
"""Contents that tell nothing: "I never said that"."""
_ADDRESSING = frozenset(("a", "d", "o"))
"""Frames of verbs whose object is addressed (``lexicon/README.md``)."""
_NEXT = 6  # characters behind a cue in which a "that" begins and ends
_TO = 4  # characters before a cue in which its "to" stands
_NOBODY = ("there", "please", "well")
"""Words in the place of a subject that are none: "there were fears"."""
_OWNING = ("my", "your", "his", "her", "its", "our", "their", "whose")


def inside(document: Document, model: Model, outer: Sequence[Attribution]) -> list[Attribution]:
    """The statements one level inside the contents of these."""
    regions = [place for a in outer for f in a.fragments if (place := _words_of(document, f)) is not None]
    found = []
    for line in tag_inside(model, document.text, regions):
        for attribution in stated(document, model, line):
            whose = _with_source(document, line.start, attribution)
            if _is_kept(document, whose):
                found.append(replace(whose, confidence=calibrated(_CALIBRATION, [whose.confidence or 0.0])))
    return found


def _words_of(document: Document, fragment: Span) -> Span | None:
    """The words to read again: what a quotation holds, or the clause without "that"; None where no cue is likely."""
    whole = next((q for q in document.quotes_in(*fragment) if (q.start, q.end) == fragment), None)
    start, end = whole.inner if whole else fragment
    that = _THAT.match(document.text, start, end)
    inner = (that.end() if that else start, end)
    return inner if holds_cue(document.tokens_in(*inner)) else None


def _with_source(document: Document, start: int, attribution: Attribution) -> Attribution:
    """The statement with the subject of its verb, or the owner of its noun, where the tagger has found no source in the
    words from ``start`` on."""
    if attribution.source or attribution.cue is None or attribution.cue_head is None:
        return attribution
    sentence, _, _ = document.sentences[document.sentence_number(attribution.cue[0])]
    clauses = Clauses(document.tokens_in(max(start, sentence), attribution.cue[1]), {})
    at = clauses.index_at(attribution.cue_head[0])
    finite = clauses.verb(at) in FINITE and clauses.word(clauses.before_adverbs(at)) != "to"
    finite = finite and not _is_ordered(document, attribution.cue_head)
    phrase = clauses.own_subject(at) if finite and not clauses.is_passive(at) else _owner(clauses, at)
    if phrase is None or clauses.word(phrase[0]) in _NOBODY:
        return attribution
    source = clauses.tokens[phrase[0]].start, clauses.tokens[phrase[1] - 1].end
    free = not any(s < source[1] and source[0] < e for s, e in (*attribution.fragments, attribution.cue_head))
    return replace(attribution, source=source) if free else attribution


def _is_ordered(document: Document, head: Span) -> bool:
    """ "drivers ordered to stop", "witnesses told that": a participle, whose noun is addressed."""
    cue = cues().get(document.text[slice(*head)].lower())
    follows = [token.lower for token in document.tokens_in(head[1], head[1] + _NEXT)[:1]]
    return cue is not None and cue.kind == "past" and bool(cue.frames & _ADDRESSING) and follows in (["to"], ["that"])


def _owner(clauses: Clauses, at: int) -> Phrase | None:
    """Whose a noun is: "the board's" of "the board's early decision"; "last week's" is nobody's."""
    start = clauses.phrase_start(at)
    if clauses.word(start) in _OWNING:
        return start, start + 1
    mark = next((here for here in range(at - 1, start, -1) if clauses.word(here) in POSSESSIVE), None)
    return (start, mark + 1) if mark and clauses.word(mark - 1) not in words("time") else None


def _is_kept(document: Document, attribution: Attribution) -> bool:
    """Whether a statement inside another is one: its cue is known to be, something is said, and it is no hedge, "I
    think" or "you know", as in PolNeAR."""
    source = document.text[slice(*attribution.source)].lower() if attribution.source else ""
    cue, head = attribution.cue or (0, 0), attribution.cue_head or (0, 0)
    before = (t.lower for t in document.tokens_in(cue[0], head[0]))
    auxiliary = next((word for word in before if word in words("auxiliary") or word[0] in "'’"), "")
    person = pronouns()[source]["person"] if source in pronouns() else "3"
    return not is_hedge(person, document.text[slice(*head)].lower(), auxiliary) and _tells(document, attribution)


def _tells(document: Document, attribution: Attribution) -> bool:
    """Whether somebody says something: a cue, and a clause or quoted words. A verb of the lexicon may have a
    phrase, one of thinking or wanting only where that is judged."""
    first, *more = attribution.fragments
    content, cue = Clauses(document.tokens_in(*first), {}), cue_of(attribution)
    verb = attribution.lemma in lemmas()
    if content.lower in _WORDLESS or not (verb or stance_of(attribution)):
        return False
    if more or document.quotes_in(*first) or _is_clause(content):
        return True
    thought = cue is not None and cue.speech_act == "attitude" and not _is_judged(content)
    meant = attribution.source is None and _is_infinitive(document, attribution)
    return verb and not thought and not meant and not _is_thing(content)


def _is_infinitive(document: Document, attribution: Attribution) -> bool:
    """ "to criticize her", which nobody is said to have done."""
    start, end = attribution.cue or (0, 0)
    before = document.tokens_in(max(0, start - _TO), start)[-1:]
    return "to" in [token.lower for token in (*before, *document.tokens_in(start, end)[:1])]


def _is_judged(content: Clauses) -> bool:
    """Whether a phrase is told to be or to do something: "the plan a disaster", "Ann Lee as a rival", "rates to rise",
    "resigning"."""
    verbs = (at for at, verb in enumerate(content.verbs) if verb in FINITE)
    acts = any(content.word(content.before_adverbs(at)) not in words("relative") for at in verbs)
    return acts or content.verb(0) == "ing" or not {"to", "as"}.isdisjoint(content.lower) or _is_predicated(content)


def _is_predicated(content: Clauses) -> bool:
    """Whether a second phrase tells what the first one is."""
    phrase = content.phrase_from(0)
    return phrase is not None and content.phrase_from(phrase[1]) is not None


def _is_clause(content: Clauses) -> bool:
    """Whether what is said begins as a clause."""
    subject = content.phrase_from(0)
    finite = subject is not None and content.verb(content.past_adverbs(subject[1])) in FINITE
    return finite or content.word(0) in {"to", "not", "if"} | words("wh") | words("relative")


def _is_thing(content: Clauses) -> bool:
    """Whether the content is a noun phrase alone, "the remarks", "it"; in "the plan a disaster" something is said."""
    first = content.word(0)
    alone = len(content.tokens) == 1 or first not in pronouns()
    thing = first in words("determiner") | words("indefinite") | pronouns().keys() and first != "that"
    return thing and alone and not _is_predicated(content) and not any(content.verbs)
