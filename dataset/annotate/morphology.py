"""Inflected forms of English verbs, from a lemma and its irregular forms."""

from __future__ import annotations

VOWELS = "aeiou"


def verb_forms(lemma: str, irregular: tuple[str, ...] = ()) -> dict[str, str]:
    """Form -> kind {base, s, ing, past} of a verb; words after the first stay as they are ("point out").

    Regular spelling: final e is dropped, consonant + y becomes ie; a doubled consonant is irregular and listed.
    """
    head, _, rest = lemma.partition(" ")
    tail = f" {rest}" if rest else ""
    ing = [f for f in irregular if f.endswith("ing")]
    past = [f for f in irregular if not f.endswith("ing")]
    forms = {head: "base", _third_person(head): "s"}
    forms |= dict.fromkeys(ing or [_participle(head)], "ing")
    forms |= dict.fromkeys(past or [_past(head)], "past")
    return {form + tail: kind for form, kind in forms.items()}


def _ends_in_consonant_y(head: str) -> bool:
    return head.endswith("y") and head[-2:-1] not in VOWELS


def _third_person(head: str) -> str:
    if _ends_in_consonant_y(head):
        return head[:-1] + "ies"
    return head + ("es" if head.endswith(("s", "sh", "ch", "x", "z", "go", "do")) else "s")


def _participle(head: str) -> str:
    return (head[:-1] if head.endswith("e") and not head.endswith(("ee", "oe", "ye")) else head) + "ing"


def _past(head: str) -> str:
    if head.endswith("e"):
        return head + "d"
    return head[:-1] + "ied" if _ends_in_consonant_y(head) else head + "ed"
