"""Who is described before being named: the "expert" of a headline, "a city newspaper" of the first paragraph."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from dataset.annotate.company_names import is_named_so
from dataset.annotate.document import Document
from dataset.annotate.mentions import Mentions, office_sectors
from dataset.annotate.names import STATE_SECTORS, Reference
from dataset.annotate.noun_phrases import head_of, is_plural
from dataset.annotate.spoken import Spoken
from dataset.annotate.triggers import object_classes
from dataset.annotate.vocabulary import function_words, is_person_noun, nominals, roles

_LEAST = 3  # words that two statements share
_SHARE = 0.4  # of the words of the first one
_STEM = 5  # letters by which words are compared
_SHORT = 3  # letters of a word that tells nothing


def named_later(mentions: Mentions, spoken: Mapping[int, Spoken]) -> Iterator[tuple[Reference, Reference]]:
    """Speakers of the headline and the first paragraph who are only described, each as who says the same later.

    That one is a person or an organization as the description has it, and is not named beside it. Said the same: at
    least three words of the content and two fifths of them, more than anybody else has. "A poll" is the first one of
    which the article says whose it is.
    """
    document = mentions.document
    for _, told in sorted(spoken.items()):
        described = told.speakers[0] if len(told.speakers) == 1 and not told.speaker else None
        noun = _noun(mentions, described) if described and described.start < document.lead_end else None
        if described is None or noun is None:
            continue
        document_noun = "document" in object_classes(noun)
        known = (_author if document_noun else _who_repeats)(mentions, told, noun, spoken)
        if known:
            found = replace(described, entity_id=known.entity_id, type=known.type, country=known.country)
            yield described, replace(found, gender=known.gender, rule="named_later", metonym=document_noun)


def _noun(mentions: Mentions, described: Reference) -> str | None:
    """The noun for one person, organization or document; None for a pronoun, several, "a spokesman for Ann Lee"."""
    tokens = mentions.document.tokens_in(described.start, described.end)
    head = head_of(tokens)
    if described.form != "nominal" or head is None or is_plural(head) or any(t.lower == "for" for t in tokens):
        return None
    organization = nominals().get(head.lower, {}).get("refers_to") == "organization"
    document = "document" in object_classes(head.lower)
    return head.lower if organization or document or is_person_noun(head.lower) else None


def _author(mentions: Mentions, told: Spoken, noun: str, spoken: Mapping[int, Spoken]) -> Reference | None:
    """Whose the first document of that name behind is: "A Gallup poll" for "a poll"."""
    later = (other.speaker for _, other in sorted(spoken.items()) if other.speaker)
    owned = (r for r in later if r.rule == "document" and r.start > told.speakers[0].start)
    tokens = mentions.document.tokens_in
    return next((r for r in owned if any(t.lower == noun for t in tokens(r.start, r.end))), None)


def _fits(noun: str, speaker: Reference, offices: Mapping[str, str]) -> bool:
    """Whether the noun can be for the speaker; "judge" only where the article gives an office of the kind."""
    if not is_person_noun(noun):
        return speaker.type == "organization" and is_named_so(speaker, noun)
    row = roles().get(noun, {})
    gender, sector = row.get("gender", ""), row.get("sector", "")
    held = sector not in STATE_SECTORS or offices.get(speaker.entity_id or "") == sector
    return speaker.is_person and held and (not gender or speaker.gender in ("", gender))


def _who_repeats(mentions: Mentions, told: Spoken, noun: str, spoken: Mapping[int, Spoken]) -> Reference | None:
    """The one that a noun fits whose later statement shares most with what is told."""
    number = mentions.document.sentence_number
    wanted, end = _content(mentions.document, told), told.attribution.fragments[-1][1]
    beside = {r.entity_id for r in mentions.found if number(r.start) == number(told.speakers[0].start)}
    offices = office_sectors(mentions.document, mentions.found)
    shared: dict[str, tuple[int, Reference]] = {}
    for other in spoken.values():
        speaker = other.speaker
        if speaker and _fits(noun, speaker, offices) and speaker.start > end and speaker.entity_id not in beside:
            common = len(wanted & _content(mentions.document, other))
            if common > shared.get(speaker.entity_id or "", (0, speaker))[0]:
                shared[speaker.entity_id or ""] = common, speaker
    ranked = sorted(shared.values(), key=lambda found: -found[0])
    if not ranked or ranked[0][0] < max(_LEAST, _SHARE * len(wanted)):
        return None
    return ranked[0][1] if len(ranked) == 1 or ranked[1][0] < ranked[0][0] else None


def _content(document: Document, told: Spoken) -> frozenset[str]:
    """The words of a content that tell something, by how they begin."""
    tokens = (t.lower for span in told.attribution.fragments for t in document.tokens_in(*span))
    return frozenset(w[:_STEM] for w in tokens if len(w) > _SHORT and w.isalpha() and w not in function_words())
