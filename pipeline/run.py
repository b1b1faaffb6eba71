"""Run: the order of the steps, and nowhere else.

    raw entry → parts → claims → topics → values → changes → publish or ask
    all entries → which are the same

The same input read by the same rules changes nothing and writes nothing.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import partial
from zoneinfo import ZoneInfo

from sqlalchemy import Engine

from crawlers.items import RawEntry
from crawlers.source import Source
from db.actors import Actors, load_actors
from db.engine import reading, writing
from pipeline.changes import changes_between
from pipeline.decided import Outcome, PartClaim, Pending, Reading, Step
from pipeline.duplicates.comparable import uncompared
from pipeline.duplicates.relate import relate
from pipeline.duplicates.write import RelateReport
from pipeline.guidelines import heard
from pipeline.parts import Part, readable_parts, subject_matter
from pipeline.publication import judge
from pipeline.reading import read
from pipeline.reading.text.prose import Prose
from pipeline.reading.where.areas import Gazetteer, read_areas
from pipeline.settle import settle
from pipeline.store import load_pending, pending_ids, store
from pipeline.themes import Topic, topics_of

BATCH = 200
BERLIN = ZoneInfo("Europe/Berlin")

Progress = Callable[[int, int], None]  # entries done, entries in all


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """Everything that reading depends on besides the entry itself.

    `edition` is the mark of what reads, `compares_as` that of what compares with others.
    """

    sources: Mapping[str, Source]
    topics: tuple[Topic, ...]
    gazetteer: Gazetteer
    edition: str
    compares_as: str = ""
    actors: Actors = field(default_factory=load_actors)

    def area_name(self, key: str) -> str:
        """Return the German name of an area; a key that a newer register dropped stays a key."""
        tree = self.gazetteer.tree
        return tree.label(key) if tree.knows(key) else key


@dataclass(frozen=True, slots=True, kw_only=True)
class ProcessReport:
    """What a run of the pipeline did, counted by source."""

    outcomes: Mapping[str, Counter[Outcome]] = field(default_factory=dict)
    questions: Mapping[str, int] = field(default_factory=dict)
    related: RelateReport = field(default_factory=RelateReport)

    def total(self, outcome: Outcome) -> int:
        """Return how many entries ended this way, over all sources."""
        return sum(counter[outcome] for counter in self.outcomes.values())


def anything_waits(engine: Engine, edition: str, compares_as: str) -> bool:
    """Whether some entry is new, changed, or was read or compared by older rules."""
    with reading(engine) as session:
        return bool(pending_ids(session, edition) or uncompared(session, compares_as))


def process(
    engine: Engine,
    rules: Rules,
    now: datetime,
    progress: Progress = lambda _done, _all: None,
    *,
    silent: bool = False,
) -> ProcessReport:
    """Read every entry that is new, changed, or was read by older rules; store what came out.

    Then compare what is new or changed with the entries of other sources. Each batch is one
    transaction, so an interrupted run goes on where it stopped. `silent` publishes new
    entries without telling anybody of them.
    """
    outcomes: defaultdict[str, Counter[Outcome]] = defaultdict(Counter)
    questions: Counter[str] = Counter()
    with reading(engine) as session:
        waiting = pending_ids(session, rules.edition)
    for start in range(0, len(waiting), BATCH):
        with writing(engine) as session:
            steps = [
                decide(pending, rules, now.astimezone(BERLIN).date())
                for pending in load_pending(session, waiting[start : start + BATCH])
                if pending.raw.source in rules.sources
            ]
            asked = store(session, steps, rules.edition, now, silent=silent)
        for step, count in zip(steps, asked, strict=True):
            outcomes[step.pending.raw.source][step.outcome] += 1
            questions[step.pending.raw.source] += count
        progress(min(start + BATCH, len(waiting)), len(waiting))
    related = relate(engine, rules.sources, rules.actors, rules.compares_as, now)
    return ProcessReport(outcomes=outcomes, questions=questions, related=related)


def decide(pending: Pending, rules: Rules, today: date) -> Step:
    """Read one entry and say what it means for what stands. Pure: no database, no clock."""
    compare = partial(changes_between, today=today, area_name=rules.area_name)
    result = read_entry(pending.raw, rules)
    old = pending.old
    if old is None:
        return Step(pending=pending, reading=result, outcome=Outcome.NEW, changes=())
    if pending.read_with == rules.edition:
        baseline = old
    elif pending.old_raw == pending.raw:
        # Nothing moved but our own rules: no news, whatever they find now.
        changes = compare(old, result.values)
        outcome = Outcome.REREAD if changes else Outcome.SAME
        return Step(pending=pending, reading=result, outcome=outcome, changes=changes)
    else:
        # Both moved: what the new rules see in the old text is not the publisher's doing.
        baseline = read_entry(pending.old_raw, rules).values if pending.old_raw else old
    changes = compare(baseline, result.values)
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
    settled = settle(raw, source, heard(claims), topics)
    publication = judge(settled.values, settled.questions)
    return Reading(values=settled.values, claims=claims, publication=publication)


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
