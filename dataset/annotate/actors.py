"""Actors: PLOVER's codes of those who take part in an event."""

from __future__ import annotations

from collections.abc import Mapping

from dataset.annotate.gazetteer import entry
from dataset.annotate.names import Reference
from dataset.annotate.vocabulary import nominals, roles


def plover_actor(reference: Reference) -> str | None:
    """PLOVER's actor code: the country's, or the organization's own."""
    known = entry(reference.entity_id) if reference.entity_id else None
    return (known.plover_actor if known else None) or reference.country


def sector(reference: Reference, offices: Mapping[str, str]) -> str | None:
    """PLOVER's sector: the organization's, or that of an office that the person has in the article."""
    known = entry(reference.entity_id) if reference.entity_id else None
    ministry = reference.type == "organization" and "ministry" in (reference.name or "").lower()
    own = known.sector if known else None
    return own or offices.get(reference.entity_id or "") or ("GOV" if ministry else None)


def sector_of_words(words: str) -> str | None:
    """PLOVER's sector of somebody unnamed, by the last word: "the police", "two Finnish diplomats"."""
    head = words.rpartition(" ")[2]
    rows = (nominals().get(head), roles().get(head), roles().get(head.removesuffix("s")))
    return next((row["sector"] for row in rows if row and row["sector"]), None)
