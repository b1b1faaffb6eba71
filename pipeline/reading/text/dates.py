"""Date expressions: every spelling of a calendar date, German and English.

Found is what is written, not what it means: a day without its year stays without, and
what only looks like a date (section numbers, times, sums) is not found.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import replace

from pipeline.reading.text.date_expression import (
    BAD_YEAR,
    MONTH,
    MONTHS,
    DateExpression,
    exists,
)
from pipeline.reading.text.date_spans import find_spans, months_before, recurring
from pipeline.reading.text.misspelt import find_misspelt

__all__ = ["BAD_YEAR", "WEEKDAYS", "DateExpression", "exists", "find_dates"]

_ENGLISH_ONLY = frozenset(
    {"january", "february", "march", "may", "june", "july", "october", "december"}
)
_WEEKDAYS = (
    "montag monday mo",
    "dienstag tuesday di tue",
    "mittwoch wednesday mi wed",
    "donnerstag thursday do thu",
    "freitag friday fr fri",
    "samstag saturday sonnabend sa sat",
    "sonntag sunday so sun",
)
WEEKDAYS = {name: number for number, names in enumerate(_WEEKDAYS) for name in names.split()}


def _any_of(words: dict[str, int]) -> str:
    return "|".join(sorted(words, key=lambda word: (-len(word), word)))


_DAY = r"(?:0?[1-9]|[12]\d|3[01])"
_YEAR = r"(?:19|20)\d\d"
# What stands in the place of the year and is none: "12. März 20207", "1.3.3027", "2O27".
_NO_YEAR = r"(?:\d{3,6}|[12][\dol]{3})(?!\w|[.,:]\d|\ ?(?:€|%|uhr|euro|eur\b|prozent))"
_DIGITS = re.compile(r"\d+")
_DAY_FIRST = re.compile(
    rf"""
    (?P<iy>{_YEAR})-(?P<im>0[1-9]|1[0-2])-(?P<id>0[1-9]|[12]\d|3[01])(?![\w:-])
  | (?P<sd>{_DAY})/(?P<sm>0?[1-9]|1[0-2])/(?P<sy>{_YEAR})(?![\w/])
  | (?P<nd>{_DAY})\.\ {{0,2}}(?P<nm>0?[1-9]|1[0-2])\.
    (?:\ {{0,2}}(?P<ny>{_YEAR})(?!\w|[.,]\d)|(?P<ns>\d\d)(?!\w|[.,]\d)|(?P<nx>{_NO_YEAR})|(?![\d.]))
  | (?P<wd>{_DAY})(?:\.\ {{0,2}}|(?:st|nd|rd|th)?\ {{1,2}}(?:day\ )?(?:of\ )?)
    (?P<wm>{MONTH})(?!-?[a-zäöü])(?:,?\ {{0,2}}(?:(?P<wy>{_YEAR})(?!\w)|(?P<wx>{_NO_YEAR})))?
    """,
    re.VERBOSE,
)
_MONTH_FIRST = re.compile(
    rf"""
    (?<!\w)(?P<name>{MONTH})\ {{1,2}}
    (?:(?P<year>{_YEAR})(?!\w|-\d)
      |(?P<day>{_DAY})(?P<th>st|nd|rd|th)?(?![\w%€]|[.:,]\d)
        (?:,?\ {{1,2}}(?:(?P<of>{_YEAR})(?!\w)|(?P<ox>{_NO_YEAR})))?)
    """,
    re.VERBOSE,
)
_MONTH_ENDS = tuple(MONTHS)
_AFTER_DAY = frozenset("./ snrt")  # what follows the digits of a day that comes first
_MONTH_BEFORE = re.compile(rf"(?<!\w)(?<!\d\.)(?<!\d\.\ )(?<!\d\ ){MONTH}\ {{1,2}}$")
_WEEKDAY_BEFORE = re.compile(
    rf"(?<![\w.])({_any_of(WEEKDAYS)})\.?,?\ {{1,2}}(?:den\ |dem\ |der\ )?$"
)
# Several days before one month: "4. und 5. April", "20. bis 22. Januar 2026", "5-7 May 2026".
_DAY_BEFORE = re.compile(
    rf"(?<![\w.,/:§])({_DAY})(?:\.|(?=\ ?(?:[-–]|and\b|to\b)))\ ?"
    r"(?:[-–—/,&]|bis(?:\ zum)?|und(?:\ zum|\ der|\ den|\ am)?|oder|bzw\.|sowie|and|to)\ ?$"
)
# A sum, a version, a clock time or a paragraph goes on to the left of its digits.
_PART_OF_NUMBER = re.compile(r"(?:[\w,:§+]|\d[./-]|(?<!\ )(?<!\d)-)$")
_DAY_RANGE = re.compile(r"(?<![\w.,/:§-])\d{1,2}\.?[-/]$")
_SECTION_BEFORE = re.compile(
    r"(?:\b(?:nr\.?|nummern?|ziff(?:er|ern|\.)?|abschnitt(?:e|s)?|kapitel|punkt|version|maßnahmen?"
    r"|pos\.|position|tz\.|rn\.|art\.|artikel|section|chapter|tel\.|anlage|absatz|abs\.|satz"
    r"|paragraph|tabelle|abbildung|stufe|phase|ziel|priorität)|§|\()\ ?$"
)
# Only after such a word is a bare "1.10." a day and not a number that ends a sentence.
_DATE_BEFORE = re.compile(
    r"(?:^|\W)(?:am|bis|zum|vom|von|ab|der|den|dem|des|seit|und|oder|sowie|bzw\.|spätestens|jeweils"
    r"|einschließlich|zwischen|auf|nach|vor|jährlich|\w*fristen|\w*frist|\w*schluss|\w*termine?"
    r"|\w*stichtage?|datum|stand|until|by|on|from|to|and)[\s:,]{1,2}$|[-–,;/|:\"„]\ ?$|^\s*$"
)
# "1.6.-2.11.2027": the day without its year opens a window.
_WINDOW_BEHIND = re.compile(
    r"\ ?(?:[-–]|bis(?:\ zum)?)\ ?\d{1,2}\.\ ?\d{1,2}\.\ ?(?:20\d\d|\d\d)(?!\d)"
)
_TWO_WAYS = "Es ist nicht klar, was Tag und was Monat ist. Welches Datum ist gemeint?"
_WRONG_WEEKDAY = "Wochentag und Datum passen nicht zusammen. Welches Datum stimmt?"


def find_dates(low: str, plain: str, language: str = "de") -> list[DateExpression]:
    """Find all date expressions in reading order.

    `plain` is the even text of a `Prose`, `low` the same in lower case, of equal length.
    """
    spans = list(find_spans(low))
    meant = _apart(find_misspelt(low), spans)
    spans += meant
    found = _apart(_with_digits(low, plain, language), spans)
    spans += _apart(months_before([*spans, *found], low), found)
    found = [recurring(one, low) for one in [*spans, *found]]
    return sorted(found, key=lambda one: (one.start, one.month, one.day or 0))


def _apart(
    found: Iterable[DateExpression], others: Iterable[DateExpression]
) -> list[DateExpression]:
    """Return the expressions that share no character with others."""
    taken = sorted({(one.start, one.end) for one in others})
    starts = [start for start, _ in taken]
    apart = []
    for one in found:
        at = bisect_left(starts, one.end)
        if not at or taken[at - 1][1] <= one.start:
            apart.append(one)
    return apart


def _with_digits(low: str, plain: str, language: str) -> Iterator[DateExpression]:
    done = 0
    for digits in _DIGITS.finditer(low):
        start = digits.start()
        if start < done or digits.end() - start > 4:
            continue
        main = _day_first(low, plain, start, digits.end(), done) or _month_first(
            low, plain, start, done, language
        )
        if main and exists(main.month, main.day, main.year):
            main = _with_weekday(main, low)
            yield from _days_before(main, low)
            yield main
            done = main.end


def _day_first(low: str, plain: str, start: int, end: int, done: int) -> DateExpression | None:
    if low[end : end + 1] not in (_AFTER_DAY if end - start < 3 else "-"):
        return None
    behind = low[max(0, start - 5) : start]
    joined = low[done:start] in ("-", "/") if done else False
    if not joined and _PART_OF_NUMBER.search(behind) and not _DAY_RANGE.search(behind):
        return None
    match = _DAY_FIRST.match(low, start)
    if match is None:
        return None
    if match["iy"]:
        return _expression(match, match["id"], match["im"], match["iy"])
    if match["sy"]:
        return _slashed(match)
    if match["nd"]:
        return _numeric(match)
    return _doubted(_named(match, match["wm"], plain, match["wd"], match["wy"]), match["wx"])


def _doubted(found: DateExpression | None, wrong_year: str | None) -> DateExpression | None:
    """Return the date with a question, if what stands in the place of its year is none."""
    return replace(found, unsure=BAD_YEAR) if found and wrong_year else found


def _month_first(
    low: str, plain: str, start: int, done: int, language: str
) -> DateExpression | None:
    word = low[max(0, start - 14) : start]
    if not word.endswith(" ") or not word.rstrip(" .").endswith(_MONTH_ENDS):
        return None
    before = _MONTH_BEFORE.search(low, max(done, start - 14), start)
    match = _MONTH_FIRST.match(low, before.start()) if before else None
    if match is None:
        return None
    if match["day"] is None:
        return _named(match, match["name"], plain, None, match["year"])
    english = match["name"].rstrip(".") in _ENGLISH_ONLY or language == "en"
    if not (english or match["of"] or match["th"]):
        return None  # "im Januar 15 Projekte"
    return _doubted(_named(match, match["name"], plain, match["day"], match["of"]), match["ox"])


def _named(
    match: re.Match[str], name: str, plain: str, day: str | None, year: str | None
) -> DateExpression | None:
    # "Annex 2 may be …": English months are capitalised, the modal verb is not.
    if name == "may" and "M" not in plain[match.start() : match.end()]:
        return None
    return _expression(match, day, str(MONTHS[name.rstrip(".")]), year)


def _numeric(match: re.Match[str]) -> DateExpression | None:
    before = match.string[max(0, match.start() - 16) : match.start()]
    day, month, year, short = match["nd"], match["nm"], match["ny"], match["ns"]
    # "(4.1.)" is a section, "(30.06., 31.12.)" two days.
    bracketed = before.endswith("(") and len(day) == len(month) == 2
    if not year and not bracketed and _SECTION_BEFORE.search(before):
        return None
    opens = _WINDOW_BEHIND.match(match.string, match.end())
    dated = (
        bracketed or opens or (_DATE_BEFORE.search(before) and not (short and not before.strip()))
    )
    if not year and not (short and len(day) == len(month) == 2) and not dated:
        return None
    found = _expression(match, day, month, year or (f"20{short}" if short else None))
    return _doubted(found, match["nx"])


def _slashed(match: re.Match[str]) -> DateExpression:
    found = _expression(match, match["sd"], match["sm"], match["sy"])
    open_order = int(match["sd"]) <= 12 and int(match["sd"]) != int(match["sm"])
    return replace(found, unsure=_TWO_WAYS if open_order else "")


def _expression(
    match: re.Match[str], day: str | None, month: str, year: str | None
) -> DateExpression:
    return DateExpression(
        match.start(),
        match.end(),
        int(month),
        int(day) if day else None,
        int(year) if year else None,
    )


def _with_weekday(found: DateExpression, low: str) -> DateExpression:
    match = _WEEKDAY_BEFORE.search(low, max(0, found.start - 18), found.start)
    if not match or found.day is None:
        return found
    weekday = WEEKDAYS[match[1]]
    on = found.on()
    unsure = _WRONG_WEEKDAY if on and on.weekday() != weekday else found.unsure
    return replace(found, start=match.start(), weekday=weekday, unsure=unsure)


def _days_before(main: DateExpression, low: str) -> Iterator[DateExpression]:
    days: list[DateExpression] = []
    start = main.start
    while main.day is not None and (match := _DAY_BEFORE.search(low, max(0, start - 24), start)):
        start = match.start()
        if not exists(main.month, int(match[1]), main.year):
            break
        end = match.end(1) + (low[match.end(1)] == ".")
        days.append(replace(main, start=start, end=end, day=int(match[1]), weekday=None))
    yield from reversed(days)
