"""Sides of an event: which phrases act and which are acted on, from the frame of a trigger and its clause."""

from __future__ import annotations

from dataclasses import dataclass

from dataset.annotate.clauses import Clauses
from dataset.annotate.heads import has_class, is_known, is_party, owners, standing, stands_before
from dataset.annotate.noun_phrases import Phrase
from dataset.annotate.triggers import Trigger, triggers_at
from dataset.annotate.vocabulary import pronouns, words

_BY = frozenset(("by",))
_OF = frozenset(("of",))
_SOURCES = frozenset(("by", "from"))
_TOWARDS = frozenset(("with", "to", "on", "from", "against", "for"))
_PHYSICAL = frozenset(("ASSAULT", "COERCE"))
_WILLED = frozenset(("CONCEDE", "AID", "SUPPORT", "REQUEST", "REJECT", "COERCE"))
_SUFFERED = frozenset(("COERCE", "REJECT"))
_LASTING = frozenset(("AID", "SUPPORT"))  # "a network funded by Peru" is so all the time
_DOCUMENT = frozenset(("document",))
_ABSTRACT = frozenset(("abstract",))

Phrases = tuple[Phrase, ...]


@dataclass(frozen=True, slots=True)
class Sides:
    """The phrases of a trigger: who acts, who is acted on.

    ``thing`` is the object whose class makes the trigger ("sanctions" of "impose sanctions"), ``patient`` what is hit
    or taken where that is nobody ("the camp"), ``where`` the place that a noun is called by ("the Lima bombing").
    """

    actors: Phrases = ()
    recipients: Phrases = ()
    thing: Phrase | None = None
    patient: Phrase | None = None
    where: Phrase | None = None


def sides_of(clauses: Clauses, trigger: Trigger, at: int, end: int) -> Sides | None:
    """The two sides of a trigger at the tokens ``at:end``; None where it lacks an object of its classes."""
    if trigger.kind == "noun":
        return _noun(clauses, trigger, at, end)
    if trigger.kind == "adjective":
        return _adjective(clauses, trigger, at, end)
    if trigger.kind == "modal":
        return _deontic(clauses, at)
    if clauses.is_passive(at):
        return _passive(clauses, trigger, at, end)
    return _with_thing(clauses, trigger, at, end) if trigger.objects else _active(clauses, trigger, at, end)


def _active(clauses: Clauses, trigger: Trigger, at: int, end: int) -> Sides | None:
    thing = clauses.object(end)
    if trigger.event_type in _WILLED and _is_thing(clauses, trigger, clauses.subject(at)):
        return None
    if thing and trigger.event_type in _PHYSICAL and _is_figurative(clauses, thing):
        return None
    rallied = trigger.event_type == "PROTEST" and trigger.frame == "intransitive" and end == at + 1
    if thing and rallied and is_party(clauses, thing):
        return None
    goal = _asked(clauses, trigger, end) or _goal(clauses, thing[1] if thing else end, trigger.prepositions)
    actors, objects = clauses.subjects(clauses.subject(at)), clauses.objects(thing)
    if trigger.frame == "reciprocal":
        return Sides(actors + (goal or objects))
    if trigger.frame == "host":
        return Sides(objects, actors)
    if trigger.frame == "inverse":
        return Sides(goal, actors)
    if trigger.frame == "transitive":
        patient = thing if trigger.event_type in _PHYSICAL else None
        told = objects if thing and is_party(clauses, thing) else goal
        owned = objects if thing and standing(clauses, thing) else _complement(clauses, thing[1] if thing else end)
        return Sides(actors, told or owned or objects, None, patient)
    return Sides(actors, goal or _complement(clauses, thing[1] if thing else end))


def _is_thing(clauses: Clauses, trigger: Trigger, subject: Phrase | None) -> bool:
    """Whether nobody acts: "the law allows", "experience helps"; a document asks what its writers ask."""
    if subject is None or (trigger.event_type == "REQUEST" and has_class(clauses, subject, _DOCUMENT)):
        return False
    return not any(is_party(clauses, p) or _is_somebody(clauses, p) for p in clauses.subjects(subject))


def _is_somebody(clauses: Clauses, phrase: Phrase) -> bool:
    word = clauses.lower[phrase[1] - 1]
    return word == "who" or (word in pronouns() and pronouns()[word]["gender"] != "n")


def _is_figurative(clauses: Clauses, thing: Phrase) -> bool:
    """Whether nobody is hit or held: "seized an opportunity", "fights inflation"; nobody else: "killed himself"."""
    reflexive = clauses.word(thing[0]).endswith(("self", "selves"))
    return reflexive or has_class(clauses, thing, _ABSTRACT)


def _with_thing(clauses: Clauses, trigger: Trigger, at: int, end: int) -> Sides | None:
    """The sides of a verb that asks for an object: "imposed sanctions on", "gave Ukraine the tanks"."""
    subject = clauses.subject(at)
    thing = clauses.object(end) or _antecedent(clauses, subject)
    second = clauses.phrase_from(thing[1]) if thing else None
    given = None
    if thing is None and (given := clauses.shifted(end, trigger.prepositions)):
        thing = clauses.object(given[1])
    if second and has_class(clauses, second, trigger.objects):
        thing, given = second, thing
    elif thing is None or not has_class(clauses, thing, trigger.objects):
        return None
    actors = clauses.subjects(subject)
    goal = _goal(clauses, max(thing[1], end), trigger.prepositions) or clauses.objects(given)
    if trigger.frame == "transitive":
        patient = thing if trigger.event_type in _PHYSICAL else None
        return Sides(actors, clauses.objects(thing), None, patient)
    if trigger.frame == "reciprocal":
        return Sides(actors + goal, (), thing)
    if trigger.frame == "host":
        return Sides(clauses.objects(thing), actors)
    other = goal or owners(clauses, thing) or _complement(clauses, thing[1]) or _itself(clauses, trigger, thing)
    return Sides(other, actors, thing) if trigger.frame == "inverse" else Sides(actors, other, thing)


def _itself(clauses: Clauses, trigger: Trigger, thing: Phrase) -> Phrases:
    """ "shut down the radio station": the thing where it is somebody who suffers it."""
    return clauses.objects(thing) if trigger.event_type in _SUFFERED and is_party(clauses, thing) else ()


def _antecedent(clauses: Clauses, subject: Phrase | None) -> Phrase | None:
    """ "the sanctions that Norway imposed": what the relative clause is about."""
    relative = subject is not None and clauses.word(subject[0] - 1) in ("that", "which")
    return clauses.phrase_to(subject[0] - 1) if subject and relative else None


def _passive(clauses: Clauses, trigger: Trigger, at: int, end: int) -> Sides | None:
    reduced = clauses.group_start(at) == at
    if reduced and trigger.event_type in _LASTING:
        return None
    subject = (clauses.phrase_to(at) or clauses.subject(at)) if reduced else clauses.subject(at)
    agent = clauses.objects(clauses.governed(end, _BY))
    if trigger.objects:
        thing = clauses.object(end)
        if thing and has_class(clauses, thing, trigger.objects) and trigger.frame == "intransitive":
            return Sides(agent, clauses.subjects(subject), thing)
        if not subject or not has_class(clauses, subject, trigger.objects):
            return None
        if trigger.frame != "transitive":
            towards = trigger.prepositions - _BY
            goal = _goal(clauses, end, towards) or _goal(clauses, subject[1], towards)
            return Sides(agent, goal or owners(clauses, subject) or _itself(clauses, trigger, subject), subject)
    if subject and trigger.event_type in _PHYSICAL and _is_figurative(clauses, subject):
        return None
    patients = clauses.subjects(subject)
    if trigger.frame == "host":
        return Sides(patients, agent)
    hit = trigger.event_type in _PHYSICAL and subject is not None and is_known(clauses, subject)
    return Sides(agent, patients, None, subject if hit else None)


def _asked(clauses: Clauses, trigger: Trigger, end: int) -> Phrases:
    """ "demanded that the rebels leave", "called for the rebels to leave": who must."""
    link = clauses.past_times(end)
    if trigger.event_type != "REQUEST":
        return ()
    if clauses.word(link) == "that" and (subject := clauses.phrase_from(link + 1)) and clauses.verb(subject[1]):
        return clauses.objects(subject)
    asked = clauses.object(end) if clauses.word(end - 1) == "for" else None
    acts = asked is not None and clauses.word(asked[1]) == "to" and clauses.verb(asked[1] + 1) == "base"
    return clauses.objects(asked) if acts else ()


def _goal(clauses: Clauses, end: int, prepositions: frozenset[str]) -> Phrases:
    """The first phrase behind one of the prepositions that stands for somebody, with those that "and" joins to it; one
    behind "against" goes before others ("complained to the court against Peru").

    "Of" behind another of them hangs on that one's phrase: "charges of fraud on behalf of the mayor".
    """
    found = list(clauses.hanging(end, prepositions))
    own = [p for p in found if p == found[0] or clauses.word(p[0] - 1) != "of"]
    own.sort(key=lambda phrase: clauses.word(phrase[0] - 1) != "against")
    first = next((phrase for phrase in own if standing(clauses, phrase)), None)
    return clauses.objects(first, both=first is not None and clauses.word(first[0] - 1) == "between")


def _complement(clauses: Clauses, end: int) -> Phrases:
    """ "refused to meet with the envoy": whom the infinitive is done to, else its object, else what hangs on it."""
    to = clauses.past_times(end)
    if clauses.word(to) != "to" or not clauses.verb(to + 1):
        return ()
    if told := _done_to(clauses, to + 1):
        return told
    thing = clauses.object(to + 2)
    if thing and is_party(clauses, thing):
        return clauses.objects(thing)
    return _goal(clauses, thing[1] if thing else to + 2, _TOWARDS) or clauses.objects(thing)


def _done_to(clauses: Clauses, at: int) -> Phrases:
    """The other side of the act that an infinitive names: Peru of "offered to send soldiers to Peru"."""
    readings = ((trigger, end) for found, end in triggers_at(clauses.lower, at) for trigger in found)
    acts = (sides_of(clauses, t, at, end) for t, end in readings if t.event_type and t.is_verb)
    sides = next(filter(None, acts), Sides())
    own = clauses.subjects(clauses.subject(at))
    return sides.recipients or tuple(phrase for phrase in sides.actors if phrase not in own)


def _adjective(clauses: Clauses, trigger: Trigger, at: int, end: int) -> Sides | None:
    """ "is ready to", "remained on alert"."""
    if not clauses.verb(clauses.group_start(at)) and clauses.word(at - 1) not in words("copula"):
        return None
    goal = _goal(clauses, end, trigger.prepositions) or _complement(clauses, end - 1)
    return Sides(clauses.subjects(clauses.subject(at)), goal)


def _deontic(clauses: Clauses, at: int) -> Sides | None:
    """ "she said that the rebels must leave": who says so asks it of the subject."""
    bound = clauses.subject(at)
    teller = clauses.teller(bound) if bound else None
    return None if teller is None else Sides(clauses.subjects(clauses.subject(teller)), clauses.subjects(bound))


def _noun(clauses: Clauses, trigger: Trigger, at: int, end: int) -> Sides | None:
    start = clauses.phrase_start(at)
    agent = _goal(clauses, end, _SOURCES - trigger.prepositions)
    last = agent[-1][1] if agent and clauses.word(end) == "by" else end
    of = clauses.objects(clauses.phrase_from(last + 1)) if clauses.word(last) in _links(trigger) else ()
    if trigger.objects and not _is_of_class(clauses, trigger, (start, at), of):
        return None
    owner = owners(clauses, (start, at)) if start < at else ()
    on = clauses.phrase_from(end) if trigger.frame == "before" else None
    goal = clauses.objects(on) or _goal(clauses, of[-1][1] if of and trigger.objects else end, trigger.prepositions)
    done, suffered = _light(clauses, start)
    if trigger.frame == "suffered":
        return Sides(agent or done or (owner if of else ()), of or owner or goal)
    if trigger.frame == "reciprocal":
        together = agent if clauses.word(end) == "by" else ()
        return Sides((together or owner or done or (of if goal else ())) + (goal or of))
    where = None
    if owner and stands_before(clauses, owner[0], trigger.event_type in _PHYSICAL):
        where, owner = owner[0], ()
    elif owner and trigger.event_mode == "investigate" and stands_before(clauses, owner[0], True):
        goal, owner = goal or owner, ()
    if not owner and not agent and of:
        owner = owners(clauses, of[0]) if trigger.objects else () if trigger.prepositions & _OF else of
    behind = (agent or of or ((at, end),))[-1][1]
    thing = of[0] if of and trigger.objects else None
    return Sides(agent or done or owner, goal or suffered or _complement(clauses, behind), thing, where=where)


def _links(trigger: Trigger) -> tuple[str, ...]:
    """What stands before that of which a noun is: "the withdrawal of troops", "a halt to arms sales"."""
    return ("of", "to") if trigger.objects and trigger.event_type == "SANCTION" else ("of",)


def _is_of_class(clauses: Clauses, trigger: Trigger, before: Phrase, of: Phrases) -> bool:
    """ "the withdrawal of troops", "the troop withdrawal"."""
    inner = of or ((before,) if before[1] > before[0] else ())
    return any(has_class(clauses, phrase, trigger.objects) for phrase in inner)


def _light(clauses: Clauses, start: int) -> tuple[Phrases, Phrases]:
    """ "launched an attack": the attacker. "faces criticism": the criticised."""
    verb = start - 1 - (not clauses.verb(start - 1))
    word = clauses.word(verb)
    if not clauses.verb(verb) or word not in words("light_verb") | words("inverse_light_verb"):
        return (), ()
    subject = clauses.subjects(clauses.subject(verb))
    return ((), subject) if word in words("inverse_light_verb") else (subject, ())
