"""Compare: the same facts of two or three opportunities in the same rows."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from lxml import html
from sqlalchemy import Engine, event
from starlette.testclient import TestClient

from db.statements import Case, Evidence, Field, Standing
from tests.notifier.samples import publish, values
from tests.stating import said
from tests.web.test_doors import site
from web.app import make_app

SMALL = Case(words="Kommunen bis 5.000", applicants=("municipality",), population_max=5_000)


@lru_cache(maxsize=4)
def browser(engine: Engine) -> TestClient:
    """A stranger's browser."""
    return TestClient(make_app(site(engine)), follow_redirects=False)


def page(engine: Engine, **asked: Any) -> Any:
    """The page for what is chosen."""
    answer = browser(engine).get("/vergleich", params=asked)
    assert answer.status_code == 200, answer.text
    return html.fromstring(answer.text)


def rows(found: Any) -> dict[str, tuple[str, ...]]:
    """What stands in each row, its verdict first."""
    return {
        row.find("th").text: (
            "".join(row.xpath("./th/span/text()")),
            *(" ".join(cell.text_content().split()) for cell in row.findall("td")),
        )
        for row in found.xpath("//table/tbody/tr")
    }


def test_the_same_facts_stand_in_the_same_rows(engine: Engine) -> None:
    """What differs, is the same or is missing is said in words, each case by its name."""
    of_small = said(Field.RATE_MAX, 90, SMALL)
    one = publish(engine, "1", values(title="Radwege", more=(of_small,), population_max=20_000))
    two = publish(engine, "2", values(title="Busse", award_max=5_000, rate_max=None))
    shown = rows(found := page(engine, a=one, b=two))
    assert shown["Fördersumme"] == ("verschieden", "bis 20.000 €", "bis 5.000 €")
    assert shown["Fördersatz"] == (
        "nicht überall angegeben",
        "bis 80 % Kommunen bis 5.000: bis 90 %",
        "nicht angegeben",
    )
    assert shown["Art und Ebene"] == ("gleich", "Aufruf, Land", "Aufruf, Land")
    assert shown["Grenzen"][1:] == ("bis 20.000 Einwohner", "nicht angegeben")
    assert "Kommunen bis 5.000" in shown["Wer"][1]
    assert "Montag, 1. Februar 2027" in shown["Bis wann"][1]
    assert shown["Gesamtbudget"] == ("", "nicht angegeben", "nicht angegeben")
    assert "Verschieden: Wer, Fördersumme" in found.find(".//main").text_content()


def test_what_sources_disagree_on_is_no_difference_and_what_is_asked_no_value(
    engine: Engine,
) -> None:
    """Both sides are told with their words, and a doubtful value is not told at all."""
    at_odds = [
        said(
            Field.RATE_MAX, rate, standing=Standing.CONTESTED, evidence=Evidence(quote=f"{rate} %")
        )
        for rate, quote in ((50, "50 %"), (70, "70 %"))
    ]
    asked = said(Field.BUDGET, 7_000_000, standing=Standing.ASKED)
    one = publish(engine, "1", values(rate_max=None, more=(*at_odds, asked)))
    two = publish(engine, "2", values(rate_max=70))
    shown = rows(page(engine, a=one, b=two))
    verdict, first, second = shown["Fördersatz"]
    assert verdict == "nicht sicher zu vergleichen" and second == "bis 70 %"
    assert first.startswith("Angaben weichen ab: bis 50 % oder bis 70 %")
    assert "„50 %“" in first and "strittig" in first
    assert shown["Gesamtbudget"][1] == "nicht eindeutig angegeben"


def test_the_second_is_found_by_a_word_and_the_first_is_kept(engine: Engine) -> None:
    """A third may be taken in, a fourth not; each may be taken out again."""
    ids = [publish(engine, str(n), values(title=f"Radweg {n}")) for n in range(3)]
    found = page(engine, a=ids[0], suche="Radweg")
    links = found.xpath("//ul[@class='offers']//a/@href")
    assert links == [f"/vergleich?a={ids[0]}&b={ids[1]}", f"/vergleich?a={ids[0]}&b={ids[2]}"]
    assert found.xpath("//input[@name='a']/@value") == [str(ids[0])]
    two = page(engine, a=ids[0], b=ids[1])
    assert "Eine dritte dazunehmen" in two.text_content()
    assert f"/vergleich?a={ids[1]}" in two.xpath("//thead//a/@href")
    three = page(engine, a=ids[0], b=ids[1], c=ids[2])
    assert len(three.xpath("//thead//th")) == 4 and not three.xpath("//form[@role='search']")
    nothing = page(engine, a=ids[0], suche="Sternwarte")
    assert "haben wir nichts gefunden" in nothing.text_content()
    assert not page(engine).xpath("//table")


def test_what_is_not_published_is_not_compared(engine: Engine) -> None:
    """A number that leads nowhere is no page; the same one twice is one."""
    one = publish(engine, "1", values(title="Radwege"))
    assert browser(engine).get("/vergleich", params={"a": one, "b": 99}).status_code == 404
    assert not page(engine, a=one, b=one).xpath("//table")


def test_looking_takes_as_many_queries_however_much_there_is(engine: Engine) -> None:
    """What is found by a word is bounded, and none of it is decoded."""

    def asked() -> int:
        seen: list[str] = []
        note = lambda *found: seen.append(found[2])  # noqa: E731
        event.listen(engine, "before_cursor_execute", note)
        page(engine, a=1, suche="Radweg")
        event.remove(engine, "before_cursor_execute", note)
        return len(seen)

    publish(engine, "1", values(title="Radweg"))
    publish(engine, "2", values(title="Radweg 2"))
    page(engine, a=1)
    few = asked()
    for number in range(3, 30):
        publish(engine, str(number), values(title=f"Radweg {number}"))
    assert asked() == few
