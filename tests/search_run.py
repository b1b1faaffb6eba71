"""Run a crawl as `crawlers.run` does, with the portal's search API at HOST:PORT."""

from __future__ import annotations

import sys

import crawlers.sedia.query
import crawlers.settings
from crawlers.run import main
from tests.search_server import PATH


def run() -> int:
    """Ask the double instead of the portal, without waiting for it."""
    address, *arguments = sys.argv[1:]
    crawlers.sedia.query.SEARCH = f"http://{address}{PATH}"
    crawlers.settings.DOWNLOAD_DELAY = 0
    return main([*arguments, "--allow-address", address])


if __name__ == "__main__":
    sys.exit(run())
