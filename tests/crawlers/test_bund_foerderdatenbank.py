"""Förderdatenbank: the export read field by field, its dirt, its titles and its failures."""

from __future__ import annotations

import io
import json
import re
import zipfile
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawlers.foerderdatenbank.documents import read_document
from crawlers.foerderdatenbank.export import Export
from crawlers.foerderdatenbank.linked import Linked
from crawlers.foerderdatenbank.programme import programme
from crawlers.foerderdatenbank.richtext import rich_text
from crawlers.foerderdatenbank.titles import repair_title
from crawlers.foerderdatenbank.vocabulary import APPLICANTS, AREAS, INSTRUMENTS, SUBJECTS
from crawlers.items import Contact, RawEntry
from crawlers.observe.outcome import CrawlStopped, Outcome
from tests.crawlers.replays import ROOT, replay
from tests.crawlers.sampled import sample_run, sampled_entry
from tests.generated_export import CATEGORIES, CONTENT, document_xml, rich, write_export

SLUG = "bund_foerderdatenbank"
CAPTURES = ROOT.parent / "shared" / "captures" / "foerderdatenbank"
EXPORT = "https://www.foerderdatenbank.de/FDB/WS/export"
needs_captures = pytest.mark.skipif(not CAPTURES.exists(), reason="the captures are not here")


def text_of(entry: RawEntry, label: str) -> str:
    """The text under a label, "" if the entry has no such field."""
    return next((field.text for field in entry.fields if field.label == label), "")


def read_programme(**parts: object) -> RawEntry | None:
    """Read one programme document made of some parts, without linked documents."""
    path = f"{CONTENT}/Foerderprogramm/Bund/X/probe"
    xml = document_xml(path=path, type="ServiceOffer", **parts)  # type: ignore[arg-type]
    return programme(read_document(xml.encode(), "probe.xml"), Linked(), SLUG)


def categories(**codes: str) -> dict[str, dict[str, list[str]]]:
    """The classified lists of a programme with one code each."""
    lists = {name: [f"{CATEGORIES}/{name}/{code}"] for name, code in codes.items()}
    return {"cl2Processes": lists}


def replay_folder(folder: Path, body: bytes, name: str, headers: str = "") -> Path:
    """A replay folder that answers the export's address with one file."""
    (folder / name).write_bytes(body)
    table = f"headers = {{ {headers} }}\n" if headers else ""
    page = f'[[page]]\nurl = "{EXPORT}"\nfile = "{name}"\n{table}'
    (folder / "pages.toml").write_text(page)
    return folder


def test_the_path_is_the_key() -> None:
    """Slugs and titles repeat; the path does not, and makes the public address."""
    entry = sampled_entry(SLUG, "dorfmoderation")
    assert entry.key == "/FDB/Content/DE/Foerderprogramm/Land/Hessen/dorfmoderation-hessen"
    assert entry.url == f"https://www.foerderdatenbank.de{entry.key}.html"


def test_the_fields_stand_in_the_publishers_order() -> None:
    """Each lying field name is shown as what stands in it."""
    entry = sampled_entry(SLUG, "orte-der-begegnung")
    assert [field.label for field in entry.fields] == [
        *("Kurztext", "Volltext", "Voraussetzungen", "Fristen", "Verfahren"),
        *("Bearbeitungsdauer", "Rechtsgrundlage", "Fundstelle", "Schlagwörter"),
    ]
    assert text_of(entry, "Fristen") == (
        "Projektskizzen können Sie bis zum 1. Dezember 2026 einreichen."
    )
    assert text_of(entry, "Fundstelle") == "BAnz AT 10.09.2026 B2"
    assert "• die Ausstattung gemeinschaftlich genutzter Räume," in text_of(entry, "Volltext")


def test_only_what_speaks_of_the_programme_may_be_read() -> None:
    """Laws, citations and keywords hold dates and sums of something else."""
    _, entries = sample_run(SLUG)
    unread = {"Rechtsgrundlage", "Fundstelle", "Schlagwörter", "Kurztext", "Bearbeitungsdauer"}
    assert all(not unread & set(entry.prose) for entry in entries)
    assert sampled_entry(SLUG, "digitale-vereinsraeume").prose[0] == "Statushinweis"


def test_what_is_internal_or_nonsense_goes_nowhere() -> None:
    """Neither the editors' comment nor dateOfExpiration is in any entry."""
    _, entries = sample_run(SLUG)
    for entry in entries:
        assert "Ticket#" not in entry.to_json()
        assert "0207" not in entry.to_json()
        assert entry.given.deadlines == ()


def test_a_contact_comes_with_address_superior_unit_and_website() -> None:
    """Three documents make one contact."""
    contact = sampled_entry(SLUG, "orte-der-begegnung").given.contacts
    assert contact == (
        Contact(
            organisation="Projektbüro Dorf – bundesweite Beratung",
            street="Am Anger 3",
            postcode="00001",
            town="Musterort",
            email="dorf@example.org",
            url="https://projektbuero-dorf.example.org/",
        ),
    )
    department = sampled_entry(SLUG, "dorfmoderation").given.contacts[0].organisation
    assert department == "Bewilligungsstelle Land, Referat Dorfentwicklung"


def test_links_know_whether_they_are_law_form_or_more() -> None:
    """The legal basis links to guidelines; screen hints are not part of a title."""
    links = sampled_entry(SLUG, "orte-der-begegnung").given.links
    assert [(link.role, link.title) for link in links] == [
        ("guideline", "Bekanntmachung Orte der Begegnung"),
        ("more", "Orte der Begegnung – Fragen und Antworten"),
        ("form", "Online-Formular für Projektskizzen"),
    ]


def test_a_link_to_a_missing_document_is_no_error() -> None:
    """The export lacks parents and funders here and there; the programme stays."""
    entry = sampled_entry(SLUG, "kommunalkredit")
    assert (entry.given.contacts, entry.given.funders) == ((), ())
    assert [link.title for link in entry.given.links] == ["Merkblatt Kommunalkredit Nahwärme"]


def test_a_land_of_another_state_stays_there() -> None:
    """Thüringen is area 16 and level state: not Hessen, not all of Germany."""
    given = sampled_entry(SLUG, "dorfkuemmerer").given
    assert (given.areas, given.level) == (("16",), "state")


def test_the_level_comes_from_the_funder_category() -> None:
    """Land and EU together are applied for at the Land; the path says nothing."""
    assert sampled_entry(SLUG, "regionalbudget").given.level == "state"
    for code, level in (("bund", "federal"), ("eu", "eu"), ("land", "state")):
        entry = read_programme(texts={"title": "<p>Probe</p>"}, links=categories(Foerdergeber=code))
        assert entry is not None and entry.given.level == level


def test_a_stub_without_a_title_is_no_entry() -> None:
    """The sample holds nine programme documents and gives eight entries."""
    files = list((ROOT / f"crawlers/samples/{SLUG}/export").rglob("Foerderprogramm/**/*.xml"))
    _, entries = sample_run(SLUG)
    assert (len(files), len(entries)) == (9, 8)


@pytest.mark.parametrize("spelling", ["bundesweit", "_bundesweit"])
def test_both_spellings_of_nationwide_are_one_area(spelling: str) -> None:
    """The export uses both; so with schlesig_holstein."""
    links = categories(Foerdergebiet=spelling)
    entry = read_programme(texts={"title": "<p>Probe</p>"}, links=links)
    assert entry is not None and entry.given.areas == ("de",)
    assert AREAS["schlesig_holstein"] == AREAS["schleswig_holstein"] == "01"


@pytest.mark.parametrize("classifier", ["Foerdergebiet", "Foerderberechtigte", "Foerdergeber"])
def test_an_unknown_code_is_a_question_to_staff(classifier: str) -> None:
    """A new word in a closed vocabulary is neither guessed nor dropped in silence."""
    links = categories(**{classifier: "mars"})
    entry = read_programme(texts={"title": "<p>Probe</p>"}, links=links)
    assert entry is not None
    assert entry.given.notes == (
        f"Die Quelle nennt unter {classifier} den unbekannten Wert „mars“.",
    )


def test_a_label_may_hold_a_comma() -> None:
    """Labels are looked up by code, never split."""
    assert sampled_entry(SLUG, "kultur-bewegt").given.subjects == ("Kultur, Medien & Sport",)


@pytest.mark.parametrize(
    ("issued", "expected"),
    [
        ("2026-09-10T08:00:00.000+02:00", date(2026, 9, 10)),
        ("0207-01-01T00:00:00.000+00:53", None),
        ("", None),
    ],
)
def test_a_date_of_issue_is_taken_if_it_can_be_one(issued: str, expected: date | None) -> None:
    """Years before the database existed are typing errors."""
    entry = read_programme(texts={"title": "<p>Probe</p>"}, values={"dateOfIssue": issued})
    assert entry is not None and entry.published_on == expected


def test_control_characters_are_no_text() -> None:
    """The stray control characters go, soft hyphens and no-break spaces stay."""
    text = "<p>Bei\x02hil\u0090fe für Wärme\u00adnetze,\u00a0§ 1</p>"
    entry = read_programme(texts={"title": "<p>Probe</p>", "summary": text})
    assert entry is not None
    assert text_of(entry, "Volltext") == "Beihilfe für Wärme\u00adnetze,\u00a0§ 1"


def test_rich_text_keeps_lines_bullets_and_cells() -> None:
    """Escaped CDATA becomes the lines a reader sees, and knows its inner links."""
    html = (
        "<h5>Recht</h5><p>§ 1<br />vom <abbr>Nr.</abbr> 2</p><ul><li>a</li><li> </li></ul>"
        "<table><tr><td><p>x</p></td><td>y</td></tr></table>"
        '<p><a xlink:href="target:/BMWI/FDB/x">Weblink</a> <a href="https://example.org">o</a></p>'
    )
    escaped = f"<![CDATA[<div>{html}</div>]]>"
    found = rich_text(escaped)
    assert found.text.split("\n") == ["Recht", "§ 1", "vom Nr. 2", "• a", "x\ty", "Weblink o"]
    assert found.targets == (("target:/BMWI/FDB/x", "Weblink"),)
    assert rich("<p>x</p>").startswith("&lt;![CDATA[&lt;div")


@pytest.mark.parametrize("empty", ["", "<![CDATA[<div></div>]]>", "<![CDATA[<div><p></p></div>]]>"])
def test_empty_rich_text_is_empty(empty: str) -> None:
    """Most fields of most programmes are empty, each in its own way."""
    assert rich_text(empty).text == ""


@pytest.mark.parametrize(
    ("garbled", "right"),
    [
        ("Dorfladen ? Starthilfe", "Dorfladen – Starthilfe"),
        ("Programm ?Unser Dorf?", "Programm „Unser Dorf“"),
        ("Dorffonds (2021?2027)", "Dorffonds (2021–2027)"),
        ("Netz (?NETZ?-Programm)", "Netz („NETZ“-Programm)"),
        ("Aktion ?Dorf ? Stadt ? Land? (DSL)", "Aktion „Dorf – Stadt – Land“ (DSL)"),
        ("Förderung ? Dorfkino auf Rädern ?", "Förderung „Dorfkino auf Rädern“"),
        (
            "Rahmen der Initiative ? Dorf jetzt ? ? DOJE",
            "Rahmen der Initiative „Dorf jetzt“ – DOJE",
        ),
        ("Projekte zum Thema ? Dorf und Wald", "Projekte zum Thema „Dorf und Wald"),
        (
            "im Rahmen des Programms ? Dorf ? des Landes",
            "im Rahmen des Programms „Dorf“ des Landes",
        ),
        ("Vereine ? ?Heimat? bewahren", "Vereine – „Heimat“ bewahren"),
        ("Aktion ?Wer macht mit??", "Aktion „Wer macht mit?“"),
        ("Was braucht mein Dorf?", "Was braucht mein Dorf?"),
        ("Dorfberatung ? Was nun?", "Dorfberatung – Was nun?"),
        ("Gründung (Start?Zuschuss!)", "Gründung (Start?Zuschuss!)"),
        ("?A? oder B?", "?A? oder B?"),
        ("Dorf\u00a0? Heimat", "Dorf – Heimat"),
        ("Ohne Zeichen", "Ohne Zeichen"),
    ],
)
def test_titles_get_their_marks_back_where_that_is_certain(garbled: str, right: str) -> None:
    """The place of a question mark decides; a real or undecidable one stays."""
    assert repair_title(garbled) == right


@given(st.text("ab ?1().-–", max_size=30))
def test_repairing_a_title_changes_question_marks_and_blanks_only(title: str) -> None:
    """Every other character stays, in order, and a repaired title stays as it is."""
    repaired = repair_title(title)
    marks = re.compile(r"[?–„“\s]")
    assert marks.sub("", repaired) == marks.sub("", title)
    if "?" not in repaired:
        assert repair_title(repaired) == repaired


@needs_captures
def test_the_real_titles_are_repaired() -> None:
    """Of 128 real pairs at most the three are missed that end before their closing mark."""
    missed = []
    for line in (CAPTURES / "title_pairs.jsonl").read_text(encoding="utf-8").splitlines():
        pair = json.loads(line)
        got = re.sub(r"\s", "", repair_title(pair["xml_title"]))
        right = re.sub(r"\s", "", pair["html_title"])
        if right[: len(got)] != got or (not pair["truncated"] and got != right):
            missed.append(pair)
    assert len(missed) <= 3
    assert all(pair["truncated"] for pair in missed)


@needs_captures
def test_our_vocabulary_is_the_exports() -> None:
    """Every code of the captured lists is known, under the same label."""
    found = json.loads((CAPTURES / "vocab_xml_export_2026-08.json").read_text(encoding="utf-8"))
    assert found["foerderart"] == INSTRUMENTS
    assert found["foerderbereich"] == SUBJECTS
    assert set(found["foerderberechtigte"]) == set(APPLICANTS)
    assert set(found["foerdergebiet"]) - set(AREAS) == {"sonstige"}


@needs_captures
def test_the_captured_export_gives_its_three_programmes(tmp_path: Path) -> None:
    """Contacts, funders, legal basis and titles of the real documents arrive."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for path in sorted((CAPTURES / "xml-export").rglob("*.xml")):
            archive.write(path, path.relative_to(CAPTURES / "xml-export"))
    report, entries = replay(
        SLUG, replay_folder(tmp_path, packed.getvalue(), "export.zip"), tmp_path
    )
    assert report["outcome"] == "ok"
    by_name = {entry.key.rsplit("/", 1)[-1]: entry for entry in entries}
    assert len(by_name) == 3
    film = by_name["deutsch-franzoesische-kooperationen-film-ffa"]
    assert film.title.endswith("Filmförderungsgesetzes 2025 (Minitraité-Förderung)")
    assert film.given.funders == (
        "Der Beauftragte der Bundesregierung für Kultur und Medien (BKM)",
    )
    assert film.given.instruments == ("Darlehen", "Bürgschaft")
    assert [(c.organisation, c.town) for c in film.given.contacts] == [
        ("FFA Filmförderungsanstalt", "Berlin")
    ]
    assert [link.role for link in film.given.links] == ["guideline"] * 4 + ["more", "form"]
    assert "Bürgschaften\n(§ 85" in text_of(film, "Rechtsgrundlage")
    hiring = by_name["eingliederungszuschuss-bund"]
    assert hiring.given.applicants == ("company", "association", "public_body")
    assert hiring.given.areas == ("de",)
    assert "bis zu 50 Prozent" in text_of(hiring, "Volltext")
    assert len(by_name["einstiegsgeld"].given.contacts) == 2


@pytest.mark.parametrize(
    ("body", "outcome", "reason"),
    [
        (b"<html><title>Startseite</title></html>", "blocked", "Statt des Exports (ZIP) kam eine"),
        (b"PK\x03\x04 abgeschnitten", "failed", "Der Export ist beschädigt"),
    ],
)
def test_anything_but_the_export_is_a_clear_failure(
    tmp_path: Path, body: bytes, outcome: str, reason: str
) -> None:
    """A page with status 200 is no export, and half an export is none either."""
    folder = replay_folder(tmp_path, body, "export.zip", '"Content-Type" = "text/html"')
    report, entries = replay(SLUG, folder, tmp_path)
    assert (report["outcome"], entries) == (outcome, [])
    assert reason in report["reason"]


def zipped(**files: bytes) -> io.BytesIO:
    """A ZIP of some files under the programmes' folder."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(f"BMWI/Foerderprogramm/{name}.xml", content)
    packed.seek(0)
    return packed


@pytest.mark.parametrize(
    ("files", "outcome", "reason"),
    [
        ({}, Outcome.BROKEN, "kein einziges Förderprogramm"),
        ({"a": b"<document"}, Outcome.BROKEN, "a.xml ist kein XML"),
        ({"a": b"<html/>"}, Outcome.BROKEN, "a.xml ist kein Dokument"),
        ({"a": b" " * 5_000_001}, Outcome.FAILED, "a.xml ist unglaubhaft groß"),
    ],
)
def test_a_strange_export_is_refused_by_name(
    files: dict[str, bytes], outcome: Outcome, reason: str
) -> None:
    """No programme, no XML, no document, a bomb: each ends the run with its own reason."""
    with pytest.raises(CrawlStopped, match=reason) as caught:
        list(Export(zipped(**files)).programmes())
    assert caught.value.outcome is outcome


def test_an_entity_is_not_expanded() -> None:
    """A document may not make the parser read a file or grow without end."""
    bomb = b'<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/hostname">]><document>&x;</document>'
    with pytest.raises(CrawlStopped):
        read_document(bomb, "bombe.xml")


def test_a_generated_export_is_read_whole(tmp_path: Path) -> None:
    """Fifty programmes with two hundred linked documents, each resolved."""
    write_export(tmp_path / "export.zip", programmes=50, seed=1)
    report, entries = replay(
        SLUG,
        replay_folder(tmp_path, (tmp_path / "export.zip").read_bytes(), "export.zip"),
        tmp_path,
    )
    assert (report["outcome"], report["pages"], len(entries)) == ("ok", 1, 50)
    for number, entry in enumerate(sorted(entries, key=lambda e: int(e.key.rsplit("-", 1)[-1]))):
        assert entry.given.contacts[0].email == f"stelle-{number}@example.org"
        assert entry.given.funders == (f"Ministerium {number}",)
        assert entry.given.links[0].url == f"https://example.org/richtlinie/{number}.pdf"
        assert entry.title.endswith(f" – Programm {number} (2021–2027)")
    average = sum(len(text_of(entry, "Rechtsgrundlage")) for entry in entries) / 50
    assert 12_000 < average < 25_000


def test_a_generated_export_is_the_same_for_the_same_seed(tmp_path: Path) -> None:
    """A benchmark compares like with like."""
    for name, seed in (("a", 7), ("b", 7), ("c", 8)):
        write_export(tmp_path / name, programmes=3, seed=seed)
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()
    assert (tmp_path / "a").read_bytes() != (tmp_path / "c").read_bytes()
