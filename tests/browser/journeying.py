"""Journeying: what every journey through the desk's world begins with."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.desk_world import World, furnished
from tests.browser.serving import serving
from tests.browser.visiting import Visits

BOTH = pytest.mark.parametrize("javascript", [True, False], ids=["with-js", "without-js"])
# That pages do without a script is what all of tests/web rests on, where none runs.
SELDOM_WITHOUT = pytest.mark.parametrize(
    "javascript",
    [True, pytest.param(False, marks=pytest.mark.long)],
    ids=["with-js", "without-js"],
)


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    """The desk's world on a fresh database, with a mailbox of its own."""
    with furnished(tmp_path) as made:
        yield made


@pytest.fixture
def visits(chromium: Browser, world: World) -> Iterator[Visits]:
    """Its site, served."""
    with serving(world.site) as address:
        yield Visits(browser=chromium, site=world.site, address=address)


def put_beside(page: Page, title: str, other: str) -> None:
    """From a list, put an entry beside another one, found by the last word of its title."""
    page.get_by_role("link", name=re.compile(f"^Vergleichen.*{title}")).click()
    page.get_by_role("textbox", name="Förderung suchen").fill(other.split()[-1])
    page.get_by_role("button", name="Suchen").click()
    page.get_by_role("link", name=other).click()
