"""Replays: run a spider against a folder of pages, as the program does."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from crawlers.items import RawEntry
from tests.forks import forked

ROOT = Path(__file__).resolve().parents[2]


def replay(
    slug: str, folder: Path, work: Path, root: Path = ROOT
) -> tuple[dict[str, Any], list[RawEntry]]:
    """Run one crawl in its own process; return its report and its entries."""
    out, report = work / "entries.jsonl", work / "report.json"
    # Another tree has crawlers of its own, which nobody has imported.
    program = forked("crawlers.run") if root == ROOT else ("-m", "crawlers.run")
    command = (sys.executable, *program, slug, "--today", "2026-11-22")
    files = ("--out", str(out), "--report", str(report), "--replay", str(folder))
    ended = subprocess.run((*command, *files), cwd=root, capture_output=True, text=True)
    assert report.exists(), ended.stderr
    entries = [RawEntry.from_line(line) for line in out.read_text().splitlines()]
    return json.loads(report.read_text()), entries


def write_pages(folder: Path, pages: dict[str, str]) -> Path:
    """Write a replay folder from addresses and their HTML."""
    listed = []
    for number, (url, html) in enumerate(pages.items()):
        (folder / f"{number}.html").write_text(html, encoding="utf-8")
        listed.append(f'[[page]]\nurl = "{url}"\nfile = "{number}.html"\n')
    (folder / "pages.toml").write_text("\n".join(listed), encoding="utf-8")
    return folder
