"""Years: completing a day that is written without its year, only where that is certain."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import lru_cache

from pipeline.reading.text.date_expression import DateExpression, exists

_OTHER_YEAR = "Der Text selbst nennt ein anderes Jahr. Für welches Jahr gilt dieses Datum?"
# A limit further ahead than this was more probably meant for the year that has passed.
_NEAR = timedelta(days=270)
# One registers for an event at most this long before it.
_BEFORE_EVENT = timedelta(days=120)
_THIS_YEAR = re.compile(r"dieses jahres|diesen jahres|diesem jahr|\bd\. ?j\.|this year|\bl\. ?j\.")
_NEXT_YEAR = re.compile(r"nächsten jahres|kommenden jahres|next year")
# What follows must be a verb: "Im Jahr 2027 beginnende Projekte" says when projects begin.
_IN_YEAR = re.compile(
    r"\W*(?:auch )?(?:im (?:kalender)?jahre? |in )(20\d\d) (?:ist|sind|kann|können|endet|enden|wird"
    r"|werden|läuft|laufen|gilt|gelten|muss|müssen|findet|is|can|must)\b"
)
# What was so before says nothing of the next time.
_EARLIER = re.compile(
    r"\b(?:vergangene[ns]?|letzte[ns]?|vorige[ns]?|vorherige[ns]?) jahre?s?\b|\bim vorjahr\b"
    r"|\bfrüher (?:galt|war|konnte|lag|endete)|\bbis 20\d\d galt"
    r"|\bdamals\b|\bbislang (?:war|galt|lag)|\bvor der reform\b|\bvor \w+ jahren\b"
)
_BARE_YEAR = re.compile(r"\b20\d\d\b")
# "Anträge für 2028 bis 1. November": what the money is for, not when one applies.
_PURPOSE = re.compile(r"\bfür (?:das |die )?(?:\w*(?:jahr|saison|periode) )?20\d\d\b")
# A plan of days, or a competition, that bears its year in its name. Whatever has the year of a
# budget ("Förderung 2027") is applied for in that year or the one before.
_PLANNED = re.compile(
    r"\b\w*(?:termine|terminplan|terminübersicht|zeitplan|zeitschiene|fahrplan|ablauf|kalender"
    r"|fristen|stichtage)\b"
    r"(?:(?: (?!für\b|zur?\b|\w*förder|\w*zusch|\w*haushalt)[^\W\d][\w.&-]*){0,3}"
    r"|[^.;:\d]{0,40} (?:im jahr|in)) "
    r"(?P<year>20\d\d)(?!\d|[/–-]\d|\.\d)"
)
_CONTEST = re.compile(
    r"\b[\w-]*(?:wettbewerb|preis|award|aufruf|ausschreibung|challenge|call)[es]?s?\b"
    r"(?: (?!für\b)[^\W\d][\w.,-]*| [„“\"»«&–-][\w.,“\"«-]*){0,4}"
    r" (?P<year>20\d\d)(?!\d|[/–-]\d|\.\d)"
)
_LAST_OF_PLAN, _LAST_OF_CONTEST = 9, 6  # months up to which such a year can be no other
_NOUN = r"(?:kalender|haushalts|antrags|förder)?"
YEARLY = re.compile(
    rf"""\b(?:jährlich\w*|(?:all|halb|viertel)jährlich\w*|turnusmäßig|quartalsweise|quarterly
    |(?:zu\ |zum\ |am\ )?(?:jede[msn]|ende\ jedes)\ quartals?(?:ende)?
    |(?:ein|zwei|drei|vier|fünf|\d)mal\ (?:im|pro)\ (?:kalender)?jahr|pro\ jahr|in\ jedem\ jahr
    |jede[ns]\ {_NOUN}jahr(?:es)?|eine[sr]\ (?:jeden\ )?{_NOUN}jahres
    |(?:des|eines|dem)\ (?:vor|folge|antrags)jahre?s?|(?:vor|voraus)gehenden\ {_NOUN}jahres
    |für\ das\ (?:jeweils\ )?(?:jeweilige\ |darauf\s?)?folgende\w*\ {_NOUN}jahr
    |für\ das\ (?:jeweils\ )?(?:folge|nachfolgende\ |kommende\ )jahr
    |(?:im|des)\ (?:gleichen|selben)\ {_NOUN}jahre?s?(?!\ ?\d)
    |für\ die\ (?:frühjahrs|sommer|herbst|winter)runde\b[^;]{{0,60}}
     \bfür\ die\ (?:frühjahrs|sommer|herbst|winter)runde
    |für\ das\ (?:jeweils\ )?(?:laufende|jeweilige)\ {_NOUN}jahr
    |des\ (?:jeweiligen|laufenden)\ {_NOUN}jahre?s|des\ {_NOUN}jahres(?!\ ?\d)
    |(?:every|each|per)\ year|annual(?:ly)?|yearly
    |im\ (?:frühjahr|frühling|sommer|herbst|winter)\b(?!\ \d)[^;]{{0,90}}
     \bim\ (?:frühjahr|frühling|sommer|herbst|winter)(?!\ \d))\b""",
    re.VERBOSE,
)
_YEARLY_STEMS = ("jahr", "jähr", "year", "annual", "quart", "turnus", "herbst", "sommer", "winter")
_SUM_BEFORE = re.compile(r"(?:€|\beuro|\beur|prozent|stunden)\ (?:pro\ \w+\ und\ )?$")
# "die jährliche Antragsfrist" recurs, "der jährliche Bericht" says nothing of the day.
_INFLECTED = re.compile(r"(?:all|halb|viertel)?jährliche[nrsm]?\ (\w+(?:\ \w+)?)")
_OF_APPLYING = re.compile(
    r"frist|antrag|anträg|bewerb|einreich|termin|stichtag|schluss|aufruf|ausschreib|ausgeschrieb|runde"
)
EACH = re.compile(
    r"\b(?:jeweils|stets|immer|regelmäßig|üblicherweise|normalerweise|in der regel|grundsätzlich"
    r"|generell|usually|normally"
    r"|each(?= (?:january?|february?|march|april|may|june?|july?|august|september|october"
    r"|november|december|jan|feb|mar|apr|aug|sept?|oct|nov|dec)\b))\b"
)


def is_yearly(words: str) -> bool:
    """Whether a statement, in lower case, is about every year."""
    return any(stem in words for stem in _YEARLY_STEMS) and any(
        not _of_something_else(words, match) for match in YEARLY.finditer(words)
    )


def _of_something_else(words: str, match: re.Match[str]) -> bool:
    """Whether a sum, a report or a programme is what recurs: "500 Euro pro Jahr"."""
    if _SUM_BEFORE.search(words, max(0, match.start() - 24), match.start()):
        return True
    what = _INFLECTED.match(words, match.start())
    return bool(what and not _OF_APPLYING.search(what[1]))


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What else is known when a year is to be completed.

    `opened_on` and `closes_on` are the days the same statement gives with their year,
    `stated` all full dates of the text, as month and day with the years it names them in;
    `titled` is the year that stands in a title above it; `last_days` are those on which a term
    can lie by what the text says of its own time;
    `registration` marks a limit that precedes an event, `past` a statement on something over.
    """

    published_on: date | None = None
    opened_on: date | None = None
    closes_on: date | None = None
    stated: Mapping[tuple[int, int], Set[int]] = field(default_factory=dict)
    titled: int | None = None
    last_days: tuple[date, ...] = ()
    registration: bool = False
    past: bool = False


def complete(day: DateExpression, words: str, known: Known) -> DateExpression:
    """Return the day with its year where the text or its date of publication decides it.

    `words` is the statement in lower case. What opens closes within a year; the same day
    elsewhere in the text gives its year; a weekday must fit; and without one, the day must
    be near the publication, ahead of it or, for the past, behind.
    """
    if not day.wants_year or day.yearly:
        return day
    if day.day is None:
        return _of_month(day, words, known)
    year = _within_statement(day, known) or _in_the_year(words) or _elsewhere(day, known)
    if year is None and known.published_on:
        near = None if is_of_another_year(words) else _near(day, known.published_on, known.past)
        year = _relative(words, known.published_on) or near
        if year and exists(day.month, day.day, year):
            others, whole = _names_others(words, year), _unless_late(day, year, known)
            if not others or (whole.unsure and not _titled(known)):
                return whole
        year = None
    year = year or _titled(known)
    if year is None or not exists(day.month, day.day, year):
        return day
    return replace(day, year=year)


def _unless_late(day: DateExpression, year: int, known: Known) -> DateExpression:
    """Return the day in a year, or asked in the one that the text itself suggests."""
    on = date(year, day.month, day.day or day.last_day)
    last = min(known.last_days, default=on)
    if on <= last:
        return replace(day, year=year)
    year = last.year - ((on.month, on.day) > (last.month, last.day))
    own = on.replace(year=year) if exists(on.month, on.day, year) else on
    if day.weekday is not None and own.weekday() != day.weekday:
        return replace(day, year=on.year)
    return replace(day, year=own.year, unsure=_OTHER_YEAR)


def _titled(known: Known) -> int | None:
    """Return the year of the title, unless it lies so far ahead that it may be the theme."""
    ahead = known.published_on and known.titled and known.titled > known.published_on.year + 1
    return None if ahead else known.titled


@lru_cache(maxsize=8)
def is_of_another_year(words: str) -> bool:
    """Whether a statement, in lower case, tells of an earlier time: "Früher galt …"."""
    return bool(_EARLIER.search(words))


def _names_others(words: str, year: int | None) -> bool:
    """Whether years are named beside the day, and none of them is this one."""
    after = {int(match.group()[-4:]) for match in _PURPOSE.finditer(words)}
    named = {int(match.group()) for match in _BARE_YEAR.finditer(words)}
    if year is not None and after == named and year <= min(named, default=year):
        return False
    return year is not None and bool(named) and year not in named


@lru_cache(maxsize=64)
def _named_in(title: str) -> tuple[frozenset[int], frozenset[int]]:
    """Return the years of plans and those of competitions that a title names."""
    if not _BARE_YEAR.search(title):
        return frozenset(), frozenset()
    low = title.lower()
    plans, contests = (
        frozenset(int(one["year"]) for one in pattern.finditer(low))
        for pattern in (_PLANNED, _CONTEST)
    )
    return plans, contests


def titled_year(titles: Iterable[str], month: int) -> int | None:
    """Return the year that all titles above a day of a month name, where it can be no other."""
    named = [_named_in(title) for title in titles]
    plans = {year for of_plan, _of_contest in named for year in of_plan}
    contests = {year for _of_plan, of_contest in named for year in of_contest}
    if plans and month <= _LAST_OF_PLAN:
        return plans.pop() if len(plans | contests) == 1 else None
    certain = month <= _LAST_OF_CONTEST and len(contests | plans) == 1
    return contests.pop() if certain and contests else None


def _of_month(month: DateExpression, words: str, known: Known) -> DateExpression:
    """Return a month with its year: said of the statement, or of the next such month."""
    said = _in_the_year(words)
    if said is not None or known.published_on is None:
        return replace(month, year=said)
    last = replace(month, day=month.last_day)
    near = _near(last, known.published_on, known.past)
    year = _relative(words, known.published_on) or near
    if year is None:
        return replace(month, year=None)
    return _unless_late(month, year, known)


def _in_the_year(words: str) -> int | None:
    """Return the year that a statement begins with: "Im Jahr 2027 können …"."""
    match = _IN_YEAR.match(words)
    return int(match[1]) if match else None


def proposal(day: DateExpression, published_on: date | None) -> str:
    """Return the value of a question: the likeliest ISO date, or `--MM-DD` without any year."""
    on = day.on()
    if on is None and published_on:
        ahead = [
            one
            for one in (_in_year(day, published_on.year), _in_year(day, published_on.year + 1))
            if one and one >= published_on
        ]
        on = min(ahead, default=None)
    return on.isoformat() if on else f"--{day.month:02}-{day.day:02}"


def _in_year(day: DateExpression, year: int) -> date | None:
    if day.day is None or not exists(day.month, day.day, year):
        return None
    return date(year, day.month, day.day)


def _within_statement(day: DateExpression, known: Known) -> int | None:
    here = (day.month, day.day or 0)
    if known.opened_on:
        return known.opened_on.year + (here < (known.opened_on.month, known.opened_on.day))
    if known.closes_on:
        return known.closes_on.year - (here > (known.closes_on.month, known.closes_on.day))
    return None


def _elsewhere(day: DateExpression, known: Known) -> int | None:
    same = known.stated.get((day.month, day.day or 0), frozenset())
    if len(same) == 1:
        return next(iter(same))
    if known.registration:
        full = (date(year, *here) for here, years in known.stated.items() for year in years)
        years = {
            on.year - back
            for on in full
            for back in (0, 1)
            if (own := _in_year(day, on.year - back)) and timedelta(0) <= on - own <= _BEFORE_EVENT
        }
        return years.pop() if len(years) == 1 else None
    return None


def _relative(words: str, published_on: date) -> int | None:
    if _THIS_YEAR.search(words):
        return published_on.year
    if _NEXT_YEAR.search(words):
        return published_on.year + 1
    return None


def _near(day: DateExpression, published_on: date, past: bool) -> int | None:
    for year in (published_on.year - 1, published_on.year, published_on.year + 1):
        on = _in_year(day, year)
        if on is None:
            continue
        ahead = published_on - on if past else on - published_on
        fits = day.weekday is None or on.weekday() == day.weekday
        # A weekday that fits proves the year, however far the day is.
        reach = timedelta(days=366) if day.weekday is not None else _NEAR
        if fits and timedelta(0) <= ahead <= reach:
            return year
    return None
