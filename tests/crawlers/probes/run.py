"""Run a crawl as `crawlers.run` does, with the probe among the spiders."""

from __future__ import annotations

import sys
from pathlib import Path

import crawlers.spiders
from crawlers.run import main

if __name__ == "__main__":
    crawlers.spiders.__path__.append(str(Path(__file__).parent))
    sys.exit(main())
