"""Forks: what the tests start as forks, and what each kind of it imports before."""

from __future__ import annotations

import atexit
import json
import os
from functools import cache

from crawlers.forks import CRAWLS, ForkServer

CRAWLER = "CRAWLER_OF_FORKED_COMMANDS"
WARMED = {
    "landbote": "tests.forks.commands",
    "crawlers.run": CRAWLS,
    "tests.crawlers.probes.run": CRAWLS,
    "tests.faults.sites.run": CRAWLS,
    "tests.faults.week.run": CRAWLS,
    "tests.search_run": CRAWLS,
    "tests.simulated.run": CRAWLS,
}


def forked(module: str) -> tuple[str, ...]:
    """Return what Python is to run instead of `-m MODULE`."""
    if module == "landbote":  # its server learns from this how to fork the crawls of a command
        os.environ[CRAWLER] = json.dumps(forked("crawlers.run"))
    return _server(WARMED[module]).program(module)


@cache
def _server(imports: str) -> ForkServer:
    server = ForkServer(imports=imports)
    atexit.register(server.close)
    return server
