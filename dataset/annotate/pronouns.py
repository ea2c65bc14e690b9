"""Pronouns of an article that may refer to somebody."""

from __future__ import annotations

from collections.abc import Sequence

from dataset.annotate.document import Document
from dataset.annotate.names import Reference
from dataset.annotate.tokens import Token
from dataset.annotate.vocabulary import pronouns, words


def pronoun_reference(token: Token) -> Reference:
    """An unresolved pronoun."""
    row = pronouns()[token.lower]
    kind = {"m": "person", "f": "person", "n": "organization"}.get(
        row["gender"], "person" if row["person"] == "1" else "group"
    )
    gender = row["gender"] if row["gender"] in ("m", "f") else ""
    plural = row["number"] == "plural"
    return Reference(
        token.start, token.end, token.start, "pronoun", kind, "pronoun", name=token.lower, gender=gender, plural=plural
    )


def find_pronouns(document: Document) -> list[Reference]:
    """Personal and possessive pronouns that may refer; expletive "it" is left out."""
    found = []
    for start, end, _ in document.sentences:
        tokens = document.tokens_in(start, end)
        for at, token in enumerate(tokens):
            row = pronouns().get(token.lower)
            shouted = token.text.isupper() and len(token.text) > 1
            refers = row and "reflexive" not in row["case"] and token.lower not in words("relative") and not shouted
            if refers and not (token.lower == "it" and _is_expletive(tokens, at)):
                found.append(pronoun_reference(token))
    return found


def _is_expletive(tokens: Sequence[Token], at: int) -> bool:
    """ "It was not Russia that", "it is clear that", "it seems": nothing is referred to."""
    verb, follows = (tokens[i].lower if i < len(tokens) else "" for i in (at + 1, at + 2))
    if verb in words("expletive_verb"):
        return True
    participle = follows in words("addressing_participle")
    linking = verb in words("be") or (verb in words("modal") and follows in words("be"))
    return linking and not participle and any(t.lower in ("that", "to", "who") for t in tokens[at + 2 : at + 12])
