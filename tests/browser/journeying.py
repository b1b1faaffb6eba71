"""Journeying: what every journey through the desk's world begins with."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser.desk_world import World, furnished
from tests.browser.serving import serving
from tests.browser.visiting import Visits

BOTH = pytest.mark.parametrize("javascript", [True, False], ids=["with-js", "without-js"])


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
