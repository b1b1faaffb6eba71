"""Count visits: read texts with every pattern of the pipeline counting; run as a program.

    echo '{"limit": 2000, "texts": {"dots": "..."}}' | python -m tests.pipeline.reading.count_visits

Patterns are made when their modules are loaded, so a process of its own has to count.
"""

from __future__ import annotations

import json
import re
import sys
import threading
from contextlib import suppress
from typing import Any

from tests.pipeline.reading.visits import Counting, TooManyVisits, Visits

_real = re.compile


def _counting(pattern: Any, flags: Any = 0) -> Any:
    caller = sys._getframe(1).f_globals.get("__name__", "")
    return Counting(pattern, flags) if caller.startswith("pipeline.") else _real(pattern, flags)


def main() -> None:
    """Print for each text how often its characters are visited, and by which pattern most."""
    asked = json.load(sys.stdin)
    re.compile = _counting
    from pipeline.run import read_entry
    from tests.pipeline.reading.hostile import entry, shipped_rules

    rules = shipped_rules()
    read_entry(entry("Die Stadt Fulda fördert bis 3. März."), rules)  # what is made once is made
    counted = {}
    for name, text in asked["texts"].items():
        visits = Counting.visits = Visits(limit=asked["limit"] * len(text))
        with suppress(TooManyVisits):
            read_entry(entry(text), rules)
        [(pattern, _)] = visits.by_pattern.most_common(1)
        counted[name] = (visits.total, pattern)
    json.dump(counted, sys.stdout)


if __name__ == "__main__":
    sys.setrecursionlimit(1_000_000)
    threading.stack_size(1 << 29)
    counting = threading.Thread(target=main)
    counting.start()
    counting.join()
