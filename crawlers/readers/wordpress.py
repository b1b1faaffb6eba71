"""WordPress: lists of posts as classic themes and block themes build them.

Known from the system's own themes. Where a page declares the interface, whole sites are read by
that (crawlers/chain.py); lists are what is left, of a category or of a page.
"""

from __future__ import annotations

from crawlers.list_parts import ListParts
from crawlers.page import Page
from crawlers.readers import Reader

_LINES = (
    "article.post",
    "article.type-post",
    "article[class*=category-]",
    "li.wp-block-post",
    ".wp-block-post-template > li",
    ".wp-block-latest-posts > li",
)

PARTS = ListParts(
    part=", ".join(_LINES),
    link=(".entry-title a[href]", ".wp-block-post-title a[href]", "h2 a[href]", "a[href]"),
    title=(".entry-title", ".wp-block-post-title", "h2, h3", "a[href]"),
    day=("time.entry-date", "time.published", ".wp-block-post-date time", "time[datetime]"),
    teaser=(".entry-summary", ".wp-block-post-excerpt__excerpt"),
    next=(
        "a.next.page-numbers, a.wp-block-query-pagination-next, "
        ".posts-navigation .nav-previous a[href]"
    ),
)


def recognises(page: Page) -> bool:
    """Whether a page has a list of posts; a single one, with its text, is none."""
    if page.all("body.single"):
        return False
    lists = page.all(".wp-block-post-template, .wp-block-latest-posts, body.archive, body.blog")
    return bool(lists) or len(page.all("article.post .entry-title a[href]")) > 1


READER = Reader(
    name="wordpress",
    label="WordPress",
    recognises=recognises,
    items=PARTS.items,
    following=PARTS.following,
)
