"""Matrix: over every route below /abo, who may change what; found by looking, not by a list."""

from __future__ import annotations

import re
from typing import Any

import pytest
from fastapi.routing import iter_route_contexts
from sqlalchemy import Engine

from db.engine import writing
from db.subscribers import Subscriber
from notifier.subscribing.dismiss import dismiss
from notifier.subscribing.remember import remember
from notifier.subscribing.settings import new_feed
from tests.conftest import NOW
from tests.doses import dose
from tests.notifier.samples import publish, values
from tests.web.subscriber.reading import Readers, path_of
from web.doors import subscriber

# What whoever has a mail may do, and how one gets to the own mailbox. All else is the owner's.
BY_SIGNED_LINK = {"/abo/einstellungen/{signed}/pause", "/abo/abbestellen/{signed}"}
BY_SECRET = {"/abo/zugang", "/abo/zugang/{secret}"}
# A form that is filled in well, so that it acts where it may.
FORM = {
    "ort": "Hosenfeld",
    "thema": ["mobilitaet"],
    "haeufigkeit": "daily",
    "vorlauf": "20",
    "ja": "1",
    "tage": "20",
    "bis": "2027-01-15",
    "was": "eintrag",
    "weiter": "",
}


def routes(method: str) -> list[str]:
    """Every path below /abo that answers a method."""
    found = iter_route_contexts(subscriber.router.routes)
    paths = {one.path or "" for one in found if method in (one.methods or ())}
    return sorted(path for path in paths if path.startswith("/abo/"))


@pytest.fixture
def readers(engine: Engine) -> Readers:
    """Two subscribers of whom each said and has something."""
    found = Readers(engine)
    entry = publish(engine, "1", values())
    other = publish(engine, "2", values(title="Dorfläden"))
    with writing(engine) as session:
        for number in found.ids.values():
            new_feed(session.get_one(Subscriber, number).subscriptions[0])
            dismiss(session, number, entry, NOW)
            remember(session, number, other, NOW)
    return found


def filled(readers: Readers, path: str, number: int = 1) -> str:
    """A path with what is somebody's in place of each part."""
    token = f"token-of-{number}"
    links = {
        "einstellungen": readers.links.settings(token),
        "abbestellen": readers.links.unsubscribe(token),
        "treffer": readers.links.matches(token),
        "ausgabe": readers.links.issue(token, "daily.2026-11-22.0"),
    }
    for purpose, link in links.items():
        signed = path_of(link).rsplit("/", 1)[1]
        path = re.sub(rf"(/abo/{purpose}/)\{{\w+\}}", rf"\g<1>{signed}", path)
    feed_key = readers.reader(number).subscriptions[0].feed_key
    path = path.replace("{feed_key}", str(feed_key))
    if "/eintrag/" in path:  # the second one is not dismissed yet
        return path.replace("{number}", "2" if path.endswith("/nicht-fuer-uns") else "1")
    return re.sub(r"\{\w+\}", str(number), path)


def test_there_are_routes() -> None:
    """Otherwise the tests below could not fail."""
    assert len(routes("POST")) > 12 and len(routes("GET")) > 8
    assert {*BY_SIGNED_LINK, *BY_SECRET} <= set(routes("POST"))
    others = {m for one in iter_route_contexts(subscriber.router.routes) for m in one.methods or ()}
    assert others <= {"GET", "HEAD", "POST"}


def test_without_the_own_mailbox_only_pausing_and_unsubscribing_act(readers: Readers) -> None:
    """Whoever was forwarded a digest is led to a page that writes to its owner."""
    before = readers.stored()
    for path in (path for path in routes("POST") if path not in BY_SIGNED_LINK):
        answer = readers.house.browser().post(filled(readers, path), data=FORM)
        assert readers.stored() == before, path
        if path not in BY_SECRET:
            assert answer.status_code == 303, path
            assert answer.headers["Location"].startswith("/abo/zugang?weiter="), path
    for path in sorted(BY_SIGNED_LINK, reverse=True):
        before = readers.stored()
        readers.house.browser().post(filled(readers, path), data=FORM)
        assert readers.stored() != before, path


def test_the_owner_may_do_all_of_it(readers: Readers) -> None:
    """Otherwise the tests beside this one could not fail."""
    entrance = {*BY_SECRET, "/abo/loeschen", "/abo/zugang-beenden", *BY_SIGNED_LINK}
    ends = [path for path in routes("POST") if path.endswith("/beenden")]
    first = [path for path in routes("POST") if path not in {*entrance, *ends}]
    owner = readers.own()
    for path in [*first, *ends]:
        before = readers.stored()
        answer = owner.act(filled(readers, path), **FORM)
        assert answer.status_code == 303 and "/abo/zugang?" not in answer.headers["Location"], path
        assert readers.stored() != before, path


def test_nobody_changes_what_is_anothers(readers: Readers) -> None:
    """Neither by the number of a subscription nor by another's links or form."""
    stranger, before = readers.own(2), readers.reader(1)
    rows = {name: kept for name, kept in readers.stored().items() if name == "subscriptions"}
    for path in (path for path in routes("POST") if "{number}" in path and "abonnement" in path):
        assert stranger.act(filled(readers, path, 1), **FORM).status_code == 404, path
    assert stranger.browser.get("/abo/abonnement/1").status_code == 404
    kept = readers.stored()["subscriptions"]
    assert kept == rows["subscriptions"] and readers.reader(1).email == before.email
    seen = stranger.browser.get(readers.settings(1)).text
    assert "r…@example.org" in seen and "Vorgemerkt" not in seen
    assert "reader1@example.org" not in seen and "reader2@example.org" not in seen


def test_no_form_acts_without_the_token_of_its_session(readers: Readers) -> None:
    """None, a made-up one, and that of another browser of the same owner."""
    owner, other = readers.own(), readers.own()
    mine = [path for path in routes("POST") if path not in {*BY_SECRET, *BY_SIGNED_LINK}]
    assert len(mine) > 8
    before = readers.stored()
    for number, path in enumerate(mine):
        for token in ("", "ü", "a" * 64, other.token)[number % dose(4, 1) :: dose(4, 1)]:
            sent: dict[str, Any] = {**FORM, "token": token}
            answer = owner.browser.post(filled(readers, path), data=sent)
            # A form made for everybody leads to the question that has the token.
            asked = not token and "/eintrag/" in path and not path.endswith("/zurueck")
            assert answer.status_code == (303 if asked else 403), path
            assert readers.stored() == before, path


def test_no_other_site_acts(readers: Readers) -> None:
    """Even with the right token; only a mail program unsubscribes from anywhere."""
    owner, before = readers.own(), readers.stored()
    for headers in ({"Origin": "https://boese.example.com"}, {"Sec-Fetch-Site": "cross-site"}):
        for path in (path for path in routes("POST") if path != "/abo/abbestellen/{signed}"):
            sent: dict[str, Any] = {**FORM, "token": owner.token}
            answer = owner.browser.post(filled(readers, path), data=sent, headers=headers)
            assert answer.status_code == 403, path
    assert readers.stored() == before


def test_looking_changes_nothing(readers: Readers) -> None:
    """Every page, for whoever was forwarded it, and for the owner; HEAD as little."""
    owner = readers.own()
    before = readers.stored(but=frozenset())
    for browser in (readers.house.browser(), owner.browser):
        for path in routes("GET"):
            for method in ("GET", "HEAD"):
                answer = browser.request(method, filled(readers, path))
                assert answer.status_code < 500, path
                assert readers.stored(but=frozenset()) == before, path
