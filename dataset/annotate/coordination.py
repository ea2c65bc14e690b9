"""Who a noun phrase stands for: the reference that heads it, or several that "and" joins."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise, takewhile

from dataset.annotate.company_names import is_named_so
from dataset.annotate.gazetteer import entry
from dataset.annotate.mentions import Mentions
from dataset.annotate.names import STATE_SECTORS, Reference
from dataset.annotate.noun_phrases import head_of, is_plural
from dataset.annotate.tokens import DASHES, Token
from dataset.annotate.vocabulary import function_words, is_adverb, name_words, nominals, roles, words
from dataset.spans import Span

_JOINS = frozenset(("and", "or", "nor", "&"))
_CLASS = 3  # words that say what an organization is
_ONE = ("a", "an")
_GROUP = ("organization", "group", "movement", "network")
_CLOSED = ("preposition", "relative", "auxiliary", "modal", "adverb", "coordinator", "determiner", "subordinator")
_ASIDE = (",", "(", "all", "both")
_REFLEXIVE = ("itself", "himself", "herself", "themselves")
_ACTING = frozenset(("person", "organization", "country", "group"))
_POSSESSIVE = frozenset(("'s", "’s", "his", "her", "its", "their", "our", "my"))


def parties_of(mentions: Mentions, phrase: Span) -> list[Reference | Span]:
    """The parties of a phrase in order: references, and the words of one that nothing is known of.

    "Putin and Biden" and "the company and its lawyers" are two; "lawyers for Ivan and Olga" is one without a name; "two
    envoys -- Ivan and Olga --" are those behind the dash.
    """
    if listed := _listed(mentions, phrase):
        return listed
    parts = [part for part in _parts(mentions, phrase) if part[0] < part[1]]
    if len(parts) > 1 and not _shares_preposition(mentions, parts) and not _goes_on_with_others(mentions, parts):
        joined = [(head_reference(mentions, part), part) for part in parts]
        if _held_office(mentions, parts[1]) and _is_alone(mentions, joined[0]):
            return [joined[1][0] or parts[1]]
        if all(head or _begins_phrase(mentions, part) for head, part in joined):
            return [head or part for head, part in joined]
        if joined[0][0] and _goes_on(mentions, parts):
            return [joined[0][0]]
    return [head_reference(mentions, phrase) or phrase]


def _listed(mentions: Mentions, phrase: Span) -> list[Reference | Span]:
    """The several people or bodies that a dash introduces: names each, or nothing."""
    tokens = mentions.document.tokens_in(*phrase)
    dash = next((i for i, t in enumerate(tokens) if i and t.text in DASHES and t.start > tokens[i - 1].end), None)
    behind = [t for t in tokens[dash + 1 :] if t.text not in DASHES] if dash else []
    parts = _parts(mentions, (behind[0].start, behind[-1].end)) if behind else []
    heads = [head_reference(mentions, part) for part in parts if part[0] < part[1]]
    known: list[Reference | Span] = [head for head in heads if head and head.entity_id and head.type in _ACTING]
    return known if len(known) == len(heads) > 1 else []


def _held_office(mentions: Mentions, part: Span) -> bool:
    """ "Former NBC anchor Ann Lee" behind "and"."""
    tokens = mentions.document.tokens_in(*part)
    return tokens[0].lower == "former" and tokens[-1].text[0].isupper()


def _is_alone(mentions: Mentions, joined: tuple[Reference | None, Span]) -> bool:
    """Whether the first part is a body's name by itself, of which the second tells one more office: "Yahoo News and
    former NBC anchor Ann Lee"."""
    head, part = joined
    return head is not None and head.type == "organization" and (head.start, head.end) == part


def _goes_on(mentions: Mentions, parts: Sequence[Span]) -> bool:
    """ "The Ohio senator and Republican candidate": one person, who has one article."""
    tokens = [mentions.document.tokens_in(*part) for part in parts]
    nouns = [part[-1].lower for part in tokens]
    return tokens[0][0].lower == "the" and all(noun in roles() for noun in nouns)


def _shares_preposition(mentions: Mentions, parts: Sequence[Span]) -> bool:
    """ "a lawyer for Ivan and Olga": the names that "and" joins hang on one word; those who wrote "a study by Ivan and
    Olga" speak each."""
    (start, end), following = parts[0], parts[1]
    people = [r for r in mentions.within(start, following[1]) if r.is_person and r.form == "name"]
    last = next((r for r in people if r.end == end), None)
    before = mentions.document.tokens_in(start, last.phrase_start) if last else []
    governed = len(before) > 1 and before[-1].lower in words("preposition") - {"by", "from"}
    return governed and any(r.phrase_start == following[0] for r in people)


def _goes_on_with_others(mentions: Mentions, parts: Sequence[Span]) -> bool:
    """ "people with the Oak Society and other groups": the others hang on the word that the first name hangs on."""
    first, second = (mentions.document.tokens_in(*part) for part in parts[:2])
    hanging = any(t.lower in words("preposition") for t in first)
    return hanging and second[0].lower == "other" and head_reference(mentions, parts[0]) is None


def coordinated(mentions: Mentions, last: Reference) -> tuple[Reference, ...]:
    """The names of people, or of institutions, that end with this one and are joined to it; itself where none is.

    Nobody where they are a place ("in Romania and Poland") or own what stands there ("Russia and Ukraine's leaders",
    "the leaders of Russia and Ukraine").
    """
    joined = [last]
    while other := _joined_before(mentions, joined):
        joined.insert(0, other)
    begin, stop, _ = mentions.document.sentences[mentions.document.sentence_number(last.start)]
    before, behind = (
        mentions.document.tokens_in(begin, joined[0].phrase_start),
        mentions.document.tokens_in(last.end, stop),
    )
    place = bool(before) and before[-1].lower in words("locative")
    led = (
        len(before) > 1 and before[-1].lower == "of" and nominals().get(before[-2].lower, {}).get("number") == "plural"
    )
    owner = bool(behind) and behind[0].lower in ("'s", "’s")
    return () if place or led or owner else tuple(joined)


def _joined_before(mentions: Mentions, joined: Sequence[Reference]) -> Reference | None:
    """The name that "and", or a comma in a list, joins to the first of these."""
    begin, _, _ = mentions.document.sentences[mentions.document.sentence_number(joined[0].start)]
    before = mentions.document.tokens_in(begin, joined[0].phrase_start)
    if not before or before[-1].lower not in (_JOINS if len(joined) == 1 else _JOINS | {","}):
        return None
    while before and before[-1].lower in _JOINS | {","}:
        before.pop()
    names = [r for r in mentions.within(begin, before[-1].end) if r.end == before[-1].end] if before else []
    return next((r for r in names if r.form == "name" and r.entity_id and _are_alike(r, joined[0])), None)


def _are_alike(left: Reference, right: Reference) -> bool:
    """Whether both are people, or both something that acts as one does."""
    return left.is_person == right.is_person and {left.type, right.type} <= _ACTING


def head_reference(mentions: Mentions, phrase: Span) -> Reference | None:
    """The reference that heads a noun phrase: a person that no preposition hangs on it, or what ends the phrase; "the
    Saudis" are their country."""
    if nation := _nation(mentions, phrase):
        return nation
    counted = any(t.lower in words("quantity") for t in mentions.document.tokens_in(*phrase)[:1])
    inside = [r for r in mentions.within(*phrase) if r.form != "demonym" and not is_partisan(r)]
    inside = [r for r in inside if not (counted and _are_members(mentions, r))]
    inside = [r for r in inside if not _is_governed(mentions, phrase, r)]
    people = [r for r in inside if r.is_person and r.form == "name"]
    if people:
        return next((r for r, after in pairwise(people) if _is_apart(mentions, r, after)), people[-1])
    end = _words_end(mentions, phrase)
    ending = next((r for r in inside if r.end == end or (r.start, r.end) == phrase), None)
    if ending and ending.entity_id:
        return _branch(inside, ending) or ending
    classed = (r for r in inside if _is_classed(mentions, phrase[0], r, end))
    return next(classed, None) or ending or _apposed(mentions, inside, end)


def _nation(mentions: Mentions, phrase: Span) -> Reference | None:
    """The country by its people, "the Saudis", if it is all that the phrase has."""
    tokens = mentions.document.tokens_in(*phrase)
    people = mentions.at(tokens[1].start, tokens[1].end) if [t.lower for t in tokens[:-1]] == ["the"] else None
    known = people is not None and people.form == "demonym" and (people.entity_id or "").startswith("country/")
    return people if known and tokens[1].lower.endswith("s") else None


def _branch(inside: Sequence[Reference], place: Reference) -> Reference | None:
    """The organization of which a place names the branch: "CNN Philippines"."""
    if place.type not in ("country", "place"):
        return None
    return next((r for r in inside if r.type == "organization" and r.end == place.start - 1), None)


def _is_classed(mentions: Mentions, start: int, reference: Reference, end: int) -> bool:
    """Whether only what an organization is stands behind its name: "the Gannett newspaper chain", no plant of its, nor
    "a Harwich newspaper"."""
    if reference.form != "name" or reference.type != "organization" or reference.phrase_start != start:
        return False
    if mentions.document.tokens_in(start, reference.end)[0].lower in _ONE:
        return False
    after = mentions.document.tokens_in(reference.end, end)
    noun = nominals().get(after[-1].lower, {}) if 0 < len(after) <= _CLASS else {}
    plain = all(t.text.isalpha() and t.text.islower() and t.lower not in function_words() for t in after)
    singular = (noun.get("refers_to"), noun.get("number")) == ("organization", "singular")
    return (plain and singular and is_named_so(reference, after[-1].lower)) or _is_group(mentions, reference, after)


def _is_group(mentions: Mentions, reference: Reference, after: Sequence[Token]) -> bool:
    """ "The BLM group", "the Gallup organization": any body but one of a state is one; "the House group" is in it."""
    known = entry(reference.entity_id or "")
    private = known is None or known.sector not in STATE_SECTORS
    acronym = mentions.document.text[reference.start : reference.end].isupper()
    return private and len(after) == 1 and (after[0].lower in _GROUP if acronym else after[0].lower == _GROUP[0])


def _are_members(mentions: Mentions, reference: Reference) -> bool:
    """Whether a name is that of a party's members: "Republicans", of whom "some" are not the party."""
    known = entry(reference.entity_id or "")
    return known is not None and known.sector == "PTY" and mentions.document.text[reference.end - 1] == "s"


def _apposed(mentions: Mentions, inside: Sequence[Reference], end: int) -> Reference | None:
    """ "One of the firms, Coast Union,": the name that an apposition consists of, where nothing is named before."""
    names = (r for r in inside if r.start > end and r.form == "name" and r.type == "organization")
    text = mentions.document.text
    first = next(names, None)
    alone = (
        first is not None
        and text[end : first.start] in (", ", ", the ")
        and not text[first.end : first.end + 1].strip(", ")
    )
    return first if alone else None


def is_partisan(reference: Reference) -> bool:
    """ "Ohio Republican", "Democrat": a member of a party whom the tagger has taken for a name."""
    named = reference.form == "name" and not reference.is_person
    return named and (reference.name or "").split(" ")[-1] in name_words("partisan")


def _is_apart(mentions: Mentions, name: Reference, after: Reference) -> bool:
    """Whether a mark, a joining or governing word stands between two names: not in "Trump lawyer Marc Kasowitz"."""
    between = mentions.document.tokens_in(name.end, after.start)
    marks = words("preposition") | words("relative") | _JOINS
    return not between or any(t.lower in marks or not (t.text[0].isalnum() or t.text == ".") for t in between)


def _words_end(mentions: Mentions, phrase: Span) -> int:
    """Where the words of a phrase end, without a possessive, "itself", or what stands in commas or parentheses."""
    names = [r for r in mentions.within(*phrase) if r.form == "name"]
    tokens = [t for t in mentions.document.tokens_in(*phrase) if not any(r.start < t.start < r.end for r in names)]
    for at, token in enumerate(tokens[1:], start=1):
        possessive = at == len(tokens) - 1 and token.lower in ("'s", "’s", "'", "’")
        if token.text in _ASIDE or token.lower in _REFLEXIVE or possessive:
            return phrase[0] + len(mentions.document.text[phrase[0] : token.start].rstrip())
    return phrase[1]


def _is_governed(mentions: Mentions, phrase: Span, reference: Reference) -> bool:
    """ "a spokesman for Ivan Petrov", "a man who met Ivan Petrov", "the Clinton campaign", "Clinton's lawyer Ann Lee":
    the name hangs on something in the phrase, or owns it."""
    start = min(reference.phrase_start, reference.role[0] if reference.role else reference.start)
    before = _outside_brackets(mentions.document.tokens_in(phrase[0], max(start, phrase[0])))
    marks = [at for at, t in enumerate(before) if t.text == ","]
    governing = words("preposition") | words("relative") | {"including"}
    if reference.is_person and _holds_capital_office(before):
        return False
    acts = len(before) > 1 and before[-1].lower.endswith("ing") and is_plural(before[-2])
    hangs = (
        acts or any(t.lower in governing for t in before[marks[-1] if marks else 1 :]) or _describes_one_of_many(before)
    )
    return hangs or (reference.is_person and _is_modifier(mentions.document.tokens_in(reference.end, phrase[1])))


def _outside_brackets(tokens: Sequence[Token]) -> Sequence[Token]:
    """Without what closed brackets hold, and the brackets."""
    kept: list[Token] = []
    for token in tokens:
        opened = next((at for at in range(len(kept) - 1, -1, -1) if kept[at].text == "("), None)
        if token.text == ")" and opened is not None:
            del kept[opened:]
        else:
            kept.append(token)
    return kept


def _holds_capital_office(before: Sequence[Token]) -> bool:
    """ "Director of Government Affairs" before a name is its office; "Director of President" is not."""
    of = next((at for at, t in enumerate(before) if t.lower == "of"), 0)
    complement = [t for t in before[of + 1 :] if t.lower != "the"]
    office = of > 0 and before[of - 1].text[0].isupper() and before[of - 1].lower in roles()
    capital = bool(complement) and all(t.text[0].isupper() or t.lower == "and" for t in complement)
    return office and capital and complement[-1].lower not in roles()


def _describes_one_of_many(before: Sequence[Token]) -> bool:
    """ "supporters of her friend, Ann Lee": the name behind the comma is the friend's, for a plural has none."""
    governed = (noun for noun, word in pairwise(before) if word.lower in words("preposition"))
    head = next(governed, None)
    plural = head is not None and nominals().get(head.lower, {}).get("number") == "plural"
    return plural and before[-1].text == ","


def _is_modifier(after: Sequence[Token]) -> bool:
    """Whether a name with these words behind it in its phrase says only whose or which one."""
    if not after or after[0].lower in ("'s", "’s"):
        return len(after) > 1 and after[1].text[0].isalnum()
    word = after[0].text
    closed = any(word in words(kind) for kind in _CLOSED) or word.endswith(("ing", "ed", "self"))
    return word.isalpha() and word.islower() and not closed


def _parts(mentions: Mentions, phrase: Span) -> list[Span]:
    """The phrase cut at each "and" in no name and no apposition, and at the commas between names before it."""
    tokens = mentions.document.tokens_in(*phrase)
    names = [r for r in mentions.within(*phrase) if r.form == "name"]
    outside = [t for t in _before_clause(tokens) if not any(r.start < t.start < r.end for r in names)]
    last = max((t.start for t in outside if t.lower in _JOINS), default=phrase[0])
    cuts = list(_cuts(names, outside, last))
    starts = [phrase[0], *(_next_start(tokens, t) for t in cuts)]
    return list(zip(starts, [*(_end_before(tokens, t) for t in cuts), phrase[1]], strict=True))


def _before_clause(tokens: Sequence[Token]) -> Sequence[Token]:
    """Without the clause of a relative that no comma sets apart: "sailors who saw Ann Lee and Ivan Petrov"."""
    relative = words("relative")
    starts = (at for at, (last, t) in enumerate(pairwise(tokens), 1) if t.lower in relative and last.text != ",")
    return tokens[: next(starts, len(tokens))]


def _cuts(names: Sequence[Reference], tokens: Sequence[Token], last: int) -> Iterator[Token]:
    """The tokens that join parts: no "and" of an apposition, "Ann Lee, an aide to Bush and Reagan", or of verbs, "Ann
    Lee, who left and later died"; ``last`` is the last "and"."""
    in_apposition = False
    for before, token, after in zip(tokens, tokens[1:], [*tokens[2:], None], strict=False):
        phrases = after is None or not (is_adverb(after.lower) or after.lower.endswith("ed"))
        joins = token.lower in _JOINS and phrases and (not in_apposition or before.text == ",")
        if joins or (token.text == "," and token.start < last and _names_behind(names, token, tokens)):
            in_apposition = False
            yield token
        elif token.text == ",":
            in_apposition = not in_apposition


def _names_behind(names: Sequence[Reference], comma: Token, tokens: Sequence[Token]) -> bool:
    """Whether a comma begins another name: "Ann Lee, Ivan Petrov and", "Ann Lee, retired doctor Ivan Petrov and"."""
    after = [t for t in tokens if t.start > comma.start]
    described = list(takewhile(lambda t: t.text.islower() and t.lower not in function_words(), after))
    starts = {r.phrase_start for r in names}
    if not after or after[0].lower in _ONE:
        return False
    return after[0].start in starts or (len(after) > len(described) > 0 and after[len(described)].start in starts)


def _next_start(tokens: Sequence[Token], token: Token) -> int:
    return next((t.start for t in tokens if t.start > token.start), token.end)


def _end_before(tokens: Sequence[Token], token: Token) -> int:
    before = [t for t in tokens if t.start < token.start and t.text != ","]
    return before[-1].end if before else token.start


def _begins_phrase(mentions: Mentions, part: Span) -> bool:
    """ "its defenders", "the chain", "federal investigators", "others": a phrase of its own."""
    tokens = mentions.document.tokens_in(*part)
    begins = tokens[0].lower in words("determiner") | _POSSESSIVE
    return tokens[0].lower == "others" or (begins and len(tokens) > 1) or _are_people(tokens)


def _are_people(tokens: Sequence[Token]) -> bool:
    """ "election lawyers", "conservative groups in the state": a plural of those who act."""
    head = head_of(tokens)
    row = nominals().get(head.lower, {}) if head else {}
    return row.get("number") == "plural" and row.get("refers_to") in _ACTING
