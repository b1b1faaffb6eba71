"""Mail world: a coming issue of two pages, mails of unclear end, all findings about the mail."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from sqlalchemy import Engine

from db.crawls import CrawlRun
from db.deliveries import Delivery
from db.engine import writing
from db.findings import MAIL, note
from db.subscribers import Subscriber, Subscription
from db.values import Values
from db.vocabulary import Cadence, FindingKind, MailEnd, RunOutcome
from notifier.lateness import LateIssue, note_late, plan_late_letters
from notifier.mail.links import ISSUE, issue_key
from notifier.mail.transport import UnclearError
from notifier.subscribing.leave import Way, leave
from notifier.unclear import watch_unclear
from pipeline.desk.mails import settle_mail
from tests.conftest import NOW, TODAY
from tests.notifier.news.telling import issue
from tests.notifier.samples import (
    FEDERAL,
    REGION,
    SENDER,
    STATE,
    add_subscriber,
    fixed,
    publish,
    values,
)
from tests.notifier.test_lateness import enter_staff
from tests.notifier.test_outbox import Answers
from tests.web.test_doors import LINKS
from tests.web.test_doors import site as small_country
from tests.web.test_unclear_mails import READERS, send
from web.desk.issue import ON_A_PAGE
from web.site import Site

DAY = timedelta(days=1)
LOST_ANSWERS = Answers(errors={one: UnclearError("gone after the final dot") for one in READERS})
YESTERDAY = (TODAY - DAY).isoformat()
PAST_ISSUE = f"/abo/ausgabe/{LINKS.signed(ISSUE, f'token-of-1 daily.{YESTERDAY}.0')}"
WHAT = ("Bürgerbusse", "Dorfläden", "Mitfahrbänke", "Wärmenetze", "Radabstellanlagen")
LONG = (
    "Richtlinie zur Förderung von Maßnahmen der Dorfentwicklung, der Grundversorgung und der "
    "Mobilität in ländlichen Räumen"
)


def furnish_mails(engine: Engine, items: int = ON_A_PAGE + 4) -> None:
    """Fill a database: what was told yesterday, what comes today, what went wrong between.

    Of what readers 1 and 2 were sent nobody knows whether it arrived, and the latter is too old to
    go again; what 3 was sent counts as lost. Reader 4 changed a subscription since, so that the
    next issue shows what is open there; 5 left.
    """
    enter_staff(engine)
    for number in (1, 2, 3, 4, 5):
        add_subscriber(
            engine, number, subscription={"topics": [], "created_at": NOW - 20 * DAY, "name": ""}
        )
    for number, source in enumerate((STATE, REGION, FEDERAL)):
        publish(engine, f"old {number}", _call(number), NOW - (3 + 3 * number) * DAY, source)
    with writing(engine) as session:
        run = {"outcome": RunOutcome.BROKEN, "reason": "Statt einer Liste kam eine leere Seite."}
        session.add(CrawlRun(source=STATE.slug, started_at=NOW - 2 * DAY, **run))
    issue(engine, -1)
    for hours in (-23, -22, -21):
        send(engine, hours, LOST_ANSWERS)
    for number in range(items):
        publish(engine, f"new {number}", _call(number + 3), NOW)
    with writing(engine) as session:
        session.get_one(Delivery, 2).planned_at = NOW - 8 * DAY
        settle_mail(session, 3, MailEnd.LOST, "anna@example.org", NOW, NOW)
        leave(session, session.get_one(Subscriber, 5), NOW, way=Way.PHONE, by="anna@example.org")
        session.get_one(Subscription, 4).changed_at = NOW - timedelta(hours=2)
        late = LateIssue(
            key=issue_key(Cadence.WEEKLY, TODAY),
            reason="Die Ausgabe „wöchentlich“ vom 22.11.2026 war fällig und ist noch nicht "
            "zusammengestellt.",
        )
        note_late(session, [late], NOW)
        plan_late_letters(session, [late], SENDER, NOW)
        watch_unclear(session, SENDER, NOW)
        leapt = (
            "Die Uhr des Rechners sprang vom 22.11.2026, 06:30 Uhr, auf den 10.05.2029, 07:30 Uhr."
        )
        note(session, MAIL, FindingKind.CLOCK, leapt, "", NOW)


def _call(number: int) -> Values:
    what = WHAT[number % len(WHAT)]
    title = f"{LONG} ({what})" if number % 7 == 0 else f"{what} auf dem Land, Aufruf {number}"
    topic = ("mobility", "village", "climate")[number % 3]
    on = TODAY + timedelta(days=5 + number)
    quote = f"Anträge sind bis zum {on.day}.{on.month}.{on.year} einzureichen."
    return values(title=title, topics=(topic,), deadlines=(fixed(on, quote=quote),))


def mail_site(engine: Engine) -> Site:
    """The site of a small country with all its sources."""
    return replace(
        small_country(engine), sources={one.slug: one for one in (STATE, REGION, FEDERAL)}
    )
