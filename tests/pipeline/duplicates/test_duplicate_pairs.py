"""The pairs on which the rules for duplicates are measured."""

from __future__ import annotations

import json
import tomllib
from collections import Counter
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest

from db.vocabulary import Relation
from pipeline.duplicates import PairVerdict, Profile, candidates, compare
from tests.pipeline.duplicates.samples import profile

FILE = Path(__file__).parent / "duplicate_pairs.toml"
PAIRS: list[dict[str, Any]] = tomllib.loads(FILE.read_text(encoding="utf-8"))["pair"]
CAPTURED = Path(__file__).parents[4] / "shared/captures/foerderdatenbank/title_pairs.jsonl"
FOUND_OR_ASKED = (Relation.SAME, Relation.LIKELY)


def profiles(number: int) -> tuple[Profile, Profile]:
    """The two entries of a pair."""
    pair = PAIRS[number]
    return profile(2 * number, **pair["a"]), profile(2 * number + 1, **pair["b"])


def verdict(number: int) -> PairVerdict:
    """What the rules say of a pair; nothing where no block brings it together."""
    one, other = profiles(number)
    if not list(candidates([one, other], {one.id})):
        return PairVerdict(relation=Relation.DIFFERENT, reason="in keinem gemeinsamen Block")
    return compare(one, other)


def name(number: int) -> str:
    """A pair as the test report names it."""
    pair = PAIRS[number]
    return f"{pair['is']}: {pair['a']['title'][:30]} | {pair['b']['title'][:30]}"


def those(kind: str) -> list[int]:
    """The numbers of all pairs of a kind."""
    return [number for number, pair in enumerate(PAIRS) if pair["is"] == kind]


def test_there_are_enough_pairs_of_every_kind() -> None:
    """Sixty and more, with at least ten of each kind."""
    counts = Counter(pair["is"] for pair in PAIRS)
    assert len(PAIRS) >= 60
    assert set(counts) == {"same", "twin", "round", "unrelated"}
    assert min(counts.values()) >= 10


@pytest.mark.parametrize(
    "number", those("twin") + those("round") + those("unrelated"), ids=lambda number: name(number)
)
def test_nothing_is_merged_that_is_not_the_same(number: int) -> None:
    """Another Land, another year, a programme's call and a namesake stay apart; no question."""
    assert verdict(number).relation not in FOUND_OR_ASKED, verdict(number).reason


def test_nine_of_ten_true_pairs_are_found_or_asked() -> None:
    """What is the same is merged, or staff are asked; the figures are printed."""
    relations = Counter(verdict(number).relation for number in those("same"))
    found = sum(relations[relation] for relation in FOUND_OR_ASKED)
    total = len(those("same"))
    wrong = sum(verdict(n).merges for n in range(len(PAIRS)) if PAIRS[n]["is"] != "same")
    print(
        f"\n{len(PAIRS)} pairs: of {total} true ones {relations[Relation.SAME]} merged and "
        f"{relations[Relation.LIKELY]} asked, {total - found} missed; {wrong} false merges"
    )
    assert found >= 0.9 * total
    assert relations[Relation.SAME] >= 25  # so many are spelled alike and proven twice
    assert wrong == 0


@pytest.mark.parametrize("number", range(len(PAIRS)), ids=lambda number: name(number))
def test_a_verdict_has_a_reason_and_no_direction(number: int) -> None:
    """Whoever comes first, the answer is the same, and it says why."""
    one, other = profiles(number)
    assert compare(one, other) == compare(other, one)
    assert compare(one, other).reason


def test_the_members_of_a_family_are_shown_as_one() -> None:
    """One title for several Länder in one source is a family."""
    one, other = profiles(those("twin")[0])
    assert compare(one, other).relation is Relation.FAMILY


@pytest.mark.skipif(not CAPTURED.exists(), reason="the captured titles are not here")
def test_captured_titles_find_their_own_and_no_other() -> None:
    """Every garbled title of the export finds the right one, and only that one."""
    rows = [json.loads(line) for line in CAPTURED.read_text(encoding="utf-8").splitlines()]
    whole = [row for row in rows if not row["truncated"]]
    garbled = [_captured(n, "fdb", row, row["xml_title"]) for n, row in enumerate(whole)]
    right = [_captured(1000 + n, "federal", r, r["html_title"]) for n, r in enumerate(whole)]
    own = Counter(compare(*pair).relation for pair in zip(garbled, right, strict=True))
    cross = Counter(
        compare(garbled[one], right[other]).relation
        for one, other in permutations(range(len(whole)), 2)
    )
    print(f"\ncaptured titles: own {dict(own)}, of {cross.total()} foreign pairs {dict(cross)}")
    assert own[Relation.SAME] >= 0.9 * len(whole)
    assert cross[Relation.SAME] == cross[Relation.LIKELY] == 0


def _captured(number: int, source: str, row: dict[str, Any], title: str) -> Profile:
    path = row["url"].partition("/Foerderprogramm/")[2].split("/")
    area = {"Bund": "de", "EU": "eu"}.get(path[0], "06")
    return profile(number, **{"in": source, "title": title, "area": area, "funder": path[1]})
