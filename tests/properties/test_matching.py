"""Whatever is asked for: the index finds what looking at each piece of news by itself finds."""

from __future__ import annotations

import re
from itertools import islice

from hypothesis import given
from hypothesis import strategies as st

from db.vocabulary import ApplicantType
from notifier.news.match import NewsIndex
from notifier.news.select import News, Wish
from tests.notifier.samples import TREE, news

AREAS = ("eu", "de", "06", "09", "06535", "06535011", "06631013", "leader:vogelsberg", "99")
OWN_AREAS = ("06535011", "06535002", "06631013", "09571113", "06535", "leader:vogelsberg", "06")
TOPICS = ("mobility", "climate", "village")
LEVELS = ("region", "state", "federal", "eu")
APPLICANTS = ("municipality", "association", "company")
WORDS = ("Radweg", "Radwegebau", "Dorfladen", "Fußweg", "FUSSWEG", "Förderung", "Foerderung", "neu")
ASKED = (*WORDS, "rad", "Fuß", "dorfladen neu", "Weg", "förder", "-")


def some(values: tuple[str, ...], most: int = 2) -> st.SearchStrategy[tuple[str, ...]]:
    """A few of some values, or none."""
    return st.lists(st.sampled_from(values), max_size=most, unique=True).map(tuple)


@st.composite
def pieces(draw: st.DrawFn) -> list[News]:
    """A few pieces of news that differ in all that is asked for."""
    return [
        news(
            number,
            areas=draw(some(AREAS)) or ("06",),
            topics=draw(some(TOPICS)),
            level=draw(st.sampled_from(LEVELS)),
            applicants=draw(some(APPLICANTS)),
            population_max=draw(st.sampled_from([None, 5_000, 20_000])),
            title=" ".join(draw(st.lists(st.sampled_from(WORDS), max_size=3))) or "Aufruf",
            summary=", ".join(draw(st.lists(st.sampled_from(WORDS), max_size=2))),
        )
        for number in range(draw(st.integers(1, 8)))
    ]


WISHES = st.builds(
    Wish,
    area=st.sampled_from(OWN_AREAS),
    topics=some(TOPICS),
    levels=some(LEVELS),
    applicants=some(APPLICANTS),
    population=st.sampled_from([None, 1_900, 13_880]),
    required=some(ASKED),
    excluded=some(ASKED, 1),
)


def concerns(area: str, own: str) -> bool:
    """Whether an area concerns a reader; one that nobody knows concerns nobody."""
    return TREE.knows(area) and TREE.covers(area, own)


def spelt(text: str) -> list[str]:
    """The words of a text in one spelling."""
    plain = text.casefold().replace("ö", "oe").replace("ü", "ue").replace("ä", "ae")
    return re.findall(r"[a-z0-9]+", plain)


def stands(asked: str, words: list[str]) -> bool:
    """Whether what is asked for stands in a row, the last word as a beginning."""
    row = spelt(asked)
    for start in range(len(words) - len(row) + 1) if row else ():
        *whole, last = words[start : start + len(row)]
        if whole == row[:-1] and last.startswith(row[-1]):
            return True
    return False


def plainly(wish: Wish, one: News) -> bool:
    """Whether a piece of news fits a wish, asked point by point."""
    values, words = one.values, spelt(f"{one.values.title} {one.values.summary}")
    named = set(values.applicants) or set(ApplicantType)
    limit = values.population_max
    return all(
        (
            any(concerns(area, wish.area) for area in one.areas),
            not wish.topics or set(wish.topics) & set(values.topics),
            not wish.levels or values.level in wish.levels,
            not wish.applicants or set(wish.applicants) & named,
            limit is None or (wish.population or 0) <= limit,
            not wish.required or any(stands(word, words) for word in wish.required),
            not any(stands(word, words) for word in wish.excluded),
        )
    )


@given(pieces(), st.lists(WISHES, min_size=1, max_size=4))
def test_the_index_finds_what_plain_looking_finds(items: list[News], wishes: list[Wish]) -> None:
    """No more, no less, and in the order in which it came."""
    index = NewsIndex(items, TREE.covers)
    for wish in wishes:
        assert index.matching(wish) == [one for one in items if plainly(wish, one)]


@given(pieces(), WISHES)
def test_one_by_itself_fits_as_it_does_among_others(items: list[News], wish: Wish) -> None:
    """Asked of one piece of news the answer is the same."""
    index = NewsIndex(items, TREE.covers)
    found = index.matching(wish)
    assert [one for one in islice(items, 3) if index.fits(wish, one)] == [
        one for one in islice(items, 3) if one in found
    ]
