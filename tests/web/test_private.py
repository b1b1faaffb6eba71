"""Private: what one person is shown stays with that person, and what is sent is bounded."""

from __future__ import annotations

import pytest
from sqlalchemy import Engine

from db.vocabulary import Role
from tests.doses import dose
from tests.web.doors.living import House
from tests.web.signing_in import Signed, signed_in
from tests.web.test_doors import DESK, OPEN, SIGN_IN, SUBSCRIBER, furnish, site
from web.doors.session import TOKEN_HEADER
from web.doors.throttle import PER_CLIENT
from web.errors import MOST_BYTES

GETS = [path for method, path in (*DESK, *OPEN, *SUBSCRIBER) if method == "GET"]
POSTS = [path for method, path in (*DESK, *SIGN_IN) if method == "POST"]
BODY = b"a" * (MOST_BYTES + 1)


@pytest.fixture
def browser(engine: Engine) -> Signed:
    """An administrator's browser on a furnished site."""
    furnish(engine)
    return signed_in(site(engine), Role.ADMIN)


def test_what_one_person_is_shown_nobody_keeps(browser: Signed) -> None:
    """Not even a page that is public: its header names the reader and holds a token.

    A feed is a reader's own: the program that asked for it keeps it, and no proxy.
    """
    for path in GETS:
        answer = browser.get(path, follow_redirects=False)
        kept = "private, no-cache" if path.startswith("/abo/feed/") else "no-store"
        assert answer.headers["Cache-Control"] == kept, path


def test_errors_and_ways_in_are_private_too(engine: Engine) -> None:
    """A link that signs in least of all; what everybody reads may be kept, and our styles."""
    house = House(engine)
    house.enter()
    stranger = house.browser()
    for path in ("/anmelden", house.link(), "/anmelden/link/falsch"):
        assert stranger.get(path).headers["Cache-Control"] == "no-store"
    assert house.signed_in().get("/eintraege/77").headers["Cache-Control"] == "no-store"
    for path in ("/", "/foerderungen", "/static/landbote.css"):
        assert stranger.get(path).headers.get("Cache-Control") != "no-store"


def test_no_form_holds_more_than_anybody_types(browser: Signed) -> None:
    """Whether it says how large it is or not; nobody reads it to its end."""
    for number, path in enumerate(POSTS):
        for sent in (BODY, iter((BODY, BODY)))[number % dose(2, 1) :: dose(2, 1)]:
            answer = browser.post(path, content=sent, headers={TOKEN_HEADER: browser.token})
            assert answer.status_code == 413 and "zu viel auf einmal" in answer.text


def test_what_no_database_takes_is_refused(browser: Signed) -> None:
    """The character zero, in a form and in JSON, and half of a pair of surrogates."""
    for number, path in enumerate(POSTS):
        headers = {TOKEN_HEADER: browser.token}
        fields = ("address", "password", "name", "why", "warum", "text", "wer")
        form = dict.fromkeys(fields, "Dorf\0laden")
        assert browser.post(path, data=form, headers=headers).status_code == 422
        headers["Content-Type"] = "application/json"
        for words in ("\\u0000", "\\ud83d")[number % dose(2, 1) :: dose(2, 1)]:
            body = f'{{"credential": {{"id": "{words}"}}, "name": "{words}"}}'
            assert browser.post(path, content=body, headers=headers).status_code == 422


def test_a_broken_form_is_refused_in_german(browser: Signed) -> None:
    """What the framework says of it stays with us."""
    headers = {"Content-Type": "multipart/form-data; boundary=x", TOKEN_HEADER: browser.token}
    for content in (b"--x\r\nunsinn", b"unsinn"):
        answer = browser.post("/konten", content=content, headers=headers)
        assert answer.status_code in (400, 422)
        assert "nicht zu verstehen" in answer.text and "error" not in answer.text


def test_an_address_in_other_clothes_is_itself(engine: Engine) -> None:
    """On a socket for both kinds, addresses of IPv4 are not all one client."""
    house = House(engine)
    for number in range(PER_CLIENT + 1):
        answer = house.browser("::ffff:192.0.2.1").post(
            "/anmelden", data={"address": f"wer{number}@example.org"}
        )
    assert answer.status_code == 429
    for client, status in (("192.0.2.1", 429), ("::ffff:192.0.2.2", 200), ("fe80::1%eth0", 200)):
        answer = house.browser(client).post("/anmelden", data={"address": "x@example.org"})
        assert answer.status_code == status
