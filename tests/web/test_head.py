"""Head: what a link checker asks of our pages."""

from __future__ import annotations

import pytest
from sqlalchemy import Engine

from tests.web.signing_in import signed_in
from tests.web.test_doors import furnish, site


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/", 200),
        ("/foerderungen", 200),
        ("/abonnieren", 200),
        ("/abo/abbestellen/erfunden", 404),
        ("/arbeitsplatz", 200),
        ("/static/kern.css", 404),
        ("/nirgends", 404),
        ("/abonnieren/vorschau", 405),  # it is for POST alone
    ],
)
def test_head_is_get_without_what_it_shows(engine: Engine, path: str, status: int) -> None:
    """The status and each header but the time are those of GET, and nothing follows."""
    here = site(engine)
    furnish(engine)
    browser = signed_in(here)
    shown, asked = browser.get(path), browser.head(path)
    assert (asked.status_code, asked.content) == (status, b"")
    assert shown.status_code == status and shown.content
    assert dict(asked.headers) == dict(shown.headers)
