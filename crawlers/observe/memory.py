"""Memory: how much a crawl itself has taken, whoever started it."""

from __future__ import annotations

import re
from pathlib import Path

from scrapy.extensions.memusage import MemoryUsage

_PEAK = re.compile(r"^VmHWM:\s*(\d+) kB$", re.MULTILINE)


class OwnMemoryUsage(MemoryUsage):
    """Ends a crawl that takes more than MEMUSAGE_LIMIT_MB.

    Scrapy asks getrusage(2), whose peak Linux hands on through fork and exec: a crawl that a
    grown process started would end before its first page.
    """

    def get_virtual_size(self) -> int:
        """Return the peak of this process's own memory in bytes."""
        try:
            status = Path("/proc/self/status").read_text(encoding="ascii", errors="replace")
        except OSError:  # no Linux: there the peak is one's own
            status = ""
        peak = _PEAK.search(status)
        return int(peak[1]) * 1024 if peak else super().get_virtual_size()
