"""Reader shapes: lists and articles of many builds, read as a stranger wrote them down.

Beside the samples of a system lies a folder `shapes`: pages in other versions, themes and
habits, and in `expected.json` what must be read of each. A list has its items and its next part
(and `reader`, where its own must not take it), an article its title, its day, what its text has
and lacks, its contacts and some of its files. The pages in `others` are of systems that no
reader knows.
"""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import pytest
from scrapy.http import HtmlResponse, Request

from crawlers.chain import chain_spider
from crawlers.items import Contact
from crawlers.line import Line
from crawlers.listed import list_spider
from crawlers.page import Page, PageChangedError
from crawlers.readers import Item, reader_of, readers

SAMPLES = Path(__file__).parent / "readers"
SITE = "https://www.musterau.example.org/"
TODAY = date(2026, 11, 27)
FACTS: dict[str, Any] = {
    **{"slug": "mun_musterau", "title": "Musterau", "publisher": "Musterau", "level": "region"},
    **{"area": "06", "homepage": SITE, "evidence": "e"},
}
EXPECTED = {
    (path.parts[-3], name): shape
    for path in sorted(SAMPLES.glob("*/shapes/expected.json"))
    for name, shape in json.loads(path.read_text(encoding="utf-8")).items()
}
LISTS = [key for key, shape in EXPECTED.items() if "items" in shape]
ARTICLES = [key for key, shape in EXPECTED.items() if "items" not in shape]
OTHERS = sorted((SAMPLES / "others").glob("*.html"))


def page_of(system: str, name: str) -> Page:
    """A shape at its address."""
    markup = (SAMPLES / system / "shapes" / f"{name}.html").read_bytes()
    return Page(urljoin(SITE, EXPECTED[system, name]["at"]), markup)


def as_expected(item: Item, address: str) -> dict[str, Any]:
    """An item as it is written down."""
    day = item.published_on.isoformat() if item.published_on else None
    facts = {"title": item.title, "published_on": day, "teaser": item.teaser}
    return {"url": address.removeprefix(SITE.rstrip("/"))} | facts


def test_every_shape_is_written_down() -> None:
    """Each system has at least four lists and an article, and no page lacks its golden result."""
    files = {(path.parts[-3], path.stem) for path in SAMPLES.glob("*/shapes/*.html")}
    assert files == EXPECTED.keys()
    for system in readers():
        assert sum(key[0] == system for key in LISTS) >= 4
        assert sum(key[0] == system for key in ARTICLES) >= 1


@pytest.mark.parametrize(("system", "name"), LISTS)
def test_a_list_is_taken_by_its_own_reader_alone(system: str, name: str) -> None:
    """No other reader takes a list, and none takes a page that is no list of its system."""
    taken = [one.name for one in readers().values() if one.recognises(page_of(system, name))]
    assert taken == list(filter(None, [EXPECTED[system, name].get("reader", system)]))


@pytest.mark.parametrize(("system", "name"), LISTS)
def test_what_is_read_of_a_list(system: str, name: str) -> None:
    """Address, title, day and teaser of each line, and the next part of the list."""
    reader, page, shape = readers()[system], page_of(system, name), EXPECTED[system, name]
    items: dict[str, Item] = {}
    for item in reader.items(page):
        items.setdefault(reader.address(item.url), item)  # as a source follows them, each once
    assert [as_expected(item, url) for url, item in items.items()] == shape["items"]
    assert reader.following(page) == (urljoin(SITE, shape["next"]) if shape["next"] else "")


@pytest.mark.parametrize(("system", "name"), ARTICLES)
def test_what_is_read_of_an_article(system: str, name: str) -> None:
    """Title, day, deadline and contact are the article's, and what stands beside it is none."""
    reader, page, shape = readers()[system], page_of(system, name), EXPECTED[system, name]
    article = reader.article(page, Item(url=page.url, title=shape["title"]))
    assert article.title == shape["title"]
    assert str(article.published_on or "") == (shape["published_on"] or "")
    assert [part for part in shape["has"] if part not in article.text] == []
    assert [part for part in shape["lacks"] if part in article.text] == []
    files = [link.title for link in article.given.links]
    assert [one for one in shape.get("files", ()) if one not in files] == []
    assert article.given.contacts == tuple(Contact(**one) for one in shape["contacts"])


@pytest.mark.parametrize(("system", "name"), ARTICLES)
def test_an_article_with_others_beside_it_is_no_list(system: str, name: str) -> None:
    """Lines below a text or in a sidebar make no list of their page."""
    assert reader_of(page_of(system, name)) is None


@pytest.mark.parametrize("shape", OTHERS, ids=lambda path: str(path.stem))
def test_a_page_of_no_known_system_is_taken_by_nobody(shape: Path) -> None:
    """A reader that takes a page it does not know would tell wrong news of it."""
    assert reader_of(Page(f"{SITE}aktuelles", shape.read_bytes())) is None


def requests_for(shape: str, at: str) -> list[str]:
    """The addresses that a source with one list asks for after a shape of no known system."""
    listed = urljoin(SITE, at)
    spider = list_spider(Line.of({**FACTS, "lists": [listed]}))(today=TODAY)
    return [request.url for request in spider.parse_list(answer(shape, listed), part=1)]


def answer(shape: str, url: str) -> HtmlResponse:
    """A shape of no known system, as the web gives it."""
    body = (SAMPLES / "others" / f"{shape}.html").read_bytes()
    return HtmlResponse(url, body=body, encoding="utf-8", request=Request(url))


def test_a_list_of_no_known_system_is_read_by_where_its_articles_lie() -> None:
    """What lies below the list's address is followed, whatever its markup."""
    assert requests_for("joomla-blog", "/aktuelles") == [
        f"{SITE}aktuelles/41-regionalbudget",
        f"{SITE}aktuelles/40-vorstand",
    ]
    assert requests_for("ionas4", "/rathaus/aktuelles") == [
        f"{SITE}rathaus/aktuelles/spende/",
        f"{SITE}rathaus/aktuelles/weg/",
    ]


def test_a_start_page_without_a_list_says_so() -> None:
    """Whoever checks a source sees that no reader takes a list there; the sitemap is next."""
    spider = chain_spider(Line.of(FACTS))(today=TODAY)
    asked = [request.url for request in spider.parse_home(answer("ionas4", SITE))]
    assert asked == [f"{SITE}sitemap.xml"]
    assert spider.told["Liste auf der Startseite (kein Leser erkennt eine)"] == (1, 0)


@pytest.mark.parametrize("shape", ["maxvis", "typo3-eigene", "listitem"])
def test_a_list_that_nobody_reads_says_so(shape: str) -> None:
    """Staff are told that no reader takes the page and that nothing lies below it."""
    with pytest.raises(PageChangedError, match=r"Liste, die kein Leser erkennt: a.href. ~"):
        requests_for(shape, "/neues")


def test_a_list_whose_own_text_is_gone_says_that() -> None:
    """What is wrong with the text of a page is not told as a list that nobody reads."""
    listed = urljoin(SITE, "/foerderung")
    line = Line.of({**FACTS, "lists": [listed], "lists_are_articles": True})
    body = b"<html><body><main><h1>Wir ziehen um</h1><p>Bald mehr.</p></main></body></html>"
    answered = HtmlResponse(listed, body=body, encoding="utf-8", request=Request(listed))
    with pytest.raises(PageChangedError, match=r"Text unter der .* erwartet mehr Zeichen") as told:
        list(list_spider(line)(today=TODAY).parse_list(answered, part=1))
    assert "Leser" not in str(told.value)
