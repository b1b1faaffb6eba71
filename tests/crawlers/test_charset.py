"""The encoding of a page: what the bytes say counts more than what the server says."""

from __future__ import annotations

import pytest
from scrapy.http import HtmlResponse

from crawlers.charset import decoded

TEXT = "<p>Größe, Bäume, Straßen und Förderung „für Dörfer“</p>"


@pytest.mark.parametrize("declared", ["utf-8", "iso-8859-1", "windows-1252", "us-ascii", None])
@pytest.mark.parametrize("real", ["utf-8", "utf-8-sig", "windows-1252"])
def test_umlauts_survive_a_wrong_charset(declared: str | None, real: str) -> None:
    """Whatever of the two a page is and whatever it is said to be, the text is the text."""
    kind = f"text/html; charset={declared}" if declared else "text/html"
    response = HtmlResponse(
        "https://example.org/", headers={"Content-Type": kind}, body=TEXT.encode(real)
    )
    assert decoded(response) == TEXT


def test_a_stray_byte_spoils_no_page() -> None:
    """One broken byte in a page of UTF-8 costs that byte, not all umlauts."""
    body = TEXT.encode() + b"\x90" + TEXT.encode()
    response = HtmlResponse("https://example.org/", body=body, encoding="utf-8")
    assert decoded(response) == f"{TEXT}\ufffd{TEXT}"


def test_utf_16_is_left_to_its_declaration() -> None:
    """It is never taken for UTF-8, although its ASCII part would be valid."""
    for body, charset in (("Dorf".encode("utf-16"), "utf-8"), (b"D\0o\0", "utf-16le")):
        kind = {"Content-Type": f"text/html; charset={charset}"}
        response = HtmlResponse("https://example.org/", headers=kind, body=body)
        assert decoded(response) in ("Dorf", "Do")
