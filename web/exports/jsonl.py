"""JSON Lines: one opportunity a line."""

from __future__ import annotations

import json
from typing import BinaryIO

from web.exports import Format
from web.stock import Stock


def write(stock: Stock, out: BinaryIO) -> None:
    """Write one JSON object a line, with umlauts as they are."""
    for row in stock.rows():
        line = json.dumps(row, ensure_ascii=False) + "\n"
        out.write(line.encode("utf-8", "replace"))


FORMAT = Format(name="jsonl", media_type="application/jsonl", suffix=".jsonl", write=write)
