"""Inflected forms of English verbs, from a lemma and its irregular forms, and back."""

from __future__ import annotations

import re
from collections.abc import Container

VOWELS = "aeiou"
_ENDINGS = {"ied": "y", "ies": "y", "ed": "", "ing": "", "es": "", "s": ""}
_NO_ENDINGS = ("ss", "us", "is")
_MUTE_E = re.compile(
    r"(?:[cuvz]|(?<!s)s|[bcdfgkptz]l|[dlr]g|[aeiou]g|[ae]ng|^[^aeiou]*[aeiouy][^aeiouwxy]"
    r"|[^aeo](?:a[dkprt]|i[bdklnr]|o[dkt]|u[dlmrt]))$"
)  # stems that end so have lost an e: "endors", "compil", "cit"
_DOUBLED = re.compile(r"([bdgkmnprt])\1$|[aeiou]+[^aeiou]+[aeiou]ll$")


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


def base_form(form: str, known: Container[str] = ()) -> str:
    """The lemma of a regular form, one that is known before others: "endorse" of "endorsed", "claim" of "claims"."""
    if form in known or form.endswith(_NO_ENDINGS):
        return form
    stems = [form[: -len(ending)] + end for ending, end in _ENDINGS.items() if form.endswith(ending)]
    lemmas = [lemma for stem in stems if len(stem) > 1 for lemma in _lemmas(form, stem)]
    return next((lemma for lemma in lemmas if lemma in known), lemmas[0] if lemmas else form)


def _lemmas(form: str, stem: str) -> list[str]:
    """The lemmas that a form without its ending may be of, the likelier first."""
    doubled = [stem[:-1]] if _DOUBLED.search(stem) and not form.endswith("s") else []
    whole = [stem + "e", stem] if _MUTE_E.search(stem) else [stem, stem + "e"]
    return doubled + [lemma for lemma in whole if form in verb_forms(lemma)]


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
