"""Planning: who gets which mail in an issue, written down before anything is sent.

Readers are taken some at a time. What each is told is chosen and set without any lock; then all of
them are locked, whatever moved beneath is left for another look, and the rest is written in one
commit. So each (issue, subscriber) is once in the ledger, by however many planners at once.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from random import Random

from sqlalchemy import Engine, and_, func, or_, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from db.actors import Actors, AreaContact
from db.deliveries import Delivery, DigestIssue
from db.engine import reading, writing
from db.subscribers import Subscriber
from db.vocabulary import Cadence
from notifier.digest.editor import Digest
from notifier.digest.whereabouts import Places
from notifier.issue import Choices, Chosen, Imprint, Issue
from notifier.ledger import UNTOLD, NewMail, Remembrance, write_deliveries
from notifier.mail.message import Letter, MessageError, message_bytes
from notifier.mail.sender import Sender
from notifier.marks import marks_of, write_marks
from notifier.news.known import Known
from notifier.news.select import SourceFacts
from notifier.recipients import (
    Call,
    Candidate,
    asking,
    candidates,
    issued_around,
    may_get_mail,
    not_paused,
)

AT_A_TIME = 100  # readers: one commit, and all that is in memory of them


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
    due: bool = False,
    slot: int = 0,
    worker: str = "",
) -> PlanCounts:
    """Write down the issue of a cadence and local day, `slot` being the hour of one at once.

    `places` is the area tree, `sources` the facts by slug, `topics` the German labels by
    topic id, `actors` the present names of funders, `contacts` whom to ask in an area. With
    `due` it is for those who are due that day, without it for everybody of that cadence. Doing
    it again changes nothing; after a crash it goes on with whoever is missing. Several may plan
    one issue at once: by their `worker` names they begin at different ends.
    """
    issue_id, finished = _begun(engine, cadence, on, slot, now)
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
        issue = Issue.gathered(session, imprint, cadence, on, now, marks, slot)
        issued = issued_around(session, on) if due else {}
        call = Call(cadence=cadence, on=on, due=due, issued=issued)
        ids = asking(session, call)
    planner = _Planner(
        engine=engine,
        issue_id=issue_id,
        issue=issue,
        call=call,
        places=places,
        choices=Choices(issue),
    )
    for some in _in_own_order(ids, worker):
        planner.plan_for(some)
    with writing(engine) as session:
        session.get_one(DigestIssue, issue_id).planned_at = now
    return PlanCounts(
        planned=planner.outcomes[Planned.PLANNED],
        nothing=planner.outcomes[Planned.NOTHING],
        already=planner.outcomes[Planned.ALREADY],
        problems=(*planner.problems, *issue.problems_of_news),
    )


def _begun(
    engine: Engine, cadence: Cadence, on: date, slot: int, now: datetime
) -> tuple[int, bool]:
    """Return the id of the issue, begun where it is missing, and whether it is all planned.

    What the desk has decided until then is fixed with it: a planner that goes on after a crash
    plans the same issue, whatever the desk decides meanwhile.
    """
    this = select(DigestIssue.id, DigestIssue.planned_at).where(
        DigestIssue.cadence == cadence, DigestIssue.issued_on == on, DigestIssue.slot == slot
    )
    with reading(engine) as session:
        row = session.execute(this).one_or_none()
    if row is None:
        try:
            with writing(engine) as session:
                begun = DigestIssue(cadence=cadence, issued_on=on, slot=slot, created_at=now)
                session.add(begun)
                session.flush()
                write_marks(session, begun.id, cadence, on)
        except IntegrityError:
            pass  # another planner was a moment quicker
        with reading(engine) as session:
            row = session.execute(this).one()
    return row.id, row.planned_at is not None


def _in_own_order(ids: Sequence[int], worker: str) -> Iterator[Sequence[int]]:
    """Yield readers some at a time; two workers seldom meet before the end."""
    starts = list(range(0, len(ids), AT_A_TIME))
    if worker:
        Random(worker).shuffle(starts)
    return (ids[start : start + AT_A_TIME] for start in starts)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Draft:
    """A mail that may be written, if nothing moved since it was set."""

    mail: NewMail
    address: str
    newest: int  # the last mail that its reader had then


@dataclass(frozen=True, slots=True, kw_only=True)
class _Planner:
    """Writes down the mails of one issue."""

    engine: Engine
    issue_id: int
    issue: Issue
    call: Call
    places: Places
    choices: Choices
    remembrance: Remembrance = field(default_factory=Remembrance)
    outcomes: Counter[Planned] = field(default_factory=Counter)
    problems: list[str] = field(default_factory=list)

    def plan_for(self, ids: Sequence[int]) -> None:
        """Plan the mails of some readers; those beneath whom something moved are looked at again.

        One whose mail cannot be written down keeps nobody else from it.
        """
        while ids:
            drafts = self._drafts(ids)
            try:
                ids = self._write(drafts)
            except IntegrityError:
                if len(drafts) == 1:
                    raise
                for draft in drafts:
                    self.plan_for([draft.mail.subscriber_id])
                return

    def _drafts(self, ids: Sequence[int]) -> list[_Draft]:
        """Choose and set the mails of some readers, without any lock."""
        with reading(self.engine) as session:
            # First of all: whatever is planned after this is noticed before anything is written.
            newest = _newest_mails(session, ids)
            planned = self._planned(session, ids)
            self.outcomes[Planned.ALREADY] += len(planned)
            left = [one for one in ids if one not in planned]
            asked = candidates(session, self.call, self.places, left)
            known = self.remembrance.of(session, [one.subscriber_id for one in asked])
            readers = _readers(session, asked)
            quiet = _quiet(session, asked, readers, self.issue.on)
            drafts = []
            for one in asked:
                self.problems.extend(one.problems)
                reader = readers.get(one.subscriber_id)
                chosen = self.choices.of(session, one, known[one.subscriber_id])
                if reader is None or not (chosen.selected or one.subscriber_id in quiet):
                    self.outcomes[Planned.NOTHING] += 1
                elif mail := self._mail(reader, one, chosen, known[reader.id]):
                    at = newest.get(reader.id, 0)
                    drafts.append(_Draft(mail=mail, address=reader.email, newest=at))
        return drafts

    def _mail(
        self, reader: Subscriber, candidate: Candidate, chosen: Chosen, known: Known
    ) -> NewMail | None:
        """Return a mail and what stands in it; None, and why, where none can be written."""
        composer = self.issue.composer
        try:
            if chosen.selected:
                digest, letter = composer.compose(
                    reader, candidate.wishes, chosen.selected, chosen.left
                )
            else:
                digest, letter = composer.nothing_new(reader, candidate.wishes)
            return self._row(reader, digest, letter, known)
        except MessageError as error:
            self.problems.append(f"Abonnent {reader.id}: {error}")
            self.outcomes[Planned.IMPOSSIBLE] += 1
            return None

    def _row(self, reader: Subscriber, digest: Digest, letter: Letter, known: Known) -> NewMail:
        return NewMail(
            subscriber_id=reader.id,
            mail={
                "issue_id": self.issue_id,
                "subscriber_id": reader.id,
                "recipient": letter.envelope_recipient,
                "subject": digest.subject,
                "message_id": letter.message_id,
                "message": message_bytes(letter),
                "item_count": len(digest.items),
                "sources_note": digest.frame.sources_note,
                "planned_at": self.issue.composer.now,
            },
            lines=[
                line for item in digest.items for line in self.choices.lines(item.selected, known)
            ],
        )

    def _write(self, drafts: Sequence[_Draft]) -> list[int]:
        """Write down the mails beneath which nothing moved; return the readers of the others."""
        if not drafts:
            return []
        ids = [draft.mail.subscriber_id for draft in drafts]
        with writing(self.engine) as session:
            # The lock makes planners of other issues wait, so that both know what was told.
            addresses = _locked(session, ids, self.issue.on)
            newest = _newest_mails(session, ids)
            good, moved = [], []
            for draft in drafts:
                number = draft.mail.subscriber_id
                if number not in addresses:
                    self.outcomes[Planned.NOTHING] += 1
                elif (addresses[number], newest.get(number, 0)) == (draft.address, draft.newest):
                    good.append(draft.mail)
                else:
                    moved.append(number)
            write_deliveries(session, good)
        self.outcomes[Planned.PLANNED] += len(good)
        return moved

    def _planned(self, session: Session, ids: Sequence[int]) -> frozenset[int]:
        rows = select(Delivery.subscriber_id).where(
            Delivery.issue_id == self.issue_id, Delivery.subscriber_id.in_(ids)
        )
        return frozenset(session.scalars(rows))


def _newest_mails(session: Session, ids: Sequence[int]) -> Mapping[int, int]:
    rows = session.execute(
        select(Delivery.subscriber_id, func.max(Delivery.id))
        .where(Delivery.subscriber_id.in_(ids))
        .group_by(Delivery.subscriber_id)
    )
    return {reader: newest for reader, newest in rows}


def _locked(session: Session, ids: Sequence[int], on: date) -> Mapping[int, str]:
    """Lock those of some readers who may still get mail, in one order; return their addresses."""
    rows = session.execute(
        select(Subscriber.id, Subscriber.email)
        .where(Subscriber.id.in_(ids), may_get_mail(), not_paused(on))
        .order_by(Subscriber.id)
        .with_for_update(of=Subscriber)
    )
    return {number: email for number, email in rows}


def _readers(session: Session, asked: Iterable[Candidate]) -> Mapping[int, Subscriber]:
    ids = [one.subscriber_id for one in asked]
    rows = session.scalars(select(Subscriber).where(Subscriber.id.in_(ids)))
    return {one.id: one for one in rows}


def _quiet(
    session: Session,
    asked: Iterable[Candidate],
    readers: Mapping[int, Subscriber],
    on: date,
) -> frozenset[int]:
    """Return those who want a sign of life and are due one: last month brought no news at all.

    It comes once a month, with the first issue for them in which there is nothing to tell.
    """
    this_month = on.replace(day=1)
    last_month = (this_month - timedelta(days=1)).replace(day=1)
    waiting = {
        one.subscriber_id
        for one in asked
        if one.asks_since <= last_month
        if (reader := readers.get(one.subscriber_id)) and reader.sign_of_life
    }
    if not waiting:
        return frozenset()
    heard = session.scalars(
        select(Delivery.subscriber_id)
        .join(DigestIssue, DigestIssue.id == Delivery.issue_id)
        .where(Delivery.subscriber_id.in_(waiting), Delivery.state.not_in(UNTOLD))
        .where(
            or_(
                DigestIssue.issued_on >= this_month,
                and_(DigestIssue.issued_on >= last_month, Delivery.item_count > 0),
            )
        )
    )
    return frozenset(waiting.difference(heard))
