"""Ministries: one entry per release, whatever its address; award, call or neither."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from crawlers.items import Kind, RawEntry
from crawlers.page import Page, PageChangedError
from crawlers.spiders.he_ministries import MINISTRIES, node, read_teaser, release_text
from tests.crawlers.replays import ROOT, replay, write_pages
from tests.crawlers.sampled import SAMPLES, sample_run

SAMPLE = SAMPLES / "he_ministries"
SYNTHETIC = (
    ROOT.parent / "shared/captures/hessen/html/SYNTHETIC_hessen_de_presse_list.html"
)  # a list with the platform's real element and class names


@pytest.fixture
def sample() -> dict[str, RawEntry]:
    """The entries of our own sample, by key."""
    return {entry.key: entry for entry in sample_run("he_ministries")[1]}


@pytest.mark.parametrize(
    "url",
    [
        "https://landwirtschaft.hessen.de/presse/dorfmitte-startet",
        "https://www.hessen.de/Presse/Dorfmitte-Startet",
        "https://www.hessen.de/presse/pressearchiv/dorfmitte-startet/",
    ],
)
def test_one_release_has_one_key(url: str) -> None:
    """Host, archive folder and letter case make no difference to a release's key."""
    assert node(url) == "dorfmitte-startet"


def test_numbered_and_named_releases_do_not_collide() -> None:
    """A release known by number only has a key of its own, as do two different names."""
    assert node("https://www.hessen.de/node/31201") == "node-31201"
    assert node("https://www.hessen.de/presse/31201") == "31201"


def test_a_release_on_many_hosts_is_one_entry(sample: dict[str, RawEntry]) -> None:
    """Releases repeated in capitals, in the archive or by number keep the ministry's address."""
    assert len(sample) == 12
    assert {
        sample[key].url
        for key in (
            "interkommunale-zusammenarbeit-neue-foerderrunde",
            "dorf-macht-mit-startet",
            "bewerbungsstart-dorfentwicklung-2027",
        )
    } == {
        "https://innen.hessen.de/presse/interkommunale-zusammenarbeit-neue-foerderrunde",
        "https://staatskanzlei.hessen.de/presse/dorf-macht-mit-startet",
        "https://landwirtschaft.hessen.de/presse/bewerbungsstart-dorfentwicklung-2027",
    }


@pytest.mark.parametrize(
    ("key", "kind"),
    [
        ("bewerbungsstart-dorfentwicklung-2027", Kind.CALL),
        ("kultur-auf-dem-land-bewerbung", Kind.CALL),
        ("bescheid-dorfgemeinschaftshaus-grebenhain", Kind.AWARD),
        ("74-bescheide-senken-energieverbrauch", Kind.AWARD),
        ("waldzustandsbericht-2026", Kind.NOTICE),
        ("familienzentren-bilanz", Kind.NOTICE),
    ],
)
def test_kinds_of_releases(sample: dict[str, RawEntry], key: str, kind: Kind) -> None:
    """Calls, awards and other news of the sample are told apart."""
    assert sample[key].kind is kind


def test_a_headline_with_award_and_call_asks_staff(sample: dict[str, RawEntry]) -> None:
    """The one release that says both is a notice with a question, the others raise none."""
    asking = [entry.key for entry in sample.values() if entry.given.notes]
    assert asking == ["preise-verliehen-neue-runde"]
    assert sample[asking[0]].kind is Kind.NOTICE


@pytest.mark.parametrize(
    ("key", "on", "funder"),
    [
        ("smarte-region-foerderaufruf-2027", date(2026, 11, 16), "Digitalisierung"),
        ("dorf-macht-mit-startet", date(2026, 11, 18), "Staatskanzlei"),
    ],
)
def test_day_and_ministry(sample: dict[str, RawEntry], key: str, on: date, funder: str) -> None:
    """Every release carries the day from the list and the ministry of its host."""
    assert sample[key].published_on == on
    assert funder in sample[key].given.funders[0]


def test_only_two_list_pages_per_host_are_read(sample: dict[str, RawEntry]) -> None:
    """The second page of a list is read, the third is not asked for."""
    listed = (SAMPLE / "presse-landwirtschaft-2.html").read_text()
    assert "?page=2" in listed and "page=2" not in (SAMPLE / "pages.toml").read_text()
    assert "waldzustandsbericht-2026" in sample


def test_the_press_office_is_no_part_of_the_release(sample: dict[str, RawEntry]) -> None:
    """Contact of the press office, share buttons and dates standing alone are left out."""
    for entry in sample.values():
        assert "presse@" not in entry.body
        assert "Teilen" not in entry.body
        assert entry.published_on and f"{entry.published_on:%d.%m.%Y}" not in entry.body


def test_subheadings_stay_in_the_text() -> None:
    """A release keeps its own subheadings and ends before the press office's."""
    page = Page(
        "https://innen.hessen.de/presse/a",
        "<main><p>Oben</p><h1>Titel</h1><p>Eins.</p><h2>Mittel</h2><p>Zwei.</p>"
        "<h2>Pressekontakt</h2><p>Drei.</p><h2>Vier</h2></main>",
    )
    assert release_text(page) == "Eins.\nMittel\nZwei."


def test_a_teaser_without_date_is_a_changed_page() -> None:
    """A list entry that lost its date or its link is reported, not half read."""
    link = '<a class="teaser--area-link" href="/presse/a">M</a>'
    head = '<h2 class="teaser-generic__field-pt-headline">T</h2>'
    day = '<p class="date">03.11.2026</p>'
    url, _ = read_teaser(Page("https://innen.hessen.de/presse", link + head + day))
    assert url == "https://innen.hessen.de/presse/a"
    for broken in (link + head, head + day, link + day):
        with pytest.raises(PageChangedError):
            read_teaser(Page("https://innen.hessen.de/presse", broken))


@pytest.mark.skipif(not SYNTHETIC.exists(), reason="needs the captured list")
def test_the_platforms_known_markup() -> None:
    """The list with the platform's real class names gives address, day, theme and teaser."""
    page = Page("https://landwirtschaft.hessen.de/presse", SYNTHETIC.read_bytes())
    teasers = [read_teaser(part) for part in page.each("#hw_core_list article")]
    assert [said["published_on"] for _, said in teasers] == [date(2026, 11, 3), date(2026, 11, 2)]
    assert teasers[1][0] == "https://beispiel.hessen.de/presse/bescheid-uebergeben"


def test_empty_lists_break_the_run(tmp_path: Path) -> None:
    """A press list without a single release is a changed page, naming the host."""
    empty = '<html><body><main><div id="hw_core_list"></div></main></body></html>'
    write_pages(tmp_path, {f"https://{host}/presse": empty for host in MINISTRIES})
    report, entries = replay("he_ministries", tmp_path, tmp_path)
    assert (report["outcome"], entries) == ("broken", [])
    assert "landwirtschaft.hessen.de" in report["left_out"][0]
    assert "hessen.de/presse" in report["reason"]
