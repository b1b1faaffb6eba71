"""Evidence: which role the words around a number give it.

A lexicon lists cues: words that speak for a role, each with a weight. Around a number the
cues are weighed by their distance; the heaviest decides. So "Zuschuss" makes the next amount
an award, unless "Gesamtkosten" or a veto such as "Jahresumsatz" stands nearer.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

_BREAK = re.compile(r"[;•·▪●|?]| [-–—] |: (?=[-–•])")
_LABEL = re.compile(r" ?:")  # "Fördersumme: 5.000 Euro" says nothing of the number before it
_LIGHT = re.compile(r"[,(]")
_COMMA = re.compile(r"[,()]| und | oder | and | or ")
# What a cue loses: with distance, across lighter marks, across another number, across a break.
_PER_CHARACTER, _PER_COMMA, _PER_NUMBER, _PER_BREAK, _BEHIND = 1 / 28, 0.25, 1.6, 2.6, 1.0
_VETO_BEHIND = 0.8
_PER_COMMA_BEHIND = 1.6  # what stands behind a comma speaks of something new
_ENOUGH = 0.5  # below this score no cue speaks
_ADJACENT, _ADJACENT_BEHIND = 1.2, 0.8


class Cue(NamedTuple):
    """A word that speaks for a role, in one sentence."""

    role: str
    weight: float
    start: int
    end: int


class Verdict(NamedTuple):
    """The role that the heaviest cue gives, with its score."""

    role: str
    score: float


class Role(NamedTuple):
    """The role of a number; `own` tells whether its own words give it, not its neighbour's."""

    name: str
    own: bool


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Cue words with their roles, compiled to one pattern."""

    pattern: re.Pattern[str]
    entries: dict[str, tuple[str, float]]

    @classmethod
    def of(cls, entries: Iterable[tuple[str, float, str]]) -> Lexicon:
        """Compile (role, weight, expression); the first expression that matches wins."""
        named = {f"c{i}": entry for i, entry in enumerate(entries)}
        parts = "|".join(f"(?P<{name}>{entry[2]})" for name, entry in named.items())
        compiled = re.compile(rf"\b(?:{parts})", re.IGNORECASE)
        return cls(compiled, {name: entry[:2] for name, entry in named.items()})

    def cues(self, sentence: str) -> list[Cue]:
        """Return the cues of a sentence in order."""
        found = []
        for match in self.pattern.finditer(sentence):
            role, weight = self.entries[str(match.lastgroup)]
            found.append(Cue(role, weight, match.start(), match.end()))
        return found


def judge(
    sentence: str, cues: Sequence[Cue], spans: Sequence[tuple[int, int]], which: int
) -> Verdict:
    """Return the role of the number at `spans[which]`; role "" with score 0 without any cue."""
    start, end = spans[which]
    totals = [Verdict("", 0.0)]
    for cue in cues:
        if cue.end <= start:
            near = start - cue.end <= 5
            lost = _loss(sentence, cue.end, start, spans) - (_ADJACENT if near else 0)
            totals.append(Verdict(cue.role, cue.weight - lost))
        elif cue.start >= end and not _LABEL.match(sentence, cue.end):
            near = cue.start - end <= 1
            lost = _LIGHT.search(sentence, end, cue.start) and _PER_COMMA_BEHIND or 0.0
            lost += _loss(sentence, end, cue.start, spans) + (
                -_ADJACENT_BEHIND if near else _BEHIND
            )
            lost += _VETO_BEHIND if cue.role == "veto" and not near else 0.0
            totals.append(Verdict(cue.role, cue.weight - lost))
    return max(totals, key=lambda verdict: verdict.score)


def roles(
    sentence: str, lexicon: Lexicon, spans: Sequence[tuple[int, int]], before: str
) -> list[Role]:
    """Give every number of a sentence its role.

    Where no words of its own speak, the role of the number before holds on, also that of
    the sentence before; failing that, the role of the number behind.
    """
    cues = lexicon.cues(sentence)
    found: list[Role] = []
    for which in range(len(spans)):
        verdict = judge(sentence, cues, spans, which)
        own = verdict.score >= _ENOUGH
        found.append(Role(verdict.role if own else (found[-1].name if found else before), own))
    for which in range(len(found) - 2, -1, -1):
        if not found[which].name:
            found[which] = found[which + 1]._replace(own=False)
    return found


def asked(lexicon: Lexicon, sentence: str) -> str:
    """Return the role a question asks for: "Wie hoch ist der Eigenanteil? 10 Prozent."."""
    if not sentence.rstrip().endswith("?"):
        return ""
    cues = lexicon.cues(sentence)
    return cues[-1].role if cues else ""


def _loss(sentence: str, start: int, end: int, spans: Sequence[tuple[int, int]]) -> float:
    between = sentence[start:end]
    numbers = sum(start <= first and last <= end for first, last in spans)
    return (
        (end - start) * _PER_CHARACTER
        + len(_COMMA.findall(between)) * _PER_COMMA
        + numbers * _PER_NUMBER
        + len(_BREAK.findall(between)) * _PER_BREAK
    )
