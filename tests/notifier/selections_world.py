"""Selections' world: a region with a manager, a list that confirmed, and a selection to send."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import Engine, select

from db.accounts import Account
from db.engine import reading, writing
from db.letters import Letter
from db.secrets import digest_of
from db.selections import ListMember, Selection
from db.vocabulary import Role
from notifier.issue import Imprint
from notifier.selections.collect import add, begin
from notifier.selections.edition import Signed
from notifier.selections.members import Asked, Asking, ask_all, confirm
from notifier.selections.send import ready, release
from notifier.selections.typed import Typed
from tests.conftest import NOW, TODAY
from tests.notifier.samples import SENDER, SOURCES, TOPICS, TREE, publish, values

HERE = "leader:vogelsberg"
THERE = "leader:fulda-suedwest"
IMPRINT = Imprint(sender=SENDER, places=TREE, sources=SOURCES, topics=TOPICS)
SIGNED = Signed(name="Frau Muster", address="muster@example.org", region="LEADER-Region Vogelsberg")


def manager(engine: Engine, area: str = HERE) -> int:
    """Enter the manager of a region once, and return the account's number."""
    address = f"{area.replace(':', '-')}@example.org"
    with writing(engine) as session:
        found = session.scalar(select(Account).where(Account.address == address))
        if found is None:
            found = Account(address=address, name="Frau Muster", role=Role.MANAGER, created_at=NOW)
            found.area = area
            session.add(found)
            session.flush()
        return found.id


def ask(
    engine: Engine, *addresses: str, area: str = HERE, now: datetime = NOW, place: str = ""
) -> Asked:
    """Let a manager ask some addresses."""
    asking = Asking(
        area=area,
        region=TREE.label(area),
        account_id=manager(engine, area),
        who="Frau Muster",
        address="muster@example.org",
    )
    typed = [Typed(address=one, place=place) for one in addresses]
    with writing(engine) as session:
        return ask_all(session, asking, typed, SENDER, now)


def links(engine: Engine) -> list[str]:
    """The secrets of the links in the letters that wait, the oldest first."""
    with reading(engine) as session:
        letters = session.scalars(select(Letter).where(Letter.kind == "list").order_by(Letter.id))
        found = []
        for one in letters:
            text = one.message.decode().replace("=\r\n", "")
            found.append(text.split("/verteiler/bestaetigen/")[1].split()[0])
        return found


def join(engine: Engine, *addresses: str, area: str = HERE, now: datetime = NOW) -> list[int]:
    """Let addresses be on a list: asked, and confirmed an hour later; return the subscribers."""
    ask(engine, *addresses, area=area, now=now)
    found = []
    for address in addresses:
        with writing(engine) as session:
            row = session.scalars(
                select(ListMember).where(ListMember.address == address, ListMember.area == area)
            ).one()
            assert confirm(session, row, "Ja.", SENDER.secret, now)
            assert row.subscriber_id is not None
            found.append(row.subscriber_id)
    return found


def selection(engine: Engine, *entries: int, area: str = HERE, title: str = "Für Vereine") -> int:
    """Begin a selection with some entries, and return its number."""
    with writing(engine) as session:
        one = begin(session, manager(engine, area), area, NOW, title)
        for entry in entries:
            add(session, one.id, entry, SOURCES, TODAY, NOW)
        return one.id


def calls(engine: Engine, count: int = 2) -> list[int]:
    """Publish some calls."""
    return [
        publish(engine, f"s{number}", values(title=f"Aufruf {number}"))
        for number in range(1, count + 1)
    ]


def let_go(engine: Engine, number: int, now: datetime = NOW) -> bool:
    """Release a selection as somebody would who looked at it a moment ago."""
    with reading(engine) as session:
        one = session.get_one(Selection, number)
        stamp = ready(session, IMPRINT, one, TODAY, now).stamp
    with writing(engine) as session:
        return release(session, IMPRINT, number, stamp, SIGNED, now)


def digest_behind(secret: str) -> str:
    """What is kept of a link."""
    return digest_of(secret)


LATER = NOW + timedelta(days=31)
