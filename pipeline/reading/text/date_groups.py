"""Date groups: dates that belong together (a window, a list) and the words that steer them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import Enum
from itertools import pairwise

from pipeline.reading.text.dates import DateExpression, find_dates
from pipeline.reading.text.layout import Layout


class Way(Enum):
    """Which way the word before a date points."""

    UNTIL = "until"
    TO = "to"  # German "zum": a day in itself, before some verbs a limit
    FROM = "from"
    ON = "on"
    AFTER = "after"
    BEFORE = "before"
    OF = "of"  # "vom 3. Mai 2024": a citation
    THE = "the"  # nominative: "Frist ist der 3. Mai"
    NONE = "none"


_CLOCK = r"(?:[01]?\d|2[0-4])(?:[.:]\d\d)?"
_TIME = rf"""
    (?:,?\ *(?:um\ |at\ |-\ |bis\ )?\(?{_CLOCK}(?:\ ?[-–]\ ?\d{{1,2}}[.:]\d\d)?\ *
    (?:uhr|h\b|cest\b|cet\b|p\.?m\.?|a\.?m\.?)(?:\ *\(?(?:mittags|midday|mez|mesz)\)?)?
    (?:\ (?:cest|cet))?(?:\ *\([a-z\ ]*time\))?\)?)
"""
# Between two dates of a list may stand a remark, a time, or what the first is for.
_REMARK = rf"""
    (?:\ *\([^()]{{0,90}}\)|{_TIME}
    |\ für\ (?:das|einen|den|die|eine)\ (?:jeweils\ |jeweilige\ )?
      [a-zäöü-]+(?:\ [a-zäöü-]+){{0,4}}?(?=[,;]|\ (?:und|oder|bzw\.|sowie)\ ))
"""
_LIST = re.compile(
    rf"""
    {_REMARK}*\ *
    (?:[,;/|&+•–-]|und|oder|bzw\.|beziehungsweise|sowie|and|or|,\ (?:und|sowie|and))?\ *
    (?:dann\ |danach\ |zusätzlich\ |jeweils\ |spätestens\ )*(?:bis\ |by\ )?(?:spätestens\ )?
    (?:zum\ |zu\ dem\ |der\ |den\ |dem\ |des\ |am\ |on\ |the\ |vom\ |from\ )?
    """,
    re.VERBOSE,
)
_WINDOW = re.compile(
    rf"""
    {_TIME}?\ *(?:an\ )?
    (?:(?:und\ )?bis
      (?:\ (?:spätestens|einschließlich|einschl\.|inklusive|inkl\.|zum|zu|dem|den|auf))*
    |[-–—]|until|till|to|through|up\ to|auf(?:\ den)?|und(?:\ dem)?|and)\ *(?:the\ )?
    """,
    re.VERBOSE,
)
_JOINED = re.compile(rf"{_TIME}?\ *(?:an\ )?(?:bis|[-–—]|until|till|to|through)", re.VERBOSE)
_AND = re.compile(r"\ *(?:und|and|auf)")
_WAYS = (
    (Way.UNTIL, r"bis|spätestens|fristende|einschließlich|until|till|by|than|latest|before"),
    (Way.FROM, r"ab|seit|von|zwischen|from|since|between|frühestens|starting|beginning|as\ of"),
    (Way.OF, r"vom|of|dated"),
    (Way.AFTER, r"nach|after"),
    (Way.BEFORE, r"vor"),
    (Way.TO, r"zum|auf"),
    (Way.ON, r"am|on|im|in"),
    (Way.THE, r"der|den|dem|the|die"),
)
_FILL = r"""
    (?:\ +(?:zum|zu|zur|dem|den|der|am|einschließlich|einschl\.|inklusive|inkl\.|incl\.|spätestens
    |at|the|on|of|latest|later|längstens|maximal|jeweils|noch|nächsten|kommenden|ablauf|des|mit
    |jährlich|mitternacht|and|including|einem|freitag|anfang|mitte|ende|auf
    |(?:gründonnerstag|karfreitag|(?:oster|pfingst|rosen|fastnachts|kirchweih|kirmes)[\w-]*(?:tag|ntag)
      |ostersamstag|aschermittwoch|fronleichnam|nikolaus|heiligabend|silvester|allerheiligen
      |erntedank|reformationstag|martinstag|dreikönig|neujahr)(?:,|\ –|\ \(|,\ de[mn])?
    |noon|midnight|midday|close\ of\ business
    |(?:\d{1,2}(?:[.:]\d\d)?\ ?(?:[ap]\.?m\.?|uhr|h\b)|\d{1,2}[.:]\d\d)(?:\ ce?s?t)?))*
"""
_WAY = re.compile(
    rf"(?<!\w)(?:{'|'.join(f'(?P<{way.name}>{words})' for way, words in _WAYS)}){_FILL}[\ :]*$",
    re.VERBOSE,
)
# "Vom 3. Mai an nehmen wir …", unlike "Ihr Schreiben vom 3. Mai an das Amt".
_ONWARD = re.compile(
    r"\s+an,?\s+(?:ist|sind|wird|werden|kann|können|darf|dürfen|nimmt|nehmen|läuft|startet|steht|gibt)\b"
)
_AT = re.compile(
    r"""
    ,?\ *(?:um\ |at\ |von\ |ab\ |-\ |,\ |bis\ |jeweils\ |\|\ )*\(?\ *(?P<h>[01]?\d|2[0-4])
    (?:[.:](?P<m>[0-5]\d)(?::[0-5]\d)?)?(?:\ ?(?:bis|-|–)\ ?\d{1,2}(?:[.:]\d\d)?)?\ *
    (?:(?P<pm>p\.?m\b\.?)|(?P<am>a\.?m\b\.?)
    |\(?(?:uhr|h\b|noon|midday|cest|cet|mez|mesz|brussels|paris|local)
    |(?<=:\d\d)(?=[\s.,;)]|$))
    """,
    re.VERBOSE,
)

# "2. Antragsfrist: 15.03.2027": of a list of days, each with its number.
_ITEM = re.compile(
    r"(?<![\w.])(\d)\. (?=[\w-]*(?:frist|runde|stichtag|termin|aufruf|phase|tranche|call)[^.;\d]*$)"
)
_LABEL = 48  # characters
_YEAR_BEFORE = re.compile(r"(?:^|[\n,;(–—-]\s?|\b[Ii]m (?:Kalenderj|J)ahr |\b[Ii]n )(20\d\d):? $")
_ORDER = "Die Daten stehen nicht in der Reihenfolge der Zeit. Welche Tage sind gemeint?"


@dataclass(frozen=True, slots=True)
class Chain:
    """Dates that one statement names together, `plain[start:end]`.

    `opens` is the first day of a window; `dates` are all others. `way` is the direction
    given before the first date, `at` the time of day behind the last ("HH:MM" or empty).
    """

    start: int
    end: int
    way: Way
    lead: int  # where the words of direction begin
    dates: tuple[DateExpression, ...]
    opens: DateExpression | None = None
    at: str = ""

    def days(self) -> tuple[DateExpression, ...]:
        """Return all dates in reading order, the opening day first."""
        return (self.opens, *self.dates) if self.opens else self.dates

    @property
    def spread(self) -> bool:
        """Whether it names several days, each at least a month from the next."""
        return len(self.dates) > 1 and all(
            abs(two.month - one.month) > 1 for one, two in pairwise(self.dates)
        )


def find_chains(layout: Layout, language: str) -> list[Chain]:
    """Find the dates of a text and group those of one statement, in reading order.

    Within a chain years are carried over: "vom 01.10. bis zum 07.11.2025".
    """
    found = find_dates(layout.low, layout.prose.plain, language)
    groups: list[list[DateExpression]] = []
    for expression in found:
        if groups and _linked(layout, groups[-1], expression):
            groups[-1].append(expression)
        else:
            groups.append([expression])
    chains = [_chain(layout, part) for group in groups for part in _windows(layout, _carry(group))]
    return _numbered_in_order(layout, [_in_year(layout, chain) for chain in chains])


def _in_year(layout: Layout, chain: Chain) -> Chain:
    """Give a window the year that stands right before it: "2026 vom 3. Mai bis 5. Juni"."""
    if not chain.opens or not all(day.wants_year for day in chain.days()):
        return chain
    said = _YEAR_BEFORE.search(layout.raw, max(0, chain.lead - 24), chain.lead)
    if not said:
        return chain
    first, *rest = (replace(day, year=int(said[1])) for day in chain.days())
    return replace(chain, opens=first, dates=tuple(rest))


def _numbered_in_order(layout: Layout, chains: list[Chain]) -> list[Chain]:
    """Ask about neighbours in a numbered list whose days run backwards: "1. Frist: …, 2. Frist"."""
    numbers = [_number_of(layout, chain) for chain in chains]
    wrong = set[int]()
    for index, (here, following) in enumerate(pairwise(numbers)):
        first, last = chains[index].days()[-1].on(), chains[index + 1].days()[0].on()
        if here and following == here + 1 and first and last and last < first:
            wrong |= {index, index + 1}
    return [_asked(chain) if index in wrong else chain for index, chain in enumerate(chains)]


def _number_of(layout: Layout, chain: Chain) -> int:
    """Return the number of the item that a chain is the day of, 0 if of none."""
    numbers = _ITEM.findall(layout.low, max(0, chain.lead - _LABEL), chain.lead)
    return int(numbers[-1]) if numbers else 0


def _asked(chain: Chain) -> Chain:
    opens = chain.opens and replace(chain.opens, unsure=chain.opens.unsure or _ORDER)
    dates = tuple(replace(one, unsure=one.unsure or _ORDER) for one in chain.dates)
    return replace(chain, opens=opens, dates=dates)


def _linked(layout: Layout, group: list[DateExpression], expression: DateExpression) -> bool:
    last = group[-1]
    gap = layout.low[last.end : expression.start]
    if len(gap) > 140 or layout.at(last.start) is not layout.at(expression.start):
        return False
    if (last.day is None) != (expression.day is None):
        return False
    return bool(_WINDOW.fullmatch(gap) or _LIST.fullmatch(gap))


def _windows(layout: Layout, group: list[DateExpression]) -> Iterator[list[DateExpression]]:
    """Split "vom … bis … und vom … bis …" into its windows; other lists stay whole."""
    gaps = [layout.low[one.end : two.start] for one, two in pairwise(group)]
    joined = [bool(_JOINED.match(gap)) for gap in gaps]
    if (
        len(group) > 3
        and len(group) % 2 == 0
        and joined == [True, False] * (len(gaps) // 2) + [True]
    ):
        yield from (group[index : index + 2] for index in range(0, len(group), 2))
    else:
        yield group


def _chain(layout: Layout, group: list[DateExpression]) -> Chain:
    first, last = group[0], group[-1]
    way, lead = way_before(layout.low, first.start)
    if "\t" in layout.raw[lead : first.start]:  # the word belongs to another cell
        way, lead = Way.NONE, first.start
    if lead < layout.at(first.start).start and layout.at(first.start).table:
        way, lead = Way.NONE, first.start
    if way is Way.NONE:
        way = _way_above(layout, first)
    if way is Way.OF and _ONWARD.match(layout.low, last.end):
        way = Way.FROM
    gap = layout.low[first.end : group[1].start] if len(group) > 1 else ""
    at, end = time_of_day(layout.low, last.end)
    if len(group) == 2 and _is_window(way, gap):
        if _backwards(*group):
            first, last = (replace(one, unsure=one.unsure or _ORDER) for one in group)
        return Chain(first.start, end, way, lead, (last,), first, at)
    return Chain(first.start, end, way, lead, tuple(group), None, at)


def _backwards(opens: DateExpression, closes: DateExpression) -> bool:
    """Whether a window closes before it opens."""
    first, last = opens.on(), closes.on()
    return bool(first and last and last < first)


def _in_order(dates: list[DateExpression]) -> bool:
    """Whether days without years are in the order of a year, which may turn once."""
    days = [(one.month, one.day or 0) for one in dates]
    falls = sum(following < here for here, following in pairwise(days))
    return falls == 0 or (falls == 1 and days[-1] <= days[0])


def _way_above(layout: Layout, first: DateExpression) -> Way:
    """Return the direction of the head over a cell that begins with a date: "Anträge bis"."""
    sentence = layout.at(first.start)
    if not sentence.heading or layout.low[sentence.start : first.start].strip():
        return Way.NONE
    head = f"{sentence.heading.rstrip(':')} "
    return way_before(head, len(head))[0]


def _is_window(way: Way, gap: str) -> bool:
    if not _WINDOW.fullmatch(gap):
        return False
    if _AND.match(gap):
        return way is Way.FROM or gap.strip().startswith("auf")
    return bool(_JOINED.match(gap.removeprefix(" und"))) and way is not Way.UNTIL


def way_before(low: str, position: int) -> tuple[Way, int]:
    """Return the direction the words before a position give, and where they begin."""
    match = _WAY.search(low, max(0, position - 60), position)
    if not match:
        return Way.NONE, position
    way = Way[match.lastgroup or "NONE"]
    if way in (Way.TO, Way.THE, Way.ON, Way.OF) and "spätestens" in match.group():
        way = Way.UNTIL
    return way, match.start()


def time_of_day(low: str, position: int) -> tuple[str, int]:
    """Return the time written directly after a position as "HH:MM" (or empty), and its end."""
    match = _AT.match(low, position)
    if not match:
        return "", position
    hour = int(match["h"])
    if match["pm"] and hour < 12:
        hour += 12
    if match["am"] and hour == 12:
        hour = 0
    return f"{hour:02}:{match['m'] or '00'}", match.end()


def _carry(group: list[DateExpression]) -> list[DateExpression]:
    """Give a day without a year that of its neighbour, in the order of time."""
    dates = list(group)
    unordered = len(dates) > 2 and any(one.wants_year for one in dates) and not _in_order(dates)
    if unordered:  # no turn of the year can be told from such days
        dates = [replace(one, unsure=one.unsure or _ORDER) for one in dates]
    for index in range(len(dates) - 2, -1, -1):
        here, following = dates[index], dates[index + 1]
        alike = (here.day is None) == (following.day is None)
        if here.wants_year and not here.yearly and following.year is not None and alike:
            later = (here.month, here.day or 0) > (following.month, following.day or 0)
            dates[index] = replace(here, year=following.year - (later and not unordered))
    for index in range(1, len(dates)):
        here, before = dates[index], dates[index - 1]
        alike = (here.day is None) == (before.day is None)
        if here.wants_year and not here.yearly and before.year is not None and alike:
            earlier = (here.month, here.day or 0) < (before.month, before.day or 0)
            dates[index] = replace(here, year=before.year + (earlier and not unordered))
    return dates
