"""Query: what somebody typed, taken apart into what has to stand in a text.

Words are folded and stemmed, and a stem may stand anywhere in a word: "Radweg" is in
"Radwegeförderung", and "Haus" in "Häuser". A short one may only begin or end a word, or it would be
in too many; one of two letters is a word of its own. What stands in quotes stands so in the text;
"-wort" must not. Words that say nothing ("Zuschuss für …") are left out where others are left.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from itertools import islice

from db.finding.compounds import stands_in, starts_of
from db.finding.fold import fold, spellings, words_of
from db.finding.lexicon import (
    LINES,
    LITTLE_AT_ENDS,
    NEVER_IN,
    SAYING_LITTLE,
    SAYING_NOTHING,
    SAYING_WHERE,
    Line,
)
from db.finding.stems import SHORTEST, stem

LONGEST = 300  # characters of a query that are read
MOST = 10  # words of it that must be found
ANYWHERE_FROM = 5  # letters of a stem that may stand inside of a word
INSIDE = 2  # the step of what stands inside of a word
_ENDINGS = ("", "e", "en", "er", "ern", "es", "n", "s", "se", "sen")  # "Elektrobusse", too
_MAKING_OTHER = re.compile(r"(ig)?keit|heit|schaft")
_ADJECTIVE = re.compile(r"e[mnrs]?$")
_ENDINGS_OF_FIRST = ("", "e", "em", "en", "er", "es", "n", "s")
_SHORT_ENDINGS = (" ", "e", "n ", "s ", "se")  # one of them is where one of those is
_LINKS = ("", "s", "es", "n", "en", "er", "e")  # between the parts of a word
_SHORTEST_GUESSED = 4  # letters of a part, where nothing says that it is one
_SHORTEST_END = 5  # letters of an end that is but a kind of something
_VERB = 7
_CUT = 2
_SHORT_NAME = 3
_MOST_SAID = 6
_TYPED = re.compile(r'(-?)(?:["„“”»«]([^"„“”»«]*)["„“”»«]?|([^\s"„“”»«]+))')


@dataclass(frozen=True, slots=True, kw_only=True)
class Pattern:
    """One way in which a word may stand in a folded text: each entry is a part of the text.

    `base` is in each text that may hold it. `whole` are the word by itself, `start` begin a word
    with it, `inside` are any other place. Words that begin with one of `never` do not count.
    """

    base: str
    whole: tuple[str, ...]
    start: tuple[str, ...] = ()
    inside: tuple[str, ...] = ()
    never: tuple[str, ...] = ()

    @property
    def is_phrase(self) -> bool:
        """Whether it is several words side by side."""
        return " " in self.whole[0].strip()

    @property
    def indexed(self) -> tuple[str, ...]:
        """Parts of which one is in each text that may hold it, and in few others."""
        if not self.inside or self.base in self.inside:
            return (self.base,)
        return (f" {self.base}", *(f"{self.base}{end}" for end in _SHORT_ENDINGS))

    @property
    def anywhere(self) -> tuple[str, ...]:
        """All parts, the widest first."""
        return (*self.inside, *self.start, *self.whole)

    def step_in(self, text: str) -> int | None:
        """Say how well a folded text holds it: whole, at a start, inside; None for not at all."""
        # Plain loops: this is asked of thousands of texts, and a generator takes thrice as long.
        at: int = text.find(self.base)
        if at < 0:
            return None
        if self.is_phrase or not self.start:
            for step, parts in ((0, self.whole), (1, self.start)):
                for part in parts:
                    if part in text:
                        return step
            return None
        best: int | None = None
        while at >= 0:
            begins, ends = text.rfind(" ", 0, at + 1), text.find(" ", at + 1)
            here = self._step_in_word(text[begins + 1 : ends], at - begins - 1)
            if here is not None and (best is None or here < best):
                if here == 0:
                    return 0
                best = here
            at = text.find(self.base, at + 1)
        return best

    def _step_in_word(self, word: str, at: int) -> int | None:
        """Say how well a word holds it there."""
        if f" {word} " in self.whole:
            return 0
        for beginning in self.never:
            if word.startswith(beginning[1:]) or word.startswith(beginning[1:], at):
                return None
        if self.base not in self.inside and at and f"{word[at:]} " not in self.inside:
            return None
        return (INSIDE if at else 1) if stands_in(self.base, at, word) else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sought:
    """One word or phrase that was typed, and in which ways it may stand; `alike` mean the same.

    What is `wider` is there for it, too, and comes after. `widest` is asked where nothing else is.
    """

    typed: str
    own: tuple[Pattern, ...]
    alike: tuple[Pattern, ...] = ()
    wider: tuple[Pattern, ...] = ()
    widest: tuple[Pattern, ...] = ()
    also: tuple[str, ...] = ()  # some of the words that are searched for besides, to be told

    def widened(self, *, most: bool = False) -> Sought:
        """Return it with what is wider as what means the same."""
        more = (*self.alike, *self.wider, *(self.widest if most else ()))
        return replace(self, alike=tuple(dict.fromkeys(more)), wider=())

    @property
    def patterns(self) -> tuple[Pattern, ...]:
        """All of them."""
        return (*self.own, *self.alike)

    @property
    def indexed(self) -> tuple[str, ...]:
        """Parts of which one is in each text that may hold it, as few as there are."""
        every = dict.fromkeys(part for pattern in self.patterns for part in pattern.indexed)
        return tuple(
            one for one in every if not any(other in one for other in every if other != one)
        )

    def step_in(self, text: str) -> int | None:
        """Say how well a folded text holds it; what means the same is as good as inside."""
        best = None
        for one in self.own:
            step = one.step_in(text)
            if step is not None and (best is None or step < best):
                best = step
        if best is None:
            for one in self.alike:
                if one.step_in(text) is not None:
                    return INSIDE
        return best


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """What must be found, and what must not; what holds the `wished` as well comes first."""

    sought: tuple[Sought, ...] = ()
    excluded: tuple[Sought, ...] = ()
    wished: tuple[Sought, ...] = ()

    def widened(self) -> Query:
        """Return it with what is wider than each word."""
        return replace(self, sought=tuple(one.widened() for one in self.sought))

    @property
    def widest(self) -> Query:
        """It with all that has to do with each word."""
        return replace(self, sought=tuple(one.widened(most=True) for one in self.sought))


@lru_cache(maxsize=256)  # whoever marks what was found asks once for each text
def query_of(typed: str) -> Query:
    """Take apart what somebody typed; whatever it is, it is something or nothing to search for."""
    sought: dict[tuple[str, ...], Sought] = {}
    excluded: dict[tuple[str, ...], Sought] = {}
    for minus, quoted, word in _joined(_TYPED.findall(typed[:LONGEST])):
        words = words_of(quoted or word)
        if words:
            into = excluded if minus else sought
            one = Sought(typed=quoted, own=(_phrase(words),)) if quoted else sought_for(word)
            into.setdefault(tuple(words), one)
    said = _without(SAYING_NOTHING, sought)
    telling = _without(SAYING_LITTLE | _not_named(said), said)
    return Query(
        sought=tuple(telling.values())[:MOST],
        excluded=tuple(excluded.values())[:MOST],
        wished=tuple(one for words, one in said.items() if words not in telling)[:MOST],
    )


def _without(
    words: frozenset[str], sought: dict[tuple[str, ...], Sought]
) -> dict[tuple[str, ...], Sought]:
    """Return what is not one of these words; all of it where nothing else is left."""
    left = {key: one for key, one in sought.items() if len(key) > 1 or key[0] not in words}
    return left or sought


def _not_named(sought: dict[tuple[str, ...], Sought]) -> frozenset[str]:
    """Return the words that say how or what is done, by their small letters beside large ones.

    Whoever types nouns as they are written types "rollender Supermarkt".
    """
    if not any(one.typed[:1].isupper() for one in sought.values()):
        return frozenset()
    small = {key[0]: one.typed for key, one in sought.items() if len(key) == 1}
    return frozenset(
        word
        for word, typed in small.items()
        if typed.islower() and typed.isalpha() and _key(typed) not in _known_small()
    )


def _joined(typed: list[tuple[str, str, str]]) -> Iterator[tuple[str, str, str]]:
    """Put words together that the lexicon knows side by side: "freies WLAN"."""
    at = 0
    while at < len(typed):
        size = 1
        for more in range(_longest_phrase(), 1, -1):
            some = typed[at : at + more]
            plain = len(some) == more and not any(minus or quoted for minus, quoted, _ in some)
            if plain and _key(" ".join(word for *_, word in some)) in _known():
                size = more
                break
        if size == 1:
            yield typed[at]
        else:
            yield "", "", " ".join(word for *_, word in typed[at : at + size])
        at += size


@lru_cache(maxsize=4096)
def sought_for(word: str) -> Sought:
    """Return the ways in which a word may stand, by itself and as words that mean the same."""
    known = _look_up(word)
    foreign = known is not None and _key(word) not in _known()
    own = _patterns(word.removesuffix("s") if foreign else word)
    if known is None:
        part, *wider = _telling_parts(word) or ("",)
        # Many names of places are put together of words, too: "Vogelsbergkreis".
        return Sought(
            typed=word, own=own, widest=_all_patterns([part, *wider]), also=_told(wider, own)
        )
    above = known.above(word)
    if not known.same:
        return Sought(typed=word, own=own, wider=_all_patterns(above), also=_told(above, own))
    alike = known.alike(word)
    return Sought(
        typed=word,
        own=own,
        alike=_all_patterns(alike),
        widest=_all_patterns(above),
        also=_told((one for line in known.same for one in line.words), own),
    )


def _told(words: Iterable[str], own: tuple[Pattern, ...]) -> tuple[str, ...]:
    """Return some of these words to be told: not those that are found by the typed one anyway."""
    every = (one for one in words if all(way.step_in(fold(one)) is None for way in own))
    return tuple(islice(dict.fromkeys(every), _MOST_SAID))


def is_known(word: str) -> bool:
    """Whether the lexicon has a word, or a form of it."""
    return _look_up(word) is not None


def _look_up(word: str) -> _Known | None:
    return _known().get(_key(word)) or _known().get(_key(word.removesuffix("s")))  # "Tablets"


def _all_patterns(words: Iterable[str]) -> tuple[Pattern, ...]:
    """Return the patterns of words of the lexicon, which are as they should be.

    Umlauts are lost where words are folded, and more is where they are stemmed: nobody who looks
    for "Gründer" wants what only has a "Grund".
    """
    return tuple(
        dict.fromkeys(pattern for word in words for pattern in _patterns(word, exact=True))
    )


def _telling_parts(word: str) -> tuple[str, ...]:
    """Return what is there for a word that nobody listed, by its parts.

    What it is for says its beginning, where its end says little: "Sirenenanlage". Else what it is
    says its end: a "Stadtbücherei" is a "Bücherei". Of an end that nobody listed the beginning is
    left: "Obdachlosenunterkunft".
    """
    cuts = list(_cuts(word))
    for begin, end in cuts:
        known = _known_beginning(begin)
        if known and _base(end) in LITTLE_AT_ENDS:
            return _with_lines(known)
    for _, end in reversed(cuts):
        kind = _look_up(end) if _base(end) not in LITTLE_AT_ENDS else None
        if kind and (kind.same or len(end) >= _SHORTEST_END):
            return _with_lines(end)
    for begin, _ in cuts:
        known = _known_beginning(begin)
        if known and known not in SAYING_WHERE:
            return _with_lines(known)
    return ()


def _cuts(word: str) -> Iterator[tuple[str, str]]:
    """Yield the ways to divide a word in two, the longest beginning first."""
    parts = words_of(word)
    if len(parts) > 1:  # "Freiflächen-PV"
        for at in range(len(parts) - 1, 0, -1):
            yield " ".join(parts[:at]), " ".join(parts[at:])
        return
    folded = min(spellings(word), key=len, default="")
    starts = starts_of(folded)
    size = SHORTEST if starts else _SHORTEST_GUESSED
    for cut in range(len(folded) - size, size - 1, -1):
        if starts is None or cut in starts:
            yield folded[:cut], folded[cut:]


def _known_beginning(part: str) -> str:
    """Return the word of the lexicon that begins a compound, without what links it to the rest."""
    for link in _LINKS:
        begin = part.removesuffix(link)
        if part.endswith(link) and len(begin) >= SHORTEST and is_known(begin):
            return begin
    return ""


def _with_lines(word: str) -> tuple[str, ...]:
    known = _look_up(word) or _Known()
    return tuple(dict.fromkeys((word, *(known.alike(word) or known.above(word)))))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Known:
    """The lines of the lexicon that have a word: as one of those that mean the same, or under."""

    same: tuple[Line, ...] = ()
    under: tuple[Line, ...] = ()

    def alike(self, word: str) -> tuple[str, ...]:
        """Return the words that mean the same, and their kinds."""
        every = dict.fromkeys(
            one for line in self.same for one in (*line.words, *line.kinds) if one != word
        )
        return tuple(every)

    def above(self, word: str) -> tuple[str, ...]:
        """Return the words that it is a kind of."""
        return tuple(dict.fromkeys(one for line in self.under for one in line.words if one != word))


@lru_cache(maxsize=1 << 14)
def _patterns(word: str, *, exact: bool = False) -> tuple[Pattern, ...]:
    return tuple(_ways(word, exact=exact))


def _ways(word: str, *, exact: bool) -> Iterator[Pattern]:
    words = words_of(word)
    if len(words) != 1:
        if words:
            yield _phrase(words, open_ended=True)
        return
    for form in spellings(word):
        yield _pattern(form, exact=exact)


def _pattern(form: str, *, exact: bool) -> Pattern:
    if len(form) < SHORTEST or form in _abbreviations():
        return Pattern(base=f" {form} ", whole=(f" {form} ",))
    base = _base(form)
    if exact and len(base) <= ANYWHERE_FROM and len(form) - len(base) >= _CUT:
        base = form
    whole = tuple(dict.fromkeys(f" {one} " for one in (form, base)))
    never = tuple(f" {one}" for one in NEVER_IN.get(base, ()))
    if len(base) >= ANYWHERE_FROM:
        return Pattern(base=base, whole=whole, start=(f" {base}",), inside=(base,), never=never)
    ends = tuple(f"{base}{ending} " for ending in _ENDINGS)
    return Pattern(base=base, whole=whole, start=(f" {base}",), inside=ends, never=never)


def _base(form: str) -> str:
    """Return the part that a word has in common with its forms and with what is made of it."""
    if form.endswith("ieren") and len(form) > _VERB:  # "sanieren", "Sanierung"
        return form[:-2]
    if form.endswith("um") and len(form) > _VERB:  # "Zentrum", "Zentren"
        return form[:-2]
    # Of a compound the last part alone is stemmed, or "Ortskern" would be "Ortsk".
    last = max(starts_of(form) or (0,))
    base = form[:last] + stem(form[last:])
    # What makes another word of it stays: "Gesundheit" is not "gesund".
    return form if _MAKING_OTHER.fullmatch(form[len(base) :]) else base


def _phrase(words: list[str], *, open_ended: bool = False) -> Pattern:
    """Return how words stand side by side; open-ended with the endings that they may have there."""
    exact = f" {' '.join(words)} "
    if not open_ended or len(words[-1]) < SHORTEST:
        return Pattern(base=exact, whole=(exact,))
    first, *between, last = words
    firsts = [first]
    if len(first) >= ANYWHERE_FROM:
        begins = dict.fromkeys((stem(first), _ADJECTIVE.sub("", first)))
        firsts += [one + ending for one in begins for ending in _ENDINGS_OF_FIRST]
    start = tuple(f" {' '.join((one, *between, stem(last)))}" for one in dict.fromkeys(firsts))
    return Pattern(base=f" {stem(last)}", whole=(exact,), start=start)


def _key(word: str) -> str:
    return " ".join(_base(min(spellings(one), key=len)) for one in words_of(word))


@cache
def _known() -> dict[str, _Known]:
    """Return what the lexicon knows, by the stems of its words."""
    found: dict[str, _Known] = {}
    for line in LINES:
        same = {_key(one) for one in line.words}
        for key in same:
            known = found.get(key, _Known())
            found[key] = replace(known, same=(*known.same, line))
        for key in {_key(one) for one in (*line.kinds, *line.asked)} - same:
            known = found.get(key, _Known())
            found[key] = replace(known, under=(*known.under, line))
    return found


@cache
def _known_small() -> frozenset[str]:
    """Return what of the lexicon is written small: "barrierefrei"."""
    every = (word for line in LINES for word in (*line.words, *line.kinds, *line.asked))
    return frozenset(_key(word) for word in every if word.islower())


@cache
def _abbreviations() -> frozenset[str]:
    """Return the short names of the lexicon, which are words of their own and no part of others."""
    return frozenset(
        word.lower()
        for line in LINES
        for word in (*line.words, *line.kinds, *line.asked)
        if word.isupper() and len(word) <= _SHORT_NAME
    )


@cache
def _longest_phrase() -> int:
    return max(key.count(" ") + 1 for key in _known())
