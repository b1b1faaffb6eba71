"""What a crawl leaves unread, and what it must not."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scrapy.http import HtmlResponse, Response

from crawlers.conditional_visits import BELIEVED, ConditionalVisits
from crawlers.items import RawEntry
from crawlers.visited_pages import VisitedPage
from tests.crawlers.remembering import DAY, HOME, ShelfSpider, crawl, shelf
from tests.doses import dose

SITE = shelf(["a", "b"], ["c"], a="A", b="B", c="C")
ALL = [f"{HOME}/{name}" for name in "abc"]


@pytest.mark.parametrize("marked", [True, False])
def test_an_unchanged_page_is_not_read_with_or_without_marks(marked: bool) -> None:
    """304 and a body equal to the last are one: no entry is written, all are kept."""
    first = crawl(SITE, marked=marked)
    again = crawl(SITE, first.visits, marked=marked)
    assert sorted(first.entries) == sorted(again.kept) == ALL
    assert again.entries == {} and again.conditional.all_kept() and not first.conditional.all_kept()
    assert {status for _, status in again.asked} == ({304} if marked else {200})
    third = crawl(SITE, again.visits, marked=marked)
    assert sorted(third.kept) == ALL


def test_an_entry_that_another_page_takes_over_is_not_lost() -> None:
    """The second list is unchanged, but now it is the first to name what both named."""
    both = shelf(["a", "b"], ["b", "c"], a="A", b="B", c="C")
    first = crawl(both)
    again = crawl(shelf(["a"], ["b", "c"], a="A", b="B", c="C"), first.visits)
    assert sorted(again.truth(first.entries)) == ALL
    assert ("/list1", 304) in again.asked and ("/list1", 200) in again.asked


def test_a_page_is_read_again_when_what_it_is_called_with_changed() -> None:
    """The teaser stands on the list and goes into the entry; its page did not change."""
    first = crawl(shelf(["a:alt", "b"], a="A", b="B"))
    again = crawl(shelf(["a:neu", "b"], a="A", b="B"), first.visits)
    assert list(again.entries) == [f"{HOME}/a"] and again.kept == [f"{HOME}/b"]
    assert RawEntry.from_json(again.entries[f"{HOME}/a"]).summary == "neu"


def test_a_page_that_is_gone_takes_its_entry_along() -> None:
    """Neither written nor kept, and the run is not one in which nothing changed."""
    first = crawl(SITE)
    again = crawl({path: html for path, html in SITE.items() if path != "/b"}, first.visits)
    assert sorted(again.kept) == [ALL[0], ALL[2]] and again.entries == {}
    assert not again.conditional.all_kept()
    assert f"{HOME}/b" not in {visit.url for visit in again.visits}


def test_other_code_or_options_read_everything(monkeypatch: pytest.MonkeyPatch) -> None:
    """What was remembered answers another question than the one that is asked now."""
    first = crawl(SITE)
    assert sorted(crawl(SITE, first.visits, wing="west").entries) == ALL
    monkeypatch.setattr(ConditionalVisits, "code", b"another")
    again = crawl(SITE, first.visits)
    assert sorted(again.entries) == ALL and {status for _, status in again.asked} == {200}


class DatedSpider(ShelfSpider):
    """Leaves out what is over."""

    def parse_book(self, response: Response, teaser: str) -> Iterator[RawEntry]:
        """Read an entry with the day in view."""
        for entry in super().parse_book(response, teaser):
            if self.today <= DAY + timedelta(days=1):
                yield entry


def test_a_reading_that_looks_at_the_day_is_kept_for_that_day_only() -> None:
    """Twice on one day nothing is read, on the next day everything."""
    first = crawl(SITE, spider=DatedSpider)
    assert sorted(crawl(SITE, first.visits, spider=DatedSpider).kept) == ALL
    over = crawl(SITE, first.visits, spider=DatedSpider, today=DAY + timedelta(days=2))
    assert over.kept == [] and over.entries == {}


class StatefulSpider(ShelfSpider):
    """Carries something from page to page that the framework does not see."""

    async def start(self) -> Any:
        """Begin to count."""
        self.count = 0
        async for request in super().start():
            yield request


def test_a_spider_with_a_state_of_its_own_is_not_remembered() -> None:
    """Nobody could tell what its pages depend on."""
    assert crawl(SITE, spider=StatefulSpider).visits == []


class HandingSpider(ShelfSpider):
    """Hands something on that cannot be written down."""

    def parse_list(self, response: Response) -> Iterator[Any]:
        """Follow one link."""
        yield self.get(f"{HOME}/a", self.parse_page, page=self.page(response))

    def parse_page(self, response: Response, page: Any) -> Iterator[Any]:
        """Read the entry."""
        yield from self.parse_book(response, page.text())


def test_what_cannot_be_written_down_is_read_every_time() -> None:
    """Neither the page nor the one that led to it is remembered."""
    first = crawl(SITE, spider=HandingSpider)
    assert list(first.entries) == [ALL[0]] and first.visits == []


def test_a_mark_is_believed_for_a_week() -> None:
    """Then the page is asked for in full, for servers whose ETag does not change with it."""
    first = crawl(SITE)
    late = crawl(SITE, first.visits, today=DAY + BELIEVED)
    assert {status for _, status in late.asked} == {200}
    assert sorted(late.kept) == ALL and {visit.read_on for visit in late.visits} == {
        late.conditional.today
    }
    before = crawl(SITE, first.visits, today=DAY + BELIEVED - timedelta(days=1))
    assert {status for _, status in before.asked} == {304}
    assert {visit.read_on for visit in before.visits} == {DAY}


def test_an_answer_from_elsewhere_is_another_answer() -> None:
    """The same bytes after a redirect to another address, or as another type, are read."""
    visits = ConditionalVisits(DAY, {})
    html = {"Content-Type": "text/html"}
    (visit,) = (v for v in crawl(SITE).visits if v.url.endswith("/a"))
    for url, headers in ((f"{HOME}/b", html), (f"{HOME}/a", {"Content-Type": "text/plain"})):
        response = HtmlResponse(url, headers=headers, body=SITE["/a"].encode())
        assert visits.same(visit, response) is None
    assert visits.same(visit, Response(f"{HOME}/b", status=304)) is None
    assert visits.same(visit, Response(f"{HOME}/a", status=304)) is visit


def test_a_visit_survives_its_file() -> None:
    """Every visit is the same after a line of JSON; anything else is refused."""
    for visit in crawl(SITE).visits:
        assert VisitedPage.from_json(visit.to_json()) == visit
    with pytest.raises(ValueError, match="not a visited page"):
        VisitedPage.from_json('{"url": "https://example.org/"}')


def test_the_line_of_a_source_is_part_of_what_was_asked() -> None:
    """A source whose facts changed is read again, and one beside it is not."""
    before, same, other = (ConditionalVisits(DAY, {}, facts=facts) for facts in ("a", "a", "b"))
    assert before.mark("parse") == same.mark("parse") != other.mark("parse")


# Few names and lists, so that the same often stands on two lists and moves between them.
NAMES = st.sampled_from(["a", "b", "c", "a:neu"])
LISTS = st.lists(st.lists(NAMES, max_size=3), min_size=2, max_size=3)
BOOKS = st.fixed_dictionaries(
    {name: st.sampled_from("XY") for name in "ab"}, optional={"c": st.just("X")}
)
SITES = st.builds(lambda lists, books: shelf(*lists, **books), LISTS, BOOKS)


@settings(max_examples=dose(60, 400))
@given(history=st.lists(SITES, min_size=2, max_size=5), marked=st.booleans())
def test_a_crawl_with_memory_knows_what_one_without_it_knows(
    history: list[dict[str, str]], marked: bool
) -> None:
    """However a site changes, each visit ends with exactly the entries of a full one."""
    visits: list[VisitedPage] = []
    truth: dict[str, str] = {}
    for site in history:
        crawled = crawl(site, visits, marked=marked)
        truth = crawled.truth(truth)
        assert truth == crawl(site).entries
        visits = crawled.visits
