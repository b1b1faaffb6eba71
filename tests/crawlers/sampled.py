"""Sampled: every spider's run on its own sample, once per session."""

from __future__ import annotations

import functools
import tempfile
from pathlib import Path
from typing import Any

from crawlers.items import RawEntry
from tests.crawlers.replays import ROOT, replay

SAMPLES = ROOT / "crawlers" / "samples"


@functools.cache
def sample_run(slug: str) -> tuple[dict[str, Any], tuple[RawEntry, ...]]:
    """Return report and entries of a spider's run on its sample, with today 2026-11-22."""
    with tempfile.TemporaryDirectory() as work:
        report, entries = replay(slug, SAMPLES / slug, Path(work))
    return report, tuple(entries)


def sampled_entry(slug: str, part_of_key: str) -> RawEntry:
    """Return the one entry of a sample whose key holds some text."""
    _, entries = sample_run(slug)
    (entry,) = (entry for entry in entries if part_of_key in entry.key)
    return entry
