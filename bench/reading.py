"""Reading: what the grammars cost per 1,000 characters, beside a general date reader."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from datetime import date

from dateparser.search import search_dates

from bench.row import Row
from pipeline.reading import read

SENTENCES = (
    "Anträge können bis zum 31. März 2027 bei der Bewilligungsstelle eingereicht werden.",
    "Die Zuwendung beträgt bis zu 80 Prozent der förderfähigen Ausgaben, höchstens 20.000 Euro.",
    "Antragsberechtigt sind Städte, Gemeinden und Landkreise sowie deren Zusammenschlüsse.",
    "Die Richtlinie tritt am 1. Januar 2027 in Kraft und ist bis zum 31. Dezember 2030 gültig.",
    "Das Vorhaben dient der Entwicklung des Ortes und bezieht die Bürgerinnen und Bürger ein.",
    "Die Belege sind nach Abschluss zehn Jahre aufzubewahren und auf Verlangen vorzulegen.",
)
GUIDELINE_CHARACTERS = 17_000


def rows() -> Iterator[Row]:
    """Measure both readers on the same sentences, then a whole guideline."""
    text = " ".join(SENTENCES)
    ours = _milliseconds(lambda: [read(one, published_on=date(2026, 11, 1)) for one in SENTENCES])
    theirs = _milliseconds(lambda: [search_dates(one, languages=["de"]) for one in SENTENCES], 3)
    per_thousand = 1000 / len(text)
    yield Row(
        name="dateparser, 1,000 characters (dates only)", value=theirs * per_thousand, unit="ms"
    )
    yield Row(
        name="all grammars, 1,000 characters",
        value=ours * per_thousand,
        unit="ms",
        baseline="dateparser",
        ratio=ours / theirs,
    )
    guideline = (text + "\n\n") * (GUIDELINE_CHARACTERS // len(text) + 1)
    whole = guideline[:GUIDELINE_CHARACTERS]
    yield Row(
        name=f"a guideline of {GUIDELINE_CHARACTERS:,} characters",
        value=_milliseconds(lambda: read(whole, published_on=date(2026, 11, 1))),
        unit="ms",
    )


def _milliseconds(work: Callable[[], object], times: int = 20) -> float:
    """Return the best of several runs, since a busy machine only ever adds."""
    work()
    best = float("inf")
    for _time in range(times):
        began = time.perf_counter()
        work()
        best = min(best, time.perf_counter() - began)
    return best * 1000
