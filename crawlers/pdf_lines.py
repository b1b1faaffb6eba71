"""PDF lines: put together what a page's width tore apart, since dates and sums are read whole."""

from __future__ import annotations

import re
from collections.abc import Iterable

from crawlers.shape import Form, Mark, ShapedText

_PAGE_NUMBER = re.compile(r"(?:Seite\s+)?[-–]?\s*\d{1,4}\s*[-–]?(?:\s*(?:von|/)\s*\d{1,4})?")
# A hyphen at the end of a line; PDFium writes U+0002 or U+FFFE for it and the line break.
_HYPHEN = re.compile(r"(?:[\x02\ufffe]|[-\xad]\s*\n)\s*(?=(\w*))")
_ENDS = re.compile(r"[.!?:;]$")
# A full stop after these ends no sentence: "zum 31." "Nr." "Abs."
_GOES_ON = re.compile(
    r"(?:\b\d{1,2}|\b(?:Nr|Nrn|Abs|Art|Ziff|bzw|ggf|inkl|max|mind|z\. ?B|vgl))\.$"
)
_STARTS = re.compile(r"(?:[•▪●◦·–-]\s|\(?\d{1,2}(?:\.\d{1,2})*[.)]?\s+[A-ZÄÖÜ]|\(?[a-z]\)\s|§)")
_MONTH = re.compile(
    r"\d{1,2}\.\s*(?:Januar|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|"
    r"November|Dezember)\b"
)
# A line so much shorter than the page is wide was ended by its author.
_SHORT = 0.7
_LOOK_AHEAD = 12  # headings, of which some may have run into the text below them


def paragraphs(text: str) -> str:
    """Return the text of a page with a line per paragraph, heading or item of a list."""
    whole = _HYPHEN.sub(_unbroken, text.replace("\r\n", "\n"))
    lines = [" ".join(line.split()) for line in whole.split("\n")]
    lines = [line for line in lines if line and not _PAGE_NUMBER.fullmatch(line)]
    width = max(map(len, lines), default=0)
    joined: list[str] = []
    before = ""
    for line in lines:
        if joined and not _breaks(before, line, width):
            joined[-1] += f" {line}"
        else:
            joined.append(line)
        before = line
    return "\n".join(joined)


def headed(text: str, headings: Iterable[tuple[str, int]]) -> str:
    """Return the paragraphs of a page with its headings marked.

    `headings` are the lines that are set as such, in order, with their levels. A paragraph is a
    heading where it consists of them, and one that goes on in the same way is one heading. A
    page without any has no shape to know.
    """
    left = [(" ".join(words.split()), level) for words, level in headings]
    marks: list[Mark] = []
    start = at = 0
    for line in text.split("\n"):
        for first in range(at, min(at + _LOOK_AHEAD, len(left))):
            if end := _set_as(line, left, first):
                marks.append(Mark(start, start + len(line), Form.HEADING, left[first][1]))
                at = end
                break
        start += len(line) + 1
    return ShapedText(text, marks) if marks else text


def _set_as(line: str, headings: list[tuple[str, int]], first: int) -> int:
    """Return the place behind the headings of one level that a line consists of, 0 if of none."""
    end = first
    while line and end < len(headings) and headings[end][1] == headings[first][1]:
        if not line.startswith(headings[end][0]):
            return 0
        line = line[len(headings[end][0]) :].lstrip()
        end += 1
    return 0 if line else end


def _breaks(before: str, line: str, width: int) -> bool:
    """Whether a line begins a new paragraph."""
    if _GOES_ON.search(before):
        return False
    if _STARTS.match(line) and not _MONTH.match(line):
        return True
    if len(before) < _SHORT * width:
        return not line[0].islower()
    return bool(_ENDS.search(before)) and not line[0].islower()


def _unbroken(hyphen: re.Match[str]) -> str:
    """Return what stands for a hyphen at the end of a line, by the word after it."""
    if hyphen[1] in ("und", "oder", "bzw", "sowie"):
        return "- "
    return "" if hyphen[1][:1].islower() else "-"
