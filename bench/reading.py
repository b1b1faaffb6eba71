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
# What stands between such sentences in a guideline, where most states nothing.
BETWEEN = (
    "Die Zuwendung wird im Wege der Projektförderung als nicht rückzahlbarer Zuschuss gewährt.",
    "Ein Rechtsanspruch auf Gewährung der Zuwendung besteht nicht; die Bewilligungsbehörde "
    "entscheidet nach pflichtgemäßem Ermessen im Rahmen der verfügbaren Haushaltsmittel.",
    "Bei Investitionen in die bauliche Infrastruktur sind die Belange der Barrierefreiheit und "
    "des Denkmalschutzes zu beachten und mit den zuständigen Stellen abzustimmen.",
    "Für die Bewilligung, Auszahlung und Abrechnung der Zuwendung sowie für den Nachweis und die "
    "Prüfung der Verwendung gelten die Verwaltungsvorschriften zu § 44 der Haushaltsordnung.",
    "Dem Antrag sind eine Beschreibung des Vorhabens, ein Kosten- und Finanzierungsplan sowie "
    "eine Stellungnahme der Standortgemeinde beizufügen.",
    "Mit dem Vorhaben darf erst nach Zugang des Bescheides begonnen werden.",
    "Der Rechnungshof ist berechtigt, bei den Empfängern zu prüfen (§ 91 der Haushaltsordnung).",
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
    wholes = {
        f"a guideline of {GUIDELINE_CHARACTERS:,} characters": _guideline(SENTENCES, BETWEEN),
        "as much text that states something in two of three sentences": _guideline(SENTENCES),
    }
    for name, whole in wholes.items():
        spent = _milliseconds(lambda whole=whole: read(whole, published_on=date(2026, 11, 1)))  # type: ignore[misc]
        yield Row(name=name, value=spent, unit="ms")


def _guideline(stating: tuple[str, ...], between: tuple[str, ...] = ()) -> str:
    """Return a text in paragraphs: one sentence that may state something, then the others."""
    paragraphs = [" ".join((one, *between)) for one in stating]
    once = "\n\n".join(paragraphs) + "\n\n"
    return (once * (GUIDELINE_CHARACTERS // len(once) + 1))[:GUIDELINE_CHARACTERS]


def _milliseconds(work: Callable[[], object], times: int = 20) -> float:
    """Return the best of several runs, since a busy machine only ever adds."""
    work()
    best = float("inf")
    for _time in range(times):
        began = time.perf_counter()
        work()
        best = min(best, time.perf_counter() - began)
    return best * 1000
