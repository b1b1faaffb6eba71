"""People: who may sign in to the demo; each gets a ready one-time link on loopback."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import select

from db.accounts import Account
from db.engine import writing
from db.vocabulary import Role
from landbote.application import Application
from web.doors.links import new_link

PEOPLE = (
    ("servicestelle@demo.example.org", "Servicestelle", Role.STAFF, "", ""),
    ("ministerium@demo.example.org", "Ministerium", Role.REVIEWER, "he_wirtschaft", ""),
    ("leader@demo.example.org", "LEADER-Management", Role.MANAGER, "", "leader:vogelsberg"),
    ("verwaltung@demo.example.org", "Verwaltung", Role.ADMIN, "", ""),
)


def sign_in_paths(app: Application) -> Iterator[tuple[str, str]]:
    """Yield the name of each of the demo's people, and the path of a link made just now."""
    with writing(app.engine) as session:
        for address, name, role, authority, area in PEOPLE:
            account = session.scalar(select(Account).where(Account.address == address))
            if account is None:
                account = Account(address=address, name=name, role=role, created_at=app.clock())
                account.authority, account.area = authority, area
                session.add(account)
                session.flush()
            yield name, new_link(session, account, app.clock())
