"""Wording: crawled text made fit for one line or one paragraph, without changing its words."""

from __future__ import annotations

import re
import unicodedata
from itertools import pairwise

from db.labels import MONTHS

# Invisible inside a word: soft hyphens, byte order marks, and the marks that turn the reading
# direction round, for which a title has no use and an attacker has.
_INVISIBLE = re.compile(r"[\u00ad\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
_UNWANTED = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
_GAP = re.compile(r"\s+")
_SENTENCE_END = re.compile(r"[.!?…][“\"»)]?\s+(?=[A-ZÄÖÜ„\"»(0-9])")
_ENDED = re.compile(r"[.!?…][“\"»)]?\Z")
_HEADING_QUESTION = re.compile(r"(?:W|H)[^.!?]{0,60}\?")
# A name or a sentence in quotation marks: „Ehrenamt gewinnen. Zivilgesellschaft stärken.“
_NAMED = re.compile(r"„[^„“]{1,200}“")
# An item of a list says what it says below its heading, and not alone. A number is the mark of
# one only where another one is.
_ITEM = re.compile(r"[•·▪*–-]\s")
_NUMBERED = re.compile(
    rf"(?:§|Nr\.) ?\d+|\(?(?:\d{{1,2}}|[a-z])\)\s|\d{{1,2}}\.\s(?!(?:{'|'.join(MONTHS)})\b|\d)"
)
# The way to a page, which stands above it: "Sie sind hier: Startseite > Förderung".
_WAY = re.compile(r"Sie sind hier|(?:^|\S) (?:>|›|»|\||/) \S.* (?:>|›|»|\||/) ")
WORDS_OF_A_HEADING = 4
# The number of a section before its sentence: "4.1 Die Stadt gewährt …", "(1) Gefördert wird …".
_SECTION = re.compile(r"(?:\d{1,2}(?:\.\d{1,2})+\.?|\(\d{1,2}\)) (?=[A-ZÄÖÜ])")
# What a sentence has and a heading has not: by its ending, and where it stands. Of words in -en
# the one before a noun is its adjective, but for one behind another noun.
_VERB = re.compile(
    r"\b(?:sind|werden|wurden?|sollen?|kann|darf|will|is|are|supports?|funds?|provides?|offers?"
    r"|(?!(?:mit|nicht|selbst|statt|seit|samt|gut|dort|jetzt|sonst|meist|erst|fast|weit|bereit"
    r"|oft|insgesamt|zuletzt|damit|somit|soweit|derzeit|jederzeit|direkt|konkret)\b)[a-zäöüß]+t"
    r"|(?!(?:zwischen|gegen|wegen|neben|sieben|denen|einen|keinen|seinen|ihren|diesen|allen"
    r"|jeden|unseren|anderen|weiteren)\b)[a-zäöüß]{2,}en(?! [A-ZÄÖÜ„]))\b"
    r"|\b[A-ZÄÖÜ][\w-]+ [a-zäöüß]{3,}en\b"
)
# A full stop after these ends no sentence.
_ABBREVIATED = re.compile(
    r"(?:\b(?:[A-Za-zÄÖÜäöü]|[IVX]+|\d+|Abs|Art|bzw|ca|Dr|etc|evtl|ggf|gem|inkl|max|mind|Mio|Mrd|Nr"
    r"|Prof|rd|s\.o|sog|St|Str|Tel|usw|vgl|zzgl))\.\s*$"
)


def has_verb(text: str) -> bool:
    """Whether a text has a verb that a sentence is made of: a heading has none."""
    return bool(_VERB.search(text))


def one_line(text: str, limit: int = 0) -> str:
    """Return the text on one line without control characters, cut at a word to `limit`."""
    visible = _INVISIBLE.sub("", unicodedata.normalize("NFC", text))
    plain = _GAP.sub(" ", _UNWANTED.sub(" ", visible)).strip()
    return cut(plain, limit) if limit else plain


def cut(text: str, limit: int) -> str:
    """Return at most `limit` characters, cut between words, with … where something is left out."""
    if len(text) <= limit:
        return text
    head = text[: limit - 2]
    whole_words, gap, _rest = head.rpartition(" ")
    kept = whole_words if gap and len(whole_words) > limit // 2 else head
    return kept.rstrip(" ,;:–-") + " …"


def first_sentences(text: str, count: int = 2, limit: int = 320) -> str:
    """Return the first sentences of a text, whole ones where they fit into `limit`.

    The text's blocks end where they end: a heading never runs into the sentence below it.
    """
    line = " ".join(_blocks_as_sentences(text))
    ends = _sentence_ends(line)
    fitting = [end for end in ends[:count] if end <= limit]
    if len(ends) < count and len(line) <= limit:
        return line
    return line[: fitting[-1]].rstrip() if fitting else cut(line, limit)


def sentences(text: str) -> list[str]:
    """Return the sentences of a text, without its headings and lists."""
    found = []
    for block in _blocks_as_sentences(text):
        ends = [0, *_sentence_ends(block), len(block)]
        found += [block[start:end].strip() for start, end in pairwise(ends)]
    return [part for part in found if part]


def sentence_with(text: str, words: str, limit: int) -> str:
    """Return the sentence of a text in which some words stand; "" where none has them."""
    words = one_line(words)
    for line in map(one_line, text.splitlines()):
        place = line.find(words)
        if place >= 0:
            ends = _sentence_ends(line)
            start = max((end for end in ends if end <= place), default=0)
            stop = min((end for end in ends if end >= place + len(words)), default=len(line))
            return cut(line[start:stop].strip(), limit)
    return ""


def _sentence_ends(line: str) -> list[int]:
    named = [match.span() for match in _NAMED.finditer(line)]
    return [
        match.end()
        for match in _SENTENCE_END.finditer(line)
        if not _ABBREVIATED.search(line, 0, match.end())
        if not any(start < match.end() < end for start, end in named)
    ]


def _blocks_as_sentences(text: str) -> list[str]:
    """Return the blocks of a text without its headings, questions above answers and lists.

    Where it has no sentence at all, its first block stands for it. A first block that is a
    sentence but for its full stop gets one.
    """
    lines = [block for line in text.splitlines() if (block := one_line(line))]
    blocks = [
        _SECTION.sub("", block, count=1) if _SECTION.match(block) else block for block in lines
    ]
    numbered = sum(bool(_NUMBERED.match(block)) for block in blocks) > 1
    kept = [
        block
        for place, block in enumerate(blocks)
        if (_ENDED.search(block) and not _HEADING_QUESTION.fullmatch(block))
        or (place == 0 and block.count(" ") >= WORDS_OF_A_HEADING and not _WAY.search(block))
        if not (_ITEM.match(block) or (numbered and _NUMBERED.match(block)))
    ] or blocks[:1]
    if len(kept) > 1 and not _ENDED.search(kept[0]):
        kept[0] += "."
    return kept


def joined(parts: tuple[str, ...] | list[str], last: str = "und") -> str:
    """Return "a, b und c"."""
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} {last} {parts[-1]}"
