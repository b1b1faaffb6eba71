"""Beginning: sentences by which nothing is funded that has begun, so one applies before.

Three things have to come together, in whatever order and voice: the start of a project, what
makes it too early or too late (before, already, not yet, afterwards), and applying or being
funded. With two of the three it is asked, or nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise

from pipeline.reading.time.beginning_words import (
    APART,
    ARRIVED,
    BEEN,
    BEGUN,
    BY_APPLYING,
    CONDITIONS,
    DECIDED,
    DENIED,
    FIRST,
    FUNDED,
    MUST,
    START,
    THEN,
    TOO_EARLY,
    TOO_LATE,
    UNTIL_THEN,
    starts_with_object,
)
from pipeline.reading.time.clause_kinds import Clause, Kind, Token
from pipeline.reading.time.standing import Standing
from pipeline.reading.time.undated_words import Is

_BEFORE_WHAT = "Muss der Antrag vor dem Beginn gestellt werden?"
_DAY = re.compile(r"\d{1,2}\.\d{1,2}\.(?:\d\d){1,2}|(?:19|20)\d\d")
_NEAR = 6  # words
_OBLIQUE = frozenset({Kind.WHICH, Kind.CONDITION, Kind.THAT})
_NO_COMPLETION = frozenset({"eingegangen", "eingehen"})  # of papers, not of obligations


def may_begin(words: frozenset[str]) -> bool:
    """Whether a statement has a word for the start of a project, or for before something."""
    return (
        not words.isdisjoint(("bevor", "ehe"))
        or any(BEGUN.fullmatch(one) or START.fullmatch(one) for one in words)
        or any(starts_with_object(one, words) for one in words)
    )


def before_the_start(parts: Sequence[Clause], whole: Clause) -> Standing | None:
    """Return the rule that one applies before the start, where a sentence contains it."""
    if any(_DAY.fullmatch(one) for one in whole.words) or whole.says(*BEEN):
        return None
    frames = (_excluded, _only_unbegun, _handed_in_before, _weeks_between, _first_then)
    for frame in (*frames, _granted_before, _afterwards):
        found = frame(parts, whole)
        if found:
            return found
    return None


def _excluded(parts: Sequence[Clause], whole: Clause) -> Standing | None:
    """What has begun too early is not funded: "Bereits begonnene Projekte werden nicht …"."""
    for part in parts:
        denied = _denied(part)
        if not denied or part.says("wurde", "wurden", "konnte", "konnten"):
            continue
        for other in parts:
            ties = other is part or other.kind in _OBLIQUE or whole.says("sonst", "andernfalls")
            begun = _begun(other) if ties else []
            if begun and _too_early(other):
                return _found(begun, denied)
    return None


def _only_unbegun(parts: Sequence[Clause], whole: Clause) -> Standing | None:
    """Only what has not begun is funded: "nur für Vorhaben, die noch nicht begonnen sind"."""
    for part in parts:
        begun, not_yet = _begun(part), _not_yet(part)
        if begun and not_yet and (part.kind in _OBLIQUE or whole.says(*CONDITIONS)):
            funded = [one for other in parts if other is not part for one in _funded(other)]
            funded = funded or whole.of_words(*CONDITIONS)
            if funded and not any(_denied(other) for other in parts if other is not part):
                return _found(funded[:1], not_yet, begun)
        # "darf vor Eingang des Antrags nicht begonnen worden sein"
        perfect = part.says("worden", "haben", "sein") and part.says("darf", "dürfen")
        if begun and perfect and part.has(Is.NOT) and _before_applying(part):
            return _found(part.of(Is.NOT)[:1], begun)
    return None


def _handed_in_before(parts: Sequence[Clause], whole: Clause) -> Standing | None:
    """Papers that are handed in before: "trifft ein, bevor Aufträge vergeben sind"."""
    for part in parts:
        arrived = part.of_words(*ARRIVED) if part.tokens[0].word in UNTIL_THEN else []
        if arrived and part.of(Is.PAPER):  # "kein Vertrag, bevor Ihr Antrag eingegangen ist"
            held = [one for one in parts if one is not part and one.has(Is.NOT)]
            begun = [token for one in held for token in _begun(one)]
            if begun and not whole.has(Is.FORMER):
                return _found(begun, part.of(Is.PAPER)[:1], arrived)
        if part.tokens[0].word not in UNTIL_THEN:
            continue
        begun = _begun(part)
        if not begun and part.tokens[0].word == "solange":
            continue
        if part.tokens[0].word == "solange" and not part.has(Is.NOT):
            continue
        for other in parts:
            if other is part or other.kind is Kind.CONDITION or other.has(Is.NOT, Is.FORMER):
                continue
            papers = other.of(Is.PAPER, Is.ACT, Is.APPLY)
            handed = other.of(Is.TAKEN, Is.POSSIBLE, Is.APPLY, Is.HANDED)
            if papers and handed:
                return _found(papers[:1], part.tokens, doubt="" if begun else _BEFORE_WHAT)
            if begun and other.of_words("unterlagen", "formular") and handed:
                return _found(handed[:1], part.tokens, doubt=_BEFORE_WHAT)
    return None


def _weeks_between(parts: Sequence[Clause], whole: Clause) -> Standing | None:
    """A span from the application to the start: "Zwischen Antragseingang und Baubeginn"."""
    if not whole.says(*MUST) and not whole.says(*APART):
        return None
    for at, token in enumerate(whole.tokens):
        if token.word != "zwischen":
            continue
        behind = whole.tokens[at + 1 : at + 2 * _NEAR]
        joint = next((i for i, one in enumerate(behind) if one.word == "und"), 0)
        applied = [one for one in behind[:joint] if _of_applying(one)]
        start = [one for one in behind[joint:] if one.noun and START.fullmatch(one.word)]
        if applied and start:
            return _found([token], start[:1])
    return None


def _first_then(parts: Sequence[Clause], whole: Clause) -> Standing | None:
    """An order of steps: "Erst den Antrag stellen, dann kaufen"."""
    first, then = whole.of_words(*FIRST), whole.of_words(*THEN)
    papers = whole.of(Is.PAPER, Is.ACT, Is.APPLY)
    if not (first and then and papers) or whole.has(Is.WAS):
        return None
    begun = [one for one in whole.tokens if BEGUN.fullmatch(one.word) or START.fullmatch(one.word)]
    if begun and papers[0].start < begun[-1].start:
        return _found(first[:1], papers[:1], then[-1:], begun[-1:])
    return None


def _granted_before(parts: Sequence[Clause], whole: Clause) -> Standing | None:
    """A grant that must be there before the start: "Die Zusage muss vor Baubeginn vorliegen"."""
    for part in parts:
        if not part.says("muss", "müssen") or part.has(Is.NOT):
            continue
        start = _behind(part, ("vor",), START.fullmatch)
        there = part.of_words("vorliegen", "genehmigt", "bewilligt", "erteilt", "vorhanden")
        if not (start and there):
            continue
        decided = [one for one in part.tokens if DECIDED.fullmatch(one.word)]
        if decided or part.of(Is.PAPER):
            return _found(start, there)
        if not any(one.noun and one not in start for one in part.tokens[1:]):
            return _found(start, there, doubt=_BEFORE_WHAT)
    return None


def _afterwards(parts: Sequence[Clause], whole: Clause) -> Standing | None:
    """What is asked for afterwards is not funded: "Rückwirkend zahlen wir nichts"."""
    late = [one for one in whole.tokens if TOO_LATE.fullmatch(one.word)]
    funded = [*whole.of(Is.GRANT, Is.GRANTING), *_funded(whole), *whole.of_words("zahlen")]
    for part in parts:
        denied = part.of(Is.NOT) or part.of_words(*DENIED)
        if late and funded and denied and any(one in part.tokens for one in late):
            doubt = "" if _begun(whole) or part.says(*FIRST) else _BEFORE_WHAT
            return _found(late[:1], denied[-1:], doubt=doubt)
        # "Anträge, die erst nach Auftragsvergabe gestellt werden, lehnen wir ab"
        start = _behind(part, ("nach",), START.fullmatch)
        refused = whole.has(Is.NOT) or whole.says("abgelehnt", "ausgeschlossen")
        refused = refused or whole.says("lehnen", "lehnt")
        papers = whole.of(Is.PAPER)
        which = part.has(Is.TAKEN) and part.kind is Kind.WHICH
        which = which or any(
            Is.PAPER in one.kinds and following in start for one, following in pairwise(part.tokens)
        )
        if start and papers and refused and which:
            return _found(papers[:1], start)
    return None


def _begun(clause: Clause) -> list[Token]:
    """Return the words of a start that has been made, or is to be."""
    return [
        one
        for one in clause.tokens
        if (BEGUN.fullmatch(one.word) and not one.noun)
        or (one.word not in _NO_COMPLETION and starts_with_object(one.word, clause.words))
    ]


def _funded(clause: Clause) -> list[Token]:
    funded = [one for one in clause.tokens if FUNDED.fullmatch(one.word)]
    return funded or clause.of(Is.GRANT) or clause.of_words("bezuschussung", "unterstützung")


def _denied(clause: Clause) -> list[Token]:
    """Return the words by which something is not funded: "keine Förderung", "geht leer aus"."""
    empty = clause.of_words("leer") if clause.says("aus", "ausgehen") else []
    if empty:
        return empty
    no = [
        one
        for before, one in pairwise([*clause.tokens[:1], *clause.tokens])
        if Is.NOT in one.kinds and before.word != "noch"
    ]
    no = no or clause.of_words(*DENIED)
    funded = _funded(clause)
    return [no[0], funded[-1]] if no and funded else []


def _too_early(clause: Clause) -> bool:
    """Whether a start is too early: already made, or made before one has applied."""
    if any(
        BEGUN.fullmatch(one.word)
        and one.word.endswith(("e", "er", "en"))
        and Is.BEGIN in following.kinds
        for one, following in pairwise(clause.tokens)
        if not one.noun
    ):
        return True  # "abgeschlossene Maßnahmen"
    if clause.says(*TOO_EARLY) or clause.tokens[0].word in ("sobald", "wenn"):
        return True
    return _before_applying(clause)


def _before_applying(clause: Clause) -> bool:
    return bool(_behind(clause, ("vor", "bei", "zum"), BY_APPLYING.fullmatch))


def _behind(
    clause: Clause, prepositions: Iterable[str], fits: Callable[[str], object]
) -> list[Token]:
    """Return a preposition and the fitting noun behind it, over articles and adjectives."""
    for at, token in enumerate(clause.tokens):
        if token.word not in prepositions:
            continue
        nouns = [one for one in clause.tokens[at + 1 : at + _NEAR] if one.noun]
        noun = next((one for one in nouns[:2] if fits(one.word)), None)
        if noun:
            return [token, noun]
    return []


def _not_yet(clause: Clause) -> list[Token]:
    for here, following in pairwise(clause.tokens):
        if here.word == "noch" and Is.NOT in following.kinds:
            return [here, following]
    return []


def _of_applying(token: Token) -> bool:
    return bool(BY_APPLYING.fullmatch(token.word) or token.kinds & {Is.PAPER, Is.ACT})


def _found(*parts: Sequence[Token], doubt: str = "") -> Standing:
    words = [token for part in parts for token in part]
    start, end = min(one.start for one in words), max(one.end for one in words)
    return Standing("relative", "relative", start, end, doubt)
