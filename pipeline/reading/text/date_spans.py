"""Date spans: parts of months, quarters and years, calendar weeks, and what recurs each year.

The end of a span is a day only by derivation and its middle is none at all, so they are
months with an edge; who makes a day of it says so. The end of every quarter is four days.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from pipeline.reading.text.date_expression import MONTH, MONTHS, DateExpression, Edge

WHICH_YEAR = "Der Text nennt nur das Ende eines Jahres. Welches Jahr ist gemeint?"
WHICH_DAY = "Der Text nennt nur eine Kalenderwoche. Welcher Tag ist der letzte?"
_YEAR = r"(?:19|20)\d\d"
_EDGES = {
    "anfang": Edge.START, "early": Edge.START, "mitte": Edge.MIDDLE, "mid": Edge.MIDDLE,
    "ende": Edge.END, "late": Edge.END, "end of": Edge.END,
}  # fmt: skip
_ORDINALS = {
    number: value
    for value, names in enumerate(
        ("1 ersten erste i", "2 zweiten zweite ii", "3 dritten dritte iii", "4 vierten vierte iv"),
        1,
    )
    for number in names.split()
}
_WRITTEN = "|".join(word for word in _ORDINALS if len(word) > len("iii"))
_NUMBER = rf"(?P<number>[1-4](?=\.|\ ?quartal|\ ?halbjahr)|{_WRITTEN})\.?"
_EACH = r"(?:jede[smn]|eines\ jeden|eines|des\ jeweiligen|der\ einzelnen|aller)"
_SPAN = re.compile(
    rf"""(?<!\w)(?:
    (?P<edge>anfang|mitte|ende|early|mid|late|end\ of)(?:\ des\ monats)?[\ -]\ ?(?P<name>{MONTH})
      (?:\ {{1,2}}(?P<ny>{_YEAR})(?!\w))?(?!\ ?\d|\w)
  | (?:ende|ablauf)\ (?:des\ )?{_NUMBER}\ (?P<part>quartals|halbjahres|halbjahrs)
      (?:\ (?:des\ jahres\ |in\ )?(?P<qy>{_YEAR})(?!\w))?
  | (?:zu\ )?(?:(?:jedem\ |jeweiligen\ )?(?P<end>quartals|halbjahres)-?ende
      |(?:ende|ablauf)\ {_EACH}\ (?P<each>quartals|halbjahres))
  | (?:ende|ablauf)\ des\ (?:kalender)?jahres(?:\ (?P<oy>{_YEAR})(?!\w))?
  | (?:kalender)?jahresende(?:\ (?P<ey>{_YEAR})(?!\w))?
  | ende\ (?P<ly>{_YEAR})(?![\w./–-])
  | (?P<week>\d{{1,2}})\.\ ?(?:kw|kalenderwoche)(?:\ (?:des\ jahres\ |in\ )?|/)(?P<wy>{_YEAR})(?!\w)
  | (?:kw|kalenderwoche)\ ?(?P<kw>\d{{1,2}})(?:\ ?/\ ?|\ (?:in\ )?)(?P<ky>{_YEAR})(?!\w)
  )""",
    re.VERBOSE,
)
_STEMS = re.compile(
    r"(?<!\w)(?:anfang|mitte|ende|early|mid|late|ablauf|kw|kalenderwoche)\b"
    r"|(?<!\w)(?:quartals|halbjahres|jahres|kalenderjahres)-?ende"
    r"|(?<!\w)zu (?=jedem (?:quartal|halb))|\d{1,2}(?=\. ?(?:kw|kalenderw))"
)
_DAYS_FOLLOW = re.compile(
    r"[\s(:,]{0,3}(?:also|d\. ?h\.|jeweils|zum|am|das sind)?[\s(:]{0,3}(?:\d{1,2}\.|[a-zä]{3,9} \d)"
)
_QUARTERS, _HALVES = (3, 6, 9, 12), (6, 12)
# What says of a day that it is one of each year, right behind it.
_RECURS = re.compile(
    r"""
    ,?\ {1,2}(?:
      (?:eines\ )?jede[sn]\ (?:\w{0,16}jahre?s)
    | (?:des|eines)\ (?:(?:jeweils?|jeweiligen|laufenden|betreffenden|vorangehenden|vorangegangenen
        |vorhergehenden|vorherigen|vorausgehenden|jeweilig\w*|folgenden|vorigen)\ ){0,2}
      (?:kalender|haushalts|antrags|förder|bewilligungs|projekt|durchführungs|vor|vorvor|folge
        |bezugs|zuwendungs|veranstaltungs)?jahre?s(?!\ ?\d)(?!\w)
      (?:\ (?:der\ (?:förderung|durchführung|maßnahme|antragstellung|veranstaltung)|des\ vorhabens
        |vor\ (?:der|dem)\ \w+))?
    | p\.\ ?a\.
    )""",
    re.VERBOSE,
)
_MONTH_BEFORE = re.compile(
    rf"(?<!\w)({MONTH})\ (?:bis|[-–]|und|bzw\.|oder)\ (?:(?:einschließlich|zum|ende|mitte)\ )?$"
)
_MONTHS_ALONE = re.compile(
    rf"(?<!\w)(?:von|zwischen|from|between) ({MONTH}) (?:bis|und|to|and|[-–]) ({MONTH})(?! ?\d|\w)"
)


def find_spans(low: str) -> Iterator[DateExpression]:
    """Yield parts of months, ends of quarters and years, and weeks, in reading order."""
    done = 0
    for stem in _STEMS.finditer(low):
        match = _SPAN.match(low, stem.start()) if stem.start() >= done else None
        if match:
            done = match.end()
            yield from _expressions(match, low)


def _expressions(match: re.Match[str], low: str) -> Iterator[DateExpression]:
    start, end = match.span()
    if match["edge"]:
        month = MONTHS[match["name"].rstrip(".")]
        yield DateExpression(start, end, month, None, _int(match["ny"]), edge=_EDGES[match["edge"]])
    elif match["part"]:
        length = 3 if match["part"] == "quartals" else 6
        number = _ORDINALS[match["number"]]
        if number * length <= 12:
            year = _int(match["qy"])
            yield DateExpression(start, end, number * length, None, year, edge=Edge.END)
    elif match["end"] or match["each"]:
        if not _DAYS_FOLLOW.match(low, end):
            quarters = (match["end"] or match["each"]) == "quartals"
            for month in _QUARTERS if quarters else _HALVES:
                one = DateExpression(start, end, month, yearly=True, derived=True)
                yield replace(one, day=one.last_day)
    elif week := match["week"] or match["kw"]:
        yield from _week(start, end, int(match["wy"] or match["ky"]), int(week))
    else:
        year = _int(match["oy"] or match["ey"] or match["ly"])
        unsure = "" if year else WHICH_YEAR
        yield DateExpression(start, end, 12, None, year, unsure=unsure, edge=Edge.END)


def _int(year: str | None) -> int | None:
    return int(year) if year else None


def _week(start: int, end: int, year: int, week: int) -> Iterator[DateExpression]:
    try:
        on = date.fromisocalendar(year, week, 7)
    except ValueError:
        return
    yield DateExpression(start, end, on.month, on.day, on.year, unsure=WHICH_DAY, derived=True)


def months_before(found: Iterable[DateExpression], low: str) -> Iterator[DateExpression]:
    """Yield months without a day or year that others follow: "von Januar bis März 2027"."""
    for match in _MONTHS_ALONE.finditer(low):
        for group in (1, 2):
            yield DateExpression(*match.span(group), MONTHS[match[group].rstrip(".")])
    for one in found:
        if one.day is not None:
            continue
        before = _MONTH_BEFORE.search(low, max(0, one.start - 40), one.start)
        if before:
            yield DateExpression(*before.span(1), MONTHS[before[1].rstrip(".")])


def recurring(one: DateExpression, low: str) -> DateExpression:
    """Return the expression with the words behind it that say that it recurs each year."""
    match = _RECURS.match(low, one.end) if one.year is None else None
    return replace(one, end=match.end(), yearly=True) if match else one
