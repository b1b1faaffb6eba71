"""A calendar that is empty for a time costs its source nothing."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from db.vocabulary import Presence
from tests.databases import SqliteTemplate
from tests.landbote.crawling.visiting import Answer, article, visiting

HOME = "https://www.hsgb.de"
NEWS, EVENTS = f"{HOME}/nachrichten-des-hsgb", f"{HOME}/ueberregionale-veranstaltungen"
NEWS_PAGES = {
    f"{NEWS}/{name.casefold()}-1793606400/2026/11/16": article(name) for name in ("Platz", "Saal")
}
EVENT_PAGES = {f"{EVENTS}/forum-1793606400/2027/02/25": article("Forum", "Bitte anmelden!")}


def site(events: dict[str, Answer]) -> dict[str, Answer]:
    """The association's two lists and what they link."""
    pages = {NEWS: listed(list(NEWS_PAGES)), EVENTS: listed(list(events))}
    return {**pages, **NEWS_PAGES, **events}


def listed(urls: list[str]) -> Answer:
    """A list of these, or the words for none."""
    links = "".join(f'<a href="{url}">Lesen Sie mehr</a>' for url in urls)
    return Answer(body=f"<main><h1>Liste</h1>{links or '<p>Zurzeit keine.</p>'}</main>")


def test_an_empty_calendar_is_no_fault(
    sqlite_template: SqliteTemplate, tmp_path: Path, now: datetime
) -> None:
    """The news is read as ever, the event of yesterday stands, and nobody is asked about it."""
    with visiting("he_hsgb", sqlite_template, tmp_path, now) as visits:
        assert visits.visit(site(EVENT_PAGES)).new == 3
        for _day in range(2):
            result = visits.visit(site({}))
            assert (result.good, result.new, result.reason) == (True, 0, "")
        assert visits.findings() == []
        assert {one.presence for one, _ in visits.known().values()} == {Presence.PRESENT}
        assert visits.visit(site(EVENT_PAGES)).new == 0
