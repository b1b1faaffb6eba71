"""JSON Lines: one opportunity a line."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import TextIO

from web.exports import Format, Row


def write(rows: Iterable[Row], out: TextIO) -> None:
    """Write one JSON object a line, with umlauts as they are."""
    for one in rows:
        out.write(json.dumps(one, ensure_ascii=False) + "\n")


FORMAT = Format(name="jsonl", write=write)
