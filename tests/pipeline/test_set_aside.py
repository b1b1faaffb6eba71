"""One entry that cannot be read or stored is set aside; its batch goes on."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import cast

import pytest
from sqlalchemy import Engine, select, text

from crawlers.items import Given, RawEntry
from db.crawls import StoredEntry
from db.engine import reading, writing
from db.opportunities import Opportunity
from db.reviews import ReviewItem
from db.vocabulary import ReviewState, Visibility
from pipeline.budget import MOST_CHARACTERS
from pipeline.decided import Outcome
from pipeline.reading.where.areas import Gazetteer
from pipeline.run import ProcessReport, Rules, process
from tests.pipeline.test_run import CALL, PROGRAMME, crawled, opportunity, revisions, values

DAY = timedelta(days=1)
ENDLESS = replace(CALL, key="endless", body="Rolf und Ute. " * (MOST_CHARACTERS // 14 + 1))
LINES = (f"Der Zuschuss für Stufe {n} beträgt höchstens {n}.000 Euro.\n" for n in range(1, 2_002))
LISTS = replace(CALL, key="lists", body="".join(LINES))
SAYS_LENGTH = (
    "Dieser Eintrag wurde nicht gelesen. Der Text hat 600.040 Zeichen; gelesen werden höchstens "
    "600.000. Was gilt?"
)
SAYS_CLAIMS = (
    "Dieser Eintrag wurde nicht gelesen. Der Text nennt mehr als 2.000 Fristen, Beträge und "
    "andere Werte. Was gilt?"
)


def counts(report: ProcessReport) -> dict[str, int]:
    """How many entries of a run ended in which way."""
    return {outcome.value: n for outcome in Outcome if (n := report.total(outcome))}


def asked(engine: Engine, key: str) -> list[tuple[str, str]]:
    """What staff are asked about the reading of an entry, and whether they still are."""
    with reading(engine) as session:
        of_key = select(ReviewItem.question, ReviewItem.state).join(
            Opportunity, Opportunity.id == ReviewItem.opportunity_id
        )
        found = of_key.where(Opportunity.key == key, ReviewItem.field == "reading")
        return [(question, state) for question, state in session.execute(found)]


def refuse(engine: Engine, table: str, condition: str) -> None:
    """Make the database itself refuse certain rows."""
    raising = f"BEGIN SELECT RAISE(ABORT, 'refused') WHERE {condition}; END"
    if engine.dialect.name == "postgresql":
        raising = "EXECUTE FUNCTION refused()"
        function = f"BEGIN IF {condition} THEN RAISE integrity_constraint_violation; END IF;"
        body = f"$$ {function} RETURN NEW; END $$ LANGUAGE plpgsql"
        with writing(engine) as session:
            session.execute(text(f"CREATE FUNCTION refused() RETURNS trigger AS {body}"))
    with writing(engine) as session:
        trigger = f"CREATE TRIGGER refusing BEFORE INSERT ON {table} FOR EACH ROW {raising}"
        session.execute(text(trigger))


@pytest.mark.parametrize("bad", ["\0", "\ud800", "\x1b"])
def test_a_character_that_no_database_takes_stops_nothing(
    engine: Engine, rules: Rules, now: datetime, bad: str
) -> None:
    """Stored by an older crawl or new, the entry is read without it, and so are the others."""
    crawled(engine, now, CALL, PROGRAMME)
    old = (
        CALL.to_json()
        .replace("Förderaufruf", "Förder\\u0000aufruf")
        .replace('"key": "call"', '"key": "older"')
    )
    with writing(engine) as session:
        row = session.scalars(select(StoredEntry).where(StoredEntry.key == "call")).one()
        row.key, row.payload = "older", old
    dirty = replace(CALL, key="new", title=f"Förder{bad}aufruf", body=f"{CALL.body}{bad}")
    crawled(engine, now, dirty)
    assert counts(process(engine, rules, now)) == {"new": 3}
    assert opportunity(engine, "older").title == "Förderaufruf Dorfentwicklung"
    clean = "Förder\ufffdaufruf" if bad == "\ud800" else "Förderaufruf"
    assert opportunity(engine, "new").title == clean
    assert values(engine, "new").award_max == 20000


@pytest.mark.parametrize(("entry", "says"), [(ENDLESS, SAYS_LENGTH), (LISTS, SAYS_CLAIMS)])
def test_a_new_entry_beyond_the_budget_is_held_and_asked_about(
    engine: Engine, rules: Rules, now: datetime, entry: RawEntry, says: str
) -> None:
    """Nobody sees it, nothing is said of it, and the same rules do not read it again."""
    crawled(engine, now, entry, PROGRAMME)
    assert counts(process(engine, rules, now)) == {"new": 1, "aside": 1}
    assert opportunity(engine, entry.key).visibility == Visibility.HELD
    assert values(engine, entry.key).award_max is None
    assert asked(engine, entry.key) == [(says, ReviewState.OPEN)]
    assert counts(process(engine, rules, now)) == {}


@pytest.mark.parametrize("entry", [ENDLESS, pytest.param(LISTS, marks=pytest.mark.long)])
def test_what_stands_of_an_entry_outlasts_a_text_that_cannot_be_read(
    engine: Engine, rules: Rules, now: datetime, entry: RawEntry
) -> None:
    """Its values stay, no revision is made, and the question ends with the text it is about."""
    crawled(engine, now, replace(CALL, key=entry.key))
    process(engine, rules, now)
    crawled(engine, now + DAY, entry)
    assert counts(process(engine, rules, now + DAY)) == {"aside": 1}
    assert opportunity(engine, entry.key).visibility == Visibility.PUBLISHED
    assert values(engine, entry.key).award_max == 20000
    body = CALL.body.replace("20.000", "25.000")
    crawled(engine, now + 2 * DAY, replace(CALL, key=entry.key, body=body))
    newer = replace(rules, edition="two")  # which cannot read the bad text either
    assert counts(process(engine, newer, now + 2 * DAY)) == {"changed": 1}
    assert [state for _, state in asked(engine, entry.key)] == [ReviewState.MOOT]
    assert [one.number for one in revisions(engine, entry.key)] == [1, 2]


def test_an_entry_that_our_rules_fail_on_is_set_aside_with_the_reason(
    engine: Engine, rules: Rules, now: datetime
) -> None:
    """A fault of ours costs the entry that shows it, whatever the fault is."""
    broken = replace(rules, gazetteer=cast(Gazetteer, None))
    placed = replace(PROGRAMME, given=Given(areas=("06",), funders=("Land",)))
    crawled(engine, now, CALL, placed)
    assert counts(process(engine, broken, now)) == {"new": 1, "aside": 1}
    [(question, _)] = asked(engine, "call")
    assert question.startswith("Dieser Eintrag wurde nicht gelesen. AttributeError: ")
    mended = replace(rules, edition="two")
    assert counts(process(engine, mended, now + DAY)) == {"new": 1, "same": 1}
    mended_call = opportunity(engine, "call")
    assert (mended_call.visibility, mended_call.news_at) == (Visibility.PUBLISHED, now + DAY)


def test_an_entry_that_the_database_refuses_is_set_aside(
    engine: Engine, rules: Rules, now: datetime
) -> None:
    """The rest of its batch is stored; the refused reading is not."""
    refuse(engine, "revisions", "CAST(NEW.read AS TEXT) LIKE '%2027-01-31%'")
    crawled(engine, now, CALL, PROGRAMME, replace(PROGRAMME, key="third"))
    assert counts(process(engine, rules, now)) == {"new": 2, "aside": 1}
    assert asked(engine, "call")[0][1] == ReviewState.OPEN


def test_an_entry_of_which_nothing_can_be_stored_is_counted(
    engine: Engine, rules: Rules, now: datetime
) -> None:
    """It waits, the others are stored, and the report says that one is lost."""
    refuse(engine, "opportunities", "NEW.title LIKE 'Förderaufruf%'")
    crawled(engine, now, CALL, PROGRAMME)
    with writing(engine) as session:
        row = session.scalars(select(StoredEntry).where(StoredEntry.key == "programme")).one()
        session.add(
            StoredEntry(
                source=row.source, key="form of old", digest="", payload="{}",
                run_id=row.run_id, taken_at=now,
            )
        )  # fmt: skip
    report = process(engine, rules, now)
    assert (counts(report), report.lost) == ({"new": 1}, 2)
