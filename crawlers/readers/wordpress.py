"""WordPress: lists of posts as classic themes and block themes build them.

Known from the system's own themes. Where a page declares the interface, whole sites are read by
that (crawlers/chain.py); lists are what is left, of a category or of a page.
"""

from __future__ import annotations

from crawlers.list_parts import ListParts
from crawlers.page import Page
from crawlers.readers import Reader

_LINES = (
    ".type-post",
    "article.hentry[class*='post-']:not(.type-page)",
    ".wp-block-post-template > li",
    ".wp-block-latest-posts > li",
)
# What a theme's archive shows says so on the body, however many there are.
_LISTS = (
    ".wp-block-post-template, .wp-block-latest-posts, :is(body.archive, body.blog) "
    ":is(.type-post, article.hentry[class*='post-'], .no-results)"
)
# Elsewhere two make a list; a theme may show one post without saying so on the body.
_POSTS = ".type-post :is(.entry-title, h2, h3) a[href]"
_SINGLE = "body.single, :is(.type-post, article.hentry[class*='post-']) h1:not(:has(a))"

PARTS = ListParts(
    part=", ".join(_LINES),
    link=(
        ".entry-title a[href]",
        ".wp-block-post-title a[href]",
        "h2 a[href]",
        "h3 a[href]",
        "a[href]",
    ),
    title=(".entry-title", ".wp-block-post-title", "h2, h3", "a[href]"),
    day=(
        "time.entry-date",
        "time.published",
        ".wp-block-post-date time",
        ".entry-date, .published",
        ".elementor-post-date, .fusion-single-line-meta > span:not([class])",
        "time[datetime]",
    ),
    teaser=(
        ".entry-summary",
        ".wp-block-post-excerpt__excerpt",
        ".elementor-post__excerpt, .fusion-post-content-container",
        ".post-content, .entry-content",
    ),
    next=(
        "a.next.page-numbers, a.wp-block-query-pagination-next, "
        ":is(.posts-navigation, .navigation:not(.post-navigation)) .nav-previous a[href], "
        ".pagination .alignleft a[href]"
    ),
)


def recognises(page: Page) -> bool:
    """Whether a page has a list of posts; a single one, with its text, is none."""
    if page.all(_SINGLE):
        return False
    has_posts = bool(page.all(_LISTS)) or len(page.all(_POSTS)) > 1
    return has_posts and PARTS.is_list(page, f"{_LISTS}, {_POSTS}")


READER = Reader(
    name="wordpress",
    label="WordPress",
    recognises=recognises,
    items=PARTS.items,
    following=PARTS.following,
)
