"""Note: what the desk says on top of an issue, as paragraphs of words and links."""

from __future__ import annotations

import re
from collections.abc import Iterator

from notifier.digest.facts import Link
from notifier.digest.wording import one_line
from notifier.mail.links import link_allowed

Paragraph = tuple[Link, ...]  # pieces of text, in order; without an address they are plain words
Note = tuple[Paragraph, ...]

_ADDRESS = re.compile(r"https?://[^\s<>\"„“]+")
_AFTER = ".,;:!?)]'"  # ends a sentence or a bracket, and no address


def note_of(text: str) -> Note:
    """Return a plain text with its web addresses as links, where they may be links in a mail."""
    lines = filter(None, map(one_line, text.splitlines()))
    return tuple(tuple(_pieces(line)) for line in lines)


def _pieces(line: str) -> Iterator[Link]:
    end = 0
    for match in _ADDRESS.finditer(line):
        url = match[0].rstrip(_AFTER)
        if not link_allowed(url):
            continue
        if before := line[end : match.start()]:
            yield Link(text=before, url="")
        yield Link(text=url, url=url)
        end = match.start() + len(url)
    if rest := line[end:]:
        yield Link(text=rest, url="")
