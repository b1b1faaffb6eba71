"""Source table: which source can be relied on, as a table for a terminal or lines for a log."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from rich.table import Table
from rich.text import Text

from crawlers.observe.causes import what_helps
from crawlers.source import Source
from db.findings import Finding
from db.labels import FINDINGS, OUTCOMES
from db.queries.source_health import SourceHealth
from landbote.clock import BERLIN
from landbote.schedule import trigger
from web.source_groups import SourceGroup

BARS = "▁▂▃▄▅▆▇█"


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """The sources of the table in their groups, and what is known of each."""

    groups: Sequence[SourceGroup]
    health: Mapping[str, SourceHealth]
    confirmed: Collection[str]
    questions: Mapping[str, int]


def source_table(listed: Listed, now: datetime) -> Table:
    """Return the state of all sources as a table for a terminal."""
    table = Table("Quelle", "Letzter guter Abruf", "Nächster")
    for heading in ("Einträge", "Trend", "Fragen"):
        table.add_column(heading, justify="right", no_wrap=True)
    table.add_column("Stand", overflow="fold")
    for group in listed.groups:
        table.add_section()
        name, _, counts = group_line(group, listed.confirmed).partition(": ")
        table.add_row(Text(name, style="bold"), *[""] * 5, Text(counts, style="bold"))
        for source in group.sources:
            one = listed.health[source.slug]
            asked = str(listed.questions.get(source.slug, 0))
            times = (short(one.last_good_at), short(next_run(source, now)))
            counted = (str(one.entries), sparkline(one.trend), asked)
            table.add_row(source.slug, *times, *counted, _state(one, source, listed.confirmed))
    return table


def group_line(group: SourceGroup, confirmed: Collection[str]) -> str:
    """Return one line on a group: "Hessen: 39 Quellen, davon 12 bestätigt"."""
    return _counted(group.title, group.sources, confirmed)


def total_line(listed: Listed) -> str:
    """Return one line on all that is listed: "Zusammen: 299 Quellen, davon 12 bestätigt"."""
    sources = [source for group in listed.groups for source in group.sources]
    return _counted("Zusammen", sources, listed.confirmed)


def _counted(title: str, sources: Sequence[Source], confirmed: Collection[str]) -> str:
    count, sure = len(sources), sum(source.slug in confirmed for source in sources)
    return f"{title}: {count} {'Quelle' if count == 1 else 'Quellen'}, davon {sure} bestätigt"


def source_line(source: Source, listed: Listed, now: datetime) -> str:
    """Return one line on a source, for a log or a pipe."""
    health = listed.health[source.slug]
    said = [
        state_word(health),
        confirmed_word(source, listed.confirmed),
        f"{health.entries} Einträge",
        f"zuletzt gut {short(health.last_good_at)}",
        f"nächster Abruf {short(next_run(source, now))}",
        f"{listed.questions.get(source.slug, 0)} Fragen",
    ]
    findings = "".join(f"; {finding_line(finding)}" for finding in health.findings)
    return f"{source.slug}: {', '.join(said)}{findings}"


def confirmed_word(source: Source, confirmed: Collection[str]) -> str:
    """Return whether a source was ever read where it lives, in a word."""
    return "bestätigt" if source.slug in confirmed else "unbestätigt"


def state_word(health: SourceHealth) -> str:
    """Return how the newest visit ended, in a word."""
    return OUTCOMES[health.latest.outcome] if health.latest else "noch nie abgerufen"


def finding_line(finding: Finding) -> str:
    """Return a finding with since when it holds and the page it is about."""
    since = f"{FINDINGS[finding.kind]} seit {short(finding.since_at)}"
    where = "" if finding.page in finding.reason else f" ({finding.page})"
    helps = what_helps(finding.kind, finding.reason)
    return f"Befund: {since}: {finding.reason}{where}" + (f" Was hilft: {helps}" if helps else "")


def sparkline(counts: Sequence[int]) -> str:
    """Return counts as bars on a scale from nothing to the largest."""
    top = max(counts, default=0)
    if not top:
        return BARS[0] * len(counts)
    return "".join(BARS[round(count / top * (len(BARS) - 1))] for count in counts)


def next_run(source: Source, now: datetime) -> datetime | None:
    """Return when a source is due next by its own timetable."""
    due: datetime | None = trigger(source).get_next_fire_time(None, now)
    return due


def short(moment: datetime | None) -> str:
    """Return an instant as "22.11. 06:30" in German local time, or a dash."""
    return moment.astimezone(BERLIN).strftime("%d.%m. %H:%M") if moment else "–"


def _state(health: SourceHealth, source: Source, confirmed: Collection[str]) -> Text:
    text = Text(state_word(health))
    text.stylize("green" if health.sound else "red" if health.latest else "dim")
    if health.latest and source.slug not in confirmed:
        text.append(", unbestätigt", style="dim")
    for finding in health.findings:
        text.append(f"\n{finding_line(finding)}")
    return text
