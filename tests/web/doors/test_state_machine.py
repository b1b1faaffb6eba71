"""Whoever is let in, and only he: sign-in, sign-out, time, locks and roles in any order."""

from __future__ import annotations

import tempfile
from datetime import datetime, timedelta
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test
from starlette.testclient import TestClient

from db.engine import writing
from db.vocabulary import Role
from tests.databases import SqliteTemplate, engine_on
from tests.doses import dose
from tests.web.doors.living import House, token_in
from web.doors import roster

PEOPLE = ("eins@example.org", "zwei@example.org")
HOURS = st.sampled_from([0.2, 1.0, 11.0, 13.0, 60.0, 169.0])
BROWSERS = st.integers(0, 2)
IDLE, LASTS, LINK = timedelta(hours=12), timedelta(days=7), timedelta(minutes=15)
# A visit is only written down after a few minutes.
NOTED = timedelta(minutes=5)


def test_a_request_is_let_in_as_the_model_says(
    sqlite_template: SqliteTemplate, tmp_path: Path
) -> None:
    """Three browsers, two people, and everything that may happen to them."""

    class Doors(RuleBasedStateMachine):
        """The site, beside a model that fits into a few lines."""

        def __init__(self) -> None:
            super().__init__()
            self.folder = tempfile.TemporaryDirectory(dir=tmp_path)
            self.open = sqlite_template.database(Path(self.folder.name))
            self.house = House(engine_on(self.open.__enter__()))
            self.roles: dict[str, Role | None] = dict.fromkeys(PEOPLE)
            self.locked: set[str] = set()
            self.links: list[tuple[str, str, datetime]] = []
            self.browsers: list[TestClient] = [self.house.browser() for _ in range(3)]
            # Who is signed in where: the person, since when, and when last there.
            self.inside: list[tuple[str, datetime, datetime] | None] = [None] * 3

        def teardown(self) -> None:
            """Throw the site away."""
            self.house.engine.dispose()
            self.open.__exit__(None, None, None)
            self.folder.cleanup()

        def who(self, number: int) -> str | None:
            """Who is let in with a browser, as the model says."""
            state = self.inside[number]
            if state is None:
                return None
            person, since, seen = state
            here = self.house.now - seen <= IDLE and self.house.now - since <= LASTS
            return person if here and self.roles[person] and person not in self.locked else None

        def out(self, person: str) -> None:
            """Everybody who was in as this person is out, and no link helps."""
            self.inside = [one if one and one[0] != person else None for one in self.inside]
            self.links = [one for one in self.links if one[1] != person]

        @rule(person=st.sampled_from(PEOPLE), role=st.sampled_from(Role))
        def enter(self, person: str, role: Role) -> None:
            """Give somebody an account, or another role."""
            self.house.enter(person, role)
            self.roles[person] = role

        @rule(person=st.sampled_from(PEOPLE))
        def make_link(self, person: str) -> None:
            """Somebody asks for a link."""
            if self.roles[person]:
                self.links.append((self.house.link(person), person, self.house.now))

        @rule(number=BROWSERS, again=st.booleans())
        def use_link(self, number: int, again: bool) -> None:
            """Somebody looks at the newest link, and uses it, once more perhaps."""
            if not self.links:
                return
            path, person, made = self.links.pop()
            assert self.browsers[number].get(path).status_code == 200
            answer = self.browsers[number].post(path)
            good = self.house.now - made < LINK and person not in self.locked
            assert answer.status_code == (303 if good else 410)
            if good:
                self.inside[number] = (person, self.house.now, self.house.now)
            if again:
                assert self.browsers[(number + 1) % 3].post(path).status_code == 410

        @rule(number=BROWSERS, everywhere=st.booleans())
        def leave(self, number: int, everywhere: bool) -> None:
            """Somebody signs out, here or everywhere."""
            person = self.who(number)
            if person is None:
                return
            browser = self.browsers[number]
            form = {"token": token_in(browser.get("/konto"))}
            where = "/konto/ueberall-abmelden" if everywhere else "/abmelden"
            assert browser.post(where, data=form).status_code == 303
            self.inside[number] = None
            if everywhere:
                self.out(person)

        @rule(person=st.sampled_from(PEOPLE), act=st.sampled_from(["lock", "unlock", "remove"]))
        def decide(self, person: str, act: str) -> None:
            """An administrator shuts somebody out, or in again."""
            if self.roles[person] is None:
                return
            with writing(self.house.engine) as session:
                if act == "unlock":
                    roster.unlock(session, person)
                    self.locked.discard(person)
                    return
                {"lock": roster.lock, "remove": roster.remove}[act](session, person, self.house.now)
            self.out(person)
            if act == "lock":
                self.locked.add(person)
            else:
                self.roles[person] = None
                self.locked.discard(person)

        @rule(hours=HOURS)
        def wait(self, hours: float) -> None:
            """Time passes."""
            self.house.later(hours=hours)

        @invariant()
        def let_in_as_modelled(self) -> None:
            """Each browser is in where the model says so, with the role of this very moment."""
            for number, browser in enumerate(self.browsers):
                person = self.who(number)
                assert (browser.get("/konto").status_code == 200) is (person is not None)
                if person is None:
                    continue
                state = self.inside[number]
                assert state is not None
                if self.house.now - state[2] > NOTED:
                    self.inside[number] = (state[0], state[1], self.house.now)
                admin = self.roles[person] is Role.ADMIN
                assert browser.get("/konten").status_code == (200 if admin else 403)

    run_state_machine_as_test(
        Doors, settings=settings(max_examples=dose(4, 12), stateful_step_count=20, deadline=None)
    )
