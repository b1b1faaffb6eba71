"""Checkup: what is known of a source, put beside what a visit brought, for the judgement."""

from __future__ import annotations

from collections.abc import Iterator, Set
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from crawlers.edition import crawlers_edition
from crawlers.items import Kind, RawEntry, digest
from crawlers.source import Source
from db import findings
from db.crawls import CrawlRun
from db.opportunities import Opportunity, Revision
from db.queries.source_health import good_runs, news_days
from db.values import from_json
from db.vocabulary import FindingKind, Presence, RunOutcome
from landbote.clock import local_date
from landbote.intake import BATCH, newest_digests, newest_entries, read_entries
from pipeline.visit.health import (
    USUAL_RUNS,
    Fault,
    Fields,
    Observed,
    compare,
    examine,
    filled,
    silence,
)
from pipeline.visit.presence import ended

# News ages out of every list; these are expected to stay until their time has come.
LASTING = frozenset({Kind.PROGRAMME, Kind.CALL, Kind.PRIZE, Kind.EVENT})


@dataclass(frozen=True, slots=True, kw_only=True)
class Brought:
    """What a visit brought: its file, and the keys of what stands on unchanged pages."""

    file: Path
    kept: Set[str] = frozenset()


@dataclass(slots=True)
class _Listed:
    """The entries of a visit while they are read."""

    keys: set[str] = field(default_factory=set)
    lasting: set[str] = field(default_factory=set)
    same: list[frozenset[str]] = field(default_factory=list)
    changed: dict[str, frozenset[str]] = field(default_factory=dict)

    def add(self, entry: RawEntry, *, same: bool, known: bool) -> None:
        """Take an entry in; one that is new has nothing to be compared with."""
        self.keys.add(entry.key)
        if entry.kind in LASTING:
            self.lasting.add(entry.key)
        if same:
            self.same.append(filled(entry))
        elif known:
            self.changed[entry.key] = filled(entry)


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """The keys of all that a visit listed, and what speaks against it."""

    listed: frozenset[str]
    fault: Fault | None


def check(
    session: Session, source: Source, brought: Brought, *, today: date, live: bool
) -> Checked:
    """Judge a visit by its source's history. Raises IntakeError for a line that is no entry."""
    digests = newest_digests(session, source.slug)
    listed = _read(session, source, brought, digests)
    there = digests.keys() - _away(session, source.slug)
    runs = good_runs(session, source.slug, limit=USUAL_RUNS)
    # Where our own spider is another, the entries may have another shape for that reason.
    same_spider = bool(runs) and runs[-1].read_with == crawlers_edition()
    observed = Observed(
        entries=len(listed.keys),
        came=len(there & listed.lasting),
        stayed_away=_expected(session, source.slug, there - listed.keys, today),
        usual=[run.entries for run in runs],
        complete=source.complete,
        plausible=source.expected if live else None,
        fields=_fields(session, source, listed) if same_spider else None,
    )
    return Checked(listed=frozenset(listed.keys), fault=examine(observed))


def note_health(
    session: Session, source: Source, run: CrawlRun, kind: FindingKind | None, now: datetime
) -> None:
    """Open, confirm or clear the findings of a source after a run; `kind` None is a good run."""
    if kind is not None:
        findings.note(session, source.slug, kind, run.reason, source.homepage, now)
        return
    quiet = silence(news_days(session, source.slug), local_date(now))
    findings.clear(session, source.slug, now, keep=quiet.kind if quiet else None)
    if quiet:
        findings.note(session, source.slug, quiet.kind, quiet.reason, source.homepage, now)


def kind_of(outcome: RunOutcome) -> FindingKind | None:
    """Return the finding that a run's outcome is, None for a good one."""
    good = outcome in (RunOutcome.OK, RunOutcome.UNCHANGED)
    return None if good else FindingKind(outcome.value)


def _read(session: Session, source: Source, brought: Brought, digests: dict[str, str]) -> _Listed:
    listed = _Listed()
    for payload, entry in read_entries(source.slug, brought.file):
        known = digests.get(entry.key)
        listed.add(entry, same=known == digest(payload), known=known is not None)
    for entry in newest_entries(session, source.slug, brought.kept - listed.keys):
        listed.add(entry, same=True, known=True)
    return listed


def _fields(session: Session, source: Source, listed: _Listed) -> Fields:
    def pairs() -> Iterator[tuple[frozenset[str], frozenset[str]]]:
        yield from ((fields, fields) for fields in listed.same)
        for old in newest_entries(session, source.slug, listed.changed):
            yield filled(old), listed.changed[old.key]

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
