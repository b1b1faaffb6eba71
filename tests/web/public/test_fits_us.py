"""What fits us: by place and kind of applicant, in three groups, each with its reasons."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from functools import lru_cache
from typing import Any

import pytest
from lxml import html
from sqlalchemy import Engine, event
from starlette.testclient import TestClient

from db.area_tree import AreaTree
from db.statements import Case, Evidence, Field, Standing
from db.values import Deadline
from db.vocabulary import DeadlineKind
from notifier.issue import Imprint
from tests.conftest import TODAY
from tests.notifier.samples import (
    FEDERAL,
    SENDER,
    SOURCES,
    TOPICS,
    TREE,
    fixed,
    publish,
    values,
)
from tests.stating import said
from tests.web.test_doors import site
from web.app import make_app

OVER = (fixed(TODAY - timedelta(days=1)),)
LAUTERBACH, ANTRIFTTAL, DISTRICT = "06535011", "06535002", "06535"


@lru_cache(maxsize=4)
def browser(engine: Engine) -> TestClient:
    """A stranger's browser."""
    return TestClient(make_app(site(engine)), follow_redirects=False)


def page(engine: Engine, **asked: Any) -> Any:
    """The page for somebody."""
    answer = browser(engine).get("/passt-zu-uns", params=asked)
    assert answer.status_code == 200, answer.text
    return html.fromstring(answer.text)


def groups(engine: Engine, area: str, **asked: Any) -> dict[str, list[str]]:
    """The titles of each group, by the first word of its name."""
    found = page(engine, gebiet=area, **asked)
    named = found.xpath("//main//section[.//ul[@class='fitting']]")
    return {
        (one.findtext("h2") or one.get("aria-label")).split()[0]: [
            title.text_content() for title in one.xpath(".//li/h3/a")
        ]
        for one in named
    }


def words(engine: Engine, area: str, **asked: Any) -> str:
    """All that stands on a page, on one line."""
    return " ".join(page(engine, gebiet=area, **asked).find(".//main").text_content().split())


def put(engine: Engine, key: str, title: str, **facts: Any) -> int:
    """Publish a call for all of Hessen, of which only this is said."""
    stated = dict(applicants=(), award_max=None, rate_max=None, topics=("mobility",))
    return publish(engine, key, values(title=title, **stated | facts))


def test_what_is_open_stands_in_three_groups(engine: Engine) -> None:
    """Named and within the limits; nobody named; barred, beyond a limit, or others named."""
    put(engine, "1", "genannt", applicants=("municipality",), population_max=20_000)
    put(engine, "2", "niemand genannt")
    put(engine, "3", "ausgeschlossen", applicants=("association",), excluded=("municipality",))
    put(engine, "4", "zu groß", applicants=("municipality",), population_max=5_000)
    put(engine, "5", "nur Firmen", applicants=("company",), summary="Für Betriebe.")
    put(engine, "6", "nebenan", applicants=("municipality",), areas=("09",))
    assert groups(engine, LAUTERBACH) == {
        "Passt": ["genannt"],
        "Vielleicht": ["niemand genannt"],
        "Nicht": ["ausgeschlossen", "nur Firmen", "zu groß"],
    }
    assert groups(engine, ANTRIFTTAL)["Passt"] == ["genannt", "zu groß"]
    assert groups(engine, ANTRIFTTAL, wer="company")["Passt"] == ["nur Firmen"]
    assert groups(engine, ANTRIFTTAL, wer="association")["Passt"] == ["ausgeschlossen"]


def test_each_reason_stands_in_words_with_the_quote(engine: Engine) -> None:
    """The area by its name, the limit beside the register's number, the words of the source."""
    named = said(Field.APPLICANT, "municipality", evidence=Evidence(quote="Kommunen"))
    limit = said(Field.POPULATION_MAX, 20_000, evidence=Evidence(quote="bis 20.000 Einwohner"))
    put(engine, "1", "Aufruf", areas=("leader:vogelsberg",), more=(named, limit), own_share=20)
    text = words(engine, LAUTERBACH)
    assert "Gilt in der LEADER-Region Vogelsberg." in text
    assert "Städte und Gemeinden sind als Antragsteller genannt. Kommunen" in text
    assert "Bis 20.000 Einwohner; Lauterbach (Hessen) hat 13.880. bis 20.000 Einwohner" in text
    assert "20 % Eigenanteil" in text
    # Of another place only a part belongs to the region.
    assert groups(engine, ANTRIFTTAL) == {"Vielleicht": ["Aufruf"]}
    assert "Nur Teile von Antrifttal gehören zur LEADER-Region Vogelsberg." in words(
        engine, ANTRIFTTAL
    )


def test_a_quote_is_of_whom_it_stands_beside(engine: Engine) -> None:
    """The words for others, and limits of a single case, are no words for the reader."""
    others = said(Field.APPLICANT, "association", evidence=Evidence(quote="Vereine"))
    towns = said(Field.APPLICANT, "municipality", evidence=Evidence(quote="Kommunen"))
    given = said(Field.APPLICANT, "municipality")
    put(engine, "1", "gelesen", more=(others, towns))
    put(engine, "2", "gegeben", more=(others, given))
    text = words(engine, LAUTERBACH)
    assert text.count("sind als Antragsteller genannt.") == 2
    assert "genannt. Kommunen" in text
    assert "genannt. Vereine" not in text and "Kommunen Vereine" not in text


def test_a_case_of_people_is_to_check_and_one_of_projects_is_told(engine: Engine) -> None:
    """A town is no theatre group; what is paid for alone leaves it who may apply."""
    groups_only = Case(words="Inklusive Theatergruppen", measure="Inklusive Theatergruppen")
    things = Case(words="Investitionen", measure="Investitionen")
    for key, case in (("1", groups_only), ("2", things)):
        award = said(Field.AWARD_MAX, 20_000, case)
        put(engine, key, case.words, applicants=("municipality",), more=(award,))
    found = groups(engine, LAUTERBACH)
    assert found == {"Passt": ["Investitionen"], "Vielleicht": ["Inklusive Theatergruppen"]}
    text = words(engine, LAUTERBACH)
    assert "Geld gibt es je nach Vorhaben: „Investitionen“." in text
    assert "Nur in bestimmten Fällen: „Inklusive Theatergruppen“" in text
    assert "Förderfall für Sie" not in text


def test_who_is_left_out_reads_the_sentence_that_says_so(engine: Engine) -> None:
    """The quote of the limit, and that of the exclusion."""
    limit = said(Field.POPULATION_MAX, 5_000, evidence=Evidence(quote="unter 5.000 Einwohnern"))
    barred = Evidence(quote="Städte sind nicht antragsberechtigt")
    put(engine, "1", "klein", applicants=("municipality",), more=(limit,))
    put(
        engine, "2", "ohne", more=(said(Field.EXCLUDED_APPLICANT, "municipality", evidence=barred),)
    )
    text = words(engine, LAUTERBACH)
    assert "Nur bis 5.000 Einwohner; Lauterbach (Hessen) hat 13.880. unter 5.000" in text
    assert "Städte und Gemeinden sind ausgeschlossen. Städte sind nicht antragsberechtigt" in text


def test_what_is_in_doubt_is_never_told_to_fit(engine: Engine) -> None:
    """Contested limits, weak municipalities alone, an exclusion that is asked: all to check."""
    weak = Case(words="finanzschwache Kommunen", weak=True, applicants=("municipality",))
    at_odds = [
        said(Field.POPULATION_MAX, limit, standing=Standing.CONTESTED) for limit in (5_000, 20_000)
    ]
    asked = said(Field.EXCLUDED_APPLICANT, "municipality", standing=Standing.ASKED)
    towns = ("municipality",)
    put(engine, "1", "strittig", applicants=towns, more=at_odds)
    put(engine, "2", "schwach", more=(said(Field.RATE_MAX, 90, weak),))
    put(engine, "3", "fraglich", applicants=towns, more=(asked,))
    assert groups(engine, LAUTERBACH) == {"Vielleicht": ["fraglich", "schwach", "strittig"]}
    assert "Nur in bestimmten Fällen: „finanzschwache Kommunen“" in words(engine, LAUTERBACH)


def test_a_case_of_others_is_not_ours(engine: Engine) -> None:
    """What holds for small places alone is for a small place, and a limit is said once."""
    small = Case(words="Kommunen bis 5.000", applicants=("municipality",), population_max=5_000)
    put(engine, "1", "Aufruf", more=(said(Field.AWARD_MAX, 9_000, small),))
    assert groups(engine, ANTRIFTTAL) == {"Passt": ["Aufruf"]}
    assert groups(engine, LAUTERBACH) == {"Nicht": ["Aufruf"]}


def test_a_district_is_asked_about_what_holds_in_a_part_of_it(engine: Engine) -> None:
    """A call for one of its towns is not for all of it, and no limit is known to hold."""
    put(engine, "1", "für alle", applicants=("district",))
    put(engine, "2", "eine Stadt", applicants=("district",), areas=(LAUTERBACH,))
    put(engine, "3", "mit Grenze", applicants=("district",), population_max=20_000)
    assert groups(engine, DISTRICT) == {
        "Passt": ["für alle"],
        "Vielleicht": ["eine Stadt", "mit Grenze"],
    }


SOUTH, NORTH = "leader:south", "leader:north"
VILLAGE = "09571113"


@lru_cache(maxsize=4)
def doubted(engine: Engine) -> TestClient:
    """A stranger's browser where nobody knows who belongs to Bavaria's two LEADER regions."""
    leader = TREE.of("leader:vogelsberg")
    regions = [
        replace(leader, key=key, name=key[7:], official_name=key, parent="09", complete=False)
        for key in (SOUTH, NORTH)
    ]
    tree = AreaTree([*TREE.areas, *regions], TREE.members)
    imprint = Imprint(sender=SENDER, places=tree, sources=SOURCES, topics=TOPICS)
    here = replace(site(engine), areas=tree, concerned_by=tree.concerned_by)
    here = replace(here, imprint=lambda: imprint, area_label=tree.label)
    return TestClient(make_app(here), follow_redirects=False)


def in_regions(engine: Engine, **asked: str) -> tuple[dict[str, list[str]], str]:
    """The titles of each group in the village, folded ones included, and all that is said."""
    answer = doubted(engine).get("/passt-zu-uns", params={"gebiet": VILLAGE, **asked})
    page: Any = html.fromstring(answer.text)
    main = page.find(".//main")
    found = {
        (one.findtext("h2") or one.get("aria-label")).split()[0]: [
            title.text_content() for title in one.xpath(".//li/h3/a")
        ]
        for one in main.xpath(".//section[.//ul[@class='fitting']]")
    }
    return found, " ".join(main.text_content().split())


@pytest.fixture
def calls_of_regions(engine: Engine) -> None:
    """A call of each region, and one of the Land."""
    towns = ("municipality",)
    put(engine, "1", "im Süden", areas=(SOUTH,), applicants=towns)
    put(engine, "2", "im Norden", areas=(NORTH,), applicants=towns)
    put(engine, "3", "im Land", areas=("09",), applicants=towns)


@pytest.mark.usefixtures("calls_of_regions")
def test_a_village_is_asked_once_about_all_regions_that_may_be_its(engine: Engine) -> None:
    """Their calls stand apart, folded and counted, until it says what it is in, or that in none."""
    found, said_ = in_regions(engine)
    assert found == {"Passt": ["im Land"], "Je": ["im Norden", "im Süden"]}
    assert said_.count("Zu welcher LEADER-Region gehören Sie?") == 1
    assert "0 vielleicht, 2 je nach Ihrer LEADER-Region, 0 nicht" in said_
    found, said_ = in_regions(engine, region=SOUTH)
    assert sorted(found["Passt"]) == ["im Land", "im Süden"] and "Je" not in found
    assert "Gilt in der LEADER-Region south. Dazu gehört Aurach, wie Sie sagen." in said_
    assert "kennen wir noch nicht" not in said_ and "Zu welcher LEADER-Region" in said_
    found, said_ = in_regions(engine, region="keine")
    assert found == {"Passt": ["im Land"]} and "Norden" not in said_


@pytest.mark.usefixtures("calls_of_regions")
def test_who_does_not_know_its_region_is_told_nothing_wrong(engine: Engine) -> None:
    """What is said of a region that is in no doubt there counts for nothing."""
    for answer in ("", "leader:vogelsberg", "unsinn"):
        found, _said = in_regions(engine, region=answer)
        assert found == {"Passt": ["im Land"], "Je": ["im Norden", "im Süden"]}
    found, said_ = in_regions(engine, gruppe="region")
    assert found == {"Je": ["im Norden", "im Süden"]} and "ob Aurach dazugehört" in said_


def test_nobody_is_asked_about_regions_without_a_call(engine: Engine) -> None:
    """Nor is a village whose region is known."""
    put(engine, "3", "im Land", areas=("09",), applicants=("municipality",))
    put(engine, "4", "im Süden", areas=(SOUTH,), applicants=("municipality",), deadlines=OVER)
    assert "Zu welcher LEADER-Region" not in in_regions(engine)[1]
    put(engine, "5", "im Norden", areas=(NORTH,), applicants=("municipality",))
    assert "Zu welcher LEADER-Region" in in_regions(engine)[1]
    assert "Zu welcher LEADER-Region" not in in_regions(engine, gebiet=LAUTERBACH)[1]


@pytest.mark.usefixtures("calls_of_regions")
def test_the_answer_goes_along_to_a_whole_group_and_not_to_a_subscription(engine: Engine) -> None:
    """The address of the page is what was asked."""
    answer = doubted(engine).get("/passt-zu-uns", params={"gebiet": VILLAGE, "region": SOUTH})
    page: Any = html.fromstring(answer.text)
    assert page.xpath("//select[@name='region']/option[@selected]/@value") == [SOUTH]
    assert page.xpath("//form[.//select[@name='region']]//input[@name='gebiet']/@value") == [
        VILLAGE
    ]
    (link,) = page.xpath("//a[contains(@href, '/abonnieren?')]/@href")
    assert "region" not in link


def test_a_call_that_nobody_says_to_be_open_is_to_check(engine: Engine) -> None:
    """A call without a day may be over; a programme stands."""
    for key, kind in enumerate(("call", "programme")):
        put(engine, str(key), kind, kind=kind, applicants=("municipality",), deadlines=())
    assert groups(engine, LAUTERBACH) == {"Passt": ["programme"], "Vielleicht": ["call"]}


def test_a_name_leads_to_the_place_and_namesakes_are_told_apart(engine: Engine) -> None:
    """What only one place is called is that place; of several one is chosen by a link."""
    stranger = browser(engine)
    found = stranger.get("/passt-zu-uns", params={"ort": "Hosenfeld", "thema": "mobilitaet"})
    assert found.status_code == 303
    assert found.headers["location"] == "/passt-zu-uns?gebiet=06631013&thema=mobilitaet"
    several = stranger.get("/passt-zu-uns", params={"ort": "Vogelsberg", "suche": "1"})
    links = html.fromstring(several.text).xpath("//*[@id='orte']//a/@href")
    assert links == ["/passt-zu-uns?gebiet=06535", "/passt-zu-uns?gebiet=leader%3Avogelsberg"]
    nowhere = stranger.get("/passt-zu-uns", params={"ort": "Nirgendwo"})
    assert nowhere.status_code == 422 and "kennen wir nicht" in nowhere.text
    assert stranger.get("/passt-zu-uns", params={"gebiet": "99999999"}).status_code == 404
    assert stranger.get("/passt-zu-uns", params={"wer": "niemand"}).status_code == 422


def test_the_link_to_subscribe_has_the_place_filled_in(engine: Engine) -> None:
    """Whoever follows it finds the place ticked, and as whom to read."""
    link = page(engine, gebiet=LAUTERBACH).xpath("//a[contains(@href, '/abonnieren?')]/@href")[0]
    assert link == "/abonnieren?gebiet=06535011&wer=municipality"
    form = html.fromstring(browser(engine).get(link).text)
    ticked = form.xpath("//input[@checked and @type='checkbox']/@value")
    assert ticked == ["06535011", "municipality"]


@pytest.mark.parametrize("count", [3, 30])
def test_looking_takes_as_many_queries_however_much_there_is(engine: Engine, count: int) -> None:
    """What is shown is held; a long group has pages, all of it in order."""
    for number in range(count):
        put(engine, str(number), f"Aufruf {number:02}", applicants=("municipality",))
    put(engine, "fern", "Bund", applicants=("municipality",), areas=("de",))
    first = page(engine, gebiet=LAUTERBACH)
    asked: list[str] = []
    note = lambda *found: asked.append(found[2])  # noqa: E731
    event.listen(engine, "before_cursor_execute", note)
    shown = groups(engine, LAUTERBACH)
    event.remove(engine, "before_cursor_execute", note)
    assert len([one for one in asked if "SELECT" in one]) <= 8
    assert shown["Passt"][0] == "Aufruf 00" and first is not None
    if count > 25:
        rest = groups(engine, LAUTERBACH, gruppe="passt", seite=2)["Passt"]
        assert rest == [*(f"Aufruf {number}" for number in range(25, 30)), "Bund"]
        answer = browser(engine).get(
            "/passt-zu-uns", params={"gebiet": LAUTERBACH, "gruppe": "passt", "seite": 3}
        )
        assert answer.status_code == 404


def test_what_ends_first_comes_first_on_demand(engine: Engine) -> None:
    """Else what is nearest comes first."""
    soon = Deadline(kind=DeadlineKind.FIXED, value="2026-12-15")
    publish(
        engine,
        "b",
        values(title="Bund", areas=("de",), deadlines=(soon,)),
        source=FEDERAL,
    )
    put(engine, "1", "Land", applicants=("municipality",))
    assert groups(engine, LAUTERBACH)["Passt"] == ["Land", "Bund"]
    assert groups(engine, LAUTERBACH, sortierung="frist")["Passt"] == ["Bund", "Land"]
