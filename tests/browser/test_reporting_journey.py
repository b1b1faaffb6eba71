"""The journey of a visitor who reads an entry and finds something wrong, in a real browser."""

from __future__ import annotations

from playwright.sync_api import expect

from db.vocabulary import Role
from tests.browser.desk_world import LAND, VILLAGE, World
from tests.browser.journeying import SELDOM_WITHOUT
from tests.browser.journeying import visits as visits
from tests.browser.journeying import world as world
from tests.browser.looking import axe, sticking_out
from tests.browser.visiting import Visits

SAID = "Auf der Seite steht jetzt der 31. Mai."


@SELDOM_WITHOUT
def test_what_a_visitor_finds_wrong_reaches_the_desk(
    visits: Visits, world: World, javascript: bool
) -> None:
    """From the entry's page to the question at that entry; programs are told what it is."""
    page = visits.stranger(javascript=javascript)
    refused: list[str] = []
    page.on("console", lambda said: refused.append(said.text))
    page.goto("/")
    page.get_by_role("link", name="Förderungen", exact=True).click()
    page.goto(f"/foerderungen/{world.number(LAND, 'village')}")
    expect(page.get_by_role("heading", level=1)).to_have_text(VILLAGE)
    expect(page.get_by_text("Frau Beispiel")).to_be_visible()
    page.get_by_label("Wer berät in Ihrem Ort?").fill("Grebenhain")
    page.get_by_role("button", name="Ansprechstelle zeigen").click()
    expect(page.locator("main")).to_contain_text("Gemeinde Grebenhain")
    if javascript:
        assert not [*axe(page), *sticking_out(page, 320), *sticking_out(page, 1280)]
        # The policy lets no script stand in a page, and this is none.
        told = "JSON.parse(document.querySelector('[type=\"application/ld+json\"]').textContent)"
        assert page.evaluate(told)["name"] == VILLAGE
        expect(page.get_by_role("button", name="Drucken")).to_be_visible()
    assert refused == []
    page.get_by_role("link", name="Stimmt etwas nicht?").click()
    expect(page.locator("main")).to_contain_text(f"Es geht um den Eintrag {VILLAGE}")
    page.get_by_label("Was stimmt nicht?").fill(SAID)
    page.get_by_role("button", name="Hinweis senden").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Danke für Ihren Hinweis")

    desk = visits.as_role(Role.STAFF, javascript=javascript)
    desk.goto("/hinweise")
    expect(desk.locator("main")).to_contain_text(SAID)
    desk.locator("main table a").first.click()
    number = str(world.number(LAND, "village"))
    expect(desk.get_by_label("Nummer des Eintrags")).to_have_value(number)
    desk.get_by_role("button", name="Gehört zu diesem Eintrag").click()
    desk.goto(f"/eintraege/{number}")
    expect(desk.locator("main")).to_contain_text(SAID)
