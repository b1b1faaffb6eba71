"""The journey of a regional manager, and of the region's own site, with JavaScript and without."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from playwright.sync_api import Page, expect
from sqlalchemy import select

from db.engine import reading
from db.saved_filters import SavedFilter
from db.subscribers import Subscription
from db.vocabulary import Role
from tests.browser.desk_world import World
from tests.browser.journeying import SELDOM_WITHOUT
from tests.browser.journeying import visits as visits
from tests.browser.journeying import world as world
from tests.browser.looking import axe, sticking_out
from tests.browser.visiting import Visits

REGION = "leader:vogelsberg"
SEARCH = "suche=Radabstellanlagen&kategorie=programme&stand=offen"
OWN_SITE = """<!doctype html><html lang="de"><title>Region</title><h1>Unsere Region</h1>{frame}"""


def keep(page: Page) -> None:
    """Search, keep the search under a name, and look at it among the others."""
    page.goto(f"/foerderungen?{SEARCH}")
    page.get_by_role("link", name="Diese Suche merken").click()
    expect(page.locator("main")).to_contain_text("„Radabstellanlagen“")
    page.get_by_label("Name des Filters").fill("Rad im Dorf")
    page.get_by_role("button", name="Filter merken").click()
    expect(page.get_by_role("status")).to_contain_text("Der Filter ist gemerkt")
    row = page.get_by_role("row", name="Rad im Dorf")
    expect(row).to_contain_text("Stand: offen")
    row.get_by_role("link", name="verwenden und ändern").click()


@SELDOM_WITHOUT
def test_a_manager_keeps_a_search_and_has_it_by_mail(
    visits: Visits, world: World, javascript: bool
) -> None:
    """From the search to the confirmed subscription, which means what the search means."""
    page = visits.as_role(Role.MANAGER, area=REGION, javascript=javascript)
    keep(page)
    page.get_by_role("link", name="Per Mail abonnieren").click()
    page.get_by_label("An welchem Tag").select_option(label="am Donnerstag")
    if javascript:
        assert not [*axe(page), *sticking_out(page, 320), *sticking_out(page, 1280)]
    page.get_by_role("button", name="Abonnieren", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Bitte sehen Sie in Ihr Postfach")
    mail = world.mail_to("manager@example.org")
    link = re.search(r"https?://[^/\s]+(/abonnieren/\S+)", mail)
    assert link is not None and "Radabstellanlagen" not in mail
    page.goto(link[1])
    expect(page.locator("main")).to_contain_text("nur Suche: „Radabstellanlagen“")
    page.get_by_role("button", name="Jetzt bestätigen").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Ihr Abonnement ist bestätigt")
    with reading(world.engine) as session:
        (one,) = session.scalars(select(Subscription).where(Subscription.name == "Rad im Dorf"))
        (saved,) = session.scalars(select(SavedFilter))
        assert one.weekday == 3 and one.narrowed == saved.wanted


@contextmanager
def own_site(html: str) -> Iterator[str]:
    """A page on another server, as a region has one; yield its address."""

    class Answers(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(html.encode())

        def log_message(self, *_said: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def test_a_regions_own_site_shows_its_calls_without_a_script(visits: Visits, world: World) -> None:
    """The lines that our page gives, on a page of another origin: the frame is let in there."""
    page = visits.stranger(javascript=False)
    page.goto(f"/regionen/{REGION}")
    page.get_by_role("link", name="In die eigene Website einbetten").click()
    page.get_by_label("Wie viele Einträge?").fill("5")
    page.get_by_role("button", name="Zeilen anzeigen").click()
    lines = page.locator("pre").inner_text()
    assert 'title="Offene Förderungen' in lines and "anzahl=5" in lines
    frame = lines.replace(world.site.base_url, visits.address)
    with own_site(OWN_SITE.format(frame=frame)) as address:
        page.goto(address)
        shown = page.frame_locator("iframe")
        expect(shown.get_by_role("heading", level=1)).to_have_text("Offene Förderungen")
        expect(shown.get_by_role("listitem").first).to_contain_text("Aufruf Dorfmitte")
        expect(shown.get_by_role("link").first).to_have_attribute("target", "_blank")
    assert page.context.cookies() == []
    with_script = visits.stranger()
    with_script.set_viewport_size({"width": 375, "height": 800})
    with_script.goto("/regionen")
    # What a table is called has the whole width of a phone.
    for caption in with_script.locator("caption").all():
        box = caption.bounding_box()
        assert box is not None and box["width"] > 300
    with_script.goto(f"/regionen/{REGION}/einbetten")
    assert not [*axe(with_script), *sticking_out(with_script, 320)]


def test_no_other_page_of_ours_stands_in_a_frame_of_others(visits: Visits) -> None:
    """Only the address that is made for it."""
    page = visits.stranger(javascript=False)
    frame = f'<iframe src="{visits.address}/regionen/{REGION}"></iframe>'
    with own_site(OWN_SITE.format(frame=frame)) as address:
        page.goto(address)
        expect(page.frame_locator("iframe").get_by_role("heading", level=1)).to_have_count(0)
