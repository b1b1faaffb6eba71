"""Rules and status that no day tells: composed of subject, predicate and what governs them."""

from __future__ import annotations

import pytest

from pipeline.claim import Field
from pipeline.reading import read
from tests.pipeline.reading.reader import rows

ENGLISH = frozenset(["the", "is", "are", "be", "to", "no", "at", "of", "you", "has"])


def found(text: str, field: Field) -> set[str]:
    """Return the values of a field, with a question mark behind what is asked."""
    words = set(text.lower().rstrip(".").split())
    claims = read(text, language="en" if ENGLISH & words else "de")
    return {f"{one.value}{'?' if one.review else ''}" for one in claims if one.field is field}


@pytest.mark.parametrize(("text", "expected"), rows("standing"))
def test_a_status_is_composed_of_whom_and_what(text: str, expected: set[str]) -> None:
    """Whatever the order, voice or mood, the present counts and nothing else."""
    assert found(text, Field.STATUS) == expected


@pytest.mark.parametrize(("text", "expected"), rows("undated"))
def test_a_rule_without_a_day_is_one_of_applying(text: str, expected: set[str]) -> None:
    """A time that is no date counts where it is said of applying, not of what comes after."""
    assert found(text, Field.DEADLINE_RULE) == expected


@pytest.mark.parametrize("subject", ["Das Programm", "Der Aufruf", "Das Antragsportal"])
@pytest.mark.parametrize("verb", ["ist geschlossen", "wurde geschlossen", "ruht derzeit"])
@pytest.mark.parametrize(
    ("frame", "stated"),
    [
        ("{subject} {verb}.", True),
        ("Bitte beachten Sie: {subject} {verb}.", True),
        ("{subject}, das Vereine fördert, {verb}.", True),
        ("Wenn {subject} {verb}, erhalten Sie eine Nachricht.", False),
        ("Die Stadt bestreitet, dass {subject} {verb}.", False),
    ],
)
def test_what_governs_a_clause_decides_whether_it_states(
    subject: str, verb: str, frame: str, stated: bool
) -> None:
    """The same words state a status in a main clause, and none as condition or as hearsay."""
    text = frame.format(subject=subject, verb=verb)
    assert found(text, Field.STATUS) == ({"closed"} if stated else set())
