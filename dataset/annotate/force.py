"""Force or words: whether somebody is attacked with weapons, in words, or only in a figure of speech.

In political news most that is called an attack is a speech. What tells the two apart is who takes part and which
other words the sentence has.
"""

from __future__ import annotations

from collections.abc import Sequence

from dataset.annotate.actors import sector, sector_of_words
from dataset.annotate.clauses import Clauses
from dataset.annotate.realis import Hit
from dataset.annotate.roles import Role
from dataset.annotate.vocabulary import words

_ARMED = frozenset(("MIL", "REB", "PRM", "SPY", "COP", "CRM"))
_LANDS = frozenset(("country", "place", "group"))
_PUBLIC = frozenset(("GOV", "LEG", "JUD", "PTY", "JRN", "ELI", "OPP", "BUS"))


def is_verbal(clauses: Clauses, hit: Hit, roles: Sequence[Role]) -> bool:
    """ "Trump attacked Rubio", "the attacks on Clinton": nothing in the sentence tells of force, nobody is armed, and
    who is attacked is a person by name or of public life, or else who attacks is."""
    if clauses.word(hit.at) not in words("attack") or not words("force").isdisjoint(clauses.lower):
        return False
    actors, recipients = ([r for r in roles if r.role == side] for side in ("actor", "recipient"))
    if any(map(_is_armed, (*actors, *recipients))):
        return False
    return bool(actors or recipients) and all(map(_is_public, recipients or actors))


def is_contest(clauses: Clauses, hit: Hit, roles: Sequence[Role]) -> bool:
    """ "Trump battled Rubio", "Trump captured Georgia": who fights in words or wins a vote does nothing to anybody."""
    if clauses.word(hit.at) in words("contest"):
        return is_verbal(clauses, hit, roles)
    actors, recipients = ([r for r in roles if r.role == side] for side in ("actor", "recipient"))
    taken = bool(recipients) and all(r.reference is not None and r.reference.type in _LANDS for r in recipients)
    won = taken and bool(actors) and all(r.reference is not None and r.reference.is_person for r in actors)
    return won and clauses.word(hit.at) in words("capture") and words("force").isdisjoint(clauses.lower)


def _is_armed(role: Role) -> bool:
    known = role.reference
    if known is None:
        return sector_of_words(role.words) in _ARMED
    return known.type in _LANDS or sector(known, {}) in _ARMED


def _is_public(role: Role) -> bool:
    known = role.reference
    if known is None:
        return sector_of_words(role.words) in _PUBLIC
    return known.type == "person" or sector(known, {}) in _PUBLIC
