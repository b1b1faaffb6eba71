"""Planning: who gets which mail in an issue, written down before anything is sent."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import Engine, select
from sqlalchemy.exc import IntegrityError

from db.actors import Actors, AreaContact
from db.deliveries import Delivery, DigestIssue
from db.engine import reading, writing
from db.subscribers import Subscriber
from db.vocabulary import Cadence
from notifier.digest.explanation import Places
from notifier.issue import Chosen, Imprint, Issue
from notifier.ledger import known_to, write_delivery
from notifier.mail.message import MessageError, message_bytes
from notifier.mail.sender import Sender
from notifier.marks import marks_of, write_marks
from notifier.news.select import Selected, SourceFacts
from notifier.recipients import Candidate, may_get_mail


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
    issue_id, finished = _begun(engine, cadence, on, now)
    if finished:
        return PlanCounts()
    imprint = Imprint(
        sender=sender,
        places=places,
        sources=sources,
        topics=topics,
        actors=actors,
        contacts=contacts,
    )
    with reading(engine) as session:
        marks = marks_of(session, issue_id)
        issue = Issue.gathered(session, imprint, cadence, on, now, marks)
    planner = _Planner(
        engine=engine, issue_id=issue_id, issue=issue, problems=[*issue.problems_of_readers]
    )
    outcomes = Counter(planner.plan_for(candidate) for candidate in issue.asking)
    with writing(engine) as session:
        session.get_one(DigestIssue, issue_id).planned_at = now
    return PlanCounts(
        planned=outcomes[Planned.PLANNED],
        nothing=outcomes[Planned.NOTHING],
        already=outcomes[Planned.ALREADY],
        problems=(*planner.problems, *issue.problems_of_news),
    )


def _begun(engine: Engine, cadence: Cadence, on: date, now: datetime) -> tuple[int, bool]:
    """Return the id of the issue, begun where it is missing, and whether it is all planned.

    What the desk has decided until then is fixed with it: a planner that goes on after a crash
    plans the same issue, whatever the desk decides meanwhile.
    """
    this = select(DigestIssue.id, DigestIssue.planned_at).where(
        DigestIssue.cadence == cadence, DigestIssue.issued_on == on
    )
    with reading(engine) as session:
        row = session.execute(this).one_or_none()
    if row is None:
        try:
            with writing(engine) as session:
                begun = DigestIssue(cadence=cadence, issued_on=on, created_at=now)
                session.add(begun)
                session.flush()
                write_marks(session, begun.id, cadence, on)
        except IntegrityError:
            pass  # another planner was a moment quicker
        with reading(engine) as session:
            row = session.execute(this).one()
    return row.id, row.planned_at is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Planner:
    """Writes down the mails of one issue, one commit each."""

    engine: Engine
    issue_id: int
    issue: Issue
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
            chosen = self.issue.choose(session, candidate.wishes, known)
            if not chosen.selected:
                return Planned.NOTHING
            write_delivery(session, *self._delivery(subscriber, candidate, chosen))
        return Planned.PLANNED

    def _delivery(
        self, subscriber: Subscriber, candidate: Candidate, chosen: Chosen
    ) -> tuple[Delivery, list[Selected]]:
        """Return the mail and what stands in it."""
        composer = self.issue.composer
        digest, letter = composer.compose(
            subscriber, candidate.wishes, chosen.selected, chosen.left
        )
        delivery = Delivery(
            issue_id=self.issue_id,
            subscriber_id=subscriber.id,
            recipient=letter.envelope_recipient,
            subject=digest.subject,
            message_id=letter.message_id,
            message=message_bytes(letter),
            item_count=len(digest.items),
            planned_at=composer.now,
        )
        return delivery, [item.selected for item in digest.items]
