"""Drupal: lists of views, and the platform of hessen.de, which builds on them.

Known from the system's own templates, and from a public reader of hessen.de's press.
"""

from __future__ import annotations

from crawlers.list_parts import ListParts
from crawlers.page import Page
from crawlers.readers import Reader

_HESSEN = "#hw_core_list article.node"
_ROWS = (
    ".views-row, .view-content .node--view-mode-teaser, .view-content article.node, "
    ".views-table tbody tr:has(td.views-field-title)"
)
_MARKS = "#hw_core_list, .view .views-row, .view-content article.node, .views-table, .view-empty"

PARTS = ListParts(
    part=f"{_HESSEN}, :is({_ROWS}):not(:is({_ROWS}) *):not(#hw_core_list *)",
    link=(
        "a.teaser--area-link",
        ".node__title a[href]",
        ".views-field-title a[href]",
        "h2 a[href]",
        "h3 a[href]",
        "a[href]",
    ),
    title=(
        "[class*=teaser-generic__field-pt-headline]",
        ".node__title",
        ".views-field-title",
        "h2, h3, h4",
        "a[href]",
    ),
    day=("p.date", ".views-field-created", ".node__submitted time", "time[datetime]", ".date"),
    teaser=("[class*=teasertext]", ".views-field-body", ".field--name-body"),
)


def recognises(page: Page) -> bool:
    """Whether a page has a list of a view."""
    return PARTS.is_list(page, _MARKS)


READER = Reader(
    name="drupal",
    label="Drupal",
    recognises=recognises,
    items=PARTS.items,
    following=PARTS.following,
)
