"""What a noun phrase stands for: the classes of its head, what it measures, whose it is, whether it is somebody."""

from __future__ import annotations

from collections.abc import Iterator

from dataset.annotate.clauses import Clauses
from dataset.annotate.gazetteer import lookup
from dataset.annotate.noun_phrases import Phrase
from dataset.annotate.triggers import object_classes
from dataset.annotate.verbs import POSSESSIVE
from dataset.annotate.vocabulary import nominals, roles, words

_BORDERS = ("border", "borders", "boundary", "frontier")
_NOBODY = ("any", "no", "every", "other", "another")
_FORCE = frozenset(("violence",))
_DEEP = 2  # steps from a thing to whose it is
_SEVERAL = frozenset(("two", "three", "both", "all", "they", "we", "people", "men", "women", "police"))


def has_class(clauses: Clauses, phrase: Phrase, wanted: frozenset[str]) -> bool:
    """Whether the head of a phrase, or what it is a quantity of, belongs to one of the classes."""
    return any(_classes(clauses, part) & wanted for part in _heads(clauses, phrase))


def is_known(clauses: Clauses, phrase: Phrase) -> bool:
    """Whether a phrase stands for people, a place, or a thing of some class."""
    return any(_classes(clauses, part) - {"any"} for part in _heads(clauses, phrase))


def _heads(clauses: Clauses, phrase: Phrase) -> Iterator[Phrase]:
    for part in clauses.objects(phrase):
        yield part
        if (inner := measured(clauses, part)) is not None:
            yield inner


def _classes(clauses: Clauses, phrase: Phrase) -> frozenset[str]:
    """The classes of a head of two words ("hunger strike"), else of one; parties, places and all things have one."""
    inside = clauses.lower[phrase[0] : phrase[1]]
    if "joint" in inside:
        return frozenset(("joint",))
    found = (object_classes(" ".join(inside[-2:])) if len(inside) > 1 else None) or object_classes(inside[-1])
    known = lookup(clauses.tokens, phrase[1] - 1)
    place = known is not None and known[0].entity_type in ("country", "place") and known[0].form == "name"
    people = is_party(clauses, phrase) or _is_number(inside[-1])
    return found | {"any"} | ({"party"} if people else set()) | ({"territory"} if place else set())


def _is_number(word: str) -> bool:
    """ "killed 12", "killed dozens": so many people."""
    return word.isdigit() or word in words("quantity") | _SEVERAL


def measured(clauses: Clauses, phrase: Phrase) -> Phrase | None:
    """ "dozens of protesters": the protesters; "ten million euros in aid": the aid."""
    head = clauses.lower[phrase[1] - 1]
    counted = clauses.word(phrase[1]) == "of" and (head in words("quantity") or head.isdigit())
    paid = clauses.word(phrase[1]) in ("in", "of", "worth") and head in words("currency")
    return clauses.phrase_from(phrase[1] + 1 + (clauses.word(phrase[1] + 1) == "of")) if counted or paid else None


def owners(clauses: Clauses, phrase: Phrase) -> tuple[Phrase, ...]:
    """Whose thing it is: "Israel's plan", "the Syrian offer", "a proposal of the ministry", "the border with Peru"."""
    marked = next((i for i in range(phrase[1] - 1, phrase[0], -1) if clauses.lower[i] in POSSESSIVE), None)
    if marked is not None:
        return ((phrase[0], marked),)
    first = next((i for i in range(*phrase) if clauses.named[i] == i), None)
    if first is not None:
        return ((first, next((i for i in range(first, phrase[1]) if clauses.named[i] != first), phrase[1])),)
    at_border = clauses.word(phrase[1]) == "with" and clauses.lower[phrase[1] - 1] in _BORDERS
    if clauses.word(phrase[1]) in ("of", "by") or at_border:
        return clauses.objects(clauses.phrase_from(phrase[1] + 1))
    return ()


def stands_before(clauses: Clauses, owner: Phrase, force: bool) -> bool:
    """Whether a name only tells an act from others, nobody's own: that of a place ("the Lima talks"); before an act of
    force also that of a person, or of a capital ("the Dias shooting").

    States and organizations act: "US airstrikes".
    """
    first = clauses.named[owner[0]]
    if first is None or clauses.word(owner[1]) in POSSESSIVE:
        return False
    reference = clauses.references[clauses.tokens[first].start]
    of_force = force and (reference.metonym or reference.type == "person")
    return reference.form == "name" and (of_force or reference.type == "place")


def standing(clauses: Clauses, phrase: Phrase, depth: int = 0) -> tuple[Phrase, ...]:
    """Whom a phrase stands for: its head, what it is a quantity of, or whose it is; nobody for "any country"."""
    counted = measured(clauses, phrase) if depth < _DEEP and clauses.named[phrase[1] - 1] is None else None
    if counted and (inner := standing(clauses, counted, depth + 1)):
        return inner
    if is_party(clauses, phrase):
        return () if clauses.word(phrase[0]) in _NOBODY else (phrase,)
    if depth == _DEEP:
        return ()
    force = has_class(clauses, phrase, _FORCE)
    known = [p for p in owners(clauses, phrase) if not (force and stands_before(clauses, p, True))]
    return tuple(inner for p in known for inner in standing(clauses, p, depth + 1))


def is_several(clauses: Clauses, phrase: Phrase) -> bool:
    """Whether a phrase is a plural, or a pronoun that is one."""
    first = clauses.named[phrase[1] - 1]
    if first is not None:
        return clauses.references[clauses.tokens[first].start].plural
    head = clauses.lower[phrase[1] - 1]
    return (head.endswith("s") and not head.endswith("ss")) or head in _SEVERAL


def is_party(clauses: Clauses, phrase: Phrase) -> bool:
    """Whether a phrase is a name (a resolved pronoun is one), or its head a word for people, bodies or states."""
    if clauses.named[phrase[1] - 1] is not None:
        return True
    head = clauses.lower[phrase[1] - 1]
    heads = (head, " ".join(clauses.lower[phrase[1] - 2 : phrase[1]])) if phrase[1] - phrase[0] > 1 else (head,)
    forms = {f for h in heads for f in (h, h.removesuffix("s"), h[:-3] + "y" if h.endswith("ies") else h)}
    return bool(forms & (nominals().keys() | roles().keys()))
