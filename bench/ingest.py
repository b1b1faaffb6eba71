"""Ingest: a generated export of 2,500 programmes, the first time and again unchanged."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from bench.row import Row
from tests.generated_export import write_export

PROGRAMMES = 2500
PAGES = """[[page]]
url = "https://www.foerderdatenbank.de/FDB/WS/export"
file = "export.zip"
headers = { Content-Type = "application/zip" }
"""


def rows() -> Iterator[Row]:
    """Measure the processor time of crawl and process together, as whole processes."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_export(folder / "export.zip", programmes=PROGRAMMES)
        (folder / "pages.toml").write_text(PAGES)
        first = _ingest(folder)
        again = _ingest(folder)
    what = f"export of {PROGRAMMES:,} programmes"
    yield Row(name=f"{what}, first time", value=first, unit="s")
    yield Row(
        name=f"{what}, again unchanged",
        value=again,
        unit="s",
        baseline="first time",
        ratio=again / first,
    )
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    yield Row(name=f"{what}, most memory of one process", value=peak, unit="MB")


def _ingest(folder: Path) -> float:
    environment = os.environ | {
        "LANDBOTE_DATABASE_URL": f"sqlite:///{folder}/landbote.db",
        "LANDBOTE_DATA_FOLDER": str(folder),
    }
    command = [sys.executable, "-m", "landbote", "--today", "2026-11-23"]
    began = _spent()
    for job in (["crawl", "bund_foerderdatenbank", "--replay", str(folder)], ["process"]):
        subprocess.run([*command, *job], env=environment, check=True, stdout=subprocess.DEVNULL)
    return _spent() - began


def _spent() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime
