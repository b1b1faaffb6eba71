"""Wording: what a page says of instants, deadlines, sources and statements."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime, timedelta

from crawlers.source import Source
from db import labels
from db.local_date import BERLIN
from db.queries.published import ListRow
from db.statements import Standing, Statement, Subject
from db.values import Values
from db.vocabulary import DeadlineKind, Origin

# What the page says above its evidence.
_ABOVE = frozenset({Subject.KIND, Subject.TOPICS, Subject.FUNDERS, Subject.AREAS})
_DATED = frozenset({DeadlineKind.FIXED, DeadlineKind.ANNUAL})


def instant(moment: datetime | None) -> str:
    """Return an instant as German local time: "22.11.2026, 06:30 Uhr"."""
    return moment.astimezone(BERLIN).strftime("%d.%m.%Y, %H:%M Uhr") if moment else "–"


def clock_time(moment: datetime) -> str:
    """Return the minute after an instant as German local time: "06:31 Uhr"."""
    return (moment + timedelta(minutes=1)).astimezone(BERLIN).strftime("%H:%M Uhr")


def source_title(slug: str, sources: Mapping[str, Source]) -> str:
    """Return a source's title, or its slug where it is no longer among the sources."""
    return sources[slug].title if slug in sources else slug


def area_name(key: str, label: Callable[[str], str]) -> str:
    """Return an area's name, or its key where nobody knows it any more."""
    try:
        return label(key)
    except LookupError:
        return key


def deadline_words(values: Values, today: date) -> str:
    """Return until when one may apply, in a few words, or that it must be asked for."""
    ahead = [one for one in values.deadlines if not one.over(today)]
    contested = [one for one in ahead if one.standing is Standing.CONTESTED]
    if contested:
        shown = dict.fromkeys(map(labels.deadline_shown, contested))
        return f"{labels.STANDINGS[Standing.CONTESTED]}: {' oder '.join(shown)}"
    coming = values.next_deadline(today)
    if coming:
        return labels.short_day(coming[0])
    undated = [one.kind for one in ahead if one.kind not in _DATED]
    if undated:
        return " · ".join(labels.DEADLINE_KINDS[kind] for kind in dict.fromkeys(undated))
    if values.deadlines:
        return "abgelaufen"
    return "nicht erkannt"


def row_deadline(row: ListRow) -> str:
    """Return in a list when something takes place or until when one may apply."""
    if row.event_on:
        return labels.short_day(row.event_on)
    if row.next_on:
        day = labels.short_day(row.next_on)
        return day if row.next_sure else f"Angaben weichen ab, vielleicht schon {day}"
    if row.rules:
        return " · ".join(labels.label(labels.DEADLINE_KINDS, rule) for rule in row.rules)
    return "abgelaufen" if row.has_deadline else "nicht erkannt"


def with_words(statements: Iterable[Statement], *, doubts: bool) -> list[Statement]:
    """Return the statements worth a line of their own, the doubtful ones on demand.

    That is what rests on words, on a person or on a value that the source gives, and what is
    contested. What was read without a quote, such as a topic, stands above them already.
    """
    return [
        one
        for one in statements
        if one.evidence.quote or _stands_for_itself(one)
        if doubts or one.told
    ]


def _stands_for_itself(one: Statement) -> bool:
    given = one.origin is Origin.GIVEN and one.subject not in _ABOVE
    return given or one.origin is Origin.STAFF or one.standing is Standing.CONTESTED
