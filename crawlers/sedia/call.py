"""Call: one row of the portal as a raw entry."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from crawlers.items import Given, Kind, LabelledText, Link, RawEntry
from crawlers.links import canonical
from crawlers.page import Page
from crawlers.sedia.budget import Budget, budget
from crawlers.sedia.deadlines import deadlines
from crawlers.sedia.programmes import PROGRAMMES
from crawlers.sedia.query import CASCADE, OPEN
from crawlers.sedia.rows import Row, label
from crawlers.source import Level

PORTAL = "https://ec.europa.eu/info/funding-tenders/opportunities/portal/screen/opportunities"

# The search engine's own fields: they change with every run and say nothing of the call.
_ENGINE = ("es", "REFERENCE", "sortStatus", "descriptionByte")


def call(row: Row, german: Row | None, source: str) -> RawEntry:
    """Return a call; `german` is the portal's machine translation of the same row."""
    notes: list[str] = []
    actions = row.record("actions", notes)
    money = budget(row.record("budgetOverview", notes), row.first("identifier"))
    news = row.record("latestInfos", notes)
    return RawEntry(
        source=source,
        key=row.reference,
        url=_address(row),
        kind=Kind.CALL,
        title=label(row.first("title") or row.first("identifier")),
        summary=label(row.first("callTitle")),
        fields=tuple(_fields(row, german, money, news)),
        body=_text(row, row.first("descriptionByte")),
        language="en",
        given=Given(
            level=Level.EU.value,
            areas=("eu",),
            opens_on=next((one.on for one in row.moments("startDate")), None),
            deadlines=deadlines(row, actions, notes),
            status="open" if row.first("status") == OPEN else "forecast",
            award_min=money.award_min,
            award_max=money.award_max,
            budget=money.total,
            instruments=row.labels("typesOfAction"),
            subjects=_subjects(row),
            funders=("Europäische Union",),
            links=tuple(_links(row.record("links", notes))),
            notes=tuple(notes),
        ),
        structured={k: v for k, v in sorted(row.metadata.items()) if not k.startswith(_ENGINE)},
    )


def _fields(row: Row, german: Row | None, money: Budget, news: Any) -> Iterator[LabelledText]:
    said = {
        "Programm": PROGRAMMES.get(row.first("frameworkProgramme"), ""),
        "Aufruf": label(row.first("callTitle")),
        "Kennung": row.first("identifier"),
        "Art der Maßnahme": ", ".join(row.labels("typesOfAction")),
        "Erwartete Bewilligungen": str(money.grants or ""),
        "Budget": "Das Budget gilt für mehrere Themen gemeinsam." if money.shared else "",
        "Aktuelle Hinweise": _news(row, news),
    }
    if german:
        said["Titel (maschinell übersetzt)"] = label(german.first("title"))
        translated = _text(german, german.first("descriptionByte"))
        said["Beschreibung (maschinell übersetzt)"] = translated
    return (LabelledText(label=name, text=text) for name, text in said.items() if text)


def _address(row: Row) -> str:
    given = canonical(row.first("url"))
    if given.startswith(PORTAL):
        return given
    if row.first("type") == CASCADE:
        return f"{PORTAL}/competitive-calls-cs/{row.reference.split('COMPETITIVE_CALL')[0]}"
    return f"{PORTAL}/topic-details/{row.first('identifier')}"


def _subjects(row: Row) -> tuple[str, ...]:
    codes = {row.first("identifier"), row.first("callIdentifier")}
    words = dict.fromkeys(row.labels("tags") + row.labels("keywords"))
    return tuple(word for word in words if word not in codes)


def _links(listed: Any) -> Iterator[Link]:
    """Yield the addresses where an application is handed in."""
    for link in listed if isinstance(listed, list) else []:
        url = canonical(str(link.get("url", ""))) if isinstance(link, dict) else ""
        if url:
            yield Link(url=url, title=label(str(link.get("criterionDescription", ""))), role="form")


def _news(row: Row, listed: Any) -> str:
    news = [one for one in listed if isinstance(one, dict)] if isinstance(listed, list) else []
    lines = (
        f"{str(one.get('lastChangeDate', ''))[:10]}: {_text(row, str(one.get('content', '')))}"
        for one in news
    )
    return "\n".join(lines)


def _text(row: Row, markup: str) -> str:
    return Page(_address(row), markup).text() if markup.strip() else ""
