"""Manner words: what a host says to machines, in German for staff."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

_ROBOTS = {
    "none": "Eine robots.txt gibt es nicht.",
    "allows": "robots.txt erlaubt uns die Seiten, die wir lesen.",
    "forbids": "robots.txt untersagt uns eine Seite, die wir lesen wollten.",
    "unreadable": "robots.txt war nicht zu lesen; das gilt uns als Verbot.",
}
_ROBOTS_WORDS = {
    "noai": "Die Seiten untersagen den Gebrauch für künstliche Intelligenz (noai).",
    "noimageai": "Die Seiten untersagen den Gebrauch der Bilder für künstliche Intelligenz"
    " (noimageai).",
    "noarchive": "Die Seiten sollen nicht als Kopie gezeigt werden (noarchive).",
    "nosnippet": "Aus den Seiten sollen keine Ausschnitte gezeigt werden (nosnippet).",
}


def manner_words(says: Mapping[str, Any]) -> Iterator[str]:
    """Yield a sentence for each thing that a host says."""
    if says.get("robots"):
        yield _ROBOTS[says["robots"]]
    if says.get("names_us"):
        yield "robots.txt nennt Landbote beim Namen."
    if says.get("delay"):
        seconds = f"{says['delay']:g}".replace(".", ",")
        yield f"robots.txt verlangt {seconds} Sekunden zwischen zwei Seiten; daran halten wir uns."
    if says.get("shut_out"):
        yield f"robots.txt schließt KI-Crawler aus: {', '.join(says['shut_out'])}."
    for kind, value, page in says.get("marks", ()):
        if kind == "reserved":
            yield f"Text und Data Mining sind vorbehalten ({value}): {page}"
        elif kind == "robots_word":
            yield _ROBOTS_WORDS[value]
        else:
            yield f"Lizenz: {value} (auf {page})"


def changed_words(now: Mapping[str, Any], before: Mapping[str, Any]) -> tuple[list[str], list[str]]:
    """Return what a host says that it did not say before, and what it says no more."""
    says, said = list(_apart(now)), list(_apart(before))
    return [one for one in says if one not in said], [one for one in said if one not in says]


def _apart(says: Mapping[str, Any]) -> Iterable[str]:
    """Yield the sentences without the pages on which they stand: another page is no change."""
    marks = {(kind, value): "" for kind, value, _page in says.get("marks", ())}
    plain = {**says, "marks": [[kind, value, ""] for kind, value in marks]}
    return (one.removesuffix(": ").removesuffix(" (auf )") for one in manner_words(plain))
