"""Planning: who gets which mail in an issue, written down before anything is sent."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from functools import partial

from sqlalchemy import Engine, select
from sqlalchemy.exc import IntegrityError

from db.actors import Actors, AreaContact
from db.deliveries import Delivery, DigestIssue
from db.engine import reading, writing
from db.subscribers import Subscriber
from db.vocabulary import Cadence
from notifier.digest.compose import Composer
from notifier.digest.explanation import Explainer, Places
from notifier.ledger import known_to, write_delivery
from notifier.mail.message import MessageError, message_bytes
from notifier.mail.sender import Sender
from notifier.news.history import History
from notifier.news.known import Known
from notifier.news.load import load_news
from notifier.news.match import NewsIndex
from notifier.news.select import LOOK_BACK, Selected, SourceFacts, Wish, select_news
from notifier.recipients import Candidate, candidates, may_get_mail


class Planned(StrEnum):
    """What became of one subscriber."""

    PLANNED = "planned"
    NOTHING = "nothing"  # nothing to tell, or no mail wanted any more
    ALREADY = "already"  # planned before, by this run or another
    IMPOSSIBLE = "impossible"  # no mail can be written; a problem says why


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanCounts:
    """What a planning run did. `problems` are German sentences for staff."""

    planned: int = 0
    nothing: int = 0
    already: int = 0
    problems: tuple[str, ...] = ()


def plan(
    engine: Engine,
    *,
    cadence: Cadence,
    on: date,
    now: datetime,
    sender: Sender,
    places: Places,
    sources: Mapping[str, SourceFacts],
    topics: Mapping[str, str],
    actors: Actors | None = None,
    contacts: Callable[[str], Sequence[AreaContact]] = lambda _area: (),
) -> PlanCounts:
    """Write down the issue of a cadence and local day: one commit per mail.

    `places` is the area tree, `sources` the facts by slug, `topics` the German labels by
    topic id, `actors` the present names of funders, `contacts` whom to ask in an area. Doing
    it again changes nothing; after a crash it goes on with whoever is
    missing.
    """
    issue_id, finished = _issue(engine, cadence, on, now)
    if finished:
        return PlanCounts()
    with reading(engine) as session:
        news = load_news(session, sources, on, LOOK_BACK[cadence])
        asking = candidates(session, cadence, places)
    index = NewsIndex(news, places.covers)
    planner = _Planner(
        engine=engine,
        issue_id=issue_id,
        look_back=LOOK_BACK[cadence],
        index=index,
        explain=Explainer(places, topics),
        history=History(on, partial(_area_name, places)),
        composer=Composer.of_issue(sender, cadence, on, now, topics, actors, contacts, sources),
        problems=[problem for one in asking for problem in one.problems],
    )
    outcomes = Counter(planner.plan_for(candidate) for candidate in asking)
    with writing(engine) as session:
        session.get_one(DigestIssue, issue_id).planned_at = now
    unknown = [f"Das Fördergebiet {area} ist unbekannt." for area in sorted(index.unknown_areas)]
    return PlanCounts(
        planned=outcomes[Planned.PLANNED],
        nothing=outcomes[Planned.NOTHING],
        already=outcomes[Planned.ALREADY],
        problems=(*planner.problems, *unknown),
    )


def _issue(engine: Engine, cadence: Cadence, on: date, now: datetime) -> tuple[int, bool]:
    """Return the id of the issue, made where it is missing, and whether it is all planned."""
    this = select(DigestIssue.id, DigestIssue.planned_at).where(
        DigestIssue.cadence == cadence, DigestIssue.issued_on == on
    )
    with reading(engine) as session:
        row = session.execute(this).one_or_none()
    if row is None:
        try:
            with writing(engine) as session:
                session.add(DigestIssue(cadence=cadence, issued_on=on, created_at=now))
        except IntegrityError:
            pass  # another planner was a moment quicker
        with reading(engine) as session:
            row = session.execute(this).one()
    return row.id, row.planned_at is not None


def _area_name(places: Places, key: str) -> str:
    """Return the German name of an area; a key that nobody knows any more stays a key."""
    try:
        return places.label(key)
    except LookupError:
        return key


@dataclass(frozen=True, slots=True, kw_only=True)
class _Planner:
    """Everything that the mails of one issue share."""

    engine: Engine
    issue_id: int
    look_back: timedelta
    index: NewsIndex
    explain: Explainer
    history: History
    composer: Composer
    problems: list[str]

    def plan_for(self, candidate: Candidate) -> Planned:
        """Plan one subscriber's mail, or say why there is none."""
        try:
            return self._plan_for(candidate)
        except MessageError as error:
            self.problems.append(f"Abonnent {candidate.subscriber_id}: {error}")
            return Planned.IMPOSSIBLE

    def _plan_for(self, candidate: Candidate) -> Planned:
        """Look, decide and write in one transaction."""
        with writing(self.engine) as session:
            # The lock makes planners of other issues wait, so that both know what was told.
            subscriber = session.scalar(
                select(Subscriber)
                .where(Subscriber.id == candidate.subscriber_id, may_get_mail())
                .with_for_update(of=Subscriber)
            )
            if subscriber is None:
                return Planned.NOTHING
            mine = select(Delivery.id).where(
                Delivery.issue_id == self.issue_id, Delivery.subscriber_id == subscriber.id
            )
            if session.scalar(mine) is not None:
                return Planned.ALREADY
            known = known_to(session, subscriber.id)
            selected = select_news(
                candidate.wishes,
                self.index,
                known,
                today=self.composer.editor.on,
                look_back=self.look_back,
                explain=self.explain,
                compare=partial(self.history.difference, session),
            )
            if not selected:
                return Planned.NOTHING
            left = self._left(candidate.wishes, known, selected)
            write_delivery(session, *self._delivery(subscriber, candidate, selected, left))
        return Planned.PLANNED

    def _left(self, wishes: Sequence[Wish], known: Known, selected: Sequence[Selected]) -> int:
        """Return how much of what is open a first issue cannot hold."""
        first = [wish for wish in wishes if wish.first]
        taken = sum(one.news.stock and not one.along for one in selected)
        return self.index.stock_left(first, known.opportunities) - taken if first else 0

    def _delivery(
        self, subscriber: Subscriber, candidate: Candidate, selected: list[Selected], left: int
    ) -> tuple[Delivery, list[Selected]]:
        """Return the mail and what stands in it."""
        digest, letter = self.composer.compose(subscriber, candidate.wishes, selected, left)
        delivery = Delivery(
            issue_id=self.issue_id,
            subscriber_id=subscriber.id,
            recipient=letter.envelope_recipient,
            subject=digest.subject,
            message_id=letter.message_id,
            message=message_bytes(letter),
            item_count=len(digest.items),
            planned_at=self.composer.now,
        )
        return delivery, [item.selected for item in digest.items]
