"""Filters: the address is the filter, and what is no filter is said in German."""

from __future__ import annotations

from datetime import date
from typing import Any
from urllib.parse import parse_qs, urlencode

import pytest
from fastapi import HTTPException
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import create_engine

from db.finding.filter import Closing, Filter, Order
from db.labels import APPLICANTS, INSTRUMENTS, KINDS, LEVELS
from db.queries.coverage import FUNDING
from db.vocabulary import OpportunityStatus
from pipeline.themes import topic_labels
from tests.conftest import NOW, TODAY
from tests.notifier.samples import SOURCES, TREE
from web.filters import Asked, asked, asked_of_list, filter_of, pairs_of, query_of
from web.site import Site

SITE = Site(
    engine=create_engine("sqlite://"),
    sources={},
    area_label=TREE.label,
    today=lambda: TODAY,
    now=lambda: NOW,
)
LISTS = {"thema", "ebene", "kategorie", "wer", "stand", "art", "quelle", "frist"}


def read(query: str) -> Asked:
    """What an address asks for."""
    given = parse_qs(query, keep_blank_values=True)
    named: dict[str, Any] = {
        name: said if name in LISTS else said[-1] for name, said in given.items()
    }
    listed = {name: named.pop(name, "") for name in ("sortierung", "seite")}
    return asked_of_list(asked(SITE, **{name: [] for name in LISTS} | named), **listed)


def some(codes: Any) -> st.SearchStrategy[tuple[str, ...]]:
    """A few of some codes, as a filter from an address has them."""
    few = st.lists(st.sampled_from(sorted(map(str, codes))), max_size=3, unique=True)
    return few.map(sorted).map(tuple)


CENTS = st.integers(100, 10**9).map(lambda cents: cents / 100)
DAYS = st.none() | st.dates(date(1990, 1, 1), date(2199, 12, 31))
FILTERS = st.builds(
    Filter,
    words=st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=40).map(
        lambda text: " ".join(text.split())
    ),
    area=st.sampled_from(("", "06", "06535", "leader:vogelsberg", "de")),
    own=st.booleans(),
    topics=some(topic_labels()),
    levels=some(LEVELS),
    kinds=some(KINDS),
    applicants=some(APPLICANTS),
    statuses=some(OpportunityStatus),
    instruments=some(INSTRUMENTS),
    sources=some(SOURCES),
    closing=some(Closing),
    closes_from_on=DAYS,
    award=st.none() | CENTS,
    own_share=st.none() | st.integers(0, 10_000).map(lambda cents: cents / 100),
    unstated=st.booleans(),
    checked=st.none() | st.booleans(),
)


@given(wanted=FILTERS, order=st.sampled_from(Order))
def test_the_address_of_a_filter_is_that_filter(wanted: Filter, order: Order) -> None:
    """Whatever is wanted, its address asks for the same and is its only one."""
    found = read(query_of(wanted, order))
    assert (found.wanted, found.order, dict(found.wrong)) == (wanted, order, {})
    assert query_of(found.wanted, found.order) == query_of(wanted, order)


@given(
    st.dictionaries(
        st.sampled_from(
            sorted(
                {
                    *LISTS,
                    "betrag",
                    "eigenanteil",
                    "frist_ab",
                    "frist_bis",
                    "geprueft",
                    "seite",
                    "sortierung",
                    "nur_eigene",
                    "suche",
                }
            )
        ),
        st.text(max_size=12),
    )
)
def test_whatever_stands_in_an_address_the_rest_counts(said: dict[str, str]) -> None:
    """What is not understood is named by a sentence, and what is left has an address of its own."""
    found = read(urlencode(said))
    again = read(query_of(found.wanted, found.order))
    assert again.wanted == found.wanted and not again.wrong
    assert set(found.wrong) <= set(said)


@pytest.mark.parametrize(
    ("query", "fields"),
    [
        ("stand=offen&zaehlt=alle", {"statuses": ("open",), "kinds": FUNDING}),
        (
            "stand=angekuendigt&ebene=state&wer=company&zaehlt=eigene&gebiet=06535&thema=kultur",
            {
                **{"statuses": ("forecasted",), "levels": ("state",), "applicants": ("company",)},
                **{"own": True, "area": "06535", "topics": ("kultur",), "kinds": FUNDING},
            },
        ),
        ("stand=alle&ebene=&wer=&gebiet=&thema=", {}),
        ("stand=open", {"statuses": ("open",)}),
        ("suche=++Rad++weg+", {"words": "Rad weg"}),
        ("frist=4-wochen&frist=ohne-tag", {"closing": ("weeks_4", "without_day")}),
        ("geprueft=nein&nur_eigene=ja&gebiet=06", {"checked": False, "own": True, "area": "06"}),
        ("frist_bis=1.2.2027", {"closes_until_on": date(2027, 2, 1)}),
    ],
)
def test_german_words_and_older_addresses_are_understood(
    query: str, fields: dict[str, Any]
) -> None:
    """As the coverage and mails have had them, and as a form sends them with empty fields."""
    found = read(query)
    assert (found.wanted, dict(found.wrong)) == (Filter(**fields), {})


@pytest.mark.parametrize(
    ("said", "value"),
    [
        *(("10.000", 10_000), ("10000", 10_000), ("1,5 Mio", 1_500_000), ("1,5 Mio. €", 1_500_000)),
        *(("10 000 Euro", 10_000), ("2.500,50 €", 2500.5), ("20 Tsd.", 20_000), ("", None)),
        *(("  ", None), ("50.000 EUR", 50_000)),
    ],
)
def test_sums_are_read_as_germans_write_them(said: str, value: float | None) -> None:
    """An empty field is none."""
    found = read(urlencode({"betrag": said}))
    assert (found.wanted.award, dict(found.wrong)) == (value, {})


@pytest.mark.parametrize(
    ("name", "said"),
    [
        *(("betrag", "viel"), ("betrag", "-5"), ("betrag", "0"), ("betrag", "1e400")),
        *(("eigenanteil", "101"), ("eigenanteil", "halb"), ("frist_ab", "31.2.2027")),
        *(("frist_bis", "morgen"), ("stand", "eigene"), ("ebene", "dorf"), ("wer", "x")),
        *(("geprueft", "vielleicht"), ("seite", "0"), ("sortierung", "schön"), ("frist", "bald")),
        *(("suche", "x" * 301), ("quelle", "<script>"), ("kategorie", "x" * 500)),
    ],
)
def test_what_is_not_understood_is_said_in_german(name: str, said: str) -> None:
    """The page says it beside its field; what has no page refuses it in the same words."""
    found = read(urlencode({name: said}))
    assert list(found.wrong) == [name] and found.wrong[name].endswith(".")
    assert found.wanted == Filter()
    assert len(found.wrong[name]) < 140
    with pytest.raises(HTTPException) as refused:
        filter_of(found)
    assert (refused.value.status_code, refused.value.detail) == (422, found.wrong[name])


def test_days_that_run_backwards_are_named() -> None:
    """From a day to an earlier one there is nothing to find."""
    found = read("frist_ab=2027-02-01&frist_bis=2027-01-01")
    assert list(found.wrong) == ["frist_bis"] and found.wanted.closes_until_on is None


def test_an_area_that_nobody_knows_has_no_page() -> None:
    """It is none of a register, not even of an older one."""
    with pytest.raises(HTTPException) as refused:
        read("gebiet=99999")
    assert refused.value.status_code == 404
    with pytest.raises(HTTPException) as refused:
        filter_of(asked(SITE, gebiet="99999"))
    assert refused.value.status_code == 422


def test_names_and_words_of_an_address_are_german() -> None:
    """Whoever reads it aloud is understood; names are those that were agreed on."""
    wanted = Filter(statuses=("open",), closing=("later",), checked=True, award=1500000.5)
    assert pairs_of(wanted, Order.NEWEST) == [
        ("stand", "offen"),
        ("frist", "spaeter"),
        ("betrag", "1500000,50"),
        ("geprueft", "ja"),
        ("sortierung", "neu"),
    ]
