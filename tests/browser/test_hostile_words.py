"""Hostile words: what others wrote is text on every page, whatever they wrote."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Dialog, Page, Request
from sqlalchemy import update

from db.engine import make_engine, writing
from db.reviews import ReviewItem
from db.values import Person
from tests.browser.looking import sticking_out
from tests.browser.serving import serving
from tests.browser.test_every_page import NO_PAGE
from tests.browser.visiting import Visits
from tests.conftest import TODAY
from tests.crawlers.serving import Host
from tests.crawlers.serving import serving as serving_host
from tests.databases import SqliteTemplate
from tests.notifier.samples import fixed
from tests.web.test_doors import DESK_PAGES, OPEN, furnish
from tests.web.test_doors import site as small_country

HOSTILE = (
    "\"'><script>alert(1)</script><img src=x onerror=alert(2)>"
    "<svg onload=\"fetch('http://{host}/')\"><style>body{{display:none}}</style>"
    '<iframe src="http://{host}/"></iframe>{{{{ 7 * 7 }}}}\u202egnuredröF\u202c '
    + "Dorferneuerungsrichtlinie"
    * 12
)
NO_ADDRESS = 'a@b.example?bcc=all@evil.example&body="><script>alert(4)</script>'
HARM = "img[src=x], svg[onload], iframe[src^='http:']"
PATHS = [path for _method, path in [*OPEN, *DESK_PAGES] if not NO_PAGE.search(path)]


@pytest.fixture(scope="module")
def elsewhere() -> Iterator[Host]:
    """A host that hostile words would like to be asked for something."""
    with serving_host() as host:
        yield host


@pytest.fixture(scope="module")
def visits(
    chromium: Browser,
    elsewhere: Host,
    sqlite_template: SqliteTemplate,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Visits]:
    """A site on which everybody wrote the same hostile words everywhere."""
    words = HOSTILE.format(host=elsewhere.netloc)
    with sqlite_template.database(tmp_path_factory.mktemp("hostile")) as url:
        engine = make_engine(url)
        furnish(
            engine,
            words,
            title=words,
            summary=words,
            url="javascript:alert(3)",
            contacts=(Person(organisation=words, person=words, email=NO_ADDRESS),),
            deadlines=(fixed(TODAY + timedelta(days=71), quote=words),),
        )
        with writing(engine) as session:
            session.execute(update(ReviewItem).values(quote=words, suggestion=words))
        site = small_country(engine)
        with serving(site) as address:
            yield Visits(browser=chromium, site=site, address=address)
        engine.dispose()


@pytest.mark.parametrize("path", PATHS)
def test_hostile_words_are_text(
    visits: Visits, administrator: Page, elsewhere: Host, path: str
) -> None:
    """No dialog opens, nothing is asked of another host, the page stays there and in its window."""
    dialogs: list[Dialog] = []
    asked: set[str] = set()

    def opened(dialog: Dialog) -> None:
        dialogs.append(dialog)
        dialog.dismiss()

    def noted(request: Request) -> None:
        # Of what it refused to a frame of what others made a browser may tell, too.
        if request.frame == administrator.main_frame:
            asked.add(urlsplit(request.url).netloc)

    administrator.on("dialog", opened)
    administrator.on("request", noted)
    answer = administrator.goto(path)
    # What others made stands alone in a frame, where no script runs.
    told = answer.headers if answer else {}
    html = told.get("content-type", "").startswith("text/html")
    if html and "script-src" in told["content-security-policy"]:
        assert administrator.locator("h1").is_visible()
        assert administrator.locator(HARM).count() == 0
        assert not sticking_out(administrator, 320)
        assert asked <= {urlsplit(visits.address).netloc, ""}
    administrator.remove_listener("dialog", opened)
    administrator.remove_listener("request", noted)
    assert not dialogs
    assert elsewhere.asked == []


def test_the_words_behind_a_value_are_text_and_an_address_is_one(administrator: Page) -> None:
    """The quote stands there as it was written; of what is no address no link is made."""
    administrator.goto("/foerderungen/1")
    assert "<script>alert(1)</script>" in administrator.locator("q").all_inner_texts()[0]
    administrator.goto("/eintraege/1")
    links = administrator.locator("main a[href^='mailto:']")
    assert not [one for one in links.all() if "evil" in (one.get_attribute("href") or "")]
    assert "<script>alert(1)</script>" in administrator.locator(".question q").first.inner_text()


@pytest.mark.parametrize("path", ["/foerderungen", "/foerderungen/1", "/fragen", "/eintraege/1"])
def test_the_words_can_be_read(administrator: Page, path: str) -> None:
    """Otherwise the test above could not fail."""
    administrator.goto(path)
    assert "<script>alert(1)</script>" in administrator.locator("main").inner_text()
