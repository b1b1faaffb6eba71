"""Instruments: how funding is given, as one of our codes, in whatever words a source says it."""

from __future__ import annotations

import re
from collections.abc import Iterable

# By the codes of `db.labels.INSTRUMENTS`. The EU gives grants for what it calls actions.
_SAID = {
    "grant": re.compile(r"zusch[uü]|grant|\baction|zuwendung", re.IGNORECASE),
    "loan": re.compile(r"darlehen|kredit|\bloan", re.IGNORECASE),
    "guarantee": re.compile(r"b[uü]e?rgschaft|garantie|guarantee", re.IGNORECASE),
    "equity": re.compile(r"beteiligung|equity", re.IGNORECASE),
    "prize": re.compile(r"preis|\bpri[zc]e", re.IGNORECASE),
}
OTHER = "other"


def instrument_codes(said: Iterable[str]) -> tuple[str, ...]:
    """Return the codes of what is said, each once; what is none of the known is "other"."""
    found = [code for words in said for code in (_codes(words) or (OTHER,))]
    return tuple(dict.fromkeys(found))


def _codes(words: str) -> tuple[str, ...]:
    return tuple(code for code, pattern in _SAID.items() if pattern.search(words))
