"""Text years: until when a day without a year can lie, by the years that the text itself names.

A page may be published anew long after it was written. What a text says of its own time ("Stand:
2024"), of what it calls for ("Aufruf 2025", "Spielzeit 2025/26") and of what follows ("Verleihung
am 5. Juni 2026") then speaks against the year that the publication suggests.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from calendar import monthrange
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from functools import lru_cache

from pipeline.reading.text.date_expression import exists
from pipeline.reading.text.date_groups import Chain
from pipeline.reading.text.layout import Layout

_MONTHS = ("jan", "feb", "mär", "apr", "mai", "jun", "jul", "aug", "sep", "okt", "nov", "dez")
_WHEN = (
    rf"(?:\d{{1,2}}\. ?)?(?:(?P<name>{'|'.join(_MONTHS)})[a-zä]*\.? |(?P<number>\d{{1,2}})[./-] ?)?"
    r"(?P<year>20\d\d)(?!\d)(?:-(?P<iso>\d\d)-\d\d|[/–-](?P<to>20\d\d|\d\d)(?!\d))?"
)
# What dates the text itself, wherever it stands.
_STATE = re.compile(
    r"(?:\bstand\W{0,4}(?:vom |am |im )?|(?:©|\(c\)|\bcopyright\b)[^\n.;|]{0,20}?"
    r"|\b(?:\w*änderung|aktualisier\w+|geändert|bearbeitet|veröffentlicht|erschienen|ausgabe"
    r"|newsletter|\w*rundbrief|\w*rundschreiben|\w*blatt|\w*rückblick)\b[^\n.;|]{0,20}?)"
    rf"(?<!\d){_WHEN}"
)
# What bears the year of what one applies for.
_MATTER = re.compile(
    r"\b[\w-]*(?:aufruf|ausschreibung|call|wettbewerb|preis|award|jahr|spielzeit|saison|semester"
    r"|runde|staffel|edition|jahrgang|budget|programm)[es]?s?\b(?<!\bjahr)[^\n.;:|]{0,20}?"
    rf"(?<!\d){_WHEN}"
)
_ANY = re.compile(rf"(?<![\d.]){_WHEN}")
_SINCE = re.compile(
    r"\b(?:seit|gegründet|ab|bis|since|\w*(?:satzung|richtlinien?|gesetz|verordnung"
    r"|beschluss)(?: vom)?)[^\w\n]{0,3}$"
)
_LOOKS_BACK = re.compile(r"rückblick|\barchiv\b|\bchronik\b")
# What comes after one has applied, and what tells of one that has been.
_FOLLOWS = re.compile(
    r"auszahl|ausgezahlt|verleih|verliehen|übergabe|siegerehrung|bekannt|\bstart|beginn|umsetz"
    r"|durchführ|laufzeit|zeitraum|abgeschlossen|abgerechnet|nachweis|bewillig|entscheid|jury"
    r"|bescheid|finale|gala"
)
_WAS = re.compile(r"\b(?:fand(?:en)?|wurden?|war(?:en)?|erhielt(?:en)?|ging(?:en)?)\b")
_REACH = timedelta(days=270)  # from a text's own date to a term in it
_BEHIND = 60  # characters after a day that say what it is
_AROUND = 300  # characters: what stands in the same section
_OPENING = 3  # lines at the top of a text that say what it is about
_TOP = 600  # characters in which they stand
_TITLE = 200  # characters: what is longer is no title


def last_days(
    layout: Layout, chain: Chain, chains: Sequence[Chain], published_on: date
) -> tuple[date, ...]:
    """Return the last days on which a term of this text can lie, one for each sign of its time."""
    above = [one.lower() for one in layout.above(layout.at(chain.start), chain.start)]
    opening = layout.raw[:_TOP].lower().strip().split("\n")[:_OPENING]
    titles = [
        _STATE.sub("", one)
        for one in (*above, opening[0])
        if len(one) <= _TITLE and not one.rstrip().endswith((".", "!", "?"))
    ]
    around = layout.raw[max(0, chain.start - _AROUND) : chain.end + _AROUND].lower()
    signs = (
        _of_state(layout.raw, published_on),
        _of_matter((*opening, around), titles, published_on.year + 1),
        _of_what_follows(layout, chain, chains),
        (published_on,) if any(map(_LOOKS_BACK.search, titles)) else (),
    )
    return tuple(max(days) for days in signs if days)


@lru_cache(maxsize=4)
def _of_state(raw: str, published_on: date) -> tuple[date, ...]:
    """Return until when a term can lie in a text that dates itself before its publication."""
    found = [
        _end(match, reach=_REACH)
        for match in _STATE.finditer(raw.lower())
        if _month(match) or int(match["year"]) < published_on.year
    ]
    return tuple(found)


def _of_matter(lines: Iterable[str], titles: Iterable[str], latest: int) -> tuple[date, ...]:
    named = [match for line in lines for match in _MATTER.finditer(line)]
    named += [
        match
        for title in titles
        for match in _ANY.finditer(title)
        if not _SINCE.search(title, 0, match.start())
    ]
    return tuple(_end(match) for match in named if int(match["year"]) <= latest)


def _of_what_follows(layout: Layout, chain: Chain, chains: Sequence[Chain]) -> tuple[date, ...]:
    """Return the days near this one, with their year, of what comes after one has applied."""
    near = slice(
        bisect_left(chains, chain.start - _AROUND, key=_start),
        bisect_right(chains, chain.start + _AROUND, key=_start),
    )
    after = [one for one in chains[near] if one is not chain and _is_after(layout, one)]
    return tuple(
        date(day.year, day.month, day.day or day.last_day)
        for one in after
        for day in one.days()
        if day.year and exists(day.month, day.day or 1, day.year)
    )


def _start(chain: Chain) -> int:
    return chain.start


def _is_after(layout: Layout, chain: Chain) -> bool:
    """Whether the line or sentence of a day is on what follows, and does not look back."""
    sentence = layout.at(chain.start)
    start = max(sentence.start, layout.raw.rfind("\n", 0, chain.start) + 1, chain.start - _TITLE)
    words = layout.low[start : min(sentence.end, chain.end + _BEHIND)]
    return bool(_FOLLOWS.search(words)) and not _WAS.search(words)


def _month(match: re.Match[str]) -> int | None:
    if match["name"]:
        return _MONTHS.index(match["name"]) + 1
    number = int(match["number"] or match["iso"] or 0)
    return number if 1 <= number <= 12 else None


def _end(match: re.Match[str], reach: timedelta = _REACH) -> date:
    """Return the last day that a year, a season or some months after a month leave."""
    year, month = int(match["year"]), _month(match)
    if month:
        return date(year, month, monthrange(year, month)[1]) + reach
    to = int(match["to"] or 0)
    to = to if to > 100 else year // 100 * 100 + to
    if to == year + 1:  # a season, from summer to summer
        return date(to, 7, 31)
    return date(max(year, to), 12, 31)
