"""Names that are one name: what no tagger saw of a name that the article has, and whom short names stand for."""

from __future__ import annotations

import pytest

from dataset.annotate.aliases import find_aliases
from dataset.annotate.document import Document
from dataset.annotate.names import find_names
from dataset.records import Article
from dataset.tagger import Tagged

HEAD = "Harbour news"

CASES = [
    ("Ann Lee left. Nobody met Lee.", ["PER Ann Lee"], {"Lee": "person/ann-lee"}),
    ("Ann Lee left. Nobody saw Lee Tower.", ["PER Ann Lee"], {}),
    ("Democrat Ann Lee left. Ann Lee won.", ["ORG Democrat Ann Lee", "PER Ann Lee"], {"Ann Lee": "person/ann-lee"}),
    ("John Roth Jr. left. Chief Justice Roth won.", ["PER John Roth Jr", "PER Roth"], {"Roth": "person/john-roth-jr"}),
    ("Factcheck said so. The Factcheck report is out.", [], {"Factcheck": "organization/factcheck"}),
    ("Voters said so. The voters are here.", [], {}),
    (
        "The Ann Lee Fund paid. Nobody asked it.",
        ["ORG The Ann Lee Fund"],
        {"Ann Lee Fund": "organization/ann-lee-fund"},
    ),
    ("Mr. Lee left.", ["ORG Mr. Lee"], {"Lee": "person/lee"}),
    ("Lee said so. Nobody met Ann Lee.", ["PER Ann Lee"], {"Lee": "person/ann-lee"}),
    ("General Foods left.", ["ORG General Foods"], {"General Foods": "organization/general-foods"}),
    ("John F. Lee, left.", ["LOC John F. Lee,"], {"John F. Lee": "person/john-f-lee"}),
    ("Ann B. Lee left. Ann Lee won.", ["PER Ann B. Lee", "PER Ann Lee"], {"Ann Lee": "person/ann-b-lee"}),
    (
        "Republican Ann Lee left. Ann Lee won. Nobody met Lee.",
        ["PER Republican Ann Lee", "PER Ann Lee"],
        {"Lee": "person/republican-ann-lee", "Ann Lee": "person/republican-ann-lee"},
    ),
    ("Mu Lin Suu Kyi left. Suu Kyi won.", ["ORG Mu Lin Suu Kyi", "PER Suu Kyi"], {"Suu Kyi": "person/mu-lin-suu-kyi"}),
    ("Citizens for Clean Air said so.", [], {"Citizens for Clean Air": "organization/citizens-for-clean-air"}),
    ("Ann Lee met Bob Lee. Mrs. Lee won.", ["PER Ann Lee", "PER Bob Lee", "PER Lee"], {"Lee": "person/ann-lee"}),
]


@pytest.mark.parametrize(("body", "tagged", "expected"), CASES)
def test_names_found_and_resolved(body: str, tagged: list[str], expected: dict[str, str]) -> None:
    text = f"{HEAD}\n{body}"
    document = Document(Article("1", HEAD, text, len(HEAD) + 1, "en"))
    seen = [_tagged(text, *name.split(" ", 1)) for name in tagged]
    said = text.find(" said")
    sources = [(len(HEAD) + 1, said)] if said > 0 else []
    found = find_aliases(document, find_names(document, seen), sources)
    written = {(text[r.start : r.end]): r.entity_id for r in found if r.form == "name"}
    wanted = {name.split(" ", 1)[1] for name in tagged} | expected.keys()
    assert {name: entity for name, entity in written.items() if name in expected} == expected
    assert written.keys() <= wanted


def test_a_name_is_of_the_kind_that_most_of_its_places_show() -> None:
    text = "Wells Bank fell. Wells Bank rose. Wells Bank fell."
    document = Document(Article("1", "", text, 0, "en"))
    starts = [at for at in range(len(text)) if text.startswith("Wells", at)]
    seen = [Tagged(at, at + 10, kind, 1.0) for at, kind in zip(starts, ("PER", "ORG", "ORG"), strict=True)]
    found = find_aliases(document, find_names(document, seen), [])
    assert {r.entity_id for r in found} == {"organization/wells-bank"}


def _tagged(text: str, kind: str, name: str) -> Tagged:
    """The last place of a name, as the tagger would tell of it."""
    start = text.rindex(name)
    return Tagged(start, start + len(name), kind, 1.0)
