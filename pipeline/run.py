"""Run: the order of the steps, and nowhere else.

    raw entry → parts → claims → topics → values → changes → publish or ask

The same input read by the same rules changes nothing and writes nothing.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import Engine

from crawlers.items import RawEntry
from crawlers.source import Source
from db.engine import reading, writing
from pipeline.changes import changes_between
from pipeline.entry import Part, readable_parts, subject_matter
from pipeline.reading import read
from pipeline.reading.areas import Gazetteer, read_areas
from pipeline.reading.prose import Prose
from pipeline.review import judge
from pipeline.settle import settle
from pipeline.step import Outcome, PartClaim, Pending, Reading, Step
from pipeline.store import load_pending, pending_ids, store
from pipeline.themes import Topic, topics_of

BATCH = 200

Progress = Callable[[int, int], None]  # entries done, entries in all


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """Everything that reading depends on besides the entry itself."""

    sources: Mapping[str, Source]
    topics: tuple[Topic, ...]
    gazetteer: Gazetteer
    edition: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ProcessReport:
    """What a run of the pipeline did, counted by source."""

    outcomes: Mapping[str, Counter[Outcome]] = field(default_factory=dict)
    questions: Mapping[str, int] = field(default_factory=dict)

    def total(self, outcome: Outcome) -> int:
        """Return how many entries ended this way, over all sources."""
        return sum(counter[outcome] for counter in self.outcomes.values())


def anything_waits(engine: Engine, edition: str) -> bool:
    """Whether some entry is new, changed, or was read by older rules."""
    with reading(engine) as session:
        return bool(pending_ids(session, edition))


def process(
    engine: Engine, rules: Rules, now: datetime, progress: Progress = lambda _done, _all: None
) -> ProcessReport:
    """Read every entry that is new, changed, or was read by older rules; store what came out.

    Each batch is one transaction, so an interrupted run goes on where it stopped.
    """
    outcomes: defaultdict[str, Counter[Outcome]] = defaultdict(Counter)
    questions: Counter[str] = Counter()
    with reading(engine) as session:
        waiting = pending_ids(session, rules.edition)
    for start in range(0, len(waiting), BATCH):
        with writing(engine) as session:
            steps = [
                decide(pending, rules)
                for pending in load_pending(session, waiting[start : start + BATCH])
                if pending.raw.source in rules.sources
            ]
            asked = store(session, steps, rules.edition, now)
        for step, count in zip(steps, asked, strict=True):
            outcomes[step.pending.raw.source][step.outcome] += 1
            questions[step.pending.raw.source] += count
        progress(min(start + BATCH, len(waiting)), len(waiting))
    return ProcessReport(outcomes=outcomes, questions=questions)


def decide(pending: Pending, rules: Rules) -> Step:
    """Read one entry and say what it means for what stands. Pure: no database, no clock."""
    result = read_entry(pending.raw, rules)
    old = pending.old
    if old is None:
        return Step(pending=pending, reading=result, outcome=Outcome.NEW, changes=())
    if pending.read_with == rules.edition:
        baseline = old
    elif pending.old_raw == pending.raw:
        # Nothing moved but our own rules: no news, whatever they find now.
        changes = changes_between(old, result.values)
        outcome = Outcome.REREAD if changes else Outcome.SAME
        return Step(pending=pending, reading=result, outcome=outcome, changes=changes)
    else:
        # Both moved: what the new rules see in the old text is not the publisher's doing.
        baseline = read_entry(pending.old_raw, rules).values if pending.old_raw else old
    changes = changes_between(baseline, result.values)
    if any(change.material for change in changes):
        outcome = Outcome.CHANGED
    else:
        outcome = Outcome.COSMETIC if changes or baseline != old else Outcome.SAME
    return Step(pending=pending, reading=result, outcome=outcome, changes=changes)


def read_entry(raw: RawEntry, rules: Rules) -> Reading:
    """Read one entry: the steps in their order."""
    source = rules.sources[raw.source]
    parts = readable_parts(raw)
    claims = tuple(claim for part in parts for claim in read_part(part, raw, rules))
    topics = read_topics(raw, rules)
    settled = settle(raw, source, tuple(found.claim for found in claims), topics)
    verdict = judge(settled.values, settled.questions)
    return Reading(values=settled.values, claims=claims, verdict=verdict)


def read_part(part: Part, raw: RawEntry, rules: Rules) -> list[PartClaim]:
    """Return every claim in one part of an entry."""
    found = list(read(part.text, published_on=raw.published_on, language=raw.language))
    if not raw.given.areas:
        within = rules.sources[raw.source].area
        found += read_areas(Prose.of(part.text), rules.gazetteer, within)
    return [PartClaim(part=part.label, claim=part.without_label(claim)) for claim in found]


def read_topics(raw: RawEntry, rules: Rules) -> tuple[str, ...]:
    """Return the ids of the topics an entry belongs to, the weightiest first."""
    return tuple(match.topic for match in topics_of(raw.title, subject_matter(raw), rules.topics))
