"""EU portal: rows held against the query, calls let through, dates and money of each."""

from __future__ import annotations

import copy
import email
import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawlers.items import GivenDeadline, RawEntry
from crawlers.observe.outcome import CrawlStopped
from crawlers.sedia import query
from crawlers.sedia.budget import Budget, budget
from crawlers.sedia.call import call
from crawlers.sedia.programmes import HORIZON, PROGRAMMES, concerns_us
from crawlers.sedia.rows import Moment, Results, Row, label, moment
from tests.crawlers.replays import ROOT, replay
from tests.crawlers.sampled import SAMPLES, sample_run, sampled_entry

SLUG = "eu_funding_tenders"
CAPTURE = ROOT.parent / "shared" / "captures" / "eu" / "sedia" / "search_page_9_results.json"
PORTAL = "https://ec.europa.eu/info/funding-tenders/opportunities/portal/screen/opportunities"
CERV = "43251589"


def result(number: int = 1, **metadata: Any) -> dict[str, Any]:
    """One result as the API gives it, fitting the query unless a test bends it."""
    values = {
        "type": ["1"],
        "status": ["31094502"],
        "DATASOURCE": ["SEDIA"],
        "frameworkProgramme": [CERV],
        "identifier": [f"CERV-2027-TEST-{number}"],
        "title": [f"Test {number}"],
        "deadlineDate": ["2027-03-04T00:00:00.000+0000"],
        "deadlineModel": ["single-stage"],
    }
    language = metadata.pop("language", "en")
    reference = f"{number}TOPICS{language}"
    return {"reference": reference, "language": language, "metadata": values | metadata}


def answer(results: list[dict[str, Any]], total: int | None = None) -> dict[str, Any]:
    """A result page."""
    return {"totalResults": len(results) if total is None else total, "results": results}


def entry_of(**metadata: Any) -> RawEntry:
    """The entry of one result."""
    (row,) = Results().take(1, answer([result(**metadata)]))
    return call(row, None, SLUG)


def replay_pages(folder: Path, *pages: dict[str, Any]) -> tuple[dict[str, Any], list[RawEntry]]:
    """Run the spider on result pages."""
    listed = []
    for number, page in enumerate(pages, 1):
        (folder / f"{number}.json").write_text(json.dumps(page), encoding="utf-8")
        url = query.page_url(number)
        listed.append(f'[[page]]\nurl = "{url}"\nmethod = "POST"\nfile = "{number}.json"\n')
    (folder / "pages.toml").write_text("\n".join(listed), encoding="utf-8")
    return replay(SLUG, folder, folder)


def test_the_body_is_three_file_parts() -> None:
    """Any other form is answered with everything there is."""
    head = f"Content-Type: {query.headers()['Content-Type']}\r\n\r\n".encode()
    message = email.message_from_bytes(head + query.body())
    parts = {part.get_param("name", header="content-disposition"): part for part in message.walk()}
    parts.pop(None)
    assert list(parts) == ["query", "languages", "sort"]
    assert all(part.get_filename() == "blob" for part in parts.values())
    assert all(part.get_content_type() == "application/json" for part in parts.values())
    asked = json.loads(str(parts["query"].get_payload()))["bool"]["must"]
    assert [next(iter(one["terms"])) for one in asked] == [
        *("type", "status", "DATASOURCE", "frameworkProgramme")
    ]
    assert asked[2]["terms"]["DATASOURCE"] == ["SEDIA"]
    assert set(asked[3]["terms"]["frameworkProgramme"]) == set(PROGRAMMES)
    assert json.loads(str(parts["sort"].get_payload())) == {"field": "identifier", "order": "ASC"}


@pytest.mark.parametrize(
    ("bent", "name"),
    [
        ({"type": ["2"]}, "type = 2"),
        ({"status": ["31094503"]}, "status = 31094503"),
        ({"DATASOURCE": ["SEDIA_PRD_CENTRICITY"]}, "DATASOURCE = SEDIA_PRD_CENTRICITY"),
        ({"DATASOURCE": []}, "DATASOURCE = nichts"),
        ({"frameworkProgramme": ["44181033"]}, "frameworkProgramme = 44181033"),
        ({"language": "es"}, "language = es"),
    ],
)
def test_a_row_that_was_not_asked_for_ends_the_run(bent: dict[str, Any], name: str) -> None:
    """Wrong type, status, copy, programme or language: the reason names row and value."""
    page = answer([result(1), result(2, **bent), result(3)])
    with pytest.raises(CrawlStopped, match=f"beachtet unsere Abfrage nicht: 2TOPICS.. hat {name}"):
        Results().take(1, page)


def test_one_violation_among_good_rows_yields_nothing_at_all(tmp_path: Path) -> None:
    """Entries are emitted only when the last page fits."""
    rows = [result(number) for number in range(100)]
    last = [result(100), result(101, status=["31094503"])]
    report, entries = replay_pages(tmp_path, answer(rows, 102), answer(last, 102))
    assert (report["outcome"], report["pages"], entries) == ("broken", 2, [])


def test_an_unfiltered_answer_ends_the_run() -> None:
    """4.18 million hits mean that the query was not understood."""
    with pytest.raises(CrawlStopped, match="4180000 Treffer"):
        Results().take(1, answer([result(1)], total=4_180_000))


@pytest.mark.parametrize("page", [[], {}, {"totalResults": 1}, {"totalResults": 1, "results": [3]}])
def test_an_answer_that_is_no_result_list_ends_the_run(page: Any) -> None:
    """Another shape is a changed interface."""
    with pytest.raises(CrawlStopped, match="Seite 1 ist keine Trefferliste"):
        Results().take(1, page)


def test_pages_are_read_in_sequence_until_all_is_there(tmp_path: Path) -> None:
    """150 rows stand on two pages and give 150 calls, each once."""
    rows = [result(number) for number in range(150)]
    report, entries = replay_pages(tmp_path, answer(rows[:100], 150), answer(rows[100:], 150))
    assert (report["outcome"], report["pages"], len(entries)) == ("ok", 2, 150)
    assert len({entry.key for entry in entries}) == 150


@pytest.mark.parametrize(
    ("second", "total", "reason"),
    [
        (range(100, 149), 150, "nennt 150 Treffer und liefert 149 verschiedene"),
        (range(99, 149), 150, "99TOPICSen kommt in einem Abruf zweimal vor"),
        (range(100, 150), 151, "Trefferzahl ändert sich auf Seite 2: 150 → 151"),
    ],
)
def test_pages_that_move_while_we_read_yield_nothing(
    tmp_path: Path, second: range, total: int, reason: str
) -> None:
    """A gap, a repetition or a changed total fails the run; the next one tries again."""
    first = answer([result(number) for number in range(100)], 150)
    report, entries = replay_pages(tmp_path, first, answer([result(n) for n in second], total))
    assert (report["outcome"], entries) == ("failed", [])
    assert reason in report["reason"]


@pytest.mark.parametrize(
    ("identifier", "ours"),
    [
        ("HORIZON-MISS-2027-05-SOIL-01-two-stage", True),
        ("HORIZON-NEB-2027-02-NEB-SOIL-01", True),
        ("HORIZON-CL6-2027-02-COMMUNITIES-03", True),
        ("HORIZON-CL5-2027-03-D3-05", True),
        ("HORIZON-CL5-2027-D6-01-12", True),
        ("HORIZON-CL5-2027-03-D5-05", False),
        ("HORIZON-CL5-2027-03-D33-05", False),
        ("HORIZON-CL6-2026-04-GOVERNANCE-01", False),
        ("HORIZON-CL4-2027-04-DIGITAL-EMERGING-10", False),
        ("", False),
    ],
)
def test_of_horizon_only_some_identifiers_are_let_through(identifier: str, ours: bool) -> None:
    """Missions, New European Bauhaus, communities, energy, buildings and mobility."""
    assert concerns_us([HORIZON], identifier) is ours
    assert concerns_us([CERV], identifier)
    assert not concerns_us(["44181033"], identifier)


def test_the_sample_leaves_out_what_does_not_concern_us() -> None:
    """A Horizon call on photonics is a legitimate row, and no entry."""
    page = json.loads((SAMPLES / SLUG / "search_page_1.json").read_text(encoding="utf-8"))
    _, entries = sample_run(SLUG)
    assert any("photonic" in str(row).lower() for row in page["results"])
    assert len(entries) == 6
    assert not any("photonic" in entry.to_json().lower() for entry in entries)


def test_the_key_is_the_reference() -> None:
    """Cascade calls share the identifier of the programme that feeds them."""
    entry = sampled_entry(SLUG, "COMPETITIVE_CALL")
    assert entry.key == "98001COMPETITIVE_CALLen"
    assert entry.url == f"{PORTAL}/competitive-calls-cs/98001"
    assert (
        sampled_entry(SLUG, "60140011").url == f"{PORTAL}/topic-details/{identifier_of('60140011')}"
    )


def identifier_of(part_of_key: str) -> str:
    """The identifier shown with a call of the sample."""
    fields = sampled_entry(SLUG, part_of_key).fields
    return next(field.text for field in fields if field.label == "Kennung")


@pytest.mark.parametrize("url", [[], ["https://elsewhere.example.org/x"], ["javascript:alert(1)"]])
def test_the_human_page_is_built_where_it_is_not_given(url: list[str]) -> None:
    """A link leads to the portal and nowhere else."""
    assert entry_of(url=url).url == f"{PORTAL}/topic-details/CERV-2027-TEST-1"


def test_of_two_stages_only_the_first_is_open_to_newcomers() -> None:
    """The first date asks for a sketch, the second for the application of those chosen."""
    assert sampled_entry(SLUG, "60140700").given.deadlines == (
        GivenDeadline(on=date(2027, 3, 16), stage="sketch"),
        GivenDeadline(on=date(2027, 9, 21), stage="application", newcomers=False),
    )


def test_two_stages_with_three_dates_are_a_question() -> None:
    """Which of them is open to newcomers cannot be said, so none is stated."""
    dates = ["2027-01-01T00:00:00.000+0000", "2027-02-01", "2027-03-01"]
    given = entry_of(deadlineModel=["two-stage"], deadlineDate=dates).given
    assert given.deadlines == ()
    assert "01.01.2027, 01.02.2027, 01.03.2027" in given.notes[0]


def test_several_cut_offs_are_several_deadlines() -> None:
    """Each is open to everybody; a repeated date counts once."""
    dates = ["2027-09-09", "2027-03-04", "2027-09-09"]
    given = entry_of(deadlineModel=["multiple cut-off"], deadlineDate=dates).given
    assert [(d.on, d.newcomers) for d in given.deadlines] == [
        (date(2027, 3, 4), True),
        (date(2027, 9, 9), True),
    ]


def test_dates_may_stand_in_the_actions_only() -> None:
    """Where the list is empty, the planned dates and the model are taken from there."""
    action = {
        "deadlineDates": ["2027-04-08", "2027-09-14"],
        "submissionProcedure": {"abbreviation": "two-stage"},
    }
    actions = json.dumps([action])
    given = entry_of(deadlineDate=[], deadlineModel=[], actions=[actions]).given
    assert [(d.on, d.stage) for d in given.deadlines] == [
        (date(2027, 4, 8), "sketch"),
        (date(2027, 9, 14), "application"),
    ]


@pytest.mark.parametrize(
    ("stored", "words"),
    [
        ("2026-12-18T17:00:00.000+0000", "17:00 Uhr ohne verlässliche Zeitzone."),
        ("2026-12-18T00:59:00.000+0000", "Vielleicht ist der Tag davor gemeint."),
        ("2026-12-18T00:00:00.000+0000", "Die Quelle nennt nur den Tag."),
    ],
)
def test_a_cascade_call_states_its_day_and_asks_for_the_hour(stored: str, words: str) -> None:
    """The hour is a question to staff and never stated."""
    given = entry_of(type=["8"], deadlineDate=[stored]).given
    assert [(d.on, d.at) for d in given.deadlines] == [(date(2026, 12, 18), "")]
    assert given.notes[0].startswith("Zu welcher Uhrzeit endet die Frist am 18.12.2026?")
    assert given.notes[0].endswith(words)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (1789430400000, Moment(date(2026, 9, 15))),
        ("1789430400000", Moment(date(2026, 9, 15))),
        ("2027-04-08T00:00:00.000+0000", Moment(date(2027, 4, 8))),
        ("2024-04-18T19:00:00.000+0200", Moment(date(2024, 4, 18), "19:00")),
        ("2027-04-08", Moment(date(2027, 4, 8))),
    ],
)
def test_dates_come_in_many_forms(value: Any, expected: Moment) -> None:
    """Milliseconds as number or text, and ISO with either offset, are calendar dates."""
    assert moment(value) == expected


@given(st.dates(date(2000, 1, 1), date(2099, 12, 31)))
def test_every_form_of_a_day_is_the_same_day(day: date) -> None:
    """No form moves a date by a time zone."""
    millis = (day - date(1970, 1, 1)).days * 86_400_000
    forms = [millis, str(millis), f"{day}T00:00:00.000+0000", f"{day}T00:00:00.000+0200", f"{day}"]
    assert {moment(form).on for form in forms} == {day}


def test_a_date_that_is_none_names_its_row() -> None:
    """The error says which reference and which value."""
    with pytest.raises(CrawlStopped, match="1TOPICSen: deadlineDate 'bald' ist kein Datum"):
        entry_of(deadlineDate=["bald"])


def overview(*entries: tuple[str, str, dict[str, str]]) -> dict[str, Any]:
    """A budget table of (key, identifier, years)."""
    table: dict[str, list[dict[str, Any]]] = {}
    for key, identifier, years in entries:
        entry = {"action": f"{identifier} - X Grants", "budgetYearMap": years}
        table.setdefault(key, []).append(entry)
    return {"budgetTopicActionMap": table}


@pytest.mark.parametrize(
    ("entries", "expected"),
    [
        ([("1", "A-1", {"2027": "6000000"})], Budget(total=6_000_000)),
        ([("1", "A-1", {"2027": "5", "2028": "7"})], Budget(total=12)),
        ([("1", "A-1", {"2027": "0"})], Budget()),
        ([("1", "A-10", {"2027": "9"})], Budget()),
        (
            [("1", "A-1", {"2027": "9"}), ("1", "A-2", {"2027": "9"})],
            Budget(total=9, shared=True),
        ),
        ([("1", "A-1", {"2027": "9"}), ("1", "A-2", {"2027": "4"})], Budget(total=9)),
        ([("1", "A-1", {"2027": "9"}), ("2", "A-2", {"2027": "9"})], Budget(total=9)),
        ([("1", "A-1", {"2027": "9"}), ("2", "A-1", {"2027": "4"})], Budget()),
        ([], Budget()),
    ],
)
def test_a_budget_is_the_calls_own(
    entries: list[tuple[str, str, dict[str, str]]], expected: Budget
) -> None:
    """Years are summed, siblings never; 0 is unknown; an equal sum is a shared envelope."""
    assert budget(overview(*entries), "A-1") == expected


@pytest.mark.parametrize("broken", [None, "x", [], {}, {"budgetTopicActionMap": None}])
def test_a_budget_of_another_shape_is_unknown(broken: Any) -> None:
    """Empty tables occur."""
    assert budget(broken, "A-1") == Budget()


def test_truncated_json_costs_its_value_only() -> None:
    """The entry stays, with a question to staff that names what was cut."""
    entry = sampled_entry(SLUG, "60140930")
    assert entry.given.budget is None
    assert entry.given.notes == (
        "Die Quelle liefert die Angaben „budgetOverview“ abgeschnitten. "
        "Bitte prüfen Sie sie auf der Seite des Aufrufs.",
    )
    assert len(entry.given.deadlines) == 2


def test_labels_are_decoded() -> None:
    """Percent signs of the encoding go, real ones stay."""
    assert (
        label("Pilot Projects %26 Preparation  Actions") == "Pilot Projects & Preparation Actions"
    )
    assert label("Global Europe %E2%80%93 X") == "Global Europe – X"
    assert label("up to 60 % of costs") == "up to 60 % of costs"
    assert entry_of(typesOfAction=["A  B"]).given.instruments == ("A B",)


def test_english_is_the_truth_and_german_is_marked() -> None:
    """The machine translation stands beside, named as such; it is no entry of its own."""
    _, entries = sample_run(SLUG)
    assert {entry.language for entry in entries} == {"en"}
    town = sampled_entry(SLUG, "60140011")
    assert town.title == "Town Twinning 2027"
    shown = {field.label: field.text for field in town.fields}
    assert shown["Titel (maschinell übersetzt)"] == "Städtepartnerschaft 2027"
    assert "Vereine und Ehrenamt" in shown["Beschreibung (maschinell übersetzt)"]
    assert town.prose == ()
    assert town.body.startswith("Objective:\nTown twinning brings together")


def test_a_call_is_of_the_union_and_for_the_union() -> None:
    """Level, area and status are stated with every call."""
    _, entries = sample_run(SLUG)
    assert {(entry.given.level, entry.given.areas) for entry in entries} == {("eu", ("eu",))}
    assert sampled_entry(SLUG, "60140011").given.status == "open"
    assert sampled_entry(SLUG, "60140812").given.status == "forecast"
    assert sampled_entry(SLUG, "60140812").given.opens_on == date(2027, 2, 2)


def test_what_changes_with_every_run_is_not_kept() -> None:
    """The search engine's own fields would make each crawl look like news."""
    first, second = (entry_of(es_SortDate=[day], esST_checksum=[day]) for day in ("1", "2"))
    assert first.to_json() == second.to_json()


def test_a_row_may_have_bare_values() -> None:
    """A value without its list is read like one within."""
    bare = result(1)
    bare["metadata"] = {key: value[0] for key, value in bare["metadata"].items()}
    (row,) = Results().take(1, answer([bare]))
    assert isinstance(row, Row)
    assert call(row, None, SLUG) == entry_of()


@pytest.mark.skipif(not CAPTURE.exists(), reason="the captures are not here")
def test_the_captured_page_is_refused_as_it_stands(tmp_path: Path) -> None:
    """It holds rows of the frozen copy, one of them twice."""
    report, entries = replay_pages(tmp_path, json.loads(CAPTURE.read_text(encoding="utf-8")))
    assert (report["outcome"], entries) == ("broken", [])
    assert "SEDIA_PRD_CENTRICITY" in report["reason"]


@pytest.mark.skipif(not CAPTURE.exists(), reason="the captures are not here")
def test_the_captured_page_without_the_frozen_rows_gives_the_soil_mission(tmp_path: Path) -> None:
    """Of six real rows the rules let one through, in two stages."""
    page = copy.deepcopy(json.loads(CAPTURE.read_text(encoding="utf-8")))
    page["results"] = [r for r in page["results"] if r["metadata"]["DATASOURCE"] == ["SEDIA"]]
    page["totalResults"] = len(page["results"])
    report, (entry,) = replay_pages(tmp_path, page)
    assert (report["outcome"], entry.key) == ("ok", "50138952TOPICSen")
    assert [(d.on, d.stage, d.newcomers) for d in entry.given.deadlines] == [
        (date(2027, 4, 8), "sketch", True),
        (date(2027, 9, 14), "application", False),
    ]
    assert entry.body.startswith("Expected Outcome:\nActivities under this topic")
