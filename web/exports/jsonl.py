"""JSON Lines: one opportunity a line, for programs that read on and on."""

from __future__ import annotations

import json
from collections.abc import Iterator

from web.exports import Format, gathered
from web.records import records
from web.stock import Stock


def pieces(stock: Stock) -> Iterator[bytes]:
    """Yield one JSON object a line, with umlauts as they are."""
    return gathered(
        (json.dumps(record, ensure_ascii=False) + "\n").encode("utf-8", "replace")
        for record in records(stock)
    )


FORMAT = Format(
    name="jsonl",
    label="JSON Lines",
    says="Ein Eintrag je Zeile, mit jeder Angabe und ihrem Wortlaut; für Programme.",
    media_type="application/jsonl",
    suffix=".jsonl",
    pieces=pieces,
)
