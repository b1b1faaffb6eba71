"""Cases: what a case is called, and which limits it has, in German words."""

from __future__ import annotations

from collections.abc import Iterable

from db.labels import APPLICANTS, FITS, label, number, span
from db.statements import Case
from db.terms import Fit, Reader, within
from notifier.digest.wording import one_line

CASE_CHARACTERS = 80
CHECK = FITS[Fit.PERHAPS]


def case_called(case: Case) -> str:
    """Return what the text calls a case; where it has no words for it, what it is for."""
    if words := one_line(case.words, CASE_CHARACTERS).rstrip(" :,"):
        return words
    whom = applicants_called(case.applicants)
    limits = inhabitants(case.population_min, case.population_max)
    poor = "finanzschwach" if case.weak else ""
    parts = (" ".join(part for part in (whom, limits) if part), poor)
    said = (*parts, case.measure, case.stage, case.round)
    return one_line(", ".join(part for part in said if part), CASE_CHARACTERS) or "im Einzelfall"


def applicants_called(codes: Iterable[str]) -> str:
    """Return "Städte und Gemeinden, Vereine und Verbände"."""
    return ", ".join(label(APPLICANTS, code) for code in codes)


def inhabitants(low: int | None, high: int | None) -> str:
    """Return "bis 10.000 Einwohner", "mit 2.000 bis 20.000 Einwohnern" or nothing."""
    if low and high is not None:
        return f"mit {number(low)} bis {number(high)} Einwohnern"
    limits = span(number(low) if low else "", number(high) if high is not None else "")
    return f"{limits} Einwohner" if limits else ""


def verdict(low: int | None, high: int | None, reader: Reader) -> str:
    """Say whether limits hold for a reader, with his number from the register.

    Who reads for several places gets no verdict, who reads for a kind of applicant whose
    inhabitants nobody knows is asked to check.
    """
    if reader.population is None:
        return CHECK if reader.applicants else ""
    holds = Fit.YES if within(reader.population, low, high) else Fit.NO
    return f"{FITS[holds]} ({number(reader.population)})"


def sentence(*parts: str) -> str:
    """Return the parts that are not empty, joined by semicolons."""
    return "; ".join(part for part in parts if part)
