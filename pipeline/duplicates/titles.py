"""Titles: what a title names, told apart from the year, the round and the usual words."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, pairwise

from rapidfuzz import fuzz

from pipeline.duplicates.words import (
    COMMON_SHORT,
    COUNTED,
    FIELD_ENDINGS,
    FIELDS,
    FIRST,
    FUNDS,
    GENERIC,
    LAENDER,
    ORDINALS,
    ROMAN,
    ROUND,
    UMBRELLA,
)

_MONTH = (
    "januar|februar|märz|april|mai|juni|juli|august|september|oktober|november|dezember"
)  # fmt: skip
_DAY = re.compile(rf"\b\d{{1,2}}\.\s*(?:(?:{_MONTH})\b|\d{{1,2}}\.)(?:\s*20\d\d)?", re.IGNORECASE)
_AMOUNT = re.compile(r"\b[\d.,]+\s*(?:mio\.?|millionen|mrd\.?|milliarden|euro|€|prozent|%)", re.I)
_PERIOD = re.compile(r"\b(20\d\d)\s*(?:-|–|—|\?|bis)\s*(20\d\d)\b")
_YEAR = re.compile(r"\b20\d\d\b")
_BRACKET = re.compile(r"\(([^()]*)\)?")
_QUOTED = re.compile(r"[„“\"»]([^„“”\"«»]{4,})[“”\"«]")
_WORD = re.compile(r"[a-z0-9]+")
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue"})
_ENDING = re.compile(r"(?:ern|en|er|es|em|e|n|s)$")
CLOSE = 90  # two spellings of one word, after cutting its ending
_HEAD = re.compile(r"^[^:–]{4,}?(?=:| – )")
# What a funding is called behind its subject: "Nahmobilitätsrichtlinie", "Sportstättenförderung".
_SUFFIX = re.compile(
    r"s?(?:(?:foerder)?(?:richtlini|programm|grundsaetz)|foerderung|preis?|wettbewerb"
    r"|massnahm)\w{0,2}$"
)
# What it says it is, as a word or behind its subject.
_SORT = re.compile(r"(preis|wettbewerb|foerderung|programm|richtlini)\w{0,2}$")
_PRIZES = frozenset({"preis", "wettbewerb"})
_TAIL = re.compile(r"(?::\s| – )([^:–]{4,})$")
_ROOTED = 10  # letters of a word whose ending says that it is an act
_PART = 5  # letters of a word inside a compound
_LINKING = 3  # letters between the two: "Brachfläch-en-recycling"
_BARE = 5  # letters that must be left of such a word
# "KRL", "KIP Kita", "BULEplus": at least two capitals in one word, of three at most.
_TWO_CAPITALS = re.compile(r"[A-ZÄÖÜ][\w.+-]*[A-ZÄÖÜ]")
_SHORT_WORDS = 3
_FIRST = re.compile(r"^\s*([^\s:–]{2,})(?=:| – )")
_FUND = re.compile(r"\b(ESF|Erasmus)\s?(?:\+|plus\b)", re.IGNORECASE)  # their plus is no round
_HYPHENED = re.compile(r"\b\w+(?:-\w+)+")
_CAPITALS = re.compile(r"\b[A-ZÄÖÜ]{4,}\b")
# How many letters make one word, or several, a name and not just a word.
ONE_WORD, SEVERAL_WORDS = 10, 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Title:
    """A title taken apart.

    `tokens` are the words that name it, without endings; `asides` those in brackets. `names`
    are what it quotes as its own name, `brackets` the special names in brackets, `head` and
    `tail` what stands before and, in several words, after its colon or dash, `short` what it says
    it is called for short, in brackets, quoted or before a dash, `capitals` the words it writes in
    capitals, `joined` its hyphened words as one, with their parts. `years` and `marks` (numbers,
    numerals, single letters, a plus) tell rounds and parts apart;
    `period` is a funding period such as 2021 to 2027. `counted` are the marks in brackets,
    `funds` what it says the money comes from, `prize` whether it says that it is one, or that it
    is a programme; None where it says neither or both. `round` says that it speaks of a call or
    a beginning.
    """

    text: str
    tokens: tuple[str, ...]
    asides: frozenset[str]
    names: frozenset[str]
    brackets: frozenset[str]
    head: frozenset[str]
    tail: frozenset[str]
    short: frozenset[str]
    capitals: frozenset[str]
    joined: Mapping[str, tuple[str, ...]]
    years: frozenset[int]
    marks: frozenset[str]
    period: tuple[int, int] | None
    counted: frozenset[str]
    funds: frozenset[str]
    prize: bool | None
    round: bool

    @property
    def core(self) -> str:
        """The naming words in alphabetical order, for comparing and blocking."""
        return " ".join(sorted(self.tokens))

    @property
    def bare(self) -> str:
        """The core without the words for a funding that are grown together with its subject."""
        return " ".join(sorted({_bare(word) for word in self.tokens}))

    @property
    def all_words(self) -> str:
        """The naming words with those in brackets, for finding what may be the same."""
        return " ".join(sorted({_bare(word) for word in (*self.tokens, *self.asides)}))

    @property
    def distinctive(self) -> bool:
        """Whether the name is special enough to prove something by itself."""
        return _distinctive(self.tokens)

    @property
    def telling(self) -> bool:
        """Whether the name is special enough for a question."""
        return _distinctive(map(_bare, self.tokens), one_word=8)

    def says(self, names: Iterable[str]) -> bool:
        """Whether one of another's names of several words stands here as it is, between others.

        No naming word may stand beside it: "Starke Heimat" is not "Heimat".
        """
        words = _words(self.text)
        for name in map(str.split, names):
            for start in range(len(words) - len(name) + 1) if len(name) > 1 else ():
                end = start + len(name)
                beside = words[max(0, start - 1) : start] + words[end : end + 1]
                if words[start:end] == name and not _naming(beside, LAENDER):
                    return True
        return False

    @property
    def called(self) -> frozenset[str]:
        """What the entry is called: the names it quotes, or all of its words."""
        whole = " ".join(self.tokens)
        return self.names | (frozenset({whole}) if self.distinctive else frozenset())


def read_title(text: str, area_words: Iterable[str] = ()) -> Title:
    """Take a title apart. `area_words` are folded words that only repeat the entry's area."""
    plain = _FUND.sub(r"\1", unicodedata.normalize("NFC", text))
    plain = _AMOUNT.sub(" ", _DAY.sub(" ", plain))
    period = _PERIOD.search(plain)
    plain = _PERIOD.sub(" ", plain)
    years = frozenset(int(year) for year in _YEAR.findall(plain))
    plain = _YEAR.sub(" ", plain)
    noise = LAENDER | frozenset(area_words)
    outside = _BRACKET.sub(" ", plain)
    main, aside = _words(outside), _words(" ".join(_BRACKET.findall(plain)))
    head = _HEAD.match(outside)
    return Title(
        text=text,
        tokens=_naming(main, noise) or _naming(aside, noise),
        asides=frozenset(_naming(aside, noise)),
        names=_spelled(_own(plain), noise),
        brackets=_spelled(_BRACKET.findall(plain), noise),
        head=_spelled([head[0]] if head else [], noise),
        tail=frozenset(one for one in _spelled(_TAIL.findall(outside), noise) if " " in one),
        short=frozenset(_short_names(plain, noise)),
        capitals=frozenset(_naming(_words(" ".join(_CAPITALS.findall(outside))), noise)),
        joined=dict(_joined(outside, noise)),
        years=years,
        marks=frozenset(filter(None, map(_mark, [*main, *_part(main, plain)]))) | _plus(outside),
        period=(int(period[1]), int(period[2])) if period else None,
        counted=frozenset(filter(None, map(_count, aside))),
        funds=frozenset(filter(None, map(_fund, (*main, *aside)))),
        prize=_is_prize(main),
        round=not ROUND.isdisjoint(main),
    )


def same_words(one: Title, other: Title) -> bool:
    """Whether two titles are made of the same naming words, whatever their order and endings."""
    if one.tokens == other.tokens:
        return bool(one.tokens)
    return not left_over(one, other) and not left_over(other, one)


def same_spelling(one: Title, other: Title) -> bool:
    """Whether the naming words are the same also as compounds: "Sportrichtlinie" is not "Sport"."""
    theirs = (other.tokens, other.asides), (one.tokens, one.asides)
    return all(
        any(_spelled_alike(word, candidate) for candidate in chain(*words))
        for title, words in zip((one, other), theirs, strict=True)
        for word in title.tokens
    )


def told_apart(one: Title, other: Title) -> bool:
    """Whether both say of themselves what the other does not: two parts of one, or two sorts.

    They do so by their words, in brackets ("(Investiv)", "(Personal)"), by their funds, or as
    prize and programme.
    """
    return (
        bool(left_over(one, other) and left_over(other, one))
        or (bool(one.asides and other.asides) and bool(_beside(one, other) or _beside(other, one)))
        or (bool(one.counted and other.counted) and one.counted != other.counted)
        or (bool(one.funds and other.funds) and one.funds != other.funds)
        or {one.prize, other.prize} == {True, False}
    )


def left_over(one: Title, other: Title) -> tuple[str, ...]:
    """Return the naming words of one title that the other lacks."""
    theirs = _theirs(other)
    lacking = _lacking(one.tokens, theirs)
    if lacking:
        lacking = _apart(lacking, one, other)
    # "Energie-Netzwerke" are "Energienetzwerke".
    grown = {
        part
        for whole, parts in one.joined.items()
        if any(_alike(whole, candidate) for candidate in theirs)
        for part in parts
    }
    return tuple(word for word in lacking if word not in grown)


def _apart(lacking: list[str], one: Title, other: Title) -> list[str]:
    """Return the words that are not grown together on one side: "Recycling von Brachflächen"."""
    made = [pair for word in other.tokens if (pair := _made_of(word, one.tokens))]
    parts = set(chain(*made))
    return [word for word in lacking if word not in parts and not _made_of(word, other.tokens)]


def _made_of(word: str, words: Iterable[str]) -> tuple[str, str] | None:
    """Return the two words that a compound is made of, if it is made of two of these."""
    parts = [one for one in words if len(one) >= _PART and one != word]
    for first in parts:
        for last in parts:
            linking = len(word) - len(first) - len(last)
            if 0 <= linking <= _LINKING and word.startswith(first) and word.endswith(last):
                return first, last
    return None


def likeness(one: Title, other: Title) -> float:
    """Return how alike two titles are, 0 to 100, whatever the order of their words."""
    return fuzz.token_sort_ratio(one.core, other.core)


def _theirs(other: Title) -> tuple[str, ...]:
    return (*other.tokens, *other.asides, *other.joined, *chain(*other.joined.values()))


def _lacking(words: Iterable[str], theirs: Iterable[str]) -> list[str]:
    return [word for word in words if not any(_alike(word, candidate) for candidate in theirs)]


def _beside(one: Title, other: Title) -> list[str]:
    return _lacking(one.asides, _theirs(other))


def _alike(one: str, other: str) -> bool:
    return (
        _spelled_alike(one, other)
        or _spelled_alike(_bare(one), _bare(other))
        or _spelled_alike(_root(one), _root(other))
    )


def _spelled_alike(one: str, other: str) -> bool:
    return one == other or (min(len(one), len(other)) > 5 and fuzz.ratio(one, other) >= CLOSE)


@lru_cache(maxsize=4096)
def _bare(word: str) -> str:
    """Return a word without what only says that it is a funding."""
    cut = _SUFFIX.sub("", word)
    return _stem(cut) if len(cut) >= _BARE else word


def _root(word: str) -> str:
    """Return what "Modernisierung" and "modernisieren" have in common."""
    return word.removesuffix("ung") if len(word) >= _ROOTED else word


def _short_names(text: str, noise: frozenset[str]) -> Iterator[str]:
    """Yield what a title says it is called for short, as words that name."""
    first = _FIRST.match(text)
    brackets = _BRACKET.findall(text)
    short = [*filter(_is_short, [*brackets, *([first[1]] if first else [])]), *_own(text)]
    # One word for a funding is a name, too: "(Abwasserrichtlinie)".
    short += [one for one in brackets if " " not in one.strip() and _SUFFIX.search(_fold(one))]
    for written in short:
        name = " ".join(sorted(set(map(_bare, _naming(_words(written), noise)))))
        if len(name) > 2 and name not in COMMON_SHORT:
            yield name


def _is_short(written: str) -> bool:
    return len(written.split()) <= _SHORT_WORDS and bool(_TWO_CAPITALS.search(written))


def _joined(text: str, noise: frozenset[str]) -> Iterator[tuple[str, tuple[str, ...]]]:
    for written in _HYPHENED.findall(text):
        parts = _naming(_words(written), noise)
        if len(parts) > 1:
            yield _stem("".join(_words(written))), parts


def _part(main: list[str], text: str) -> Iterator[str]:
    """Yield what a bracket counts: "(Teil II)", "(2. Förderaufruf)", "(Modul B: Beratung)".

    Outside of brackets the first is counted, too: "erster Aufruf".
    """
    brackets = list(map(_words, _BRACKET.findall(text)))
    for words in brackets:
        if all(word in COUNTED or _mark(word) for word in words):
            yield from map(_count, words)
    for words in (main, *brackets):
        for one, following in pairwise(words):
            if one in COUNTED:
                yield _count(following)
            if following in COUNTED:
                yield _count(one)


def _words(text: str) -> list[str]:
    return _WORD.findall(_fold(text))


def _fold(text: str) -> str:
    folded = text.casefold().translate(_UMLAUTS)
    return unicodedata.normalize("NFKD", folded).replace("\u00ad", "").replace("ß", "ss")


def _naming(words: Iterable[str], noise: frozenset[str]) -> tuple[str, ...]:
    return tuple(
        dict.fromkeys(
            stem
            for word in words
            if word not in GENERIC and word not in ROUND and not _mark(word) and word != "plus"
            if (stem := _stem(word)) not in noise and word not in noise
        )
    )


def _stem(word: str) -> str:
    stem = _ENDING.sub("", word) if len(word) > 5 else word
    return "kommun" if stem == "kommunal" else stem  # "für Kommunen" is "kommunal"


def _mark(word: str) -> str:
    """Return what tells rounds and parts apart: a number, a numeral, a letter; else nothing."""
    if word.isdigit() or word in ROMAN or len(word) == 1:
        return word
    return ORDINALS.get(word, "")


def _count(word: str) -> str:
    """Return the mark of a word in brackets, where also the first is told from the second."""
    return "1" if word in FIRST else _mark(word)


def _fund(word: str) -> str:
    """Return where a word says that the money comes from: a fund, Bund or Land; else nothing."""
    return word if word in FUNDS else word[:6] if word.startswith(("bundes", "landes")) else ""


def _is_prize(words: Iterable[str]) -> bool | None:
    said = {sort in _PRIZES for word in words for sort in _SORT.findall(word)}
    return said.pop() if len(said) == 1 else None


def _plus(text: str) -> frozenset[str]:
    return frozenset({"+"} if re.search(r"\w\+|\bplus\b", text, re.IGNORECASE) else ())


def _own(text: str) -> list[str]:
    """Return the quoted names that are the entry's own, not those of the programme above it."""
    return [
        found[1]
        for found in _QUOTED.finditer(text)
        if not any(word in text[: found.start()].casefold()[-60:] for word in UMBRELLA)
        or not _naming(_words(text[: found.start()]), LAENDER)
    ]


def _spelled(names: Iterable[str], noise: frozenset[str]) -> frozenset[str]:
    """Return each special name as it is written and cut to its naming words."""
    words = [
        spelling for name in names for spelling in (_words(name), _naming(_words(name), noise))
    ]
    return frozenset(" ".join(one) for one in words if _distinctive(one))


def _distinctive(words: Iterable[str], one_word: int = ONE_WORD) -> bool:
    words = list(words)
    if len(words) == 1:
        special = words[0] not in _FIELDS and not words[0].endswith(_ENDINGS)
        return special and len(words[0]) >= one_word
    return sum(map(len, words)) >= SEVERAL_WORDS


_ENDINGS = tuple(map(_stem, FIELD_ENDINGS))
_FIELDS = FIELDS | frozenset(map(_stem, FIELDS))
