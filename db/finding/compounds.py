"""Compounds: where the parts of a German word begin and end, as far as its parts are known.

What is sought inside of a word has to begin where a part begins and to end where one ends:
"Auen" is in "Flussauen", and neither in "Frauen" nor in "Umbauen". Of a word with unknown parts
nobody knows, and what is in it by its letters is taken for found.
"""

from __future__ import annotations

from functools import lru_cache

from db.finding.lexicon import PARTS

# What may follow a part and leaves it what it is: endings, and letters that link it to the next.
_FORMS = frozenset(
    (
        *("", "e", "n", "en", "s", "es", "er", "ern", "em", "ens", "se", "sen", "r", "a"),
        *("ung", "ungs", "ungen", "ers", "erin", "erinnen", "in", "innen", "ler", "lern", "t"),
        *("lich", "liche", "lichen", "licher", "liches", "lichem", "isch", "ische", "ischen"),
        *(
            "ischer",
            "isches",
            "al",
            "ale",
            "alen",
            "aler",
            "ales",
            "ig",
            "ige",
            "igen",
            "iger",
            "iges",
        ),
    )
)
# What makes another word of it: a "Wirtschaft" is no "Wirt".
_MAKING_OTHERS = frozenset(
    (
        *("schaft", "schafts", "schaften", "heit", "heits", "heiten", "keit", "keits", "igkeit"),
        *("chen", "los", "lose", "losen", "bar", "st", "te", "ter", "ten", "ier", "ieren"),
        *("ierung", "ierungs", "ierungen"),
    )
)
_ENDS = _FORMS | _MAKING_OTHERS
_LONGEST = 40
_SHORTEST_UNKNOWN = 3
_VOWELS = frozenset("aeiouy")


def stands_in(part: str, at: int, word: str) -> bool:
    """Whether what stands there in a word is one part of it, or several, as far as is known."""
    starts = starts_of(word)
    end = at + len(part)
    if starts is None:
        return _may_begin_at(at, word) and not _is_other_part(part, at, word)
    if at not in starts:
        return False
    return any(word[end:next_one] in _FORMS for next_one in (*starts, len(word)) if next_one >= end)


@lru_cache(maxsize=1 << 16)
def starts_of(word: str) -> frozenset[int] | None:
    """Return where the parts of a word start, divided into the fewest; None if unknown."""
    if len(word) > _LONGEST:
        return None
    # Where a part may start: after how many parts, and where those before it start.
    ways: dict[int, tuple[int, frozenset[int]]] = {0: (0, frozenset())}
    for at in range(len(word)):
        if at not in ways:
            continue
        count, starts = ways[at][0] + 1, ways[at][1] | {at}
        for end in range(at + 2, len(word) + 1):
            if word[at:end] not in PARTS:
                continue
            for ending in _following(word, end):
                after = end + len(ending)
                known = ways.get(after)
                if known is None or known[0] > count:
                    ways[after] = (count, starts)
                elif known[0] == count:
                    ways[after] = (count, known[1] | starts)
    return ways[len(word)][1] if len(word) in ways else None


def _following(word: str, end: int) -> list[str]:
    return [one for one in _ENDS if word.startswith(one, end)]


def _may_begin_at(at: int, word: str) -> bool:
    """Whether what stands before can be a word at all."""
    before = word[:at]
    spoken = len(before) >= _SHORTEST_UNKNOWN and not _VOWELS.isdisjoint(before)
    return not before or spoken or not before.isalpha() or before in PARTS


def _is_other_part(part: str, at: int, word: str) -> bool:
    """Whether it is but the beginning of a longer part that is known: "Wirt" of "Wirtschaft"."""
    return any(
        word[at:end] in PARTS and word[at + len(part) : end] not in _FORMS
        for end in range(at + len(part) + 1, len(word) + 1)
    )
