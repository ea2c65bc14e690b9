"""Statements with their parties: who speaks, who is addressed, and how the speaker was found."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from dataset.annotate.attributions import Attribution
from dataset.annotate.names import Reference


@dataclass(frozen=True, slots=True)
class Spoken:
    """An attribution with its parties: references that stand in the text, and how the speaker was found."""

    attribution: Attribution
    speakers: tuple[Reference, ...]
    addressees: tuple[Reference, ...]
    resolution: str

    @property
    def speaker(self) -> Reference | None:
        """The one known speaker."""
        return self.speakers[0] if len(self.speakers) == 1 and self.speakers[0].entity_id else None


def resolution(attribution: Attribution, speakers: Iterable[Reference]) -> str:
    """How the speaker was found: ``speaker_resolution`` of the tables."""
    found = list(speakers)
    if attribution.source is None or not found:
        return "none"
    if len(found) > 1:
        return "several"
    if found[0].entity_id:
        return found[0].form
    return "unknown" if found[0].form == "pronoun" else "unnamed"
