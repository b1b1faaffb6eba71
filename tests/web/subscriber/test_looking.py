"""Looking: every link in a mail, on its pages and in a feed may be followed; nothing changes by it.

Programs of mail servers follow links before any reader does.
"""

from __future__ import annotations

import re
from datetime import timedelta
from email import message_from_bytes, policy
from html import unescape
from typing import Any
from urllib.parse import urlsplit

import feedparser
import pytest
from lxml import html
from sqlalchemy import Engine, select
from starlette.testclient import TestClient

from crawlers.items import Kind
from db.deliveries import Delivery
from db.engine import reading
from db.tables import metadata
from notifier.mail.links import ISSUE, Links
from tests.conftest import TODAY
from tests.notifier.news.telling import issue, restate
from tests.notifier.samples import SENDER, add_subscriber, fixed, publish, values
from tests.web.subscriber.reading import COUNTRY
from tests.web.test_doors import site
from web.app import make_app

DAY = timedelta(days=1)
STEPS = 3  # a link, those on its page, and those on theirs
HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "{{ 7 * 7 }}{% raw %}",
    "' onmouseover='alert(1)",
    "</h4></article><form action='https://boese.example.com'>",
    "javascript:alert(1)",
    "\u202egpj.exe\u2028",
    "&lt;b&gt;",
)


def stored(engine: Engine) -> dict[str, list[Any]]:
    """Every row of every table but the country's."""
    with reading(engine) as session:
        return {
            table.name: sorted(map(repr, session.execute(select(table))))
            for table in metadata.sorted_tables
            if table.name not in COUNTRY
        }


def addresses(text: str) -> set[str]:
    """All web addresses in a text, a page or a feed."""
    found = re.findall(r"(?:href|src|action)=\"([^\"]+)\"|(https?://[^\s<>\"]+)", text)
    return {unescape(one or other) for one, other in found}


def ours(found: set[str]) -> set[str]:
    """Those of them that lead to our own pages."""
    base = urlsplit(SENDER.base_url).netloc
    pages = {one for one in found if urlsplit(one).scheme in ("", "http", "https")}
    return {one.partition("#")[0] for one in pages if urlsplit(one).netloc in ("", base)} - {""}


def mailed(engine: Engine) -> set[str]:
    """All addresses in all parts and headers of a real mail."""
    with reading(engine) as session:
        message: Any = message_from_bytes(
            session.scalars(select(Delivery.message)).one(), policy=policy.default
        )
    parts = [part.get_content() for part in message.walk() if not part.is_multipart()]
    return addresses("\n".join([*parts, message["List-Unsubscribe"]]))


def test_following_every_link_changes_nothing(engine: Engine) -> None:
    """Three steps from the mail and from both feeds: all of it answers, every row is as it was.

    Nor does a plain look at an address that forms are sent to.
    """
    add_subscriber(engine, 1, subscription={"topics": [], "feed_key": "geheim"})
    number = publish(engine, "a", values())
    publish(engine, "b", values(title="Rad", deadlines=(fixed(TODAY + 5 * DAY),)))
    talk = {"kind": Kind.EVENT.value, "deadlines": (), "event_starts_on": TODAY + 9 * DAY}
    publish(engine, "c", values(title="Sprechtag", **talk))
    issue(engine)
    restate(engine, number, values(deadlines=(fixed(TODAY + 85 * DAY),)), 1)
    browser = TestClient(make_app(site(engine)), base_url=SENDER.base_url)
    before = stored(engine)
    more = {f"/abo/feed/geheim/{name}" for name in ("atom.xml", "kalender.ics")}
    links = Links(base_url=SENDER.base_url, secret=SENDER.secret)
    more.add(links.issue("token-of-1", f"daily.{TODAY.isoformat()}.0"))
    new, seen, refused = ours(mailed(engine)) | more, set[str](), dict[str, int]()
    assert any("/abo/abbestellen/" in one for one in new)
    for _step in range(STEPS):
        found: set[str] = set()
        for address in sorted(new - seen):
            seen.add(address)
            answer = browser.get(address)
            refused[address] = answer.status_code
            if answer.headers["content-type"].startswith(("text/html", "application/atom")):
                found |= ours(addresses(answer.text))
        new = found
    paths = {urlsplit(one).path for one in seen}
    for led_to in ("/abo/ausgabe/", "/abo/treffer/", "/abo/einstellungen/", "/foerderungen/"):
        assert any(one.startswith(led_to) for one in paths), led_to
    assert any(one.endswith(f"/termin/{number}.ics") for one in paths)
    # What is only ever sent by a form says so; the public pages know more places than this country.
    odd = {one: status for one, status in refused.items() if status not in (200, 405)}
    assert not any("/abo/" in one for one in odd) and len(seen) > 20
    assert stored(engine) == before


@pytest.mark.parametrize("days", [0, 1])
def test_hostile_words_stay_words_on_every_page(engine: Engine, days: int) -> None:
    """In titles, texts, quotes and changes: no element, no attribute, no address of theirs."""
    add_subscriber(engine, 1, subscription={"topics": [], "feed_key": "geheim"})
    numbers = [
        publish(
            engine,
            str(place),
            values(
                title=f"{place} {words}",
                summary=words,
                url=words,
                funders=(words,),
                deadlines=(fixed(TODAY + 71 * DAY, quote=words, stage=words),),
            ),
        )
        for place, words in enumerate(HOSTILE)
    ]
    issue(engine)
    for number, words in zip(numbers, HOSTILE, strict=True):
        later = (fixed(TODAY + 85 * DAY, quote=words),)
        restate(engine, number, values(title=words, event_place=words, deadlines=later), 1)
    issue(engine, 1)
    links = Links(base_url=SENDER.base_url, secret=SENDER.secret)
    key = f"daily.{(TODAY + days * DAY).isoformat()}.0"
    browser = TestClient(make_app(site(engine)))
    matches = urlsplit(links.matches("token-of-1")).path
    for path in (f"/abo/ausgabe/{links.signed(ISSUE, f'token-of-1 {key}')}", matches):
        text = browser.get(path).text
        page: Any = html.fromstring(text)
        assert len(page.xpath("//article | //main//li[a]")) >= len(HOSTILE)
        assert not page.xpath("//img | //*[@onerror or @onmouseover]")
        scripts = {one.get("src") for one in page.xpath("//script")}
        assert scripts == {"/static/htmx/htmx.min.js"}
        targets = {urlsplit(one).scheme for one in page.xpath("//@href | //@action")}
        assert targets <= {"", "https", "mailto"}
        assert "{{ 7 * 7 }}" in unescape(text) and ">2 49" not in text
    feed = feedparser.parse(browser.get("/abo/feed/geheim/atom.xml").content)
    assert not feed.bozo and len(feed.entries) == len(HOSTILE)
