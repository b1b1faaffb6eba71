"""Headed: money below a heading of budgets, their parts and reports, or of grants, is asked."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import replace

from db.statements import SUBJECT_OF, Subject
from pipeline.claim import Claim
from pipeline.reading.money.amounts import WHAT_FOR
from pipeline.reading.money.doubts import OF_WHAT
from pipeline.reading.text.outline import Block, outline
from pipeline.reading.text.prose import Prose

_REPORTS = re.compile(
    r"\s*(?:\d[\d.]* )?(?:(?:[\w-]*[Hh]aushalt(?:splan|ssatzung|sjahr|sentwurf)?|[\w-]*[Bb]ilanz"
    r"|[\w-]*[Jj]ahresbericht|[Rr]ückblick|Statistik)\b(?! (?:förder|beantrag))[^?]{0,40}"
    r"|[^?]{0,50}\bin Zahlen|Zahlen und Fakten"
    r"|(?:Bereits |Bisher |Unsere )?[Gg]eförderte (?:Projekte|Vorhaben|Maßnahmen|Vereine)\b"
    r"[^?]{0,40}"
    r"|(?:(?:Projekt|Förder)beispiele?|(?:Rechen)?[Bb]eispiel(?:rechnung(?:en)?)?)\b[^?]{0,40}"
    r"|[Aa]bgeschlossene (?:Projekte|Vorhaben)"
    r"|(?:[Ww]eitere|[Aa]ndere|[Ää]hnliche) (?:[\w-]*[Pp]rogramme|Förderungen|Fördermöglichkeiten"
    r"|Förderangebote|Angebote)\b[^?]{0,40})[:.]?\s*"
)
# The lead of a list that shares out a pot: "480.000 Euro LEADER-Mittel sind verfügbar, davon".
_POT = re.compile(r"[Mm]ittel|[Bb]udget|[Tt]opf|Fonds|€|Euro\b|EUR\b")
_SHARED_OUT = re.compile(
    r"\b(?:davon|darunter|entfallen|aufgeteilt|aufgeschlüsselt|verteil(?:t|en))\b[^.\n]{0,60}\Z"
)
_LEAD = 250  # characters at the end of a block
# What only a grant that was made has; the sums beside it are its own.
_GRANT_NUMBER = re.compile(r"\bFörderkennzeichen\b|\bFKZ\b|\bZuwendungsbescheid vom\b")
_BESIDE = 300  # characters
OF_MONEY = frozenset({Subject.AWARD, Subject.COST, Subject.BUDGET, Subject.RATE})


# Without one of these before it or in its line, a sum of a list is a price.
_GIVEN = re.compile(
    r"förder|zusch[uü]ss|zuwend|prämie|festbetr|stipend|preisgeld|dotiert|beihilfe|unterstütz"
    r"|erh[aä]lt|bekomm|gewähr|zahl|darlehen|kredit|pauschal|bonus|vergeb|vergib|mittel|wettbewerb"
    r"|zuweisung|höchst|maxim|grant|fund|award|bezusch|spende|gewinn|preis\b|preise\b|platz",
    re.IGNORECASE,
)
_BARE = "amounts.award-fixed"  # the rule of a sum without a limit


def asked_before_funding(claims: Iterable[Claim], prose: Prose) -> Iterator[Claim]:
    """Yield claims, bare sums as questions where only a later line speaks of a grant."""
    first = _GIVEN.search(prose.lined)
    given = first.start() if first else len(prose.lined)
    for claim in claims:
        if claim.rule == _BARE and not claim.doubt:
            end = prose.lined.find("\n", prose.place(claim.end - 1))
            if given >= (end if end >= 0 else len(prose.lined)):
                claim = replace(claim, doubt=WHAT_FOR)
        yield claim


def _is_report(lined: str, block: Block) -> bool:
    begin = max(block.start, block.end - _LEAD)
    shared = _SHARED_OUT.search(lined, begin, block.end) and _POT.search(lined, begin, block.end)
    return bool(shared or _REPORTS.fullmatch(lined, block.start, block.end))


def _is_beside(grants: list[int], place: int) -> bool:
    nearest = bisect_left(grants, place - _BESIDE)
    return nearest < len(grants) and grants[nearest] < place + _BESIDE


def asked_below_reports(claims: Iterable[Claim], prose: Prose) -> Iterator[Claim]:
    """Yield claims, those of money as questions where a heading above them is one of reports.

    So are those beside the number of a grant that was made, and the parts of a pot.
    """
    blocks = outline(prose.lined, prose.marks)
    report = [_is_report(prose.lined, block) for block in blocks]
    grants = [found.start() for found in _GRANT_NUMBER.finditer(prose.lined)]
    if not any(report) and not grants:
        yield from claims
        return
    starts = [one.start for one in blocks]
    for claim in claims:
        place = prose.place(claim.start)
        at = max(0, bisect_right(starts, place) - 1)
        told = any(report[above] for above in blocks[at].above) if blocks else False
        told = told or _is_beside(grants, place)
        asked = SUBJECT_OF[claim.field] in OF_MONEY and told
        yield replace(claim, doubt=claim.doubt or OF_WHAT) if asked else claim
