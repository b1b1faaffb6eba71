"""Causes: what kept a source from being read, on which page, and what a person can do about it."""

from __future__ import annotations

import re
from dataclasses import dataclass

_ON_A_PAGE = re.compile(r"(?P<what>.+?): (?P<page>https?://\S+?)\.?(?:: (?P<more>.+))?", re.S)
_IN_BRACKETS = re.compile(r"(?P<what>[^()]+) \((?P<more>[^()]+)\)")
_NO_LINK = re.compile(r"„a\[href\] ~ (.+)“ erwartet mindestens 1, gefunden: 0")
_OPEN = "Adresse im Browser öffnen: Geht sie, später noch einmal ansehen; sonst die neue eintragen."
_MOVED = "Diese Seite gibt es nicht. Auf der Website die neue Adresse suchen und eintragen."
_LATER = "Die Website ist langsam oder gestört. Später noch einmal ansehen."
_ASK = (
    "Die Website lässt uns nicht ein. Den Betreiber um Erlaubnis bitten oder die Quelle anhalten."
)
_MORE = "Steht auf der Website mehr? Dann wird die Liste nicht gefunden: Zeile der Quelle ändern."
_REBUILT = "Anders gebaut als erwartet. In der Kopie nachsehen, wo die Liste steht; Zeile ändern."
_COMPARE = "Titel und Tage mit der Website vergleichen. Stimmen sie, ist nichts zu ändern."
# What helps, by how the cause begins.
_HELPS = {
    "Seite geändert": _REBUILT,
    "Die Quelle antwortet mit HTTP 404": _MOVED,
    "Die Quelle antwortet mit HTTP 410": _MOVED,
    "Die Quelle antwortet mit HTTP 4": _ASK,
    "Die Quelle antwortet mit HTTP 5": _LATER,
    "Keine Antwort": _LATER,
    "Die Antwort ist größer": "Auf der Website eine kürzere Liste oder einen Feed suchen.",
    "robots.txt ist nicht lesbar": f"Die Website antwortet nicht, oder nur hierauf nicht. {_OPEN}",
    "robots.txt erlaubt": _ASK,
    "Die Quelle behält sich": _ASK,
    "Die Quelle zeigt eine Prüfung": _ASK,
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
        return next((_HELPS[one] for one in _HELPS if self.what.startswith(one)), _COMPARE)


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
