"""No tracking: neither a mail nor a page tells anybody who read it or followed which link."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from fastapi.routing import iter_route_contexts
from sqlalchemy import Engine
from starlette.testclient import TestClient

import notifier.digest
from tests.web.test_doors import filled, furnish, site
from web.app import make_app
from web.doors import desk, public, sign_in, subscriber

DIGEST = Path(notifier.digest.__file__).parent / "templates"
TEMPLATES = sorted(path for path in DIGEST.rglob("*") if path.is_file())
# What a mail program would load by itself, and so tell that the mail was opened.
LOADS = re.compile(r"<(img|link|script|iframe|object|video|audio)\b|url\(|@import|src=|background=")
# What answers with neither a page nor a file of ours would count something.
COUNTS = re.compile(r"(pixel|track|klick|click|open(ed)?\b|zaehl|utm_|redirect|weiterleit|/r/|/l/)")
DOORS = (public, subscriber, sign_in, desk)


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(DIGEST)))
def test_a_mail_loads_nothing(path: Path) -> None:
    """No picture, no style, no script from anywhere; and no link carries a mark of its reader."""
    text = path.read_text(encoding="utf-8")
    assert not LOADS.search(text) and "utm_" not in text


def routes() -> list[tuple[str, Any]]:
    """Every path of every door with its route."""
    return [
        (one.path or "", one) for door in DOORS for one in iter_route_contexts(door.router.routes)
    ]


def test_no_route_counts_who_follows_it() -> None:
    """Links of a mail lead to the publisher's page itself; nothing stands in between."""
    paths = [path for path, _route in routes()]
    assert len(paths) > 60
    assert [path for path in paths if COUNTS.search(path)] == []


def test_no_route_leads_elsewhere(engine: Engine) -> None:
    """No page sends its reader on to another site, whatever it is asked to."""
    furnish(engine)
    browser = TestClient(
        make_app(site(engine)), raise_server_exceptions=False, follow_redirects=False
    )
    for path, route in routes():
        if "GET" not in (route.methods or ()) or "oidc" in path:
            continue
        for asked in ("", "?weiter=https://boese.example.com&url=https://boese.example.com"):
            onward = browser.get(filled(path) + asked).headers.get("Location", "/")
            assert onward.startswith("/") and not onward.startswith("//"), path
            assert "boese" not in onward or onward.startswith("/anmelden?weiter=%2F"), path
