"""Starting: what it costs to begin a visit, as a program of its own and as a fork."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from bench.row import Row
from crawlers.forks import CRAWLS, ROOT, ForkServer

SLUG, MODULE, ROUNDS = "leader_vogelsberg", "crawlers.run", 5


def rows() -> Iterator[Row]:
    """Measure processor seconds a visit, each of the same sample of two pages."""
    with tempfile.TemporaryDirectory(prefix="landbote-") as name:
        alone = _spent(("-m", MODULE), Path(name))
        server = ForkServer(imports=CRAWLS)
        _spent(server.program(MODULE), Path(name))
        before = _of(server.pid)
        client = _spent(server.program(MODULE), Path(name))
        forked = client + (_of(server.pid) - before) / ROUNDS
        server.close()
    yield Row(name="a visit as a program of its own", value=alone * 1000, unit="ms CPU")
    yield Row(
        name="a visit as a fork",
        value=forked * 1000,
        unit="ms CPU",
        baseline="a program of its own",
        ratio=forked / alone,
    )


def _spent(program: tuple[str, ...], folder: Path) -> float:
    """Return the processor seconds of a visit that this process waits for itself."""
    files = ("--out", str(folder / "entries"), "--report", str(folder / "report"))
    sample = ("--replay", str(ROOT / "crawlers" / "samples" / SLUG), "--today", "2026-11-22")
    before = _of_children()
    for _ in range(ROUNDS):
        subprocess.run([sys.executable, *program, SLUG, *files, *sample], cwd=ROOT, check=True)
    return (_of_children() - before) / ROUNDS


def _of_children() -> float:
    spent = resource.getrusage(resource.RUSAGE_CHILDREN)
    return spent.ru_utime + spent.ru_stime


def _of(pid: int) -> float:
    """Return the processor seconds of a process and of its children that ended."""
    stat = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return sum(map(int, stat[11:15])) / os.sysconf("SC_CLK_TCK")
