"""Applicants: who may apply, and whether that includes the reader."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from db.labels import APPLICANTS, label, number, statement_shown, vouched
from db.statements import Case, Field, Standing, Statement, Subject
from db.terms import MONEY, OwnTerms, Reader, may_be
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
from notifier.digest.facts import Fact, Missing, Said, asked, labelled
from notifier.digest.kinds import kinds_called, words_of_kinds
from notifier.digest.wording import one_line

LABEL = "Wer"
UNKNOWN = "wer sich bewerben darf"
SUITS = "trifft auf Sie zu"
CHECK_TERMS = "Bedingungen bitte prüfen"
# Those whose kind says all: they are what they are by law.
GOVERNING = frozenset({ApplicantType.MUNICIPALITY, ApplicantType.DISTRICT})
_CLUBS = frozenset({ApplicantType.ASSOCIATION, ApplicantType.NONPROFIT})
# Of many of them, which is how a text names applicants; "die Stadt" is mostly who gives.
_WORDS: Mapping[str, re.Pattern[str]] = {
    ApplicantType.MUNICIPALITY: re.compile(r"\b(?:Städten?|Gemeinden|Kommunen)\b"),
    ApplicantType.DISTRICT: re.compile(r"\b(?:Land)?[Kk]reisen?\b|\bKommunen\b"),
    ApplicantType.ASSOCIATION: re.compile(r"\w*(?:[Vv]ereinen?|[Vv]erbänden?)\b"),
}
_WHERE = re.compile(r"\b(?:in|aus)(?: den)?(?: [a-zäöüß]+)? [A-ZÄÖÜ][\w-]+n\b")
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
        _who(values, own, named or elsewhere, reader),
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


def _who(values: Values, own: OwnTerms, named: Sequence[str], reader: Reader) -> str:
    """Return "Städte und Gemeinden bis 10.000 Einwohner: trifft auf Grebenhain zu (4.585)"."""
    mine = [code for code in named if code in reader.applicants]
    limits, settlements = limits_of_all(own), any(terms.of_settlements for terms in own.own)
    low, high = limits.population_min, limits.population_max
    limit = inhabitants(low, high)
    # A municipality has inhabitants; whoever else applies does so in a place that has.
    if settlements or {*(mine or named)} != {ApplicantType.MUNICIPALITY}:
        limit = places_of(low, high)
    words = words_of_kinds(values.statements, Field.APPLICANT)
    whom = f"{kinds_called(mine or named, words)} {limit}".strip()
    if named and reader.applicants and not mine:
        return f"{whom}{_not_named(values, named, reader, words)}"
    judged = verdict(limits, reader, settlements=settlements) if limit else ""
    if mine and not limit:
        judged = _judged(values, mine, words)
    return ": ".join(part for part in (whom, judged) if part)


def _judged(values: Values, mine: Sequence[str], words: Mapping[str, str]) -> str:
    """Say whether it is for a reader whose kind of applicant is named, as far as that tells.

    What a town is everybody knows. What else a club must be, and where, stands in the text; so it
    does where the text's own words are narrower, or where it is in doubt which places are meant.
    """
    doubted = asked(values, Subject.AREAS, Subject.POPULATION)
    sure = not doubted and not any(words.get(code) for code in mine)
    return SUITS if sure and GOVERNING.issuperset(mine) else CHECK_TERMS


def _not_named(
    values: Values, named: Sequence[str], reader: Reader, words: Mapping[str, str]
) -> str:
    """Return "; Landkreise nicht genannt", but of none who may be among those that are."""
    left = left_out(values, named, reader.applicants, words)
    return f"; {applicants_called(left)} nicht genannt" if left else ""


def left_out(
    values: Values, named: Sequence[str], codes: Iterable[str], words: Mapping[str, str]
) -> list[str]:
    """Return which of some kinds of applicants are surely not among those that are named.

    `words` are those of the text for the named, where they may mean fewer than our labels say.
    """
    if _says_legal_persons(values):
        return []
    in_doubt = {
        one.value
        for one in values.statements
        if one.field is Field.APPLICANT and one.standing is Standing.ASKED
    }
    # A club may be a group, and one of "Träger der freien Jugendhilfe"; a town is no parish.
    of_clubs = (ApplicantType.NONPROFIT, ApplicantType.INITIATIVE)
    whole = [
        code
        for code in named
        if not words.get(code) or code in of_clubs or "öffentlich" in words[code].casefold()
    ]
    left = [
        code
        for code in codes
        if code not in values.excluded and not may_be([code], whole)
        if code not in in_doubt and not _mentioned(code, values.summary)
        if not (code in _CLUBS and ApplicantType.INITIATIVE in whole)
    ]
    if ApplicantType.DISTRICT in left and _says_kommunen(values):
        left.remove(ApplicantType.DISTRICT.value)
    return left


def _mentioned(code: str, text: str) -> bool:
    """Whether a text has a word for a kind of applicant, and not only for where somebody is."""
    return code in _WORDS and bool(_WORDS[code].search(_WHERE.sub("", text)))


def _says_legal_persons(values: Values) -> bool:
    """Whether the text says "juristische Personen", which all but private persons are."""
    words = [
        one.evidence.quote for one in values.statements if one.field is Field.APPLICANT and one.told
    ]
    return any("juristisch" in said.casefold() for said in (*words, values.summary))


def _says_kommunen(values: Values) -> bool:
    """Whether the text says "Kommunen", which districts are as well."""
    return any(
        one.evidence.quote.casefold().startswith(("kommun", "gebietskörperschaft"))
        for one in values.statements
        if one.field is Field.APPLICANT and one.value == ApplicantType.MUNICIPALITY and one.told
    )


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
    words = words_of_kinds(values.statements, Field.EXCLUDED_APPLICANT)
    # Who is left out is left out as far as the text says: "Parteien" are not all associations.
    called = (
        f"„{words[code]}“" if words.get(code) else label(APPLICANTS, code)
        for code in values.excluded
    )
    barred = ", ".join(dict.fromkeys(called))
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
