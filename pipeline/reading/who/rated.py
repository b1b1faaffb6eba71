"""Rates of cases: whom a line or clause names that says what share or sum he gets.

"Vereine: 50 %" below "Zuschuss" tells who gets money as well as "antragsberechtigt sind" does;
below "Eintritt" or "Kosten tragen" it tells who pays.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.reading.who.lists import Found, listed
from pipeline.reading.who.nouns import find_nouns

_PERCENT = r"\d[\d.,]* ?(?:%|Prozent\b|v\. ?H\.)"
_SUM = r"\d[\d.,]*(?: (?:oder|bis) \d[\d.,]*)? ?(?:%|Prozent\b|v\. ?H\.|Euro\b|EUR\b|€)"
# "Vorhaben privater Träger: 40 %", "bei Vereinen 90 %", "▪ „Klasse“ – Schulen: 2.500 Euro".
_ROW = re.compile(
    r"(?:[•*·▪–-] ?)?(?:[„\"][^\n“\"]{2,40}[“\"] ?[–:-] ?)?"
    r"(?P<of>(?:Vorhaben|Projekte|Maßnahmen|Anträge)(?: von| der)? |[Bb]ei |[Ff]ür )?"
    r"(?P<who>[^\n:\t|%€]{3,90}?)(?P<mark> ?[:\t|=]+ ?| )(?:bis zu |bis |max\. |maximal "
    r"|höchstens |je )?"
    rf"(?P<sum>{_SUM})",
)
_SEPARATED = re.compile(r" · | ; |; ")
# "Der Fördersatz beträgt für Gemeinden 60 Prozent und für Vereine 80 Prozent."
_SHARE = re.compile(
    r"\b(?:[Ff]ür|[Bb]ei|an) (?P<who>(?:(?:Vorhaben|Projekte|Maßnahmen)(?: von"
    r"| der)? )?[^.;:?%€\d]{3,70}?)"
    rf"(?: (?:werden|bei|auf|mit|bis zu|höchstens|maximal|jeweils|je|von"
    rf"|einen Zuschuss von)){{0,3}} {_PERCENT}"
)
_GETS = re.compile(rf"{_PERCENT} ?(?:,|und) (?P<who>[^.;:?%€\d]{{3,60}}?) {_PERCENT}")
_GRANTED = re.compile(
    r"[Ff]örders[aä]tz|[Ff]örderquote|[Zz]usch[uü]ss|[Ff]örderhöhe|[Pp]reis(?!e pro|liste)"
    r"|[Pp]rämie"
    r"|[Ff]örderung|[Ff]ördersumme|[Ff]örderbetr|Zuwendung|[Mm]indest(?:förder)?summe|Konditionen"
)
_PAID = re.compile(
    r"[Ee]intritt|[Gg]ebühr|[Bb]eitr[aä]g|[Ee]igen(?:anteil|mittel)|[Kk]ofinanz|[Ff]inanzier"
    r"|[Hh]erkunft"
    r"|[Ss]timm|[Mm]itglied|[Tt]ragen\b|\b(?:trägt|zahlen|zahlt|übernehmen|steuern|Besucher\w*)\b"
    r"|[Vv]orjahr|[Ss]chwellenwert|vergangenen|\bgingen\b|\bwaren\b|\bwurden\b|[Ss]pende"
    r"|[Ss]teuer|Umlage"
    r"|[Pp]reisliste"
    r"|[Vv]erteilung|[Mm]ietpreis|[Tt]arif|[Pp]acht"
)
_SETS = re.compile(
    r"[Ff]örders[aä]tz|[Ff]örderquote|\b(?:beträgt|betragen|gewährt|gefördert|bezuschusst"
    r"|erhalten)\b"
    r"|[Zz]uschuss:"
)
_ABOVE = 160  # characters before a line in which the words stand that say what its sums are
_THINGS = re.compile(r"\b(?:Bau|Sanierung|Kauf|Neubau|Betrieb|Ausbau|Kosten|Schäden|Gebäude)\b")
DOUBT = "Dürfen diese einen Antrag stellen, oder nennt der Text sie nur mit einem Betrag?"


def rated(lined: str) -> Iterator[tuple[Found, str]]:
    """Yield whom lines and clauses name with a share or sum, and the question where unsure."""
    if _GRANTED.search(lined) is None and "rhalten" not in lined:
        return
    start = 0
    for line in lined.split("\n"):
        end = start + len(line)
        if (
            "%" in line
            or "rozent" in line
            or "uro" in line
            or "€" in line
            or "EUR" in line
            or "H." in line
        ):
            yield from _in_line(lined, start, end)
        start = end + 1


def _in_line(lined: str, start: int, end: int) -> Iterator[tuple[Found, str]]:
    above = max(0, start - _ABOVE)
    if _PAID.search(lined, start, end) or _PAID.search(_heading(lined, above, start)):
        return
    sure = _GRANTED.search(lined, above, end) is not None
    begin = start
    cuts = [*_SEPARATED.finditer(lined, start, end)]
    for stop, after in [*((cut.start(), cut.end()) for cut in cuts), (end, end)]:
        row = _ROW.match(lined, begin, stop)
        if row and (row["of"] or row["mark"].strip(" ")):
            yield from _named(lined, *row.span("who"), sure=sure)
        begin = after
    for pattern in (_SHARE, _GETS):
        for share in pattern.finditer(lined, start, end):
            said = sure and _SETS.search(lined, start, end) is not None
            yield from _named(lined, *share.span("who"), sure=said)


def _heading(lined: str, above: int, start: int) -> str:
    """Return the last line above that has no sum: what the rows under it are about."""
    lines = [one for one in lined[above:start].split("\n") if one.strip()]
    return next((one for one in reversed(lines) if not re.search(r"\d ?(?:%|€|Euro|EUR)", one)), "")


def _named(lined: str, start: int, end: int, *, sure: bool) -> Iterator[tuple[Found, str]]:
    said = lined[start:end]
    first = next(find_nouns(said), None)
    if first is None or _THINGS.search(said) or not _LEAD.fullmatch(said[: first.start()]):
        return
    for found in listed(lined, start, end, "rated", agent="von für bei an der"):
        certain = sure and found.kind not in ("individual", "education")
        yield found, "" if certain else DOUBT


_LEAD = re.compile(
    r"(?:(?:(?:Vorhaben|Projekte|Maßnahmen|Anträge)(?: von| der)?|[a-zäöüß]+e[rsn]?|für|bei|die"
    r"|den|der"
    r"|[A-ZÄÖÜ][a-zäöüß]+e[rn]?) )*"
)
