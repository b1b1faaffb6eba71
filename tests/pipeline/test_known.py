"""Known: a lead is said to be known only where two proofs stand and nothing speaks against it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from db.area_tree import AreaTree
from pipeline.duplicates import Profile
from pipeline.duplicates.titles import read_title
from pipeline.known import DAY, FUNDER, NAME, PAGE, proofs_of
from pipeline.run import Rules
from tests.pipeline.duplicates.samples import HMLU, profile

ALSFELD, FULDA, WANDLITZ = "06535001", "06631009", "12060269"
MAIN, LATER = "2027-02-15", "2027-04-30"
OFFICIAL = "https://region.example.org/regionalbudget"
BUDGET = {
    "in": "leader_vogelsberg",
    "kind": "call",
    "title": "Regionalbudget 2027",
    "url": OFFICIAL,
}
STRONG = {"in": "lhz", "title": "Starkes Dorf – Wir machen mit", "kind": "programme"}
TREES = {"in": "lhz", "title": "Pflanzung von Obstbäumen auf Streuobstwiesen", "kind": "call"}


@pytest.fixture(name="tree")
def areas(rules: Rules) -> AreaTree:
    """The areas as they are shipped."""
    return rules.gazetteer.tree


def told(title: str, *named: str, **facts: Any) -> Profile:
    """What a town tells; `named` are the areas that its text names."""
    lead = profile(-1, **{"in": "gazette", "kind": "notice", "title": title, **facts})
    return replace(lead, areas=frozenset(named))


@pytest.mark.parametrize(
    ("lead", "entry", "teller", "why"),
    [
        (
            told("Regionalbudget 2027", deadline=MAIN),
            BUDGET | {"deadline": MAIN},
            ALSFELD,
            (NAME, DAY),
        ),
        (
            told("Geld für gute Ideen im Dorf", deadline=MAIN, links=[OFFICIAL]),
            BUDGET | {"deadline": MAIN},
            ALSFELD,
            (PAGE, DAY),
        ),
        (
            told("Starkes Dorf – Wir machen mit: Zuschüsse für unsere Vereine", funder=HMLU),
            STRONG | {"funder": HMLU},
            ALSFELD,
            (NAME, FUNDER),
        ),
        (
            told("Kreis informiert: Streuobstwiesen, Pflanzung", deadline=MAIN, funder=HMLU),
            TREES | {"funder": HMLU, "deadline": MAIN},
            FULDA,
            (FUNDER, DAY),
        ),
        (
            told("Das Regionalbudget 2027 ist da", "leader:vogelsberg", links=[OFFICIAL]),
            BUDGET,
            FULDA,
            (PAGE, NAME),
        ),
    ],
)
def test_two_proofs_make_it_known(
    lead: Profile, entry: dict[str, Any], teller: str, why: tuple[str, ...], tree: AreaTree
) -> None:
    """Page, name, funder and day: two of them, one the name or the day, and staff read which."""
    assert proofs_of(lead, profile(1, **entry), teller, tree) == why


@pytest.mark.parametrize(
    ("lead", "entry", "teller"),
    [
        # Another deadline, another year, another region.
        (
            told("Regionalbudget 2027", deadline=LATER, links=[OFFICIAL]),
            BUDGET | {"deadline": MAIN},
            ALSFELD,
        ),
        (told("Regionalbudget 2028", links=[OFFICIAL]), BUDGET, ALSFELD),
        (
            told("Regionalbudget 2027", "leader:rhoen", deadline=MAIN),
            BUDGET | {"deadline": MAIN},
            ALSFELD,
        ),
        # Who tells of it lies elsewhere, or nobody knows where.
        (told("Regionalbudget 2027", deadline=MAIN), BUDGET | {"deadline": MAIN}, FULDA),
        (told("Regionalbudget 2027", deadline=MAIN), BUDGET | {"deadline": MAIN}, WANDLITZ),
        (told("Regionalbudget 2027", deadline=MAIN), BUDGET | {"deadline": MAIN}, "06"),
        # One proof alone, and no name or day among two.
        (told("Geld für gute Ideen im Dorf", links=[OFFICIAL]), BUDGET, ALSFELD),
        (told("Starkes Dorf – Wir machen mit"), STRONG, ALSFELD),
        (
            told("Blühende Gärten", funder=HMLU, links=["https://x.example.org/a"]),
            TREES | {"funder": HMLU, "url": "https://x.example.org/a"},
            ALSFELD,
        ),
        # A funder calls for much on one day, and a call of a programme is not the programme.
        (
            told("Bücherbus", deadline=MAIN, funder=HMLU),
            TREES | {"funder": HMLU, "deadline": MAIN},
            ALSFELD,
        ),
        (
            told("Starkes Dorf – Wir machen mit: neuer Förderaufruf", funder=HMLU),
            STRONG | {"funder": HMLU},
            ALSFELD,
        ),
        # All that one funds has the funder's name, in whatever case.
        (
            replace(
                told("Neues von der Jagd und Heimat im Weinbau", deadline=MAIN, funder=HMLU),
                funder_words=frozenset(read_title(HMLU).tokens),
            ),
            TREES
            | {
                "title": "Jagd, Heimat, Weinbau: Preis für Wiesenbrüter",
                "funder": HMLU,
                "deadline": MAIN,
            },
            ALSFELD,
        ),
        # A part of a name is not the name.
        (told("Obstbäume", funder=HMLU, deadline=MAIN), TREES | {"funder": HMLU}, ALSFELD),
    ],
)
def test_less_is_not_known(
    lead: Profile, entry: dict[str, Any], teller: str, tree: AreaTree
) -> None:
    """A false word costs a call: in doubt a lead counts as new."""
    assert proofs_of(lead, profile(1, **entry), teller, tree) == ()
