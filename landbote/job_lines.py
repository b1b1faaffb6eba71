"""Job lines: what a job did, in one German line, for the commands and for the log."""

from __future__ import annotations

from collections.abc import Mapping

from crawlers.observe.causes import what_helps
from db.labels import BOUNCES, OUTCOMES, READINGS
from db.vocabulary import BounceKind
from landbote.crawling.finish import CrawlResult
from notifier.outbox import SendCounts
from pipeline.decided import Outcome
from pipeline.run import ProcessReport


def crawl_line(result: CrawlResult) -> str:
    """Return one line on one crawl."""
    counts = f"{result.pages} Seiten, {result.entries} Einträge"
    news = f"{result.new} neu, {result.changed} geändert{_absences(result)}"
    line = f"{result.source}: {OUTCOMES[result.outcome]}: {counts}, {news}"
    if not result.reason:
        return line
    helps = what_helps(result.outcome, result.reason)
    return f"{line}. {result.reason}" + (f" Was hilft: {helps}" if helps else "")


def _absences(result: CrawlResult) -> str:
    roll = result.attendance
    words = {"nicht mehr gelistet": roll.missing, "wieder da": roll.returned}
    words["zurückgezogen"] = roll.withdrawn
    return "".join(f", {count} {word}" for word, count in words.items() if count)


def process_line(report: ProcessReport) -> str:
    """Return one line on one run of the pipeline."""
    counts = [f"{n} {READINGS[outcome]}" for outcome in Outcome if (n := report.total(outcome))]
    counts += [f"{report.lost} nicht lesbar (siehe Protokoll)"] if report.lost else []
    if not counts:
        return "Nichts zu lesen: alles ist auf dem neuesten Stand."
    asked = sum(report.questions.values()) + report.related.asked
    merged = (
        f" {report.related.merged} mit anderen zusammengelegt." if report.related.merged else ""
    )
    return f"Gelesen: {', '.join(counts)}; {asked} neue Fragen.{merged}"


def send_line(counts: SendCounts) -> str:
    """Return one line on one run of the delivery."""
    line = (
        f"Versand: {counts.sent} zugestellt, {counts.postponed} später, {counts.failed} abgelehnt"
    )
    if counts.unclear:
        line += f", {counts.unclear} ohne klare Antwort"
    return (
        f"{line}. Angehalten, alle Mails warten: {unsent_reason(counts)}"
        if counts.stopped
        else line
    )


def bounces_line(counts: Mapping[BounceKind, int]) -> str:
    """Return one line on what came back."""
    if not any(counts.values()):
        return "Keine neuen Rückläufer."
    said = [f"{count} {BOUNCES[kind]}" for kind in BounceKind if (count := counts.get(kind, 0))]
    return f"Rückläufer: {', '.join(said)}"


def unsent_reason(counts: SendCounts) -> str:
    """Return why the delivery stopped, in a sentence for staff."""
    return (
        f"Der Mailserver ist nicht zu erreichen oder nimmt von uns nichts an („{counts.stopped}“)."
    )
