"""Fit words: why somebody may apply for an opportunity, perhaps or not, each with the words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from db.area import Area
from db.labels import APPLICANTS, number, short_day
from db.statements import Case, Field, Standing, Subject
from db.terms import Reader, applicants_named, limits_of_settlements, own_terms
from db.values import Values
from db.vocabulary import ApplicantType, OpportunityStatus
from notifier.digest.amounts import OTHERS, amount_facts
from notifier.digest.cases import applicants_called, case_called, inhabitants, places_of
from notifier.digest.facts import Fact
from notifier.digest.kinds import words_of_kinds
from notifier.digest.short import until_of
from notifier.digest.whereabouts import (
    Places,
    membership_doubt,
    nearest,
    reaches_all_of,
    where,
)
from notifier.digest.wording import cut, joined, one_line
from notifier.fits.index import Asker
from notifier.fits.judging import AGAINST, FOR, Ground, Said, judge, whom_of
from notifier.going import Placed, Shelf

QUOTE_CHARACTERS = 240
MAX_QUOTES = 2
MAX_CASES = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One sentence of ours, and the words of the source that it rests on."""

    text: str
    quotes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One opportunity as somebody sees it who asks whether it fits.

    `speaks_for` is why it may be applied for, `to_check` what the reader has to look at, and
    `against` why it is for others.
    """

    id: int
    title: str
    kind: str
    level: str
    source: str
    until: str
    announced: bool
    amounts: tuple[str, ...]
    speaks_for: tuple[Line, ...]
    to_check: tuple[Line, ...]
    against: tuple[Line, ...]


def row_of(placed: Placed, asker: Asker, places: Places, today: date) -> Row:
    """Return how an opportunity is shown to who asks."""
    news = placed.standing.news
    values, place = news.values, places.of(asker.area)
    judged = judge(whom_of(values), asker.reader)
    words = _Words(values=values, reader=asker.reader, place=place, as_of=places.as_of)
    against = tuple(words.line(one) for one in judged.said if one.ground in AGAINST)
    perhaps_same = [f"„{one.source.title}“" for one in news.asked]
    to_check = [words.line(one) for one in judged.said if one.ground not in AGAINST | FOR]
    if against and perhaps_same:
        to_check, against = [*against, *to_check], ()
    area, area_doubts = _area(placed, asker, places)
    to_check = [*area_doubts, *to_check, *_further(placed, asker.reader, today)]
    if perhaps_same:
        same = f"Ob das dasselbe ist wie ein Eintrag bei {joined(perhaps_same)}, wird noch geprüft."
        to_check.append(Line(text=same))
    return Row(
        id=placed.standing.id,
        title=one_line(values.title, 200) or "Ohne Titel",
        kind=values.kind,
        level=values.level,
        source=news.source.title,
        until=until_of(placed.own, today),
        announced=placed.shelf is Shelf.ANNOUNCED,
        amounts=tuple(_amounts(values, asker.reader)),
        speaks_for=(*area, *(words.line(one) for one in judged.said if one.ground in FOR)),
        to_check=tuple(to_check),
        against=against,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Words:
    """What the grounds of one opportunity are called for one reader."""

    values: Values
    reader: Reader
    place: Area
    as_of: date

    def line(self, said: Said) -> Line:
        """Return the sentence of a ground, with what it rests on."""
        found = map(one_line, self._quotes(said))
        quotes = dict.fromkeys(cut(quote, QUOTE_CHARACTERS) for quote in found if quote)
        return Line(text=self._text(said), quotes=tuple(quotes)[:MAX_QUOTES])

    def _text(self, said: Said) -> str:
        us, cases = self._us, _cases(said.cases)
        match said.ground:
            case Ground.NAMED:
                return f"{us} sind als Antragsteller genannt."
            case Ground.ANYBODY:
                return "Wer sich bewerben darf, ist nicht angegeben."
            case Ground.PERHAPS_AMONG:
                return f"Genannt sind: {self._named()}. Ob {us} dazugehören, bitte prüfen."
            case Ground.NARROWER:
                words = words_of_kinds(self.values.statements, Field.APPLICANT)
                whom = next((f"„{words[one]}“" for one in self.reader.applicants if words[one]), "")
                return f"Genannt: {whom or f'nur manche ({us})'}. Ob Sie das sind, bitte prüfen."
            case Ground.AT_ODDS:
                return f"Ob {us} sich bewerben dürfen, dazu weichen die Angaben ab."
            case Ground.PERHAPS_BARRED:
                return f"{us} können ausgeschlossen sein. Bitte die Bedingungen prüfen."
            case Ground.BARRED:
                return f"{us} sind ausgeschlossen."
            case Ground.OTHERS:
                return f"Genannt sind: {self._named()}; {us} nicht."
            case Ground.SIZE:
                return f"{_upper(self._limit(said.cases[0]))}; {self._inhabitants}."
            case Ground.OUTSIDE:
                return f"Nur {self._limit(said.cases[0])}; {self._inhabitants}."
            case Ground.SIZE_UNKNOWN:
                return f"{_upper(self._limit(said.cases[0]))}: {self._which_places}"
            case Ground.SIZE_AT_ODDS:
                return "Zur Einwohnerzahl weichen die Angaben ab."
            case Ground.SIZE_DOUBTED:
                return "Der Text nennt eine Einwohnerzahl, die nicht sicher zu deuten ist."
            case Ground.CASE:
                return f"Förderfall für Sie: {cases}{self._size_of(said.cases)}."
            case Ground.PROJECT:
                return f"Geld gibt es je nach Vorhaben: {cases}."
            case Ground.PERHAPS_CASE:
                return f"Nur in bestimmten Fällen: {cases}. Ob das für Sie gilt, bitte prüfen."
            case Ground.OTHER_CASES:
                return f"Alle Förderfälle sind für andere: {cases}{self._size_of(said.cases)}."
            case Ground.AREA_DOUBTED:
                return "Der Text nennt ein Gebiet, das nicht sicher zu deuten ist."
            case Ground.AREA_AT_ODDS:
                return "Zum Fördergebiet weichen die Angaben ab."

    @property
    def _us(self) -> str:
        return applicants_called(self.reader.applicants)

    def _named(self) -> str:
        codes = applicants_named(self.values.statements) - frozenset(self.values.excluded)
        return applicants_called(code for code in APPLICANTS if code in codes)

    def _limit(self, limits: Case) -> str:
        low, high = limits.population_min, limits.population_max
        of_place = ApplicantType.MUNICIPALITY not in self.reader.applicants
        if of_place or limits_of_settlements(self.values.statements):
            return places_of(low, high)
        return inhabitants(low, high)

    @property
    def _inhabitants(self) -> str:
        as_of = f" (Stand {short_day(self.as_of)})" if self.as_of > date.min else ""
        return f"{self.place.name} hat {number(self.reader.population or 0)}{as_of}"

    @property
    def _which_places(self) -> str:
        if limits_of_settlements(self.values.statements):
            return "Gemeint sind Orte oder Ortsteile, bitte je Ort prüfen."
        if self.reader.population is None:
            return "bitte je Gemeinde prüfen."
        return f"{self._inhabitants}, bitte prüfen."

    def _size_of(self, cases: Iterable[Case]) -> str:
        sized = any((one.population_min, one.population_max) != (None, None) for one in cases)
        return f"; {self._inhabitants}" if sized and self.reader.population is not None else ""

    def _quotes(self, said: Said) -> Iterator[str]:
        """Yield the words of the source that a ground rests on, and nobody else's."""
        fields, standing = _RESTS_ON.get(said.ground, ((), None))
        for one in self.values.statements:
            of_us = said.ground not in _OF_US or one.value in self.reader.applicants
            of_case = one.case in said.cases if said.ground in _OF_CASES else True
            of_case = one.case.general if said.ground in _OF_ALL else of_case
            if one.standing is standing and one.field in fields and of_us and of_case:
                yield one.evidence.quote


_SIZES = (Field.POPULATION_MIN, Field.POPULATION_MAX)
_WHO = (Field.APPLICANT, Field.EXCLUDED_APPLICANT)
# The statements that a ground rests on, and how far they may be told.
_RESTS_ON: Mapping[Ground, tuple[tuple[Field, ...], Standing]] = {
    Ground.NAMED: ((Field.APPLICANT,), Standing.SURE),
    Ground.NARROWER: ((Field.APPLICANT,), Standing.SURE),
    Ground.PERHAPS_AMONG: ((Field.APPLICANT,), Standing.SURE),
    Ground.OTHERS: ((Field.APPLICANT,), Standing.SURE),
    Ground.ANYBODY: ((Field.APPLICANT,), Standing.ASKED),
    Ground.AT_ODDS: (_WHO, Standing.CONTESTED),
    Ground.PERHAPS_BARRED: ((Field.EXCLUDED_APPLICANT,), Standing.ASKED),
    Ground.BARRED: ((Field.EXCLUDED_APPLICANT,), Standing.SURE),
    Ground.SIZE: (_SIZES, Standing.SURE),
    Ground.SIZE_UNKNOWN: (_SIZES, Standing.SURE),
    Ground.OUTSIDE: (_SIZES, Standing.SURE),
    Ground.CASE: (_SIZES, Standing.SURE),
    Ground.OTHER_CASES: (_SIZES, Standing.SURE),
    Ground.SIZE_AT_ODDS: (_SIZES, Standing.CONTESTED),
    Ground.SIZE_DOUBTED: (_SIZES, Standing.ASKED),
    Ground.AREA_DOUBTED: ((Field.AREA,), Standing.ASKED),
    Ground.AREA_AT_ODDS: ((Field.AREA,), Standing.CONTESTED),
}

# Grounds that are about the reader's kind of applicant alone, about cases, and about every case.
_OF_US = frozenset(
    {Ground.NAMED, Ground.NARROWER, Ground.BARRED, Ground.PERHAPS_BARRED, Ground.AT_ODDS}
)
_OF_CASES = frozenset({Ground.CASE, Ground.OTHER_CASES})
_OF_ALL = frozenset({Ground.SIZE, Ground.SIZE_UNKNOWN, Ground.OUTSIDE})


def _area(placed: Placed, asker: Asker, places: Places) -> tuple[list[Line], list[Line]]:
    """Return where it holds that is the reader's, and what is in doubt about that."""
    news = placed.standing.news
    area = nearest(places, (one for one in news.areas if one not in asker.not_in), asker.area)
    if not area:
        # What may be the same is for here.
        return [], [Line(text="Ob es für Ihr Gebiet gilt, wird noch geprüft.")]
    line = Line(text=f"Gilt {where(places, area)}.", quotes=_said_of_area(news.values, area))
    if area == asker.belongs_to:
        own = places.of(asker.area).name
        return [replace(line, text=f"{line.text} Dazu gehört {own}, wie Sie sagen.")], []
    if doubt := membership_doubt(places, area, asker.area):
        return [line], [Line(text=f"{doubt}.")]
    if reaches_all_of(places, area, asker.area):
        return [line], []
    part = f"Gilt nicht in Ihrem ganzen Gebiet: nur {where(places, area)}."
    return [], [replace(line, text=part)]


def _said_of_area(values: Values, area: str) -> tuple[str, ...]:
    said = (
        one_line(one.evidence.quote, QUOTE_CHARACTERS)
        for one in values.statements
        if one.field is Field.AREA and one.sure and one.value == area and one.evidence.quote
    )
    return tuple(dict.fromkeys(said))[:1]


def _further(placed: Placed, reader: Reader, today: date) -> Iterator[Line]:
    """Yield what else has to be looked at before somebody applies."""
    if placed.own.status_on(today) is OpportunityStatus.UNKNOWN:
        yield Line(text="Ob gerade Anträge möglich sind, ist nicht angegeben.")
    own = own_terms(placed.standing.news.values.statements, reader)
    if any(one.standing is Standing.CONTESTED for one in own.of(Subject.DEADLINES)):
        yield Line(text="Zur Frist weichen die Angaben ab.")
    partners = [one for one in own.of(Subject.PARTNERS) if one.sure]
    if partners:
        fewest = min(partners, key=lambda one: float(one.value))
        text = f"Nur gemeinsam: mit mindestens {number(float(fewest.value))} Partnern."
        quote = one_line(fewest.evidence.quote, QUOTE_CHARACTERS)
        yield Line(text=text, quotes=(quote,) if quote else ())


def _amounts(values: Values, reader: Reader) -> Iterator[str]:
    """Yield what there is for the reader, and what others get where that is all that is said."""
    own = own_terms(values.statements, reader)
    for one in amount_facts(values, own, reader, {}):
        if isinstance(one, Fact):
            yield f"{one.label}: {one.value}" if one.label == OTHERS else one.value


def _cases(cases: Sequence[Case]) -> str:
    called = list(dict.fromkeys(f"„{case_called(one)}“" for one in cases))
    more = len(called) - MAX_CASES
    return ", ".join([*called[:MAX_CASES], *([f"und {more} weitere"] if more > 0 else [])])


def _upper(text: str) -> str:
    return text[:1].upper() + text[1:]
