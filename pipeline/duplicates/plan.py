"""Plan: what comparing some entries, or a decision about two, changes. Reads, writes nothing.

Only what is touched is looked at: the fresh entries, their block mates, and whatever hangs
together with them by what stands.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from sqlalchemy.orm import Session

from db.identities import RULES
from db.vocabulary import Relation
from pipeline.duplicates import PairVerdict, candidates, compare
from pipeline.duplicates.comparable import Comparable, Grounds, compared_under, load
from pipeline.duplicates.mates import Mates, find_mates
from pipeline.duplicates.questions import Mark, open_questions, what_is_uncompared
from pipeline.duplicates.standing import JOINING, Pair, Restated, Tie, ties_of
from pipeline.duplicates.together import Together, together
from pipeline.question import Question


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """One entry as it was compared, to be remembered; `keys` are its blocks."""

    revision_id: int
    words: str = ""
    keys: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What is to be written, and what it rests on.

    It holds as long as the entries in `revisions` stand at these revisions, those in `gone`
    are not published, and what is said of `touched` are the identities in `read`. Groups and
    questions of `touched` are then those named here and no others.
    """

    restated: Restated
    revisions: Mapping[int, int]
    gone: frozenset[int] = frozenset()
    read: frozenset[int] = frozenset()
    touched: frozenset[int] = frozenset()
    cards: tuple[Together, ...] = ()
    questions: Mapping[Mark, Question] = field(default_factory=dict)
    compared: Mapping[int, Compared] = field(default_factory=dict)
    unsettled: frozenset[int] = frozenset()
    edition: str = ""


def plan_comparison(
    session: Session,
    batch: Mapping[int, int | None],
    grounds: Grounds,
    edition: str,
    later: Collection[int] = (),
    aside: Mapping[int, str] | None = None,
) -> Plan:
    """Plan what new or changed entries are to all others.

    `batch` has for each the revision to compare, None for one to be let go of; `edition` is
    the mark of the rules that compare. What stands with an entry in `later` is left to its
    turn: only then its blocks are known. Those in `aside` are compared with nothing, for the
    reason given, and so is whoever our rules fail on.
    """
    aside = dict(aside or {})
    fresh = load(session, batch, grounds, aside)
    missing = batch.keys() - fresh.keys()
    mates = find_mates(session, {id: one.profile for id, one in fresh.items()}, missing)
    entries = fresh | load(session, mates.ids, grounds, aside)
    rows = ties_of(session, batch)
    known = compared_under(session, fresh, edition)
    ended = {id for id, one in fresh.items() if id in known and one.says_over}
    restated = _restated(rows, verdicts(entries, fresh, mates.crowded), set(later), ended)
    # Who stood with an entry that is let go of stands otherwise now.
    left = {id for tie in rows if not missing.isdisjoint(tie.pair) for id in tie.pair}
    # One of a source that there is no more, or that was set aside, is compared with nothing, once.
    nothing = {id: Compared(revision_id=was) for id, was in batch.items() if was is not None}
    return _plan(
        session,
        grounds,
        restated,
        {*batch, *restated.touched, *left},
        entries,
        aside,
        gone=frozenset(missing - nothing.keys()),
        compared=nothing | {id: _compared(one, mates) for id, one in fresh.items()},
        unsettled=mates.unsettled,
        edition=edition,
    )


def plan_decision(session: Session, restated: Restated, grounds: Grounds) -> Plan:
    """Plan what follows from it that staff say otherwise what two entries are."""
    return _plan(session, grounds, restated, restated.touched, {}, {})


def verdicts(
    entries: Mapping[int, Comparable], fresh: Collection[int], crowded: Collection[str]
) -> dict[Pair, PairVerdict]:
    """Return what fresh entries are to others; who is nothing to another is left out. Pure.

    An error says of which two it came.
    """
    profiles = [entry.profile for entry in entries.values()]
    found: dict[Pair, PairVerdict] = {}
    for one, other in candidates(profiles, fresh, crowded):
        try:
            verdict = compare(one, other)
        except Exception as error:
            error.add_note(f"Verglichen wurden Eintrag {one.id} und Eintrag {other.id}.")
            raise
        if verdict.relation is not Relation.DIFFERENT:
            found[min(one.id, other.id), max(one.id, other.id)] = verdict
    return found


def _restated(
    rows: Collection[Tie],
    found: Mapping[Pair, PairVerdict],
    later: Collection[int],
    ended: Collection[int],
) -> Restated:
    """Bring what the rules say of the fresh entries to the verdicts; what staff say stays.

    What says now that it is over is the same as before, though its page says little more than
    that: it stays with whom these rules tied it to. Other rules, and others that change, do not.
    """
    stands = {
        tie.pair
        for tie in rows
        if tie.by_staff
        or found.get(tie.pair) == PairVerdict(relation=tie.relation, reason=tie.reason)
        or (tie.pair not in found and not set(tie.pair).isdisjoint({*later, *ended}))
    }
    return Restated(
        ended=tuple(tie for tie in rows if tie.pair not in stands),
        stated=tuple(
            Tie(pair=pair, relation=verdict.relation, reason=verdict.reason, by=RULES)
            for pair, verdict in sorted(found.items(), key=lambda item: item[0])
            if pair not in stands
        ),
    )


def _compared(one: Comparable, mates: Mates) -> Compared:
    words = one.profile.title.all_words
    return Compared(revision_id=one.revision_id, words=words, keys=mates.keys[one.id])


def _plan(
    session: Session,
    grounds: Grounds,
    restated: Restated,
    touched: Collection[int],
    known: Mapping[int, Comparable],
    aside: dict[int, str],
    *,
    gone: frozenset[int] = frozenset(),
    compared: Mapping[int, Compared] | None = None,
    unsettled: frozenset[int] = frozenset(),
    edition: str = "",
) -> Plan:
    """Look at all that hangs together with the touched entries, and at what it is shown as."""
    entries = dict(known)
    ties: dict[Pair, Tie] = {}
    read: set[int] = set()
    seen: set[int] = set()
    frontier = set(touched)
    while frontier:
        seen |= frontier
        entries |= load(session, frontier - entries.keys(), grounds, aside)
        rows = ties_of(session, frontier)
        read.update(tie.id for tie in rows if tie.id is not None)
        around = [tie for tie in restated.over(rows, frontier) if tie.relation in JOINING]
        ties |= {tie.pair: tie for tie in around}
        frontier = {
            id
            for tie in around
            if tie.joins and not entries.keys().isdisjoint(tie.pair)
            for id in tie.pair
        } - seen
    shown = [tie for tie in ties.values() if entries.keys() >= set(tie.pair)]
    cards = together(entries, shown)
    return Plan(
        restated=restated,
        revisions={id: one.revision_id for id, one in entries.items()},
        gone=gone,
        read=frozenset(read),
        touched=frozenset(seen),
        cards=cards,
        questions=open_questions(entries, cards, shown)
        | what_is_uncompared({id: aside[id] for id in aside.keys() & seen}),
        compared=compared or {},
        unsettled=unsettled,
        edition=edition,
    )
