"""Health and metrics: what a monitor asks, and who may read the figures."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from prometheus_client.parser import text_string_to_metric_families
from sqlalchemy import Engine, update
from starlette.testclient import TestClient

from db import leases
from db.deliveries import Delivery
from db.engine import make_engine, writing
from db.vocabulary import Cadence, DeliveryState
from tests.conftest import NOW
from tests.notifier.bounces.samples import report, sent_mails
from tests.notifier.bounces.test_acting import take
from tests.web.test_doors import SECRET, furnish, site
from tests.web.test_sources import counting
from web.app import make_app
from web.site import Site

TOKEN = "a token for tests only"


def browser(here: Site, client: str = "127.0.0.1") -> TestClient:
    """A monitor on some machine."""
    return TestClient(make_app(here), client=(client, 1234))


def alive(engine: Engine) -> None:
    """Let a service give a sign of life."""
    leases.take(engine, leases.SERVICE, "service", NOW, timedelta(minutes=2))


def test_all_is_well_while_the_service_lives_and_no_issue_is_late(engine: Engine) -> None:
    """Each thing that fails is named, and any of them makes the whole fail."""
    here = site(engine)
    answer = browser(here).get("/health")
    assert answer.status_code == 503 and answer.json()["service"] is False
    alive(engine)
    answer = browser(here, "192.0.2.1").get("/health")
    assert answer.status_code == 200
    assert answer.json() == {"status": "ok", "database": True, "service": True, "issues": True}
    late = browser(replace(here, overdue=lambda: [Cadence.DAILY])).get("/health")
    assert (late.status_code, late.json()["issues"]) == (503, False)


def test_mails_that_do_not_go_are_no_health(engine: Engine) -> None:
    """Two hours after they were planned."""
    sent_mails(engine)
    alive(engine)
    with writing(engine) as session:
        session.execute(update(Delivery).values(state=DeliveryState.PLANNED))
    assert browser(site(engine)).get("/health").status_code == 200
    later = replace(site(engine), now=lambda: NOW + timedelta(hours=3))
    assert browser(later).get("/health").json()["issues"] is False


def test_a_database_that_is_away_is_said_so() -> None:
    """In the same words, and without what it is called."""
    gone = make_engine("postgresql://nobody:secret-word@127.0.0.1:1/landbote")
    answer = browser(site(gone)).get("/health")
    assert answer.status_code == 503 and answer.json()["database"] is False
    assert "secret-word" not in answer.text


def test_the_metrics_are_read_by_prometheus_and_name_nobody(engine: Engine) -> None:
    """Numbers by kind, as its own parser understands them."""
    furnish(engine)
    (number,) = sent_mails(engine, at=NOW - timedelta(days=3), first=5)
    take(engine, report(engine, "postfix_user_unknown", number))
    answer = browser(site(engine)).get("/metrics")
    assert SECRET not in answer.text and "@" not in answer.text
    families = {one.name: one for one in text_string_to_metric_families(answer.text)}
    assert {family.type for family in families.values()} == {"gauge"}
    mails = {
        (one.labels["ledger"], one.labels["state"]): one.value
        for one in families["landbote_mails"].samples
    }
    assert (mails["digest", "failed"], mails["digest", "sent"]) == (1, 1)
    hard = {one.labels["kind"]: one.value for one in families["landbote_bounces"].samples}
    assert hard["hard"] == 1 and hard["soft"] == 0
    assert families["landbote_suppressions"].samples[0].value == 1


@pytest.mark.parametrize(
    ("token", "client", "headers", "status"),
    [
        ("", "127.0.0.1", {}, 200),
        ("", "::1", {}, 200),
        ("", "192.0.2.1", {}, 403),
        ("", "127.0.0.1", {"X-Forwarded-For": "192.0.2.1"}, 403),
        (TOKEN, "192.0.2.1", {"Authorization": f"Bearer {TOKEN}"}, 200),
        (TOKEN, "192.0.2.1", {"Authorization": f"Bearer {TOKEN}x"}, 403),
        (TOKEN, "192.0.2.1", {"Authorization": "Bearer ä"}, 403),
        (TOKEN, "127.0.0.1", {}, 403),
    ],
)
def test_not_everybody_reads_the_metrics(
    engine: Engine, token: str, client: str, headers: dict[str, str], status: int
) -> None:
    """This machine, or whoever has the token where there is one."""
    here = replace(site(engine), metrics_token=token)
    sent = [(name.encode(), value.encode()) for name, value in headers.items()]
    assert browser(here, client).get("/metrics", headers=sent).status_code == status


def test_more_rows_ask_no_more_questions(engine: Engine) -> None:
    """Neither of health nor of metrics."""
    counts = []
    for first, count in ((1, 1), (3, 9)):
        sent_mails(engine, count, NOW - timedelta(days=10 * first), first)
        with writing(engine) as session:
            session.execute(update(Delivery).values(state=DeliveryState.PLANNED, planned_at=NOW))
        later = replace(site(engine), now=lambda: NOW + timedelta(hours=3))
        for path in ("/health", "/metrics"):
            with counting(engine) as statements:
                assert browser(later).get(path).status_code in (200, 503)
            counts.append(len(statements))
    assert counts[:2] == counts[2:]
