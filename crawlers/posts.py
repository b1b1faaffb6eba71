"""Posts: news as WordPress's REST interface, RSS 2.0 or Atom give them."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from email.utils import parsedate_to_datetime
from functools import partial
from typing import Any

from lxml import etree

from crawlers.articles import key
from crawlers.documents import documents
from crawlers.events import kind_of_news
from crawlers.feed_items import LeaveOut, feed_items, local_name
from crawlers.items import Given, Link
from crawlers.links import canonical
from crawlers.observe.outcome import PageChangedError
from crawlers.page import Page
from crawlers.press import questions
from crawlers.published import BERLIN, written
from crawlers.shape import on_lines

# What WordPress sets below a post in a feed, and what it sets for a cut text.
_TAIL = re.compile(r"(?:Der Beitrag|The post) .+(?:erschien zuerst auf|appeared first on) .+")
_UNREADABLE = (
    *(ValueError, TypeError, KeyError, AttributeError),
    *(PageChangedError, RecursionError),  # a file, or markup too deep, where a text should be
)
_ELLIPSIS = re.compile(r"\s*\[(?:…|\.\.\.)\]$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """One piece of news: its page's address, and what the interface says of it."""

    url: str
    title: str
    summary: str
    text: str
    published_on: date | None
    links: tuple[Link, ...] = ()


def post_facts(post: Post) -> dict[str, Any]:
    """Return what an entry takes from a post; its key is the spider's to say."""
    return {
        "url": post.url,
        "kind": kind_of_news(post.title, post.summary, post.text),
        "title": post.title,
        "summary": "" if post.text.startswith(post.summary) else post.summary,
        "body": post.text,
        "published_on": post.published_on,
        "given": Given(links=post.links, notes=questions(post.title)),
    }


def _silent(_fault: str) -> None:
    return None


def each_once(posts: Iterable[Post], url: str) -> list[Post]:
    """Return every post once. Raises PageChangedError where two of one key have two titles.

    Of two that are mistaken for one, the second would be told as a change of the first.
    """
    kept: dict[str, Post] = {}
    for post in posts:
        first = kept.setdefault(key(post.url), post)
        if first.title != post.title:
            found = f"„{first.title}“ und „{post.title}“"
            raise PageChangedError(url, f"Beiträge unter {post.url}", found, "einen Beitrag")
    return list(kept.values())


def read_wordpress(body: bytes, url: str, leave_out: LeaveOut = _silent) -> list[Post]:
    """Return the posts of a `wp/v2/posts` answer. Raises PageChangedError for any other answer.

    A post that cannot be read is left out, if any other can.
    """
    try:
        rows = json.loads(body)
    except ValueError as error:
        raise PageChangedError(url, "Beiträge (JSON)", f"{error}", "eine Liste") from error
    if not isinstance(rows, list):
        raise PageChangedError(url, "Beiträge (JSON)", type(rows).__name__, "eine Liste")
    return _all_readable(rows, _of_wordpress, url, leave_out)


def read_feed(body: bytes, url: str, leave_out: LeaveOut = _silent) -> list[Post]:
    """Return the items of an RSS or Atom feed. Raises PageChangedError if it is neither.

    An item that cannot be read is left out, if any other can.
    """
    items = feed_items(body, url, leave_out)
    return _all_readable(items, partial(_of_feed, base=url), url, leave_out)


def _all_readable(
    rows: Sequence[Any], read: Callable[[Any], Post], url: str, leave_out: LeaveOut
) -> list[Post]:
    posts, faults = list[Post](), list[str]()
    for number, row in enumerate(rows, start=1):
        try:
            posts.append(read(row))
        except _UNREADABLE as error:
            words = f"{type(error).__name__}: {error}"
            faults.append(f"Der {number}. Beitrag ist nicht lesbar ({url}): {words}")
    if faults and not posts:
        raise PageChangedError(url, "Beiträge", faults[0], "lesbare Beiträge")
    for fault in faults:
        leave_out(fault)
    return posts


def _of_wordpress(row: dict[str, Any]) -> Post:
    return _post(
        url=str(row["link"]),
        title=str(row["title"]["rendered"]),
        summary=str(row.get("excerpt", {}).get("rendered", "")),
        content=str(row["content"]["rendered"]),
        published_on=_day(str(row.get("date", ""))[:10]),
    )


def _of_feed(node: etree._Element, base: str) -> Post:
    parts = {local_name(child): child.text or "" for child in reversed(node)}
    links = [child.get("href") for child in node if child.get("rel", "alternate") == "alternate"]
    address = next(filter(None, (*links, parts.get("link"), parts.get("guid"))), "").strip()
    if not address:
        raise ValueError("kein Link")
    stamp = next((parts[k] for k in ("pubDate", "published", "date", "updated") if k in parts), "")
    return _post(
        url=canonical(address, base),
        title=parts.get("title", ""),
        summary=parts.get("description") or parts.get("summary", ""),
        content=parts.get("encoded") or parts.get("content", ""),
        published_on=_day(stamp.strip()),
    )


def _post(*, url: str, title: str, summary: str, content: str, published_on: date | None) -> Post:
    title, summary, content = map(_storable, (title, summary, content))
    page = Page(url, content or "<p></p>").without(
        "nav", "form", "figure:not(:has(table))", "script"
    )
    return Post(
        url=canonical(url),
        title=" ".join(_words(url, title).split()),
        summary=_short(_words(url, summary), content),
        text=on_lines(_lines(page.text())),
        published_on=published_on,
        links=documents(page),
    )


def _storable(text: str) -> str:
    """Return a text with its surrogates in pairs; half a character is none."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _short(summary: str, content: str) -> str:
    """Return a summary; one that the system cut from the text says nothing of its own."""
    cut = _ELLIPSIS.search(summary)
    return "" if cut and content else _ELLIPSIS.sub("", summary)


def _words(url: str, markup: str) -> str:
    """Return the plain text of a fragment, without what the system adds to it."""
    text = Page(url, f"<div>{markup}</div>").text() if markup.strip() else ""
    return on_lines(_lines(text))


def _lines(text: str) -> Iterator[str]:
    return (line for line in text.splitlines() if not _TAIL.fullmatch(line))


def _day(stamp: str) -> date | None:
    """Return the local day of an RFC 822 or ISO instant, or of a day as Germans write it."""
    try:
        moment = (
            datetime.fromisoformat(stamp) if stamp[:4].isdigit() else parsedate_to_datetime(stamp)
        )
        return (moment.astimezone(BERLIN) if moment.tzinfo else moment).date()
    except (ValueError, TypeError, IndexError, OverflowError):
        return written(stamp)
