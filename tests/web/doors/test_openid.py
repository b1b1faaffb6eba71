"""OpenID Connect, against a provider that the test runs on loopback."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any
from urllib.parse import urlsplit

import httpx2
import pytest
from joserfc.jwk import RSAKey
from sqlalchemy import Engine
from starlette.testclient import TestClient

from tests.web.doors.living import House, is_in
from tests.web.doors.provider import CLIENT, SECRET, RealProvider, running_provider
from web.app import make_app
from web.site import Provider


@pytest.fixture(scope="module")
def running() -> Iterator[RealProvider]:
    """A provider for all tests of this file."""
    with running_provider() as provider:
        yield provider


@pytest.fixture
def provider(running: RealProvider) -> RealProvider:
    """The provider, honest again."""
    running.address, running.verified = "frau.amt@example.org", True
    running.lies, running.signed_with = {}, None
    return running


@pytest.fixture
def house(engine: Engine, provider: RealProvider) -> House:
    """A site that trusts the provider, with one account."""
    house = House(engine)
    known = Provider(issuer=provider.issuer, client=CLIENT, secret=SECRET)
    house.site = replace(house.site, oidc=known)
    house.app = make_app(house.site)
    house.enter()
    return house


def gone_there(browser: TestClient, onward: str = "/konto") -> str:
    """Go to the provider, and return the path that it sends the browser back to."""
    asked = browser.get("/anmelden/oidc/beginn", params={"weiter": onward})
    assert asked.status_code == 303
    back = urlsplit(httpx2.get(asked.headers["Location"]).headers["Location"])
    return f"{back.path}?{back.query}"


def test_a_verified_address_opens_its_account(house: House, provider: RealProvider) -> None:
    """Whatever its case; the way leads on to the page that was asked for."""
    for address in ("frau.amt@example.org", "Frau.Amt@Example.org"):
        provider.address = address
        browser = house.browser()
        answer = browser.get(gone_there(browser, "/fragen"))
        assert (answer.status_code, answer.headers["Location"]) == (303, "/fragen")
        assert is_in(browser)


@pytest.mark.parametrize(
    "said",
    [
        {"email": "fremd@example.org"},
        {"email_verified": False},
        {"email_verified": "true"},
        {"nonce": "another"},
        {"aud": "another"},
        {"aud": [CLIENT, "another"]},
        {"iss": "https://boese.example.com"},
        {"exp": 1},
        {"iat": 9_999_999_999},
    ],
)
def test_what_does_not_hold_opens_nothing(
    house: House, provider: RealProvider, said: dict[str, Any]
) -> None:
    """An unknown or unverified address, or a token for somebody or some time else."""
    provider.lies = said
    browser = house.browser()
    assert browser.get(gone_there(browser)).status_code == 403
    assert not is_in(browser)


def test_a_foreign_signature_opens_nothing(house: House, provider: RealProvider) -> None:
    """A token that another key signed, under the same name, is nobody's word."""
    provider.signed_with = RSAKey.generate_key(2048, {"kid": "one"})
    browser = house.browser()
    assert browser.get(gone_there(browser)).status_code == 403


def test_the_way_back_is_for_one_browser_and_once(house: House) -> None:
    """A way back that somebody else began, or that was gone before, leads nowhere."""
    mine, other = house.browser(), house.browser()
    path = gone_there(mine)
    gone_there(other)
    assert other.get(path).status_code == 403
    assert mine.get(path).status_code == 303
    assert house.browser().get(path).status_code == 403
    assert mine.get(path).status_code == 403
    late = gone_there(other)
    house.later(minutes=11)
    assert other.get(late).status_code == 403


def test_without_a_provider_there_is_no_such_way(engine: Engine) -> None:
    """Neither page nor link."""
    browser = House(engine).browser()
    for path in ("/anmelden/oidc/beginn", "/anmelden/oidc/zurueck"):
        assert browser.get(path).status_code == 404
    assert "Anmeldedienst" not in browser.get("/anmelden").text
