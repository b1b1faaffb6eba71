"""No text makes reading go round in squares: counted in looks and steps, never by the clock."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Callable
from types import FrameType
from typing import Any

import pytest

from crawlers.items import RawEntry
from landbote.crawling.spawn import ROOT
from pipeline.run import Rules, read_entry, stand
from tests.doses import dose
from tests.pipeline.reading.hostile import REPEATED, entry, repeated
from tests.pipeline.reading.visits import Counting, TooManyVisits, Visits

SIZES = (dose(750, 1_500), dose(1_500, 3_000))
STATED = (2_000, dose(4_000, 8_000))  # sizes of texts that state much
MOST_VISITS = 2_500  # of one character, by all grammars together
MOST_STEPS = 600  # lines of Python for one character
# Texts that state much: what comes behind the grammars goes over what they found.
STATING: dict[str, Callable[[int], str]] = {
    "sums": lambda n: f"Der Zuschuss beträgt höchstens {n % 900 + 1}.000 Euro.\n",
    "days": lambda n: f"Anträge sind bis zum {n % 28 + 1}. März {2027 + n % 3} zu stellen. ",
    "sizes": lambda n: f"Antragsberechtigt sind Gemeinden mit bis zu {n}.000 Einwohnern. ",
    "headings": lambda n: f"Modul {n}\n\nGefördert werden {n % 90 + 5} Prozent.\n\n",
    "lists": lambda n: f"Linie {n}:\n- Gemeinden: {n % 90 + 5} %\n- Vereine: {n % 80 + 3} %\n",
    "table": lambda n: f"Vereine | {n % 90 + 5} % | {n % 900 + 1}.000 Euro\n",
    "meetings": lambda n: f"Die Tagung findet am {n % 28 + 1}. März 2027 in Fulda statt. ",
    "shares": lambda n: f"Für Vereine {n % 90 + 5} Prozent, für Städte {n % 80 + 7} Prozent; ",
    "open brackets": lambda n: f"(5 % für Stufe {n} ",
    "items": lambda _: "- Kommunen: 5 Euro Zuschuss\n",
    "sums for": lambda _: "Zuschuss von 5 Euro je ",
    "costs": lambda _: "Bei Kosten bis 5 Euro ",
    "labels": lambda _: "Kommunen:\n",
    "numbered": lambda _: "1. Kommunen\n\n",
    "funders": lambda _: (
        "Mit Mitteln des Landes Hessen, der EU und des Bundes, die das Land, der Bund "
    ),
    "places": lambda _: (
        "Antragsberechtigt sind Vereine in Hessen, im Landkreis Fulda und in Wetzlar. "
    ),
    "of whom": lambda _: "Projekte von Vereinen und ",
    "one row": lambda _: "a | 5 % Zuschuss | ",
}


def counted() -> dict[str, tuple[int, str]]:
    """Return how often the characters of some texts are visited, and by which pattern most."""
    texts = {f"{name} {size}": repeated(name, size) for name in REPEATED for size in SIZES}
    command = [sys.executable, "-m", "tests.pipeline.reading.count_visits"]
    asked = json.dumps({"texts": texts, "limit": MOST_VISITS + 1})
    told = subprocess.run(
        command, input=asked, capture_output=True, text=True, check=True, cwd=ROOT
    )
    found: dict[str, tuple[int, str]] = json.loads(told.stdout)
    return found


def test_no_grammar_visits_a_character_more_than_a_constant_number_of_times() -> None:
    """Whatever is said again and again, twice the text has about twice the looks."""
    found = counted()
    for name in REPEATED:
        for size in SIZES:
            looks, pattern = found[f"{name} {size}"]
            assert looks <= MOST_VISITS * size, f"{name} ({size}): {pattern}"
        (once, _), (twice, pattern) = (found[f"{name} {size}"] for size in SIZES)
        assert twice <= 1.5 * 2 * once, f"{name}: {pattern}"


def steps(raw: RawEntry, rules: Rules) -> int:
    """Return how many lines of our own are gone through to read an entry."""
    gone = 0
    ours = str(ROOT)

    def go(_frame: FrameType, event: str, _argument: Any) -> Any:
        nonlocal gone
        gone += event == "line"
        return go

    def enter(frame: FrameType, _event: str, _argument: Any) -> Any:
        return go if frame.f_code.co_filename.startswith(ours) else None

    before = sys.gettrace()
    sys.settrace(enter)
    try:
        stand(read_entry(raw, rules), ())
    finally:
        sys.settrace(before)
    return gone


@pytest.mark.parametrize("name", STATING)
def test_what_comes_behind_the_grammars_goes_over_a_claim_a_constant_number_of_times(
    rules: Rules, name: str
) -> None:
    """Twice the values are twice the steps."""

    def stated(length: int) -> str:
        said = "Der Zuschuss beträgt 5 % und 7 Euro. "
        while len(said) < length:
            said += STATING[name](len(said))
        return said

    stand(read_entry(entry(stated(500)), rules), ())  # what is made once is made
    few, many = (steps(entry(stated(size)), rules) for size in STATED)
    assert many <= MOST_STEPS * STATED[1]
    assert many <= 1.2 * few * STATED[1] / STATED[0]


@pytest.mark.parametrize(
    ("pattern", "linear"),
    [
        ("[.!?]+x", False),
        ("(?<![.!?])[.!?]++x", True),
        (r"(?:a|b)*c", False),
        (r"\ba{2,4}?(?P<x>b)?(?!c)", True),
        (r"x(?P<y>a+)-(?P=y)", True),
    ],
)
def test_a_counting_pattern_tells_what_grows_with_the_square(pattern: str, linear: bool) -> None:
    """It finds what the real one finds, and its count is what the tests above rely on."""
    counting = Counting(pattern)
    looks = []
    for size in (100, 400):
        for text in ("." * size, "ab" * (size // 2), "xaa-aab abbc"):
            Counting.visits = Visits(limit=1 << 30)
            assert [found.span() for found in counting.finditer(text)] == [
                found.span() for found in re.finditer(pattern, text)
            ]
            looks.append(Counting.visits.total)
    grown = max(looks[3] / looks[0], looks[4] / looks[1])
    assert (grown < 5) == linear
    Counting.visits = Visits(limit=10)
    with pytest.raises(TooManyVisits):
        list(counting.finditer("." * 100))
