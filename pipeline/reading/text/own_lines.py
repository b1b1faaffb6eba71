"""Lines: which line breaks of a text the author made, and which only the typesetter."""

from __future__ import annotations

import re

from pipeline.reading.text.prose import Prose

# A break before no item of a list and no heading of Markdown.
_BREAK = re.compile(r"\n(?!\s*(?:(?:[-–*▪·•|]|#{1,6}|\d{1,2}[.)])\s|\*\*))")
_NEXT_WORD = re.compile(r"[^\S\n]*([A-ZÄÖÜ0-9„»(]\S*)")
# What a line does not end with: an article, a preposition, a title.
_GOES_ON = re.compile(
    r"(?:,|-|\b(?:der|die|das|des|dem|den|ein(?:e[nmrs]?)?|in|im|aus|für|von|vom|zu[rm]?|mit|und"
    r"|oder|sowie|beim?|an|am|auf|über|unter|nach|durch|als|ganz|Stadt|Gemeinde|Markt|Region"
    r"|(?:Land)?[Kk]reis\w*|Land(?:es)?|Freistaat|\w*[Rr]egion|LAG|Aktionsgruppe))\s*$"
)
_NARROWEST = 60  # characters; what is narrower is a column or a list


def own_lines(prose: Prose) -> str:
    """Return the plain form in which a line break ends an item or a line of its own.

    A line is broken by the typesetter where the word behind it had no more room, and on purpose
    where it had. Every place in it is the same place in the plain form.
    """
    text = re.sub(r"[^\S\n]", " ", prose.lined)
    widest = max(_NARROWEST, *map(len, text.split("\n")))
    return _BREAK.sub(lambda found: "\n" if _on_purpose(text, found, widest) else " ", text)


def _on_purpose(text: str, broken: re.Match[str], widest: int) -> bool:
    line = text[text.rfind("\n", 0, broken.start()) + 1 : broken.start()]
    after = _NEXT_WORD.match(text, broken.end())
    if not after or not line.strip() or _GOES_ON.search(line):
        return False
    return len(line) + 1 + len(after[1]) <= widest
