"""Load: what the database has to tell, as records for the selection."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from functools import cache, partial
from itertools import chain
from typing import Any

from sqlalchemy import Select, and_, bindparam, exists, or_, select
from sqlalchemy.orm import Session, aliased, defer

from crawlers.items import Kind
from db.base import UtcDateTime
from db.chunks import chunks
from db.deliveries import DeliveryItem
from db.full_text import closed_sources, outward
from db.identities import GroupMember
from db.labels import SUBJECTS, statement_shown
from db.local_date import local_date
from db.merged_values import merged
from db.opportunities import Opportunity, Revision
from db.queries.groups import Group, families, gone_mates, groups, separations
from db.statements import Standing
from db.subscribers import Subscription
from db.values import Values, from_json
from db.vocabulary import OVER, Origin, Presence, Reason, Visibility, Withdrawal
from notifier.digest.whereabouts import Places
from notifier.marks import Marks
from notifier.news.history import FIRST, STAFF, plain
from notifier.news.select import (
    CLOSING_WITHIN,
    LONGEST_LEAD,
    Elsewhere,
    Member,
    News,
    SourceFacts,
    Wish,
    days_left,
    due_reasons,
    from_near_to_far,
    is_past,
)

NOTHING_MARKED = Marks()
NEVER_KEPT_OUT: Mapping[int, tuple[date, ...]] = {}

# For so long somebody whom no mail could reach hears of what changed or ended.
REMEMBERED = timedelta(days=120)


KeptOut = Mapping[int, tuple[date, ...]]  # the days of issues an entry was held back from


def load_news(
    session: Session,
    sources: Mapping[str, SourceFacts],
    on: date,
    look_back: timedelta,
    marks: Marks = NOTHING_MARKED,
    kept_out: KeptOut = NEVER_KEPT_OUT,
) -> list[News]:
    """Return everything that may be told on a day: what is put first, then from near to far.

    What the desk holds back (`marks`) is not among it.
    """
    return marked(unmarked_news(session, sources, on, look_back, kept_out), marks, on)


def marked(found: Iterable[News], marks: Marks, on: date) -> list[News]:
    """Return news in their order, without what the desk holds back and with what it puts first."""
    news = list(found)
    if marks.held or marks.lifted:
        news = [
            replace(one, lifted=not marks.lifted.isdisjoint(one.card))
            for one in news
            if marks.held.isdisjoint(one.card)
        ]
    return sorted(news, key=lambda one: from_near_to_far(one, on))


def unmarked_news(
    session: Session,
    sources: Mapping[str, SourceFacts],
    on: date,
    look_back: timedelta,
    kept_out: KeptOut = NEVER_KEPT_OUT,
    entries: Entries | None = None,
) -> list[News]:
    """Return everything that may be told on a day, before the desk has its say.

    Opportunities of a source that is not among `sources` are left out. What several sources
    have is one piece of news, and so is what may be the same, while staff are asked. What is
    over, or taken out, is among it for a while, for those who were told of it. What the desk
    held back before (`kept_out`) is as new as it was then. With `entries` only what changed since
    they were read is read.
    """
    since = on - REMEMBERED
    parted, gone = separations(session), gone_mates(session)
    closed = closed_sources(session)
    family_of = families(session)
    entry = partial(
        _entry,
        sources=sources,
        separated_at={younger: at for (_older, younger), at in parted.items()},
        separated=frozenset(chain.from_iterable(parted)),
        gone=gone,
        closed=closed,
    )
    # What is over is for those who had it, however long ago its last news was: an entry of a
    # silent first stock never was any.
    found = [entry(row).news for row in _taken_out(session, sources, since)]
    published = (
        map(entry, _published(session, sources))
        if entries is None
        else entries.now(session, sources, entry, (parted, gone, closed))
    )
    for one in _as_one(published, groups(session), on):
        news = _as_new_as_it_was(one, kept_out, look_back)
        due = due_reasons(news, on, look_back, lead=LONGEST_LEAD)
        if news.news_on >= since or due:
            merely_open = set(due) <= {Reason.OPEN, Reason.CLOSING} and Reason.OPEN in due
            relatives = _relatives(news, family_of) if family_of else frozenset()
            ends_in = days_left(news.values, on)
            found.append(replace(news, stock=merely_open, ends_in=ends_in, relatives=relatives))
    return found


def _relatives(news: News, family_of: Mapping[int, frozenset[int]]) -> frozenset[int]:
    found = (family_of[one] for one in news.entries if one in family_of)
    return frozenset(chain.from_iterable(found)) - news.entries


def load_recent(
    session: Session, sources: Mapping[str, SourceFacts], since: datetime, most: int
) -> list[News]:
    """Return what is published and was news since an instant, at most so much, the latest first.

    It is for looking at, not for telling: who was told of it before does not matter.
    """
    query, _present = _entries()
    recent = query.where(
        Opportunity.visibility == Visibility.PUBLISHED,
        Opportunity.presence != Presence.WITHDRAWN,
        Opportunity.news_at >= since,
    )
    closed = closed_sources(session)
    nothing: Mapping[int, Any] = {}
    entry = partial(
        _entry, sources=sources, separated_at=nothing, separated=(), gone=nothing, closed=closed
    )
    entries = map(entry, _rows(session, recent.limit(most), sources))
    return list(_as_one(entries, groups(session), local_date(since)))


def _as_new_as_it_was(news: News, kept_out: KeptOut, look_back: timedelta) -> News:
    """Return news whose age counts from the last issue that it was held back from.

    What was too old to be news in that issue is no newer for having been held back from it.
    """
    days = sorted({day for entry in news.card for day in kept_out.get(entry, ())})
    if not days:
        return news
    first, last = news.first_published_on, news.news_on
    for day in days:
        first = day if first <= day <= first + look_back else first
        last = day if last <= day <= last + look_back else last
    return replace(news, first_published_on=first, news_on=last)


def wish_of(subscription: Subscription, places: Places) -> Wish:
    """Return a subscription as a wish. Raises LookupError for an area that is unknown."""
    area = places.of(subscription.area)
    return Wish(
        area=area.key,
        area_name=area.name if area.is_local else area.official_name,
        topics=_texts(subscription.topics),
        applicants=_texts(subscription.applicants),
        levels=_texts(subscription.levels),
        population=area.population or None if area.is_local else None,
        # What was never stored has none of its defaults yet.
        required=_texts(subscription.required or ()),
        excluded=_texts(subscription.excluded or ()),
        lead_days=subscription.lead_days or CLOSING_WITHIN.days,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Entry:
    """One published entry and the changes of its last news, still as fields."""

    news: News
    changed: tuple[Mapping[str, Any], ...]
    told_at: datetime


class Entries:
    """The published entries as they were read last, for whoever asks for them again and again."""

    def __init__(self) -> None:
        self._held: tuple[object, dict[int, tuple[_Version, _Entry]]] = (None, {})

    def now(
        self,
        session: Session,
        sources: Collection[str],
        make: Callable[[_Row], _Entry],
        besides: object,
    ) -> list[_Entry]:
        """Return them as they stand, the latest news first; `make` reads those that changed.

        `besides` is what it looks at but for the rows themselves.
        """
        looked_at, read = self._held
        versions = _versions(session, sources)
        kept = {
            number: held
            for number, held in (read if looked_at == besides else {}).items()
            if versions.get(number) == held[0]
        }
        query, _present = _entries()
        for some in chunks(versions.keys() - kept.keys()):
            for row in _rows(session, query.where(Opportunity.id.in_(some)), sources):
                kept[row[0].id] = (versions[row[0].id], make(row))
        self._held = (besides, kept)
        return [kept[number][1] for number in versions if number in kept]


def _versions(session: Session, sources: Collection[str]) -> dict[int, _Version]:
    rows = session.execute(
        select(
            Opportunity.id,
            Opportunity.revision_id,
            Opportunity.news_revision_id,
            Opportunity.news_at,
            Opportunity.first_seen_at,
            Opportunity.withdrawn_why,
        )
        .where(Opportunity.source.in_(list(sources)), *_SHOWN)
        .where(Opportunity.revision_id.is_not(None), Opportunity.news_revision_id.is_not(None))
        .order_by(Opportunity.news_at.desc(), Opportunity.id)
    )
    return {number: tuple(version) for number, *version in rows}


def _as_one(entries: Iterable[_Entry], group_of: Mapping[int, Group], on: date) -> Iterator[News]:
    """Yield the news of single entries, then those of the groups."""
    members: dict[int, _Entry] = {}
    for entry in entries:
        if entry.news.opportunity_id in group_of:
            members[entry.news.opportunity_id] = entry
        else:
            yield entry.news
    for group in dict.fromkeys(group_of.values()):
        parts: defaultdict[int, list[_Entry]] = defaultdict(list)
        for member in group:
            if member.id in members:
                parts[member.sure_id].append(members[member.id])
        if parts:
            yield from map(_joined, _cards(list(parts.values()), on))


def _cards(parts: list[list[_Entry]], on: date) -> list[list[list[_Entry]]]:
    """Return the parts of a card, and those that are over by themselves, unless all of them are.

    Last year's call must not hide this year's while it is asked whether they are one, and who
    was told of what is called off hears of it, though what may be the same goes on.
    """
    over = [part for part in parts if is_past(_values(part), on)]
    going_on = [part for part in parts if part not in over]
    return [going_on, *([part] for part in over)] if going_on else [parts]


def _values(part: Iterable[_Entry]) -> Values:
    return merged([entry.news.values for entry in part])


def _joined(parts: Sequence[Sequence[_Entry]]) -> News:
    """Return the news of several entries that are one opportunity, the leading one first.

    Those of the first part are surely the same; of the others it is asked. A change is news
    where what the group shows is what that entry now says. Where the leading entry, or one of
    which it is asked, now says what the others do not, the disagreement is the news; another
    source that departs from the leading one changes nothing. Two sources that report the same
    change are told once.
    """
    group = [entry for part in parts for entry in part]
    asked = [entry.news for part in parts[1:] for entry in part]
    lead, *others = (entry.news for entry in group)
    values = merged([entry.news.values for entry in parts[0]], [entry.values for entry in asked])
    shown = {
        entry.news.revision_id: _shown_changes(
            entry, values, leads=entry is group[0] or entry not in parts[0]
        )
        for entry in group
    }
    newest = max(group, key=lambda e: (bool(shown[e.news.revision_id]), e.told_at))
    changes = shown[newest.news.revision_id]
    teller = newest.news if changes else lead
    echoes = frozenset(revision for revision, said in shown.items() if said == changes)
    return replace(
        lead,
        values=values,
        revision_id=teller.revision_id,
        changes=changes,
        news_on=teller.news_on,
        # What is old in one source is not new in another; what is only asked may be.
        first_published_on=max(
            min(entry.news.first_published_on for entry in part) for part in parts
        ),
        checked=any(entry.news.checked for entry in group),
        elsewhere=tuple(
            Elsewhere(source_title=o.source.title, url=o.values.url, asked=o in asked)
            for o in others
        ),
        other_entries=frozenset(one for entry in group for one in entry.news.entries)
        - {lead.opportunity_id},
        other_revisions=echoes - {teller.revision_id},
        asked=tuple(asked),
        members=tuple(member for entry in parts[0] for member in entry.news.members),
    )


def _shown_changes(entry: _Entry, shown: Values, *, leads: bool) -> tuple[str, ...]:
    own = entry.news.values
    told = _sentences(
        change
        for change in entry.changed
        if plain(shown, str(change["field"])) == plain(own, str(change["field"]))
    )
    contested = dict.fromkeys(
        _disagreement(shown, str(change["field"]))
        for change in entry.changed
        if leads and change.get("material")
    )
    return (*told, *filter(None, contested))


def _disagreement(shown: Values, field: str) -> str:
    """Say what the sources state differently where one of them changed it; "" if they agree."""
    contested = [
        one
        for one in shown.statements
        if one.standing is Standing.CONTESTED and field in (one.subject.value, one.field.value)
    ]
    stated = " oder ".join(dict.fromkeys(map(statement_shown, contested)))
    return f"{SUBJECTS[contested[0].subject]}: Angaben weichen ab: {stated}" if contested else ""


_Row = tuple[Opportunity, Revision, Revision]  # with what stands and the last news
_Version = tuple[Any, ...]  # of all that is read of an entry
_SHOWN = (
    Opportunity.visibility == Visibility.PUBLISHED,
    Opportunity.presence != Presence.WITHDRAWN,
)


def _published(session: Session, sources: Collection[str]) -> Iterator[_Row]:
    query, _present = _entries()
    yield from _rows(session, query.where(*_SHOWN), sources)


def _taken_out(session: Session, sources: Collection[str], since: date) -> Iterator[_Row]:
    """Yield what is not published any more, where somebody was told of it.

    It was withdrawn, or its page now says that it is cancelled or closed and is no call any
    more. What goes on in another source is not over.
    """
    begun = datetime.combine(since, time(), UTC)
    rows = _rows(session, _told_and_gone(), sources, begun=begun)
    for opportunity, shown, news in rows:
        if opportunity.withdrawn_why or from_json(shown.content).stated_status in OVER:
            yield opportunity, shown, news


@cache  # making it takes longer than asking it
def _told_and_gone() -> Select[Opportunity, Revision, Revision]:
    query, present = _entries()
    told = exists().where(DeliveryItem.opportunity_id == Opportunity.id)
    here, there, other = aliased(GroupMember), aliased(GroupMember), aliased(Opportunity)
    goes_on = exists().where(
        here.opportunity_id == Opportunity.id,
        there.sure_id == here.sure_id,
        other.id == there.opportunity_id,
        other.id != Opportunity.id,
        other.visibility == Visibility.PUBLISHED,
        other.presence != Presence.WITHDRAWN,
    )
    begun = bindparam("begun", type_=UtcDateTime)
    withdrawn = Opportunity.presence == Presence.WITHDRAWN
    return query.where(
        told,
        ~goes_on,
        or_(
            and_(withdrawn, Opportunity.absent_since_at >= begun),
            and_(
                ~withdrawn,
                Opportunity.visibility != Visibility.PUBLISHED,
                present.made_at >= begun,
            ),
        ),
    )


@cache
def _entries() -> tuple[Select[Opportunity, Revision, Revision], type[Revision]]:
    present, latest = aliased(Revision), aliased(Revision)
    query = (
        select(Opportunity, present, latest)
        .join(present, present.id == Opportunity.revision_id)
        .join(latest, latest.id == Opportunity.news_revision_id)
        .where(Opportunity.source.in_(bindparam("sources", expanding=True)))
        # Of the last news only what it changed is told; what it said is most of a row.
        .options(defer(present.read), defer(latest.read), defer(latest.content))
        .order_by(Opportunity.news_at.desc(), Opportunity.id)
        .execution_options(yield_per=500)
    )
    return query, present


def _rows(
    session: Session,
    query: Select[Opportunity, Revision, Revision],
    sources: Collection[str],
    **more: object,
) -> Iterator[_Row]:
    asked = {"sources": list(sources), **more}
    return ((one, shown, news) for one, shown, news in session.execute(query, asked))


def _entry(
    row: _Row,
    sources: Mapping[str, SourceFacts],
    separated_at: Mapping[int, datetime],
    separated: Collection[int],
    gone: Mapping[int, frozenset[int]],
    closed: Collection[str],
) -> _Entry:
    opportunity, shown, news = row
    source, number = sources[opportunity.source], opportunity.id
    record = _news(opportunity, shown, news, source, separated_at.get(number), closed)
    return _Entry(
        news=replace(
            record,
            other_entries=gone.get(number, frozenset()),
            separated=number in separated,
        ),
        changed=tuple(news.changes) if news.material and news.cause != FIRST else (),
        told_at=opportunity.news_at or opportunity.first_seen_at,
    )


def _news(
    opportunity: Opportunity,
    shown: Revision,
    news: Revision,
    source: SourceFacts,
    separated_at: datetime | None,
    closed: Collection[str],
) -> News:
    """Make the record: identity and changes of the last news, values of what stands now.

    What staff separated from an older entry could not be told before. What is cancelled was an
    event, though its page is none any more.
    """
    values = outward(shown.content, opportunity.source, closed)
    if values.cancelled:
        values = replace(values, kind=Kind.EVENT.value)
    told_at = opportunity.news_at or opportunity.first_seen_at
    changes = _sentences(news.changes) if news.material and news.cause != FIRST else ()
    # What is told for the first time counts from the day it was let through, by the rules or
    # by staff, which may be a later one than that on which it was found.
    first_at = opportunity.first_seen_at if changes or not news.material else told_at
    by_staff = any(deadline.origin is Origin.STAFF for deadline in values.deadlines)
    return News(
        opportunity_id=opportunity.id,
        revision_id=news.id,
        source=source,
        values=values,
        first_published_on=local_date(max(first_at, separated_at or first_at)),
        news_on=local_date(told_at),
        changes=changes,
        checked=by_staff or STAFF in (shown.cause, news.cause),
        members=(Member(id=opportunity.id, revision_id=shown.id, values=values),),
        withdrawn=Withdrawal(opportunity.withdrawn_why) if opportunity.withdrawn_why else None,
    )


def _sentences(changes: Iterable[Mapping[str, object]]) -> tuple[str, ...]:
    return tuple(
        str(change["sentence"])
        for change in changes
        if change.get("material") and change.get("sentence")
    )


def _texts(values: Iterable[object]) -> tuple[str, ...]:
    return tuple(str(value) for value in values)
