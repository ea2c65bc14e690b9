"""Who speaks: each way in which an article names, describes or omits its speakers, and the honest reason for none."""

from __future__ import annotations

import pytest

from dataset.derive import derive
from dataset.pipeline import engine
from dataset.records import Article

HEAD = "Talks in Harbour City"

NAMED = [
    (
        "“We are ready,” Foreign Minister Anna Keller said. “We will sign.” Keller added that talks go on.",
        "anna-keller",
    ),
    ("Maria Lopez met Ivan Petrov on Monday. Mr. Petrov said that the port would open.", "ivan-petrov"),
    ("Maria Lopez met Ivan Petrov on Monday. She said that the port would open.", "maria-lopez"),
    (
        "Ivan Petrov spoke. Pressed by Boris Orlov about the port, his answer was to say that it was full.",
        "ivan-petrov",
    ),
    ("Ivan Petrov met Boris Orlov on Monday. “The port is open,” Petrov said. He said ships had come.", "ivan-petrov"),
    ("Ivan Petrov, who said that the port would open, left.", "ivan-petrov"),
    ("Larry King was in town on Monday. Mr. King said that the show would go on.", "larry-king"),
    ("Trump lawyer Marc Kasowitz said that the court was right.", "marc-kasowitz"),
    ("Rep. Adam Silver spoke on Monday. The congressman said that the bill would pass.", "adam-silver"),
    ("A New York judge said that the file would stay closed. Judge Frank Moore read it on Monday.", "frank-moore"),
    ("The governor said that it would rain. Governor Ann Lopez was on the coast.", "ann-lopez"),
    ("Former President Ivan Petrov left. The former president said that the port was full.", "ivan-petrov"),
    ("Former Ohio Gov. Ivan Petrov left. The former governor said that the port was full.", "ivan-petrov"),
    ("A sailor said that the port was full. Ivan Petrov left. He said that ships had come.", "ivan-petrov"),
    ("Ivan Petrov left. A spokeswoman said that the port was full. He said that ships had come.", "ivan-petrov"),
    ("Ivan Petrov left. The sailor said that the port was full. He said that ships had come.", "ivan-petrov"),
    ("Ivan Petrov left. A sailor asked if the port was full. He said that ships had come.", "ivan-petrov"),
    ("Ann Lopez spoke to reporters. Asked if the port was full, she said: “It is.”", "ann-lopez"),
    ("Maria Lopez’s letter said that the port would open.", "maria-lopez"),
    ("Maria Lopez was away. Her letter said that the port would open.", "maria-lopez"),
    (
        "I told the mayor that the port is full.\nRep. Ann Lopez, D-Ohio, is a member of the port committee.",
        "ann-lopez",
    ),
    ("Maria Lopez was away. According to her account, the port would open.", "maria-lopez"),
    (
        "The U.S. Court of Appeals for the Sixth Circuit sat on Monday. The court ruled that the port would open.",
        "u-s-court-of-appeals-for-the-sixth-circuit",
    ),
    ("A study by Maria Lopez found that the port was full.", "maria-lopez"),
    ("An analysis released by NATO last month found that the port was full.", "nato"),
    ("The FBI came on Monday. The agency said that the port was full.", "fbi"),
    ("A NATO report said that the port was full.", "nato"),
    ("A NATO report came out on Monday. The report said that the port was full.", "nato"),
    ("“The port is open,” Maria Lopez said in a statement. The statement said that ships had come.", "maria-lopez"),
    (
        "Ivan Petrov spoke on Monday. Campaigning against Boris Orlov in May, he said that the port was full.",
        "ivan-petrov",
    ),
    ("The port was quiet on Monday. Manning needed more ships, he said on Tuesday.", "manning"),
    ("Ivan Petrov spoke on Monday. After Boris Orlov’s visit, he said that the port was full.", "boris-orlov"),
    (
        f"Anna Orlov spoke on Monday. On Tuesday, Anna Orlov left. Boris Orlov waved. {'The port was quiet. ' * 50}"
        "Orlov said that the port was full.",
        "anna-orlov",
    ),
    ("Aung San Suu Kyi came on Monday. Suu Kyi said that the talks would go on.", "aung-san-suu-kyi"),
    ("Trump’s lawyer Marc Kasowitz said that the court was right.", "marc-kasowitz"),
    ("Ed Crane left. Coast Union’s Crane said that the port was full.", "ed-crane"),
    (
        "Grant Green, a security official under Presidents Ronald Reagan and George W. Bush, said the port was full.",
        "grant-green",
    ),
    (
        "Ohio Gov. Ann Lee and New Jersey Gov. Ivan Petrov came on Monday. The Ohio governor said the port was full.",
        "ann-lee",
    ),
    ("Sen. Ann Lee of Ohio met Sen. Ivan Petrov of Utah. The Ohio senator said that the port was full.", "ann-lee"),
    ("Sen. Ann Lee of Ohio met Sen. Ivan Petrov of Utah. The senator said that the port was full.", "ivan-petrov"),
    ("Boris Orlov, through a spokeswoman, declined to comment. He said that the port was full.", "boris-orlov"),
    ("Boris Orlov, surrounded by nurses, came. He said that the port was full.", "boris-orlov"),
    ("Boris Orlov, retired judge, came with Ann Lee. A judge said that the port was full.", "boris-orlov"),
    (
        "Ivan Petrov came. Through his lawyer, Boris Orlov told the mayor that it was full. He said that ships came.",
        "boris-orlov",
    ),
    ("Ivan Petrov came. By putting the blame on Boris Orlov, he said that the port was full.", "ivan-petrov"),
    ("Ivan Petrov came. In a letter to Boris Orlov, he said that the port was full.", "ivan-petrov"),
    ("Ivan Petrov came. After Boris Orlov left, he said that the port was full.", "boris-orlov"),
    ("Since meeting Boris Orlov, Ivan Petrov has risen. He said that the port was full.", "ivan-petrov"),
    ("Ivan Petrov said on Monday that ships came. Boris Orlov needs more time, he said.", "ivan-petrov"),
    (
        "“The port is full,” Ann Lee said. “And ships came.”\n“The port is old. Ships come. Ships go. It is wide. "
        "It is good,” she said.",
        "ann-lee",
    ),
    ("Ann Lee said ships came. Ann Lee left when Maria Lopez asked whether they did. “They did,” she said.", "ann-lee"),
    ("Ivan Petrov, a retired port worker who said that the port was full, left.", "ivan-petrov"),
    ("Ann Lee met Ivan Petrov, dean of the University of Oslo, who said that the port was full.", "ivan-petrov"),
    ("Ivan Petrov came. He was a desperate man who believed that the port was full.", "ivan-petrov"),
    ("Ann Lee joined the University of Oslo, which said that the port was full.", "university-of-oslo"),
    ("Republicans said that ships came. “They did,” Ann Lee said. They said that it was full.", "republican-party-usa"),
    (
        "Paul Ryan met Boris Orlov in Oslo. It was a reversal for the Utah Republican, who said that ships came.",
        "paul-ryan",
    ),
    ("After meeting Boris Orlov, Paul Ryan left. The Republican said that the port was full.", "paul-ryan"),
    ("Paul Ryan came. “The ships are late,” he said of Ann Lee’s. The Republican said that it was full.", "paul-ryan"),
    (
        "While Boris Orlov had ships, there were none for Ann Lee, which troubles Ivan Petrov. “They did,” he said.",
        "ivan-petrov",
    ),
    ("Utah Rep. Paul Ryan met Ann Lee. Ann Lee left. The Utah Republican said that the port was full.", "paul-ryan"),
    ("Ann Lee, mother of the sailor Ivan Lee, told the mayor that ships came.\n“They did,” Lee said.", "ann-lee"),
    ("Ann Lee told the mayor that ships came. Ivan Lee left.\n“They did,” Lee said.", "ivan-lee"),
    ("Ivan Lee and Ann Lee came. Ann Lee told the mayor that ships came. “They did,” Mr. Lee said.", "ivan-lee"),
    ("Maria Lopez urged Ann Lee to tell them that ships came. “They did,” she said.", "maria-lopez"),
    ("Ivan Petrov spoke. Ivan Petrov said ships came. Boris Orlov left on Monday. “They did,” he said.", "boris-orlov"),
    ("Ivan Petrov met Ann Lee and Maria Lopez, who said that the port was full.", "maria-lopez"),
    ("“The port is full,” Ivan Petrov said. Ships came, the retired sailor said.", "ivan-petrov"),
    ("Ivan Petrov left on Monday. “The port is full,” the New York businessman said.", "ivan-petrov"),
    ("Ann Lee said ships came. Ann Lee was an aide to President Ivan Lee. “They did,” Lee said.", "ann-lee"),
    ("Ivan Lee and Ann Lee came. Ivan Lee told the mayor that ships came. Lee herself said that they did.", "ann-lee"),
    ("One of the firms, Coast Union, said that the port was full.", "coast-union"),
    ("NATO said that Ivan Petrov issued a statement. The statement said that the port was full.", "ivan-petrov"),
    ("Ivan Petrov said ships came. The Petrov campaign met Boris Orlov. “They did,” he said.", "ivan-petrov"),
    ("A spokesman for the firm, Ivan Petrov, said that the port was full.", "ivan-petrov"),
    ("Ivan Petrov said that ships came. Boris Orlov’s roots matter. He said that the port was full.", "boris-orlov"),
    ("Ivan Petrov said that ships came. Boris Orlov’s visit to Ivan Petrov ended. He said they did.", "ivan-petrov"),
    ("Ann Lee’s comments showed that the port was full.", "ann-lee"),
    ("A Facebook post by Ann Lee said that the port was full.", "ann-lee"),
    ("An audit by the Coast Union found that the port was full.", "coast-union"),
    ("Ann Lee met Republicans in Oslo, and they left. They said that the port was full.", "republican-party-usa"),
    ("They spoke of Ann Lopez’s America. Lopez said that the port was full.", "ann-lopez"),
    ("State Sen. Ann Lopez (R) came on Monday. Lopez said that the port was full.", "ann-lopez"),
    ("J. Ann Lopez came on Monday. Lopez said that the port was full.", "ann-lopez"),
    ("Oakfield Industries Inc came on Monday. Oakfield said that the port was full.", "oakfield-industries"),
    ("The Coast Union itself said that the port was full.", "coast-union"),
    ("The Coast Union newspaper said that the port was full.", "coast-union"),
    ("Ann Lopez, who met Ivan Petrov and later left Boris Orlov, said that the port was full.", "ann-lopez"),
    ("Ivan Petrov spoke. “Ships came,” he said. The actor said that the port was full.", "ivan-petrov"),
    ("Boris Orlov asked Ivan Petrov why he said that the port was full.", "ivan-petrov"),
    ("Mrs. Lopez came on Monday. President Orlov backed her up. “The port is full,” he said.", "orlov"),
    ("Orlov’s port was old: Petrov had paid for it, and he said that it was full.", "petrov"),
    ("Maria Lopez joined a firm called Coast Union. The company said that the port was full.", "coast-union"),
    (
        "The results of the latest Coast University poll released on Monday showed that the port was full.",
        "coast-university",
    ),
    ("A NATO poll came on Monday. The results show that the port was full.", "nato"),
    ("A national Coast University Poll found that the port was full.", "coast-university"),
    ("A new poll found that the port was full. The NATO poll asked a thousand sailors.", "nato"),
    ("A NATO poll last week found that the port was full.", "nato"),
    ("Excerpts of a letter from Maria Lopez said that the port was full.", "maria-lopez"),
    ("An FBI summary said that the port was full.", "fbi"),
    (
        "A Fox News poll, conducted with Coast Research (D) and Petrov & Company, found that the port was full.",
        "fox-news",
    ),
    ("John “Tig” Petrov came on Monday. Petrov said that the port was full.", "john-tig-petrov"),
    ("Ivan Petrov came on Monday. Mr. Petrov of Norway said that the port was full.", "ivan-petrov"),
    ("Laurence Petrov came on Monday. Mr. Petrov said that the port was full.", "laurence-petrov"),
    ("The Saudis said that the port was full.", "SAU"),
    ("CNN Philippines said that the port was full.", "cnn"),
    ("The Gallup organization said that the port was full.", "gallup"),
    (
        "President Ivan Petrov met World Bank President Boris Orlov. The president said that the port was full.",
        "ivan-petrov",
    ),
    (
        "Ivan Petrov left. Petrov was tired. He met his wife, Olga Petrov. Petrov said that it was full.",
        "ivan-petrov",
    ),
    ("Maria Lopez asked Ivan Petrov which port he wanted. “The old port is full,” he said.", "ivan-petrov"),
    (
        "Boris Orlov said that ships came. Lately, Ivan Petrov has built ports. He said that the port was full.",
        "ivan-petrov",
    ),
    ("Boris Orlov said that ships came. A retired sailor, Ivan Petrov left. He said it was full.", "ivan-petrov"),
    (
        "Boris Orlov said that ships came.\nBut it is to Ivan Petrov that ports matter. He said that it was full.",
        "ivan-petrov",
    ),
    ("Senator Ivan Petrov of Norway, who said that the port was full, left.", "ivan-petrov"),
    ("Coast News and former NBC anchor Ann Lopez said that the port was full.", "ann-lopez"),
    ("Maria Lopez left. Lopez donor Ivan Petrov said that the port was full.", "ivan-petrov"),
]

LATER = [
    (
        "Expert says old port needs cranes",
        "Ann Lee, an expert, told the mayor that the old port needs new cranes.",
        "ann-lee",
    ),
    ("Judge says old port needs cranes", "Ann Lee, a sailor, told the mayor that the old port needs new cranes.", ""),
    ("Expert says old port needs cranes", "Ann Lee told the mayor that ships had come to Oslo.", ""),
    ("Experts say old port needs cranes", "Ann Lee, an expert, told the mayor that the old port needs new cranes.", ""),
]
"""The headline, the body, who is the speaker of the headline."""

SEVERAL = [
    ("Qatar, Egypt and the United States urged Israel to accept the truce.", {"QAT", "EGY", "USA"}),
    ("Estonia, Latvia and Lithuania warned that the plan was late.", {"EST", "LVA", "LTU"}),
    ("Vladimir Putin and Joe Biden said that talks would go on.", {"vladimir-putin", "joe-biden"}),
    (
        "Sens. Ann Cole (D-Ore.), Ruth Best (D-Ohio) and Mark Dunn said the bill failed.",
        {"ann-cole", "ruth-best", "mark-dunn"},
    ),
    (
        "Anna Keller and Ivan Petrov said that talks would go on. They said that they agreed.",
        {"anna-keller", "ivan-petrov"},
    ),
    ("Neither Ann Lee nor Ivan Petrov said that the port was full.", {"ann-lee", "ivan-petrov"}),
    ("Ann Lee, Ivan Petrov and other sailors said that the port was full.", {"ann-lee", "ivan-petrov"}),
    ("Norway and others said that the port was full.", {"NOR"}),
    ("Ivan Petrov met Ann Lee and Maria Lopez, who both said that the port was full.", {"ann-lee", "maria-lopez"}),
    ("A study by Ann Lee and Ivan Petrov found that the port was full.", {"ann-lee", "ivan-petrov"}),
    (
        "As Ann Lee and Ivan Petrov crossed Norway, they saw sailors for three weeks, they said.",
        {"ann-lee", "ivan-petrov"},
    ),
    (
        "Ann Lee, editor of Coast News, and Ivan Petrov, a port worker, said that the port was full.",
        {"ann-lee", "ivan-petrov"},
    ),
    ("Ann Lee and Ivan Petrov left the Greens. They said that the port was full.", {"ann-lee", "ivan-petrov"}),
    ("There was a debate between Ann Lee and Ivan Petrov. Both said it was full.", {"ann-lee", "ivan-petrov"}),
    ("Ann Lee and Olga Lee left. The Lees said that the port was full.", {"ann-lee", "olga-lee"}),
    ("A CNN/NBC poll found that the port was full.", {"cnn", "nbc"}),
    ("A CNN-New York Times poll found that the port was full.", {"cnn", "new-york-times"}),
    ("Two envoys -- Ann Lee and Ivan Petrov -- said that the port was full.", {"ann-lee", "ivan-petrov"}),
    ("Ann Lee and conservative groups in the state said that the port was full.", {"ann-lee"}),
    ("Both the House and Senate said that the port was full.", {"house", "us-senate"}),
    ("Ann Lee and Ivan Petrov left. But neither said that the port was full.", {"ann-lee", "ivan-petrov"}),
    ("Ann Lee sat with Mayor Ivan Petrov. Both men said that the port was full.", {"ann-lee", "ivan-petrov"}),
    ("Ann Lee and Ivan Petrov left. The two lawmakers said that it was full.", {"ann-lee", "ivan-petrov"}),
]

NOBODY = [
    ("Ann Lee met the sailors of Oslo, who said that the port was full.", "unnamed"),
    ("Ann Lee met two envoys — from Ivan Petrov to Boris Orlov — who said that the port was full.", "unnamed"),
    ("Sailors in Oslo said that ships came. They said that the port was full.", "unnamed"),
    ("A woman who met Ivan Petrov said that the port was full.", "unnamed"),
    ("Sailors aligned with the Coast Union and other groups said that the port was full.", "unnamed"),
    ("The Supreme Court sat on Monday. The appeals court said that the port was full.", "unnamed"),
    ("Officials said that talks would go on.", "unnamed"),
    ("Lawyers for Ivan Petrov and Anna Keller said that the case was closed.", "unnamed"),
    ("A lawyer for Ivan Petrov and Anna Keller said that the case was closed.", "unnamed"),
    ("Ivan Petrov, a port worker, left. A spokesman for the company said that talks would go on.", "unnamed"),
    ("A study found that the port was full.", "unnamed"),
    ("Ann Lee’s port said that it was full.", "unnamed"),
    ("Paul Ryan left. A Republican said that the port was full.", "unnamed"),
    ("Paul Ryan left. The Republican establishment said that the port was full.", "unnamed"),
    ("A Facebook post said that the port was full.", "unnamed"),
    ("Sailors said that ships came. “They did,” Ann Lee said. They said that the port was full.", "unknown"),
    ("Ivan Petrov said that ships came. The FBI director said that the port was full.", "unnamed"),
    ("Ivan Petrov said that ships came to a young judge. The young judge said that the port was full.", "unnamed"),
    ("The Coast Group left. The trade group for sailors came. The group said that the port was full.", "unnamed"),
    ("Presidential nominee Ivan Petrov left. The vice presidential nominee said that ships came.", "unnamed"),
    ("Former President Ivan Petrov left. The president said that the port was full.", "unnamed"),
    ("Ivan Petrov left. A sailor said that the port was full. He said that ships had come.", "unnamed"),
    ("Ivan Petrov left. A sailor said that it was. He said so. He said that ships had come.", "unnamed"),
    ("Shadow Chancellor Ann Lee left. The chancellor said that the port was full.", "unnamed"),
    ("Sailors were in NATO who said that the port was full.", "unknown"),
    ("A statement by the Petrov campaign came. The statement said that the port was full.", "unnamed"),
    ("Supporters of her friend, Ivan Petrov, said that the port was full.", "unnamed"),
    ("Ivan Petrov is the kind of man who believes that the port is full.", "unnamed"),
    ("Ivan Petrov, left alone, met a man who said that the port was full.", "unnamed"),
    ("The FBI and NASA came on Monday. The agency said that the port was full.", "unnamed"),
    ("A NATO report came out on Monday. A report said that the port was full.", "unnamed"),
    ("A friend of Maria Lopez read the report. The report said that the port was full.", "unnamed"),
    ("I told Ivan Petrov that the port is full.\nIvan Petrov is a friend.", "unknown"),
    ("Ivan Petrov left. They said that talks would go on.", "unknown"),
    ("Republican seeks a port and says that it was full.", "unnamed"),
    ("Groups backing Ivan Petrov said that the port was full.", "unnamed"),
    ("Ivan Petrov met NATO and the FBI. Both men said that the port was full.", "unnamed"),
    ("Ann Lopez said that ships came. The Oslo businessman said that the port was full.", "unnamed"),
    ("The governor left.\n" + "Ships came to the port. " * 30 + "The senator said so. Sen. Ann Lee came.", "unnamed"),
]


def speakers(body: str, head: str = HEAD) -> list[tuple[set[str], str]]:
    """The speakers of the statements of an article with this body, without the kinds of their ids; and how found."""
    text = f"{head}\n{body}"
    found = engine(Article("1", head, text, len(head) + 1, "en"))
    rows = []
    for statement in sorted(found.statements, key=lambda s: s.char_start):
        own = [p for p in found.parties if p.statement_id == statement.statement_id and p.role == "speaker"]
        rows.append(({p.entity_id.split("/")[1] for p in own if p.entity_id}, statement.speaker_resolution))
    return rows


@pytest.mark.parametrize(("body", "speaker"), NAMED)
def test_the_last_statement_has_the_speaker(body: str, speaker: str) -> None:
    assert speakers(body)[-1][0] == {speaker}


@pytest.mark.parametrize(("head", "body", "speaker"), LATER)
def test_who_speaks_in_the_headline_is_named_later(head: str, body: str, speaker: str) -> None:
    assert speakers(body, head)[0] == (({speaker}, "nominal") if speaker else (set(), "unnamed"))


@pytest.mark.parametrize(("body", "expected"), SEVERAL)
def test_several_speak(body: str, expected: set[str]) -> None:
    assert speakers(body)[-1] == (expected, "several")


@pytest.mark.parametrize(("body", "reason"), NOBODY)
def test_nobody_is_guessed(body: str, reason: str) -> None:
    assert speakers(body)[-1] == (set(), reason)


@pytest.mark.parametrize(
    ("body", "phrase", "source"),
    [
        ("Ann Lee met the sailors of Oslo, who said that the port was full.", "the sailors of Oslo", "who"),
        ("A sailor said that ships came. He said that the port was full.", "A sailor", "He"),
        ("Sailors in Oslo said that ships came. They said that the port was full.", "Sailors in Oslo", "They"),
    ],
)
def test_who_has_no_name_speaks_as_the_phrase_that_tells_of_him(body: str, phrase: str, source: str) -> None:
    text = f"{HEAD}\n{body}"
    found = engine(Article("1", HEAD, text, len(HEAD) + 1, "en"))
    last = max(found.statements, key=lambda s: s.char_start)
    words = {m.mention_id: text[m.char_start : m.char_end] for m in found.mentions}
    party = next(p for p in found.parties if (p.statement_id, p.role) == (last.statement_id, "speaker"))
    assert words[party.mention_id or ""] == phrase
    assert words[last.source_mention_id or ""] == source


@pytest.mark.parametrize(
    ("body", "addressee"),
    [
        ("Ann Lee told an Iowa audience that the port was full.", "an Iowa audience"),
        ("Ann Lee told CNN's Jake Tapper that the port was full.", "CNN's Jake Tapper"),
        ("Ann Lee told Norway's government that the port was full.", "Norway's government"),
        ("Ann Lee told CNN’s “New Day” that the port was full.", "CNN"),
        ("Ann Lee told one of her friends that the port was full.", "one of her friends"),
        ("Ann Lee told parliament that the port was full.", "parliament"),
        ("“The port is full,” said an official, who requested anonymity to discuss the port.", None),
        ("Ann Lee told a joke about the port.", None),
        ("Ann Lee asked Ivan Petrov if the port was full.", "Ivan Petrov"),
        ("Ann Lee asked Ivan Petrov what he wanted.", "Ivan Petrov"),
    ],
)
def test_who_is_addressed_can_listen(body: str, addressee: str | None) -> None:
    text = f"{HEAD}\n{body}"
    last = derive(engine(Article("1", HEAD, text, len(HEAD) + 1, "en"))).statements[-1]
    assert last.addressee_text == addressee


def test_the_nominee_is_the_one_person_of_the_headline() -> None:
    body = "Ann Lopez met Ivan Petrov on Monday. The nominee said that the port would open."
    assert speakers(body, "Ann Lopez visits port")[-1][0] == {"ann-lopez"}
    assert speakers(body, "Ships wait at port")[-1][0] == set()


def test_two_people_with_one_surname_stay_two() -> None:
    body = (
        "Donald Marsh and Ivana Marsh came on Monday. Mr. Marsh said that the house was sold. "
        "Mrs. Marsh said that it was not."
    )
    assert [found for found, _ in speakers(body)] == [{"donald-marsh"}, {"ivana-marsh"}]
