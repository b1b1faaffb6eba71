"""Jobs: what the commands and the schedule both do, each idempotent, each saying what it did."""

from __future__ import annotations

import gc
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from functools import cache, partial
from pathlib import Path

import structlog

from crawlers.items import RawEntry
from crawlers.links import host_of
from crawlers.source import Source
from db import findings, leases
from db.actors import load_actors
from db.change_log import note_changes
from db.engine import reading, writing
from db.labels import statement_shown
from db.local_date import local_date
from db.queries.listing import latest_runs
from db.queries.source_acts import paused_sources
from db.queries.source_health import tries_in_vain
from db.rhythm import REGULAR
from db.statements import Statement
from db.vocabulary import UNFINISHED_RUNS, BounceKind, Cadence, FindingKind, RunOutcome
from landbote.application import Application
from landbote.crawling.crawl import crawl
from landbote.crawling.finish import CrawlResult
from landbote.crawling.order import CrawlOrder, Progress, Reads
from landbote.imprint import imprint_of
from landbote.job_lines import unsent_reason
from landbote.schedule import LastVisit, Plans, due_cadences, next_issue_at
from landbote.webhooks import sending
from landbote.webhooks.calling import call
from landbote.webhooks.sending import Counts
from notifier import outbox
from notifier.at_once import last_at_once, moved_since
from notifier.bounces.boxes import open_box
from notifier.bounces.take_in import take_in
from notifier.findings_letter import plan_findings_letters
from notifier.lateness import (
    LATE_AFTER,
    WATCHED,
    late_issues,
    note_late,
    note_unwanted,
    plan_late_letters,
)
from notifier.mail.transport import transport_for
from notifier.mail_ledgers import DIGESTS, LEDGERS, LETTERS, MailLedger
from notifier.recipients import issued_around, rhythms_asked_for
from notifier.retention import forget_gone, forget_tellers, forget_texts, forget_ways_in
from notifier.selections.members import forget_members
from notifier.selections.send import plan_selections as plan_released
from notifier.subscribing.request import forget_requests
from notifier.unclear import watch_unclear
from notifier.weighing import Issue, Scales, weigh
from pipeline import run as pipeline
from pipeline.desk import sampling
from pipeline.leads import fall_away, hold_back, look_for_leads
from pipeline.run import ProcessReport, read_entry
from web.interfaces.changes import Publisher
from web.webhooks import planning
from web.webhooks.planning import Ground

PROCESS_LEASE = timedelta(minutes=30)
BOUNCES_LEASE = timedelta(minutes=10)


def choose(app: Application, slugs: Sequence[str]) -> list[Source]:
    """Return the named sources, or all that are visited. Raises LookupError naming another."""
    visited = {slug: source for slug, source in app.sources.items() if source.visited}
    for slug in slugs:
        if slug not in visited:
            raise LookupError(f"die Quelle {slug!r} gibt es nicht; siehe landbote sources")
    return [visited[slug] for slug in slugs or visited]


def crawl_sources(
    app: Application,
    chosen: Iterable[Source],
    *,
    replay: Path | None = None,
    accept: bool = False,
    browse: Progress = lambda _source, _pages, _entries: None,
) -> Iterator[CrawlResult]:
    """Crawl sources one after the other; one that another process is crawling is left out.

    So is one whose host this process is visiting for another source: no host is asked by two at
    a time.
    """
    watched, reads = app.watched, _reader(app)
    for source in chosen:
        page = watched.get(source.slug)
        order = CrawlOrder(
            today=app.today,
            limit=app.crawl_limit,
            replay=replay_folder(replay, source.slug),
            contact=app.settings.crawl_contact,
            accept=accept,
            reads=reads,
            browse=browse,
            page=page.to_json() if page else "",
            program=app.crawler,
        )
        host = f"host:{host_of(source.homepage)}"
        with app.alone.at(source.slug) as free, app.alone.at(host) as polite:
            at_once = free and polite
            result = crawl(app.engine, source, order, app.clock, app.holder) if at_once else None
        if result is not None:
            yield result


def _reader(app: Application) -> Reads:
    """Return what reads an entry to judge a visit by; rules are costly and rarely needed.

    What cannot be read says nothing here: no entry may stop a visit.
    """
    rules = cache(lambda: app.rules)

    def read(entry: RawEntry) -> tuple[Statement, ...]:
        try:
            return read_entry(entry, rules()).read
        except Exception:
            return ()

    return read


def replay_folder(replay: Path | None, slug: str) -> Path | None:
    """Return the folder with a source's pages: the given one, or the one named after the source."""
    if replay is None or (replay / "pages.toml").exists():
        return replay
    return replay / slug


def weigh_questions(app: Application) -> int:
    """Weigh what the service desk is asked, as far as anything moved; return how many entries."""
    now = app.clock()
    known = plans(app, local_date(now))
    # What goes out at once waits for nobody.
    due_at = {cadence: next_issue_at(cadence, known, now) for cadence in REGULAR}
    soonest = min(due_at.values())
    return weigh(
        app.engine,
        Scales(places=app.areas, sources=app.sources, actors=load_actors()),
        app.today,
        Issue(
            on=local_date(soonest),
            cadences=tuple(cadence for cadence, at in due_at.items() if at == soonest),
        ),
    )


def process(
    app: Application,
    step: pipeline.Progress = lambda _done, _all: None,
    *,
    silent: bool = False,
) -> ProcessReport | None:
    """Read what was crawled; return None while another process is reading."""
    if not leases.take(app.engine, "process", app.holder, app.clock(), PROCESS_LEASE):
        return None
    try:
        report = _process_entries(app, step, silent=silent)
        # After the entries, so that what is among them is known.
        look_for_leads(app.engine, app.sources, lambda: app.rules, app.clock())
        return report
    finally:
        leases.give_back(app.engine, "process", app.holder)


def _process_entries(app: Application, step: pipeline.Progress, *, silent: bool) -> ProcessReport:
    """Read the entries that wait; rules are costly to make, and mostly nothing does."""
    sources = app.sources
    held = hold_back(app.engine, sources, app.clock())
    waits = pipeline.anything_waits(app.engine, app.edition, app.compares_as, sources)
    if not (held or waits):
        return ProcessReport()
    with seldom_collecting():
        report = pipeline.process(app.engine, app.rules, app.clock(), step, silent=silent)
    note_changes(app.engine, app.clock())
    return report


@contextmanager
def seldom_collecting() -> Iterator[None]:
    """Let Python look for cycles seldom: reading and planning make many objects, hardly a cycle."""
    usual = gc.get_threshold()
    gc.set_threshold(50_000, 20, 20)
    try:
        yield
    finally:
        gc.set_threshold(*usual)


def draw_sample(app: Application) -> int:
    """Draw this week's sample of what is read, if it was not drawn; return how many are asked."""
    topics = {topic.id: topic.label for topic in app.topics}
    shown = partial(
        statement_shown, area_name=app.areas.label, topic_name=lambda id: topics.get(id, id)
    )
    with writing(app.engine) as session:
        sampling.tidy(session, app.clock())
    kinds = {slug: source.trust.value for slug, source in app.sources.items()}
    return sampling.draw(app.engine, kinds, app.clock(), shown)


def plan_digest(
    app: Application, cadence: Cadence, on: date, *, due: bool = True, slot: int = 0
) -> outbox.PlanCounts:
    """Write down who gets which mail in an issue; doing it again changes nothing.

    Without `due` it is for everybody who has the cadence, on whatever day. Where mails come in,
    those that are kept no longer go.
    """
    long_ago = app.clock() - timedelta(days=app.settings.mail_days)
    forget_texts(app.engine, long_ago)
    forget_tellers(app.engine, long_ago)
    fall_away(app.engine, app.clock())
    forget_ways_in(app.engine, app.clock())
    forget_gone(app.engine, app.sender.secret, app.clock(), app.settings.proof_years)
    forget_requests(app.engine, app.clock())
    forget_members(app.engine, app.clock(), app.settings.proof_years)
    imprint = imprint_of(app)
    with seldom_collecting():
        return outbox.plan(
            app.engine,
            cadence=cadence,
            on=on,
            now=app.clock(),
            sender=imprint.sender,
            places=imprint.places,
            sources=imprint.sources,
            topics=imprint.topics,
            actors=imprint.actors,
            contacts=imprint.contacts,
            due=due,
            slot=slot,
            worker=app.holder,
        )


def send_mails(
    app: Application, smtp_url: str, ledgers: Sequence[MailLedger] = LEDGERS
) -> outbox.SendCounts:
    """Send what is due; staff have a finding for as long as nothing goes.

    Raises ValueError for an address that is no mail server's.
    """
    if DIGESTS in ledgers:
        plan_selections(app)
    settings = app.settings
    transport = transport_for(smtp_url, settings.sender_address, lanes=settings.smtp_connections)
    counts = outbox.send(
        app.engine,
        transport,
        worker=app.holder,
        clock=app.clock,
        ledgers=ledgers,
        terms=app.terms,
    )
    _note_delivery(app, counts)
    return counts


def plan_selections(app: Application) -> None:
    """Write down the mails of the selections that regional managers released."""
    for problem in plan_released(app.engine, imprint_of(app), app.clock()):
        structlog.get_logger().warning("selection", problem=problem)


def send_letters(app: Application) -> None:
    """Send the letters that are due, for somebody who waits; without a mail server they stay."""
    if app.settings.smtp_url:
        send_mails(app, app.settings.smtp_url, (LETTERS,))


def read_bounces(app: Application, address: str) -> Mapping[BounceKind, int] | None:
    """Read what came back to a mailbox; None while another process is reading.

    Raises ValueError for what is no mailbox, or cannot be opened.
    """
    if not leases.take(app.engine, "bounces", app.holder, app.clock(), BOUNCES_LEASE):
        return None
    try:
        with open_box(address) as box:
            return take_in(app.engine, box, app.sender, app.clock())
    finally:
        leases.give_back(app.engine, "bounces", app.holder)


def call_webhooks(app: Application) -> Counts:
    """Tell each webhook of what changed, and try again what was not taken."""
    publisher = Publisher(base_url=app.settings.base_url, sources=app.sources)
    ground = Ground(publisher=publisher, concerned_by=app.areas.concerned_by, today=app.today)
    planning.plan(app.engine, ground, app.clock())
    caller = partial(call, loopback=app.settings.webhook_loopback)
    return sending.send(app.engine, caller, app.sender, app.clock)


def next_issues(app: Application) -> dict[Cadence, datetime]:
    """Return when the next issue of each cadence is planned; at once it is at any hour."""
    known, now = plans(app, app.today), app.clock()
    return {cadence: next_issue_at(cadence, known, now) for cadence in REGULAR}


def overdue(app: Application) -> Collection[Cadence]:
    """Return the regular cadences whose issue was due an hour ago and is not planned yet.

    What goes out at once is due as soon as anything moves, so that nothing is late by the hour.
    """
    due = due_cadences(plans(app, app.today), app.clock() - LATE_AFTER)
    return [cadence for cadence in due if cadence in REGULAR]


def watch_delivery(app: Application) -> int:
    """Write to staff about each issue that is late, or unclear, once; return how many are new.

    What is late, or refused for what we are, is a finding for as long as it lasts.
    """
    now, missing = app.clock(), overdue(app)
    with writing(app.engine) as session:
        late = late_issues(session, missing, now)
        note_late(session, late, now)
        note_unwanted(session, now)
        told = plan_late_letters(session, late, app.sender, now)
        return told + watch_unclear(session, app.sender, now)


def _note_delivery(app: Application, counts: outbox.SendCounts) -> None:
    """Open, confirm or clear the finding that no mail goes; no other run says anything."""
    if not (counts.stopped or counts.sent):
        return
    with writing(app.engine) as session:
        if counts.stopped:
            reason, now = unsent_reason(counts), app.clock()
            findings.note(session, findings.MAIL, FindingKind.UNSENT, reason, "", now)
        else:
            findings.clear(session, findings.MAIL, app.clock(), keep=WATCHED)


def plan_findings(app: Application) -> int:
    """Write the day's letters about what is newly wrong; return how many; once a day."""
    with writing(app.engine) as session:
        return plan_findings_letters(
            session,
            on=app.today,
            now=app.clock(),
            sender=app.sender,
            names={slug: source.title for slug, source in app.sources.items()},
        )


def plans(app: Application, today: date) -> Plans:
    """Return who asks for issues when, and which were planned around a day."""
    with reading(app.engine) as session:
        last = last_at_once(session, today)
        return Plans(
            rhythms=rhythms_asked_for(session),
            issued=issued_around(session, today),
            at_once_hour=last.slot if last else None,
            moved=last is None or moved_since(session, last.created_at),
        )


def paused(app: Application) -> Collection[str]:
    """Return the sources that staff paused."""
    with reading(app.engine) as session:
        return paused_sources(session).keys()


def last_visits(app: Application, sources: Iterable[Source]) -> dict[str, LastVisit]:
    """Return when and how each of some sources was last visited, if ever."""
    slugs = {source.slug for source in sources}
    with reading(app.engine) as session:
        return {
            slug: LastVisit(
                started_at=run.started_at,
                ended_at=run.finished_at,
                outcome=RunOutcome(run.outcome),
                tries=tries_in_vain(session, slug) if run.outcome in UNFINISHED_RUNS else 0,
            )
            for slug, run in latest_runs(session, slugs).items()
        }
