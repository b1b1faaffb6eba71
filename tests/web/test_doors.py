"""Doors: every route, found by looking, for strangers and for people who are signed in."""

from __future__ import annotations

import re
import zlib
from collections import defaultdict
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from email.message import EmailMessage
from email.policy import SMTP
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from fastapi.routing import iter_route_contexts
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session
from starlette.routing import Mount
from starlette.testclient import TestClient

from db import leases
from db.accounts import Account
from db.crawls import CrawlRun
from db.deliveries import Delivery, DeliveryItem, DigestIssue
from db.engine import writing
from db.filter_acts import save
from db.finding.filter import Filter
from db.findings import note
from db.frozen_pages import FrozenPage
from db.opportunities import Opportunity, Revision
from db.projection import rebuild
from db.reviews import ReviewItem
from db.secrets import digest_of
from db.selections import ListMember, Selection, SelectionItem
from db.source_orders import place_order
from db.statements import Evidence, Field, Standing
from db.subscribers import SubscriptionRequest
from db.values import from_json, to_json
from db.vocabulary import (
    Cadence,
    FindingKind,
    OrderAct,
    Reason,
    Role,
    RunOutcome,
    Visibility,
)
from notifier.issue import Imprint
from notifier.mail.links import ISSUE, MATCHES, SETTINGS, UNSUBSCRIBE, Links
from notifier.subscribing.dismiss import dismiss
from notifier.subscribing.remember import remember
from tests.conftest import NOW, TODAY
from tests.doses import dose
from tests.notifier.samples import (
    REGION,
    SENDER,
    SOURCES,
    STATE,
    TOPICS,
    TREE,
    add_subscriber,
    publish,
    values,
)
from tests.stating import said
from tests.web.signing_in import account, signed_in
from web.app import make_app
from web.doors import api, desk, public, regional, sign_in, subscriber
from web.site import Site
from web.tips import tell

SECRET = "nur für die Servicestelle"
# What stands for a part of a path; every row has the number 1.
IN_PATHS = {"ending": "csv", "notation": "ttl", "region": "leader:vogelsberg", "slug": "state"}
LINKS = Links(base_url=SENDER.base_url, secret=SENDER.secret)
OF_READER = "token-of-1"
# What stands for the signed part of a path below /abo, by what it is signed for.
SIGNED = {
    SETTINGS: LINKS.settings(OF_READER),
    UNSUBSCRIBE: LINKS.unsubscribe(OF_READER),
    MATCHES: LINKS.matches(OF_READER),
    ISSUE: LINKS.issue(OF_READER, "daily.2026-11-23.0"),
}
LEAVES_LIST = LINKS.leave_list(OF_READER, REGION.area)
# Forms that nobody may send empty.
SAYS_WHAT_IS_MISSING = [
    ("POST", path)
    for path in ("/abonnieren", "/abonnieren/bestaetigen/1", "/verteiler/bestaetigen/1", "/hinweis")
]
Browser = Callable[..., TestClient]  # with or without somebody of the service desk


def site(engine: Engine) -> Site:
    """The site of a small country."""
    return Site(
        engine=engine,
        sources={source.slug: source for source in (STATE, REGION)},
        area_label=TREE.label,
        areas=TREE,
        concerned_by=TREE.concerned_by,
        today=lambda: TODAY,
        now=lambda: NOW,
        contact=("Servicestelle", "servicestelle@example.org"),
        sender=SENDER,
        places_named=TREE.search,
        imprint=lambda: Imprint(sender=SENDER, places=TREE, sources=SOURCES, topics=TOPICS),
        next_issue=lambda _cadence: NOW + timedelta(hours=1),
        first_issue=lambda rhythm: NOW + timedelta(days=rhythm.weekday or 0),
    )


def message(text: str) -> bytes:
    """A mail with a text and an HTML part."""
    mail = EmailMessage()
    mail.set_content(text)
    mail.add_alternative(f"<p>{text}</p>", subtype="html")
    return mail.as_bytes(policy=SMTP)


def furnish(engine: Engine, words: str = SECRET, **shown: Any) -> None:
    """Fill a database with a row of everything; what is not for the public says so.

    `shown` is stated otherwise of what is published.
    """
    first = publish(engine, "1", values(**shown))
    held = publish(engine, "2", values(title=f"{words}: zurückgehalten"))
    reader = add_subscriber(engine, 1, name=words, subscription={"feed_key": "1"})
    administrator = account(site(engine), Role.ADMIN)
    leases.take(engine, leases.SERVICE, "service", NOW, timedelta(days=1))
    with writing(engine) as session:
        owner = session.scalars(select(Account).where(Account.address == administrator)).one()
        save(session, owner.id, words[:80], Filter(words="Bürgerbus"), NOW)
        dismiss(session, reader, first, NOW)
        remember(session, reader, held, NOW)
        tell(
            session,
            "https://example.org/foerderung/buergerbusse",
            words,
            "reader1@example.org",
            NOW,
        )
        session.get_one(Opportunity, held).visibility = Visibility.HELD
        rebuild(session, [held], TODAY)
        revision = session.get_one(Revision, session.get_one(Opportunity, first).revision_id)
        doubt = said(Field.DEADLINE, "2027-03-01", standing=Standing.ASKED, question=words)
        doubt = replace(doubt, evidence=Evidence(quote="zum 1. März"))
        contested = replace(doubt, standing=Standing.CONTESTED)
        stated = from_json(revision.content)
        said_more = (*stated.statements, doubt, contested)
        revision.content = to_json(replace(stated, statements=said_more))
        for number in (first, held):
            question = {"field": "topics", "question": f"{words}?", "asked_at": NOW}
            session.add(ReviewItem(opportunity_id=number, fingerprint="", **question))
        outcome = {"outcome": RunOutcome.BROKEN, "reason": words}
        session.add(CrawlRun(source=STATE.slug, started_at=NOW, **outcome))
        note(session, STATE.slug, FindingKind.BROKEN, words, "", NOW)
        place_order(session, OrderAct.CHECK, words, "x@example.org", NOW)
        session.add(
            FrozenPage(
                source=STATE.slug, step="parse", good=False, url="https://example.org/",
                status=200, size=9, digest="", body=zlib.compress(words.encode()),
                reason=words, run_id=1, taken_at=NOW,
            )
        )  # fmt: skip
        session.add(
            SubscriptionRequest(
                address="neu@example.org",
                pending="neu@example.org 2026-11-22",
                digest=digest_of("1"),
                orders=[{"area": "06631013", "required": ["Schwimmbad"]}],
                wording="Ja.",
                requested_at=NOW,
                good_until_at=NOW + timedelta(days=7),
            )
        )
        issue = DigestIssue(cadence=Cadence.DAILY, issued_on=date(2026, 11, 23), created_at=NOW)
        session.add(issue)
        session.flush()
        mail: dict[str, Any] = {
            "recipient": "reader1@example.org",
            "subject": words,
            "message_id": "1@example.org",
            "message": message(words),
            "item_count": 1,
            "planned_at": NOW,
        }
        delivery = Delivery(issue_id=issue.id, subscriber_id=reader, **mail)
        collect(session, revision, words)
        item: dict[str, Any] = {"opportunity_id": first, "revision_id": revision.id}
        why = {"reason": Reason.NEW, "explanation": "weil Sie alle Themen abonniert haben"}
        delivery.items = [DeliveryItem(subscriber_id=reader, **item, **why)]
        session.add(delivery)


def collect(session: Session, revision: Revision, words: str) -> None:
    """Let a regional manager have a selection with one entry."""
    row = Account(address="region@example.org", name=words, role=Role.MANAGER, created_at=NOW)
    row.area = REGION.area
    session.add(row)
    session.flush()
    selection = Selection(
        account_id=row.id, area=row.area, title=words, made_at=NOW, changed_at=NOW
    )
    session.add(selection)
    session.flush()
    entry = revision.opportunity_id
    item = SelectionItem(selection_id=selection.id, opportunity_id=entry, place=1, added_at=NOW)
    item.seen = {"shown": [[entry, revision.id]], "over": False}
    asked = ListMember(area=row.area, address="neu@example.org", account_id=row.id, asked_at=NOW)
    asked.digest, asked.good_until_at = digest_of("1"), NOW + timedelta(days=14)
    session.add_all((item, asked))


@pytest.fixture
def browser(engine: Engine) -> Browser:
    """A browser on a database in which every row that is not for the public says so."""
    furnish(engine)

    def opened(*, staff: bool) -> TestClient:
        if staff:
            return signed_in(site(engine), Role.ADMIN)
        return TestClient(
            make_app(site(engine)), raise_server_exceptions=False, follow_redirects=False
        )

    return opened


def routes(app_routes: Any) -> list[tuple[str, str]]:
    """Every method and path below these routes, with something in place of each part."""
    found = iter_route_contexts(app_routes)
    return sorted((method, filled(one.path or "")) for one in found for method in one.methods or ())


def filled(path: str) -> str:
    """A path with something that exists in place of each part."""
    for purpose, link in SIGNED.items():
        path = re.sub(rf"(/abo/{purpose}/)\{{\w+\}}", rf"\g<1>{link.rsplit('/', 1)[1]}", path)
    path = path.replace("/abmelden/{signed}", f"/abmelden/{LEAVES_LIST.rsplit('/', 1)[1]}")
    return re.sub(r"\{(\w+)\}", lambda part: IN_PATHS.get(part[1], "1"), path)


SIGN_IN = routes(sign_in.router.routes)
OPEN = routes(public.router.routes)
SUBSCRIBER = routes(subscriber.router.routes)
DESK = routes([*desk.router.routes, *regional.router.routes])
API = routes(api.router.routes)
DESK_PAGES = [(method, path) for method, path in DESK if method == "GET"]


def test_every_route_stands_behind_a_door(engine: Engine) -> None:
    """Nothing hangs on the application itself but its stylesheets."""
    app = make_app(site(engine))
    mounts = [route for route in app.routes if isinstance(route, Mount)]
    behind = [route for route in app.routes if route not in mounts]
    assert [mount.path for mount in mounts] == ["/static"]
    assert routes(behind) == sorted([*OPEN, *SUBSCRIBER, *SIGN_IN, *DESK, *API])
    assert len(OPEN) > 3 and len(DESK) > 5


@pytest.mark.parametrize("staff", [False, True])
def test_what_is_public_is_open_and_says_nothing_private(browser: Browser, staff: bool) -> None:
    """The same answer to a stranger and to the desk, but for the links to it."""
    pages = browser(staff=staff)
    for method, path in OPEN:
        answer = pages.request(method, path)
        expected = 422 if (method, path) in SAYS_WHAT_IS_MISSING else 200
        # Figures are for this machine.
        assert answer.status_code == (403 if path == "/metrics" else expected), path
        assert SECRET not in answer.text and "reader1@" not in answer.text, path


def test_what_is_for_the_desk_is_shut(browser: Browser) -> None:
    """A stranger is asked to sign in, or refused, and shown nothing."""
    stranger = browser(staff=False)
    for method, path in DESK:
        shut = stranger.request(method, path)
        assert SECRET not in shut.text, path
        assert shut.status_code == (303 if method == "GET" else 403), path
        if method == "GET":
            assert shut.headers["Location"].startswith("/anmelden?weiter="), path


def test_the_desk_comes_in(browser: Browser) -> None:
    """Every page behind the door is there for whoever may see it."""
    staff = browser(staff=True)
    answers = {path: staff.get(path).status_code for _method, path in DESK_PAGES}
    assert answers == dict.fromkeys(answers, 200)


def test_the_desk_shows_what_the_public_does_not(browser: Browser) -> None:
    """Otherwise the test above could not fail."""
    telling = (
        "/fragen",
        "/eintraege/1",
        "/post",
        "/post/1",
        "/quellen",
        "/ausgabe/vorschau",
        "/filter",
    )
    staff = browser(staff=True)
    pages = {path: staff.get(path).text for path in telling}
    silent = [path for path, page in pages.items() if SECRET not in page]
    assert silent == []


@pytest.mark.parametrize("staff", [False, True])
def test_links_lead_only_through_open_doors(browser: Browser, staff: bool) -> None:
    """No page shows a link that answers 404, and the desk is linked where it opens."""
    pages = browser(staff=staff)
    shown = [*OPEN, *DESK_PAGES] if staff else OPEN
    targets = {
        link
        for _method, path in shown
        for link in re.findall(r'(?:href|src)="(/[^"]*)"', pages.get(path).text)
    }
    assert {"/", "/foerderungen", "/foerderungen/1"} <= targets
    assert ({"/fragen", "/post", "/eintraege/2"} <= targets) is staff
    alike = defaultdict[object, list[str]](list)
    for link in sorted(targets):
        alike[shape(link)].append(link)
    followed = [link for links in alike.values() for link in links[: dose(2, 1000)]]
    assert {link: pages.get(link).status_code for link in followed} == dict.fromkeys(followed, 200)


def shape(link: str) -> tuple[str, tuple[str, ...]]:
    """What a link asks for, whatever it says of it: its path without numbers, and its fields."""
    parts = urlsplit(link)
    return re.sub(r"\d+", "1", parts.path), tuple(sorted(parse_qs(parts.query, True)))
