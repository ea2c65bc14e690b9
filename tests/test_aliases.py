"""Names that are one name: what no tagger saw of a name that the article has, and whom short names stand for."""

from __future__ import annotations

import re

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
    ("Al Lee left. Nobody met Lee.", ["PER Al Lee"], {"Lee": "person/al-lee"}),
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
    ("Ann Roth Lee left. Ann Lee won.", ["PER Ann Roth Lee", "PER Ann Lee"], {"Ann Lee": "person/ann-roth-lee"}),
    ("Ann von Lee left. Ann Lee won.", ["PER Ann von Lee", "PER Ann Lee"], {"Ann Lee": "person/ann-lee"}),
    (
        "Republican Ann Lee left. Ann Lee won. Nobody met Lee.",
        ["PER Republican Ann Lee", "PER Ann Lee"],
        {"Lee": "person/ann-lee", "Ann Lee": "person/ann-lee"},
    ),
    ("Mu Lin Suu Kyi left. Suu Kyi won.", ["ORG Mu Lin Suu Kyi", "PER Suu Kyi"], {"Suu Kyi": "person/mu-lin-suu-kyi"}),
    ("Citizens for Clean Air said so.", [], {"Citizens for Clean Air": "organization/citizens-for-clean-air"}),
    ("Ann Lee left. Speaker Lee won.", ["PER Ann Lee", "ORG Speaker Lee"], {"Lee": "person/ann-lee"}),
    (
        "Ann Lee left. Nobody joined Lee's Harbour Party.",
        ["PER Ann Lee", "ORG Lee's Harbour Party"],
        {"Lee": "person/ann-lee", "Harbour Party": "organization/harbour-party"},
    ),
    ("Ann Lee left Lloyd's Bank.", ["PER Ann Lee", "ORG Lloyd's Bank"], {"Lloyd's Bank": "organization/lloyd-s-bank"}),
    (
        "Ann Lee left. Nobody saw Lee and Roth. Ivan Roth won.",
        ["PER Ann Lee", "ORG Lee and Roth", "PER Ivan Roth"],
        {"Lee": "person/ann-lee", "Roth": "person/ivan-roth"},
    ),
    (
        "Ann Lee left. Nobody saw Lee and NBC.",
        ["PER Ann Lee", "ORG Lee and NBC"],
        {"Lee": "person/ann-lee", "NBC": "organization/nbc"},
    ),
    (
        "County Recorder Ann Lee won. Lee left.",
        ["PER Lee", "ORG County Recorder Ann Lee"],
        {"Lee": "person/ann-lee", "Ann Lee": "person/ann-lee"},
    ),
    ("Nobody met Ann Lee. Lee left.", ["PER Lee", "ORG Ann Lee"], {"Ann Lee": "person/ann-lee"}),
    (
        "The Friends of Ann Lee paid. Lee left.",
        ["PER Lee", "ORG Friends of Ann Lee"],
        {"Friends of Ann Lee": "organization/friends-of-ann-lee"},
    ),
    ("Ann Lee left. Lee’s won.", ["PER Ann Lee", "ORG Lee’s"], {"Lee": "person/ann-lee"}),
    (
        "Ann Lee left. Lee ate. Lee slept. Tom Lee came. He met Lee.",
        ["PER Ann Lee", "PER Tom Lee", "PER Lee"],
        {"Lee": "person/ann-lee"},
    ),
    ("Ann Lee met Bob Lee. Mrs. Lee won.", ["PER Ann Lee", "PER Bob Lee", "PER Lee"], {"Lee": "person/ann-lee"}),
]

BOUNDARIES = [
    ("They called for Ann Lee to go.", "PER Lee", ["Ann Lee"]),
    ("Will Lee go?", "PER Lee", ["Lee"]),
    ("Ann “Pim” Lee left.", "PER Lee", ["Ann “Pim” Lee"]),
    ("It was on Ann Lee’s show.", "ORG Ann Lee’s", ["Ann Lee"]),
    ("It was on Ann Lee's show.", "ORG Ann Lee's show", ["Ann Lee"]),
    ("Ann Lee of The Nation wrote.", "ORG Ann Lee of The Nation", ["Ann Lee"]),
    (
        "Charles University of The Hague closed.",
        "ORG Charles University of The Hague",
        ["Charles University of The Hague"],
    ),
    ("Mr. Lee of Harbour left.", "ORG Lee of Harbour", ["Lee"]),
    ("Mr. Lee left.", "PER . Lee", ["Lee"]),
    ("Harbour 'SNL is late.", "ORG 'SNL", ["SNL"]),
    ("The Harbour University Poll is out.", "ORG Harbour University Poll", ["Harbour University"]),
    ("The Harbour Poll is out.", "ORG Harbour Poll", ["Harbour Poll"]),
    ("Many Super PACs pay.", "ORG Super PACs", []),
    ("Ann Lee “sank the boat” there.", "PER Ann Lee “sank the boat", ["Ann Lee"]),
    ('Ann "Pim" Lee left.', 'PER Ann "Pim" Lee', ['Ann "Pim" Lee']),
    ("The guild (HGA) closed.", "ORG HGA) closed", ["HGA"]),
    ("Neither Lee nor Roth left.", "ORG Neither Lee nor Roth", ["Lee", "Roth"]),
    ("Nobody heard Lee and Roth.", "PER Lee and Roth", ["Lee", "Roth"]),
    ("The firm Lee and Roth closed.", "ORG Lee and Roth", ["Lee and Roth"]),
    ("Ann Lee who left was here.", "PER Ann Lee who left", ["Ann Lee"]),
    ("Ann Lee, Roth's aide, left.", "PER Ann Lee, Roth", ["Ann Lee", "Roth"]),
    ("Bob Lee, Jr. left.", "PER Bob Lee, Jr", ["Bob Lee, Jr"]),
    ("Unlike Ann Lee, he left.", "PER Unlike Ann Lee", ["Ann Lee"]),
    ("Per Lee left.", "PER Per Lee", ["Per Lee"]),
    ("Senator Ann Lee of Tonga left.", "PER Ann Lee of", ["Ann Lee"]),
    ("Senator Ann Lee of Tonga left.", "PER Ann Lee of Tonga", ["Ann Lee"]),
    ("He met B. Lee twice.", "PER . Lee", ["B. Lee"]),
    ("He saw some plans of the Harbour Guild there.", "ORG some plans of the Harbour Guild", ["Harbour Guild"]),
    ("The Harbour Radio tower fell.", "ORG Harbour Radio tower", ["Harbour Radio"]),
    ("The Lee administration fell.", "ORG Lee administration", ["Lee administration"]),
    ("They met On Castle Hill.", "LOC On Castle Hill", ["Castle Hill"]),
    ("A far-right crowd came.", "MISC far-right", []),
    ("Ann Lee, R-Ohio, left.", "ORG R-Ohio", []),
    ("He met Mia von der Lohe there.", "PER von der Lohe", ["von der Lohe"]),
    ("He met the al-Hamid there.", "PER al-Hamid", ["al-Hamid"]),
]

KINDS = [
    ("Donald Roth left.", "MISC Donald Roth", {"Donald Roth": "person"}),
    ("The Helen Award went to her.", "MISC Helen Award", {"Helen Award": "other"}),
    ("Robert B. Roth Jr. left.", "ORG Robert B. Roth Jr.", {"Robert B. Roth Jr.": "person"}),
    ("World War II began.", "MISC World War II", {"World War II": "other"}),
    ("Nobody met leader Ali Roth there.", "ORG Ali Roth", {"Ali Roth": "person"}),
    ("He paid the Ann Roth Foundation.", "ORG Ann Roth Foundation", {"Ann Roth Foundation": "organization"}),
    ("Ahmed al-Roth left.", "ORG Ahmed al-Roth", {"Ahmed al-Roth": "person"}),
    ("The frigate Lena Roth sank.", "PER Lena Roth", {"Lena Roth": "other"}),
    ("The captain Lena Roth left.", "PER Lena Roth", {"Lena Roth": "person"}),
    ("Martin Roth King III left.", "PER Martin Roth King III", {"Martin Roth King III": "person"}),
    ("Marine Le Roth won.", "PER Marine Le Roth", {"Marine Le Roth": "person"}),
    (
        "Saudi Crown Prince Ahmed bin Roth left.",
        "ORG Saudi Crown Prince Ahmed bin Roth",
        {"Saudi": "country", "Ahmed bin Roth": "person"},
    ),
    ("A bomb fell in Tel Aviv.", "LOC Tel Aviv", {"Tel Aviv": "place"}),
    ("They met in The Hague.", "LOC The Hague", {"The Hague": "place"}),
    ("Nobody knew what Tel Aviv wanted.", "LOC Tel Aviv", {"Tel Aviv": "country"}),
    ("A Vermont senator left.", "ORG Vermont senator", {"Vermont": "place"}),
    ("Israeli Defence Minister Ann Roth left.", "ORG Israeli Defence", {"Israeli": "country"}),
    (
        "Russian Finance Ministry officials left.",
        "ORG Russian Finance Ministry",
        {"Russian": "country", "Russian Finance Ministry": "organization"},
    ),
    (
        "Chief of the General Staff Ivan Roth left.",
        "ORG General Staff Ivan Roth",
        {"Ivan Roth": "person"},
    ),
    (
        "Nobody met Republican Ann Roth there.",
        "MISC Republican Ann Roth",
        {"Republican": "organization", "Ann Roth": "person"},
    ),
    ("The Republican Party won.", "ORG Republican Party", {"Republican Party": "organization"}),
    ("The Ohio Republican left.", "MISC Ohio Republican", {"Ohio": "place", "Republican": "organization"}),
    ("He joined the Republican Guard there.", "ORG Republican Guard", {"Republican Guard": "organization"}),
    ("Democratic Reforms Stall", "MISC Reforms", {"Reforms": "other"}),
    ("He lives in Omaha, Neb., now.", "LOC Omaha", {"Omaha": "place", "Neb.": "place"}),
    (
        "The Labour Party of Malta won.",
        "ORG Labour Party of Malta",
        {"Malta": "country", "Labour Party of Malta": "organization"},
    ),
]

SHORT = [
    ("Wu Danming met Roth. Wu left.", ["Wu Danming", "Wu"], "person/wu-danming"),
    ("Pavo Ilunga da Roth spoke. Ilunga left.", ["Pavo Ilunga da Roth", "Ilunga"], "person/pavo-ilunga-da-roth"),
    (
        "Ilunga won. Pavo Ilunga da Roth wept. Ilunga left.",
        ["Pavo Ilunga da Roth", "Ilunga"],
        "person/pavo-ilunga-da-roth",
    ),
    (
        f"Ilunga won. {'It rained. ' * 80}Pavo Ilunga da Roth wept. Ilunga left.",
        ["Pavo Ilunga da Roth", "Ilunga"],
        "person/ilunga",
    ),
    ("Ann Marie Roth spoke. Marie left.", ["Ann Marie Roth", "Marie"], "person/marie"),
    ("H. Amir-Roth spoke. Amir-Roth left.", ["H. Amir-Roth", "Amir-Roth"], "person/h-amir-roth"),
    ("Ahmed al-Roth spoke. Roth left.", ["Ahmed al-Roth", "Roth"], "person/ahmed-al-roth"),
    ("Ahmed bin Roth spoke. Bin Roth left.", ["Ahmed bin Roth", "Bin Roth"], "person/ahmed-bin-roth"),
    ("Mia von der Lohe spoke. Von der Lohe left.", ["Mia von der Lohe", "Von der Lohe"], "person/mia-von-der-lohe"),
    (
        "Robert Roth Jr. met Pat Roth. Roth Jr. left.",
        ["Robert Roth Jr.", "Pat Roth", "Roth Jr."],
        "person/robert-roth-jr",
    ),
    ("A. Roth met B. Roth. A. Roth left.", ["B. Roth", "A. Roth"], "person/a-roth"),
    ("Andrei Roth met Boris Roth. A. Roth left.", ["Andrei Roth", "Boris Roth", "A. Roth"], "person/andrei-roth"),
    ("Gov. Rick Roth met Sen. Tim Roth. Gov. Roth left.", ["Rick Roth", "Tim Roth", "Roth"], "person/rick-roth"),
    ("Gov. Rick Roth met Sen. Tim Roth. Mr. Roth left.", ["Rick Roth", "Tim Roth", "Roth"], "person/tim-roth"),
]


BODIES = [
    ("Kenya's Navy left.", ["ORG Navy"], {"Navy": "organization/kenyan-navy"}),
    ("The Kenyan Navy left.", ["ORG Kenyan Navy"], {"Kenyan Navy": "organization/kenyan-navy"}),
    ("The Navy of Kenya left.", ["ORG Navy of Kenya"], {"Navy of Kenya": "organization/kenyan-navy"}),
    ("Kenya's Navy left. The Navy won.", ["ORG Navy", "ORG Navy"], {"Navy": "organization/kenyan-navy"}),
    ("Kenya's Supreme Court sat.", ["ORG Supreme Court"], {"Supreme Court": "organization/kenyan-supreme-court"}),
    ("America's Supreme Court sat.", ["ORG Supreme Court"], {"Supreme Court": "organization/us-supreme-court"}),
    ("Russia's Foreign Ministry left.", [], {"Russia's Foreign Ministry": "organization/russian-foreign-ministry"}),
    ("Kenya's Harbour Guild left.", ["ORG Harbour Guild"], {"Harbour Guild": "organization/harbour-guild"}),
]
ACRONYMS = [
    ("The Harbour Guild Alliance (HGA) met. The HGA won.", "HGA", "organization/harbour-guild-alliance"),
    ("The Harbour Guild Alliance met. The HGA won.", "HGA", "organization/harbour-guild-alliance"),
    ("The Marine Institute (MARIN) met. MARIN won.", "MARIN", "organization/marine-institute"),
    ("The Marine Institute (XTR) met. XTR won.", "XTR", "organization/xtr"),
    ("The Harbour Guild met the Hull Guild. The HG won.", "HG", "organization/hg"),
    ("The Harbour Guild met. NATO won.", "NATO", "organization/nato"),
]

ROLES = [
    ("Ann Lee, through a spokeswoman, left.", "Ann Lee", None, None),
    ("Ann Lee, praised her deputy on Monday, in fact.", "Ann Lee", None, None),
    ("Ann Lee, a retired general, left.", "Ann Lee", "retired general", None),
    ("Ann Lee, a former aide to George W. Roth, left.", "Ann Lee", "former aide to George W. Roth", None),
    ("UN Special Envoy for Syria Ann Lee left.", "Ann Lee", "UN Special Envoy for Syria", "SYR"),
    ("Prime Minister of the Netherlands Ann Lee left.", "Ann Lee", "Prime Minister of the Netherlands", "NLD"),
    ("Nobody in Syria Ann Lee left.", "Ann Lee", None, None),
    ("Shadow chancellor Ann Lee left.", "Ann Lee", "Shadow chancellor", None),
    ("The former Kenya Gov. Ann Lee left.", "Ann Lee", "former Kenya Gov.", "KEN"),
    ("Ann Lee, leader of the Social Democratic Party, left.", "Ann Lee", "leader of the Social Democratic Party", None),
    ("Ann Lee, leader of the Democratic Party, left.", "Ann Lee", "leader of the Democratic Party", "USA"),
    ("Ann Lee, the party's leader in the council, left.", "Ann Lee", "party's leader in the council", None),
    ("Kenya's president, Ann Lee, left.", "Ann Lee", "Kenya's president", "KEN"),
    ("We saw the president of Kenya, Ann Lee, leave.", "Ann Lee", "president of Kenya", "KEN"),
    ("An adviser to the mayor, Ann Lee, left.", "Ann Lee", "adviser to the mayor", None),
    ("The senator from Ohio joined the mayor, Ann Lee, there.", "Ann Lee", "mayor", None),
    ("They took the suspect's sister, Ann Lee, away.", "Ann Lee", "suspect's sister", None),
    ("A ministry spokeswoman, Ann Lee, left.", "Ann Lee", "ministry spokeswoman", None),
    ("Its director, Ann Lee, left.", "Ann Lee", "director", None),
    ("As chairman, Ann Lee, of Leeds, left.", "Ann Lee", None, None),
    ("They met the mayor, Ann Lee and others.", "Ann Lee", None, None),
    ("They met Ann Lee, and the mayor, too.", "Ann Lee", None, None),
]

HOME = [("Foreign Minister", "RUS"), ("UN Secretary-General", None), ("NTA Director General", None)]


def _found(body: str, tagged: list[str]) -> list[tuple[str, str]]:
    """The words and the entity of each name, with what the tagger sees."""
    document = Document(Article("1", "", body, 0, "en"))
    return [
        (body[r.start : r.end], r.entity_id or "")
        for r in find_aliases(document, find_names(document, [_tagged(body, *n.split(" ", 1)) for n in tagged]), [])
        if r.form in ("name", "demonym")
    ]


@pytest.mark.parametrize(("body", "tagged", "expected"), BOUNDARIES)
def test_a_name_ends_where_it_is_written_to_end(body: str, tagged: str, expected: list[str]) -> None:
    document = Document(Article("1", "", body, 0, "en"))
    seen = [_tagged(body, *tagged.split(" ", 1))]
    assert [body[r.start : r.end] for r in find_names(document, seen) if r.rule == "names"] == expected


@pytest.mark.parametrize(("body", "tagged", "expected"), KINDS)
def test_the_kind_of_a_name(body: str, tagged: str, expected: dict[str, str]) -> None:
    assert {words: entity.split("/")[0] for words, entity in _found(body, [tagged])} == expected


@pytest.mark.parametrize(("body", "tagged", "expected"), BODIES)
def test_a_body_of_a_state_is_not_that_of_another(body: str, tagged: list[str], expected: dict[str, str]) -> None:
    found = dict(_found(body, tagged))
    assert {words: found[words] for words in expected} == expected


@pytest.mark.parametrize(("body", "letters", "entity"), ACRONYMS)
def test_what_letters_stand_for(body: str, letters: str, entity: str) -> None:
    bodies = re.findall(r"[HM]\w+ (?:Guild|Institute)(?: Alliance)?", body)
    assert dict(_found(body, [f"ORG {name}" for name in [*bodies, letters]]))[letters] == entity


@pytest.mark.parametrize(("body", "name", "role", "country"), ROLES)
def test_the_office_of_a_person(body: str, name: str, role: str | None, country: str | None) -> None:
    document = Document(Article("1", "", body, 0, "en"))
    found = next(r for r in find_names(document, [_tagged(body, "PER", name)]) if r.is_person)
    assert (found.role and body[slice(*found.role)], found.country) == (role, country)


@pytest.mark.parametrize(("office", "country"), HOME)
def test_an_agency_at_home_leaves_out_its_own_country_only(office: str, country: str | None) -> None:
    body = f"MOSCOW, May 2. /TASS/. {office} Ann Lee left."
    document = Document(Article("1", "", body, 0, "en", agency="TASS", dateline_place="Moscow"))
    found = next(r for r in find_names(document, [_tagged(body, "PER", "Ann Lee")]) if r.is_person)
    assert found.country == country


@pytest.mark.parametrize(("body", "people", "entity"), SHORT)
def test_whom_a_short_name_stands_for(body: str, people: list[str], entity: str) -> None:
    assert dict(_found(body, [f"PER {name}" for name in people]))[people[-1]] == entity


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
