"""Titles: the export writes ? for – „ and “; put back what can be decided.

The place of a question mark says most of it: between digits a dash, after a blank and
before a word an opening mark, after a word a closing one. Between two blanks it is a
dash, unless it stands at one end of a quotation. What stays undecided stays a question
mark: a wrong quotation mark would be ours, not the publisher's.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

_RANGE = re.compile(r"(?<=\d)\?(?=\d)")
# Words that name what follows: "zum Thema ? …", "im Rahmen des Programms ? …".
_NAMING = re.compile(
    r"\b(Thema|Themenfeld(ern)?|Gebiet|Initiative|Strategie|für|Aktion|Titel|Motto|"
    r"\w*(programm(e?s)?|[Ww]ettbewerbs?|[Rr]ichtlinie|schwerpunkt|[Ii]nitiative|[Ff]örderung))$",
    re.IGNORECASE,
)
# Words that name so surely that no second mark is needed to believe them.
_SURELY_NAMING = re.compile(r"\b(zum|zu den|auf dem|im) (Thema|Themen|Themenfeld(ern)?|Gebiet)$")
# After a quotation the sentence goes on in lower case; after a dash it hardly does.
_GOES_ON = re.compile(r"(des|der|im|in|innerhalb|bei|auf|für|aus|zur|zum|und|sowie)\b")
_ASKS = re.compile(r"(W(ie|as|er|en|em|o|ann|arum|eshalb|elche\w*|ohin)|Kann|Darf|Ist|Sind)\b")
_ENDS = " \t\n)].,;:–-“!?"
_STARTS = " \t\n([„/"


def repair_title(title: str) -> str:
    """Return a title on one line, its dashes and quotation marks put back where certain."""
    text = " ".join(title.split())
    return _Marks(_RANGE.sub("–", text)).result() if "?" in text else text


class _Marks:
    """The question marks of one title and what has been decided about them."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.decided: dict[int, str] = {}
        self.free: list[int] = []  # between blanks, since the last closing mark
        self.open: int | None = None
        self.closed: tuple[int, int] | None = None
        for index in self._places():
            self._decide(index)
        self._spread(self.free)

    def result(self) -> str:
        """Return the text with what was decided."""
        marks = [self.decided.get(i, letter) for i, letter in enumerate(self.text)]
        text = "".join(marks)
        return text.replace("„ ", "„").replace(" “", "“")

    def _places(self) -> Iterable[int]:
        return [index for index, letter in enumerate(self.text) if letter == "?"]

    def _decide(self, index: int) -> None:
        before = self.text[index - 1 : index] or " "
        after = self.text[index + 1 : index + 2]
        if before == " " and not after:
            self._close(index)
        elif before in _STARTS and after not in ("", " ", "?"):
            self._begin(index)
        elif before == " ":
            self._between(index)
        elif not after or after in _ENDS:
            self._after_word(index, doubled=after == "?")

    def _begin(self, index: int) -> None:
        self._spread(self.free)
        self.open, self.closed = index, None
        self.decided[index] = "„"

    def _between(self, index: int) -> None:
        """Decide a mark between blanks: it closes, or waits to be a dash or an opening."""
        rest = self.text[index + 1 :].lstrip()
        closes = rest.startswith("?") or bool(_GOES_ON.match(rest))
        if closes and self._opener() is not None:
            self._close(index)
        else:
            self.free.append(index)

    def _after_word(self, index: int, *, doubled: bool) -> None:
        if self.open is not None:
            # Of two in a row the first is a real question inside the quotation.
            if not doubled:
                self._end(index)
        elif self.closed and not self.free:
            # A second end for one beginning: which one is the question cannot be said.
            for undecided in self.closed:
                self.decided.pop(undecided, None)
        elif self._opener() is not None and not self._is_question():
            self._close(index)

    def _close(self, index: int) -> None:
        """End a quotation whose beginning may still be one of the free marks."""
        if self.open is None:
            opener = self._opener()
            if opener is None:
                return
            self._spread(mark for mark in self.free if mark < opener)
            self.free = [mark for mark in self.free if mark > opener]
            self.decided[opener] = "„"
            self.open = opener
        self._end(index)

    def _end(self, index: int) -> None:
        assert self.open is not None
        self._spread(self.free)
        self.decided[index] = "“"
        self.closed = (self.open, index)
        self.open = None

    def _opener(self) -> int | None:
        if self.open is not None:
            return self.open
        named = (mark for mark in self.free if _NAMING.search(self.text[:mark].rstrip()))
        return next(named, None)

    def _is_question(self) -> bool:
        return any(_ASKS.match(self.text[mark + 1 :].lstrip()) for mark in self.free)

    def _spread(self, marks: Iterable[int]) -> None:
        """Make dashes of marks between blanks, or a beginning where one is sure to be."""
        for mark in list(marks):
            sure = self.open is None and _SURELY_NAMING.search(self.text[:mark].rstrip())
            self.decided[mark] = "„" if sure else "–"
        self.free = []
