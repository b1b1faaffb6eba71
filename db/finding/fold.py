"""Fold: the form in which German words are compared, as they are indexed and as they are sought.

Lower case, without dots and accents (ä is a, ß is ss), everything but letters and digits is a
space, and each word stands between two spaces: " radweg" is the start of a word and " radweg "
a whole one, each of them a plain part of the text.

Umlauts that are written ae, oe, ue stay as they are here. Folded as well they would break words
that only look so: "Bioenergie" would hold no "energie" any more, "Klimaerfolg" no "erfolg". Both
spellings are looked for instead (`spellings`), which can only find too much, and rarely does.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

_ODD = str.maketrans({"æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d"})
# Where a word may be divided, and nothing that is said: soft hyphens, spaces of no width.
_UNSEEN = re.compile("[\u00ad\u200b-\u200d\u2060\ufeff]")
_ACCENTS = re.compile("[\u0300-\u036f]")
_INNER = re.compile(r"(?<=[a-z])[*:_/](?=innen\b|in\b)")
_WORDS = re.compile(r"[^\W_]+")
# No German word has an umlaut behind these: "neue", "Bauen", "Quelle".
_DIGRAPH = re.compile(r"[ao]e|(?<![aeqou])ue")
# Where it is none: "Poesie", "aktuell", "Israel".
_NO_UMLAUT = re.compile(
    r"poe[st]|aero|koe[xf]|soest|hoe$|oeco|oeuv|israel|raphael|michael|samuel|manuel|virtue|statue"
    r"|(?<=[tdnx])uell"
)


def fold(text: str) -> str:
    """Return the words of a text between spaces; a text without words is one space."""
    return f" {' '.join(words_of(text))} " if text else " "


def words_of(text: str) -> list[str]:
    """Return the folded words of a text in their order."""
    return _WORDS.findall(_plain(text))


def spelt(text: str) -> Iterator[tuple[str, str]]:
    """Yield each word of a text, folded, and as it is written there."""
    for written in _WORDS.findall(unicodedata.normalize("NFC", _UNSEEN.sub("", text))):
        for word in words_of(written):
            yield word, written


def placed(text: str) -> Iterator[tuple[str, int, int]]:
    """Yield each word of a text, folded, with where it starts and ends there."""
    for found in re.finditer(r"(?:[^\W_]|[\u0300-\u036f\u00ad\u200b-\u200d\u2060])+", text):
        word = "".join(words_of(found.group()))
        if word:
            yield word, *found.span()


def spellings(word: str) -> tuple[str, ...]:
    """Return in which folded forms a word may stand in a text, by how somebody typed it."""
    (folded,) = words_of(word) or ("",)
    forms = [folded]
    if not _NO_UMLAUT.search(folded):
        forms.append(_DIGRAPH.sub(lambda found: found.group()[0], folded))
    dotted = unicodedata.normalize("NFC", word.casefold())
    forms += words_of(re.sub("[äöü]", lambda found: _SPELT_OUT[found.group()], dotted))
    return tuple(dict.fromkeys(form for form in forms if form))


_SPELT_OUT = {"ä": "ae", "ö": "oe", "ü": "ue"}


def _plain(text: str) -> str:
    lowered = _UNSEEN.sub("", text).casefold().translate(_ODD)
    return _INNER.sub("", _ACCENTS.sub("", unicodedata.normalize("NFKD", lowered)))
