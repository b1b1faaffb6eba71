"""Documents: a file is known by its address, its type or what its link says of it."""

from __future__ import annotations

import pytest

from crawlers.documents import documents
from crawlers.page import Page

BASE = "https://amt.example.org/foerderung"


def linked(link: str) -> list[tuple[str, str]]:
    """Return address and role of what a page links."""
    return [(one.url, one.role) for one in documents(Page(BASE, f"<main>{link}</main>"))]


@pytest.mark.parametrize(
    "link",
    [
        '<a href="/a/merkblatt.pdf">Merkblatt</a>',
        '<a href="/a/merkblatt.PDF?v=3">Merkblatt</a>',
        '<a href="/a/liste.xlsx">Liste</a>',
        '<a href="/output/download.php?fid=3344.28.1.PDF">Merkblatt</a>',
        '<a href="/downloads/datei/OTAwMDAwNDU2">Merkblatt</a>',
        '<a href="/DE/merkblatt.html?__blob=publicationFile&amp;v=2">Merkblatt</a>',
        '<a href="/file/12" type="application/pdf">Merkblatt</a>',
        '<a href="/file/12" download>Merkblatt</a>',
        '<a href="/file/12" rel="nofollow download">Merkblatt</a>',
        '<a href="/file/12">Merkblatt (PDF, 2 MB)</a>',
        '<a href="/get?file=merkblatt.docx">Merkblatt</a>',
    ],
)
def test_a_file_is_a_document(link: str) -> None:
    """With and without an ending, as the systems of public bodies name their files."""
    assert [role for _, role in linked(link)] == ["more"]


@pytest.mark.parametrize(
    "link",
    [
        '<a href="/downloads">Alle Downloads</a>',
        '<a href="/pdf-hinweise">Hinweise zu PDF</a>',
        '<a href="/a/seite.html">Merkblatt</a>',
        '<a href="mailto:a@example.org">Datei (PDF) anfordern</a>',
        '<a href="/a.pdf"></a>',
        "<a>Merkblatt (PDF)</a>",
    ],
)
def test_a_page_is_no_document(link: str) -> None:
    """A page of the site that only speaks of files is not listed."""
    assert linked(link) == []


def test_the_role_of_a_document() -> None:
    """Guidelines and forms are told by their titles, and only where they are files."""
    links = (
        '<a href="/f/1" type="application/pdf">Richtlinie</a>'
        '<a href="/f/2" download>Antragsformular</a>'
        '<a href="https://land.example.org/antrag">Antrag beim Land</a>'
    )
    assert [role for _, role in linked(links)] == ["guideline", "form", "more"]
