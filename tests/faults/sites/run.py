"""Run a crawl as `crawlers.run` does, against a server of this machine: HOST:PORT MEMORY …

The peak of resident memory, in KiB, is written to the file MEMORY in the end.
"""

from __future__ import annotations

import sys
from pathlib import Path

import crawlers.spiders
from crawlers.observe.memory import peak_memory
from crawlers.run import main


def run() -> int:
    """Let the server's address through and crawl."""
    address, memory, *arguments = sys.argv[1:]
    crawlers.spiders.__path__.append(str(Path(__file__).parent))
    site = ("--allow-address", address, "--option", f"site=http://{address}")
    code = main([*arguments, *site])
    Path(memory).write_text(str(peak_memory() // 1024))
    return code


if __name__ == "__main__":
    sys.exit(run())
