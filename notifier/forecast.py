"""Forecast: the next issue as it would be planned now, counted by item. Writes nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from sqlalchemy.orm import Session

from db.area import LEADER
from db.chunks import chunks
from db.subscribers import Subscriber
from db.vocabulary import Cadence, Reason
from db.working_days import is_working_day
from notifier.digest.editor import MAX_CARDS
from notifier.issue import Choices, Chosen, Imprint, Issue
from notifier.ledger import Remembrance
from notifier.marks import Marks
from notifier.news.load import Entries
from notifier.news.narrowed import Narrowing
from notifier.news.select import News, Selected, Wish
from notifier.recipients import Call, asking, candidates, issued_around

DISTRICT = 5  # digits of a Kreis in an area's key
# Stands for a reader where no mail is sent: nobody has this token, so its links open nothing.
NOBODY = "vorschau"


@dataclass(frozen=True, slots=True, kw_only=True)
class ForecastItem:
    """One opportunity of an issue: under which topics, why, and in how many mails it stands."""

    news: News
    mails: int
    topics: tuple[str, ...]
    reasons: tuple[Reason, ...]
    closes_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RegionCount:
    """How many mails go to a Kreis or a region, with how many different items."""

    area: str
    mails: int
    items: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Forecast:
    """An issue as it stands: mails, readers with nothing to tell, and each item once."""

    mails: int
    nothing: int
    items: tuple[ForecastItem, ...]
    regions: tuple[RegionCount, ...]
    problems: tuple[str, ...]


def forecast(
    session: Session,
    imprint: Imprint,
    cadence: Cadence,
    on: date,
    now: datetime,
    marks: Marks,
    slot: int = 0,
    entries: Entries | None = None,
) -> Forecast:
    """Return what would go out; readers who want and know the same are looked at once.

    Of `entries` only what changed since they were read is read.
    """
    issue = Issue.gathered(session, imprint, cadence, on, now, marks, slot, entries)
    # On a day off an issue is only made by hand, for everybody who has its cadence.
    due = is_working_day(on)
    call = Call(cadence=cadence, on=on, due=due, issued=issued_around(session, on))
    remembrance, choices, tally = Remembrance(), Choices(issue), _Tally()
    narrowing = Narrowing(imprint.places, on)
    classes: Counter[tuple[tuple[Wish, ...], int]] = Counter()
    kept: dict[int, Chosen] = {}
    for some in chunks(asking(session, call)):
        asked = candidates(session, call, narrowing, some)
        known = remembrance.of(session, [one.subscriber_id for one in asked])
        for one in asked:
            tally.problems += one.problems
            chosen = choices.of(session, one, known[one.subscriber_id])
            kept[id(chosen)] = chosen
            classes[one.wishes, id(chosen)] += 1
    for (wishes, which), readers in classes.items():
        tally.add(wishes, standing(issue, wishes, kept[which]), readers)
    return tally.forecast(on, issue)


def standing(issue: Issue, wishes: Sequence[Wish], chosen: Chosen) -> list[Selected]:
    """Return what of a choice stands in the mail: it may hold less than was chosen."""
    if len(chosen.selected) <= MAX_CARDS:
        return list(chosen.selected)
    nobody = Subscriber(email=f"{NOBODY}@example.org", name="", token=NOBODY)
    digest, _letter = issue.composer.compose(nobody, wishes, chosen.selected, chosen.left)
    return [item.selected for item in digest.items]


@dataclass(slots=True, kw_only=True)
class _Tally:
    """Counts the mails of an issue, class of readers by class of readers."""

    mails: int = 0
    nothing: int = 0
    problems: tuple[str, ...] = ()
    news: dict[int, News] = field(default_factory=dict)
    counts: Counter[int] = field(default_factory=Counter)
    topics: dict[int, dict[str, None]] = field(default_factory=dict)
    reasons: dict[int, set[Reason]] = field(default_factory=dict)
    by_region: Counter[str] = field(default_factory=Counter)
    of_region: dict[str, set[int]] = field(default_factory=dict)

    def add(self, wishes: Sequence[Wish], selected: Sequence[Selected], readers: int) -> None:
        """Count what some readers of one class get."""
        if not selected:
            self.nothing += readers
            return
        self.mails += readers
        region = region_of(wishes[0].area)
        self.by_region[region] += readers
        for one in selected:
            number = one.news.opportunity_id
            self.news[number] = one.news
            self.counts[number] += readers
            self.topics.setdefault(number, {})[one.topic] = None
            self.reasons.setdefault(number, set()).update(one.reasons)
            self.of_region.setdefault(region, set()).add(number)

    def forecast(self, on: date, issue: Issue) -> Forecast:
        """Return what was counted: what the desk lifted first, then what most readers get."""
        items = [
            ForecastItem(
                news=news,
                mails=self.counts[number],
                topics=tuple(self.topics[number]),
                reasons=tuple(one for one in Reason if one in self.reasons[number]),
                closes_on=news.values.next_day(on),
            )
            for number, news in self.news.items()
        ]
        items.sort(
            key=lambda one: (
                not one.news.lifted,
                one.closes_on or date.max,
                -one.mails,
                one.news.opportunity_id,
            )
        )
        regions = (
            RegionCount(area=area, mails=mails, items=len(self.of_region[area]))
            for area, mails in self.by_region.items()
        )
        return Forecast(
            mails=self.mails,
            nothing=self.nothing,
            items=tuple(items),
            regions=tuple(sorted(regions, key=lambda one: (-one.mails, one.area))),
            problems=(*self.problems, *issue.problems_of_news),
        )


def region_of(area: str) -> str:
    """Return the Kreis of a municipality; any larger area, or a LEADER region, is its own."""
    return area if area.startswith(LEADER) else area[:DISTRICT]
