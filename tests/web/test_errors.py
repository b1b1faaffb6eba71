"""Errors: whatever cannot be answered is a German page with our headers."""

from __future__ import annotations

import pytest
from sqlalchemy import Engine
from starlette.testclient import TestClient

from tests.web.signing_in import signed_in
from tests.web.test_doors import site
from web.app import make_app

# What the framework would say.
FOREIGN = ("detail", "Not Found", "Not Allowed", "Internal Server Error", "Input should")


@pytest.fixture
def browser(engine: Engine) -> TestClient:
    """A browser on a site that has two pages more: one that fails, one that counts."""
    here = site(engine)
    app = make_app(here)

    @app.get("/kaputt")
    def broken() -> str:
        raise RuntimeError("the reason is none of the reader's business")

    @app.get("/zaehlt")
    def counting(anzahl: int) -> str:
        return str(anzahl)

    return signed_in(here, app=app)


@pytest.mark.parametrize(
    ("method", "path", "status", "said"),
    [
        ("GET", "/nirgends", 404, "Diese Seite gibt es nicht"),
        ("GET", "/foerderungen/0", 404, "Diese Seite gibt es nicht"),
        ("GET", "/foerderungen/1", 404, "nicht veröffentlicht"),
        ("GET", "/foerderungen/-1", 404, "Diese Seite gibt es nicht"),
        ("GET", "/foerderungen/eins", 404, "Diese Seite gibt es nicht"),
        ("GET", "/foerderungen/2147483648", 404, "Diese Seite gibt es nicht"),
        ("GET", "/foerderungen/99999999999999999999", 404, "Diese Seite gibt es nicht"),
        ("GET", f"/foerderungen/{'9' * 5000}", 404, "Diese Seite gibt es nicht"),
        ("GET", "/post/99999999999999999999/html", 404, "Diese Seite gibt es nicht"),
        ("GET", "/eintraege/7", 404, "Einen Eintrag mit dieser Nummer gibt es nicht"),
        ("GET", "/abo/verschenken/1", 404, "Diese Seite gibt es nicht"),
        ("GET", "/static/nirgends.css", 404, "Diese Seite gibt es nicht"),
        ("GET", "/static/../site.py", 404, "Diese Seite gibt es nicht"),
        ("POST", "/", 405, "So lässt sich diese Seite nicht aufrufen"),
        ("DELETE", "/foerderungen", 405, "So lässt sich diese Seite nicht aufrufen"),
        ("GET", "/zaehlt?anzahl=viele", 422, "Diese Angaben sind nicht zu verstehen"),
        ("GET", "/zaehlt", 422, "Diese Angaben sind nicht zu verstehen"),
        ("GET", "/foerderungen?thema=%00", 422, "Diese Angaben sind nicht zu verstehen"),
        ("GET", "/foerderungen?thema=Dorf%00laden", 422, "Diese Angaben sind nicht zu verstehen"),
        ("GET", "/kaputt", 500, "Das hat nicht geklappt"),
    ],
)
def test_what_cannot_be_answered_is_a_german_page(
    browser: TestClient, method: str, path: str, status: int, said: str
) -> None:
    """Its status is kept, and it says neither English words nor reasons of ours."""
    answer = browser.request(method, path)
    assert answer.status_code == status
    assert answer.headers["Content-Type"] == "text/html; charset=utf-8"
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    assert said in answer.text and '<html lang="de"' in answer.text
    assert not any(words in answer.text for words in (*FOREIGN, "none of the reader"))
