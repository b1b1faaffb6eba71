"""Memory: how much a crawl itself has taken, whoever started it."""

from __future__ import annotations

import re
import resource
from pathlib import Path

from scrapy.extensions.memusage import MemoryUsage

_PEAK = re.compile(r"^VmHWM:\s*(\d+) kB$", re.MULTILINE)


class OwnMemoryUsage(MemoryUsage):
    """Ends a crawl that takes more than MEMUSAGE_LIMIT_MB itself."""

    def get_virtual_size(self) -> int:
        """Return what Scrapy compares with the limit, in bytes."""
        return peak_memory()


def peak_memory() -> int:
    """Return the most memory this program ever held, in bytes.

    getrusage(2) counts on Linux what the process was before it became this program: the
    service that started it, which may have grown; only the peak of the present address
    space will do.
    """
    status = Path("/proc/self/status")
    if not status.exists():
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    peak = _PEAK.search(status.read_text(encoding="ascii", errors="replace"))
    return int(peak[1]) * 1024 if peak else 0
