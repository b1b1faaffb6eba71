"""Commands: what each job command says about what it did, and its exit code."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from crawlers.source import Source
from db.engine import writing
from db.labels import CADENCES, OUTCOMES, READINGS
from db.vocabulary import Cadence
from landbote import jobs, subscriptions
from landbote.application import Application
from landbote.areas import find_areas, import_register
from landbote.cli import DONE, FAILED
from landbote.crawl import CrawlResult
from landbote.progress import progress
from landbote.watching import WatchOrder, watch
from landbote.working_days import is_due
from notifier.outbox import SendCounts
from pipeline.decided import Outcome
from pipeline.run import ProcessReport

if TYPE_CHECKING:
    from landbote.cli import Command


def crawl_command(
    command: Command, slugs: Sequence[str], replay: Path | None, *, accept: bool = False
) -> int:
    """Crawl the chosen sources and say for each how it went."""
    app = command.start()
    chosen = choose(app, slugs)
    good = 0
    with progress(command.console, "Abruf", len(chosen)) as step:
        results = jobs.crawl_sources(app, chosen, replay=replay, accept=accept)
        for done, result in enumerate(results, start=1):
            command.say(crawl_line(result))
            good += result.good
            step(done, len(chosen))
    return DONE if good == len(chosen) else FAILED


def choose(app: Application, slugs: Sequence[str]) -> list[Source]:
    """Return the named sources, or all. Raises LookupError naming one that is not there."""
    for slug in slugs:
        if slug not in app.sources:
            raise LookupError(f"die Quelle {slug!r} gibt es nicht; siehe landbote sources")
    return [app.sources[slug] for slug in slugs or app.sources]


def crawl_line(result: CrawlResult) -> str:
    """Return one line on one crawl."""
    counts = f"{result.pages} Seiten, {result.entries} Einträge"
    news = f"{result.new} neu, {result.changed} geändert{_absences(result)}"
    line = f"{result.source}: {OUTCOMES[result.outcome]}: {counts}, {news}"
    return f"{line}. {result.reason}" if result.reason else line


def _absences(result: CrawlResult) -> str:
    roll = result.attendance
    words = {"nicht mehr gelistet": roll.missing, "wieder da": roll.returned}
    words["zurückgezogen"] = roll.withdrawn
    return "".join(f", {count} {word}" for word, count in words.items() if count)


def process_command(command: Command, *, silent: bool = False) -> int:
    """Read what was crawled and say what came of it."""
    app = command.start()
    with progress(command.console, "Lesen") as step:
        report = jobs.process(app, step, silent=silent)
    if report is None:
        command.say("Ein anderer Lauf liest gerade; nichts getan.")
        return DONE
    command.say(process_line(report))
    return DONE


def process_line(report: ProcessReport) -> str:
    """Return one line on one run of the pipeline."""
    counts = [f"{n} {READINGS[outcome]}" for outcome in Outcome if (n := report.total(outcome))]
    if not counts:
        return "Nichts zu lesen: alles ist auf dem neuesten Stand."
    asked = sum(report.questions.values()) + report.related.asked
    merged = (
        f" {report.related.merged} mit anderen zusammengelegt." if report.related.merged else ""
    )
    return f"Gelesen: {', '.join(counts)}; {asked} neue Fragen.{merged}"


def subscribe_command(command: Command, order: subscriptions.Order) -> int:
    """Enter a subscription and say for what."""
    app = command.start()
    topic_ids = [topic.id for topic in app.topics]
    checked = subscriptions.checked(order, app.areas, topic_ids)
    with writing(app.engine) as session:
        entered = subscriptions.enter(session, checked, app.clock())
    verb = "eingetragen" if entered else "stand schon"
    command.say(
        f"{checked.email}: {verb}, {app.areas.label(checked.area)}, {CADENCES[checked.cadence]}"
    )
    return DONE


def watch_command(command: Command, order: WatchOrder) -> int:
    """Have a page watched and say under which name."""
    app = command.start()
    taken = app.sources
    with writing(app.engine) as session:
        page, new = watch(session, order, app.areas, taken, app.clock())
    verb = "wird beobachtet" if new else "wurde schon beobachtet; Angaben erneuert"
    command.say(f"{page.slug}: {verb}, {app.areas.label(page.area)}")
    return DONE


def digest_command(command: Command, on: date | None, forced: Sequence[str]) -> int:
    """Plan the issues that are due on a day, or the named ones."""
    app = command.start()
    day = on or app.today
    chosen = [Cadence(name) for name in forced] or [c for c in Cadence if is_due(c, day)]
    if not chosen:
        command.say(f"Am {day:%d.%m.%Y} ist keine Ausgabe fällig (kein Arbeitstag).")
    for cadence in chosen:
        counts = jobs.plan_digest(app, cadence, day)
        command.say(
            f"{CADENCES[cadence]}, {day:%d.%m.%Y}: {counts.planned} Mails geplant, "
            f"{counts.nothing} ohne Neues, {counts.already} schon geplant"
        )
        for problem in counts.problems:
            command.say(problem)
    return DONE


def send_command(command: Command) -> int:
    """Send what is planned."""
    app = command.start()
    if not app.settings.smtp_url:
        raise ValueError("kein Mailserver eingestellt: LANDBOTE_SMTP_URL fehlt")
    counts = jobs.send_mails(app, app.settings.smtp_url)
    command.say(send_line(counts))
    return FAILED if counts.failed else DONE


def send_line(counts: SendCounts) -> str:
    """Return one line on one run of the delivery."""
    return (
        f"Versand: {counts.sent} zugestellt, {counts.postponed} später, {counts.failed} abgelehnt"
    )


def find_area_command(command: Command, name: str) -> int:
    """Print the areas of a name with their keys."""
    app = command.start()
    found = find_areas(name, app.areas)
    for area, label in found:
        command.say(f"{area.key:24} {label}")
    if not found:
        command.say(f"Ein Gebiet „{name}“ ist nicht bekannt.")
    return DONE if found else FAILED


def import_areas_command(command: Command, file: Path) -> int:
    """Store the areas of an official register and say what is different."""
    app = command.start()
    with writing(app.engine) as session:
        changes = import_register(file, session, app.today)
    command.say(
        f"{file.name}: {len(changes.added)} neu, {len(changes.changed)} geändert, "
        f"{len(changes.dropped)} weggefallen"
    )
    return DONE
