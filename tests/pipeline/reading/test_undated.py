"""Rules and status that no day tells: composed of subject, predicate and what governs them."""

from __future__ import annotations

import pytest

from pipeline.claim import Field
from pipeline.reading import read
from tests.pipeline.reading.reader import misread

ENGLISH = frozenset(["the", "is", "are", "be", "to", "no", "at", "of", "you", "has"])


def found(text: str, field: Field) -> set[str]:
    """Return the values of a field, with a question mark behind what is asked."""
    words = set(text.lower().rstrip(".").split())
    claims = read(text, language="en" if ENGLISH & words else "de")
    return {f"{one.value}{'?' if one.review else ''}" for one in claims if one.field is field}


def status_of(text: str) -> set[str]:
    """Return the status that a text states."""
    return found(text, Field.STATUS)


def rule_of(text: str) -> set[str]:
    """Return the rules of applying that a text states."""
    return found(text, Field.DEADLINE_RULE)


def test_a_status_is_composed_of_whom_and_what() -> None:
    """Whatever the order, voice or mood, the present counts and nothing else."""
    assert misread("standing", status_of) == {}


def test_a_rule_without_a_day_is_one_of_applying() -> None:
    """A time that is no date counts where it is said of applying, not of what comes after."""
    assert misread("undated", rule_of) == {}


def test_a_rule_holds_in_whatever_words_its_concepts_come() -> None:
    """A start, money or a time makes a rule where the sentence ties it to applying, else not."""
    assert misread("rules_in_any_words", rule_of) == {}


def test_a_status_holds_in_whatever_words_its_concepts_come() -> None:
    """What the giver does with its programme is a status; what a project or a town does is none."""
    assert misread("status_in_any_words", status_of) == {}


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


ROWS = ("Zuschuss für Dachbegrünung", "Der Antrag ist vor Baubeginn zu stellen", "je Haus 500 Euro")


@pytest.mark.parametrize("between", ["\n", "\n- ", "\n\n"])
def test_a_line_is_read_by_itself(between: str) -> None:
    """Where one line is one statement, none needs a full stop to be read."""
    text = between.join((*ROWS, "Derzeit keine Neuanträge", "Der Bericht folgt im Mai"))
    assert found(text, Field.DEADLINE_RULE) == {"relative"}
    assert found(text, Field.STATUS) == {"closed"}


@pytest.mark.parametrize(
    "text",
    [
        "Der Verein dankt allen für die große Mühe und nimmt gern\n"
        "Anträge entgegen, die bis zum Fest jemand schriftlich und\n"
        "jederzeit lesbar auf den Tisch legt und die\n"
        "kurz sind.",
        "Warum wird abgelehnt?\nMittel ausgeschöpft, keine Neuanträge\nEs fehlen Unterlagen",
    ],
)
def test_a_wrapped_line_and_a_row_of_reasons_state_nothing(text: str) -> None:
    """A line that only breaks is half a sentence, and below a question rows tell what may be."""
    assert found(text, Field.STATUS) == set()


@pytest.mark.parametrize("heading", ["Laufzeit", "Projektstatus", "Beratung"])
def test_what_runs_besides_is_no_rule(heading: str) -> None:
    """A bare value below the label of something else says nothing of applying."""
    rest = "Ein Projekt der Stadt\nMit vielen Partnern"
    assert found(f"{heading}\nlaufend\n{rest}", Field.DEADLINE_RULE) == set()
    assert found(f"Antragsfrist\nlaufend\n{rest}", Field.DEADLINE_RULE) == {"rolling"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Später eingehende Anträge können nur berücksichtigt werden, sofern noch"
            " Haushaltsmittel vorhanden sind.",
            set(),
        ),
        (
            "Anträge können gestellt werden, solange Haushaltsmittel vorhanden sind.",
            {"until_exhausted"},
        ),
    ],
)
def test_what_is_left_for_those_who_come_late_ends_nothing_early(
    text: str, expected: set[str]
) -> None:
    """Money that must be left for late applications does not end those in time."""
    assert found(text, Field.DEADLINE_RULE) == expected
