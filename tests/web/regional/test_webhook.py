"""The webhook of a saved filter, as its page shows and takes it."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Engine, select

from db.engine import reading
from db.saved_filters import Webhook, WebhookCall
from db.vocabulary import Role
from tests.notifier.samples import publish, values
from tests.web.signing_in import Signed, signed_in
from tests.web.test_doors import site
from web.webhooks.acts import AddressRefusedError, checked_address

PAGE = "/filter/1/webhook"
ADDRESS = "https://gemeinde.example.org/landbote"


@pytest.fixture
def browser(engine: Engine) -> Signed:
    """A manager with a saved filter."""
    publish(engine, "1", values())
    browser = signed_in(site(engine), Role.MANAGER, area="leader:vogelsberg")
    browser.act("/filter/neu?thema=mobility", name="Busse")
    return browser


def hooks(engine: Engine) -> list[Webhook]:
    """What is stored."""
    with reading(engine) as session:
        return list(session.scalars(select(Webhook)))


def test_a_webhook_lives_on_its_page(engine: Engine, browser: Signed) -> None:
    """Set up, tried, stopped, started, given another address and secret, and deleted."""
    assert "einrichten" in browser.get(PAGE).text
    made = browser.act(PAGE, url=ADDRESS)
    (hook,) = hooks(engine)
    assert hook.secret in made.text and hook.fitting == [1]
    assert made.headers["cache-control"] == "no-store"
    assert hook.secret not in browser.get(PAGE).text
    assert browser.act(f"{PAGE}/probe").status_code == 303
    assert "Probe" in browser.get(PAGE).text and "wartet" in browser.get(PAGE).text
    renewed = browser.act(f"{PAGE}/schluessel")
    (now,) = hooks(engine)
    assert now.secret in renewed.text and now.former_secret == hook.secret
    browser.act(f"{PAGE}/anhalten")
    assert "angehalten" in browser.get(PAGE).text
    assert browser.act(f"{PAGE}/probe").status_code == 409
    browser.act(f"{PAGE}/starten")
    assert hooks(engine)[0].stopped_at is None
    browser.act(PAGE, url=f"{ADDRESS}/neu")
    assert hooks(engine)[0].url == f"{ADDRESS}/neu"
    browser.act(f"{PAGE}/loeschen")
    with reading(engine) as session:
        assert (hooks(engine), session.scalars(select(WebhookCall)).all()) == ([], [])


def test_several_presses_at_once_make_one(engine: Engine, browser: Signed) -> None:
    """One shows the secret, the others find it made; and one test waits at a time."""
    with ThreadPoolExecutor(3) as pool:
        made = list(pool.map(lambda _: browser.act(PAGE, url=ADDRESS).status_code, range(3)))
    assert sorted(made) == [200, 303, 303] and len(hooks(engine)) == 1
    for _press in range(3):
        browser.act(f"{PAGE}/probe")
    with reading(engine) as session:
        assert len(session.scalars(select(WebhookCall)).all()) == 1


def test_it_is_nobody_elses(engine: Engine, browser: Signed) -> None:
    """Another person finds no such filter, and acts on none."""
    browser.act(PAGE, url=ADDRESS)
    other = signed_in(site(engine), Role.STAFF)
    answers = [other.get(PAGE), other.act(f"{PAGE}/loeschen"), other.act(PAGE, url=ADDRESS)]
    assert [one.status_code for one in answers] == [404] * 3
    assert len(hooks(engine)) == 1


def test_a_wrong_address_is_said_beside_its_field(engine: Engine, browser: Signed) -> None:
    """What was typed stays there, and nothing is stored."""
    for wrong in ("", "http://example.org", "https://10.0.0.1/", "https://localhost", "ftp://x"):
        answer = browser.act(PAGE, url=wrong)
        assert answer.status_code == 422 and 'id="f-url-error"' in answer.text
        assert re.search(rf'name="url"[^>]*value="{re.escape(wrong)}"', answer.text)
    assert hooks(engine) == []


@pytest.mark.parametrize(
    "wrong",
    [
        "https://127.0.0.1/",
        "https://[::1]/",
        "https://[::ffff:127.0.0.1]/",
        "https://169.254.169.254/latest",
        "https://intern.local/",
        "https://2130706433/",
        "https://a:b@example.org/",
        "https://example.org:99999/",
        "https://example.org:25/",
        "https://example.org/#x",
        "https://exämple.org/",
        "https://[/",
        "javascript:alert(1)",
    ],
)
def test_addresses_that_lead_elsewhere_are_refused(wrong: str) -> None:
    """Inside a network, to no host at all, or with secrets in them."""
    with pytest.raises(AddressRefusedError):
        checked_address(wrong)


@given(st.text(max_size=40))
def test_whatever_is_typed_is_an_address_or_refused(typed: str) -> None:
    """Nothing else is ever raised, and what is let through is https."""
    try:
        assert checked_address(typed).startswith("https://")
    except AddressRefusedError:
        return
