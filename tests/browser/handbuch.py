"""Handbuch: its pictures, taken by the tests' own browser in the world of the desk's journeys.

Run as `python -m tests.browser.handbuch`, or `make handbuch`.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

from playwright.sync_api import Page

from db.accounts import Account
from db.engine import writing
from db.vocabulary import Role
from tests.browser.chromium import found
from tests.browser.desk_world import (
    ALIKE,
    CLERK,
    LAND,
    REGION,
    VILLAGE_TEXT,
    World,
    entries,
    entry,
    furnished,
)
from tests.browser.serving import serving
from tests.browser.test_desk_journey import select_words
from tests.browser.test_selection_journey import TOWN, link_in
from tests.browser.test_visitor_journey import TEXT, TITLE
from tests.browser.visiting import Visits, running

HANDBUCH = Path(__file__).parent.parent.parent / "docs" / "handbuch"
PICTURES = HANDBUCH / "bilder"
WIDTH, MARGIN = 1280, 12
MANAGER, AREA = "karla.beispiel@region.example", "leader:vogelsberg"


@dataclass(slots=True, kw_only=True)
class Camera:
    """A clerk's window in the world, and where pictures go."""

    world: World
    visits: Visits
    page: Page
    folder: Path

    def open(self, path: str) -> None:
        """Open a page and rest the pointer where it tells nothing."""
        self.page.goto(path)
        self.page.mouse.move(0, 0)

    def entry(self, key: str, query: str = "") -> None:
        """Open the page of an entry of the Land."""
        self.open(f"/eintraege/{self.world.number(LAND, key)}{query}")

    def take(self, name: str, first: str, last: str = "", most: int = 720) -> None:
        """Take a picture from one element to another, as wide as the window."""
        top = self.page.locator(first).first.bounding_box()
        end = self.page.locator(last or first).last.bounding_box()
        assert top is not None and end is not None, name
        scrolled: float = self.page.evaluate("() => scrollY")
        from_y = max(top["y"] + scrolled - MARGIN, 0)
        height = min(end["y"] + end["height"] + scrolled - from_y + MARGIN, most)
        self.page.screenshot(
            path=self.folder / f"{name}.png",
            clip={"x": 0, "y": from_y, "width": WIDTH, "height": height},
            full_page=True,
            animations="disabled",
        )


def ask_for_a_link(camera: Camera) -> None:
    """The page before anybody is signed in."""
    ours, camera.page = camera.page, camera.visits.stranger()
    camera.page.set_viewport_size({"width": WIDTH, "height": 900})
    camera.open("/anmelden")
    camera.take("anmelden", "h1", "main")
    camera.page.close()
    camera.page = ours


def begin_the_day(camera: Camera) -> None:
    """The own account, of which more can be changed soon after signing in, and the workplace."""
    camera.open("/konto")
    camera.take("konto", "h1", "main", 640)
    camera.open("/arbeitsplatz")
    camera.take("arbeitsplatz", "header", "main", 640)


def answer(camera: Camera) -> None:
    """A question with its evidence and its keys, and the help on keys."""
    camera.open(f"/eintraege/{camera.world.number(LAND, 'shops')}?warteschlange=alle")
    camera.take("frage", "h1", "section[aria-labelledby=fragen]")
    camera.take("eintrag", ".entry-columns", most=640)
    camera.page.keyboard.press("?")
    camera.page.locator("#tasten").wait_for()
    camera.page.locator("#tasten").screenshot(path=camera.folder / "tasten.png")
    camera.page.keyboard.press("Escape")


def ask_the_funder(camera: Camera) -> None:
    """What is written already for the funder."""
    camera.entry("village")
    camera.page.get_by_text("Mehr: an einem Tag").first.click()
    camera.take("nachfragen", ".more", most=720)


def correct(camera: Camera) -> None:
    """Words selected in the text, the form, and what stands then."""
    camera.entry("village")
    select_words(camera.page, "30. April 2027")
    camera.page.get_by_label("Angabe", exact=True).select_option(label="Frist")
    camera.page.locator(".entry-columns").scroll_into_view_if_needed()
    camera.page.locator(".entry-text").evaluate("one => one.scrollIntoView()")
    camera.take("auswaehlen", ".entry-columns", most=640)
    camera.page.get_by_role("button", name="Weiter").click()
    camera.page.get_by_label("Was gilt").wait_for()
    camera.take("berichtigen", "#angabe")
    camera.page.get_by_role("button", name="Speichern").click()
    camera.page.get_by_role("status").wait_for()
    camera.take("zurueck", "h1", "[role=status]")


def merge(camera: Camera) -> None:
    """Two entries side by side."""
    camera.open(f"/eintraege/{camera.world.number(REGION, 'racks')}")
    camera.take("dublette", "section[aria-labelledby=fragen]")
    camera.take("nebeneinander", "section[aria-labelledby=nebeneinander]")


def answer_many(camera: Camera) -> None:
    """Twenty that are alike."""
    camera.open("/fragen/gleiche")
    camera.page.get_by_role("link", name=f"{ALIKE} Mal").click()
    camera.page.get_by_role("button", name="Antworten").wait_for()
    camera.take("gleiche", "h1", "main", 520)


def look_at_the_issue(camera: Camera) -> None:
    """The next issue, and the form that holds an item back."""
    camera.open("/ausgabe")
    camera.take("ausgabe", "h1", "main", 840)
    camera.page.get_by_label("Zurückhalten: Aufruf Dorfläden").click()
    row = "tr:has([aria-label='Zurückhalten: Aufruf Dorfläden'])"
    camera.take("zurueckhalten", row, most=420)


def when_the_source_moves(camera: Camera) -> None:
    """The question beneath a person's word."""
    camera.world.now += timedelta(hours=1)
    (village,) = [one for one in entries() if one.key == "village"]
    moved = VILLAGE_TEXT.replace("31. März 2027", "15. Mai 2027")
    camera.world.crawl(replace(village, body=moved))
    camera.entry("village")
    camera.take("geaendert", "section[aria-labelledby=fragen]")


def look_at_the_rest(camera: Camera) -> None:
    """Sources and the log."""
    camera.open("/quellen")
    camera.take("quellen", "h1", "main", 560)
    camera.open("/protokoll")
    camera.take("protokoll", "h1", "main", 560)


def look_for_something(camera: Camera) -> None:
    """What everybody sees: a search and its uses, what fits, the calendar, two compared."""
    camera.world.crawl(entry(LAND, "ways", TITLE, TEXT))
    ours, camera.page = camera.page, camera.visits.stranger()
    camera.page.set_viewport_size({"width": WIDTH, "height": 900})
    camera.open("/foerderungen?suche=Radweg")
    camera.take("suche", "h1", ".results", 720)
    camera.take("mitnehmen", ".search-more")
    camera.open("/passt-zu-uns?ort=Ulrichstein")
    camera.take("passt", "h1", "section[aria-labelledby=g-vielleicht]", 720)
    camera.open("/kalender?monat=2027-03")
    camera.take("kalender", "h1", "table", 720)
    one, other = (camera.world.number(LAND, key) for key in ("village", "shops"))
    camera.open(f"/vergleich?a={one}&b={other}")
    camera.take("vergleich", "h1", "table", 720)
    camera.page.close()
    camera.page = ours


def work_for_a_region(camera: Camera) -> None:
    """A regional manager's filter, list, selection, mail and region."""
    with writing(camera.world.engine) as session:
        row = Account(address=MANAGER, name="Karla Beispiel", role=Role.MANAGER, area=AREA)
        row.created_at = camera.world.now
        session.add(row)
    ours, camera.page = camera.page, camera.visits.signed_in_at(MANAGER)
    page = camera.page
    page.set_viewport_size({"width": WIDTH, "height": 900})
    camera.open("/filter/neu?suche=Dorf&stand=offen")
    page.get_by_label("Name des Filters").fill("Rund ums Dorf")
    page.get_by_role("button", name="Filter merken").click()
    page.get_by_role("link", name="verwenden und ändern").click()
    camera.take("filter", "h1", "main", 640)
    camera.open("/auswahl/empfaenger")
    page.get_by_label("Adressen (freiwillig)").fill(f"{TOWN}; Frau Muster")
    page.get_by_role("button", name="Um Bestätigung bitten").click()
    camera.take("verteiler", "h1", "main")
    reader = camera.visits.stranger()
    reader.goto(link_in(camera.world, TOWN, "/verteiler/bestaetigen/"))
    reader.get_by_role("button", name="Ja, ich möchte sie bekommen").click()
    reader.get_by_text("Danke").first.wait_for()
    reader.close()
    for key in ("ways", "village"):
        camera.open(f"/foerderungen/{camera.world.number(LAND, key)}")
        page.get_by_role("button", name="In die Auswahl").click()
        page.get_by_role("link", name="„Auswahl vom").wait_for()
    page.get_by_role("link", name="„Auswahl vom").click()
    page.get_by_label("Titel", exact=True).fill("Aktuell im Vogelsberg")
    page.get_by_label("Einleitung").fill("Zwei Aufrufe, die für Sie passen könnten.")
    page.get_by_label("Ihr Hinweis dazu").first.fill("Wir beraten Sie gern dazu.")
    camera.take("auswahl", "h1", "ol.selection")
    page.get_by_role("button", name="Speichern, ansehen und senden").click()
    page.frame_locator("iframe").get_by_text("Karla Beispiel").first.wait_for()
    camera.take("senden", "h1", "iframe")
    camera.open(f"/regionen/{AREA}")
    camera.take("region", "h1", "main", 640)
    page.close()
    camera.page = ours


# In this order: what is decided in one is there in the next.
WAY: tuple[Callable[[Camera], None], ...] = (
    ask_for_a_link,
    begin_the_day,
    answer,
    ask_the_funder,
    merge,
    answer_many,
    look_at_the_issue,
    correct,
    when_the_source_moves,
    look_at_the_rest,
    look_for_something,
    work_for_a_region,
)


def take_all(path: str, folder: Path) -> Mapping[str, int]:
    """Take every picture with a Chromium into a folder; return how large each is."""
    folder.mkdir(parents=True, exist_ok=True)
    with (
        tempfile.TemporaryDirectory() as place,
        furnished(Path(place)) as world,
        serving(world.site) as address,
        running(path) as browser,
    ):
        visits = Visits(browser=browser, site=world.site, address=address)
        page = visits.signed_in_at(CLERK)
        page.set_viewport_size({"width": WIDTH, "height": 900})
        camera = Camera(world=world, visits=visits, page=page, folder=folder)
        for step in WAY:
            step(camera)
    return {one.name: one.stat().st_size for one in sorted(folder.glob("*.png"))}


if __name__ == "__main__":
    if not found():
        sys.exit("Für die Bilder des Handbuchs braucht es Chromium: make chromium")
    for name, size in take_all(found(), PICTURES).items():
        print(f"{size // 1024:4} kB  {name}")
