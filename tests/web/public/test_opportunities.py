"""The page of the search: what it finds, offers and says, with each filter in its address."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from html import unescape

import pytest
from bs4 import BeautifulSoup
from sqlalchemy import Engine
from starlette.testclient import TestClient

from tests.conftest import TODAY
from tests.notifier.samples import TREE, fixed, publish, values
from tests.web.measured_stock import counted
from tests.web.test_doors import site
from web.app import make_app
from web.filters import MOST_NAMES

DAY = timedelta(days=1)


@pytest.fixture
def pages(engine: Engine) -> TestClient:
    """A stranger's browser."""
    return TestClient(make_app(replace(site(engine), concerned_by=TREE.concerned_by)))


def two(engine: Engine) -> None:
    """A bus of the Land, and a shop of a district."""
    publish(engine, "1", values())
    shop = values(
        title="Dorfladen",
        summary="Gefördert werden Läden. Auch ein Hofladen im Dorf zählt dazu.",
        areas=("06535",),
        applicants=("association",),
        award_max=None,
        deadlines=(fixed(TODAY + 5 * DAY),),
    )
    publish(engine, "2", shop)


def titles(page: str) -> list[str]:
    """The titles of the results, without what is marked in them."""
    return [re.sub("<[^>]+>", "", one) for one in re.findall(r"<h3><a [^>]+>(.*?)</a></h3>", page)]


def test_a_card_says_what_is_known_and_why_it_was_found(engine: Engine, pages: TestClient) -> None:
    """Title and text with the words marked, the day with weekday and days left, how much."""
    two(engine)
    page = pages.get("/foerderungen?suche=Hofladen").text
    assert titles(page) == ["Dorfladen"] and "<mark>Hofladen</mark>" in page
    assert "Freitag, 27.11.2026 (noch 5 Tage)" in page and "Vogelsbergkreis" in page
    assert "<dt>Förderung</dt><dd>bis 80 %</dd>" in page
    assert "1 Förderung</h2>" in page and "Hofladen</title>" not in page


def test_what_else_was_searched_for_is_said(engine: Engine, pages: TestClient) -> None:
    """With the way to what holds the typed word and nothing else."""
    two(engine)
    page = pages.get("/foerderungen?suche=Nahversorgung&thema=mobility").text
    assert "Auch gesucht: Dorfladen, " in page
    (only,) = re.findall(r'<a href="([^"]+)" rel="nofollow">Nur „Nahversorgung“ suchen', page)
    assert "thema=mobility" in only
    page = pages.get(unescape(only)).text
    assert "Auch gesucht" not in page and titles(page) == []
    assert "Auch gesucht" not in pages.get("/foerderungen?suche=Vogelsbergkreis").text


def test_each_choice_says_how_many_it_finds(engine: Engine, pages: TestClient) -> None:
    """And the page that it leads to finds as many."""
    two(engine)
    page = pages.get("/foerderungen?thema=mobility").text
    boxes = re.findall(
        r'name="(\w+)" type="checkbox" value="([^"]+)"[^>]*>'
        r"\s*<label[^>]*>[^<]*<span[^>]*>\((\d+)\)",
        page,
    )
    assert {name for name, _value, _count in boxes} >= {"thema", "wer", "stand", "frist", "ebene"}
    for name, value, count in boxes:
        thema = "" if name == "thema" else "thema=mobility&"
        behind = pages.get(f"/foerderungen?{thema}{name}={value}").text
        assert len(titles(behind)) == int(count), (name, value)
    (found,) = re.findall(r'<option value="06535">Vogelsbergkreis \((\d+)\)', page)
    assert len(titles(pages.get("/foerderungen?thema=mobility&gebiet=06535").text)) == int(found)


def test_what_is_chosen_can_be_taken_back(engine: Engine, pages: TestClient) -> None:
    """Each chip leads to the same search without it, and one link to all."""
    two(engine)
    page = pages.get("/foerderungen?suche=Laden&wer=association&wer=company&betrag=10.000").text
    chips = [unescape(one) for one in re.findall(r'class="chip" href="([^"]+)"', page)]
    assert chips == [
        "/foerderungen?wer=association&wer=company&betrag=10000",
        "/foerderungen?suche=Laden&wer=company&betrag=10000",
        "/foerderungen?suche=Laden&wer=association&betrag=10000",
        "/foerderungen?suche=Laden&wer=association&wer=company",
    ]


def test_an_address_with_empty_fields_leads_to_its_short_form(
    engine: Engine, pages: TestClient
) -> None:
    """As a form without script sends it."""
    two(engine)
    sent = "suche=Laden&ort=&gebiet=&betrag=&eigenanteil=&frist_ab=&frist_bis="
    answer = pages.get(f"/foerderungen?{sent}")
    assert str(answer.url).endswith("/foerderungen?suche=Laden") and titles(answer.text)


def test_a_place_is_typed_by_its_name(engine: Engine, pages: TestClient) -> None:
    """One that is clear is taken; one that is not is asked for beside its field."""
    two(engine)
    clear = pages.get("/foerderungen?ort=Hosenfeld&wer=municipality")
    assert str(clear.url).endswith("?gebiet=06631013&wer=municipality")
    assert titles(clear.text) == ["Bürgerbusse für den ländlichen Raum"]
    unknown = pages.get("/foerderungen?ort=Atlantis")
    assert unknown.status_code == 422 and "„Atlantis“ kennen wir nicht" in unknown.text
    begun = pages.get("/foerderungen?ort=Vogels&thema=mobility")
    assert begun.status_code == 422 and "Welchen Ort meinen Sie" in begun.text
    assert 'href="/foerderungen?gebiet=06535&amp;thema=mobility"' in begun.text


def test_what_is_not_understood_is_said_beside_its_field(engine: Engine, pages: TestClient) -> None:
    """What was typed stays in the field, and the rest of the filter counts."""
    two(engine)
    answer = pages.get("/foerderungen?betrag=sehr+viel&wer=association")
    assert answer.status_code == 422
    assert 'value="sehr viel"' in answer.text and 'id="f-betrag-error"' in answer.text
    assert len(titles(answer.text)) == 2


def test_where_nothing_is_found_the_way_back_is_told(engine: Engine, pages: TestClient) -> None:
    """Which filter to leave out and how many that would give, and that it proves nothing."""
    two(engine)
    page = pages.get("/foerderungen?suche=Dorfladen&ebene=eu").text
    assert "Dazu haben wir nichts gefunden" in page and "nicht: Es gibt nichts" in page
    assert '<a href="/foerderungen?suche=Dorfladen" rel="nofollow">ohne Ebene</a>: 1' in page
    assert "allgemeineren Wort" in page and '<a href="/passt-zu-uns">' in page
    assert "allgemeineren Wort" not in pages.get("/foerderungen?ebene=eu").text
    # There is nothing to take along, but news to wait for.
    assert "Als Datei" not in page and "Diese Suche abonnieren" in page


def test_what_leads_to_nothing_stands_apart(engine: Engine, pages: TestClient) -> None:
    """Applicants of other entries are folded, and stay open to whoever chose one of them."""
    two(engine)

    def folded(query: str) -> tuple[int, int]:
        page = BeautifulSoup(pages.get(f"/foerderungen?{query}").text, "lxml")
        there = len(page.select("input[name=wer]"))
        return there, len(page.select(".facet details input[name=wer]"))

    there, none = folded("")
    assert there > 1 and none == 0
    some_there, some = folded("suche=Dorfladen")
    assert some_there == there and 0 < some < there
    page = pages.get("/foerderungen?suche=Dorfladen").text
    assert f"<summary>{some} ohne Treffer</summary>" in page
    assert folded("suche=Dorfladen&wer=municipality") == (there, some - 1)


def test_silence_on_money_is_told_apart(engine: Engine, pages: TestClient) -> None:
    """What states no sum is left out, counted, and taken in on demand."""
    two(engine)
    page = pages.get("/foerderungen?betrag=10000").text
    assert titles(page) == ["Bürgerbusse für den ländlichen Raum"] and "(1 mehr)" in page
    assert len(titles(pages.get("/foerderungen?betrag=10000&ohne_angabe=ja").text)) == 2


def test_many_results_are_parted_into_pages(engine: Engine, pages: TestClient) -> None:
    """Twenty each, with as many questions to the database as for one; a later page keeps all."""
    publish(engine, "0", values(title="Nummer 00"))
    pages.get("/foerderungen?thema=mobility")
    with counted(engine) as asked:
        pages.get("/foerderungen?thema=mobility")
        few = asked()
    for number in range(1, 25):
        publish(engine, f"{number}", values(title=f"Nummer {number:02}"))
    pages.get("/foerderungen?thema=mobility")
    with counted(engine) as asked:
        first = pages.get("/foerderungen?thema=mobility&sortierung=titel").text
        assert asked() == few
    assert titles(first) == [f"Nummer {number:02}" for number in range(20)]
    (onward,) = re.findall(r'<a rel="next" href="([^"]+)"', first)
    second = pages.get(unescape(onward)).text
    assert titles(second) == [f"Nummer {number:02}" for number in range(20, 25)]
    assert titles(pages.get("/foerderungen?seite=999").text)


def test_a_change_is_seen_at_once(engine: Engine, pages: TestClient) -> None:
    """What the application holds is read anew as soon as it is another."""
    two(engine)
    assert len(titles(pages.get("/foerderungen").text)) == 2
    publish(engine, "3", values(title="Neu"))
    assert len(titles(pages.get("/foerderungen").text)) == 3


def test_so_many_choices_that_a_page_would_burst_are_refused(pages: TestClient) -> None:
    """Every choice on the page repeats all that was chosen."""
    many = "&".join(f"quelle=q{number}" for number in range(MOST_NAMES + 1))
    page = pages.get(f"/foerderungen?{many}")
    assert "Bitte wählen Sie weniger" in page.text and len(page.content) < 200_000
    assert pages.get(f"/foerderungen.csv?{many}").status_code == 422
    some = many.rpartition("&")[0]
    assert len(pages.get(f"/foerderungen?{some}").content) < 2_000_000
