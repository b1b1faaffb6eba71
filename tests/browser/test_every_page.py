"""Every page of every door: accessible, as wide as its window, and walked through by keyboard."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator

import pytest
from _pytest.mark import ParameterSet
from playwright.sync_api import Browser, Page

from db.engine import make_engine
from tests.browser.looking import Look, axe, faults, glance, sticking_out
from tests.browser.serving import serving
from tests.browser.visiting import Visits
from tests.databases import SqliteTemplate
from tests.web.test_doors import DESK_PAGES, OPEN, SIGN_IN, SUBSCRIBER, furnish
from tests.web.test_doors import site as small_country

# No pages: what a browser saves, and the ways of a sign-in service that this site has not.
NO_PAGE = re.compile(r"\.(atom|csv|json|jsonl|ics|xlsx|ttl)$|/oidc/")
TO_STRANGERS = [
    path
    for method, path in [*OPEN, *SUBSCRIBER, *SIGN_IN]
    if method == "GET" and not NO_PAGE.search(path)
]
# At the own mailbox they have more on them, and for a stranger many are the way to it.
TO_OWNERS = [path for path in TO_STRANGERS if path.startswith("/abo/")]
# What is public differs for staff by its header only, and by a link to its entry.
TO_STAFF = [
    "/foerderungen/1",
    *(path for _method, path in DESK_PAGES if not NO_PAGE.search(path)),
]


# Pages with much that the sample of all parts has not: looked at in full every day.
THEIR_OWN = re.compile(r"/(abdeckung|eintraege/1|foerderungen|kalender|quellen|abo/ausgabe/.+)")


def looks(paths: Iterable[str], seldom: Container[str] = ()) -> list[ParameterSet]:
    """Return how each page is looked at: at a glance every day, all of it in the long form."""
    found = []
    for path in paths:
        daily = path not in seldom
        own = daily and THEIR_OWN.fullmatch(path)
        if daily and not own:
            found.append(pytest.param(path, glance, id=f"glance-{path}"))
        found.append(pytest.param(path, faults, id=path, marks=() if own else pytest.mark.long))
    return found


@pytest.fixture(scope="module")
def visits(
    chromium: Browser, sqlite_template: SqliteTemplate, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Visits]:
    """One furnished site for all pages; looking changes nothing."""
    with sqlite_template.database(tmp_path_factory.mktemp("pages")) as url:
        engine = make_engine(url)
        furnish(engine)
        site = small_country(engine)
        with serving(site) as address:
            yield Visits(browser=chromium, site=site, address=address)
        engine.dispose()


@pytest.fixture(scope="module")
def stranger(visits: Visits) -> Page:
    """A window of somebody who is not signed in."""
    return visits.stranger()


@pytest.fixture(scope="module")
def owner(visits: Visits) -> Page:
    """A window of the subscriber whose links these are, who was at the own mailbox."""
    return visits.owner(1)


def wrong(page: Page, path: str, look: Look) -> list[str]:
    """Return what a look finds wrong with a page of ours."""
    page.emulate_media(color_scheme="light")
    page.set_viewport_size({"width": 1280, "height": 900})
    answer = page.goto(path)
    assert answer is not None
    ours = "sandbox" not in answer.headers["content-security-policy"]
    if not ours or not answer.headers["content-type"].startswith("text/html"):
        return []
    assert answer.status == 200, path
    return look(page)


@pytest.mark.parametrize(("path", "look"), looks(TO_STRANGERS, seldom=TO_OWNERS))
def test_what_strangers_see_is_for_everybody(stranger: Page, path: str, look: Look) -> None:
    """No violation in light and dark, no sideways scrolling, all reached and seen by Tab."""
    assert not wrong(stranger, path, look)


@pytest.mark.parametrize(("path", "look"), looks(TO_OWNERS))
def test_what_subscribers_see_at_their_mailbox_is_for_everybody(
    owner: Page, path: str, look: Look
) -> None:
    """With all that only they may change."""
    assert not wrong(owner, path, look)


@pytest.mark.parametrize(("path", "look"), looks(TO_STAFF))
def test_what_people_who_are_signed_in_see_is_for_everybody(
    administrator: Page, path: str, look: Look
) -> None:
    """The same holds behind every door."""
    assert not wrong(administrator, path, look)


def test_a_page_that_does_not_exist_is_for_everybody(stranger: Page) -> None:
    """The error page is a page like any other."""
    stranger.goto("/nirgends")
    assert not [*axe(stranger), *sticking_out(stranger, 320), *sticking_out(stranger, 1280)]
