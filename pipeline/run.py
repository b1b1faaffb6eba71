"""Run: the order of the steps, and nowhere else.

    raw entry → parts → claims → statements ⊕ decisions → values → changes → publish or ask
    all entries → which are the same

The same input read by the same rules changes nothing and writes nothing. An entry that
cannot be read is set aside as a question to staff, and its batch goes on.
"""

from __future__ import annotations

from collections import Counter, defaultdict, deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import lru_cache, partial

import structlog
from sqlalchemy import Engine
from sqlalchemy.exc import InterfaceError, OperationalError

from crawlers.items import Kind, RawEntry, storable
from crawlers.source import Source
from db.actors import Actors, load_actors
from db.area_tree import AreaTree
from db.changes import Change, changes_between
from db.derive import derive
from db.engine import reading, writing
from db.local_date import local_date
from db.values import Values
from db.vocabulary import OVER, Visibility
from pipeline.budget import TooMuchError, afford_claims, afford_text
from pipeline.claim import Claim, Field
from pipeline.decided import Outcome, Pending, Stands, Step
from pipeline.decisions import Decided, moved, standing, visibility_of
from pipeline.duplicates.comparable import uncompared
from pipeline.duplicates.relate import relate
from pipeline.duplicates.write import RelateReport
from pipeline.guidelines import claims_that_count, is_guideline
from pipeline.losses import losses, no_call_any_more
from pipeline.parts import Part, readable_parts, subject_matter
from pipeline.publication import judge
from pipeline.question import Question
from pipeline.reading import read
from pipeline.reading.text.prose import Prose
from pipeline.reading.time.events import ask_for_day
from pipeline.reading.time.second_reader import Weights, shipped_weights
from pipeline.reading.where.areas import Gazetteer, read_areas
from pipeline.reading.who.funders import FunderNames, read_funders, telling
from pipeline.settle import Reading, questions_of, settle, stand_in_funder
from pipeline.store import load_pending, pending_ids, store
from pipeline.themes import Topic, is_subject, topics_of

BATCH = 200

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
    second: Weights = field(default_factory=shipped_weights)

    def area_name(self, key: str) -> str:
        """Return the German name of an area; a key that a newer register dropped stays a key."""
        tree = self.gazetteer.tree
        return tree.label(key) if tree.knows(key) else key

    @property
    def funder_names(self) -> FunderNames:
        """The names under which texts speak of those who fund."""
        return _funder_names(self.actors, self.gazetteer.tree)


@lru_cache(maxsize=4)
def _funder_names(actors: Actors, tree: AreaTree) -> FunderNames:
    return FunderNames.of(actors, tree)


@dataclass(frozen=True, slots=True, kw_only=True)
class ProcessReport:
    """What a run of the pipeline did, counted by source."""

    outcomes: Mapping[str, Counter[Outcome]] = field(default_factory=dict)
    lost: int = 0  # entries of which nothing could be stored, not even a question
    questions: Mapping[str, int] = field(default_factory=dict)
    related: RelateReport = field(default_factory=RelateReport)

    def total(self, outcome: Outcome) -> int:
        """Return how many entries ended this way, over all sources."""
        return sum(counter[outcome] for counter in self.outcomes.values())


def of_entries(sources: Mapping[str, Source]) -> list[str]:
    """Return the sources whose finds become entries: those of leads are hints to staff."""
    return [slug for slug, source in sources.items() if not source.leads]


def anything_waits(
    engine: Engine, edition: str, compares_as: str, sources: Mapping[str, Source]
) -> bool:
    """Whether some entry is new, changed, or was read or compared by older rules."""
    with reading(engine) as session:
        waits = pending_ids(session, edition, of_entries(sources)) or uncompared(
            session, compares_as
        )
        return bool(waits)


def process(
    engine: Engine,
    rules: Rules,
    now: datetime,
    progress: Progress = lambda _done, _all: None,
    *,
    silent: bool = False,
) -> ProcessReport:
    """Read every entry that is new, changed, or was read by older rules; store what came out.

    Then compare what is new or changed with the entries of other sources. Reading happens
    outside the write lock; each batch is one short transaction, so an interrupted run goes on
    where it stopped. `silent` publishes new
    entries without telling anybody of them.
    """
    outcomes: defaultdict[str, Counter[Outcome]] = defaultdict(Counter)
    questions: Counter[str] = Counter()
    lost = 0
    today = local_date(now)
    with reading(engine) as session:
        waiting = pending_ids(session, rules.edition, of_entries(rules.sources))
    todo, done = deque(waiting), 0
    while todo:
        batch = [todo.popleft() for _ in range(min(BATCH, len(todo)))]
        with reading(engine) as session:
            pending = list(load_pending(session, batch, _log_lost))
        # Reading is costly, hence outside the lock.
        steps = [decide_or_set_aside(one, rules, today) for one in pending]
        stored = list(_store_each(engine, steps, rules, now, silent=silent))
        for step, count in stored:
            if count is None:
                todo.append(step.pending.raw_id)  # somebody was quicker: read it once more
                continue
            outcomes[step.pending.raw.source][step.outcome] += 1
            questions[step.pending.raw.source] += count
            done += 1
        lost += len(batch) - len(stored)
        progress(done, len(waiting))
    related = relate(engine, rules.sources, rules.actors, rules.compares_as, now)
    return ProcessReport(outcomes=outcomes, lost=lost, questions=questions, related=related)


def _store_each(
    engine: Engine, steps: Sequence[Step], rules: Rules, now: datetime, *, silent: bool
) -> Iterator[tuple[Step, int | None]]:
    """Store what was read, and yield each step with the number of its new questions.

    Where a batch is refused its entries are stored one by one, and the one to blame is set
    aside. Nothing is yielded of one that even then cannot be stored.
    """
    try:
        with writing(engine) as session:
            asked = store(session, steps, rules.edition, now, silent=silent)
    except (OperationalError, InterfaceError):
        raise  # a disk or a network is to blame, and no entry
    except Exception as error:
        if len(steps) > 1:
            for step in steps:
                yield from _store_each(engine, [step], rules, now, silent=silent)
        elif steps[0].outcome is Outcome.ASIDE:
            _log_lost(steps[0].pending.raw_id, error)
        else:
            aside = set_aside(steps[0].pending, rules, error)
            yield from _store_each(engine, [aside], rules, now, silent=silent)
        return
    yield from zip(steps, asked, strict=True)


def _log(event: str, raw_id: int, error: Exception) -> None:
    structlog.get_logger().error(event, raw_id=raw_id, reason=repr(error)[:500])


_log_lost = partial(_log, "Rohfund nicht lesbar")


def decide_or_set_aside(pending: Pending, rules: Rules, today: date) -> Step:
    """Read one entry as `decide` does, or set it aside: no entry may stop the others."""
    try:
        return decide(pending, rules, today)
    except Exception as error:
        _log("Eintrag beiseitegelegt", pending.raw_id, error)
        return set_aside(pending, rules, error)


def set_aside(pending: Pending, rules: Rules, error: Exception) -> Step:
    """Keep what stands of an entry that cannot be read, and ask staff to look at it.

    Of one that nobody has read before only what its source gives as values is stored, and
    nobody sees it until a person or a better reading has a say.
    """
    raw = pending.raw
    reason = str(error) if isinstance(error, TooMuchError) else f"{type(error).__name__}: {error}"
    text = f"Dieser Eintrag wurde nicht gelesen. {reason} Was gilt?"
    question = Question(field="reading", text=storable(text))
    if pending.old is None:
        result = settle(raw, rules.sources[raw.source], (), ())
        stands = replace(stand(result, ()), visibility=Visibility.HELD)
    else:
        result = Reading(frame=pending.old, read=pending.old_read, questions=())
        stands = stand(result, pending.decided, pending.raw)
    return Step(
        pending=pending,
        reading=result,
        stands=replace(stands, questions=(*stands.questions, question)),
        outcome=Outcome.ASIDE,
        changes=(),
    )


def decide(pending: Pending, rules: Rules, today: date) -> Step:
    """Read one entry and say what it means for what stands. Pure: no database, no clock.

    Reads are compared with reads: what our own rules or our own staff changed is not told as
    the publisher's doing. Decisions stand over both sides of the comparison.
    """
    compare = partial(changes_between, today=today, area_name=rules.area_name)
    old = pending.old
    result = _read_as_before(pending.raw, rules, old)
    stands = stand(result, pending.decided, pending.raw)
    step = partial(Step, pending=pending, reading=result, stands=stands)
    if old is None or pending.unread:
        return step(outcome=Outcome.NEW, changes=())
    if pending.read_with == rules.edition:
        baseline = derive(old, standing(pending.old_read, pending.decided))
    elif pending.old_raw == pending.raw:
        # Nothing moved but our own rules: no news, whatever they find now.
        outcome = Outcome.SAME if stands.values == old else Outcome.REREAD
        return step(outcome=outcome, changes=compare(old, stands.values))
    else:
        # Both moved: what the new rules see in the old text is not the publisher's doing.
        baseline = _reread(pending, rules) or old
    changes = compare(baseline, stands.values)
    step = partial(step, losses=_losses(baseline, changes, stands, pending.decided, today))
    if any(change.material for change in changes):
        return step(outcome=Outcome.CHANGED, changes=changes)
    same = stands.values == old and result.read == pending.old_read
    return step(outcome=Outcome.SAME if same else Outcome.COSMETIC, changes=changes)


def _read_as_before(raw: RawEntry, rules: Rules, before: Values | None) -> Reading:
    """Read an entry; what says that it is over is still what it was, in a mere notice too.

    So its readers hear that it is over, and other sources of it are still known as such.
    """
    found = read_entry(raw, rules)
    if raw.kind is not Kind.NOTICE or before is None or not _says_over(found):
        return found
    as_before = read_entry(replace(raw, kind=Kind(before.kind)), rules)
    return as_before if _says_over(as_before) else found


def _says_over(found: Reading) -> bool:
    return any(one.field is Field.STATUS and one.sure and one.value in OVER for one in found.read)


def _losses(
    before: Values,
    changes: Sequence[Change],
    stands: Stands,
    decided: Sequence[Decided],
    today: date,
) -> tuple[Question, ...]:
    """Ask about what the source states no more: the whole matter, or single values of it.

    What it says is over needs no values any more.
    """
    if stands.values.stated_status in OVER:
        return ()
    gone = None
    if visibility_of(decided) is None:
        gone = no_call_any_more(before, stands.values, stands.questions, today)
    return losses(changes, stands.questions, before) if gone is None else gone


def _reread(pending: Pending, rules: Rules) -> Values | None:
    """Return what the rules of today see in the old text, None where they cannot read it."""
    if pending.old_raw is None:
        return None
    try:
        return stand(read_entry(pending.old_raw, rules), pending.decided).values
    except Exception as error:
        _log("Früherer Text nicht lesbar", pending.raw_id, error)
        return None


def read_entry(raw: RawEntry, rules: Rules) -> Reading:
    """Read one entry: the steps in their order. Raises TooMuchError past the budget."""
    afford_text(raw)
    claims: list[Claim] = []
    for part in readable_parts(raw):
        claims += read_part(part, raw, rules)
        afford_claims(len(claims))
    claims += read_whom_it_names(raw, rules)
    claims += ask_when_it_is(raw, claims)
    afford_claims(len(claims))
    topics = read_topics(raw, rules)
    return settle(raw, rules.sources[raw.source], claims_that_count(claims), topics)


def stand(reading: Reading, decided: Sequence[Decided], raw: RawEntry | None = None) -> Stands:
    """Set people's decisions over what was read; publish it or ask.

    With the text it is also asked whether it still has the words that people relied on.
    """
    statements = standing(reading.read, decided)
    values = derive(reading.frame, statements)
    questions = (*questions_of(statements), *reading.questions, *moved(reading.read, decided, raw))
    publication = judge(values, tuple(dict.fromkeys(questions)))
    return Stands(
        values=values,
        visibility=visibility_of(decided) or publication.visibility,
        questions=publication.questions,
    )


def read_part(part: Part, raw: RawEntry, rules: Rules) -> list[Claim]:
    """Return every claim in one part of an entry."""
    second = None if raw.kind is Kind.EVENT else rules.second  # an event has days of its own
    found = list(
        read(part.text, published_on=raw.published_on, language=raw.language, second=second)
    )
    if not raw.given.areas:
        within = rules.sources[raw.source].area
        found += read_areas(Prose.of(part.text), rules.gazetteer, within)
    return [part.placed(claim) for claim in found]


def read_whom_it_names(raw: RawEntry, rules: Rules) -> list[Claim]:
    """Return a claim for every body that an entry says funds it.

    Who holds an event is nobody's funder. What the source gives as a value needs no reading.
    """
    if raw.given.funders or raw.kind is Kind.EVENT or raw.language != "de":
        return []
    source, names = rules.sources[raw.source], rules.funder_names
    found = [
        part.placed(claim)
        for part in readable_parts(raw)
        if not is_guideline(part.label)
        for claim in read_funders(Prose.of(part.text), names, source.area)
    ]
    return telling(found, names, stand_in_funder(source))


def ask_when_it_is(raw: RawEntry, claims: Sequence[Claim]) -> list[Claim]:
    """Return a question about the day of an event that neither source nor grammars tell."""
    told = any(claim.field is Field.EVENT_START for claim in claims)
    if raw.kind is not Kind.EVENT or raw.given.event_starts_on or told:
        return []
    for part in readable_parts(raw):
        of_part = [claim for claim in claims if claim.part == part.label]
        asked = ask_for_day(part.stored, of_part, raw.published_on, raw.language)
        if asked:
            return [replace(asked, part=part.label)]
    return []


def read_topics(raw: RawEntry, rules: Rules) -> tuple[str, ...]:
    """Return the ids of the topics an entry belongs to, the weightiest first."""
    subjects = raw.given.subjects
    unknown = [name for name in subjects if not is_subject(name, rules.topics)]
    text = "\n".join((subject_matter(raw), *unknown))
    return tuple(match.topic for match in topics_of(raw.title, text, rules.topics, subjects))
