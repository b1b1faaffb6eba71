"""The log of decisions: its filters, its pages, its exports, and who may see it."""

from __future__ import annotations

import csv
import io
import json
import re

import pytest
from sqlalchemy import Engine

from db.engine import writing
from db.statements import Field, Subject
from db.vocabulary import Role, Visibility
from pipeline.desk.correct import Correction, correct
from pipeline.desk.undo import undo
from pipeline.desk.visibility import show_as
from tests.conftest import NOW
from tests.notifier.samples import FEDERAL, STATE, publish, values
from tests.stating import said
from tests.web.measured_stock import counted
from tests.web.signing_in import signed_in
from tests.web.test_doors import site

FORMULA = '=HYPERLINK("http://example.org")'


def decided(engine: Engine) -> list[int]:
    """Two entries of two sources: a correction with its undoing, and a word on visibility."""
    first = publish(engine, "1", values(title="Bürgerbus"), source=STATE)
    second = publish(engine, "2", values(title="Dorfladen"), source=FEDERAL)
    rate = Correction(
        subject=Subject.RATE,
        statements=(said(Field.RATE_MAX, 65.0),),
        quote="bis zu 65 Prozent",
        why=FORMULA,
    )
    with writing(engine) as session:
        made = correct(session, first, rate, "erika@example.org", NOW)
        session.flush()
        undo(session, made.id, "otto@example.org", NOW)
        show_as(session, second, Visibility.HELD, "otto@example.org", NOW)
    return [first, second]


def rows(page: str) -> int:
    """How many acts a page lists."""
    return len(re.findall(r'<tr id="n\d+">', page))


def test_each_line_says_old_and_new_and_what_became_of_it(engine: Engine) -> None:
    """Who, what, on which words, why, and that it holds no longer."""
    decided(engine)
    page = signed_in(site(engine)).get("/protokoll").text
    assert rows(page) == 3
    assert "80 % → <strong>65 %</strong>" in page
    assert "<q>bis zu 65 Prozent</q>" in page
    assert page.count("gilt nicht mehr seit") == 1 and "zurückgenommen" in page
    assert page.index("Dorfladen") < page.index("Bürgerbus")  # the newest first


@pytest.mark.parametrize(
    ("asked", "count"),
    [
        ("wer=erika@example.org", 1),
        ("wer=otto@example.org", 2),
        ("quelle=" + FEDERAL.slug, 1),
        ("angabe=rate", 2),
        ("was=correct", 1),
        ("von=2026-11-22&bis=2026-11-22", 3),
        ("von=2026-11-23", 0),
        ("bis=2026-11-21", 0),
        ("eintrag=&von=&bis=&wer=", 3),
    ],
)
def test_filters_leave_what_is_asked_for(engine: Engine, asked: str, count: int) -> None:
    """The page, the table and the lines agree."""
    decided(engine)
    browser = signed_in(site(engine))
    assert rows(browser.get(f"/protokoll?{asked}").text) == count
    table = csv.reader(
        io.StringIO(browser.get(f"/protokoll.csv?{asked}").text.removeprefix("\ufeff")),
        delimiter=";",
    )
    assert len(list(table)) == count + 1
    assert len(browser.get(f"/protokoll.jsonl?{asked}").text.splitlines()) == count


def test_an_entry_has_its_own_log(engine: Engine) -> None:
    """By its number."""
    first, second = decided(engine)
    browser = signed_in(site(engine))
    found = [rows(browser.get(f"/protokoll?eintrag={id}").text) for id in (first, second, 999)]
    assert found == [2, 1, 0]


def test_exports_open_in_a_spreadsheet_and_run_nothing(engine: Engine) -> None:
    """Marked as UTF-8, semicolons, and a formula is only text; both say the same."""
    decided(engine)
    browser = signed_in(site(engine))
    answer = browser.get("/protokoll.csv")
    assert answer.content.startswith(b"\xef\xbb\xbf")
    assert "attachment" in answer.headers["content-disposition"]
    table = list(csv.DictReader(io.StringIO(answer.text.removeprefix("\ufeff")), delimiter=";"))
    assert table[-1]["Grund"] == f"'{FORMULA}" and table[-1]["nachher"] == "65 %"
    lines = [json.loads(line) for line in browser.get("/protokoll.jsonl").text.splitlines()]
    assert [one["number"] for one in lines] == [int(row["Nummer"]) for row in table]
    assert lines[-1]["why"] == FORMULA


@pytest.mark.parametrize("asked", ["was=alles", "angabe=x", "eintrag=eins", "von=heute", "vor=0"])
def test_what_is_no_filter_is_refused(engine: Engine, asked: str) -> None:
    """With a page, not with an error of ours."""
    assert signed_in(site(engine)).get(f"/protokoll?{asked}").status_code == 422


@pytest.mark.parametrize("path", ["/protokoll", "/protokoll.csv", "/protokoll.jsonl"])
def test_reviewers_and_managers_do_not_see_it(engine: Engine, path: str) -> None:
    """It names everybody's acts."""
    for role in (Role.REVIEWER, Role.MANAGER):
        assert signed_in(site(engine), role).get(path).status_code == 403
    assert signed_in(site(engine), Role.ADMIN).get(path).status_code == 200


def test_a_long_log_is_paged_by_key_with_as_many_questions(engine: Engine) -> None:
    """Every act stands on exactly one page; more rows ask no more of the database."""
    entry = publish(engine, "1", values())
    browser = signed_in(site(engine))
    asked = []
    for more in (1, 119):
        for number in range(more):
            with writing(engine) as session:
                how = (Visibility.HELD, Visibility.PUBLISHED)[number % 2]
                show_as(session, entry, how, "erika@example.org", NOW)
        with counted(engine) as so_far:
            browser.get("/protokoll")
            asked.append(so_far())
    assert asked[0] == asked[1]
    seen, path = [], "/protokoll"
    while path:
        page = browser.get(path).text
        seen += re.findall(r'<tr id="n(\d+)">', page)
        older = re.search(r'href="(/protokoll\?vor=\d+)" rel="next"', page)
        path = older[1] if older else ""
    assert len(seen) == len(set(seen)) == 120 and seen == sorted(seen, key=int, reverse=True)
