"""Applicants: who may apply, and whether that includes the reader."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from db.labels import FITS, number, statement_shown, vouched
from db.statements import Case, Field, Standing, Statement, Subject
from db.terms import Fit, OwnTerms, Reader
from db.values import Values
from db.vocabulary import ApplicantType
from notifier.digest.cases import (
    CHECK,
    applicants_called,
    case_called,
    inhabitants,
    sentence,
    verdict,
)
from notifier.digest.dissent import alternatives, dissent
from notifier.digest.facts import Fact
from notifier.digest.wording import one_line

LABEL = "Wer"
ASK = f"Antragsberechtigung {CHECK}"
QUOTE_CHARACTERS = 200


def applicant_facts(
    values: Values, own: OwnTerms, reader: Reader, titles: Mapping[str, str]
) -> list[Fact]:
    """Return who may apply as far as it is said, else the words of the text that leave it open."""
    named = _named(own, reader)
    elsewhere = (
        () if named else tuple(dict.fromkeys(code for terms in own.others for code in terms.named))
    )
    limits = limits_of_all(own)
    notes = [*_others(named, reader), *_barred(values), *_own_knowledge(own)]
    notes.append(vouched(one for one in own.of(Subject.APPLICANTS) if one.sure))
    who = _who(named or elsewhere, limits, reader)
    note = sentence(*notes)
    if named or elsewhere:
        facts = [Fact(label=LABEL, value=who, note=note)]
    elif quote := _asked_quote(values):
        facts = [Fact(label=LABEL, value=f"laut Text: „{quote}“ – {CHECK}", note=note)]
        facts += [Fact(label="", value=_upper(who))] if who else []
    else:
        facts = [Fact(label=LABEL, value=sentence(ASK, who), note=note)]
    return [*facts, *_contested(own, titles)]


def _named(own: OwnTerms, reader: Reader) -> tuple[str, ...]:
    """Return whom the text names for all, and the reader where one of the cases is his."""
    of_cases = [code for terms in own.fitting for code in terms.named]
    mine = [code for code in of_cases if code in reader.applicants]
    return tuple(dict.fromkeys([*mine, *(own.general.named or of_cases)]))


def _who(named: Sequence[str], limits: Case, reader: Reader) -> str:
    """Return "Städte und Gemeinden bis 10.000 Einwohner: trifft zu (2.400)"."""
    own = [code for code in named if code in reader.applicants]
    limit = inhabitants(limits.population_min, limits.population_max)
    # A municipality has inhabitants; whoever else applies does so in a place that has.
    place = "" if {*(own or named)} <= {ApplicantType.MUNICIPALITY} or not limit else "in Orten "
    whom = f"{applicants_called(own or named)} {place}{limit}".strip()
    if named and reader.applicants and not own:
        return f"{_upper(whom)}; {applicants_called(reader.applicants)} nicht genannt"
    judged = verdict(limits.population_min, limits.population_max, reader) if limit else ""
    if own and not limit:
        judged = FITS[Fit.YES]
    return ": ".join(part for part in (_upper(whom) if named else whom, judged) if part)


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
    weak = [terms.case for terms in own.fitting if terms.case.weak]
    if weak:
        yield f"{case_called(weak[0])}: {CHECK}"
    partners = [float(one.value) for one in own.of(Subject.PARTNERS) if one.sure]
    if partners:
        yield f"mindestens {number(min(partners))} Partner: {CHECK}"


def _asked_quote(values: Values) -> str:
    asked = (
        one_line(one.evidence.quote, QUOTE_CHARACTERS)
        for one in values.statements
        if one.field is Field.APPLICANT and one.standing is Standing.ASKED
    )
    return next((quote for quote in asked if quote), "")


def _contested(own: OwnTerms, titles: Mapping[str, str]) -> Iterable[Fact]:
    for subject in (Subject.APPLICANTS, Subject.POPULATION, Subject.PARTNERS):
        at_odds = [one for one in own.of(subject) if one.standing is Standing.CONTESTED]
        if at_odds:
            yield dissent("", alternatives(at_odds, _shown), titles)


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
