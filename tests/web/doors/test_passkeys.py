"""Passkeys in a real Chromium, whose virtual authenticator holds the key."""

from __future__ import annotations

import shutil
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import uvicorn
from playwright.sync_api import Page, expect, sync_playwright
from sqlalchemy import Engine, select

from db.accounts import Passkey
from db.engine import make_engine, reading, writing
from tests.databases import SqliteTemplate
from tests.web.doors.living import ADDRESS, House
from tests.web.signing_in import signed_in
from tests.web.test_doors import site
from web.doors import roster
from web.doors.session import TOKEN_HEADER

CHROMIUM = shutil.which("chromium")
SECONDS = 30  # in which whatever is waited for comes on a busy machine, too
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="kein Chromium: ohne Passkeys im Browser")


@contextmanager
def serving(engine: Engine) -> Iterator[House]:
    """A site on a free port of this machine, under the name that passkeys may be bound to."""
    with socket.socket() as place:
        place.bind(("127.0.0.1", 0))
        house = House(engine, base_url=f"http://localhost:{place.getsockname()[1]}")
        server = uvicorn.Server(uvicorn.Config(house.app, log_level="error"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [place]})
        thread.start()
        try:
            yield house
        finally:
            server.should_exit = True
            thread.join()


@contextmanager
def chromium() -> Iterator[Page]:
    """A page of Chromium with an authenticator that says yes."""
    with sync_playwright() as playwright:
        arguments = ["--no-sandbox"]
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=arguments)
        page = browser.new_page()
        page.set_default_timeout(SECONDS * 1000)
        expect.set_options(timeout=SECONDS * 1000)
        devtools = page.context.new_cdp_session(page)
        devtools.send("WebAuthn.enable")
        options = {
            "protocol": "ctap2",
            "transport": "internal",
            "hasResidentKey": True,
            "hasUserVerification": True,
            "isUserVerified": True,
            "automaticPresenceSimulation": True,
        }
        devtools.send("WebAuthn.addVirtualAuthenticator", {"options": options})
        yield page
        browser.close()


def test_a_passkey_opens_the_door(sqlite_template: SqliteTemplate, tmp_path: Path) -> None:
    """Made on one's own account, it signs in without an address, until it is taken away."""
    with sqlite_template.database(tmp_path) as url:
        engine = make_engine(url)
        with serving(engine) as house, chromium() as page:
            house.enter()
            base = house.base_url
            page.goto(base + house.link())
            page.get_by_role("button", name="Jetzt anmelden").click()
            page.wait_for_url(f"{base}/arbeitsplatz")
            page.goto(f"{base}/konto")
            for name in ("Rechner im Amt", "Noch einer"):
                page.get_by_label("Wie er heißen soll").fill(name)
                page.get_by_role("button", name="Passkey anlegen").click()
                if name == "Rechner im Amt":
                    expect(page.get_by_text("Gespeichert", exact=True)).to_be_visible()
                    expect(page.get_by_text("Rechner im Amt, angelegt")).to_be_visible()
                else:  # the device has one already
                    expect(page.get_by_text("Das hat nicht geklappt")).to_be_visible()
            page.get_by_role("button", name="Abmelden", exact=True).click()
            page.wait_for_url(f"{base}/")
            page.goto(f"{base}/arbeitsplatz")
            page.get_by_role("button", name="Mit Passkey anmelden").click()
            page.wait_for_url(f"{base}/arbeitsplatz")
            with reading(engine) as session:
                key = session.scalars(select(Passkey)).one()
                assert key.used_at == house.now and key.sign_count > 0
            with writing(engine) as session:
                roster.lock(session, ADDRESS, house.now)
            page.goto(f"{base}/anmelden")
            page.get_by_role("button", name="Mit Passkey anmelden").click()
            expect(page.get_by_text("Das hat nicht geklappt")).to_be_visible()
        engine.dispose()


def test_what_nobody_asked_for_opens_nothing(engine: Engine) -> None:
    """Made-up answers of whatever shape are refused, never a failure of ours."""
    house = House(engine)
    house.enter()
    for credential in ({}, {"id": "x"}, {"response": {"clientDataJSON": "e30"}}, {"response": 1}):
        answer = house.browser().post("/anmelden/passkey", json={"credential": credential})
        assert answer.status_code == 403
    assert "challenge" in house.browser().post("/anmelden/passkey/beginn").json()


def test_without_an_address_there_are_no_passkeys(engine: Engine) -> None:
    """A key is bound to a name; a site without one says so to strangers and to its people."""
    desk = signed_in(site(engine))
    assert desk.post("/anmelden/passkey/beginn").status_code == 404
    headers = {TOKEN_HEADER: desk.token}
    assert desk.post("/konto/passkeys/beginn", headers=headers).status_code == 404
