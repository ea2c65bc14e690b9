"""Roles: who is who in an event, from the frame of its trigger and the clause around it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from dataset.annotate.clauses import POSSESSIVE, Clauses, Phrase
from dataset.annotate.gazetteer import lookup
from dataset.annotate.names import Reference
from dataset.annotate.triggers import Trigger, object_classes
from dataset.annotate.vocabulary import nominals, pronouns, roles, words
from dataset.spans import Span

_OWNERS = frozenset(("of", "by"))
_TOWARDS = frozenset(("with", "to", "on", "from", "against", "for"))
_PHYSICAL = frozenset(("ASSAULT", "COERCE"))
_GOALS = frozenset(("in", "at"))


@dataclass(frozen=True, slots=True)
class Role:
    """A participant: the part that it plays, its words, and its reference where it has one."""

    role: str
    span: Span
    reference: Reference | None = None


@dataclass(frozen=True, slots=True)
class Sides:
    """The phrases of a trigger: who acts, who is acted on, and its object where a class of nouns is asked for."""

    actors: tuple[Phrase, ...] = ()
    recipients: tuple[Phrase, ...] = ()
    thing: Phrase | None = None
    patient: Phrase | None = None


class Casting:
    """Gives the roles of the triggers of one sentence."""

    def __init__(self, clauses: Clauses) -> None:
        self.clauses = clauses

    def sides(self, trigger: Trigger, at: int, end: int) -> Sides | None:
        """The two sides of a trigger at ``at:end``; None where it lacks an object of its classes."""
        if trigger.kind == "noun":
            return self._noun(trigger, at, end)
        if trigger.kind == "adjective":
            return self._adjective(trigger, at, end)
        if trigger.kind == "modal":
            return self._deontic(at)
        return self._passive(trigger, at, end) if self.clauses.is_passive(at) else self._active(trigger, at, end)

    # --- verbs

    def _active(self, trigger: Trigger, at: int, end: int) -> Sides | None:
        clauses = self.clauses
        subject, thing = clauses.subject(at), clauses.object(end)
        goal = clauses.governed(thing[1] if thing else end, trigger.prepositions)
        if trigger.objects:
            second = clauses.second_object(thing) if thing else None
            if second and self._has_class(second, trigger):
                thing, goal = second, goal or thing
            elif not thing or not self._has_class(thing, trigger):
                return None
            if trigger.frame == "intransitive":
                return Sides(self._joined_before(subject), self._joined(goal) or self._owner(thing), thing)
            if trigger.frame == "inverse":
                return Sides(self._joined(goal) or self._owner(thing), self._joined_before(subject), thing)
        actors, objects = self._joined_before(subject), self._joined(thing)
        if trigger.frame == "reciprocal":
            others = self._joined(goal) or (objects if not trigger.objects else ())
            return Sides(actors + others, (), thing if trigger.objects else None)
        if trigger.frame == "host":
            return Sides(objects, actors)
        if trigger.frame == "inverse":
            return Sides(self._joined(goal), actors)
        if trigger.frame == "transitive":
            patient = thing if trigger.event_type in _PHYSICAL else None
            return Sides(actors, objects or self._joined(goal) or self._complement(end), None, patient)
        return Sides(actors, self._joined(goal) or self._complement(end))

    def _passive(self, trigger: Trigger, at: int, end: int) -> Sides | None:
        clauses = self.clauses
        subject = clauses.subject(at) if clauses.group_start(at) < at else clauses.phrase_to(at)
        agent = self._joined(clauses.governed(end, frozenset(("by",))))
        if trigger.objects:
            if not subject or not self._has_class(subject, trigger):
                return None
            if trigger.frame != "transitive":
                goal = self._joined(clauses.governed(end, trigger.prepositions))
                return Sides(agent, goal or self._owner(subject), subject)
        patients = self._joined_before(subject)
        if trigger.frame == "host":
            return Sides(patients, agent)
        return Sides(agent, patients)

    def _complement(self, end: int) -> tuple[Phrase, ...]:
        """ "refused to meet with the envoy": the object of the infinitive, else what hangs on it."""
        clauses = self.clauses
        if clauses.word(end) != "to" or not clauses.verb(end + 1):
            return ()
        thing = clauses.object(end + 2)
        if thing and self._is_party(thing):
            return self._joined(thing)
        goal = clauses.governed(thing[1] if thing else end + 2, _TOWARDS)
        return self._joined(goal) or self._joined(thing)

    def _has_class(self, phrase: Phrase, trigger: Trigger) -> bool:
        """Whether the head of the phrase, or what it is a quantity of, belongs to a class that the trigger asks for."""
        return any(self._classes(p) & trigger.objects for p in self._heads(phrase))

    def _classes(self, phrase: Phrase) -> frozenset[str]:
        """The classes of a head of two words ("hunger strike"), else of one; people, places and all things have one."""
        words_ = self.clauses.lower[phrase[0] : phrase[1]]
        if "joint" in words_:
            return frozenset(("joint",))
        found = object_classes(" ".join(words_[-2:])) if len(words_) > 1 else frozenset()
        found = found or object_classes(words_[-1])
        known = lookup(self.clauses.tokens, phrase[1] - 1)
        place = known is not None and known[0].entity_type in ("country", "place") and known[0].form == "name"
        return found | {"any"} | ({"party"} if self._is_party(phrase) else set()) | ({"territory"} if place else set())

    def _heads(self, phrase: Phrase) -> Iterator[Phrase]:
        for part in self.clauses.coordinated_from(phrase):
            yield part
            if (inner := self._measured(part)) is not None:
                yield inner

    def _measured(self, phrase: Phrase) -> Phrase | None:
        """ "dozens of protesters": the protesters."""
        head = self.clauses.lower[phrase[1] - 1]
        if self.clauses.word(phrase[1]) == "of" and (head in words("quantity") or head.isdigit()):
            return self.clauses.phrase_from(phrase[1] + 1)
        return None

    # --- adjectives and nouns

    def _adjective(self, trigger: Trigger, at: int, end: int) -> Sides | None:
        before = self.clauses.word(at - 1)
        if not self.clauses.verb(self.clauses.group_start(at)) and before not in words("copula"):
            return None
        goal = self.clauses.governed(end, trigger.prepositions)
        return Sides(self._joined_before(self.clauses.subject(at)), self._joined(goal))

    def _deontic(self, at: int) -> Sides | None:
        """ "she said that the rebels must leave": who says so asks it of the subject."""
        bound = self.clauses.subject(at)
        teller = self.clauses.teller(bound) if bound else None
        if bound is None or teller is None:
            return None
        return Sides(self._joined_before(self.clauses.subject(teller)), self._joined_before(bound))

    def _noun(self, trigger: Trigger, at: int, end: int) -> Sides | None:
        clauses = self.clauses
        phrase = clauses.phrase_of(at)
        sources = frozenset(("by", "from")) - trigger.prepositions
        agent = self._joined(clauses.governed(end, sources))
        if trigger.objects and not self._of_class(trigger, phrase, at, end):
            return None
        owner = self._owner((phrase[0], at)) if phrase[0] < at else ()
        on = clauses.phrase_from(end) if clauses.word(end - 1) in words("preposition") else None
        goal = self._joined(on or clauses.governed(end, trigger.prepositions))
        of = self._joined(clauses.governed(end, frozenset(("of",)))) if clauses.word(end) == "of" else ()
        if trigger.frame == "suffered":
            return Sides(agent or self._light(phrase)[0], of or owner or goal)
        done, suffered = self._light(phrase)
        if trigger.frame == "reciprocal":
            return Sides((owner or done) + (goal or of))
        if "of" not in trigger.prepositions and not trigger.objects:
            owner = owner or of
        return Sides(agent or done or owner, goal or suffered or self._complement(end))

    def _of_class(self, trigger: Trigger, phrase: Phrase, at: int, end: int) -> bool:
        """ "the withdrawal of troops", "the troop withdrawal"."""
        of = self.clauses.phrase_from(end + 1) if self.clauses.word(end) == "of" else None
        inner = of or ((phrase[0], at) if at > phrase[0] else None)
        return inner is not None and self._has_class(inner, trigger)

    def _light(self, phrase: Phrase) -> tuple[tuple[Phrase, ...], tuple[Phrase, ...]]:
        """ "launched an attack": the attacker. "faces criticism": the criticised."""
        verb = phrase[0] - 1
        if not self.clauses.verb(verb) and self.clauses.verb(verb - 1):
            verb -= 1
        word = self.clauses.word(verb)
        if not self.clauses.verb(verb) or word not in words("light_verb") | words("inverse_light_verb"):
            return (), ()
        subject = self._joined_before(self.clauses.subject(verb))
        return ((), subject) if word in words("inverse_light_verb") else (subject, ())

    def _owner(self, phrase: Phrase) -> tuple[Phrase, ...]:
        """Whose thing it is: "Israel's plan", "the Syrian offer", "the proposal of the ministry"."""
        clauses = self.clauses
        marked = next((i for i in range(phrase[1] - 1, phrase[0], -1) if clauses.lower[i] in POSSESSIVE), None)
        if marked is not None:
            return ((phrase[0], marked),)
        inside = [i for i in range(*phrase) if clauses.named[i] == i]
        if inside:
            first = inside[0]
            return ((first, next((i for i in range(first, phrase[1]) if clauses.named[i] != first), phrase[1])),)
        if clauses.word(phrase[1]) in _OWNERS and (other := clauses.phrase_from(phrase[1] + 1)):
            return self._joined(other)
        return ()

    def _joined(self, phrase: Phrase | None) -> tuple[Phrase, ...]:
        return tuple(self.clauses.coordinated_from(phrase)) if phrase else ()

    def _joined_before(self, phrase: Phrase | None) -> tuple[Phrase, ...]:
        return tuple(self.clauses.coordinated(phrase)) if phrase else ()

    # --- phrases to participants

    def cast(self, sides: Sides, end: int) -> list[Role]:
        """The participants of the sides that can act or be acted on, and the place."""
        found = [r for p in sides.actors for r in self._parties("actor", p)]
        found += [r for p in sides.recipients for r in self._parties("recipient", p)]
        if sides.patient and all(r.role != "recipient" for r in found):
            found.append(Role("recipient", self._span(sides.patient)))
        seen: dict[Span, Role] = {}
        for role in found:
            seen.setdefault(role.span, role)
        taken = set(seen)
        return [*seen.values(), *(r for r in self._place(end) if r.span not in taken)]

    def _parties(self, role: str, phrase: Phrase, depth: int = 0) -> list[Role]:
        """Who a phrase stands for: its head, what it is a quantity of, or whose it is."""
        clauses = self.clauses
        head = phrase[1] - 1
        if clauses.named[head] is not None:
            reference = clauses.references[clauses.tokens[clauses.named[head] or 0].start]
            return [Role(role, (reference.start, reference.end), reference)]
        measured = self._measured(phrase)
        if measured and depth < 2 and (inner := self._parties(role, measured, depth + 1)):
            return inner
        if self._is_party(phrase):
            return [Role(role, self._span(phrase))]
        owners = self._owner(phrase) if depth < 2 else ()
        return [r for owner in owners for r in self._parties(role, owner, depth + 1)]

    def _is_party(self, phrase: Phrase) -> bool:
        """Whether a phrase is a name, or its head a word for people, bodies or states or a pronoun for one of them."""
        if self.clauses.named[phrase[1] - 1] is not None:
            return True
        head = self.clauses.lower[phrase[1] - 1]
        forms = {head, head.removesuffix("s"), head[:-3] + "y" if head.endswith("ies") else head}
        personal = head in words("subject_pronoun") or head in ("him", "them", "us", "me")
        return bool(forms & (nominals().keys() | roles().keys())) or personal

    def _span(self, phrase: Phrase) -> Span:
        return self.clauses.tokens[phrase[0]].start, self.clauses.tokens[phrase[1] - 1].end

    def _place(self, end: int) -> list[Role]:
        phrase = self.clauses.governed(end, _GOALS)
        found = self._parties("place", phrase) if phrase else []
        return [r for r in found if r.reference and r.reference.type in ("country", "place") and r.reference.form != "demonym"]
