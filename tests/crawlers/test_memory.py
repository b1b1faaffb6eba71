"""Memory: a crawl is ended for what it takes itself, and for nobody else's."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from tests.crawlers.replays import ROOT

SAMPLE = ROOT / "crawlers" / "samples" / "he_wibank"

# The limit is the first argument; the others are the crawl's.
CRAWL = """
import sys, crawlers.settings
crawlers.settings.MEMUSAGE_LIMIT_MB = int(sys.argv.pop(1))
from crawlers.run import main
sys.exit(main())
"""

# Fills 400 MB, as a service may that has planned a large issue, and starts what it is given.
GROWN = """
import subprocess, sys
taken = b"x" * 400_000_000
sys.exit(subprocess.run(sys.argv[1:]).returncode)
"""


def crawl(work: Path, *, limit_mb: int, by: tuple[str, ...] = ()) -> dict[str, Any]:
    """Run a crawl under a limit, started by a program or by this one; return its report."""
    report = work / "report.json"
    files = ("--out", str(work / "out.jsonl"), "--report", str(report), "--replay", str(SAMPLE))
    what = (sys.executable, "-c", CRAWL, str(limit_mb), "he_wibank", "--today", "2026-11-22")
    ended = subprocess.run((*by, *what, *files), cwd=ROOT, capture_output=True, text=True)
    assert report.exists(), ended.stderr
    found: dict[str, Any] = json.loads(report.read_text(encoding="utf-8"))
    return found


def test_a_grown_process_may_start_a_crawl(tmp_path: Path) -> None:
    """What the process took that starts a crawl does not count as the crawl's own."""
    report = crawl(tmp_path, limit_mb=350, by=(sys.executable, "-c", GROWN))
    assert (report["outcome"], report["reason"]) == ("ok", "")


def test_a_crawl_that_takes_too_much_is_ended(tmp_path: Path) -> None:
    """A crawl above its limit fails and says by what."""
    report = crawl(tmp_path, limit_mb=20)
    assert report["outcome"] == "failed"
    assert "memusage_exceeded" in report["reason"]
