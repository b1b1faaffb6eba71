"""List day: the day on which a line's page came out, as lists write it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from bs4 import Tag
from bs4.element import PageElement

from crawlers.published import labels_other, leading_day, value
from crawlers.text import plain_inline

_NEVER = 1970
# A day that such a name is around is no day of publication.
_OF_OTHERS = re.compile(
    r"event|termin|veranstalt|frist|deadline|schluss|stichtag|laufzeit|abgabe|"
    r"(?<![a-z])(?:bis|ende|beginn|until|g(?:ue|ü)ltig)(?![a-z])|(?:start|end)[-_]?dat(?:e|um)",
    re.IGNORECASE,
)
# Nor is one in a line that calls itself so, or one behind words about something else.
_KIND = re.compile(r"(?:veranstaltung(?:en)?|termine?|events?)", re.IGNORECASE)
_CHANGED = re.compile(r"(?:aktualisiert|geändert|stand)\b.*", re.IGNORECASE)
_NO_LABELS = ["h1", "h2", "h3", "h4", "h5", "h6", "a"]
# "12.03.26" alone, "12.03.2026 - 09:30" and "Mrz 12, 2026" are how systems write a day.
_SHORT = re.compile(r"((?:\w+\.?,? )?\d{1,2}\.\s?\d{1,2}\.\s?)(\d{2})")
_HOUR = re.compile(r"(?<=\d{4})\s[-–]\s\d{1,2}:\d{2}$")
_MONTH_FIRST = re.compile(r"(\w{3,9})\.? (\d{1,2}), (\d{4})")


def day_of(line: Tag, nodes: Iterable[Tag]) -> date | None:
    """Return the day that some nodes state, as a value or where their text begins.

    Two days are first and last of something, and no day of publication.
    """
    if any(_KIND.fullmatch(words.strip()) for words in line.strings):
        return None
    stated = [(node, day) for node in nodes if (day := _stated(node))]
    own = [(node, day) for node, day in stated if not _is_of_other(line, node)]
    if len({day for _, day in own}) != 1 or any(_is_labelled(line, node) for node, _ in own):
        return None
    return own[0][1]


def _stated(node: Tag) -> date | None:
    day = value(str(node.get("datetime") or "")) or leading_day(_in_german(plain_inline(node)))
    # Some systems write the day on which Unix began.
    return day if day and day.year > _NEVER else None


def _in_german(text: str) -> str:
    """Return a text with the day that it is in the form that Germans write."""
    if short := _SHORT.fullmatch(text):
        return f"{short[1]}20{short[2]}"
    if found := _MONTH_FIRST.fullmatch(text):
        return f"{found[2]}. {'März' if found[1] == 'Mrz' else found[1]} {found[3]}"
    return _HOUR.sub("", text)


def _is_of_other(line: Tag, node: Tag) -> bool:
    """Whether the names of a node, or of what is around it in its line, are of an event."""
    for one in (node, *node.parents):
        if _OF_OTHERS.search(f"{one.get('class') or ''} {one.get('id') or ''}"):
            return True
        if one is line:
            return False
    return False


def _is_labelled(line: Tag, node: Tag) -> bool:
    """Whether the words right before a day in its line say that it is another one."""
    before = _before(line, node)
    if before is None or (isinstance(before, Tag) and _heads(before)):
        return False
    words = plain_inline(before)
    return labels_other(words) or bool(_CHANGED.fullmatch(words))


def _before(line: Tag, node: Tag) -> PageElement | None:
    """Return what stands right before a node in its line, at whatever depth."""
    at: Tag | None = node
    while at is not None and at is not line:
        for one in at.previous_siblings:
            if plain_inline(one):
                return one
        at = at.parent
    return None


def _heads(node: Tag) -> bool:
    return node.name in _NO_LABELS or node.find(_NO_LABELS) is not None
