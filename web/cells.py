"""Cells: text as a table that people open may hold it, and never as a formula."""

from __future__ import annotations

import re
from decimal import Decimal

CELL = 32_767  # characters; a spreadsheet program refuses or splits a cell with more
# What a cell that is run as a formula begins with, also where blanks, quotation marks, marks
# that nobody sees or full-width forms stand before or in its place.
_FORMULA = re.compile(r"[\s\x00-\x20\x7f-\xa0\u200b-\u200f\u2028-\u202e\ufeff\"']*[=+\-@＝＋－＠]")
# Characters that XML cannot hold.
_UNWRITABLE = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_BREAKS = re.compile(r"\s*[\r\n\x0b\x0c\x1c-\x1e\x85\u2028\u2029]\s*")


def harmless(text: str) -> str:
    """Return a text that no spreadsheet program takes for a formula."""
    risky = _FORMULA.match(text) or text[:1] in ("\t", "\r", "\n", "|", "%")
    return f"'{text}" if risky else text


def writable(text: str) -> str:
    """Return a text without what no table may hold."""
    return _UNWRITABLE.sub("", text)


def fitted(text: str) -> str:
    """Return a text no longer than a cell may be."""
    return text if len(text) <= CELL else text[: CELL - 2] + " …"


def one_line(text: str) -> str:
    """Return a text without line breaks: programs that read line by line would cut there."""
    return _BREAKS.sub(" ", text).strip()


def plain_number(value: float) -> str:
    """Return "45000,5": as German spreadsheet programs read a number, without an exponent."""
    return f"{Decimal(repr(value)).normalize():f}".replace(".", ",")


def cell(value: object) -> str:
    """Return a plain value as the text of one cell, never as a formula."""
    return "" if value is None else harmless(str(value))
