"""Combining: the case of a heading and the case of a sentence below it are one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from pipeline.claim import EVERY_CASE, Case
from pipeline.reading.cases.names import Named


def combined(names: Iterable[Named]) -> Case | None:
    """Return the case of all names, the outermost first; None where they contradict."""
    case = EVERY_CASE
    for name in names:
        joined = _joined(case, name.case)
        if joined is None:
            return None
        case = joined
    return case


def _joined(outer: Case, inner: Case) -> Case | None:
    if outer == EVERY_CASE:
        return inner
    if inner in (EVERY_CASE, outer):
        return outer
    apart = outer.applicants and inner.applicants
    if apart and not set(outer.applicants) & set(inner.applicants):
        return None
    same = bool(apart) and set(inner.applicants) <= set(outer.applicants)
    plain = not (outer.measure or outer.stage or outer.round)
    return replace(
        inner,
        words=inner.words if same and plain else _words(outer.words, inner.words),
        applicants=inner.applicants or outer.applicants,
        population_min=_either(inner.population_min, outer.population_min),
        population_max=_either(inner.population_max, outer.population_max),
        weak=inner.weak or outer.weak,
        measure=_words(outer.measure, inner.measure),
        stage=inner.stage or outer.stage,
        round=inner.round or outer.round,
    )


def _either(inner: int | None, outer: int | None) -> int | None:
    return outer if inner is None else inner


def _words(outer: str, inner: str) -> str:
    if not outer or outer.casefold() in inner.casefold():
        return inner
    if not inner or inner.casefold() in outer.casefold():
        return outer
    return f"{outer}, {inner}"
