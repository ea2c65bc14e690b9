"""What organizations are called: "Oakfield" for "Oakfield Industries Inc", and which is "the bank" or a newspaper."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import replace

from dataset.annotate.gazetteer import entry, slug
from dataset.annotate.names import Reference
from dataset.annotate.vocabulary import function_words, given_names, name_words, nominals, roles, words

COMPANIES = frozenset(("BUS", "JRN", "SOC", "EDU"))
"""PLOVER sectors of a company, a medium, a society, a school."""
Key = tuple[str, ...]


def resolve_company_names(references: Sequence[Reference]) -> list[Reference]:
    """Organizations without their legal form in the id, and short names as the one that was named in full before.

    A short name is the first word of one full name ("Oakfield"), or what stands before "of" or "for", or all of it but
    the legal form. It stays apart where the article names it first ("Boeing", then "Boeing Field"), where two begin so,
    or where somebody has that name.
    """
    plain = [_without_form(r) for r in references]
    bodies = sorted((r for r in plain if r.type == "organization" and r.form == "name"), key=lambda r: r.start)
    people = {word for r in plain if r.is_person and r.name for word in r.name.lower().split()}
    first: dict[Key, int] = {}
    full: dict[Key, dict[str, Reference]] = {}
    for body in bodies:
        first.setdefault(key_of(body.name or ""), body.start)
        for short in _short_forms(key_of(body.name or ""), people):
            full.setdefault(short, {}).setdefault(body.entity_id or "", body)
    known = {short: next(iter(found.values())) for short, found in full.items() if len(found) == 1}
    earlier = {short: r for short, r in known.items() if r.start < first.get(short, r.start + 1)}
    return [_as_full(r, earlier) if _is_guessed(r) else r for r in plain]


def _short_forms(key: Key, people: Set[str]) -> Iterator[Key]:
    """ "Oakfield" of "Oakfield Industries"; "Oakfield Centre" of "Oakfield Centre for the Arts"; "Herald" of "Oslo
    Herald"."""
    governed = next((at for at, word in enumerate(key) if word in words("preposition")), len(key))
    if governed > 1 and len(key) > 1 and is_distinctive(key[0]) and key[0] not in people:
        yield key[:1]
    if 1 < governed < len(key):
        yield key[:governed]
    paper = next((at for at, word in enumerate(key) if word in name_words("newspaper")), 0)
    if paper > 0 and all(word in name_words("newspaper") for word in key[paper:]):
        yield key[paper:]


def key_of(name: str) -> Key:
    """The words of a name in small letters, without its legal form: ("oakfield",) of "Oakfield Inc."."""
    parts = name.lower().replace(",", "").split()
    while len(parts) > 1 and (parts[-1].rstrip(".") in name_words("legal_form") or parts[-1] == "&"):
        parts.pop()
    return tuple(parts)


def has_form(name: str) -> bool:
    """Whether a name ends in a legal form, so that it is a company's."""
    return len(key_of(name)) < len(name.split())


def is_distinctive(word: str) -> bool:
    """Whether a first word can stand for the whole name: not "National", "First", "Police"."""
    classes = ("general", "modifier", "newspaper", "legal_form", "particle")
    common = (function_words(), nominals(), roles(), *(name_words(kind) for kind in classes))
    return len(word) > 2 and not any(word in known for known in common) and word.capitalize() not in given_names()


def _is_guessed(reference: Reference) -> bool:
    """Whether it is an organization by name that the gazetteer does not know."""
    return reference.type == "organization" and reference.form == "name" and reference.rule != "gazetteer"


def _without_form(reference: Reference) -> Reference:
    name = reference.name or ""
    if not _is_guessed(reference) or not has_form(name):
        return reference
    return replace(reference, entity_id=f"organization/{slug(' '.join(key_of(name)))}")


def _as_full(reference: Reference, short: Mapping[Key, Reference]) -> Reference:
    company = short.get(key_of(reference.name or ""))
    return replace(reference, entity_id=company.entity_id, country=company.country) if company else reference


def short_keys(companies: Iterable[Reference]) -> set[Key]:
    """What else the companies among these may be called: all but the legal form, or a first word that is no other."""
    found: set[Key] = set()
    for company in companies:
        if _is_guessed(company) and has_form(company.name or ""):
            key = key_of(company.name or "")
            found |= {key} | ({key[:1]} if is_distinctive(key[0]) else set())
    return found


def is_company(reference: Reference) -> bool:
    """Whether nothing is known against an organization's being a company, a medium or a society."""
    known = entry(reference.entity_id or "")
    return known is None or known.sector is None or known.sector in COMPANIES


def may_be_of(reference: Reference, sector: str) -> bool:
    """Whether an organization may be of a sector: a company is no medium that the gazetteer knows, a paper is one."""
    known = entry(reference.entity_id or "")
    return known is None or known.sector is None or (known.sector == "JRN") == (sector == "JRN")


def is_named_so(reference: Reference, noun: str) -> bool:
    """Whether an organization is what a noun says: its name has the word, or nothing is known against its being one."""
    sector = nominals().get(noun, {}).get("sector", "")
    called = noun in (reference.name or "").lower().split()
    return called or (sector in COMPANIES and is_company(reference) and may_be_of(reference, sector))
