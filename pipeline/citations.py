"""Citations: the lines under a legal basis that only name a law, and the words that are left.

A fifth of the programmes of the Förderdatenbank say what they have to say under
"Rechtsgrundlage", between the names of laws and where these were published. The days and sums
of a citation are those of the law; the rest is the programme's own prose.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

Span = tuple[int, int]

_LINE = re.compile(r"[^\n]*\S[^\n]*")
_MONTH = "Januar|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember"
# Where a law was published, changed and filed: what follows names a day that is no deadline.
_MARK = re.compile(
    r"(?:BGBl|BAnz|Bundesanzeiger|Bundesgesetzblatt|GVO?Bl|GBl|GV\. ?NRW|MBl|Amtsbl|AmtsBl|"
    r"Amtsblatt|ABl|Abl|StAnz|St\. ?Anz|Staatsanzeiger|Ministerialblatt|Gl\.-Nr|\bAz\.|"
    r"Aktenzeichen|Fundstelle|\bWeblink|CELEX)"
    r"|^\W*(?:zuletzt )?(?:geändert|berichtigt|ersetzt|verlängert|aktualisiert|veröffentlicht) "
    r"(?:durch|am|mit|im)\b"
    r"|^\W*(?:in der (?:jeweils )?(?:geltenden )?Fassung|Stand:?\s+\S*\s*\d)"
    rf"|\bStand:?\s+(?:(?:{_MONTH})\s+)?\d"
    rf"|^\W*[Vv]o[mn]\b:?\s*(?:\d|{_MONTH})"
    r"|^\W*§",
)
# A name: a law's own, which ends or begins with what it is, or that of the office that made it.
_LAW = re.compile(
    r"^\W*(?:[\w./-]+ ){0,3}?(?:\w*(?:gesetz|verordnung|richtlinien?|abkommen|vorschrift(?:en)?|"
    r"bekanntmachung|erlass|grundsätze|merkblatt|satzung|rahmenplan|gesetzbuch|vereinbarung|"
    r"rechtsgrundlagen?)|Quellen?|RL|VwV|VV|FRL)\b",
    re.IGNORECASE,
)
_OFFICE = re.compile(
    r"(?:ministerium|anstalt|agentur|regierung|beauftragte[rn]?|staatskanzlei|senat\w*|\bamt|"
    r"landesamt|bundesamt|behörde|bank|kommission|stiftung|direktion|verwaltung)\w{0,3}\b",
    re.IGNORECASE,
)
# A sentence has a verb and is about something. Names have none of these.
_VERB = re.compile(
    r"\b(?:ist|sind|war|wird|werden|wurde|kann|können|könnt|muss|müssen|soll|sollen|sollten|darf|"
    r"dürfen|haben|hat|erhalten|erhält|beträgt|betragen|gilt|gelten|dient|dienen|fördert|fördern|"
    r"gefördert|gewährt|unterstützt|unterstützen|tritt|erfolgt|endet|beginnt|liegt|richtet|richten|"
    r"beantragen|stellen|reichen|bekommen|möchten|wollen|finden|umfasst|bemisst|verfügt|steht|"
    r"stehen|besteht|bestehen|bezuschusst|übernimmt|antragsberechtigt|zuwendungsfähig|förderfähig)\b",
)
_ENDS = re.compile(r"(?:[.!:;][)“\"]?|\w\?)\s*$")
_ITEM = re.compile(r"^\s*(?:[•–*-]|\d+(?:\.\d+)*\.?\s|[a-z]\))")


def cited(text: str) -> Iterator[Span]:
    """Yield the spans of the lines that only cite, in order."""
    lines = [found.span() for found in _LINE.finditer(text)]
    sure = [_cites(text[start:end]) for start, end in lines]
    # An office stands between the names and days of the laws it made; alone it may be a heading.
    offices = {
        below
        for above, below in pairwise(range(len(lines)))
        if sure[above] and not sure[below] and _is_office(text[slice(*lines[below])])
    }
    for number, span in enumerate(lines):
        if sure[number] or number in offices:
            yield span


def without_citations(text: str) -> str:
    """Return a text with blanks where it only cites: what is left keeps its place."""
    for start, end in cited(text):
        text = text[:start] + " " * (end - start) + text[end:]
    return text


def told(text: str) -> str:
    """Return the sentences of a legal basis, one a line, from the first on; "" if it only cites."""
    lines = [line.strip() for line in without_citations(text).split("\n") if line.strip()]
    first = next((number for number, line in enumerate(lines) if _tells(line)), len(lines))
    return "\n".join(lines[first:])


def _cites(line: str) -> bool:
    if _VERB.search(line) or _ITEM.match(line):
        return False
    if _MARK.search(line):
        return True
    return bool(_LAW.search(line)) and not _ENDS.search(line)


def _is_office(line: str) -> bool:
    return bool(_OFFICE.search(line)) and not (
        _VERB.search(line) or _ITEM.match(line) or _ENDS.search(line)
    )


def _tells(line: str) -> bool:
    """Whether a line is a sentence, not a heading."""
    return bool(_ENDS.search(line)) and len(line.split()) > 3
