"""The service desk looks at what was read, and at what has to be asked."""

from __future__ import annotations

import re
from html import unescape

from crawlers.registry import sources
from tests.journeys.conftest import DemoDay


def overview(demo_day: DemoDay) -> str:
    """The list of all sources, page by page."""
    pages = [unescape(demo_day.pages.get("/quellen").text)]
    while f"seite={len(pages) + 1}" in pages[-1]:
        further = demo_day.pages.get("/quellen", params={"seite": len(pages) + 1})
        pages.append(unescape(further.text))
    return "".join(pages)


def test_the_overview_answers_for_every_source(demo_day: DemoDay) -> None:
    """Each source with its last run, its result and its open questions."""
    page = overview(demo_day)
    for source in sources().values():
        assert source.title in page
    assert page.count("in Ordnung, zuletzt") == len(demo_day.result.crawls) - 1 > 20


def test_a_rebuilt_page_is_one_finding_and_loses_nothing(demo_day: DemoDay) -> None:
    """The source whose page was rebuilt says so with the page; its entries stay."""
    rebuilt = demo_day.result.rebuilt
    (before,) = (crawl for crawl in demo_day.result.crawls if crawl.source == rebuilt.source)
    assert before.good and before.entries > 1
    assert not rebuilt.good and (rebuilt.new, rebuilt.changed) == (0, 0)
    assert rebuilt.reason in unescape(demo_day.pages.get("/quellen").text)
    kept = demo_day.pages.get("/foerderungen", params={"suche": "Daten für das Dorf"}).text
    assert "Förderaufruf 2027: <mark>Daten</mark> für das <mark>Dorf</mark>" in kept


def test_questions_stand_with_their_words(demo_day: DemoDay) -> None:
    """What a text leaves open is asked in German, with the quote."""
    page = demo_day.pages.get("/fragen").text
    cards = page.count('class="queue-card"')
    said = re.search(r">(\d+) Einträge</h2>", page)
    assert cards > 1 and said is not None and int(said[1]) >= cards
    assert page.count("betrifft ") == cards and "noch nicht gezählt" not in page
    assert re.search(r"<q>[^<]+</q>", page)


def test_every_question_leads_to_its_entry(demo_day: DemoDay) -> None:
    """What is held back can be opened too, with the text, what was read, and the question."""
    numbers = re.findall(r'href="/eintraege/(\d+)\?', demo_day.pages.get("/fragen").text)
    pages = [demo_day.pages.get(f"/eintraege/{number}") for number in set(numbers)]
    assert len(pages) > 5 and {page.status_code for page in pages} == {200}
    held = [page.text for page in pages if "zurückgehalten, bis jemand entscheidet" in page.text]
    assert len(held) == 4
    for page in held:
        assert "Ist sie ein Förderaufruf?" in page
        assert "Angaben" in page and "Text der Quelle" in page and 'data-part="0"' in page


def test_an_entry_shows_every_claim_and_its_history(demo_day: DemoDay) -> None:
    """Staff see which words each value was read from."""
    listing = demo_day.pages.get("/foerderungen").text
    numbers = re.findall(r'href="/foerderungen/(\d+)"', listing)
    assert len(set(numbers)) >= 20
    for number in numbers[:2]:
        page = demo_day.pages.get(f"/foerderungen/{number}").text
        assert "Belege" in page and "<q>" in page and "erstmals gelesen" in page


def test_what_is_not_published_has_no_page(demo_day: DemoDay) -> None:
    """An unknown number and an award are not found."""
    for number in (0, 10_000):
        assert demo_day.pages.get(f"/foerderungen/{number}").status_code == 404


def test_a_delivered_mail_can_be_looked_at(demo_day: DemoDay) -> None:
    """As it looks, as text, and with the header lines that were sent."""
    numbers = re.findall(r'href="/post/(\d+)"', demo_day.pages.get("/post").text)
    assert len(numbers) == 3
    for number in numbers:
        page = demo_day.pages.get(f"/post/{number}").text
        assert "List-Unsubscribe-Post" in page and "Message-ID" in page
        assert "<table" in demo_day.pages.get(f"/post/{number}/html").text
        assert "Bis wann" in demo_day.pages.get(f"/post/{number}/text").text


def test_pages_let_nothing_foreign_run(demo_day: DemoDay) -> None:
    """No answer lets a foreign or a written-in script run, and a mail none at all."""
    for path in ("/", "/foerderungen", "/post/1/html"):
        policy = demo_day.pages.get(path).headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy and "unsafe" not in policy.partition("script")[2]
    assert "script-src" not in policy


def test_the_summary_names_sources_and_mails(demo_day: DemoDay) -> None:
    """The terminal ends with what was read and where the mails lie."""
    assert len(sources()) > 30
    for crawl in demo_day.result.crawls:
        assert crawl.source in demo_day.summary
    assert demo_day.result.rebuilt.reason in demo_day.summary
    for mail in demo_day.result.mails:
        assert mail.recipient in demo_day.summary and mail.path.name in demo_day.summary
        assert mail.path.exists()
