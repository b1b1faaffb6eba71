"""Sentences: where one statement of a text ends and the next begins; blanks made even."""

from __future__ import annotations

import re
from functools import lru_cache

from pipeline.reading.prose import Prose

_END = re.compile(r"(?:[.!?…]+[\"“”»)\]]*(?= +[A-ZÄÖÜ0-9„“\"»(\[•·▪●\-–>…])|\[…\]) *")
# Words after which a full stop ends the word, not the sentence.
_ABBREVIATED = frozenset((
    "abs", "abzgl", "approx", "art", "aufl", "aug", "bsp", "bspw", "bzw", "ca", "dez", "dr",
    "einschl", "etc", "evtl", "exkl", "feb", "febr", "ff", "förderf", "gem", "ggf", "grds",
    "hl", "höchst", "incl", "inkl", "insb", "insbes", "jan", "jr", "kap", "lfd", "lit", "max",
    "mill", "min", "mind", "mio", "mrd", "no", "nov", "nr", "okt", "prof", "rd", "sep", "sept",
    "sog", "st", "str", "tel", "tsd", "usw", "vgl", "voraussichtl", "vrsl", "vsl", "ziff",
    "zuwendungsf", "zuzügl", "zzgl",
))  # fmt: skip
_LAST_WORD = re.compile(r"[^\s.(]*\Z")
_SHORT_NUMBER = re.compile(r"\d{1,2}")


@lru_cache(maxsize=4)
def even(prose: Prose) -> Prose:
    """Return the prose with every run of blanks made one, so that grammars may write one.

    Three grammars ask for the same text in turn, hence the small memory here and below.
    """
    plain = prose.plain
    if "  " not in plain:
        return prose
    kept = [i for i, mark in enumerate(plain) if mark != " " or plain[i - 1 : i] != " "]
    return Prose(
        prose.text, "".join([plain[i] for i in kept]), tuple([prose.origin[i] for i in kept])
    )


@lru_cache(maxsize=8)
def sentences(plain: str) -> tuple[tuple[int, int], ...]:
    """Return start and end of every sentence of a plain text, in order and without gaps.

    A full stop after an abbreviation, a single letter or a short ordinal ends nothing.
    """
    spans, start = [], 0
    for stop in _END.finditer(plain):
        if stop.group().startswith(".") and _abbreviated(plain, stop.start()):
            continue
        spans.append((start, stop.end()))
        start = stop.end()
    if start < len(plain):
        spans.append((start, len(plain)))
    return tuple(spans)


def _abbreviated(plain: str, dot: int) -> bool:
    found = _LAST_WORD.search(plain, max(0, dot - 16), dot)
    word = found.group().lower() if found else ""
    if len(word) == 1:
        return word.isalpha() or word.isdigit()
    return word in _ABBREVIATED or bool(_SHORT_NUMBER.fullmatch(word))
