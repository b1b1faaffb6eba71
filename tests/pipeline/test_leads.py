"""Leads: what relays tell of others' funding is a hint to staff, and never an entry."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import Engine, func, select

from crawlers.items import Kind, RawEntry
from crawlers.source import Source, Trust
from db.crawls import CrawlRun, StoredEntry
from db.engine import reading, writing
from db.facts import Facts
from db.opportunities import Opportunity
from db.reviews import ReviewItem
from db.tips import Tip
from db.vocabulary import ReviewState, Visibility
from pipeline import run as pipeline
from pipeline.desk.tips import became, put_away
from pipeline.lead import FRESH
from pipeline.leads import fall_away, hold_back, look_for_leads
from pipeline.noted import BECAME
from pipeline.run import Rules
from tests.pipeline.test_settle import SOURCE

TOWN = replace(SOURCE, slug="mun_a", title="Musterau: Meldungen", leads=True)
OTHER = replace(TOWN, slug="mun_b", title="Beispielstadt: Meldungen")
PRESS = replace(TOWN, slug="rel_press", title="Fachblatt", trust=Trust.SECONDARY)
SOURCES = {source.slug: source for source in (SOURCE, TOWN, OTHER, PRESS)}
CALL = (
    "Vereine können bis zum 15. Februar 2027 Anträge stellen. Gefördert werden 80 Prozent, "
    "höchstens 16.000 Euro."
)
Look = Callable[[], int]
TITLE = "Regionalbudget 2027: Anträge jetzt möglich"
BIN = "Die Mülltonnen werden am Montag geleert."


def found(source: Source, title: str, body: str, kind: Kind, day: date | None = None) -> RawEntry:
    """A find of a source."""
    key = f"/{source.slug}/{title}"
    return RawEntry(
        source=source.slug,
        key=key,
        url=f"https://{source.slug.replace('_', '-')}.example.org/meldung",
        kind=kind,
        title=title,
        body=body,
        published_on=day,
    )


def bring(engine: Engine, entries: Sequence[RawEntry], now: datetime) -> None:
    """Store what a visit brought."""
    with writing(engine) as session:
        run = CrawlRun(source=entries[0].source, started_at=now, outcome="ok")
        session.add(run)
        session.flush()
        for one in entries:
            text = one.to_json()
            session.add(
                StoredEntry(
                    source=one.source,
                    key=one.key,
                    digest=str(hash(text)),
                    payload=text,
                    run_id=run.id,
                    taken_at=now,
                )
            )


def tips(engine: Engine) -> list[Tip]:
    """The hints that there are."""
    with reading(engine) as session:
        return list(session.scalars(select(Tip).order_by(Tip.id)))


def count_entries(engine: Engine) -> int:
    """How many entries there are."""
    with reading(engine) as session:
        return session.scalar(select(func.count()).select_from(Opportunity)) or 0


@pytest.fixture(name="look")
def looking(engine: Engine, now: datetime, rules: Rules) -> Callable[[], int]:
    """Process all that waits, as the service does; return how many hints are new."""
    of_all = replace(rules, sources=SOURCES)

    def look() -> int:
        pipeline.process(engine, of_all, now)
        return look_for_leads(engine, SOURCES, lambda: of_all, now)

    return look


def test_a_call_in_the_news_of_a_town_is_a_hint_and_no_entry(
    engine: Engine, now: datetime, look: Look
) -> None:
    """Of a town's news the call alone becomes a hint, with its words; none becomes an entry."""
    day = now.date() - timedelta(days=3)
    bring(
        engine,
        [
            found(TOWN, TITLE, CALL, Kind.CALL, day),
            found(TOWN, "Müllabfuhr", BIN, Kind.NOTICE, day),
            found(TOWN, "Aufruf zum Blutspenden", "Kommen Sie zahlreich.", Kind.CALL, day),
        ],
        now,
    )
    assert look() == 1
    (tip,) = tips(engine)
    assert tip.found and tip.until_on == date(2027, 2, 15) and tip.count == 1
    assert tip.told[0]["said"].startswith(TITLE) and "16.000 Euro" in tip.told[0]["said"]
    assert tip.told[0]["source"] == TOWN.slug
    assert count_entries(engine) == 0
    assert look() == 0


def test_a_source_of_its_own_becomes_an_entry(engine: Engine, now: datetime, look: Look) -> None:
    """The same text of a source that gives no leads is an entry and no hint."""
    bring(engine, [found(SOURCE, TITLE, CALL, Kind.CALL)], now)
    assert look() == 0
    assert (count_entries(engine), tips(engine)) == (1, [])


def test_what_two_towns_tell_is_one_hint(engine: Engine, now: datetime, look: Look) -> None:
    """The same call told by two sources is one hint that names both."""
    for source in (TOWN, OTHER):
        bring(engine, [found(source, TITLE, CALL, Kind.CALL)], now)
    assert look() == 1
    (tip,) = tips(engine)
    assert [one["source"] for one in tip.told] == [TOWN.slug, OTHER.slug] and tip.count == 2


def test_two_regions_that_call_alike_are_two_hints(
    engine: Engine, now: datetime, rules: Rules
) -> None:
    """The same words for the same day hide no other district's call, settled or not."""
    far = {
        one.slug: replace(one, area=area) for one, area in ((TOWN, "06535001"), (OTHER, "06631001"))
    }
    of_all = replace(rules, sources=far)
    for number, source in enumerate(far.values(), 1):
        bring(engine, [found(source, TITLE, CALL, Kind.CALL)], now)
        assert look_for_leads(engine, far, lambda: of_all, now) == 1
        with writing(engine) as session:
            put_away(session, tips(engine)[-1].id, "schon bekannt", "frau.klee@example.org", now)
        assert len(tips(engine)) == number


def test_what_is_known_already_is_said_to_be(engine: Engine, now: datetime, look: Look) -> None:
    """A hint with the title of an entry names it, and one with another title does not."""
    bring(engine, [found(SOURCE, TITLE, CALL, Kind.CALL)], now)
    look()
    other = "Denkmalpreis des Landkreises ausgeschrieben"
    bring(
        engine,
        [
            found(TOWN, TITLE, CALL, Kind.CALL),
            found(TOWN, other, CALL.replace("16", "3"), Kind.PRIZE),
        ],
        now,
    )
    assert look() == 2
    assert ["entry" in tip.told[0] for tip in tips(engine)] == [True, False]


def test_the_call_of_another_region_is_not_the_one_that_is_known(
    engine: Engine, now: datetime, look: Look
) -> None:
    """Nearly the same title is not taken for the same call, nor a part of one for the whole."""
    bring(engine, [found(SOURCE, f"{TITLE} in der Region Rhön", CALL, Kind.CALL)], now)
    look()
    titles = (f"{TITLE} in der Region Vogelsberg", "Regionalbudget 2027")
    bring(engine, [found(TOWN, title, CALL, Kind.CALL) for title in titles], now)
    assert look() == 2
    assert not any("entry" in tip.told[0] for tip in tips(engine))


def test_without_a_deadline_the_sum_tells_one_call_from_another(
    engine: Engine, now: datetime, look: Look
) -> None:
    """What staff put away hides no other call that has its title by chance."""
    for source, sum_ in ((TOWN, "5.000"), (OTHER, "900")):
        text = (
            f"Anträge sind ab sofort möglich. Gefördert werden 50 Prozent, höchstens {sum_} Euro."
        )
        bring(engine, [found(source, "Förderung für Vereine", text, Kind.CALL)], now)
    assert look() == 2


def test_a_settled_hint_does_not_come_back(engine: Engine, now: datetime, look: Look) -> None:
    """What staff put away stays away, when the page changes and when another tells it."""
    bring(engine, [found(TOWN, TITLE, CALL, Kind.CALL)], now)
    look()
    with writing(engine) as session:
        put_away(session, tips(engine)[0].id, "schon bekannt", "frau.klee@example.org", now)
    bring(engine, [found(TOWN, TITLE, f"{CALL} Viel Erfolg!", Kind.CALL)], now)
    bring(engine, [found(OTHER, TITLE, CALL, Kind.CALL)], now)
    assert look() == 0
    (tip,) = tips(engine)
    assert tip.settled_at is not None and tip.count == 1


@pytest.mark.parametrize(
    ("text", "day"),
    [
        (CALL.replace("2027", "2025"), None),
        (CALL, date(2026, 1, 5)),
    ],
)
def test_what_is_over_leads_nowhere(
    engine: Engine, now: datetime, look: Look, text: str, day: date | None
) -> None:
    """Neither a deadline that has passed nor news of long ago is a hint."""
    bring(engine, [found(TOWN, TITLE, text, Kind.CALL, day)], now)
    assert look() == 0 and tips(engine) == []


def test_a_hint_that_nobody_decides_on_falls_away(
    engine: Engine, now: datetime, look: Look
) -> None:
    """After its deadline, or after sixty days, it is gone; one before that stays."""
    bring(engine, [found(TOWN, TITLE, CALL, Kind.CALL)], now)
    bring(
        engine,
        [
            found(
                TOWN,
                "Preis",
                "Bewerbungen sind möglich. Gefördert werden 50 Prozent, höchstens 500 Euro.",
                Kind.PRIZE,
            )
        ],
        now,
    )
    look()
    assert len(tips(engine)) == 2
    fall_away(engine, now + FRESH - timedelta(hours=1))
    assert len(tips(engine)) == 2
    fall_away(engine, now + FRESH + timedelta(hours=1))
    assert tips(engine) == []


def test_of_the_press_one_sentence_is_quoted(engine: Engine, now: datetime, look: Look) -> None:
    """Of a secondary source no more is kept among the hints than a person needs."""
    bring(engine, [found(PRESS, TITLE, CALL, Kind.CALL)], now)
    look()
    assert tips(engine)[0].told[0]["said"].count(" … ") == 1


def test_rules_are_made_only_where_something_waits(engine: Engine, now: datetime) -> None:
    """They are costly, and mostly nothing is new."""

    def never() -> Rules:
        raise AssertionError

    bring(engine, [found(SOURCE, TITLE, CALL, Kind.CALL)], now)
    assert look_for_leads(engine, SOURCES, never, now) == 0


def test_why_it_is_thought_known_stands_on_the_hint(
    engine: Engine, now: datetime, look: Look
) -> None:
    """Staff read which entry it is, and what speaks for it."""
    bring(engine, [found(SOURCE, TITLE, CALL, Kind.CALL)], now)
    look()
    bring(engine, [found(TOWN, TITLE, CALL, Kind.CALL)], now)
    look()
    told = tips(engine)[0].told[0]
    assert (told["entry"], told["why"]) == (1, "gleicher Name im Titel und gleiche Frist")


NEXT = CALL.replace("15. Februar", "1. März")


@pytest.mark.parametrize("title", [TITLE, "Mehr Zeit für Anträge auf Zuschüsse"])
def test_a_page_that_changes_its_deadline_changes_its_hint(
    engine: Engine, now: datetime, look: Look, title: str
) -> None:
    """The hint stays one, under whatever title, and tells both days."""
    first = found(TOWN, TITLE, CALL, Kind.CALL)
    bring(engine, [first], now)
    look()
    bring(engine, [replace(first, title=title, body=NEXT)], now)
    assert look() == 0
    (tip,) = tips(engine)
    assert (tip.until_on, tip.count) == (date(2027, 3, 1), 1)
    assert (tip.told[-1]["was"], tip.told[-1]["until"]) == ("2027-02-15", "2027-03-01")
    bring(engine, [replace(first, title=title, body=f"{NEXT} Viel Erfolg!")], now)
    assert look() == 0 and len(tips(engine)[0].told) == 2


def test_what_another_page_still_says_changes_nothing_back(
    engine: Engine, now: datetime, look: Look
) -> None:
    """Of two towns one has the new day: what the other repeats of the old one is no change."""
    pages = [found(source, TITLE, CALL, Kind.CALL) for source in (TOWN, OTHER)]
    bring(engine, pages[:1], now)
    bring(engine, pages[1:], now)
    look()
    bring(engine, [replace(pages[0], body=NEXT)], now)
    look()
    bring(engine, [replace(pages[1], body=f"{CALL} Viel Erfolg!")], now)
    look()
    (tip,) = tips(engine)
    assert tip.until_on == date(2027, 3, 1) and len(tip.told) == 3
    bring(engine, [replace(pages[1], body=NEXT)], now)
    look()
    assert [one.get("was") for one in tips(engine)[0].told[-2:]] == ["2027-02-15"] * 2


def test_a_settled_hint_is_open_again_with_another_deadline(
    engine: Engine, now: datetime, look: Look
) -> None:
    """With the entry that came of it, which may say the old day; an undone word is not lost."""
    bring(engine, [found(SOURCE, "Bürgerbusse", CALL, Kind.CALL)], now)
    page = found(TOWN, TITLE, CALL, Kind.CALL)
    bring(engine, [page], now)
    look()
    with writing(engine) as session:
        became(session, tips(engine)[0].id, 1, "frau.klee@example.org", now)
    bring(engine, [replace(page, body=NEXT)], now)
    assert look() == 0
    (tip,) = tips(engine)
    assert tip.settled_at is None and tip.told[-1]["entry"] == 1
    assert tip.told[-1]["why"] == BECAME


def test_a_page_may_be_told_anew_after_its_hint_fell_away(
    engine: Engine, now: datetime, look: Look
) -> None:
    """What nobody decided on is gone; the page's next call is a hint of its own."""
    page = found(TOWN, TITLE, CALL, Kind.CALL)
    bring(engine, [page], now)
    look()
    fall_away(engine, now + FRESH + timedelta(hours=1))
    bring(engine, [replace(page, body=NEXT)], now)
    assert look() == 1
    (tip,) = tips(engine)
    assert "was" not in tip.told[-1]


def test_of_a_page_that_changed_twice_the_newest_text_is_read(
    engine: Engine, now: datetime, look: Look
) -> None:
    """What it said in between, before anybody looked, is no news."""
    page = found(TOWN, TITLE, CALL, Kind.CALL)
    bring(engine, [page], now)
    bring(engine, [replace(page, body=NEXT)], now)
    assert look() == 1
    (tip,) = tips(engine)
    assert tip.until_on == date(2027, 3, 1) and len(tip.told) == 1


def shown(engine: Engine) -> list[str]:
    """The titles that are published."""
    with reading(engine) as session:
        published = Opportunity.visibility == Visibility.PUBLISHED
        return list(session.scalars(select(Opportunity.title).where(published)))


def test_what_a_source_published_is_held_once_it_gives_leads(
    engine: Engine, now: datetime, rules: Rules
) -> None:
    """Another source's stay; its questions are nobody's work; back again, all is as it was."""
    before = {SOURCE.slug: SOURCE, TOWN.slug: replace(TOWN, leads=False)}
    for source in before.values():
        bring(engine, [found(source, f"{TITLE} {source.title}", CALL, Kind.CALL)], now)
    pipeline.process(engine, replace(rules, sources=before), now)
    assert len(shown(engine)) == 2
    with writing(engine) as session:
        session.add(
            ReviewItem(opportunity_id=2, fingerprint="x", field="x", question="?", asked_at=now)
        )
    assert hold_back(engine, SOURCES, now) == 1 and hold_back(engine, SOURCES, now) == 0
    pipeline.process(engine, replace(rules, sources=SOURCES, edition="two"), now)
    assert shown(engine) == [f"{TITLE} {SOURCE.title}"]
    with reading(engine) as session:
        of_it = select(ReviewItem).where(ReviewItem.opportunity_id == 2)
        states = {item.fingerprint: item.state for item in session.scalars(of_it)}
        assert states["x"] == ReviewState.MOOT
        assert not session.scalars(select(Facts).where(Facts.opportunity_id == 2)).all()
    pipeline.process(engine, replace(rules, sources=before, edition="three"), now)
    assert len(shown(engine)) == 2
