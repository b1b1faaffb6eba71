"""Doubts: whether those whom a frame names really may apply, now and for themselves.

Guests of an event, proposers, partners without money and the last in a chain stand in the same
frames as applicants do, and so do those who may apply only later, or once could.
"""

from __future__ import annotations

import re

from pipeline.reading.text.certainty import FORMERLY

_REACH = 240  # characters in which the words of a doubt may stand
_ENDED = re.compile(r"(?<=[^\W\d_]{3})[.!?] (?=[A-ZÄÖÜ])")
NOT_NOW = "Dürfen diese jetzt einen Antrag stellen, oder galt oder gilt das nur zu anderer Zeit?"
NOT_THEMSELVES = "Dürfen diese selbst einen Antrag stellen, oder nehmen sie anders teil?"
_EVENT = (
    r"[\w-]*(?:[Tt]agung|[Ww]orkshop|[Vv]eranstaltung|[Ss]eminar|[Kk]onferenz|[Ww]ebinar"
    r"|[Kk]ongress|[Mm]esse|[Ss]chulung|[Ff]orum|[Ii]nfoabend|[Ii]nformationsabend|[Ss]ymposium"
    r"|[Uu]mfrage|[Bb]efragung|[Ss]prechstunde|[Ff]estakt|[Ee]mpfang)s?\b"
)
_OTHER_TIME = re.compile(
    rf"\berst (?:ab|nach|wenn|im Jahr|mit|seit|in)\b|\b(?:waren|war|galten?) (?:\w+ )?{FORMERLY}\b"
    rf"|\b(?i:{FORMERLY}) (?:waren|war|konnten|durften)\b"
    r"|\bkünftig nur\b|\b(?:forder|verlang|wünsch|beantrag|plan)(?:t|te|ten|en)(?: \w+)?, dass\b"
)
_OTHER_PART = re.compile(
    rf"\b(?:[Zz]u[rm]?|[Aa]m|[Aa]n (?:der|dem|einer|einem)|[Bb]eim?|[Bb]ei der|[Ff]ür (?:die|das"
    rf"|den)) (?:[a-zäöüß]+en )?{_EVENT}"
    rf"|\b(?:Das|Der|Die|Unsere?) {_EVENT} (?:[^.;?]{{0,60}} )?(?:steht|richtet|wendet|ist offen)\b"
    r"|\büber (?:einen? |ihre[n]? )?[\w-]*[Pp]artner\w*(?: \([^()]*\))?"
    r" (?:teilnehmen|mitmachen|bewerben)"
    r"|\b(?:für|um|auf) (?:[a-zäöüß]+ ){0,2}[\w-]*(?:[Pp]raktikum|[Ss]telle|[Aa]usbildungsplatz"
    r"|[Ss]tudienplatz|[Jj]ob)\b"
    r"|\b[Vv]orschlagsberechtigt|\bVorschläge (?:einreichen|machen|einsenden)"
    r"|\b[Aa]ls (?:[a-zäöüß]+ )?(?:[\w-]*[Pp]artner|Sponsor|Förderer|Gast|Gäste|Unterstützer)\w*"
    r"|\bohne (?:eigene |finanzielle )?(?:Förderung|Zuwendung|Zuschuss)\b"
    r"|\bLetzte?mpf[aä]ng\w+|\bleite[nt]\b[^;]{0,80}\bweiter\b|\bweiter(?:zu)?(?:ge)?leite[nt]\b"
    r"|\b(?:[Dd]er )?Projektträger ist (?:die|der|das) "
    r"|\bprofitieren\b"
)


def doubt_about_role(plain: str, start: int, end: int) -> str:
    """Return the question about those named at `start:end`, or "" where nothing is in doubt."""
    begin = max(0, start - _REACH)
    first = max((end.end() for end in _ENDED.finditer(plain, begin, start)), default=begin)
    ended = _ENDED.search(plain, end, end + _REACH)
    last = ended.start() if ended else min(len(plain), end + _REACH)
    if _OTHER_TIME.search(plain, first, last):
        return NOT_NOW
    return NOT_THEMSELVES if _OTHER_PART.search(plain, first, last) else ""
