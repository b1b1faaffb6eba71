"""Ingest: a generated export of 2,500 programmes, the first time and again unchanged.

Measured as the running service does it: the crawl in its subprocess, start-up included, the
reading in this process.
"""

from __future__ import annotations

import resource
import tempfile
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from bench.row import Row
from landbote import jobs
from landbote.application import Application, start
from landbote.settings import Settings
from tests.generated_export import write_export

PROGRAMMES = 2500
SLUG = "bund_foerderdatenbank"
PAGES = """[[page]]
url = "https://www.foerderdatenbank.de/FDB/WS/export"
file = "export.zip"
headers = { Content-Type = "application/zip" }
"""


def rows() -> Iterator[Row]:
    """Measure the processor time of crawl and reading together, and the most memory."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_export(folder / "export.zip", programmes=PROGRAMMES)
        (folder / "pages.toml").write_text(PAGES)
        app = start(
            Settings(data_folder=folder, database_url=f"sqlite:///{folder}/landbote.db"),
            date(2026, 11, 23),
        )
        first, again = _ingest(app, folder), _ingest(app, folder)
        app.engine.dispose()
    what = f"export of {PROGRAMMES:,} programmes"
    yield Row(name=f"{what}, first time", value=first, unit="s")
    yield Row(
        name=f"{what}, again unchanged",
        value=again,
        unit="s",
        baseline="first time",
        ratio=again / first,
    )
    for kind, who in (("crawling", resource.RUSAGE_CHILDREN), ("reading", resource.RUSAGE_SELF)):
        peak = resource.getrusage(who).ru_maxrss / 1024
        yield Row(name=f"{what}, most memory while {kind}", value=peak, unit="MB")


def _ingest(app: Application, folder: Path) -> float:
    began = _spent()
    (crawled,) = jobs.crawl_sources(app, [app.sources[SLUG]], replay=folder)
    if not crawled.good:
        raise RuntimeError(crawled.reason)
    jobs.process(app)
    return _spent() - began


def _spent() -> float:
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + children.ru_utime + children.ru_stime
