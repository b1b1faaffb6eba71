"""Who may decide on what."""

from __future__ import annotations

import pytest

from db.actors import load_actors
from db.vocabulary import Role
from pipeline.desk.competence import Matter, may_decide

ECONOMY = "Hessisches Ministerium für Wirtschaft, Energie, Verkehr, Wohnen und ländlichen Raum"
FARMING = "Hessisches Ministerium für Landwirtschaft und Umwelt, Weinbau, Forsten, Jagd und Heimat"
ACTORS = load_actors()


@pytest.mark.parametrize("role", [Role.STAFF, Role.ADMIN])
def test_the_service_desk_decides_on_everything(role: Role) -> None:
    """Whoever funds it."""
    assert may_decide(role, Matter(), ACTORS)
    assert may_decide(role, Matter(funders=(FARMING,)), ACTORS)


@pytest.mark.parametrize("authority", ["he_wirtschaft", "HMWVW", ECONOMY])
@pytest.mark.parametrize(
    ("funders", "may"),
    [
        ((ECONOMY,), True),
        ((FARMING, "Hessisches Wirtschaftsministerium"), True),
        (("HMWEVL",), True),  # the name that it had before
        ((FARMING,), False),
        (("Verein zur Förderung des Dorfes",), False),
        ((), False),
    ],
)
def test_a_reviewer_decides_on_what_the_own_ministry_funds(
    authority: str, funders: tuple[str, ...], may: bool
) -> None:
    """By whatever name it is called, and on nothing else."""
    matter = Matter(funders=funders)
    assert may_decide(Role.REVIEWER, matter, ACTORS, authority=authority) is may


def test_a_body_that_the_registry_does_not_know_is_its_name() -> None:
    """And a reviewer of no body decides on nothing."""
    own, other = Matter(funders=("Stiftung Dorf",)), Matter(funders=("Stiftung Stadt",))
    said = [
        may_decide(Role.REVIEWER, matter, ACTORS, authority="stiftung dorf")
        for matter in (own, other)
    ]
    assert said == [True, False]
    assert not may_decide(Role.REVIEWER, Matter(funders=("",)), ACTORS)


@pytest.mark.parametrize(
    ("areas", "may"),
    [
        (("leader:vogelsberg",), True),
        (("leader:vogelsberg", "leader:knuell"), False),
        (("06",), False),
        ((), False),
    ],
)
def test_a_manager_decides_on_what_is_for_the_own_region(areas: tuple[str, ...], may: bool) -> None:
    """What is for others too is not hers alone."""
    matter = Matter(areas=areas)
    assert may_decide(Role.MANAGER, matter, ACTORS, area="leader:vogelsberg") is may
