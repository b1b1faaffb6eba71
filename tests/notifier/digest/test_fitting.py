"""Fitting: what fits a reader best stands first."""

from __future__ import annotations

import pytest

from notifier.digest.fitting import FitScore, fit_score
from notifier.news.select import Wish
from tests.notifier.samples import MUNICIPALITY, chosen, news


def score(wish: Wish = MUNICIPALITY, **facts: object) -> FitScore:
    """How well an item fits a wish."""
    (one,) = chosen(news(1, **facts), wishes=(wish,))
    return fit_score(one, (wish,))


@pytest.mark.parametrize(
    ("areas", "near"),
    [
        (("06535011",), True),
        (("06535",), True),
        (("leader:vogelsberg",), True),
        (("leader:fulda-suedwest", "leader:vogelsberg"), True),
        (("06",), False),
        (("de", "leader:fulda-suedwest"), False),
        (("eu",), False),
    ],
)
def test_the_own_area_is_a_place_a_district_or_a_region(areas: tuple[str, ...], near: bool) -> None:
    """What is for the Land, for Germany or for Europe is for others as well."""
    assert score(areas=areas).own_area is near


def test_a_region_has_its_own_calls_and_those_of_its_places() -> None:
    """Who reads for a district or a region finds near what is for it, and for a part of it."""
    district = Wish(area="06535")
    assert score(district, areas=("06535011", "06")).own_area
    assert not score(district, areas=("06", "de")).own_area
    region = Wish(area="leader:vogelsberg")
    assert score(region, areas=("leader:vogelsberg", "de")).own_area


def test_who_is_named_fits_better_than_who_may_ask() -> None:
    """The own kind of applicant counts where it is named and not excluded."""
    assert score(applicants=("municipality", "association")).own_role
    assert not score(applicants=()).own_role
    club = Wish(area="06535011", applicants=("association", "company"))
    excluded = score(club, applicants=("association", "company"), excluded=("company",))
    assert excluded.own_role


def test_each_own_topic_counts() -> None:
    """Of two items the one with more of the topics asked for fits better, the own area most."""
    both = score(topics=("mobility", "village"))
    one = score(topics=("mobility", "climate"))
    assert (both.topics, one.topics) == (2, 1)
    near = score(topics=("mobility",), areas=("leader:vogelsberg",), applicants=())
    assert sorted([one, near, both]) == [one, both, near]
    assert fit_score(chosen(news())[0], ()).topics == 0
