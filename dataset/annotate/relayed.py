"""What somebody "was quoted by an agency as saying": the words are the quoted one's, and the agency only tells them.

"The agency quoted the mayor as saying that ..." stays two statements, one inside the other. Where the words come first,
"..., the agency quoted the mayor as saying", nothing is left to nest in: they are the mayor's.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dataset.annotate.attributions import Attribution
from dataset.annotate.clauses import Clauses
from dataset.spans import Span

_RELAYING = ("quote", "cite")
_FAR = 12  # tokens from "quoted" to "as saying"


def relayed(clauses: Clauses, attribution: Attribution) -> Attribution:
    """The statement with who is quoted for its source; as it is where nobody is, or where the quoted words follow."""
    cue, head = attribution.cue, attribution.cue_head
    if cue is None or head is None or attribution.lemma not in _RELAYING:
        return attribution
    verb, after = (clauses.index_at(place) for place in head)
    at = next(
        (i for i in range(after, after + _FAR) if (clauses.word(i), clauses.word(i + 1)) == ("as", "saying")), None
    )
    if at is None:
        return attribution
    saying = clauses.tokens[at].start, clauses.tokens[at + 1].end
    if clauses.is_passive(verb):
        subject = clauses.phrase_to(clauses.group_start(verb))
        source = (clauses.tokens[subject[0]].start, clauses.tokens[subject[1] - 1].end) if subject else None
        return _said_by(clauses, attribution, source, (cue[0], saying[1]))
    first = attribution.fragments[0]
    if at == after or first[1] > cue[0]:
        return attribution
    return _said_by(clauses, attribution, (clauses.tokens[after].start, clauses.tokens[at - 1].end), saying)


def _said_by(clauses: Clauses, attribution: Attribution, source: Span | None, cue: Span) -> Attribution:
    """The statement with this source and cue, whose words are neither: what stands behind "saying" is said."""
    taken = [span for span in (source, cue) if span]
    said = [piece for f in attribution.fragments for piece in _outside(clauses, f, taken)]
    return replace(attribution, source=source, cue=cue, fragments=tuple(said)) if said else attribution


def _outside(clauses: Clauses, fragment: Span, taken: Sequence[Span]) -> list[Span]:
    """The fragment if it overlaps none of these, else what follows the last of them."""
    last = max((end for start, end in taken if start < fragment[1] and fragment[0] < end), default=None)
    if last is None:
        return [fragment]
    at = clauses.index_at(last)
    return [(clauses.tokens[at].start, fragment[1])] if last < fragment[1] and at < len(clauses.tokens) else []
