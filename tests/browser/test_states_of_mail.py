"""States of mail: what pages about mails and subscriptions show when something went wrong."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from db.engine import make_engine
from tests.browser.desk_world import elsewhere
from tests.browser.looking import LOOKS, Look
from tests.browser.mail_world import PAST_ISSUE, furnish_mails, mail_site
from tests.browser.serving import serving
from tests.browser.visiting import Visits
from tests.databases import SqliteTemplate

# What each page has to say, so that a state that is gone is noticed.
SHOWN = {
    "/post": "2 Mails sind ungeklärt",
    "/post?stand=unclear": "Alle noch einmal senden",
    "/post?stand=sent&fertig=lost&anzahl=2": "2 Mails gelten als verloren",
    "/post?stand=unclear&fertig=again": "Es ist alles, wie es war",
    "/post/1": "Noch einmal senden",
    "/post/2": "Noch einmal gesendet werden kann sie nicht",
    "/post/3": "gilt als verloren",
    "/ausgabe?seite=2": "Seite 2 von 2",
    "/ausgabe?fuer=weekly": "Nach jetzigem Stand geht keine Mail hinaus",
    "/quellen": "Uhr gesprungen",
    "/arbeitsplatz": "Ungeklärte Mails",
    "/abonnements?fertig=abgemeldet": "ist es beendet",
}
ADDRESSES = {
    "reader4@example.org": "Alles abmelden",
    "reader5@example.org": "abgemeldet ist sie seit",
    "niemand@example.org": "Zu genau dieser Adresse gibt es kein Abonnement",
}


@pytest.fixture(scope="module")
def visits(
    chromium: Browser, sqlite_template: SqliteTemplate, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Visits]:
    """One furnished site for all states; looking changes nothing."""
    with sqlite_template.database(tmp_path_factory.mktemp("mails")) as url:
        engine = make_engine(url)
        elsewhere(lambda: furnish_mails(engine))
        site = mail_site(engine)
        with serving(site) as address:
            yield Visits(browser=chromium, site=site, address=address)
        engine.dispose()


@LOOKS
@pytest.mark.parametrize(("path", "words"), SHOWN.items())
def test_each_state_is_for_everybody(
    administrator: Page, path: str, words: str, look: Look
) -> None:
    """It says what it is about, and is as accessible as any other page."""
    administrator.goto(path)
    expect(administrator.locator("main")).to_contain_text(words)
    assert not look(administrator)


@LOOKS
@pytest.mark.parametrize(("address", "words"), ADDRESSES.items())
def test_what_would_end_is_for_everybody(
    administrator: Page, address: str, words: str, look: Look
) -> None:
    """Of an address that subscribes, one that left, and one that nobody knows."""
    administrator.goto("/abonnements")
    form = administrator.locator("form[action='/abonnements/abmelden']")
    form.get_by_label("Mailadresse").fill(address)
    form.get_by_label("per Brief").check()
    form.get_by_role("button", name="Zeigen, was endet").click()
    expect(administrator.locator("main")).to_contain_text(words)
    assert not look(administrator)


@LOOKS
def test_an_issue_with_its_sources_is_for_everybody(visits: Visits, look: Look) -> None:
    """A source was not read for too long: the page says so, as the mail did."""
    reader = visits.stranger()
    reader.goto(PAST_ISSUE)
    expect(reader.locator("main")).to_contain_text("überfällig: „LEADER-Region Vogelsberg“")
    assert not look(reader)
