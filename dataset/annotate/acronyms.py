"""Acronyms: the organization that an article names in full and by its letters, "Harbour Guild Alliance (HGA)"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from dataset.annotate.names import Reference

_WORD = re.compile(r"[^\W\d_]+")
_LEAST = 2  # letters


def resolve_acronyms(references: Sequence[Reference], text: str) -> list[Reference]:
    """Letters that nothing else explains are the one body whose name stands right before them or begins with them."""
    bodies = [r for r in references if r.form == "name" and r.type == "organization" and not _is_acronym(r.name)]
    known = {**_unambiguous(_by_initials(bodies, text)), **_unambiguous(_in_brackets(bodies, references, text))}
    return [_named(r, known) for r in references]


def _is_acronym(name: str | None) -> bool:
    """Whether a name is letters and nothing else."""
    letters = (name or "").replace(".", "").replace("&", "")
    return len(letters) >= _LEAST and letters.isalpha() and letters.isupper()


def _letters(name: str) -> str:
    return "".join(_WORD.findall(name))


def _by_initials(bodies: Sequence[Reference], text: str) -> Iterator[tuple[str, Reference]]:
    """The first letters of the words with a capital: EC for "European Commission"."""
    for body in bodies:
        initials = "".join(word[0] for word in _WORD.findall(text[body.start : body.end]) if word[0].isupper())
        if len(initials) >= _LEAST:
            yield initials, body


def _in_brackets(
    bodies: Sequence[Reference], references: Sequence[Reference], text: str
) -> Iterator[tuple[str, Reference]]:
    """Letters in brackets behind a name that they are letters of: "Institute of Marine Resources (IMARES)"."""
    behind = {body.end + 2: body for body in bodies if text.startswith(" (", body.end)}
    for reference in references:
        body = behind.get(reference.start)
        if body and _is_acronym(reference.name) and text.startswith(")", reference.end):
            letters = _letters(reference.name or "")
            if _is_made_of(letters.lower(), text[body.start : body.end].lower()):
                yield letters, body


def _is_made_of(letters: str, name: str) -> bool:
    """Whether the letters stand in the name in their order, the first one first."""
    rest = iter(name)
    return name.startswith(letters[0]) and all(letter in rest for letter in letters)


def _unambiguous(found: Iterator[tuple[str, Reference]]) -> Mapping[str, Reference]:
    known: dict[str, list[Reference]] = {}
    for letters, body in found:
        known.setdefault(letters, []).append(body)
    return {letters: bodies[0] for letters, bodies in known.items() if len({b.entity_id for b in bodies}) == 1}


def _named(reference: Reference, known: Mapping[str, Reference]) -> Reference:
    body = known.get(_letters(reference.name or "")) if _is_acronym(reference.name) else None
    if body is None or reference.form != "name" or reference.rule == "gazetteer" or reference.type == "person":
        return reference
    return replace(reference, type=body.type, entity_id=body.entity_id, country=body.country)
