"""Polarity: whether a statement tells what is funded, or what is not.

"Nicht gefördert werden Vorhaben über 20.000 Euro" names the most that is possible, though its
words are those of a least sum. What says so is the predicate of the statement, wherever it
stands, or the heading or lead above it; a negation that belongs to the limit itself ("nicht
mehr als") is the business of `directions`.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum
from functools import lru_cache

from pipeline.reading.text.outline import Kind, outline
from pipeline.reading.text.polarity_words import (
    AUXILIARY,
    BUT,
    BUT_NOT,
    CONTRAST,
    DECIDES_NOTHING,
    EVEN,
    EXCEPT,
    HAS_FUNDED,
    HAS_GRANTED,
    JOINED,
    LIMIT_VERB,
    LIMITS,
    MARK,
    NARROWED,
    NEGATION,
    OF_ATTRIBUTE,
    OF_LIMIT,
    SUBORDINATE,
    TITLED,
    UNLESS,
    VERB,
)
from pipeline.reading.text.prose import Prose
from pipeline.reading.text.sentences import sentences


class Sign(Enum):
    """What a statement does with what it names."""

    AFFIRMED = "affirmed"
    NEGATED = "negated"
    UNCLEAR = "unclear"  # it is negated or narrowed in a way that decides nothing
    UNTOLD = "untold"  # it tells something else than what is funded


_FRONT = 60  # characters in which a predicate stands at the front
_LONGEST = 900  # characters of a statement that is read as one


@dataclass(slots=True)
class _Piece:
    """A part of a sentence between two marks."""

    start: int
    end: int
    words: str
    mark: str  # what stands before it
    subordinate: bool = False
    verb: bool = False


@dataclass(slots=True)
class _Statement:
    pieces: list[_Piece] = field(default_factory=list)
    governor: Sign | None = None  # what a label before it says

    @property
    def verb(self) -> bool:
        return any(piece.verb for piece in self.pieces)


def sign_at(text: str, position: int) -> Sign:
    """Return what the statement at a position of a text does with what it names there."""
    return _signs(text).at(position)


@lru_cache(maxsize=4)
def _signs(text: str) -> _Signs:
    return _Signs(text)


class _Signs:
    def __init__(self, text: str) -> None:
        prose = Prose.of(text)
        self.raw, self.plain, self.origin = prose.lined, prose.plain, prose.origin
        self.blocks = outline(self.raw)
        self.starts = [block.start for block in self.blocks]
        self.cut: dict[int, list[tuple[int, list[_Statement]]]] = {}
        self.above: dict[int, Sign | None] = {}

    def at(self, position: int) -> Sign:
        place = position if isinstance(self.origin, range) else bisect_left(self.origin, position)
        index = max(0, bisect_right(self.starts, place) - 1)
        said = self._said(index) if self.blocks else []
        if not said:
            return Sign.AFFIRMED
        at = max(0, bisect_right(said, place, key=lambda pair: pair[0]) - 1)
        begin, statements = said[at]
        statement = _at(statements, place - begin)
        own = _sign(statement, place - begin)
        if own is not None:
            return own
        return statement.governor or self._governing(index) or Sign.AFFIRMED

    def _said(self, index: int) -> list[tuple[int, list[_Statement]]]:
        """Return the sentences of a block, with their statements."""
        if index not in self.cut:
            first = self.blocks[index].start
            words = self.plain[first : self.blocks[index].end]
            self.cut[index] = [
                (first + begin, _statements(words[begin : min(end, begin + _LONGEST)]))
                for start, end in sentences(words)
                for begin in range(start, end, _LONGEST)
            ]
        return self.cut[index]

    def _governing(self, index: int) -> Sign | None:
        """Return what the nearest heading or lead above says that says anything."""
        for place in self.blocks[index].above[::-1]:
            if (sign := self._of_head(place)) is not None:
                return sign
        return self._listed(index) or self._headed(index)

    def _listed(self, index: int) -> Sign | None:
        """Return what the lead says that numbered lines follow, each like a heading."""
        while index > 0 and self.blocks[index].numbered:
            index -= 1
            if self.blocks[index].kind is Kind.LEAD:
                return self._of_head(index)
        return None

    def _headed(self, index: int) -> Sign | None:
        """Return what the heading says that short lines follow, each like a heading itself.

        Of a text below such lines it is not certain that it belongs to them.
        """
        above = self.blocks[index].above
        first = index if self.blocks[index].kind is Kind.HEADING or not above else above[-1]
        at = first
        while at > 0 and self.blocks[at].kind is self.blocks[at - 1].kind is Kind.HEADING:
            at -= 1
            if (sign := self._of_head(at)) is not None:
                return sign if first == index or sign is Sign.AFFIRMED else Sign.UNCLEAR
        return None

    def _of_head(self, place: int) -> Sign | None:
        if place not in self.above:
            self.above[place] = self._read_head(place)
        return self.above[place]

    def _read_head(self, place: int) -> Sign | None:
        block = self.blocks[place]
        words = self.plain[block.start : block.end]
        if block.kind not in (Kind.HEADING, Kind.LEAD) and not words.endswith(":"):
            return None
        spans = sentences(words)
        last = words[spans[-1][0] :] if spans else words
        return head_sign(last[-_LONGEST:].rstrip("?: "))


def head_sign(words: str) -> Sign | None:
    """Return whether a heading or lead says what is funded or what is not; None if neither."""
    count, unclear = 0, False
    for found in NEGATION.finditer(words):
        if found["no"] and OF_LIMIT.match(words, found.end()):
            continue
        if found["no"] and DECIDES_NOTHING.match(words, found.end()):
            unclear = True
            continue
        if found["no"] and not _negates_funding(words, found):
            unclear = unclear or found["no"].casefold() != "no"
            continue
        count += 1
    if unclear or count > 1:
        return Sign.UNCLEAR
    if count:
        return Sign.NEGATED
    return Sign.AFFIRMED if TITLED.search(words) else None


def _negates_funding(words: str, found: re.Match[str]) -> bool:
    """Return whether a negation is one of the funding: "nicht förderfähig", "keine Zuwendung"."""
    return bool(HAS_GRANTED.match(words, found.end()) or TITLED.search(words))


def _statements(sentence: str) -> list[_Statement]:
    """Cut a sentence into statements: each has at most one predicate of its own."""
    found = [_Statement()]
    for piece in _pieces(sentence):
        now = found[-1]
        if piece.verb and now.verb:
            now = _Statement()
            found.append(now)
        now.pieces.append(piece)
        if sentence.startswith(":", piece.end) and not now.verb and len(now.pieces) == 1:
            found.append(_Statement(governor=head_sign(piece.words)))
    return [one for one in found if one.pieces] or [_Statement()]


def _pieces(sentence: str) -> Iterator[_Piece]:
    start, mark, before = 0, "", False
    for match in [*MARK.finditer(sentence), None]:
        end = match.start() if match else len(sentence)
        words = sentence[start:end]
        if words.strip():
            verb = VERB.search(words)
            begin = len(words) - len(words.lstrip())
            stripped = words.strip()
            opened = SUBORDINATE.match(stripped) is not None and bool(mark) and mark != ": "
            first_if = not mark and re.match(r"(?:Wenn|Sofern|Soweit|Falls|If|Where)\b", stripped)
            final = verb is not None and _is_final(words)
            goes_on = before and JOINED.match(stripped) is not None and (final or verb is None)
            subordinate = bool(opened or first_if or goes_on)
            yield _Piece(
                start + begin, end, stripped, mark, subordinate, bool(verb) and not subordinate
            )
            before = subordinate
        start, mark = (match.end(), match.group()) if match else (end, "")


def _is_final(words: str) -> bool:
    found = list(VERB.finditer(words))
    return bool(found) and not words[found[-1].end() :].strip(" .!")


def _at(statements: list[_Statement], place: int) -> _Statement:
    found = statements[0]
    for one in statements:
        if one.pieces and one.pieces[0].start <= place:
            found = one
    return found


def _sign(statement: _Statement, place: int) -> Sign | None:
    """Return what a statement itself says; None where it has no word of it."""
    here = next((one for one in statement.pieces[::-1] if one.start <= place), None)
    if here is None:
        return None
    at = statement.pieces.index(here)
    turned = _turned(statement.pieces, at, place)
    if turned is Sign.UNCLEAR:
        return Sign.UNCLEAR
    if here.subordinate and _is_unclear_within(here, place):
        return Sign.UNCLEAR
    own = _main_sign(statement, here, place)
    if turned is Sign.NEGATED:
        if own in (None, Sign.AFFIRMED, Sign.UNTOLD):
            return Sign.NEGATED
        return Sign.AFFIRMED if own is Sign.NEGATED else own
    return own


def _turned(pieces: list[_Piece], at: int, place: int) -> Sign:
    """Return whether an exception opens before a place: "…, außer Städten über …"."""
    here = pieces[at]
    if UNLESS.match(here.words):
        return Sign.NEGATED
    before = here.words[: max(0, place - here.start)]
    if here.subordinate:
        for piece in pieces[:at][::-1]:
            if UNLESS.match(piece.words):
                return Sign.NEGATED
            if not piece.subordinate:  # whose noun the clause is about
                here, before = piece, piece.words
                break
        at = pieces.index(here)
    if EXCEPT.search(before):
        return Sign.NEGATED
    if not here.verb and (BUT_NOT.match(here.words) or BUT.match(here.words)):
        return Sign.NEGATED
    after = next((one for one in pieces[at + 1 :] if not one.subordinate), None)
    contrast = [one for one in (here, after) if one and not one.verb and CONTRAST.search(one.words)]
    if contrast and at:
        return Sign.UNCLEAR
    for piece in pieces[:at][::-1]:
        opens = EXCEPT.search(piece.words)
        if opens or (not piece.verb and (BUT_NOT.match(piece.words) or BUT.match(piece.words))):
            return Sign.AFFIRMED if here.verb else Sign.UNCLEAR
        if piece.verb:
            break
    return Sign.AFFIRMED


def _is_unclear_within(piece: _Piece, place: int) -> bool:
    """Return whether a clause beside the main one has a negation that is not of its limit."""
    return any(
        found["no"]
        and not OF_LIMIT.match(piece.words, found.end())
        and not LIMIT_VERB.search(piece.words)
        and not OF_ATTRIBUTE.match(piece.words, found.end())
        for found in NEGATION.finditer(piece.words)
        if not UNLESS.match(piece.words)
    )


def _main_sign(statement: _Statement, here: _Piece, place: int) -> Sign | None:
    main = [
        one
        for one in statement.pieces
        if not one.subordinate
        and (one.verb or not (BUT_NOT.match(one.words) or BUT.match(one.words)))
    ]
    funded = any(HAS_FUNDED.search(one.words) for one in main)
    count, front, last = 0, True, -1
    for piece in main:
        for found in NEGATION.finditer(piece.words):
            counted = _counts(piece, found, funded=funded)
            if counted is None:
                return Sign.UNCLEAR
            if counted:
                count += 1
                last = piece.start + found.start()
                front = last - main[0].start < _FRONT and not re.search(
                    r"\d", piece.words[: found.start()]
                )
    if count > 1:
        return Sign.UNCLEAR
    if any(NARROWED.search(one.words, max(0, place - one.start)) for one in main):
        return Sign.UNCLEAR
    if count:
        behind = here.start > last and not here.verb and not here.subordinate
        return Sign.UNCLEAR if behind and not front and not _same_way(main, here) else Sign.NEGATED
    if any(EVEN.search(one.words[: max(0, place - one.start)]) for one in main):
        return Sign.UNCLEAR
    if funded or any(LIMITS.search(one.words) for one in main):
        return Sign.AFFIRMED
    return Sign.UNTOLD if statement.verb else None


def _same_way(main: list[_Piece], here: _Piece) -> bool:
    """Whether a further part of a list hangs on the same preposition: "für …, für …"."""
    found = re.match(r"(?:(?:und|sowie|oder) )?(für|bei|von)\b", here.words)
    return found is not None


def _counts(piece: _Piece, found: re.Match[str], *, funded: bool) -> bool | None:
    """Return whether a negation is one of the predicate; None where it decides nothing."""
    words = piece.words
    if found["out"]:
        return not (EXCEPT.match(words, found.start()) and not piece.verb)
    if OF_LIMIT.match(words, found.end()):
        return False
    if DECIDES_NOTHING.match(words, found.end()):
        return None
    if OF_ATTRIBUTE.match(words, found.end()) and not AUXILIARY.search(words[: found.start()]):
        return False
    if HAS_GRANTED.match(words, found.end()):
        return True
    behind = LIMIT_VERB.search(words, found.start())
    if behind and not HAS_FUNDED.match(words, found.end() + 1):
        return False  # "dürfen nicht 5.000 Euro überschreiten"
    return True if funded else None
