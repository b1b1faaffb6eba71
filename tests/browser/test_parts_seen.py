"""Parts in the browser: every macro in light and dark, wide and narrow, by keyboard."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from tests.browser.looking import COLOURS, axe, focus_lost, sticking_out
from tests.browser.visiting import Visits
from tests.web.test_parts import sample_page


@pytest.fixture
def page(visits: Visits) -> Page:
    """A window in which the sample stands at an address of the site."""
    window, text = visits.stranger(), sample_page(visits.site.engine)
    window.route("**/muster", lambda route: route.fulfill(body=text, content_type="text/html"))
    window.goto("/muster")
    return window


def test_every_part_is_for_everybody(page: Page) -> None:
    """axe-core finds nothing, nothing sticks out, and Tab reaches and shows all of it."""
    assert not [*focus_lost(page), *axe(page)]
    page.emulate_media(color_scheme="dark")
    assert not axe(page, COLOURS)
    assert not [*sticking_out(page, 320), *sticking_out(page, 1280, text=200)]


def test_the_theme_follows_the_system(page: Page) -> None:
    """By KERN's own media query; nothing is to be switched on the page."""
    seen = set()
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        seen.add(page.evaluate("() => getComputedStyle(document.body).backgroundColor"))
    assert len(seen) == 2


def test_the_font_comes_from_us(page: Page) -> None:
    """Both weights are loaded, and the script is there and may not evaluate text."""
    page.evaluate("() => document.fonts.ready.then(() => true)")
    loaded = "() => [...document.fonts].filter(f => f.status === 'loaded').map(f => f.weight)"
    assert sorted(page.evaluate(loaded)) == ["400", "600"]
    assert page.evaluate("() => [htmx.config.allowEval, htmx.config.selfRequestsOnly]") == [
        False,
        True,
    ]
