"""Replay: a folder answers instead of the network, and says what is wrong with it."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from scrapy.http import HtmlResponse, Request, Response

from crawlers.middlewares.replay import Replay, ReplayError, pack, read_pages

HOME = "https://example.org"


def folder_with(path: Path, toml: str) -> Path:
    """A replay folder with a page.html and some pages.toml."""
    (path / "page.html").write_text("<p>Grüße</p>", encoding="utf-8")
    (path / "pages.toml").write_text(toml, encoding="utf-8")
    return path


def test_the_first_page_that_fits_wins(tmp_path: Path) -> None:
    """Address, method and body decide; the order of parameters does not."""
    toml = f"""
[[page]]
url = "{HOME}/suche?b=2&a=1"
method = "post"
body_contains = ["Dorf", "Verein"]
status = 201
[[page]]
url = "{HOME}/suche?b=2&a=1"
method = "POST"
file = "page.html"
[[page]]
url = "{HOME}/suche?b=2&a=1"
status = 410
"""
    replay = Replay(folder_with(tmp_path, toml))

    def status(method: str, body: str) -> int:
        request = Request(f"{HOME}/suche?a=1&b=2", method=method, body=body)
        return replay.process_request(request).status

    assert status("POST", "Verein im Dorf") == 201
    assert status("POST", "Verein") == 200
    assert status("GET", "") == 410


def test_an_answer_looks_as_if_it_were_fetched(tmp_path: Path) -> None:
    """Type, headers and encoding let Scrapy make the same response of it."""
    toml = f'[[page]]\nurl = "{HOME}/"\nfile = "page.html"\nheaders = {{ "X-Test" = "ja" }}\n'
    answer = Replay(folder_with(tmp_path, toml)).process_request(Request(f"{HOME}/"))
    assert isinstance(answer, HtmlResponse)
    assert answer.text == "<p>Grüße</p>"
    assert answer.headers["X-Test"] == b"ja"


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"If-None-Match": '"a1"'}, 304),
        ({"If-None-Match": '"a2"', "If-Modified-Since": "Sun, 22 Nov 2026 05:00:00 GMT"}, 200),
        ({"If-Modified-Since": "Sun, 22 Nov 2026 05:00:00 GMT"}, 304),
        ({"If-Modified-Since": "Sat, 21 Nov 2026 05:00:00 GMT"}, 200),
        ({}, 200),
    ],
)
def test_a_marked_page_is_sent_once(tmp_path: Path, headers: dict[str, str], status: int) -> None:
    """Who knows the ETag, or without one the date, gets 304 and no body."""
    marks = "'ETag' = '\"a1\"', 'Last-Modified' = 'Sun, 22 Nov 2026 05:00:00 GMT'"
    toml = f'[[page]]\nurl = "{HOME}/"\nfile = "page.html"\nheaders = {{ {marks} }}\n'
    replay = Replay(folder_with(tmp_path, toml))
    answer = replay.process_request(Request(f"{HOME}/", headers=headers))
    assert answer.status == status
    assert bool(answer.body) is (status == 200)


def test_a_request_without_a_page_fails(tmp_path: Path) -> None:
    """The error names pages.toml, the method and the address."""
    replay = Replay(folder_with(tmp_path, ""))
    with pytest.raises(ReplayError, match=rf"pages\.toml für GET {HOME}/fehlt"):
        replay.process_request(Request(f"{HOME}/fehlt"))


def test_a_missing_robots_txt_is_a_404(tmp_path: Path) -> None:
    """Most folders have none, as many sites do."""
    request = Request(f"{HOME}/robots.txt", meta={"dont_obey_robotstxt": True})
    answer = Replay(folder_with(tmp_path, "")).process_request(request)
    assert isinstance(answer, Response) and answer.status == 404


@pytest.mark.parametrize(
    ("toml", "reason"),
    [
        ("[[page]", "nicht lesbar"),
        ("[page]\nurl = 'x'", r"nur eine Liste \[\[page\]\]"),
        ("seite = 1", r"nur eine Liste \[\[page\]\]"),
        ("[[page]]\nfile = 'page.html'", "Eintrag 1: url fehlt"),
        ("[[page]]\nurl = 'x'\n[[page]]\nurl = 'y'\nfiel = 'x'", "Eintrag 2: unbekannt.* fiel"),
        ("[[page]]\nurl = 'x'\nstatus = '200'", "Eintrag 1: status muss int sein"),
        ("[[page]]\nurl = 'x'\nstatus = true", "Eintrag 1: status muss int sein"),
        ("[[page]]\nurl = 'x'\nfile = 'fehlt.html'", "Eintrag 1: fehlt.html gibt es nicht"),
        ("[[page]]\nurl = 'x'\nfile = '../page.html'", "außerhalb des Ordners"),
        ("[[page]]\nurl = 'x'\nzip_of = 'page.html'", "page.html gibt es nicht"),
        ("[[page]]\nurl = 'x'\nfile = 'page.html'\nzip_of = 'y'", "entweder file oder zip_of"),
        ("[[page]]\nurl = 'x'\nbody_contains = [1]", "body_contains muss eine Liste von Texten"),
    ],
)
def test_a_malformed_list_is_refused_by_name(tmp_path: Path, toml: str, reason: str) -> None:
    """The error names the file and the entry."""
    with pytest.raises(ReplayError, match=reason) as caught:
        read_pages(folder_with(tmp_path, toml))
    assert "pages.toml" in caught.value.reason


def test_a_folder_without_a_list_is_refused(tmp_path: Path) -> None:
    """An empty folder is no replay of an empty site."""
    with pytest.raises(ReplayError, match=r"pages\.toml ist nicht lesbar"):
        read_pages(tmp_path)


def test_a_packed_folder_is_the_same_zip_every_time(tmp_path: Path) -> None:
    """The same files give the same bytes, whenever they were written."""
    for name in ("b.xml", "unter/a.xml"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(name)
    first = pack(tmp_path)
    (tmp_path / "b.xml").write_text("b.xml")
    assert pack(tmp_path) == first
    with zipfile.ZipFile(io.BytesIO(first)) as archive:
        assert archive.namelist() == ["b.xml", "unter/a.xml"]
        assert archive.read("unter/a.xml") == b"unter/a.xml"
