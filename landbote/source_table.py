"""Source table: which source can be relied on, as a table for a terminal or lines for a log."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from rich.table import Table
from rich.text import Text

from crawlers.source import Source
from db.findings import Finding
from db.labels import FINDINGS, OUTCOMES
from db.queries.source_health import SourceHealth
from landbote.clock import BERLIN
from landbote.schedule import trigger

BARS = "▁▂▃▄▅▆▇█"


def source_table(
    sources: Mapping[str, Source],
    health: Mapping[str, SourceHealth],
    questions: Mapping[str, int],
    now: datetime,
) -> Table:
    """Return the state of all sources as a table for a terminal."""
    table = Table("Quelle", "Letzter guter Abruf", "Nächster")
    for heading in ("Einträge", "Trend", "Fragen"):
        table.add_column(heading, justify="right", no_wrap=True)
    table.add_column("Stand", overflow="fold")
    for slug, one in health.items():
        counts = (str(one.entries), sparkline(one.trend), str(questions.get(slug, 0)))
        times = (short(one.last_good_at), short(next_run(sources[slug], now)))
        table.add_row(slug, *times, *counts, _state(one))
    return table


def source_line(source: Source, health: SourceHealth, questions: int, now: datetime) -> str:
    """Return one line on a source, for a log or a pipe."""
    said = [
        state_word(health),
        f"{health.entries} Einträge",
        f"zuletzt gut {short(health.last_good_at)}",
        f"nächster Abruf {short(next_run(source, now))}",
        f"{questions} Fragen",
    ]
    said += [finding_line(finding) for finding in health.findings]
    return f"{source.slug}: {', '.join(said[:5])}{''.join(f'; {one}' for one in said[5:])}"


def state_word(health: SourceHealth) -> str:
    """Return how the newest visit ended, in a word."""
    return OUTCOMES[health.latest.outcome] if health.latest else "noch nie abgerufen"


def finding_line(finding: Finding) -> str:
    """Return a finding with since when it holds and the page it is about."""
    since = f"{FINDINGS[finding.kind]} seit {short(finding.since_at)}"
    where = "" if finding.page in finding.reason else f" ({finding.page})"
    return f"Befund: {since}: {finding.reason}{where}"


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


def _state(health: SourceHealth) -> Text:
    text = Text(state_word(health))
    text.stylize("green" if health.sound else "red" if health.latest else "dim")
    for finding in health.findings:
        text.append(f"\n{finding_line(finding)}")
    return text
