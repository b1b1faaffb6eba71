"""Service: crawls, reading, digests and mail by the clock, and the web pages, in one process.

The scheduler only ticks. What is due is asked of the database at every tick, so that a tick
too many does nothing, one that was missed is made up for, and two services do no harm.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import structlog
from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.triggers.cron import CronTrigger
from apscheduler.triggers.interval import IntervalTrigger

from crawlers.source import Source
from db.labels import CADENCES
from landbote import jobs
from landbote.application import Application
from landbote.clock import BERLIN, local_date
from landbote.crawling.interrupted import end_interrupted, may_be_at_work
from landbote.job_lines import crawl_line, process_line, send_line
from landbote.schedule import DIGEST_AT, due_cadences, due_sources, trigger
from landbote.webserver import reserve, serve_pages, site_of

Say = Callable[[str], None]


@dataclass(frozen=True, kw_only=True)
class Service:
    """The jobs of one installation; each may be called at any time, and again."""

    app: Application
    say: Say

    def crawl(self, source: Source) -> None:
        """Visit a source if it was due and nobody visited it since."""
        if not due_sources([source], jobs.last_visits(self.app), self.app.clock()):
            return
        for result in jobs.crawl_sources(self.app, [source]):
            self.say(crawl_line(result))
            self.process()

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
        for cadence in due_cadences(jobs.newest_issues(self.app), now):
            counts = jobs.plan_digest(self.app, cadence, local_date(now))
            self.say(f"{CADENCES[cadence]}: {counts.planned} Mails geplant")
            for problem in counts.problems:
                self.say(problem)
        self.send()

    def send(self) -> None:
        """Send what is planned, if there is a mail server to send it through."""
        if self.app.settings.smtp_url:
            counts = jobs.send_mails(self.app, self.app.settings.smtp_url)
            if counts.sent or counts.failed or counts.stopped:
                self.say(send_line(counts))

    def start(self) -> None:
        """End what a process that died had begun, and do what was due while nothing ran."""
        app = self.app
        ended = end_interrupted(
            app.engine, app.clock(), lambda holder: may_be_at_work(holder, app.holder)
        )
        if ended:
            self.say(f"Unterbrochene Abrufe: {', '.join(ended)}")
        self.catch_up()

    def catch_up(self) -> None:
        """Do what was due while nothing ran, and try again what failed."""
        app = self.app
        for source in due_sources(app.sources.values(), jobs.last_visits(app), app.clock()):
            self.crawl(source)
        self.process()
        self.sample()
        self.digest()


def schedule(service: Service) -> BackgroundScheduler:
    """Return the scheduler with every job of the service; the caller starts it."""
    scheduler = BackgroundScheduler(
        timezone=BERLIN,
        executors={"default": ThreadPoolExecutor(4)},
        job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": None},
    )
    for source in service.app.sources.values():
        job = guarded(service.crawl, source)
        scheduler.add_job(job, trigger(source), id=f"crawl:{source.slug}")
    every_day = CronTrigger(hour=DIGEST_AT.hour, minute=DIGEST_AT.minute, timezone=BERLIN)
    scheduler.add_job(guarded(service.digest), every_day, id="digest")
    # A mail that was deferred, and a reading that another process had begun, come round again.
    scheduler.add_job(guarded(service.send), IntervalTrigger(minutes=1), id="send")
    scheduler.add_job(guarded(service.process), IntervalTrigger(minutes=15), id="process")
    scheduler.add_job(guarded(service.start), id="start")
    # A page that staff have watched since the start, and a visit that failed, have no job.
    scheduler.add_job(guarded(service.catch_up), IntervalTrigger(minutes=10), id="look again")
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


def serve(app: Application, say: Say) -> None:
    """Run schedule, delivery and web pages until interrupted.

    Raises PortError, before anything begins, where the pages cannot be served.
    """
    place = reserve(app.settings.web_host, app.settings.web_port)
    scheduler = schedule(Service(app=app, say=say))
    scheduler.start()
    try:
        serve_pages(site_of(app), place, lambda url: say(f"Webseiten: {url}"))
    finally:
        scheduler.shutdown()
