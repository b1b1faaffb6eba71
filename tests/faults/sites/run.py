"""Run a crawl as `crawlers.run` does, against a server of this machine: HOST:PORT MEMORY SECONDS …

The peak of resident memory, in KiB, is written to the file MEMORY in the end. A page is waited for
so many SECONDS.
"""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path

import crawlers.spiders
from crawlers.observe.memory import peak_memory
from crawlers.run import main


def run() -> int:
    """Let the server's address through and crawl."""
    address, memory, seconds, *arguments = sys.argv[1:]
    crawlers.spiders.__path__.append(str(Path(__file__).parent))
    import_module("crawlers.spiders.village").VillageSpider.timeout = int(seconds)
    site = ("--allow-address", address, "--option", f"site=http://{address}")
    code = main([*arguments, *site])
    Path(memory).write_text(str(peak_memory() // 1024))
    return code


if __name__ == "__main__":
    sys.exit(run())
