"""The journey of a subscriber from a real mail through the own settings, in a real browser."""

from __future__ import annotations

import re
import time
from dataclasses import replace
from datetime import timedelta

from playwright.sync_api import Locator, Page, expect
from sqlalchemy import select

from db.engine import reading
from db.local_date import local_date
from db.subscribers import Dismissal, Remembered, Subscriber
from tests.browser.desk_world import LAND, PATIENCE, World, entries
from tests.browser.journeying import SELDOM_WITHOUT
from tests.browser.journeying import visits as visits
from tests.browser.journeying import world as world
from tests.browser.visiting import Visits

READER = "reader1@example.org"


def link_in(world: World, path: str) -> str:
    """The path of a link in the last mail that the reader got; letters come after the answer."""
    until = time.monotonic() + PATIENCE
    while not (found := re.search(rf"https?://[^/\s]+({path}[^\s>]+)", world.mail_to(READER))):
        assert time.monotonic() < until, f"no {path} in the last mail"
        time.sleep(0.02)
    return found[1]


def reader(world: World) -> Subscriber:
    """The reader as stored."""
    with reading(world.engine) as session:
        found = session.scalars(select(Subscriber).where(Subscriber.email == READER)).one()
        assert found.subscriptions
        session.expunge_all()
        return found


def open_own(page: Page, world: World, settings: str) -> None:
    """Open the settings of a mail, ask for a link, and come back by the one that was mailed."""
    page.goto(settings)
    expect(page.locator("main")).to_contain_text("Ändern geht nur über Ihr Postfach")
    expect(page.get_by_role("link", name="Ändern")).to_have_count(0)
    page.get_by_role("button", name="Link zum Ändern an meine Adresse senden").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Bitte sehen Sie in Ihr Postfach")
    page.goto(link_in(world, "/abo/zugang/"))
    page.get_by_role("button", name="Weiter").click()
    page.get_by_role("heading", name="Vorgemerkt").wait_for()


def unfolded(page: Page, number: int) -> Locator:
    """The card of an entry on an issue's page, with its acts unfolded."""
    card = page.locator(f"#e{number}")
    acts = card.locator("details", has_text="Vormerken oder nicht mehr melden")
    if acts.get_attribute("open") is None:
        acts.locator("summary").click()
    return card


def assert_only_told(world: World, told: str, dismissed: str) -> None:
    """Let two entries change, and see of which of them the next mail tells."""
    world.now += timedelta(days=1)
    changed = [one for one in entries() if one.title in (told, dismissed)]
    assert len(changed) == 2
    world.crawl(*(replace(one, body=one.body.replace("20.000", "25.000")) for one in changed))
    world.send_issue(local_date(world.now))
    text = world.mail_to(READER)
    assert told in text and "25.000" in text and dismissed not in text


@SELDOM_WITHOUT
def test_a_reader_changes_what_comes_and_leaves(
    visits: Visits, world: World, javascript: bool
) -> None:
    """Settings, mailbox, one entry dismissed and another remembered, topics, pause, one click."""
    world.send_issue(local_date(world.now))
    settings, leaving = link_in(world, "/abo/einstellungen/"), link_in(world, "/abo/abbestellen/")
    issue = link_in(world, "/abo/ausgabe/").partition("#")[0]
    page = visits.stranger(javascript=javascript)
    open_own(page, world, settings)

    buses, bikes = world.number(LAND, "buses"), world.number(LAND, "bikes")
    page.goto(issue)
    unfolded(page, buses).get_by_role("button", name="Das ganze Programm").click()
    expect(page.locator(f"#e{buses}")).to_contain_text("Nicht für uns")
    unfolded(page, bikes).get_by_label("Tage").fill("30")
    unfolded(page, bikes).get_by_role("button", name="Vormerken").click()
    page.goto(settings)
    expect(page.locator("main")).to_contain_text("Aufruf Bürgerbusse, das ganze Programm")
    expect(page.get_by_label("Tage vorher")).to_have_value("30")
    with reading(world.engine) as session:
        assert session.scalars(select(Dismissal.opportunity_id)).all() == [buses]
        assert session.scalars(select(Remembered.lead_days)).all() == [30]

    assert_only_told(world, "Aufruf Dorfläden", "Aufruf Bürgerbusse")

    page.get_by_role("link", name="Ändern: ").click()
    page.get_by_label("Mobilität").check()
    page.get_by_label("wöchentlich", exact=True).check()
    page.get_by_label("An welchem Tag").select_option(label="am Mittwoch")
    page.get_by_role("button", name="Speichern").click()
    expect(page.get_by_role("status")).to_contain_text("Das Abonnement ist geändert")
    expect(page.locator("main")).to_contain_text("wöchentlich, am Mittwoch")
    (changed,) = reader(world).subscriptions
    assert (changed.topics, changed.cadence, changed.weekday) == (["mobilitaet"], "weekly", 2)

    page.get_by_label("Keine Mails vor dem").fill("2027-01-07")
    page.get_by_role("button", name="Pause eintragen").click()
    expect(page.locator("main")).to_contain_text("Pause bis 07.01.2027")
    page.get_by_role("button", name="Pause beenden").click()
    expect(page.get_by_role("status")).to_contain_text("Es gibt wieder Mails")

    page.goto(leaving)
    expect(page.locator("main")).to_contain_text("r…@example.org")
    assert reader(world).unsubscribed_at is None
    one_click: dict[str, str | float | bool] = {"List-Unsubscribe": "One-Click"}
    assert visits.stranger().request.post(leaving, form=one_click).status == 200
    assert reader(world).unsubscribed_at == world.now
    page.goto(settings)
    expect(page.locator("main")).to_contain_text("Sie haben abbestellt")
    expect(page.get_by_role("link", name="Alles löschen lassen")).to_have_count(0)


def test_the_reader_of_a_forwarded_digest_changes_nothing_else(
    visits: Visits, world: World
) -> None:
    """Every form of the page but pausing leads to the owner's mailbox, and so do made-up ones."""
    world.send_issue(local_date(world.now))
    page = visits.stranger()
    page.goto(link_in(world, "/abo/einstellungen/"))
    before = reader(world)
    for path in ("/abo/abonnement/1", "/abo/lebenszeichen", "/abo/loeschen"):
        page.request.post(path, form={"ja": "1"}, headers={"Origin": visits.address})
    for path in ("/abo/abonnement/1", "/abo/loeschen", "/abo/eigene-angaben.json"):
        page.goto(path)
        expect(page.get_by_role("heading", level=1)).to_contain_text(
            "schicken wir Ihnen einen Link"
        )
    after = reader(world)
    assert after.sign_of_life is before.sign_of_life is False
    assert after.subscriptions[0].topics == before.subscriptions[0].topics
