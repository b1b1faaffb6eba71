"""Run a crawl as `crawlers.run` does, against the pages as they stand: FOLDER SLUG …

Where the file `stall` names the source, the crawl says so in `stalled` and stays there, as one
does that is in the midst of its pages when the machine goes down.
"""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

from crawlers.run import main


def run() -> int:
    """Answer every request from the source's folder."""
    folder, slug, *arguments = sys.argv[1:]
    stall = Path(folder) / "stall"
    if stall.exists() and stall.read_text() == slug:
        stalled = stall.with_name("stalled")
        stalled.with_suffix(".part").write_text(str(os.getpid()))
        stalled.with_suffix(".part").rename(stalled)
        time.sleep(600)
    return main([slug, *arguments, "--replay", str(Path(folder) / slug)])


if __name__ == "__main__":
    sys.exit(run())
