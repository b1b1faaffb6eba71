"""Judge: what a visit brought, put beside what is known of its source."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from pathlib import Path

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from crawlers.edition import crawlers_edition
from crawlers.items import RawEntry
from crawlers.source import Source
from db.engine import reading
from db.opportunities import Opportunity, Revision
from db.queries.source_health import good_runs
from db.values import from_json
from db.vocabulary import GOOD_RUNS, Presence, RunOutcome
from landbote.crawling.brought import (
    LASTING,
    Brought,
    IntakeError,
    Line,
    read_brought,
    texts_of,
)
from landbote.crawling.known import Known
from landbote.crawling.moved import moved, renamed
from landbote.crawling.order import CrawlOrder
from landbote.crawling.pages import PageChanges, changes
from landbote.crawling.spawn import Visit
from landbote.crawling.stored import BATCH, newest_entries
from pipeline.visit.emptied import Loss, Substance, judge_losses, loss
from pipeline.visit.health import (
    USUAL_RUNS,
    Fields,
    Observed,
    compare,
    examine,
    filled,
    other_way,
)
from pipeline.visit.presence import ended


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A visit with the outcome that its source's history leaves it, and what may be taken over.

    Only a good outcome may change anything. `listed` holds the keys of all that is there;
    None means that the source said it is as it was.
    """

    visit: Visit
    lines: Sequence[Line] = ()  # to be stored
    shaped: Sequence[Line] = ()  # as they were, but may be built otherwise
    changed: int = 0  # how many of them were there before, with another text
    listed: frozenset[str] | None = None
    pages: PageChanges = field(default_factory=PageChanges)

    @property
    def new(self) -> int:
        """How many of the lines are entries that were not there before."""
        return len(self.lines) - self.changed

    def failed(self, reason: str) -> Judged:
        """Return the visit as one that changes nothing."""
        return Judged(visit=replace(self.visit, outcome=RunOutcome.FAILED, reason=reason))


def judge(engine: Engine, source: Source, order: CrawlOrder, known: Known, visit: Visit) -> Judged:
    """Read what a visit left, and quarantine what its source's own history speaks against."""
    judged = Judged(visit=visit)
    try:
        if visit.outcome is RunOutcome.OK:
            judged = _by_history(engine, source, order, known, visit)
        elif visit.outcome is RunOutcome.UNCHANGED:
            judged = Judged(visit=replace(visit, entries=known.entries))
        if judged.visit.outcome in GOOD_RUNS:
            return replace(judged, pages=changes(visit.pages_file, known.pages))
    except IntakeError as error:
        return judged.failed(f"Die Einträge des Abrufs sind nicht brauchbar: {error}")
    return judged


def _by_history(
    engine: Engine, source: Source, order: CrawlOrder, known: Known, visit: Visit
) -> Judged:
    """Judge a visit by law 2.

    A replay is a part of the source by design, so it is not held to the declared range.
    """
    with reading(engine) as session:
        brought, visit = _recognised(session, source, known, visit)
        for entry in newest_entries(session, source.slug, visit.kept - brought.keys):
            brought.list_same(entry)
        live = order.replay is None
        fault = examine(_observed(session, source, known, brought, today=order.today, live=live))
        losses = [] if order.accept else list(_losses(session, source, order, brought, visit.file))
    fault = (
        other_way(known.way, visit.way, known.read_on, order.today)
        or fault
        or judge_losses(losses, len(known.digests.keys() & brought.keys))
    )
    for one in losses:
        if one.whole and not fault:
            brought.leave_as_it_was(one.key)
            visit = replace(visit, left_out=(*visit.left_out, one.reason))
    visit = replace(visit, entries=len(brought.keys))
    if fault and not order.accept:
        outcome = RunOutcome(fault.kind.value)
        return Judged(visit=replace(visit, outcome=outcome, reason=fault.reason))
    return Judged(
        visit=visit,
        lines=brought.lines,
        shaped=brought.shaped,
        changed=len(brought.changed),
        listed=frozenset(brought.keys),
    )


def _recognised(
    session: Session, source: Source, known: Known, visit: Visit
) -> tuple[Brought, Visit]:
    """Read what was brought, entries under a new address as those that they are."""
    brought = read_brought(source.slug, visit.file, known.digests)
    gone = set(known.digests.keys() - brought.keys - visit.kept)
    fresh = [line for line in brought.lines if line.key not in known.digests]
    if not gone or not fresh:
        return brought, visit
    entries = map(RawEntry.from_line, texts_of(visit.file, fresh))
    keys = moved(session, source, entries, gone, visit.redirects)
    if not keys:
        return brought, visit
    visit = replace(visit, file=renamed(visit.file, keys))
    return read_brought(source.slug, visit.file, known.digests), visit


def _losses(
    session: Session, source: Source, order: CrawlOrder, brought: Brought, file: Path
) -> Iterator[Loss]:
    """Yield what each changed entry said before and says now, both read by today's rules."""
    lines = {line.key: line for line in brought.lines if line.key in brought.changed}
    for old in newest_entries(session, source.slug, lines):
        (text,) = texts_of(file, [lines[old.key]])
        new = RawEntry.from_line(text)
        before, now = (Substance.of(entry, order.reads(entry)) for entry in (old, new))
        yield loss(old.key, before, now)


def _observed(
    session: Session, source: Source, known: Known, brought: Brought, *, today: date, live: bool
) -> Observed:
    there = known.digests.keys() - _away(session, source.slug)
    runs = good_runs(session, source.slug, limit=USUAL_RUNS)
    # Where our own spider is another, the entries may have another shape for that reason.
    same_spider = bool(runs) and runs[-1].read_with == crawlers_edition()
    return Observed(
        entries=len(brought.keys),
        came=len(there & brought.lasting),
        stayed_away=_expected(session, source.slug, there - brought.keys, today),
        usual=[run.entries for run in runs],
        complete=source.complete,
        plausible=source.expected if live else None,
        fields=_fields(session, source.slug, brought) if same_spider else None,
    )


def _fields(session: Session, source: str, brought: Brought) -> Fields:
    def pairs() -> Iterator[tuple[frozenset[str], frozenset[str]]]:
        yield from ((fields, fields) for fields in brought.same)
        for old in newest_entries(session, source, brought.changed):
            yield filled(old), brought.changed[old.key]

    return compare(pairs())


def _away(session: Session, source: str) -> set[str]:
    away = select(Opportunity.key).where(
        Opportunity.source == source, Opportunity.presence != Presence.PRESENT
    )
    return set(session.scalars(away))


def _expected(session: Session, source: str, keys: Set[str], today: date) -> int:
    """Count those that ought to be listed: lasting, and not over by tomorrow."""
    tomorrow = today + timedelta(days=1)
    of_source = (
        select(Opportunity.key, Opportunity.kind, Revision.content)
        .join(Revision, Revision.id == Opportunity.revision_id)
        .where(Opportunity.source == source, Opportunity.presence == Presence.PRESENT)
    )
    wanted = sorted(keys)
    rows = [
        row
        for start in range(0, len(wanted), BATCH)
        for row in session.execute(of_source.where(Opportunity.key.in_(wanted[start:][:BATCH])))
    ]
    expected = [
        kind in LASTING and not ended(from_json(content), tomorrow) for _, kind, content in rows
    ]
    # Entries that nobody has read yet are known by their stored text alone.
    raw = newest_entries(session, source, keys - {key for key, *_ in rows})
    expected += [one.kind in LASTING and not _over(one, tomorrow) for one in raw]
    return sum(expected)


def _over(entry: RawEntry, today: date) -> bool:
    deadlines = entry.given.deadlines
    return bool(deadlines) and all(deadline.on < today for deadline in deadlines)
