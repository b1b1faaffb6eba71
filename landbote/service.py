"""Service: crawls, reading, digests and mail by the clock, and the web pages, in one process.

The scheduler only ticks. What is due is asked of the database at every tick, so that a tick
too many does nothing, one that was missed is made up for, and two services do no harm.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import timedelta
from functools import partial

import structlog
from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.triggers.cron import CronTrigger
from apscheduler.triggers.interval import IntervalTrigger

from crawlers.source import Source
from db import leases
from db.change_log import note_changes
from db.labels import CADENCES
from db.rhythm import slot_of
from db.source_orders import release_orders
from landbote import jobs
from landbote.application import Application
from landbote.clock import BERLIN, local_date
from landbote.crawling.interrupted import end_interrupted, may_be_at_work
from landbote.job_lines import bounces_line, crawl_line, process_line, send_line
from landbote.schedule import (
    AT_ONCE_HOURS,
    DIGEST_AT,
    FINDINGS_AT,
    due_cadences,
    due_sources,
    findings_are_due,
    trigger,
)
from landbote.settings import SettingsError
from landbote.source_orders import carry_out_orders
from landbote.steady_clock import clock_stands, forget_leap
from landbote.webserver import reserve, serve_pages, site_of

HEARD_OF = timedelta(minutes=2)  # how long a sign of life holds

Say = Callable[[str], None]


@dataclass(frozen=True, kw_only=True)
class Service:
    """The jobs of one installation; each may be called at any time, and again."""

    app: Application
    say: Say

    def in_time(self, job: Callable[..., None], *arguments: object) -> None:
        """Do a job, unless the clock says what cannot be."""
        if clock_stands(self.app, self.say):
            job(*arguments)

    def crawl(self, source: Source) -> None:
        """Visit a source if it was due and nobody visited it since, and read what is new."""
        if self.visit(source):
            self.process()

    def visit(self, source: Source) -> bool:
        """Visit a source if it was due and nobody visited it since; say whether it was visited."""
        if not self.due([source]):
            return False
        results = list(jobs.crawl_sources(self.app, [source]))
        for result in results:
            self.say(crawl_line(result))
        return bool(results)

    def due(self, sources: Iterable[Source]) -> list[Source]:
        """Return those of some sources that are due now."""
        asked = list(sources)
        visits, paused = jobs.last_visits(self.app, asked), jobs.paused(self.app)
        return due_sources(asked, visits, self.app.clock(), paused)

    def process(self) -> None:
        """Read whatever waits to be read."""
        report = jobs.process(self.app)
        if report is not None and report.outcomes:
            self.say(process_line(report))
        jobs.weigh_questions(self.app)

    def sample(self) -> None:
        """Ask about this week's sample of what was read, if nobody was asked yet."""
        if count := jobs.draw_sample(self.app):
            self.say(f"Stichprobe der Woche: {count} Fragen")

    def digest(self) -> None:
        """Plan every digest that was due and did not go out, then send."""
        now = self.app.clock()
        for cadence in due_cadences(jobs.plans(self.app, local_date(now)), now):
            slot = slot_of(cadence, now)
            counts = jobs.plan_digest(self.app, cadence, local_date(now), slot=slot)
            if counts.planned or not slot:
                self.say(f"{CADENCES[cadence]}: {counts.planned} Mails geplant")
            for problem in counts.problems:
                self.say(problem)
        self.send()

    def findings(self) -> None:
        """Write to staff what is newly wrong, once a working day."""
        if findings_are_due(self.app.clock()):
            count = jobs.plan_findings(self.app)
            if count:
                self.say(f"Neue Befunde: {count} Mails an die Servicestelle geplant")

    def orders(self) -> None:
        """Carry out what staff asked for on the desk's pages."""
        for line in carry_out_orders(self.app):
            self.say(line)
            self.process()

    def beat(self) -> None:
        """Let the desk's pages know that somebody carries out what they ask for."""
        app = self.app
        leases.take(app.engine, leases.SERVICE, app.holder, app.clock(), HEARD_OF)

    def send(self) -> None:
        """Send what is planned, if there is a mail server to send it through."""
        if self.app.settings.smtp_url:
            counts = jobs.send_mails(self.app, self.app.settings.smtp_url)
            if counts.sent or counts.failed or counts.stopped:
                self.say(send_line(counts))

    def bounces(self) -> None:
        """Read what came back, where there is a mailbox for it."""
        if box := self.app.settings.bounce_mailbox:
            counts = jobs.read_bounces(self.app, box)
            if counts:
                self.say(bounces_line(counts))

    def watch(self) -> None:
        """Tell staff of an issue that is late, or of which mails are unclear."""
        forget_leap(self.app)
        if count := jobs.watch_delivery(self.app):
            self.say(f"Ausgabe verspätet oder ungeklärt: {count} Mails an die Servicestelle")

    def note(self) -> None:
        """Give numbers to what changed by people's hands, or because an entry is gone."""
        note_changes(self.app.engine, self.app.clock())

    def webhooks(self) -> None:
        """Tell webhooks what changed."""
        counts = jobs.call_webhooks(self.app)
        if counts.stopped:
            self.say(f"Webhooks: {counts.stopped} angehalten, weil sie nichts annehmen")

    def start(self) -> None:
        """End what a process that died had begun, and do what was due while nothing ran."""
        self.take_over(lambda holder: may_be_at_work(holder, self.app.holder))
        self.in_time(self.catch_up)

    def take_over(self, alive: Callable[[str], bool]) -> None:
        """End what those had begun who are at work no more, so that it can be begun again."""
        app, now = self.app, self.app.clock()
        ended = end_interrupted(app.engine, now, alive)
        release_orders(app.engine, now, alive)
        leases.let_go(app.engine, now, alive)
        if ended:
            self.say(f"Unterbrochene Abrufe: {', '.join(ended)}")

    def catch_up(self) -> None:
        """Do what was due while nothing ran, and try again what failed."""
        for source in self.due(self.app.sources.values()):
            self.crawl(source)
        self.process()
        self.sample()
        self.digest()
        self.findings()


def schedule(service: Service) -> BackgroundScheduler:
    """Return the scheduler with every job of the service; the caller starts it."""
    timely = partial(_timely, service)
    scheduler = BackgroundScheduler(
        timezone=BERLIN,
        # What a person waits for, and the sign of life, do not stand behind the night's visits.
        executors={
            "default": ThreadPoolExecutor(4),
            "orders": ThreadPoolExecutor(2),
            "beat": ThreadPoolExecutor(1),
            # A receiver that answers slowly holds up nothing but other receivers.
            "webhooks": ThreadPoolExecutor(1),
        },
        job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": None},
    )
    for source in service.app.sources.values():
        if source.visited:
            job = timely(service.crawl, source)
            scheduler.add_job(job, trigger(source), id=f"crawl:{source.slug}")
    every_day = CronTrigger(hour=DIGEST_AT.hour, minute=DIGEST_AT.minute, timezone=BERLIN)
    scheduler.add_job(timely(service.digest), every_day, id="digest")
    hours = f"{AT_ONCE_HOURS.start}-{AT_ONCE_HOURS.stop - 1}"
    hourly = CronTrigger(hour=hours, minute=2, timezone=BERLIN)
    scheduler.add_job(timely(service.digest), hourly, id="at once")
    at_seven = CronTrigger(hour=FINDINGS_AT.hour, minute=FINDINGS_AT.minute, timezone=BERLIN)
    scheduler.add_job(timely(service.findings), at_seven, id="findings")
    orders = IntervalTrigger(seconds=5)
    job = timely(service.orders)
    scheduler.add_job(job, orders, id="orders", executor="orders", max_instances=2)
    beat = timely(service.beat)
    scheduler.add_job(beat, IntervalTrigger(seconds=30), id="beat", executor="beat")
    scheduler.add_job(beat, id="first beat", executor="beat")
    # A mail that was deferred, and a reading that another process had begun, come round again.
    scheduler.add_job(timely(service.send), IntervalTrigger(minutes=1), id="send")
    scheduler.add_job(timely(service.note), IntervalTrigger(minutes=1), id="note changes")
    calls = timely(service.webhooks)
    scheduler.add_job(calls, IntervalTrigger(seconds=20), id="webhooks", executor="webhooks")
    scheduler.add_job(timely(service.bounces), IntervalTrigger(minutes=10), id="bounces")
    scheduler.add_job(timely(service.watch), IntervalTrigger(minutes=10), id="watch")
    scheduler.add_job(timely(service.process), IntervalTrigger(minutes=15), id="process")
    scheduler.add_job(guarded(service.start), id="start")
    # A page that staff have watched since the start, and a visit that failed, have no job.
    scheduler.add_job(timely(service.catch_up), IntervalTrigger(minutes=10), id="look again")
    return scheduler


def guarded(job: Callable[..., None], *arguments: object) -> Callable[[], None]:
    """Return the job so that a failure is logged and the next tick comes all the same."""
    log = structlog.get_logger(job=job.__name__)

    def run() -> None:
        try:
            job(*arguments)
        except Exception:
            log.exception("job failed")

    return run


def _timely(service: Service, job: Callable[..., None], *arguments: object) -> Callable[[], None]:
    """Return a guarded job that does nothing while the clock is not believed."""
    return guarded(service.in_time, job, *arguments)


def serve(app: Application, say: Say) -> None:
    """Run schedule, delivery and web pages until interrupted; the pages alone where workers work.

    Raises PortError, before anything begins, where the pages cannot be served, and SettingsError
    where there can be no workers.
    """
    by_workers = app.settings.jobs_by == "workers"
    if by_workers and app.engine.dialect.name != "postgresql":
        raise SettingsError("LANDBOTE_JOBS_BY=workers braucht PostgreSQL (LANDBOTE_DATABASE_URL)")
    place = reserve(app.settings.web_host, app.settings.web_port)
    if by_workers:
        serve_pages(site_of(app), place, lambda url: say(f"Webseiten: {url}"))
        return
    scheduler = schedule(Service(app=app, say=say))
    scheduler.start()
    try:
        serve_pages(site_of(app), place, lambda url: say(f"Webseiten: {url}"))
    finally:
        # What is on its way is settled; nothing more is begun.
        app.stopping.set()
        scheduler.shutdown()
