"""What a parser is given is bounded by what it really is, not by what it says of itself."""

from __future__ import annotations

import io
import struct
import tracemalloc
import zipfile

import pytest

from crawlers.bounds import MOST_ATTRIBUTES, UnreasonableError, bounded
from crawlers.foerderdatenbank.export import Export
from crawlers.foerderdatenbank.richtext import rich_text
from crawlers.observe.outcome import CrawlStopped, Outcome
from crawlers.page import Page, PageChangedError

URL = "https://example.org/foerderung"
MANY = [f'a{number}="x"' for number in range(300_000)]


@pytest.mark.parametrize(
    "tag",
    [
        f"<p {' '.join(MANY)}>",
        f"<p {' '.join(MANY)}",  # never closed
        f"<p {''.join(MANY)}>",  # nothing between them
        f"<p/{'/'.join(one[:-4] for one in MANY)}>",  # without values
        f"<p {' '.join(f'{one[:-4]} = x' for one in MANY)}>",
        f"<P\n{chr(10).join(one.replace(chr(34), chr(39)) for one in MANY)}>",
    ],
)
def test_a_tag_of_countless_attributes_is_not_parsed(tag: str) -> None:
    """However they are written; by either way of reading the page."""
    html = f"<html><body>{tag}Text</p></body></html>"
    with pytest.raises(PageChangedError, match="„Attribute eines Elements“ erwartet höchstens"):
        Page(URL, html).main("body")
    with pytest.raises(PageChangedError, match="gefunden: mehr als 2000"):
        Page(URL, html).text()
    with pytest.raises(UnreasonableError):
        rich_text(f"<![CDATA[{tag}Text</p>]]>")


@pytest.mark.parametrize(
    "markup",
    [
        f"<p {' '.join(MANY[:MOST_ATTRIBUTES])}>Text</p>",
        f"<p>{' '.join(MANY)}</p>",
        f'<p title="{" ".join(one[:2] for one in MANY)}">Text</p>',
        f"<img src='data:image/svg+xml,{' '.join(one[:2] for one in MANY)}'>",
        "<p a='x'>Text</p>" * 40_000,
        f"<p{' ' * 100_000}>Text</p>",
        f"{'=' * 100_000}<p {'=' * 100_000}>Text</p>",
    ],
)
def test_a_large_page_may_be_a_page_all_the_same(markup: str) -> None:
    """Much text, long values and many tags are no countless attributes."""
    assert bounded(markup.encode()) == markup.encode()


@pytest.mark.parametrize("tags", ["<p>" * 100_001, "<" * 100_001])
def test_a_page_of_countless_tags_is_not_parsed(tags: str) -> None:
    """Its tree would fill the memory, whichever source it comes from."""
    with pytest.raises(PageChangedError, match="„Elemente“ erwartet höchstens 100000"):
        Page(URL, tags).text()


def lying(size: int, said: int) -> io.BytesIO:
    """An export of one file, whose size is another than the archive gives for it."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("BMWI/Foerderprogramm/a.xml", b" " * size)
    true, false = struct.pack("<I", size), struct.pack("<I", said)
    assert packed.getvalue().count(true) == 2  # in the file's own head, and in the list
    return io.BytesIO(packed.getvalue().replace(true, false))


@pytest.mark.parametrize("said", [0, 1_000, 4_999_999])
def test_an_archive_that_lies_about_a_size_unpacks_no_more_than_it_says(said: int) -> None:
    """Seventy megabytes are refused, and never stood in memory."""
    packed = lying(70_000_000, said)
    tracemalloc.start()
    try:
        with pytest.raises(CrawlStopped) as caught:
            list(Export(packed).programmes())
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert caught.value.outcome is Outcome.FAILED
    assert "a.xml" in caught.value.reason
    assert peak < 20_000_000
