"""Send: a selection goes out once, to whom it is for, and changes nobody's own issues."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from threading import Barrier, Thread

import pytest
from sqlalchemy import Engine, func, select

from db.deliveries import Delivery, DeliveryItem, DigestIssue
from db.engine import reading, writing
from db.opportunities import Opportunity
from db.projection import rebuild
from db.selections import Selection, SelectionItem
from db.subscribers import Subscriber
from db.vocabulary import SELECTION, Cadence, DeliveryState, Visibility
from notifier.ledger import known_to
from notifier.mail_claims import Turn, take_turns
from notifier.mail_ledgers import DIGESTS, Waiting
from notifier.planning import plan
from notifier.selections.collect import ChangedElsewhereError, add, locked
from notifier.selections.send import (
    MOST_A_DAY,
    NotReadyError,
    counts_of,
    plan_selections,
    ready,
    release,
)
from notifier.subscribing.leave import leave_list
from tests.conftest import NOW, TODAY
from tests.notifier.samples import SENDER, SOURCES, TOPICS, TREE, add_subscriber, publish, values
from tests.notifier.selections_world import (
    HERE,
    IMPRINT,
    SIGNED,
    THERE,
    ask,
    calls,
    join,
    let_go,
    selection,
)


def planned(engine: Engine) -> list[str]:
    """The addresses to which mails of selections are written down."""
    assert plan_selections(engine, IMPRINT, NOW) == ()
    return written(engine)


def written(engine: Engine) -> list[str]:
    """The recipients in the ledger, in order of their addresses."""
    with reading(engine) as session:
        return list(session.scalars(select(Delivery.recipient).order_by(Delivery.recipient)))


def mails(engine: Engine) -> Iterator[EmailMessage]:
    """The mails in the ledger."""
    with reading(engine) as session:
        for raw in session.scalars(select(Delivery.message).order_by(Delivery.id)):
            parsed = message_from_bytes(raw, policy=policy.default)
            assert isinstance(parsed, EmailMessage)
            yield parsed


def test_it_goes_to_whoever_confirmed_on_this_list_alone(engine: Engine) -> None:
    """Neither to who was only asked, nor to another region's readers, nor to subscribers."""
    join(engine, "a@example.org", "b@example.org")
    join(engine, "c@example.org", area=THERE)
    ask(engine, "d@example.org")
    add_subscriber(engine, 5)
    number = selection(engine, *calls(engine))
    assert let_go(engine, number)
    assert planned(engine) == ["a@example.org", "b@example.org"]
    assert planned(engine) == ["a@example.org", "b@example.org"]


def test_pressing_twice_sends_once(engine: Engine) -> None:
    """The second press finds that it went; so does whoever plans a second time."""
    join(engine, "a@example.org")
    number = selection(engine, *calls(engine))
    assert let_go(engine, number) and not let_go(engine, number)
    planned(engine)
    assert planned(engine) == ["a@example.org"]
    with reading(engine) as session:
        assert session.scalar(select(func.count()).select_from(DigestIssue)) == 1


def test_two_at_once_send_once(engine: Engine) -> None:
    """Two presses and two planners at the same moment: each reader has one mail."""
    join(engine, *(f"r{number}@example.org" for number in range(3)))
    number = selection(engine, *calls(engine))
    with reading(engine) as session:
        stamp = ready(session, IMPRINT, session.get_one(Selection, number), TODAY, NOW).stamp
    outcomes: list[bool] = []
    barrier = Barrier(2)

    def press() -> None:
        barrier.wait()
        with writing(engine) as session:
            outcomes.append(release(session, IMPRINT, number, stamp, SIGNED, NOW))
        barrier.wait()
        plan_selections(engine, IMPRINT, NOW)

    threads = [Thread(target=press) for _ in range(2)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert sorted(outcomes) == [False, True]
    assert written(engine) == [f"r{number}@example.org" for number in range(3)]


def test_the_mail_says_who_sends_it_and_why(engine: Engine) -> None:
    """From the installation for the region, answered by the manager, with every way out."""
    join(engine, "a@example.org")
    number = selection(engine, *calls(engine))
    with writing(engine) as session:
        one = locked(session, number)
        one.intro = "Zwei Aufrufe, die passen: https://example.org/mehr"
        item = session.scalars(select(SelectionItem).order_by(SelectionItem.place)).first()
        assert item is not None
        item.note = "Lohnt sich <für> kleine Vereine."
    let_go(engine, number)
    planned(engine)
    (mail,) = mails(engine)
    assert mail["Subject"] == "Für Vereine"
    assert mail["From"] == "LEADER-Region Vogelsberg über Landbote <landbote@example.org>"
    assert mail["Reply-To"] == "Frau Muster <muster@example.org>"
    assert "/verteiler/abmelden/" in mail["List-Unsubscribe"]
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    for kind in ("plain", "html"):
        body = mail.get_body((kind,))
        assert body is not None
        text = " ".join(str(body.get_content()).replace("&lt;", "<").replace("&gt;", ">").split())
        for said in (
            "Hinweis von Frau Muster, LEADER-Region Vogelsberg",
            "Lohnt sich <für> kleine Vereine.",
            "https://example.org/mehr",
            "den Verteiler „LEADER-Region Vogelsberg“",
            "Aufruf 1",
            "Von diesem Verteiler abmelden",
            "Servicestelle",
        ):
            assert said in text, (kind, said)
        assert text.index("Aufruf 1") < text.index("Aufruf 2")
        assert "Vormerken" not in text
    with reading(engine) as session:
        assert all(len(one) < 100_000 for one in session.scalars(select(Delivery.message)))


def test_a_long_selection_stays_below_what_gmail_cuts(engine: Engine) -> None:
    """Thirty long entries with lines: those of the end have a line of the list and no card."""
    join(engine, "a@example.org")
    entries = [
        publish(engine, f"l{n}", values(title=f"{n} " + "Lang " * 30, summary="Viel Text. " * 200))
        for n in range(30)
    ]
    number = selection(engine, *entries)
    with writing(engine) as session:
        for item in session.scalars(select(SelectionItem)):
            item.note = "Ein Hinweis. " * 30
    let_go(engine, number)
    planned(engine)
    (mail,) = mails(engine)
    html = mail.get_body(("html",))
    assert html is not None and len(str(html.get_content()).encode()) < 100_000
    with reading(engine) as session:
        assert session.scalar(select(Delivery.item_count)) == 30
        assert session.scalar(select(func.count()).select_from(DeliveryItem)) == 30


def test_nothing_of_it_is_known_to_the_own_issues(engine: Engine) -> None:
    """A subscriber of the region's list misses nothing: the weekly mail tells the same as ever."""
    weekly = {"cadence": Cadence.WEEKLY}
    reader = add_subscriber(engine, 1, email="a@example.org", subscription=weekly)
    assert join(engine, "a@example.org") == [reader]
    number = selection(engine, *calls(engine))
    let_go(engine, number)
    planned(engine)
    with reading(engine) as session:
        assert known_to(session, reader).told == {}
    counts = plan(
        engine,
        cadence=Cadence.WEEKLY,
        on=TODAY + timedelta(days=1),
        now=NOW + timedelta(days=1),
        sender=SENDER,
        places=TREE,
        sources=SOURCES,
        topics=TOPICS,
        due=True,
    )
    assert counts.planned == 1
    with reading(engine) as session:
        issue = session.scalars(
            select(Delivery)
            .join(DigestIssue, DigestIssue.id == Delivery.issue_id)
            .where(DigestIssue.cadence == Cadence.WEEKLY)
        ).one()
        assert issue.item_count == 2
        assert b"erste Ausgabe" in issue.message
        # The items of both mails stay: neither takes the other's away.
        assert len(session.scalars(select(DeliveryItem)).all()) >= 4


def test_who_leaves_before_it_goes_gets_none(engine: Engine) -> None:
    """Also where the mail is written down already: the sender asks again before it sends."""
    first, second = join(engine, "a@example.org", "b@example.org")
    number = selection(engine, *calls(engine))
    let_go(engine, number)
    with writing(engine) as session:
        leave_list(session, session.get_one(Subscriber, first), HERE, NOW, way="page")
    assert planned(engine) == ["b@example.org"]
    with writing(engine) as session:
        leave_list(session, session.get_one(Subscriber, second), HERE, NOW, way="page")
        # Back as a subscriber: mail may go there, but none of this list.
        session.get_one(Subscriber, second).unsubscribed_at = None
        mail = session.scalars(select(Delivery.id)).one()
    wanted = Waiting(ledger=DIGESTS, number=mail, domain="example.org")
    (claim,) = take_turns(engine, [Turn(wanted=wanted)], "w", NOW)
    assert claim.mail is None and claim.ended is DeliveryState.SUPPRESSED


def test_who_confirms_after_the_press_gets_the_next_one(engine: Engine) -> None:
    """The page said exactly how many get it."""
    join(engine, "a@example.org")
    number = selection(engine, *calls(engine))
    let_go(engine, number)
    join(engine, "late@example.org", now=NOW + timedelta(minutes=1))
    assert planned(engine) == ["a@example.org"]


def test_it_goes_as_it_was_looked_at(engine: Engine) -> None:
    """Whatever changed since the preview stops it: an entry, the words, the list."""
    join(engine, "a@example.org")
    first, second, third = calls(engine, 3)
    number = selection(engine, first, second)
    with reading(engine) as session:
        one = session.get_one(Selection, number)
        stamp = ready(session, IMPRINT, one, TODAY, NOW).stamp
    with writing(engine) as session:
        add(session, number, third, SOURCES, TODAY, NOW)
    with pytest.raises(ChangedElsewhereError), writing(engine) as session:
        release(session, IMPRINT, number, stamp, SIGNED, NOW)
    with writing(engine) as session:
        session.get_one(Opportunity, third).visibility = Visibility.HELD
        rebuild(session, [third], TODAY)
    with pytest.raises(NotReadyError, match="zuerst an"), writing(engine) as session:
        release(session, IMPRINT, number, stamp, SIGNED, NOW)
    with reading(engine) as session:
        assert session.scalar(select(func.count()).select_from(DigestIssue)) == 0


@pytest.mark.parametrize("missing", ["entries", "readers"])
def test_it_needs_something_to_say_and_somebody_to_say_it_to(engine: Engine, missing: str) -> None:
    """An empty selection or an empty list is told in German."""
    if missing == "entries":
        join(engine, "a@example.org")
    number = selection(engine, *(calls(engine) if missing == "readers" else []))
    with pytest.raises(NotReadyError):
        let_go(engine, number)


def test_there_are_only_so_many_a_day(engine: Engine) -> None:
    """The next day it goes on; another region has its own count."""
    join(engine, "a@example.org")
    join(engine, "c@example.org", area=THERE)
    entries = calls(engine)
    for _ in range(MOST_A_DAY):
        assert let_go(engine, selection(engine, *entries))
    number = selection(engine, *entries)
    with pytest.raises(NotReadyError, match="morgen"):
        let_go(engine, number)
    assert let_go(engine, selection(engine, *entries, area=THERE))
    assert let_go(engine, number, NOW + timedelta(days=1))
    plan_selections(engine, IMPRINT, NOW + timedelta(days=1))
    assert written(engine) == ["a@example.org"] * 3 + ["c@example.org"]


def test_what_nobody_could_plan_in_time_goes_no_more(engine: Engine) -> None:
    """A selection of last week is no news; it is finished without a mail."""
    join(engine, "a@example.org")
    number = selection(engine, *calls(engine))
    let_go(engine, number)
    plan_selections(engine, IMPRINT, NOW + timedelta(days=8))
    with reading(engine) as session:
        issue = session.scalars(select(DigestIssue)).one()
        assert issue.cadence == SELECTION and issue.slot == number
        assert issue.planned_at is not None and counts_of(session, issue.id) == {}
