"""Headlines: the first lines of a text, and the place that they say a programme is of."""

from __future__ import annotations

import re
from dataclasses import dataclass

_LINE = re.compile(r"[^\n]*[^\s][^\n]*")
_HEAD_LINES = 3
_LONGEST = 120
_FUNDING = re.compile(
    r"[Ff]örder|[Zz]uschuss|[Zz]uschüsse|[Pp]rogramm|[Ww]ettbewerb|[Pp]reis\b|Bonus|[Pp]rämie"
    r"|[Bb]udget"
    r"|[Aa]ntr[aä]g|Richtlinie|[Zz]uwendung|[Ff]onds\b|[Ss]tipendi|[Bb]eihilfe"
)
_ELSEWISE = re.compile(
    r"Preisträger|ausgezeichnet|^\W*Auszeichnungen|Nominierte|[Bb]escheid|übergab|übergibt|[Vv]eranstaltung|[Ss]itzung|[Tt]agung"
    r"|[Ss]prech|\bBeratung|Stellenangebot|[Tt]ermin"
)
# What may stand behind a body that a line is of: "Stadt Mannheim / Klimaschutzagentur".
_ASIDE = re.compile(r"\s*(?:[/|(–].{0,60}|(?:an der|am|im|bei) [A-ZÄÖÜ]\w+)?")
_ALONE = re.compile(
    r"[\s|•–-]*|.{3,90} [–|/-] "
    r"|[\W]*(?:Amtliche |Öffentliche )?(?:Bekanntmachung(?:en)?|Mitteilung(?:en)?|Internetseiten?"
    r"|Homepage|Website|Informationen|Service|[A-ZÄÖÜ]\w*amt|Amtsblatt) (?:der|des) "
)
# Whose programme it is; a project has a "Träger" as well.
_LABELLED = re.compile(
    r"[\W]*(?:Träger(?:in)?|Anbieter(?:in)?|Institution|Kommune|Gemeinde|Ort)\s*[:|]\s*"
)
_RULES = re.compile(
    r"[Ff]ördersatz|[Ff]ördersätze|[Hh]öchst(?:förderung|betrag|satz)|\bmax\.|\bje \w"
    r"|[Aa]ntragsberechtigt|[Aa]ntrag(?:stellung)? (?:ist|wird|muss|vor|kann)|\bbis zu\b"
)
_PROJECT = re.compile(
    r"[Pp]rojekt(?:laufzeit|beschreibung|zeitraum|kosten|steckbrief)|[Bb]ewilligt|[Gg]esamtkosten:|Laufzeit:"
)
# "Bürgerstiftung Fulda", "Stiftungen der Stadt Fulda": theirs is their town.
_FOUNDATION = re.compile(
    r"(?:\b[Bb]ürgerstiftung|\bStiftung(?:en|sverwaltung)? der|\b[\w-]+stiftung(?:en)? der) $"
)
# A Land at the end of the name of what it gives, or of an office of it.
_OF_LAND = re.compile(
    r"(?:(?!Wirtschafts)[A-ZÄÖÜ][\w-]*(?:programm|richtlinie|preis|bonus|prämie|fonds|budget|pakt"
    r"|wettbewerb|förderung|stipendium|[Ss]checks?|ausbau|initiative|zuschuss)|\b[Ii]n|\b[Ff]ür"
    r"|[Mm]inisteriums?\b[^.!?|/]{0,80}|Landes[sS]port[bB]und|Sportjugend|[Ii]nvestitionsbank"
    r"|[Bb]ank \() $"
)
_NAMED = re.compile(
    r"(?:(?!Wirtschafts)[A-ZÄÖÜ][\w-]*(?:programm|richtlinie|preis|[Bb]onus|prämie|fonds|budget"
    r"|wettbewerb"
    r"|[a-zäöü]förderung|stipendium)|Förderprogramm|Heimatpreis)"
    r" (?:(?:Innenstadt|Altstadt|Stadtmitte|Ortskern|Ortsmitte) )?$"
)
_IN_DISTRICT = re.compile(
    r"\b(?:[\w-]*[Ff]örderung|[\w-]*[Pp]rogramm|Zuschüsse|Fördermittel|Richtlinie|Wettbewerb"
    r"|Zuwendungen|Partnerschaft für Demokratie)"
    r"\b[^.!?:]{0,90} (?:in|im|für|aus) (?:(?:den|die|der|dem) )?$"
)
# "Richtlinie über die Förderung des Ehrenamtes in der Gemeinde …"
_IN_TOWN = re.compile(
    r"\b(?:[\w-]*[Rr]ichtlinien?|[\w-]*[Ff]örderprogramm|[Zz]uschüsse|[Zz]uwendungen|Fördermittel"
    r"|Satzung|Fördergrundsätze)\b[^.!?:]{0,90} (?:in|im) (?:(?:der|dem) )?$"
)
_FUNDS_BEHIND = re.compile(r" (?:fördert|bezuschusst)\b")
_ITEM = re.compile(r"\s*(?:[-–*▪·•]|\d{1,2}[.)])\s")
_ENDS = re.compile(r"\s*(?:$|[:–|(\n]|- |20\d\d|und (?:Umgebung|Umland|Region)\b)")


@dataclass(frozen=True, slots=True)
class Headlines:
    """The first lines of a text by their places.

    `funding`: the text speaks of funding, and they do not say that it `reports` of something else.
    """

    lines: tuple[tuple[int, int], ...]
    text: str
    funding: bool
    reports: bool

    @classmethod
    def of(cls, lined: str) -> Headlines:
        """Take the first lines of a text with its line breaks."""
        lines: list[tuple[int, int]] = []
        for found in _LINE.finditer(lined):
            lines.append(found.span())
            if len(lines) == _HEAD_LINES:
                break
        short = tuple(line for line in lines if line[1] - line[0] <= _LONGEST)
        reports = bool(_ELSEWISE.search(" ".join(lined[start:end] for start, end in short)))
        funding = bool(_FUNDING.search(lined)) and not reports
        return cls(short, lined, funding, reports)

    def alone(self, start: int, end: int) -> bool:
        """Whether a name is a line of its own, so that the page is of that body."""
        line = self._around(start)
        before = self.text[line[0] : start] if line else ""
        if not line or not self.funding:
            return False
        if not (_ALONE.fullmatch(before) or (_LABELLED.fullmatch(before) and self._gives_rules())):
            return False
        return bool(_ASIDE.fullmatch(self.text, end, line[1]))

    def of_land(self, start: int, end: int) -> bool:
        """Whether a headline ends with a Land whose programme or office it names."""
        line = self._around(start)
        if not line or not self.funding:
            return False
        before, after = self.text[line[0] : start], self.text[end : line[1]]
        return bool(_OF_LAND.search(before) and _ENDS.match(after.replace(")", "(")))

    def beside_its_land(self, start: int, end: int, land: str) -> bool:
        """Whether a name is a line of a record, and the next one its Land."""
        line = self._around(start)
        if not line or not self.funding or line != (start, end):
            return False
        return self.text[end:].lstrip("\n ").startswith(f"{land}\n")

    def around(self, start: int, end: int) -> tuple[str, str]:
        """Return what stands before and after a name in its headline."""
        line = self._around(start) or (start, end)
        return self.text[line[0] : start], self.text[end : line[1]]

    def _gives_rules(self) -> bool:
        return bool(_RULES.search(self.text)) and not _PROJECT.search(self.text)

    def has(self, at: int) -> bool:
        """Whether a place of the text lies in one of its headlines."""
        return bool(self._around(at))

    def is_a_line(self, start: int, end: int) -> bool:
        """Whether a name is all that one of the first lines says."""
        line = self._around(start)
        return line is not None and self.text[line[0] : line[1]].strip() == self.text[start:end]

    def is_an_item(self, at: int) -> bool:
        """Whether a place lies in an item of a list that happens to stand at the top."""
        line = self._around(at)
        return bool(line and _ITEM.match(self.text, line[0]))

    def names(self, before: str, after: str, *, of_district: bool, titled: bool) -> bool:
        """Whether a headline gives a programme this place: "Klimafonds Musterstadt"."""
        if not self.funding:
            return False
        if not before.strip() and _FUNDS_BEHIND.match(after):
            return True
        if of_district and _IN_DISTRICT.search(before):
            return True
        if titled and _IN_TOWN.search(before) and _ENDS.match(after):
            return True
        named = _NAMED.search(before) or _FOUNDATION.search(before)
        return bool(named and _ENDS.match(after))

    def _around(self, at: int) -> tuple[int, int] | None:
        return next((line for line in self.lines if line[0] <= at < line[1]), None)
