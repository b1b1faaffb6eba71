"""Pair: two entries, and what every rule asks of them."""

from __future__ import annotations

from dataclasses import dataclass

from crawlers.items import Kind
from pipeline.duplicates.places import Reach, reach
from pipeline.duplicates.profile import Profile
from pipeline.duplicates.rounds import Timing, timing
from pipeline.duplicates.titles import (
    Title,
    left_over,
    likeness,
    same_spelling,
    same_words,
    told_apart,
)

A_WORD_OF_ITS_OWN = 14  # letters
FEW_WORDS = 2  # so many more around a name may be about it


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """A pair, and what every rule asks of it."""

    a: Profile
    b: Profile
    reach: Reach
    timing: Timing
    same_name: bool
    likeness: float
    common_funder: bool
    cites: bool
    common_guideline: bool

    @classmethod
    def of(cls, a: Profile, b: Profile) -> Pair:
        """Ask of two entries all that the rules need."""
        return cls(
            a=a,
            b=b,
            reach=reach(a.areas, b.areas),
            timing=timing(a, b),
            same_name=same_words(a.title, b.title),
            likeness=likeness(a.title, b.title),
            common_funder=bool(
                a.funders & b.funders
                or (not a.funders and a.publishers & b.funders)
                or (not b.funders and b.publishers & a.funders)
            ),
            cites=a.cites(b) or b.cites(a),
            common_guideline=bool(a.guidelines & b.guidelines),
        )

    @property
    def kinds(self) -> set[str]:
        """Programme, call or event: one of them, or two."""
        return {side(self.a.kind), side(self.b.kind)}

    @property
    def linked(self) -> bool:
        """Whether one links to the other, or both cite one guideline."""
        return self.cites or self.common_guideline

    @property
    def proof(self) -> tuple[float, ...]:
        """What speaks for the two, the strongest first: the larger, the better the bond."""
        one_page = bool(self.a.page) and self.a.page == self.b.page
        return self.same_name, one_page or self.linked, self.common_funder, self.likeness

    @property
    def funders_differ(self) -> bool:
        """Whether both name their funders, we know them all, and none is common."""
        known = self.a.known_funders and self.b.known_funders
        return known and not self.a.funders & self.b.funders

    @property
    def distinctive(self) -> bool:
        """Whether both names are special enough to prove something."""
        return self.a.title.distinctive and self.b.title.distinctive

    @property
    def told_apart(self) -> bool:
        """Whether both titles say of themselves what the other does not."""
        return told_apart(self.a.title, self.b.title)

    @property
    def exact_name(self) -> bool:
        """Whether the same name is also spelled the same, and nothing beside it differs.

        A compound is not its first half: "Kulturpreis" is not "Kulturförderung".
        """
        alike = self.same_name and same_spelling(self.a.title, self.b.title)
        return alike and not self.told_apart

    @property
    def common_name(self) -> bool:
        """Whether one is called what the other is called, begins with or quotes.

        What follows a colon is such a name only where a source names no funder, and not beside
        another such: two measures may both be about "Modernisierung im Bestand".
        """
        first, second = self.a.title, self.b.title
        named = first.called & (second.called | second.head) or second.called & first.head
        if named or first.says(second.names) or second.says(first.names):
            return True
        # "Kampagne „Gemeinsam aktiv“ – Qualifizierung" is "Qualifizierung (Gemeinsam aktiv)".
        if first.names & second.brackets or second.names & first.brackets:
            return bool(set(first.tokens) & set(second.tokens))
        follows = first.tail & (second.called | second.head) or second.tail & (
            first.called | first.head
        )
        return self.silent and bool(follows or _heads(first, second) or _heads(second, first))

    @property
    def silent(self) -> bool:
        """Whether one of the two names no funder."""
        return not (self.a.funders and self.b.funders)

    @property
    def short_name(self) -> bool:
        """Whether one is called what the other says it is called for short.

        Capitals inside a title may name what stands above both: one more word must be common.
        """
        first, second = self.a.title, self.b.title
        if {first.core, first.bare} & second.short or {second.core, second.bare} & first.short:
            return True
        inside = first.capitals & second.short or second.capitals & first.short
        return bool(inside) and len(left_over(first, second)) < len(set(first.tokens) - inside)

    @property
    def contained(self) -> bool:
        """Whether all of one title stands in the other, brackets included; not a mere word."""
        first, second = self.a.title, self.b.title
        return (first.distinctive and not left_over(first, second)) or (
            second.distinctive and not left_over(second, first)
        )

    @property
    def inside(self) -> bool:
        """Whether one title has no naming word that the other lacks, and has one at all."""
        first, second = self.a.title, self.b.title
        return bool(
            (first.tokens and not left_over(first, second))
            or (second.tokens and not left_over(second, first))
        )

    @property
    def common_words(self) -> int:
        """How many naming words of the shorter title the other has as well."""
        first, second = self.a.title, self.b.title
        return min(
            len(one.tokens) - len(left_over(one, other))
            for one, other in ((first, second), (second, first))
        )

    @property
    def opposite(self) -> bool:
        """Whether one is for what the other is not for: "Wohngebäude" and "Nichtwohngebäude"."""
        first, second = self.a.title, self.b.title
        own = {*left_over(first, second), *left_over(second, first)}
        return any(f"nicht{word}" in own for word in own)

    @property
    def more_words(self) -> int:
        """How many naming words the longer title has that the other lacks."""
        first, second = self.a.title, self.b.title
        return len(left_over(first, second)) + len(left_over(second, first))

    @property
    def fewest_words(self) -> int:
        """How many naming words the shorter title has."""
        return min(len(self.a.title.tokens), len(self.b.title.tokens))


def _heads(one: Title, other: Title) -> bool:
    """Whether a title begins with a special word that almost all of the other is about."""
    words = {word for head in one.head for word in head.split()} & set(other.tokens)
    return bool(one.head) and any(
        len(word) >= A_WORD_OF_ITS_OWN and len(left_over(other, one)) <= FEW_WORDS for word in words
    )


def side(kind: str) -> str:
    """Return programme, call or event; a prize is called for, a notice speaks of a call."""
    return kind if kind in (Kind.PROGRAMME, Kind.EVENT) else "call"
