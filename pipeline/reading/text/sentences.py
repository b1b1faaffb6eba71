"""Sentences: where one statement of a text ends and the next begins; blanks made even."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import lru_cache

from pipeline.reading.text.abbreviations import ends_no_sentence
from pipeline.reading.text.prose import Prose

_RUN = re.compile(" {2,}")
# Possessive: a row of ten thousand dots that ends nothing is looked through once, not ten
# thousand times.
_END = re.compile(
    r"(?<![.!?…])[.!?…]++[\"“”»)\]]*+"
    r"(?:(?=\s++[A-ZÄÖÜ0-9„“\"»(\[•·▪●>…])|(?<!\d\.)(?<!!)(?=\s++[-–])"
    r"|(?:(?<=[12]\d\d\d\.)|(?<=[a-zäöü]en\.)|"
    r"(?<=[a-zäöü]{3}t\.)|(?<=[a-zäöü]ich\.)|(?<=\d [Uu]hr\.))"
    r"(?=\s++[a-zäöü])|(?<=…\])(?=[A-ZÄÖÜ]))\s*+"
)
# A question begins with its word, also behind a line that has no end: "… 300 Euro Was wird".
_ASKS = re.compile(
    r"(?<=[^\s.:?!–-] )(?=(?:Was|Wie|Wer|Wen|Wem|Wann|Wo|Wofür|Welche[nmrs]?|Warum|Woher"
    r"|Für wen|An wen) [^.?!]{3,120}\?)"
)
_LONGEST = 1500  # characters of a sentence


def even(prose: Prose) -> Prose:
    """Return the prose with every run of blanks made one, so that grammars may write one."""
    if "  " not in prose.plain:
        return prose
    plain, kept, spans = _thinned(prose.plain)
    origin = prose.origin
    whole = isinstance(origin, range) and origin.start == 0
    lined = "".join(prose.lined[start:end] for start, end in spans)
    return Prose(prose.text, plain, kept if whole else [origin[i] for i in kept], lined)


@lru_cache(maxsize=4)
def _thinned(plain: str) -> tuple[str, Sequence[int], Sequence[tuple[int, int]]]:
    """Return the text without repeated blanks, the index each character had, and what is kept."""
    starts = [0, *(run.end() for run in _RUN.finditer(plain))]
    ends = [*(run.start() + 1 for run in _RUN.finditer(plain)), len(plain)]
    spans = list(zip(starts, ends, strict=True))
    kept = [at for start, end in spans for at in range(start, end)]
    return _RUN.sub(" ", plain), kept, spans


@lru_cache(maxsize=8)
def sentences(plain: str) -> tuple[tuple[int, int], ...]:
    """Return start and end of every sentence of a plain text, in order and without gaps.

    A full stop after an abbreviation, a single letter or a short ordinal ends nothing. A line
    without an end ends where a question begins.
    Several grammars ask for the same text in turn, hence the small memory.
    """
    spans: list[tuple[int, int]] = []
    start = 0
    low = plain.lower()
    low = low if len(low) == len(plain) else plain  # a letter may become two
    for stop in stops(plain, low):
        if stop.group().startswith("?") and (asks := _ASKS.search(plain, start, stop.end())):
            spans += capped(plain, start, asks.start())
            start = asks.start()
        spans += capped(plain, start, stop.end())
        start = stop.end()
    spans += capped(plain, start, len(plain))
    return tuple(spans)


def sentence_at(plain: str, place: int) -> tuple[int, int]:
    """Return where the sentence of a text that has words begins and ends around a place."""
    spans = sentences(plain)
    return spans[max(0, bisect_right(spans, (place, len(plain))) - 1)]


def stops(plain: str, low: str) -> Iterator[re.Match[str]]:
    """Yield the marks that end a sentence, with the blanks behind them; `low` is in lower case."""
    for stop in _END.finditer(plain):
        if not (stop.group().startswith(".") and ends_no_sentence(low, stop.start())):
            yield stop


def capped(plain: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Cut what goes on without an end, so that no text is worse than linear to read."""
    while end - start > _LONGEST:
        cut = plain.rfind(" - ", start + 1, start + _LONGEST)
        cut = cut if cut > 0 else plain.rfind(" ", start + 1, start + _LONGEST)
        cut = cut + 1 if cut > 0 else start + _LONGEST
        yield start, cut
        start = cut
    if start < end:
        yield start, end


def is_question(sentence: str) -> bool:
    """Return whether a sentence asks; what it names is not stated."""
    return sentence.endswith("?") or sentence.rstrip().endswith("?")
