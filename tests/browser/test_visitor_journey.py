"""The journey of a visitor, in a real browser, with JavaScript and without."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from db.vocabulary import Role
from tests.browser.desk_world import LAND, World, entry
from tests.browser.journeying import SELDOM_WITHOUT, put_beside
from tests.browser.journeying import visits as visits
from tests.browser.journeying import world as world
from tests.browser.looking import axe, sticking_out
from tests.browser.visiting import Visits

TITLE = "Radwegeförderung für kleine Gemeinden"
TEXT = (
    "Das Land fördert den Bau von Radwegen in ländlichen Gemeinden.\n"
    "Antragsberechtigt sind Städte und Gemeinden in Hessen mit bis zu 5.000 Einwohnern. "
    "Die Förderung beträgt bis zu 80 Prozent, höchstens 45.000 Euro je Vorhaben.\n"
    "Anträge sind bis zum 31. März 2027 einzureichen."
)
PLACE = "Stadt Ulrichstein (Vogelsbergkreis)"
MISTAKE = "Die Frist ist verlängert, auf der Seite steht jetzt der 30. April."


def sound(page: Page, *, javascript: bool) -> None:
    """Nothing is wrong with a page for whom it is; axe is a script itself."""
    if javascript:
        assert not [*axe(page), *sticking_out(page, 320), *sticking_out(page, 1280)]


def find(page: Page, *, javascript: bool) -> None:
    """Find it by a part of a compound, and put it beside another one."""
    page.goto("/foerderungen?suche=Radweg")
    expect(page.get_by_role("link", name=TITLE, exact=True)).to_be_visible()
    put_beside(page, TITLE, "Aufruf Dorfmitte")
    limits = page.get_by_role("row", name=re.compile("^Grenzen"))
    expect(limits).to_contain_text("bis 5.000 Einwohner")
    expect(limits).to_contain_text("nicht angegeben")
    expect(page.locator("main")).to_contain_text("Verschieden: Förderer, Themen")
    sound(page, javascript=javascript)


def see_why_it_fits(page: Page, *, javascript: bool) -> None:
    """Name the own town, and read why it may apply: for a place of 3,000 it does, of 16,000 not."""
    page.get_by_role("link", name="Passt zu uns?").click()
    page.get_by_label("Gemeinde, Landkreis oder LEADER-Region").fill("Ulrichstein")
    page.get_by_role("button", name="Zeigen, was passt").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(f"Was passt: {PLACE}")
    fitting = page.get_by_role("region", name=re.compile("^Passt"))
    card = fitting.get_by_role("listitem").filter(has_text=TITLE)
    expect(card).to_contain_text("Städte und Gemeinden sind als Antragsteller genannt.")
    expect(card).to_contain_text("Bis 5.000 Einwohner; Ulrichstein hat 3.0")
    expect(card).to_contain_text("Gilt landesweit (Hessen).")
    expect(card).to_contain_text("bis 45.000 € je Vorhaben")
    sound(page, javascript=javascript)
    page.goto("/passt-zu-uns?ort=Alsfeld")
    page.get_by_text("Nicht für Sie (").click()
    left_out = page.get_by_role("listitem").filter(has_text=TITLE)
    expect(left_out).to_contain_text("Nur bis 5.000 Einwohner; Alsfeld hat 1")
    page.goto("/kalender?monat=2027-03")
    day = page.get_by_role("cell").filter(has_text="31.")
    expect(day.get_by_role("link", name=TITLE)).to_be_visible()
    sound(page, javascript=javascript)


@SELDOM_WITHOUT
def test_a_visitor_finds_what_fits_and_reports_a_mistake(
    visits: Visits, world: World, javascript: bool
) -> None:
    """From a part of a word to the reasons for the own town, and back to the service desk."""
    world.crawl(entry(LAND, "ways", TITLE, TEXT))
    page = visits.stranger(javascript=javascript)
    find(page, javascript=javascript)
    see_why_it_fits(page, javascript=javascript)
    address = world.values(world.number(LAND, "ways")).url
    page.get_by_role("link", name="Fundstelle melden").click()
    page.get_by_label("Adresse der Seite").fill(address)
    page.get_by_label("Worum geht es?").fill(MISTAKE)
    page.get_by_role("button", name="Fundstelle melden").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Danke")
    clerk = visits.as_role(Role.STAFF, javascript=javascript)
    clerk.goto("/hinweise")
    expect(clerk.locator("main")).to_contain_text(MISTAKE)
