"""Passages: what is read as one statement about applicants, and the heading it stands below.

A line of a page is a statement of its own. Only below a sentence that leads to a list ("Anträge
stellen können:") do its items belong to it; below a heading that asks or names who may apply
every item and every line of nouns answers it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from pipeline.reading.text.outline import Block, Kind, outline
from pipeline.reading.text.prose import Prose
from pipeline.reading.text.sentences import even


class Role(Enum):
    """What a heading makes of the lines below it."""

    NONE = ""
    ENTITLED = "entitled"
    EXCLUDED = "excluded"
    ADDRESSED = "addressed"  # "Zielgruppe": of the programme or of its projects


@dataclass(frozen=True, slots=True)
class Passage:
    """A statement, the role that a heading gives it, and whether the heading is a question."""

    prose: Prose
    role: Role = Role.NONE
    question: bool = False
    heading: bool = False


# What a heading may carry before its words: a number, a part, marks of a written-out layout.
_NUMBERED = re.compile(
    r"(?:[*_#]+ ?)?(?:(?:[IVX]{1,4}|[A-Z]|\d{1,2}(?:\.\d{1,2})*)[.)]? |(?:Abschnitt|Teil"
    r"|Nr\.) \w{1,3} )?"
    r"(?:[–—:-] )?(?:(?:Und|Aber|Also|Nur) (?=wer\b))?"
)
_RECEIVERS = (
    r"(?:Antrags?(?:berechtigte?[nr]?|berechtigung|steller\w*|stellende)|Antragsteller[*:_/-]innen"
    r"|(?:Förder|Bewerbungs|Teilnahme|Bezugs|Zuwendungs|Anspruchs)berechtigt(?:e[nr]?|igung)?"
    r"|Teilnahmeberechtigung|(?:Zuwendungs|Förder(?:mittel)?|Letzt|Erst"
    r"|Leistungs)?[Ee]mpf[aä]nge\w+"
    r"|Fördernehme\w+|Begünstigte|(?:Projekt|Vorhaben)träger|Kreis der \w+berechtigten"
    r"|Berechtigte|Angesprochen(?: sind)?|Kreis der Begünstigten|Teilnehmerkreis"
    r"|Bewerber(?:kreis|[*:_/-]?innen(?: und Bewerber)?)?)"
)
_OF = (
    r"(?:[*:_/-]?innen)?(?:(?: und|/) [\w*:-]+)?"
    r"(?: (?:der|des|von|im|für) [\w ,*-]{2,40})?(?: sind| ist)?"
)
# "Wer kann helfen?" asks for somebody else.
_NOT_APPLYING = (
    r"[^?]*\b(?:[Hh]ilft|[Hh]elfen|Auskunft|[Bb]erät|[Bb]eraten|[Ee]ntscheid\w+|Fragen"
    r"|[Ii]nformier\w+"
    r"|prüf\w+|unterstützen|vergeben|fördern|zahlen|nicht|keine\w?|Geld geben|gibt Auskunft)\b"
)
_ENTITLED_HEAD = re.compile(
    rf"(?:{_RECEIVERS}{_OF}"
    r"|Wer|Wer (?:wird|ist|kann|darf|sind|können|bekommt|erhält|hat)\b(?=.*(?:förder|Förder"
    r"|unterstütz"
    r"|bezuschuss|berechtigt|ntr[aä]g|bewerben|teilnehmen|mitmachen|beantrag|einreichen|Geld|Zusch"
    r"|Zuwendung|erhält|bekomm|erhalten|profitier|anspruch|Anspruch))[^?]{0,90}"
    rf"|[Ww]er (?!{_NOT_APPLYING})(?:(?:darf|dürfen|durfte|kann|konnte)(?: ran| dabei sein| mit)?"
    r"|(?:darf|dürfen|durfte|kann|konnte) [^?]{0,50}(?:mitmachen|bewerben|stellen|einreichen"
    r"|beantragen|teilnehmen|abrufen|Geld \w+|Förderung \w+|Zuschuss \w+)"
    r"|reicht\b[^?]{0,40} ein|stellt (?:den |die |einen )?[\w-]*[Aa]ntr[aä]ge?"
    r"|beantragt\b[^?]{0,30}|bewirbt sich[^?]{0,30}"
    r"|(?:ist|wird|sind) (?:angesprochen|gefragt|gemeint|zugelassen|eingeladen)"
    r"|[^?]{0,50}(?:gefördert|unterstützt|bezuschusst) wird"
    r"|[^?]{0,50}(?:mitmachen|bewerben|stellen|einreichen|beantragen|teilnehmen) (?:kann|darf))"
    r"|(?:Für wen|An wen|Wen fördern"
    r"|Wen (?:wir|die \w+) (?:fördern|fördert|unterstütz\w+))\b[^?]{0,70}"
    r"|(?:Förderfähige|Antragsberechtigte|Teilnahmeberechtigte|Förderberechtigte) (?:Einrichtungen"
    r"|Organisationen|Institutionen|Träger|Akteure|Personen\w*|Gruppen|Stellen|Körperschaften))"
    r"[:?]?"
)
_EXCLUDED_HEAD = re.compile(
    r"(?:(?:Nicht|Keine?) (?:antrags|förder|teilnahme|zuwendungs|bewerbungs)(?:berechtigt|fähige?"
    r" (?:Antragsteller|Einrichtungen|Organisationen)|berechtigung)\w*(?: sind)?"
    r"|Wer (?:wird|ist|kann|darf)\b[^?]{0,60}\b(?:nicht|keinen?)\b[^?]{0,60}"
    r"|(?:Von der (?:Förderung|Teilnahme) )?[Aa]usgeschlossen(?: (?:sind"
    r"|von der \w+(?: sind)?))?)[:?]?"
)
_ADDRESSED_HEAD = re.compile(
    r"[Ww]er (?:darf|kann) [^?]{3,50}\?"
    r"|Zielgruppen?(?: (?:des Programms|der Förderung))?:?"
)
_OPEN = re.compile(
    r"(?:[,:–-]|\b(?:und|oder|sowie|bzw\.|als|sind|ist|werden|wird|können|kann|dürfen|haben|hat"
    r"|sich"
    r"|nicht|nur|auch|für|an|von|vom|durch|mit|bei|in|im|aus|auf|zu|zum|zur|die|der|das|den|dem|des"
    r"|deren|ihre[nr]?|(?:k|m)?ein(?:e[nmrs]?)?))$"
)
# An adjective waits for its noun: "kommunale / Gebietskörperschaften".
_ATTRIBUTE = re.compile(r"\b[a-zäöüß]{3,}(?:e|er|es|em)$")
_NEW_LINE = re.compile(r"\n\s*(?=[A-ZÄÖÜ])")
_CELL = re.compile(r"[^\t|]+")
_NEW_FRAME = re.compile(
    r"\n\s*(?=(?:Nicht |Keine )?(?:[Aa]ntrags|[Ff]örder|[Zz]uwendungs|[Tt]eilnahme|[Bb]ewerbungs)"
    r"(?:berechtigt|empf)|Nur für |Ausgeschlossen |Gefördert w|Unterstützt w|Hinweis)"
)
_LONGEST_LABEL = 48
_TYPESET = 110  # characters: the longest line of a text that was set in lines
NO_LIST = re.compile(
    r"Voraussetzung|Bedingung|Unterlagen|Höhe|Fördersatz|Gegenstand|Was |Kosten|Frist|Ansprech"
    r"|Kontakt|Partner|Jury|Beirat|Ziel|Verfahren|Nachweis|Beispiel|Themen|Kriterien|Bewertung"
    r"|Mitglied|[Zz]uständig|Verteiler|Gremi",
)
_LEADS_TO_WHOM = re.compile(
    r"berechtigt|befugt|[Ee]mpf[aä]ng|[Aa]ntr[aä]g|[Bb]ewerb|[Tt]eilnehm|[Mm]itmachen|[Ee]inreich"
    r"|[Rr]ichtet sich|[Ww]endet sich|[Ff]ördert|[Uu]nterstützt|[Ff]olgende|[Tt]räger"
    r"|ausgeschlossen"
    r"|offen|[Ee]ligible|[Aa]ppl|[Oo]pen to|[Zz]ielgruppe|[Bb]egünstigt|[Aa]dressat"
)


def passages(prose: Prose) -> Iterator[Passage]:
    """Yield the statements of a text in order."""
    raw = prose.lined
    blocks = outline(raw, prose.marks) if "\n" in raw.strip() else ()
    if len(blocks) < 2:
        yield Passage(even(prose))
        return
    role, question = Role.NONE, False
    width = max(len(line) for line in raw.split("\n"))
    for first, last in _joined(raw, blocks):
        block = blocks[first]
        words = raw[block.start : block.end].strip()
        if block.kind is Kind.ROW:
            yield from _row(prose, raw, block)
            continue
        heading = _role_of(words) if first == last or block.kind is Kind.LEAD else None
        part = even(prose.cut(block.start, blocks[last].end))
        if heading is not None and first == last:
            role = heading
            question = words.endswith("?") and heading is Role.ENTITLED
            yield Passage(part, heading=True)
            continue
        titled = block.kind in (Kind.HEADING, Kind.LABEL)
        if titled and len(words) > 3 and not _continues(words):
            role, question = Role.NONE, False
            yield Passage(part, heading=True)
            continue
        if block.kind is Kind.LEAD and NO_LIST.search(words):
            role, question = Role.NONE, False
        if first != last:
            yield Passage(part, role, question)
            continue
        # No typesetter breaks very long lines: a line is a line.
        start, new_line = block.start, _NEW_LINE if width > _TYPESET else _NEW_FRAME
        for broken in new_line.finditer(raw, block.start, block.end):
            if not _OPEN.search(raw[start : broken.start()]):
                yield Passage(even(prose.cut(start, broken.start())), role, question)
                start = broken.end()
        yield Passage(even(prose.cut(start, block.end)), role, question)


def _row(prose: Prose, raw: str, block: Block) -> Iterator[Passage]:
    """Yield the cells of a row of a table, all with the role that the first one names."""
    cells = [cell.span() for cell in _CELL.finditer(raw, block.start, block.end)]
    role = _role_of(raw[slice(*cells[0])].strip()) if cells else None
    for place, (start, end) in enumerate(cells):
        if raw[start:end].strip():
            headed = role is not None and place == 0
            yield Passage(even(prose.cut(start, end)), role or Role.NONE, heading=headed)


def _role_of(words: str) -> Role | None:
    words = words[_length(words) :].rstrip(" *_#")
    if _EXCLUDED_HEAD.fullmatch(words):
        return Role.EXCLUDED
    if _ENTITLED_HEAD.fullmatch(words):
        return Role.ENTITLED
    return Role.ADDRESSED if _ADDRESSED_HEAD.fullmatch(words) else None


def _length(words: str) -> int:
    """Return how much of a heading is number and marks."""
    numbered = _NUMBERED.match(words)
    return numbered.end() if numbered else 0


def labelled(words: str) -> tuple[Role, int] | None:
    """Return the role that the label of a line gives to what stands behind it, and where."""
    colon = words.find(": ", 0, _LONGEST_LABEL)
    role = _role_of(words[:colon].strip(" •*·▪–-")) if colon > 0 else None
    return (role, colon + 2) if role is not None else None


def _joined(raw: str, blocks: tuple[Block, ...]) -> Iterator[tuple[int, int]]:
    """Yield the first and last block of every statement."""
    first, leading, begun = 0, False, False
    for place, block in enumerate(blocks):
        words = raw[block.start : block.end].strip()
        listed = leading and block.kind is Kind.ITEM
        if begun and not (listed or _goes_on(raw, blocks, place)):
            yield first, place - 1
            begun = False
        if not begun:
            first, begun = place, True
            leading = (
                bool(_OPEN.search(words) or block.kind is Kind.LEAD)
                and _role_of(words) is None
                and block.kind is not Kind.HEADING
                and bool(_LEADS_TO_WHOM.search(words))
            )
    if begun:
        yield first, len(blocks) - 1


def _goes_on(raw: str, blocks: tuple[Block, ...], place: int) -> bool:
    """Whether a block goes on with the sentence that the one before it broke off."""
    block, before = blocks[place], blocks[place - 1]
    if block.kind in (Kind.ITEM, Kind.ROW) or before.kind is Kind.ROW:
        return False
    if raw[block.start].islower():
        return True
    said = raw[before.start : before.end].strip()
    if _NEW_FRAME.match("\n" + raw[block.start : block.start + 60]) or _role_of(said):
        return False
    return bool(_OPEN.search(said) or _ATTRIBUTE.search(said))


def _continues(words: str) -> bool:
    """Whether a line that looks like a heading is one of a list of nouns without a verb."""
    return not NO_LIST.search(words) and not words.endswith((":", "?"))
