"""A press dump of a hundred invented records: odd quotes, missing fields, several languages, and some that are broken.

``dump()`` is the same in every run. It says of each record what a build must make of it, and of each broken piece
where its bytes are and why it must be set aside.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from random import Random

GIVEN = (
    "Ana",
    "Béla",
    "Carla",
    "Deniz",
    "Émile",
    "Fatima",
    "Goran",
    "Henrik",
    "Ingrid",
    "João",
    "Katya",
    "Liv",
    "Mila",
    "Nils",
    "Olga",
    "Pavel",
    "Rosa",
    "Søren",
)
FAMILY = (
    "Almeida",
    "Bondar",
    "Dahl",
    "Haddad",
    "Holm",
    "Ilić",
    "Kaya",
    "Koskinen",
    "Lindqvist",
    "Markovic",
    "O’Hara",
    "Orlov",
    "Quispe",
    "Solberg",
)
OFFICES = ("Prime Minister", "Foreign Minister", "ministry spokesman", "harbour master", "union leader", "Mayor")
PLACES = ("Oslo", "Lima", "Vienna", "Ankara", "Belgrade", "Bergen", "Tunis", "Gdańsk")
QUOTES = ("“{}”", '"{}"', "‘{}’", "'{}'", "«{}»", "„{}“", "``{}''", "‘“{}”’", "“‘{}’ and more”")
UNBALANCED = ("“{}", "{}”", '"{}', "‘{}", "’{}", "«{}", '""{}"', "“{}“", "”{}“", '"\'{}"')
SAYINGS = (
    "We will keep the harbour open for every ship that comes in peace,",
    "Nobody has asked us to wait for another year,",
    "They promised in the 1990s that the bridge would be free,",
    "The talks have failed and the other side must answer for it,",
)
PLAIN = (
    "Officials said that the talks would begin on Monday and that nothing had been agreed so far.",
    "According to the ministry, two ships left the port before the strike began last week.",
    "The minister did not say whether the agreement had been signed, but she denied that it was dead.",
    "Asked by a reporter what would follow, the union leader replied that the members would vote in March.",
    "He urged the government to lift the sanctions and warned that the farmers would not wait.",
    "The parliament was told that the road was safe, although the report said the opposite.",
)
FOREIGN = {
    "de": "Die Ministerin sagte am Montag, der Hafen bleibe für alle offen und niemand müsse noch länger warten.",
    "fr": "Le ministre a déclaré lundi que le port restera ouvert à tous les navires et que personne ne doit attendre.",
    "es": "La ministra dijo el lunes que el puerto seguirá abierto para todos y que nadie tiene que esperar.",
    "ru": "Министр заявила в понедельник, что порт останется открытым для всех и ждать больше никому не придётся.",
}
RESIDUES = ("", "", "Read more\n", "X\n", "\nRead more\n\nX\n", "\nX\n\nRead more\n\n\n")
DATELINES = (
    "{}, May 3. /TASS/. ",
    "{} (Reuters) - ",
    "{}, May 3 (AP) -- ",
    "{}, May 3. /TASS correspondent {}/. ",
    "",
)
POSTED = ("Fri, 05/03/2024 - 11:19\n", "Fri, 05/03/2024 - 11:19\n", "05/03/2024 - 7:05\n", "")
AUTHORS = ("Auther :\n\n", "Auther : {}\n", "Author : {}\n\n", "Auther :\n{}\n\n", "")

KEPT = "kept"
DROPPED = "dropped"


@dataclass(frozen=True, slots=True)
class Record:
    """A record's bytes; ``fate`` is kept, dropped (an exact repetition), or the reason why it must be set aside."""

    data: bytes
    article_id: str
    fate: str = KEPT
    language: str = "en"


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece that must be set aside: its bytes ``start:end`` in ``file`` and a part of the reason."""

    file: str
    start: int
    end: int
    reason: str


@dataclass(frozen=True, slots=True)
class Dump:
    """Records by file, and files of other content (path -> bytes and the reason why they must be set aside)."""

    records: dict[str, list[Record]]
    others: dict[str, tuple[bytes, str]]

    @property
    def all(self) -> list[Record]:
        """The records in the order in which they are read."""
        return [record for file in sorted(self.records) for record in self.records[file]]

    def files(self) -> dict[str, bytes]:
        joined = {file: b"".join(record.data for record in records) for file, records in self.records.items()}
        return joined | {file: data for file, (data, _) in self.others.items()}

    def kept(self) -> dict[str, str]:
        """Ids that become articles, with their languages."""
        return {record.article_id: record.language for record in self.all if record.fate == KEPT}

    def broken(self) -> Iterator[Piece]:
        for file in sorted([*self.records, *self.others]):
            if file in self.others:
                data, reason = self.others[file]
                yield Piece(file, 0, len(data), reason)
                continue
            start = 0
            for record in self.records[file]:
                end = start + len(record.data)
                if record.fate not in (KEPT, DROPPED):
                    yield Piece(file, start, end, record.fate)
                start = end


def dump() -> Dump:
    """A hundred records in eleven files, and three files that hold none."""
    made = _Maker()
    records = {
        "2024/a.txt": [made.good() for _ in range(17)],
        "2024/b-bom.txt": [_marked(made.good()), *(made.good() for _ in range(9))],
        "2024/c-crlf.txt": [_crlf(made.good()) for _ in range(10)],
        "2024/d-controls.txt": [_with_controls(made.good()) for _ in range(5)],
        "e-languages.txt": [made.foreign(language) for language in (*FOREIGN, *FOREIGN)],
        "f-unbalanced.txt": [made.good(UNBALANCED) for _ in range(20)],
        "g-latin-1.txt": list(made.latin_1()),
        "h-repeated.txt": list(made.repeated()),
        "i-broken.txt": list(made.broken()),
        "j-small.txt": list(made.small()),
        "k/l/m.dump": [made.good()],
    }
    others = {
        "notes.md": (b"Nothing but notes.\n", "of no known format"),
        "o-blank.txt": (b"\n \r\n\t\n", "empty or blank"),
        "p-empty.txt": (b"", "empty or blank"),
    }
    return Dump(records, others)


def write(files: dict[str, bytes], folder: Path) -> Path:
    """Write files below a folder, in the order of ``files``."""
    for name, data in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    return folder


class _Maker:
    def __init__(self) -> None:
        self.random = Random(2)
        self.numbers = count(5001)

    def one(self, choices: tuple[str, ...] | list[str]) -> str:
        return self.random.choice(choices)

    def person(self) -> str:
        return f"{self.one(GIVEN)} {self.one(FAMILY)}"

    def sentence(self, quotes: tuple[str, ...]) -> str:
        if self.random.random() < 0.4:
            return self.one(PLAIN)
        said = f"{self.one(OFFICES)} {self.person()} told reporters in {self.one(PLACES)} on Thursday."
        return f"{self.one(quotes).format(self.one(SAYINGS))} {said}"

    def body(self, quotes: tuple[str, ...]) -> str:
        dateline = self.one(DATELINES).format(self.one(PLACES).upper(), self.person())
        lines = [
            " ".join(self.sentence(quotes) for _ in range(self.random.randint(1, 4)))
            for _ in range(self.random.randint(1, 4))
        ]
        return dateline + self.one(["\n", "\n\n"]).join([*lines, self.one(PLAIN)])

    def record(self, title: str, body: str, fate: str = KEPT, language: str = "en", number: str = "") -> Record:
        number = number or str(next(self.numbers))
        head = self.one(["ID :\n{}\n", "ID : {}\n", "ID:{}\n", "ID :\n\n{}\n\n"]).format(number)
        text = head + self.one(POSTED) + self.one(AUTHORS).format(self.person()) + f"{title}\n\n{body}\n"
        return Record((text + self.one(RESIDUES)).encode(), number, fate, language)

    def good(self, quotes: tuple[str, ...] = QUOTES) -> Record:
        title = f"Harbour {self.one(['stays open', 'closes', 'talks fail'])} — {self.one(FAMILY)}"
        return self.record(title, self.body(quotes))

    def foreign(self, language: str) -> Record:
        return self.record("Oslo – 2024", f"{FOREIGN[language]}\n{FOREIGN[language]}", language=language)

    def latin_1(self) -> Iterator[Record]:
        """In a UTF-8 build only the records that are not plain ASCII are set aside."""
        for place in ("Malmö", "Oslo", "Málaga", "Bergen", "Tromsø"):
            number = str(next(self.numbers))
            text = f"ID :\n{number}\nAuther :\n\nNo strike in {place}\n\n{PLAIN[0]} {PLAIN[1]}\n"
            yield Record(text.encode("latin-1"), number, KEPT if place.isascii() else "is not valid utf-8")

    def repeated(self) -> Iterator[Record]:
        for _ in range(3):
            number = str(next(self.numbers))
            title, body, other = "Harbour stays open", f"{PLAIN[2]} {PLAIN[3]}", f"{PLAIN[4]} {PLAIN[5]}"
            yield self.record(title, body, number=number)
            yield self.record(title, body, DROPPED, number=number)
            yield self.record(title, other, "was read before with another text", number=number)

    def broken(self) -> Iterator[Record]:
        head, tail = "ID :\n{}\nFri, 05/03/2024 - 11:19\nAuther :\n\n", f"Harbour closes\n\n{PLAIN[3]}\n"
        for text, reason in (
            (f"Some lines from another file, “quoted”.\n{PLAIN[0]}\n", "text before the first record"),
            (f"ID :\n\nFri, 05/03/2024 - 11:19\nAuther :\n\n{tail}", "no id"),
            (f"ID :\n[/b] 50%\nAuther :\n\n{tail}", "no id"),
            (f"ID : \U0001f600\nAuther :\n\n{tail}", "no id"),
            ("ID :\n\n\n", "no id"),
            (head.format(next(self.numbers)), "no title"),
            (head.format(next(self.numbers)) + "Harbour closes\n\nRead more\n\nX\n", "no body"),
            (f"ID :\n{next(self.numbers)}\nFri, 31/12/2024 - 11:19\nAuther :\n\n{tail}", "malformed posting date"),
            (f"ID :\n{next(self.numbers)}\nyesterday\nAuther :\n\n{tail}", "malformed posting date"),
        ):
            yield Record(text.encode(), "", reason)
        yield Record(self.good().data.replace(b"Harbour", b"Harb\xc3ur"), "", "is not valid utf-8")
        yield self.good()

    def small(self) -> Iterator[Record]:
        """Bodies of a word, of capitals, of nothing but marks, of one very long word."""
        for body in ("Dead.", PLAIN[5].upper(), PLAIN[0] + " “" * 300, PLAIN[1] + " " + "x" * 5000 + "."):
            yield self.record("The end of the talks", body)


def _marked(record: Record) -> Record:
    return Record(b"\xef\xbb\xbf" + record.data, record.article_id)


def _crlf(record: Record) -> Record:
    return Record(record.data.replace(b"\n", b"\r\n"), record.article_id)


def _with_controls(record: Record) -> Record:
    return Record(record.data.replace(b"the ", b"the\x00 \x1f", 3), record.article_id)
