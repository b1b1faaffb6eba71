"""Bounds: what may be given to a parser of HTML at all. Beyond them no page is a person's."""

from __future__ import annotations

import re

MOST_TAGS = 100_000  # the tree of a page with more would fill the memory
MOST_ATTRIBUTES = 2_000  # of one tag: the parser compares each with all before it

# A tag with more, read as browsers read tags: a value may be quoted, its absence too.
# Possessive throughout, so that no page is looked through twice.
_OVERLOADED = re.compile(
    rb"<[A-Za-z][^\s/>]*+"
    rb"(?:[\s/]*+[^\s/>][^\s/>=]*+(?:\s*+=\s*+(?:\"[^\"]*+\"|'[^']*+'|[^\s>\"'][^\s>]*+)?+)?+){%d}"
    % (MOST_ATTRIBUTES + 1)
)


class UnreasonableError(ValueError):
    """Markup that no person wrote; the message says in German what it has too many of."""

    def __init__(self, what: str, found: str, most: int) -> None:
        super().__init__(f"{what}: {found}, höchstens {most}")
        self.what, self.found, self.most = what, found, most


def bounded(markup: bytes) -> bytes:
    """Return markup that may be parsed. Raises UnreasonableError for any other."""
    if (tags := markup.count(b"<")) > MOST_TAGS:
        raise UnreasonableError("Elemente", str(tags), MOST_TAGS)
    if _OVERLOADED.search(markup):
        most = MOST_ATTRIBUTES
        raise UnreasonableError("Attribute eines Elements", f"mehr als {most}", most)
    return markup
