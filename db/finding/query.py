"""Query: what somebody typed, taken apart into what has to stand in a text.

Words are folded and stemmed, and a stem may stand anywhere in a word: "Radweg" is in
"Radwegeförderung", and "Haus" in "Häuser". A short one may only begin or end a word, or it would be
in too many; one of two letters is a word of its own. What stands in quotes stands so in the text;
"-wort" must not. Words that say nothing ("Zuschuss für …") are left out where others are left.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from db.finding.fold import spellings, words_of
from db.finding.lexicon import NEVER_IN, SAYING_NOTHING, WORDS_ALIKE
from db.finding.stems import SHORTEST, stem

LONGEST = 300  # characters of a query that are read
MOST = 10  # words of it that must be found
ANYWHERE_FROM = 5  # letters of a stem that may stand inside of a word
INSIDE = 2  # the step of what stands inside of a word
_ENDINGS = ("", "e", "en", "er", "ern", "es", "n", "s", "se", "sen")  # "Elektrobusse", too
_SHORT_ENDINGS = (" ", "e", "n ", "s ", "se")  # one of them is where one of those is
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
        if self.base not in text:
            return None
        for beginning in self.never:
            if beginning in text:
                text = text.replace(beginning, " ")
        for step, parts in ((0, self.whole), (1, self.start), (INSIDE, self.inside)):
            for part in parts:
                if part in text:
                    return step
        return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sought:
    """One word or phrase that was typed, and in which ways it may stand; `alike` mean the same."""

    typed: str
    own: tuple[Pattern, ...]
    alike: tuple[Pattern, ...] = ()

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
    """What must be found, and what must not."""

    sought: tuple[Sought, ...] = ()
    excluded: tuple[Sought, ...] = ()


@lru_cache(maxsize=256)  # whoever marks what was found asks once for each text
def query_of(typed: str) -> Query:
    """Take apart what somebody typed; whatever it is, it is something or nothing to search for."""
    sought: dict[tuple[str, ...], Sought] = {}
    excluded: dict[tuple[str, ...], Sought] = {}
    for minus, quoted, word in _TYPED.findall(typed[:LONGEST]):
        words = words_of(quoted or word)
        if words:
            into = excluded if minus else sought
            one = Sought(typed=quoted, own=(_phrase(words),)) if quoted else sought_for(word)
            into.setdefault(tuple(words), one)
    telling = {
        words: one
        for words, one in sought.items()
        if len(words) > 1 or words[0] not in SAYING_NOTHING
    }
    return Query(
        sought=tuple((telling or sought).values())[:MOST],
        excluded=tuple(excluded.values())[:MOST],
    )


def sought_for(word: str) -> Sought:
    """Return the ways in which a word may stand, by itself and as words that mean the same."""
    own = tuple(_patterns(word))
    others = (pattern for other in alike(word) for pattern in _patterns(other))
    return Sought(typed=word, own=own, alike=tuple(one for one in dict.fromkeys(others)))


def alike(word: str) -> tuple[str, ...]:
    """Return the words that mean the same as one, or are of its kind."""
    return _alike_by_stem().get(_key(word), ())


def _patterns(word: str) -> Iterator[Pattern]:
    words = words_of(word)
    if len(words) != 1:
        if words:
            yield _phrase(words, open_ended=True)
        return
    for form in spellings(word):
        yield _pattern(form)


def _pattern(form: str) -> Pattern:
    if len(form) < SHORTEST:
        return Pattern(base=f" {form} ", whole=(f" {form} ",))
    base = stem(form)
    whole = tuple(dict.fromkeys(f" {one} " for one in (form, base)))
    never = tuple(f" {one}" for one in NEVER_IN.get(base, ()))
    if len(base) >= ANYWHERE_FROM:
        return Pattern(base=base, whole=whole, start=(f" {base}",), inside=(base,), never=never)
    ends = tuple(f"{base}{ending} " for ending in _ENDINGS)
    return Pattern(base=base, whole=whole, start=(f" {base}",), inside=ends, never=never)


def _phrase(words: list[str], *, open_ended: bool = False) -> Pattern:
    """Return how words stand side by side; open-ended with the endings that they may have there."""
    exact = f" {' '.join(words)} "
    if not open_ended or len(words[-1]) < SHORTEST:
        return Pattern(base=exact, whole=(exact,))
    first, *between, last = words
    firsts = [first]
    if len(first) >= ANYWHERE_FROM:
        firsts += [stem(first) + ending for ending in _ENDINGS if stem(first) + ending != first]
    start = tuple(f" {' '.join((one, *between, stem(last)))}" for one in firsts)
    return Pattern(base=f" {stem(last)}", whole=(exact,), start=start)


def _key(word: str) -> str:
    return " ".join(stem(min(spellings(one), key=len)) for one in words_of(word))


@cache
def _alike_by_stem() -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for group in WORDS_ALIKE:
        for word in group.words:
            others = [one for one in (*group.words, *group.kinds) if one != word]
            found.setdefault(_key(word), []).extend(others)
    return {key: tuple(dict.fromkeys(words)) for key, words in found.items()}
