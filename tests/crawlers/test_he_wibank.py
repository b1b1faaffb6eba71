"""WIBank: status from the notice, money from facts and conditions, one entry per number."""

from __future__ import annotations

import json
from html import escape
from pathlib import Path

import pytest

from crawlers.items import LabelledText, RawEntry
from crawlers.spiders.he_wibank import (
    FACTS,
    HEADINGS,
    LIST,
    NOTICE,
    PROSE,
    REGISTER,
    key,
    short,
    split_lead,
)
from pipeline.claim import Field
from pipeline.reading import read
from tests.crawlers.replays import ROOT, replay, write_pages
from tests.crawlers.sampled import sample_run

CAPTURES = ROOT.parent / "shared" / "captures" / "hessen" / "pages" / "pages.jsonl"
NUMBERS = {
    "wibank-klimaschutz-stop": "900001",
    "wibank-klimaschutz-open": "900002",
    "wibank-gaststaetten-2025": "560036",
    "wibank-dorfmoderation": "900004",
}


def text_of(entry: RawEntry, label: str) -> str:
    """Return the text of the field with a label, or an empty one."""
    return next((field.text for field in entry.fields if field.label == label), "")


def claims_of(entry: RawEntry) -> set[tuple[Field, str | int | float]]:
    """Return what the readers find with certainty in the parts that may be read."""
    texts = [f"{field.label}\n{field.text}" for field in entry.fields if field.label in PROSE]
    return {
        (claim.field, claim.value) for text in texts for claim in read(text) if not claim.review
    }


def register(*urls: str) -> str:
    """Return a list of programmes."""
    links = "".join(f'<a href="{url}">Programm</a>' for url in urls)
    return f"<html><body><main><h1>Förderprogramme</h1>{links}</main></body></html>"


def programme(title: str, head: str = "") -> str:
    """Return the page of a programme, with what stands in its head."""
    text = f"<h1>{title}</h1><h2>Was wird gefördert?</h2><p>{title} auf dem Land.</p>"
    return f"<html><head>{head}</head><body><main>{text}</main></body></html>"


def as_page(text: str) -> str:
    """Put the text of a page into the shape of our sample pages."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    # In a text copied from a browser the kicker may stand before the title.
    kicker = [lines.pop(0)] if lines[0].endswith("Zuschuss") else []
    parts = [f'<p class="kicker">{escape(line)}</p>' for line in kicker]
    parts.append(f"<h1>{escape(lines.pop(0))}</h1>")
    for line in lines:
        if line.rstrip(":") in HEADINGS and not line.endswith(":"):
            parts.append(f"<h2>{escape(line)}</h2>")
        elif line.startswith(("•", "- ")):
            parts.append(f"<ul><li>{escape(line.lstrip('•- '))}</li></ul>")
        else:
            parts.append(f"<p>{escape(line)}</p>")
    return f"<html><body><main>{''.join(parts)}</main></body></html>"


@pytest.fixture
def sample() -> dict[str, RawEntry]:
    """The entries of our own sample, by key."""
    return {entry.key: entry for entry in sample_run("he_wibank")[1]}


@pytest.fixture(scope="module")
def captured(tmp_path_factory: pytest.TempPathFactory) -> dict[str, RawEntry]:
    """The entries of pages as they really read, put into the shape of our sample."""
    texts = {row["id"]: row["text"] for row in map(json.loads, CAPTURES.read_text().splitlines())}
    folder = tmp_path_factory.mktemp("captured")
    pages = {
        f"https://www.wibank.de/wibank/x/{name}-{number}": as_page(texts[name])
        for name, number in NUMBERS.items()
    }
    write_pages(folder, {LIST: register(*pages), REGISTER: register(*pages), **pages})
    report, entries = replay("he_wibank", folder, folder)
    assert report["outcome"] == "ok", report
    by_key = {entry.key: entry for entry in entries}
    return {name: by_key[number] for name, number in NUMBERS.items()}


needs_captures = pytest.mark.skipif(not CAPTURES.exists(), reason="needs the captured pages")


@pytest.mark.parametrize(
    ("url", "number"),
    [
        ("https://www.wibank.de/wibank/klimaschutz/klimaschutz-385466", "385466"),
        ("https://www.wibank.de/wibank/foerderfinder/klimaschutz-385466", "385466"),
        ("https://www.wibank.de/wibank/x-2025/gaststaetten-2025-560036", "560036"),
        ("https://www.wibank.de/wibank/presse/presse-2026", ""),
        ("https://www.wibank.de/wibank/foerderfinder", ""),
        ("https://www.wibank.de/wibank/klimaschutz-385466.jsp", "385466"),
        ("https://example.org/wibank/x/x-385466", ""),
    ],
)
def test_the_key_is_the_number_at_the_end(url: str, number: str) -> None:
    """A programme is known by the number its address ends with, however it is reached."""
    assert key(url) == number


def test_a_programme_in_two_lists_is_read_once(sample: dict[str, RawEntry]) -> None:
    """A programme that two parts of the list name is one entry, with its own address."""
    report_address = "https://www.wibank.de/wibank/nahmobilitaet/nahmobilitaet-561361"
    assert len(sample) == 8
    assert sample["561361"].url == report_address


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("https://www.wibank.de/wibank/Dorfmoderation/", "dorfmoderation"),
        ("http://wibank.de/wibank/dorfmoderation.jsp", "dorfmoderation"),
        ("https://www.wibank.de/wibank/foerderung/dorf.jsp", "foerderung/dorf"),
        ("https://www.wibank.de/wibank/klimaschutz/klimaschutz-385466", ""),
        ("https://www.wibank.de/wibank/presse", ""),
        ("https://www.wibank.de/wibank/presse/presse-2026", ""),
        ("https://example.org/wibank/dorfmoderation", ""),
    ],
)
def test_an_address_without_a_number_has_a_name(url: str, name: str) -> None:
    """The short form and the old form of an address name one programme; others name none."""
    assert short(url) == name


def test_a_second_register_adds_what_the_first_has_not(sample: dict[str, RawEntry]) -> None:
    """Its one new programme is known by its path; what has a number keeps it, once."""
    named = [key for key in sample if not key.isdigit()]
    assert named == ["/wibank/betriebsuebergabe"]
    assert sample[named[0]].given.instruments == ("Zuschuss",)
    assert len({entry.title for entry in sample.values()}) == len(sample)


def test_a_page_that_names_its_number_is_known_by_it(tmp_path: Path) -> None:
    """A short address whose page declares the long one makes no second entry, now or later."""
    home = "https://www.wibank.de/wibank"
    dorf, wald = f"{home}/dorf/dorfladen-561001", f"{home}/wald/baum-561002"
    pages = {
        LIST: register(dorf, f"{home}/laden", f"{home}/baum-und-wald"),
        REGISTER: register(f"{home}/hof.jsp"),
        dorf: programme("Dorfladen"),
        f"{home}/laden": programme("Dorfladen", f'<link rel="canonical" href="{dorf}">'),
        f"{home}/baum-und-wald": programme("Bäume", f'<link rel="canonical" href="{wald}">'),
        f"{home}/hof.jsp": programme("Höfe"),
    }
    report, entries = replay("he_wibank", write_pages(tmp_path, pages), tmp_path)
    assert report["outcome"] == "ok", report["reason"]
    assert [entry.key for entry in entries] == ["561001", "561002", "/wibank/hof"]


def test_the_lead_falls_into_subtitle_facts_and_notice() -> None:
    """What stands before the facts is the subtitle, what stands after them the notice."""
    lines = ["Untertitel", "• eins", "• zwei", "Annahmestopp.", "Bis auf Weiteres."]
    assert split_lead(lines) == (
        "Untertitel",
        ["• eins", "• zwei"],
        ["Annahmestopp.", "Bis auf Weiteres."],
    )
    assert split_lead(["Untertitel", "Annahmestopp."]) == ("Untertitel", [], ["Annahmestopp."])
    assert split_lead([]) == ("", [], [])


def test_kicker_partner_contact_and_downloads(sample: dict[str, RawEntry]) -> None:
    """Theme, instrument, ministry, contact and documents of a programme are kept as such."""
    given = sample["561204"].given
    assert (given.subjects, given.instruments) == (("stadt & land",), ("Zuschuss",))
    assert given.funders[0].startswith("Hessisches Ministerium für Landwirtschaft")
    assert given.contacts[0].postcode == "65183"
    assert given.contacts[0].email == "laendliche-raeume@wibank.example.org"
    assert [link.role for link in given.links] == ["guideline", "form"]


@pytest.mark.parametrize(("number", "notice"), [("561204", False), ("561310", True)])
def test_a_notice_stands_only_where_the_page_has_one(
    sample: dict[str, RawEntry], number: str, notice: bool
) -> None:
    """The notice is a field of its own, and absent where the page is silent."""
    assert bool(text_of(sample[number], NOTICE)) is notice
    assert "Kooperation" not in text_of(sample[number], NOTICE)


@pytest.mark.parametrize("number", ["561204", "561322"])
def test_legal_notes_are_kept_but_not_read(sample: dict[str, RawEntry], number: str) -> None:
    """Legal notes, with their dates and thresholds, are kept outside what may be read."""
    assert text_of(sample[number], "Rechtliche Hinweise")
    assert "Rechtliche Hinweise" not in sample[number].prose
    assert "Was wird gefördert?" not in sample[number].prose


@pytest.mark.parametrize(
    ("number", "field", "value"),
    [
        ("561204", Field.RATE_MIN, 55),
        ("561204", Field.AWARD_MAX, 37500),
        ("561204", Field.DEADLINE_RULE, "rolling"),
        ("561310", Field.STATUS, "closed"),
        ("561322", Field.COST_MIN, 15000),
        ("561345", Field.DEADLINE, "2027-01-31"),
        ("561350", Field.DEADLINE, "2026-12-01"),
        ("561361", Field.ANNUAL_DEADLINE, "02-01"),
        ("561377", Field.OPENS, "2026-12-15"),
    ],
)
def test_what_the_readers_find_in_the_sample(
    sample: dict[str, RawEntry], number: str, field: Field, value: str | int
) -> None:
    """The parts that may be read state what a reader of the page would note down."""
    assert (field, value) in claims_of(sample[number])


def test_a_page_without_questions_breaks_the_run(tmp_path: Path) -> None:
    """A programme page that lost its headings ends the run as broken, naming the page."""
    url = "https://www.wibank.de/wibank/neu/neu-561999"
    page = "<html><body><main><h1>Neu</h1><p>Alles anders.</p></main></body></html>"
    write_pages(tmp_path, {LIST: register(url), REGISTER: register(url), url: page})
    report, entries = replay("he_wibank", tmp_path, tmp_path)
    assert (report["outcome"], entries) == ("broken", [])
    assert url in report["reason"]


def test_a_list_without_programmes_breaks_the_run(tmp_path: Path) -> None:
    """A list that links no programme is a changed page, not an empty offer."""
    listing = '<html><body><main><h1>F</h1><a href="/wibank/presse">P</a></main></body></html>'
    write_pages(tmp_path, {LIST: listing})
    report, _ = replay("he_wibank", tmp_path, tmp_path)
    assert report["outcome"] == "broken"


@needs_captures
def test_captured_stop_and_open_differ_in_the_notice(captured: dict[str, RawEntry]) -> None:
    """The page with the stop has its words in the notice; the open page has no notice."""
    stop, open_ = captured["wibank-klimaschutz-stop"], captured["wibank-klimaschutz-open"]
    assert "keine neuen Förderanträge mehr annehmen" in text_of(stop, NOTICE)
    assert text_of(open_, NOTICE) == ""
    assert text_of(stop, FACTS) == text_of(open_, FACTS)
    assert (Field.STATUS, "closed") in claims_of(stop)
    assert not {claim for claim in claims_of(open_) if claim[0] is Field.STATUS}


@needs_captures
def test_captured_money_is_the_grant_alone(captured: dict[str, RawEntry]) -> None:
    """Rate, ceiling and smallest investment are read; prices and turnover are not."""
    entry = captured["wibank-gaststaetten-2025"]
    facts = text_of(entry, FACTS)
    assert all(words in facts for words in ("45 Prozent", "200.000 Euro", "15.000 Euro"))
    money = {claim for claim in claims_of(entry) if isinstance(claim[1], int | float)}
    assert money == {
        (Field.RATE_MAX, 45),
        (Field.AWARD_MAX, 200000),
        (Field.COST_MIN, 15000),
    }


@needs_captures
def test_captured_rolling_programme(captured: dict[str, RawEntry]) -> None:
    """The span of the rate, the ceiling and the open end are read from the page's own words."""
    entry = captured["wibank-dorfmoderation"]
    assert LabelledText(label=FACTS, text=text_of(entry, FACTS)) in entry.fields
    assert "ganzjährig" in text_of(entry, FACTS)
    assert "55 bis 75 Prozent" in text_of(entry, "Wie sind die Konditionen?")
    assert claims_of(entry) >= {
        (Field.RATE_MIN, 55),
        (Field.RATE_MAX, 75),
        (Field.AWARD_MAX, 37500),
        (Field.DEADLINE_RULE, "rolling"),
    }
