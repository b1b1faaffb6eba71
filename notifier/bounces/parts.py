"""Parts: a mail that anybody may have written, taken apart in linear time and to a bounded depth.

The standard library's parser follows nested parts as deep as they go and asks of each line for
every part around it; what comes in here is hostile until proven otherwise.
"""

from __future__ import annotations

import binascii
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape

LARGEST = 512 * 1024  # of a mail is read; what follows is somebody's attachment
DEEPEST = 5
MOST_PARTS = 40
MOST_HEADERS = 200
LONGEST_HEADER = 4000

_HEADER = re.compile(r"([!-9;-~]{1,80}):[ \t]?(.*)", re.DOTALL)
_PARAMETER = re.compile(r";[ \t\n]*([A-Za-z0-9*_-]{1,40})=(?:\"([^\"]{0,200})\"|([^\s;\"]{1,200}))")
_WORD = re.compile(r"=\?([A-Za-z0-9_.:-]{1,40})(?:\*[a-z-]{0,10})?\?([bBqQ])\?([^?\s]{0,500})\?=")
_BETWEEN_WORDS = re.compile(r"(\?=)[ \t\n]{1,10}(?==\?)")
# Names that Python knows and that are no way to write a text (zip, punycode …) stay out.
_CHARSETS = frozenset(
    {"utf-8", "us-ascii", "iso-8859-1", "iso-8859-15", "windows-1252", "windows-1250", "iso-8859-2"}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One part of a mail that holds no others: header fields in small letters, and its body."""

    headers: tuple[tuple[str, str], ...]
    body: bytes = field(repr=False)

    def all(self, name: str) -> list[str]:
        """Return the values of a header field, encoded words decoded."""
        return [decoded(value) for known, value in self.headers if known == name]

    def first(self, name: str) -> str:
        """Return the first value of a header field, or nothing."""
        return next(iter(self.all(name)), "")

    @property
    def kind(self) -> str:
        """The content type without its parameters, such as text/plain."""
        said = self.first("content-type").partition(";")[0].strip().casefold()
        return said if "/" in said else "text/plain"

    def parameter(self, name: str) -> str:
        """Return a parameter of the content type, or nothing."""
        for known, quoted, plain in _PARAMETER.findall(self.first("content-type")):
            if known.casefold() == name:
                return str(quoted or plain)
        return ""

    @property
    def content(self) -> bytes:
        """The body as it was before it was encoded for its way."""
        return _unpacked(self.body, self.first("content-transfer-encoding"))

    @property
    def text(self) -> str:
        """The content as text; of HTML the words."""
        words = in_charset(self.content, self.parameter("charset"))
        return _words_of(words) if self.kind == "text/html" else words


def parts_of(raw: bytes) -> list[Part]:
    """Return the mail's own header fields as the first part, then its parts in order.

    A mail within the mail is one part: it is not looked into.
    """
    whole = _part(raw[:LARGEST].replace(b"\r\n", b"\n").replace(b"\r", b"\n"))
    found = [whole]
    found += (one for one in _within(whole, DEEPEST) if one is not whole)
    return found[:MOST_PARTS]


def headers_in(block: bytes) -> Part:
    """Return the header fields at the start of some bytes, and what follows them."""
    return _part(block[:LARGEST].replace(b"\r\n", b"\n").lstrip(b"\n"))


def decoded(value: str) -> str:
    """Return a header's value with its encoded words (RFC 2047) decoded."""
    return _WORD.sub(_decoded_word, _BETWEEN_WORDS.sub(r"\1", value))


def in_charset(content: bytes, charset: str) -> str:
    """Return text in the charset it names, if that is one; what cannot be read is replaced."""
    name = charset.strip().casefold().replace("_", "-")
    if name in _CHARSETS and name != "us-ascii":
        return content.decode(name, "replace")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return content.decode("windows-1252", "replace")


def _within(part: Part, deep: int) -> Iterator[Part]:
    boundary = part.parameter("boundary").encode("utf-8", "replace")
    if not part.kind.startswith("multipart/") or not boundary or not deep:
        yield part
        return
    for block in _between(part.body, boundary)[:MOST_PARTS]:
        yield from _within(_part(block), deep - 1)


def _between(body: bytes, boundary: bytes) -> list[bytes]:
    """Return what stands between the lines of a boundary; the preamble and the end do not."""
    blocks = (b"\n" + body).split(b"\n--" + boundary)
    found = []
    for block in blocks[1:]:
        if block.startswith(b"--"):
            break
        found.append(block.partition(b"\n")[2])
    return found


def _part(block: bytes) -> Part:
    if block.startswith(b"\n"):
        return Part(headers=(), body=block[1:])
    head, _, body = block.partition(b"\n\n")
    return Part(headers=tuple(_headers(head)), body=body)


def _headers(head: bytes) -> Iterator[tuple[str, str]]:
    # Eight bits are not allowed there; where they stand all the same, they are one of the two.
    lines = in_charset(head, "").split("\n")
    folded: list[list[str]] = []
    for line in lines:
        if line[:1] in (" ", "\t") and folded:
            folded[-1].append(line)
        elif len(folded) < MOST_HEADERS:
            folded.append([line])
        else:
            break
    for pieces in folded:
        if found := _HEADER.fullmatch("\n".join(pieces)[:LONGEST_HEADER]):
            yield found[1].casefold(), " ".join(found[2].split())


def _words_of(html: str) -> str:
    first, *rest = html.split("<")
    kept = [first]
    for piece in rest:
        tag, _, words = piece.partition(">")
        kept.append("" if tag[:6].casefold().startswith(("style", "script")) else words)
    return unescape(" ".join(kept))


def _unpacked(body: bytes, encoding: str) -> bytes:
    try:
        match encoding.strip().casefold():
            case "base64":
                return binascii.a2b_base64(body)
            case "quoted-printable":
                return binascii.a2b_qp(body)
    except (binascii.Error, ValueError):
        pass  # it is read as it stands
    return body


def _decoded_word(found: re.Match[str]) -> str:
    charset, way, text = found[1], found[2].casefold(), found[3]
    try:
        raw = text.encode("ascii", "replace")
        content = binascii.a2b_base64(raw) if way == "b" else binascii.a2b_qp(raw, header=True)
    except (binascii.Error, ValueError):
        return found[0]
    return in_charset(content, charset)
