"""Spawn: one visit in a process of its own, with a time limit."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from crawlers.source import Source
from db.vocabulary import RunOutcome
from landbote.crawling.order import CrawlOrder

ROOT = Path(__file__).resolve().parent.parent.parent
KNOWN, VISITS = "known.jsonl", "visits.jsonl"  # what a crawl may leave unread, and the next one
COPIES = "copies"  # the folder of the pages that it copied


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """What the subprocess reported."""

    outcome: RunOutcome
    reason: str = ""
    pages: int = 0
    entries: int = 0
    fingerprint: str = ""
    file: Path = Path()
    pages_file: Path = Path()
    copies: Path = Path()  # the folder of pages that staff may look at
    way: str = ""  # by which of several the source was read
    redirects: Mapping[str, str] = field(default_factory=dict)  # address that answered → asked for
    left_out: tuple[str, ...] = ()  # what it went on without, a German sentence each
    manners: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)  # what each host says
    kept: frozenset[str] = frozenset()  # the keys of what stands on unchanged pages


def visit(source: Source, order: CrawlOrder, known: str, folder: Path) -> Visit:
    """Run one crawl in a process of its own and return what it reported.

    `known` is the last fingerprint; `folder` holds the visits of the last crawl (KNOWN) and
    gets those for the next one (VISITS), beside the entries.
    """
    entries, report = folder / "entries.jsonl", folder / "report.json"
    command = [sys.executable, *order.program, source.slug, "--progress"]
    command += ["--out", str(entries), "--report", str(report)]
    command += ["--today", order.today.isoformat(), "--contact", order.contact]
    command += ["--known", str(folder / KNOWN), "--visits", str(folder / VISITS)]
    command += ["--copies", str(folder / COPIES), "--option", f"known={known}"]
    if order.page:
        command += ["--page", order.page]
    if order.replay is not None:
        command += ["--replay", str(order.replay.resolve())]
    watched = _watch(command, source.slug, order)
    if watched.timed_out:
        minutes = int(order.limit.total_seconds() // 60)
        reason = f"Der Abruf dauerte länger als {minutes} Minuten und wurde beendet."
        return Visit(outcome=RunOutcome.TIMEOUT, reason=reason)
    if not report.exists():
        reason = f"Der Abruf brach ab (Code {watched.code}): {watched.last_words}"
        return Visit(outcome=RunOutcome.FAILED, reason=reason)
    told = json.loads(report.read_text(encoding="utf-8"))
    return Visit(
        outcome=RunOutcome(told["outcome"]),
        reason=told["reason"],
        pages=told["pages"],
        entries=told["entries"],
        fingerprint=told["fingerprint"],
        file=entries,
        pages_file=folder / VISITS,
        copies=folder / COPIES,
        way=told.get("way", ""),
        redirects=told.get("redirects", {}),
        left_out=tuple(told.get("left_out", ())),
        manners=told.get("manners", {}),
        kept=frozenset(told.get("kept", ())),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Watched:
    """How the subprocess ended."""

    code: int
    timed_out: bool
    last_words: str


def _watch(command: list[str], slug: str, order: CrawlOrder) -> _Watched:
    """Run the subprocess to its end or its limit, handing on its progress lines."""
    timed_out = threading.Event()
    last_words = ""
    with subprocess.Popen(
        command, cwd=ROOT, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE, text=True, encoding="utf-8", errors="replace",
    ) as process:  # fmt: skip
        assert process.stderr is not None

        def stop() -> None:
            timed_out.set()
            process.kill()

        timer = threading.Timer(order.limit.total_seconds(), stop)
        timer.start()
        try:
            for line in process.stderr:
                if line.startswith('{"pages"'):
                    told = json.loads(line)
                    order.browse(slug, told["pages"], told["entries"])
                elif line.strip():
                    last_words = line.strip()
            code = process.wait()
        finally:
            timer.cancel()
    return _Watched(code=code, timed_out=timed_out.is_set(), last_words=last_words)
