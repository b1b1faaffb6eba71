"""Charset: the text of a page, whatever its server says about the encoding."""

from __future__ import annotations

import codecs

from scrapy.http import TextResponse
from w3lib.encoding import html_body_declared_encoding, http_content_type_encoding, read_bom


def decoded(response: TextResponse) -> str:
    """Return the text of a page; see `text_of`."""
    return text_of(response.body, _declared(response))


def text_of(body: bytes, declared: str) -> str:
    """Return the text of an answer that names an encoding, or "" for none.

    What is valid UTF-8 is UTF-8: German text in another encoding practically never is, but
    servers often name the wrong one. What is said to be UTF-8 and is not, beyond a stray
    byte here and there, and what says nothing are read as Windows-1252.
    """
    if declared.startswith(("utf-16", "utf-32")):
        return body.decode(declared, "replace").removeprefix("\ufeff")
    try:
        return body.decode("utf-8-sig")
    except UnicodeDecodeError:
        known = declared not in ("", "utf-8", "ascii") and _is_codec(declared)
        return body.decode(declared, "replace") if known else _nearly_utf8(body)


def _is_codec(name: str) -> bool:
    try:
        return codecs.lookup(name) is not None
    except LookupError:
        return False


def _declared(response: TextResponse) -> str:
    """Return the encoding that the byte order mark, the header or the page names, or ""."""
    kind = (response.headers.get("Content-Type") or b"").decode("latin-1")
    mark = read_bom(response.body)[0]
    return (
        mark or http_content_type_encoding(kind) or html_body_declared_encoding(response.body) or ""
    )


def _nearly_utf8(body: bytes) -> str:
    text = body.decode("utf-8-sig", "replace")
    beyond_ascii = sum(character > "\x7f" for character in text)
    if text.count("\ufffd") * 10 <= beyond_ascii:
        return text
    return body.decode("cp1252", "replace")
