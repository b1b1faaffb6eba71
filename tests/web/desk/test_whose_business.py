"""Whose business an entry is: what one page refuses no other page does, and nothing is taken."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Engine, select

from db.accounts import Account
from db.decisions import Act, Decision
from db.engine import reading, writing
from db.opportunities import Revision
from db.reviews import TakenEntry
from db.statements import Field, Subject
from db.vocabulary import Cadence, Role
from pipeline.desk import issue
from pipeline.desk.aside import note
from pipeline.desk.correct import Correction, correct
from pipeline.desk.seen import Seen, seen_of
from pipeline.run import Rules, process
from tests.conftest import NOW, TODAY
from tests.pipeline.test_run import crawled
from tests.stating import said
from tests.web.desk.entries import ASKED, OTHER, number_of, seen_on, site_of
from tests.web.desk.queue_samples import ask, asked, site, weighed
from tests.web.signing_in import account, signed_in
from web.doors.people import Person
from web.queue.answers import Answer, answer_all

OWN = "leader:vogelsberg"
BODIES: dict[str, Any] = {"authority": "he_staatskanzlei"}


def acts(engine: Engine) -> list[str]:
    """What was decided, in order."""
    with reading(engine) as session:
        return list(session.scalars(select(Decision.act).order_by(Decision.id)))


@pytest.mark.parametrize(
    ("role", "own", "stated"),
    [
        (Role.MANAGER, {"area": OWN}, {"areas": (OWN, "leader:knuell")}),
        (Role.REVIEWER, BODIES, {"funders": ("BMEL",)}),
    ],
)
def test_nobody_acts_on_others_entries_by_the_queue(
    engine: Engine, role: Role, own: dict[str, Any], stated: dict[str, Any]
) -> None:
    """Neither by one answer for many nor by putting it off; opening one takes it from nobody."""
    for title in ("Eins", "Zwei"):
        asked(engine, title, "kind", **stated)
    weighed(engine)
    desk, other = signed_in(site(engine)), signed_in(site(engine), role, **own)
    page = desk.get("/fragen/gleiche/1").text
    boxes = [f"{number}:{seen_on_box(page, number)}" for number in (1, 2)]
    refused = other.act("/fragen/gleiche/1", frage=boxes, antwort="art", art="call").text
    assert "0 beantwortet" in refused
    assert other.act("/fragen/1/spaeter", bis="morgen").status_code == 403
    assert other.get("/fragen").text.count("<h3>") == 0
    other.get("/eintraege/1?warteschlange=alle")
    with reading(engine) as session:
        assert session.scalars(select(TakenEntry.opportunity_id)).all() == []
    assert acts(engine) == []


def seen_on_box(page: str, number: int) -> str:
    """What the box of a question carries of how its entry stood."""
    return page.partition(f'value="{number}:')[2].partition('"')[0]


def test_what_staff_took_from_a_body_it_decides_no_more(engine: Engine) -> None:
    """Though the queue was not weighed since."""
    for title in ("Eins", "Zwei"):
        entry = asked(engine, title, funders=("Hessische Staatskanzlei",))
        ask(engine, entry, "kind", raised_by="relating")
    weighed(engine)
    reviewer = signed_in(site(engine), Role.REVIEWER, **BODIES)
    with writing(engine) as session:
        right = Correction(subject=Subject.FUNDERS, statements=(said(Field.FUNDER, "BMEL"),))
        correct(session, 2, right, "staff@example.org", NOW)
    page = reviewer.get("/fragen/gleiche/1").text
    boxes = [f"{number}:{seen_on_box(page, number)}" for number in (1, 2)]
    result = reviewer.act("/fragen/gleiche/1", frage=boxes, antwort="art", art="call").text
    print(result[result.index("<main") :])
    assert "1 beantwortet, 1 nicht beantwortet: Zuständig für diesen Eintrag ist" in result
    assert reviewer.act("/fragen/2/spaeter", bis="morgen").status_code == 403


def test_what_lies_in_the_own_district_is_the_managers(engine: Engine) -> None:
    """In the queue as on the page; a place elsewhere makes it everybody's."""
    asked(engine, "Eins", "kind", areas=("06535011", "06535"))
    asked(engine, "Zwei", "kind", areas=("06535011", "06532"))
    weighed(engine)
    manager = signed_in(site(engine), Role.MANAGER, area="06535")
    page = manager.get("/fragen").text
    assert ">Eins</a>" in page and ">Zwei</a>" not in page
    assert manager.act("/fragen/1/spaeter", bis="morgen").status_code == 303


class Between(dict[int, Seen]):
    """Questions between two of which a colleague is quick."""

    def __init__(self, engine: Engine, seen: dict[int, Seen]) -> None:
        super().__init__(seen)
        self.engine = engine

    def items(self) -> Iterator[tuple[int, Seen]]:  # type: ignore[override]
        """Yield the first, let somebody else say something, yield the second."""
        (first, second) = super().items()
        yield first
        with writing(self.engine) as session:
            note(session, 1, "ich bin dran", "andere@example.org", NOW)
        yield second


@pytest.mark.parametrize("disturbed", [False, True])
def test_two_questions_of_one_entry_at_once(engine: Engine, disturbed: bool) -> None:
    """Both are answered, unless somebody else moved the entry between the two."""
    number = asked(engine, "Eins")
    items = [ask(engine, number, "kind", question=f"Frage {one}?") for one in (1, 2)]
    account(site(engine), Role.STAFF)
    with reading(engine) as session:
        seen = dict.fromkeys(items, seen_of(session, [number])[number])
        row = session.scalars(select(Account)).one()
        person = Person(id=row.id, address=row.address, name=row.name, role=Role.STAFF)
    questions = Between(engine, seen) if disturbed else seen
    answer = Answer(way="ablegen", why="steht nicht da", person=person)
    result = answer_all(engine, questions, answer, NOW)
    assert (result.done, result.moved) == ((1, 1) if disturbed else (2, 0))


def test_only_the_desk_takes_back_what_only_the_desk_decides(engine: Engine, rules: Rules) -> None:
    """A reviewer of the own body's entry parts no merged ones and releases no held ones."""
    crawled(engine, NOW, ASKED, OTHER)
    process(engine, rules, NOW)
    one, other = number_of(engine, "asked"), number_of(engine, "other")
    here = site_of(engine)
    desk = signed_in(here)
    desk.act(
        f"/eintraege/{one}/zusammenlegen",
        anderer=str(other),
        gesehen=seen_on(desk.get(f"/eintraege/{one}").text),
    )
    with writing(engine) as session:
        on = TODAY + timedelta(days=1)
        words = {"why": "", "by": "staff@example.org", "now": NOW}
        issue.hold_back(session, one, cadence=Cadence.DAILY, on=on, **words)  # type: ignore[arg-type]
    reviewer = signed_in(here, Role.REVIEWER, authority="Hessisches Ministerium für Landwirtschaft")
    page = reviewer.get(f"/eintraege/{one}").text
    assert "Sie können ihn lesen" not in page and "zurücknehmen" not in page
    for decision in ("1", "2"):
        fields = {"entscheidung": decision, "gesehen": seen_on(page)}
        answer = reviewer.act(f"/eintraege/{one}/rueckgaengig", **fields)
        assert answer.status_code == 403
    assert acts(engine) == [Act.SAME, Act.HOLD_BACK]
    assert "zurücknehmen" in desk.get(f"/eintraege/{one}").text


def test_taken_back_areas_are_told_by_their_names(engine: Engine, rules: Rules) -> None:
    """What everybody reads of a correction and of its end is no key."""
    crawled(engine, NOW, ASKED)
    process(engine, rules, NOW)
    number = number_of(engine, "asked")
    desk = signed_in(site_of(engine))

    def act(what: str, **fields: str) -> int:
        seen = seen_on(desk.get(f"/eintraege/{number}").text)
        return desk.act(f"/eintraege/{number}/{what}", gesehen=seen, **fields).status_code

    assert act("angabe", feld="areas", wert="Vogelsbergkreis") == 303
    assert act("rueckgaengig", entscheidung="1") == 303
    with reading(engine) as session:
        newest = select(Revision).where(Revision.opportunity_id == number)
        rows = session.scalars(newest.order_by(Revision.number)).all()
        told = [change["sentence"] for row in rows for change in row.changes]
    assert told and not any("06" in sentence for sentence in told), told


def test_no_button_takes_back_what_is_about_a_source(engine: Engine, rules: Rules) -> None:
    """On an entry's page there is nothing to take back after a source was paused."""
    crawled(engine, NOW, ASKED)
    process(engine, rules, NOW)
    desk = signed_in(site_of(engine))
    assert desk.act(f"/quellen/{ASKED.source}/anhalten").status_code == 303
    page = desk.get(f"/eintraege/{number_of(engine, 'asked')}").text
    assert "rückgängig machen" not in page
