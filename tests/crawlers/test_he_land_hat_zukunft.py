"""LAND HAT ZUKUNFT: families of addresses, cleaned texts, labelled event days."""

from __future__ import annotations

from datetime import date

import pytest

from crawlers.items import Kind, RawEntry
from crawlers.page import Page
from crawlers.spiders.he_land_hat_zukunft import cleaned, links, place
from tests.crawlers.sampled import sample_run

HOST = "https://www.land-hat-zukunft.de"


@pytest.fixture
def sample() -> dict[str, RawEntry]:
    """The entries of our own sample, by key."""
    return {entry.key: entry for entry in sample_run("he_land_hat_zukunft")[1]}


@pytest.mark.parametrize(
    ("path", "family", "key"),
    [
        ("/aktuelle-mitteilungen_14/neuer-aufruf.html", "news", "mitteilung/neuer-aufruf"),
        ("/aktuelle-mitteilungen-4/f%C3%B6rderung.html", "news", "mitteilung/förderung"),
        ("/aktuelle-mitteilungen/neuer-aufruf.html", "news", "mitteilung/neuer-aufruf"),
        ("/veranstaltungsdetails.html?event=105", "event", "105"),
        ("/veranstaltungsdetails.html", "", ""),
        ("/veranstaltungsdetails.html?event=neu", "", ""),
        ("/dorfmoderation.html", "page", "dorfmoderation"),
        ("/impressum.html", "", ""),
        ("/downloads/plan.pdf", "", ""),
    ],
)
def test_the_address_names_family_and_key(path: str, family: str, key: str) -> None:
    """News, events and other pages are told apart by their addresses alone."""
    assert place(HOST + path) == (family, key)


def test_other_hosts_are_not_followed() -> None:
    """An address of the same form on another host belongs to no family."""
    assert place("https://example.org/dorfmoderation.html") == ("", "")
    assert place("https://land-hat-zukunft.de/dorfmoderation.html")[0] == "page"


def test_placeholders_and_hints_are_taken_out() -> None:
    """Placeholder captions, logos, credits and new-window hints are no text."""
    text = (
        "Dummy_Teaserbild\nLogo Land Hessen\nbild\n© Amt\n"
        "Zur Anmeldung (Öffnet sich in einem neuen Fenster)\nLogopädie im Dorf"
    )
    assert cleaned(text) == "Zur Anmeldung\nLogopädie im Dorf"


def test_links_are_unwrapped_and_stay_outside() -> None:
    """A safe link is shown as the address it hides; links within the site are left out."""
    hidden = "https://eur03.safelinks.protection.outlook.com/?url=https%3A%2F%2Fexample.org%2Fa"
    page = Page(
        HOST,
        f'<p><a href="{hidden}">Mehr</a><a href="/b.html">B</a><a href="/c.pdf">C</a></p>',
    )
    assert [link.url for link in links(page)] == ["https://example.org/a", f"{HOST}/c.pdf"]


def test_every_family_is_found_from_the_start_page(sample: dict[str, RawEntry]) -> None:
    """Entries linked from the start page and from the pages behind it are all read, once each."""
    kinds = {key: entry.kind for key, entry in sample.items()}
    assert kinds == {
        "mitteilung/regionalbudget-2027-vogelsberg": Kind.CALL,
        "mitteilung/förderprogramm-dorf-macht-mit-startet": Kind.CALL,
        "mitteilung/dialogwerkstaetten": Kind.CALL,
        "mitteilung/bescheid-dorfladen-freiensteinau": Kind.AWARD,
        "mitteilung/rueckblick-fachforum-2026": Kind.NOTICE,
        "131": Kind.EVENT,
        "133": Kind.EVENT,
        "134": Kind.EVENT,
        "dorfmoderation": Kind.PROGRAMME,
        "landtourismus": Kind.PROGRAMME,
    }


@pytest.mark.parametrize(
    ("key", "publisher", "on"),
    [
        (
            "mitteilung/förderprogramm-dorf-macht-mit-startet",
            "Hessische Staatskanzlei",
            date(2026, 11, 18),
        ),
        ("mitteilung/rueckblick-fachforum-2026", "Akademie für den ländlichen Raum HESSEN", None),
    ],
)
def test_a_news_item_names_its_publisher(
    sample: dict[str, RawEntry], key: str, publisher: str, on: date | None
) -> None:
    """The line above a Mitteilung's title is its publisher; a line of digits its day."""
    entry = sample[key]
    assert [field.text for field in entry.fields] == [publisher]
    assert entry.given.funders == (publisher,)
    assert entry.published_on == on
    assert "16.11.2026" not in entry.body


@pytest.mark.parametrize(
    ("key", "starts_on", "place_", "register_by"),
    [
        ("131", date(2026, 12, 8), "Adolf-Spieß-Halle, Lauterbach", date(2026, 12, 2)),
        ("133", date(2027, 1, 20), "online", date(2027, 1, 15)),
    ],
)
def test_an_event_has_day_place_and_registration(
    sample: dict[str, RawEntry], key: str, starts_on: date, place_: str, register_by: date
) -> None:
    """Day, place and registration deadline come from the labels of an event page."""
    given = sample[key].given
    assert (given.event_starts_on, given.event_place) == (starts_on, place_)
    assert [deadline.on for deadline in given.deadlines] == [register_by]
    assert sample["131"].given.funders == ("Servicestelle Vitale Orte 2030",)
