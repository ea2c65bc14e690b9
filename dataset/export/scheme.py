"""How the tables look in brat: what is a text bound, a relation, an event, an attribute, a note.

A statement is its ``Content``, a mention is ``Mention``, an event is an event of its PLOVER type; the parts that have a
range of their own hang on them by ``has_<part>``. Who speaks and who is addressed are relations from the content to a
mention, participants are the event's arguments, contexts are attributes of it. A mention's entity is its normalization.
"""

from __future__ import annotations

from dataset.schema import Schema

HUBS = {"Content": "statements", "Mention": "mentions"}
"""Type of a text bound -> table, of which it stands for a row."""
_TYPES = {"statements": "Content", "mentions": "Mention", "events": "<EVENT>"}
PARTS = {"statements": ("source", "cue", "addressee"), "mentions": ("role",), "events": ("date",)}
"""Table -> the parts of a row that have a range: columns ``<part>_char_start``, ``<part>_char_end``."""
ATTRIBUTES = {
    "statements": ("kind", "speech_act", "negated", "speaker_resolution", "stated_on_basis"),
    "mentions": ("form", "metonym"),
    "events": ("layer", "event_mode", "realis", "negated", "date_basis"),
}
NOTES: dict[str, tuple[str, ...]] = {
    "statements": ("cue_lemma", "stated_on_edtf"),
    "mentions": (),
    "events": ("date_edtf",),
}
"""Table -> columns that are ``column=value`` in a note on the row."""
LINKS: dict[str, dict[str, str]] = {
    "statements": {"answers_id": "statements"},
    "mentions": {},
    "events": {"act_of": "statements", "event_group": "events"},
}
"""Table -> column -> table: relations to another row; an event that is alone in its group has none."""
PHRASE = "Phrase"
"""A participant with a place in the text that is no mention."""
CONTEXT = "context_"
ENTITIES = "entities"


def part_type(part: str) -> str:
    """The type of the text bound that a part is."""
    return part.capitalize()


def configuration(schema: Schema) -> str:
    """``annotation.conf``: all types, which brat wants to know before it shows them."""
    parts = [part_type(part) for names in PARTS.values() for part in names]
    sections = {
        "entities": [*HUBS, *parts, PHRASE],
        "relations": _relations(schema),
        "events": _events(schema),
        "attributes": _attributes(schema),
    }
    return "\n".join(f"[{name}]\n" + "".join(f"{line}\n" for line in lines) for name, lines in sections.items())


def _relations(schema: Schema) -> list[str]:
    overlaps = "<OVERLAP>\tArg1:<ANY>, Arg2:<ANY>, <OVL-TYPE>:<ANY>"
    parts = [f"has_{p}\tArg1:{_TYPES[table]}, Arg2:{part_type(p)}" for table, names in PARTS.items() for p in names]
    links = [
        f"{column}\tArg1:{_TYPES[table]}, Arg2:{_TYPES[to]}"
        for table, columns in LINKS.items()
        for column, to in columns.items()
    ]
    roles = [f"{role}\tArg1:Content, Arg2:Mention" for role in schema.table("parties").field("role").enum or []]
    return [overlaps, *parts, *links, *roles]


def _events(schema: Schema) -> list[str]:
    roles = schema.table("participants").field("role").enum or []
    arguments = ", ".join(f"{role}*:Mention|{PHRASE}" for role in roles)
    return [f"{kind}\t{arguments}" for kind in schema.plover]


def _attributes(schema: Schema) -> list[str]:
    found: dict[str, tuple[list[str], list[str]]] = {}
    for table, names in ATTRIBUTES.items():
        for field in map(schema.table(table).field, names):
            found.setdefault(field.name, ([], field.enum or []))[0].append(_TYPES[table])
    lines = [
        f"{name}\tArg:{'|'.join(on)}" + (f", Value:{'|'.join(enum)}" if enum else "")
        for name, (on, enum) in found.items()
    ]
    contexts = schema.table("event_contexts").field("context").enum or []
    return [*lines, *(f"{CONTEXT}{context}\tArg:<EVENT>" for context in contexts)]
