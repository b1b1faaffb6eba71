"""Polarity: whether a statement tells what is funded, or what is not.

"Nicht gefördert werden Vorhaben über 20.000 Euro" names the most that is possible, though its
words are those of a least sum. What says so is the predicate of the statement, wherever it
stands, or the heading or lead above it; a negation that belongs to the limit itself ("nicht
mehr als") is the business of `directions`.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import Enum
from functools import lru_cache
from typing import NamedTuple

from crawlers.shape import Mark, marks_of
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
    Phrase,
)
from pipeline.reading.text.prose import Prose
from pipeline.reading.text.sentences import even, sentences


class Sign(Enum):
    """What a statement does with what it names."""

    AFFIRMED = "affirmed"
    NEGATED = "negated"
    UNCLEAR = "unclear"  # it is denied in a way that decides nothing
    UNTOLD = "untold"  # it says something else of it than that it is funded, or only when


_FRONT = 60  # characters in which a predicate stands at the front
_ENDS = (".", "!", "?", ":", ";")
_WITHIN = re.compile(r"[a-zäöüß\d€%]|(?:Euro|EUR|Prozent|Einwohner)\b")  # no sentence begins so
_LONGEST = 900  # characters of a statement that is read as one


@dataclass(frozen=True, slots=True)
class _Piece:
    """A part of a sentence between two marks, and what its words tell."""

    start: int
    end: int
    words: str
    subordinate: bool
    verb: bool  # a finite one, of a main clause

    @property
    def unless(self) -> bool:
        return UNLESS.match(self.words) is not None

    @property
    def turns(self) -> bool:
        """Whether it turns round what was said: "nicht jedoch Städte", "Wege nicht"."""
        if self.verb or self.subordinate or not self.start:
            return False
        ended = self.words.rstrip(" .!").endswith(" nicht")
        return ended or bool(BUT_NOT.match(self.words) or BUT.match(self.words))


@dataclass(slots=True)
class _Statement:
    pieces: list[_Piece] = field(default_factory=list)
    governor: Sign | None = None  # what a label before it says
    said: _Said | None = None

    @property
    def verb(self) -> bool:
        return any(piece.verb for piece in self.pieces)


class _Said(NamedTuple):
    """What the main clause of a statement says; places are those of the sentence."""

    sign: Sign | None  # AFFIRMED, NEGATED or UNCLEAR; None: nothing of the funding
    front: bool = True  # whether a denial stands before what it denies
    last: int = -1  # where the last denial stands
    narrowed: tuple[int, ...] = ()
    even: tuple[int, ...] = ()


def sign_at(text: str, position: int) -> Sign:
    """Return what the statement at a position of a text does with what it names there."""
    return _signs(text, marks_of(text)).at(position)


@lru_cache(maxsize=4)
def _signs(text: str, _marks: tuple[Mark, ...]) -> _Signs:
    # Texts of one wording may be built in two ways.
    return _Signs(text)


class _Signs:
    def __init__(self, text: str) -> None:
        self.prose = Prose.of(text)
        self.plain = self.prose.plain
        self.blocks = outline(self.prose.lined, self.prose.marks)
        self.starts = [block.start for block in self.blocks]
        self.cut: dict[int, list[tuple[int, Sequence[int], list[_Statement]]]] = {}
        self.above: dict[int, Sign | None] = {}

    def at(self, position: int) -> Sign:
        index = max(0, bisect_right(self.starts, self.prose.place(position)) - 1)
        said = self._said(index) if self.blocks else []
        if not said:
            return Sign.AFFIRMED
        _, within, statements = said[
            max(0, bisect_right(said, position, key=lambda one: one[0]) - 1)
        ]
        place = bisect_left(within, position)
        statement = _at(statements, place)
        own = _sign(statement, place)
        if own is not None:
            return own
        return statement.governor or self._governing(index) or Sign.AFFIRMED

    def _said(self, index: int) -> list[tuple[int, Sequence[int], list[_Statement]]]:
        """Return the sentences of a block: where each begins, its places, its statements.

        A sentence may go on in the next block.
        """
        if index not in self.cut:
            first, last = index, index
            while self._goes_on(first):
                first -= 1
            while self._goes_on(last + 1):
                last += 1
            part = even(self.prose.cut(self.blocks[first].start, self.blocks[last].end))
            said = [
                (part.origin[cut], part.origin[cut:stop], _statements(part.plain[cut:stop]))
                for begin, end in sentences(part.plain)
                for cut in range(begin, end, _LONGEST)
                for stop in (min(end, cut + _LONGEST),)
            ]
            self.cut |= dict.fromkeys(range(first, last + 1), said)
        return self.cut[index]

    def _goes_on(self, index: int) -> bool:
        """Return whether a block goes on with the sentence of the one before it."""
        if not 0 < index < len(self.blocks):
            return False
        before, block = self.blocks[index - 1], self.blocks[index]
        if {before.kind, block.kind} & {Kind.ITEM, Kind.ROW} or block.numbered:
            return False
        ended = self.plain[before.start : before.end].rstrip().endswith(_ENDS)
        return not ended and _WITHIN.match(self.plain, block.start, block.end) is not None

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
        if block.kind not in (Kind.HEADING, Kind.LEAD, Kind.LABEL) and not words.endswith(":"):
            return None
        spans = sentences(words)
        last = words[spans[-1][0] :] if spans else words
        return head_sign(last[-_LONGEST:].rstrip("?: "))


def head_sign(words: str) -> Sign | None:
    """Return whether a heading or lead says what is funded or what is not; None if neither."""
    count, unclear = 0, False
    for found in NEGATION.finditer(words):
        if found["no"] and (
            OF_LIMIT.match(words, found.end()) or OF_ATTRIBUTE.match(words, found.end())
        ):
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
        if piece.verb and now.verb and not _closes(now.pieces[-1], piece):
            now = _Statement()
            found.append(now)
        now.pieces.append(piece)
        if sentence.startswith(":", piece.end) and not now.verb and len(now.pieces) == 1:
            found.append(_Statement(governor=head_sign(piece.words)))
    return [one for one in found if one.pieces] or [_Statement()]


def _closes(before: _Piece, piece: _Piece) -> bool:
    """Return whether a part ends a clause begun before: "sollen … und … betragen"."""
    return bool(_MODAL.search(before.words) and _INFINITIVE.search(piece.words))


_MODAL = re.compile(r"\b(?:soll(?:en|te|ten)?|müssen|muss|dürfen|darf|können|kann|werden|wird)\b")
_INFINITIVE = re.compile(r"\b(?:betragen|liegen|(?:über|unter)(?:schreiten|steigen)|haben)[ .!]*\Z")


def _pieces(sentence: str) -> Iterator[_Piece]:
    start, mark, before = 0, "", False
    for match in [*MARK.finditer(sentence), None]:
        end = match.start() if match else len(sentence)
        words = sentence[start:end].strip()
        if words:
            begin = sentence.index(words, start)
            before = _is_subordinate(words, mark, before=before)
            verb = not before and VERB.search(words) is not None
            yield _Piece(begin, end, words, before, verb)
        start, mark = (match.end(), match.group()) if match else (end, "")


def _is_subordinate(words: str, mark: str, *, before: bool) -> bool:
    """Return whether a part hangs on another; `before` tells whether the last one does."""
    if not mark:
        return _FIRST_IF.match(words) is not None
    if mark != ": " and SUBORDINATE.match(words):
        return True
    verbs = list(VERB.finditer(words)) if before and JOINED.match(words) else []
    final = bool(verbs) and not words[verbs[-1].end() :].strip(" .!")
    return before and JOINED.match(words) is not None and (final or not verbs)


_FIRST_IF = re.compile(
    r"(?:Wenn|Sofern|Soweit|Falls|If|Where|(?:Über|Unter)(?:schreit|steig)\w+|Lieg(?:t|en)|Beträgt"
    r"|Betragen|Erreich(?:t|en))\b"
)


def _at(statements: list[_Statement], place: int) -> _Statement:
    found = statements[0]
    for one in statements:
        if one.pieces and one.pieces[0].start <= place:
            found = one
    return found


def _sign(statement: _Statement, place: int) -> Sign | None:
    """Return what a statement itself says; None where it has no word of it."""
    at = max((i for i, one in enumerate(statement.pieces) if one.start <= place), default=-1)
    if at < 0:
        return None
    here = statement.pieces[at]
    turned = _turned(statement.pieces, at, place)
    if turned is Sign.UNCLEAR or (here.subordinate and _is_unclear_within(here)):
        return Sign.UNCLEAR
    own = _own(statement, here, place)
    if turned is Sign.NEGATED:
        return {Sign.NEGATED: Sign.AFFIRMED, Sign.UNCLEAR: Sign.UNCLEAR}.get(
            own or Sign.AFFIRMED, Sign.NEGATED
        )
    return own


def _turned(pieces: list[_Piece], at: int, place: int) -> Sign:
    """Return whether an exception opens before a place: "…, außer Städten über …"."""
    here = pieces[at]
    if here.unless or (at and UNLESS.fullmatch(pieces[at - 1].words)):
        return Sign.NEGATED
    before = here.words[: max(0, place - here.start)]
    while here.subordinate and at:  # to the noun the clause is about
        at -= 1
        here, before = pieces[at], pieces[at].words
        if here.unless:
            return Sign.NEGATED
    exception = EXCEPT.search(before)
    if exception and here.verb and exception.group().casefold() == "ausgenommen":
        exception = None  # "Ausgenommen davon sind …": the predicate itself
    if exception or here.turns:
        return Sign.NEGATED
    after = next((one for one in pieces[at + 1 :] if not one.subordinate), here)
    if at and any(not one.verb and CONTRAST.search(one.words) for one in (here, after)):
        return Sign.UNCLEAR
    for piece in pieces[:at][::-1]:
        if piece.turns or EXCEPT.search(piece.words):
            return Sign.AFFIRMED if here.verb else Sign.UNCLEAR
        if piece.verb:
            break
    return Sign.AFFIRMED


def _is_unclear_within(piece: _Piece) -> bool:
    """Return whether a clause beside the main one has a negation that is not of its limit."""
    if piece.unless or LIMIT_VERB.search(piece.words):
        return False
    return any(
        found["no"]
        and not OF_LIMIT.match(piece.words, found.end())
        and not OF_ATTRIBUTE.match(piece.words, found.end())
        for found in NEGATION.finditer(piece.words)
    )


def _own(statement: _Statement, here: _Piece, place: int) -> Sign | None:
    """Return what the main clause of a statement says of what stands at a place."""
    if statement.said is None:
        statement.said = _main_clause([one for one in statement.pieces if not one.subordinate])
    said = statement.said
    narrowed = any(at >= place for at in said.narrowed)
    if said.sign is Sign.UNCLEAR or (narrowed and said.sign is Sign.NEGATED):
        return Sign.UNCLEAR
    if said.sign is Sign.NEGATED:
        behind = here.start > said.last and not here.verb and not here.subordinate
        left_out = behind and not said.front and not _SAME_WAY.match(here.words)
        return Sign.UNCLEAR if left_out else Sign.NEGATED
    if narrowed or any(at < place for at in said.even):
        return Sign.UNTOLD
    return said.sign or (Sign.UNTOLD if statement.verb else None)


# A further part of a list hangs on the same preposition: "für …, für …".
_SAME_WAY = re.compile(r"(?:(?:und|sowie|oder) )?(?:für|bei|von)\b")
_DIGIT = re.compile(r"\d")


def _main_clause(pieces: list[_Piece]) -> _Said:
    main = [one for one in pieces if not one.turns]
    funded = any(HAS_FUNDED.search(one.words) for one in main)
    places = [
        (one, found, counted)
        for one in main
        for found in NEGATION.finditer(one.words)
        if (counted := _counts(one, found, funded=funded)) is not False
    ]
    if len(places) > 1 or any(counted is None for _, _, counted in places):
        return _Said(Sign.UNCLEAR)
    narrowed = _places(NARROWED, [one for one in main if one.verb])
    if places:
        [(piece, found, _)] = places
        last = piece.start + found.start()
        front = last - main[0].start < _FRONT and not _DIGIT.search(piece.words, 0, found.start())
        return _Said(Sign.NEGATED, front, last, narrowed)
    told = funded or any(LIMITS.search(one.words) for one in main)
    even = _places(EVEN, main)
    return _Said(Sign.AFFIRMED if told else None, narrowed=narrowed, even=even)


def _places(phrase: Phrase, pieces: list[_Piece]) -> tuple[int, ...]:
    return tuple(
        one.start + found.start() for one in pieces for found in phrase.finditer(one.words)
    )


def _counts(piece: _Piece, found: re.Match[str], *, funded: bool) -> bool | None:
    """Return whether a negation is one of the predicate; None where it decides nothing."""
    words = piece.words
    if found["head"]:
        return False
    if found["out"]:
        return piece.verb or not found["out"].casefold().startswith(_OPENS_EXCEPTION)
    if OF_LIMIT.match(words, found.end()):
        return False
    if DECIDES_NOTHING.match(words, found.end()):
        return None
    if OF_ATTRIBUTE.match(words, found.end()) and not AUXILIARY.search(words[: found.start()]):
        return False
    if HAS_GRANTED.match(words, found.end()):
        return True
    of_limit = LIMIT_VERB.search(words, found.start()) or _LIMIT_VERB_BEFORE.search(
        words, 0, found.start()
    )
    if of_limit and not _FUNDED_BEHIND.match(words, found.end()):
        return False  # "dürfen nicht 5.000 Euro überschreiten"
    return True if funded or _DENIES.search(words, 0, found.start()) else None


# Verbs that tell of the funding, where they are denied: "gilt nicht für", "gibt es nicht".
_DENIES = re.compile(
    r"\b(?:gilt|gelten|zähl(?:t|en)|gehör(?:t|en)|gibt es|find(?:et|en)|besteh(?:t|en))"
    r"(?: jedoch| auch| aber)? \Z"
)
_LIMIT_VERB_BEFORE = re.compile(r"(?:über|unter)(?:schreit|steig)\w* ")
_OPENS_EXCEPTION = ("ausgenommen", "except", "excluding")
_FUNDED_BEHIND = re.compile(r" (?:ge|förder|antrags|zuwend|berück|be)\w")
