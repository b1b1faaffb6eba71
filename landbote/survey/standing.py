"""Standing: which of the sources that were looked at need a person, and why."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from statistics import median

from crawlers.observe.outcome import Outcome
from crawlers.source import Source
from landbote.survey.seen import Seen

SHORT = 200  # characters of the middle text, below which a text was hardly read whole


class Standing(StrEnum):
    """How a source stands after a look, what needs a person first."""

    BROKEN = "broken"
    REFUSED = "refused"
    DOUBTFUL = "doubtful"
    GOOD = "good"


STANDINGS = {
    Standing.BROKEN: "nicht lesbar",
    Standing.REFUSED: "abgewiesen oder untersagt",
    Standing.DOUBTFUL: "zweifelhaft",
    Standing.GOOD: "gut",
}
# What becomes of those, a sentence for whoever goes through them.
HELP = {
    Standing.BROKEN: "Hier wurde nichts gelesen. Ist etwas geändert, sieht der Befehl unter jeder "
    "Gruppe noch einmal nach.",
    Standing.REFUSED: "Wer uns nicht einlässt, wird nicht gelesen, bis er es erlaubt.",
    Standing.DOUBTFUL: "Gelesen, aber vielleicht nicht richtig. Stimmt es mit der Website überein, "
    "genügt ein Abruf, und die Quelle ist bestätigt.",
    Standing.GOOD: "Ein Blick auf die Titel genügt. Der nächste gute Abruf bestätigt die Quelle, "
    "von selbst oder mit „Jetzt abrufen“ auf ihrer Seite.",
}
_REFUSED = (Outcome.BLOCKED, Outcome.ROBOTS)
_GOOD = (Outcome.OK, Outcome.UNCHANGED)


def standing(source: Source, seen: Seen) -> Standing:
    """Return how a source stands."""
    if seen.outcome in _REFUSED:
        return Standing.REFUSED
    if seen.outcome not in _GOOD:
        return Standing.BROKEN
    return Standing.DOUBTFUL if any(doubts(source, seen)) else Standing.GOOD


def doubts(source: Source, seen: Seen) -> Iterator[str]:
    """Yield a German sentence for all that a person should look at, though it was read."""
    if seen.outcome not in _GOOD:
        return
    count, (low, high) = len(seen.titles), source.expected
    if count == 0:
        yield "Es wurde kein Eintrag gefunden."
    elif count == 1 and high > 1:
        yield "Es wurde nur ein Eintrag gefunden."
    if count and not low <= count <= high:
        wanted = f"{low}" if low == high else f"{low} bis {high}"
        yield f"Unerwartete Zahl der Einträge: {count} gefunden, {wanted} erwartet."
    if count > 1 and not seen.dated:
        yield "Kein Eintrag hat einen Tag der Veröffentlichung."
    if count > 1 and len({one.title for one in seen.titles}) == 1:
        yield "Alle Titel sind gleich."
    if count and median(one.length for one in seen.titles) < SHORT:
        yield f"Die Texte sind sehr kurz: die Hälfte hat unter {SHORT} Zeichen."
    yield from seen.left_out
