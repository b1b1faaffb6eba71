"""Compared: what is stated of a few opportunities, the same facts in the same rows.

What differs is said in words, what is not stated is said to be missing, and what sources disagree
on is told as that: two programmes never seem alike for want of an answer.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from itertools import chain

from db.actors import Actors
from db.labels import KINDS, LEVELS, ORIGINS, STATUSES, SUBJECTS, days, label, number, vouched_on
from db.queries.listing import Listed
from db.statements import FIELDS_OF, Case, Field, Standing, Statement, Subject
from db.terms import ANYBODY, limits_of_settlements, own_terms, terms_of
from db.values import Person, Values
from db.vocabulary import OpportunityStatus, Origin
from notifier.digest.amounts import (
    award_words,
    budget_words,
    cost_words,
    own_share_words,
    paying_of,
    rate_words,
    stated_share_words,
)
from notifier.digest.cases import case_called, inhabitants, places_of
from notifier.digest.deadlines import FROM, deadline_facts
from notifier.digest.deadlines import LABEL as UNTIL
from notifier.digest.dissent import alternatives, dissent
from notifier.digest.facts import Fact
from notifier.digest.kinds import kinds_called, words_of_kinds
from notifier.digest.purpose import paid_for
from notifier.digest.wording import first_sentences, one_line
from notifier.mail.links import link_allowed, mail_link
from web.stock import checked_days

_Show = Callable[[Sequence[Statement]], Iterable[str]]
MISSING = "nicht angegeben"
UNCLEAR = "nicht eindeutig angegeben"
SAME, OTHER, PARTLY = "gleich", "verschieden", "nicht überall angegeben"
AT_ODDS = "nicht sicher zu vergleichen"


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One thing that is stated; `note` is what must be added to it, `quotes` whose words say it."""

    text: str
    note: str = ""
    quotes: tuple[str, ...] = ()
    url: str = ""
    contested: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """What is stated of one opportunity; `missing` says in which way nothing is."""

    lines: tuple[Line, ...] = ()
    missing: str = MISSING

    @property
    def said(self) -> frozenset[tuple[str, str]]:
        """What is stated, in whichever order."""
        return frozenset((one.text, one.note) for one in self.lines)


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One fact of all opportunities; `verdict` says in words how they differ, if that counts."""

    name: str
    cells: tuple[Cell, ...]
    verdict: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """What areas, topics, sources and funders are called."""

    area: Callable[[str], str]
    topics: Mapping[str, str]
    source: Callable[[str], str]
    actors: Actors


def rows_of(columns: Sequence[Listed], today: date, names: Names) -> list[Row]:
    """Return all that is compared, row by row."""
    whole = [_Column(listed=one, today=today, names=names) for one in columns]
    rows = []
    for name, counts, cell in _ROWS:
        cells = tuple(map(cell, whole))
        if cell is _Column.event and not any(one.lines for one in cells):
            continue
        rows.append(Row(name=name, cells=cells, verdict=_verdict(cells) if counts else ""))
    return rows


def _verdict(cells: Sequence[Cell]) -> str:
    if any(line.contested for cell in cells for line in cell.lines):
        return AT_ODDS
    if not all(cell.lines for cell in cells):
        return PARTLY if any(cell.lines for cell in cells) else ""
    return SAME if len({cell.said for cell in cells}) == 1 else OTHER


@dataclass(frozen=True, slots=True, kw_only=True)
class _Column:
    listed: Listed
    today: date
    names: Names

    @property
    def values(self) -> Values:
        return self.listed.values

    def kind(self) -> Cell:
        """What it is, and who gives."""
        return _plain(f"{KINDS[self.values.kind]}, {LEVELS[self.values.level]}")

    def status(self) -> Cell:
        """Where it stands today."""
        status = self.values.status_on(self.today)
        return Cell() if status is OpportunityStatus.UNKNOWN else _plain(STATUSES[status])

    def funders(self) -> Cell:
        """Who gives."""
        return _plain(*self.names.actors.present_names(self.values.funders))

    def purpose(self) -> Cell:
        """What is paid for, in the publisher's words."""
        return _plain(paid_for(self.values) or first_sentences(self.values.summary))

    def applicants(self) -> Cell:
        """Who may apply, and who may not, by case."""
        found = self._by_case(self._applicants, *FIELDS_OF[Subject.APPLICANTS])
        # A case may be somebody's by its name alone: "Vereine: bis 60 %".
        named = [
            _upper(case_called(terms.case))
            for terms in terms_of(self.values.statements)
            if terms.case.applicants and not terms.of(Subject.APPLICANTS)
        ]
        return replace(found, lines=(*found.lines, *_plain(*dict.fromkeys(named)).lines))

    def conditions(self) -> Cell:
        """What limits there are besides."""
        fields = (*FIELDS_OF[Subject.POPULATION], *FIELDS_OF[Subject.PARTNERS])
        return self._by_case(_conditions, *fields)

    def award(self) -> Cell:
        """How much there is for one."""
        prize = paying_of(self.values).prize
        show = partial(award_words, prize=prize)
        return self._by_case(show, Field.AWARD_MIN, Field.AWARD_MAX)

    def rate(self) -> Cell:
        """How much of the cost."""
        return self._by_case(lambda said: [rate_words(said)], Field.RATE_MIN, Field.RATE_MAX)

    def own_share(self) -> Cell:
        """What is left to the applicant, as it is stated or as the rate leaves it."""
        stated = self._by_case(lambda said: [stated_share_words(said)], Field.OWN_SHARE)
        if stated.lines:
            return stated
        paying = paying_of(self.values)
        left = [
            _of_case(terms.case, words)
            for terms in terms_of(self.values.statements)
            if (words := own_share_words(terms, paying))
        ]
        return replace(stated, lines=tuple(left))

    def cost(self) -> Cell:
        """What a project may cost."""
        return self._by_case(cost_words, Field.COST_MIN, Field.COST_MAX)

    def budget(self) -> Cell:
        """How much there is in all."""
        return self._by_case(budget_words, Field.BUDGET)

    def opening(self) -> Cell:
        """From when on one may apply."""
        return self._days(FROM, Subject.OPENS)

    def deadline(self) -> Cell:
        """Until when."""
        return self._days(UNTIL, Subject.DEADLINES)

    def event(self) -> Cell:
        """When and where it takes place."""
        on = self.values.event_starts_on
        return _plain(
            *([days(on, self.values.event_ends_on), self.values.event_place] if on else [])
        )

    def areas(self) -> Cell:
        """Where it holds."""
        at_odds = self._by_case(self._areas, Field.AREA)
        sure = _plain(*map(self.names.area, self.values.areas))
        return replace(at_odds, lines=(*sure.lines, *at_odds.lines))

    def topics(self) -> Cell:
        """What it is about."""
        return _plain(*(label(self.names.topics, one) for one in self.values.topics))

    def contacts(self) -> Cell:
        """Whom to ask."""
        return Cell(lines=tuple(chain.from_iterable(map(_contact, self.values.contacts))))

    def source(self) -> Cell:
        """Where it stands."""
        urls = [(self.listed.source, self.values.url)]
        urls += [(one.source, one.url) for one in self.listed.elsewhere if not one.asked]
        return Cell(
            lines=tuple(
                Line(text=self.names.source(slug), url=url if link_allowed(url) else "")
                for slug, url in urls
            )
        )

    def checked(self) -> Cell:
        """For what a person vouches."""
        vouched = checked_days(self.values)
        lines = []
        for on in sorted(set(vouched.values())):
            of_day = ", ".join(SUBJECTS[one] for one in Subject if vouched.get(one) == on)
            lines.append(f"{vouched_on(on)}: {of_day}")
        return _plain(*(lines or [ORIGINS[Origin.READ]]))

    def _by_case(self, show: _Show, *fields: Field) -> Cell:
        """Return what is said of some fields: case by case what is sure, then what is not."""
        lines = []
        for terms in terms_of(self.values.statements):
            sure = [one for one in terms.statements if one.field in fields and one.sure]
            lines += [_of_case(terms.case, words) for words in show(sure) if words]
        said = [one for one in self.values.statements if one.field in fields]
        if at_odds := [one for one in said if one.standing is Standing.CONTESTED]:
            lines.append(_at_odds(dissent("", alternatives(at_odds, _whole(show)), self._titles)))
        asked = any(one.standing is Standing.ASKED for one in said)
        return Cell(lines=tuple(lines), missing=UNCLEAR if asked else MISSING)

    def _applicants(self, said: Sequence[Statement]) -> Iterator[str]:
        for field, lead in ((Field.APPLICANT, ""), (Field.EXCLUDED_APPLICANT, "nicht: ")):
            codes = dict.fromkeys(str(one.value) for one in said if one.field is field)
            called = kinds_called(codes, words_of_kinds(self.values.statements, field))
            yield f"{lead}{called}" if called else ""

    def _areas(self, said: Sequence[Statement]) -> list[str]:
        return [self.names.area(str(one.value)) for one in said]

    def _days(self, name: str, subject: Subject) -> Cell:
        own = own_terms(self.values.statements, ANYBODY)
        lines, label_above = [], ""
        for one in deadline_facts(own, self.values, self.today, self._titles):
            if isinstance(one, Fact):
                label_above = one.label or label_above
                if label_above == name:
                    lines.append(_at_odds(one) if one.voices else _of_fact(one))
        asked = any(
            one.subject is subject and one.standing is Standing.ASKED
            for one in self.values.statements
        )
        return Cell(lines=tuple(lines), missing=UNCLEAR if asked else MISSING)

    @property
    def _titles(self) -> dict[str, str]:
        slugs = {one.evidence.source for one in self.values.statements}
        return {slug: self.names.source(slug) for slug in slugs}


def _whole(show: _Show) -> Callable[[Sequence[Statement]], str]:
    def shown(said: Sequence[Statement]) -> str:
        words, case = ", ".join(filter(None, show(said))), said[0].case
        return words if case.general else f"{case_called(case)}: {words}"

    return shown


def _conditions(said: Sequence[Statement]) -> Iterator[str]:
    least = {field: [int(one.value) for one in said if one.field is field] for field in Field}
    low = min(least[Field.POPULATION_MIN], default=None)
    high = max(least[Field.POPULATION_MAX], default=None)
    villages = limits_of_settlements(said)
    yield places_of(low, high) if villages else inhabitants(low, high)
    partners = least[Field.PARTNERS_MIN]
    yield f"mit mindestens {number(min(partners))} Partnern" if partners else ""


def _contact(person: Person) -> Iterator[Line]:
    names = (person.organisation, person.person, person.phone)
    words = ", ".join(one_line(name, 120) for name in names if name)
    if words:
        yield Line(text=words)
    email = one_line(person.email)
    if address := mail_link(email):
        yield Line(text=email, url=address)


def _plain(*texts: str) -> Cell:
    lines = (one_line(text, 400) for text in texts)
    return Cell(lines=tuple(Line(text=text) for text in lines if text))


def _of_case(case: Case, words: str) -> Line:
    return Line(text=words if case.general else f"{_upper(case_called(case))}: {words}")


def _of_fact(one: Fact) -> Line:
    return Line(text=one.value, note=one.note, quotes=(f"„{one.quote}“",) if one.quote else ())


def _at_odds(one: Fact) -> Line:
    voices = [
        f"{voice.words} ({voice.source})" if voice.source else voice.words for voice in one.voices
    ]
    return Line(text=one.value, note=one.note, quotes=tuple(voices), contested=True)


def _upper(text: str) -> str:
    return text[:1].upper() + text[1:]


# The rows in their order, and whether it counts there how the opportunities differ.
_ROWS: tuple[tuple[str, bool, Callable[[_Column], Cell]], ...] = (
    ("Art und Ebene", True, _Column.kind),
    ("Stand", True, _Column.status),
    ("Förderer", True, _Column.funders),
    ("Was wird gefördert", False, _Column.purpose),
    ("Themen", True, _Column.topics),
    ("Wer", True, _Column.applicants),
    ("Grenzen", True, _Column.conditions),
    ("Fördergebiet", True, _Column.areas),
    ("Fördersumme", True, _Column.award),
    ("Fördersatz", True, _Column.rate),
    ("Eigenanteil", True, _Column.own_share),
    ("Förderfähige Kosten", True, _Column.cost),
    ("Gesamtbudget", True, _Column.budget),
    ("Ab wann", True, _Column.opening),
    ("Bis wann", True, _Column.deadline),
    ("Termin", True, _Column.event),
    ("Fragen an", False, _Column.contacts),
    ("Quelle", False, _Column.source),
    ("Prüfung", True, _Column.checked),
)
