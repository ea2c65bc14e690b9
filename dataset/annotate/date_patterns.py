"""The closed list of patterns that are dates in English, and how each becomes a value.

The extent has the determiner and not the preposition, as in TIMEX3 (TimeML 1.2.1). What is no date (ages, durations,
clock times, "now") fits none.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from string import capwords

from dataset.annotate.date_values import (
    DECADES,
    HOLIDAYS,
    NEAR_DAYS,
    ONES,
    ORDINALS,
    PERIODS,
    SEASONS,
    STEPS,
    TEENS,
    TENS,
    WEEKDAYS,
    ago,
    ahead,
    century,
    century_range,
    day_range,
    decade,
    full_day,
    full_month,
    full_year,
    half_ago,
    holiday,
    monthless_day,
    near_day,
    near_quarter,
    near_season,
    near_span,
    near_unit,
    numeric_day,
    period,
    quarter,
    season,
    today,
    told_day,
    told_month,
    told_unit,
    weekday,
    weekend,
    year_end,
    year_range,
    yearless_day,
    yearless_month,
)

Resolve = Callable[[re.Match[str], date, int], str]


@dataclass(frozen=True, slots=True)
class Rule:
    """A pattern, whose group ``extent`` is the date if it has one, and how its match becomes EDTF.

    ``kind``: ``full`` needs no anchor; ``yearless``, ``month`` and ``weekday`` lack a year or week; ``deictic`` counts
    from the anchor, ``today`` is the anchor unless it means nowadays, ``told`` counts from the date that the text told
    last; ``weak`` is a ``month`` that is a date only as one end of an interval ("May", which may be a name).
    """

    kind: str
    resolve: Resolve
    pattern: re.Pattern[str]


def _either(words: Iterable[str]) -> str:
    """A pattern of the words, the longest first, with either apostrophe."""
    escaped = {re.escape(word).replace("'", "['’]") for word in words if word}
    return "|".join(sorted(escaped, key=lambda word: (-len(word), word)))


def _cased(words: Iterable[str]) -> str:
    """A pattern of the words as they are, in small letters, with capitals and in capitals.

    That is quicker than to ignore case, for the matcher then looks at the first letter before all else.
    """
    return _either({v for w in words for v in (w, w.lower(), w.capitalize(), capwords(w), w.upper())})


def _not_after(*words: str) -> str:
    return "".join(rf"(?<!\b(?:{word}|{word.capitalize()})\s)" for word in words)


_LONG = r"January|February|July|September|October|November|December"
_NAME = r"March|April|May|June|August"  # also names or words
_SHORT = r"Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec"
_SMALL = rf"{_LONG.lower()}|april|june|august"  # "march" and "may" in small letters are verbs
_MONTH = rf"(?P<month>(?:{_LONG}|{_NAME}|{_LONG.upper()}|{_NAME.upper()}|{_SMALL})\b|(?:{_SHORT})\b\.?)"
_TIGHT_MONTH = rf"(?P<month>{_LONG}|{_NAME}|{_SHORT})\.?"  # "Sept.15,1946"
_DAY_WORD = rf"(?<!\ba\s)(?:(?:{_cased(ORDINALS[3:])})(?=\sof\s|[,.;:!?)]|$)|(?:[Ff]irst|[Ss]econd)(?=\sof\s))"
_DAY = rf"(?<![\w.,:/$€£-])(?P<day>[0-3]?\d|{_DAY_WORD})(?:st|nd|rd|th)?\b(?![.,:/]\d|[%°])"
_LAST_DAY = r"(?P<last_day>[0-3]?\d)(?:st|nd|rd|th)?\b(?![.,:/]\d|[%°])"
_OF = r"(?:(?:day\s)?of\s)?"
_COUNTED = (
    r"(?!\s(?:people|troops|soldiers|men|women|children|civilians|tons|tonnes|met(?:er|re)s?|miles?|k[mg]|hours"
    r"|times|cases|dollars|ro?ubles|euros|pounds|percent|per cent|barrels|foot|feet|GMT|deaths|votes|strong|more|plus"
    r"|workers|pages|words|points|years?)\b)"
)
_AFTER_YEAR = rf"(?![\w%]|[.,:/]\d|\s(?:BCE?\b|B\.C)){_COUNTED}"
_TWO_DIGITS = rf"(?:{_either(TENS)})(?:[-\s](?:{_either(ONES)}))?|{_either(TEENS)}"
_SPOKEN = rf"(?:{_cased(TEENS[3:])}|{_cased(TENS[:1])})\s(?:{_TWO_DIGITS})\b(?!-)"  # "nineteen eighty-four"
_YEAR = rf"(?P<year>(?:1\d|20)\d\d|{_SPOKEN}){_AFTER_YEAR}"
_IN = r"(?i:(?:in|since|until|till)(?:\s(?:about|around|approximately|at\sleast))?)"
_OLD_YEAR = rf"(?P<extent>(?P<year>1\d{{3}})){_AFTER_YEAR}"  # a date only among words that go with years
_PLURAL = r"(?!(?:was|is|has|his|its|as|this|does)\b)[a-z]+s\b"
_NO_PLURAL = rf"(?!-|\s(?:[\w-]+\s){{0,2}}{_PLURAL})"
_WEEKDAY = rf"(?P<weekday>(?:{_cased(WEEKDAYS)}))\b"
_SHORT_WEEKDAY = r"(?:Mon|Tues?|Wed|Thurs?|Fri|Sat|Sun)\b\.?"
_NO_HABIT = (  # what follows a weekday that is a name, or any such day
    r"(?!\s(?:school|prayers|roast|best|(?:morning|afternoon|evening|night)s|the\s\d\w*|Times|Telegraph|Mirror|Post"
    r"|Express|Mail|Morning|Night\sLive)\b)"
)
_PART = r"(?:(?P<part>[Ee]arly|[Mm]id|[Ll]ate|EARLY|MID|LATE)(?:-|\s))"
_STEPS = rf"(?:{_cased(STEPS)})"
_STEP = rf"(?P<step>{_STEPS})\s"
_ON = rf"(?:(?:{_STEPS}\s)?(?:(?:{_cased(WEEKDAYS)})\b|{_SHORT_WEEKDAY}),?\s)?"  # a weekday before its day
_NUMBER = rf"\d{{1,4}}|(?:{_cased(TENS)})(?:-(?:{_either(ONES)}))?|{_cased((*ONES, *TEENS))}"
_COUNT = rf"(?<![\w,.-])(?<!\bhalf\s)(?P<count>[Aa]n?|{_NUMBER})"
_QUARTER = (
    r"(?:[Tt]he\s(?P<nth>(?i:first|second|third|fourth|last)|[1-4](?:st|nd|rd|th))\s(?P<share>quarter|half)\sof\s)"
)
_YEARS_PART = _PART.replace("ate|", "ater?|")  # "the later 1800s", but not "later December"
_NTH = rf"\d{{1,2}}(?=st|nd|rd|th)|(?:{_cased(ORDINALS[1:])})"
_CENTURY = rf"(?P<century>{_NTH})(?:st|nd|rd|th)?[-\s](?i:centur(?:y|ies))\b(?!\s(?:BCE?\b|B\.C))"
_NO_WEEKDAY = _not_after("Black", "Bloody", "Good", "Super", "Palm", "Ash", "Easter", "every", "each", "on a")
_NO_SPAN = _not_after("over", "in", "during", "for", "within", "of")  # something lasts for the year
_NO_VERB = _not_after("will", "would", "can", "could", "may", "might", "should", "to", "not")  # "would last two years"
_NO_UNIT = _not_after("the", "this", "very")
_NO_AGE = r"(?!\sand\sage\b|\sin\s\d)"  # "this day and age", "on this day in 1920"
_NO_NOWADAYS = (  # of what today has no day
    r"(?!['’]s\s(?:\w+\s)?(?:world|societ(?:y|ies)|generations?|youth|children|kids|teens|technolog(?:y|ies)|standards"
    r"|economy|culture|life|lives|politics|era|age|environment|climate|landscape|reality|market|prices)\b)"
)
_TIMED = r"(?i:in|during|throughout|since|before|after|until|following|from|to|of|between|and)\s"
_UNIT = r"(?P<unit>[Ww]eek(?:end)?|[Mm]onth|[Yy]ear|[Dd]ecade|[Cc]entury)\b"
_DATED = [name for name, row in HOLIDAYS.items() if row["year"]]
_YEARLY = [name for name, row in HOLIDAYS.items() if not row["year"]]
_LOOSE = [name for name in _YEARLY if HOLIDAYS[name]["after_preposition"]]
_BEHIND = r"\s(?P<step>last|next)(?=\s?[,.;:!?)]|\s(?:and|when|at|he|she|it|they|we|I)\b|$)"  # "on Tuesday last"
_EARLY_YEAR = r"(?P<year>[1-9]\d\d)"  # a year only beside a month or what says so
_THEN = r"(?=\s?[,.;:!?)]|\swhen\b|$)"
_DAY_RANGE = r"(?:\s?[-–]\s?|\s(?:to|until|till|through)\s)"
_BEFORE = r"(?i:at|on|by|before|after|until|since|for|over|around|during)\s"
_NO_CHRISTMAS = r"(?!\s(?:tree|part|market|truce|shopping|card|gift|present|dinner|holiday|season|message|carol|song))"


def _rule(kind: str, resolve: Resolve, pattern: str) -> Rule:
    return Rule(kind, resolve, re.compile(pattern))


RULES = (
    # days
    _rule("full", full_day, rf"\b{_ON}{_MONTH}\s{_DAY},?\s?{_YEAR}"),
    _rule("full", full_day, rf"\b{_ON}{_DAY}\s{_OF}{_MONTH},?\s{_YEAR}"),
    _rule("full", full_day, rf"{_DAY}-{_MONTH}-{_YEAR}"),
    _rule("full", full_day, rf"\b{_TIGHT_MONTH}(?P<day>[0-3]?\d),?\s?{_YEAR}"),
    _rule("full", full_day, rf"{_DAY}\s{_MONTH}\s{_EARLY_YEAR}(?=\s?[)–])"),
    _rule("full", numeric_day, r"\b(?<![-/.])(?P<year>[12]\d{3})-(?P<month>\d\d)-(?P<day>\d\d)(?:\b|(?=T\d))(?![-/])"),
    _rule("full", numeric_day, r"\b(?<![-/.])(?P<day>\d\d?)\.(?P<month>\d\d?)\.(?P<year>(?:19|20)\d\d)\b(?![-/.]\d)"),
    _rule("full", numeric_day, r"\b(?<![-/.])(?P<month>\d\d?)/(?P<day>\d\d?)/(?P<year>[12]\d{3})\b(?![-/])"),
    _rule("yearless", yearless_day, rf"\b{_ON}{_MONTH}\s{_DAY}"),
    _rule("yearless", yearless_day, rf"\b{_ON}{_DAY}\s{_OF}{_MONTH}"),
    _rule("yearless", yearless_day, rf"\b{_ON}{_DAY}\s{_OF}{_MONTH}{_BEHIND}"),
    _rule("full", day_range, rf"\b{_MONTH}\s{_DAY}(?:{_DAY_RANGE}|\sand\s){_LAST_DAY},?\s{_YEAR}"),
    _rule("full", day_range, rf"{_DAY}(?:{_DAY_RANGE}|\sand\s){_LAST_DAY}\s{_MONTH},?\s{_YEAR}"),
    _rule("yearless", day_range, rf"\b{_MONTH}\s{_DAY}{_DAY_RANGE}{_LAST_DAY}"),
    _rule("yearless", day_range, rf"\b{_MONTH}\s{_DAY}\sand\s{_LAST_DAY}(?=[,.;:!?)]|$)"),
    _rule("yearless", day_range, rf"{_DAY}(?:{_DAY_RANGE}|\sand\s){_LAST_DAY}\s{_MONTH}"),
    _rule(
        "yearless", monthless_day,
        rf"\b[Oo]n\s(?P<extent>the\s(?P<day>\d\d?(?=st|nd|rd|th)|(?:{_either(ORDINALS[1:])}))(?:st|nd|rd|th)?\b)"
        r"(?=\s?[,.;:!?)]|\s(?:and|when|he|she|it|they|we|I)\b|$)",
    ),
    # holidays
    _rule("full", holiday, rf"\b(?P<holiday>(?:{_cased(HOLIDAYS)})),?\s(?:of\s)?{_YEAR}"),
    _rule("full", holiday, rf"\b{_BEFORE}(?:the\s)?(?P<extent>(?P<holiday>(?:{_cased(_DATED)})))(?![\w/])"),
    _rule("deictic", holiday, rf"\b{_NO_UNIT}{_STEP}(?P<holiday>(?:{_cased(_YEARLY)}))\b{_NO_CHRISTMAS}"),
    _rule("yearless", holiday, rf"\b(?P<holiday>(?:{_cased(set(_YEARLY) - set(_LOOSE))}))\b"),
    _rule("yearless", holiday, rf"\b{_BEFORE}(?P<extent>(?P<holiday>(?:{_cased(_LOOSE)})))\b{_NO_CHRISTMAS}"),
    _rule("full", period, rf"\b{_TIMED}(?P<extent>(?:[Tt]he\s)?(?P<period>(?:{_cased(PERIODS)})))(?![\w-])"),
    # months
    _rule("full", full_month, rf"\b{_PART}?{_MONTH},?\s(?:(?:of|in)\s)?{_YEAR}"),
    _rule("full", full_month, rf"\b(?P<month>{_LONG}|{_NAME})\sof\s{_EARLY_YEAR}(?=\s?[,.;)])"),
    _rule("month", yearless_month, rf"\b(?P<month>(?:{_LONG})\b|(?:Jan|Feb|Aug|Sept?|Oct|Nov|Dec)\.)(?!\s?\d)"),
    _rule("month", yearless_month, rf"\b{_PART}(?P<month>{_LONG}|{_NAME})\b(?!\s\d)"),
    _rule("deictic", yearless_month, rf"\b{_PART}?{_STEP}(?P<month>{_LONG}|{_NAME})\b(?!\s\d)"),
    _rule(
        "month", yearless_month,
        rf"\b(?i:in|since|until|till|during|through|by|of)\s(?P<extent>(?P<month>{_NAME}))\b(?!['’]s\b)",
    ),
    _rule("weak", yearless_month, rf"\b(?P<month>{_NAME})\b"),
    # years
    _rule("full", full_year, rf"\b{_PART}{_YEAR}"),
    _rule("full", full_year, rf"(?<![\w.,:/$€£#-])(?P<year>(?:19|20)\d\d){_AFTER_YEAR}(?!-)"),
    _rule("full", full_year, rf"\b(?:{_IN}|ca?\.|circa|b\.|d\.|born|died)\s{_OLD_YEAR}(?!-|\s{_PLURAL})"),
    _rule("full", full_year, r"\b[Tt]he\s(?P<extent>year\s(?P<year>\d{3,4}|\d\d(?=[.,;:)]|$)))\b(?![.,:/]\d)"),
    _rule("full", full_year, rf"\b(?:{_IN}|of)\s(?P<extent>(?P<year>['’]\d\d))(?![\w.:,'’]\w|\w)"),
    _rule("full", full_year, rf"\b(?P<year>{_SPOKEN})(?!\s{_PLURAL})"),
    _rule(
        "full", full_year,
        rf"\b(?:(?i:from|by|before|after|around|prior\sto|during|through|as\s(?:early|late)\sas)|(?:[A-Z]\w+|outset|beginning|start|end|events)\sof)\s"
        rf"{_OLD_YEAR}{_NO_PLURAL}(?!\s(?:to|and|[-–])\s\d)",
    ),
    _rule("full", full_year, rf"(?:(?<=\b1\d\d\d\sand\s)|(?<=\b1\d\d\d\sor\s)){_OLD_YEAR}{_NO_PLURAL}"),
    _rule("full", full_year, rf"[(\[](?:[a-z]+\.?\s)?{_OLD_YEAR}(?=\s?[)\],;:–-])"),
    _rule("full", full_year, rf"\b[A-Z]\w*,\s{_OLD_YEAR}(?=[);.,](?:\s|$))"),
    _rule(
        "full", full_year,
        rf"\b(?:[Tt]h(?:e|is)|[Hh]is|[Hh]er|[Ii]ts|[Tt]heir|\w+['’]s)\s"
        rf"(?!\d\d00){_OLD_YEAR}(?=\s(?:[a-z]+(?<!s)\b|[A-Z]))",
    ),
    _rule("full", full_year, rf"(?:\A|(?<=\n)|(?<=[a-z][a-z][a-z)]\.\s)){_OLD_YEAR}(?=:?\n|\Z|[:,]\s)"),
    _rule("full", full_year, r"\b(?:AD|A\.D\.)\s?(?P<year>\d{1,4})\b|\b(?P<before>\d{1,4})\s(?:AD|A\.D\.|CE)(?!\w)"),
    _rule(
        "full", year_range,
        rf"\b(?<![-/.])(?<!:\s)(?P<year>(?:1\d|20)\d\d)\s?[-–]\s?(?P<last>(?:1\d|20)?\d\d){_AFTER_YEAR}(?!-)",
    ),
    _rule("full", full_year, rf"\b(?:ca?\.|circa|b\.|d\.)\s(?P<extent>{_EARLY_YEAR})(?=\s?[-–),;])(?!-)"),
    _rule(
        "full", year_range,
        r"\b[A-Z]\w+\s(?:[A-Z]\w*\s){0,2}\S*\s?\((?P<extent>(?P<year>[3-9]\d\d)\s?[-–]\s?(?P<last>[3-9]\d\d))(?=\))",
    ),
    _rule("full", year_range, r"(?:\bca?\.|\bcirca)\s(?P<extent>(?P<year>\d{3})\s?[-–]\s?(?P<last>\d{3,4}))\b(?!-)"),
    _rule(
        "full", year_range,
        rf"\b(?i:from|between)\s(?P<year>1\d{{3}})\s(?:to|until|till|through|and)\s(?P<last>(?:1\d|20)\d\d)"
        rf"{_AFTER_YEAR}{_NO_PLURAL}",
    ),
    # decades and centuries
    _rule("full", decade, rf"\b(?:[Tt]he\s)?{_YEARS_PART}?(?:[Tt]he\s)?(?P<decade>(?:1[5-9]|20)\d0)['’]?s\b"),
    _rule("full", decade, rf"(?:\b(?:[Tt]he\s)?{_YEARS_PART}?(?:[Tt]he\s)?)?(?<!\w)['’‘](?P<decade>\d0)['’]?s\b"),
    _rule("full", decade, rf"\b[Tt]he\s{_YEARS_PART}?(?P<decade>(?:{_cased(DECADES)}))\b"),
    _rule(
        "full", decade,
        rf"\b[Tt]he\s(?:{_YEARS_PART}|(?!low|high|upper|mid)[a-z]+\s)?(?P<decade>[2-9]0)['’]?s\b(?!°)",
    ),
    _rule("full", decade, r"(?:(?<=\d\d\d0s\sand\s)|(?<=the\s\d0s\sand\s))(?P<decade>[2-9]0)s\b"),
    _rule("full", century, rf"\b(?:[Tt]he\s)?{_YEARS_PART}?{_CENTURY}"),
    _rule(
        "full", century_range,
        rf"\b(?:[Tt]he\s)?(?P<first>{_NTH})(?:st|nd|rd|th)?(?:\s?[-–]\s?|\s(?:to|until|through|and|or)\s)(?:the\s)?{_CENTURY}",
    ),
    # parts of a year
    _rule("full", season, rf"\b(?:[Tt]he\s)?(?P<season>(?:{_cased(SEASONS)}))\s(?:of\s)?{_YEAR}"),
    _rule("deictic", near_season, rf"\b{_STEP}(?P<season>{_cased(SEASONS)})\b"),
    _rule("full", quarter, rf"\b{_QUARTER}{_YEAR}"),
    _rule("full", quarter, rf"\bQ(?P<nth>[1-4])\s(?:of\s)?{_YEAR}"),
    _rule("deictic", quarter, rf"\b{_QUARTER}{_STEP}year\b"),
    _rule("deictic", near_quarter, rf"\b{_NO_UNIT}{_STEP}quarter\b"),
    # counted from the anchor
    _rule(
        "deictic", near_day,
        rf"\b(?<!\b[Tt]he\s)(?<!\b[Tt]o\s)(?:(?<!\w )|(?=[a-z])|(?=[A-Z]{{2}}))(?:{_cased(NEAR_DAYS)})\b{_NO_AGE}",
    ),
    _rule(
        "today", today,
        rf"\b(?:(?<!\w )|(?=t))(?:(?<!\bof\s)|(?<=\b[Aa]s\sof\s))(?:{_cased(['today'])})\b{_NO_NOWADAYS}",
    ),
    _rule("weekday", weekday, rf"\b{_NO_WEEKDAY}(?:{_STEP})?{_WEEKDAY}{_NO_HABIT}"),
    _rule("weekday", weekday, rf"\b{_NO_WEEKDAY}{_WEEKDAY}{_BEHIND}"),
    _rule("weekday", weekday, rf"\b{_STEP}(?P<weekday>{_SHORT_WEEKDAY})"),
    _rule("weekday", weekday, r"\b(?P<weekday>(?:Mon|Tues?|Wed|Thurs?|Fri)\.)(?P<step>)(?!\w)"),
    _rule("deictic", near_unit, rf"\b{_NO_UNIT}{_PART}?{_STEP}{_UNIT}"),
    _rule("deictic", near_unit, r"\b[Tt]he\s(?P<part>)(?P<step>last)\s(?P<unit>century)\b"),
    _rule("deictic", weekend, r"\b(?i:over|during|throughout)\s(?P<extent>the\sweekend)\b(?!\sof\b|-)"),
    _rule("deictic", year_end, r"\b(?i:by|until)\s(?P<extent>year(?:-|\s|['’]s\s)end)\b"),
    _rule("deictic", half_ago, rf"{_COUNT}\s(?:years?\sand\sa\shalf|and\sa\shalf\syears)\sago\b"),
    _rule("deictic", ago, rf"{_COUNT}\s(?P<unit>day|week|month|year|decade)s?\sago\b"),
    _rule(
        "deictic", ahead,
        rf"{_COUNT}\s(?P<unit>day|week|month|year|decade)(?:s?\sfrom\snow|(?:['’]s|s['’])\stime)\b",
    ),
    _rule(
        "deictic", near_span,
        rf"\b(?:(?:[Tt]he|[Tt]hese)\s|{_NO_VERB})(?:last|past)\s(?P<count>{_NUMBER})\s(?P<unit>day|week|month|year|decade)s\b(?!\sof\b)",
    ),
    _rule(
        "deictic", near_span,
        r"\b[Tt]he\s(?:last(?=\sdecade)|past)\s(?P<count>)(?P<unit>week|month|year|decade)\b(?!\sof\b|\sand\sa\shalf)",
    ),
    _rule(
        "deictic", near_span,
        r"\b(?i:in|during|over)\s(?P<extent>the\slast\s(?P<count>)(?P<unit>week|month))\b(?!\sof\b|\sand\sa\shalf)",
    ),
    # counted from what was told
    _rule(
        "full", full_year,
        rf"(?P<extent>{_COUNT}\syears?\s(?:later|earlier|before|after)),?\sin\s(?:{_MONTH}\s(?:of\s)?)?{_YEAR}",
    ),
    _rule("told", told_unit, r"\b(?i:that(?:\ssame)?|the\s(?:very\s)?(?P<turn>same))\s(?P<unit>year|month|day)\b"),
    _rule(
        "told", told_unit,
        rf"\b{_NO_SPAN}(?i:the)\s(?:very\s)?(?P<turn>following|next|previous|preceding)\s(?P<unit>year|month|day)\b(?!\sand)",
    ),
    _rule("told", told_unit, rf"\b{_NO_SPAN}(?i:the)\s(?P<unit>year|month|day)\s(?P<turn>before|after){_THEN}"),
    _rule("told", told_unit, rf"{_COUNT}\s(?P<unit>year|month|day)s?\s(?P<turn>later|earlier)\b"),
    _rule("told", told_unit, rf"{_COUNT}\s(?P<unit>year|month|day)s?\s(?P<turn>before|after|prior){_THEN}"),
    _rule("told", told_day, rf"\b{_MONTH}\s{_DAY}\sof\s(?:that|the\ssame)\syear\b"),
    _rule("told", told_day, rf"{_DAY}\s{_OF}{_MONTH}\sof\s(?:that|the\ssame)\syear\b"),
    _rule("told", told_month, rf"\b{_PART}?{_MONTH}\sof\s(?:that|the\ssame)\syear\b"),
    _rule("told", told_month, rf"\b(?i:that)\s(?P<month>{_LONG}|{_NAME})\b(?!\s\d)"),
)  # fmt: skip

EARLY_RULES = (  # years of three digits, in a text that has one that is sure
    _rule(
        "full", full_year,
        rf"\b(?:{_IN}|(?i:about|around|by|before|after|from))\s(?P<extent>{_EARLY_YEAR}){_AFTER_YEAR}{_NO_PLURAL}",
    ),
    _rule("full", year_range, rf"\b(?P<year>[1-9]\d\d)\s?[-–]\s?(?P<last>[1-9]\d\d){_AFTER_YEAR}{_NO_PLURAL}"),
)  # fmt: skip
