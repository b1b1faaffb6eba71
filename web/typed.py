"""Typed: what a clerk types into a field, as the statements that it means.

One parser a subject; each understands what its row in `EXAMPLES` shows, and more. What is not
understood raises NotUnderstoodError with a German sentence that stands beside the field.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from db import labels
from db.area_names import fold
from db.statements import Field, Statement, Subject, Unit
from db.vocabulary import DeadlineKind, Origin
from pipeline.claim import Claim
from pipeline.reading import read
from pipeline.reading.text.dates import find_dates
from pipeline.reading.text.numbers import DIGITS, SCALE, plain_value, quantity

# What the form shows below its field, and what the tests hold the parsers to.
EXAMPLES: Mapping[Subject, str] = {
    Subject.DEADLINES: "31.3.2027 · jährlich 31.3. · März 2027 · laufend",
    Subject.OPENS: "1.2.2027",
    Subject.STATUS: "offen · geschlossen · angekündigt",
    Subject.AWARD: "bis 45.000 € · 5.000 bis 20.000 € je Verein",
    Subject.COST: "ab 10.000 € · bis 1,5 Mio. €",
    Subject.BUDGET: "2 Mio. €",
    Subject.RATE: "80 % · 50 bis 80 % · Eigenanteil 20 %",
    Subject.APPLICANTS: "Gemeinden, Vereine · nicht Unternehmen",
    Subject.POPULATION: "bis 10.000 · ab 500",
    Subject.PARTNERS: "3",
    Subject.AREAS: "Hessen · Landkreis Fulda",
    Subject.EVENT: "12.3.2027, Fulda · 12.3.2027 bis 14.3.2027",
    Subject.KIND: "Förderprogramm · Aufruf · Preis · Termin · Mitteilung",
    Subject.TOPICS: "Mobilität",
    Subject.FUNDERS: "Hessische Staatskanzlei; Bundesministerium der Finanzen",
    Subject.INSTRUMENTS: "Zuschuss · Darlehen",
}
HALF = "--"  # before a day without its year
NOTHING = ("keine angabe", "nichts", "-", "–")
_YEARLY = re.compile(r"\bjährlich|\bjedes jahr|\bjeden jahres|\bjedes jahres", re.IGNORECASE)
_STAGES = {
    "sketch": "skizze",
    "interest": "interessenbekundung",
    "registration": "anmeldung",
    "application": "antrag",
}
_RULES = {
    DeadlineKind.ROLLING: ("laufend", "jederzeit", "fortlaufend", "ohne frist", "keine frist"),
    DeadlineKind.UNTIL_EXHAUSTED: ("ausgeschöpft", "solange", "mittel verfügbar"),
    DeadlineKind.RELATIVE: ("vor beginn",),
    DeadlineKind.ANNOUNCED_ELSEWHERE: ("bekannt gegeben", "bekanntgegeben", "wird bekannt"),
}
_AT = re.compile(r"\b(\d{1,2})(?:[:.](\d\d))? ?uhr", re.IGNORECASE)
_NUMBER = re.compile(rf"(?P<digits>{DIGITS}) ?(?P<scale>{SCALE})?")
_LOW = re.compile(r"\b(?:ab|mindestens|min\.?|von|über|wenigstens)\b", re.IGNORECASE)
_HIGH = re.compile(r"\b(?:bis|höchstens|maximal|max\.?|unter)\b", re.IGNORECASE)
_BETWEEN = re.compile(r"\b(?:bis|und|–|-)\b|[-–]", re.IGNORECASE)
_BARRED = re.compile(r"^(?:nicht|keine?|ohne|außer)\s+", re.IGNORECASE)
_LIST = re.compile(r"\s*(?:[,;·\n]|\bund\b|\bsowie\b)\s*")
_ENTRIES = re.compile(r"\s*[;·\n]\s*")
_PLACE = re.compile(r"^[\s,;]*(?:in|im)?\s*(?P<place>[^\s,;].*)$", re.DOTALL)

Names = Mapping[str, str]


class NotUnderstoodError(ValueError):
    """What was typed says nothing of its subject; the message says so in German."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What the parsers may look up: areas by name, topics and their labels.

    `areas` returns the keys of a name, the best first, as pairs with what to call them.
    """

    areas: Callable[[str], Sequence[tuple[str, str]]] = lambda _name: ()
    topics: Names = field(default_factory=dict)


def typed(subject: Subject, words: str, known: Known | None = None) -> tuple[Statement, ...]:
    """Return what some words say of a subject; "keine Angabe" is that nothing is stated.

    Raises NotUnderstoodError where it is not clear.
    """
    said = " ".join(words.split())
    if not said:
        raise NotUnderstoodError(
            "Bitte geben Sie einen Wert an, oder „keine Angabe“, wenn die Quelle dazu nichts sagt."
        )
    if said.casefold() in NOTHING:
        return ()
    found = tuple(
        replace(one, origin=Origin.STAFF) for one in _PARSERS[subject](said, known or Known())
    )
    if not found:
        raise NotUnderstoodError(_not_understood(subject, said))
    return tuple(dict.fromkeys(found))


def shown_typed(
    statements: Iterable[Statement],
    area_name: Callable[[str], str] = str,
    topic_name: Callable[[str], str] = str,
) -> str:
    """Return statements of one subject in words that `typed` understands as the same."""
    said = [_typed_again(one, area_name, topic_name) for one in statements]
    return "; ".join(dict.fromkeys(said))


def suggested(
    subject: Subject, words: str, known: Known | None = None, language: str = "de"
) -> tuple[Statement, ...]:
    """Return what the reader, or else the parser of the subject, finds in some words."""
    claims = _claims(words, language)
    found = tuple(
        Statement(
            field=one.field,
            value=one.value,
            units=one.units,
            unit_words=one.unit_words,
            deadline_stage=one.stage.value if one.stage else "",
            at=one.at,
        )
        for one in claims
        if one.field in _READ_OF.get(subject, ())
        if not str(one.value).startswith(HALF)
    )
    if found:
        return tuple(dict.fromkeys(found))
    try:
        return typed(subject, words, known)
    except NotUnderstoodError:
        return ()


def half_day(subject: Subject, words: str, language: str = "de") -> str:
    """Return the day that some words name without its year, "31.01.", to be typed on; or ""."""
    for one in _claims(words, language):
        if one.field in _READ_OF.get(subject, ()) and str(one.value).startswith(HALF):
            month, day = str(one.value).removeprefix(HALF).split("-")
            return f"{day}.{month}."
    return ""


def _claims(words: str, language: str) -> tuple[Claim, ...]:
    try:
        return read(words, language=language)
    except Exception:  # words that no reader can bear are no words to suggest from
        return ()


_READ_OF: Mapping[Subject, tuple[Field, ...]] = {
    Subject.DEADLINES: (
        Field.DEADLINE,
        Field.ANNUAL_DEADLINE,
        Field.DEADLINE_MONTH,
        Field.DEADLINE_RULE,
    ),
    Subject.STATUS: (Field.STATUS,),
    Subject.AWARD: (Field.AWARD_MIN, Field.AWARD_MAX),
    Subject.COST: (Field.COST_MIN, Field.COST_MAX),
    Subject.BUDGET: (Field.BUDGET,),
    Subject.RATE: (Field.RATE_MIN, Field.RATE_MAX, Field.OWN_SHARE),
    Subject.APPLICANTS: (Field.APPLICANT, Field.EXCLUDED_APPLICANT),
    Subject.EVENT: (Field.EVENT_START, Field.EVENT_END, Field.EVENT_PLACE),
}


def _not_understood(subject: Subject, said: str) -> str:
    what = labels.SUBJECTS[subject]
    return f"„{said}“ ist als {what} nicht zu verstehen. Zum Beispiel: {EXAMPLES[subject]}"


def _deadlines(said: str, _known: Known) -> Iterator[Statement]:
    for part in _ENTRIES.split(said):
        yield from _deadline(part)


def _deadline(said: str) -> Iterator[Statement]:
    low = said.casefold()
    stage = next((code for code, word in _STAGES.items() if word in low), "")
    hour = _AT.search(said)
    at = f"{int(hour[1]):02}:{hour[2] or '00'}" if hour and int(hour[1]) < 24 else ""
    dated = False
    for one in find_dates(low, said):
        dated = True
        if one.unsure or (one.year is None and not (one.yearly or _YEARLY.search(said))):
            raise NotUnderstoodError(
                f"„{said}“ nennt kein Jahr, das sicher ist. Bitte mit Jahr, oder „jährlich“ davor."
            )
        if one.day is None and one.year is not None:
            month = f"{one.year}-{one.month:02}"
            yield Statement(field=Field.DEADLINE_MONTH, value=month, deadline_stage=stage)
        elif one.year is None or one.yearly or _YEARLY.search(said):
            day = f"{one.month:02}-{one.day or one.last_day:02}"
            yield Statement(field=Field.ANNUAL_DEADLINE, value=day, deadline_stage=stage, at=at)
        else:
            on = f"{one.year}-{one.month:02}-{one.day:02}"
            yield Statement(field=Field.DEADLINE, value=on, deadline_stage=stage, at=at)
    if not dated:
        for kind, words in _RULES.items():
            if any(word in low for word in words):
                yield Statement(field=Field.DEADLINE_RULE, value=kind.value, deadline_stage=stage)
                return


def _days(said: str) -> list[str]:
    found = [one for one in find_dates(said.casefold(), said) if not one.unsure]
    whole = [one.on() for one in found]
    return [on.isoformat() for on in whole if on is not None]


def _opens(said: str, _known: Known) -> Iterator[Statement]:
    yield from (Statement(field=Field.OPENS, value=day) for day in _days(said)[:1])


def _event(said: str, _known: Known) -> Iterator[Statement]:
    found = [one for one in find_dates(said.casefold(), said) if one.on() and not one.unsure]
    days = [str(one.on()) for one in found]
    if not days:
        return
    yield Statement(field=Field.EVENT_START, value=days[0])
    if len(days) > 1:
        yield Statement(field=Field.EVENT_END, value=max(days))
    place = _PLACE.match(said[found[-1].end :])
    if place:
        yield Statement(field=Field.EVENT_PLACE, value=place["place"].strip())


def _range(low: Field, high: Field) -> Callable[[str, Known], Iterator[Statement]]:
    """Return the parser of two bounds; one number alone is the upper one."""

    def parse(said: str, _known: Known) -> Iterator[Statement]:
        for part in _ENTRIES.split(said):
            yield from _bounds(part, low, high)

    return parse


def _bounds(said: str, low: Field, high: Field) -> Iterator[Statement]:
    found = list(_NUMBER.finditer(said))
    if not found or len(found) > 2:
        return
    scale = found[-1]["scale"] or ""
    values = [
        quantity(one["digits"], "de", one["scale"] or (scale if len(found) == 2 else ""))
        for one in found
    ]
    numbers = [plain_value(value) for value in values if value is not None]
    units, unit_words = _units(said, low)
    if len(numbers) == 2:
        if numbers[0] > numbers[1] or not _BETWEEN.search(said[found[0].end() : found[1].start()]):
            return
        bounds: tuple[Field, ...] = (low, high)
    else:
        before = said[: found[0].start()]
        is_low = bool(_LOW.search(before)) and not _HIGH.search(before)
        bounds = (low,) if is_low else (high,)
    for bound, value in zip(bounds, numbers, strict=True):
        yield Statement(field=bound, value=value, units=units, unit_words=unit_words)


def _units(said: str, field: Field) -> tuple[tuple[Unit, ...], str]:
    if field not in (Field.AWARD_MIN, Field.COST_MIN):
        return (), ""
    words = re.search(r"\b(?:je|pro)\b.*$|\bjährlich\b.*$", said)
    if not words:
        return (), ""
    found = tuple(
        dict.fromkeys(
            unit
            for one in read(f"Gefördert werden bis zu 1.000 Euro {words[0]}.")
            for unit in one.units
        )
    )
    return (found, words[0].strip()) if found else ((), "")


def _rate(said: str, _known: Known) -> Iterator[Statement]:
    for part in _ENTRIES.split(said):
        if "eigenanteil" in part.casefold() or "eigenmittel" in part.casefold():
            shares = _bounds(part, Field.OWN_SHARE, Field.OWN_SHARE)
        else:
            shares = _bounds(part, Field.RATE_MIN, Field.RATE_MAX)
        for one in shares:
            if not 0 < float(one.value) <= 100:
                raise NotUnderstoodError("Ein Satz liegt zwischen 0 und 100 %.")
            yield one


def _budget(said: str, _known: Known) -> Iterator[Statement]:
    yield from _bounds(said, Field.BUDGET, Field.BUDGET)


def _counted(low: Field, high: Field) -> Callable[[str, Known], Iterator[Statement]]:
    def parse(said: str, _known: Known) -> Iterator[Statement]:
        for one in _bounds(said, low, high):
            if float(one.value) != int(one.value):
                raise NotUnderstoodError("Hier wird eine ganze Zahl gebraucht.")
            yield replace(one, value=int(one.value))

    return parse


def _applicants(said: str, _known: Known) -> Iterator[Statement]:
    barred = False
    for part in filter(None, _LIST.split(said)):
        without = _BARRED.sub("", part)
        barred = barred or without != part
        codes = _applicant_codes(without)
        if not codes:
            raise NotUnderstoodError(
                f"„{without}“ ist keine der Gruppen: {', '.join(labels.APPLICANTS.values())}."
            )
        field = Field.EXCLUDED_APPLICANT if barred else Field.APPLICANT
        yield from (Statement(field=field, value=code) for code in codes)


def _applicant_codes(words: str) -> list[str]:
    known = _by_label(labels.APPLICANTS, words)
    if known:
        return known
    claims = read(f"Antragsberechtigt sind {words}.")
    found = (str(one.value) for one in claims if one.field is Field.APPLICANT and not one.doubt)
    return list(dict.fromkeys(found))


def _by_label(words: Names, said: str) -> list[str]:
    """Return the codes whose German word is or begins like what was said."""
    wanted = fold(said)
    exact = [code for code, word in words.items() if code and wanted in (fold(word), fold(code))]
    begun = [code for code, word in words.items() if code and fold(word).startswith(wanted)]
    return exact or (begun if len(begun) == 1 and len(wanted) > 2 else [])


def _code(
    field: Field, words: Callable[[Known], Names]
) -> Callable[[str, Known], Iterator[Statement]]:
    """Return the parser of a list of codes, each by its German word."""

    def parse(said: str, known: Known) -> Iterator[Statement]:
        table = words(known)
        # A word of ours may have a comma or an "und" of its own.
        parts = [said] if _by_label(table, said) else [*filter(None, _LIST.split(said))]
        for part in parts:
            codes = _by_label(table, part)
            if not codes:
                shown = dict.fromkeys(word for code, word in table.items() if code)
                raise NotUnderstoodError(f"„{part}“ ist keines von: {', '.join(shown)}.")
            yield from (Statement(field=field, value=code) for code in codes)

    return parse


def _areas(said: str, known: Known) -> Iterator[Statement]:
    for part in filter(None, re.split(r"\s*[;·\n]\s*|,\s+(?!kreisfrei)", said)):
        found = known.areas(part)
        if not found:
            raise NotUnderstoodError(f"Ein Gebiet namens „{part}“ ist nicht bekannt.")
        exact = [(key, name) for key, name in found if fold(name) == fold(part)]
        chosen = exact or found
        if len(chosen) > 1:
            names = "; ".join(name for _key, name in chosen[:8])
            raise NotUnderstoodError(f"Mehrere Gebiete heißen so: {names}. Welches ist gemeint?")
        yield Statement(field=Field.AREA, value=chosen[0][0])


def _funders(said: str, _known: Known) -> Iterator[Statement]:
    for name in filter(None, _ENTRIES.split(said)):
        if not any(map(str.isalpha, name)):
            return
        yield Statement(field=Field.FUNDER, value=name)


_STATED = {
    "open": "offen",
    "closed": "geschlossen",
    "suspended": "ausgesetzt",
    "forecast": "angekündigt",
    "cancelled": "abgesagt",
}
_PARSERS: Mapping[Subject, Callable[[str, Known], Iterator[Statement]]] = {
    Subject.DEADLINES: _deadlines,
    Subject.OPENS: _opens,
    Subject.STATUS: _code(Field.STATUS, lambda _known: _STATED),
    Subject.AWARD: _range(Field.AWARD_MIN, Field.AWARD_MAX),
    Subject.COST: _range(Field.COST_MIN, Field.COST_MAX),
    Subject.BUDGET: _budget,
    Subject.RATE: _rate,
    Subject.APPLICANTS: _applicants,
    Subject.POPULATION: _counted(Field.POPULATION_MIN, Field.POPULATION_MAX),
    Subject.PARTNERS: _counted(Field.PARTNERS_MIN, Field.PARTNERS_MIN),
    Subject.AREAS: _areas,
    Subject.EVENT: _event,
    Subject.KIND: _code(Field.KIND, lambda _known: labels.KINDS),
    Subject.TOPICS: _code(Field.TOPIC, lambda known: known.topics),
    Subject.FUNDERS: _funders,
    Subject.INSTRUMENTS: _code(Field.INSTRUMENT, lambda _known: labels.INSTRUMENTS),
}
_LOWS = frozenset({Field.AWARD_MIN, Field.COST_MIN, Field.RATE_MIN, Field.POPULATION_MIN})


def _typed_again(
    one: Statement, area_name: Callable[[str], str], topic_name: Callable[[str], str]
) -> str:
    """Return one statement as a person would type it."""
    if one.subject is Subject.DEADLINES:
        words = [labels.label(labels.STAGES, one.deadline_stage) if one.deadline_stage else ""]
        words += [labels.statement_shown(one), f"{one.at} Uhr" if one.at else ""]
        if one.field is Field.DEADLINE_MONTH:
            year, month = str(one.value).split("-")
            words[1] = f"{labels.MONTHS[int(month) - 1]} {year}"
        return " ".join(filter(None, words))
    if one.field is Field.STATUS:
        return labels.label(_STATED, str(one.value))
    shown = labels.statement_shown(one, area_name=area_name, topic_name=topic_name)
    if one.field is Field.EXCLUDED_APPLICANT:
        return f"nicht {shown}"
    if one.field is Field.OWN_SHARE:
        return f"Eigenanteil {shown}"
    return f"ab {shown}" if one.field in _LOWS else shown
