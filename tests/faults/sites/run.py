"""Run a crawl as `crawlers.run` does, against a server of this machine: HOST:PORT MEMORY …

The peak of resident memory, in KiB, is written to the file MEMORY in the end.
"""

from __future__ import annotations

import resource
import sys
from pathlib import Path

import crawlers.spiders
from crawlers.run import main


def run() -> int:
    """Let the server's address through and crawl."""
    address, memory, *arguments = sys.argv[1:]
    crawlers.spiders.__path__.append(str(Path(__file__).parent))
    site = ("--allow-address", address, "--option", f"site=http://{address}")
    code = main([*arguments, *site])
    Path(memory).write_text(str(peak_memory()))
    return code


def peak_memory() -> int:
    """Return the most memory this program ever held, in KiB.

    The kernel's resource usage counts what the process was before it became this program:
    the tests themselves, which grow; only the peak of the present address space will do.
    """
    status = Path("/proc/self/status")
    if not status.exists():
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    lines = dict(line.split(":", 1) for line in status.read_text().splitlines())
    return int(lines["VmHWM"].split()[0])


if __name__ == "__main__":
    sys.exit(run())
