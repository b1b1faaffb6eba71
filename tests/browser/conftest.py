"""Fixtures of the browser's tests: a site, an address, a Chromium, visits.

Chromium runs as long as the tests of this room do: while it runs, no other loop of asyncio can run
in this thread. A test that sends mail meanwhile does so by a command (`tests/forks`) or a thread.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page
from sqlalchemy import Engine

from db.vocabulary import Role
from tests.browser.chromium import chromium_or_skip
from tests.browser.serving import serving
from tests.browser.visiting import Visits, running
from tests.web.test_doors import site as small_country
from web.site import Site


@pytest.fixture(scope="package")
def started() -> Iterator[Browser]:
    """The system's Chromium, started once for all modules of this room."""
    with running(chromium_or_skip()) as browser:
        yield browser


@pytest.fixture(scope="module")
def chromium(started: Browser) -> Iterator[Browser]:
    """That Chromium, in which each module opens windows of its own."""
    yield started
    for context in started.contexts:
        context.close()


@pytest.fixture
def site(engine: Engine) -> Site:
    """The site of a small country on a fresh database; a module may have one of its own."""
    return small_country(engine)


@pytest.fixture
def visits(chromium: Browser, site: Site) -> Iterator[Visits]:
    """That site, served, and a browser to visit it with."""
    with serving(site) as address:
        yield Visits(browser=chromium, site=site, address=address)


@pytest.fixture(scope="module")
def administrator(visits: Visits) -> Page:
    """A window of somebody to whom every page is open, where a module has one site for all."""
    return visits.as_role(Role.ADMIN)
