"""Lines: which lines of a sentence ended on purpose, and so are statements of their own.

Stored pages keep one block a line, often without a full stop. A line that ended although the
next word would have fitted was ended on purpose; text that is only wrapped goes on in the
middle of a sentence, mostly with a word in lower case.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

# A value that may begin its line in lower case: "Einreichfrist⏎laufend".
ANY_TIME = (
    r"(?:laufend|fortlaufend|jederzeit|ganzjährig|durchgehend|durchgängig|kontinuierlich"
    r"|fortwährend|ununterbrochen|unterjährig|dauerhaft|year-round|continuously|permanently)"
)
_BREAK = re.compile(r"\n[^\S\n]*")
_WORD = re.compile(r"\S+")
_LOWER = re.compile(rf"(?!{ANY_TIME}(?![a-zäöü]))[a-zäöü]")
_GOES_ON = re.compile(
    r"(?:[,:–-]|\b(?:bis|zum|zur|zu|vom|von|am|ab|im|in|an|auf|aus|bei|für|mit|nach|vor|über|durch"
    r"|der|die|das|den|dem|des|ein|eine[nmrs]?|und|oder|sowie|spätestens|ist|sind|wird|werden"
    r"|kann|können|by|until|on|to|the|of|and|or|a|is|are|be))$"
)
_LABEL = 40  # characters
_WRAPPED_AT = range(50, 121)  # characters, the longest line of a text that is wrapped at all
_ENOUGH = 4  # lines of which none begins in lower case
_NO_LIMIT = 1 << 30
_WRAPPED = 0.25  # of the lines begin in lower case

Span = tuple[int, int]


def statements(raw: str, low: str, sentences: Sequence[Span]) -> Iterator[list[Span]]:
    """Yield for each sentence of a text what it says: all of it, or each line that does."""
    inner = [list(_BREAK.finditer(raw, *span)) for span in sentences]
    breaks = [found for part in inner for found in part if found.end() < len(raw)]
    lower = sum(_LOWER.match(raw, found.end()) is not None for found in breaks)
    if not breaks or lower > _WRAPPED * len(breaks):
        yield from ([span] for span in sentences)
        return
    width = max(map(len, raw.split("\n")))
    never = not lower and len(breaks) >= _ENOUGH
    width = width if not never and width in _WRAPPED_AT else _NO_LIMIT
    for (start, end), part in zip(sentences, inner, strict=True):
        cuts = [found.span() for found in part if _on_purpose(raw, low, found, width)]
        starts, ends = [start, *(cut[1] for cut in cuts)], [*(cut[0] for cut in cuts), end]
        yield [span for span in zip(starts, ends, strict=True) if low[slice(*span)].strip()]


def _on_purpose(raw: str, low: str, found: re.Match[str], width: int) -> bool:
    """Whether a line ended although the statement could have gone on in it."""
    begin = raw.rfind("\n", 0, found.start()) + 1
    length = found.start() - begin
    following = _WORD.match(raw, found.end())
    if following is None or length + 1 + len(following.group()) > width:
        return False
    if length <= _LABEL and _LOWER.match(raw, found.end()):
        return False  # "Einreichfrist⏎wird noch bekannt gegeben"
    return not _GOES_ON.search(low[max(begin, found.start() - 14) : found.start()].rstrip())
