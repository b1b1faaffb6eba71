"""Visiting: a stranger's browser at the site of a small country, on a day that a test chooses."""

from __future__ import annotations

import html
import re
from dataclasses import replace
from datetime import timedelta
from typing import Any

from sqlalchemy import Engine
from starlette.testclient import TestClient

from tests.conftest import NOW, TODAY
from tests.web.test_doors import site
from web.app import make_app

DAY = timedelta(days=1)


def stranger(engine: Engine, days: int = 0, **fields: Any) -> TestClient:
    """Open a browser some days later; `fields` of the site are others."""
    later: dict[str, Any] = {"today": lambda: TODAY + days * DAY, "now": lambda: NOW + days * DAY}
    here = replace(site(engine), **{**later, **fields})
    return TestClient(make_app(here), raise_server_exceptions=False, follow_redirects=False)


def main_of(page: str) -> str:
    """What stands on a page between header and foot, as it is read: without elements."""
    inner = page.split("<main")[1].split("</main>")[0].split(">", 1)[1]
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", inner)).split())


def part_of(page: str, heading: str) -> str:
    """What is read below a heading, up to the next one of its kind."""
    sections = re.split(r"<h2", page.split("<main")[1].split("</main>")[0])
    return next(main_of(f"<main><h2{one}</main>") for one in sections if heading in one)
