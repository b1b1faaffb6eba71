"""Selection: what concerns a subscriber today, and why. Pure: no clock, no database."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Protocol

from crawlers.items import Kind
from db.area import LEADER
from db.terms import ANYBODY, Reader, own_values
from db.values import Values
from db.vocabulary import ApplicantType, Cadence, OpportunityStatus, Reason

# How long news stays tellable: the days between two issues and a week to catch up.
LOOK_BACK = {
    Cadence.DAILY: timedelta(days=7),
    Cadence.WEEKLY: timedelta(days=14),
    Cadence.MONTHLY: timedelta(days=38),
}
CLOSING_WITHIN = timedelta(days=14)
EVENT_WITHIN = timedelta(days=60)
# Who asks for a place without saying for whom asks for those that govern it.
_GOVERNING = {8: (ApplicantType.MUNICIPALITY.value,), 5: (ApplicantType.DISTRICT.value,)}
TOLD_KINDS = frozenset({Kind.PROGRAMME, Kind.CALL, Kind.PRIZE, Kind.EVENT, Kind.NOTICE})


class SourceFacts(Protocol):
    """What a mail says of a source; `crawlers.source.Source` is one."""

    @property
    def title(self) -> str: ...
    @property
    def publisher(self) -> str: ...
    @property
    def licence(self) -> str: ...
    @property
    def area(self) -> str: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """One subscription; an empty tuple means: all. `population` only for a municipality."""

    area: str
    area_name: str = ""
    topics: tuple[str, ...] = ()
    applicants: tuple[str, ...] = ()
    levels: tuple[str, ...] = ()
    population: int | None = None

    @property
    def reader(self) -> Reader:
        """Who reads: as chosen, else by the length of the area's Gemeindeschlüssel."""
        by_area = () if self.area.startswith(LEADER) else _GOVERNING.get(len(self.area), ())
        return Reader(applicants=self.applicants or by_area, population=self.population)


@dataclass(frozen=True, slots=True, kw_only=True)
class Elsewhere:
    """The same opportunity in another source; `asked` while staff are asked whether it is."""

    source_title: str
    url: str
    asked: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """What there is to tell of one opportunity.

    `revision_id` is the last revision worth telling, `changes` its German sentences (none
    for the first one), `values` what stands now. `checked` says that staff looked at it.
    Where several sources have it, `elsewhere` names the others; whoever was told of one of
    the `entries` knows the opportunity, and one of the `revisions` says the same. `asked`
    are the entries of which staff are asked whether they are this opportunity, each as it
    would be told by itself: whom one of them concerns, the whole concerns.
    """

    opportunity_id: int
    revision_id: int
    source: SourceFacts
    values: Values
    first_published_on: date
    news_on: date
    changes: tuple[str, ...] = ()
    checked: bool = False
    elsewhere: tuple[Elsewhere, ...] = ()
    other_entries: frozenset[int] = frozenset()
    other_revisions: frozenset[int] = frozenset()
    asked: tuple[News, ...] = ()

    @property
    def entries(self) -> frozenset[int]:
        """The ids of all entries that are this opportunity."""
        return self.other_entries | {self.opportunity_id}

    @property
    def revisions(self) -> frozenset[int]:
        """The ids of all revisions that tell this."""
        return self.other_revisions | {self.revision_id}

    @property
    def areas(self) -> tuple[str, ...]:
        """The areas it is for; where none is stated, its source's."""
        return self.values.areas or (self.source.area,)


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What a subscriber has been told already."""

    reminders: frozenset[tuple[int, str]] = frozenset()  # revision and the day it closes
    revisions: frozenset[int] = frozenset()
    opportunities: frozenset[int] = frozenset()
    events: frozenset[int] = frozenset()  # opportunities told as an event

    @classmethod
    def of(cls, rows: Iterable[tuple[int, int, str, str]]) -> Known:
        """Make it from rows of opportunity id, revision id, reason and what about."""
        rows = tuple(rows)
        return cls(
            reminders=frozenset((row[1], row[3]) for row in rows if row[2] == Reason.CLOSING),
            revisions=frozenset(row[1] for row in rows),
            opportunities=frozenset(row[0] for row in rows),
            events=frozenset(row[0] for row in rows if row[2] == Reason.EVENT),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Selected:
    """One opportunity for one subscriber.

    `reasons` are all that hold, the most fitting first. `topic` is the heading it stands
    under, empty where it has none. `explanation` completes "Sie erhalten diesen Hinweis, …".
    `closes_on` is the day that a reminder is about: a yearly deadline closes again. `reader`
    is whose terms the card shows.
    """

    news: News
    reasons: tuple[Reason, ...]
    topic: str
    explanation: str
    closes_on: str = ""
    reader: Reader = ANYBODY


class Matcher(Protocol):
    """Finds the news that fit a wish; `notifier.news.match.NewsIndex` does."""

    def matching(self, wish: Wish) -> Sequence[News]: ...


def due_reasons(
    news: News, today: date, look_back: timedelta, own: Values | None = None
) -> tuple[Reason, ...]:
    """Return the reasons for which anybody may be told of this news on a day.

    `own` are the values as one reader's cases have them: then those for which he may be.
    """
    values, since = own or news.values, today - look_back
    if values.kind not in TOLD_KINDS or is_past(news.values, today) or is_past(values, today):
        return ()
    starts = values.event_starts_on if values.kind == Kind.EVENT else None
    near = starts is not None and starts <= today + EVENT_WITHIN
    # A far event waits until it is near, so that it is announced once and not twice.
    is_new = news.first_published_on >= since and (starts is None or near)
    reasons = {
        Reason.EVENT: near,
        Reason.NEW: is_new,
        Reason.CHANGED: bool(news.changes) and news.news_on >= since,
        Reason.CLOSING: _closing(values, today),
    }
    return tuple(reason for reason, holds in reasons.items() if holds)


def is_past(values: Values, today: date) -> bool:
    """Whether it is over on a day: an event that took place, a call that is closed."""
    if values.kind == Kind.EVENT and values.event_starts_on is not None:
        return values.event_starts_on < today
    return values.status_on(today) is OpportunityStatus.CLOSED


def untold_reasons(
    news: News, due: Iterable[Reason], known: Known, closes_on: str
) -> tuple[Reason, ...]:
    """Return those reasons that are still news to somebody who knows this much."""
    reminders = {(revision, closes_on) for revision in news.revisions}
    untold = {
        Reason.EVENT: news.entries.isdisjoint(known.events),
        Reason.NEW: news.entries.isdisjoint(known.opportunities)
        # It stood on the card of another one when it was asked whether they are the same.
        and news.revision_id not in known.revisions,
        Reason.CHANGED: news.revisions.isdisjoint(known.revisions),
        Reason.CLOSING: known.reminders.isdisjoint(reminders),
    }
    reasons = tuple(reason for reason in due if untold[reason])
    # Nobody needs the changes of something heard of for the first time.
    return tuple(r for r in reasons if r is not Reason.CHANGED or Reason.NEW not in reasons)


def select_news(
    wishes: Sequence[Wish],
    matcher: Matcher,
    known: Known,
    *,
    today: date,
    look_back: timedelta,
    explain: Callable[[Wish, News, tuple[str, ...]], str],
) -> list[Selected]:
    """Return what concerns a subscriber, each opportunity once, for the first wish it fits."""
    chosen: dict[int, Selected] = {}
    for wish in wishes:
        reader = wish.reader
        for news in matcher.matching(wish):
            if news.opportunity_id in chosen:
                continue
            own = own_values(news.values, reader)
            due = due_reasons(news, today, look_back, own)
            closes_on = _closes_on(own, today)
            reasons = untold_reasons(news, due, known, closes_on)
            if reasons:
                one = _selected(wish, news, reasons, explain)
                chosen[news.opportunity_id] = replace(one, closes_on=closes_on, reader=reader)
    return list(chosen.values())


def _selected(
    wish: Wish,
    news: News,
    reasons: tuple[Reason, ...],
    explain: Callable[[Wish, News, tuple[str, ...]], str],
) -> Selected:
    stated = dict.fromkeys(topic for one in (news, *news.asked) for topic in one.values.topics)
    topics = tuple(t for t in wish.topics if t in stated) if wish.topics else tuple(stated)
    return Selected(
        news=news,
        reasons=reasons,
        topic=topics[0] if topics else "",
        explanation=explain(wish, news, topics),
    )


def _closes_on(values: Values, today: date) -> str:
    coming = values.next_day(today)
    return coming.isoformat() if coming else ""


def _closing(values: Values, today: date) -> bool:
    """Whether it may end soon: of two contested days the earlier one is the one to be told."""
    coming = values.next_day(today)
    suspended = values.status_on(today) is OpportunityStatus.SUSPENDED
    return coming is not None and coming <= today + CLOSING_WITHIN and not suspended
