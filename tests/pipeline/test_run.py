"""The pipeline as a whole, on both databases: what is read, what is news, what is asked."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Engine, func, select

from crawlers.items import Given, Kind, LabelledText, RawEntry, digest
from crawlers.page import Page
from crawlers.source import Source, Trust
from db.crawls import CrawlRun, StoredEntry
from db.engine import reading, writing
from db.opportunities import Opportunity, Revision
from db.reviews import READING, ReviewItem
from db.values import Values, from_json
from db.vocabulary import ReviewState, Visibility
from pipeline.decided import Outcome
from pipeline.run import Rules, process, read_entry, read_whom_it_names, stand
from tests.pipeline.test_settle import SOURCE, raw

DAY = timedelta(days=1)

CALL = replace(
    raw(),
    key="call",
    kind=Kind.CALL,
    title="Förderaufruf Dorfentwicklung",
    body="Antragsberechtigt sind Städte und Gemeinden. Der Zuschuss beträgt höchstens "
    "20.000 Euro. Anträge sind bis zum 31. Januar 2027 einzureichen.",
)
PROGRAMME = replace(
    raw(),
    key="programme",
    title="Nahmobilität",
    fields=(LabelledText(label="Antragsfrist", text="30. September jeden Jahres"),),
    prose=("Antragsfrist",),
)


def crawled(engine: Engine, now: datetime, *entries: RawEntry) -> None:
    """Store entries as a crawl would."""
    with writing(engine) as session:
        run = CrawlRun(source=SOURCE.slug, started_at=now)
        session.add(run)
        session.flush()
        for entry in entries:
            payload = entry.to_json()
            session.add(
                StoredEntry(
                    source=entry.source,
                    key=entry.key,
                    digest=digest(payload),
                    payload=payload,
                    shape=entry.shape(),
                    run_id=run.id,
                    taken_at=now,
                )
            )


def opportunity(engine: Engine, key: str) -> Opportunity:
    """The opportunity of an entry."""
    with reading(engine) as session:
        return session.scalars(select(Opportunity).where(Opportunity.key == key)).one()


def revisions(engine: Engine, key: str) -> list[Revision]:
    """The revisions of an entry, the first one first."""
    with reading(engine) as session:
        of_key = select(Revision).join(Opportunity, Opportunity.id == Revision.opportunity_id)
        found = of_key.where(Opportunity.key == key).order_by(Revision.number)
        return list(session.scalars(found))


def values(engine: Engine, key: str) -> Values:
    """What is stated about an entry now."""
    return from_json(revisions(engine, key)[-1].content)


def written(engine: Engine) -> list[int]:
    """The number of rows in every table that the pipeline writes."""
    with reading(engine) as session:
        tables: Iterable[type] = (Opportunity, Revision, ReviewItem)
        return [session.scalar(select(func.count()).select_from(t)) or 0 for t in tables]


def test_entries_become_opportunities_with_quotes(
    engine: Engine, rules: Rules, now: datetime
) -> None:
    """What the text says is stated, with the words it was read from."""
    crawled(engine, now, CALL, PROGRAMME)
    assert process(engine, rules, now).total(Outcome.NEW) == 2
    call, programme = values(engine, "call"), values(engine, "programme")
    (deadline,) = call.deadlines
    assert deadline.value == "2027-01-31" and "31. Januar 2027" in deadline.quote
    assert (call.award_max, call.applicants) == (20_000, ("municipality",))
    assert "gestaltung" in call.topics and "mobilitaet" in programme.topics
    assert [(d.kind, d.value) for d in programme.deadlines] == [("annual", "09-30")]
    assert programme.deadlines[0].quote.startswith("30. September")
    for key in ("call", "programme"):
        assert opportunity(engine, key).visibility == Visibility.PUBLISHED
        assert opportunity(engine, key).news_at == now


def test_the_same_input_again_writes_nothing(engine: Engine, rules: Rules, now: datetime) -> None:
    """A second run finds nothing to read."""
    crawled(engine, now, CALL, PROGRAMME)
    process(engine, rules, now)
    before = written(engine)
    assert process(engine, rules, now + DAY).outcomes == {}
    assert written(engine) == before
    assert opportunity(engine, "call").news_at == now


def test_a_material_change_is_news(engine: Engine, rules: Rules, now: datetime) -> None:
    """The new revision says what was and what is; the other entry is left alone."""
    crawled(engine, now, CALL, PROGRAMME)
    process(engine, rules, now)
    later = replace(CALL, body=CALL.body.replace("31. Januar", "28. Februar"))
    crawled(engine, now + DAY, later)
    assert process(engine, rules, now + DAY).total(Outcome.CHANGED) == 1
    first, second = revisions(engine, "call")
    assert [change["sentence"] for change in second.changes if change["material"]] == [
        "Frist verlängert: 31.01.2027 → 28.02.2027"
    ]
    after = opportunity(engine, "call")
    assert (after.news_revision_id, after.news_at) == (second.id, now + DAY)
    assert first.cause == "first" and second.cause == "source"
    assert len(revisions(engine, "programme")) == 1


def test_other_words_are_stored_but_no_news(engine: Engine, rules: Rules, now: datetime) -> None:
    """A cosmetic change makes a revision that nobody is told about."""
    crawled(engine, now, CALL)
    process(engine, rules, now)
    crawled(engine, now + DAY, replace(CALL, title="Förderaufruf zur Dorfentwicklung"))
    assert process(engine, rules, now + DAY).total(Outcome.COSMETIC) == 1
    after = opportunity(engine, "call")
    first, second = revisions(engine, "call")
    assert (after.revision_id, after.news_revision_id) == (second.id, first.id)
    assert after.news_at == now


def test_better_rules_read_everything_again_and_tell_nobody(
    engine: Engine, rules: Rules, now: datetime
) -> None:
    """A change of ours is no news, even when it finds another value."""
    crawled(engine, now, CALL, PROGRAMME)
    process(engine, rules, now)
    found_differently = replace(rules, edition="two", topics=())
    report = process(engine, found_differently, now + DAY)
    assert report.total(Outcome.REREAD) == 2
    assert {revision.cause for revision in revisions(engine, "call")} == {"first", "reread"}
    assert opportunity(engine, "call").news_at == now
    assert process(engine, found_differently, now + DAY).outcomes == {}


def test_reading_sees_how_a_text_is_built_then_and_later(
    engine: Engine, rules: Rules, now: datetime
) -> None:
    """In the running text and below a label; other rules that read it again see it, too."""
    markup = (
        "<h2>Nicht gefördert werden</h2><p>Fahrzeuge</p>"
        "<ul><li>Vorhaben mit Kosten über 20.000 Euro</li></ul>"
    )
    text = Page("https://example.org/", f"<div>{markup}</div>").text()
    plain = replace(CALL, body=str(text))
    built = replace(PROGRAMME, body=text)
    labelled = replace(PROGRAMME, key="label", fields=(LabelledText(label="Höhe", text=text),))
    labelled = replace(labelled, prose=("Höhe",))
    crawled(engine, now, plain, built, labelled)
    limits = {}
    for edition in ("one", "two"):
        process(engine, replace(rules, edition=edition), now)
        limits[edition] = {
            one.key: {
                s.field.value for s in values(engine, one.key).statements if s.value == 20_000
            }
            for one in (plain, built, labelled)
        }
    expected = {"call": {"cost_min"}, "programme": {"cost_max"}, "label": {"cost_max"}}
    assert limits == {"one": expected, "two": expected}


def test_what_only_our_rules_changed_is_not_blamed_on_the_source(
    engine: Engine, rules: Rules, now: datetime
) -> None:
    """When text and rules changed together, only what the text changed is news."""
    crawled(engine, now, CALL, PROGRAMME)
    process(engine, rules, now)
    crawled(
        engine,
        now + DAY,
        replace(CALL, title="Förderaufruf zur Dorfentwicklung"),
        replace(PROGRAMME, fields=(LabelledText(label="Antragsfrist", text="laufend"),)),
    )
    report = process(engine, replace(rules, edition="two", topics=()), now + DAY)
    assert (report.total(Outcome.COSMETIC), report.total(Outcome.CHANGED)) == (1, 1)
    assert opportunity(engine, "call").news_at == now
    assert opportunity(engine, "programme").news_at == now + DAY


def test_awards_are_never_published(engine: Engine, rules: Rules, now: datetime) -> None:
    """News of money already given is kept, but shown to nobody."""
    awards = [replace(CALL, key=f"award {n}", kind=Kind.AWARD) for n in (1, 2)]
    crawled(engine, now, *awards)
    process(engine, rules, now)
    for award in awards:
        stored = opportunity(engine, award.key)
        assert stored.visibility == Visibility.NEVER
        assert stored.news_revision_id is None and stored.news_at is None


def test_a_question_is_put_once_and_falls_with_its_cause(
    engine: Engine, rules: Rules, now: datetime
) -> None:
    """Re-reading repeats no question; a mended text makes it moot; a relapse reopens it."""
    unclear = replace(CALL, body="Anträge sind bis zum 31. Januar einzureichen.")
    for day, entry in enumerate((unclear, replace(unclear, summary="Neu."), CALL, unclear)):
        crawled(engine, now + day * DAY, entry)
        process(engine, rules, now + day * DAY)
        with reading(engine) as session:
            asked = list(session.scalars(select(ReviewItem).where(ReviewItem.field == "deadline")))
        assert len(asked) == 1
        assert asked[0].state == (ReviewState.MOOT if entry == CALL else ReviewState.OPEN)
    assert values(engine, "call").deadlines == ()


def test_an_answered_question_is_not_put_again(engine: Engine, rules: Rules, now: datetime) -> None:
    """What staff answered stays answered, whatever comes of the text; its neighbour stays open."""
    unclear = replace(CALL, body="Anträge sind bis zum 31. Januar einzureichen.")
    other = replace(unclear, key="other")
    crawled(engine, now, unclear, other)
    process(engine, rules, now)
    of_call = ReviewItem.opportunity_id == opportunity(engine, "call").id
    with writing(engine) as session:
        answered = session.scalars(select(ReviewItem).where(of_call)).one()
        answered.state, answered.settled_at = ReviewState.ANSWERED, now
    for day, entry in enumerate((replace(unclear, summary="Neu."), CALL, unclear), start=1):
        crawled(engine, now + day * DAY, entry)
        process(engine, rules, now + day * DAY)
        with reading(engine) as session:
            of_reading = select(ReviewItem).where(ReviewItem.raised_by == READING)
            asked = session.scalars(of_reading.order_by(of_call.desc())).all()
            assert [item.state for item in asked] == [ReviewState.ANSWERED, ReviewState.OPEN]
            assert [item.settled_at for item in asked] == [now, None]


def test_a_first_stock_is_published_but_no_news(
    engine: Engine, rules: Rules, now: datetime
) -> None:
    """What was there before the first subscriber is nobody's news; its changes are."""
    crawled(engine, now, CALL, PROGRAMME)
    process(engine, rules, now, silent=True)
    for key in ("call", "programme"):
        stored = opportunity(engine, key)
        assert stored.visibility == Visibility.PUBLISHED and stored.first_seen_at == now
        assert stored.news_at is not None and now - stored.news_at > timedelta(days=365)
    crawled(engine, now + DAY, replace(CALL, body=CALL.body.replace("20.000", "25.000")))
    process(engine, rules, now + DAY, silent=True)
    assert opportunity(engine, "call").news_at == now + DAY


HSGB = replace(SOURCE, publisher="Gemeindebund", trust=Trust.RELAY)
OWN = "Hessisches Ministerium der Finanzen"


@pytest.mark.parametrize(
    ("source", "entry", "funders"),
    [
        (HSGB, {"body": "Die Staatskanzlei fördert Dörfer."}, ("Hessische Staatskanzlei",)),
        (HSGB, {"body": "Der Zuschuss beträgt 80 Prozent."}, ()),
        (HSGB, {"title": "Land fördert Dörfer", "body": "Anträge ab sofort."}, ("Land Hessen",)),
        (HSGB, {"kind": Kind.EVENT, "body": "Das Land fördert Dörfer."}, ()),
        (HSGB, {"given": Given(funders=("KfW",)), "body": "Das Land fördert."}, ("KfW",)),
        (HSGB, {"language": "en", "body": "Das Land fördert Dörfer."}, ()),
        (SOURCE, {"body": "Das Land fördert Dörfer."}, ("Land Hessen",)),
        (replace(SOURCE, publisher=OWN), {"body": "Das Land fördert Dörfer."}, (OWN,)),
        (replace(SOURCE, publisher=OWN), {"body": "Der Bund fördert Dörfer."}, ("Bund",)),
        (
            replace(SOURCE, publisher=OWN, funds=False),
            {"body": "Das Land fördert Dörfer."},
            ("Land Hessen",),
        ),
    ],
)
def test_the_funder_is_whom_the_text_names(
    rules: Rules, source: Source, entry: dict[str, Any], funders: tuple[str, ...]
) -> None:
    """The messenger is the source; a ministry stands for its Land on its own page."""
    read = read_entry(replace(raw(), **entry), replace(rules, sources={source.slug: source}))
    assert stand(read, ()).values.funders == funders


def test_a_guideline_names_no_funder(rules: Rules) -> None:
    """What a guideline says of the Land is no word of the entry."""
    guideline = LabelledText(label="Richtlinie (PDF)", text="Das Land Hessen fördert Dörfer.")
    entry = replace(raw(), fields=(guideline,), prose=(guideline.label,))
    assert read_whom_it_names(entry, rules) == []


@pytest.mark.parametrize(
    ("body", "asked"),
    [
        ("Die Dorfrunde kommt am 16. April 2027 zusammen. Anmeldung bis 2. April 2027.", True),
        ("Anmeldeschluss ist der 2. April 2027.", False),
        ("Die Dorfrunde findet am 16. April 2027 in Musterau statt: ein Treffen.", False),
    ],
)
def test_a_day_of_an_event_that_no_grammar_reads_is_asked(
    rules: Rules, body: str, asked: bool
) -> None:
    """Once, of the first day that is nothing else; what is no event asks nothing of the kind."""
    event = replace(CALL, kind=Kind.EVENT, title="Dorfrunde", body=body)
    doubt = "Findet die Veranstaltung an diesem Tag statt?"
    days = [("2027-04-16", doubt)] if asked else []
    found = [(one.value, one.question) for one in read_entry(event, rules).read if one.question]
    assert found == days
    told = replace(event, given=Given(event_starts_on=date(2027, 4, 16)))
    for other in (replace(event, kind=Kind.CALL), told):
        assert doubt not in {one.question for one in read_entry(other, rules).read}
