"""Licences: what the line of a source means in the list of licences of DCAT-AP.de.

The list: http://dcat-ap.de/def/licenses/ (version 2020-07-15, read 2026-11-27). A line that names
none of it gives no right to do more than the law allows anyhow: "Andere geschlossene Lizenz".
"""

from __future__ import annotations

import re
from dataclasses import dataclass

BASE = "http://dcat-ap.de/def/licenses/"


@dataclass(frozen=True, slots=True, kw_only=True)
class Licence:
    """One licence of the list. `by` says that whoever uses it must name the source."""

    code: str
    label: str
    by: bool = False

    @property
    def uri(self) -> str:
        """Its name in the list."""
        return f"{BASE}{self.code}"


CLOSED = Licence(code="other-closed", label="keine offene Lizenz genannt", by=True)
# The first that fits is it: "CC BY-ND" must not pass for "CC BY".
_KNOWN: tuple[tuple[str, Licence], ...] = (
    (r"\bCC BY-ND 4\.0\b", Licence(code="cc-by-nd/4.0", label="CC BY-ND 4.0", by=True)),
    (r"\bCC BY-SA 4\.0\b", Licence(code="cc-by-sa/4.0", label="CC BY-SA 4.0", by=True)),
    (r"\bCC BY-NC 4\.0\b", Licence(code="cc-by-nc/4.0", label="CC BY-NC 4.0", by=True)),
    (r"\bCC BY 4\.0\b", Licence(code="cc-by/4.0", label="CC BY 4.0", by=True)),
    (r"\bCC0\b", Licence(code="cc-zero", label="CC0")),
    (
        r"\bDatenlizenz Deutschland\W+Namensnennung\W+(?:Version )?2\.0|\bdl-de/by-2-0\b",
        Licence(code="dl-by-de/2.0", label="Datenlizenz Deutschland – Namensnennung 2.0", by=True),
    ),
    (
        r"\bDatenlizenz Deutschland\W+Zero\W+(?:Version )?2\.0|\bdl-de/zero-2-0\b",
        Licence(code="dl-zero-de/2.0", label="Datenlizenz Deutschland – Zero 2.0"),
    ),
)


def licence_of(line: str) -> Licence:
    """Return the licence that the line of a source names."""
    return next((known for words, known in _KNOWN if re.search(words, line)), CLOSED)
