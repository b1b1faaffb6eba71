"""CSV described: its columns for programs, as the W3C's CSV on the Web wants it.

Metadata Vocabulary for Tabular Data, W3C Recommendation of 17 December 2015.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from web.exports.csv import DELIMITER, LINE_END, datatype
from web.table import COLUMNS

REQUIRED = frozenset({"id", "title", "kind", "level", "status", "source", "source_key", "as_of"})


def described(table: str, base_url: str, today: date) -> dict[str, Any]:
    """Return what the CSV at an address holds, column by column."""
    return {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "de"}],
        "url": table,
        "dc:title": "Landbote: Förderungen für den ländlichen Raum",
        "dc:description": "Was Förderer veröffentlichen, automatisch gelesen. Maßgeblich ist der "
        "Text der Quelle; Rechte und Nennung stehen in der Spalte „Lizenz der Quelle“.",
        "dc:modified": {"@value": today.isoformat(), "@type": "xsd:date"},
        "dc:source": f"{base_url.rstrip('/')}/daten",
        "dialect": {
            "encoding": "utf-8",
            "delimiter": DELIMITER,
            "lineTerminators": [LINE_END],
            "quoteChar": '"',
            "doubleQuote": True,
            "header": True,
        },
        "tableSchema": {
            "primaryKey": "id",
            "aboutUrl": f"{base_url.rstrip('/')}/foerderungen/{{id}}",
            "columns": [
                {
                    "name": column.name,
                    "titles": column.heading,
                    "dc:description": column.says,
                    "required": column.name in REQUIRED,
                    "null": "",
                    **datatype(column.kind),
                }
                for column in COLUMNS
            ],
        },
    }
