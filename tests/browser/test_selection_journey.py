"""The journey of a regional manager: collect, order, write, look at the mail, send; and one leaves.

The readers come on the list by their own mailboxes first, and the mail really arrives there.
"""

from __future__ import annotations

import re
import time

from playwright.sync_api import Page, expect
from sqlalchemy import select

from db.deliveries import Delivery
from db.engine import reading
from db.selections import ListMember
from db.vocabulary import Role
from tests.browser.desk_world import LAND, PATIENCE, World
from tests.browser.journeying import SELDOM_WITHOUT
from tests.browser.journeying import visits as visits
from tests.browser.journeying import world as world
from tests.browser.looking import axe, sticking_out
from tests.browser.visiting import Visits

AREA = "leader:vogelsberg"
TOWN, CLUB, SILENT = "bauamt@rathaus.example", "vorstand@verein.example", "still@rathaus.example"


def link_in(world: World, recipient: str, path: str) -> str:
    """The path of a link in the last mail to somebody; letters come after the answer."""
    until = time.monotonic() + PATIENCE
    while not (found := re.search(rf"https?://[^/\s]+({path}[^\s>]+)", world.mail_to(recipient))):
        assert time.monotonic() < until, f"no {path} in the last mail"
        time.sleep(0.02)
    return found[1]


def fill_the_list(page: Page, world: World, visits: Visits, *, javascript: bool) -> None:
    """Enter three addresses and a wrong one; two of them confirm by their mail."""
    page.goto("/auswahl/empfaenger")
    field = page.get_by_label("Adressen (freiwillig)")
    field.fill(f"{TOWN}; Frau Amt\n{CLUB}\nkeine Adresse\n{SILENT}")
    page.get_by_role("button", name="Um Bestätigung bitten").click()
    expect(page.locator("main")).to_contain_text("3 Adressen werden um Bestätigung gebeten")
    expect(page.locator("main")).to_contain_text("Zeile 3, „keine Adresse“")
    if javascript:
        assert not [*axe(page), *sticking_out(page, 320)]
    for address in (TOWN, CLUB):
        reader = visits.stranger(javascript=javascript)
        reader.goto(link_in(world, address, "/verteiler/bestaetigen/"))
        expect(reader.locator("main")).to_contain_text("Frau manager")
        reader.get_by_role("button", name="Ja, ich möchte sie bekommen").click()
        expect(reader.get_by_role("heading", level=1)).to_have_text("Danke, Sie sind dabei")
        if javascript:
            assert not axe(reader)
        reader.context.close()


def collect(page: Page, world: World) -> None:
    """Put one entry in from its page and one by its title; turn them round and write a line."""
    page.goto(f"/foerderungen/{world.number(LAND, 'shops')}")
    page.get_by_role("button", name="In die Auswahl").click()
    page.get_by_role("link", name="„Auswahl vom").click()
    page.get_by_label("Nummer, Adresse oder Titel").fill("Aufruf Dorfmitte")
    page.get_by_role("button", name="Suchen").click()
    page.get_by_role("button", name="Hinzufügen: Aufruf Dorfmitte").first.click()
    page.get_by_label("Titel", exact=True).fill("Aktuell im Vogelsberg")
    page.get_by_label("Einleitung").fill("Zwei Aufrufe, die für Sie passen könnten.")
    page.get_by_role("button", name="Nach oben: Aufruf Dorfmitte").click()
    headings = page.locator("ol.selection h3")
    expect(headings).to_have_text(["Aufruf Dorfmitte", "Aufruf Dorfläden"])
    page.get_by_label("Ihr Hinweis dazu").first.fill("Wir beraten Sie gern dazu.")


def on_paper(page: Page) -> None:
    """The whole mail is there as a text, since a window would be cut off; no button is."""
    page.emulate_media(media="print")
    expect(page.locator("iframe")).to_be_hidden()
    text = page.locator("main pre")
    expect(text).to_contain_text("Wir beraten Sie gern dazu.")
    assert text.evaluate("one => one.checkVisibility({contentVisibilityAuto: true})")
    expect(page.get_by_role("button", name="Probe nur an mich")).to_be_hidden()
    page.emulate_media(media="screen")


@SELDOM_WITHOUT
def test_a_manager_sends_a_selection_that_arrives(
    visits: Visits, world: World, javascript: bool
) -> None:
    """Only who confirmed has it, in the manager's order and words; who leaves is off this list."""
    page = visits.as_role(Role.MANAGER, javascript=javascript, area=AREA)
    fill_the_list(page, world, visits, javascript=javascript)
    collect(page, world)
    if javascript:
        assert not [*axe(page), *sticking_out(page, 320), *sticking_out(page, 1280)]
    page.get_by_role("button", name="Speichern, ansehen und senden").click()
    expect(page.locator("main")).to_contain_text("2 bestätigte Adressen")
    mail = page.frame_locator("iframe")
    expect(mail.locator("body")).to_contain_text("Wir beraten Sie gern dazu.")
    if javascript:
        assert not [*axe(page), *sticking_out(page, 320)]
        on_paper(page)
    page.get_by_role("button", name="Jetzt an 2 Adressen senden").click()
    expect(page.locator("main")).to_contain_text("Gesendet am")
    world.send()
    page.reload()
    expect(page.locator("dl")).to_contain_text("Zugestellt")
    if javascript:
        assert not [*axe(page), *sticking_out(page, 320)]
    with reading(world.engine) as session:
        assert sorted(session.scalars(select(Delivery.recipient))) == [TOWN, CLUB]
    text = world.mail_to(TOWN)
    assert "AKTUELL IM VOGELSBERG" in text.upper() and "Zwei Aufrufe" in text
    assert text.index("* Aufruf Dorfmitte") < text.index("* Aufruf Dorfläden")
    assert "Dorfmitte" not in world.mail_to(SILENT)
    leave(world, visits, javascript=javascript)


def leave(world: World, visits: Visits, *, javascript: bool) -> None:
    """Open the mail in the browser, then leave by its link."""
    reader = visits.stranger(javascript=javascript)
    reader.goto(link_in(world, CLUB, "/abo/ausgabe/"))
    expect(reader.locator("main")).to_contain_text("Wir beraten Sie gern dazu.")
    if javascript:
        assert not [*axe(reader), *sticking_out(reader, 320)]
    reader.goto(link_in(world, CLUB, "/verteiler/abmelden/"))
    reader.get_by_role("button", name="Von diesem Verteiler abmelden").click()
    expect(reader.get_by_role("heading", level=1)).to_have_text("Sie sind abgemeldet")
    if javascript:
        assert not axe(reader)
    with reading(world.engine) as session:
        left = select(ListMember.address).where(ListMember.left_at.is_not(None))
        assert session.scalars(left).all() == [CLUB]
