"""Editor: what a careful person would write to each reader, from the week's happenings alone.

His rules:

1. Mails go at half past six on working days: daily ones each day, weekly ones on the first
   working day of the week. What he learns later waits for the next one.
2. Somebody's first mail names all that he can use: what is open or announced, and events of
   the next sixty days.
3. After that there is a mail only if something is new, different or over for this reader; what
   else is open and was never named to him comes along in it.
4. Something is different if it is not what this reader was told. Moved and moved back between
   two of his mails is nothing.
5. What was named to him and is over is named once more. What is over is never named to others.
6. What cannot be seen for a while (a source that is down, a login in place of a page) is no news.

No reading, matching or comparing of the product is used here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from db.vocabulary import Cadence
from tests.faults.week.pages import moment
from tests.faults.week.readers import WeekReader, Who

TOWN, DISTRICT, CLUB, PERSON = "municipality", "district", "association", "individual"
ANYBODY = frozenset[str]()
DAILY_ON = (21, 22, 23, 24, 28, 29)  # the 25th is a holiday, then comes a weekend
WEEKLY_ON = (21, 28)
VOGELSBERG = ("06535007", "06535", "leader:vogelsberg")
HESSEN = (*VOGELSBERG, "06631014", "06631")


@dataclass(frozen=True, slots=True, kw_only=True)
class Thing:
    """One programme, call, prize or event: where and for whom it is, and what it is about.

    `seen` is the first day on whose half past six he knows of it; `stock` says that it was
    there when its source was first read, and the readers before it.
    """

    title: str
    seen: int
    places: tuple[str, ...] = HESSEN
    groups: frozenset[str] = ANYBODY
    topics: frozenset[str] = frozenset()
    stock: bool = False

    def suits(self, who: Who) -> bool:
        """Whether somebody can use it and wants to hear of it."""
        near = who.area in self.places
        may = not who.applicant or not self.groups or who.applicant in self.groups
        return near and may and (not who.topic or who.topic in self.topics)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stated:
    """From a day on, something says a value of itself, or that it is over."""

    on: int
    title: str
    what: str
    value: str
    over: bool = False


CLUBS, TOWNS = frozenset({CLUB}), frozenset({TOWN})
STAGE, DATA, BUDGET = "Bühne für alle", "Förderaufruf 2027: Daten für das Dorf", (
    "Förderaufruf Regionalbudget 2027 im Vogelsberg"
)  # fmt: skip
ADVICE, SOUND = "Digitale Erstberatung für Kommunen", "Klangweite"
PRIZE = "Wettbewerb „Schönste Dorfmitte“ im Vogelsberg ausgeschrieben"
WORKSHOP = "Werkstatt: Leerstand beleben"
CULTURE, DIGITAL = frozenset({"kultur"}), frozenset({"digital"})

THINGS = (
    Thing(title="Kultur im Dorfsaal", seen=21, groups=CLUBS, topics=CULTURE),
    Thing(title=STAGE, seen=21, groups=TOWNS | CLUBS, topics=CULTURE),
    Thing(title=SOUND, seen=21, groups=frozenset({PERSON}), topics=CULTURE),
    Thing(title="Förderung smarter Kommunen und Regionen", seen=21,
          groups=frozenset({TOWN, DISTRICT}), topics=DIGITAL),
    Thing(title=DATA, seen=21, groups=frozenset({TOWN, DISTRICT}), topics=DIGITAL),
    Thing(title=ADVICE, seen=21, groups=TOWNS, topics=DIGITAL),
    Thing(title=WORKSHOP, seen=21),
    Thing(title="Seminar: Direktvermarktung für Einsteiger", seen=21),
    # The region's pages are first read on the morning of the 21st, after the mails.
    Thing(title=BUDGET, seen=22, places=VOGELSBERG, groups=TOWNS | CLUBS, stock=True),
    Thing(title="Projektaufruf LEADER: Ideen für die Ortsmitte", seen=22, places=VOGELSBERG,
          stock=True),
    Thing(title=PRIZE, seen=22, places=VOGELSBERG, stock=True),
    Thing(title="Förderaufruf Dorfläden im Vogelsberg", seen=22, places=VOGELSBERG,
          groups=TOWNS | CLUBS),
    Thing(title="Förderaufruf: Sensoren im Dorf", seen=24, groups=frozenset({TOWN, DISTRICT}),
          topics=DIGITAL),
    Thing(title="Förderaufruf Gemeinsam gärtnern im Vogelsberg", seen=24, places=VOGELSBERG,
          groups=CLUBS),
    Thing(title="Chöre auf dem Land", seen=25, groups=CLUBS, topics=CULTURE),
    Thing(title="Werkstatt: Kino im Dorf", seen=29, topics=CULTURE),
)  # fmt: skip

WHAT_THEY_SAY = (
    Stated(on=21, title=STAGE, what="Frist", value="28.02.2027"),
    Stated(on=22, title=STAGE, what="Frist", value="31.03.2027"),
    Stated(on=23, title=STAGE, what="Frist", value="28.02.2027"),
    Stated(on=24, title=WORKSHOP, what="Stand", value="Abgesagt", over=True),
    Stated(on=22, title=BUDGET, what="Höchstförderung", value="16.000 €"),
    Stated(on=25, title=BUDGET, what="Höchstförderung", value="18.000 €"),
    Stated(on=21, title=DATA, what="Frist", value="19.03.2027"),
    Stated(on=26, title=DATA, what="Frist", value="16.04.2027"),
    Stated(on=27, title=DATA, what="Frist", value="19.03.2027"),
    Stated(on=27, title=ADVICE, what="Stand", value="Mittel sind ausgeschöpft", over=True),
    Stated(on=28, title=SOUND, what="Stand", value="zurückgezogen", over=True),
    Stated(on=22, title=PRIZE, what="Frist", value="28.02.2027"),
    Stated(on=29, title=PRIZE, what="Frist", value="08.01.2027"),
)


@dataclass(frozen=True, slots=True)
class Line:
    """What a mail must say of one thing: no words, where it is named for the first time."""

    title: str
    words: tuple[str, ...] = ()


def mails_for(reader: WeekReader) -> Mapping[int, tuple[Line, ...]]:
    """Return what one reader must get in the week, by day; a day without a mail is not there."""
    desk = _Desk(who=reader.who)
    days = DAILY_ON if reader.cadence is Cadence.DAILY else WEEKLY_ON
    mails = {}
    for day in days:
        if reader.joins_at <= moment(day, 6, 30) and (lines := tuple(desk.write(day))):
            mails[day] = lines
    return mails


@dataclass
class _Desk:
    """What the editor remembers of one reader: of each thing, what he told him last."""

    who: Who
    told: dict[str, dict[str, Stated]] = field(default_factory=dict)

    def write(self, day: int) -> Iterator[Line]:
        """Yield the lines of a day's mail, and remember them."""
        first = not self.told
        news: list[Line] = []
        along: list[Line] = []
        for thing in THINGS:
            if thing.seen > day or not thing.suits(self.who):
                continue
            now = says(thing.title, day)
            over = any(one.over for one in now.values())
            if thing.title in self.told:
                words = tuple(_different(self.told[thing.title], now))
                news += [Line(thing.title, words)] if words else []
            elif not over:
                (along if thing.stock and not first else news).append(Line(thing.title))
        for line in (*news, *along) if news else ():
            self.told[line.title] = says(line.title, day)
            yield line


def says(title: str, day: int) -> dict[str, Stated]:
    """Return what something says of itself on a day."""
    return {one.what: one for one in sorted(WHAT_THEY_SAY, key=lambda one: one.on)
            if one.title == title and one.on <= day}  # fmt: skip


def _different(told: Mapping[str, Stated], now: Mapping[str, Stated]) -> Iterator[str]:
    for what, one in now.items():
        before = told.get(what)
        if one.over and before is None:
            yield one.value
        elif before is not None and before.value != one.value:
            yield f"{before.value} → {one.value}"
