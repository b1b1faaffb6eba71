"""Pace: no domain gets more at once than it likes."""

from __future__ import annotations

import pytest

from notifier.mail.pace import FORGETS_AFTER, LONGEST_PAUSE, Pace, too_much


def test_so_many_at_once_and_no_sooner() -> None:
    """Each domain for itself: the third of two must wait, and so must the second too early."""
    pace = Pace(connections=2)
    assert [pace.begin(domain, 0) for domain in ("a.de", "a.de", "a.de", "b.de")] == [
        *(True, True, False, True),
    ]
    pace.end("a.de", 1)
    assert pace.begin("a.de", 1)
    slow = Pace(pause=5)
    assert [slow.begin("a.de", at) for at in (0, 4, 5)] == [True, False, True]


def test_a_complaint_slows_down_and_success_makes_quicker_again() -> None:
    """One at a time, each complaint doubling the pause, until the domain has taken enough."""
    pace, at, pauses = Pace(connections=4), 0.0, []
    for _ in range(9):
        assert pace.begin("a.de", at)
        pace.end("a.de", at, complaint=True)
        waited = next(wait for wait in range(1, 100) if pace.begin("a.de", at + wait))
        assert not pace.begin("a.de", at + 1000)  # one at a time
        pace.end("a.de", at, complaint=False)
        pauses.append(waited)
        at += 1000
    assert pauses[:4] == [1, 2, 4, 8] and pauses[-1] == LONGEST_PAUSE
    for _ in range(FORGETS_AFTER * 8):
        assert pace.begin("a.de", at)
        pace.end("a.de", at)
        at += 1000
    assert [pace.begin("a.de", at) for _ in range(5)] == [True] * 4 + [False]


@pytest.mark.parametrize(
    ("answer", "slower"),
    [
        ("421 4.7.0 too many connections", True),
        ("450 4.7.1 you send too quickly", True),
        ("451 4.7.1 Greylisted, come back later", False),
        ("250 2.0.0 ok", False),
        ("550 5.7.1 no", False),
    ],
)
def test_what_counts_as_a_complaint(answer: str, slower: bool) -> None:
    """What is about our speed, and not a grey list, which puts off everybody."""
    assert too_much(answer) is slower
