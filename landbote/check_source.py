"""Check source: visit a source once, store nothing, and say what each step found."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields
from datetime import timedelta
from pathlib import Path
from typing import Any

from rich.table import Table

from crawlers.items import Given, RawEntry
from crawlers.observe.causes import what_helps
from crawlers.source import Source
from db.labels import ENTRY_FIELDS, KINDS, OUTCOMES, label
from landbote.application import Application
from landbote.command import Command
from landbote.crawling.spawn import ROOT
from web.manner_words import manner_words

# Runs a command to its end or its limit and returns the last it said.
Program = Callable[[Sequence[str], timedelta], str]

_PARTS = ("summary", "fields", "body", "published_on")


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """What one visit for a look came to."""

    report: dict[str, Any]
    survey: dict[str, Any]
    entries: tuple[RawEntry, ...]

    @property
    def good(self) -> bool:
        """Whether the source was read to its end."""
        return bool(self.report["outcome"] == "ok")


def to_its_end(command: Sequence[str], limit: timedelta) -> str:
    """Run a command in Landbote's own folder and return what it complained of."""
    ended = subprocess.run(
        command, cwd=ROOT, capture_output=True, text=True, timeout=limit.total_seconds()
    )
    return ended.stderr


def look(
    app: Application,
    source: Source,
    replay: Path | None,
    folder: Path,
    page: str = "",
    line: str = "",
    run: Program = to_its_end,
) -> Check:
    """Crawl a source into a temporary folder; its pages stay in `folder`.

    `page` and `line` are the facts of a page or a line that is no source yet, as JSON.

    Raises FileExistsError if `folder` holds something else than frozen pages, and
    RuntimeError if the crawl left no report.
    """
    clear(folder)
    with tempfile.TemporaryDirectory(prefix="landbote-") as work:
        report, survey, out = (Path(work) / name for name in ("report", "survey", "entries"))
        command = [sys.executable, *app.crawler, source.slug]
        command += ["--out", str(out), "--report", str(report), "--survey", str(survey)]
        command += ["--freeze", str(folder.resolve()), "--today", app.today.isoformat()]
        command += ["--contact", app.settings.crawl_contact]
        if watched := app.watched.get(source.slug):
            page = watched.to_json()
        if page:
            command += ["--page", page]
        if line:
            command += ["--line", line]
        if replay is not None:
            command += ["--replay", str(replay.resolve())]
        last_words = run(command, app.crawl_limit)
        if not report.exists():
            raise RuntimeError(f"der Abruf brach ab: {last_words.strip()[-300:]}")
        told = json.loads(report.read_text(encoding="utf-8"))
        if replay is not None:
            told["manners"] = {}  # stored pages say nothing of a host
        lines = out.read_text(encoding="utf-8").splitlines()
        return Check(
            report=told,
            survey=json.loads(survey.read_text(encoding="utf-8")),
            entries=tuple(RawEntry.from_line(line) for line in lines),
        )


def clear(folder: Path) -> None:
    """Empty a folder of frozen pages. Raises FileExistsError if it holds anything else."""
    if folder.exists() and any(folder.iterdir()):
        if not (folder / "pages.toml").exists() or (folder / "expected.json").exists():
            raise FileExistsError(f"der Ordner {folder} enthält keine eingefrorenen Seiten")
        shutil.rmtree(folder)


def show(command: Command, source: Source, check: Check) -> None:
    """Print outcome, requests, steps and the share of filled fields."""
    outcome = OUTCOMES[check.report["outcome"]]
    command.say(f"{source.slug}: {outcome}. {check.report['reason']}".strip())
    if helps := what_helps(check.report["outcome"], check.report["reason"]):
        command.say(f"Was hilft: {helps}")
    low, high = source.expected
    kinds = Counter(KINDS[entry.kind] for entry in check.entries)
    told = ", ".join(f"{count} {kind}" for kind, count in kinds.most_common())
    command.say(
        f"Einträge: {len(check.entries)} (erwartet {low} bis {high}){': ' + told if told else ''}"
    )
    _print(command, "Abrufe", ("Antwort", "Bytes", "Adresse"), [
        (f"{row['status']}", f"{row['bytes']}", f"{row['method']} {row['url']}")
        for row in check.survey["requests"]
    ])  # fmt: skip
    _print(command, "Was die Hosts Maschinen sagen", ("Host", "sagt"), [
        (host, words) for host, said in check.report.get("manners", {}).items()
        for words in manner_words(said)
    ])  # fmt: skip
    _print(command, "Was gesucht wurde", ("gefragt", "gefunden", "Selektor oder Schritt"), [
        (f"{row['asked']}", f"{row['found']}", row["step"]) for row in check.survey["steps"]
    ])  # fmt: skip
    filled = [(f"{count}", name) for name, count in filled_fields(check.entries).items()]
    _print(command, "Gefüllte Felder", ("Einträge", "Feld"), filled)


def filled_fields(entries: tuple[RawEntry, ...]) -> dict[str, int]:
    """Return for every part of an entry, in German, in how many it is filled, labels included."""
    counts = {name: sum(bool(getattr(entry, name)) for entry in entries) for name in _PARTS}
    for part in fields(Given):
        counts[part.name] = sum(bool(getattr(entry.given, part.name)) for entry in entries)
    labels = Counter(field.label for entry in entries for field in entry.fields)
    filled = {label(ENTRY_FIELDS, name): count for name, count in counts.items() if count}
    return filled | {f"„{name}“": count for name, count in labels.items()}


def _print(command: Command, title: str, heads: tuple[str, ...], rows: list[Any]) -> None:
    if not command.console.is_terminal:
        command.say(f"{title}:")
        for row in rows:
            command.say("  " + "  ".join(row))
        return
    table = Table(*heads, title=title, title_justify="left")
    for row in rows:
        table.add_row(*row)
    command.console.print(table)
