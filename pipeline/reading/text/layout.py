"""Layout: where one statement of a text ends, and what heading stands above it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from crawlers.shape import Form, Mark
from pipeline.reading.text.lines import statements
from pipeline.reading.text.outline import Block, Kind, outline
from pipeline.reading.text.prose import Prose
from pipeline.reading.text.sentences import capped, stops

_MARK = re.compile(r"[\n.!?…\[_]")
_BOUNDARY = re.compile(
    r"""
    (?P<blank>\n[^\S\n]*\n\s*)
  | (?P<bullet>\n[^\S\n]*(?:[•·▪▸►●○✓✔*>–-]|>>)[^\S\n]+)
  | (?P<cut>\[(?:…|\.\.\.)\]\s*|_{4,})
  | (?P<field>\n(?=[^\n:.!?\d]{2,48}(?::(?:\s|$)|\ =\ ")))
    """,
    re.VERBOSE,
)
# After these a line may break, but the statement goes on.
_GOES_ON = re.compile(
    r"(?:[,:–-]|\b(?:bis|zum|zur|vom|von|am|ab|der|den|und|oder|spätestens|by|until|on|to))$"
)
_GONE_ON = ("bis zum", "bis ", "until ")  # how the rest of a window begins on its own line
_DATED = re.compile(
    r"\d\. ?(?:\d{1,2}\.|(?:jan|feb|mär|apr|mai|jun|jul|aug|sep|okt|nov|dez))"
    r"|\d{1,2} (?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)"
)
_DIGIT = re.compile(r"\d")
_ENTRY = 24  # characters of a date that stands alone: a list of them shares its heading
_TITLE = 64  # characters of a heading
_HEADING_ENDS = (".", ";", ",")
_CLAUSE = re.compile(
    r"""
    [;()]
  | \|(?!\s*\d)
  | \ [–—-]\ (?!\d|\w+(?:tag|day|mittwoch),)
  | (?<!-),(?=\s)(?!\s(?:den\ |dem\ )?\d)
  | (?<=\S)\s(?=(?:und|oder|aber|sowie|and|but)\s(?:muss|müssen|kann|können|ist|sind|wird|werden
      |darf|dürfen|soll|sollen|hat|haben|will|must|can|is|are|frühe)\w*\b)
    """,
    re.VERBOSE,
)
# A row of dates with what happens on each: "3. Mai 2026 | Antragsschluss | 1. Juni | Sitzung".
_DATE_FIRST = re.compile(r"[^\w|]*\d{1,2}[. ][^|]{2,20}\|\s*[a-zäöü]")
_CLAUSE_OF_DATES = re.compile(r"[;()]|\|(?=\s*\d)")
# A new label after a value: "Einreichungsende: 16.02.2024 Umsetzung: bis …".
_NEW_LABEL = re.compile(r"(?<=[\d.)€%…])\s+(?=[A-ZÄÖÜ][^.:;,\d]{2,40}:\s)")
_VALUE = re.compile(
    r"\d\. ?(?:\d{1,2}\.|Jan|Feb|Mär|Apr|Mai|Jun|Jul|Aug|Sep|Okt|Nov|Dez)|\d ?(?:€|%|Euro|Prozent)"
)
# What stands below a lead: a day, with a short label before it or none.
_ROW = re.compile(r"[^.!?]{0,60}?\d{1,2}\. ?(?:\d|[A-Za-zä]{3})")
_TABLE_LINE = re.compile(r"[^\n]+")
_CELL = re.compile(r"(?:(?<=[\t\n])|^)[^\t\n]*")
_BARRED = re.compile(r"(?:(?<=[|\n])|^)[^|\n]*")  # a cell of "Dorf | 3. Mai | 900 Euro"
_RULE = re.compile(r"[|:\s-]+")
# Over the second of two columns: what is below is no label with its value.
_DAYS_BELOW = re.compile(r"frist|schluss|stichtag|deadline|termin|\bbis\b")
_NEW_LINE = re.compile(r"\n(?=\s*[A-ZÄÖÜ„])")


@dataclass(frozen=True, slots=True)
class Sentence:
    """`plain[start:end]`, and the heading above it in lower case (empty: none).

    Of the cell of a table, `table` holds the heads of all columns; `lead` is the sentence with a
    colon whose list it stands in.
    """

    start: int
    end: int
    heading: str
    table: str = ""
    lead: str = ""


@dataclass(frozen=True, slots=True)
class Layout:
    """A text laid out for reading: `prose`, and two more forms as long as `prose.plain`.

    `low` is the plain text in lower case, `raw` the text with its line breaks. `statements` are
    the sentences, cut once more where a line says something of its own, each below its label.
    """

    prose: Prose
    low: str
    raw: str
    sentences: tuple[Sentence, ...]
    statements: tuple[Sentence, ...]
    starts: tuple[int, ...]
    blocks: tuple[Block, ...]

    def at(self, position: int) -> Sentence:
        """Return the sentence that a position lies in."""
        return self.sentences[max(0, bisect_right(self.starts, position) - 1)]

    def above(self, sentence: Sentence, position: int) -> list[str]:
        """Return what a position of a sentence stands below: leads and headings, inside out."""
        plain, blocks = self.prose.plain, self.blocks
        own = self.raw.find(":\n", sentence.start, position)
        place = bisect_right(blocks, position, key=lambda block: block.start) - 1
        above = [*blocks[place].above[::-1], 0] if place > 0 else []
        titles = [blocks[at] for at in above if blocks[at].kind in (Kind.HEADING, Kind.LEAD)]
        begin = self.low.rfind(sentence.heading, 0, sentence.start) if sentence.heading else 0
        levels = (
            plain[sentence.start : own] if own >= 0 else "",
            sentence.lead,
            plain[begin : begin + len(sentence.heading)],
            *(plain[title.start : title.end] for title in titles),
        )
        return [level for level in dict.fromkeys(levels) if level]

    def breaks(self, sentence: Sentence) -> list[int]:
        """Return the positions at which a clause of the sentence ends."""
        start, end = sentence.start, sentence.end
        dated = _DATE_FIRST.match(self.low, start, end)
        clause = _CLAUSE_OF_DATES if dated else _CLAUSE
        found = [match.start() for match in clause.finditer(self.low, start, end)]
        found += [match.start() for match in _NEW_LABEL.finditer(self.raw, start, end)]
        return sorted(found)

    def soft_breaks(self, sentence: Sentence) -> list[int]:
        """Return the line breaks at which a new statement may begin without a full stop."""
        start, end = sentence.start, sentence.end
        return [match.start() for match in _NEW_LINE.finditer(self.raw, start, end)]


def lay_out(prose: Prose) -> Layout:
    """Lay out a text: sentences in order, each with its heading."""
    plain, raw = prose.plain, prose.lined
    low = plain.replace("İ", "I").lower()
    marks = prose.marks
    sentences = _led(_with_tables(raw, low, marks), raw, plain)
    starts = tuple(part.start for part in sentences)
    said = tuple(_statements(raw, low, sentences))
    return Layout(prose, low, raw, sentences, said, starts, outline(raw, marks))


def _statements(raw: str, low: str, sentences: Sequence[Sentence]) -> Iterator[Sentence]:
    """Yield what each sentence says, a line below the heading of a short line before it."""
    lines = statements(raw, low, [(one.start, one.end) for one in sentences])
    for sentence, spans in zip(sentences, lines, strict=True):
        heading = sentence.heading
        for start, end in spans:
            yield replace(sentence, start=start, end=end, heading=heading)
            words = low[start:end].strip()
            titled = len(words) <= _TITLE and not words.endswith((*_HEADING_ENDS, "!", "?"))
            heading = words if titled else ""


def _with_tables(raw: str, low: str, marks: tuple[Mark, ...]) -> tuple[Sentence, ...]:
    """Return the sentences of a text; in a table each cell is one, below the head of its column."""
    cells = list(_cells(raw, low, marks)) if "\t" in raw or "|" in raw else []
    if not cells:
        return _sentences(raw, low)
    found: list[Sentence] = []
    start = 0
    for row, end in [*_row_spans(raw, cells), (len(raw), len(raw))]:
        if raw[start:row].strip():
            found += (
                Sentence(start + one.start, start + one.end, one.heading)
                for one in _sentences(raw[start:row], low[start:row])
            )
        start = end
    return tuple(sorted([*found, *cells], key=lambda one: one.start))


def _led(sentences: tuple[Sentence, ...], raw: str, plain: str) -> tuple[Sentence, ...]:
    """Return the sentences, those of a list with its lead."""
    found, lead = list[Sentence](), ""
    for one in sentences:
        found.append(replace(one, lead=lead) if lead else one)
        end = raw.rfind(":\n", one.start, one.end + 1)
        words = plain[one.start : end if end >= 0 else one.end].strip()
        if end >= 0 or words.endswith(":"):
            lead = words
        elif not _ROW.match(words):
            lead = ""
    return tuple(found)


def _row_spans(raw: str, cells: list[Sentence]) -> list[tuple[int, int]]:
    """Return where the lines begin and end that are cut into cells."""
    starts = dict.fromkeys(raw.rfind("\n", 0, cell.start) + 1 for cell in cells)
    ends = (raw.find("\n", start) for start in starts)
    return [(start, end if end >= 0 else len(raw)) for start, end in zip(starts, ends, strict=True)]


def _cells(raw: str, low: str, marks: tuple[Mark, ...]) -> Iterator[Sentence]:
    """Yield the cells of every row that stands below a head of as many cells, and the heads.

    A head is marked as one, or has no days and no sums. Two columns may as well be labels with
    their values, so they count as a table only where the first of them holds days or sums, too.
    Below a corner that is empty, what heads a row leads its cells.
    """
    heads: list[tuple[int, int]] | None = None  # of the table; empty: it has none
    table = ""
    rows = {one.start: one for one in marks if one.form in (Form.HEAD, Form.ROW)}
    labels = {one.start: raw[one.start : one.end] for one in marks if one.form is Form.LABEL}
    for line in _TABLE_LINE.finditer(raw):
        barred = "\t" not in line.group() and line.group().count("|") > 1
        if barred and _RULE.fullmatch(line.group()):
            continue
        pattern = _BARRED if barred else _CELL
        cells = [cell.span() for cell in pattern.finditer(raw, *line.span())]
        row = rows.get(line.start())
        is_head = row is not None and row.form is Form.HEAD
        if len(cells) < 2:
            heads = None
        elif heads is None or is_head or (row and row.level == 1):
            heads, table = cells if is_head or not _VALUE.search(line.group()) else [], ""
        elif len(cells) == len(heads) and (
            len(cells) > 2 or _VALUE.search(raw, *cells[0]) or _DAYS_BELOW.search(low, *heads[1])
        ):
            if not table:
                table = low[heads[0][0] : heads[-1][1]]
                yield from (Sentence(*head, "") for head in heads if raw[slice(*head)].strip())
            corner = raw[slice(*heads[0])].strip()
            label = "" if corner else labels.get(cells[0][0], "")
            for (start, end), (head, stop) in zip(cells, heads, strict=True):
                if raw[start:end].strip():
                    lead = "" if start in labels else label
                    yield Sentence(start, end, low[head:stop].strip(), table, lead)


def _sentences(raw: str, low: str) -> tuple[Sentence, ...]:
    found: list[Sentence] = []
    start, opened, heading, reach = 0, "blank", "", 0
    for end, after, kind in _capped(raw, _ends(raw, low)):
        words = low[start:end].strip()
        if words:
            reach = 0 if opened == "blank" and reach > 1 else reach
            found.append(Sentence(start, end, heading if reach else ""))
            if len(words) <= _TITLE and (words.endswith("?") or _titled(words, kind)):
                heading, reach = words, 1
            elif opened != "bullet" and not (len(words) <= _ENTRY and _DIGIT.search(words)):
                reach += bool(reach)
        start, opened = after, kind
    return tuple(found) or (Sentence(0, len(raw), ""),)


def _titled(words: str, kind: str) -> bool:
    ended = kind in ("stop", "plain") or words.endswith(_HEADING_ENDS)
    return not ended and not _DATED.search(words)


def _ends(raw: str, low: str) -> list[tuple[int, int, str]]:
    ends = [
        (end, end, "stop")
        for stop in stops(raw, low)
        for end in (stop.start() + len(stop.group().rstrip()),)
    ]
    for match in _boundaries(raw):
        kind = match.lastgroup or ""
        if kind == "cut" or not (
            raw.startswith(_GONE_ON, match.end())
            or _GOES_ON.search(low[max(0, match.start() - 14) : match.start()].rstrip())
        ):
            ends.append((match.start(), match.end(), kind))
    return sorted(ends)


def _capped(raw: str, ends: list[tuple[int, int, str]]) -> Iterator[tuple[int, int, str]]:
    start = 0
    for end, after, kind in [*ends, (len(raw), len(raw), "blank")]:
        yield from ((cut, cut, "cut") for _, cut in [*capped(raw, start, end)][:-1])
        yield end, after, kind
        start = after


def _boundaries(raw: str) -> Iterator[re.Match[str]]:
    # Trying the whole pattern only at the few marks is ten times faster than everywhere.
    done = 0
    for mark in _MARK.finditer(raw):
        match = _BOUNDARY.match(raw, mark.start()) if mark.start() >= done else None
        if match:
            done = match.end()
            yield match
