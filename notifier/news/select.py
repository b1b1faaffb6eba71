"""Selection: what concerns a subscriber today, and why. Pure: no clock, no database."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import lru_cache
from heapq import merge
from types import MappingProxyType
from typing import Protocol

from crawlers.items import Kind
from db.area import LEADER
from db.changes import EXTENDED, NEW_DAY, NEW_ROUND
from db.finding.filter import Filter
from db.labels import FIELDS, short_day
from db.statements import Field, Standing
from db.terms import ANYBODY, Place, Reader, limited, own_values, same_for_all
from db.values import Values
from db.vocabulary import ApplicantType, Cadence, OpportunityStatus, Reason, Withdrawal
from notifier.news.known import Difference, Known

# How long news stays tellable: the days between two issues and a week to catch up.
LOOK_BACK = {
    Cadence.AT_ONCE: timedelta(days=7),
    Cadence.DAILY: timedelta(days=7),
    Cadence.WEEKLY: timedelta(days=14),
    Cadence.FORTNIGHTLY: timedelta(days=21),
    Cadence.MONTHLY: timedelta(days=38),
}
MAX_ALONG = 10  # of what is merely open, beside news
MAX_FIRST = 15  # of what is open, in the first issue for a wish, or where it is owed again
CLOSING_WITHIN = timedelta(days=14)
LONGEST_LEAD = timedelta(days=90)  # before an end, of all that readers may choose
EVENT_WITHIN = timedelta(days=60)
_NEAREST = ("region", "state", "federal", "eu")
OPENED = "Jetzt geöffnet"
_STATUS = f"{FIELDS['stated_status']} "  # begins the sentence of a changed status
# Who asks for a place without saying for whom asks for those that govern it.
_GOVERNING = {8: (ApplicantType.MUNICIPALITY.value,), 5: (ApplicantType.DISTRICT.value,)}
NOTHING_REMEMBERED: Mapping[int, int] = MappingProxyType({})
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
    @property
    def visit_days(self) -> int: ...
    @property
    def leads(self) -> bool: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """One subscription; an empty tuple means: all. `population` only for a municipality.

    One of the `required` words must stand in what is told and none of the `excluded`; it is told
    once more `lead_days` before it ends.

    `asked_on` is the day on which it was entered, as long as no issue reached its subscriber
    since; None from then on. `made_on` is that day for a while longer: what was there before it is
    no news to who asked. `changed_on` is the day on which it came to ask for more, or for another
    place, `back_on` the one on which its subscriber's pause ended, each as long as no issue reached
    them since. `narrowed` is what a search adds to all that, and `within` are the opportunities
    that fit it on the day.
    """

    area: str
    area_name: str = ""
    topics: tuple[str, ...] = ()
    applicants: tuple[str, ...] = ()
    levels: tuple[str, ...] = ()
    population: int | None = None
    required: tuple[str, ...] = ()
    excluded: tuple[str, ...] = ()
    lead_days: int = CLOSING_WITHIN.days
    asked_on: date | None = None
    made_on: date | None = None
    changed_on: date | None = None
    back_on: date | None = None
    narrowed: Filter | None = None
    within: frozenset[int] | None = field(default=None, compare=False, repr=False)

    @property
    def first(self) -> bool:
        """Whether its next issue is its first one."""
        return self.asked_on is not None

    @property
    def owed(self) -> bool:
        """Whether what is open is owed to it, be there news or not."""
        return self.first or self.changed_on is not None or self.back_on is not None

    @property
    def reader(self) -> Reader:
        """Who reads: as chosen, else by the length of the area's Gemeindeschlüssel."""
        return _reader(self.area, self.area_name, self.applicants, self.population)

    @property
    def places(self) -> tuple[Place, ...]:
        """The municipality it is for, if it is for one whose inhabitants are known."""
        return self.reader.places


@lru_cache(maxsize=1024)  # asked for each item that a wish may fit
def _reader(
    area: str, area_name: str, applicants: tuple[str, ...], population: int | None
) -> Reader:
    by_area = () if area.startswith(LEADER) else _GOVERNING.get(len(area), ())
    places: tuple[Place, ...] = ()
    if population is not None and area_name:
        places = (Place(name=area_name, population=population),)
    return Reader(applicants=applicants or by_area, population=population, places=places)


@dataclass(frozen=True, slots=True, kw_only=True)
class Elsewhere:
    """The same opportunity in another source; `asked` while staff are asked whether it is."""

    source_title: str
    url: str
    asked: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """One entry of an opportunity as it stands: its revision and what that says."""

    id: int
    revision_id: int
    values: Values


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """What there is to tell of one opportunity.

    `revision_id` is the last revision worth telling, `changes` its German sentences (none
    for the first one), `values` what stands now. `checked` says that staff looked at it.
    Where several sources have it, `elsewhere` names the others; whoever was told of one of
    the `entries` knows the opportunity, and one of the `revisions` says the same. `asked`
    are the entries of which staff are asked whether they are this opportunity, each as it
    would be told by itself: whom one of them concerns, the whole concerns. `members` are the
    entries that are surely this opportunity, the leading one first. `withdrawn` says why its
    source or staff count it as gone; only who was told of it hears that. `stock` marks what is
    open and nothing else: there may be thousands of it, and most of it is for no mail of today.
    What ends in `ends_in` days is no stock for whoever wants to be told so long before.
    `relatives` are the same programme for other areas: nobody is told of two of them.
    `separated` says that staff parted it from another one on whose card it had stood, `lifted`
    that they put it first in this issue.
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
    members: tuple[Member, ...] = ()
    withdrawn: Withdrawal | None = None
    stock: bool = False
    ends_in: int | None = None
    relatives: frozenset[int] = frozenset()
    separated: bool = False
    lifted: bool = False

    @property
    def entries(self) -> frozenset[int]:
        """The ids of all entries that are this opportunity."""
        return self.other_entries | {self.opportunity_id}

    @property
    def revisions(self) -> frozenset[int]:
        """The ids of all revisions that tell this."""
        return self.other_revisions | {self.revision_id}

    @property
    def parts(self) -> tuple[Member, ...]:
        """The entries that its card shows, those of which it is only asked included."""
        return (*self.members, *(member for one in self.asked for member in one.members))

    @property
    def card(self) -> frozenset[int]:
        """The ids of all entries that its card is about, surely or perhaps."""
        return self.entries.union(*(one.entries for one in self.asked))

    @property
    def areas(self) -> tuple[str, ...]:
        """The areas it is for; where none is stated, its source's."""
        return self.values.areas or (self.source.area,)


@dataclass(frozen=True, slots=True, kw_only=True)
class Selected:
    """One opportunity for one subscriber.

    `reasons` are all that hold, the most fitting first. `topic` is the heading it stands
    under, empty where it has none. `explanation` completes "Sie erhalten diesen Hinweis, …".
    `changes` say what is different from what the reader was told. `closes_on` is the day that a
    reminder is about: a yearly deadline closes again; `again_on` the day on which the same
    revision is told for the same reason once more. `was_on` is the day on which a cancelled event
    was to be. `reader` is whose terms the card shows; `places` are all municipalities of a
    subscriber who reads for several, where it depends on their inhabitants. `announced` says that
    it is to open later, `reopened` that it goes on after the reader had to believe it over,
    `remembered` that its reminder is one the reader asked for.
    """

    news: News
    reasons: tuple[Reason, ...]
    topic: str
    explanation: str
    changes: tuple[str, ...] = ()
    closes_on: str = ""
    again_on: str = ""
    along: bool = False
    was_on: date | None = None
    reader: Reader = ANYBODY
    announced: bool = False
    reopened: bool = False
    remembered: bool = False
    places: tuple[Place, ...] = ()

    def about(self, reason: Reason) -> str:
        """Return what tells this reason from the same one at another time."""
        if reason is Reason.CLOSING:
            return asked_reminder(self.closes_on) if self.remembered else self.closes_on
        return self.again_on


def asked_reminder(closes_on: str) -> str:
    """Return what a reminder that the reader asked for is about: the day, told from the usual."""
    return "R" + closes_on.replace("-", "")


class Matcher(Protocol):
    """Finds the news that fit a wish; `notifier.news.match.NewsIndex` does."""

    def matching(self, wish: Wish) -> Sequence[News]:
        """Return what fits but for the stock."""
        ...

    def stock(self, wish: Wish, known: Iterable[int]) -> Iterator[News]:
        """Yield the stock that fits, but for the entries that are known."""
        ...

    def of_entries(self, entries: Iterable[int]) -> Sequence[News]:
        """Return the news of some entries, whomever they fit."""
        ...

    def fits(self, wish: Wish, news: News) -> bool: ...


Explain = Callable[[Wish, News, tuple[str, ...]], str]
Compare = Callable[[News, Known, Reader], Difference]


def due_reasons(
    news: News,
    today: date,
    look_back: timedelta,
    own: Values | None = None,
    lead: timedelta = CLOSING_WITHIN,
) -> tuple[Reason, ...]:
    """Return the reasons for which somebody who never heard of it may be told on a day.

    `own` are the values as one reader's cases have them: then those for which he may be. It is a
    reminder from `lead` before the end on.
    """
    values, since = own or news.values, today - look_back
    if values.kind not in TOLD_KINDS or is_over(news, values, today):
        return ()
    starts = values.event_starts_on if values.kind == Kind.EVENT else None
    near = starts is not None and starts <= today + EVENT_WITHIN
    # What changed lately is new to who never heard of it.
    latest = news.news_on if news.changes else news.first_published_on
    # A far event waits until it is near, so that it is announced once and not twice.
    is_new = latest >= since and (starts is None or near)
    reasons = {
        Reason.EVENT: near,
        Reason.NEW: is_new,
        Reason.OPEN: _open(values, today),
        Reason.CLOSING: _closing(values, today, lead),
    }
    return tuple(reason for reason, holds in reasons.items() if holds)


@dataclass(frozen=True, slots=True, kw_only=True)
class Occasion:
    """What a day is for an opportunity, as one reader's cases have it."""

    own: Values
    reasons: tuple[Reason, ...]
    closes_on: str
    announced: bool
    over: bool


class Occasions:
    """Tells what a day is for each of its news; where all readers have the same cases, once."""

    def __init__(self, today: date, look_back: timedelta) -> None:
        self._today = today
        self._look_back = look_back
        self._for_all: dict[tuple[int, int], tuple[Occasion, News]] = {}

    def of(self, news: News, reader: Reader, lead_days: int) -> Occasion:
        """Return it for a reader who is reminded so many days before an end."""
        key = (id(news), lead_days)
        if key in self._for_all:
            return self._for_all[key][0]
        own = own_values(news.values, reader)
        found = Occasion(
            own=own,
            reasons=due_reasons(news, self._today, self._look_back, own, timedelta(days=lead_days)),
            closes_on=_closes_on(own, self._today),
            announced=own.status_on(self._today) is OpportunityStatus.FORECASTED,
            over=is_over(news, own, self._today),
        )
        if same_for_all(news.values):
            self._for_all[key] = (found, news)  # kept, so that no other news gets its number
        return found


def nearness(values: Values) -> int:
    """Return how far from a village it is decided: 0 in its region, more in the Land and beyond."""
    return _NEAREST.index(values.level) if values.level in _NEAREST else len(_NEAREST)


def is_over(news: News, own: Values, today: date) -> bool:
    """Whether it is over on a day, by its own values, by those of a reader, or taken out."""
    return news.withdrawn is not None or is_past(news.values, today) or is_past(own, today)


def is_past(values: Values, today: date) -> bool:
    """Whether it is over on a day: an event that took place or was cancelled, a closed call."""
    if values.cancelled:
        return True
    if values.kind == Kind.EVENT and values.event_starts_on is not None:
        return values.event_starts_on < today
    return values.status_on(today) is OpportunityStatus.CLOSED


def select_news(
    wishes: Sequence[Wish],
    matcher: Matcher,
    known: Known,
    *,
    today: date,
    look_back: timedelta,
    explain: Explain,
    compare: Compare,
    dismissed: frozenset[int] = frozenset(),
    remembered: Mapping[int, int] = NOTHING_REMEMBERED,
    occasions: Occasions | None = None,
) -> list[Selected]:
    """Return what concerns a subscriber, each opportunity once, for the first wish it fits.

    What is merely open comes along with news, a little of it at a time; alone it is a mail
    only for a wish to which it is owed, and then no more than somebody reads. What is `dismissed`
    is not told, whatever becomes of it; of what is `remembered` there is a reminder so many days
    before its end, whomever it fits. `occasions` are those of the day, where they are shared.
    """
    chooser = _Chooser(
        matcher=matcher,
        known=known,
        today=today,
        occasions=occasions or Occasions(today, look_back),
        explain=explain,
        compare=compare,
        remembered=remembered,
    )
    basket = _Basket(known=known, dismissed=dismissed)
    in_turn = sorted(wishes, key=lambda one: not one.owed)
    besides = [_told_at_once(basket, chooser, wish) for wish in in_turn]
    for news in matcher.of_entries(known.opportunities):
        if basket.has_room_for(news):
            basket.put(chooser.choose_known(wishes, news))
    for news in matcher.of_entries(remembered) if wishes else ():
        if basket.has_room_for(news):
            basket.put(chooser.remind(in_turn[0], news))
    for wish, waiting in zip(in_turn, besides, strict=True):
        if wish.owed or basket.has_news:
            stock = matcher.stock(wish, known.opportunities)
            near_first = merge(waiting, stock, key=lambda one: from_near_to_far(one, today))
            fitting = (
                basket.put(chooser.choose(wish, one))
                for one in near_first
                if basket.has_room_for(one)
            )
            _take(fitting, MAX_FIRST if wish.owed else MAX_ALONG)
    if not basket.has_news:
        return []
    return _with_places(list(basket.chosen.values()), wishes, matcher)


def _told_at_once(basket: _Basket, chooser: _Chooser, wish: Wish) -> list[News]:
    """Put what is news to a subscriber into the basket; return what was merely there before."""
    waiting = []
    for news in chooser.matcher.matching(wish):
        if basket.has_room_for(news) and (one := chooser.choose(wish, news)):
            before = wish.first and not one.changes and Reason.NEW not in one.reasons
            before = before or (wish.owed and one.reasons == (Reason.OPEN,))
            if one.along or (before and not chooser.is_known(news)):
                waiting.append(news)
            else:
                basket.put(one)
    return waiting


def _take(tries: Iterator[bool], room: int) -> None:
    """Try until enough was taken."""
    for taken in tries:
        room -= taken
        if not room:
            return


def from_near_to_far(news: News, today: date) -> tuple[bool, int, date, int]:
    """Return what news are ordered by: what is put first, then near ones, then by their end."""
    ends_on = news.values.next_day(today) or date.max
    return not news.lifted, nearness(news.values), ends_on, news.opportunity_id


@dataclass(frozen=True, slots=True, kw_only=True)
class _Basket:
    """What was chosen so far for one subscriber, each opportunity and each family once."""

    known: Known
    dismissed: frozenset[int]
    chosen: dict[int, Selected] = field(default_factory=dict)
    relatives: set[int] = field(default_factory=set)

    def has_room_for(self, news: News) -> bool:
        """Whether it is neither chosen nor dismissed, nor a second one of its family."""
        if news.opportunity_id in self.chosen or news.opportunity_id in self.relatives:
            return False
        if self.dismissed and not self.dismissed.isdisjoint(news.entries):
            return False
        known = self.known.opportunities
        # Of two of a family that were told before they were one each has its own history.
        return news.relatives.isdisjoint(known) or not news.entries.isdisjoint(known)

    def put(self, selected: Selected | None) -> bool:
        """Put something in; return whether it was anything."""
        if selected is not None:
            self.chosen[selected.news.opportunity_id] = selected
            self.relatives.update(selected.news.relatives)
        return selected is not None

    @property
    def has_news(self) -> bool:
        """Whether anything in it is worth a mail by itself."""
        return any(not one.along for one in self.chosen.values())


def _with_places(found: list[Selected], wishes: Sequence[Wish], matcher: Matcher) -> list[Selected]:
    """Name to who reads for several municipalities those that lie where something is for."""
    local = [wish for wish in wishes if wish.places]
    if len({wish.area for wish in local}) < 2:
        return found
    return [
        replace(one, places=_places(local, one.news, matcher)) if limited(one.news.values) else one
        for one in found
    ]


def _places(local: Iterable[Wish], news: News, matcher: Matcher) -> tuple[Place, ...]:
    here = (wish for wish in local if matcher.fits(Wish(area=wish.area), news))
    return tuple(dict.fromkeys(place for wish in here for place in wish.places))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Chooser:
    """Decides for one subscriber on one day."""

    matcher: Matcher
    known: Known
    today: date
    occasions: Occasions
    explain: Explain
    compare: Compare
    remembered: Mapping[int, int]

    def choose(self, wish: Wish, news: News) -> Selected | None:
        """Return what is to be told of news that fit a wish."""
        if self.is_known(news):
            return self._told_again(wish, news)
        occasion = self._occasion(wish, news)
        reasons = _for_the_first_time(occasion.reasons, wish, news)
        along = reasons == (Reason.OPEN,) and not wish.owed
        return self._selected(wish, news, occasion, reasons, along=along) if reasons else None

    def choose_known(self, wishes: Sequence[Wish], news: News) -> Selected | None:
        """Return what is different in news that fit a wish as the subscriber knows them.

        They may fit no more, which is what he must hear.
        """
        told = self.known.told
        moved = any(told.get(one.id, one.revision_id) != one.revision_id for one in news.parts)
        ended = not news.entries.isdisjoint(self.known.ended)
        begun = self._begun_since_told(news)
        if not (moved or ended or begun or is_over(news, news.values, self.today)):
            return None
        for wish in wishes:
            before = self.compare(news, self.known, wish.reader).before
            states = (news, replace(news, values=before) if before else news)
            if any(self.matcher.fits(wish, one) for one in states):
                return self._told_again(wish, news, (Reason.OVER, Reason.CHANGED))
        return None

    def remind(self, wish: Wish, news: News) -> Selected | None:
        """Return a reminder that was asked for, whether the news fit a wish or not."""
        occasion = self._occasion(wish, news)
        if Reason.CLOSING not in occasion.reasons or occasion.over:
            return None
        if not self.known.reminders.isdisjoint(self._reminders(news, occasion)):
            return None
        return self._selected(wish, news, occasion, (Reason.CLOSING,))

    def _asked_lead(self, news: News) -> int | None:
        """Return how long before its end the reader asked to be reminded of it; None: did not."""
        if not self.remembered:
            return None
        asked = [self.remembered[one] for one in news.entries if one in self.remembered]
        return max(asked, default=None)

    def _occasion(self, wish: Wish, news: News) -> Occasion:
        asked = self._asked_lead(news)
        return self.occasions.of(news, wish.reader, wish.lead_days if asked is None else asked)

    def _reminders(self, news: News, occasion: Occasion) -> set[tuple[int, str]]:
        """Return the reminders of which one that was given makes this one needless."""
        about = occasion.closes_on
        if self._asked_lead(news) is not None:
            about = asked_reminder(about)
        return {(entry, about) for entry in news.entries}

    def is_known(self, news: News) -> bool:
        """Whether the subscriber was told of it, as itself or on another's card."""
        known = self.known
        if news.entries & known.opportunities or news.revision_id in known.revisions:
            return True
        # It may have stood on the card of another one that is gone since; what staff have parted
        # from that one was never told as what it is.
        return not news.separated and news.opportunity_id in known.told

    def _told_again(
        self,
        wish: Wish,
        news: News,
        only: Sequence[Reason] = (Reason.OVER, Reason.EVENT, Reason.CHANGED, Reason.CLOSING),
    ) -> Selected | None:
        """Return what is different for somebody who was told of it."""
        known, change = self.known, self.compare(news, self.known, wish.reader)
        occasion = self._occasion(wish, news)
        own, due = occasion.own, occasion.reasons
        changes = tuple(change.sentences)
        reopened = False
        if occasion.over:
            holds = {Reason.OVER: self._went_on(news, change.before, wish.reader)}
        else:
            reopened = self._goes_on_again(news, own, change)
            again = self._again(news, own, change)
            opened = self._opened(news, own, change.before, wish.reader)
            if opened:
                changes = tuple(one for one in changes if not one.startswith(_STATUS))
            changes = (*again, *opened, *changes)
            reminded = self._reminders(news, occasion)
            holds = {
                Reason.EVENT: Reason.EVENT in due and news.entries.isdisjoint(known.events),
                Reason.CHANGED: bool(changes),
                Reason.CLOSING: Reason.CLOSING in due and known.reminders.isdisjoint(reminded),
            }
        reasons = tuple(reason for reason in only if holds.get(reason))
        if not reasons:
            return None
        found = self._selected(wish, news, occasion, reasons, changes)
        was_on = _was_on(news, change.before) if news.values.cancelled else None
        return replace(found, was_on=was_on, reopened=reopened and Reason.CHANGED in reasons)

    def _went_on(self, news: News, before: Values | None, reader: Reader) -> bool:
        """Whether the subscriber must believe that what is over goes on."""
        if before is None or not news.entries.isdisjoint(self.known.ended):
            return False
        seen = (before, own_values(before, reader))
        return not any(is_past(values, self.today) for values in seen)

    def _goes_on_again(self, news: News, own: Values, change: Difference) -> bool:
        """Whether it surely goes on, and the subscriber believes that it does not."""
        ended = not news.entries.isdisjoint(self.known.ended)
        stands = change.before.status_on(self.today) if change.before else None
        stopped = stands in (OpportunityStatus.CLOSED, OpportunityStatus.SUSPENDED)
        return (ended or stopped) and _surely_ahead(own, self.today)

    def _again(self, news: News, own: Values, change: Difference) -> tuple[str, ...]:
        """Say that it goes on after all, where the subscriber believes that it does not."""
        ended = not news.entries.isdisjoint(self.known.ended)
        if ended and self._left_over(news, change):
            return ()
        stands = change.before.status_on(self.today) if change.before else None
        stopped = stands in (OpportunityStatus.CLOSED, OpportunityStatus.SUSPENDED)
        saying = (NEW_ROUND, NEW_DAY, *([EXTENDED] if stands is OpportunityStatus.CLOSED else []))
        said = any(sentence.startswith(saying) for sentence in change.sentences)
        if said or not self._goes_on_again(news, own, change):
            return ()
        if own.kind == Kind.EVENT:
            return ("Der Termin steht wieder an",)
        return ("Wieder offen" if stopped else "Wieder veröffentlicht",)

    def _opened(
        self, news: News, own: Values, before: Values | None, reader: Reader
    ) -> tuple[str, ...]:
        """Say that what was announced when the subscriber heard of it is open now."""
        told_on = self.known.told_on.get(news.opportunity_id)
        if told_on is None or before is None or own.kind == Kind.EVENT:
            return ()
        then = own_values(before, reader)
        stood = then.status_on(told_on), own.status_on(self.today)
        if stood != (OpportunityStatus.FORECASTED, OpportunityStatus.OPEN):
            return ()
        if not _opening_stated(own, then, self.today):
            return ()
        ends = own.next_deadline(self.today)
        return (f"{OPENED}, Frist {short_day(ends[0])}" if ends else OPENED,)

    def _begun_since_told(self, news: News) -> bool:
        """Whether a day on which it opens lies between what the subscriber heard and today."""
        told_on = self.known.told_on.get(news.opportunity_id, self.today)
        return any(
            one.field is Field.OPENS and told_on.isoformat() < str(one.value)
            for one in news.values.statements
            if one.sure and str(one.value) <= self.today.isoformat()
        )

    def _left_over(self, news: News, change: Difference) -> bool:
        """Whether it is what another source goes on saying beside the one that ended it."""
        gone = news.entries - {one.id for one in news.parts}
        # A comma that is corrected is no word that it takes place.
        speaks = change.sentences or any(one.id not in self.known.told for one in news.parts)
        return not speaks and not gone.isdisjoint(self.known.ended)

    def _selected(
        self,
        wish: Wish,
        news: News,
        occasion: Occasion,
        reasons: tuple[Reason, ...],
        changes: tuple[str, ...] = (),
        *,
        along: bool = False,
    ) -> Selected:
        stated = dict.fromkeys(topic for one in (news, *news.asked) for topic in one.values.topics)
        topics = tuple(t for t in wish.topics if t in stated) if wish.topics else tuple(stated)
        again = any((news.revision_id, reason.value, "") in self.known.items for reason in reasons)
        return Selected(
            news=news,
            reasons=reasons,
            topic=topics[0] if topics else "",
            explanation=self.explain(wish, news, topics),
            changes=changes,
            closes_on=occasion.closes_on,
            again_on=self.today.isoformat() if again else "",
            along=along,
            reader=wish.reader,
            announced=occasion.announced,
            remembered=Reason.CLOSING in reasons and self._asked_lead(news) is not None,
        )


def _opening_stated(own: Values, then: Values, today: date) -> bool:
    """Whether somebody says that it opened: that a day to come is named no more says nothing."""
    if own.opens_on is not None or own.stated_status == "open":
        return True
    doubted = any(
        one.standing is Standing.CONTESTED or str(one.value) > today.isoformat()
        for one in own.statements
        if one.field is Field.OPENS and one.standing is not Standing.REJECTED
    )
    return not doubted and then.opens_on is not None and then.opens_on <= today


def _was_on(news: News, before: Values | None) -> date | None:
    return news.values.event_starts_on or (before.event_starts_on if before else None)


def _for_the_first_time(due: tuple[Reason, ...], wish: Wish, news: News) -> tuple[Reason, ...]:
    """Return the reasons for whom it is new.

    A first issue is what is there: new in it is only what came after it was asked for, and what
    came before and is not surely open stays out of it.
    """
    others = tuple(one for one in due if one is not Reason.OPEN)
    if wish.asked_on is None:
        latest = news.news_on if news.changes else news.first_published_on
        # What came on that very day may have come after the first issue.
        if wish.made_on is not None and latest < wish.made_on:
            others = tuple(one for one in others if one is not Reason.NEW)
            return others or tuple(one for one in due if one is Reason.OPEN)
        return others or due
    if Reason.NEW in due and news.first_published_on > wish.asked_on:
        return others
    others = tuple(one for one in others if one is not Reason.NEW)
    return (Reason.OPEN, *others) if Reason.OPEN in due else others


def _closes_on(values: Values, today: date) -> str:
    coming = values.next_day(today)
    return coming.isoformat() if coming else ""


def _closing(values: Values, today: date, lead: timedelta) -> bool:
    """Whether it may end soon: of two contested days the earlier one is the one to be told."""
    left = days_left(values, today)
    return left is not None and left <= lead.days


def days_left(values: Values, today: date) -> int | None:
    """Return the days until it may end; None where no day is known, or where it is suspended."""
    coming = values.next_day(today)
    suspended = values.status_on(today) is OpportunityStatus.SUSPENDED
    return None if coming is None or suspended else (coming - today).days


def _open(values: Values, today: date) -> bool:
    """Whether it is open now or announced, however long it has been.

    A programme stands until it is withdrawn; a call of which no day is known may be long over.
    """
    if values.kind == Kind.EVENT:
        return False
    undated = values.status_on(today) is OpportunityStatus.UNKNOWN
    return _surely_ahead(values, today) or (undated and values.kind == Kind.PROGRAMME)


def _surely_ahead(values: Values, today: date) -> bool:
    """Whether what stands says that it goes on; silence does not."""
    if values.kind == Kind.EVENT:
        return values.event_starts_on is not None
    ahead = (OpportunityStatus.OPEN, OpportunityStatus.FORECASTED)
    return values.status_on(today) in ahead
