"""Cases: what a case is called, and which limits it has, in German words."""

from __future__ import annotations

import re
from collections.abc import Iterable

from db.labels import APPLICANTS, FITS, label, number, span
from db.statements import Case
from db.terms import Fit, Place, Reader, fit_of_size
from notifier.digest.wording import cut, joined, one_line

CASE_CHARACTERS = 80
CHECK = FITS[Fit.PERHAPS]
CHECK_EACH = "je Ort bitte prüfen"
# The words as they stand in a sentence are no name: "finanzschwachen Kommunen".
_WEAK = re.compile(r"\s*(?:bei |für |von )?finanzschwache[nr]? (kommunen|gemeinden)\W*", re.I)

# Adjectives and their noun in the dative of a plural: "privaten Antragstellern". What begins with
# a preposition has its own.
_DATIVE = re.compile(
    r"(?!(?:in|für|bei|mit|von|zu|an|auf|aus|die|der|den|alle)\b)(?![A-ZÄÖÜ]\S*n (?:und|oder)\b)"
    r"[A-ZÄÖÜa-zäöüß]?[a-zäöüß-]+(?: [a-zäöüß-]+){0,3}(?<=en) [A-ZÄÖÜ][\w-]*n"
)
# What was cut out of a sentence says nothing alone: "Wird das Verhältnis für ein weiteres Jahr",
# "Vereinen überzeugte der SV, der dafür", "konkrete Digitalisierungs".
_FRAGMENT = re.compile(
    r"(?:Wird|Werden|Wurde|Ist|Sind|Hat|Haben|Kann|Können|Soll|Sollen|Muss|Darf|Liegt|Beträgt)\b.*"
    r"|.*\b(?:und|oder|sowie|als|dafür|dabei|damit|die|der|das|den|dem|des|für|mit|von|bei|zu|zum"
    r"|zur|im|in|an|am|auf|aus|durch|dass|nicht|mehr|weniger)"
    r"|.*[a-zäöü](?:ung|ion|heit|keit|schaft)s"
    # What only the text's own numbers tell: "Antragsteller nach Nr. 3.2".
    r"|.*\bnach (?:(?:Nr\.|Nummern?|Ziffern?|Abschnitt|Buchst\w*|Punkt|§) ?)?"
    r"(?:[A-Z]\.)?\d[\d.]*(?: ?[a-z]\)?)?(?: (?:bis|und|oder) [\d.]+)?",
    re.DOTALL,
)
_ANSWER = re.compile(r"(?:Ja|Nein), ")
IN_SOME_CASES = "in bestimmten Fällen"
_ASKING = re.compile(r"[^,/?]*\?(?: [,/]|,)? ?")
_EXCEPTION = re.compile(r"(?:[A-ZÄÖÜa-zäöüß][a-zäöüß]+en )?(?:Ausnahme|Einzel|Härte)fällen")
_GENITIVE = re.compile(r"[A-ZÄÖÜ][a-zäöüß]{8,}[bdfgklmnprt]s")


def case_called(case: Case) -> str:
    """Return what the text calls a case; where it has no words for it, what it is for."""
    if case.weak and _WEAK.fullmatch(case.words):
        return _WEAK.sub(r"finanzschwache \1", case.words)
    # A heading that asks is no name of what stands below it.
    rest = _ASKING.sub("", case.words) if "?" in case.words else case.words
    first = _ANSWER.sub("", rest).strip().partition("\n")[0]
    words = one_line(first).rstrip(" :,")
    if words and not _FRAGMENT.fullmatch(words):
        return _as_a_name(cut(words, CASE_CHARACTERS))
    whom = applicants_called(case.applicants)
    limits = inhabitants(case.population_min, case.population_max)
    poor = "finanzschwach" if case.weak else ""
    parts = (" ".join(part for part in (whom, limits) if part), poor)
    said = (*parts, case.measure, case.stage, case.round)
    return one_line(", ".join(part for part in said if part), CASE_CHARACTERS) or (
        IN_SOME_CASES if words else "im Einzelfall"
    )


def _as_a_name(words: str) -> str:
    """Return the words of a sentence as they can stand alone: "bei privaten Antragstellern"."""
    if _EXCEPTION.fullmatch(words):
        return f"in {words[0].lower() if ' ' in words else words[0]}{words[1:]}"
    if _DATIVE.fullmatch(words):
        return f"bei {words[0].lower()}{words[1:]}"
    return words[:-1] if _GENITIVE.fullmatch(words) else words


def applicants_called(codes: Iterable[str]) -> str:
    """Return "Städte und Gemeinden, Vereine und Verbände"."""
    return ", ".join(label(APPLICANTS, code) for code in codes)


def inhabitants(low: int | None, high: int | None) -> str:
    """Return "bis 10.000 Einwohner", "mit 2.000 bis 20.000 Einwohnern" or nothing."""
    if low and high is not None:
        return f"mit {number(low)} bis {number(high)} Einwohnern"
    limits = span(number(low) if low else "", number(high) if high is not None else "")
    return f"{limits} Einwohner" if limits else ""


def places_of(low: int | None, high: int | None) -> str:
    """Return "in Orten mit bis zu 10.000 Einwohnern": for those who live in one and are none."""
    if low and high is None:
        return f"in Orten mit mindestens {number(low)} Einwohnern"
    if high is not None and not low:
        return f"in Orten mit bis zu {number(high)} Einwohnern"
    limits = inhabitants(low, high)
    return f"in Orten {limits}" if limits else ""


def verdict(case: Case, reader: Reader, *, settlements: bool = False) -> str:
    """Say whether limits hold for a reader, with the names and numbers of the register.

    Who reads for a region gets no verdict, who reads for a kind of applicant whose inhabitants
    nobody knows is asked to check, and so is who reads for a place with several `settlements`.
    """
    if reader.places:
        return _verdict_on(reader.places, case, settlements=settlements)
    if reader.population is None:
        return CHECK if reader.applicants else ""
    holds = fit_of_size(case, reader.population, settlements=settlements)
    if holds is Fit.PERHAPS:
        return CHECK_EACH
    return f"{FITS[holds]} ({number(reader.population)})"


def _verdict_on(places: Iterable[Place], case: Case, *, settlements: bool) -> str:
    """Return "trifft auf Grebenhain zu (4.585)", of several places for each whether it does."""
    held: dict[Fit, list[str]] = {Fit.YES: [], Fit.NO: [], Fit.PERHAPS: []}
    named = {place: one_line(place.name, 80) for place in places}
    for place, name in named.items():
        alone = name if len(named) == 1 else f"{name} ({number(place.population)})"
        held[fit_of_size(case, place.population, settlements=settlements)].append(alone)
    yes, no = joined(held[Fit.YES]), joined(held[Fit.NO])
    if held[Fit.PERHAPS]:
        return CHECK_EACH
    if len(named) == 1:
        (place,) = named
        return f"trifft auf {yes or no} {'' if yes else 'nicht '}zu ({number(place.population)})"
    if not yes:
        return f"trifft auf {no} nicht zu"
    return f"trifft auf {yes} zu" + (f", auf {no} nicht" if no else "")


def sentence(*parts: str) -> str:
    """Return the parts that are not empty, joined by semicolons."""
    return "; ".join(part for part in parts if part)
