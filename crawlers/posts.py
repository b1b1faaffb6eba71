"""Posts: news as WordPress's REST interface, RSS 2.0 or Atom give them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from email.utils import parsedate_to_datetime
from typing import Any
from zoneinfo import ZoneInfo

from lxml import etree

from crawlers.article import documents
from crawlers.articles import key
from crawlers.events import kind_of_news
from crawlers.items import Given, Link
from crawlers.links import canonical
from crawlers.observe.outcome import PageChangedError
from crawlers.page import Page
from crawlers.press import questions

_BERLIN = ZoneInfo("Europe/Berlin")
# What WordPress sets below a post in a feed, and what it sets for a cut text.
_TAIL = re.compile(r"(?:Der Beitrag|The post) .+(?:erschien zuerst auf|appeared first on) .+")
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


def read_wordpress(body: bytes, url: str) -> list[Post]:
    """Return the posts of a `wp/v2/posts` answer. Raises PageChangedError for any other answer."""
    try:
        rows = json.loads(body)
        return [_of_wordpress(row) for row in rows]
    except (ValueError, TypeError, KeyError) as error:
        found = f"{type(error).__name__}: {error}"
        raise PageChangedError(url, "Beiträge (JSON)", found, "eine Liste") from error


def read_feed(body: bytes, url: str) -> list[Post]:
    """Return the items of an RSS or Atom feed. Raises PageChangedError if it is neither."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    try:
        root = etree.fromstring(body, parser)
    except etree.XMLSyntaxError as error:
        raise PageChangedError(url, "Feed (XML)", str(error), "RSS oder Atom") from error
    if _name(root) not in ("rss", "feed", "RDF"):
        raise PageChangedError(url, "Feed (XML)", _name(root), "RSS oder Atom")
    return [_of_feed(node, url) for node in root.iter() if _name(node) in ("item", "entry")]


def _of_wordpress(row: dict[str, Any]) -> Post:
    return _post(
        url=str(row["link"]),
        title=str(row["title"]["rendered"]),
        summary=str(row.get("excerpt", {}).get("rendered", "")),
        content=str(row["content"]["rendered"]),
        published_on=date.fromisoformat(str(row["date"])[:10]),
    )


def _of_feed(node: etree._Element, base: str) -> Post:
    parts = {_name(child): child.text or "" for child in reversed(node)}
    links = [child.get("href") for child in node if child.get("rel", "alternate") == "alternate"]
    address = next(filter(None, (*links, parts.get("link"), parts.get("guid"))), "")
    stamp = next((parts[k] for k in ("pubDate", "published", "date", "updated") if k in parts), "")
    return _post(
        url=canonical(address, base),
        title=parts.get("title", ""),
        summary=parts.get("description") or parts.get("summary", ""),
        content=parts.get("encoded") or parts.get("content", ""),
        published_on=_day(stamp.strip(), base),
    )


def _post(*, url: str, title: str, summary: str, content: str, published_on: date | None) -> Post:
    page = Page(url, content or "<p></p>").without("nav", "form", "figure", "script")
    return Post(
        url=canonical(url),
        title=" ".join(_words(url, title).split()),
        summary=_short(_words(url, summary), content),
        text="\n".join(_lines(page.text())),
        published_on=published_on,
        links=documents(page),
    )


def _short(summary: str, content: str) -> str:
    """Return a summary; one that the system cut from the text says nothing of its own."""
    cut = _ELLIPSIS.search(summary)
    return "" if cut and content else _ELLIPSIS.sub("", summary)


def _words(url: str, markup: str) -> str:
    """Return the plain text of a fragment, without what the system adds to it."""
    text = Page(url, f"<div>{markup}</div>").text() if markup.strip() else ""
    return "\n".join(_lines(text))


def _lines(text: str) -> Iterator[str]:
    return (line for line in text.splitlines() if not _TAIL.fullmatch(line))


def _day(stamp: str, url: str) -> date | None:
    """Return the local day of an RFC 822 or ISO instant."""
    if not stamp:
        return None
    try:
        moment = (
            datetime.fromisoformat(stamp) if stamp[:4].isdigit() else parsedate_to_datetime(stamp)
        )
    except ValueError as error:
        raise PageChangedError(url, "Datum im Feed", stamp, "RFC 822 oder ISO 8601") from error
    return (moment.astimezone(_BERLIN) if moment.tzinfo else moment).date()


def _name(node: etree._Element) -> str:
    return etree.QName(node).localname if isinstance(node.tag, str) else ""
