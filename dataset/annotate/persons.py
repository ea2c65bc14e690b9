"""Which person "he" and "she" are: by gender, by who speaks, by who is the subject."""

from __future__ import annotations

from collections.abc import Sequence

from dataset.annotate.antecedents import begins, is_in_front, subject_start, writer_of
from dataset.annotate.attributions import cue_of
from dataset.annotate.discourse import Discourse
from dataset.annotate.names import Reference
from dataset.annotate.noun_phrases import head_of, is_plural
from dataset.annotate.spoken import Spoken
from dataset.annotate.tokens import Token
from dataset.annotate.vocabulary import function_words, is_person_noun, roles, words

_WORD = 24  # code points in which a word begins
_ASKING = ("asked", "asks", "questioned", "pressed", "quizzed")
_ABOUT = ("about", "if", "whether", "why", "how", "what", "when", "where", "which", "who", "on")
_ASKS = ("ask", "press", "question", "quiz")
_NEW = ("a", "an", "another", "one")


class Persons:
    """The people of an article for whom a pronoun may stand, and what is known of their gender."""

    def __init__(self, discourse: Discourse) -> None:
        self.discourse, self.mentions = discourse, discourse.mentions
        self.genders = {r.entity_id: r.gender for r in reversed(self.mentions.found) if r.gender}
        self.writer = writer_of(self.mentions)

    def of(self, pronoun: Reference) -> Reference | None:
        """Who is asked, else who spoke last, else the first person of this sentence, of the last one, else the nearest
        before."""
        document, number = self.mentions.document, self.mentions.document.sentence_number
        quoted = self.mentions.is_quoted(pronoun.start)
        if not quoted and (asked := self._asked(pronoun)):
            return asked
        candidates = self._candidates(pronoun, quoted)
        here = number(pronoun.start if quoted else document.opening(pronoun.start))
        recent = [r for r in candidates if number(r.start) >= here]
        if not recent and not quoted and (behind := self._subject_behind(pronoun)):
            return behind
        previous = [r for r in candidates if number(r.start) == here - 1]
        subject = self._new_subject(pronoun, previous)
        free = [r for r in recent if not self.discourse.says(pronoun, r.start)]
        if not quoted and not subject and not free and self.unnamed_speaker(pronoun):
            return None
        speaker = subject or self.discourse.last_person(pronoun.start)
        if speaker and self._agrees(speaker, pronoun) and (not free or self.discourse.goes_on(pronoun)):
            return speaker
        near = free or recent or previous
        subjects_first = sorted(near, key=self._rank)
        return self._surest(subjects_first or candidates)

    def _rank(self, person: Reference) -> tuple[bool, bool, int]:
        """People of a sentence: its subject, those behind it, those who only own something, those in front of it."""
        owner = person.form == "name" and self.mentions.document.text.startswith(("'s", "’s"), person.end)
        return person.start < subject_start(self.mentions, person.start), owner, person.start

    def _candidates(self, pronoun: Reference, quoted: bool) -> list[Reference]:
        """Who may be meant, the nearest first; outside quotations nobody in one, where somebody else is named."""
        found = [r for r in self.mentions.before(pronoun.start, ("person",)) if self._agrees(r, pronoun)]
        found = [r for r in found if not self._acts_on(r, pronoun)]
        if not quoted:
            found = [r for r in found if not self.mentions.is_quoted(r.start)] or found
        return [r for r in found if not is_in_front(self.mentions, r, pronoun)]

    def _acts_on(self, person: Reference, pronoun: Reference) -> bool:
        """Whether only a verb stands between somebody and "him", who is then another one: "Ann Lee backed her up"."""
        between = self.mentions.document.tokens_in(person.end, pronoun.start)
        after = self.mentions.document.tokens_in(pronoun.end, pronoun.end + _WORD)[:1]
        word = (pronoun.name or "").lower()
        owned = word == "her" and bool(after) and after[0].text.isalpha() and after[0].lower not in function_words()
        one = len(between) == 1 and between[0].text.isalpha() and between[0].lower not in function_words()
        return word in ("him", "her") and one and not owned

    def _asked(self, pronoun: Reference) -> Reference | None:
        """Who is asked, in the words of the question: "Asked by Ann Lee if he would pay, Ivan Petrov said", "Ann Lee
        asked Ivan Petrov about what he had said"."""
        spoken = self.discourse.around(pronoun.start)
        return self._one_asked(spoken, pronoun) or self._asked_about(pronoun) or self._asked_before(pronoun)

    def _one_asked(self, spoken: Spoken | None, pronoun: Reference) -> Reference | None:
        """Whom a question is put to, if that is one known person."""
        asked = spoken.addressees if spoken and spoken.attribution.lemma in _ASKS else ()
        known = len(asked) == 1 and asked[0].entity_id and asked[0].is_person and self._agrees(asked[0], pronoun)
        return asked[0] if known else None

    def _asked_before(self, pronoun: Reference) -> Reference | None:
        """Who says something right after the sentence in which only they are asked: "Ann Lee asked Ivan Petrov which
        one he wanted. "The first," he said"."""
        spoken = self.discourse.last(pronoun.start) if self.discourse.is_source(pronoun) else None
        asked, document = self._one_asked(spoken, pronoun), self.mentions.document
        if asked is None:
            return None
        here = document.sentence_number(document.opening(pronoun.start))
        return asked if here - document.sentence_number(asked.start) == 1 else None

    def _asked_about(self, pronoun: Reference) -> Reference | None:
        document = self.mentions.document
        start = document.sentences[document.sentence_number(pronoun.start)][0]
        for person in reversed(self.mentions.within(start, pronoun.start)):
            before = document.tokens_in(max(start, begins(person) - _WORD), begins(person))
            after = document.tokens_in(person.end, person.end + _WORD)[:1]
            asks = bool(before) and before[-1].lower in _ASKING and bool(after) and after[0].lower in _ABOUT
            if asks and person.is_person and self._agrees(person, pronoun):
                return person
        return None

    def unnamed_speaker(self, pronoun: Reference) -> Reference | None:
        """Who spoke last, in this sentence or the one before, and did not ask, if that is somebody new without a name:
        "A police spokesman said so. He said"."""
        document = self.mentions.document
        spoken = self.discourse.last(pronoun.start)
        source = spoken.attribution.source if spoken else None
        if spoken is None or source is None or self.discourse.around(pronoun.start) is spoken:
            return None
        cue, speaker = cue_of(spoken.attribution), spoken.speakers[0] if len(spoken.speakers) == 1 else None
        here = document.sentence_number(document.opening(pronoun.start))
        asks = cue is not None and cue.speech_act == "question"
        if speaker is None or speaker.entity_id or asks or document.sentence_number(source[0]) < here - 1:
            return None
        sex = _sex_of_unnamed(document.tokens_in(speaker.start, speaker.end))
        return speaker if sex in ("", pronoun.gender) else None

    def going_on(self, described: Reference) -> Reference | None:
        """Whom "the retired doctor" describes: the new subject, else who spoke last."""
        number = self.mentions.document.sentence_number
        here = number(self.mentions.document.opening(described.start))
        previous = [r for r in self._candidates(described, False) if number(r.start) == here - 1]
        speaker = self.discourse.last_person(described.start)
        spoke = speaker if speaker and self._agrees(speaker, described) else None
        return self._new_subject(described, previous) or spoke

    def _new_subject(self, pronoun: Reference, previous: Sequence[Reference]) -> Reference | None:
        """The person with whose name the last sentence begins, if nobody has spoken since; its owner, where it names no
        other."""
        spoken = self.discourse.last(pronoun.start)
        since = (
            max(end for _, end in [*spoken.attribution.fragments, spoken.attribution.cue or (0, 0)]) if spoken else 0
        )
        named = [r for r in previous if r.start >= since]
        alone = pronoun.form == "pronoun" and len({r.entity_id for r in named}) == 1
        forms = ("name", "nominal", "pronoun") if pronoun.form == "pronoun" else ("name",)
        first = min(named, key=lambda r: r.start, default=None)
        if first is None or first.form not in forms:
            return None
        topic = alone and first.form == "name" and self._opens_paragraph(first.start, since)
        return first if topic or self._begins(first, alone) else None

    def _opens_paragraph(self, position: int, since: int) -> bool:
        """Whether the sentence of a position begins another paragraph than that in which somebody spoke last."""
        document = self.mentions.document
        between = document.text[since : document.sentences[document.sentence_number(position)][0]]
        return since > 0 and "\n" in between and not any(map(str.isalnum, between))

    def _begins(self, name: Reference, alone: bool) -> bool:
        """Whether a sentence begins with a name or an office: not "The Lee campaign"; "Ann Lee's visit" if alone."""
        document = self.mentions.document
        start = document.sentences[document.sentence_number(name.start)][0]
        owner = document.text.startswith(("'s", "’s"), name.end)
        opening = document.tokens_in(name.phrase_start, name.start)[:1]
        article = name.form == "name" and name.role is None and any(t.lower in words("determiner") for t in opening)
        first = begins(name) in (start, subject_start(self.mentions, name.start))
        return first and (alone or not owner) and not article

    def _subject_behind(self, pronoun: Reference) -> Reference | None:
        """ "Through his lawyer, Ivan Petrov said": the person with whom the clause begins behind a phrase in front."""
        start = subject_start(self.mentions, pronoun.start)
        found = (r for r in self.mentions.following(start) if r.is_person and r.form == "name")
        name = next(found, None) if pronoun.start < start else None
        return name if name and begins(name) == start and self._agrees(name, pronoun) else None

    def _surest(self, candidates: Sequence[Reference]) -> Reference | None:
        """The first whose gender is known to agree, else the first."""
        return next((r for r in candidates if self._gender(r)), candidates[0] if candidates else None)

    def _agrees(self, reference: Reference, pronoun: Reference) -> bool:
        """Whether "he" or "she" may be that person: not who writes or says so, nor one of the other gender."""
        if self.writer and reference.entity_id == self.writer.entity_id:
            return False
        spoken = self.discourse.around(pronoun.start) if self.mentions.is_quoted(pronoun.start) else None
        if spoken and any(r.entity_id == reference.entity_id for r in spoken.speakers):
            return False
        gender = self._gender(reference)
        return not gender or not pronoun.gender or gender == pronoun.gender

    def _gender(self, reference: Reference) -> str:
        return reference.gender or self.genders.get(reference.entity_id, "")


def _sex_of_unnamed(phrase: Sequence[Token]) -> str | None:
    """The gender that the noun of a phrase tells: m of "a police spokesman"; empty if it tells none, None if it is
    no single person, or "the actress" whom the article may have named."""
    head = head_of(phrase)
    noun = head.lower if head else ""
    new = phrase[0].lower in _NEW and is_person_noun(noun) and not (head and is_plural(head))
    return roles().get(noun, {}).get("gender", "") if new else None
