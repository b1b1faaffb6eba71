"""Deadlines: what comes first and until when, in German, with the words. Never a guess."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

from db.derive import deadline_of
from db.labels import (
    DEADLINES_WITHOUT_DAY,
    MONTHS,
    STAGES,
    day,
    days_left,
    label,
    long_day,
    vouched_on,
)
from db.statements import Case, Field, Standing, Statement, Subject
from db.terms import OwnTerms
from db.values import Deadline, Values
from db.vocabulary import DeadlineKind, Origin
from notifier.digest.cases import case_called
from notifier.digest.dissent import Alternative, alternatives, dissent
from notifier.digest.facts import Fact, Missing, Said, asked, labelled
from notifier.digest.first_step import comes_after, first_step, the_start_waits, waits_longer
from notifier.digest.wording import joined, one_line
from notifier.news.select import CLOSING_WITHIN

LABEL = "Bis wann"
FROM = "Ab wann"
REGISTER = "Anmeldung"
UNKNOWN = "Frist"
QUOTE_CHARACTERS = 120
MAX_SHOWN = 3
# So many days before it the card counts them; nearer ones stand in its head.
COUNTED_WITHIN = timedelta(days=90)

_WORD = re.compile(r"[^\W\d_]{3,}")
_OF_A_DAY = re.compile(
    r"bis|zum|vom|und|uhr|febr?|jan|jän|mrz|apr|jun|jul|aug|sept?|okt|nov|dez|"
    + "|".join(month.casefold() for month in MONTHS)
)
# The heading and number of a section before its sentence: "Verfahren 4.1 Der Antrag muss".
_HEADED = re.compile(r"\A(?:[A-ZÄÖÜ][\w-]*(?: [^\W\d]+){0,4} )?\d(?:\.\d){1,2} (?=[A-ZÄÖÜ])")
# What has no day, in the order in which it comes.
_ORDER = list(DEADLINES_WITHOUT_DAY)
_EARLIER = "früher, wenn die Mittel ausgeschöpft sind"
_ANY_TIME = "jederzeit, aber vor Beginn des Vorhabens"
_WITH_LEAD = "mit Vorlauf, nicht erst zu Beginn des Vorhabens"
_BY_WHAT_IS_DONE = "richtet sich nach Ihrem Vorhaben"


def deadline_facts(
    own: OwnTerms, values: Values, today: date, titles: Mapping[str, str]
) -> list[Said]:
    """Return the steps still to come in their order, and what to do first.

    `values` have the deadlines of the reader's own cases alone.
    """
    deadlines = values.deadlines
    told = told_of(deadlines, today)
    contested = _contested(own, today, titles)
    unknown = not contested and not any(one.newcomers for one in told)
    return [
        *_opening(own, today, titles),
        *labelled(LABEL, [*contested, *_steps(told, today)]),
        *first_step(told, today),
        *([Missing(what=UNKNOWN, unclear=asked(values, Subject.DEADLINES))] if unknown else []),
    ]


def registration_facts(
    own: OwnTerms, deadlines: Sequence[Deadline], today: date, titles: Mapping[str, str]
) -> list[Fact]:
    """Return until when one may register for an event, where it is said."""
    steps = _steps(told_of(deadlines, today), today)
    until = [replace(one, value=f"bis {one.value}") if one.strong else one for one in steps]
    return labelled(REGISTER, [*_contested(own, today, titles), *until])


def told_of(deadlines: Iterable[Deadline], today: date) -> list[Deadline]:
    """Return the deadlines that are sure and still to come."""
    told = [one for one in deadlines if one.standing is Standing.SURE and not one.over(today)]
    return [one for one in told if not _named_by_day(one, told)]


def _named_by_day(month: Deadline, told: Iterable[Deadline]) -> bool:
    """Whether a month without a day has one: "bis Ende Juni" beside "bis zum 30. Juni 2027"."""
    return month.kind is DeadlineKind.MONTH and any(
        one.kind is DeadlineKind.FIXED
        and one.value.startswith(month.value)
        and (one.case, one.newcomers) == (month.case, month.newcomers)
        for one in told
    )


def _steps(told: Sequence[Deadline], today: date) -> list[Fact]:
    dated = [one for one in told if one.kind not in DEADLINES_WITHOUT_DAY]
    dated.sort(key=lambda one: (not one.newcomers, _about(one, today)))
    rules = sorted(
        (one for one in told if one.kind in DEADLINES_WITHOUT_DAY),
        key=lambda one: _ORDER.index(one.kind),
    )
    # Of a single step it goes without saying which; what comes before it is said by itself.
    staged = len({one.stage for one in dated}) > 1
    facts = [_fact(one, _when(one, today), today, staged=staged) for one in dated[:MAX_SHOWN]]
    if facts and (count := _count(dated[0], today)):
        facts[0] = replace(facts[0], note=", ".join(filter(None, (count, facts[0].note))))
    more = len(dated) - MAX_SHOWN
    if more > 0:
        noun = "weitere Frist" if more == 1 else "weitere Fristen"
        facts.append(Fact(label="", value=f"und {more} {noun} beim Förderer"))
    if the_start_waits(told):  # it says what to do first, not until when
        rules = [one for one in rules if not _only_waits(one)]
    return [*facts, *_rules(rules, today, dated={one.case for one in dated if one.newcomers})]


def _only_waits(rule: Deadline) -> bool:
    """Whether a rule says of everybody that the start must wait, and no more."""
    relative = rule.kind is DeadlineKind.RELATIVE and rule.case.general
    return relative and not waits_longer(rule) and not comes_after(rule)


def _rules(rules: Sequence[Deadline], today: date, *, dated: Container[Case]) -> Iterable[Fact]:
    """Yield what has no day; `dated` are the cases that have one."""
    relative = {
        one.case for one in rules if one.kind is DeadlineKind.RELATIVE and not comes_after(one)
    }
    rolling = {one.case for one in rules if one.kind is DeadlineKind.ROLLING}
    for one in rules:
        value = DEADLINES_WITHOUT_DAY[one.kind]
        if one.kind is DeadlineKind.ROLLING and one.case in dated:
            continue  # "laufend bis zum 31. Oktober" is no "laufend, ohne feste Frist"
        if comes_after(one):
            value = _BY_WHAT_IS_DONE
        elif one.kind is DeadlineKind.RELATIVE and waits_longer(one):
            value = _WITH_LEAD
        elif one.kind is DeadlineKind.RELATIVE and one.case in rolling and one.case not in dated:
            value = _ANY_TIME
        elif one.kind is DeadlineKind.ROLLING and one.case in relative:
            continue  # "jederzeit, aber vor Beginn" says both, with the words of the latter
        elif one.kind is DeadlineKind.UNTIL_EXHAUSTED and one.case in dated:
            value = _EARLIER
        yield _fact(one, value, today)


def _fact(deadline: Deadline, value: str, today: date, *, staged: bool = True) -> Fact:
    return Fact(
        label=LABEL,
        value=value,
        note=", ".join(part for part in _notes(deadline, staged=staged) if part),
        quote=_quote(deadline, value),
        strong=deadline.newcomers and deadline.next_on(today) is not None,
    )


def _quote(deadline: Deadline, value: str) -> str:
    """Return the words of a deadline; "" where they are the day alone, or what we say anyhow."""
    quote = one_line(_HEADED.sub("", deadline.quote), QUOTE_CHARACTERS)
    more = [word for word in _WORD.findall(quote.casefold()) if word not in value.casefold()]
    return quote if any(not _OF_A_DAY.fullmatch(word) for word in more) else ""


def _count(deadline: Deadline, today: date) -> str:
    """Return "noch 68 Tage"; what ends sooner stands in the head of the card."""
    on = deadline.next_on(today)
    counts = on is not None and today + CLOSING_WITHIN < on <= today + COUNTED_WITHIN
    return days_left(on, today) if on and counts and deadline.newcomers else ""


def _notes(deadline: Deadline, *, staged: bool) -> Iterable[str]:
    yield one_line(label(STAGES, deadline.stage), 80) if deadline.stage and staged else ""
    yield "" if deadline.case.general else f"für: {case_called(deadline.case)}"
    yield "" if deadline.newcomers else "nur für bereits Ausgewählte"
    if deadline.origin is Origin.STAFF:
        yield vouched_on(deadline.checked_on)


def _when(deadline: Deadline, today: date) -> str:
    hour = f", {deadline.at} Uhr" if deadline.at else ""
    match deadline.kind:
        case DeadlineKind.FIXED:
            return long_day(date.fromisoformat(deadline.value)) + hour
        case DeadlineKind.ANNUAL:
            on = deadline.next_on(today)
            return f"jedes Jahr, nächstes Mal {long_day(on)}{hour}" if on else "jedes Jahr"
        case DeadlineKind.MONTH:
            return f"{_month(deadline.value)}; der Tag steht nicht fest"
    return DEADLINES_WITHOUT_DAY[deadline.kind]


def _about(deadline: Deadline, today: date) -> date:
    """Return the day for sorting; a month without a day counts as its end."""
    if deadline.kind is DeadlineKind.MONTH:
        return date.fromisoformat(f"{deadline.value}-28")
    return deadline.next_on(today) or date.max


def _contested(own: OwnTerms, today: date, titles: Mapping[str, str]) -> list[Fact]:
    at_odds = [one for one in own.of(Subject.DEADLINES) if one.standing is Standing.CONTESTED]
    if not at_odds:
        return []
    said = _by_source(at_odds, today)
    shown = _days(said)
    return [dissent(LABEL, said, titles, shown=shown, note=_perhaps_soon(at_odds, said, today))]


def _by_source(at_odds: Sequence[Statement], today: date) -> list[Alternative]:
    """Return what each source says of all its days together; one that differs from itself day
    by day."""
    sources = {(one.evidence.source, one.evidence.key) for one in at_odds}
    groups: dict[object, list[Statement]] = {}
    for one in at_odds:
        apart = (one.evidence.source, one.evidence.key) if len(sources) > 1 else one.content
        groups.setdefault(apart, []).append(one)
    found: dict[str, Alternative] = {}
    for part in groups.values():
        shown = joined([_contested_day(one, today) for one in part])
        before = found[shown].statements if shown in found else ()
        found[shown] = Alternative(shown=shown, statements=(*before, *part))
    return sorted(found.values(), key=lambda one: _earliest(one, today))


def _earliest(said: Alternative, today: date) -> date:
    days = (deadline_of(one) for one in said.statements)
    return min(
        (
            _about(one, today)
            if one.next_on(today) or one.kind is DeadlineKind.MONTH
            else date.fromisoformat(one.value)
            if one.kind is DeadlineKind.FIXED
            else date.max
        )
        for one in days
    )


def _contested_day(one: Statement, today: date) -> str:
    deadline = deadline_of(one)
    match deadline.kind:
        case DeadlineKind.FIXED:
            value = day(date.fromisoformat(deadline.value))
        case DeadlineKind.ANNUAL:
            on = deadline.next_on(today)
            value = f"jedes Jahr am {on.day}. {MONTHS[on.month - 1]}" if on else "jedes Jahr"
        case DeadlineKind.MONTH:
            value = _month(deadline.value)
        case _:
            value = DEADLINES_WITHOUT_DAY[deadline.kind].partition(";")[0]
    stage = one_line(label(STAGES, deadline.stage), 80) if deadline.stage else ""
    case = "" if deadline.case.general else case_called(deadline.case)
    about = ", ".join(part for part in (stage, case) if part)
    return f"{value} ({about})" if about else value


def _days(said: Sequence[Alternative]) -> str:
    """Return "25. oder 29. Januar 2027 (Antrag)" where all that is said is one day each."""
    each = [one.statements[0] for one in said]
    about = {(one.field, one.deadline_stage, one.case) for way in said for one in way.statements}
    single = all(len({one.value for one in way.statements}) == 1 for way in said)
    if not single or len(about) != 1 or len(each) < 2 or each[0].field is not Field.DEADLINE:
        return ""
    days = [date.fromisoformat(str(one.value)) for one in each]
    last = days[-1]
    shown = [_short_of(on, last) for on in days[:-1]]
    stage = each[0].deadline_stage
    about_them = [label(STAGES, stage)] if stage else []
    about_them += [] if each[0].case.general else [case_called(each[0].case)]
    end = f" ({', '.join(about_them)})" if about_them else ""
    return f"{', '.join(shown)} oder {day(last)}{end}"


def _short_of(on: date, last: date) -> str:
    if on.year != last.year:
        return day(on)
    return f"{on.day}." if on.month == last.month else f"{on.day}. {MONTHS[on.month - 1]}"


def _perhaps_soon(at_odds: Iterable[Statement], said: Sequence[Alternative], today: date) -> str:
    """Name the earliest of the days, but where it stands among what is said with its year."""
    days = [on for one in at_odds if (on := deadline_of(one).next_on(today)) is not None]
    if not days or any(day(min(days)) in one.shown for one in said):
        return ""
    return f"möglicherweise schon am {long_day(min(days))}"


def _opening(own: OwnTerms, today: date, titles: Mapping[str, str]) -> list[Fact]:
    """Return from when on one may apply, where that is still to come."""
    said = own.of(Subject.OPENS)
    at_odds = [one for one in said if one.standing is Standing.CONTESTED]
    if at_odds:
        return [dissent(FROM, alternatives(at_odds, _openings), titles)]
    # A day on which or after which it ends is that of another round.
    ends = min((on for one in own.of(Subject.DEADLINES) if (on := _end(one, today))), default="")
    coming = sorted(
        (str(one.value), case_called(one.case) if not one.case.general else "")
        for one in said
        if str(one.value) > today.isoformat()[: len(str(one.value))]
        if not ends or str(one.value)[:10] < ends[: len(str(one.value))]
    )
    return [
        Fact(label=FROM, value=_opening_day(value), note=f"für: {case}" if case else "")
        for value, case in coming[:1]
    ]


def _end(one: Statement, today: date) -> str:
    """Return a day still to come on which something ends; "" where it is none for sure."""
    due = one.field is Field.DEADLINE and one.sure and str(one.value) >= today.isoformat()
    return str(one.value) if due and one.newcomers else ""


def _openings(said: Sequence[Statement]) -> str:
    return ", ".join(_opening_day(str(one.value)) for one in said)


def _opening_day(value: str) -> str:
    return day(date.fromisoformat(value)) if len(value) == 10 else _month(value)


def _month(value: str) -> str:
    year, month = map(int, value.split("-"))
    return f"{MONTHS[month - 1]} {year}"
