"""Charset: the text of a page, whatever its server says about the encoding."""

from __future__ import annotations

from scrapy.http import TextResponse


def decoded(response: TextResponse) -> str:
    """Return the text of a page.

    What is valid UTF-8 is UTF-8: German text in another encoding practically never is, but
    servers often name the wrong one. A page that is said to be UTF-8 and is not, beyond
    a stray byte here and there, is read as Windows-1252.
    """
    if response.encoding.startswith(("utf-16", "utf-32")):
        return response.text
    try:
        return response.body.decode("utf-8-sig")
    except UnicodeDecodeError:
        return response.text if response.encoding != "utf-8" else _nearly_utf8(response.body)


def _nearly_utf8(body: bytes) -> str:
    text = body.decode("utf-8-sig", "replace")
    beyond_ascii = sum(character > "\x7f" for character in text)
    if text.count("\ufffd") * 10 <= beyond_ascii:
        return text
    return body.decode("cp1252", "replace")
