"""List beside: what looks like the lines of a list, and is not what its page is about."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from urllib.parse import urlsplit

from bs4 import Tag

_BESIDE = ("aside", "nav", "footer")
_NAMED = frozenset({"sidebar", "widget-area"})
_HEADINGS = ["h1", "h2", "h3", "h4", "h5", "h6"]
# Below these a page that has said something of its own names others like it. Not "Aktuelle
# Meldungen": that heads a list as often.
_OTHERS = re.compile(
    r"(?:weitere|ähnliche|verwandte|andere|passende|mehr) (?:\w+ )?\w+(?: zum thema)?|zum thema|"
    r"mehr (?:zum|zu diesem) thema|lesen sie auch.{0,20}|related.{0,20}|"
    r".{0,20}\b(?:könnten?|dürften?)\b.{0,25} interessieren|(?:auch |ebenfalls )interessant",
    re.IGNORECASE,
)
_EDGE = " \t:.…»›"
_SAID = 80  # characters in paragraphs, from which on a page says something of its own
_AROUND = 4  # elements around a line, whose names may say what is listed
_EVENT = re.compile(
    r"(?<![a-z])(?:event|termine?(?:kalender|liste)?(?![a-z])|veranstalt|kalender|calendar)",
    re.IGNORECASE,
)
_NEWS = re.compile(r"news|aktuell|meldung|mitteilung|presse|post", re.IGNORECASE)
_EVENT_PLACE = re.compile(
    r"/(?:veranstaltung(?:en|skalender)?|termine?|events?|kalender)/", re.IGNORECASE
)


def stands_beside(line: Tag) -> bool:
    """Whether a line stands in a part of the page that accompanies every page."""
    return any(
        one.name in _BESIDE or not _NAMED.isdisjoint(one.get_attribute_list("class"))
        for one in line.parents
        if one.name not in ("body", "html")
    )


def follows_a_text(line: Tag) -> bool:
    """Whether the first line of a list stands below a text that the page is about."""
    heading = line.find_previous(_HEADINGS)
    if heading is None or not _OTHERS.fullmatch(" ".join(heading.get_text().split()).strip(_EDGE)):
        return False
    said = (len(" ".join(p.get_text().split())) for p in heading.find_all_previous("p"))
    return sum(said) >= _SAID


def is_of_event(line: Tag, url: str, page: str) -> bool:
    """Whether a line among others is that of an event: by a name around it, or by its address."""
    leads, stands = (bool(_EVENT_PLACE.search(urlsplit(one).path)) for one in (url, page))
    names = _names_around(line)
    return (leads and not stands) or any(_EVENT.search(n) and not _NEWS.search(n) for n in names)


def _names_around(line: Tag) -> Iterator[str]:
    for one in (line, *islice(line.parents, _AROUND)):
        if one.name != "body":
            yield f"{one.get('class') or ''} {one.get('id') or ''}"
