"""JSON: one document with all opportunities, and what it is, from when and on which terms."""

from __future__ import annotations

import json
from collections.abc import Iterator

from web.exports import Format, gathered
from web.records import records
from web.stock import Stock

TERMS = (
    "Maßgeblich ist der Text der Quelle (url). Rechte und Nennung: licence je Eintrag. Was unter "
    "statements den standing „contested“ hat, widerspricht sich und ist keine Tatsache; ohne "
    "standing ist es unstrittig, ohne origin automatisch gelesen."
)


def pieces(stock: Stock) -> Iterator[bytes]:
    """Yield a document that is valid as a whole and written as it comes."""
    return gathered(part.encode("utf-8", "replace") for part in _parts(stock))


def _parts(stock: Stock) -> Iterator[str]:
    about = {
        "title": "Landbote: Förderungen",
        "as_of": stock.today.isoformat(),
        "made_at": stock.at.isoformat(),
        "address": stock.address or None,
        "filter": dict(stock.wanted),
        "terms": TERMS,
    }
    begun = json.dumps(about, ensure_ascii=False, indent=1).removesuffix("\n}")
    yield f'{begun},\n "opportunities": ['
    for number, record in enumerate(records(stock)):
        yield f"{',' if number else ''}\n{json.dumps(record, ensure_ascii=False)}"
    yield "\n]}\n"


FORMAT = Format(
    name="json",
    label="JSON",
    says="Alles in einem Dokument, mit jeder Angabe und ihrem Wortlaut; für Programme.",
    media_type="application/json",
    suffix=".json",
    pieces=pieces,
    file_type="JSON",
)
