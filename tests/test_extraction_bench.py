"""The bench of extraction counts what is right and wrong on pages with a gold file."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bench.extraction import Reading, golden_pages, read_by_landbote, same_title, tally

PAGE = (
    "<html><head><title>{0}</title></head><body><main><h1>{0}</h1><p>7. Mai 2026</p>"
    "<p>Gemeinden und Vereine können ganzjährig Anträge stellen.</p>"
    "<h3>Weitere Meldungen</h3><p>Der Radweg wird saniert.</p></main></body></html>"
)


def folder(root: Path) -> Path:
    """Write three pages, at two depths, and their gold."""
    gold = {}
    for number, host in enumerate(("www.c.example", "a.example", "b.example")):
        file = root / "tests" / f"{host}.html" if number else root / f"{host}.html"
        file.parent.mkdir(exist_ok=True)
        file.write_text(PAGE.format(f"Hilfe im Dorf {number}"), encoding="utf-8")
        gold[f"https://{host}/x"] = {
            "file": file.name,
            "with": ["Anträge stellen.", "gibt es nicht"],
            "without": ["Radweg"],
            "title": f"Hilfe im Dorf {number}",
            "date": "2026-05-07" if number else "2026-05-08",
        }
    gold["https://fehlt.example/"] = {"file": "fehlt.html", "with": ["x"], "without": []}
    (root / "evaldata.json").write_text(json.dumps(gold), encoding="utf-8")
    return root


def test_what_is_read_is_counted(tmp_path: Path) -> None:
    """Kept and missing pieces, junk, titles, and days right and wrong, each by itself."""
    pages = golden_pages(folder(tmp_path))
    total = tally(pages, read_by_landbote)
    assert (total.kept, total.junk, total.whole, total.titles) == (3, 0, 0, 3)
    assert (total.days_right, total.days_wrong, total.refused) == (2, 1, 0)


def test_what_a_reader_refuses_or_crashes_on_is_counted(tmp_path: Path) -> None:
    """A page that gives nothing is refused, not left out of the sums."""
    pages = golden_pages(folder(tmp_path))
    for file in {page.file for page in pages}:
        file.write_text("", encoding="utf-8")
    assert tally(pages, read_by_landbote).refused == 3
    assert tally(pages, lambda url, markup: Reading(text="Radweg")).junk == 3


def test_the_halves_are_hosts_by_their_names(tmp_path: Path) -> None:
    """Sorted by host without "www.", every second one is for tuning; the others decide."""
    root = folder(tmp_path)
    tuning = [page.host for page in golden_pages(root, half="tuning")]
    deciding = [page.host for page in golden_pages(root, half="deciding")]
    assert (sorted(tuning), deciding) == (["a.example", "c.example"], ["b.example"])
    (only,) = golden_pages(root, only=frozenset({"b.example.html"}))
    assert only.host == "b.example"


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Hilfe im Dorf", "hilfe im\u00adDorf", True),
        ("Hilfe im Dorf | Amt", "Hilfe im Dorf", True),
        ("Hilfe", "Hilfe im Dorf", False),
        ("", "Hilfe im Dorf", False),
    ],
)
def test_titles_are_compared_by_their_letters(one: str, other: str, same: bool) -> None:
    """White space and soft hyphens are none, and a long title may go on."""
    assert same_title(one, other) is same
