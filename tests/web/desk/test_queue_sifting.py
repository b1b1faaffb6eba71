"""Sifting: order, facets and pages of the queue, without a database."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawlers.source import Trust
from db.queries.queue import Asked, Card
from tests.conftest import TODAY
from web.queue.alike import pattern
from web.queue.sifting import PAGE, Sifted, order, sift
from web.queue.urgency import score, urgency
from web.queue.wanted import FACETS, NONE, Wanted

ME = "me@example.org"
DAY = timedelta(days=1)
# Days ahead (None: no day), subscriptions, trust: from the most urgent to the least.
IN_ORDER = [
    (1, 40, Trust.PRIMARY),
    (1, 40, Trust.RELAY),
    (9, 40, Trust.PRIMARY),
    (9, 14, Trust.PRIMARY),
    (1, 1, Trust.PRIMARY),
    (25, 40, Trust.PRIMARY),
    (9, 14, Trust.SECONDARY),
    (60, 14, Trust.PRIMARY),
    (1, 0, Trust.SECONDARY),
    (None, 14, Trust.PRIMARY),
    (200, 0, Trust.PRIMARY),
    (None, 0, Trust.SECONDARY),
]


def card(id: int, *questions: Asked, **facts: Any) -> Card:
    """A card with one question, unless there are others."""
    own = questions or (Asked("kind", "reading", None, False),)
    fixed = {"title": f"Eintrag {id}", "source": "a", "kind": "call", "visibility": "published"}
    return Card(id=id, questions=own, **fixed | facts)


def sifted(cards: Sequence[Card], **chosen: str) -> Sifted:
    """What is left of some cards; all sources are reliable."""
    key = order(lambda _slug: Trust.PRIMARY, TODAY)
    return sift(cards, Wanted.of(chosen), ME, TODAY, key)


def test_urgency_is_the_product_of_three() -> None:
    """A near day of nobody's can wait behind a later one of many; the table is the rule."""
    scores = [
        score(None if days is None else TODAY + days * DAY, concerned, trust, TODAY)
        for days, concerned, trust in IN_ORDER
    ]
    assert scores == sorted(scores, reverse=True) and len(set(scores)) == len(scores)
    assert score(TODAY - DAY, 5, Trust.RELAY, TODAY) == score(None, 5, Trust.RELAY, TODAY)


@pytest.mark.parametrize(
    ("days", "concerned", "trust", "words"),
    [
        (9, 14, Trust.PRIMARY, ("Frist in 9 Tagen", "betrifft 14 Abonnements", "verlässlich")),
        (1, 1, Trust.RELAY, ("Frist morgen", "betrifft 1 Abonnement", "gibt weiter")),
        (None, 0, Trust.SECONDARY, ("keine Frist", "betrifft kein Abonnement", "umschreibt")),
        (-1, None, Trust.PRIMARY, ("keine Frist", "noch nicht gezählt", "verlässlich")),
    ],
)
def test_the_sum_is_explained(
    days: int | None, concerned: int | None, trust: Trust, words: tuple[str, ...]
) -> None:
    """In words, one for each of the three."""
    on = None if days is None else TODAY + days * DAY
    told = urgency(on, concerned, trust, TODAY).words.split(" · ")
    assert all(word in part for word, part in zip(words, told, strict=True)), told


def test_a_day_that_is_only_asked_about_is_told_as_such() -> None:
    """A sure one is told as one."""
    for sure, words in ((True, "Frist in 9 Tagen"), (False, "Frist vielleicht in 9 Tagen")):
        told = urgency(TODAY + 9 * DAY, 14, Trust.PRIMARY, TODAY, sure=sure).words
        assert told == f"{words} · betrifft 14 Abonnements · Quelle verlässlich"


def test_pages_follow_on_whatever_is_answered_meanwhile() -> None:
    """The second page begins behind the first, though what stood last there is gone."""
    cards = [card(n, next_on=TODAY + n % 40 * DAY, concerned=n % 3) for n in range(1, 61)]
    whole = sifted(cards)
    first, more = whole.page()
    second, again = whole.page(more)
    third, end = whole.page(again)
    assert [len(first), len(second), len(third)] == [PAGE, PAGE, 10] and end == ""
    assert [*first, *second, *third] == list(whole.cards)
    left = sifted([one for one in cards if one.id != first[-1].id])
    assert list(left.page(more)[0]) == list(second)
    assert list(whole.page("what is this")[0]) == list(first)


def test_the_order_is_the_same_whatever_comes_first() -> None:
    """Of two as urgent the nearer day goes first, then the older entry."""
    cards = [card(3, next_on=TODAY + 5 * DAY), card(2, next_on=TODAY + 6 * DAY), card(1)]
    cards += [card(4, next_on=TODAY + 5 * DAY)]
    for some in (cards, cards[::-1]):
        assert [one.id for one in sifted(some).cards] == [3, 4, 2, 1]


CARDS = st.lists(
    st.builds(
        card,
        st.integers(1, 1000),
        st.builds(
            Asked,
            st.sampled_from(["kind", "topics"]),
            st.sampled_from(["reading", "losing"]),
            st.sampled_from([None, TODAY, TODAY + DAY]),
            st.booleans(),
        ),
        st.builds(
            Asked,
            st.sampled_from(["kind", "deadline"]),
            st.sampled_from(["reading", "sampling"]),
            st.sampled_from([None, TODAY + DAY]),
            st.booleans(),
        ),
        source=st.sampled_from(["a", "b"]),
        kind=st.sampled_from(["call", "notice"]),
        topics=st.sampled_from([(), ("x",), ("x", "y")]),
        areas=st.sampled_from([("06",), ("06", "09")]),
        authorities=st.sampled_from([(), ("he",)]),
        taken_by=st.sampled_from(["", ME, "b"]),
    ),
    max_size=12,
    unique_by=lambda one: one.id,
)
CHOSEN = {
    "quelle": ["a"],
    "thema": ["x", "y", NONE],
    "art": ["call"],
    "gebiet": ["09"],
    "ressort": ["he", NONE],
    "bei": ["mir", "niemandem"],
    "angabe": ["kind", "topics"],
    "anlass": ["reading", "sampling"],
    "zustand": ["offen", "schlaeft", "wartet"],
}


@given(
    CARDS, st.fixed_dictionaries({}, optional={k: st.sampled_from(v) for k, v in CHOSEN.items()})
)
def test_a_count_is_what_choosing_it_shows(cards: list[Card], chosen: dict[str, str]) -> None:
    """Whatever else is asked for, every value of every facet."""
    counts = sifted(cards, **chosen).counts
    assert set(counts) == set(FACETS)
    for name, values in counts.items():
        for value, count in values.items():
            assert len(sifted(cards, **chosen | {name: value}).cards) == count, (name, value)
        for value in CHOSEN[name]:
            if value not in values:
                assert not sifted(cards, **chosen | {name: value}).cards


def test_words_of_the_title_are_looked_for_whatever_their_case() -> None:
    """And counts are those of what is found."""
    found = sifted(
        [card(1, title="Bürgerbus ÜBER Land"), card(2, title="Laden")], suche="über  land"
    )
    assert [one.id for one in found.cards] == [1] and found.counts["quelle"] == {"a": 1}


def test_an_address_says_what_is_asked_for_and_back() -> None:
    """Whatever stands in it besides is left aside, and what is empty."""
    wanted = Wanted.of_query("thema=x&suche=Bus+%26+Bahn&bei=&hack=1&zustand=schlaeft")
    assert Wanted.of_query(wanted.query()) == wanted
    assert wanted.query() == "thema=x&zustand=schlaeft&suche=Bus+%26+Bahn"
    assert wanted.choosing("thema", "").query() == "zustand=schlaeft&suche=Bus+%26+Bahn"
    assert not Wanted.of_query("alle").narrowed


def test_questions_are_alike_but_for_quotes_and_numbers() -> None:
    """Another question is another one."""
    one = "Ist Eintrag 12 dasselbe wie Eintrag 7, „Dorfladen“ (Land)? Dafür spricht: Titel."
    other = "Ist Eintrag 140 dasselbe wie Eintrag 9, „Bus“ (Land)? Dafür spricht: Titel."
    assert pattern(one) == pattern(other) != pattern(other.replace("Titel", "Förderer"))
    assert pattern("2027-03-01") == pattern("2026-12-24") != pattern("jährlich am 01.03.")
