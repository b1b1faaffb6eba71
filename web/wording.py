"""Wording: what a page says of instants, deadlines, sources and single readings."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from crawlers.source import Source
from db import labels
from db.values import Values
from db.vocabulary import DeadlineKind

BERLIN = ZoneInfo("Europe/Berlin")
_DATED = frozenset({DeadlineKind.FIXED, DeadlineKind.ANNUAL})


def instant(moment: datetime | None) -> str:
    """Return an instant as German local time: "22.11.2026, 06:30 Uhr"."""
    return moment.astimezone(BERLIN).strftime("%d.%m.%Y, %H:%M Uhr") if moment else "–"


def source_title(slug: str, sources: Mapping[str, Source]) -> str:
    """Return a source's title, or its slug where it is no longer among the sources."""
    return sources[slug].title if slug in sources else slug


def deadline_words(values: Values, today: date) -> str:
    """Return until when one may apply, in a few words, or that it must be asked for."""
    coming = values.next_deadline(today)
    if coming:
        return labels.day(coming[0])
    undated = [d.kind for d in values.deadlines if d.kind not in _DATED]
    if undated:
        return " · ".join(labels.DEADLINE_KINDS[kind] for kind in dict.fromkeys(undated))
    if values.deadlines:
        return "abgelaufen"
    return "nicht erkannt"


def claim_words(claim: Mapping[str, Any], area_label: Callable[[str], str]) -> str:
    """Return the value of a stored claim in German, as it is where it is no code."""
    value = claim["value"]
    match claim["field"]:
        case "deadline" | "opens" | "event_start" | "event_end":
            return labels.short_day(date.fromisoformat(value))
        case "annual_deadline":
            month, day = value.split("-")
            return f"jedes Jahr am {day}.{month}."
        case "deadline_month":
            year, month = map(int, value.split("-"))
            return f"{labels.MONTHS[month - 1]} {year}"
        case "deadline_rule":
            return labels.label(labels.DEADLINE_KINDS, value)
        case "status":
            return labels.label(labels.STATED_STATUSES, value)
        case "applicant" | "excluded_applicant":
            return labels.label(labels.APPLICANTS, value)
        case "area":
            return area_label(value)
        case "award_min" | "award_max" | "cost_min" | "cost_max" | "budget":
            return labels.money(value)
        case "rate_min" | "rate_max" | "own_share":
            return labels.percent(value)
        case "population_min" | "population_max" | "partners_min":
            return labels.number(value)
    return str(value)
