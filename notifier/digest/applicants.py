"""Applicants: who may apply, and whether that includes the reader."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from db.labels import number, statement_shown, vouched
from db.statements import Case, Field, Standing, Statement, Subject
from db.terms import MONEY, OwnTerms, Reader
from db.values import Values
from db.vocabulary import ApplicantType
from notifier.digest.cases import (
    CHECK,
    applicants_called,
    case_called,
    inhabitants,
    places_of,
    sentence,
    verdict,
)
from notifier.digest.dissent import alternatives, dissent
from notifier.digest.facts import Fact, Missing, Said, labelled
from notifier.digest.wording import one_line

LABEL = "Wer"
UNKNOWN = "wer sich bewerben darf"
SUITS = "trifft auf Sie zu"
QUOTE_CHARACTERS = 200


def applicant_facts(
    values: Values, own: OwnTerms, reader: Reader, titles: Mapping[str, str]
) -> list[Said]:
    """Return who may apply as far as it is said, else the words of the text that leave it open."""
    named = _named(own, reader)
    elsewhere = (
        () if named else tuple(dict.fromkeys(code for terms in own.others for code in terms.named))
    )
    quote = "" if named or elsewhere else _asked_quote(values)
    who = sentence(
        _who(named or elsewhere, limits_of_all(own), reader, values.excluded),
        *_others(named, reader),
        *_barred(values),
        *_own_knowledge(own),
    )
    lines = [f"laut Text: „{quote}“ – {CHECK}"] if quote else []
    lines += [_upper(who)] if who else []
    note = vouched(one for one in own.of(Subject.APPLICANTS) if one.sure)
    told = [
        Fact(label="", value=line, note="" if place else note) for place, line in enumerate(lines)
    ]
    told += _contested(own, titles)
    at_odds = any(one.standing is Standing.CONTESTED for one in own.of(Subject.APPLICANTS))
    unknown = [] if named or elsewhere or quote or at_odds else [Missing(what=UNKNOWN)]
    return [*labelled(LABEL, told), *unknown]


def _named(own: OwnTerms, reader: Reader) -> tuple[str, ...]:
    """Return whom the text names for all, and the reader where one of the cases is his."""
    of_cases = [code for terms in own.fitting for code in terms.named]
    mine = [code for code in of_cases if code in reader.applicants]
    return tuple(dict.fromkeys([*mine, *(own.general.named or of_cases)]))


def _who(named: Sequence[str], limits: Case, reader: Reader, excluded: Sequence[str]) -> str:
    """Return "Städte und Gemeinden bis 10.000 Einwohner: trifft auf Grebenhain zu (4.585)"."""
    own = [code for code in named if code in reader.applicants]
    limit = inhabitants(limits.population_min, limits.population_max)
    # A municipality has inhabitants; whoever else applies does so in a place that has.
    if {*(own or named)} != {ApplicantType.MUNICIPALITY}:
        limit = places_of(limits.population_min, limits.population_max)
    whom = f"{applicants_called(own or named)} {limit}".strip()
    if named and reader.applicants and not own:
        unnamed = [code for code in reader.applicants if code not in excluded]
        left = f"; {applicants_called(unnamed)} nicht genannt" if unnamed else ""
        return f"{whom}{left}"
    judged = verdict(limits.population_min, limits.population_max, reader) if limit else ""
    if own and not limit:
        judged = SUITS
    return ": ".join(part for part in (whom, judged) if part)


def limits_of_all(own: OwnTerms) -> Case:
    """Return the limits that hold for the reader whichever of his cases it is."""
    general = own.general.stated_case
    if general.population_min is not None or general.population_max is not None:
        return general
    cases = [terms.stated_case for terms in own.fitting]
    limits = {(case.population_min, case.population_max) for case in cases}
    return cases[0] if len(limits) == 1 and not own.general.named else Case()


def _others(named: Sequence[str], reader: Reader) -> list[str]:
    rest = [code for code in named if code not in reader.applicants]
    return [f"auch {applicants_called(rest)}"] if rest and len(rest) < len(named) else []


def _barred(values: Values) -> list[str]:
    barred = applicants_called(values.excluded)
    return [f"nicht antragsberechtigt: {barred}"] if barred else []


def _own_knowledge(own: OwnTerms) -> Iterable[str]:
    """Yield the conditions that only the reader knows of himself."""
    # A case with money of its own is told with it.
    weak = [
        terms.case
        for terms in own.fitting
        if terms.case.weak and not any(terms.of(subject) for subject in MONEY)
    ]
    if weak:
        yield f"{case_called(weak[0])}: {CHECK}"
    partners = [float(one.value) for one in own.of(Subject.PARTNERS) if one.sure]
    if partners:
        yield f"mit mindestens {number(min(partners))} Partnern"


def _asked_quote(values: Values) -> str:
    asked = (
        one_line(one.evidence.quote, QUOTE_CHARACTERS)
        for one in values.statements
        if one.field is Field.APPLICANT and one.standing is Standing.ASKED
    )
    return next((quote for quote in asked if quote), "")


def _contested(own: OwnTerms, titles: Mapping[str, str]) -> list[Fact]:
    told = []
    for subject in (Subject.APPLICANTS, Subject.POPULATION, Subject.PARTNERS):
        at_odds = [one for one in own.of(subject) if one.standing is Standing.CONTESTED]
        if at_odds:
            told.append(dissent("", alternatives(at_odds, _shown), titles))
    return told


def _shown(said: Sequence[Statement]) -> str:
    return ", ".join(_said(one) for one in said)


def _said(one: Statement) -> str:
    lead, end = {
        Field.POPULATION_MIN: ("ab ", " Einwohner"),
        Field.POPULATION_MAX: ("bis ", " Einwohner"),
        Field.PARTNERS_MIN: ("mindestens ", " Partner"),
        Field.EXCLUDED_APPLICANT: ("nicht ", ""),
    }.get(one.field, ("", ""))
    return f"{lead}{statement_shown(one)}{end}"


def _upper(text: str) -> str:
    return text[:1].upper() + text[1:]
