"""Abbreviations: where a full stop ends a word or a day, and no sentence."""

from __future__ import annotations

import re

_SHORT = (
    "abs abzgl approx apr art aufl aug bsp bspw bzw ca dez di do dr einschl etc evtl exkl feb febr "
    "ff förderf fr gem ggf grds hl höchst incl inkl insb insbes jan jr jul jun kap lfd lit lt mar "
    "max mär mi mill min mind mio mo mrd no nov nr okt prof rd sa sep sept so sog st str tel tsd "
    "usw vgl voraussichtl voraussichtlich vrsl vsl ziff zuwendungsf zuzügl zzgl"
)
_GOES_ON = re.compile(r"\.\s{1,2}(?:20\d\d\b|\()")
_WORDS = frozenset(_SHORT.split())
_LONGEST = max(map(len, _WORDS)) + 1


def ends_no_sentence(low: str, dot: int) -> bool:
    """Whether the dot at that place of a lower-case text belongs to a word or a day.

    So it does behind an abbreviation, a single letter and a short ordinal: "z. B.", "am 3.".
    """
    start = dot
    while start and dot - start < _LONGEST and low[start - 1].isalnum():
        start -= 1
    word = low[start:dot]
    if word.isdigit():
        # "31.03." at the end of a line goes on with its year, or with a remark in brackets.
        whole = low[start - 1 : start] == "." and not _GOES_ON.match(low, dot)
        return len(word) <= 2 and not whole
    return len(word) == 1 or word in _WORDS
