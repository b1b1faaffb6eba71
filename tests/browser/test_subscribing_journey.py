"""The journey of somebody who subscribes, in a real browser, with JavaScript and without."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect
from sqlalchemy import select

from db.engine import reading
from db.subscribers import Consent, Subscriber
from tests.browser.desk_world import World
from tests.browser.journeying import BOTH
from tests.browser.journeying import visits as visits
from tests.browser.journeying import world as world
from tests.browser.looking import axe, sticking_out
from tests.browser.visiting import Visits

ADDRESS = "foerderung@rathaus.example"
PLACE = "Gemeinde, Landkreis, Land"


def choose_place(page: Page, typed: str, label: str, *, javascript: bool) -> None:
    """Type a name and tick what is offered; without JavaScript the button looks it up."""
    page.get_by_label(PLACE).press_sequentially(typed)
    if not javascript:
        page.get_by_role("button", name="Ort suchen").click()
    box = page.get_by_label(label)
    box.check()
    expect(box).to_be_checked()
    page.get_by_label(PLACE).fill("")


def subscribe(page: Page, world: World, *, javascript: bool) -> None:
    """Choose two places and a day, order, and confirm by the link in the mail that came."""
    page.goto("/")
    page.get_by_role("link", name="jetzt abonnieren").click()
    choose_place(page, "Grebenh", "Gemeinde Grebenhain (Vogelsbergkreis)", javascript=javascript)
    if not javascript:
        page.get_by_role("button", name="Vorschau").click()
    expect(page.locator("#vorschau")).to_contain_text("In den letzten vier Wochen")
    expect(page.locator("#vorschau li")).to_have_count(5)
    choose_place(page, "Bromskirch", "früher Bromskirchen", javascript=javascript)
    expect(page.get_by_label("Gemeinde Grebenhain")).to_be_checked()
    page.get_by_label("Mobilität").check()
    page.get_by_label("An welchem Tag").select_option(label="am Mittwoch")
    page.get_by_text("Genauer").click()
    if javascript:
        assert not [*axe(page), *sticking_out(page, 320), *sticking_out(page, 1280)]
    page.get_by_label("Ihre Mailadresse").fill(ADDRESS)
    page.get_by_role("button", name="Abonnieren", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Bitte sehen Sie in Ihr Postfach")
    link = re.search(r"https?://[^/\s]+(/abonnieren/\S+)", world.mail_to(ADDRESS))
    assert link is not None
    page.goto(link[1])
    expect(page.locator("main")).to_contain_text("wöchentlich am Mittwoch")
    page.get_by_role("button", name="Jetzt bestätigen").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Ihr Abonnement ist bestätigt")


@BOTH
def test_a_clerk_subscribes_and_confirms_from_the_mail(
    visits: Visits, world: World, javascript: bool
) -> None:
    """Two places in one order, one of them by the name it had before a merger."""
    page = visits.stranger(javascript=javascript)
    subscribe(page, world, javascript=javascript)
    expect(page.locator("main")).to_contain_text("Ihre erste Mail kommt")
    if javascript:
        assert not axe(page)
    with reading(world.engine) as session:
        reader = session.scalars(select(Subscriber).where(Subscriber.email == ADDRESS)).one()
        wanted = [(one.area, one.weekday, one.topics) for one in reader.subscriptions]
        assert wanted == [("06535007", 2, ["mobilitaet"]), ("06635001", 2, ["mobilitaet"])]
        proof = session.scalars(select(Consent).where(Consent.subscriber_id == reader.id)).one()
        assert proof.way == "double_opt_in" and proof.requested_at is not None
