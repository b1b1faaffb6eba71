"""Number roles: which role the words around a number give it.

A lexicon lists cues: words that speak for a role, each with a weight. Around a number the
cues are weighed by their distance; the heaviest decides. So "Zuschuss" makes the next amount
an award, unless "Gesamtkosten" or a veto such as "Jahresumsatz" stands nearer.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from pipeline.reading.text.sentences import is_question

_BREAK = re.compile(r"[;•·▪●|?]| [-–—] |: (?=[-–•])")
_FENCE = re.compile(r"[•·▪●|]| [-–—] ")  # between items or cells: no role goes back over it
_LEAD = re.compile(_FENCE.pattern + "|: ")
_WORD = re.compile(r"[^\W\d_][\w-]*")
_REMEMBERED = 20_000  # words
_TOUCHING = re.compile(r"[^,(;]{0,5}")  # "Zuschuss von 5.000 Euro"
_ATTACHED = re.compile(r" ?(?:[a-zäöüß]{6,16}e[nrs]? )?")  # "5.000 Euro maximale Förderung"
_LABEL = re.compile(r" ?:")  # "Fördersumme: 5.000 Euro" says nothing of the number before it
_TAKES_UP = re.compile(r"(?:Er|Sie|Es|Dieser?|Diese[sm]|Seine|Ihre|Deren|Die Höhe|It|This) ")
_LIGHT = re.compile(r"[,(]")
_COMMA = re.compile(r"[,()]| und | oder | and | or ")
# What a cue loses: with distance, across lighter marks, across another number, across a break.
_PER_CHARACTER, _PER_COMMA, _PER_NUMBER, _PER_BREAK, _BEHIND = 1 / 28, 0.25, 1.6, 2.6, 1.0
_VETO_BEHIND = 0.8
_PER_COMMA_BEHIND = 1.6  # what stands behind a comma speaks of something new
_REACH = 5  # numbers
_FARTHEST = 2.2  # the most that distance takes: a subject holds for its whole sentence
_ASKED = 3.8  # the weight of what a question asked for
_ENOUGH = 0.5  # below this score no cue speaks
_ADJACENT, _ADJACENT_BEHIND = 1.2, 0.8


class NumberCue(NamedTuple):
    """A word that speaks for a role, in one sentence."""

    role: str
    weight: float
    start: int
    end: int


class NumberRole(NamedTuple):
    """The role that the heaviest cue gives, with its score."""

    role: str
    score: float
    place: int = 0  # where the cue stands


class Role(NamedTuple):
    """The role of a number; `own` tells whether its own words give it, not its neighbour's."""

    name: str
    own: bool


NO_ROLE = Role("", False)


class _Term(NamedTuple):
    """An expression that speaks for a role; `first` is the word it begins with."""

    role: str
    weight: float
    first: re.Pattern[str]
    whole: re.Pattern[str]


class _Known(NamedTuple):
    """What a word can be: the beginning of some phrases, or a term by itself."""

    phrases: tuple[_Term, ...]
    alone: _Term | None


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Cue words and phrases with their roles.

    Every word is classified only once in the life of the process: the words of funding are
    few and return all the time. A phrase is tried only where a word stands that begins it.
    """

    phrases: tuple[_Term, ...]
    words: tuple[_Term, ...]
    known: dict[str, _Known]

    @classmethod
    def of(
        cls,
        phrases: Iterable[tuple[str, float, str, str]],
        words: Iterable[tuple[str, float, str]],
    ) -> Lexicon:
        """Compile (role, weight, first words, phrase) and (role, weight, words).

        Of several that match at a place the first one wins, and a phrase before a word.
        """
        terms = tuple(_term(*row) for row in phrases)
        return cls(terms, tuple(_term(role, weight, one, one) for role, weight, one in words), {})

    def cues(self, sentence: str) -> list[NumberCue]:
        """Return the cues of a sentence in order; none overlaps another."""
        found: list[NumberCue] = []
        reached = 0
        for word in _WORD.finditer(sentence):
            if word.start() >= reached and (cue := self._cue(sentence, word)):
                found.append(cue)
                reached = cue.end
        return found

    def _cue(self, sentence: str, word: re.Match[str]) -> NumberCue | None:
        known = self.known.get(word.group()) or self._classified(word.group())
        for term in known.phrases:
            if match := term.whole.match(sentence, word.start()):
                return NumberCue(term.role, term.weight, match.start(), match.end())
        if known.alone:
            return NumberCue(known.alone.role, known.alone.weight, word.start(), word.end())
        return None

    def _classified(self, word: str) -> _Known:
        if len(self.known) >= _REMEMBERED:
            self.known.clear()
        phrases = tuple(term for term in self.phrases if term.first.fullmatch(word))
        alone = next((term for term in self.words if term.first.fullmatch(word)), None)
        self.known[word] = _Known(phrases, alone)
        return self.known[word]


def _term(role: str, weight: float, first: str, whole: str) -> _Term:
    return _Term(role, weight, re.compile(first, re.IGNORECASE), re.compile(whole, re.IGNORECASE))


class _Marks:
    """What stands between the cues and numbers of one sentence, looked up, not searched again."""

    def __init__(self, sentence: str, spans: Sequence[tuple[int, int]]) -> None:
        self.sentence = sentence
        self.firsts = [first for first, _ in spans]
        self.lasts = [last for _, last in spans]
        self.breaks = [match.start() for match in _BREAK.finditer(sentence)]
        self.commas = [match.start() for match in _COMMA.finditer(sentence)]
        self.light = [match.start() for match in _LIGHT.finditer(sentence)]

    def loss(self, start: int, end: int) -> float:
        """Return what a cue loses by what stands between it and a number."""
        numbers = bisect_right(self.lasts, end) - bisect_left(self.firsts, start)
        commas = min(_count(self.commas, start, end), 2)
        return (
            min((end - start) * _PER_CHARACTER, _FARTHEST)
            + commas * _PER_COMMA
            + max(numbers, 0) * _PER_NUMBER
            + _count(self.breaks, start, end) * _PER_BREAK
        )

    def loss_behind(self, end: int, cue: NumberCue) -> float:
        """Return what a cue loses for standing behind; nouns right behind a number gain."""
        if _ATTACHED.fullmatch(self.sentence, end, cue.start) and not cue.role.endswith("?"):
            return -_ADJACENT_BEHIND
        lost = _BEHIND + (_PER_COMMA_BEHIND if _count(self.light, end, cue.start) else 0.0)
        return lost + (_VETO_BEHIND if cue.role == "veto" else 0.0)


def _count(places: list[int], start: int, end: int) -> int:
    return bisect_left(places, end) - bisect_left(places, start)


def _judge(
    marks: _Marks, cues: Sequence[NumberCue], spans: Sequence[tuple[int, int]], which: int
) -> NumberRole:
    """Return the role of the number at `spans[which]`; role "" with score 0 without any cue.

    Behind so many other numbers no cue has any weight left, so none farther off is asked.
    """
    start, end = spans[which]
    first = spans[which - _REACH][0] if which >= _REACH else 0
    last = spans[which + _REACH][1] if which + _REACH < len(spans) else len(marks.sentence)
    best = NumberRole("", 0.0)
    for place in range(bisect_left(cues, first, key=_begin), bisect_right(cues, last, key=_begin)):
        cue = cues[place]
        if cue.end <= start:
            lost = marks.loss(cue.end, start)
            lost -= _ADJACENT if _TOUCHING.fullmatch(marks.sentence, cue.end, start) else 0.0
        elif cue.start >= end and not _LABEL.match(marks.sentence, cue.end):
            lost = marks.loss(end, cue.start) + marks.loss_behind(end, cue)
        else:
            continue
        if cue.weight - lost > best.score:
            best = NumberRole(cue.role, cue.weight - lost, cue.start)
    return best


def _begin(cue: NumberCue) -> int:
    return cue.start


def roles(
    sentence: str, lexicon: Lexicon, spans: Sequence[tuple[int, int]], before: Role
) -> list[Role]:
    """Give every number of a sentence its role.

    Where no words of its own speak, the role of the number before holds on, also that of
    the sentence before; failing that, the role of the number behind. What a question
    asked for (`before.own`) stands like a word at the beginning of the answer.
    """
    cues = lexicon.cues(sentence)
    if before.own:
        cues.insert(0, NumberCue(before.name, _ASKED, 0, 0))
    marks = _Marks(sentence, spans)
    found: list[Role] = []
    held, place = before.name, 0  # what holds on, and where its cue stands
    for which, (start, _) in enumerate(spans):
        verdict = _judge(marks, cues, spans, which)
        own = verdict.score >= _ENOUGH
        if own:
            held, place = verdict.role, verdict.place
        elif found and _left(sentence, place, spans[which - 1][0], start):
            held = ""
        found.append(Role(held, own))
    for which in range(len(found) - 2, -1, -1):
        if not found[which].name and not _FENCE.search(
            sentence, spans[which][1], spans[which + 1][0]
        ):
            found[which] = found[which + 1]._replace(own=False)
    return found


def _left(sentence: str, cue: int, before: int, start: int) -> bool:
    """Whether a role was only for the item before: its cue stands in it, and it has ended."""
    return bool(_FENCE.search(sentence, before, start)) and not _LEAD.search(sentence, cue, before)


def carried(lexicon: Lexicon, before: str, sentence: str) -> Role:
    """Return the role that the sentence before lends to the numbers of a sentence.

    A question asks for a role: "Wie hoch ist der Eigenanteil? 10 Prozent."; a pronoun takes
    up the last one: "Nötig ist ein Eigenanteil. Er beträgt 10 Prozent.".
    """
    question = is_question(before)
    if not question and not _TAKES_UP.match(sentence):
        return NO_ROLE
    cues = lexicon.cues(before)
    if not cues:
        return NO_ROLE
    # An own share is not forgotten for the costs it is a share of: "Er beträgt 10 % der Kosten".
    return Role(cues[-1].role, question or cues[-1].role == "own")
