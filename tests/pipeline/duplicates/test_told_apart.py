"""What keeps two entries from being merged although their titles name one thing."""

from __future__ import annotations

import pytest

from db.vocabulary import Relation
from pipeline.duplicates import compare
from tests.pipeline.duplicates.samples import profile

FUNDER = "HMLU"
PAGE = "https://land.example.org/foerderung/seite"
GUIDELINE = "https://land.example.org/richtlinie.pdf"
# What can connect two entries besides their titles: facts of the one and of the other.
BONDS: dict[str, tuple[dict[str, object], dict[str, object]]] = {
    "funder": ({}, {}),
    "link": ({"links": [PAGE]}, {"url": PAGE}),
    "guideline": ({"guideline": GUIDELINE}, {"guideline": GUIDELINE}),
    "page": ({"url": PAGE}, {"url": PAGE}),
}
NOT_THE_SAME = [
    ("Trachtenpreis", "Trachtenförderung"),
    ("Moorschutzpreis", "Moorschutzrichtlinie"),
    ("Nachbarschaftspreis", "Nachbarschaftsprogramm"),
    ("Chorpreis der Region Mitte für Ensembles", "Chorförderung der Region Mitte für Ensembles"),
    ("Preis für Zivilcourage im Verein", "Förderung der Zivilcourage im Verein"),
    ("Wettbewerb „Scheunen beleben“", "Förderprogramm „Scheunen beleben“"),
    ("Erasmus+ Jugendkapellen", "ESF Plus Jugendkapellen"),
    ("EFRE: Markthallen am Fluss", "ESF+: Markthallen am Fluss"),
    ("Landesprogramm Markthallenbau", "Bundesprogramm Markthallenbau"),
    ("Markthallenbau (Beratung)", "Markthallenbau (Geräte)"),
    ("Markthallenbau (Planung und Bau)", "Markthallenbau (Planung)"),
    ("Markthallenbau (5. Förderzeitraum)", "Markthallenbau (6. Förderzeitraum)"),
    ("Markthallenbau (bis 5 Stände)", "Markthallenbau (bis 50 Stände)"),
    ("Ausbau von Kinderwerkstätten", "Ausbau von Jugendwerkstätten"),
]
OTHER_ROUNDS = [
    ("Markthallenbau (1. Förderaufruf)", "Markthallenbau (2. Förderaufruf)"),
    ("Markthallenbau (erste Tranche)", "Markthallenbau (zweite Tranche)"),
    ("Markthallenbau: erster Aufruf", "Markthallenbau: zweiter Aufruf"),
    ("Markthallenbau (Modul A: Beratung)", "Markthallenbau (Modul B: Beratung)"),
    ("Markthallenbau (dritte Auswahlrunde)", "Markthallenbau (vierte Auswahlrunde)"),
]
STILL_THE_SAME = [
    ("Markthallenbau (RL-Markt)", "Markthallenbau"),
    ("Markthallenbau (2. Förderaufruf)", "2. Förderaufruf Markthallenbau"),
    ("Markthallenbau (erste Tranche)", "Markthallenbau (1. Tranche)"),
    ("Markthallenbau (Modul B: Beratung)", "Markthallenbau Modul B (Beratung)"),
    ("ESF+ Jugendkapellen", "Jugendkapellen (ESF Plus)"),
    ("Erasmus+ Jugendkapellen", "Erasmus Plus: Jugendkapellen"),
    ("Wettbewerb „Scheunen beleben“", "Scheunen beleben"),
]


def related(one: str, other: str, bond: str) -> Relation:
    """What two entries of two sources are to each other by their titles and one bond."""
    first, second = BONDS[bond]
    a = profile(1, **{"in": "wibank", "title": one, "funder": FUNDER} | first)
    b = profile(2, **{"in": "pages", "title": other, "funder": FUNDER} | second)
    return compare(a, b).relation


@pytest.mark.parametrize("bond", BONDS)
@pytest.mark.parametrize(("one", "other"), NOT_THE_SAME)
def test_two_sorts_or_parts_are_never_merged(one: str, other: str, bond: str) -> None:
    """Neither a link nor a guideline, page or funder makes a prize of a programme."""
    assert related(one, other, bond) is not Relation.SAME


@pytest.mark.parametrize("bond", ["link", "guideline", "page"])
@pytest.mark.parametrize(("one", "other"), NOT_THE_SAME)
def test_what_is_connected_is_asked(one: str, other: str, bond: str) -> None:
    """Two titles that differ only by their sort or part are a question where more connects them."""
    assert related(one, other, bond) is Relation.LIKELY


@pytest.mark.parametrize("bond", BONDS)
@pytest.mark.parametrize(("one", "other"), OTHER_ROUNDS)
def test_another_round_or_part_is_told_apart(one: str, other: str, bond: str) -> None:
    """What is counted tells two apart, in brackets also where they say more."""
    assert related(one, other, bond) is Relation.ROUND


@pytest.mark.parametrize("bond", BONDS)
@pytest.mark.parametrize(("one", "other"), STILL_THE_SAME)
def test_what_only_one_of_two_says_does_not_tell_them_apart(
    one: str, other: str, bond: str
) -> None:
    """A bracket, fund or sort of one title alone, or of both in other words, is no difference."""
    assert related(one, other, bond) is Relation.SAME


def test_a_prize_is_not_made_from_the_guideline_of_a_programme() -> None:
    """A call that a programme cites is its basis only where both are called the same."""
    programme = {"in": "wibank", "title": "Moorschutzrichtlinie", "guideline": PAGE}
    call = {"in": "pages", "kind": "call", "url": PAGE, "funder": FUNDER}
    whole = profile(1, **programme, funder=FUNDER)
    assert compare(whole, profile(2, **call, title="Moorschutzpreis")).relation is Relation.LIKELY
    assert compare(whole, profile(3, **call, title="Moorschutzrichtlinie")).merges


def test_two_parts_of_one_day_are_asked() -> None:
    """A morning and an afternoon of one name may be one event, or two."""
    event = {"kind": "event", "event": "2027-03-04"}
    morning = profile(1, **{"in": "pages", "title": "Forum Markthalle (Vormittag)"}, **event)
    later = profile(2, **{"in": "hsgb", "title": "Forum Markthalle (Nachmittag)"}, **event)
    same = profile(3, **{"in": "hsgb", "title": "Forum Markthalle"}, **event)
    assert compare(morning, later).relation is Relation.LIKELY
    assert compare(morning, same).merges
