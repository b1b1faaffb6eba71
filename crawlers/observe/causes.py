"""Causes: what kept a source from being read, on which page, and what a person can do about it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from crawlers.observe.outcome import Outcome

_ON_A_PAGE = re.compile(r"(?P<what>.+?): (?P<page>https?://\S+?)\.?(?:: (?P<more>.+))?", re.S)
_IN_BRACKETS = re.compile(r"(?P<what>[^()]+) \((?P<more>[^()]+)\)")
_NO_LINK = re.compile(r"„a\[href\] ~ (.+)“ erwartet mindestens 1, gefunden: 0")
_OPEN = "Adresse im Browser öffnen: Geht sie, später noch einmal ansehen; sonst die neue eintragen."
_MANY = "Trifft es viele Quellen auf einmal, liegt es am eigenen Netz."
_MOVED = "Diese Seite gibt es nicht. Auf der Website die neue Adresse suchen und eintragen."
_LATER = "Die Website ist langsam oder gestört. Später noch einmal ansehen."
_ASK = (
    "Die Website lässt uns nicht ein. Den Betreiber um Erlaubnis bitten oder die Quelle anhalten."
)
_MORE = "Steht auf der Website mehr? Dann wird die Liste nicht gefunden: Zeile der Quelle ändern."
_REBUILT = "Anders gebaut als erwartet. In der Kopie nachsehen, wo die Liste steht; Zeile ändern."
_COMPARE = "Titel und Tage mit der Website vergleichen. Stimmen sie, ist nichts zu ändern."
# Outcomes that are the doing of a website, and not of how we read it.
_OF_WEBSITE = (Outcome.UNREACHABLE, Outcome.FAILED, Outcome.BLOCKED, Outcome.ROBOTS)
# What helps, by how the cause begins; the first that fits.
_HELPS = {
    "Seite geändert": _REBUILT,
    "Die Quelle antwortet mit HTTP 404": _MOVED,
    "Die Quelle antwortet mit HTTP 410": _MOVED,
    "Die Quelle antwortet mit HTTP 4": _ASK,
    "Die Quelle antwortet mit HTTP 5": _LATER,
    "Der Name der Website ist unbekannt": f"{_OPEN} {_MANY}",
    "Die Website lehnt die Verbindung ab": f"{_OPEN} {_MANY}",
    "Keine Verbindung zur Website": f"{_OPEN} {_MANY}",
    "Keine Antwort": f"{_LATER} {_MANY}",
    "Die Verbindung brach ab": f"{_LATER} {_MANY}",
    "Das Zertifikat der Website ist ungültig": "Es ist abgelaufen, gilt für einen anderen Namen "
    "oder ist unvollständig. Adresse im Browser öffnen: Warnt auch er, den Betreiber darauf "
    "hinweisen; unter „www.“ oder ohne gilt es vielleicht.",
    "Die Website lässt keine verschlüsselte Verbindung zu": f"Mit „http://“ versuchen. {_OPEN}",
    "Die Antwort kam nur zum Teil an": _LATER,
    "Die Antwort ist größer": "Auf der Website eine kürzere Liste oder einen Feed suchen.",
    "robots.txt erlaubt": _ASK,
    "robots.txt verlangt": _ASK,
    "robots.txt: Antwort 4": _ASK,
    "robots.txt: Antwort 5": f"Ohne diese Datei wird nichts gelesen. {_LATER}",
    "robots.txt": "Ohne diese Datei wird nichts gelesen. Den Betreiber auf ihren Fehler hinweisen.",
    "Die Quelle behält sich": _ASK,
    "Die Quelle zeigt eine Prüfung": _ASK,
    "Die Quelle verlangt eine Prüfung": _ASK,
    "Abruf nicht möglich": _OPEN,
    "Adresse liegt nicht": _OPEN,
    "Der Abruf": "Noch einmal ansehen. Bleibt es so, die Zeile der Quelle ändern.",
    "Es wurde kein Eintrag": _MORE,
    "Es wurde nur ein Eintrag": _MORE,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Cause:
    """What happened, in words that many sources share; the page, and what else is told of it."""

    what: str
    page: str = ""
    more: str = ""

    @property
    def helps(self) -> str:
        """What a person can do about it, a German sentence."""
        return self.known_help or _COMPARE

    @property
    def known_help(self) -> str:
        """The same; empty where nobody knows more than what happened."""
        return next((_HELPS[one] for one in _HELPS if self.what.startswith(one)), "")


def what_helps(outcome: str, reason: str) -> str:
    """Return what a person can do where a website kept us from reading it; "" where it did not."""
    return cause_of(reason).known_help if outcome in _OF_WEBSITE else ""


def cause_of(reason: str) -> Cause:
    """Take a reason apart; one that names no page is a cause as far as its first colon."""
    told = reason.strip().removesuffix(".")
    if found := _ON_A_PAGE.fullmatch(told):
        what, page, more = found["what"], found["page"], found["more"] or ""
    else:
        (what, _, more), page = told.partition(": "), ""
    if found := _IN_BRACKETS.fullmatch(what):
        what, more = found["what"], "; ".join(filter(None, (found["more"], more)))
    more = _NO_LINK.sub(r"kein Link zu einem Artikel, wie er erwartet war (\1)", more)
    return Cause(what=what, page=page, more=more)
