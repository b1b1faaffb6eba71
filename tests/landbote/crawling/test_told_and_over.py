"""What a page said and is over, from the crawl to the mail: told once, to those who had it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from pathlib import Path

import pytest
from sqlalchemy import select

from crawlers.items import Kind, RawEntry
from crawlers.registry import sources
from db.area_tree import load_area_tree
from db.crawls import CrawlRun, StoredEntry
from db.engine import reading, writing
from db.local_date import local_date
from db.reviews import LOSING, ReviewItem
from db.vocabulary import Cadence, ReviewState, Visibility
from notifier.planning import plan
from pipeline.run import process
from tests.conftest import TODAY
from tests.databases import SqliteTemplate
from tests.doses import dose, in_turn, seldom
from tests.landbote.crawling.visiting import (
    DAY,
    TERMS,
    Visits,
    item,
    region,
    shipped_rules,
    visiting,
)
from tests.notifier.news.telling import changes_told, mails
from tests.notifier.samples import SENDER, add_subscriber

TREE = load_area_tree(date(2026, 11, 22))
TWICE = dose(2, 3)  # is a page read, or oftener, to see that nothing is told again
EVENING = "Am Dienstag, 15. Dezember 2026, 19 Uhr, findet in der Mühle in Schotten {} statt."


@pytest.fixture
def visits(sqlite_template: SqliteTemplate, tmp_path: Path, now: datetime) -> Iterator[Visits]:
    """A region that nobody has visited yet."""
    with visiting("leader_vogelsberg", sqlite_template, tmp_path, now) as visits:
        yield visits


def join(visits: Visits, number: int) -> int:
    """Let somebody of the region subscribe to everything, daily."""
    asked = {"area": "06535011", "topics": [], "created_at": visits.now}
    return add_subscriber(visits.engine, number, subscription=asked)


def issue(visits: Visits) -> Mapping[int, str]:
    """Plan the issue of the day of the last visit; return its texts by reader."""
    on = local_date(visits.now)
    plan(
        visits.engine,
        cadence=Cadence.DAILY,
        on=on,
        now=visits.now,
        sender=SENDER,
        places=TREE,
        sources=sources(),
        topics={},
    )
    return mails(visits.engine, (on - TODAY).days)


EVENING_OFF = "Der für Dienstag, 15. Dezember 2026, geplante Abend in Schotten entfällt."
WORKSHOP = "Workshop Ehrenamt in Schotten"
WORKSHOP_OFF = "Der Workshop am 15. Dezember 2026 fällt wegen Krankheit aus."
ANY_TIME = "Vereine erhalten für Backhäuser höchstens 7.500 Euro. Anträge sind jederzeit möglich."
NO_MORE = "Die Mittel sind ausgeschöpft, Anträge sind nicht mehr möglich."


IS_OVER = [
    (
        ("Infoabend Dorfläden in Schotten", EVENING.format("ein Infoabend zu Dorfläden")),
        ("ABGESAGT: Infoabend Dorfläden in Schotten", EVENING_OFF),
        "Findet nicht statt",
    ),
    (
        (WORKSHOP, EVENING.format("ein Workshop zum Ehrenamt")),
        (WORKSHOP, WORKSHOP_OFF),
        "Abgesagt",
    ),
    (
        ("Förderaufruf Dorfkinos", TERMS),
        ("Förderaufruf Dorfkinos beendet", NO_MORE),
        "Geschlossen",
    ),
    (
        ("Förderaufruf Backhäuser", ANY_TIME),
        ("Backhäuser: Aufruf beendet", "Das Budget ist vergeben. " + NO_MORE),
        "Geschlossen",
    ),
]


@pytest.mark.parametrize(("pages", "stock"), in_turn(IS_OVER, [True, False]))
def test_who_was_told_hears_once_that_it_is_over(
    visits: Visits, pages: tuple[tuple[str, str], tuple[str, str], str], *, stock: bool
) -> None:
    """Whether it was a first stock or news, and whatever the page is now taken for."""
    before, after, line = pages
    reader = join(visits, 1) if stock else 0
    visits.visit(region(item(before[0], "/neues/a", before[1])))
    reader = reader or join(visits, 1)
    assert before[0] in issue(visits)[reader]
    join(visits, 2)
    visits.visit(region(item(after[0], "/neues/a", after[1])))
    told = issue(visits)
    assert set(told) == {reader}
    (said,) = changes_told(told[reader])
    assert said.startswith(line)
    visits.visit(region(item(after[0], "/neues/a", after[1])))
    assert issue(visits) == {}


@pytest.mark.parametrize(
    ("opens", "badge"),
    [("Anträge sind ab dem 1. Februar 2027 möglich.", "angekündigt"), ("", "")],
)
def test_who_fits_is_told_of_a_silent_first_stock_in_his_first_issue(
    visits: Visits, opens: str, badge: str
) -> None:
    """What is open or announced, and nothing of it is called new; what comes later is."""
    early = join(visits, 1)
    visits.visit(region(item("Förderaufruf Dorfkinos", "/neues/a", f"{opens} {TERMS}")))
    visits.visit(region(""), accept=True)
    late = join(visits, 2)
    told = issue(visits)
    for reader in (early, late):
        assert "* Förderaufruf Dorfkinos" in told[reader] and badge in told[reader]
        assert "NEU" not in told[reader] and "neu" not in told[reader].split("Von nun an")[0]
    visits.visit(region(item("Förderaufruf Brunnen", "/neues/b")))
    later = issue(visits)
    assert all("NEU" in later[reader] for reader in (early, late))


STATED = {
    "deadline": "Anträge sind bis zum 19. Februar 2027 möglich.",
    "award_max": "Der Zuschuss beträgt höchstens 7.500 Euro.",
    "applicant": "Antragsberechtigt sind Vereine.",
}


@pytest.mark.parametrize("gone", ["deadline", seldom("award_max"), "applicant"])
def test_what_is_stated_no_more_is_asked_once_and_told_nobody(visits: Visits, gone: str) -> None:
    """One question for the value, however often the page is read; and no mail."""
    whole = " ".join(STATED.values())
    left = " ".join(sentence for field, sentence in STATED.items() if field != gone)
    join(visits, 1)
    visits.visit(region(item("Förderaufruf Dorfkinos", "/neues/a", whole)))
    assert len(issue(visits)) == 1
    more = ("", " Das Kino ist ein Ort für alle.", " Das Kino ist ein Ort für das Dorf.")
    for words in more[:TWICE]:
        visits.visit(region(item("Förderaufruf Dorfkinos", "/neues/a", left + words)))
        assert issue(visits) == {}
        with reading(visits.engine) as session:
            asked = session.scalars(select(ReviewItem.field).where(ReviewItem.raised_by == LOSING))
            assert list(asked) == [gone]


SUM = "erhalten höchstens 7.500 Euro"
RATE = "Der Zuschuss beträgt 60 Prozent."
UNTIL = "Anträge sind bis zum 19. Februar 2027 möglich."
WHO = "Antragsberechtigt sind Vereine"
NOT_TOWNS = "Nicht antragsberechtigt sind Gemeinden."


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (f"Vereine {SUM}. {RATE}", RATE),
        seldom(f"Vereine {SUM}. {RATE}", f"Das Kino ist ein Ort für alle. {RATE}"),
        (f"{WHO}. {RATE}", f"{WHO}. Vereine {SUM}. {RATE}"),
        seldom(
            "Vereine erhalten 60 Prozent. Der Zuschuss beträgt höchstens 7.500 Euro.",
            f"{WHO}. Der Zuschuss beträgt höchstens 7.500 Euro.",
        ),
        (f"{WHO} und Gemeinden.", f"{WHO} und Gemeinden. {NOT_TOWNS}"),
    ],
)
def test_a_doubt_that_comes_or_goes_is_nobodys_news(
    visits: Visits, before: str, after: str
) -> None:
    """What was only asked about stood on the page; what is only asked about stands there yet."""
    assert about_a_call(visits, before, after) == []


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        (f"Vereine {SUM}. {RATE}", "Der Zuschuss beträgt 80 Prozent.", "keine Angabe → 80 %"),
        seldom(f"Vereine {SUM}.", RATE, "keine Angabe → 60 %"),
        (f"{WHO} und Gemeinden. {NOT_TOWNS}", f"{WHO}. {NOT_TOWNS}", "nicht mehr Städte und"),
    ],
)
def test_a_value_whose_words_are_new_or_gone_is_news(
    visits: Visits, before: str, after: str, said: str
) -> None:
    """Also where another value of its kind was asked about."""
    assert said in " ".join(about_a_call(visits, before, after))


def about_a_call(visits: Visits, before: str, after: str) -> list[str]:
    """Return what somebody who was told of a call hears when its page says something else."""
    reader = join(visits, 1)
    visits.visit(region(item("Förderaufruf Dorfkinos", "/neues/a", f"{UNTIL} {before}")))
    assert reader in issue(visits)
    visits.visit(region(item("Förderaufruf Dorfkinos", "/neues/a", f"{UNTIL} {after}")))
    return changes_told(issue(visits).get(reader, ""))


BOARD = "Die Vereine trafen sich am Backhaus und sprachen über das Dorf."
EVENING_ON = EVENING.format("ein Infoabend zu Dorfläden")


@pytest.mark.parametrize(
    ("before", "title", "text", "asked"),
    [
        (("Förderaufruf Backhäuser", ANY_TIME), "Das Backhaus im Dorf", BOARD, "Bisher: Aufruf"),
        (("Infoabend Dorfläden", EVENING_ON), "Der Dorfladen", BOARD, "Bisher: Termin"),
        (
            ("Förderaufruf Backhäuser", ANY_TIME),
            "Das Backhaus im Dorf",
            f"{BOARD} Es gab 7.500 Euro Zuschuss.",
            "Ist sie ein Förderaufruf?",
        ),
    ],
)
def test_what_turns_into_a_notice_is_asked_once_and_told_nobody(
    visits: Visits, before: tuple[str, str], title: str, text: str, asked: str
) -> None:
    """Where the page does not say that it is over; and what else is gone is not asked beside."""
    reader = join(visits, 1)
    visits.visit(region(item(before[0], "/neues/a", before[1])))
    assert list(issue(visits)) == [reader]
    for more in ("", " Das Wetter war gut.", " Das Wetter war sehr gut.")[:TWICE]:
        visits.visit(region(item(title, "/neues/a", text + more)), accept=True)
        assert issue(visits) == {}
        assert visits.known()[title][0].visibility != Visibility.PUBLISHED
        ((field, question),) = open_questions(visits)
        assert field == "kind" and asked in question
    visits.visit(region(item(before[0], "/neues/a", before[1])), accept=True)
    assert issue(visits) == {}
    assert "kind" not in dict(open_questions(visits))


def test_what_took_place_may_turn_into_a_notice(visits: Visits) -> None:
    """A report in the place of the invitation leaves nothing to ask."""
    reader = join(visits, 1)
    visits.visit(region(item("Infoabend Dorfläden", "/neues/a", EVENING_ON)))
    assert list(issue(visits)) == [reader]
    visits.visit(region(item("Der Dorfladen", "/neues/a", BOARD)), after=40 * DAY, accept=True)
    assert issue(visits) == {}
    assert visits.known()["Der Dorfladen"][0].visibility != Visibility.PUBLISHED
    assert open_questions(visits) == []


def open_questions(visits: Visits) -> list[tuple[str, str]]:
    """What staff are asked now: the field, and the question."""
    with reading(visits.engine) as session:
        asked = session.scalars(select(ReviewItem).where(ReviewItem.state == ReviewState.OPEN))
        return [(one.field, one.question) for one in asked]


LIKE = "Infoabend: Dorfläden"
SAME = "Infoabend Dorfläden in Schotten"
WHO_IS_RIGHT = "ist dieser Termin abgesagt, bei Akademie"
IN_TITLE = ("ABGESAGT: Infoabend Dorfläden in Schotten", EVENING_OFF)
IN_TEXT = (SAME, f"{EVENING_ON} Die Veranstaltung ist abgesagt.")
CALLED_OFF = [(IN_TITLE, SAME), (IN_TITLE, LIKE), (IN_TEXT, LIKE), (IN_TEXT, SAME)]


@pytest.mark.parametrize(("pages", "leads"), in_turn(CALLED_OFF, [True, False]))
def test_an_event_of_two_sources_that_one_of_them_calls_off_is_told_once(
    visits: Visits, pages: tuple[tuple[str, str], str], *, leads: bool
) -> None:
    """To who had it, as being off; that the other source goes on with it is for staff to judge."""
    off, other = pages
    reader = join(visits, 1)
    both(visits, other, leads=leads)
    assert issue(visits)[reader].count("Wann:") == 1
    late = join(visits, 2)
    visits.visit(region(item(off[0], "/neues/a", off[1])))
    told = issue(visits)
    assert len(changes_told(told[reader])) == 1 and "TERMINE" not in told[reader]
    on_top, _, card = told[reader].casefold().partition("\n* ")
    assert on_top.count("abgesagt") == 1 and card.count("abgesagt") <= 2
    assert "Wann: Dienstag, 15. Dezember 2026 (war geplant)" in told[reader]
    # What is only likely the same may take place.
    assert (late in told) == (other == LIKE)
    ((field, question),) = open_questions(visits)
    assert (field, WHO_IS_RIGHT in question) == (
        ("status", True) if other == SAME else ("same_as", False)
    )
    visits.visit(region(item(off[0], "/neues/a", f"{off[1]} Wir bedauern das.")))
    assert issue(visits) == {}


@pytest.mark.parametrize(("other", "leads"), in_turn([SAME, LIKE], [True, False]))
def test_an_event_that_is_left_in_another_source_is_not_new(
    visits: Visits, other: str, *, leads: bool
) -> None:
    """The page of the first source turned into a mere notice; its readers had the event."""
    reader = join(visits, 1)
    both(visits, other, leads=leads)
    assert list(issue(visits)) == [reader]
    visits.visit(region(item("Der Dorfladen", "/neues/a", BOARD)), accept=True)
    assert issue(visits) == {}
    assert [field for field, _question in open_questions(visits)] == ["kind"]


def both(visits: Visits, other: str, *, leads: bool) -> None:
    """Let the region and another source have the evening; who has it first leads its card."""
    if not leads:
        elsewhere(visits, other)
    visits.visit(region(item(SAME, "/neues/a", EVENING_ON)))
    if leads:
        elsewhere(visits, other)
        process(visits.engine, shipped_rules(), visits.now)


def elsewhere(visits: Visits, title: str) -> None:
    """Let another source have the evening."""
    raw = RawEntry(
        source="he_akademie",
        key="abend",
        url="https://www.akademie.example.org/abend",
        kind=Kind.EVENT,
        title=title,
        body=EVENING_ON,
    )
    with writing(visits.engine) as session:
        run = CrawlRun(source=raw.source, started_at=visits.now, outcome="ok")
        session.add(run)
        session.flush()
        session.add(
            StoredEntry(
                source=raw.source,
                key=raw.key,
                digest="",
                payload=raw.to_json(),
                run_id=run.id,
                taken_at=visits.now,
            )
        )


SOON = f"Anträge sind ab dem 26. November 2026 möglich. {TERMS}"  # the fourth of our days
LATER = f"Anträge sind ab dem 28. November 2026 möglich. {TERMS}"
IN_PLANNING = "Status: in Planung. Vereine erhalten höchstens 7.500 Euro."


POSSIBLE = "Die Antragstellung ist jetzt möglich."
OPEN_NOW = "Jetzt geöffnet, Frist 19.02.2027"


@pytest.mark.parametrize(
    ("days", "opens", "before"),
    [
        # The day comes, and the page stays as it is, or is rewritten then.
        ([SOON] * 5, 3, []),
        ([SOON] * 3 + [TERMS] * 2, 3, []),
        # It opens before its day, or one that had no day does.
        ([SOON] * 2 + [f"{POSSIBLE} {TERMS}"] * 3, 2, []),
        ([IN_PLANNING] * 2 + [f"{POSSIBLE} {IN_PLANNING[19:]} {UNTIL}"] * 2, 2, []),
        # The day is put off, which is told by itself.
        (
            [SOON] * 2 + [LATER] * 5,
            5,
            ["Beginn der Antragstellung geändert: 26.11.2026 → 28.11.2026"],
        ),
    ],
)
def test_what_was_announced_is_told_once_when_it_opens(
    visits: Visits, days: list[str], opens: int, before: list[str]
) -> None:
    """On that day, to who had it announced, be it in a first issue; not to who comes then."""
    early, late = join(visits, 1), 0
    heard: dict[int, list[str]] = {}
    for day, text in enumerate(days):
        late = late or (join(visits, 2) if day == 1 else 0)
        if day == opens:
            assert heard.get(early, []) == before
            last = join(visits, 3)
        visits.visit(region(item("Förderaufruf Dorfkinos", "/neues/a", text)))
        told = issue(visits)
        for reader in told:
            heard[reader] = heard.get(reader, []) + changes_told(told[reader])
        if day == opens:
            assert heard[early][len(before)] == heard[late][len(before)] == OPEN_NOW
            assert "Förderaufruf Dorfkinos" in told[last]
    assert all(said.count(OPEN_NOW) == (reader != last) for reader, said in heard.items())
    assert not any("Stand geändert" in one for said in heard.values() for one in said)
