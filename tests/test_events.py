"""What an event is and who is in it, one promise a row."""

from __future__ import annotations

import pytest

from dataset.annotate import annotate
from dataset.records import Article, Event


def _article(text: str) -> Article:
    return Article("7", "", text, 0, "en", n_words=len(text.split()))


def _events(text: str) -> list[str]:
    """Each event as "TYPE mode realis: actors > recipients @ places"; what is usual (actual) is left out."""
    annotation = annotate(_article(text))
    spans = {m.mention_id: (m.char_start, m.char_end) for m in annotation.mentions}

    def side(event: Event, role: str) -> str:
        rows = [p for p in annotation.participants if p.event_id == event.event_id and p.role == role]
        places = [spans[p.mention_id] if p.mention_id else (p.char_start, p.char_end) for p in rows]
        return " + ".join(text[slice(*place)] for place in places)

    def told(event: Event) -> str:
        realis = [event.realis] if event.realis != "actual" else []
        kind = " ".join([event.event_type, *filter(None, [event.event_mode]), *realis, *["not"] * event.negated])
        place = side(event, "place")
        return f"{kind}: {side(event, 'actor')} > {side(event, 'recipient')}" + (f" @ {place}" if place else "")

    return [told(event) for event in annotation.events]


VERBS = [
    ("Norway expelled two Chilean diplomats last week.", "SANCTION expel: Norway > two Chilean diplomats"),
    ("The editor was arrested by police in Lima.", "COERCE arrest: police > The editor @ Lima"),
    ("Hackers attacked the ministry.", "ASSAULT: Hackers > the ministry"),
    ("Two hundred workers were fired on Monday.", "SANCTION expel:  > Two hundred workers"),
    ("The king pardoned two rebels.", "CONCEDE: The king > two rebels"),
    ("Students protested against the government.", "PROTEST demo: Students > the government"),
    ("Workers in Lima went on strike.", "PROTEST strike: Workers > "),
    ("Kenya began to shell Uganda.", "ASSAULT heavy-weapons: Kenya > Uganda"),
    ("Chile, which borders Peru, has condemned Bolivia.", "ACCUSE disapprove: Chile > Bolivia"),
    ("A Chilean senator, Ana Sousa, denounced Peru.", "ACCUSE disapprove: Ana Sousa > Peru"),
    ("Another company, Coast Union, sued Peru.", "ACCUSE allege: Coast Union > Peru"),
    ("He said a senator, Ana Sousa, accused Peru.", "ACCUSE allege: Ana Sousa > Peru"),
    ("A guard, Ana Sousa, and two rebels attacked Lima.", "ASSAULT: two rebels > Lima"),
    ("The minister appeared to blame Peru.", "ACCUSE allege: The minister > Peru"),
    ("Kenya seems to have attacked Uganda.", "ASSAULT: Kenya > Uganda"),
    ("The senator took a jab at Obama.", "ACCUSE disapprove: The senator > Obama"),
    ("The senator knocked Obama for the delay.", "ACCUSE disapprove: The senator > Obama"),
    ("The ministry covered up the scandal.", "COERCE misinformation: The ministry > the scandal"),
]
OBJECTS = [
    ("Egypt sent food to Sudan.", "AID: Egypt > Sudan"),
    ("Egypt sent soldiers to Sudan.", "MOBILIZE troops: Egypt > Sudan"),
    ("Egypt withdrew its soldiers from Sudan.", "RETREAT withdraw: Egypt > Sudan"),
    ("Egypt withdrew its ambassador from Sudan.", "SANCTION withdraw: Egypt > Sudan"),
    ("Prisoners began a hunger strike.", "PROTEST hunger: Prisoners > "),
    ("Spain gave Ukraine the tanks.", "AID: Spain > Ukraine"),
    ("Ukraine received ammunition from Spain.", "AID: Spain > Ukraine"),
    ("The sanctions on Peru worked.", "SANCTION discontinue:  > Peru"),
    ("The hacking of the ministry by Kenya went on.", "COERCE cyber: Kenya > the ministry"),
    ("Sanctions on Iran were lifted by the United States.", "CONCEDE: United States > Iran"),
    ("The sanctions that Norway imposed on Peru failed.", "SANCTION discontinue: Norway > Peru"),
    ("Norway held military exercises near Russia.", "MOBILIZE troops: Norway > Russia"),
    ("Norway and Denmark held joint exercises.", "COOPERATE: Norway + Denmark > "),
    ("Chile rejected Bolivia's offer.", "REJECT: Chile > Bolivia"),
    ("Chile and Peru patrolled the river together.", "COOPERATE: Chile + Peru > "),
    ("Norway gave Peru 48 hours to leave the island.", "THREATEN: Norway > Peru"),
    ("Norway will send troops to Peru if the unrest goes on.", "THREATEN violence: Norway > Peru"),
    ("Norway would not send troops to help Peru.", "REJECT assist: Norway > Peru"),
    ("Norway would not hesitate to attack Peru.", "THREATEN violence: Norway > Peru"),
    ("Students sprayed paint across the front of the ministry.", "PROTEST vandalize: Students > the ministry"),
    ("Norway wrote off two million dollars owed by Peru.", "AID: Norway > Peru"),
    ("Students ransacked the ministry.", "PROTEST obstruct: Students > the ministry"),
    ("The general said Peru would pay a heavy price.", "THREATEN: The general > Peru"),
    ("The general warned that Peru would bear the consequences.", "THREATEN: The general > "),
    ("Norway raised tariffs on steel from Peru.", "SANCTION discontinue: Norway > Peru"),
]
NOUNS = [
    ("A halt to arms sales by Norway to Peru lasted a year.", "SANCTION discontinue: Norway > Peru"),
    ("The withdrawal of troops from Syria by Russia took a week.", "RETREAT withdraw: Russia > Syria"),
    ("The arrest of the editor by police shocked Peru.", "COERCE arrest: police > the editor"),
    ("Israel's attack on Syria lasted a week.", "ASSAULT: Israel > Syria"),
    ("Iran launched an attack on Iraq.", "ASSAULT: Iran > Iraq"),
    ("The minister faced criticism from the opposition.", "ACCUSE disapprove: the opposition > The minister"),
    ("The minister is drawing criticism from Chile.", "ACCUSE disapprove: Chile > The minister"),
    ("There were two shootings in Lima.", "ASSAULT firearms:  >  @ Lima"),
    ("The mayor spoke of thousands of “shootings” in Lima.", "ASSAULT firearms:  >  @ Lima"),
    ("Russian strikes on Ukraine went on.", "ASSAULT: Russian > Ukraine"),
    ("The Basques, who own the port and later gave food to Peru, left.", "AID: Basques > Peru"),
    ("Peru's criticism of the steps taken by Spain grew.", "ACCUSE disapprove: Peru > "),
    ("The Chicago investigation went on.", "ACCUSE investigate:  >  @ Chicago"),
    ("The Ann Lee investigation went on.", "ACCUSE investigate:  > Ann Lee"),
]
SUBJECTS = [
    ("Norway left after Kenya fired rockets at Peru.", "ASSAULT: Kenya > Peru"),
    ("The gunman who left the bar was shot dead.", "ASSAULT targeted:  > The gunman"),
    ("The officer who followed Ann Lee was fired.", "SANCTION expel:  > The officer"),
    ("Kenya built a road and Peru struck Chile.", "ASSAULT: Peru > Chile"),
    ("Peru, Egypt and Kenya struck Chile.", "ASSAULT: Peru + Egypt + Kenya > Chile"),
    ("In Lima, Egypt and Kenya struck Chile.", "ASSAULT: Egypt + Kenya > Chile @ Lima"),
    ("Peru, Kenya strike Chile", "ASSAULT: Peru + Kenya > Chile"),
]
REACHED = [
    ("Students marched through Lima for a week against the president.", "PROTEST demo: Students > the president"),
    ("Kenya offered on Sunday to send soldiers to Uganda.", "AGREE: Kenya > Uganda"),
    ("Kenya threatened to shell Uganda.", "THREATEN violence: Kenya > Uganda"),
    ("A vow by Kenya to help Uganda surprised many.", "AGREE: Kenya > Uganda"),
    ("Egypt handed back to Sudan on Monday the border town.", "RETREAT withdraw: Egypt > Sudan"),
    ("Uganda was given food by Kenya.", "AID: Kenya > Uganda"),
    ("Chile turned down Peru's offer of three ships.", "REJECT: Chile > Peru"),
    ("Chile spurned a Peruvian invitation to a festival.", "REJECT: Chile > Peruvian"),
    ("The talks of the ministry with Peru ended.", "CONSULT: the ministry + Peru > "),
    ("Intelligence sharing by Chile with Peru helped.", "COOPERATE: Chile + Peru > "),
    ("Kenya pledged loans to Uganda.", "AGREE: Kenya > Uganda"),
    ("Chile put the newspapers on notice.", "THREATEN: Chile > the newspapers"),
    ("Chile stripped the leader of the union of his passport.", "COERCE restrict: Chile > the leader"),
    ("The lifting by Turkey of sanctions on Peru was news.", "CONCEDE: Turkey > Peru"),
    ("The outlawing of the party by Kenya was news.", "COERCE restrict: Kenya > the party"),
    ("Peru was told by Chile to leave.", "REQUEST: Chile > Peru"),
    ("Chile demanded that the government raise wages.", "REQUEST: Chile > the government"),
    ("Workers occupied the ministry.", "PROTEST obstruct: Workers > the ministry"),
    ("Chile came under fire from Peru.", "ACCUSE disapprove: Peru > Chile"),
    ("Kenya paid two million euros in aid to Uganda.", "AID: Kenya > Uganda"),
    ("Talks between Peru and Chile ended.", "CONSULT: Peru + Chile > "),
    ("Kenya held naval exercises with Uganda.", "COOPERATE: Kenya + Uganda > "),
    ("Kenya deployed tanks along the border with Uganda.", "MOBILIZE troops: Kenya > Uganda"),
    ("Kenya said it would expel the ambassador of Peru.", "THREATEN expel: Kenya > the ambassador"),
    ("Uganda shut down the radio station.", "COERCE censor: Uganda > the radio station"),
    ("Peru complained to the court about Chile.", "ACCUSE disapprove: Peru > the court"),
    ("Peru complained to the court against Chile.", "ACCUSE disapprove: Peru > Chile"),
    ("Kenyan armed forces attacked Uganda.", "ASSAULT: Kenyan armed forces > Uganda"),
]
RECIPROCAL = [
    ("Japan and Korea signed a treaty.", "SUPPORT: Japan + Korea > "),
    ("Chile reached an agreement with Bolivia.", "SUPPORT: Chile + Bolivia > "),
    ("A judge met with Gov. Rivera in Lima.", "CONSULT: A judge + Rivera >  @ Lima"),
    ("In Lima last week, the Korean premier met Ana Sousa.", "CONSULT: the Korean premier + Ana Sousa >  @ Lima"),
    ("The ministers of Japan met the Korean premier.", "CONSULT: The ministers + the Korean premier > "),
]
UNREAL = [
    ("France will withdraw its troops from Mali.", "CONCEDE: France > Mali"),
    ("France will not withdraw its troops from Mali.", "REJECT yield: France > Mali"),
    ("France will send food to Mali.", "AGREE: France > Mali"),
    ("France did not send food to Mali.", "AID not: France > Mali"),
    ("Sweden did not agree to the plan.", "REJECT: Sweden > "),
    ("Sweden decided not to make an endorsement of Peru.", "REJECT: Sweden > Peru"),
    ("The rebels said they would free three hostages.", "CONCEDE: The rebels > three hostages"),
    ("Kenya will boycott Uganda.", "THREATEN restrict: Kenya > Uganda"),
    ("Germany may send tanks to Poland.", "AID hypothetical: Germany > Poland"),
    ("If Kenya attacked Uganda, the union would act.", "ASSAULT hypothetical: Kenya > Uganda"),
    ("Police usually arrest protesters.", "COERCE arrest generic: Police > protesters"),
    ("Nobody attacked Peru.", "ASSAULT not:  > Peru"),
    ("Kenya is expected to attack Peru.", "ASSAULT future: Kenya > Peru"),
    ("Ann Lee is due to meet Ivan Petrov.", "AGREE: Ann Lee + Ivan Petrov > "),
    ("Peru may accuse Chile of theft.", "ACCUSE allege hypothetical: Peru > Chile"),
    ("Peru will urge Chile to leave.", "REQUEST future: Peru > Chile"),
    ("Kenya denied that its soldiers attacked Peru.", "ASSAULT not: its soldiers > Peru"),
    ("Kenya denied that it had promised help.", "AGREE not: it > "),
    ("Kenya denied attacking Peru.", "ASSAULT not: Kenya > Peru"),
    ("There is no evidence that Kenya attacked Peru.", "ASSAULT not: Kenya > Peru"),
    ("Police made no arrests.", "COERCE arrest not: Police > "),
    ("The sides reached no agreement.", "REJECT: The sides > "),
]
WISHES = [
    ("Peru demanded the release of two sailors.", "REQUEST yield: Peru > two sailors"),
    ("Peru asked Chile to release two sailors.", "REQUEST yield: Peru > Chile"),
    ("The general said that the rebels must disarm.", "REQUEST yield: The general > the rebels"),
    ("“The rebels in Peru must disarm,” the general said.", "REQUEST yield: the general > The rebels"),
    ("“The review of the war in Peru must end,” the general said.", "REQUEST: the general > "),
    ("Sweden refused to meet with the Danish delegation.", "REJECT meet: Sweden > the Danish delegation"),
    ("Kenya threatened to attack Uganda.", "THREATEN violence: Kenya > Uganda"),
    ("Kenya vowed to attack Uganda.", "THREATEN violence: Kenya > Uganda"),
]


PROMISES = [
    ("“We will help them,” the minister said.", "AGREE: the minister > "),
    ("“We will not negotiate,” the minister said.", "REJECT meet: the minister > "),
    ("“We will never surrender,” the minister said.", "REJECT yield: the minister > "),
    ("“We won’t comment,” the minister said.", "REJECT: the minister > "),
    ("“We will attack them,” the minister said.", "THREATEN violence: the minister > "),
    ("“We’ll attack,” the minister said.", "THREATEN violence: the minister > "),
    ("“We will not attack,” the minister said.", "AGREE: the minister > "),
    ("“We will not rest,” the minister said.", "AGREE: the minister > "),
    ("“We will not delay the loan,” the minister said.", "AGREE: the minister > "),
]


@pytest.mark.parametrize(
    ("text", "event"), [*VERBS, *OBJECTS, *NOUNS, *SUBJECTS, *REACHED, *RECIPROCAL, *UNREAL, *WISHES, *PROMISES]
)
def test_an_event_is_found_with_its_two_sides(text: str, event: str) -> None:
    assert _events(text) == [event]


@pytest.mark.parametrize(
    "text",
    [
        "A company built a road.",
        "His virtually assured nomination hurt him.",
        "The minister left the room.",
        "Egypt sent an envoy to Sudan.",
        "The plan to attack Uganda was leaked.",
        "Norway must lift the ban on Peru.",
        "Aid arrived.",
        "The March was long.",
    ],
)
def test_what_nobody_did_to_anybody_is_no_event(text: str) -> None:
    assert _events(text) == []


SENSES = [
    ("nobody killed them", "Two sailors were killed in a crash near Lima.", []),
    ("whom shelling killed did not shell", "Two sailors were killed by shelling.", ["ASSAULT:  > Two sailors"]),
    (
        "who is called on was not attacked",
        "Peru condemned the attack and called on the rebels to disarm.",
        ["ACCUSE disapprove: Peru > ", "REQUEST yield: Peru > the rebels"],
    ),
    ("a storm attacks nobody", "A typhoon struck Peru.", []),
    ("somebody killed them all the same", "Kenya killed two rebels after the storm.", ["ASSAULT: Kenya > two rebels"]),
    ("who fails to agree does not", "Peru and Chile failed to agree on fishing.", ["REJECT: Peru + Chile > "]),
    ("a report is no captive", "The ministry released a report on Monday.", []),
    ("nor is its release", "The release of the report by the ministry angered Peru.", []),
    ("what goes back to nobody is none", "The court returned the case.", []),
    ("what goes back to somebody", "Peru returned a statue to Chile.", ["RETREAT release: Peru > Chile"]),
    ("a time is not who is freed", "Peru freed two rebels late on Monday.", ["RETREAT release: Peru > two rebels"]),
    ("a hostage is", "The rebels released two hostages.", ["RETREAT release: The rebels > two hostages"]),
    ("to fire somebody is to expel", "The mayor fired the chief.", ["SANCTION expel: The mayor > the chief"]),
    ("to fire on somebody is not", "Police fired on protesters.", ["ASSAULT: Police > protesters"]),
    ("a match is no beating", "Chile beat Peru in the final.", []),
    ("police beat people", "Police beat protesters.", ["ASSAULT beat: Police > protesters"]),
    ("an election is no battle", "The senator defeated the governor in the primary.", []),
    ("an army's defeat is", "The army defeated the rebels.", ["ASSAULT: The army > the rebels"]),
    ("a habit of voting backs nothing", "Voting habits in Norway changed.", []),
    ("what a vote does is backed", "Parliament voted to join the union.", ["SUPPORT: Parliament > "]),
    ("a view is no request", "The minister suggested that the plan would fail.", []),
    ("to claim is not to accuse", "No group claimed responsibility for the blast.", []),
    ("voters who come are no protest", "Voters turned out for the senator.", []),
    (
        "who wins support is backed",
        "The senator won the endorsement of the union.",
        ["SUPPORT: the union > The senator"],
    ),
    ("who speaks alone meets nobody", "The senator spoke on Monday.", []),
    ("who speaks to reporters meets nobody", "The senator spoke to reporters.", []),
    ("who speaks to an envoy does", "The senator spoke to the envoy.", ["CONSULT: The senator + the envoy > "]),
    ("several can meet", "The two leaders met.", ["CONSULT: The two leaders > "]),
    ("a mood without an aim", "People are angry.", []),
    ("a mood with one", "The union is angry at the ministry.", ["ACCUSE disapprove: The union > the ministry"]),
    ("an opportunity is not seized", "Norway seized an opportunity to sell gas.", []),
    ("an archive is", "Norway seized the archive.", ["COERCE seize: Norway > the archive"]),
    ("inflation is not fought", "The government fights inflation.", []),
    ("nobody else is hit", "The attacker killed himself.", []),
    ("a record is attacked in words", "He attacked the president's record.", ["ACCUSE disapprove: He > the president"]),
    ("a claim is not seized", "The editor seized on the claim.", []),
    ("nor is a cause fought", "The court said that it had fought for the poor.", []),
    ("a system gives nothing away", "The system allows foreign firms to leave Chile.", []),
    ("experience gives no aid", "The experience helped her win.", []),
    ("a letter asks for who wrote it", "The letter urged Chile to leave.", ["REQUEST: The letter > Chile"]),
    ("to admit that is no entry", "The minister admits that the firm is late.", []),
    ("politicians attack in words", "Ana Sousa attacked Ivan Petrov.", ["ACCUSE disapprove: Ana Sousa > Ivan Petrov"]),
    ("gunmen do not", "Gunmen attacked Ivan Petrov.", ["ASSAULT: Gunmen > Ivan Petrov"]),
    ("nor does a man his wife", "Ivan Petrov attacked his wife.", ["ASSAULT: Ivan Petrov > his wife"]),
    ("nobody's attacks on a politician", "Attacks on Ana Sousa went on.", ["ACCUSE disapprove:  > Ana Sousa"]),
    ("the press is attacked in words", "Ana Sousa attacked the media.", ["ACCUSE disapprove: Ana Sousa > the media"]),
    ("rivals do not fight", "Ana Sousa battled Ivan Petrov in the debate.", []),
    ("rebels do", "The rebels battled the army.", ["ASSAULT: The rebels > the army"]),
    ("who wins a state captures none", "Ana Sousa captured Georgia.", []),
    ("jobs are not killed", "The deal kills jobs.", []),
    ("so many people are", "The blast killed 12.", ["ASSAULT:  > 12"]),
    ("and so many, too", "At least three were killed in Lima.", ["ASSAULT:  > three @ Lima"]),
    ("workers strike nobody", "Teachers staged a strike.", ["PROTEST strike: Teachers > "]),
    ("nor do these", "Doctors are on strike.", ["PROTEST strike: Doctors > "]),
    ("who is committed agrees", "Peru is committed to the agreement.", ["AGREE: Peru > "]),
    ("who accepts, too", "Ana Sousa accepted the invitation.", ["AGREE: Ana Sousa > "]),
    ("to speak so is no meeting", "Two diplomats left, speaking on condition of anonymity.", []),
    ("a caution is no threat", "Doctors warned of heavy snow.", []),
    ("a threat is one", "Kenya warned that it would attack Uganda.", ["THREATEN: Kenya > "]),
    ("so is one in his own words", "“We will attack,” warned the general.", ["THREATEN violence: the general > "]),
    ("so is a warning not to", "Kenya warned Uganda not to attack Peru.", ["THREATEN violence: Kenya > Uganda"]),
    ("who will not comment refuses nothing", "A spokesman declined to comment on the case.", []),
    ("nor does who will not be named", "A source declined to be named.", []),
    ("who shares an opinion agrees to nothing", "The judge agreed that it was late.", []),
    ("what was not said at a refusal", "The mayor declined to threaten Peru.", ["REJECT: The mayor > Peru"]),
    ("to be told of none is no refusal", "The lawyer said no decision had been made.", []),
    ("a question is no request", "A reporter asked him about the port.", []),
    ("a lasting state is no aid", "A network funded by Peru closed.", []),
    ("who takes one's life", "The sailor committed suicide.", []),
    ("nobody backs himself", "The senator defended himself.", []),
    ("what one should do", "“You should resign,” Ana Sousa told Ivan Petrov.", ["REQUEST yield: Ana Sousa > You"]),
    ("nobody praises herself", "Ana Sousa praised Ana Sousa.", ["SUPPORT: Ana Sousa > "]),
    ("an appeal is one request", "Peru appealed to Chile to leave.", ["REQUEST: Peru > Chile"]),
    ("to rally voters is no protest", "The senator rallied voters in Lima.", []),
    (
        "a title is part of a name",
        "Ana Sousa criticized Mr. Costa and praised Dr. Petrov.",
        ["ACCUSE disapprove: Ana Sousa > Costa", "SUPPORT: Ana Sousa > Petrov"],
    ),
    ("a town names an act", "The Bergen bombing shook Norway.", ["ASSAULT explosives:  >  @ Bergen"]),
    ("its owner acts", "Norway's bombing of Peru went on.", ["ASSAULT explosives: Norway > Peru"]),
    ("a state acts", "US airstrikes on Syria went on.", ["ASSAULT aerial: US > Syria"]),
    ("a participle behind a preposition", "The company commented on proposed market rules.", []),
]


def test_with_a_light_verb_the_noun_is_the_trigger() -> None:
    text = "Peru drew criticism from Chile. Kenya imposed sanctions on Peru. Egypt sent soldiers to Sudan."
    places = [(e.trigger_char_start, e.trigger_char_end) for e in annotate(_article(text)).events]
    assert [text[start:end] for start, end in places] == ["criticism", "sanctions", "sent"]


@pytest.mark.parametrize(("text", "events"), [case[1:] for case in SENSES], ids=[case[0] for case in SENSES])
def test_the_sense_of_a_trigger_is_told_by_its_clause(text: str, events: list[str]) -> None:
    assert _events(text) == events


def test_what_repeats_an_event_of_the_sentence_is_none() -> None:
    assert _events("Gunmen stormed the embassy, killing three guards.") == ["ASSAULT: Gunmen > the embassy"]


def test_somebody_without_a_name_has_codes_too() -> None:
    (recipient,) = (p for p in annotate(_article(VERBS[0][0])).participants if p.role == "recipient")
    assert (recipient.mention_id, recipient.plover_actor, recipient.sector) == (None, "CHL", "GOV")


DATED = [
    ("Iran rejected the offer, but Trump said on Monday that talks would go on.", {"rejected": None}),
    ("Chile attacked Peru, and Egypt said on Sunday that it would rain.", {"attacked": None}),
    ("Chile attacked Peru, while Macron said last week that it would rain.", {"attacked": None}),
    ("On Monday Chile, which attacked Peru, held a vote.", {"attacked": None}),
    ("The company, founded in 1980, attacked Peru.", {"attacked": None}),
    ("Chile has attacked Peru since 1980.", {"attacked": None}),
    ("Chile attacked Peru on Monday and expelled its envoy.", {"attacked": "Monday", "expelled": "Monday"}),
    ("Chile shot and wounded a sailor of Peru on Monday.", {"shot": "Monday", "wounded": "Monday"}),
    ("Chile attacked Peru last week as it met Bolivia.", {"attacked": "last week", "met": "last week"}),
    ("Chile attacked Peru when its king died in 1980.", {"attacked": "1980"}),
    ("Chile deceived Peru when it was told in 1980 that it would rain.", {"deceived": "1980"}),
    ("An explosion on Monday that killed five people in Peru was loud.", {"killed": "Monday"}),
    ("Chile recalled the 1980 attack on Peru.", {"attack on": "1980"}),
]


@pytest.mark.parametrize(("text", "dates"), DATED)
def test_an_event_has_the_date_of_its_own_clause_or_noun(text: str, dates: dict[str, str | None]) -> None:
    found = {
        text[e.trigger_char_start : e.trigger_char_end]: text[e.date_char_start : e.date_char_end]
        if e.date_char_start is not None
        else None
        for e in annotate(_article(text)).events
    }
    assert {trigger: date for trigger, date in found.items() if trigger in dates} == dates
